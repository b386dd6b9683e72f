"""Drawing the map: a place comes, is mended, moves, feels otherwise, is left, is erased. Everything is dated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.carte_de_vie.domain.carte import Lieu, Partage, Ressenti, noms_ecrits, verifier_dessin
from maillage.carte_de_vie.domain.erreurs import ConflitDeCarte, ErreurCarte
from maillage.carte_de_vie.domain.vocabulaire import LIBELLES_GENRES, GenreLieu, Regard
from maillage.carte_de_vie.selectors.acces import Porte, exiger_ecriture
from maillage.carte_de_vie.selectors.liens import elements_a_lier, objectifs_a_lier
from maillage.carte_de_vie.services.depot import detruire, prendre, ranger, tracer
from maillage.carte_de_vie.services.partage import partage_permis
from maillage.socle.fields import nouvel_identifiant

UN_JOUR = timedelta(days=1)


@dataclass(frozen=True)
class SaisieLieu:
    """What is said of a place. `avec`: names, one per line; `x`, `y`: where it stands on the sheet (0 to 100); `dessin`: of a new one alone."""

    nom: str
    genre: str = GenreLieu.AUTRE.value
    avec: str = ""
    note: str = ""
    x: float | None = None
    y: float | None = None
    objectif: str = ""
    element: str = ""
    depuis: date | None = None
    dessin: str = ""


@transaction.atomic
def ajouter_lieu(
    porte: Porte,
    *,
    saisie: SaisieLieu,
    maintenant: datetime,
    partage: Partage | None = None,
    ressenti: tuple[str, str] = ("", ""),
) -> Lieu:
    """Put a place on the map; `partage` empty: it is secret. `ressenti`: (word, picture)."""
    le = timezone.localdate(maintenant)
    exiger_ecriture(porte, le=le)
    depuis = _jour_passe(saisie.depuis or le, le, "depuis")
    mot, image = ressenti
    lieu = Lieu(
        cle=nouvel_identifiant(),
        debut=depuis,
        dessin=verifier_dessin(saisie.dessin),
        ressentis=(Ressenti(depuis, mot.strip(), image),) if mot.strip() else (),
        partage=partage_permis(porte, partage or Partage(), nouveau=True),
        origine=porte.origine,
        **_dits(porte, saisie),
    )
    ranger(porte, lieu)
    tracer(porte, "ajouter_lieu", lieu)
    return lieu


@transaction.atomic
def corriger_lieu(porte: Porte, cle: str, *, saisie: SaisieLieu, version: int, maintenant: datetime) -> Lieu:
    """Mend what is said of a place. Raises ConflitDeCarte if it changed since it was read."""
    lieu = prendre(porte, cle, le=timezone.localdate(maintenant))
    dits = _dits(porte, saisie)
    if lieu.version != version and any(getattr(lieu, nom) != valeur for nom, valeur in dits.items()):
        raise ConflitDeCarte(actuel=_en_mots(lieu), version=lieu.version)
    return _changer(porte, lieu, replace(lieu, **dits), "corriger_lieu")


@transaction.atomic
def placer_lieu(porte: Porte, cle: str, *, x: float | None, y: float | None, maintenant: datetime) -> Lieu:
    """Put a place elsewhere on the sheet, or nowhere."""
    lieu = prendre(porte, cle, le=timezone.localdate(maintenant))
    return _changer(porte, lieu, replace(lieu, x=_borne(x, "x"), y=_borne(y, "y")), "placer_lieu")


@transaction.atomic
def situer_lieu(porte: Porte, cle: str, *, lon: float | None, lat: float | None, maintenant: datetime) -> Lieu:
    """Give a place a position in the country, or take it off."""
    lieu = prendre(porte, cle, le=timezone.localdate(maintenant))
    if (lon is None) != (lat is None) or not -180 <= (lon or 0) <= 180 or not -90 <= (lat or 0) <= 90:
        raise ErreurCarte("Cette position n'existe pas. Touchez la carte, ou cherchez un nom.")
    return _changer(porte, lieu, replace(lieu, lon=lon, lat=lat), "situer_lieu")


@transaction.atomic
def dessiner_lieu(porte: Porte, cle: str, *, dessin: str, maintenant: datetime) -> Lieu:
    """Keep what was drawn by hand about a place; empty: nothing."""
    lieu = prendre(porte, cle, le=timezone.localdate(maintenant))
    return _changer(porte, lieu, replace(lieu, dessin=verifier_dessin(dessin)), "dessiner_lieu")


@transaction.atomic
def dire_ressenti(porte: Porte, cle: str, *, mot: str, image: str, le: date, maintenant: datetime) -> Lieu:
    """Say how a place feels since a day; another feeling of the same day takes its stead."""
    aujourd_hui = timezone.localdate(maintenant)
    lieu = prendre(porte, cle, le=aujourd_hui)
    if not mot.strip():
        raise ErreurCarte("Choisissez une image, ou écrivez un mot.", champ="mot")
    jour = _jour_passe(le, aujourd_hui, "le")
    if jour < lieu.debut:
        raise ErreurCarte("Cette date est avant l'arrivée du lieu sur la carte.", champ="le")
    autres = [un for un in lieu.ressentis if un.le != jour]
    ressentis = sorted([*autres, Ressenti(jour, mot.strip()[:40], image)], key=lambda un: un.le)
    return _changer(porte, lieu, replace(lieu, ressentis=tuple(ressentis)), "dire_ressenti")


@transaction.atomic
def quitter_lieu(porte: Porte, cle: str, *, le: date, maintenant: datetime) -> Lieu:
    """The place is left since a day; it stays on the maps of before."""
    aujourd_hui = timezone.localdate(maintenant)
    lieu = prendre(porte, cle, le=aujourd_hui)
    jour = _jour_passe(le, aujourd_hui, "le")
    if jour <= lieu.debut:
        raise ErreurCarte("Cette date est avant l'arrivée du lieu. Pour une erreur, effacez-le.", champ="le")
    return _changer(porte, lieu, replace(lieu, fin=jour - UN_JOUR), "quitter_lieu")


@transaction.atomic
def retrouver_lieu(porte: Porte, cle: str, *, maintenant: datetime) -> Lieu:
    """The place is there again, as if it had not been left."""
    lieu = prendre(porte, cle, le=timezone.localdate(maintenant))
    return _changer(porte, lieu, replace(lieu, fin=None), "retrouver_lieu")


@transaction.atomic
def effacer_lieu(porte: Porte, cle: str, *, maintenant: datetime) -> None:
    """Erase a place for ever, with its feelings, its drawing and its journeys: nothing is kept, in clear or otherwise."""
    lieu = prendre(porte, cle, le=timezone.localdate(maintenant))
    detruire(porte, lieu)
    tracer(porte, "effacer_lieu", lieu)


def _changer(porte: Porte, avant: Lieu, apres: Lieu, acte: str) -> Lieu:
    neuf = replace(apres, version=avant.version + 1)
    ranger(porte, neuf, avant=avant)
    tracer(porte, acte, neuf)
    return neuf


def _dits(porte: Porte, saisie: SaisieLieu) -> dict[str, Any]:
    nom = " ".join(saisie.nom.split())
    if not nom:
        raise ErreurCarte("Donnez un nom à ce lieu.", champ="nom")
    if saisie.objectif and saisie.objectif not in objectifs_a_lier(porte):
        raise ErreurCarte("Cet objectif n'est plus dans le projet.", champ="objectif")
    if saisie.element and saisie.element not in elements_a_lier(porte):
        raise ErreurCarte("Cet élément n'est plus sur l'éco-carte.", champ="element")
    dits: dict[str, Any] = {
        "nom": nom[:60],
        "genre": GenreLieu(saisie.genre),
        "avec": noms_ecrits(saisie.avec),
        "note": saisie.note.strip()[:300],
        "x": _borne(saisie.x, "x"),
        "y": _borne(saisie.y, "y"),
        "objectif": saisie.objectif,
    }
    return dits | {"element": saisie.element} if porte.regard is Regard.EQUIPE else dits


def _borne(valeur: float | None, champ: str) -> float | None:
    if valeur is not None and not 0 <= valeur <= 100:
        raise ErreurCarte("Écrivez un nombre entre 0 et 100.", champ=champ)
    return valeur


def _en_mots(lieu: Lieu) -> dict[str, str]:
    return {
        "Nom": lieu.nom,
        "Image": LIBELLES_GENRES[lieu.genre],
        "Avec": ", ".join(lieu.avec) or "personne de noté",
        "Note": lieu.note or "aucune",
    }


def _jour_passe(jour: date, le: date, champ: str) -> date:
    if jour > le:
        raise ErreurCarte("Cette date n'est pas encore là.", champ=champ)
    return jour
