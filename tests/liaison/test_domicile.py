"""The yearly statement of days at home: from the agendas, agreeing with the count, and only for who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.activite.domain.periode import Periode
from maillage.activite.regles import charger_jeu
from maillage.activite.services.calcul import compter_dispositif
from maillage.liaison.referentiels import domicile
from maillage.liaison.selectors.domicile import releves_de_l_annee
from maillage.parcours.models import Jeune
from maillage.socle.models import Trace
from tests.fabriques import EvenementFactory, JeuneFactory, PeriodeFactory, PhaseFactory
from tests.liaison.conftest import PARIS, Scene
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db
AIRE = charger_jeu("aire-2024")
LUNDI = date(2025, 1, 6)


def url(nom: str, *args: Any) -> str:
    return reverse(f"liaison:{nom}", args=["garrigue", *args])


def dormir(scene: Scene, jeune: Jeune, *rangs: int, statut: str = "REALISE") -> None:
    for rang in rangs:
        soir = datetime.combine(LUNDI + timedelta(days=rang), time(20), PARIS)
        EvenementFactory(
            dispositif=scene.dispositif,
            debut=soir,
            fin=soir + timedelta(hours=12),
            modalite="AN",
            statut=statut,
            jeunes=[jeune],
        )


def interne(scene: Scene) -> Jeune:
    jeune = JeuneFactory()
    PhaseFactory(dispositif=scene.dispositif, jeune=jeune)
    PeriodeFactory(dispositif=scene.dispositif, jeune=jeune, modalite="AN", debut=LUNDI)
    return jeune


@pytest.fixture(autouse=True)
def _horloge() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 1, 15, 10, tzinfo=PARIS), tick=False):
        yield


@pytest.fixture
def jeune(scene: Scene) -> Jeune:
    PeriodeFactory(dispositif=scene.dispositif, jeune=scene.jeune, modalite="AN", debut=LUNDI, fin=date(2025, 1, 19))
    dormir(scene, scene.jeune, 0, 1, 2, 3, 7, 8, 9)
    dormir(scene, scene.jeune, 10, statut="PLANIFIE")
    return scene.jeune


@pytest.fixture
def direction(scene: Scene) -> Client:
    return connecter("DIRECTION", scene.dispositif)


def test_le_releve_compte_les_nuits_des_agendas(scene: Scene, jeune: Jeune) -> None:
    jeunes = {jeune.identifiant: jeune}
    (releve,) = releves_de_l_annee(scene.acteur, scene.dispositif.pk, jeunes, 2025, le=date(2026, 1, 15))
    total = releve.total
    assert (total.nuits_accueil, total.nuits_domicile, total.a_confirmer) == (7, 7, 1)
    assert [retour.nuits for retour in total.retours] == [3, 4]
    assert len(releve.mois) == 1


def test_les_nuits_du_releve_sont_celles_du_comptage(scene: Scene, jeune: Jeune) -> None:
    periode = Periode.depuis_libelle("2025-T1", arrete=date(2025, 6, 30))
    (compte,) = compter_dispositif(scene.dispositif.pk, AIRE, periode).objet()["dispositifs"]
    (releve,) = releves_de_l_annee(
        scene.acteur, scene.dispositif.pk, {jeune.identifiant: jeune}, 2025, le=date(2026, 1, 15)
    )
    assert compte["mesures"]["nuitees"] == releve.total.nuits_accueil
    assert str(AIRE.parametres.heure_nuit)[:5] == domicile().heure_nuit.strftime("%H:%M")


def test_l_annee_en_cours_s_arrete_hier(scene: Scene) -> None:
    jeune = interne(scene)
    (releve,) = releves_de_l_annee(
        scene.acteur, scene.dispositif.pk, {jeune.identifiant: jeune}, 2026, le=date(2026, 1, 15)
    )
    assert (releve.arrete, releve.total.nuits_domicile) == (date(2026, 1, 14), 14)
    assert (
        releves_de_l_annee(scene.acteur, scene.dispositif.pk, {jeune.identifiant: jeune}, 2027, le=date(2026, 1, 15))
        == []
    )


def test_la_page_donne_les_deux_comptes_la_definition_et_la_reserve(direction: Client, jeune: Jeune) -> None:
    page = direction.get(url("domicile_jeune", jeune.identifiant), {"annee": "2025"}).content.decode()
    assert "Aucun texte lu ne dit comment compter" in page
    assert "nuit prévue et jamais confirmée dans" in page
    assert "jours entiers" in page
    assert Trace.objects.filter(acte="liaison.lire_domicile", jeune_id=jeune.pk).count() == 1


def test_la_liste_et_ses_fichiers(direction: Client, jeune: Jeune) -> None:
    page = direction.get(url("domicile")).content.decode()
    assert f"{jeune.nom} {jeune.prenom}" in page
    assert "Jours à la maison en 2025" in page
    for extension in ("csv", "xlsx", "ods"):
        assert direction.get(url("domicile_exporter", extension), {"annee": "2025"}).status_code == 200
    assert direction.get(url("domicile_exporter", "exe")).status_code == 404
    texte = direction.get(url("domicile_exporter", "csv"), {"annee": "2025"}).content.decode("utf-8-sig")
    assert f"{jeune.nom};{jeune.prenom};2025" in texte
    assert domicile().reserve in texte
    assert direction.get(url("domicile"), {"annee": "1850"}).status_code == 200


def test_le_pdf_est_balise_et_reproductible(direction: Client, jeune: Jeune) -> None:
    adresse = url("domicile_pdf", jeune.identifiant)
    un, deux = (direction.get(adresse, {"annee": "2025"}).content for _ in range(2))
    assert un == deux
    with pikepdf.open(BytesIO(un)) as document:
        assert document.Root.MarkInfo.Marked
    assert direction.get(adresse, {"annee": "2023"}).status_code == 404


def test_une_annee_sans_accueil_de_nuit_l_explique(direction: Client, scene: Scene) -> None:
    assert "Aucun jour d" in direction.get(url("domicile")).content.decode()
    assert "Aucun jour d" in direction.get(url("domicile_jeune", scene.jeune.identifiant)).content.decode()


def test_sans_nuit_a_l_agenda_aucun_chiffre_n_est_donne(direction: Client, scene: Scene) -> None:
    jeune = interne(scene)
    page = direction.get(url("domicile_jeune", jeune.identifiant)).content.decode()
    assert "aucun compte n&#x27;est fait" in page or "aucun compte n'est fait" in page
    assert "jours entiers" not in page
    assert direction.get(url("domicile_pdf", jeune.identifiant)).status_code == 404
    liste = direction.get(url("domicile")).content.decode()
    assert "Aucune nuit à l'agenda" in liste.replace("&#x27;", "'")
    texte = direction.get(url("domicile_exporter", "csv"), {"annee": "2025"}).content.decode("utf-8-sig")
    assert f"{jeune.nom};{jeune.prenom};2025;2025-12-31;;;;;0;12" in texte


def test_un_mois_dont_l_agenda_ne_dit_rien_est_dit(direction: Client, scene: Scene) -> None:
    jeune = interne(scene)
    dormir(scene, jeune, 0, 1)
    page = direction.get(url("domicile_jeune", jeune.identifiant)).content.decode()
    assert "dit rien des nuits de : février, mars" in page


def test_un_professionnel_ne_lit_pas_la_liste(scene: Scene, jeune: Jeune) -> None:
    client = connecter("PROFESSIONNEL", scene.dispositif)
    assert client.get(url("domicile")).status_code == 403
    assert client.get(url("domicile_jeune", jeune.identifiant)).status_code == 403


def test_autant_de_requetes_pour_un_jeune_que_pour_six(direction: Client, scene: Scene) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as capture:
            direction.get(url("domicile"), {"annee": "2025"})
        return len(capture)

    dormir(scene, interne(scene), 0, 1)
    requetes()
    une = requetes()
    for _ in range(5):
        dormir(scene, interne(scene), 2, 3)
    assert requetes() == une
