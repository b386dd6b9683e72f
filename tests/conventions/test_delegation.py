"""A departmental delegation sees and writes its département alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from maillage.comptes.selectors import acteur_de
from maillage.conventions import selectors, services
from maillage.conventions.models import ActionFeuille
from maillage.conventions.selectors.echeances import echeances_de_la_portee
from maillage.conventions.selectors.instances import FiltresInstances, lister_decisions, lister_seances
from tests.conventions.conftest import JOUR, SYSTEME, Scene
from tests.fabriques import CommuneFactory, HabilitationFactory, UtilisateurFactory

Connexion = Callable[..., Any]
GERS = ["32"]


@pytest.fixture
def gers(scene: Scene) -> Any:
    """A second département with its convention, a session and a decision."""
    CommuneFactory(code="32001", nom="Auch-sur-Test", departement="32")
    scene.convention()
    convention = scene.convention(departement="32", titre="Convention du Gers")
    seance = scene.tenue(departement="32")
    decision = services.decider(SYSTEME, seance, texte="Écrire aux écoles", porteur="MDPH", echeance=JOUR)
    return convention, seance, decision


@pytest.fixture
def delegation(scene: Scene) -> Any:
    utilisateur = UtilisateurFactory()
    HabilitationFactory(utilisateur=utilisateur, role="DDARS", departements=["31"])
    return acteur_de(utilisateur, le=JOUR)


def test_la_delegation_ne_lit_que_son_departement(gers: Any, delegation: Any, scene: Scene) -> None:
    assert [ligne.code for ligne in selectors.etat_de_la_region(delegation, selectors.FiltresRegion(le=JOUR))] == ["31"]
    filtres = selectors.FiltresConventions(le=JOUR)
    assert {li.objet.departement for li in selectors.lister_conventions(delegation, filtres)} == {"31"}
    assert not lister_seances(delegation, FiltresInstances()).exists()
    assert not lister_decisions(delegation, FiltresInstances(), le=JOUR).exists()
    assert {ligne.departement for ligne in echeances_de_la_portee(delegation, le=JOUR)} == {"31"}
    assert {ligne.departement for ligne in echeances_de_la_portee(SYSTEME, le=JOUR)} == {"31", "32"}


@pytest.mark.une_base
def test_les_pages_d_un_autre_departement_sont_introuvables(gers: Any, connexion: Connexion) -> None:
    convention, seance, decision = gers
    client = connexion("DDARS", departements=["31"])
    fermees = [
        reverse("conventions:convention", args=[convention.identifiant]),
        reverse("conventions:geste", args=[convention.identifiant, "avenant"]),
        reverse("conventions:seance", args=[seance.identifiant]),
        reverse("conventions:decision", args=[decision.identifiant]),
        reverse("conventions:departement", args=["32"]),
        reverse("conventions:sieges", args=["32", "CDSEI"]),
        reverse("conventions:feuille", args=["32", 2026]),
        reverse("conventions:questions", args=["32"]),
    ]
    assert [client.get(url).status_code for url in fermees] == [404] * len(fermees)
    ouvertes = [reverse("conventions:departement", args=["31"]), reverse("conventions:feuille", args=["31", 2026])]
    assert [client.get(url).status_code for url in ouvertes] == [200, 200]
    page = client.get(reverse("conventions:nouvelle")).content.decode()
    assert "(31)" in page
    assert "(32)" not in page


def test_la_delegation_n_ecrit_que_dans_son_departement(gers: Any, delegation: Any, scene: Scene) -> None:
    convention, seance, decision = gers
    champs = {"titre": "Projet", "debut": JOUR, "fin": JOUR, "reconduction_mois": 0, "preavis_mois": 6}
    action = ActionFeuille(departement="32", annee=2026)
    refuses: list[Callable[[], Any]] = [
        lambda: services.preparer_convention(delegation, departement="32", champs=champs),
        lambda: services.ajouter_avenant(delegation, convention, objet="x", signe_le=JOUR, nouvelle_fin=None),
        lambda: services.ecrire_clauses(delegation, convention, {}),
        lambda: services.retirer_signataire(delegation, convention.signataires.first(), le=JOUR, motif="x"),
        lambda: services.decider(delegation, seance, texte="x", porteur="y", echeance=JOUR),
        lambda: services.suivre_decision(delegation, decision, constat="x", etat="FAITE"),
        lambda: services.pourvoir_sieges(delegation, departement="32", instance="CDSEI", titulaires={}),
        lambda: services.ecrire_action(delegation, action, {}),
        lambda: services.repondre_question(delegation, departement="32", numero=1, texte="x", tranchee=False),
    ]
    for acte in refuses:
        with pytest.raises(PermissionDenied):
            acte()
    projet = services.preparer_convention(delegation, departement="31", champs=champs)
    services.ecrire_clauses(delegation, projet, {})
    assert projet.departement == "31"
