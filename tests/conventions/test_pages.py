"""The pages: who opens what, forms and their refusals, exports, the printed state of 1 January, constant queries."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.conventions import services
from maillage.conventions.models import AccordBilateral, ActionFeuille, ConventionCadre, DecisionInstance, Seance
from tests.conventions.conftest import JOUR, SYSTEME, Scene
from tests.conventions.test_conventions import ACCORD
from tests.fabriques import CommuneFactory, DispositifFactory, OrganismeFactory

pytestmark = pytest.mark.django_db
D = dt.date
Connexion = Callable[..., Client]


def url(nom: str, *arguments: Any) -> str:
    return reverse(f"conventions:{nom}", args=arguments)


def dit(reponse: Any) -> list[str]:
    return [str(message) for message in get_messages(reponse.wsgi_request)]


def test_l_etat_au_premier_janvier_s_imprime_et_s_exporte(scene: Scene, connexion: Connexion) -> None:
    scene.convention()
    client = connexion("ARS")
    adresse = url("etat") + "?le=2026-01-01"
    page = client.get(adresse).content.decode()
    assert "État des conventions au 1er janvier 2026" in page
    assert "1 département sur 1 avec une convention cadre" in page
    pdf = client.get(url("exporter_etat", "pdf") + "?le=2026-01-01")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    xlsx = client.get(url("exporter_etat", "xlsx") + "?le=2026-01-01").content
    feuille = openpyxl.load_workbook(io.BytesIO(xlsx)).active
    ligne = dict(zip(*([c.value for c in rangee] for rangee in feuille[1:2]), strict=True))
    assert (ligne["Code"], ligne["État"], ligne["Signataires"]) == (
        "31",
        "En vigueur",
        "Agence, Association A, Association B",
    )
    for extension in ("csv", "ods", "docx"):
        assert client.get(url("exporter_etat", extension)).status_code == 200
    assert client.get(url("exporter_etat", "exe")).status_code == 404
    assert client.get(url("carte_donnees")).json()["type"] == "FeatureCollection"


def test_une_date_fausse_ou_un_etat_inconnu_ne_cassent_rien(scene: Scene, connexion: Connexion) -> None:
    page = connexion("MISSION").get(url("etat") + "?le=hier&etat=RIEN&tri=x&page=99")
    assert page.status_code == 200
    assert page.context["filtres"].le == JOUR


def test_l_ars_prepare_signe_et_note_un_depart(scene: Scene, connexion: Connexion) -> None:
    client = connexion("ARS")
    champs = {
        "departement": "31",
        "nom": "Convention inventée",
        "debut": "2025-01-01",
        "fin": "2024-01-01",
        "reconduction_mois": "0",
        "preavis_mois": "6",
    }
    refusee = client.post(url("nouvelle"), champs)
    assert refusee.status_code == 422
    assert "précède le début" in refusee.content.decode()
    client.post(url("nouvelle"), {**champs, "fin": "2027-12-31"})
    convention = ConventionCadre.objects.get()
    gestes = {
        "signataire": {"qui": "OG", "organisme": scene.organisme.pk, "modalites": ["AJ", "PMO"]},
        "signer": {"signee_le": "2025-01-02"},
    }
    assert client.post(url("geste", convention.identifiant, "signer"), gestes["signer"]).status_code == 422
    client.post(url("geste", convention.identifiant, "signataire"), gestes["signataire"])
    client.post(url("geste", convention.identifiant, "signataire"), {"qui": "ARS", "nom": "Agence"})
    client.post(url("geste", convention.identifiant, "signer"), gestes["signer"])
    signataire = convention.signataires.get(acteur="OG")
    page = client.get(url("depart", convention.identifiant, signataire.pk)).content.decode()
    assert "Plus aucun signataire n'apporterait : Accueil de jour, Prestation en milieu ordinaire" in page.replace(
        "&#x27;", "'"
    )
    partir = url("signataire", convention.identifiant, signataire.pk, "partir")
    assert "ne peut pas être avant" in client.post(partir, {"le": "2024-01-01", "motif": "x"}).content.decode()
    client.post(partir, {"le": "2026-03-01", "motif": "Fusion"})
    lue = client.get(url("convention", convention.identifiant)).content.decode()
    assert "Fusion" in lue
    client.post(url("signataire", convention.identifiant, signataire.pk, "revenir"))
    signataire.refresh_from_db()
    assert signataire.retire_le is None


def test_la_direction_ecrit_le_texte_de_sa_convention_et_ses_accords(scene: Scene, connexion: Connexion) -> None:
    projet = scene.projet()
    scene.signataire(projet, organisme=scene.organisme)
    client = connexion("DIRECTION")
    assert client.get(url("clauses", projet.identifiant)).status_code == 200
    client.post(url("clauses", projet.identifiant), {"OBJET": "Ensemble"})
    assert "Ensemble" in client.get(url("convention", projet.identifiant)).content.decode()
    assert client.post(url("geste", projet.identifiant, "signer"), {"signee_le": "2026-03-01"}).status_code == 403
    saisie = {
        "dispositif": scene.dispositif.pk,
        "nom": "Nuits",
        "qui": "OG",
        "partenaire": "Voisin",
        "modalites": ["AN"],
        "debut": "2025-01-01",
        "fin": "2025-12-31",
        "signee_le": "2026-03-01",
        "reconduction_mois": "0",
    }
    refusee = client.post(url("nouvel_accord"), saisie)
    assert refusee.status_code == 422
    assert "après sa fin" in refusee.content.decode()
    client.post(url("nouvel_accord"), {**saisie, "fin": "2026-12-31"})
    accord = AccordBilateral.objects.get()
    client.post(
        url("modifier_accord", accord.identifiant), {**saisie, "fin": "2026-12-31", "partenaire": "Autre voisin"}
    )
    assert "Autre voisin" in client.get(url("accord", accord.identifiant)).content.decode()
    client.post(url("geste_accord", accord.identifiant, "denoncer"), {"effet": "2026-03-10"})
    assert "Dénoncée" in client.get(url("accords")).content.decode()


def test_un_organisme_ne_voit_ni_n_ecrit_les_accords_des_autres(scene: Scene, connexion: Connexion) -> None:
    accord = services.ecrire_accord(SYSTEME, ACCORD, dispositif_id=scene.dispositif.pk)
    ailleurs = DispositifFactory(code="ailleurs")
    autre = OrganismeFactory()
    ailleurs.organismes.add(autre)
    client = connexion("ORGANISME", organisme=autre)
    assert client.get(url("accord", accord.identifiant)).status_code == 404
    assert client.post(url("geste_accord", accord.identifiant, "effacer")).status_code == 404
    assert client.get(url("accords")).context["page"].object_list == []
    saisie = {"dispositif": scene.dispositif.pk, "nom": "x", "qui": "OG", "partenaire": "y"}
    assert "dispositif" in client.post(url("nouvel_accord"), saisie).context["form"].errors


def test_une_convention_signee_renvoie_vers_un_avenant(scene: Scene, connexion: Connexion) -> None:
    convention = scene.convention()
    reponse = connexion("DIRECTION").get(url("clauses", convention.identifiant))
    assert reponse.status_code == 302
    assert "avenant" in dit(reponse)[0]


def test_la_seance_va_de_la_convocation_aux_decisions(scene: Scene, connexion: Connexion) -> None:
    client = connexion("ARS")
    champs = {"departement": "31", "instance": "CDSEI", "le": "2026-03-10", "ordre_du_jour": "Un point"}
    client.post(url("nouvelle_seance"), champs)
    assert client.post(url("nouvelle_seance"), champs).status_code == 422
    seance = Seance.objects.get()
    client.post(url("pourvoir", "31", "cdsei"), {"nom_ARS": "Déléguée", "courriel_ARS": "ars@exemple.test"})
    assert "non pourvu" in client.get(url("sieges", "31", "cdsei")).content.decode()
    client.post(url("geste_seance", seance.identifiant, "convoquer"))
    seance.refresh_from_db()
    assert seance.convoquee_le is not None
    client.post(url("geste_seance", seance.identifiant, "emarger"), {"present_ARS": "on", "nom_ARS": "Déléguée"})
    client.post(url("geste_seance", seance.identifiant, "compte-rendu"), {"compte_rendu": "Tout va."})
    decision = {"texte": "Écrire aux écoles", "porteur": "DASEN", "echeance": "2026-04-01"}
    client.post(url("geste_seance", seance.identifiant, "decision"), decision)
    page = client.get(url("seance", seance.identifiant)).content.decode()
    assert "Écrire aux écoles" in page and "Tout va." in page
    for extension in ("pdf", "docx"):
        assert client.get(url("releve", seance.identifiant, extension)).status_code == 200
    assert client.get(url("releve", seance.identifiant, "exe")).status_code == 404
    prise = DecisionInstance.objects.get()
    client.post(url("suivre", prise.identifiant), {"constat": "Fait", "etat": "FAITE"})
    assert "Fait" in client.get(url("decision", prise.identifiant)).content.decode()


def test_un_professionnel_lit_les_decisions_et_rien_d_autre(scene: Scene, connexion: Connexion) -> None:
    decision = services.decider(SYSTEME, scene.tenue(), texte="Écrire", porteur="DASEN", echeance=D(2026, 4, 1))
    client = connexion("PROFESSIONNEL")
    page = client.get(url("decision", decision.identifiant)).content.decode()
    assert "Dire où elle en est" not in page
    assert client.get(url("decisions")).status_code == 200
    assert client.get(url("seance", decision.seance.identifiant)).status_code == 200
    assert client.get(url("etat")).status_code == 403
    assert client.post(url("suivre", decision.identifiant), {"constat": "x", "etat": "FAITE"}).status_code == 403


def test_la_mission_ecrit_la_feuille_de_route_et_les_questions(scene: Scene, connexion: Connexion) -> None:
    client = connexion("MISSION")
    champs = {"axe": "Offre", "libelle": "Ouvrir des nuits", "pilote": "ARS", "etat": "A_FAIRE"}
    client.post(url("nouvelle_action", "31", 2026), champs)
    action = ActionFeuille.objects.get()
    client.post(url("modifier_action", action.identifiant), {**champs, "etat": "FAITE"})
    assert "Faite" in client.get(url("feuille", "31", 2026)).content.decode()
    assert (
        client.get(url("exporter_feuille", "31", 2026, "csv")).content.decode("utf-8-sig").count("Ouvrir des nuits")
        == 1
    )
    client.post(url("modifier_action", action.identifiant), {"effacer": "1"})
    assert not ActionFeuille.objects.exists()
    assert client.post(url("repondre", "31", 2), {"texte": ""}).status_code == 422
    client.post(url("repondre", "31", 2), {"texte": "Un par collège", "tranchee": "on"})
    page = client.get(url("questions", "31")).content.decode()
    assert "Un par collège" in page and "Tranchée" in page
    for mauvaise in (url("repondre", "31", 6), url("questions", "99"), url("feuille", "31", 1900)):
        assert client.get(mauvaise).status_code == 404


def test_le_calendrier_dit_d_ou_vient_chaque_date(scene: Scene, connexion: Connexion) -> None:
    client = connexion("ARS")
    assert "pas encore dit" in client.get(url("calendrier")).content.decode()
    assert client.post(url("planifier", "31"), {"debut": "2027-01-01", "fin": "2027-09-30"}).status_code == 422
    client.post(url("planifier", "31"), {"debut": "2027-01-01", "fin": "2027-09-30", "source": "COPIL inventé"})
    assert "COPIL inventé" in client.get(url("calendrier")).content.decode()
    assert client.get(url("exporter_calendrier", "xlsx")).status_code == 200


def test_la_page_du_departement_rassemble_ce_qui_attend(scene: Scene, connexion: Connexion) -> None:
    scene.convention(debut=D(2025, 1, 1))
    services.decider(SYSTEME, scene.tenue(le=D(2025, 2, 3)), texte="Tardive", porteur="MDPH", echeance=D(2025, 6, 1))
    page = connexion("DIRECTION").get(url("departement", "31")).content.decode()
    for mots in ("Aucune réunion depuis plus de 12 mois", "Tardive", "Échue", "CDSEI"):
        assert mots in page
    assert connexion("DIRECTION").get(url("departement", "99")).status_code == 404


LISTES = ("etat", "liste", "accords", "seances", "decisions", "calendrier")


@pytest.mark.parametrize("nom", [*LISTES, "departement", "feuille"])
def test_le_nombre_de_requetes_ne_suit_pas_la_longueur_de_la_liste(
    scene: Scene, connexion: Connexion, nom: str
) -> None:
    client = connexion("ARS")
    arguments = {"departement": ("31",), "feuille": ("31", 2026)}.get(nom, ())
    _peupler(scene, 1)
    client.get(url(nom, *arguments))
    with CaptureQueriesContext(
        connection,
    ) as peu:
        client.get(url(nom, *arguments))
    _peupler(scene, 6)
    with CaptureQueriesContext(connection) as beaucoup:
        assert client.get(url(nom, *arguments)).status_code == 200
    assert len(beaucoup) == len(peu)


def _peupler(scene: Scene, nombre: int) -> None:
    for rang in range(nombre):
        CommuneFactory(code=f"{10 + nombre + rang}001", departement=f"{10 + nombre + rang}")
        convention = scene.convention(titre=f"Convention {nombre}-{rang}")
        services.ajouter_avenant(SYSTEME, convention, objet="x", signe_le=JOUR, nouvelle_fin=None)
        seance = scene.tenue(le=JOUR - dt.timedelta(days=10 * nombre + rang))
        services.decider(SYSTEME, seance, texte=f"D{rang}", porteur="ARS", echeance=JOUR)
        services.ecrire_accord(SYSTEME, {**ACCORD, "titre": f"A{rang}"}, dispositif_id=scene.dispositif.pk)
        ActionFeuille.objects.create(departement="31", annee=2026, axe="x", libelle="y", pilote="z", echeance=JOUR)


@pytest.mark.parametrize("nom", [nom for nom in LISTES if nom != "etat"])
def test_chaque_liste_se_filtre_se_trie_et_s_exporte(scene: Scene, connexion: Connexion, nom: str) -> None:
    _peupler(scene, 2)
    client = connexion("ARS")
    tri = client.get(url(nom) + "?tri=-departement&recherche=zzz").context["page"]
    assert list(tri.object_list) == []
    assert "Tout effacer" in client.get(url(nom) + "?recherche=zzz").content.decode()
    for extension in ("csv", "xlsx", "ods"):
        assert client.get(url(f"exporter_{nom}", extension)).status_code == 200
    assert client.get(url(f"exporter_{nom}", "exe")).status_code == 404
