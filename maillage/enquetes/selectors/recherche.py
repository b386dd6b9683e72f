"""What the search of the network finds among surveys."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from maillage.enquetes.permissions import RESULTATS, SECTION
from maillage.enquetes.selectors.enquetes import FiltresEnquetes, lister_enquetes
from maillage.enquetes.selectors.vagues import vagues_lisibles
from maillage.socle.acteur import Acteur
from maillage.socle.domain.bilan import ResultatReseau


def chercher(acteur: Acteur, q: str, maximum: int) -> list[ResultatReseau]:
    """Return surveys to who follows them, shared results to the network, nothing to the others."""
    if not q.strip():
        return []
    if acteur.peut(SECTION):
        enquetes = lister_enquetes(FiltresEnquetes(recherche=q), le=timezone.localdate())[:maximum]
        return [ResultatReseau(e.titre, "Enquête", reverse("enquetes:enquete", args=[e.identifiant])) for e in enquetes]
    if not acteur.peut(RESULTATS):
        return []
    return [
        ResultatReseau(str(vague), "Résultats d'enquête", reverse("enquetes:resultats", args=[vague.identifiant]))
        for vague in vagues_lisibles(acteur, q)[:maximum]
    ]
