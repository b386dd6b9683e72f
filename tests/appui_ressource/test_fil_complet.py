"""Files, proof of reading, reminders, retention, visits booked, deadlines, contacts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.activite.domain.periode import Periode
from maillage.activite.regles import charger_jeu
from maillage.activite.services.calcul import compter_dispositif
from maillage.agenda import services as agenda
from maillage.agenda.services.ressources import SaisieRessource
from maillage.appui_ressource import services
from maillage.appui_ressource.domain.erreurs import GesteImpossible
from maillage.appui_ressource.forms.lecture import jeton_de_lecture
from maillage.appui_ressource.models import ActionAppui, DemandeAppui, EvaluationAppui, PieceAppui
from maillage.appui_ressource.models.lien import UsageLien
from maillage.appui_ressource.selectors.echeances import echeances
from maillage.appui_ressource.services.liens import nouveau_lien
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.courriel.envoi import envoyer_en_attente
from maillage.socle.models import Piece, Trace
from tests.appui_ressource.conftest import FORMULAIRE, LU, Scene
from tests.appui_ressource.test_pages import DEMANDER, chemin
from tests.fabriques import DispositifFactory, HabilitationFactory, PartenaireFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
JOUR = dt.timedelta(days=1)


def fichier(nom: str = "emploi du temps.png") -> SimpleUploadedFile:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff89993d1d0000000049454e44ae426082"
    )
    return SimpleUploadedFile(nom, pixel, content_type="image/png")


def test_une_piece_jointe_se_garde_chiffree_et_s_ouvre_des_deux_cotes(
    client: Client, scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str]
) -> None:
    assert client.post(DEMANDER, {**FORMULAIRE, "fichier": fichier()}).status_code == 302
    jointe = PieceAppui.objects.get()
    assert jointe.piece.usage == "appui_ressource.fil"
    suivi = chemin(nouveau_lien(jointe.demande, UsageLien.SUIVI))
    assert "emploi du temps.png" in client.get(suivi).content.decode()
    client.post(suivi, {"texte": "Voici.", "fichier": fichier("suite.png"), **LU})
    suite = PieceAppui.objects.get(message__isnull=False)
    assert client.get(f"{suivi}pieces/{suite.piece.identifiant}/")["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/appui/suivi/inconnu/pieces/{suite.piece.identifiant}/").status_code == 404
    pro = connexion()
    page = pro.get(adresse("demande", jointe.demande.identifiant)).content.decode()
    assert "emploi du temps.png" in page and "suite.png" in page
    ouverte = pro.get(adresse("piece", jointe.demande.identifiant, jointe.piece.identifiant))
    assert (ouverte.status_code, ouverte["Content-Type"]) == (200, "image/png")
    assert Trace.objects.filter(acte="socle.lire_piece").count() == 2
    assert pro.get(adresse("piece", jointe.demande.identifiant, "inconnue")).status_code == 404


@pytest.mark.parametrize("nom", ["programme.exe", "faux.pdf"])
def test_un_fichier_dangereux_est_refuse_et_rien_n_est_perdu(client: Client, scene: Scene, nom: str) -> None:
    reponse = client.post(DEMANDER, {**FORMULAIRE, "fichier": fichier(nom)})
    assert reponse.status_code == 422
    assert "fichier" in reponse.context["form"].errors
    assert "Un élève de CE1" in reponse.content.decode()
    assert not DemandeAppui.objects.exists() and not Piece.objects.exists()


def test_une_piece_recue_apres_la_transmission_reste_fermee_a_qui_a_transmis(
    client: Client,
    scene: Scene,
    systeme: ActeurSysteme,
    connexion: Callable[..., Client],
    adresse: Callable[..., str],
) -> None:
    demande = scene.demande()
    DispositifFactory(code="dime-b", departement="81")
    services.transmettre_demande(systeme, scene.dispositif.pk, demande.identifiant, vers="dime-b", motif="Autre public")
    client.post(chemin(nouveau_lien(demande, UsageLien.SUIVI)), {"texte": "Voici.", "fichier": fichier(), **LU})
    jointe = PieceAppui.objects.get()
    assert connexion().get(adresse("piece", demande.identifiant, jointe.piece.identifiant)).status_code == 404


@pytest.mark.parametrize(("age", "mot"), [(1, "plus vite"), (25 * 3600, "depuis longtemps"), (None, "plus vite")])
def test_un_envoi_sans_lecture_est_rendu_sans_rien_perdre(
    client: Client, scene: Scene, age: int | None, mot: str
) -> None:
    jeton = "faux" if age is None else jeton_de_lecture(timezone.now() - dt.timedelta(seconds=age))
    reponse = client.post(DEMANDER, {**FORMULAIRE, "lecture": jeton})
    assert reponse.status_code == 422
    assert mot in reponse.content.decode()
    assert "Un élève de CE1" in reponse.content.decode()
    nouveau = reponse.context["form"].jeton
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=10), tick=False):
        assert client.post(DEMANDER, {**FORMULAIRE, "lecture": nouveau}).status_code == 302


def test_une_echeance_manquee_se_rappelle_une_seule_fois_a_qui_suit(scene: Scene, systeme: ActeurSysteme) -> None:
    for role, courriel in (("DIRECTION", "direction@exemple.test"), ("PROFESSIONNEL", "pro@exemple.test")):
        HabilitationFactory(utilisateur=UtilisateurFactory(email=courriel), role=role, dispositif=scene.dispositif)
    HabilitationFactory(
        utilisateur=UtilisateurFactory(email="ferme@exemple.test", is_active=False), dispositif=scene.dispositif
    )
    scene.demande()
    demain = timezone.localdate() + 20 * JOUR
    assert services.rappeler_echeances(systeme, le=timezone.localdate()) == 0
    assert services.rappeler_echeances(systeme, le=demain) == 1
    assert services.rappeler_echeances(systeme, le=demain + JOUR) == 0
    envoyer_en_attente()
    rappels = [m for m in mail.outbox if "attendent" in m.subject]
    assert [m.to for m in rappels] == [["direction@exemple.test"]]
    assert "1 demande" in rappels[0].body and "élève" not in rappels[0].body


def test_une_evaluation_oubliee_se_relance_une_seule_fois(scene: Scene, systeme: ActeurSysteme) -> None:
    demande = scene.demande()
    services.repondre_demande(systeme, scene.dispositif.pk, demande.identifiant, texte="Voici.")
    jour = timezone.localdate() + dt.timedelta(days=42)
    services.demander_evaluations(systeme, le=jour)
    assert services.relancer_evaluations(systeme, le=jour + dt.timedelta(days=9)) == 0
    assert services.relancer_evaluations(systeme, le=jour + dt.timedelta(days=10)) == 1
    assert services.relancer_evaluations(systeme, le=jour + dt.timedelta(days=30)) == 0
    envoyer_en_attente()
    assert sum("Encore un mot" in m.subject for m in mail.outbox) == 1


def test_une_demande_finie_s_efface_apres_sa_duree_et_se_compte_encore(
    client: Client, scene: Scene, systeme: ActeurSysteme
) -> None:
    client.post(DEMANDER, {**FORMULAIRE, "uai": "0310001A", "fichier": fichier()})
    demande = DemandeAppui.objects.get()
    ouverte = scene.demande()
    services.repondre_demande(systeme, scene.dispositif.pk, demande.identifiant, texte="Voici.")
    services.clore_demande(systeme, scene.dispositif.pk, demande.identifiant)
    EvaluationAppui.objects.create(demande=demande, demandee_le=timezone.localdate(), texte="Un coin calme")
    fin = timezone.localdate() + dt.timedelta(days=730)
    assert services.oublier_demandes(systeme, le=fin - JOUR) == 0
    assert services.oublier_demandes(systeme, le=fin) == 1
    assert services.oublier_demandes(systeme, le=fin + JOUR) == 0
    demande.refresh_from_db()
    ouverte.refresh_from_db()
    assert (demande.situation, demande.courriel, demande.contact_nom) == ("", "", "")
    assert (demande.partenaire, demande.commune, demande.evaluation.texte) == (scene.ecole, scene.commune, "")
    assert not demande.messages.exists() and not demande.liens.exists() and not Piece.objects.exists()
    assert ouverte.situation
    with pytest.raises(GesteImpossible, match="effacés"):
        services.rouvrir_demande(systeme, scene.dispositif.pk, demande.identifiant)


def test_un_message_indesirable_s_efface_au_bout_d_un_mois(scene: Scene, systeme: ActeurSysteme) -> None:
    demande = scene.demande()
    services.refuser_demande(systeme, scene.dispositif.pk, demande.identifiant, motif="INDESIRABLE")
    assert services.oublier_demandes(systeme, le=timezone.localdate() + dt.timedelta(days=30)) == 1


def test_l_entretien_du_jour_dit_ce_qu_il_a_fait(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    scene.demande()
    call_command("entretenir_appui")
    assert "Évaluations demandées : 0" in capsys.readouterr().out


@pytest.fixture
def vehicule(scene: Scene, systeme: ActeurSysteme) -> Any:
    saisie = SaisieRessource(nature="VEHICULE", nom="Voiture inventée")
    return agenda.creer_ressource(systeme, scene.dispositif, saisie=saisie).objet


def visite(scene: Scene, vehicule: Any, **champs: Any) -> dict[str, Any]:
    return {
        "jour": (timezone.localdate() + dt.timedelta(days=7)).isoformat(),
        "heure": "14:00",
        "duree_min": "60",
        "pros": [scene.pro.pk],
        "ressources": [vehicule.pk],
        "question": "Comment ?",
        **champs,
    }


def test_une_visite_reserve_le_vehicule_et_s_annonce_au_demandeur(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str], vehicule: Any
) -> None:
    demande = scene.demande()
    page = adresse("nouvelle_action", "appui_conseil") + f"?demande={demande.identifiant}"
    client = connexion()
    assert "Prévenir le demandeur" in client.get(page).content.decode()
    assert client.post(page, visite(scene, vehicule, prevenir="on")).status_code == 302
    action = ActionAppui.objects.get()
    assert action.evenement.reservations.get().ressource == vehicule  # type: ignore[union-attr]
    demande.refresh_from_db()
    assert demande.etat == "EN_COURS"
    assert "rendez-vous" in demande.messages.get().texte
    suivi = client.get(chemin(nouveau_lien(demande, UsageLien.SUIVI))).content.decode()
    assert "Ce qui est prévu" in suivi and "par DITEP inventé" in suivi


def test_ce_qui_ressort_d_une_visite_ne_se_demande_qu_apres(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str], vehicule: Any
) -> None:
    client, page = connexion(), adresse("nouvelle_action", "appui_conseil")
    hier = (timezone.localdate() - JOUR).isoformat()
    passee = client.post(page, visite(scene, vehicule, jour=hier))
    assert "conseils" in passee.context["form"].errors
    assert client.post(page, visite(scene, vehicule)).status_code == 302
    action = ActionAppui.objects.get()
    assert "conseils" not in action.precisions
    sans = client.post(adresse("compte_rendu", action.identifiant), {"question": "Comment ?"})
    assert sans.status_code == 422


def test_une_visite_a_venir_n_est_pas_encore_un_contact(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str], vehicule: Any
) -> None:
    client = connexion()
    client.post(adresse("nouvelle_action", "appui_conseil"), visite(scene, vehicule, partenaire=str(scene.ecole.pk)))
    assert client.get(adresse("ecoles")).context["jamais"] == 1


def test_un_vehicule_deja_pris_se_voit_avant_d_enregistrer(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str], vehicule: Any
) -> None:
    client, page = connexion(), adresse("nouvelle_action", "appui_conseil")
    client.post(page, visite(scene, vehicule))
    refus = client.post(page, visite(scene, vehicule))
    assert refus.status_code == 422
    assert "Voiture inventée" in " ".join(refus.context["genee"].phrases)
    assert ActionAppui.objects.count() == 1
    client.post(page, visite(scene, vehicule, vu=refus.context["genee"].empreinte))
    assert ActionAppui.objects.count() == 2


def test_une_demande_entre_dans_la_liste_des_echeances(
    scene: Scene, systeme: ActeurSysteme, django_assert_num_queries: Any
) -> None:
    demande = scene.demande()
    with django_assert_num_queries(1):
        [ligne] = echeances(systeme, scene.dispositif, le=timezone.localdate())
    assert (ligne.dernier_jour, ligne.nature) == (demande.echeance, "Demande d'appui")
    assert ligne.acte.startswith("Lire la demande") and demande.identifiant in ligne.url
    assert echeances(systeme, scene.dispositif, le=timezone.localdate(), jeune_id=scene.jeune.pk) == []


def test_les_contacts_se_filtrent_se_trient_et_s_exportent(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str]
) -> None:
    scene.demande(uai="0310001A")
    PartenaireFactory(nom="Zone blanche", type="COLLEGE", commune=scene.commune).dispositifs.add(scene.dispositif)
    client = connexion()
    noms = [ligne.partenaire.nom for ligne in client.get(adresse("ecoles") + "?contact=jamais").context["lignes"]]
    assert noms == ["Zone blanche"]
    trie = client.get(adresse("ecoles") + "?tri=nom").context["lignes"]
    assert [ligne.partenaire.nom for ligne in trie] == ["École inventée", "Zone blanche"]
    assert "Aucun partenaire" in client.get(adresse("ecoles") + "?recherche=introuvable").content.decode()
    assert client.get(adresse("ecoles") + "?contact=hier&tri=rien").status_code == 200
    fichier_csv = client.get(adresse("exporter_ecoles", "csv") + "?contact=jamais").content.decode()
    assert "Zone blanche" in fichier_csv and "École inventée" not in fichier_csv
    assert client.get(adresse("exporter_ecoles", "exe")).status_code == 404


def test_la_page_dit_quand_la_question_partira(
    scene: Scene, systeme: ActeurSysteme, connexion: Callable[..., Client]
) -> None:
    demande = scene.demande()
    services.repondre_demande(systeme, scene.dispositif.pk, demande.identifiant, texte="Voici.")
    page = connexion().get(reverse("appui:demande", args=["ditep-a", demande.identifiant])).content.decode()
    assert "la question part le" in page


def test_le_retour_du_trimestre_compte_l_action_nee_d_une_demande(
    scene: Scene, connexion: Callable[..., Client], adresse: Callable[..., str]
) -> None:
    demande = scene.demande(uai="0310001A")
    page = adresse("nouvelle_action", "appui_conseil") + f"?agenda=non&demande={demande.identifiant}"
    faite = {"jour": "2024-03-04", "duree_min": "90", "n_pros": "2", "question": "Comment ?", "conseils": "Ainsi"}
    assert connexion().post(page, {**faite, "structure_type": "ECOLE"}).status_code == 302
    compte = compter_dispositif(scene.dispositif.pk, charger_jeu("aire-2024"), Periode.depuis_libelle("2024-T1"))
    appui = compte.objet()["dispositifs"][0]["mesures"]["appui_ressource"]
    assert (appui["actions"], appui["minutes_pros"]) == (1, 180)
