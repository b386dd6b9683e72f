"""Rights of the addresses of this context, and the check that every writing makes before it starts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import OUVERT, Droit

RENCONTRES, INSCRIPTIONS, REPONSES = "rencontres", "rencontres_inscriptions", "reponses_autorite"
E = Acces.ECRITURE

OUVERTES = (
    "publiques publique inscription_publique merci calendrier_public agenda_public flux ma_place ma_place_geste mon_agenda "
    "mon_attestation mon_support mes_notes presence evaluer verifier"
)
LECTURES = {
    RENCONTRES: "liste exporter_liste rencontre agenda support compte_rendu exporter_compte_rendu "
    "questions exporter_questions question atelier",
    INSCRIPTIONS: "inscriptions exporter_inscriptions",
}
ECRITURES = {
    RENCONTRES: "nouvelle geste seance_geste retirer importer importer_rencontres modele_import annuler_import doublons attentes emargement feuille "
    "affiche evaluations notes_atelier poser_question",
    INSCRIPTIONS: "inscrire inscription_geste attestation",
    REPONSES: "question_geste",
}
DROITS_URLS: dict[str, Droit] = {
    **{f"rencontres:{nom}": OUVERT for nom in OUVERTES.split()},
    **{f"rencontres:{nom}": Droit(section) for section, noms in LECTURES.items() for nom in noms.split()},
    **{f"rencontres:{nom}": Droit(section, acces=E) for section, noms in ECRITURES.items() for nom in noms.split()},
}


def exiger(acteur: Acteur, section: str, dispositif_id: int | None = None) -> None:
    """Raise PermissionDenied unless the acting person may write in that section, there if a dispositif is given."""
    if not acteur.peut(section, E, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire cela.")


def anime(acteur: Acteur) -> bool:
    """Tell whether the person runs the meetings of the network: they see drafts and everyone who comes."""
    return acteur.peut(RENCONTRES, E)
