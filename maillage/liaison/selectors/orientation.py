"""What the file already knows of the orientation: nobody types again what the notification says."""

from __future__ import annotations

from maillage.liaison.domain.texte import NOMS
from maillage.parcours.domain.intervalles import Intervalle
from maillage.parcours.selectors import notification_du_jeune
from maillage.socle.domain.typographie import ecrire_date_annee


def champs_de_l_orientation(jeune_id: int) -> dict[str, str]:
    """Return the fields of the sheet that the notification fills, by code; none without a notification (1 query)."""
    notification = notification_du_jeune(jeune_id)
    if notification is None:
        return {}
    validite = Intervalle(notification.debut, notification.fin, "valable").en_mots()
    decision = f"Décision du {ecrire_date_annee(notification.decision)}, {validite}"
    mdph = f", MDPH {notification.departement}" if notification.departement else ""
    return {
        "decision_cdaph": decision + mdph,
        "modalite_entree": NOMS.get(notification.modalite_entree, ""),
        "numero_mdph": notification.numero_dossier,
    }
