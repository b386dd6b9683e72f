"""The measures of a result as lines to show or print: path, label, unit, value written in French, grouped in the order of the result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.activite.domain.catalogue import MESURES, Mesure, Nature, modele_de
from maillage.socle.domain.typographie import ABSENT, ecrire_duree, ecrire_nombre, ecrire_taux
from maillage.socle.vocabulaire import CodeScolarite, Modalite, MotifAbsence, TypePhase

GROUPES = {
    "Jeunes accompagnés": ("file_active", "par_finess", "flux", "multi_modalite", "creton"),
    "Journées, nuitées, occupation": (
        "demi_journees",
        "journees",
        "internat",
        "semi_internat",
        "nuitees",
        "occupation",
        "objectif",
        "absences",
        "neutralisation",
    ),
    "Séances, actes et durées": (
        "seances",
        "seances_collectives",
        "actes",
        "minutes_jeunes",
        "minutes_pros",
        "minutes_evenements",
    ),
    "Unités hebdomadaires": ("unites",),
    "Appui-ressource": ("appui_ressource",),
    "Parcours": ("changements", "fiches", "scolarite", "demandes"),
    "Offre et territoire": ("semaines_ouvertes", "places", "jours_ouverture", "territoire"),
}
PERSONNELLES = frozenset({"territoire.fa_par_commune", "fiches.detail"})
"""Left out of every aggregated view (contract, section 6: they stay local)."""
MINUTES, SANS_UNITE = "minutes", ""
PLURIEL = re.compile(r"s\b")
CODES = {
    **{code: str(libelle).lower() for choix in (MotifAbsence, TypePhase, Modalite) for code, libelle in choix.choices},
    "NON_RENSEIGNE": "non renseigné",
    "INFO_SENSIBILISATION": "information et sensibilisation",
    "APPUI_CONSEIL": "appui aux pratiques et conseils",
    "COOPERATION_APPRENANTE": "coopération apprenante",
    "OBSERVATION_EVALUATION": "observation et évaluation",
    "SCOLARISATION": "scolarisation",
    "LES_DEUX": "accompagnement et scolarisation",
    "SIGNEE": "signée",
    "REFUSEE": "refusée",
    "RETRACTEE": "rétractée",
    "EN_ATTENTE": "en attente",
    "ECOLE": "école",
    "COLLEGE": "collège",
    "LYCEE": "lycée",
    "PETITE_ENFANCE": "petite enfance",
    "ASE": "aide sociale à l'enfance",
    "PJJ": "protection judiciaire de la jeunesse",
    "LOISIRS": "loisirs",
    "SANTE": "santé",
}
"""How the codes of the contract read in a label."""
SCOLARITES = {code: str(libelle) for code, libelle in CodeScolarite.choices}
SCOLARITE = re.compile(r"\b([Cc]ode) (\d\d)\b")
CODE = re.compile(r"\b(?:" + "|".join(sorted(CODES, key=len, reverse=True)) + r")\b")


@dataclass(frozen=True)
class LigneMesure:
    """`chemin`: dotted path, asked to the explanation; `valeur`: as in the result."""

    chemin: str
    mesure: Mesure
    valeur: Any

    @property
    def libelle(self) -> str:
        return en_clair(self.mesure.remplacer(self.mesure.libelle, self.chemin))

    @property
    def ecrite(self) -> str:
        return ecrire_valeur(self.valeur, self.mesure)


@dataclass(frozen=True)
class GroupeMesures:
    """A title and its lines."""

    titre: str
    lignes: list[LigneMesure]


def groupes_de_mesures(mesures: Mapping[str, Any]) -> list[GroupeMesures]:
    """Return every figure of `mesures` that names no one, by group; a group without figure is left out."""
    lignes = list(lignes_de_mesures(mesures))
    par_tete: dict[str, list[LigneMesure]] = {}
    for ligne in lignes:
        par_tete.setdefault(ligne.chemin.split(".")[0], []).append(ligne)
    groupes = [
        GroupeMesures(titre, [ligne for tete in tetes for ligne in par_tete.get(tete, [])])
        for titre, tetes in GROUPES.items()
    ]
    return [groupe for groupe in groupes if groupe.lignes]


def lignes_de_mesures(mesures: Mapping[str, Any]) -> Iterator[LigneMesure]:
    """Yield one line per figure that the catalogue knows, in the order of the result."""
    for chemin, valeur in _feuilles(mesures, ""):
        mesure = modele_de(chemin, MESURES)
        if mesure is not None:
            yield LigneMesure(chemin, mesure, valeur)


def ligne_de_mesure(chemin: str, valeur: Any) -> LigneMesure | None:
    """Return the line of one figure, None for a path that the catalogue does not know."""
    mesure = modele_de(chemin, MESURES)
    return LigneMesure(chemin, mesure, valeur) if mesure else None


def ecrire_valeur(valeur: Any, mesure: Mesure) -> str:
    """Write a figure in French with its unit: « 85 % », « 2 h 30 », « 12 jeunes », « – » when there is none."""
    if valeur is None:
        return ABSENT
    if isinstance(valeur, list | tuple):
        return ecrire_nombre(len(valeur))
    if not isinstance(valeur, int | float):
        return str(valeur)
    if mesure.nature is Nature.TAUX and mesure.unite == SANS_UNITE:
        return ecrire_taux(valeur, 1)
    if mesure.unite == MINUTES:
        return ecrire_duree(valeur)
    return f"{ecrire_nombre(valeur)} {_accord(mesure.unite, valeur)}".strip()


def en_clair(texte: str) -> str:
    """Write the codes of the contract in words: « motif MALADIE » becomes « motif maladie »."""
    en_mots = CODE.sub(lambda trouve: CODES[trouve[0]], texte)
    return SCOLARITE.sub(lambda trouve: f"{trouve[1]} {trouve[2]} ({SCOLARITES.get(trouve[2], 'inconnu')})", en_mots)


def _accord(unite: str, valeur: float) -> str:
    return PLURIEL.sub("", unite) if abs(valeur) < 2 else unite


def _feuilles(valeur: Any, chemin: str) -> Iterator[tuple[str, Any]]:
    if chemin in PERSONNELLES:
        return
    if isinstance(valeur, Mapping):
        for cle, contenu in valeur.items():
            yield from _feuilles(contenu, f"{chemin}.{cle}" if chemin else cle)
    elif isinstance(valeur, list) and valeur and isinstance(valeur[0], Mapping):
        for element in valeur:
            cle, *reste = element
            yield from _feuilles({nom: element[nom] for nom in reste}, f"{chemin}.{element[cle]}")
    else:
        yield chemin, valeur
