"""Random small agendas, in the tables of the contract: many dispositifs at once, full of awkward cases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pyarrow as pa

from maillage.activite.domain.vocabulaire import CATEGORIES, MODALITES, MOTIFS_ABSENCE, PHASES, TYPES_ACTION
from maillage.activite.lecture.tables import specifications
from maillage.socle.tabulaire.types import est_dans_saut_d_ete

Ligne = dict[str, str]
Tables = dict[str, list[Ligne]]
COLONNES = {s.nom: [colonne.nom for colonne in s.colonnes] for s in specifications(())}
DEBUT = date(2024, 3, 11)
JOURS = 35
LIEUX = ("ETABLISSEMENT", "INTERNAT", "ECOLE", "TELEPHONE", "")


class Agenda:
    """Fills the tables with the chance of one seed. The dates surround the change of clock of 31 March 2024."""

    def __init__(self, graine: int) -> None:
        self.hasard = Random(graine)
        self.tables: Tables = {nom: [] for nom in COLONNES}

    def ajouter(self, table: str, **valeurs: object) -> None:
        textes = {nom: "" if valeur is None else str(valeur) for nom, valeur in valeurs.items()}
        self.tables[table].append({nom: textes.get(nom, "") for nom in COLONNES[table]})

    def jour(self, marge: int = 0) -> date:
        return DEBUT + timedelta(days=self.hasard.randint(-marge, JOURS + marge))

    def peut_etre(self, chance: float) -> bool:
        return self.hasard.random() < chance

    def moment(self, jour: date) -> datetime:
        heure = self.hasard.choice((0, 1, 2, 3, 6, 8, 9, 10, 12, 13, 14, 18, 19, 21, 22))
        instant = datetime(jour.year, jour.month, jour.day, heure, self.hasard.choice((0, 0, 15, 30, 59)))
        return instant + timedelta(hours=1) if est_dans_saut_d_ete(instant) else instant

    def dispositif(self, nom: str, jeunes: list[str]) -> None:
        self.ajouter("dispositif", dispositif_id=nom, type="DITEP", finess="A;B", objectif_taux_aj="0.95")
        for modalite in MODALITES:
            if self.peut_etre(0.8):
                self.ajouter(
                    "places", dispositif_id=nom, modalite=modalite, n=self.hasard.randint(1, 9), valid_from="2024-03-18"
                )
        for _ in range(3):
            slot = self.hasard.choice(("MATIN", "APRES_MIDI", "NUIT"))
            cle = {
                "dispositif_id": nom,
                "modalite": self.hasard.choice(MODALITES),
                "date": str(self.jour()),
                "slot": slot,
            }
            if not any(all(ligne[c] == v for c, v in cle.items()) for ligne in self.tables["ouverture"]):
                self.ajouter("ouverture", **cle, ouvert=self.hasard.choice(("true", "false")))
        for jeune in jeunes:
            self.parcours(nom, jeune)
        for rang in range(self.hasard.randint(6, 22)):
            self.evenement(nom, f"{nom}-E{rang:02d}", jeunes)
        for rang in range(3):
            self.action(nom, f"{nom}-A{rang}", jeunes)

    def parcours(self, dispositif: str, jeune: str) -> None:
        for rang in range(self.hasard.randint(0, 3)):
            debut = self.jour(40) - timedelta(days=self.hasard.choice((0, 10, 60, 1095)))
            fin = debut + timedelta(days=self.hasard.randint(0, 1200)) if self.peut_etre(0.6) else None
            phase = self.hasard.choice((*PHASES, "ACCOMPAGNEMENT"))
            self.ajouter(
                "phase", phase_id=f"{dispositif}-{jeune}-{rang}", jeune_id=jeune, dispositif_id=dispositif, type=phase,
                debut=debut, fin=fin, destination=self.hasard.choice(("", "ULIS")), creton=self.hasard.choice(("", "true")),
            )  # fmt: skip
        for _ in range(self.hasard.randint(0, 3)):
            debut = self.jour(20)
            fin = debut + timedelta(days=self.hasard.randint(0, 30)) if self.peut_etre(0.6) else None
            self.ajouter(
                "modalite_periode",
                jeune_id=jeune,
                dispositif_id=dispositif,
                modalite=self.hasard.choice(MODALITES),
                debut=debut,
                fin=fin,
            )
        for _ in range(self.hasard.randint(0, 2)):
            debut_absence = self.moment(self.jour())
            fin_absence = self.moment(debut_absence.date() + timedelta(days=self.hasard.choice((0, 1, 2, 5))))
            ouverte = self.peut_etre(0.1)
            if ouverte or fin_absence > debut_absence:
                self.ajouter(
                    "absence", jeune_id=jeune, dispositif_id=self.hasard.choice((dispositif, "")), debut=instant(debut_absence),
                    fin=None if ouverte else instant(fin_absence), motif=self.hasard.choice(MOTIFS_ABSENCE),
                )  # fmt: skip
        for critere in ("C1", "C2", "C3", "C4"):
            if self.peut_etre(0.4):
                self.ajouter("complexite", jeune_id=jeune, dispositif_id=dispositif, critere=critere, debut=self.jour())

    def evenement(self, dispositif: str, nom: str, jeunes: list[str]) -> None:
        debut = self.moment(self.jour())
        fin = self.moment(debut.date() + timedelta(days=self.hasard.choice((0, 0, 0, 0, 1, 1, 1, 3))))
        reference = self.hasard.choice(("", "", "r1", "r2"))
        self.ajouter(
            "evenement", event_id=nom, dispositif_id=dispositif, finess=self.hasard.choice(("A", "B", "")), source_ref=reference,
            debut=instant(debut), fin=instant(fin),
            categorie=self.hasard.choice((*CATEGORIES, "DIRECT_JEUNE", "DIRECT_JEUNE", "DIRECT_JEUNE")),
            modalite=self.hasard.choice((*MODALITES, "AJ", "AN", "")), lieu_type=self.hasard.choice(LIEUX),
            statut=self.hasard.choice(("REALISE", "REALISE", "REALISE", "PLANIFIE", "ANNULE")),
        )  # fmt: skip
        for jeune in jeunes:
            if self.peut_etre(0.6):
                presence = self.hasard.choice(("PRESENT", "ABSENT", "", "", ""))
                self.ajouter("evenement_jeune", event_id=nom, jeune_id=jeune, presence=presence)
        for pro in ("P1", "P2", "P3"):
            if self.peut_etre(0.5):
                self.ajouter("evenement_pro", event_id=nom, pro_id=pro)

    def action(self, dispositif: str, nom: str, jeunes: list[str]) -> None:
        self.ajouter(
            "action_ar", action_id=nom, dispositif_id=dispositif, date=self.jour(), duree_min=60, type=self.hasard.choice(TYPES_ACTION),
            n_pros=2, n_participants=self.hasard.choice(("", "4")), jeune_id=self.hasard.choice((*jeunes, "")),
            structure_id=self.hasard.choice(("", "S1")), commune_insee=self.hasard.choice(("", "31555")),
        )  # fmt: skip


def instant(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def generer(graine: int, dispositifs: int = 12) -> Tables:
    """Tables of text, every column present; a few young people are known in two dispositifs."""
    agenda = Agenda(graine)
    for rang in range(dispositifs):
        jeunes = [f"J{rang:02d}{lettre}" for lettre in "abc"] + [f"J{rang // 2:02d}commun"]
        agenda.dispositif(f"D{rang:02d}", jeunes)
    connus = sorted({ligne["jeune_id"] for nom in ("evenement_jeune", "phase", "absence", "action_ar", "complexite", "modalite_periode")
                     for ligne in agenda.tables[nom] if ligne["jeune_id"]})  # fmt: skip
    for jeune in connus:
        agenda.ajouter(
            "jeune", jeune_id=jeune, naissance=agenda.hasard.choice(("", "2003-02-28")), commune_insee="31555"
        )
    return agenda.tables


def en_arrow(tables: Tables) -> dict[str, pa.Table]:
    return {
        nom: pa.table(
            {colonne: pa.array([ligne[colonne] for ligne in lignes], pa.string()) for colonne in COLONNES[nom]}
        )
        for nom, lignes in tables.items()
        if lignes
    }
