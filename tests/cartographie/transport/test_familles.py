"""Families told: everyone the first time, then only those whose hour changes; no mail names a child."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from maillage.cartographie.models import PlanTournees
from maillage.cartographie.selectors.familles import familles_a_prevenir, plan_deja_dit
from maillage.cartographie.services.ajustements import retirer_seul
from maillage.cartographie.services.familles import prevenir_les_familles
from maillage.cartographie.services.tournees import retenir_plan
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.courriel.models import Courriel
from maillage.socle.models import Trace
from tests.cartographie.transport.conftest import LUNDI, Journee
from tests.fabriques import RepresentationFactory, UtilisateurFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


@pytest.fixture
def lundi(monkeypatch: pytest.MonkeyPatch) -> None:
    """These families are told the eve."""
    monkeypatch.setattr("maillage.cartographie.services.familles.timezone.localdate", lambda: LUNDI)


def representer(journee: Journee, *noms: str) -> str:
    parent = UtilisateurFactory()
    for nom in noms:
        RepresentationFactory(utilisateur=parent, jeune_id=journee.jeunes[nom].pk, dispositif=journee.dispositif)
    return str(parent.email)


@pytest.mark.usefixtures("lundi")
def test_les_familles_sont_prevenues_sans_nom_puis_seulement_de_ce_qui_change(
    journee: Journee, plan: PlanTournees, systeme: ActeurSysteme
) -> None:
    adresse = representer(journee, "Ben", "Cléo")
    with pytest.raises(ValidationError, match="Retenez"):
        prevenir_les_familles(systeme, journee.dispositif, plan)
    retenir_plan(systeme, journee.dispositif, plan, retenu=True)
    client = journee.connecter()
    page = client.get(journee.adresse("plan_familles", plan.pk)).content.decode()
    assert "05 00 00 00 01" in page
    assert adresse not in page
    client.post(journee.adresse("plan_prevenir", plan.pk))
    [courriel] = Courriel.objects.all()
    assert courriel.destinataire == adresse
    assert not [nom for nom in ("Ben", "Cléo", "Inventée") if nom in courriel.objet + courriel.texte]
    assert "le véhicule passe à" in courriel.texte
    with pytest.raises(ValidationError, match="déjà"):
        prevenir_les_familles(systeme, journee.dispositif, plan)

    suivant = retirer_seul(systeme, journee.dispositif, plan, journee.jeunes["Ben"].identifiant)
    dit = plan_deja_dit(suivant)
    assert dit == plan
    changees = {str(f.jeune).split()[0] for f in familles_a_prevenir(systeme, journee.dispositif, suivant, dit)}
    assert "Ben" in changees
    texte = client.get(journee.adresse("plan_familles_export", suivant.pk, "csv")).content.decode("utf-8-sig")
    assert "aucune tournée" in texte
    assert adresse not in texte
    assert Trace.objects.filter(acte="cartographie.exporter_familles").count() == 1
    assert journee.connecter("ORGANISME").get(journee.adresse("plan_familles", plan.pk)).status_code in {403, 404}
