"""A young person in day care, two parents, and a change to home and school support plus one night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from maillage.liaison import services
from maillage.liaison.domain.changement import Accompagnement, Scolarisation, Situation
from maillage.liaison.domain.proposition import Proposition
from maillage.liaison.models import FicheLiaison
from maillage.parcours.models import Jeune
from maillage.socle.acteur import ActeurSysteme
from maillage.structures.models import Dispositif
from tests.fabriques import DispositifFactory, JeuneFactory, PeriodeFactory, PhaseFactory, ScolariteFactory

PARIS = ZoneInfo("Europe/Paris")
LUNDI = date(2025, 3, 3)
EFFET = date(2025, 5, 5)
MERE, PERE = ("Mère inventée", "PARENT"), ("Père inventé", "PARENT")
CONTENU = {
    "decision_cdaph": "Décision inventée du 1er septembre 2023, jusqu'au 31 août 2026",
    "evaluation": "Évaluation inventée des besoins",
    "souhaits_jeune": "Rester dans sa classe",
    "souhaits_famille": "Une nuit par semaine",
}


def moment(jour: date, heure: int = 10, minute: int = 0) -> datetime:
    return datetime(jour.year, jour.month, jour.day, heure, minute, tzinfo=PARIS)


def proposition(**autres: Any) -> Proposition:
    valeurs: dict[str, Any] = {
        "effet": EFFET,
        "apres": Situation((Accompagnement("PMO"), Accompagnement("AN", quantite=1))),
        "signataires": (MERE, PERE),
        "contenu": CONTENU,
    }
    return Proposition(**{**valeurs, **autres})


ECOLE = Situation((Accompagnement("AJ"),), Scolarisation("12", "Collège inventé"))


@dataclass
class Scene:
    """A dispositif, a young person, and shortcuts to bring a sheet to a state."""

    acteur: ActeurSysteme
    dispositif: Dispositif
    jeune: Jeune

    def preparer(self, **autres: Any) -> FicheLiaison:
        return services.preparer_fiche(
            self.acteur,
            dispositif=self.dispositif,
            jeune=self.jeune,
            proposition=proposition(**autres),
            maintenant=moment(LUNDI),
        )

    def proposer(self, **autres: Any) -> FicheLiaison:
        fiche = services.commencer_evaluation(self.acteur, fiche=self.preparer(**autres), maintenant=moment(LUNDI))
        return services.proposer_fiche(self.acteur, fiche=fiche, maintenant=moment(LUNDI))

    def repondre(self, fiche: FicheLiaison, rang: int, le: date, reponse: str = "ACCORD") -> None:
        services.recueillir_reponse(
            self.acteur,
            signataire=fiche.signataires.all()[rang],
            reponse=reponse,
            moyen="PAPIER",
            le=le,
            maintenant=moment(le),
        )

    def signer(self, le: date = LUNDI, **autres: Any) -> FicheLiaison:
        """Signed by both parents the same day."""
        fiche = self.proposer(**autres)
        for rang in range(fiche.signataires.filter(requis=True).count()):
            self.repondre(fiche, rang, le)
        fiche.refresh_from_db()
        return fiche

    def envoyer(self, fiche: FicheLiaison, destinataire: str, jour: date, canal: str = "COURRIER") -> Any:
        return services.transmettre(
            self.acteur,
            fiche=fiche,
            demande=services.DemandeEnvoi(destinataire, canal),
            maintenant=moment(jour),
        )

    def transmettre(self, **autres: Any) -> FicheLiaison:
        """Signed, then sent to everyone called for."""
        fiche = self.signer(**autres)
        assert fiche.fin_delai is not None
        for destinataire in ("MDPH", "CAF_MSA", "DEPARTEMENT"):
            self.envoyer(fiche, destinataire, fiche.fin_delai + timedelta(days=1))
        fiche.refresh_from_db()
        return fiche


@pytest.fixture
def scene(db: None, systeme: ActeurSysteme) -> Scene:
    dispositif = DispositifFactory(code="garrigue")
    jeune = JeuneFactory(nom="Fictifort", prenom="Noé", naissance=date(2012, 5, 14))
    PhaseFactory(dispositif=dispositif, jeune=jeune)
    PeriodeFactory(dispositif=dispositif, jeune=jeune)
    ScolariteFactory(jeune=jeune, code="08", etablissement="Collège inventé")
    return Scene(systeme, dispositif, jeune)
