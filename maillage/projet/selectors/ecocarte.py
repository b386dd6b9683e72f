"""The eco-map of a young person on a day, as a drawing and as a list; the days worth comparing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from maillage.projet.domain.ecocarte import (
    FORCES,
    JEUNE,
    LIBELLES_ANNEAUX,
    LIBELLES_FORCES,
    LIBELLES_GENRES,
    LIBELLES_NATURES,
    Anneau,
    CarteDuJour,
    ElementCarte,
    ForceLien,
    GenreElement,
    LienCarte,
    NatureLien,
    SensLien,
    ecrire_lien,
    noms_de,
)
from maillage.projet.models import ElementEcocarte, LienEcocarte, PlaceEcocarte
from maillage.socle.domain.texte import de_qui
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.ecocarte import EcocarteDessinee, PointEcocarte, TraitEcocarte, dessiner_ecocarte

ESPACE = "\u00a0"


@dataclass(frozen=True)
class LigneEcocarte:
    """An element of the list twin: where it stands, since when, and its ties in words with the key of each."""

    element: ElementEcocarte
    anneau: Anneau
    depuis: date
    genre: str
    liens: list[tuple[int, str, date]]


@dataclass(frozen=True)
class EcocarteLue:
    """A map on a day: `dessin` and `lignes` say the same."""

    carte: CarteDuJour
    le: date
    dessin: EcocarteDessinee
    par_anneau: list[tuple[Anneau, str, list[LigneEcocarte]]]
    resume: str
    liens_en_mots: list[tuple[str, str]]
    partis: list[ElementEcocarte]

    @property
    def vide(self) -> bool:
        return not self.carte.elements


def elements_du_jeune(jeune_id: int, dispositif_id: int, *, avec_effaces: bool = False) -> QuerySet[ElementEcocarte]:
    """Return what was ever put on the map of a young person in a dispositif; slips of the pen only if asked. The caller holds the right."""
    elements = ElementEcocarte.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id).select_related("jeune")
    return elements if avec_effaces else elements.filter(efface_le=None)


def carte_du_jour(jeune_id: int, dispositif_id: int, le: date) -> CarteDuJour:
    """Return the map of a day (2 queries)."""
    places, liens = _lire(jeune_id, dispositif_id, le)
    return _carte(places, liens)


def lire_ecocarte(jeune: object, dispositif_id: int, le: date, *, page: str = "") -> EcocarteLue:
    """Read the map of a day with its drawing, its list and those who were on it before (3 queries).

    Each box leads to its line of the list, on `page` when the list is not on the same one.
    """
    jeune_id, prenom = jeune.pk, jeune.prenom  # type: ignore[attr-defined]
    places, liens = _lire(jeune_id, dispositif_id, le)
    carte = _carte(places, liens)
    presents = {place.element_id for place in places}
    anciens = (
        elements_du_jeune(jeune_id, dispositif_id).filter(places__debut__lte=le).exclude(pk__in=presents).distinct()
    )
    noms = noms_de(carte, jeune=prenom)
    lignes = [_ligne(place, liens, noms) for place in places]
    return EcocarteLue(
        carte=carte,
        le=le,
        dessin=dessiner(carte, prenom, page=page),
        par_anneau=[
            (anneau, LIBELLES_ANNEAUX[anneau], [ligne for ligne in lignes if ligne.anneau is anneau])
            for anneau in Anneau
        ],
        resume=resumer(carte, prenom),
        liens_en_mots=dire_les_liens(carte),
        partis=list(anciens),
    )


def dessiner(carte: CarteDuJour, prenom: str, *, page: str = "") -> EcocarteDessinee:
    """Return the drawing of a map; each box leads to its line in the list of that page."""
    noms = noms_de(carte, jeune=prenom)
    anneaux = list(Anneau)
    points = [
        PointEcocarte(
            cle=un.cle,
            nom=un.nom,
            anneau=anneaux.index(un.anneau),
            forme=un.genre.value.lower(),
            url=f"{page}#element-{un.cle}",
            dit=_dire(un, carte, noms),
        )
        for un in carte.elements
    ]
    return dessiner_ecocarte(prenom, points, [_trait(lien) for lien in carte.liens], list(LIBELLES_ANNEAUX.values()))


def resumer(carte: CarteDuJour, prenom: str) -> str:
    """Tell the map in one sentence: « 9 personnes et lieux autour de Noé : 5 avec moi tous les jours… »."""
    if not carte.elements:
        return f"Rien n'est encore dessiné autour {de_qui(prenom)}."
    parts = [
        f"{nombre} «{ESPACE}{LIBELLES_ANNEAUX[anneau].lower()}{ESPACE}»"
        for anneau, nombre in carte.comptes().items()
        if nombre
    ]
    tendus = sum(lien.nature is not NatureLien.SOUTIEN for lien in carte.liens)
    suite = f" ; {ecrire_compte(tendus, 'lien compliqué ou coupé', 'liens compliqués ou coupés')}" if tendus else ""
    nombre = ecrire_compte(len(carte.elements), "personne ou lieu", "personnes et lieux")
    return f"{nombre} autour {de_qui(prenom)} : {', '.join(parts)}{suite}."


def dire_les_liens(carte: CarteDuJour) -> list[tuple[str, str]]:
    """Name those who are tied to the young person, by what the tie is worth: (words, names); nothing for what there is not."""
    groupes: dict[str, list[str]] = {"Liens forts": [], "Liens compliqués": [], "Liens coupés": []}
    for element in carte.elements:
        lien = carte.du_jeune(element.cle)
        if lien is None:
            continue
        if lien.nature is NatureLien.TENSION:
            groupes["Liens compliqués"].append(element.nom)
        elif lien.nature is NatureLien.ROMPU:
            groupes["Liens coupés"].append(element.nom)
        elif lien.force is ForceLien.FORT:
            groupes["Liens forts"].append(element.nom)
    return [(mots, ", ".join(noms)) for mots, noms in groupes.items() if noms]


def jours_de_changement(jeune_id: int, dispositif_id: int) -> list[date]:
    """Return the days when something came, moved or left, latest first (2 queries)."""
    ici = Q(element__jeune_id=jeune_id, element__dispositif_id=dispositif_id, element__efface_le=None)
    dates = {
        jour
        for modele in (PlaceEcocarte, LienEcocarte)
        for debut, fin in modele._default_manager.filter(ici).values_list("debut", "fin")
        for jour in (debut, fin)
        if jour is not None
    }
    return sorted(dates, reverse=True)


def _lire(jeune_id: int, dispositif_id: int, le: date) -> tuple[list[PlaceEcocarte], list[LienEcocarte]]:
    du_jour = Q(debut__lte=le) & (Q(fin__isnull=True) | Q(fin__gte=le))
    ici = Q(element__jeune_id=jeune_id, element__dispositif_id=dispositif_id, element__efface_le=None)
    places = list(PlaceEcocarte.objects.filter(du_jour, ici).select_related("element").order_by("element__pk"))
    presents = {place.element_id for place in places}
    liens = LienEcocarte.objects.filter(du_jour, ici).select_related("element", "autre").order_by("pk")
    return places, [
        lien for lien in liens if lien.element_id in presents and (lien.autre_id is None or lien.autre_id in presents)
    ]


def _carte(places: Iterable[PlaceEcocarte], liens: Iterable[LienEcocarte]) -> CarteDuJour:
    return CarteDuJour(
        elements=tuple(
            ElementCarte(
                place.element.identifiant,
                place.element.nom,
                GenreElement(place.element.genre),
                Anneau(place.anneau),
                place.element.note,
            )
            for place in places
        ),
        liens=tuple(_lien(lien) for lien in liens),
    )


def _lien(lien: LienEcocarte) -> LienCarte:
    return LienCarte(
        de=lien.element.identifiant,
        vers=lien.autre.identifiant if lien.autre else JEUNE,
        force=ForceLien(lien.force),
        nature=NatureLien(lien.nature),
        sens=SensLien(lien.sens),
    )


def _trait(lien: LienCarte) -> TraitEcocarte:
    return TraitEcocarte(
        de=lien.de,
        vers=lien.vers,
        force=FORCES[lien.force],
        nature=lien.nature.value.lower(),
        fleche_de=lien.sens in {SensLien.RECOIT, SensLien.DEUX},
        fleche_vers=lien.sens in {SensLien.DONNE, SensLien.DEUX},
    )


def _dire(element: ElementCarte, carte: CarteDuJour, noms: dict[str, str]) -> str:
    genre = LIBELLES_GENRES[element.genre].partition(" (")[0].lower()
    liens = [ecrire_lien(lien, noms) for lien in carte.liens if element.cle in lien.paire and JEUNE in lien.paire]
    return f"{element.nom}, {genre}, « {LIBELLES_ANNEAUX[element.anneau].lower()} » : {'; '.join(liens) or 'aucun lien noté'}"


def _ligne(place: PlaceEcocarte, liens: Iterable[LienEcocarte], noms: dict[str, str]) -> LigneEcocarte:
    siens = [lien for lien in liens if place.element_id in {lien.element_id, lien.autre_id}]
    return LigneEcocarte(
        element=place.element,
        anneau=Anneau(place.anneau),
        depuis=place.debut,
        genre=LIBELLES_GENRES[GenreElement(place.element.genre)],
        liens=[
            (lien.pk, f"{_avec(lien, place.element_id, noms)} : {_qualifier(lien, noms)}", lien.debut) for lien in siens
        ],
    )


def _avec(lien: LienEcocarte, element_id: int, noms: dict[str, str]) -> str:
    vu = _lien(lien)
    autre = vu.vers if lien.element_id == element_id else vu.de
    return f"Avec {noms[autre]}"


def _qualifier(lien: LienEcocarte, noms: dict[str, str]) -> str:
    return ecrire_lien(_lien(lien), noms)


def lien_visible(jeune_id: int, dispositif_id: int, pk: int) -> LienEcocarte | None:
    """Return a tie of that map still in course; the caller holds the right."""
    ici = {"element__jeune_id": jeune_id, "element__dispositif_id": dispositif_id, "fin": None}
    return LienEcocarte.objects.select_related("element", "autre").filter(**ici, pk=pk).first()


def legende() -> list[tuple[str, str]]:
    """Return how to read the drawing: (kind of mark, its words)."""
    forces = [(f"force-{FORCES[force]}", f"Lien {libelle.lower()}") for force, libelle in LIBELLES_FORCES.items()]
    return [*forces, *((nature.value.lower(), libelle) for nature, libelle in LIBELLES_NATURES.items())]
