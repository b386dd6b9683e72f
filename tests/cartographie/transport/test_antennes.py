"""Scenarios of antennes: asked, compared, kept, by who may; nothing of a child in them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.cartographie.documents.scenario import note_du_scenario
from maillage.cartographie.models import ScenarioAntenne
from maillage.cartographie.services.antennes import DemandeScenario, calculer_scenario, demander_scenario
from maillage.cartographie.services.tournees import DemandePlan, calculer_plan, demander_plan
from maillage.cartographie.taches import traiter_scenario
from maillage.comptes.droits import ROLES, Portee
from maillage.socle.acteur import ActeurSysteme
from tests.cartographie.transport.conftest import LUNDI, Journee
from tests.fabriques import DispositifFactory, JeuneFactory, PhaseFactory, UniteFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
HYPOTHESES = {"territoire": "departement", "jeunes": 10, "visites_semaine": "2", "semaines": 40}
SAISIE = {
    "nom": "Vers l'est",
    "candidats": "Surde ; 620,50 €\nMillac",
    "ouvertures": "1",
    "objectif": "moyenne",
    "seuil": "30",
    "territoire": "departement",
    "jeunes": "10",
    "visites_semaine": "2",
    "semaines": "40",
    "cout_km": "0.5",
    "fournisseur": "estimation",
}


def scenario(journee: Journee, acteur: Any, **champs: Any) -> ScenarioAntenne:
    valeurs = {"nom": "Essai", "objectif": "moyenne", "ouvertures": 1, "seuil": 30, "fournisseur": "estimation"}
    demande = DemandeScenario(**{**valeurs, "hypotheses": HYPOTHESES, **champs})
    return calculer_scenario(demander_scenario(acteur, journee.dispositif.pk, demande))


def nouvelle(journee: Journee) -> str:
    return f"{reverse('cartographie:nouvelle_antenne')}?dispositif={journee.dispositif.code}"


@pytest.mark.parametrize("role", ["ORGANISME", "DIRECTION", "ARS"])
def test_on_compare_des_sites_cote_a_cote(journee: Journee, role: str) -> None:
    client = journee.connecter(role)
    reponse = client.post(nouvelle(journee), SAISIE)
    lu = ScenarioAntenne.objects.get()
    assert reponse["Location"] == reverse("cartographie:antenne", args=[lu.pk])
    page = client.get(reponse["Location"]).content.decode()
    for mots in ("premier choix", "Prouvé", "Habitants qui perdent", "620,5\u00a0€", "estimation", "20 % plus lente"):
        assert mots in page.replace("\u202f%", " %").replace("\u00a0%", " %")
    assert [c["nom"] for c in lu.resultat["colonnes"]] == ["Aujourd'hui", "Surde", "Millac"]
    assert page.count('class="option-dessin"') == 2
    assert "hors loyer inconnu" in page
    autre = client.get(reponse["Location"], {"option": "2"})
    assert autre.context["carte"]["resume"].endswith("avec Millac.")
    reprise = client.get(nouvelle(journee), {"dispositif": journee.dispositif.code, "depuis": lu.pk})
    assert reprise.context["form"].initial["candidats"].splitlines()[0].endswith("Surde ; 620.50")
    texte = client.get(reverse("cartographie:antenne_export", args=[lu.pk, "csv"])).content.decode("utf-8-sig")
    assert "Surde" in texte
    assert "Prouvé" in texte
    note = note_du_scenario(lu)
    assert [section.titre for section in note.sections][-1] == "Qui gagne, qui perd, avec Surde"
    assert "estimation" in note.reserves[0]


def test_sans_proposition_les_communes_du_territoire_sont_candidates(journee: Journee, systeme: ActeurSysteme) -> None:
    lu = scenario(journee, systeme)
    assert len(lu.resultat["colonnes"]) == 4
    assert {site["existant"] for site in lu.resultat["sites"]} == {True, False}
    lu.resultat["statut"], lu.resultat["retenus"] = "IRREALISABLE", []
    lu.resultat["communes"][2]["apres"] = None
    lu.save()
    page = journee.connecter().get(reverse("cartographie:antenne", args=[lu.pk])).content.decode()
    assert "1 commune resterait sans route : Surde" in page


def test_une_antenne_quittee_fait_des_perdants(journee: Journee, systeme: ActeurSysteme) -> None:
    antenne = UniteFactory(dispositif=journee.dispositif, nom="Antenne de Surde", nature="ANTENNE", lon=3.62, lat=44.5)
    lu = scenario(
        journee, systeme, candidats=[{"commune": journee.communes[0].pk, "loyer": None}], quittes=[f"U{antenne.pk}"]
    )
    premier = lu.resultat["colonnes"][1]
    assert premier["communes_perdent"] >= 1
    assert premier["perdantes"][0] == "Surde"
    page = journee.connecter().get(reverse("cartographie:antenne", args=[lu.pk]), {"sens": "perd"}).content.decode()
    assert "Sites quittés : Antenne de Surde" in page


@pytest.mark.parametrize(
    ("champ", "valeur", "message"),
    [
        ("candidats", "Nullepart", "Ligne 1"),
        ("candidats", "Surde ; beaucoup", "loyer"),
        ("candidats", "Surde\nSurde", "déjà proposée"),
        ("ouvertures", "3", "moins de communes proposées"),
        ("seuil", "0", "supérieur"),
    ],
)
def test_une_question_mal_posee_est_dite_a_cote(journee: Journee, champ: str, valeur: str, message: str) -> None:
    reponse = journee.connecter().post(nouvelle(journee), {**SAISIE, champ: valeur})
    assert reponse.status_code == 422
    assert message in " ".join(str(e) for e in reponse.context["form"].errors[champ])
    assert not ScenarioAntenne.objects.exists()


def test_un_moteur_absent_arrete_le_scenario(journee: Journee, systeme: ActeurSysteme, moteur_absent: str) -> None:
    demande = DemandeScenario("x", "moyenne", 1, 30, moteur_absent, hypotheses=HYPOTHESES)
    lu = demander_scenario(systeme, journee.dispositif.pk, demande)
    traiter_scenario.call_local(lu.pk)
    client = journee.connecter()
    assert "Rien n'a été remplacé" in client.get(reverse("cartographie:antenne", args=[lu.pk])).content.decode()
    client.post(reverse("cartographie:antenne_refaire", args=[lu.pk]), {"fournisseur": "estimation"})
    assert ScenarioAntenne.objects.exclude(pk=lu.pk).get().etat == "FINIE"


def test_un_calcul_arrete_ne_garde_rien(journee: Journee, systeme: ActeurSysteme) -> None:
    demande = DemandeScenario("x", "moyenne", 1, 30, "estimation", hypotheses=HYPOTHESES)
    lu, client = demander_scenario(systeme, journee.dispositif.pk, demande), journee.connecter()
    adresse = reverse("cartographie:antenne", args=[lu.pk])
    assert "Arrêter ce calcul" in client.get(adresse).content.decode()
    client.post(reverse("cartographie:antenne_arreter", args=[lu.pk]))
    traiter_scenario.call_local(lu.pk)
    lu.refresh_from_db()
    assert (lu.etat, lu.resultat) == ("ECHEC", {})
    assert "Arrêté par" in client.get(adresse).content.decode()
    fini = scenario(journee, systeme)
    client.post(reverse("cartographie:antenne_arreter", args=[fini.pk]))
    fini.refresh_from_db()
    assert fini.etat == "FINIE"
    plan = demander_plan(systeme, journee.dispositif, DemandePlan(LUNDI, "ALLER", "estimation"))
    client.post(journee.adresse("plan_arreter", plan.pk))
    assert calculer_plan(plan).resultat == {}


def test_un_scenario_retire_se_reprend(journee: Journee, systeme: ActeurSysteme) -> None:
    lu, client = scenario(journee, systeme), journee.connecter()
    liste = reverse("cartographie:antennes")
    client.post(reverse("cartographie:antenne_retirer", args=[lu.pk]))
    assert "Essai" not in client.get(liste, {"recherche": "Essai"}).content.decode().partition("<tbody")[2]
    client.post(reverse("cartographie:antenne_reprendre", args=[lu.pk]))
    assert "Essai" in client.get(liste).content.decode()


def test_chacun_ne_voit_que_ses_dispositifs(journee: Journee, systeme: ActeurSysteme) -> None:
    lu = scenario(journee, systeme)
    ailleurs = scenario(Journee(DispositifFactory(code="ailleurs", departement="99"), None, [], None), systeme)
    client = journee.connecter()
    assert client.get(reverse("cartographie:antenne", args=[lu.pk])).status_code == 200
    assert client.get(reverse("cartographie:antenne", args=[ailleurs.pk])).status_code == 404
    with pytest.raises(PermissionDenied):

        class Lecteur(ActeurSysteme):
            def peut(self, section: str, acces: object = "LECTURE", dispositif_id: int | None = None) -> bool:
                return False

        scenario(journee, Lecteur("x"))


@pytest.mark.parametrize("role", [code for code, role in ROLES.items() if role.portee is not Portee.JEUNE])
def test_aucun_scenario_ne_change_quand_un_enfant_arrive(journee: Journee, systeme: ActeurSysteme, role: str) -> None:
    client = journee.connecter(role)
    lu = scenario(journee, systeme)

    def sorties(pk: int) -> list[bytes]:
        adresses = (
            reverse("cartographie:antenne_donnees", args=[pk]),
            reverse("cartographie:antenne_export", args=[pk, "csv"]),
        )
        return [r.content if r.status_code == 200 else b"" for r in map(client.get, adresses)]

    avant = sorties(lu.pk)
    assert all(avant) is ("antennes" in ROLES[role].droits)
    jeune = JeuneFactory(nom="Introuvable", commune=journee.communes[2])
    PhaseFactory(jeune=jeune, dispositif=journee.dispositif)
    assert sorties(scenario(journee, systeme).pk) == avant


def test_la_liste_ne_coute_pas_plus_avec_plus_de_scenarios(journee: Journee, systeme: ActeurSysteme) -> None:
    client = journee.connecter()

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            client.get(reverse("cartographie:antennes"))
        return len(requetes)

    scenario(journee, systeme)
    compter()
    une = compter()
    for _ in range(5):
        scenario(journee, systeme)
    assert compter() == une


def test_deux_scenarios_gardes_se_comparent(journee: Journee, systeme: ActeurSysteme) -> None:
    un, deux = (
        scenario(journee, systeme, nom=nom, objectif=o) for nom, o in (("Un", "moyenne"), ("Deux", "couverture"))
    )
    client, adresse = journee.connecter("ORGANISME"), reverse("cartographie:comparer_antennes")
    assert f'name="s" value="{un.pk}"' in client.get(reverse("cartographie:antennes")).content.decode()
    page = client.get(adresse, {"s": [un.pk, deux.pk, deux.pk, "x", 10**12]})
    assert page.context["scenarios"] == [un, deux]
    assert "Premier choix" in page.content.decode()
    export = client.get(reverse("cartographie:comparer_antennes_export", args=["csv"]), {"s": [un.pk, deux.pk]})
    assert "Mesure,Un,Deux" in export.content.decode("utf-8-sig").replace(";", ",")
    liste = client.get(reverse("cartographie:antennes_export", args=["csv"]), {"recherche": "Deux"})
    assert [
        ligne.partition(",")[0] for ligne in liste.content.decode("utf-8-sig").replace(";", ",").splitlines()[1:2]
    ] == ["Deux"]
    assert "Cochez deux ou trois" in client.get(adresse).content.decode()
