"""A report from its opening to its closing, as the direction writes it."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from docx import Document

from maillage.comptes.selectors import acteur_de
from maillage.rapport_annuel import referentiels, selectors, services
from maillage.rapport_annuel.documents import feuille_de, rapport_de
from maillage.rapport_annuel.domain.trame import ConflitRapport, ErreurRapport, Rubrique, Trame
from maillage.rapport_annuel.models import RapportAnnuel, TexteRubrique
from maillage.rapport_annuel.referentiels import annexes
from maillage.socle.acteur import ActeurSysteme
from tests.activite.scene import Scene, semaine_comptee
from tests.fabriques import DispositifFactory, HabilitationFactory, JeuneFactory, OrganismeFactory, UtilisateurFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
LE = dt.date(2025, 2, 3)
ACTEUR = ActeurSysteme("essais")


@pytest.fixture(autouse=True)
def _en_fevrier_2025() -> object:
    with time_machine.travel(dt.datetime(2025, 2, 3, 9, 0, tzinfo=dt.UTC), tick=False) as horloge:
        yield horloge


@pytest.fixture
def scene() -> Scene:
    return semaine_comptee()


def entrer(role: str, dispositif: object = None, **autres: object) -> Client:
    utilisateur = UtilisateurFactory()
    HabilitationFactory(utilisateur=utilisateur, role=role, dispositif=dispositif, **autres)
    client = Client()
    client.force_login(utilisateur)
    return client


def adresse(scene: Scene, nom: str, *arguments: object) -> str:
    return reverse(f"rapport_annuel:{nom}", args=[scene.dispositif.code, 2024, *arguments])


def test_la_direction_raconte_arrete_et_le_document_ressort_identique(scene: Scene) -> None:
    client = entrer("DIRECTION", scene.dispositif)
    assert "Ouvrir" in client.get(reverse("rapport_annuel:liste")).content.decode()
    client.post(adresse(scene, "ouvrir"))
    texte = "Une année calme, sauf en mars."
    reponse = client.post(adresse(scene, "rubrique", "jeunes"), {"texte": texte, "version": 0, "suivante": "1"})
    assert reponse.url == adresse(scene, "rubrique", "activite")
    page = client.get(adresse(scene, "rapport")).content.decode()
    assert texte in page and "File active stricte" in page
    client.post(adresse(scene, "arreter"))
    premier = client.get(adresse(scene, "fichier", "docx")).content
    JeuneFactory()
    with time_machine.travel(dt.datetime(2025, 5, 6, 9, 0, tzinfo=dt.UTC)):
        assert entrer("DIRECTION", scene.dispositif).get(adresse(scene, "fichier", "docx")).content == premier
    document = Document(BytesIO(premier))
    assert texte in [paragraphe.text for paragraphe in document.paragraphs]
    assert len(document.inline_shapes) >= 1
    assert client.get(adresse(scene, "fichier", "pdf")).content.startswith(b"%PDF")


def test_les_textes_de_l_an_passe_reviennent_a_relire(scene: Scene) -> None:
    pk = scene.dispositif.pk
    services.ouvrir_rapport(ACTEUR, pk, 2024, le=LE)
    services.ecrire_rubrique(ACTEUR, pk, 2024, "appui", texte="Beaucoup d'écoles.", version=0)
    suivant = services.ouvrir_rapport(ACTEUR, pk, 2025, le=LE)
    assert services.ouvrir_rapport(ACTEUR, pk, 2025, le=LE) == suivant
    [texte] = suivant.textes.all()
    assert (texte.texte, texte.repris) == ("Beaucoup d'écoles.", True)
    services.ecrire_rubrique(ACTEUR, pk, 2025, "appui", texte=texte.texte, version=texte.version)
    assert not TexteRubrique.objects.get(rapport=suivant).repris


def test_deux_personnes_sur_une_rubrique_la_seconde_voit_les_deux_textes(scene: Scene) -> None:
    services.ouvrir_rapport(ACTEUR, scene.dispositif.pk, 2024, le=LE)
    client = entrer("DIRECTION", scene.dispositif)
    services.ecrire_rubrique(ACTEUR, scene.dispositif.pk, 2024, "appui", texte="Le premier.", version=0)
    reponse = client.post(adresse(scene, "rubrique", "appui"), {"texte": "Le second.", "version": 0})
    contenu = reponse.content.decode()
    assert reponse.status_code == 409
    assert "Le premier." in contenu and "Le second." in contenu
    with pytest.raises(ConflitRapport):
        services.ecrire_rubrique(ACTEUR, scene.dispositif.pk, 2024, "appui", texte="Encore.", version=0)


def test_un_rapport_arrete_ne_s_ecrit_plus_puis_se_rouvre(scene: Scene) -> None:
    pk = scene.dispositif.pk
    services.ouvrir_rapport(ACTEUR, pk, 2024, le=LE)
    services.arreter_rapport(ACTEUR, pk, 2024)
    with pytest.raises(ErreurRapport, match="rouvrez-le"):
        services.ecrire_rubrique(ACTEUR, pk, 2024, "appui", texte="Trop tard.", version=0)
    with pytest.raises(ErreurRapport, match="déjà arrêté"):
        services.arreter_rapport(ACTEUR, pk, 2024)
    services.rouvrir_rapport(ACTEUR, pk, 2024)
    rouvert = RapportAnnuel.objects.get()
    assert (rouvert.chiffres, rouvert.arrete) == (None, False)


def test_les_chiffres_figes_se_relisent_comme_ils_etaient(scene: Scene) -> None:
    vivants = selectors.chiffres_vivants(scene.dispositif.pk, 2024, le=LE)
    assert selectors.ChiffresAnnee.figes(vivants.figer()) == vivants
    assert vivants.mesures["file_active.stricte"].valeur == len(scene.jeunes)
    assert vivants.finie and vivants.precedents == {}


def test_une_trame_nouvelle_ne_change_pas_un_rapport_ouvert_avant(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.ouvrir_rapport(ACTEUR, scene.dispositif.pk, 2024, le=LE)
    services.arreter_rapport(ACTEUR, scene.dispositif.pk, 2024)
    lu = selectors.rapport_de_l_annee(scene.dispositif.pk, 2024)
    assert lu is not None
    avant = rapport_de(lu, selectors.chiffres_du(lu, le=LE))
    nouvelle = Trame("2030.1", "autre", (Rubrique("seule", "Une seule rubrique", ""),))
    toutes = {**referentiels.trames(), "2030.1": nouvelle}
    monkeypatch.setattr(referentiels, "trames", lambda: toutes)
    assert referentiels.trame() == nouvelle
    assert rapport_de(lu, selectors.chiffres_du(lu, le=LE)) == avant
    assert services.ouvrir_rapport(ACTEUR, scene.dispositif.pk, 2025, le=LE).trame == "2030.1"


def test_une_annexe_dit_d_ou_vient_chaque_valeur_et_ce_qui_manque(scene: Scene) -> None:
    services.ouvrir_rapport(ACTEUR, scene.dispositif.pk, 2024, le=LE)
    feuille = feuille_de(annexes()["eprd-errd"], selectors.chiffres_vivants(scene.dispositif.pk, 2024, le=LE))
    par_libelle = {ligne[0]: ligne[1:] for ligne in feuille.lignes}
    assert par_libelle["Personnes accompagnées dans l'année (file active)"][0] == len(scene.jeunes)
    assert par_libelle["Journées « Creton » par orientation adulte"][0] is None
    client = entrer("DIRECTION", scene.dispositif)
    assert "à vérifier" in client.get(adresse(scene, "annexe", "eprd-errd")).content.decode().lower()
    assert client.get(adresse(scene, "exporter_annexe", "eprd-errd", "xlsx")).status_code == 200
    assert client.get(adresse(scene, "annexe", "inconnue")).status_code == 404


def test_l_organisme_lit_sans_ecrire_et_un_autre_dispositif_reste_ferme(scene: Scene) -> None:
    organisme = OrganismeFactory()
    scene.dispositif.organismes.add(organisme)
    services.ouvrir_rapport(ACTEUR, scene.dispositif.pk, 2024, le=LE)
    client = entrer("ORGANISME", organisme=organisme)
    assert client.get(adresse(scene, "rapport")).status_code == 200
    assert client.post(adresse(scene, "arreter")).status_code == 403
    assert entrer("DIRECTION", DispositifFactory()).get(adresse(scene, "rapport")).status_code in {403, 404}
    assert entrer("ARS").get(adresse(scene, "rapport")).status_code in {403, 404}


def test_une_annee_lointaine_ne_s_ouvre_pas(scene: Scene) -> None:
    with pytest.raises(ErreurRapport, match="années proposées"):
        services.ouvrir_rapport(ACTEUR, scene.dispositif.pk, 2012, le=LE)
    client = entrer("DIRECTION", scene.dispositif)
    assert client.get(adresse(scene, "rapport")).status_code == 404


def test_le_nombre_de_requetes_de_la_liste_ne_suit_pas_le_nombre_de_dispositifs(
    scene: Scene, django_assert_num_queries: object
) -> None:
    utilisateur = UtilisateurFactory()
    for dispositif in (scene.dispositif, *(DispositifFactory() for _ in range(5))):
        HabilitationFactory(utilisateur=utilisateur, role="DIRECTION", dispositif=dispositif)
    acteur = acteur_de(utilisateur, le=LE)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(selectors.lister(acteur, le=LE)) == 6


def test_sans_le_droit_rien_ne_s_ecrit(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        services.ouvrir_rapport(acteur_de(UtilisateurFactory(), le=LE), scene.dispositif.pk, 2024, le=LE)
