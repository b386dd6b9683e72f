"""Child protection: read and written only where « social » is open, absent elsewhere, and said nowhere in the journal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.parcours import services
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.versions import ModifieEntreTemps
from maillage.parcours.models import Jeune, MesureAse
from maillage.parcours.selectors.echeances import echeances
from maillage.parcours.selectors.entree_sortie import lire_entree_sortie
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.structures.models import Dispositif
from tests.fabriques import (
    HabilitationFactory,
    MembreEquipeFactory,
    PhaseFactory,
    UtilisateurFactory,
)
from tests.parcours.conftest import AUJOURD_HUI, connecter

pytestmark = pytest.mark.django_db
MESURE = {"type": "PLACEMENT", "autorite": "PARENTS", "debut": date(2025, 1, 6), "referent": "Référencefictive"}
ENVOI = {"type": "AEMO", "autorite": "PARENTS", "debut": "2025-03-03", "referent": "", "coordonnees": ""}


@pytest.fixture
def jeune(dispositif: Dispositif) -> Jeune:
    return PhaseFactory(dispositif=dispositif).jeune


@pytest.fixture
def mesure(systeme: ActeurSysteme, dispositif: Dispositif, jeune: Jeune) -> MesureAse:
    return services.declarer_mesure(systeme, jeune=jeune, dispositif_id=dispositif.pk, **MESURE)


def membre(fonction: str, dispositif: Dispositif, jeune: Jeune, role: str = "PROFESSIONNEL") -> tuple[Any, Client]:
    """A professional of the team in that function: as an acteur, and signed in."""
    pro = MembreEquipeFactory(dispositif=dispositif, jeune=jeune, fonction=fonction).professionnel
    utilisateur = UtilisateurFactory(professionnel=pro)
    HabilitationFactory(utilisateur=utilisateur, role=role, dispositif=dispositif)
    client = Client()
    client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    actives = (HabilitationActive(role, frozenset({dispositif.pk})),)
    return ActeurUtilisateur(utilisateur.pk, "essai", pro.pk, actives), client


def url(nom: str, *args: Any) -> str:
    return reverse(f"parcours:{nom}", args=["garrigue", *args])


@pytest.mark.parametrize(
    ("fonction", "ouverte"),
    [
        ("SOCIAL", True),
        ("COORDINATION", True),
        ("ENCADREMENT", True),
        ("EDUCATIF", False),
        ("PSYCHOLOGIE", False),
        ("MEDECINE", False),
    ],
)
def test_seules_les_fonctions_qui_en_ont_besoin_la_voient(
    dispositif: Dispositif, jeune: Jeune, mesure: MesureAse, fonction: str, ouverte: bool
) -> None:
    acteur, client = membre(fonction, dispositif, jeune)
    lue = lire_entree_sortie(acteur, dispositif, jeune.identifiant, le=AUJOURD_HUI)
    assert (lue.mesures is not None) is ouverte
    page = client.get(url("entree_sortie", jeune.identifiant))
    assert page.status_code == 200
    assert ("Référencefictive" in page.content.decode()) is ouverte
    assert ("Protection de l" in page.content.decode()) is ouverte


def test_hors_de_l_equipe_la_page_est_fermee(dispositif: Dispositif, jeune: Jeune, mesure: MesureAse) -> None:
    client = connecter("PROFESSIONNEL", dispositif)
    assert client.get(url("entree_sortie", jeune.identifiant)).status_code == 403


def test_aucune_echeance_ni_liste_ne_dit_une_mesure(dispositif: Dispositif, jeune: Jeune, mesure: MesureAse) -> None:
    acteur, client = membre("EDUCATIF", dispositif, jeune)
    MesureAse.objects.update(fin=date(2026, 4, 1))
    lignes = [f"{e.acte} {e.precision}" for e in echeances(acteur, dispositif, le=AUJOURD_HUI)]
    assert lignes
    assert not [ligne for ligne in lignes if "enfance" in ligne or "Référencefictive" in ligne]
    for nom in ("jeunes", "liste_attente"):
        assert "Référencefictive" not in client.get(url(nom)).content.decode()


def test_qui_lit_sans_ecrire_ne_change_rien(dispositif: Dispositif, jeune: Jeune, mesure: MesureAse) -> None:
    acteur, client = membre("ENCADREMENT", dispositif, jeune)
    for acte in (
        lambda: services.declarer_mesure(acteur, jeune=jeune, dispositif_id=dispositif.pk, **MESURE),
        lambda: services.modifier_mesure(acteur, mesure=mesure, dispositif_id=dispositif.pk, type="AED"),
        lambda: services.retirer_mesure(acteur, mesure=mesure, dispositif_id=dispositif.pk),
    ):
        with pytest.raises(PermissionDenied):
            acte()
    assert client.post(url("acte_entree", jeune.identifiant, "mesure"), ENVOI).status_code == 403
    assert client.post(url("retirer_entree", jeune.identifiant, "mesure", mesure.pk)).status_code == 403


def test_la_section_fermee_fait_disparaitre_l_acte(
    dispositif: Dispositif, jeune: Jeune, mesure: MesureAse, monkeypatch: Any
) -> None:
    client = connecter("COORDONNATEUR", dispositif)
    adresses = (
        url("acte_entree", jeune.identifiant, "mesure"),
        url("acte_entree_objet", jeune.identifiant, "modifier-mesure", mesure.pk),
        url("retirer_entree", jeune.identifiant, "mesure", mesure.pk),
    )
    monkeypatch.setattr(
        "maillage.parcours.views.entree_sortie.sections_ouvertes", lambda *a, **k: frozenset({"parcours"})
    )
    assert [client.post(adresse, ENVOI).status_code for adresse in adresses] == [404, 404, 404]
    assert MesureAse.objects.get().type == "PLACEMENT"


def test_la_coordination_note_corrige_et_efface(coordination: Client, jeune: Jeune) -> None:
    assert coordination.get(url("acte_entree", jeune.identifiant, "mesure")).status_code == 200
    assert coordination.post(url("acte_entree", jeune.identifiant, "mesure"), ENVOI).status_code == 302
    mesure = MesureAse.objects.get()
    corriger = url("acte_entree_objet", jeune.identifiant, "modifier-mesure", mesure.pk)
    assert coordination.post(corriger, {**ENVOI, "version": "1", "fin": "2025-12-31"}).status_code == 302
    conflit = coordination.post(corriger, {**ENVOI, "version": "1", "fin": "2026-01-31"})
    assert conflit.status_code == 409
    assert 'name="version" value="2"' in conflit.content.decode()
    assert coordination.post(url("retirer_entree", jeune.identifiant, "mesure", mesure.pk)).status_code == 302
    assert not MesureAse.objects.exists()


@pytest.mark.parametrize(
    ("valeurs", "champ"), [({"type": "X"}, "type"), ({"autorite": ""}, "autorite"), ({"fin": date(2024, 1, 1)}, "fin")]
)
def test_une_mesure_impossible_est_refusee(
    systeme: ActeurSysteme, dispositif: Dispositif, jeune: Jeune, valeurs: dict[str, Any], champ: str
) -> None:
    with pytest.raises(ErreurParcours) as refus:
        services.declarer_mesure(systeme, jeune=jeune, dispositif_id=dispositif.pk, **{**MESURE, **valeurs})
    assert refus.value.champ == champ


def test_le_journal_dit_la_section_jamais_la_mesure(
    systeme: ActeurSysteme, dispositif: Dispositif, jeune: Jeune, mesure: MesureAse
) -> None:
    services.modifier_mesure(systeme, mesure=mesure, dispositif_id=dispositif.pk, version=1, type="AEMO")
    with pytest.raises(ModifieEntreTemps):
        services.modifier_mesure(systeme, mesure=mesure, dispositif_id=dispositif.pk, version=1, type="AED")
    lire_entree_sortie(systeme, dispositif, jeune.identifiant, le=AUJOURD_HUI)
    details = [trace.details for trace in Trace.objects.filter(jeune_id=jeune.pk)]
    assert not [d for d in details if {"PLACEMENT", "AEMO", "Référencefictive"} & set(map(str, d.values()))]
    assert Trace.objects.get(acte="parcours.lire_entree_sortie").details == {"protection": True}
