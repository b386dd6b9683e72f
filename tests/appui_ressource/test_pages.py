"""The pages: public ones without account, those of the dispositif, files, and constant queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.appui_ressource import services
from maillage.appui_ressource.models import ActionAppui, DemandeAppui, EvaluationAppui, MessageAppui
from maillage.appui_ressource.models.lien import UsageLien
from maillage.appui_ressource.services.liens import nouveau_lien
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.courriel.envoi import envoyer_en_attente
from maillage.socle.models import Trace
from tests.appui_ressource.conftest import FORMULAIRE, LU, Scene
from tests.fabriques import CommuneFactory, DispositifFactory, PartenaireFactory

DEMANDER, MERCI = "/appui/", "/appui/merci/"


def chemin(lien: str) -> str:
    return "/" + lien.split("/", 3)[3]


def test_une_demande_part_en_une_page_sans_compte(client: Client, scene: Scene) -> None:
    page = client.get(DEMANDER)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    reponse = client.post(DEMANDER, FORMULAIRE)
    envoyer_en_attente()
    assert (reponse.status_code, reponse["Location"]) == (302, MERCI)
    merci = client.get(MERCI).content.decode()
    assert "DITEP inventé" in merci
    assert "/suivi/" not in merci
    suivi = chemin(mail.outbox[0].body.split("dispositif :\n")[1].split("\n")[0])
    assert "Votre demande est arrivée" in client.get(suivi).content.decode()


def test_un_nom_complet_avertit_une_fois_et_n_empeche_rien(client: Client, scene: Scene) -> None:
    nomme = {**FORMULAIRE, "situation": "Sacha Familleinventée quitte la classe."}
    averti = client.post(DEMANDER, nomme)
    assert averti.status_code == 200
    assert "Sacha Familleinventée" in averti.content.decode()
    assert not DemandeAppui.objects.exists()
    assert client.post(DEMANDER, {**nomme, "relu": "1"}).status_code == 302
    assert DemandeAppui.objects.get().nom_signale


def test_un_robot_ne_laisse_rien(client: Client, scene: Scene) -> None:
    assert client.post(DEMANDER, {**FORMULAIRE, "site_web": "http://exemple.test"}).status_code == 302
    assert not DemandeAppui.objects.exists()


@pytest.mark.parametrize("manque", ["demandeur", "commune", "situation", "courriel", "accepte_contact"])
def test_ce_qui_manque_se_dit_a_cote_du_champ(client: Client, scene: Scene, manque: str) -> None:
    reponse = client.post(DEMANDER, {cle: valeur for cle, valeur in FORMULAIRE.items() if cle != manque})
    assert reponse.status_code == 422
    assert manque in reponse.context["form"].errors


def test_deux_communes_du_meme_nom_se_choisissent(client: Client, scene: Scene) -> None:
    CommuneFactory(code="81001", nom="Muret-sur-Test", departement="81")
    reponse = client.post(DEMANDER, FORMULAIRE)
    assert "commune_code" in reponse.context["form"].errors
    assert client.post(DEMANDER, {**FORMULAIRE, "commune_code": "31001"}).status_code == 302
    assert DemandeAppui.objects.get().commune_id == "31001"


def test_trop_d_envois_se_disent_en_mots(client: Client, scene: Scene) -> None:
    for _ in range(5):
        client.post(DEMANDER, FORMULAIRE)
    reponse = client.post(DEMANDER, FORMULAIRE)
    assert reponse.status_code == 422
    assert "Attendez une heure" in reponse.content.decode()


def test_sans_aucun_dispositif_le_formulaire_le_dit(client: Client, db: None) -> None:
    CommuneFactory(nom="Muret-sur-Test")
    assert "Aucun dispositif" in client.post(DEMANDER, FORMULAIRE).content.decode()


def test_le_demandeur_suit_et_ecrit_par_son_lien(client: Client, scene: Scene, systeme: ActeurSysteme) -> None:
    demande = scene.demande()
    suivi = chemin(nouveau_lien(demande, UsageLien.SUIVI))
    services.repondre_demande(systeme, scene.dispositif.pk, demande.identifiant, texte="Essayons un coin calme.")
    assert "Essayons un coin calme." in client.get(suivi).content.decode()
    assert client.post(suivi, {"texte": "", **LU}).status_code == 422
    assert client.post(suivi, {"texte": "Merci.", **LU}).status_code == 302
    assert MessageAppui.objects.last().dispositif is None  # type: ignore[union-attr]
    assert client.get("/appui/suivi/inconnu/").status_code == 404
    assert client.get(suivi.replace("suivi", "evaluation")).status_code == 404


def test_l_evaluation_est_prete_d_un_clic_et_s_envoie_d_un_bouton(client: Client, scene: Scene) -> None:
    demande = scene.demande()
    EvaluationAppui.objects.create(demande=demande, demandee_le=timezone.localdate())
    adresse = chemin(nouveau_lien(demande, UsageLien.EVALUATION))
    page = client.get(f"{adresse}?reponse=UN_PEU")
    assert page.context["form"]["changement"].value() == "UN_PEU"
    assert EvaluationAppui.objects.get().rendue_le is None
    client.post(adresse, {"changement": "UN_PEU", "texte": "Un coin calme."})
    assert EvaluationAppui.objects.get().changement == "UN_PEU"
    assert "Merci" in client.get(adresse).content.decode()


def test_un_professionnel_lit_repond_et_transmet(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str]
) -> None:
    demande = scene.demande()
    DispositifFactory(code="dime-b", departement="81")
    client = connexion()
    page = client.get(adresse("demande", demande.identifiant))
    assert "Un élève de CE1" in page.content.decode()
    for geste in ("repondre", "qualifier", "prendre", "transmettre", "refuser", "clore", "rouvrir"):
        assert client.get(adresse("geste", demande.identifiant, geste)).status_code == 200
    assert client.get(adresse("geste", demande.identifiant, "effacer")).status_code == 404
    refus = client.post(adresse("geste", demande.identifiant, "clore"))
    assert refus.status_code == 422
    client.post(adresse("geste", demande.identifiant, "repondre"), {"texte": "Voici.", "repondue": "on"})
    demande.refresh_from_db()
    assert demande.etat == "REPONDUE"
    assert demande.messages.get().auteur == "Camille Équipe"
    demande.etat = "EN_COURS"
    demande.save()
    client.post(adresse("geste", demande.identifiant, "transmettre"), {"vers": "dime-b", "motif": "Autre public"})
    assert "a été transmise à" in client.get(adresse("demande", demande.identifiant)).content.decode()
    assert client.post(adresse("geste", demande.identifiant, "prendre")).status_code == 404


def test_un_autre_dispositif_ne_trouve_ni_demande_ni_action(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str]
) -> None:
    demande = scene.demande()
    autre = DispositifFactory(code="ailleurs")
    client = connexion(dispositif=autre)
    assert client.get(adresse("demande", demande.identifiant)).status_code == 404
    assert client.get(reverse("appui:demande", args=["ailleurs", demande.identifiant])).status_code == 404
    assert client.get(reverse("appui:action", args=["ailleurs", "INCONNUE"])).status_code == 404


def action_saisie(scene: Scene, **champs: Any) -> dict[str, Any]:
    return {
        "jour": "2024-03-04",
        "duree_min": "60",
        "n_pros": "2",
        "question": "Comment ?",
        "conseils": "Ainsi",
        "partenaire": str(scene.ecole.pk),
        **champs,
    }


def test_une_action_se_saisit_depuis_une_demande(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str]
) -> None:
    demande = scene.demande(uai="0310001A")
    client = connexion()
    suite = f"?demande={demande.identifiant}"
    assert "souhaite" in client.get(adresse("choisir_type") + suite).content.decode()
    nouvelle = adresse("nouvelle_action", "appui_conseil")
    page = client.get(nouvelle + suite)
    assert page.context["form"]["partenaire"].value() == str(scene.ecole.pk)
    assert "n_pros" not in page.context["form"].fields
    reponse = client.post(nouvelle + suite + "&agenda=non", action_saisie(scene))
    action = ActionAppui.objects.get()
    assert reponse["Location"] == adresse("action", action.identifiant)
    assert (action.demande, action.structure_type, action.commune_id) == (demande, "ECOLE", "31001")
    assert client.get(adresse("nouvelle_action", "inconnue")).status_code == 404
    assert client.get(adresse("choisir_type") + "?demande=INCONNUE").status_code == 404


def test_une_action_nommee_sans_accord_est_refusee_puis_lue_au_journal(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str]
) -> None:
    client = connexion()
    nouvelle = adresse("nouvelle_action", "appui_conseil") + "?agenda=non"
    refus = client.post(nouvelle, action_saisie(scene, jeune=scene.jeune.pk))
    assert refus.status_code == 422
    assert "accord" in refus.context["form"].errors
    accord = {"accord": "on", "accord_par": "PARENTS", "accord_le": "2024-03-01", "accord_moyen": "ECRIT"}
    client.post(nouvelle, action_saisie(scene, jeune=scene.jeune.pk, **accord))
    action = ActionAppui.objects.get()
    assert str(scene.jeune) in client.get(adresse("action", action.identifiant)).content.decode()
    assert Trace.objects.filter(acte="appui_ressource.lire_action", jeune_id=scene.jeune.pk).count() == 1


def test_une_action_passe_par_l_agenda_se_raconte_et_se_retire(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str]
) -> None:
    client = connexion()
    dans_l_agenda = action_saisie(scene, heure="14:00", pros=[scene.pro.pk])
    client.post(adresse("nouvelle_action", "appui_conseil"), dans_l_agenda)
    action = ActionAppui.objects.get()
    page = client.get(adresse("action", action.identifiant)).content.decode()
    assert "Elle compte dans l'activité" in page.replace("&#x27;", "'")
    assert client.get(adresse("compte_rendu", action.identifiant)).status_code == 200
    client.post(
        adresse("compte_rendu", action.identifiant),
        {"question": "Comment ?", "conseils": "Ainsi", "compte_rendu": "Équipe rassurée.", "suite": "CLOS"},
    )
    action.refresh_from_db()
    assert action.suite == "CLOS"
    assert client.get(adresse("retirer_action", action.identifiant)).status_code == 200
    client.post(adresse("retirer_action", action.identifiant))
    assert not ActionAppui.objects.exists()


def test_les_listes_se_filtrent_et_s_exportent(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str]
) -> None:
    scene.demande(structure_nom="=SOMME(A1)")
    client = connexion()
    client.post(adresse("nouvelle_action", "appui_conseil") + "?agenda=non", action_saisie(scene))
    assert len(client.get(adresse("demandes") + "?etat=inconnu&urgence=hier&tri=rien").context["lignes"]) == 1
    assert client.get(adresse("demandes") + "?etat=CLOSE").context["lignes"] == []
    assert len(client.get(adresse("actions") + "?type=APPUI_CONSEIL&debut=2024-01-01").context["lignes"]) == 1
    assert client.get(adresse("actions") + "?fin=2023-01-01").context["lignes"] == []
    for nom in ("exporter_demandes", "exporter_actions"):
        for extension in ("csv", "xlsx", "ods"):
            assert client.get(adresse(nom, extension)).status_code == 200
        assert client.get(adresse(nom, "exe")).status_code == 404
    fichier = client.get(adresse("exporter_demandes", "csv")).content.decode()
    assert "'=SOMME" in fichier
    assert "Dominique" not in fichier and "CE1" not in fichier


def test_les_ecoles_jamais_en_contact_viennent_d_abord(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str]
) -> None:
    scene.demande(uai="0310001A")
    muette = PartenaireFactory(nom="Zone blanche", type="COLLEGE", commune=scene.commune)
    club = PartenaireFactory(nom="Club", type="LOISIRS")
    for partenaire in (muette, club):
        partenaire.dispositifs.add(scene.dispositif)
    client = connexion("DIRECTION")
    page = client.get(adresse("ecoles"))
    assert [ligne.partenaire for ligne in page.context["lignes"]] == [muette, scene.ecole]
    assert page.context["jamais"] == 1
    [point] = page.context["carte"]["geojson"]["features"]
    assert point["properties"]["texte"] == "1 jamais en contact sur 2"
    assert len(client.get(adresse("ecoles") + "?partenaires=tous").context["lignes"]) == 3


def test_les_delais_par_departement_taisent_les_petits_nombres(scene: Scene, connexion: Callable[..., Client]) -> None:
    for _ in range(4):
        scene.demande()
    client = connexion("MISSION", partout=True)
    page = client.get("/appui/territoires/").content.decode()
    assert "moins de 5" in page
    demande = scene.demande()
    DemandeAppui.objects.update(deposee_le=timezone.now() - dt.timedelta(days=4), premiere_reponse_le=timezone.now())
    [(_, delai)] = client.get("/appui/territoires/").context["lignes"]
    assert (delai.demandes, delai.mediane_jours) == (5, 4.0)
    assert client.get(reverse("appui:demande", args=["ditep-a", demande.identifiant])).status_code == 403


@pytest.mark.parametrize("nom", ["demandes", "actions", "ecoles"])
def test_le_nombre_de_requetes_ne_suit_pas_la_longueur_de_la_liste(
    scene: Scene,
    connexion: Callable[..., Client],
    adresse: Callable[..., str],
    django_assert_max_num_queries: Any,
    nom: str,
) -> None:
    modele = scene.demande(uai="0310001A")
    client = connexion()
    client.post(adresse("nouvelle_action", "appui_conseil") + "?agenda=non", action_saisie(scene))
    client.get(adresse(nom))
    with django_assert_max_num_queries(40) as peu:
        client.get(adresse(nom))
    for numero in range(30):
        modele.pk, modele.identifiant, modele._state.adding = None, f"D{numero}", True
        modele.save()
        ActionAppui.objects.create(
            dispositif=scene.dispositif, type="APPUI_CONSEIL", jour=dt.date(2024, 3, 4), commune=scene.commune
        )
        PartenaireFactory(type="ECOLE", commune=scene.commune).dispositifs.add(scene.dispositif)
    with django_assert_max_num_queries(len(peu)):
        assert client.get(adresse(nom)).status_code == 200
