"""The projects of a young person as one lane of the ribbon of their path."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from maillage.projet.models import ProjetPersonnalise
from maillage.socle.domain.ruban import FaitRuban, Fenetre, Voie, VoieDessinee, dessiner_voie
from maillage.socle.domain.typographie import ecrire_jour_annee


def voie_des_projets(jeune_id: int, dispositif_id: int, fenetre: Fenetre) -> VoieDessinee:
    """Draw each agreed project until the next one, or until it was closed (2 queries); the caller holds the right."""
    accordes = list(
        ProjetPersonnalise.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id, accorde_le__isnull=False)
        .order_by("accorde_le", "pk")
        .prefetch_related("etapes")
    )
    suivants = [apres for _, apres in pairwise([*accordes, None])]
    faits = [_fait(projet, suivant) for projet, suivant in zip(accordes, suivants, strict=True)]
    return dessiner_voie(Voie("projet", "Projet", tuple(faits)), fenetre)


def _fait(projet: ProjetPersonnalise, suivant: ProjetPersonnalise | None) -> FaitRuban:
    assert projet.accorde_le is not None
    clos = next((etape.le for etape in projet.etapes.all() if etape.etat == "CLOS"), None)
    fin = suivant.accorde_le - timedelta(days=1) if suivant and suivant.accorde_le else clos
    fin = max(fin, projet.accorde_le) if fin else None
    texte = f"{projet}, accordé le {ecrire_jour_annee(projet.accorde_le)}"
    if projet.evaluation_prevue and fin is None:
        texte += f", à évaluer le {ecrire_jour_annee(projet.evaluation_prevue)}"
    return FaitRuban(projet.accorde_le, fin, f"{texte}.", etiquette=str(projet))
