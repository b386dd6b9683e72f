"""What the hard cases are planted with: a named young person, exact événements, exact absences, days of the right quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from maillage.portail.demonstration.carnet import Carnet
from maillage.portail.demonstration.personnes import (
    ecrire_identite,
    ecrire_periode,
    ecrire_phase,
    naissance_pour,
)
from maillage.portail.demonstration.temps import instant
from maillage.socle.domain.calendrier import Trimestre, semaines_entre

SOURCE = "cas-difficiles"
ANCIENNETE = timedelta(days=400)
AGE_TIRE, AGES = 0, (8, 15)
SCOLARITE = "06"


@dataclass(frozen=True)
class Quoi:
    """What an événement says of itself; `pros` is a number, `service` tells that it bears the second establishment."""

    modalite: str = "PMO"
    lieu: str = "ECOLE"
    categorie: str = "DIRECT_JEUNE"
    statut: str = "REALISE"
    ref: str = ""
    pros: int = 1
    service: bool = False
    titre: str = "Séance éducative"


@dataclass
class Terrain:
    """The first dispositif, and the quarter where a case is planted."""

    carnet: Carnet
    trimestre: Trimestre
    lundis: list[date] = field(init=False)

    def __post_init__(self) -> None:
        self.tables, self.offre, self.rng = self.carnet.tables, self.carnet.offre, self.carnet.rng
        self.reglages = self.carnet.reglages
        self.lundis = self.offre.calendrier.semaines(self.trimestre.debut, self.trimestre.fin)
        self.pros = self.offre.equipe["EDUCATEUR"][8:] + self.offre.equipe["PSYCHOLOGUE"]

    def jour(self, semaine: int, jour: int = 0) -> date:
        """A school day of the quarter: the week by rank (from the last if negative), the day from Monday = 0."""
        return self.lundis[semaine % len(self.lundis)] + timedelta(days=jour)

    @property
    def entree(self) -> date:
        return self.trimestre.debut - ANCIENNETE

    def jeudis(self) -> list[date]:
        return [semaine.jeudi for semaine in semaines_entre(self.trimestre.debut, self.trimestre.fin)]

    def identite(self, nom: str, *, age: int | None = AGE_TIRE, commune: str | None = "") -> int:
        """Write a young person of that « Prénom Nom »; age 0 is drawn, None is unknown; `commune` None is unknown."""
        prenom, famille = nom.split(" ", 1)
        naissance = None if age is None else naissance_pour(age or self.rng.randint(*AGES), self.reglages, self.rng)
        jeune, _ = ecrire_identite(
            self.tables, self.offre, self.rng, naissance=naissance, nom=famille, prenom=prenom, commune=commune
        )
        return jeune

    def jeune(
        self, nom: str, *modalites: str, age: int | None = AGE_TIRE, scolarite: str = SCOLARITE, **options: Any
    ) -> int:
        """Same, accompanied for long with these modalities open; `scolarite` "" is unwritten, `creton` may be given."""
        jeune = self.identite(nom, age=age)
        self.phase(jeune, "ACCOMPAGNEMENT", self.entree, **options)
        self.scolarite(jeune, scolarite)
        for modalite in modalites:
            self.periode(jeune, modalite, self.entree)
        return jeune

    def phase(self, jeune: int, type_phase: str, debut: date, fin: date | None = None, **options: Any) -> int:
        return ecrire_phase(self.tables, self.offre, self.rng, jeune, type_phase, debut, fin, **options)

    def scolarite(self, jeune: int, code: str) -> None:
        """Write the schooling since the entry, unless the code is empty."""
        if code:
            self.tables["parcours.Scolarite"].ajouter(jeune, code, self.offre.ecoles[0], self.entree.isoformat(), None)

    def periode(self, jeune: int, modalite: str, debut: date, fin: date | None = None) -> None:
        ecrire_periode(self.tables, self.offre, jeune, modalite, debut, fin)

    def rdv(
        self,
        jeunes: int | Sequence[tuple[int, str]],
        jour: date,
        heures: tuple[int, int],
        **precisions: Any,
    ) -> int:
        """Write an événement exactly; `jeunes` is one present person, or (person, presence) pairs; `heures` are minutes of the day.

        `precisions` are fields of Quoi.
        """
        quoi = Quoi(**precisions)
        evenement = self.tables["agenda.Evenement"].ajouter(
            self.carnet.nouvel_identifiant(),
            self.offre.pk,
            self.offre.etablissements[-1 if quoi.service else 0],
            None,
            quoi.titre,
            instant(jour, heures[0]),
            instant(jour, heures[1]),
            quoi.categorie,
            quoi.modalite,
            quoi.lieu,
            "",
            quoi.statut,
            instant(jour, 18 * 60) if quoi.statut == "REALISE" else None,
            SOURCE,
            quoi.ref,
        )
        for jeune, presence in [(jeunes, "PRESENT")] if isinstance(jeunes, int) else jeunes:
            self.tables["agenda.ParticipationJeune"].ajouter(evenement, jeune, presence, None)
        for pro in self.pros[: quoi.pros]:
            self.tables["agenda.ParticipationPro"].ajouter(evenement, pro)
        return evenement

    def accueil(self, jeune: int, jour: date, presence: str = "PRESENT") -> None:
        """A day of day care, morning and afternoon."""
        for heures in ((540, 720), (810, 990)):
            self.rdv([(jeune, presence)], jour, heures, modalite="AJ", lieu="ETABLISSEMENT", titre="Accueil de jour")

    def absence(
        self, jeune: int, debut: tuple[date, int], fin: tuple[date, int] | None, motif: str, *, prevenu: bool = False
    ) -> None:
        self.tables["agenda.Absence"].ajouter(
            jeune,
            self.offre.pk,
            instant(*debut),
            instant(*fin) if fin else None,
            motif,
            instant(debut[0] - timedelta(days=3), 600) if prevenu else None,
        )
