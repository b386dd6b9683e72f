"""The coded columns: their values, the words that mean them in other programs, and the defaults when a cell is empty."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.agenda.imports.domain import colonnes as c
from maillage.agenda.imports.domain.texte import normaliser

CODES: dict[str, dict[str, tuple[str, ...]]] = {
    c.CATEGORIE: {
        "DIRECT_JEUNE": (
            "avec le jeune",
            "direct",
            "direct jeune",
            "seance",
            "seance individuelle",
            "individuel",
            "collectif",
            "groupe",
            "atelier",
            "accompagnement",
            "prise en charge",
            "entretien jeune",
            "classe",
            "journee",
            "nuit",
        ),
        "DIRECT_ENTOURAGE": (
            "avec l entourage",
            "entourage",
            "famille",
            "parents",
            "entretien famille",
            "entretien familial",
            "rencontre famille",
            "rencontre parents",
        ),
        "INDIRECT": (
            "pour le jeune sans lui",
            "indirect",
            "reunion",
            "synthese",
            "preparation",
            "redaction",
            "ecrit",
            "administratif",
            "coordination",
        ),
        "TRANSPORT": ("transport", "trajet", "taxi", "deplacement", "conduite"),
    },
    c.MODALITE: {
        "AJ": ("accueil de jour", "jour", "j", "semi internat", "externat", "demi pension"),
        "AN": ("accueil de nuit", "nuit", "n", "internat", "hebergement"),
        "PMO": ("prestation en milieu ordinaire", "milieu ordinaire", "m", "sessad", "ambulatoire", "inclusion"),
    },
    c.LIEU_TYPE: {
        "ETABLISSEMENT": ("etablissement", "itep", "ime", "ditep", "dame", "dime", "sur site", "dans l etablissement"),
        "UE_EXTERNALISEE": ("unite d enseignement externalisee", "uee", "classe externalisee", "ue externalisee"),
        "INTERNAT": ("internat",),
        "ACCUEIL_FAMILIAL": ("accueil familial", "famille d accueil"),
        "DOMICILE": ("domicile", "maison", "famille", "a domicile", "chez le jeune"),
        "ECOLE": ("ecole", "college", "lycee", "ecole college ou lycee", "etablissement scolaire"),
        "LOISIRS": ("loisirs", "lieu de loisirs", "club", "centre de loisirs", "sport"),
        "PARTENAIRE": ("partenaire", "chez un partenaire", "hopital", "cmp", "mdph"),
        "TELEPHONE": ("telephone", "visio", "visioconference", "telephone ou visioconference", "a distance"),
        "AUTRE": ("autre", "autre lieu", "exterieur"),
    },
    c.STATUT: {
        "PLANIFIE": ("planifie", "planifiee", "prevu", "prevue", "a venir", "a confirmer", "en attente", "tentative"),
        "REALISE": ("realise", "realisee", "fait", "faite", "effectue", "effectuee", "honore", "termine", "oui"),
        "ANNULE": ("annule", "annulee", "supprime", "supprimee", "reporte", "reportee", "cancelled", "non realise"),
    },
    c.PRESENCE: {
        "PRESENT": ("present", "presente", "oui", "p", "1", "x", "vrai", "true"),
        "ABSENT": ("absent", "absente", "non", "a", "abs", "0", "faux", "false"),
    },
    c.MOTIF: {
        "MALADIE": ("maladie", "malade"),
        "HOSPITALISATION": ("hospitalisation", "hopital", "hospitalise", "hospitalisee"),
        "FAMILLE": ("famille", "raison familiale", "familial"),
        "RENDEZ_VOUS": ("rendez vous", "rdv", "rendez vous medical", "rdv medical"),
        "VACANCES": ("vacances", "conges"),
        "STAGE": ("stage",),
        "FUGUE": ("fugue",),
        "EXCLUSION": ("exclusion", "exclusion temporaire", "exclu", "exclue", "mise a pied"),
        "INJUSTIFIEE": ("injustifiee", "injustifie", "non justifiee", "sans motif"),
        "AUTRE": ("autre", "autre motif"),
    },
}
"""Column → code → normalised words that mean it."""

DEFAUTS: dict[str, str] = {c.STATUT: "PLANIFIE"}
"""What an empty cell means unless the source says otherwise. A category is never guessed for a table: it weighs on the count."""

_SENS: dict[str, dict[str, str]] = {
    colonne: {mot: code for code, mots in codes.items() for mot in (normaliser(code), *mots)}
    for colonne, codes in CODES.items()
}


def traduire(colonne: str, valeur: str, valeurs: Mapping[str, Mapping[str, str]]) -> str | None:
    """Return the code that a non-empty cell means, None when nobody knows.

    `valeurs` is what was chosen for the source: column → normalised value → code, an empty code meaning « leave empty ».
    """
    cle = normaliser(valeur)
    choisi = valeurs.get(colonne, {}).get(cle)
    return choisi if choisi is not None else _SENS[colonne].get(cle)
