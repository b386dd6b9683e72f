"""Rights of the addresses of this context, and the check that every writing makes before it starts.

SOUTIEN: asking, reading, answering recommendations, in one's own dispositif; CONDUITE: the work of the mission.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import Droit

SOUTIEN, CONDUITE = "soutien", "soutien_conduite"
E = Acces.ECRITURE

LECTURES = {
    SOUTIEN: (
        "demandes exporter_demandes demande visites exporter_visites visite recommandations exporter_recommandations "
        "recommandation situations exporter_situations situation historiques exporter_historiques historique exporter_historique"
    ),
    CONDUITE: "chiffres exporter_chiffres",
}
ECRITURES = {
    SOUTIEN: "nouvelle_demande modifier_demande suivre_action suivre_recommandation",
    CONDUITE: "geste_demande nouvelle_visite geste_visite nouvelle_situation modifier_situation effacer_situation",
}
DROITS_URLS: dict[str, Droit] = {
    **{f"soutien:{nom}": Droit(section) for section, noms in LECTURES.items() for nom in noms.split()},
    **{f"soutien:{nom}": Droit(section, acces=E) for section, noms in ECRITURES.items() for nom in noms.split()},
}


def exiger(acteur: Acteur, section: str, dispositif_id: int | None = None) -> None:
    """Raise PermissionDenied unless the acting person may write in that section, there if a dispositif is given."""
    if not acteur.peut(section, E, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire cela.")


def conduit(acteur: Acteur) -> bool:
    """Tell whether the person works for the mission."""
    return acteur.peut(CONDUITE, E)
