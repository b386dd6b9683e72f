"""The rights matrix: every address has a row, every row an address, and each role gets what the table says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from maillage.comptes.documentation import rediger_droits
from maillage.comptes.droits import ROLES, SECTIONS, Portee, ouvre
from maillage.config.droits import DROITS
from maillage.echanges.models import JetonApi
from maillage.echanges.selectors import empreinte_du_jeton
from maillage.socle.acteur import Acces
from maillage.socle.droits import CONNECTE, PUBLIC
from tests.conftest import RACINE
from tests.fabriques import (
    DispositifFactory,
    HabilitationFactory,
    OrganismeFactory,
    RepresentationFactory,
    UtilisateurFactory,
)

pytestmark = [pytest.mark.une_base, pytest.mark.usefixtures("refus_sans_decor")]
SERVIES = frozenset({200, 301, 302, 400, 404, 405, 422})
"""Answers of an address that the rights let through: the page, a redirection, a wrong parameter, an unknown object, a wrong method."""
API = "api:"
SECRET = "mlg_matrice"


EXEMPLES = {"dispositif": "essai"}
"""What fills a part of an address in an example: by its name, else 1 for a number, else « x »."""


def adresses(
    resolver: URLResolver | None = None, espace: str = "", parts: dict[str, str] | None = None
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (full name, example of each part) of every address of the product, the parts of its prefixes included."""
    for motif in (resolver or get_resolver()).url_patterns:
        siens = {**(parts or {}), **exemples(motif)}
        if isinstance(motif, URLResolver):
            suite = f"{espace}{motif.namespace}:" if motif.namespace else espace
            yield from adresses(motif, suite, siens)
        elif isinstance(motif, URLPattern):
            yield f"{espace}{motif.name}", siens


def exemples(motif: URLPattern | URLResolver) -> dict[str, str]:
    genres = {
        nom: type(convertisseur).__name__ for nom, convertisseur in getattr(motif.pattern, "converters", {}).items()
    }
    noms = motif.pattern.regex.groupindex
    return {nom: EXEMPLES.get(nom, "1" if genres.get(nom) == "IntConverter" else "x") for nom in noms}


PARTS = dict(adresses())
NOMS = sorted(PARTS)
SANS_OBJET = [nom for nom in NOMS if set(PARTS[nom]) <= {"dispositif"}]
D_UN_DISPOSITIF = [nom for nom in NOMS if "dispositif" in PARTS[nom]]
DES_ROLES = [nom for nom in NOMS if nom in DROITS and DROITS[nom].section not in {PUBLIC, CONNECTE}]


def test_chaque_adresse_a_sa_ligne_et_chaque_ligne_son_adresse() -> None:
    assert set(NOMS) == set(DROITS)


def test_chaque_ligne_parle_d_une_section_de_la_table() -> None:
    assert {droit.section for droit in DROITS.values()} <= {*SECTIONS, PUBLIC, CONNECTE}


def test_la_table_ne_parle_que_de_sections_declarees() -> None:
    assert {section for role in ROLES.values() for section in role.droits} == set(SECTIONS)


def test_qui_voit_des_jeunes_a_un_second_facteur() -> None:
    sans = [
        role.code
        for role in ROLES.values()
        if not role.double_facteur
        and role.portee is not Portee.JEUNE
        and any(SECTIONS[section].personnel for section in role.droits)
    ]
    assert sans == []


def test_qui_reste_hors_d_un_dispositif_ne_voit_aucun_jeune() -> None:
    fautifs = [
        (role.code, section)
        for role in ROLES.values()
        if role.portee not in {Portee.DISPOSITIF, Portee.JEUNE}
        for section in role.droits
        if SECTIONS[section].personnel
    ]
    assert fautifs == []


def test_une_famille_n_ouvre_que_son_espace() -> None:
    assert {role.code: set(role.droits) for role in ROLES.values() if role.portee is Portee.JEUNE} == {
        "JEUNE": {"espace"},
        "FAMILLE": {"espace"},
    }


def test_le_guide_des_droits_est_a_jour() -> None:
    assert (RACINE / "docs/guide/droits.md").read_text(encoding="utf-8") == rediger_droits()


@pytest.fixture
def dispositif() -> object:
    return DispositifFactory(code="essai", departement="99")


def client_de(role: str, dispositif: object) -> Client:
    """Return a browser signed in with that role, in that dispositif if the role stays inside one, which also holds a token for the API."""
    utilisateur = UtilisateurFactory()
    lieux = {
        Portee.DISPOSITIF: {"dispositif": dispositif},
        Portee.ORGANISME: {"organisme": OrganismeFactory()},
        Portee.DEPARTEMENT: {"departements": ["99"]},
        Portee.TOUT: {},
        Portee.JEUNE: {},
    }
    lieu = lieux[ROLES[role].portee]
    if "organisme" in lieu:
        dispositif.organismes.add(lieu["organisme"])  # type: ignore[attr-defined]
    if ROLES[role].portee is Portee.JEUNE:
        qualite = "PARENT" if role == "FAMILLE" else "JEUNE_MINEUR"
        RepresentationFactory(utilisateur=utilisateur, dispositif=dispositif, qualite=qualite)
    else:
        HabilitationFactory(utilisateur=utilisateur, role=role, **lieu)
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {SECRET}"})
    client.force_login(utilisateur)
    JetonApi.objects.create(
        empreinte=empreinte_du_jeton(SECRET),
        utilisateur=utilisateur,
        portee=[f"{section}:{acces}" for section in SECTIONS for acces in Acces],
        expire_le=dt.date(2100, 1, 1),
    )
    return client


def adresse(nom: str, code: str = "essai") -> str:
    return reverse(nom, kwargs={**PARTS[nom], **({"dispositif": code} if "dispositif" in PARTS[nom] else {})})


def refus(role: str, nom: str) -> int:
    """Return how an address closed to a role answers: for a family, no dispositif exists at all."""
    return 404 if ROLES[role].portee is Portee.JEUNE and nom in D_UN_DISPOSITIF else 403


@pytest.mark.django_db
@pytest.mark.parametrize("nom", NOMS)
def test_une_personne_non_connectee_va_a_la_connexion(client: Client, dispositif: object, nom: str) -> None:
    if DROITS[nom].section == PUBLIC:
        pytest.skip("page publique")
    reponse = client.get(adresse(nom))
    if nom.startswith(API):
        assert (reponse.status_code, reponse["WWW-Authenticate"]) == (401, "Bearer")
        return
    assert reponse.status_code == 302
    assert reponse.url.startswith(reverse("account_login"))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_chaque_role_lit_ce_que_la_table_ouvre_et_rien_d_autre(role: str, dispositif: object) -> None:
    client = client_de(role, dispositif)
    for nom in DES_ROLES:
        droit = DROITS[nom]
        if not ouvre(role, droit.section, droit.acces):
            assert client.get(adresse(nom)).status_code == refus(role, nom), (role, nom)
        elif nom in SANS_OBJET:
            assert client.get(adresse(nom)).status_code in SERVIES, (role, nom)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_chaque_role_n_ecrit_pas_ou_la_table_ne_l_ouvre_pas(role: str, dispositif: object) -> None:
    client = client_de(role, dispositif)
    fermees = [nom for nom in DES_ROLES if not ouvre(role, DROITS[nom].section, DROITS[nom].acces_ecriture)]
    assert [nom for nom in fermees if client.post(adresse(nom)).status_code != refus(role, nom)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [code for code, role in ROLES.items() if role.portee is not Portee.TOUT])
def test_un_autre_dispositif_est_introuvable(role: str, dispositif: object) -> None:
    DispositifFactory(code="ailleurs")
    client = client_de(role, dispositif)
    autres = [(nom, client.get(adresse(nom, "ailleurs")).status_code) for nom in D_UN_DISPOSITIF]
    assert [(nom, statut) for nom, statut in autres if statut != 404] == []


@pytest.mark.django_db
def test_un_dispositif_inconnu_est_introuvable_pour_tous(dispositif: object) -> None:
    client = client_de("MISSION", dispositif)
    for nom in D_UN_DISPOSITIF:
        assert client.get(adresse(nom, "inconnu")).status_code == 404


def test_ecrire_comprend_lire() -> None:
    assert ouvre("DIRECTION", "agenda", Acces.LECTURE)
    assert not ouvre("PROFESSIONNEL", "parcours", Acces.ECRITURE)
    assert not ouvre("INCONNU", "agenda", Acces.LECTURE)
