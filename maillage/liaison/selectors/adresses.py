"""Where the extracts of a sheet may be sent, from the partners that the dispositif wrote down: a proposal, that a person checks."""

from __future__ import annotations

from maillage.liaison.domain.texte import situation_de_json
from maillage.liaison.models import FicheLiaison
from maillage.socle.domain.texte import plier
from maillage.structures import selectors as structures

ECOLES = frozenset({"ECOLE", "COLLEGE", "LYCEE"})


def adresses_connues(fiche: FicheLiaison) -> dict[str, str]:
    """Return the addresses by code of recipient: the MDPH, and the school that the sheet names (1 query)."""
    scolarisation = situation_de_json(fiche.apres).scolarisation
    ecole = plier(scolarisation.etablissement) if scolarisation else ""
    trouvees: dict[str, str] = {}
    for partenaire in structures.partenaires_du_dispositif(fiche.dispositif_id).exclude(courriel=""):
        if partenaire.type == "MDPH":
            trouvees.setdefault("MDPH", partenaire.courriel)
        elif partenaire.type in ECOLES and ecole and plier(partenaire.nom) == ecole:
            trouvees.setdefault("ECOLE", partenaire.courriel)
    return trouvees
