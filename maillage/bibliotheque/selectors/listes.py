"""Lists of sheets: filters, facets whose counts only know what the person may open, sorts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.vocabulaire import LIBELLES_NATURE, GenreEtiquette
from maillage.bibliotheque.models import EtiquetteFiche, Fiche
from maillage.bibliotheque.selectors.lecture import fiches_lues
from maillage.bibliotheque.selectors.recherche import chercher_fiches
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier

PERTINENCE = "pertinence"
TRIS = {
    "titre": ("titre", "pk"),
    "-titre": ("-titre", "-pk"),
    "date": ("publiee_le", "pk"),
    "-date": ("-publiee_le", "-pk"),
    "usage": ("lectures", "pk"),
    "-usage": ("-lectures", "titre", "pk"),
}
MOTS_MONTRES = 15


@dataclass(frozen=True)
class FiltresFiches:
    """What the address asks for; an empty value filters nothing."""

    recherche: str = ""
    dimension: str = ""
    theme: str = ""
    nature: str = ""
    mot: str = ""
    tri: str = ""


@dataclass(frozen=True)
class ValeurFacette:
    """One choice of a facet: its code, its words, how many sheets would answer, whether it is the one chosen."""

    code: str
    libelle: str
    nombre: int
    choisie: bool = False


@dataclass(frozen=True)
class Facette:
    """A way to narrow a list: the parameter of the address, its title, its choices."""

    champ: str
    titre: str
    valeurs: tuple[ValeurFacette, ...]

    @property
    def choisie(self) -> bool:
        return any(valeur.choisie for valeur in self.valeurs)


@dataclass(frozen=True)
class ListeFiches:
    """The sheets asked for, in order, and the facets of the whole search."""

    fiches: Sequence[Fiche] | QuerySet[Fiche]
    facettes: tuple[Facette, ...]
    tri: str


def lister_fiches(acteur: Acteur, filtres: FiltresFiches) -> ListeFiches:
    """Return the published sheets that answer; the number of queries does not depend on their number."""
    base = fiches_lues(acteur)
    ordre: list[int] = []
    if filtres.recherche.strip():
        ordre = chercher_fiches(base, filtres.recherche)
        base = base.filter(pk__in=ordre)
    retenues = _filtrer(base, filtres)
    tri = filtres.tri if filtres.tri in TRIS else (PERTINENCE if ordre else "-date")
    return ListeFiches(_trier(retenues, tri, ordre), _facettes(base, filtres), tri)


def _filtrer(fiches: QuerySet[Fiche], filtres: FiltresFiches, sauf: str = "") -> QuerySet[Fiche]:
    """Apply the facets, but one: the counts of a facet must not depend on its own choice."""
    if filtres.dimension and sauf != "dimension":
        fiches = fiches.filter(dimension=filtres.dimension)
    if filtres.nature and sauf != "nature":
        fiches = fiches.filter(nature=filtres.nature)
    for champ, genre in (("theme", GenreEtiquette.THEME), ("mot", GenreEtiquette.MOT)):
        if (code := getattr(filtres, champ)) and sauf != champ:
            fiches = fiches.filter(
                pk__in=EtiquetteFiche.objects.filter(genre=genre, code=code).order_by().values("fiche_id")
            )
    return fiches


def _trier(fiches: QuerySet[Fiche], tri: str, ordre: list[int]) -> Sequence[Fiche] | QuerySet[Fiche]:
    lues = fiches.annotate(lectures=Sum("usages__consultations", default=0)).prefetch_related("etiquettes")
    if tri == PERTINENCE:
        rangs = {cle: rang for rang, cle in enumerate(ordre)}
        return sorted(lues, key=lambda fiche: rangs[fiche.pk])
    if tri.lstrip("-") == "titre":
        return sorted(lues, key=lambda fiche: plier(fiche.titre), reverse=tri.startswith("-"))
    return lues.order_by(*TRIS[tri])


def _facettes(base: QuerySet[Fiche], filtres: FiltresFiches) -> tuple[Facette, ...]:
    def comptes(champ: str) -> dict[str, int]:
        lues = _filtrer(base, filtres, sauf=champ).order_by()
        return dict(lues.values_list(champ).annotate(n=Count("pk")))

    def etiquettes(champ: str, genre: GenreEtiquette) -> dict[str, int]:
        lues = _filtrer(base, filtres, sauf=champ).order_by().values("pk")
        poses = EtiquetteFiche.objects.filter(genre=genre, fiche__in=lues).order_by()
        return dict(poses.values_list("code").annotate(n=Count("pk")))

    mots = sorted(etiquettes("mot", GenreEtiquette.MOT).items(), key=lambda paire: (-paire[1], plier(paire[0])))
    montres = dict(mots[:MOTS_MONTRES])
    return (
        _facette("dimension", "Dimension", comptes("dimension"), referentiels.libelle_dimension, filtres),
        _facette("theme", "Thème", etiquettes("theme", GenreEtiquette.THEME), referentiels.libelle_theme, filtres),
        _facette("nature", "Forme", comptes("nature"), lambda code: dict(LIBELLES_NATURE).get(code, code), filtres),  # type: ignore[call-overload]
        _facette("mot", "Mot-clé", montres, str, filtres),
    )


def _facette(
    champ: str, titre: str, comptes: dict[str, int], dire: Callable[[str], str], filtres: FiltresFiches
) -> Facette:
    choisie = getattr(filtres, champ)
    if choisie and choisie not in comptes and champ != "mot":
        comptes = {**comptes, choisie: 0} if dire(choisie) != choisie else comptes
    valeurs = [ValeurFacette(code, dire(code), nombre, code == choisie) for code, nombre in comptes.items()]
    return Facette(champ, titre, tuple(sorted(valeurs, key=lambda v: (-v.nombre, plier(v.libelle)))))
