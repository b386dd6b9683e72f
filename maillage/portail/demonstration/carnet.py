"""Writing one événement with its participants: status, confirmation and presences as they would have been noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from maillage.portail.demonstration.absences import JOUR
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import JeuneDemo
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.tables import Tables
from maillage.portail.demonstration.temps import instant

PART_ANNULEE, PART_OUBLIEE, PART_EN_RETARD = 0.012, 0.004, 0.15
PART_TARDIVE = 0.12
"""Confirmed some days after the fact."""
JOURS_DE_RETARD = 7
RETARD_DU_PREMIER = (12, 0.6)
"""The first dispositif is late with its confirmations: the alert R39_NON_CONFIRMES shows in the current quarter."""
DOUBLE_SAISIE, AGENDAS_PARTAGES = "saisie-double", "agendas-partages"


@dataclass(frozen=True)
class Rendez:
    """What is to be written: when (minutes of the day), what, where, with whom (keys of professionals)."""

    jour: date
    debut: int
    fin: int
    categorie: str
    modalite: str
    lieu_type: str
    titre: str
    jeunes: Sequence[JeuneDemo] = ()
    pros: Sequence[int] = ()
    unite: int | None = None
    etablissement: int | None = None
    lieu: str = ""
    source: str = ""
    source_ref: str = ""


@dataclass
class Carnet:
    """The agenda of one dispositif being written."""

    tables: Tables
    offre: Offre
    reglages: Reglages
    rng: Random
    numero: int = field(default=0)

    def __post_init__(self) -> None:
        self.evenements = self.tables["agenda.Evenement"]
        self.presences = self.tables["agenda.ParticipationJeune"]
        self.presences_pros = self.tables["agenda.ParticipationPro"]
        self.aujourd_hui = self.reglages.aujourd_hui
        jours, part = RETARD_DU_PREMIER if self.offre.rang == 0 else (JOURS_DE_RETARD, PART_EN_RETARD)
        self.recent, self.part_en_retard = self.aujourd_hui - timedelta(days=jours), part

    def noter(self, rendez: Rendez, *, statut: str = "") -> int:
        """Write an événement; its status is drawn unless given. Return its key."""
        statut = statut or self._statut(rendez.jour)
        evenement = self.evenements.ajouter(
            self.nouvel_identifiant(),
            self.offre.pk,
            rendez.etablissement or self.offre.etablissements[0],
            rendez.unite,
            rendez.titre,
            instant(rendez.jour, rendez.debut),
            instant(rendez.jour, rendez.fin),
            rendez.categorie,
            rendez.modalite,
            rendez.lieu_type,
            rendez.lieu,
            statut,
            self._confirmation(rendez.jour) if statut == "REALISE" else None,
            rendez.source,
            rendez.source_ref,
        )
        self._inscrire(evenement, rendez, realise=statut == "REALISE")
        for pro in rendez.pros:
            self.presences_pros.ajouter(evenement, pro)
        return evenement

    def nouvel_identifiant(self) -> str:
        self.numero += 1
        return f"E{self.offre.rang:02d}{self.numero:09d}"

    def _statut(self, jour: date) -> str:
        if jour >= self.aujourd_hui:
            return "PLANIFIE"
        tirage = self.rng.random()
        if tirage < PART_ANNULEE:
            return "ANNULE"
        attente = self.part_en_retard if jour > self.recent else PART_OUBLIEE
        return "PLANIFIE" if tirage < PART_ANNULEE + attente else "REALISE"

    def _confirmation(self, jour: date) -> str:
        jours = self.rng.randint(1, 9) if self.rng.random() < PART_TARDIVE else 0
        confirme = min(jour + timedelta(days=jours), self.aujourd_hui)
        return instant(confirme, 17 * 60 + 40)

    def _inscrire(self, evenement: int, rendez: Rendez, *, realise: bool) -> None:
        debut = rendez.jour.toordinal() * JOUR
        debut, fin = debut + rendez.debut, debut + rendez.fin
        suivre_absence = rendez.categorie in {"DIRECT_JEUNE", "TRANSPORT"}
        ajouter = self.presences.ajouter
        for jeune in rendez.jeunes:
            presence = "PRESENT" if realise else ""
            if suivre_absence and jeune.absences:
                presence = self._presence(jeune, debut, fin, presence)
            ajouter(evenement, jeune.pk, presence, None)

    def _presence(self, jeune: JeuneDemo, debut: int, fin: int, presence: str) -> str:
        """ABSENT, or nothing said (the absence itself then tells), when an absence touches the événement."""
        for depart, retour in jeune.absences:
            if depart < fin and debut < retour:
                entier = depart <= debut and fin <= retour
                return "ABSENT" if entier and presence and self.rng.random() < 0.7 else ""
        return presence
