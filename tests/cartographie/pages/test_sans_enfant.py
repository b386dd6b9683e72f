"""No geographic output says where a child lives: every address of the rights matrix that may hold a map, a table or a file is walked, as every role.

An address whose section shows no identified child gives the same points before and after a child arrives; the child's own places are nowhere.
A new address is walked as soon as it stands in the matrix and its route bears a map, an export or a file, or belongs to a room of territories.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from maillage.carte_de_vie.models import LieuDeVie
from maillage.cartographie.models import FicheTransport
from maillage.cartographie.services import DemandeEtude, calculer_etude, demander_etude
from maillage.cartographie.services.antennes import DemandeScenario, calculer_scenario, demander_scenario
from maillage.comptes.droits import ROLES, SECTIONS, Portee, ouvre
from maillage.config.droits import DROITS
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.droits import CONNECTE, PUBLIC
from tests.architecture.test_droits import PARTS, client_de
from tests.cartographie.pages.conftest import AUTISME, JUIN, Scene, creer_commune
from tests.cartographie.pages.fabrique_calques import preter
from tests.fabriques import EvenementFactory, JeuneFactory, PartenaireFactory, PeriodeFactory, PhaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base, pytest.mark.usefixtures("refus_sans_decor")]
GENS = ["", *(code for code, role in ROLES.items() if role.portee is not Portee.JEUNE)]
ROOMS = re.compile(r"^(cartographie|territoire|api):|^structures:(carte|partenaires|etablissement|positions)")
ROUTE = re.compile(r"carte|geojson|export|donnees|csv|json|ecoles|ecole|lieux|annuaire")
CHILD = re.compile(rb"3[.,]987|44[.,]123")
HERS = re.compile(rb"3[.,]876|44[.,]234|Introuvable")
GEOGRAPHIC = (b"data-carte", b"ongitude", b'"coordinates"', b'"lon"', b"latitude")
PARAMETERS: dict[str, list[dict[str, str]]] = {
    "cartographie:offre": [{}, {"departement": "99"}],
    "cartographie:offre_donnees": [{}, {"departement": "99"}],
    "cartographie:etude": [{"niveau": n} for n in ("commune", "epci", "departement")],
    "cartographie:etude_donnees": [{"niveau": n} for n in ("commune", "epci", "departement")],
    "cartographie:repondre": [{"public": AUTISME, "lieu": "Prévent"}],
    "cartographie:repondre_export": [{"public": AUTISME, "lieu": "Prévent"}],
    "cartographie:carte_secteurs": [{"departement": "99", "public": AUTISME}],
}
"""What a page asks to show its map; another page is asked bare."""


def is_geographic(name: str) -> bool:
    return bool(ROOMS.search(name) or ROUTE.search(name.partition(":")[2]))


def says_no_child(name: str) -> bool:
    section = DROITS[name].section
    return section in {PUBLIC, CONNECTE} or not SECTIONS[section].personnel


WALKED = [name for name in sorted(PARTS) if name in DROITS and is_geographic(name) and says_no_child(name)]


def opens(role: str, name: str) -> bool:
    droit = DROITS[name]
    if droit.section == PUBLIC:
        return True
    return bool(role) and (droit.section == CONNECTE or ouvre(role, droit.section, droit.acces))


def addresses(role: str, keys: dict[str, int]) -> Iterator[str]:
    for name in WALKED:
        if not opens(role, name):
            continue
        parts: dict[str, Any] = {**PARTS[name]}
        if "pk" in parts:
            parts["pk"] = next((pk for start, pk in keys.items() if name.startswith(start)), 1)
        for extension in ("csv", "geojson") if "extension" in parts else ("",):
            address = reverse(name, kwargs={**parts, "extension": extension} if extension else parts)
            for asked in PARAMETERS.get(name, [{}]):
                yield f"{address}?{'&'.join(f'{cle}={valeur}' for cle, valeur in asked.items())}"


def body(response: HttpResponse) -> bytes:
    content = b"".join(response) if response.streaming else response.content  # type: ignore[arg-type]
    return content.partition(b"<main")[2] or content


def points(client: Client, walked: list[str]) -> dict[str, int]:
    """Return, for each address that answers with something geographic, how often the home is in it."""
    seen = {}
    for address in walked:
        response = client.get(address)
        if response.status_code != 200:
            continue
        lu = body(response)
        assert not HERS.search(lu), address
        if any(mark in lu for mark in GEOGRAPHIC):
            seen[address] = len(CHILD.findall(lu))
    return seen


def a_child_arrives(scene: Scene, home: Any) -> None:
    jeune = JeuneFactory(nom="Introuvable", commune=home)
    PhaseFactory(jeune=jeune, dispositif=scene.dispositif)
    PeriodeFactory(jeune=jeune, dispositif=scene.dispositif)
    FicheTransport.objects.create(dispositif=scene.dispositif, jeune=jeune, point=home)
    LieuDeVie.objects.create(
        dispositif=scene.dispositif, jeune=jeune, nom="Introuvable", genre="MAISON", debut=dt.date(2025, 1, 1),
        lon=3.876543, lat=44.234567, vu_equipe=True, origine="GEO",
    )  # fmt: skip
    EvenementFactory(dispositif=scene.dispositif, jeunes=[jeune], lieu_type="DOMICILE")


def test_des_cartes_de_chaque_salle_sont_parcourues() -> None:
    rooms = {name.partition(":")[0] for name in WALKED}
    assert {"cartographie", "territoire", "structures", "conventions", "reconnaissance", "api"} <= rooms


@pytest.mark.parametrize("role", GENS)
def test_aucune_sortie_ne_situe_un_enfant(scene: Scene, systeme: ActeurSysteme, role: str) -> None:
    home = creer_commune("Maison", 3.987654, lat=44.123456)
    scene.capacite(scene.etablissement, AUTISME, 12)
    PartenaireFactory(commune=scene.milieu).dispositifs.add(scene.dispositif)
    asked = DemandeScenario(
        nom="Essai", objectif="moyenne", ouvertures=1, seuil=30, fournisseur="estimation",
        hypotheses={"territoire": "departement", "jeunes": 4, "visites_semaine": "1.5", "semaines": 40},
    )  # fmt: skip
    scenario = calculer_scenario(demander_scenario(systeme, scene.dispositif.pk, asked))
    layer = preter({scene.milieu: 12, home: 30}, "role:ARS", [f"dispositif:{scene.dispositif.pk}", "role:MISSION"])
    etude = calculer_etude(demander_etude(systeme, DemandeEtude(AUTISME, 30, "estimation", JUIN, departement="99")))
    keys = {"cartographie:etude": etude.pk, "cartographie:antenne": scenario.pk}
    keys |= {"cartographie:calque": layer.pk, "structures:etablissement": scene.etablissement.pk}
    client = client_de(role, scene.dispositif) if role else Client()
    before = points(client, list(addresses(role, keys)))
    assert any(before.values()) or role not in {"ARS", "DIRECTION", "MISSION"}
    a_child_arrives(scene, home)
    assert points(client, list(before)) == before
