"""Rights of the addresses of this context, and the checks that every writing makes before it starts.

Reading is open without account to public sheets and to the FAQ: what more a person sees comes from the selectors.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.bibliotheque.domain.vocabulaire import Visibilite
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import OUVERT, Droit

BIBLIOTHEQUE, INTERNE, RELECTURE, MISSION, FAQ = (
    "bibliotheque",
    "bibliotheque_interne",
    "bibliotheque_relecture",
    "bibliotheque_mission",
    "faq",
)
E = Acces.ECRITURE

PUBLIQUES = "liste exporter flux fiche fichier questions exporter_questions question"
ECRITURES = {
    BIBLIOTHEQUE: "atelier entretien exporter_entretien nouvelle modifier geste versions employer importer lots lot geste_lot modele_import",
    FAQ: "nouvelle_question modifier_question repondre",
}
DROITS_URLS: dict[str, Droit] = {
    **{f"bibliotheque:{nom}": OUVERT for nom in PUBLIQUES.split()},
    **{f"bibliotheque:{nom}": Droit(section, acces=E) for section, noms in ECRITURES.items() for nom in noms.split()},
}
REFUS = "Votre rôle ne permet pas d'écrire cela."


def exiger(acteur: Acteur, section: str, dispositif_id: int | None = None, acces: Acces = E) -> None:
    """Raise PermissionDenied unless the acting person has that access, there if a dispositif is given."""
    if not acteur.peut(section, acces, dispositif_id):
        raise PermissionDenied(REFUS)


def peut_proposer(acteur: Acteur, visibilite: str, dispositif_id: int | None) -> bool:
    """Tell whether the person may write a sheet meant for these readers."""
    if not acteur.peut(BIBLIOTHEQUE, E):
        return False
    if visibilite == Visibilite.DISPOSITIF:
        return dispositif_id is not None and acteur.peut(INTERNE, dispositif_id=dispositif_id)
    return visibilite != Visibilite.MISSION or acteur.peut(MISSION, E)


def peut_relire(acteur: Acteur, visibilite: str, dispositif_id: int | None) -> bool:
    """Tell whether the person reviews sheets meant for these readers; whose text it is, the service checks."""
    if visibilite == Visibilite.DISPOSITIF:
        return dispositif_id is not None and acteur.peut(INTERNE, E, dispositif_id)
    return acteur.peut(MISSION if visibilite == Visibilite.MISSION else RELECTURE, E)
