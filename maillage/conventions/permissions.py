"""Rights of the addresses of this context, and the check that every writing makes before it starts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import Droit

CONVENTIONS, TEXTES, ACCORDS, INSTANCES, FEUILLE = (
    "conventions",
    "textes_conventions",
    "accords",
    "instances",
    "feuille_de_route",
)
E = Acces.ECRITURE

LECTURES = {
    CONVENTIONS: "etat exporter_etat carte_donnees departement liste exporter_liste convention texte_signe depart calendrier exporter_calendrier",
    ACCORDS: "accords exporter_accords accord",
    INSTANCES: "seances exporter_seances seance releve decisions exporter_decisions decision sieges",
    FEUILLE: "feuille exporter_feuille questions",
}
ECRITURES = {
    CONVENTIONS: "nouvelle geste signataire planifier",
    TEXTES: "clauses",
    ACCORDS: "nouvel_accord modifier_accord geste_accord",
    INSTANCES: "nouvelle_seance geste_seance pourvoir suivre",
    FEUILLE: "nouvelle_action modifier_action repondre",
}
DROITS_URLS: dict[str, Droit] = {
    **{f"conventions:{nom}": Droit(section) for section, noms in LECTURES.items() for nom in noms.split()},
    **{f"conventions:{nom}": Droit(section, acces=E) for section, noms in ECRITURES.items() for nom in noms.split()},
}


def ouvre_dans(acteur: Acteur, section: str, departement: str, acces: Acces = Acces.LECTURE) -> bool:
    """Tell whether the section is open to the acting person for that département: a departmental delegation has its own alone."""
    limites = acteur.departements(section, acces)
    return acteur.peut(section, acces) and (limites is None or departement in limites)


def exiger(acteur: Acteur, section: str, dispositif_id: int | None = None) -> None:
    """Raise PermissionDenied unless the acting person may write in that section, there if a dispositif is given."""
    if not acteur.peut(section, E, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire cela.")


def exiger_dans(acteur: Acteur, section: str, departement: str) -> None:
    """Raise PermissionDenied unless the acting person may write in that section for that département."""
    if not ouvre_dans(acteur, section, departement, E):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire cela pour ce département.")
