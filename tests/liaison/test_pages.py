"""Pages of the sheet: what they show, whom they refuse, the whole way without a script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.liaison import services
from maillage.liaison.models import Consentement, Envoi, FicheLiaison
from maillage.liaison.selectors import fiche_visible
from maillage.parcours.models import PeriodeModalite
from maillage.socle.models import NatureTrace, Trace
from tests.fabriques import DispositifFactory, JeuneFactory, PeriodeFactory, PhaseFactory
from tests.liaison.conftest import ECOLE, EFFET, LUNDI, Scene, moment
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db
CONTENU = {
    "champ_decision_cdaph": "Décision inventée",
    "champ_evaluation": "Évaluation inventée",
    "champ_souhaits_jeune": "Rester dans sa classe",
    "champ_souhaits_famille": "Une nuit par semaine",
}
PROPOSITION = {
    "effet": EFFET.isoformat(),
    "avec_PMO": "on",
    "avec_AN": "on",
    "propose_AN": "1",
    "nom_1": "Mère inventée",
    "qualite_1": "PARENT",
    "nom_2": "Père inventé",
    "qualite_2": "PARENT",
    **CONTENU,
}


def url(nom: str, *args: Any) -> str:
    return reverse(f"liaison:{nom}", args=["garrigue", *args])


@pytest.fixture(autouse=True)
def _horloge() -> Iterator[None]:
    with time_machine.travel(moment(LUNDI), tick=False):
        yield


@pytest.fixture
def coordination(scene: Scene) -> Client:
    return connecter("COORDONNATEUR", scene.dispositif)


def test_tout_le_chemin_d_un_changement_par_les_pages(coordination: Client, scene: Scene) -> None:
    reponse = coordination.post(url("preparer", scene.jeune.identifiant), PROPOSITION)
    fiche = FicheLiaison.objects.get()
    assert reponse["Location"] == url("fiche", fiche.identifiant)
    for acte in ("evaluer", "proposer"):
        assert coordination.post(url("acte", fiche.identifiant, acte)).status_code == 302
    for signataire in fiche.signataires.all():
        envoi = {"reponse": "ACCORD", "moyen": "PAPIER", "le": LUNDI.isoformat()}
        coordination.post(url("repondre", fiche.identifiant, signataire.pk), envoi)
    page = coordination.get(url("fiche", fiche.identifiant)).content.decode()
    assert "mercredi 19 mars 2025" in page
    assert "Peut partir à partir du jeudi 20 mars 2025" in page
    assert "La famille change d'avis" in page
    trop_tot = coordination.post(url("transmettre", fiche.identifiant, "MDPH"), {"canal": "COURRIER"})
    assert trop_tot.status_code == 422
    assert "court encore" in trop_tot.content.decode()
    assert Trace.objects.filter(acte="liaison.transmettre", nature=NatureTrace.REFUS).count() == 1
    with time_machine.travel(moment(date(2025, 3, 20)), tick=False):
        client = connecter("DIRECTION", scene.dispositif)
        for code in ("MDPH", "CAF_MSA", "DEPARTEMENT"):
            client.post(url("transmettre", fiche.identifiant, code), {"canal": "COURRIER"})
        client.post(url("acte", fiche.identifiant, "mettre-en-vigueur"))
    fiche.refresh_from_db()
    assert fiche.etat == "EN_VIGUEUR"
    assert set(PeriodeModalite.objects.filter(fin=None).values_list("modalite", flat=True)) == {"PMO", "AN"}


def test_une_erreur_reste_a_cote_de_son_champ(coordination: Client, scene: Scene) -> None:
    reponse = coordination.post(url("preparer", scene.jeune.identifiant), {**PROPOSITION, "effet": "2025-03-10"})
    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert "écrivez pourquoi" in page
    assert 'href="#id_motif_anticipation"' in page
    sans_qualite = coordination.post(url("preparer", scene.jeune.identifiant), {**PROPOSITION, "qualite_2": ""})
    assert "en quelle qualité" in sans_qualite.content.decode()


def test_l_adresse_remplit_le_formulaire(coordination: Client, scene: Scene) -> None:
    demande = {"effet": "2025-06-02", "modalites": "PMO"}
    page = coordination.get(url("preparer", scene.jeune.identifiant), demande).content.decode()
    assert 'value="2025-06-02"' in page
    assert "Accueil de jour, dans l&#x27;établissement" in page
    assert coordination.get(url("preparer", scene.jeune.identifiant), {"effet": "31/02"}).status_code == 200


def test_modifier_un_brouillon_reprend_ce_qui_est_ecrit(coordination: Client, scene: Scene) -> None:
    fiche = scene.preparer()
    assert "Mère inventée" in coordination.get(url("modifier", fiche.identifiant)).content.decode()
    coordination.post(url("modifier", fiche.identifiant), {**PROPOSITION, "nom_2": "", "qualite_2": ""})
    assert fiche.signataires.count() == 1


def test_reproposer_depuis_une_fiche_refusee(coordination: Client, scene: Scene) -> None:
    fiche = scene.proposer()
    scene.repondre(fiche, 0, LUNDI, "DESACCORD")
    adresse = f"{url('preparer', scene.jeune.identifiant)}?suite_de={fiche.identifiant}"
    assert "Mère inventée" in coordination.get(adresse).content.decode()
    assert coordination.post(adresse, PROPOSITION).status_code == 302
    fiche.refresh_from_db()
    assert fiche.etat == "NOUVELLE_PROPOSITION"
    assert fiche.suites.count() == 1


@pytest.mark.parametrize(("acte", "etat"), [("saisir-cdaph", "SAISINE_CDAPH"), ("classer", "SANS_SUITE")])
def test_apres_un_refus(coordination: Client, scene: Scene, acte: str, etat: str) -> None:
    fiche = scene.proposer()
    scene.repondre(fiche, 0, LUNDI, "DESACCORD")
    coordination.post(url("acte", fiche.identifiant, acte), {"demandeur": "FAMILLE"})
    fiche.refresh_from_db()
    assert fiche.etat == etat
    assert coordination.get(url("fiche", fiche.identifiant)).status_code == 200


def test_se_retracter_par_la_page(coordination: Client, scene: Scene) -> None:
    fiche = scene.signer()
    adresse = url("acte", fiche.identifiant, "retracter")
    assert coordination.post(adresse, {"par": "", "moyen": "ORAL", "le": LUNDI.isoformat()}).status_code == 422
    coordination.post(adresse, {"par": "Mère inventée", "moyen": "ORAL", "le": LUNDI.isoformat()})
    page = coordination.get(url("fiche", fiche.identifiant)).content.decode()
    assert "Rétractation" in page
    assert "arrêté" in page


def test_la_liste_dit_l_etat_du_jour_et_la_suite(coordination: Client, scene: Scene) -> None:
    scene.signer()
    page = coordination.get(url("fiches")).content.decode()
    assert "Fictifort" in page
    assert "Peut partir à partir du jeudi 20 mars 2025" in page
    with time_machine.travel(moment(date(2025, 3, 20)), tick=False):
        client = connecter("DIRECTION", scene.dispositif)
        page = client.get(url("fiches"), {"etat": "a-transmettre"}).content.decode()
        assert "À envoyer avant le lundi 24 mars 2025 : MDPH, CAF ou MSA, Conseil départemental" in page
        assert "Aucune fiche ne répond" in client.get(url("fiches"), {"etat": "en-delai"}).content.decode()


def test_la_liste_dit_un_envoi_en_retard_et_un_effet_a_venir(coordination: Client, scene: Scene) -> None:
    fiche = scene.signer()
    with time_machine.travel(moment(date(2025, 3, 24)), tick=False):
        page = connecter("DIRECTION", scene.dispositif).get(url("fiches")).content.decode()
        assert "En retard : à envoyer avant le lundi 24 mars 2025" in page
    assert fiche.fin_delai is not None
    with time_machine.travel(moment(date(2025, 4, 1)), tick=False):
        for destinataire in ("MDPH", "CAF_MSA", "DEPARTEMENT"):
            scene.envoyer(fiche, destinataire, date(2025, 4, 1))
        fiche.refresh_from_db()
        services.mettre_en_vigueur(scene.acteur, fiche=fiche, maintenant=moment(date(2025, 4, 1)))
        page = connecter("DIRECTION", scene.dispositif).get(url("fiches")).content.decode()
        assert "En vigueur à partir du lundi 5 mai 2025" in page
    with time_machine.travel(moment(EFFET), tick=False):
        page = connecter("DIRECTION", scene.dispositif).get(url("fiches")).content.decode()
        assert "En vigueur depuis le lundi 5 mai 2025" in page


def test_la_liste_vide_explique_quoi_faire(coordination: Client) -> None:
    assert "Aucune fiche de liaison" in coordination.get(url("fiches")).content.decode()
    assert coordination.get(url("fiches"), {"etat": "inconnu", "page": "9"}).status_code == 200


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_l_export_est_inscrit_au_journal(coordination: Client, scene: Scene, extension: str) -> None:
    scene.signer()
    assert coordination.get(url("exporter", extension)).status_code == 200
    assert Trace.objects.filter(acte="liaison.exporter_fiches").count() == 1
    assert coordination.get(url("exporter", "doc")).status_code == 404


def test_l_apercu_montre_l_extrait_et_ce_qui_reste(coordination: Client, scene: Scene) -> None:
    fiche = scene.signer(apres=ECOLE)
    page = coordination.get(url("apercu", fiche.identifiant, "ECOLE")).content.decode()
    assert "Classe ordinaire à temps partiel, Collège inventé" in page
    assert "Évaluation inventée" not in page
    assert coordination.get(url("apercu", fiche.identifiant, "CAF_MSA")).status_code == 404
    assert coordination.get(url("apercu", fiche.identifiant, "VOISIN")).status_code == 404


def test_la_copie_de_ce_qui_est_parti_est_relue(coordination: Client, scene: Scene) -> None:
    fiche = scene.transmettre()
    page = coordination.get(url("envoi", fiche.identifiant, "MDPH")).content.decode()
    assert "Copie intacte" in page
    assert Envoi.objects.get(destinataire="MDPH").empreinte in page
    assert coordination.get(url("envoi", fiche.identifiant, "ECOLE")).status_code == 404


def test_la_matrice_d_accords_et_son_retour_en_arriere(coordination: Client, scene: Scene) -> None:
    adresse = url("consentir", scene.jeune.identifiant, "ECOLE")
    assert coordination.post(adresse, {"champs": ["evaluation"], "par": "Mère"}).status_code == 422
    coordination.post(adresse, {"champs": ["representants"], "par": "Mère inventée"})
    matrice = url("consentements", scene.jeune.identifiant)
    page = coordination.get(matrice).content.decode()
    assert "Accord donné" in page
    assert "Mère inventée" in page
    assert "Accord donné" not in coordination.get(matrice, {"au": "2025-03-02T10:00"}).content.decode()
    with time_machine.travel(moment(LUNDI + timedelta(days=1)), tick=False):
        client = connecter("DIRECTION", scene.dispositif)
        client.post(adresse, {"champs": [], "par": "Père inventé"})
        assert "Accord retiré" in client.get(matrice).content.decode()
        recu = client.get(url("recu", scene.jeune.identifiant, "ECOLE"), {"au": "2025-03-03T12:00"}).content.decode()
    assert "accord de Mère inventée" in recu
    assert Consentement.objects.count() == 2


def test_la_feuille_des_droits_parle_simplement(coordination: Client, scene: Scene) -> None:
    fiche = scene.preparer()
    page = coordination.get(url("droits", fiche.identifiant)).content.decode()
    assert "Elle reste due pour les jours de retour à la maison" in page
    assert "15 jours francs" in page


def test_le_pdf_est_balise_et_reproductible(coordination: Client, scene: Scene) -> None:
    fiche = scene.transmettre()
    premier = coordination.get(url("pdf", fiche.identifiant))
    assert premier["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(premier.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "fr"
    assert coordination.get(url("pdf", fiche.identifiant)).content == premier.content


def test_chaque_lecture_est_inscrite(coordination: Client, scene: Scene) -> None:
    fiche = scene.transmettre()
    for adresse in (
        url("fiche", fiche.identifiant),
        url("pdf", fiche.identifiant),
        url("droits", fiche.identifiant),
        url("apercu", fiche.identifiant, "MDPH"),
        url("envoi", fiche.identifiant, "MDPH"),
        url("consentements", scene.jeune.identifiant),
        url("recu", scene.jeune.identifiant, "MDPH"),
    ):
        avant = Trace.objects.filter(nature=NatureTrace.LECTURE, jeune_id=scene.jeune.pk).count()
        assert coordination.get(adresse).status_code == 200
        assert Trace.objects.filter(nature=NatureTrace.LECTURE, jeune_id=scene.jeune.pk).count() == avant + 1


@pytest.mark.parametrize("role", ["ORGANISME", "ARS", "MISSION", "DPO", "ADMINISTRATION"])
def test_les_autres_roles_ne_voient_rien(scene: Scene, role: str) -> None:
    fiche = scene.signer()
    client = connecter(role, scene.dispositif)
    assert client.get(url("fiche", fiche.identifiant)).status_code in {403, 404}


def test_un_autre_dispositif_n_existe_pas(scene: Scene) -> None:
    fiche = scene.signer()
    ailleurs = DispositifFactory(code="ailleurs")
    client = connecter("DIRECTION", ailleurs)
    assert client.get(url("fiche", fiche.identifiant)).status_code == 404
    for adresse in ("fiche", "pdf", "droits"):
        assert client.get(reverse(f"liaison:{adresse}", args=["ailleurs", fiche.identifiant])).status_code == 404
    assert client.get(reverse("liaison:consentements", args=["ailleurs", scene.jeune.identifiant])).status_code == 404


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_fiches(coordination: Client, scene: Scene) -> None:
    scene.signer()
    coordination.get(url("fiches"))
    with CaptureQueriesContext(connection) as une:
        coordination.get(url("fiches"))
    for rang in range(4):
        autre = JeuneFactory(nom=f"Autrefictif{rang}")
        PhaseFactory(dispositif=scene.dispositif, jeune=autre)
        PeriodeFactory(dispositif=scene.dispositif, jeune=autre)
        Scene(scene.acteur, scene.dispositif, autre).signer()
    with CaptureQueriesContext(connection) as cinq:
        coordination.get(url("fiches"))
    assert len(cinq) == len(une)


def test_aucun_style_en_ligne(coordination: Client, scene: Scene) -> None:
    fiche = scene.transmettre()
    pages = [url("fiches"), url("fiche", fiche.identifiant), url("preparer", JeuneFactory().identifiant)]
    pages += [url("consentements", scene.jeune.identifiant), url("droits", fiche.identifiant)]
    for adresse in pages:
        assert " style=" not in coordination.get(adresse).content.decode()


def test_une_fiche_se_lit_en_un_nombre_fixe_de_requetes(scene: Scene, django_assert_num_queries: Any) -> None:
    fiche = scene.transmettre()
    with django_assert_num_queries(5):
        fiche_visible(scene.acteur, scene.dispositif.pk, fiche.identifiant)
