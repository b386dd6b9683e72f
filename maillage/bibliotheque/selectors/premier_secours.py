"""First help: the public sheets to show to someone who asks for an appui-ressource, before and while they wait for an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.vocabulaire import GenreEtiquette
from maillage.bibliotheque.models import EtiquetteFiche, Fiche
from maillage.bibliotheque.selectors.lecture import fiches_publiques
from maillage.bibliotheque.selectors.recherche import chercher_fiches

MAXIMUM = 4


@dataclass(frozen=True)
class FicheConseillee:
    """A sheet as another room shows it: title, one sentence, address, dimension in words."""

    titre: str
    resume: str
    url: str
    dimension: str
    nature: str


def fiches_pour(
    *,
    public: str = "",
    souhait: str = "",
    themes: Collection[str] = (),
    mots: str = "",
    maximum: int = MAXIMUM,
) -> list[FicheConseillee]:
    """Return the public first-help sheets that answer a request, the closest first.

    `public` and `souhait`: codes of the request form of the appui-ressource (unknown or « NE_SAIT_PAS »: not asked); `themes`: codes of the
    fourteen themes; `mots`: free words, which rank and never exclude. A sheet without a label of a kind answers every request of that kind.
    """
    fiches = fiches_publiques().filter(premier_secours=True)
    if public in referentiels.publics():
        fiches = _repondent(fiches, GenreEtiquette.PUBLIC, public)
    if souhait in referentiels.souhaits():
        fiches = _repondent(fiches, GenreEtiquette.SOUHAIT, souhait)
    if themes:
        fiches = fiches.filter(etiquettes__genre=GenreEtiquette.THEME, etiquettes__code__in=themes).distinct()
    lues = list(fiches)
    rangs = _rangs(fiches, mots)
    lues.sort(key=lambda fiche: (rangs.get(fiche.pk, len(rangs)), fiche.titre))
    return [_conseillee(fiche) for fiche in lues[:maximum]]


def _repondent(fiches: QuerySet[Fiche], genre: GenreEtiquette, code: str) -> QuerySet[Fiche]:
    etiquettes = EtiquetteFiche.objects.filter(fiche=OuterRef("pk"), genre=genre)
    return fiches.filter(Q(Exists(etiquettes.filter(code=code))) | ~Q(Exists(etiquettes)))


def _rangs(fiches: QuerySet[Fiche], mots: str) -> dict[int, int]:
    """The rank of each sheet by how well it holds any of the words."""
    return {pk: rang for rang, pk in enumerate(chercher_fiches(fiches, mots, tous=False))} if mots.strip() else {}


def _conseillee(fiche: Fiche) -> FicheConseillee:
    return FicheConseillee(
        titre=fiche.titre,
        resume=fiche.resume,
        url=reverse("bibliotheque:fiche", args=[fiche.identifiant]),
        dimension=referentiels.libelle_dimension(fiche.dimension),
        nature=fiche.libelle_nature,
    )
