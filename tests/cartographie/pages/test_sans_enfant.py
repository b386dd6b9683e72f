"""No geographic output, for any role, says anything of a child: the same bytes with and without children."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from maillage.comptes.droits import ROLES, Portee
from maillage.socle.acteur import ActeurSysteme
from tests.cartographie.pages.conftest import AUTISME, Connexion, Scene, creer_commune
from tests.cartographie.pages.test_zones import etude_de
from tests.fabriques import JeuneFactory, PeriodeFactory, PhaseFactory

pytestmark = pytest.mark.django_db
GENS = [code for code, role in ROLES.items() if role.portee is not Portee.JEUNE]


def sorties(client: Client, etude: int) -> list[bytes]:
    adresses = [
        (reverse("cartographie:offre_donnees"), {}),
        (reverse("cartographie:offre_donnees"), {"departement": "99"}),
        (reverse("cartographie:offre_export", args=["csv"]), {}),
        *(
            (reverse("cartographie:etude_donnees", args=[etude]), {"niveau": n})
            for n in ("commune", "epci", "departement")
        ),
        (reverse("cartographie:etude_export", args=[etude, "csv"]), {"niveau": "commune"}),
        (reverse("cartographie:repondre_export", args=["csv"]), {"public": AUTISME, "lieu": "Prévent"}),
        (reverse("cartographie:secteurs_export", args=["csv"]), {}),
        (reverse("cartographie:carte_secteurs"), {"departement": "99", "public": AUTISME}),
        (reverse("territoire:carte_donnees"), {}),
        (reverse("structures:carte_donnees"), {}),
    ]
    reponses = [client.get(adresse, parametres) for adresse, parametres in adresses]
    corps = (reponse.content.partition(b"<main")[2].partition(b"</main>")[0] or reponse.content for reponse in reponses)
    return [lu if reponse.status_code == 200 else b"" for reponse, lu in zip(reponses, corps, strict=True)]


@pytest.mark.parametrize("role", GENS)
def test_aucune_carte_ne_change_quand_un_enfant_arrive(
    scene: Scene, connecter: Connexion, systeme: ActeurSysteme, role: str
) -> None:
    maison = creer_commune("Maison", 3.987654, lat=44.123456)
    scene.capacite(scene.etablissement, AUTISME, 12)
    avant = sorties(connecter(role), etude_de(systeme).pk)
    assert any(avant)
    jeune = JeuneFactory(nom="Introuvable", commune=maison)
    PhaseFactory(jeune=jeune, dispositif=scene.dispositif)
    PeriodeFactory(jeune=jeune, dispositif=scene.dispositif)
    apres = sorties(connecter(role), etude_de(systeme).pk)
    assert avant == apres
    assert not any(b"Introuvable" in sortie for sortie in apres)
