"""Sessions, seats, decisions seen again, convocations through the outbox, feuille de route."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from maillage.conventions import services
from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.conventions.models import ActionFeuille, DecisionInstance, EtapeDeploiement, Seance, Siege
from maillage.conventions.selectors.instances import a_revoir, sieges
from maillage.socle.courriel.models import Courriel
from tests.conventions.conftest import JOUR, SYSTEME, Scene
from tests.conventions.test_conventions import Lecteur

pytestmark = pytest.mark.django_db
D = dt.date


def test_une_seance_s_emarge_puis_se_raconte(scene: Scene) -> None:
    seance = scene.seance()
    with pytest.raises(ErreurConvention, match="émarger"):
        services.ecrire_compte_rendu(SYSTEME, seance, texte="Trop tôt")
    with pytest.raises(ErreurConvention, match="au moins une personne"):
        services.emarger(SYSTEME, seance, {"ARS": ("Une représentante", False)})
    services.emarger(SYSTEME, seance, {"ARS": ("Une représentante", True)})
    services.ecrire_compte_rendu(SYSTEME, seance, texte=" Tout va. ")
    seance.refresh_from_db()
    assert (seance.etat, seance.compte_rendu, seance.points) == ("TENUE", "Tout va.", ["Point un", "Point deux"])
    with pytest.raises(ErreurConvention, match="jour ne change plus"):
        services.modifier_seance(SYSTEME, seance, {"le": D(2026, 3, 9), "lieu": "", "ordre_du_jour": ""})
    with pytest.raises(ErreurConvention, match="prévue s'annule"):
        services.annuler_seance(SYSTEME, seance)


def test_on_n_emarge_ni_d_avance_ni_une_seance_annulee(scene: Scene) -> None:
    demain = scene.seance(le=D(2026, 3, 11))
    with pytest.raises(ErreurConvention, match="pas encore eu lieu"):
        services.emarger(SYSTEME, demain, {"ARS": ("", True)})
    annulee = scene.seance()
    services.annuler_seance(SYSTEME, annulee)
    with pytest.raises(ErreurConvention, match="annulée"):
        services.emarger(SYSTEME, annulee, {"ARS": ("", True)})


def test_deux_seances_le_meme_jour_sont_refusees(scene: Scene) -> None:
    scene.seance()
    with pytest.raises(ErreurConvention, match="déjà ce jour-là"):
        scene.seance()
    assert scene.seance(instance="COPIL").pk


def test_une_decision_revient_a_la_seance_suivante_jusqu_a_sa_cloture(scene: Scene) -> None:
    premiere = scene.tenue(le=D(2026, 1, 12))
    decision = services.decider(SYSTEME, premiere, texte="Écrire", porteur="DASEN", echeance=D(2026, 2, 1))
    with pytest.raises(ErreurConvention, match="avant la séance"):
        services.decider(SYSTEME, premiere, texte="Hier", porteur="DASEN", echeance=D(2026, 1, 11))
    suivante = scene.tenue()
    assert a_revoir(suivante) == [decision]
    assert a_revoir(scene.seance(instance="COPIL")) == []
    suite = services.suivre_decision(SYSTEME, decision, constat="À moitié", etat="A_FAIRE", echeance=D(2026, 5, 1))
    assert (suite.seance, decision.echeance) == (suivante, D(2026, 5, 1))
    with pytest.raises(ErreurConvention, match="déjà passé"):
        services.suivre_decision(SYSTEME, decision, constat="x", etat="A_FAIRE", echeance=D(2026, 3, 9))
    services.suivre_decision(SYSTEME, decision, constat="Fait", etat="FAITE")
    decision.refresh_from_db()
    assert (decision.etat, decision.close_le) == ("FAITE", JOUR)
    with time_machine.travel(dt.datetime(2026, 6, 2, 10, tzinfo=dt.UTC), tick=False):
        assert a_revoir(scene.tenue(le=D(2026, 6, 2))) == []
        services.suivre_decision(SYSTEME, decision, constat="Rouverte", etat="A_FAIRE", echeance=D(2026, 9, 1))
    assert DecisionInstance.objects.get().close_le is None
    assert decision.suites.count() == 3


def test_un_siege_vide_reste_montre(scene: Scene) -> None:
    services.pourvoir_sieges(
        SYSTEME,
        departement="31",
        instance="CDSEI",
        titulaires={"ARS": ("Déléguée", "ars@exemple.test"), "OG": ("", ""), "INCONNU": ("x", "")},
    )
    lus = sieges("31", "CDSEI")
    assert [siege.titulaire for siege in lus] == ["Déléguée", *[""] * 8]
    assert "pas toujours pourvu" in lus[-1].siege.remarque
    services.pourvoir_sieges(SYSTEME, departement="31", instance="CDSEI", titulaires={"ARS": ("", "")})
    assert not Siege.objects.exists()


def test_les_convocations_partent_par_la_boite_d_envoi(scene: Scene) -> None:
    seance = scene.seance(le=D(2026, 4, 1), lieu="Salle inventée", heure=dt.time(9, 30))
    with pytest.raises(ErreurConvention, match="Aucun siège n'a d'adresse"):
        services.convoquer(SYSTEME, seance)
    titulaires = {"ARS": ("Déléguée", "ars@exemple.test"), "MDPH": ("", "mdph@exemple.test"), "CD": ("X", "")}
    services.pourvoir_sieges(SYSTEME, departement="31", instance="CDSEI", titulaires=titulaires)
    assert services.convoquer(SYSTEME, seance) == 2
    courriel = Courriel.objects.get(destinataire="ars@exemple.test")
    assert courriel.objet == "CDSEI du mercredi 1er avril 2026 : convocation"
    assert "- Point deux" in courriel.texte
    assert "Salle inventée" in courriel.texte
    with pytest.raises(ErreurConvention, match="à venir"):
        services.convoquer(SYSTEME, scene.seance(le=D(2026, 3, 9)))


def test_la_feuille_de_route_s_ecrit_et_s_efface(scene: Scene) -> None:
    champs = {
        "axe": "Offre",
        "libelle": "Ouvrir",
        "pilote": "ARS",
        "partenaires": "",
        "echeance": None,
        "etat": "A_FAIRE",
    }
    action = services.ecrire_action(SYSTEME, ActionFeuille(departement="31", annee=2026), champs)
    services.ecrire_action(SYSTEME, action, {**champs, "etat": "FAITE"})
    with pytest.raises(PermissionDenied):
        services.effacer_action(Lecteur("lectrice"), action)
    services.effacer_action(SYSTEME, action)
    assert not ActionFeuille.objects.exists()


def test_une_reponse_vide_et_une_sixieme_question_sont_refusees(scene: Scene) -> None:
    with pytest.raises(ErreurConvention, match="réponse"):
        services.repondre_question(SYSTEME, departement="31", numero=1, texte=" ", tranchee=False)
    with pytest.raises(ErreurConvention, match="cinq"):
        services.repondre_question(SYSTEME, departement="31", numero=6, texte="x", tranchee=False)


def test_le_deploiement_se_reecrit_et_refuse_une_fin_avant_son_debut(scene: Scene) -> None:
    with pytest.raises(ErreurConvention, match="précède"):
        services.planifier_deploiement(SYSTEME, departement="31", debut=D(2027, 1, 1), fin=D(2026, 1, 1), source="s")
    for annee in (2027, 2028):
        services.planifier_deploiement(
            SYSTEME, departement="31", debut=D(annee, 1, 1), fin=D(annee, 9, 1), source="COPIL inventé"
        )
    assert EtapeDeploiement.objects.get().fin == D(2028, 9, 1)


def test_qui_ne_fait_que_lire_ne_reunit_personne(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        services.prevoir_seance(Lecteur("lectrice"), {})
    assert not Seance.objects.exists()
