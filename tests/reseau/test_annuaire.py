"""The directory: consent, distance, contact details by a gesture that is told, questions without addresses."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.comptes.selectors import acteur_de
from maillage.reseau.domain.erreurs import ConflitReseau, ErreurReseau
from maillage.reseau.models import ConsultationCoordonnees, QuestionExperience
from maillage.reseau.selectors.annuaire import FiltresAnnuaire, chercher_offres
from maillage.reseau.services import annuaire, questions
from maillage.reseau.services.entretien import oublier_les_anciens
from maillage.socle.courriel import coffre
from maillage.socle.courriel.desinscription import desinscrire
from maillage.socle.courriel.models import Courriel
from maillage.socle.courriel.reglages import nature_connue
from maillage.socle.models import Trace
from tests.reseau.conftest import JOUR, MARS, SYSTEME, Scene, champs, compte

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


def test_l_annuaire_se_cherche_par_theme_et_par_distance(scene: Scene) -> None:
    (ligne,) = chercher_offres(scene.mission, FiltresAnnuaire(depuis="ici"), le=JOUR)
    assert ligne.km == pytest.approx(30.6, abs=0.5)
    assert chercher_offres(scene.mission, FiltresAnnuaire(depuis="ici", km=25), le=JOUR) == []
    assert chercher_offres(scene.mission, FiltresAnnuaire(theme="FAMILLE"), le=JOUR) == []
    assert len(chercher_offres(scene.mission, FiltresAnnuaire(q="cantine"), le=JOUR)) == 1


def test_la_liste_et_l_export_ne_montrent_ni_nom_ni_adresse(scene: Scene, connexion: Any) -> None:
    client = connexion()
    page = client.get(scene.url("annuaire")).content.decode()
    export = client.get(scene.url("exporter_annuaire", "csv")).content.decode()
    assert "Ouvrir une classe externalisée" in page
    assert "31" in page
    for texte in (page, export):
        assert "claude@exemple.test" not in texte
        assert "Claude Inventé" not in texte


def test_voir_des_coordonnees_est_inscrit_et_dit_a_la_personne(scene: Scene, connexion: Any) -> None:
    client = connexion()
    assert "claude@exemple.test" not in client.get(scene.url("offre", scene.offre.identifiant)).content.decode()
    for _ in range(2):
        reponse = client.post(scene.url("coordonnees", scene.offre.identifiant))
        assert "claude@exemple.test" in reponse.content.decode()
    assert reponse["Cache-Control"] == "no-store"
    assert ConsultationCoordonnees.objects.filter(depuis="DITEP Ici").count() == 2
    courriel = Courriel.objects.get(destinataire=scene.auteur.email)
    assert "Camille Direction, DITEP Ici" in courriel.texte
    assert Trace.objects.filter(acte="reseau.voir_coordonnees").count() == 2
    client.force_login(scene.auteur, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Camille Direction" in client.get(scene.url("mes_offres")).content.decode()


def test_qui_se_joint_par_maillage_ne_montre_rien(scene: Scene) -> None:
    acteur = compte("PROFESSIONNEL", dispositif=scene.la_bas)[1]
    offre = annuaire.proposer_experience(acteur, scene.la_bas.pk, champs(preference="MAILLAGE"))
    assert (offre.courriel, offre.telephone) == ("", "")
    with pytest.raises(ErreurReseau):
        annuaire.montrer_coordonnees(scene.mission, offre.identifiant, depuis="")


def test_un_retrait_efface_aussitot(scene: Scene, connexion: Any) -> None:
    client = connexion("MISSION")
    auteur = compte("DIRECTION", dispositif=scene.la_bas)[1]
    with pytest.raises(PermissionDenied):
        annuaire.retirer_experience(auteur, scene.offre.identifiant)
    annuaire.retirer_experience(_auteur(scene), scene.offre.identifiant)
    scene.offre.refresh_from_db()
    assert (scene.offre.courriel, scene.offre.recit) == ("", "")
    assert client.get(scene.url("offre", scene.offre.identifiant)).status_code == 404
    assert client.post(scene.url("coordonnees", scene.offre.identifiant)).status_code == 302
    assert ConsultationCoordonnees.objects.count() == 0


def _auteur(scene: Scene) -> Any:
    return acteur_de(scene.auteur, le=JOUR)


def test_l_accord_fini_fait_disparaitre_l_offre(scene: Scene) -> None:
    apres = scene.offre.jusqu_au + dt.timedelta(days=1)
    assert chercher_offres(scene.mission, FiltresAnnuaire(), le=apres) == []


def test_l_accord_a_une_fin_et_une_offre_un_seul_auteur(scene: Scene) -> None:
    with pytest.raises(ErreurReseau, match="24 mois"):
        annuaire.proposer_experience(_auteur(scene), scene.la_bas.pk, champs(jusqu_au=JOUR + dt.timedelta(days=900)))
    with pytest.raises(PermissionDenied):
        annuaire.proposer_experience(_auteur(scene), scene.ici.pk, champs())
    with pytest.raises(PermissionDenied):
        annuaire.proposer_experience(SYSTEME, scene.ici.pk, champs())
    with pytest.raises(ConflitReseau):
        annuaire.modifier_experience(_auteur(scene), scene.offre.identifiant, champs(), version=7)


def test_une_question_recoit_sa_reponse_sans_montrer_d_adresse(scene: Scene, connexion: Any) -> None:
    client = connexion()
    client.post(scene.url("demander", scene.offre.identifiant), {"texte": "Par où commencer ?"})
    courriel = Courriel.objects.get(gabarit="reseau/question")
    assert courriel.destinataire == scene.auteur.email
    question = QuestionExperience.objects.get()
    assert question.auteur.email not in courriel.texte
    lien = re.search(r"/reseau/repondre/\S+", coffre.ouvrir(courriel.secrets)["lien"])
    assert lien is not None
    client.logout()
    assert "Par où commencer ?" in client.get(lien[0]).content.decode()
    client.post(lien[0], {"texte": "Par la cantine."})
    rendue = Courriel.objects.get(gabarit="reseau/reponse")
    assert rendue.destinataire == question.auteur.email
    assert scene.auteur.email not in rendue.texte
    assert "Par la cantine." in rendue.texte
    assert client.get(lien[0]).status_code == 404


def test_la_reponse_se_donne_aussi_de_son_compte_une_seule_fois(scene: Scene, client: Any) -> None:
    question = questions.poser_question(scene.mission, scene.offre.identifiant, "Comment ?", depuis="")
    with pytest.raises(ErreurReseau):
        questions.repondre_en_personne(scene.mission, question.identifiant, "Pas moi")
    client.force_login(scene.auteur, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = scene.url("repondre_question", question.identifiant)
    assert page in client.get(scene.url("mes_questions")).content.decode()
    assert client.post(page, {"texte": "Ainsi."}).status_code == 302
    assert client.post(page, {"texte": "Encore."}).status_code == 404
    assert Courriel.objects.filter(gabarit="reseau/reponse").count() == 1


def test_une_question_qui_ne_peut_pas_partir_n_est_pas_gardee(scene: Scene) -> None:
    desinscrire(scene.auteur.email, nature_connue("ANNUAIRE"))
    with pytest.raises(ErreurReseau, match="ne reçoit plus"):
        questions.poser_question(scene.mission, scene.offre.identifiant, "Comment ?", depuis="")
    assert QuestionExperience.objects.count() == 0


def test_un_lien_faux_ou_echu_dit_la_meme_chose(scene: Scene, client: Any) -> None:
    question = questions.poser_question(scene.mission, scene.offre.identifiant, "Comment ?", depuis="")
    faux = client.get(reverse("reseau:repondre", args=["faux"]))
    with time_machine.travel(MARS + dt.timedelta(days=61), tick=False), pytest.raises(ErreurReseau):
        questions.repondre(question.pk, "Trop tard")
    assert faux.status_code == 404
    assert "noindex" in faux["X-Robots-Tag"]


def test_un_annuaire_ne_se_copie_pas_en_entier(scene: Scene) -> None:
    for _ in range(20):
        annuaire.montrer_coordonnees(scene.mission, scene.offre.identifiant, depuis="")
    with pytest.raises(ErreurReseau, match="20 coordonnées"):
        annuaire.montrer_coordonnees(scene.mission, scene.offre.identifiant, depuis="")


def test_trop_de_questions_en_un_jour_attendent(scene: Scene) -> None:
    for _ in range(10):
        questions.poser_question(scene.mission, scene.offre.identifiant, "Comment ?", depuis="")
    with pytest.raises(ErreurReseau, match="10 questions"):
        questions.poser_question(scene.mission, scene.offre.identifiant, "Encore ?", depuis="")


def test_une_liste_garde_le_meme_nombre_de_requetes(
    scene: Scene, connexion: Any, django_assert_num_queries: Any
) -> None:
    client = connexion("MISSION")
    client.get(scene.url("annuaire"))
    with CaptureQueriesContext(connection) as une:
        client.get(scene.url("annuaire"))
    for rang in range(5):
        annuaire.proposer_experience(_auteur(scene), scene.la_bas.pk, champs(titre=f"Autre {rang}"))
    with django_assert_num_queries(len(une)):
        client.get(scene.url("annuaire"))


def test_rien_ne_se_garde_plus_longtemps_qu_il_ne_sert(scene: Scene) -> None:
    questions.poser_question(scene.mission, scene.offre.identifiant, "Comment ?", depuis="")
    annuaire.montrer_coordonnees(scene.mission, scene.offre.identifiant, depuis="")
    assert sum(oublier_les_anciens(SYSTEME, le=scene.offre.jusqu_au).values()) == 0
    assert oublier_les_anciens(SYSTEME, le=JOUR + dt.timedelta(days=800)) == {"questions": 1, "regards": 1, "offres": 1}
    scene.offre.refresh_from_db()
    assert (scene.offre.courriel, scene.offre.recit) == ("", "")
