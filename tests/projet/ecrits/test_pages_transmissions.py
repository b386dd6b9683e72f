"""The pages of the transmissions: four questions each, the fragment, the same number of queries with one and six."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import load_workbook

from maillage.projet.models import LectureTransmission, PhraseModele, Transmission
from maillage.socle.models import NatureTrace, Trace
from tests.fabriques import JeuneFactory, MembreEquipeFactory, PhaseFactory
from tests.projet.ecrits.conftest import Personne, Scene

pytestmark = pytest.mark.django_db


def contenu(qui: Personne, adresse: str, **options: Any) -> str:
    reponse = qui.client.get(adresse, **options)
    assert reponse.status_code == 200, adresse
    return reponse.content.decode()


def test_la_page_montre_d_abord_ce_qui_est_pour_moi(scene: Scene) -> None:
    scene.ecrire(scene.educatrice, "à l'équipe", adressage="EQUIPE")
    scene.ecrire(scene.educatrice, "sans adresse")
    page = contenu(scene.infirmier, scene.adresse("transmissions"))
    assert "à l&#x27;équipe" in page
    assert "sans adresse" not in page
    assert "J'ai lu" in page
    tout = contenu(scene.infirmier, f"{scene.adresse('transmissions')}?fil=toutes")
    assert "sans adresse" in tout


def test_un_etat_vide_enseigne(scene: Scene) -> None:
    assert "Rien ne vous attend" in contenu(scene.voisin, scene.adresse("transmissions"))
    assert "Écrire la première" in contenu(scene.voisin, f"{scene.adresse('transmissions')}?fil=toutes")
    assert "ne répond à ces filtres" in contenu(scene.voisin, f"{scene.adresse('transmissions')}?recherche=zzz")


def test_ecrire_depuis_le_fil_avec_un_seul_champ(scene: Scene) -> None:
    adresse = f"{scene.adresse('ecrire_transmission')}?jeune={scene.jeune.identifiant}"
    reponse = scene.educatrice.client.post(adresse, {"texte": "Une phrase"}, follow=True)
    assert "La transmission est écrite." in reponse.content.decode()
    assert Transmission.objects.get().jeune == scene.jeune


def test_ecrire_sans_jeune_ou_en_le_choisissant(scene: Scene) -> None:
    adresse = scene.adresse("ecrire_transmission")
    scene.educatrice.client.post(adresse, {"texte": "Chaudière en panne", "pour": "EQUIPE"})
    choix = {"texte": "Choisi", "jeune": scene.jeune.identifiant, "pour": "fonction:SOIN", "section": "scolarite"}
    scene.educatrice.client.post(adresse, {**choix, "prioritaire": "on"})
    service, choisie = Transmission.objects.order_by("pk")
    assert (service.jeune, service.section, service.adressage) == (None, "", "EQUIPE")
    assert (choisie.jeune, choisie.section, choisie.fonction, choisie.prioritaire) == (
        scene.jeune,
        "scolarite",
        "SOIN",
        True,
    )


def test_une_mauvaise_saisie_revient_avec_son_texte_et_rien_n_est_ecrit(scene: Scene) -> None:
    adresse = scene.adresse("ecrire_transmission")
    reponse = scene.educatrice.client.post(adresse, {"texte": "Gardé", "pour": "personne:99999"})
    assert reponse.status_code == 422
    assert "Gardé</textarea>" in reponse.content.decode()
    assert not Transmission.objects.exists()


def test_une_phrase_de_l_etablissement_commence_la_transmission(scene: Scene) -> None:
    scene.directrice.client.post(scene.adresse("reprendre_phrases"))
    phrase = PhraseModele.objects.get(texte__contains="atelier")
    adresse = f"{scene.adresse('ecrire_transmission')}?jeune={scene.jeune.identifiant}&phrase={phrase.pk}"
    page = contenu(scene.educatrice, adresse)
    assert "Noé a participé" in page
    assert "Traitement pris" not in page
    assert "Traitement pris" in contenu(scene.infirmier, adresse)


def test_les_phrases_se_changent_se_retirent_et_se_retablissent(scene: Scene) -> None:
    adresse = scene.adresse("phrases")
    scene.directrice.client.post(adresse, {"texte": "Repas partagé. ", "section": "educatif"})
    phrase = PhraseModele.objects.get()
    doublon = scene.directrice.client.post(adresse, {"texte": "Repas partagé. ", "section": "educatif"})
    assert "déjà proposée" in doublon.content.decode()
    scene.directrice.client.post(scene.adresse("modifier_phrase", phrase.pk), {"texte": "Repas", "section": "soin"})
    scene.directrice.client.post(scene.adresse("retirer_phrase", phrase.pk))
    assert "Repas" not in contenu(scene.educatrice, adresse)
    scene.directrice.client.post(scene.adresse("retablir_phrase", phrase.pk))
    page = contenu(scene.educatrice, adresse)
    assert "Repas" in page
    assert "Retirer" not in page


def test_j_ai_lu_sans_script_revient_et_se_defait(scene: Scene) -> None:
    ecrite = scene.ecrire(scene.educatrice, adressage="EQUIPE")
    reponse = scene.infirmier.client.post(scene.adresse("lue", ecrite.identifiant), follow=True)
    assert "Lecture notée." in reponse.content.decode()
    assert scene.adresse("non_lue", ecrite.identifiant) in reponse.content.decode()
    scene.infirmier.client.post(scene.adresse("non_lue", ecrite.identifiant))
    assert not LectureTransmission.objects.exists()


def test_j_ai_lu_avec_script_ne_change_que_sa_ligne(scene: Scene) -> None:
    ecrite = scene.ecrire(scene.educatrice, adressage="EQUIPE")
    reponse = scene.infirmier.client.post(
        scene.adresse("lue", ecrite.identifiant), {"avec_jeune": "1"}, headers={"HX-Request": "true"}
    )
    ligne = reponse.content.decode()
    assert "<html" not in ligne
    assert "Lue par Un infirmier" in ligne
    assert "J'ai lu" not in ligne


def test_tout_lu_ne_note_que_ce_qui_etait_montre(scene: Scene) -> None:
    montree = scene.ecrire(scene.educatrice, "un", adressage="EQUIPE")
    scene.ecrire(scene.educatrice, "arrivée depuis", adressage="EQUIPE")
    scene.infirmier.client.post(scene.adresse("tout_lu"), {"transmission": [montree.identifiant, "INCONNUE"]})
    assert LectureTransmission.objects.get().transmission == montree


def test_corriger_montre_le_conflit_et_garde_les_deux_textes(scene: Scene) -> None:
    ecrite = scene.ecrire(scene.educatrice, "un")
    adresse = scene.adresse("corriger_transmission", ecrite.identifiant)
    scene.educatrice.client.post(adresse, {"texte": "deux", "version": 1})
    reponse = scene.educatrice.client.post(adresse, {"texte": "trois", "version": 1})
    assert reponse.status_code == 422
    page = reponse.content.decode()
    assert "deux" in page
    assert "trois</textarea>" in page


def test_la_page_d_une_transmission_montre_ses_versions(scene: Scene) -> None:
    ecrite = scene.ecrire(scene.educatrice, "premier texte")
    adresse = scene.adresse("corriger_transmission", ecrite.identifiant)
    scene.educatrice.client.post(adresse, {"texte": "second texte", "motif": "coquille", "version": 1})
    page = contenu(scene.infirmier, scene.adresse("transmission", ecrite.identifiant))
    assert "premier texte" in page
    assert "coquille" in page


def test_ce_qui_n_est_pas_ouvert_est_introuvable(scene: Scene) -> None:
    soin = scene.ecrire(scene.infirmier, "soin", section="soin")
    for nom in ("transmission", "corriger_transmission", "retirer_transmission"):
        assert scene.educatrice.client.get(scene.adresse(nom, soin.identifiant)).status_code == 404
    for nom in ("lue", "non_lue", "retablir_transmission"):
        assert scene.educatrice.client.post(scene.adresse(nom, soin.identifiant)).status_code == 404
        assert scene.infirmier.client.get(scene.adresse(nom, soin.identifiant)).status_code == 405


def test_lire_une_liste_inscrit_chaque_dossier_au_journal(scene: Scene) -> None:
    scene.ecrire(scene.educatrice, "un")
    scene.ecrire(scene.educatrice, "deux")
    contenu(scene.coordinatrice, f"{scene.adresse('transmissions')}?fil=toutes")
    lectures = Trace.objects.filter(nature=NatureTrace.LECTURE, acte="projet.lire_transmissions")
    assert [(t.jeune_id, t.acteur_libelle) for t in lectures] == [(scene.jeune.pk, "Une coordinatrice")]


def test_le_resume_est_un_fragment_pour_la_page_du_jeune_et_une_page_sinon(scene: Scene) -> None:
    for rang in range(5):
        scene.ecrire(scene.educatrice, f"note {rang}")
    adresse = scene.adresse("transmissions_resume", scene.jeune.identifiant)
    fragment = contenu(scene.infirmier, adresse, headers={"HX-Request": "true"})
    assert "<html" not in fragment
    assert "note 4" in fragment
    assert "note 0" not in fragment
    assert "<html" in contenu(scene.infirmier, adresse)


def test_qui_n_est_pas_de_l_equipe_le_lit_avant_d_ecrire(scene: Scene) -> None:
    page = contenu(scene.voisin, scene.adresse("transmissions_du_jeune", scene.jeune.identifiant))
    assert "pas de l'équipe de Noé" in page
    adresse = f"{scene.adresse('ecrire_transmission')}?jeune={scene.jeune.identifiant}"
    reponse = scene.voisin.client.post(adresse, {"texte": "Vu au portail"}, follow=True)
    assert "déposée pour l&#x27;équipe" in reponse.content.decode()


def test_l_export_suit_les_filtres_et_tait_ce_qui_est_retire(scene: Scene) -> None:
    scene.ecrire(scene.educatrice, "gardée")
    retiree = scene.ecrire(scene.educatrice, "à taire")
    scene.educatrice.client.post(scene.adresse("retirer_transmission", retiree.identifiant), {"motif": "erreur"})
    reponse = scene.infirmier.client.get(f"{scene.adresse('exporter_transmissions', 'xlsx')}?fil=toutes")
    lignes = load_workbook(BytesIO(reponse.content)).get_sheet_by_index(0).to_python()
    assert {(ligne[8], ligne[9]) for ligne in lignes[1:]} == {("gardée", ""), ("", "Retirée")}
    assert scene.infirmier.client.get(scene.adresse("exporter_transmissions", "exe")).status_code == 404


def test_autant_de_requetes_pour_une_transmission_et_pour_six(scene: Scene) -> None:
    def peupler(combien: int) -> None:
        for rang in range(combien):
            jeune = JeuneFactory()
            PhaseFactory(jeune=jeune, dispositif=scene.dispositif)
            MembreEquipeFactory(
                jeune=jeune, dispositif=scene.dispositif, professionnel=scene.infirmier.professionnel, fonction="SOIN"
            )
            scene.ecrire(scene.educatrice, f"note {rang}", jeune=jeune, adressage="EQUIPE")
            scene.ecrire(scene.educatrice, f"autre {rang}", adressage="EQUIPE")

    adresses = [
        scene.adresse("transmissions"),
        f"{scene.adresse('transmissions')}?fil=toutes",
        scene.adresse("transmissions_du_jeune", scene.jeune.identifiant),
    ]
    peupler(1)
    for adresse in adresses:
        contenu(scene.infirmier, adresse)
    comptes = [_compter(scene, adresse) for adresse in adresses]
    peupler(5)
    assert [_compter(scene, adresse) for adresse in adresses] == comptes


def _compter(scene: Scene, adresse: str) -> int:
    with CaptureQueriesContext(connection) as requetes:
        contenu(scene.infirmier, adresse)
    return len(requetes)
