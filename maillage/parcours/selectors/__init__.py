"""Reads of the path, by noun, limited by what the acting person may see."""

from maillage.parcours.selectors.attente import demandes_visibles
from maillage.parcours.selectors.compte import (
    complexites_pour_le_compte,
    demandes_pour_le_compte,
    jeunes_pour_le_compte,
    periodes_pour_le_compte,
    phases_pour_le_compte,
    scolarites_pour_le_compte,
)
from maillage.parcours.selectors.connus import (
    accompagnes_du_dispositif,
    connus_du_dispositif,
    dispositifs_qui_connaissent,
    jeunes_visibles,
)
from maillage.parcours.selectors.fiche import Fiche, lire_fiche
from maillage.parcours.selectors.liste import FiltresJeunes, LigneJeune, lignes_jeunes, lister_jeunes
from maillage.parcours.selectors.noms import noms_par_identifiant
from maillage.parcours.selectors.sections import (
    exiger_section,
    jeunes_de_mes_equipes,
    sections_ouvertes,
    sections_par_jeune,
)
from maillage.parcours.selectors.situation import notification_du_jeune, periodes_le, scolarite_le

__all__ = [
    "Fiche",
    "FiltresJeunes",
    "LigneJeune",
    "accompagnes_du_dispositif",
    "complexites_pour_le_compte",
    "connus_du_dispositif",
    "demandes_pour_le_compte",
    "demandes_visibles",
    "dispositifs_qui_connaissent",
    "exiger_section",
    "jeunes_de_mes_equipes",
    "jeunes_pour_le_compte",
    "jeunes_visibles",
    "lignes_jeunes",
    "lire_fiche",
    "lister_jeunes",
    "noms_par_identifiant",
    "notification_du_jeune",
    "periodes_le",
    "periodes_pour_le_compte",
    "phases_pour_le_compte",
    "scolarite_le",
    "scolarites_pour_le_compte",
    "sections_ouvertes",
    "sections_par_jeune",
]
