"""What is due for the sheets and the consents: the act, its last day, and only for the files that are open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from maillage.comptes.selectors import acteur_de
from maillage.liaison import services
from maillage.liaison.domain.changement import Nature
from maillage.liaison.domain.echeances import derniere_signature_utile
from maillage.liaison.domain.horloge import fin_du_delai
from maillage.liaison.referentiels import reglages
from maillage.liaison.selectors.echeances import echeances
from tests.fabriques import (
    HabilitationFactory,
    JeuneFactory,
    MembreEquipeFactory,
    PeriodeFactory,
    PhaseFactory,
    ProfessionnelFactory,
    UtilisateurFactory,
)
from tests.liaison.conftest import EFFET, LUNDI, Scene, moment

pytestmark = pytest.mark.django_db


def dues(scene: Scene, le: date, acteur: Any = None) -> list[tuple[str, date]]:
    lues = echeances(acteur or scene.acteur, scene.dispositif, le=le)
    return [(due.acte, due.dernier_jour) for due in lues]


def test_une_fiche_proposee_est_a_faire_signer_a_temps_pour_son_effet(scene: Scene) -> None:
    scene.preparer()
    assert dues(scene, LUNDI) == [], "un brouillon n'attend personne"


def test_chaque_etat_a_son_acte_et_son_dernier_jour(scene: Scene) -> None:
    fiche = scene.proposer()
    assert dues(scene, LUNDI) == [("Faire signer la fiche de liaison de Noé Fictifort", date(2025, 4, 16))]
    for rang in (0, 1):
        scene.repondre(fiche, rang, LUNDI)
    assert dues(scene, LUNDI) == [
        ("Laisser à la famille de Noé Fictifort le temps de changer d'avis", date(2025, 3, 19))
    ]
    assert dues(scene, date(2025, 3, 20)) == [("Envoyer la fiche de liaison de Noé Fictifort", date(2025, 3, 23))]
    for code in ("MDPH", "CAF_MSA", "DEPARTEMENT"):
        scene.envoyer(fiche, code, date(2025, 3, 20))
    assert dues(scene, date(2025, 3, 21)) == [("Mettre en vigueur la fiche de liaison de Noé Fictifort", EFFET)]
    services.mettre_en_vigueur(scene.acteur, fiche=fiche, maintenant=moment(date(2025, 3, 21)))
    assert dues(scene, date(2025, 3, 22)) == []


def test_un_refus_appelle_une_decision_puis_un_depot(scene: Scene) -> None:
    fiche = scene.proposer()
    scene.repondre(fiche, 0, LUNDI, "DESACCORD")
    assert dues(scene, LUNDI) == [("Décider de la suite avec la famille de Noé Fictifort", LUNDI + timedelta(days=30))]
    saisine = services.saisir_cdaph(scene.acteur, fiche=fiche, demandeur="FAMILLE", maintenant=moment(LUNDI))
    assert dues(scene, LUNDI) == [("Déposer la saisine de la CDAPH pour Noé Fictifort", LUNDI + timedelta(days=30))]
    services.deposer_saisine(scene.acteur, saisine=saisine, le=LUNDI, maintenant=moment(LUNDI))
    assert dues(scene, LUNDI) == []


def test_un_lien_jamais_ouvert_se_relance(scene: Scene) -> None:
    fiche = scene.signer()
    depart = date(2025, 3, 20)
    adresses = {code: f"{code.lower()}@exemple.fr" for code in ("MDPH", "CAF_MSA", "DEPARTEMENT")}
    services.transmettre_a_tous(scene.acteur, fiche=fiche, courriels=adresses, maintenant=moment(depart))
    relances = [due for due in dues(scene, depart) if due[0].startswith("Relancer")]
    assert relances[0] == ("Relancer CAF ou MSA à propos de Noé Fictifort", depart + timedelta(days=30))
    assert len(relances) == 3


def test_un_accord_se_revoit_un_an_apres_le_plus_ancien(scene: Scene) -> None:
    def consentir(le: date, *champs: str) -> None:
        portee = (scene.jeune.pk, scene.dispositif.pk, "ECOLE")
        services.consentir_pour_la_famille(scene.acteur, portee, champs, par="Mère inventée", maintenant=moment(le))

    consentir(LUNDI, "souhaits_jeune")
    consentir(LUNDI + timedelta(days=90), "souhaits_jeune", "representants")
    (due,) = echeances(scene.acteur, scene.dispositif, le=date(2025, 9, 1))
    assert (due.nature, due.dernier_jour) == ("Accord de partage", date(2026, 3, 3))
    consentir(date(2025, 9, 2))
    assert dues(scene, date(2025, 9, 2)) == []


def test_un_professionnel_ne_voit_que_ses_jeunes(scene: Scene) -> None:
    scene.proposer()
    pro = ProfessionnelFactory()
    compte = UtilisateurFactory(professionnel=pro)
    HabilitationFactory(utilisateur=compte, role="PROFESSIONNEL", dispositif=scene.dispositif)
    acteur = acteur_de(compte, le=LUNDI)
    assert dues(scene, LUNDI, acteur) == []
    MembreEquipeFactory(jeune=scene.jeune, dispositif=scene.dispositif, professionnel=pro)
    assert len(dues(scene, LUNDI, acteur)) == 1
    autre = JeuneFactory()
    assert echeances(acteur, scene.dispositif, le=LUNDI, jeune_id=autre.pk) == []


def test_autant_de_requetes_pour_une_fiche_que_pour_six(scene: Scene) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as capture:
            dues(scene, LUNDI)
        return len(capture)

    scene.proposer()
    une = requetes()
    for _ in range(5):
        scene.jeune = JeuneFactory(naissance=date(2012, 5, 14))
        PhaseFactory(dispositif=scene.dispositif, jeune=scene.jeune)
        PeriodeFactory(dispositif=scene.dispositif, jeune=scene.jeune)
        scene.proposer()
    assert requetes() == une


@given(st.dates(date(2024, 9, 1), date(2030, 12, 31)), st.sampled_from(Nature))
def test_la_derniere_signature_utile_finit_juste_avant_l_effet(effet: date, nature: Nature) -> None:
    regles = reglages(effet)
    jour = derniere_signature_utile(effet, nature, regles, "")
    assert fin_du_delai(jour, nature, regles) < effet
    assert fin_du_delai(jour + timedelta(days=1), nature, regles) >= effet
