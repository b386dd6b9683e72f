"""Reads of the waves: what the acting person may see of them, and how many answered."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from maillage.enquetes.domain.publication import arrondir
from maillage.enquetes.models import InvitationEnquete, ReponseEnquete, VagueEnquete, VersionQuestionnaire
from maillage.enquetes.permissions import RESULTATS, SECTION
from maillage.enquetes.selectors.invitations import suivi_des_envois
from maillage.socle.acteur import Acteur

TRIS = {
    "enquete": ("enquete__titre", "-debut", "pk"),
    "close": ("close_le", "pk"),
    "reponses": ("repondus", "enquete__titre", "pk"),
}


@dataclass(frozen=True)
class Participation:
    """How many were written to, could not be, answered; `reponses` may exceed nobody."""

    invites: int
    rejetes: int
    reponses: int

    @property
    def joints(self) -> int:
        return max(self.invites - self.rejetes, 0)

    @property
    def sans_reponse(self) -> int:
        return max(self.joints - self.reponses, 0)

    @property
    def taux(self) -> Decimal | None:
        """Share of the addresses reached that answered, in per cent; None when nobody was reached."""
        return arrondir(Decimal(100 * self.reponses) / self.joints, 0) if self.joints else None


def vagues_visibles(acteur: Acteur) -> QuerySet[VagueEnquete]:
    """Return every wave to who follows surveys, else those shared with the network, else none."""
    vagues = VagueEnquete.objects.select_related("enquete", "version")
    if acteur.peut(SECTION):
        return vagues
    return vagues.filter(partagee=True) if acteur.peut(RESULTATS) else vagues.none()


def vague_par_identifiant(acteur: Acteur, identifiant: str) -> VagueEnquete | None:
    return vagues_visibles(acteur).filter(identifiant=identifiant).first()


def vagues_lisibles(acteur: Acteur, recherche: str = "", *, tri: str = "-close") -> QuerySet[VagueEnquete]:
    """Return the closed waves that the person may read, newest first unless told (1 query)."""
    lues = vagues_visibles(acteur).filter(close_le__isnull=False)
    for mot in recherche.split():
        lues = lues.filter(enquete__titre__icontains=mot)
    ordonnees = lues.order_by(*TRIS.get(tri.lstrip("-"), TRIS["close"]))
    return ordonnees.reverse() if tri.startswith("-") else ordonnees


def participation(vague: VagueEnquete) -> Participation:
    """Return who was reached and how many answered; while open it counts, once closed it reads what the closing counted (at most 4 queries)."""
    if vague.close_le is not None:
        return Participation(vague.invites, vague.rejetes, vague.repondus)
    envoyees = InvitationEnquete.objects.filter(vague=vague, envois__gt=0).count()
    return Participation(envoyees, suivi_des_envois(vague).rejetes, ReponseEnquete.objects.filter(vague=vague).count())


def versions_repondues(vague: VagueEnquete) -> list[tuple[VersionQuestionnaire, int]]:
    """Return the versions that were answered in a wave and how many times, newest first (2 queries)."""
    comptes = dict(
        ReponseEnquete.objects.filter(vague=vague).order_by().values_list("version").annotate(nombre=Count("pk"))
    )
    versions = VersionQuestionnaire.objects.filter(pk__in=comptes).order_by("-numero")
    return [(version, comptes[version.pk]) for version in versions]
