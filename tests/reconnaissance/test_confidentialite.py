"""What examiners write between themselves never reaches the dispositif: pages, files, mails, journal, search, departure."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.echanges.services.depart import exporter_complet
from maillage.reconnaissance import documents, services
from maillage.reconnaissance.domain.erreurs import ActeImpossible, ErreurReconnaissance
from maillage.reconnaissance.models import AvisExpert, NoteInstruction
from maillage.reconnaissance.selectors import avis_d_experts, lire_dossier, notes_d_instruction
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.courriel.models import Courriel
from maillage.socle.models import Trace
from maillage.socle.rapports import en_docx
from tests.reconnaissance.conftest import SECRET, Scene

pytestmark = pytest.mark.django_db
ESMS = ("DIRECTION", "ORGANISME")
EXCLUS = (*ESMS, "MISSION", "PROFESSIONNEL")


@pytest.fixture
def secrets(scene: Scene) -> Scene:
    scene.instruire()
    services.ecrire_note(scene.ars, scene.dispositif, texte=SECRET)
    services.demander_avis(
        scene.ars,
        scene.dispositif,
        expert="Service inventé",
        courriel="expert@exemple.test",
        question=SECRET,
        attendu_le=timezone.localdate(),
    )
    avis = AvisExpert.objects.get()
    services.rendre_avis(scene.ars, scene.dispositif, avis.pk, sens="RESERVE", texte=SECRET)
    services.declarer_pret(scene.ars, scene.dispositif, motifs="Motifs publics", version=scene.version)
    return scene


def _pages(adresse: Callable[..., str]) -> list[str]:
    return [
        reverse("reconnaissance:dossiers"),
        reverse("reconnaissance:dossiers") + "?recherche=zygomorphe",
        reverse("reconnaissance:exporter_dossiers", args=["csv"]),
        adresse("dossier"),
        adresse("texte"),
        adresse("echanges"),
        adresse("historique", "public"),
        adresse("depot", 1, "html"),
        reverse("portail:recherche") + "?q=zygomorphe",
        reverse("portail:accueil"),
    ]


@pytest.mark.parametrize("role", ESMS)
def test_aucune_page_du_dispositif_ne_montre_une_note(
    secrets: Scene, connexion: Callable[[str], Client], adresse: Callable[..., str], role: str
) -> None:
    client = connexion(role)
    for page in _pages(adresse):
        reponse = client.get(page, follow=True)
        assert reponse.status_code == 200, page
        assert SECRET not in reponse.content.decode()
        assert "Service inventé" not in reponse.content.decode()


@pytest.mark.parametrize("role", EXCLUS)
def test_l_instruction_est_fermee_a_qui_n_instruit_pas(
    secrets: Scene, connexion: Callable[[str], Client], adresse: Callable[..., str], role: str
) -> None:
    client = connexion(role)
    avis = AvisExpert.objects.get()
    for page in (adresse("instruction"), adresse("rendre_avis", avis.pk)):
        assert client.get(page).status_code in {403, 404}
    for page in (adresse("noter"), adresse("demander_avis"), adresse("decider", "pret")):
        assert client.post(page, {"texte": "x"}).status_code in {403, 404}
    assert not notes_d_instruction(secrets.acteur(role), secrets.dispositif.pk).exists()
    assert not avis_d_experts(secrets.acteur(role), secrets.dispositif.pk).exists()


def test_les_instructeurs_lisent_notes_et_avis(
    secrets: Scene, connexion: Callable[[str], Client], adresse: Callable[..., str]
) -> None:
    page = connexion("ARS2").get(adresse("instruction")).content.decode()
    assert page.count(SECRET) == 3
    assert "Favorable avec réserves" in page


def test_aucun_document_ne_porte_une_note(
    secrets: Scene, connexion: Callable[[str], Client], adresse: Callable[..., str]
) -> None:
    lu = lire_dossier(secrets.direction, secrets.dispositif, le=timezone.localdate())
    depot = secrets.dossier().depots.get()
    rapports = (
        documents.rapport_du_dossier(secrets.dispositif, lu, le=timezone.localdate()),
        documents.rapport_du_depot(depot),
        documents.recepisse(depot),
    )
    for rapport in rapports:
        assert SECRET not in repr(rapport)
        with zipfile.ZipFile(io.BytesIO(en_docx(rapport))) as archive:
            assert "zygomorphe" not in archive.read("word/document.xml").decode()
    client = connexion("DIRECTION")
    for page in (adresse("document", "pdf"), adresse("recepisse", 1, "pdf"), adresse("depot", 1, "docx")):
        reponse = client.get(page)
        assert reponse.status_code == 200
        assert b"zygomorphe" not in reponse.content


def test_aucun_courriel_du_dispositif_ne_porte_une_note(secrets: Scene) -> None:
    portent = Courriel.objects.filter(texte__contains="zygomorphe")
    assert list(portent.values_list("destinataire", "dispositif_id")) == [("expert@exemple.test", None)]


def test_le_journal_du_dispositif_ne_dit_meme_pas_qu_une_note_existe(secrets: Scene) -> None:
    siennes = Trace.objects.filter(dispositif_id=secrets.dispositif.pk).values_list("acte", flat=True)
    privees = {"reconnaissance.ecrire_note", "reconnaissance.demander_avis", "reconnaissance.rendre_avis"}
    assert not privees & set(siennes)
    assert privees <= set(Trace.objects.values_list("acte", flat=True))


def test_le_depart_complet_ne_l_emporte_pas(secrets: Scene) -> None:
    depart = exporter_complet(ActeurSysteme("essais"), secrets.dispositif)
    with zipfile.ZipFile(io.BytesIO(depart.archive)) as archive:
        contenus = [archive.read(nom) for nom in archive.namelist()]
    assert any(b"Texte de public" in contenu for contenu in contenus)
    assert not any(b"zygomorphe" in contenu for contenu in contenus)


def test_le_fil_partage_demande_a_l_instructeur_s_il_sait_qui_lit(
    scene: Scene, connexion: Callable[[str], Client], adresse: Callable[..., str]
) -> None:
    scene.deposer()
    client = connexion("ARS")
    refus = client.post(adresse("echanges"), {"texte": "Bonjour"})
    assert refus.status_code == 422
    assert "note privée" in refus.content.decode()
    assert client.post(adresse("echanges"), {"texte": "Bonjour", "lu_par_le_dispositif": "on"}).status_code == 302
    assert "Bonjour" in connexion("DIRECTION").get(adresse("echanges")).content.decode()
    assert not NoteInstruction.objects.exists()


def test_le_message_previent_l_autre_partie_sans_dire_ses_mots(scene: Scene) -> None:
    scene.deposer()
    Courriel.objects.all().delete()
    services.ecrire_message(scene.direction, scene.dispositif, texte="Un mot entre nous")
    assert set(Courriel.objects.values_list("destinataire", flat=True)) == {"ars@exemple.test", "ars2@exemple.test"}
    services.ecrire_message(scene.ars, scene.dispositif, texte="Un mot entre nous")
    assert "direction@exemple.test" in set(Courriel.objects.values_list("destinataire", flat=True))
    assert not Courriel.objects.filter(texte__contains="Un mot entre nous").exists()


@pytest.mark.parametrize("role", ["MISSION", "PROFESSIONNEL"])
def test_qui_n_est_d_aucun_cote_n_ecrit_dans_aucun_fil(scene: Scene, role: str) -> None:
    scene.deposer()
    with pytest.raises(PermissionDenied):
        services.ecrire_message(scene.acteur(role), scene.dispositif, texte="x")
    with pytest.raises(PermissionDenied):
        services.ecrire_note(scene.acteur(role), scene.dispositif, texte="x")


def test_un_avis_se_demande_pour_plus_tard_et_se_rend_une_fois(secrets: Scene) -> None:
    demande: dict[str, Any] = {"expert": "Service inventé", "courriel": "", "question": "?"}
    with pytest.raises(ErreurReconnaissance, match="déjà passé"):
        services.demander_avis(
            secrets.ars, secrets.dispositif, attendu_le=timezone.localdate() - dt.timedelta(days=1), **demande
        )
    avis = AvisExpert.objects.get()
    with pytest.raises(ActeImpossible, match="déjà rendu"):
        services.rendre_avis(secrets.ars, secrets.dispositif, avis.pk, sens="FAVORABLE", texte="")
    with pytest.raises(ErreurReconnaissance, match="n'existe pas"):
        services.rendre_avis(secrets.ars, secrets.dispositif, 0, sens="FAVORABLE", texte="")
