"""What the one search box finds in this room."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from maillage.reseau.permissions import ANNUAIRE
from maillage.reseau.selectors.annuaire import offres_ouvertes
from maillage.reseau.selectors.bilans import bilans_visibles
from maillage.socle.acteur import Acteur
from maillage.socle.domain.bilan import ResultatReseau
from maillage.socle.domain.texte import contient_les_mots


def chercher(acteur: Acteur, q: str, maximum: int) -> list[ResultatReseau]:
    """Return offers of the directory and bilans whose title holds the words (2 queries)."""
    offres = offres_ouvertes(timezone.localdate()) if acteur.peut(ANNUAIRE) else []
    trouves = [
        ResultatReseau(
            offre.titre, f"Expérience, {offre.dispositif.nom}", reverse("reseau:offre", args=[offre.identifiant])
        )
        for offre in offres
        if contient_les_mots(f"{offre.titre} {offre.dispositif.nom}", q)
    ]
    trouves += [
        ResultatReseau(bilan.titre, "Bilan", reverse("reseau:bilan", args=[bilan.identifiant]))
        for bilan in bilans_visibles(acteur)
        if contient_les_mots(bilan.titre, q)
    ]
    return trouves[:maximum]
