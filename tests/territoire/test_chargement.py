from __future__ import annotations

import json
import time

import pytest
import shapely
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.socle.acteur import ActeurSysteme
from maillage.territoire import selectors, services
from maillage.territoire.models import AncienneCommune, Commune, Contour

pytestmark = pytest.mark.django_db
OCCITANIE = "76"
DEPARTEMENTS = ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"]
CORSE = "94"
TAILLE_MAX = 1_500_000


def test_l_occitanie_se_charge_vite_et_en_entier(systeme: ActeurSysteme) -> None:
    debut = time.perf_counter()
    compte = services.charger_communes(systeme, regions=[OCCITANIE])
    assert time.perf_counter() - debut < 12  # three seconds alone; room is left for a shared machine
    assert compte.communes == Commune.objects.count() > 4400
    assert selectors.departements_charges() == DEPARTEMENTS
    assert Commune.objects.filter(lon=None).count() == 0
    assert Commune.objects.filter(population=None).count() == 0
    toulouse = selectors.commune_par_code("31555")
    assert toulouse is not None
    assert (toulouse.nom, toulouse.departement, toulouse.region) == ("Toulouse", "31", "76")
    assert 1.3 < (toulouse.lon or 0) < 1.6
    assert toulouse.epci_nom == "Toulouse Métropole"


def test_chargee_deux_fois_une_region_ne_change_pas(systeme: ActeurSysteme) -> None:
    premier = services.charger_communes(systeme, regions=[CORSE])
    assert services.charger_communes(systeme, regions=[CORSE]) == premier
    assert selectors.departements_charges() == ["2A", "2B"]


def test_un_ancien_code_mene_a_la_commune_d_aujourd_hui(systeme: ActeurSysteme) -> None:
    services.charger_communes(systeme, regions=[OCCITANIE])
    ancienne = AncienneCommune.objects.order_by("code").first()
    assert ancienne is not None
    trouvee = selectors.commune_par_code(ancienne.code)
    assert trouvee is not None and trouvee.pk == ancienne.commune_id
    assert selectors.communes_actuelles([ancienne.code, "31555", "00000"]) == {
        ancienne.code: ancienne.commune_id,
        "31555": "31555",
    }


def test_les_contours_contiennent_les_communes(systeme: ActeurSysteme) -> None:
    services.charger_communes(systeme, regions=[CORSE])
    collection = selectors.contours("DEPARTEMENT")
    assert [element["properties"]["nom"] for element in collection["features"]] == ["Corse-du-Sud", "Haute-Corse"]
    for element in collection["features"]:
        contour = shapely.from_geojson(json.dumps(element["geometry"]))
        assert contour.is_valid
        points = Commune.objects.filter(departement=element["id"]).values_list("lon", "lat")
        dedans = [contour.contains(shapely.Point(lon, lat)) for lon, lat in points]
        assert sum(dedans) / len(dedans) > 0.97
    assert selectors.noms_des_contours("REGION") == {CORSE: "Corse"}
    assert Contour.objects.filter(niveau="EPCI").count() > 10


def test_chaque_fichier_de_contours_livre_est_leger_et_dit_sa_source() -> None:
    for fichier in services.FICHIERS_CONTOURS.values():
        chemin = services.DOSSIER_CONTOURS / fichier
        assert chemin.stat().st_size < TAILLE_MAX
        assert "Licence Ouverte" in json.loads(chemin.read_text("utf-8").splitlines()[0])["source"]


def test_la_commande_charge_une_region(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("charger_territoire", region=[CORSE])
    assert "360 communes" in capsys.readouterr().out


def test_une_region_inconnue_est_refusee(systeme: ActeurSysteme) -> None:
    with pytest.raises(ValidationError, match="99"):
        services.charger_communes(systeme, regions=["99"])


def test_seule_l_ecriture_du_territoire_permet_de_charger() -> None:
    direction = ActeurUtilisateur(1, "Direction", None, (HabilitationActive("DIRECTION", frozenset({1})),))
    with pytest.raises(PermissionDenied):
        services.charger_communes(direction, regions=[CORSE])
