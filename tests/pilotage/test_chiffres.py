"""« Pourquoi ce chiffre ? » on the pages of pilotage: the direction reaches its events, the authority the rule, and never a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from maillage.activite import services as activite
from maillage.activite.domain.periode import Periode
from maillage.activite.models import RetourTrimestriel
from maillage.activite.regles import charger_jeu
from maillage.parcours.models import Jeune
from maillage.pilotage.views.chiffres import SANS_OCCURRENCES
from maillage.socle.acteur import ActeurSysteme
from tests.activite.scene import semaine_comptee
from tests.pilotage.scene import PERIODE, region_au_hasard
from tests.pilotage.test_pages import contenu, entrer

pytestmark = pytest.mark.django_db
SYSTEME = ActeurSysteme("essai")


@pytest.fixture(autouse=True)
def _printemps() -> Iterator[None]:
    with time_machine.travel(datetime(2024, 5, 15, 10, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def transmis() -> RetourTrimestriel:
    """A really counted week, frozen and transmitted."""
    dispositif = semaine_comptee(jeunes=6).dispositif
    periode, jeu = Periode.depuis_libelle(PERIODE), charger_jeu("aire-2024")
    retour = activite.ouvrir_retour(SYSTEME, dispositif_id=dispositif.pk, periode=periode, jeu=jeu)
    activite.valider_retour(SYSTEME, retour_id=retour.pk, dispositif_id=dispositif.pk)
    return activite.transmettre_retour(SYSTEME, retour_id=retour.pk, dispositif_id=dispositif.pk)


def liens(page: str, debut: str) -> list[str]:
    return sorted({unescape(lien) for lien in re.findall(r'href="([^"]+)"', page) if unescape(lien).startswith(debut)})


def page_du_retour(client: Client, retour: RetourTrimestriel) -> str:
    return contenu(client.get(reverse("pilotage:retour", args=[retour.dispositif.code, PERIODE, 1])))


def test_la_direction_va_de_chaque_chiffre_a_ses_evenements(transmis: RetourTrimestriel) -> None:
    direction = entrer("DIRECTION", dispositif=transmis.dispositif)
    adresse = reverse("activite:explication", args=[transmis.dispositif.code])
    trouves = liens(page_du_retour(direction, transmis), adresse)
    assert len(trouves) > 10
    pages = [contenu(direction.get(lien)) for lien in trouves]
    assert all("Sources et réglages" in page or "R" in page for page in pages)
    assert any("/agenda/evenements/" in page for page in pages), "un chiffre s'ouvre jusqu'à ses événements"


@pytest.mark.parametrize("role", ["ARS", "MISSION"])
def test_l_autorite_ouvre_la_regle_de_chaque_chiffre_et_jamais_une_personne(
    role: str, transmis: RetourTrimestriel
) -> None:
    client = entrer(role)
    page = page_du_retour(client, transmis)
    assert liens(page, reverse("activite:explication", args=[transmis.dispositif.code])) == []
    trouves = liens(page, reverse("pilotage:chiffre_de_retour", args=[transmis.dispositif.code, PERIODE, 1]))
    assert len(trouves) > 10
    for lien in trouves:
        expliquee = contenu(client.get(lien))
        assert SANS_OCCURRENCES in unescape(expliquee)
        for jeune in Jeune.objects.all():
            assert jeune.nom not in expliquee
            assert jeune.identifiant not in expliquee


def test_chaque_chiffre_de_la_restitution_s_ouvre(client: Client) -> None:
    region_au_hasard(3)
    ars = entrer("ARS")
    page = contenu(ars.get(reverse("pilotage:restitution"), {"periode": PERIODE}))
    trouves = liens(page, reverse("pilotage:chiffre"))
    assert len(trouves) > 30
    masques = 0
    for lien in trouves[::4]:
        expliquee = unescape(contenu(ars.get(lien)))
        if "masquée pour protéger" in expliquee:
            masques += 1
            assert "La liste n'est pas montrée" in expliquee
    assert masques > 0


def test_un_chiffre_invente_est_introuvable() -> None:
    region_au_hasard(3)
    ars = entrer("ARS")
    for requete in ({"mesure": "inventee"}, {"mesure": "presents", "region": "Nulle part"}, {}):
        assert ars.get(reverse("pilotage:chiffre"), {"periode": PERIODE, **requete}).status_code == 404


def test_un_retour_non_transmis_n_explique_rien(transmis: RetourTrimestriel) -> None:
    RetourTrimestriel.objects.update(etat="VALIDE", transmis_le=None)
    adresse = reverse("pilotage:chiffre_de_retour", args=[transmis.dispositif.code, PERIODE, 1])
    assert entrer("ARS").get(adresse, {"mesure": "file_active.stricte"}).status_code == 404
