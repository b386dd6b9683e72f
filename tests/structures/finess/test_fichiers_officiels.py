from __future__ import annotations

import datetime as dt

import pytest

from maillage.socle.acteur import ActeurSysteme
from maillage.structures.finess import importer_finess
from maillage.structures.models import CapaciteAutorisee, ChangementEtablissement, Etablissement
from maillage.territoire.services import charger_communes
from tests.conftest import exiger_partage

pytestmark = pytest.mark.django_db
ECHANTILLON = ("data", "finess_2026_echantillon")


def test_les_fichiers_officiels_se_recoupent_sans_fausse_histoire(systeme: ActeurSysteme) -> None:
    plat = exiger_partage("data", "finess_services_enfants_france.csv.gz")
    nouveau = exiger_partage(*ECHANTILLON, "finess-structures-202607-echantillon.json.gz")
    charger_communes(systeme, regions=["76", "84", "11"])
    premier = importer_finess(systeme, plat, situation_le=dt.date(2026, 5, 20))
    assert (premier.comptes["crees"], premier.comptes["rejetes"]) == (4313, 0)
    second = importer_finess(systeme, nouveau)
    assert second.comptes["modifies"] + second.comptes["inchanges"] == 45
    assert second.comptes["rejetes"] == 0
    natures = ChangementEtablissement.objects.exclude(nature__in=["CREATION", "FERMETURE"])
    assert sorted(natures.values_list("nature", flat=True)) == ["DEMENAGEMENT"]
    assert importer_finess(systeme, nouveau).changements == []


def test_les_capacites_du_flux_d_activites_se_lisent_et_se_relisent(systeme: ActeurSysteme) -> None:
    structures = exiger_partage(*ECHANTILLON, "finess-structures-202607-echantillon.json.gz")
    activites = exiger_partage(*ECHANTILLON, "finess-activites-202607-echantillon.json.gz")
    importer_finess(systeme, structures)
    rendu = importer_finess(systeme, activites)
    assert rendu.comptes["capacites"] == CapaciteAutorisee.objects.count() > 100
    safep = CapaciteAutorisee.objects.filter(etablissement__finess="010008183", public="318")
    assert (50, "16") in set(safep.values_list("nombre", "mode"))
    anciens = CapaciteAutorisee.objects.filter(public_declare__in=["110", "120"])
    assert set(anciens.values_list("public", flat=True)) <= {"117"}
    assert importer_finess(systeme, activites).comptes["modifies"] == 0


def test_les_etablissements_d_occitanie_entrent_tous(systeme: ActeurSysteme) -> None:
    fichier = exiger_partage("data", "etablissements_occitanie.csv.gz")
    charger_communes(systeme, regions=["76"])
    rendu = importer_finess(systeme, fichier)
    assert (rendu.comptes["crees"], rendu.comptes["rejetes"]) == (504, 0)
    assert Etablissement.objects.filter(commune=None).count() == 0
    assert Etablissement.objects.filter(categorie="183").count() == 111
