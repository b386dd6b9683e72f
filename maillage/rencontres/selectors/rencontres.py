"""Reads of meetings and of their dates."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import OrderBy

from maillage.rencontres.domain.etats import EtatInscription, EtatRencontre
from maillage.rencontres.models import Rencontre, SeanceRencontre
from maillage.rencontres.permissions import RENCONTRES, anime
from maillage.socle.acteur import Acteur

A_VENIR, PASSEES = "a-venir", "passees"


@dataclass(frozen=True)
class FiltresRencontres:
    """What the address of the list says; `periode`: A_VENIR or PASSEES."""

    nature: str = ""
    etat: str = ""
    periode: str = ""
    recherche: str = ""
    tri: str = "-date"


TRIS: dict[str, tuple[str | OrderBy, ...]] = {
    "date": (F("premier_jour").asc(nulls_last=True), "pk"),
    "titre": ("titre", "pk"),
    "nature": ("nature", "-premier_jour"),
    "inscrits": ("n_inscrits", "titre"),
}


def rencontres_visibles(acteur: Acteur) -> QuerySet[Rencontre]:
    """Return the meetings that the person may see: drafts only for who runs them."""
    if not acteur.peut(RENCONTRES):
        return Rencontre.objects.none()
    return Rencontre.objects.all() if anime(acteur) else Rencontre.objects.exclude(etat=EtatRencontre.BROUILLON)


def lister_rencontres(acteur: Acteur, filtres: FiltresRencontres, *, le: object) -> QuerySet[Rencontre]:
    """Return the meetings that fit, with `n_seances`, `n_inscrits` and `n_attente`."""
    comptees = rencontres_visibles(acteur).annotate(
        n_seances=Count("seances", distinct=True),
        n_inscrits=_compte(EtatInscription.INSCRIT),
        n_attente=_compte(EtatInscription.EN_ATTENTE),
    )
    voulus = {"nature": filtres.nature, "etat": filtres.etat}
    lues = comptees.filter(**{champ: valeur for champ, valeur in voulus.items() if valeur})
    if filtres.periode == A_VENIR:
        lues = lues.filter(Q(dernier_jour__gte=le) | Q(dernier_jour__isnull=True))
    elif filtres.periode == PASSEES:
        lues = lues.filter(dernier_jour__lt=le)
    if filtres.recherche:
        mots = filtres.recherche
        lues = lues.filter(Q(titre__icontains=mots) | Q(theme__icontains=mots) | Q(presentation__icontains=mots))
    voulu = filtres.tri if filtres.tri.lstrip("-") in TRIS else "-date"
    ordonnees = lues.order_by(*TRIS[voulu.lstrip("-")])
    return ordonnees.reverse() if voulu.startswith("-") else ordonnees


def _compte(etat: str) -> Count:
    return Count("seances__inscriptions", filter=Q(seances__inscriptions__etat=etat), distinct=True)


def rencontre_par_identifiant(acteur: Acteur, identifiant: str) -> Rencontre | None:
    return rencontres_visibles(acteur).filter(identifiant=identifiant).first()


def seances_de(rencontre: Rencontre) -> list[SeanceRencontre]:
    """Return the dates of a meeting with their days and town (2 queries)."""
    seances = rencontre.seances.select_related("commune", "rencontre").prefetch_related("jours")
    return list(seances.order_by("premier_jour", "pk"))


def seance_par_identifiant(acteur: Acteur, identifiant: str) -> SeanceRencontre | None:
    """Return a date of a meeting that the person may see."""
    seances = SeanceRencontre.objects.select_related("rencontre", "commune").prefetch_related("jours")
    return seances.filter(identifiant=identifiant, rencontre__in=rencontres_visibles(acteur)).first()
