"""The departmental delegation of the agency examines the dossiers of its département, and no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from maillage.reconnaissance import selectors, services
from maillage.reconnaissance.selectors.destinataires import adresses_des_instructeurs
from tests.fabriques import HabilitationFactory, UtilisateurFactory
from tests.reconnaissance.conftest import Scene

pytestmark = pytest.mark.une_base
Connexion = Callable[[str], Client]
Adresse = Callable[..., str]


@pytest.fixture(autouse=True)
def delegations(scene: Scene) -> None:
    """Two delegations: that of the dossier, and that of a neighbour."""
    for cle, code in (("DDARS", "31"), ("DDARS_VOISINE", "81")):
        scene.utilisateurs[cle] = UtilisateurFactory(nom=f"Camille {cle.title()}", email=f"{cle.lower()}@exemple.test")
        HabilitationFactory(utilisateur=scene.utilisateurs[cle], role="DDARS", departements=[code])


def test_la_delegation_du_departement_instruit(scene: Scene, connexion: Connexion, adresse: Adresse) -> None:
    scene.deposer()
    assert adresses_des_instructeurs(scene.dossier(), le=timezone.localdate()) == ["ddars@exemple.test"]
    services.prendre_en_instruction(scene.acteur("DDARS"), scene.dispositif, version=scene.version)
    assert scene.dossier().suivi_par == "Camille Ddars"
    assert connexion("DDARS").get(adresse("instruction")).status_code == 200


def test_celle_d_un_autre_departement_ne_trouve_rien(scene: Scene, connexion: Connexion, adresse: Adresse) -> None:
    scene.deposer()
    voisine, le = scene.acteur("DDARS_VOISINE"), timezone.localdate()
    assert not selectors.lister_dossiers(voisine, selectors.FiltresDossiers(), le=le).exists()
    with pytest.raises(PermissionDenied):
        services.prendre_en_instruction(voisine, scene.dispositif, version=scene.version)
    client = connexion("DDARS_VOISINE")
    assert {client.get(adresse(nom)).status_code for nom in ("dossier", "instruction")} <= {403, 404}
