"""Who may open what: another's dispositif does not exist, a reader does not write, an unsigned person signs in."""

from __future__ import annotations

import dataclasses

import pytest
from django.urls import get_resolver

from maillage.agenda.permissions import DROITS_URLS
from maillage.agenda.urls import urlpatterns
from maillage.comptes import droits as table
from maillage.socle.acteur import Acces
from tests.fabriques import AbsenceFactory, DispositifFactory, EvenementFactory

LECTURES = ("aujourd_hui", "semaine", "liste", "absences", "series")
ECRITURES = ("evenement_creer", "fermer_journee", "dupliquer_semaine", "absence_declarer")


@pytest.fixture
def lectrice(connexion, monkeypatch):
    """A role that reads the agendas and does not write in them."""
    role = dataclasses.replace(table.ROLES["PROFESSIONNEL"], droits={"agenda": Acces.LECTURE})
    monkeypatch.setitem(table.ROLES, "PROFESSIONNEL", role)
    return connexion()


def test_chaque_adresse_a_sa_ligne_dans_la_matrice() -> None:
    noms = {f"agenda:{url.name}" for url in urlpatterns if getattr(url, "name", None)}
    assert noms <= DROITS_URLS.keys() | {nom for nom in noms if "import" in nom}
    assert get_resolver() is not None


@pytest.mark.parametrize("page", [*LECTURES, *ECRITURES])
def test_le_dispositif_d_un_autre_n_existe_pas(page: str, connexion, adresse) -> None:
    client = connexion(dispositif=DispositifFactory())
    assert client.get(adresse(page)).status_code == 404


@pytest.mark.parametrize("page", LECTURES)
def test_qui_lit_voit_sans_bouton_d_ecriture(page: str, lectrice, adresse) -> None:
    reponse = lectrice.get(adresse(page))
    assert reponse.status_code == 200
    assert "Nouvel événement" not in reponse.content.decode()


@pytest.mark.parametrize("page", ECRITURES)
def test_qui_lit_n_ecrit_pas(page: str, lectrice, adresse) -> None:
    assert lectrice.get(adresse(page)).status_code == 403
    assert lectrice.post(adresse(page)).status_code == 403


@pytest.mark.parametrize("geste", ["confirmer", "annuler", "retablir", "presence", "modalite", "regrouper"])
def test_qui_lit_ne_touche_a_rien(geste: str, lieu, lectrice, adresse) -> None:
    evenement = EvenementFactory(dispositif=lieu.dispositif, statut="PLANIFIE")
    assert lectrice.post(adresse(f"evenement_{geste}", evenement.identifiant)).status_code == 403
    evenement.refresh_from_db()
    assert evenement.version == 1


def test_sans_compte_on_va_se_connecter(client, adresse) -> None:
    reponse = client.get(adresse("semaine"))
    assert reponse.status_code == 302
    assert "next=" in reponse.url


@pytest.mark.parametrize("page", ["evenement", "evenement_modifier", "semaine_jeune", "serie"])
def test_ce_qui_est_d_un_autre_dispositif_est_introuvable(page: str, connexion, adresse) -> None:
    evenement = EvenementFactory(identifiant="AILLEURS")
    client = connexion()
    assert client.get(adresse(page, "AILLEURS")).status_code == 404
    assert (
        client.get(adresse("absence_modifier", AbsenceFactory(dispositif=evenement.dispositif).pk)).status_code == 404
    )


def test_un_agenda_inconnu_est_introuvable(connexion, adresse) -> None:
    client = connexion()
    for mot in ("jeune-INCONNU", "unite-99", "unite-x", "autre"):
        assert client.get(adresse("semaine"), {"agenda": mot}).status_code == 404
