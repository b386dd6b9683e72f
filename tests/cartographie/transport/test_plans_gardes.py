"""Rounds kept: retained, listed, compared from a day to another, entered by hand, invoiced, and planned on a typical week."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.cartographie.models import FactureTransport, PlanTournees
from maillage.cartographie.selectors.semaine_type import lire_semaine_type
from maillage.cartographie.services.factures import ecrire_facture
from maillage.cartographie.services.tournees import DemandePlan, calculer_plan, demander_plan, retenir_plan
from maillage.cartographie.tournees.domain.journee import Passage
from maillage.cartographie.tournees.domain.modele import Sens
from maillage.cartographie.tournees.domain.semaine import passages_habituels
from maillage.socle.acteur import ActeurSysteme
from tests.cartographie.transport.conftest import LUNDI, Journee, a
from tests.fabriques import EvenementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
MARDI = LUNDI + dt.timedelta(days=1)
FACTURE = {"transporteur": "Cars inventés", "reference": "F-1", "debut": LUNDI, "fin": LUNDI, "montant": Decimal(90)}


def test_un_seul_plan_est_retenu_par_jour_et_par_sens(
    journee: Journee, plan: PlanTournees, systeme: ActeurSysteme
) -> None:
    client = journee.connecter()
    client.post(journee.adresse("plan_retenir", plan.pk))
    second = journee.planifier(systeme)
    assert "Comparer au plan retenu" in client.get(journee.adresse("plan", second.pk)).content.decode()
    client.post(journee.adresse("plan_retenir", second.pk))
    assert list(PlanTournees.objects.filter(retenu_le__isnull=False)) == [second]
    assert "retenu" in client.get(journee.adresse("tournees") + f"?jour={LUNDI.isoformat()}").content.decode()
    client.post(journee.adresse("plan_retenir", second.pk), {"ne-plus": "oui"})
    assert not PlanTournees.objects.filter(retenu_le__isnull=False).exists()


def test_on_ne_retient_ni_sans_droit_ni_un_plan_qui_n_est_pas_fini(
    journee: Journee, plan: PlanTournees, systeme: ActeurSysteme
) -> None:
    attente = demander_plan(systeme, journee.dispositif, DemandePlan(LUNDI, "ALLER", "estimation"))
    with pytest.raises(ValidationError, match="pas fini"):
        retenir_plan(systeme, journee.dispositif, attente, retenu=True)
    assert journee.connecter("PROFESSIONNEL").post(journee.adresse("plan_retenir", plan.pk)).status_code == 403
    lecteur = ActeurSysteme("x")
    lecteur.peut = lambda *_, **__: False  # type: ignore[method-assign]
    with pytest.raises(PermissionDenied):
        retenir_plan(lecteur, journee.dispositif, plan, retenu=True)


def test_deux_jours_se_comparent_jeune_par_jeune(journee: Journee, plan: PlanTournees, systeme: ActeurSysteme) -> None:
    presents = [journee.jeunes["Ada"], journee.jeunes["Ben"]]
    journee.accueillir(presents, debut=a(9, jour=MARDI), fin=a(16, jour=MARDI))
    autre = calculer_plan(demander_plan(systeme, journee.dispositif, DemandePlan(MARDI, "ALLER", "estimation")))
    client = journee.connecter()
    page = client.get(journee.adresse("plans_comparer"), {"p": [autre.pk, plan.pk]})
    assert [p.pk for p in page.context["plans"]] == [plan.pk, autre.pk]
    lignes = {nom: apres for nom, _, apres, _ in page.context["lignes"]}
    assert lignes["Cléo Inventée"] == "n'y est pas"
    assert ("Jeunes transportés", "3", "2", "\u22121") in [tuple(m) for m in page.context["mesures"]]
    fichier = client.get(journee.adresse("plans_comparer_export", "csv"), {"p": [autre.pk, plan.pk]})
    assert "Cléo Inventée" in fichier.content.decode("utf-8-sig")
    assert not client.get(journee.adresse("plans_comparer"), {"p": [plan.pk]}).context.get("plans")


def test_l_historique_se_filtre_et_ne_coute_pas_plus_avec_plus_de_plans(journee: Journee, plan: PlanTournees) -> None:
    client, adresse = journee.connecter(), journee.adresse("plans")
    client.get(adresse)
    with CaptureQueriesContext(connection) as avec_un:
        assert client.get(adresse).context["page"].paginator.count == 1
    for _ in range(5):
        PlanTournees.objects.create(**{
            champ: getattr(plan, champ)
            for champ in ("dispositif", "jour", "sens", "fournisseur", "etat", "demandee_le", "demandee_par", "probleme", "resultat")
        })  # fmt: skip
    with CaptureQueriesContext(connection) as avec_six:
        assert client.get(adresse).context["page"].paginator.count == 6
    assert len(avec_six) == len(avec_un)
    assert client.get(adresse, {"montrer": "retenus"}).context["page"].paginator.count == 0
    assert client.get(adresse, {"tri": "-cout"}).status_code == 200
    assert "Ada" not in client.get(journee.adresse("plans_export", "csv")).content.decode("utf-8-sig")


def test_les_tournees_d_aujourd_hui_se_saisissent_a_la_main(journee: Journee, plan: PlanTournees) -> None:
    client, adresse = journee.connecter(), journee.adresse("plan_saisir", plan.pk)
    page = client.get(adresse).content.decode()
    assert "Véhicule de Ada Inventée" in page
    saisie = {"vehicule_0": "Minibus", "rang_0": "2", "vehicule_1": "Minibus", "rang_1": "1"}
    assert client.post(adresse, saisie).status_code == 302
    plan.refresh_from_db()
    ordre = [journee.jeunes[nom].identifiant for nom in ("Ben", "Ada")]
    assert plan.actuelles["tournees"][0]["jeunes"] == ordre
    refus = client.post(adresse, {"vehicule_0": "Fusée", "rang_0": "x"})
    assert refus.status_code == 422
    assert {"vehicule_0", "rang_0"} <= refus.context["form"].errors.keys()


def test_une_facture_se_lit_a_cote_des_plans_de_ses_jours(journee: Journee, plan: PlanTournees) -> None:
    client = journee.connecter()
    saisie = {**FACTURE, "debut": "2025-03-03", "fin": "2025-03-04", "montant": "90", "km": "", "version": "0"}
    assert client.post(journee.adresse("nouvelle_facture"), {**saisie, "fin": "2025-03-01"}).status_code == 422
    assert client.post(journee.adresse("nouvelle_facture"), saisie).status_code == 302
    facture = FactureTransport.objects.get()
    lue = client.get(journee.adresse("facture", facture.pk)).context["lue"]
    assert lue.ecart == pytest.approx(90 - plan.resultat["cout"])
    assert [(jour.jour, jour.sens) for jour in lue.sans_plan] == [(LUNDI, "RETOUR")]
    double = client.post(journee.adresse("nouvelle_facture"), saisie)
    assert "déjà saisie" in str(double.context["form"].errors["reference"])
    conflit = client.post(journee.adresse("facture_modifier", facture.pk), {**saisie, "montant": "1", "version": "0"})
    assert conflit.status_code == 422
    client.post(journee.adresse("facture_retirer", facture.pk))
    assert client.get(journee.adresse("factures")).context["page"].paginator.count == 0
    client.post(journee.adresse("facture_reprendre", facture.pk))
    assert str(client.get(journee.adresse("factures")).context["lignes"][0].cout) in client.get(
        journee.adresse("factures_export", "csv")
    ).content.decode("utf-8-sig").replace(",", ".")


def test_une_facture_d_ailleurs_n_existe_pas(journee: Journee, systeme: ActeurSysteme) -> None:
    facture = ecrire_facture(systeme, journee.dispositif, None, {**FACTURE, "km": None, "version": 0})
    autre = EvenementFactory().dispositif
    facture.dispositif = autre
    facture.save()
    assert journee.connecter().get(journee.adresse("facture", facture.pk)).status_code == 404
    assert journee.connecter("PROFESSIONNEL").get(journee.adresse("nouvelle_facture")).status_code == 403


def test_qui_vient_un_jour_sur_deux_est_de_la_semaine_type() -> None:
    jours = {
        LUNDI: [Passage(1, 540, 960), Passage(2, 540, 960)],
        LUNDI + dt.timedelta(weeks=1): [Passage(1, 540, 960, absent=True), Passage(3, 540, 960)],
        LUNDI + dt.timedelta(weeks=2): [Passage(1, 600, 960), Passage(2, 540, 960)],
        LUNDI + dt.timedelta(weeks=3): [],
    }
    lus = passages_habituels(jours)
    assert [(p.jeune, p.debut, p.fin, p.absent) for p in lus] == [(1, 540, 960, False), (2, 540, 960, False)]


def test_la_semaine_type_se_planifie_sans_toucher_aux_jours(journee: Journee, systeme: ActeurSysteme) -> None:
    suivant = LUNDI + dt.timedelta(weeks=1)
    semaine = lire_semaine_type(systeme, journee.dispositif, suivant)
    assert len(semaine.lecture.journee(suivant, Sens.ALLER).passagers) == 3
    client = journee.connecter()
    page = client.get(journee.adresse("semaine_type"), {"jour": suivant.isoformat()})
    assert page.context["attendus"] == 6
    client.post(journee.adresse("planifier_type"), {"jour": suivant.isoformat(), "fournisseur": "estimation"})
    assert PlanTournees.objects.filter(semaine_type=True, jour=suivant).count() == 2
    du_jour = client.get(journee.adresse("tournees"), {"jour": suivant.isoformat()})
    assert all(carte["plan"] is None for carte in du_jour.context["sens"])
    plan = PlanTournees.objects.filter(semaine_type=True, sens="ALLER").get()
    assert client.get(journee.adresse("plan", plan.pk)).context["ecart"] is None
