"""A plan changed by hand: only the touched vehicles move, each rule is told, the former plan stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from maillage.agenda.models import Ressource
from maillage.cartographie.models import PlanTournees
from maillage.cartographie.services.ajustements import ajuster_plan, essayer, places_actuelles
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from tests.cartographie.transport.conftest import Journee

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


@pytest.fixture
def deux(journee: Journee, systeme: ActeurSysteme) -> PlanTournees:
    """Three riders, and two vehicles of two seats."""
    journee.minibus.capacite = 3
    journee.minibus.save()
    Ressource.objects.create(dispositif=journee.dispositif, nature="VEHICULE", nom="Voiture", capacite=3)
    plan = journee.planifier(systeme)
    assert len(plan.resultat["tournees"]) == 2
    return plan


def tournee_de(plan: PlanTournees, vehicule: str) -> dict[str, Any]:
    return next(t for t in plan.resultat["tournees"] if t["vehicule"] == vehicule)


def lignes_du_formulaire(journee: Journee, plan: PlanTournees) -> list[tuple[str, str, str]]:
    """Vehicle, name and identifier, in the order of the page."""
    places = places_actuelles(plan)
    montes = [jeune for jeune in journee.jeunes.values() if jeune.identifiant in places]
    return sorted((places[jeune.identifiant], str(jeune), jeune.identifiant) for jeune in montes)


def seul_et_pleine(plan: PlanTournees) -> tuple[str, str, str]:
    """The vehicle of one rider, that rider, the other vehicle."""
    places = places_actuelles(plan)
    seul = next(v for v in places.values() if list(places.values()).count(v) == 1)
    jeune = next(nom for nom, vehicule in places.items() if vehicule == seul)
    return seul, jeune, next(v for v in places.values() if v != seul)


def test_un_jeune_change_de_vehicule_et_les_familles_a_prevenir_sont_dites(
    deux: PlanTournees, journee: Journee
) -> None:
    seul, _, pleine = seul_et_pleine(deux)
    deplace = next(nom for nom, vehicule in places_actuelles(deux).items() if vehicule == pleine)
    lignes = lignes_du_formulaire(journee, deux)
    saisie = {f"vehicule_{place}": seul if nom == deplace else v for place, (v, _, nom) in enumerate(lignes)}
    client = journee.connecter()
    page = client.post(journee.adresse("plan_ajuster", deux.pk), saisie).content.decode()
    assert "Toutes les règles sont tenues" in page
    assert PlanTournees.objects.count() == 1
    client.post(journee.adresse("plan_ajuster", deux.pk), {**saisie, "garder": "oui"})
    nouveau = PlanTournees.objects.exclude(pk=deux.pk).get()
    assert places_actuelles(nouveau)[deplace] == seul
    assert deplace in {change["id"] for change in nouveau.difference["jeunes"]}
    assert "Ajusté à la main" in client.get(journee.adresse("plan", nouveau.pk)).content.decode()
    assert Trace.objects.filter(acte="cartographie.ajuster_plan").count() == 1


def test_un_vehicule_trop_petit_refuse_et_dit_qui_et_pourquoi(
    deux: PlanTournees, journee: Journee, systeme: ActeurSysteme
) -> None:
    _, jeune, pleine = seul_et_pleine(deux)
    voulu = {**places_actuelles(deux), jeune: pleine}
    essai = essayer(deux, voulu)
    assert [(refus.vehicule, refus.regle) for refus in essai.ajustement.refus] == [(pleine, "PLACES")]
    lignes = lignes_du_formulaire(journee, deux)
    saisie = {f"vehicule_{place}": pleine for place, _ in enumerate(lignes)}
    page = (
        journee.connecter().post(journee.adresse("plan_ajuster", deux.pk), {**saisie, "garder": "oui"}).content.decode()
    )
    assert "Une règle ne le permet pas" in page
    assert "plus de place assise" in page
    assert PlanTournees.objects.count() == 1
    with pytest.raises(PermissionDenied):
        ajuster_plan(LecteurSeul("lecteur"), journee.dispositif, deux, voulu)


class LecteurSeul(ActeurSysteme):
    def peut(self, *_: Any, **__: Any) -> bool:
        return False


def test_retirer_un_absent_ne_change_que_sa_tournee(deux: PlanTournees, journee: Journee) -> None:
    seul, _, pleine = seul_et_pleine(deux)
    absent = next(nom for nom, vehicule in places_actuelles(deux).items() if vehicule == pleine)
    journee.connecter().post(journee.adresse("plan_retirer", deux.pk), {"jeune": absent, "seulement": "oui"})
    nouveau = PlanTournees.objects.exclude(pk=deux.pk).get()
    assert tournee_de(nouveau, seul) == tournee_de(deux, seul)
    assert absent not in nouveau.resultat["temps_a_bord"]
    feuilles = journee.connecter("PROFESSIONNEL").get(journee.adresse("feuilles", nouveau.pk)).content.decode()
    assert feuilles.count('class="feuille-de-route"') == len(nouveau.resultat["tournees"]) == 2
    assert nouveau.retires == [absent]
    assert absent not in {jeune["id"] for jeune in nouveau.probleme["jeunes"]}
