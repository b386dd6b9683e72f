"""Rights of the addresses of this context, and the check that every writing makes before it starts.

FORMATIONS: reading the catalogue and the sessions, telling the needs of one's own dispositif; CONDUITE: the work of the mission.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import OUVERT, Droit

FORMATIONS, CONDUITE = "formations", "formations_conduite"
E = Acces.ECRITURE

OUVERTES = "avis merci"
LECTURES = {
    FORMATIONS: "catalogue exporter_catalogue formation besoins exporter_besoins sessions exporter_sessions session chiffres exporter_chiffres",
    CONDUITE: "formateurs exporter_formateurs regroupement exporter_presences",
}
ECRITURES = {
    FORMATIONS: "nouveau_besoin geste_besoin",
    CONDUITE: "nouvelle_formation geste_formation nouveau_formateur geste_formateur nouvelle_session geste_session",
}
DROITS_URLS: dict[str, Droit] = {
    **{f"formations:{nom}": OUVERT for nom in OUVERTES.split()},
    **{f"formations:{nom}": Droit(section) for section, noms in LECTURES.items() for nom in noms.split()},
    **{f"formations:{nom}": Droit(section, acces=E) for section, noms in ECRITURES.items() for nom in noms.split()},
}


def exiger(acteur: Acteur, section: str, dispositif_id: int | None = None) -> None:
    """Raise PermissionDenied unless the acting person may write in that section, there if a dispositif is given."""
    if not acteur.peut(section, E, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire cela.")


def conduit(acteur: Acteur) -> bool:
    """Tell whether the person works for the mission."""
    return acteur.peut(CONDUITE, E)
