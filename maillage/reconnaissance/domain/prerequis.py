"""What a dispositif must have to be recognised, read from facts: each missing thing is said, with where to mend it and who may help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from maillage.socle.domain.typographie import ecrire_compte

MODALITES = {"AJ": "accueil de jour", "AN": "accueil de nuit", "PMO": "prestation en milieu ordinaire"}
AUTORISATION_UNIQUE = "AUTORISATION_UNIQUE"


@dataclass(frozen=True)
class FaitsReconnaissance:
    """What is known of a dispositif on a day. `conventionnees`: modalities that a partner brings by a convention, attached or in force."""

    montage: str = AUTORISATION_UNIQUE
    organismes: int = 0
    accord_partenarial: bool = False
    propres: frozenset[str] = frozenset()
    conventionnees: frozenset[str] = frozenset()
    finess: int = 0
    coordonnateurs: int = 0
    communes: int = 0
    actions_appui: int = 0
    redigees: frozenset[str] = field(default_factory=frozenset)
    """Codes of the sections that hold words."""


@dataclass(frozen=True)
class ReglePrerequis:
    """A line of prerequis.toml: what is asked, how the delegation helps, where it is mended.

    `url`: a named address of the dispositif; `section`: a section of the dossier.
    """

    code: str
    libelle: str
    corriger: str
    aide: str
    source: str
    statut: str
    url: str = ""
    section: str = ""


@dataclass(frozen=True)
class Prerequis:
    """One prerequisite on a day: held or not, and the fact that says so."""

    regle: ReglePrerequis
    tenu: bool
    constat: str


def _montage(faits: FaitsReconnaissance) -> tuple[bool, str]:
    if faits.montage == AUTORISATION_UNIQUE:
        nombre = faits.organismes
        return nombre == 1, f"Autorisation unique ; {nombre} organisme gestionnaire connu, il en faut un et un seul."
    if faits.organismes < 2:
        return (
            False,
            f"Organisation partenariale ; {faits.organismes} organisme gestionnaire connu, il en faut au moins deux.",
        )
    accord = "convention de partenariat jointe" if faits.accord_partenarial else "convention de partenariat absente"
    return faits.accord_partenarial, f"Organisation partenariale de {faits.organismes} organismes ; {accord}."


def _modalites(faits: FaitsReconnaissance) -> tuple[bool, str]:
    manquent = [nom for code, nom in MODALITES.items() if code not in faits.propres | faits.conventionnees]
    dits = [
        f"{nom} ({'places du dispositif' if code in faits.propres else 'par convention'})"
        for code, nom in MODALITES.items()
        if nom not in manquent
    ]
    offertes = f"Offertes : {', '.join(dits)}." if dits else "Aucune modalité n'a de place ni de convention."
    return not manquent, f"{offertes} Manque : {', '.join(manquent)}." if manquent else offertes


def _coordination(faits: FaitsReconnaissance) -> tuple[bool, str]:
    if faits.coordonnateurs:
        return True, ecrire_compte(
            faits.coordonnateurs, "personne affectée", "personnes affectées"
        ) + " à la coordination de parcours."
    ecrite = "organisation" in faits.redigees
    return False, "Personne n'est affecté à la coordination" + (
        ", même si l'organisation est décrite." if ecrite else " et l'organisation n'est pas décrite."
    )


def _territoire(faits: FaitsReconnaissance) -> tuple[bool, str]:
    ecrite = "public" in faits.redigees
    communes = f"{ecrire_compte(faits.communes, 'commune')} au territoire déclaré"
    texte = "public et territoire décrits" if ecrite else "public et territoire pas encore décrits"
    return bool(faits.communes) and ecrite, f"{communes} ; {texte}."


def _appui(faits: FaitsReconnaissance) -> tuple[bool, str]:
    ecrite = "appui_ressource" in faits.redigees
    texte = "offre décrite" if ecrite else "offre pas encore décrite"
    return bool(
        faits.actions_appui
    ) or ecrite, f"{ecrire_compte(faits.actions_appui, 'action faite', 'actions faites')} en douze mois ; {texte}."


def _finess(faits: FaitsReconnaissance) -> tuple[bool, str]:
    return bool(
        faits.finess
    ), f"{ecrire_compte(faits.finess, 'établissement rattaché', 'établissements rattachés')} avec un numéro FINESS."


EXAMENS: dict[str, Callable[[FaitsReconnaissance], tuple[bool, str]]] = {
    "montage": _montage,
    "modalites": _modalites,
    "coordination": _coordination,
    "territoire": _territoire,
    "appui": _appui,
    "finess": _finess,
}


def examiner(regles: tuple[ReglePrerequis, ...], faits: FaitsReconnaissance) -> tuple[Prerequis, ...]:
    """Return each prerequisite with what the facts say of it, in the order of the rules."""
    return tuple(Prerequis(regle, *EXAMENS[regle.code](faits)) for regle in regles)


def manquants(prerequis: tuple[Prerequis, ...]) -> tuple[Prerequis, ...]:
    """Return those that are not held."""
    return tuple(ligne for ligne in prerequis if not ligne.tenu)
