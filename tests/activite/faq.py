"""The counting examples of the user guide, read from the page itself: tables of an agenda, then the figures it must give."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from maillage.socle.vocabulaire import Categorie, Modalite, MotifAbsence, Statut, TypePhase
from tests.conftest import RACINE

GUIDE = RACINE / "docs" / "guide"
PAGE = GUIDE / "compter.md"
PAGE_COMMANDES = GUIDE / "ligne-de-commande.md"
DOSSIER_EXEMPLE = GUIDE / "exemples-comptage" / "une-semaine"
DISPOSITIF = "D1"
DEBUT_PAR_DEFAUT = "2025-09-01"
MODALITES = {"Milieu ordinaire": "PMO", "": ""} | {choix.label: choix.value for choix in Modalite}
JEUNE = re.compile(r"(?P<nom>[^\s(]+)(?: \((?P<presence>absent|présent)e?\))?")
Ligne = dict[str, str]


@dataclass
class Exemple:
    """One question of the page. `tables`: its tables by first header, rows by header."""

    titre: str
    regles: str = "aire-2024"
    reglage: str = ""
    tables: dict[str, list[Ligne]] = field(default_factory=lambda: defaultdict(list))

    def attendus(self) -> list[tuple[str, Decimal | None]]:
        """(name of the figure, value); None when the page says « vide »."""
        return [(ligne["Nom"].strip("`"), _nombre(ligne["Attendu"])) for ligne in self.tables["Chiffre"]]

    def phases(self) -> list[Ligne]:
        return [ligne for ligne in self.tables["Jeune"] if "Phase" in ligne]

    def jeunes(self) -> list[str]:
        nommes = [nom for ligne in self.tables["Jour"] for nom, _ in _inscrits(ligne["Jeunes"])]
        return list(dict.fromkeys([*nommes, *(ligne["Jeune"] for ligne in self.tables["Action"])]))

    def ecrire(self, dossier: Path) -> None:
        """Write the folder that `maillage compter` reads."""
        for nom, lignes in _tables(self).items():
            if lignes:
                with (dossier / f"{nom}.csv").open("w", encoding="utf-8", newline="") as flux:
                    sortie = csv.DictWriter(flux, fieldnames=list(lignes[0]))
                    sortie.writeheader()
                    sortie.writerows(lignes)

    def __str__(self) -> str:
        return self.titre


def exemples(page: Path = PAGE, titre: str = "### ") -> list[Exemple]:
    """Every title of the page that has a table of figures."""
    lus: list[Exemple] = []
    entete: list[str] = []
    for texte in page.read_text("utf-8").splitlines():
        if texte.startswith(titre):
            lus.append(Exemple(texte.removeprefix(titre)))
        if not texte.startswith("|"):
            entete = []
        if lus:
            entete = _lire(lus[-1], texte, entete)
    return [exemple for exemple in lus if exemple.tables["Chiffre"]]


def _lire(exemple: Exemple, texte: str, entete: list[str]) -> list[str]:
    """Add a line of the page to the example; the header of the table in course."""
    if texte.startswith("Règles : "):
        exemple.regles = texte.split("`")[1]
    elif texte.startswith("Réglage : "):
        exemple.reglage = texte.split("`")[1]
    elif texte.startswith("|") and not texte.startswith("| ---"):
        cellules = [cellule.strip() for cellule in texte.strip("|").split("|")]
        if not entete:
            return cellules
        exemple.tables[entete[0]].append(dict(zip(entete, cellules, strict=True)))
    return entete


def _tables(exemple: Exemple) -> dict[str, list[Ligne]]:
    evenements = [(f"E{rang}", ligne) for rang, ligne in enumerate(exemple.tables["Jour"])]
    return {
        "dispositif": [{"dispositif_id": DISPOSITIF, "type": "DITEP"}],
        "jeune": [{"jeune_id": nom} for nom in exemple.jeunes()],
        "phase": _phases(exemple),
        "evenement": [_evenement(cle, ligne) for cle, ligne in evenements],
        "evenement_jeune": [
            {"event_id": cle, "jeune_id": nom, "presence": presence}
            for cle, ligne in evenements
            for nom, presence in _inscrits(ligne["Jeunes"])
        ],
        "evenement_pro": [
            {"event_id": cle, "pro_id": nom.strip()}
            for cle, ligne in evenements
            for nom in ligne["Professionnels"].split(";")
        ],
        "absence": _absences(exemple),
        "complexite": _complexites(exemple),
        "action_ar": _actions(exemple),
        "places": _places(exemple),
    }


def _phases(exemple: Exemple) -> list[Ligne]:
    """Those of the page; anyone it does not speak of has been accompanied for long."""
    types = {choix.label: choix.value for choix in TypePhase}
    dites = [
        (ligne["Jeune"], types[ligne["Phase"]], _jour(ligne["Du"]), _jour(ligne["Au"]))
        for ligne in exemple.phases()
        if ligne["Phase"] != "aucune"
    ]
    connus = {ligne["Jeune"] for ligne in exemple.phases()}
    ordinaires = [(nom, "ACCOMPAGNEMENT", DEBUT_PAR_DEFAUT, "") for nom in exemple.jeunes() if nom not in connus]
    noms = ("phase_id", "jeune_id", "dispositif_id", "type", "debut", "fin")
    return [
        dict(zip(noms, (f"P{rang}", jeune, DISPOSITIF, *reste), strict=True))
        for rang, (jeune, *reste) in enumerate([*dites, *ordinaires])
    ]


def _evenement(cle: str, ligne: Ligne) -> Ligne:
    jour = _jour(ligne["Jour"])
    fin = datetime.fromisoformat(f"{jour}T{ligne['À']}")
    if ligne["À"] <= ligne["De"]:
        fin += timedelta(days=1)
    return {
        "event_id": cle,
        "dispositif_id": DISPOSITIF,
        "source": "agenda" if ligne.get("Référence") else "",
        "source_ref": ligne.get("Référence", ""),
        "debut": f"{jour}T{ligne['De']}",
        "fin": fin.isoformat(timespec="minutes"),
        "categorie": {choix.label: choix.value for choix in Categorie}[ligne["Catégorie"]],
        "modalite": MODALITES[ligne["Modalité"]],
        "lieu_type": ligne.get("Lieu", ""),
        "statut": {choix.label: choix.value for choix in Statut}[ligne["Statut"]],
    }


def _absences(exemple: Exemple) -> list[Ligne]:
    motifs = {choix.label: choix.value for choix in MotifAbsence}
    return [
        {
            "jeune_id": ligne["Jeune"],
            "debut": _instant(ligne["Absent du"]),
            "fin": _instant(ligne["Jusqu'au"]),
            "motif": motifs[ligne["Motif"]],
        }
        for ligne in exemple.tables["Jeune"]
        if "Motif" in ligne
    ]


def _complexites(exemple: Exemple) -> list[Ligne]:
    return [
        {
            "jeune_id": ligne["Jeune"],
            "critere": ligne["Critère"],
            "debut": _jour(ligne["Du"]),
            "fin": _jour(ligne["Au"]),
        }
        for ligne in exemple.tables["Jeune"]
        if "Critère" in ligne
    ]


def _actions(exemple: Exemple) -> list[Ligne]:
    return [
        {
            "action_id": f"A{rang}",
            "dispositif_id": DISPOSITIF,
            "date": _jour(ligne["Le"]),
            "duree_min": ligne["Minutes"],
            "type": "APPUI_CONSEIL",
            "n_pros": ligne["Professionnels"],
            "jeune_id": ligne["Jeune"],
        }
        for rang, ligne in enumerate(exemple.tables["Action"])
    ]


def _places(exemple: Exemple) -> list[Ligne]:
    return [
        {
            "dispositif_id": DISPOSITIF,
            "modalite": MODALITES[ligne["Modalité"]],
            "n": ligne["Places"],
            "valid_from": _jour(ligne["Du"]),
            "valid_to": _jour(ligne["Au"]),
        }
        for ligne in exemple.tables["Places"]
    ]


def _inscrits(cellule: str) -> list[tuple[str, str]]:
    """(name, presence) of each young person of a cell such as « Lina; Noé (absent) »."""
    trouves = [JEUNE.fullmatch(mot.strip()) for mot in cellule.split(";")]
    codes = {"absent": "ABSENT", "présent": "PRESENT", None: ""}
    return [(trouve["nom"], codes[trouve["presence"]]) for trouve in trouves if trouve]


def _jour(cellule: str) -> str:
    """« lundi 02/03/2026 » → 2026-03-02."""
    return "-".join(reversed(cellule.split(" ")[-1].split("/")))


def _instant(cellule: str) -> str:
    """« 03/03/2026 08:00 » → 2026-03-03T08:00."""
    jour, heure = cellule.split(" ")
    return f"{_jour(jour)}T{heure}"


def _nombre(cellule: str) -> Decimal | None:
    return None if cellule == "vide" else Decimal(cellule.replace(",", "."))
