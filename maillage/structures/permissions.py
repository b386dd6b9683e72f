"""Rights of this context: its addresses, and the check that every writing makes before it starts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import Droit

ECRIRE = Droit("structures", Acces.ECRITURE)
IMPORTER = Droit("finess", Acces.ECRITURE)

DROITS_URLS: dict[str, Droit] = {
    "structures:accueil": Droit("structures"),
    "structures:dispositifs": Droit("structures"),
    "structures:dispositif": Droit("structures"),
    "structures:nouveau_dispositif": ECRIRE,
    "structures:nouvel_organisme": ECRIRE,
    "structures:modifier_dispositif": ECRIRE,
    "structures:acte": ECRIRE,
    "structures:acte_sur": ECRIRE,
    "structures:annuler_ouverture": ECRIRE,
    "structures:partenaires": Droit("structures"),
    "structures:partenaires_export": Droit("structures"),
    "structures:partenaires_importer": ECRIRE,
    **{
        f"structures:partenaires_{nom}": ECRIRE
        for nom in ("lot", "avancement", "relire", "echanger", "abandonner", "defaire", "fautes", "doublons", "separer")
    },
    "structures:partenaires_etiqueter": ECRIRE,
    "structures:partenaires_placer": ECRIRE,
    "structures:carte": Droit("structures"),
    "structures:carte_donnees": Droit("structures"),
    "structures:etablissements": Droit("structures"),
    "structures:etablissements_export": Droit("structures"),
    "structures:etablissement": Droit("structures"),
    "structures:positions_a_revoir": IMPORTER,
    "structures:position": IMPORTER,
    "structures:import_finess": IMPORTER,
    "structures:appliquer_finess": IMPORTER,
    "structures:apercu_finess": IMPORTER,
    "structures:rapport_finess": IMPORTER,
}


def exiger(acteur: Acteur, section: str, dispositif_id: int | None = None) -> None:
    """Raise PermissionDenied unless the acting person may write in `section`, there if a dispositif is given."""
    if not acteur.peut(section, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied(f"Votre rôle ne permet pas d'écrire dans « {section} » ici.")


def exiger_partout(acteur: Acteur, section: str) -> None:
    """Raise PermissionDenied unless the acting person may write in `section` whatever the dispositif."""
    if acteur.dispositifs(section, Acces.ECRITURE) is not None:
        raise PermissionDenied(f"Seule l'administration écrit dans « {section} » pour tous les dispositifs.")
