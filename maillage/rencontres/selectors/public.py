"""What anyone may read: the meetings open to all."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from maillage.rencontres.domain.etats import EtatRencontre
from maillage.rencontres.models import AttestationRencontre, Rencontre, SeanceRencontre


def rencontres_publiques() -> QuerySet[Rencontre]:
    """Return the meetings open to all that are announced, held or called off."""
    return Rencontre.objects.filter(public_site=True).exclude(etat=EtatRencontre.BROUILLON)


def rencontres_publiques_a_venir(*, le: dt.date, maximum: int | None = None) -> list[Rencontre]:
    """Return those to come with their dates, the first one first (3 queries)."""
    lues = rencontres_publiques().filter(etat=EtatRencontre.ANNONCEE, dernier_jour__gte=le)
    lues = lues.prefetch_related("seances__jours", "seances__commune").order_by("premier_jour", "pk")
    return list(lues[:maximum] if maximum else lues)


def rencontre_publique(identifiant: str) -> Rencontre | None:
    return rencontres_publiques().filter(identifiant=identifiant).first()


def seance_publique(identifiant: str) -> SeanceRencontre | None:
    """Return a date of a meeting open to all."""
    seances = SeanceRencontre.objects.select_related("rencontre", "commune").prefetch_related("jours")
    return seances.filter(identifiant=identifiant, rencontre__in=rencontres_publiques()).first()


def seance_de_la_salle(code: str) -> SeanceRencontre | None:
    """Return the date whose room shows that code."""
    seances = SeanceRencontre.objects.select_related("rencontre", "commune").prefetch_related("jours")
    return seances.filter(code_presence=code).first()


def attestation_du_code(code: str) -> AttestationRencontre | None:
    """Return the certificate of a code."""
    attestations = AttestationRencontre.objects.select_related("inscription__seance__rencontre")
    return attestations.filter(code=code).first()
