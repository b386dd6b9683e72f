"""What the one search box finds here."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from maillage.socle.acteur import Acteur
from maillage.soutien.permissions import SOUTIEN
from maillage.soutien.selectors.demandes import demandes_visibles


@dataclass(frozen=True)
class ResultatSoutien:
    """A request found: its words, where, its address."""

    libelle: str
    detail: str
    url: str


def chercher(acteur: Acteur, q: str, *, maximum: int) -> list[ResultatSoutien]:
    """Return the visible requests whose subject or dispositif holds the words (1 query)."""
    if not acteur.peut(SOUTIEN) or not q.strip():
        return []
    trouvees = demandes_visibles(acteur).filter(Q(objet__icontains=q.strip()) | Q(dispositif__nom__icontains=q.strip()))
    return [
        ResultatSoutien(
            demande.objet,
            f"Soutien technique, {demande.dispositif.nom}, {demande.libelle_etat.lower()}",
            reverse("soutien:demande", args=[demande.identifiant]),
        )
        for demande in trouvees[:maximum]
    ]
