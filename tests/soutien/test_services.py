"""Requests, plan, recommendations, visits, situations, reminders to the one in charge now."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.socle.courriel.models import Courriel
from maillage.soutien import services
from maillage.soutien.domain.erreurs import ErreurSoutien
from maillage.soutien.models import DemandeSoutien, SituationAnalysee
from maillage.soutien.selectors.bilan import chiffres
from maillage.soutien.selectors.contacts import contacts
from maillage.soutien.selectors.echeances import echeances, echeances_de_la_portee
from maillage.soutien.selectors.recherche import chercher
from maillage.territoire.selectors import commune_par_code
from tests.soutien.conftest import JOUR, SYSTEME, Scene

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
D = dt.date


def test_une_demande_va_de_recue_a_close_et_revient(scene: Scene) -> None:
    demande = scene.demande()
    with pytest.raises(ErreurSoutien, match="Qualifiez-la"):
        services.etablir_plan(SYSTEME, demande, objectif="Trop tôt", revoir_le=None)
    with pytest.raises(ErreurSoutien, match="ne travaille pas à la mission"):
        services.qualifier(SYSTEME, demande, genre="PLAN", reponse="x", charge=scene.directrice.pk)
    demande = services.qualifier(SYSTEME, demande, genre="PLAN", reponse="Un plan.", charge=scene.alix.pk)
    assert (demande.etat, demande.charge_nom, demande.qualifiee_le) == ("QUALIFIEE", "Alix", JOUR)
    services.etablir_plan(SYSTEME, demande, objectif="Dire qui fait quoi", revoir_le=None)
    demande.refresh_from_db()
    assert demande.etat == "EN_COURS"
    action = services.ajouter_action(
        SYSTEME,
        demande,
        {"genre": "PLAN", "libelle": "Réunir", "porteur": "MISSION", "qui": "", "echeance": D(2026, 4, 1)},
    )
    demande = services.clore(SYSTEME, demande, conclusion="Fait.")
    action.refresh_from_db()
    assert (demande.etat, action.etat, action.constat) == ("CLOSE", "ABANDONNEE", "Demande close")
    with pytest.raises(ErreurSoutien, match="close"):
        services.confier(SYSTEME, demande, charge=scene.basile.pk)
    assert services.rouvrir(SYSTEME, demande).etat == "EN_COURS"


def test_confier_garde_la_trace_de_qui_avait_la_charge(scene: Scene) -> None:
    demande = scene.qualifiee()
    services.confier(SYSTEME, demande, charge=scene.basile.pk)
    assert [(p.nom, p.fin) for p in demande.prises_en_charge.all()] == [("Alix", JOUR), ("Basile", None)]


def test_le_dispositif_modifie_sa_demande_tant_qu_elle_n_est_pas_qualifiee(scene: Scene) -> None:
    demande = scene.demande()
    directrice, voisine = scene.acteur(scene.directrice), scene.acteur(scene.voisine)
    champs = {"objet": "Autre objet", "besoin": "", "demandeur": "x", "fonction": "", "courriel": ""}
    with pytest.raises(PermissionDenied):
        services.modifier_demande(voisine, demande, champs, version=1)
    services.modifier_demande(directrice, demande, champs, version=1)
    with pytest.raises(ErreurSoutien, match="Quelqu'un d'autre"):
        services.modifier_demande(directrice, demande, champs, version=1)
    with pytest.raises(PermissionDenied):
        services.qualifier(directrice, demande, genre="PLAN", reponse="x", charge=scene.alix.pk)
    services.qualifier(SYSTEME, demande, genre="PLAN", reponse="x", charge=scene.alix.pk)
    with pytest.raises(ErreurSoutien, match="qualifiée"):
        services.modifier_demande(directrice, demande, champs, version=3)


def test_un_nom_se_confirme_et_une_date_de_naissance_se_retire(scene: Scene) -> None:
    champs = {
        "dispositif": scene.dispositif,
        "demande": None,
        "le": JOUR,
        "titre": "Retour au collège",
        "contexte": "Kylian Martin refuse d'entrer en classe.",
        "questions": "",
        "pistes": "",
        "participants": 4,
    }
    with pytest.raises(ErreurSoutien, match="Kylian Martin") as refus:
        services.ecrire_situation(SYSTEME, None, champs)
    assert refus.value.champ == "contexte"
    with pytest.raises(ErreurSoutien, match="date de naissance"):
        services.ecrire_situation(SYSTEME, None, {**champs, "contexte": "Né le 3/5/2014."}, sans_nom=True)
    assert not SituationAnalysee.objects.exists()
    situation = services.ecrire_situation(SYSTEME, None, {**champs, "contexte": "Centre Louis Braille."})
    services.effacer_situation(SYSTEME, situation)
    assert not SituationAnalysee.objects.exists()


def test_les_kilometres_sont_releves_estimes_ou_inconnus(scene: Scene) -> None:
    ici, la = commune_par_code("31001"), commune_par_code("31002")
    estimee = scene.visite(commune=la, depart=ici)
    assert estimee.km_source == "ESTIMATION"
    assert 80 < (estimee.km or 0) < 130
    relevee = scene.visite(commune=la, depart=ici, km=Decimal("97.5"))
    assert (relevee.km, relevee.km_source) == (Decimal("97.5"), "RELEVE")
    for sans in (scene.visite(), scene.visite(a_distance=True, km=Decimal(3))):
        assert (sans.km, sans.km_source) == (None, "")
    champs = {"compte_rendu": "Vu l'équipe.", "participants": 6, "duree_minutes": 200, "km": Decimal(101)}
    tenue = services.tenir_visite(SYSTEME, estimee, champs)
    assert (tenue.etat, tenue.km, tenue.km_source) == ("TENUE", Decimal(101), "RELEVE")
    demain = scene.visite(le=D(2026, 3, 11))
    with pytest.raises(ErreurSoutien, match="pas encore eu lieu"):
        services.tenir_visite(SYSTEME, demain, champs)
    assert services.annuler_visite(SYSTEME, demain).etat == "ANNULEE"
    with pytest.raises(ErreurSoutien, match="autre dispositif"):
        scene.visite(demande=scene.demande(dispositif=scene.autre))


def test_une_recommandation_ecartee_dit_pourquoi(scene: Scene) -> None:
    demande = scene.qualifiee()
    recommandation = services.recommander(SYSTEME, demande, texte="Nommer un coordonnateur")
    assert Courriel.objects.get(gabarit="soutien/recommandation").destinataire == "directrice@exemple.test"
    directrice = scene.acteur(scene.directrice)
    with pytest.raises(PermissionDenied):
        services.suivre_recommandation(scene.acteur(scene.voisine), recommandation, etat="FAITE", mot="", version=1)
    with pytest.raises(ErreurSoutien, match="pourquoi"):
        services.suivre_recommandation(directrice, recommandation, etat="ECARTEE", mot=" ", version=1)
    suivie = services.suivre_recommandation(directrice, recommandation, etat="ACCEPTEE", mot="En mai", version=1)
    with pytest.raises(ErreurSoutien, match="Quelqu'un d'autre"):
        services.suivre_recommandation(directrice, recommandation, etat="FAITE", mot="", version=1)
    suivie = services.suivre_recommandation(directrice, suivie, etat="ECARTEE", mot="Pas de budget", version=2)
    assert suivie.motif == "Pas de budget"
    assert [suite.etat for suite in suivie.suites.all()] == ["PROPOSEE", "ACCEPTEE", "ECARTEE"]


def test_le_rappel_va_a_qui_a_la_charge_aujourd_hui(scene: Scene) -> None:
    demande = scene.qualifiee()
    services.noter_suivi(SYSTEME, demande, texte="Rappeler le chef de service", relancer_le=D(2026, 3, 20))
    services.ajouter_action(
        SYSTEME,
        demande,
        {"genre": "PLAN", "libelle": "Réunir", "porteur": "DISPOSITIF", "qui": "", "echeance": D(2026, 3, 19)},
    )
    Courriel.objects.all().delete()
    assert services.rappeler(SYSTEME, le=JOUR) == 0
    scene.alix.habilitations.update(fin=D(2026, 3, 15))
    scene.directrice.habilitations.update(retiree_le=timezone.now())
    assert services.rappeler(SYSTEME, le=D(2026, 3, 20)) == 2
    rappel = Courriel.objects.get()
    assert rappel.destinataire == "basile@exemple.test"
    assert "personne n'est plus en charge" in rappel.texte
    assert "Rappeler le chef" not in rappel.texte
    assert services.rappeler(SYSTEME, le=D(2026, 3, 21)) == 0


def test_une_demande_jamais_qualifiee_est_rappelee_une_fois(scene: Scene) -> None:
    scene.demande(recue_le=D(2026, 2, 1))
    assert Courriel.objects.filter(gabarit="soutien/demande").count() == 2
    assert services.rappeler(SYSTEME, le=JOUR) == 1
    assert services.rappeler(SYSTEME, le=JOUR) == 0
    assert Courriel.objects.filter(gabarit="soutien/rappel").count() == 2


def test_les_echeances_sont_celles_de_chaque_cote(scene: Scene) -> None:
    demande = scene.qualifiee()
    scene.demande(objet="À qualifier", recue_le=D(2026, 3, 1))
    for porteur in ("MISSION", "DISPOSITIF"):
        services.ajouter_action(
            SYSTEME,
            demande,
            {"genre": "PLAN", "libelle": f"Pour {porteur}", "porteur": porteur, "qui": "", "echeance": D(2026, 4, 1)},
        )
    services.recommander(SYSTEME, demande, texte="Nommer un coordonnateur")
    services.noter_suivi(SYSTEME, demande, texte="Point", relancer_le=D(2026, 3, 12))
    directrice = scene.acteur(scene.directrice)
    siennes = [e.acte for e in echeances(directrice, scene.dispositif, le=JOUR)]
    assert siennes == ["Faire : Pour DISPOSITIF", "Répondre à la recommandation : Nommer un coordonnateur"]
    assert echeances(scene.acteur(scene.voisine), scene.dispositif, le=JOUR) == []
    mission = echeances_de_la_portee(scene.acteur(scene.alix), le=JOUR)
    assert [ligne.echeance.dernier_jour for ligne in mission] == [D(2026, 3, 12), D(2026, 3, 16), D(2026, 4, 1)]
    assert echeances_de_la_portee(directrice, le=JOUR) == []


def test_le_bilan_se_compte_et_ne_compte_que_ce_qui_a_eu_lieu(scene: Scene) -> None:
    champs = {"compte_rendu": "", "participants": 6, "duree_minutes": 90, "km": None}
    services.tenir_visite(SYSTEME, scene.visite(km=Decimal(50)), champs)
    scene.visite(le=D(2026, 3, 12), km=Decimal(70))
    scene.demande(dispositif=scene.autre)
    lus = {c.code: c.valeur for c in chiffres(debut=D(2026, 1, 1), fin=D(2026, 12, 31))}
    assert lus == {
        "soutien.demandes": 1,
        "soutien.dispositifs": 2,
        "soutien.visites": 1,
        "soutien.km": Decimal(50),
        "soutien.situations": 0,
        "soutien.recommandations": 0,
    }
    vus = contacts(debut=D(2026, 1, 1), fin=D(2026, 12, 31))
    assert sorted((c.dispositif_id, c.nature) for c in vus) == [
        (scene.dispositif.pk, "Visite de soutien"),
        (scene.autre.pk, "Demande de soutien"),
    ]


def test_la_recherche_ne_trouve_que_chez_soi(scene: Scene) -> None:
    scene.demande()
    scene.demande(dispositif=scene.autre)
    assert len(chercher(scene.acteur(scene.alix), "coordination", maximum=5)) == 2
    assert len(chercher(scene.acteur(scene.directrice), "coordination", maximum=5)) == 1


def test_une_demande_ne_vient_pas_de_l_avenir(scene: Scene) -> None:
    with pytest.raises(ErreurSoutien, match="avenir"), time_machine.travel(D(2026, 3, 9)):
        scene.demande()
    assert not DemandeSoutien.objects.exists()


def test_deux_personnes_sur_une_visite_ou_une_situation_le_conflit_se_dit(scene: Scene) -> None:
    visite = scene.visite()
    rendu = {"compte_rendu": "Vu l'équipe.", "participants": 6, "duree_minutes": 200, "km": None}
    services.tenir_visite(SYSTEME, visite, rendu, version=1)
    with pytest.raises(ErreurSoutien, match="Quelqu'un d'autre"):
        services.tenir_visite(SYSTEME, visite, {**rendu, "compte_rendu": "Autre texte."}, version=1)
    visite.refresh_from_db()
    assert (visite.compte_rendu, visite.version) == ("Vu l'équipe.", 2)
    textes = {"titre": "Retour", "contexte": "Un retour au collège.", "questions": "", "pistes": ""}
    champs = {"dispositif": scene.dispositif, "demande": None, "le": JOUR, "participants": 4, **textes}
    situation = services.ecrire_situation(SYSTEME, None, champs)
    services.ecrire_situation(SYSTEME, situation, {**champs, "pistes": "Un essai."}, version=1)
    with pytest.raises(ErreurSoutien, match="Quelqu'un d'autre"):
        services.ecrire_situation(SYSTEME, situation, {**champs, "pistes": "Autre."}, version=1)
    assert SituationAnalysee.objects.get().pistes == "Un essai."
