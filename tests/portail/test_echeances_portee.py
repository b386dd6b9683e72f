"""The work list of the authority: its whole scope or its département, never a young person; and what its search box finds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.selectors import acteur_de
from maillage.conventions.selectors import recherche as conventions
from maillage.conventions.services import preparer_convention
from maillage.cpom.models import Cpom, FicheAction
from maillage.cpom.selectors import recherche as cpom
from maillage.reconnaissance.models import DossierReconnaissance
from maillage.reconnaissance.selectors import recherche as reconnaissance
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from tests.fabriques import (
    CommuneFactory,
    DispositifFactory,
    HabilitationFactory,
    OrganismeFactory,
    UtilisateurFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
PAGE = "portail:echeances_portee"


def installer(nom: str, departement: str) -> Any:
    """A dispositif with a dossier to examine, a sheet of contract, and a convention in preparation in its département."""
    dispositif = DispositifFactory(nom=nom, departement=departement)
    organisme, aujourd_hui = OrganismeFactory(), timezone.localdate()
    dispositif.organismes.add(organisme)
    CommuneFactory(departement=departement)
    DossierReconnaissance.objects.create(
        dispositif=dispositif,
        etat="INSTRUCTION",
        ouvert_le=timezone.now(),
        ouvert_par="Essai",
        etat_depuis=aujourd_hui,
        echeance=aujourd_hui + timedelta(days=9),
    )
    contrat = Cpom.objects.create(
        organisme=organisme, premiere_annee=aujourd_hui.year - 1, derniere_annee=aujourd_hui.year
    )
    FicheAction.objects.create(cpom=contrat, dispositif=dispositif, titre=f"Fiche de {nom}", objectif="Aider")
    champs = {"debut": aujourd_hui, "fin": aujourd_hui + timedelta(days=900), "titre": f"Convention de {nom}"}
    preparer_convention(ActeurSysteme("essai"), departement=departement, champs=champs)
    return dispositif


@pytest.fixture
def deux(db: None) -> list[Any]:
    return [installer("DITEP des Ormes", "31"), installer("DITEP du Causse", "81")]


def entrer(role: str, **lieu: Any) -> tuple[Client, Any]:
    utilisateur, client = UtilisateurFactory(), Client()
    HabilitationFactory(utilisateur=utilisateur, role=role, **lieu)
    client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, acteur_de(utilisateur, le=timezone.localdate())


def nombre_de_requetes(client: Client, adresse: str) -> int:
    with CaptureQueriesContext(connection) as lues:
        assert client.get(adresse).status_code == 200
    return len(lues)


def test_l_agence_lit_toutes_les_echeances_et_la_delegation_celles_de_son_departement(deux: list[Any]) -> None:
    agence, _ = entrer("ARS")
    delegation, _ = entrer("DDARS", departements=["31"])
    toutes = agence.get(reverse(PAGE), {"etat": "toutes"}).content.decode()
    siennes = delegation.get(reverse(PAGE), {"etat": "toutes"}).content.decode()
    assert "DITEP des Ormes" in toutes
    assert "DITEP du Causse" in toutes
    assert "dialogue de gestion" in siennes
    assert "DITEP des Ormes" in siennes
    assert "Causse" not in siennes


def test_l_accueil_de_l_agence_dit_ce_qui_presse(deux: list[Any]) -> None:
    page = entrer("ARS")[0].get(reverse("portail:accueil")).content.decode()
    assert f"{reverse(PAGE)}?etat=proches" in page


@pytest.mark.parametrize(
    ("filtre", "attendus"),
    [({"q": "causse"}, 1), ({"departement": "31"}, 1), ({"nature": "Reconnaissance"}, 2), ({"q": "zzz"}, 0)],
)
def test_la_liste_se_filtre(deux: list[Any], filtre: dict[str, str], attendus: int) -> None:
    client, _ = entrer("ARS")
    page = client.get(reverse(PAGE), {"nature": "Reconnaissance", **filtre})
    assert page.context["page"].paginator.count == attendus


def test_l_export_porte_les_lignes_filtrees_et_se_journalise(deux: list[Any]) -> None:
    client, _ = entrer("DDARS", departements=["81"])
    reponse = client.get(reverse("portail:exporter_echeances_portee", args=["csv"]), {"etat": "toutes"})
    texte = reponse.content.decode("utf-8-sig")
    assert "DITEP du Causse" in texte
    assert "Ormes" not in texte
    assert Trace.objects.filter(acte="portail.exporter_echeances_portee").count() == 1
    assert client.get(reverse("portail:exporter_echeances_portee", args=["exe"])).status_code == 404


def test_le_nombre_de_requetes_ne_suit_pas_les_dispositifs(deux: list[Any]) -> None:
    client, _ = entrer("ARS")
    adresse = f"{reverse(PAGE)}?etat=toutes"
    client.get(adresse)
    avant = nombre_de_requetes(client, adresse)
    for rang in range(4):
        installer(f"Dispositif {rang}", "31")
    assert nombre_de_requetes(client, adresse) == avant


def test_la_recherche_trouve_dossiers_conventions_et_fiches_de_la_portee(deux: list[Any]) -> None:
    _, agence = entrer("ARS")
    _, delegation = entrer("DDARS", departements=["31"])
    _, equipe = entrer("PROFESSIONNEL", dispositif=deux[0])
    for lecture in (reconnaissance, conventions, cpom):
        assert [len(lecture.chercher(acteur, "ditep", 20)) for acteur in (agence, delegation, equipe)] == [2, 1, 0]
        assert lecture.chercher(agence, " ", 20) == []
    [trouve] = reconnaissance.chercher(delegation, "reconnaissance ormes", 20)
    assert trouve.url == reverse("reconnaissance:dossier", args=[deux[0].code])
