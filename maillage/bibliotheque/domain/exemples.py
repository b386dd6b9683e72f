"""A worked example of the FAQ: a few days of agenda, and the figures that the counting engine must give from them.

The example is written once, as data (`referentiels/faq/*.toml`), in the words of the activity contract; the page shows it as a week, the suite
counts it with the engine itself. Nothing here counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

DISPOSITIF = "D1"
SUIVI_DEPUIS = dt.date(2025, 9, 1)
"""Anyone the example says nothing of has been accompanied since then."""
PERIODE = "2026-T1"
Ligne = dict[str, str]


@dataclass(frozen=True)
class EvenementExemple:
    """A line of agenda; an end before the start is that of the next day. `absents`: those of `jeunes` marked absent."""

    jour: dt.date
    de: str
    a: str
    jeunes: tuple[str, ...]
    pros: tuple[str, ...]
    categorie: str = "DIRECT_JEUNE"
    modalite: str = ""
    statut: str = "REALISE"
    absents: tuple[str, ...] = ()
    reference: str = ""

    @property
    def fin(self) -> str:
        jour = self.jour + dt.timedelta(days=1) if self.a <= self.de else self.jour
        return f"{jour.isoformat()}T{self.a}"


@dataclass(frozen=True)
class AutreLigne:
    """A row of another table of the contract: its table, its columns, and the sentence that the page says."""

    table: str
    colonnes: Ligne
    phrase: str


@dataclass(frozen=True)
class FigureAttendue:
    """A figure that the engine must give: `nom` is its dotted path in the result, or the code of an alert; `regle` explains it."""

    libelle: str
    nom: str
    valeur: str
    regle: str

    @property
    def decimales(self) -> int:
        """How many decimals the page shows: those of the figure."""
        return len(self.valeur.partition(".")[2])


@dataclass(frozen=True)
class ExempleComptage:
    """The whole example; `bareme` is the rule-set, `reconstitue` says that its scale waits for AIRe."""

    code: str
    bareme: str
    evenements: tuple[EvenementExemple, ...]
    autres: tuple[AutreLigne, ...]
    attendus: tuple[FigureAttendue, ...]
    periode: str = PERIODE
    reconstitue: bool = False
    regles: tuple[str, ...] = field(default=())

    @property
    def jeunes(self) -> list[str]:
        """Everyone named, in the order of the days."""
        nommes = [nom for evenement in self.evenements for nom in evenement.jeunes]
        autres = [ligne.colonnes["jeune_id"] for ligne in self.autres if ligne.colonnes.get("jeune_id")]
        return list(dict.fromkeys([*nommes, *autres]))


def tables_du_contrat(exemple: ExempleComptage) -> dict[str, list[Ligne]]:
    """Return the tables that `maillage compter` reads, by name, the empty ones left out."""
    numerotes = [(f"E{rang}", evenement) for rang, evenement in enumerate(exemple.evenements, start=1)]
    tables: dict[str, list[Ligne]] = {
        "dispositif": [{"dispositif_id": DISPOSITIF, "type": "DITEP"}],
        "jeune": [{"jeune_id": nom} for nom in exemple.jeunes],
        "phase": _phases(exemple),
        "evenement": [_evenement(cle, evenement) for cle, evenement in numerotes],
        "evenement_jeune": [
            {"event_id": cle, "jeune_id": nom, "presence": "ABSENT" if nom in evenement.absents else ""}
            for cle, evenement in numerotes
            for nom in evenement.jeunes
        ],
        "evenement_pro": [{"event_id": cle, "pro_id": nom} for cle, evenement in numerotes for nom in evenement.pros],
    }
    for ligne in exemple.autres:
        if ligne.table != "phase":
            tables.setdefault(ligne.table, []).append(ligne.colonnes)
    return {nom: lignes for nom, lignes in tables.items() if lignes}


def _phases(exemple: ExempleComptage) -> list[Ligne]:
    dites = [ligne.colonnes for ligne in exemple.autres if ligne.table == "phase"]
    connus = {ligne["jeune_id"] for ligne in dites}
    ordinaires = [
        {"jeune_id": nom, "type": "ACCOMPAGNEMENT", "debut": SUIVI_DEPUIS.isoformat(), "fin": ""}
        for nom in exemple.jeunes
        if nom not in connus
    ]
    return [
        {"phase_id": f"P{rang}", "dispositif_id": DISPOSITIF, **ligne}
        for rang, ligne in enumerate([*dites, *ordinaires], start=1)
    ]


def _evenement(cle: str, evenement: EvenementExemple) -> Ligne:
    return {
        "event_id": cle,
        "dispositif_id": DISPOSITIF,
        "source": "agenda" if evenement.reference else "",
        "source_ref": evenement.reference,
        "debut": f"{evenement.jour.isoformat()}T{evenement.de}",
        "fin": evenement.fin,
        "categorie": evenement.categorie,
        "modalite": evenement.modalite,
        "statut": evenement.statut,
    }


@dataclass(frozen=True)
class JourExemple:
    """A day of the week drawn on the page, and what stands in it."""

    jour: dt.date
    evenements: tuple[EvenementExemple, ...]


def semaine_de_l_exemple(evenements: Sequence[EvenementExemple]) -> list[JourExemple]:
    """Return the days that hold something, in order."""
    jours = sorted({evenement.jour for evenement in evenements})
    return [
        JourExemple(jour, tuple(sorted((e for e in evenements if e.jour == jour), key=lambda e: (e.de, e.a))))
        for jour in jours
    ]
