"""Gathering the deadlines of every context installed: `maillage.<contexte>.selectors.echeances.echeances`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from maillage.parcours.selectors.equipe import referents_par_jeune
from maillage.parcours.selectors.noms import noms_par_cle
from maillage.portail.dispositif_courant import DispositifCourant
from maillage.socle.acteur import Acteur
from maillage.socle.domain.echeances import Echeance, EtatEcheance
from maillage.socle.domain.texte import plier

CONTEXTES = (
    "parcours",
    "projet",
    "liaison",
    "agenda",
    "appui_ressource",
    "conventions",
    "reconnaissance",
    "cpom",
    "rencontres",
    "formations",
    "soutien",
    "bibliotheque",
    "activite",
    "portail.espace",
)
"""In the order of the lines of one day; one that gives no deadline is left out."""
CONTEXTES_D_UN_JEUNE = ("parcours", "projet", "liaison", "agenda", "portail.espace")
"""Those whose deadlines may be about one young person: their function takes `jeune_id`."""
A_TRAITER, TOUTES = "a-traiter", "toutes"
ETATS = {
    A_TRAITER: (EtatEcheance.ECHUE, EtatEcheance.PROCHE),
    "echues": (EtatEcheance.ECHUE,),
    "proches": (EtatEcheance.PROCHE,),
    "lointaines": (EtatEcheance.LOINTAINE,),
    TOUTES: tuple(EtatEcheance),
}
MOTS_DES_ETATS = {
    A_TRAITER: "Échues, ou dans moins de 3 mois",
    "echues": "Échues",
    "proches": "Moins de 3 mois",
    "lointaines": "Plus de 3 mois",
    TOUTES: "Toutes",
}
Source = Callable[..., list[Echeance]]


@dataclass(frozen=True)
class FiltresEcheances:
    """What the address asks for: state (a word of ETATS), nature, young person (public identifier), referent (name), sort."""

    etat: str = A_TRAITER
    nature: str = ""
    jeune: str = ""
    referent: str = ""
    tri: str = "date"


@dataclass(frozen=True)
class LigneEcheance:
    """A deadline with its state that day, the young person (identifier and name, empty for the dispositif itself) and their referent."""

    echeance: Echeance
    etat: EtatEcheance
    jeune: str = ""
    nom: str = ""
    referent: str = ""


@dataclass(frozen=True)
class ListeEcheances:
    """The lines kept, the counts of each state before the filter of state, and what the filters may choose among."""

    lignes: list[LigneEcheance]
    comptes: dict[EtatEcheance, int]
    natures: list[str]
    jeunes: list[tuple[str, str]]
    referents: list[str]


CLES_DE_TRI: dict[str, Callable[[LigneEcheance], tuple[object, ...]]] = {
    "date": lambda ligne: (ligne.echeance.dernier_jour, ligne.echeance.acte),
    "nature": lambda ligne: (plier(ligne.echeance.nature), ligne.echeance.dernier_jour, ligne.echeance.acte),
    "jeune": lambda ligne: (not ligne.nom, plier(ligne.nom), ligne.echeance.dernier_jour),
    "referent": lambda ligne: (not ligne.referent, plier(ligne.referent), ligne.echeance.dernier_jour),
}
TRIS = frozenset({*CLES_DE_TRI, *(f"-{nom}" for nom in CLES_DE_TRI)})


@lru_cache
def sources() -> tuple[Source, ...]:
    """Return the function of each context that gives deadlines."""
    return _sources_de(CONTEXTES)


@lru_cache
def sources_d_un_jeune() -> tuple[Source, ...]:
    """Return the function of each context that gives those of one young person."""
    return _sources_de(CONTEXTES_D_UN_JEUNE)


def _sources_de(contextes: Iterable[str]) -> tuple[Source, ...]:
    noms = (f"maillage.{contexte}.selectors.echeances" for contexte in contextes)
    return tuple(import_module(nom).echeances for nom in noms if _existe(nom))


def _existe(nom: str) -> bool:
    try:
        return find_spec(nom) is not None
    except ModuleNotFoundError:
        return False


def toutes_les_echeances(acteur: Acteur, dispositif: DispositifCourant, *, le: dt.date) -> list[Echeance]:
    """Return the deadlines of every context, each limited to what the person may see there."""
    return [ligne for source in sources() for ligne in source(acteur, dispositif, le=le)]


def echeances_du_jeune(
    acteur: Acteur, dispositif: DispositifCourant, jeune_id: int, *, le: dt.date
) -> list[tuple[Echeance, EtatEcheance]]:
    """Return what must be done for one young person, whatever the context, the nearest first, each limited to what the person may see there."""
    lues = [ligne for source in sources_d_un_jeune() for ligne in source(acteur, dispositif, le=le, jeune_id=jeune_id)]
    lues.sort(key=lambda ligne: (ligne.dernier_jour, ligne.acte))
    return [(ligne, ligne.etat(le)) for ligne in lues]


def lister_echeances(
    acteur: Acteur, dispositif: DispositifCourant, filtres: FiltresEcheances, *, le: dt.date
) -> ListeEcheances:
    """Return the work list: what each context gives (a constant number of queries each), two queries for names and referents."""
    lues = toutes_les_echeances(acteur, dispositif, le=le)
    cles = {echeance.jeune_id for echeance in lues if echeance.jeune_id is not None}
    noms = noms_par_cle(cles) if cles else {}
    referents = referents_par_jeune(cles, dispositif.pk, le) if cles else {}
    lignes = [_ligne(echeance, noms, referents, le) for echeance in lues]
    gardees = [ligne for ligne in lignes if _repond(ligne, filtres)]
    comptes = Counter(ligne.etat for ligne in gardees)
    voulus = ETATS.get(filtres.etat, ETATS[A_TRAITER])
    sens = filtres.tri.startswith("-")
    cle = CLES_DE_TRI.get(filtres.tri.lstrip("-"), CLES_DE_TRI["date"])
    return ListeEcheances(
        lignes=sorted((ligne for ligne in gardees if ligne.etat in voulus), key=cle, reverse=sens),
        comptes={etat: comptes[etat] for etat in EtatEcheance},
        natures=sorted({ligne.echeance.nature for ligne in lignes}, key=plier),
        jeunes=_distincts((ligne.jeune, ligne.nom) for ligne in lignes if ligne.jeune),
        referents=sorted({ligne.referent for ligne in lignes if ligne.referent}, key=plier),
    )


def _ligne(
    echeance: Echeance, noms: dict[int, tuple[str, str]], referents: dict[int, str], le: dt.date
) -> LigneEcheance:
    jeune, nom = noms.get(echeance.jeune_id or 0, ("", ""))
    return LigneEcheance(echeance, echeance.etat(le), jeune, nom, referents.get(echeance.jeune_id or 0, ""))


def _repond(ligne: LigneEcheance, filtres: FiltresEcheances) -> bool:
    return (
        filtres.nature in {"", ligne.echeance.nature}
        and filtres.jeune in {"", ligne.jeune}
        and filtres.referent in {"", ligne.referent}
    )


def _distincts(paires: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(set(paires), key=lambda paire: (plier(paire[1]), paire[0]))
