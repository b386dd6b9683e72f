"""What a deposit freezes."""

from __future__ import annotations

from typing import Any

from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.prerequis import Prerequis
from maillage.reconnaissance.models import DossierReconnaissance
from maillage.reconnaissance.selectors.faits import redactions_de


def contenu_a_figer(
    dossier: DossierReconnaissance, dispositif: Any, prerequis: tuple[Prerequis, ...]
) -> dict[str, Any]:
    """Return figures, prerequisites, sections and attachments as they are now, as JSON values (2 queries)."""
    redactions = redactions_de(dossier)
    pieces = dossier.pieces.filter(retiree_le__isnull=True).select_related("piece")
    return {
        "dispositif": {
            "nom": dispositif.nom,
            "type": dispositif.get_type_display(),
            "montage": dispositif.get_montage_display(),
            "departement": dispositif.departement,
        },
        "chiffres": dossier.chiffres,
        "chiffres_le": dossier.chiffres_le.isoformat() if dossier.chiffres_le else "",
        "prerequis": [
            {"libelle": ligne.regle.libelle, "tenu": ligne.tenu, "constat": ligne.constat} for ligne in prerequis
        ],
        "sections": [
            {"code": code, "titre": section.titre, "texte": redactions[code].texte if code in redactions else ""}
            for code, section in referentiels.sections().items()
        ],
        "pieces": [
            {
                "identifiant": jointe.identifiant,
                "genre": jointe.libelle_genre,
                "nom": jointe.piece.nom,
                "empreinte": jointe.piece.empreinte,
            }
            for jointe in pieces
        ],
        "motif_modification": dossier.motif_modification,
    }
