"""Reads of the recognition: the public face of this context."""

from maillage.reconnaissance.selectors.carte import carte_du_territoire
from maillage.reconnaissance.selectors.chiffres import chiffres_du_dispositif
from maillage.reconnaissance.selectors.depots import contenu_a_figer
from maillage.reconnaissance.selectors.dossiers import (
    FiltresDossiers,
    LigneDossier,
    comptes_par_etat,
    departements,
    lignes_dossiers,
    lister_dossiers,
)
from maillage.reconnaissance.selectors.faits import lire_donnees, prerequis_du_dispositif
from maillage.reconnaissance.selectors.lecture import (
    DossierLu,
    SectionLue,
    arrete_signe,
    depot_du_tour,
    dossier_du_dispositif,
    historique_de,
    lire_dossier,
    messages_partages,
    piece_jointe,
    pieces_jointes,
    section_lue,
)
from maillage.reconnaissance.selectors.prives import avis_d_experts, notes_d_instruction

__all__ = [
    "DossierLu",
    "FiltresDossiers",
    "LigneDossier",
    "SectionLue",
    "arrete_signe",
    "avis_d_experts",
    "carte_du_territoire",
    "chiffres_du_dispositif",
    "comptes_par_etat",
    "contenu_a_figer",
    "departements",
    "depot_du_tour",
    "dossier_du_dispositif",
    "historique_de",
    "lignes_dossiers",
    "lire_donnees",
    "lire_dossier",
    "lister_dossiers",
    "messages_partages",
    "notes_d_instruction",
    "piece_jointe",
    "pieces_jointes",
    "prerequis_du_dispositif",
    "section_lue",
]
