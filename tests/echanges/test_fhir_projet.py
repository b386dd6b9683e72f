"""A project out as CarePlan, Goal, ServiceRequest, Task and Consent, and in again as a draft to be read."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection

from maillage.echanges.domain.fhir.controle import Faute, controler_lot
from maillage.echanges.domain.fhir.ecriture import bilan_par_genre
from maillage.echanges.forme import fautes_de_forme
from maillage.echanges.services.fhir import exporter_fhir, importer_fhir, regles_tddui
from maillage.projet.models import ProjetPersonnalise
from maillage.structures.models import Rattachement
from tests.conftest import exiger_partage
from tests.echanges.conformite import charger_profils, manquements
from tests.fabriques import EtablissementFactory
from tests.projet.personnalise.conftest import Scene, scene

__all__ = ["scene"]
TABLES = (
    "accordprojet",
    "versionprojet",
    "etapeprojet",
    "actionprojet",
    "objectif",
    "besoinretenu",
    "projetpersonnalise",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def convenu(scene: Scene) -> ProjetPersonnalise:
    Rattachement.objects.create(
        dispositif=scene.dispositif, etablissement=EtablissementFactory(finess="990000025"), debut=dt.date(2020, 1, 1)
    )
    projet = scene.accorder()
    projet.besoins.create(code="1.3.4.2", mots="Se déplacer seul")
    return projet


def sortir(scene: Scene) -> dict[str, Any]:
    lot: dict[str, Any] = json.loads(json.dumps(exporter_fhir(scene.acteur, scene.dispositif).lot))
    return lot


def bloquantes(lot: dict[str, Any]) -> list[Faute]:
    return [faute for faute in [*controler_lot(lot, regles_tddui()), *fautes_de_forme(lot)] if faute.bloquante]


def test_un_projet_convenu_part_avec_ses_accords_et_tient_ses_profils(
    scene: Scene, convenu: ProjetPersonnalise
) -> None:
    lot = sortir(scene)
    assert bloquantes(lot) == []
    genres = bilan_par_genre(lot)
    assert [genres[genre] for genre in ("CarePlan", "Goal", "Task", "ServiceRequest", "Consent")] == [1, 1, 1, 1, 3]
    profils = charger_profils(exiger_partage("interop", "structuredefinitions"))
    for entree in lot["entry"]:
        for canonique in entree["resource"].get("meta", {}).get("profile", []):
            if canonique in profils:
                assert manquements(entree["resource"], profils[canonique]) == []


def test_un_brouillon_ne_part_pas(scene: Scene) -> None:
    Rattachement.objects.create(
        dispositif=scene.dispositif, etablissement=EtablissementFactory(), debut=dt.date(2020, 1, 1)
    )
    scene.ecrire()
    assert "CarePlan" not in bilan_par_genre(sortir(scene))


def test_un_projet_connu_n_est_jamais_touche(scene: Scene, convenu: ProjetPersonnalise) -> None:
    rapport = importer_fhir(scene.acteur, scene.dispositif, sortir(scene), essai=False)
    [bilan] = [bilan for bilan in rapport.bilans if bilan.nature == "projets"]
    assert (bilan.crees, bilan.identiques) == (0, 1)
    assert scene.relire(convenu).etat == "ACCORDE"


def test_un_projet_inconnu_entre_en_brouillon_avec_ses_objectifs(scene: Scene, convenu: ProjetPersonnalise) -> None:
    lot, avant = sortir(scene), convenu.objectifs.get()
    action = avant.actions.get().quoi
    _effacer()
    rapport = importer_fhir(scene.acteur, scene.dispositif, lot, essai=False)
    assert not rapport.refuse, rapport.fautes
    repris = ProjetPersonnalise.objects.get()
    assert repris.etat == "BROUILLON"
    assert "Accords donnés avant la reprise" in repris.synthese
    [objectif] = repris.objectifs.all()
    assert (objectif.mots, objectif.besoins, objectif.statut) == (avant.mots, ["1.3.4.2"], avant.statut)
    assert objectif.actions.get().quoi == action
    assert repris.besoins.get().mots == "Se déplacer seul"
    encore = importer_fhir(scene.acteur, scene.dispositif, lot, essai=False)
    assert all(bilan.sans_effet for bilan in encore.bilans)


def test_un_brouillon_deja_la_est_dit_et_garde(scene: Scene, convenu: ProjetPersonnalise) -> None:
    lot = sortir(scene)
    _effacer()
    scene.commencer()
    rapport = importer_fhir(scene.acteur, scene.dispositif, lot, essai=False)
    assert not rapport.refuse
    assert any("déjà en préparation" in phrase for phrase in rapport.laisses)
    assert ProjetPersonnalise.objects.count() == 1


@pytest.mark.parametrize(
    ("genre", "cle"),
    [
        ("CarePlan", "supportingInfo"),
        ("Goal", "note"),
        ("ServiceRequest", "code"),
        ("Task", "input"),
        ("Consent", "performer"),
    ],
)
def test_un_projet_casse_est_refuse(scene: Scene, convenu: ProjetPersonnalise, genre: str, cle: str) -> None:
    lot = sortir(scene)
    next(e["resource"] for e in lot["entry"] if e["resource"]["resourceType"] == genre).pop(cle)
    assert bloquantes(lot)


def _effacer() -> None:
    """Erase the projects, as in an instance that never had them."""
    with connection.cursor() as curseur:
        for table in TABLES:
            curseur.execute(f'DELETE FROM "projet_{table}"')
