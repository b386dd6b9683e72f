"""A young person accompanied since September, and shortcuts to bring a project to a state."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from maillage.agenda.models import Evenement
from maillage.parcours.models import Jeune
from maillage.projet.domain.saisies import (
    SaisieAction,
    SaisieCadre,
    SaisieEvaluation,
    SaisieObjectif,
    SaisieParole,
)
from maillage.projet.domain.suivi import LienAgenda
from maillage.projet.models import AccordProjet, Objectif, ProjetPersonnalise
from maillage.projet.services import projet_accords, projet_contenu, projet_etats, projet_evaluation
from maillage.socle.acteur import ActeurSysteme
from maillage.structures.models import Dispositif
from tests.fabriques import DispositifFactory, EvenementFactory, JeuneFactory, PhaseFactory, ProfessionnelFactory

PARIS = ZoneInfo("Europe/Paris")
LUNDI = date(2026, 3, 16)
EVALUATION = date(2027, 2, 1)
MERE, PERE, AVIS = ("Mère inventée", "PARENT"), ("Père inventé", "PARENT"), ("Noé Fictifort", "JEUNE_MINEUR")


def moment(jour: date = LUNDI, heure: int = 10) -> datetime:
    return datetime(jour.year, jour.month, jour.day, heure, tzinfo=PARIS)


@dataclass(frozen=True)
class Famille:
    """An account that speaks for young people, as `comptes` gives it."""

    libelle: str
    identifiant: int
    qualites: dict[int, frozenset[str]] = field(default_factory=dict)
    roles: tuple[str, ...] = ("FAMILLE",)
    professionnel_id: int | None = None

    def peut(self, *_: Any, **__: Any) -> bool:
        return False

    def dispositifs(self, *_: Any) -> list[int]:
        return []

    def departements(self, *_: Any) -> list[str]:
        return []

    @property
    def jeunes_representes(self) -> list[int]:
        return list(self.qualites)

    def qualites_pour(self, jeune_id: int) -> frozenset[str]:
        return self.qualites.get(jeune_id, frozenset())


@dataclass
class Scene:
    """Who writes, where, about whom."""

    acteur: ActeurSysteme
    dispositif: Dispositif
    jeune: Jeune

    def commencer(self, jour: date = LUNDI) -> ProjetPersonnalise:
        return projet_etats.commencer_projet(
            self.acteur, dispositif=self.dispositif, jeune=self.jeune, maintenant=moment(jour)
        )

    def dire(self, projet: ProjetPersonnalise, mots: str = "Je veux prendre le bus seul.") -> ProjetPersonnalise:
        saisie = SaisieParole({"VEUX": mots}, {"VEUX": ("bus",)}, le=LUNDI, mode="DIT", famille="Qu'il soit prudent.")
        return projet_contenu.ecrire_parole(
            self.acteur, projet=projet, saisie=saisie, version=projet.version, maintenant=moment()
        )

    def viser(self, projet: ProjetPersonnalise, mots: str = "Prendre le bus seul", *activites: str) -> Objectif:
        saisie = SaisieObjectif(mots, mots_simples="Je prends le bus seul.", pictogramme="bus", besoins=("1.3.4.2",))
        objectif = projet_contenu.ajouter_objectif(self.acteur, projet=projet, saisie=saisie, maintenant=moment())
        action = SaisieAction("Apprendre le trajet", qui="Camille", quand="le mercredi", lien=LienAgenda(activites))
        projet_contenu.ajouter_action(self.acteur, objectif=objectif, saisie=action, maintenant=moment())
        return objectif

    def ecrire(self, jour: date = LUNDI) -> ProjetPersonnalise:
        """A draft with everything that a proposal asks for."""
        projet = self.dire(self.commencer(jour))
        self.viser(projet, "Prendre le bus seul", "Trajet")
        cadre = SaisieCadre("Il prend le bus avec un adulte.", "Noé, sa mère, Camille", EVALUATION)
        projet_contenu.ecrire_cadre(
            self.acteur, projet=projet, saisie=cadre, version=projet.version, maintenant=moment()
        )
        return self.relire(projet)

    def proposer(
        self, projet: ProjetPersonnalise | None = None, *attendus: tuple[str, str]
    ) -> tuple[ProjetPersonnalise, list[AccordProjet]]:
        projet = projet or self.ecrire()
        version = projet_etats.proposer_projet(
            self.acteur, projet=projet, attendus=attendus or (MERE, PERE, AVIS), maintenant=moment()
        )
        return self.relire(projet), list(version.accords.all())

    def repondre(self, accord: AccordProjet, reponse: str = "ACCORD", **autres: Any) -> AccordProjet:
        return projet_accords.donner_accord(
            autres.pop("acteur", self.acteur),
            accord=accord,
            reponse=reponse,
            maintenant=autres.pop("maintenant", moment()),
            **{"moyen": "PAPIER", **autres},
        )

    def accorder(self, projet: ProjetPersonnalise | None = None) -> ProjetPersonnalise:
        projet, accords = self.proposer(projet)
        for accord in accords[:2]:
            self.repondre(accord)
        return self.relire(projet)

    def evaluer(self, projet: ProjetPersonnalise, jour: date, **autres: Any) -> ProjetPersonnalise:
        saisie = SaisieEvaluation(le=jour, parole="J'y arrive.", **{"prochaine": date(2028, 2, 1), **autres})
        projet_evaluation.evaluer_projet(self.acteur, projet=projet, saisie=saisie, maintenant=moment(jour))
        return self.relire(projet)

    def vivre(self, titre: str, jour: date, **autres: Any) -> Evenement:
        debut = moment(jour, 9)
        return EvenementFactory(
            dispositif=self.dispositif,
            titre=titre,
            debut=debut,
            fin=debut.replace(hour=10),
            jeunes=[self.jeune],
            pros=[ProfessionnelFactory(metier="EDUCATEUR")],
            **autres,
        )

    def relire(self, projet: ProjetPersonnalise) -> ProjetPersonnalise:
        return ProjetPersonnalise.objects.select_related("jeune").get(pk=projet.pk)

    def famille(self, nom: str, *qualites: str, identifiant: int = 901) -> Famille:
        return Famille(nom, identifiant, {self.jeune.pk: frozenset(qualites)})


@pytest.fixture
def scene(db: None, systeme: ActeurSysteme) -> Scene:
    dispositif = DispositifFactory(code="garrigue")
    jeune = JeuneFactory(nom="Fictifort", prenom="Noé", naissance=date(2012, 5, 14))
    PhaseFactory(dispositif=dispositif, jeune=jeune, debut=date(2025, 9, 1))
    return Scene(systeme, dispositif, jeune)
