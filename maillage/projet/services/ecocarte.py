"""Drawing the eco-map with the young person: someone arrives, moves to another ring, leaves; a tie is made, changes, ends. Everything is dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Q

from maillage.projet.domain.ecocarte import (
    Anneau,
    ElementCarte,
    ForceLien,
    GenreElement,
    NatureLien,
    SensLien,
    homonymes,
)
from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.domain.saisies import exiger_mots
from maillage.projet.models import ElementEcocarte, LienEcocarte, PlaceEcocarte
from maillage.projet.selectors.acces import exiger
from maillage.projet.services.projet_commun import jour_de
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

UN_JOUR = timedelta(days=1)


class AvecCle(Protocol):
    """Anything with a primary key."""

    pk: int


@dataclass(frozen=True)
class SaisieElement:
    """Who or what, on which ring, since when; `autre_du_meme_nom`: it really is someone else than the one of that name."""

    nom: str
    genre: str = GenreElement.PERSONNE.value
    anneau: str = Anneau.MICRO.value
    note: str = ""
    depuis: date | None = None
    autre_du_meme_nom: bool = False


@dataclass(frozen=True)
class SaisieLien:
    """How strong, of what nature, who gives to whom."""

    force: str = ForceLien.MOYEN.value
    nature: str = NatureLien.SOUTIEN.value
    sens: str = SensLien.DEUX.value


@transaction.atomic
def ajouter_element(
    acteur: Acteur,
    *,
    dispositif: AvecCle,
    jeune: Any,
    saisie: SaisieElement,
    maintenant: datetime,
    lien: SaisieLien | None = None,
) -> ElementEcocarte:
    """Put someone or something on the map, with its tie to the young person. Raises ErreurProjet for a name that is already there."""
    le = jour_de(maintenant)
    exiger(acteur, jeune.pk, dispositif.pk, le=le)
    nom = exiger_mots(saisie.nom, "nom", "Écrivez un nom ou quelques mots.")
    depuis = _jour_passe(saisie.depuis or le, le, "depuis")
    if not saisie.autre_du_meme_nom:
        _refuser_homonyme(nom, jeune.pk, dispositif.pk)
    element = ElementEcocarte.objects.create(
        dispositif_id=dispositif.pk,
        jeune=jeune,
        nom=nom,
        genre=GenreElement(saisie.genre).value,
        note=saisie.note.strip(),
    )
    PlaceEcocarte.objects.create(element=element, anneau=Anneau(saisie.anneau).value, debut=depuis)
    if lien is not None:
        LienEcocarte.objects.create(element=element, debut=depuis, **_valeurs(lien))
    _tracer(acteur, "ajouter_element", element)
    return element


@transaction.atomic
def corriger_element(
    acteur: Acteur, *, element: ElementEcocarte, nom: str, genre: str, note: str, version: int, maintenant: datetime
) -> ElementEcocarte:
    """Mend a name, a kind or a note. Raises ConflitDeTexte with both if someone wrote since."""
    element = _prendre(acteur, element, maintenant)
    actuel = {"Nom": element.nom, "Genre": element.get_genre_display(), "Note": element.note}
    corrige = ElementEcocarte(nom=nom.strip(), genre=genre, note=note.strip())
    propose = {"Nom": corrige.nom, "Genre": corrige.get_genre_display(), "Note": corrige.note}
    if element.version != version and actuel != propose:
        raise ConflitDeTexte(actuel=actuel, propose=propose, version=element.version)
    element.nom = exiger_mots(nom, "nom", "Écrivez un nom ou quelques mots.")
    element.genre, element.note = GenreElement(genre).value, note.strip()
    return _enregistrer(acteur, "corriger_element", element)


@transaction.atomic
def deplacer_element(
    acteur: Acteur, *, element: ElementEcocarte, anneau: str, le: date, maintenant: datetime
) -> ElementEcocarte:
    """Move an element to another ring from a day on; the day it came, it is only a correction."""
    element = _prendre(acteur, element, maintenant)
    place = element.places.filter(fin=None).first()
    if place is None:
        raise ErreurProjet("Cet élément n'est plus sur la carte : remettez-le d'abord.")
    jour = _jour_passe(le, jour_de(maintenant), "le")
    if jour < place.debut:
        raise ErreurProjet("Cette date est avant son arrivée sur la carte.", champ="le")
    if jour > place.debut and anneau != place.anneau:
        place.fin = jour - UN_JOUR
        place.save(update_fields=["fin"])
        place = PlaceEcocarte(element=element, debut=jour)
    place.anneau = Anneau(anneau).value
    place.save()
    return _enregistrer(acteur, "deplacer_element", element)


@transaction.atomic
def faire_partir_element(
    acteur: Acteur, *, element: ElementEcocarte, le: date, maintenant: datetime
) -> ElementEcocarte:
    """Someone is no longer there since a day: the place and the ties end the day before, and stay on the maps of before."""
    element = _prendre(acteur, element, maintenant)
    jour = _jour_passe(le, jour_de(maintenant), "le")
    place = element.places.filter(fin=None).first()
    if place is None:
        raise ErreurProjet("Cet élément n'est déjà plus sur la carte.")
    if jour <= place.debut:
        raise ErreurProjet(
            "Cette date est avant son arrivée sur la carte. Pour une erreur de saisie, effacez-le.", champ="le"
        )
    for ligne in (place, *_liens_de(element).filter(fin=None)):
        _finir(ligne, jour)
    return _enregistrer(acteur, "faire_partir_element", element)


@transaction.atomic
def faire_revenir_element(acteur: Acteur, *, element: ElementEcocarte, maintenant: datetime) -> ElementEcocarte:
    """Undo a departure: the place and the ties that ended with it go on as if nothing had happened."""
    element = _prendre(acteur, element, maintenant)
    place = element.places.order_by("-debut").first()
    if place is None or place.fin is None:
        raise ErreurProjet("Cet élément est déjà sur la carte.")
    fin = place.fin
    place.fin = None
    place.save(update_fields=["fin"])
    for lien in _liens_de(element).filter(fin=fin):
        if not _paire(lien).filter(fin=None).exists():
            lien.fin = None
            lien.save(update_fields=["fin"])
    return _enregistrer(acteur, "faire_revenir_element", element)


@transaction.atomic
def effacer_element(acteur: Acteur, *, element: ElementEcocarte, maintenant: datetime) -> ElementEcocarte:
    """Take a slip of the pen off every map; it can be put back."""
    element = _prendre(acteur, element, maintenant)
    element.efface_le = maintenant
    return _enregistrer(acteur, "effacer_element", element)


@transaction.atomic
def remettre_element(acteur: Acteur, *, element: ElementEcocarte, maintenant: datetime) -> ElementEcocarte:
    """Put back an element that was taken off."""
    element = _prendre(acteur, element, maintenant)
    element.efface_le = None
    return _enregistrer(acteur, "remettre_element", element)


@transaction.atomic
def nouer_lien(
    acteur: Acteur,
    *,
    element: ElementEcocarte,
    autre: ElementEcocarte | None,
    saisie: SaisieLien,
    depuis: date,
    maintenant: datetime,
) -> LienEcocarte:
    """Tie an element to the young person (`autre` None) or to another element. One tie at a time between two."""
    element = _prendre(acteur, element, maintenant)
    if autre is not None and (autre.pk == element.pk or autre.jeune_id != element.jeune_id):
        raise ErreurProjet("Choisissez quelqu'un d'autre de la même carte.", champ="autre")
    lien = LienEcocarte(
        element=element, autre=autre, debut=_jour_passe(depuis, jour_de(maintenant), "depuis"), **_valeurs(saisie)
    )
    if _paire(lien).filter(Q(fin=None) | Q(fin__gte=lien.debut)).exists():
        raise ErreurProjet("Il y a déjà un lien entre les deux à cette date : changez-le plutôt.", champ="autre")
    lien.save()
    _enregistrer(acteur, "nouer_lien", element)
    return lien


@transaction.atomic
def changer_lien(
    acteur: Acteur, *, lien: LienEcocarte, saisie: SaisieLien, le: date, version: int, maintenant: datetime
) -> LienEcocarte:
    """A tie is different since a day: the former one ends the day before. Raises ConflitDeTexte if someone wrote since."""
    element = _prendre(acteur, lien.element, maintenant)
    lien = LienEcocarte.objects.select_for_update().get(pk=lien.pk)
    if element.version != version:
        propose = LienEcocarte(**_valeurs(saisie))
        raise ConflitDeTexte(actuel={"Lien": str(lien)}, propose={"Lien": str(propose)}, version=element.version)
    jour = _jour_passe(le, jour_de(maintenant), "le")
    if lien.fin is not None or jour < lien.debut:
        raise ErreurProjet("Cette date est avant le début de ce lien.", champ="le")
    if jour > lien.debut:
        _finir(lien, jour)
        lien = LienEcocarte(element=element, autre=lien.autre, debut=jour)
    for champ, valeur in _valeurs(saisie).items():
        setattr(lien, champ, valeur)
    lien.save()
    _enregistrer(acteur, "changer_lien", element)
    return lien


@transaction.atomic
def finir_lien(acteur: Acteur, *, lien: LienEcocarte, le: date, maintenant: datetime) -> LienEcocarte:
    """There is no tie any more since a day; begun that very day, it never was."""
    element = _prendre(acteur, lien.element, maintenant)
    lien = LienEcocarte.objects.select_for_update().get(pk=lien.pk)
    jour = _jour_passe(le, jour_de(maintenant), "le")
    if jour <= lien.debut:
        lien.delete()
    else:
        _finir(lien, jour)
    _enregistrer(acteur, "finir_lien", element)
    return lien


def _prendre(acteur: Acteur, element: ElementEcocarte, maintenant: datetime) -> ElementEcocarte:
    exiger(acteur, element.jeune_id, element.dispositif_id, le=jour_de(maintenant))
    return ElementEcocarte.objects.select_for_update(of=("self",)).get(pk=element.pk)


def _enregistrer(acteur: Acteur, acte: str, element: ElementEcocarte) -> ElementEcocarte:
    element.version += 1
    element.save()
    _tracer(acteur, acte, element)
    return element


def _tracer(acteur: Acteur, acte: str, element: ElementEcocarte) -> None:
    journaliser(
        acteur,
        f"projet.{acte}",
        dispositif_id=element.dispositif_id,
        jeune_id=element.jeune_id,
        objet=element.identifiant,
    )


def _valeurs(saisie: SaisieLien) -> dict[str, str]:
    return {
        "force": ForceLien(saisie.force).value,
        "nature": NatureLien(saisie.nature).value,
        "sens": SensLien(saisie.sens).value,
    }


def _jour_passe(jour: date, aujourd_hui: date, champ: str) -> date:
    if jour > aujourd_hui:
        raise ErreurProjet("Cette date est dans l'avenir.", champ=champ)
    return jour


def _finir(ligne: Any, jour: date) -> None:
    """A dated row ends the day before; begun that day or later, it never was."""
    if ligne.debut >= jour:
        ligne.delete()
        return
    ligne.fin = jour - UN_JOUR
    ligne.save(update_fields=["fin"])


def _liens_de(element: ElementEcocarte) -> Any:
    return LienEcocarte.objects.filter(Q(element=element) | Q(autre=element))


def _paire(lien: LienEcocarte) -> Any:
    """Every tie between the same two, whatever the end each was written under."""
    if lien.autre_id is None:
        return LienEcocarte.objects.filter(element_id=lien.element_id, autre=None)
    deux = (lien.element_id, lien.autre_id)
    return LienEcocarte.objects.filter(element_id__in=deux, autre_id__in=deux)


def _refuser_homonyme(nom: str, jeune_id: int, dispositif_id: int) -> None:
    """Most often the same person written twice: say it, and let whoever knows better go on."""
    presents = ElementEcocarte.objects.filter(
        jeune_id=jeune_id, dispositif_id=dispositif_id, efface_le=None, places__fin=None
    ).distinct()
    connus = [ElementCarte(un.identifiant, un.nom, GenreElement(un.genre), Anneau.MICRO) for un in presents]
    if memes := homonymes(nom, connus):
        raise ErreurProjet(
            f"« {memes[0].nom} » est déjà sur la carte. Si c'est quelqu'un d'autre, cochez la case ; sinon, changez plutôt ce qui existe.",
            champ="nom",
        )
