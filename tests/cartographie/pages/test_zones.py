"""Zones blanches: three readings, departures of professionals, engines down, bad positions, kept results."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.cartographie.commandes import zones
from maillage.cartographie.models import Ecole, EtatEtude, EtudeZones
from maillage.cartographie.selectors.zones import zones_de
from maillage.cartographie.services import DemandeEtude, calculer_etude, demander_etude
from maillage.cartographie.taches import traiter_etude
from maillage.socle.acteur import ActeurSysteme
from maillage.territoire.models import PopulationAge
from tests.cartographie.pages.conftest import AUTISME, INTELLECTUELLE, JUIN, Connexion, Scene, creer_commune
from tests.fabriques import AffectationFactory, EtablissementFactory, UniteFactory

pytestmark = pytest.mark.django_db
ETUDES = "cartographie:etudes"
QUESTION = {
    "public": AUTISME,
    "modalite": "AJ",
    "departement": "99",
    "base": "COMMUNE",
    "seuil": "30",
    "fournisseur": "estimation",
}


def etude_de(systeme: ActeurSysteme, **champs: Any) -> EtudeZones:
    valeurs = {
        "public": AUTISME,
        "seuil": 30,
        "fournisseur": "estimation",
        "offre_le": JUIN,
        "departement": "99",
        **champs,
    }
    return calculer_etude(demander_etude(systeme, DemandeEtude(**valeurs)))


def lectures(etude: EtudeZones) -> dict[str, str]:
    return {zone.nom: zone.lecture for zone in zones_de(etude)}


def test_trois_lectures_rien_a_portee_autre_public_trop_peu_de_places(scene: Scene, systeme: ActeurSysteme) -> None:
    creer_commune("Foulerie", 3.51, population=1_000_000)
    riche = EtablissementFactory(commune=scene.loin, lon=4.7, lat=44.5)
    creer_commune("Autremont", 6.5)
    autre = EtablissementFactory(commune=scene.loin, lon=6.5, lat=44.5)
    scene.capacite(scene.etablissement, AUTISME, 1)
    scene.capacite(riche, AUTISME, 5000)
    scene.capacite(autre, INTELLECTUELLE, 30)
    creer_commune("Désertine", 8.5)
    etude = etude_de(systeme)
    trouvees = lectures(etude)
    recues = sum(zone.population * zone.acces for zone in zones_de(etude))
    assert etude.constats["partagees"] == 5001
    assert recues == pytest.approx(5001, abs=1.5)
    assert recues == pytest.approx(etude.constats["distribuees"], abs=0.01)
    assert trouvees["Millac"] == "SATURE"
    assert trouvees["Lointre"] == "OK"
    assert trouvees["Autremont"] == "AUTRE_PUBLIC"
    assert trouvees["Désertine"] == "AUCUN"


def test_une_demande_de_la_page_donne_une_etude_gardee_et_datee(scene: Scene, connecter: Connexion) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    client = connecter()
    reponse = client.post(reverse(ETUDES), QUESTION, follow=True)
    page = reponse.content.decode()
    assert "Par où commencer" in page
    assert "EPCI Lointre" in page
    assert "estimation" in page
    etude = EtudeZones.objects.get()
    assert (etude.etat, etude.temps_estimation, etude.demandee_le is not None) == (EtatEtude.FINIE, True, True)
    assert "Lointre" not in client.get(reverse(ETUDES)).content.decode()


def test_les_niveaux_gardent_les_memes_habitants(scene: Scene, connecter: Connexion, systeme: ActeurSysteme) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    etude, client = etude_de(systeme), connecter()
    for niveau in ("commune", "epci", "departement"):
        reponse = client.get(reverse("cartographie:etude", args=[etude.pk]), {"niveau": niveau})
        assert sum(ligne["valeurs"][1] for ligne in reponse.context["carte"]["lignes"]) == 1700


def test_la_carte_et_le_tableau_ont_les_memes_filtres(
    scene: Scene, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    etude, client = etude_de(systeme), connecter("PROFESSIONNEL")
    parametres = {"niveau": "commune", "lecture": "AUCUN"}
    page = client.get(reverse("cartographie:etude", args=[etude.pk]), parametres)
    points = client.get(reverse("cartographie:etude_donnees", args=[etude.pk]), parametres).json()["features"]
    noms = [trait["properties"]["nom"] for trait in points if trait["geometry"]["type"] == "Point"]
    assert noms == [ligne["libelle"] for ligne in page.context["carte"]["lignes"]] == ["Lointre"]
    export = client.get(reverse("cartographie:etude_export", args=[etude.pk, "csv"]), parametres).content.decode(
        "utf-8-sig"
    )
    assert "Lointre" in export
    assert "Millac" not in export


def test_au_dela_de_cinquante_kilometres_la_page_le_dit(
    scene: Scene, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    etude, client = etude_de(systeme), connecter()
    page = client.get(reverse("cartographie:etude", args=[etude.pk]), {"niveau": "commune", "loin": "on"})
    assert "à plus de 50 km" in page.content.decode()
    assert [ligne["libelle"] for ligne in page.context["carte"]["lignes"]] == ["Lointre"]


def test_le_milieu_ordinaire_part_d_ou_les_professionnels_commencent(scene: Scene, systeme: ActeurSysteme) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12, mode="16")
    assert lectures(etude_de(systeme, modalite="PMO"))["Lointre"] == "AUCUN"
    antenne = UniteFactory(dispositif=scene.dispositif, commune=scene.loin)
    AffectationFactory(dispositif=scene.dispositif, unite=antenne)
    etude = etude_de(systeme, modalite="PMO")
    assert lectures(etude)["Lointre"] == "OK"
    assert (etude.constats["depuis_departs"], etude.constats["depuis_murs"], etude.constats["places"]) == (1, 0, 12)
    assert lectures(etude)["Prévent"] == "AUCUN"


def test_un_moteur_absent_est_dit_et_rien_ne_le_remplace(
    scene: Scene, connecter: Connexion, moteur_absent: str, systeme: ActeurSysteme
) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    gardee = etude_de(systeme)
    etude = etude_de(systeme, fournisseur=moteur_absent)
    assert (etude.etat, etude.lignes) == (EtatEtude.ECHEC, [])
    client = connecter()
    page = client.get(reverse("cartographie:etude", args=[etude.pk])).content.decode()
    assert "Rien n'a été remplacé par une estimation" in page
    assert reverse("cartographie:etude", args=[gardee.pk]) in page
    client.post(reverse("cartographie:relancer", args=[etude.pk]), {"fournisseur": "estimation"})
    assert EtudeZones.objects.first().etat == EtatEtude.FINIE  # type: ignore[union-attr]
    etude.refresh_from_db()
    assert etude.etat == EtatEtude.ECHEC


def test_une_longue_etude_se_fait_a_part_et_dit_ou_elle_en_est(
    scene: Scene, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    etude = demander_etude(systeme, DemandeEtude(AUTISME, 30, "estimation", JUIN))
    client = connecter()
    assert "en cours : 0 %" in client.get(reverse("cartographie:etude", args=[etude.pk])).content.decode()
    traiter_etude.call_local(etude.pk)
    finie = client.get(reverse("cartographie:etude", args=[etude.pk]), headers={"HX-Request": "true"})
    assert finie["HX-Refresh"] == "true"


def test_une_erreur_inattendue_ne_laisse_pas_l_etude_en_cours(
    scene: Scene, systeme: ActeurSysteme, monkeypatch: pytest.MonkeyPatch
) -> None:
    etude = demander_etude(systeme, DemandeEtude(AUTISME, 30, "estimation", JUIN))
    monkeypatch.setattr("maillage.cartographie.taches.calculer_etude", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        traiter_etude.call_local(etude.pk)
    etude.refresh_from_db()
    assert etude.etat == EtatEtude.ECHEC


def test_un_etablissement_mal_place_est_ecarte_et_nomme(
    scene: Scene, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    mal_place = EtablissementFactory(nom="SESSAD retourné", lon=44.5, lat=3.5, commune=scene.proche)
    scene.capacite(mal_place, AUTISME, 12)
    etude = etude_de(systeme)
    page = connecter().get(reverse("cartographie:etude", args=[etude.pk])).content.decode()
    assert "SESSAD retourné" in page
    assert "longitude et latitude semblent inversées" in page


def test_sans_offre_tout_est_blanc_et_sans_commune_l_etude_le_dit(scene: Scene, systeme: ActeurSysteme) -> None:
    assert set(lectures(etude_de(systeme)).values()) == {"AUCUN"}
    vide = etude_de(systeme, departement="98")
    assert (vide.etat, vide.message) == (EtatEtude.ECHEC, "Aucune commune de ce département n'est chargée ici.")
    assert "Aucune école" in etude_de(systeme, base="ECOLE").message


def test_une_question_mal_ecrite_garde_la_saisie(scene: Scene, connecter: Connexion) -> None:
    reponse = connecter().post(reverse(ETUDES), {**QUESTION, "seuil": "0", "public": "zz"})
    assert reponse.status_code == 422
    assert set(reponse.context["form"].errors) == {"seuil", "public"}
    assert EtudeZones.objects.count() == 0


def test_qui_lit_ne_demande_pas(scene: Scene, connecter: Connexion) -> None:
    assert connecter("PROFESSIONNEL").post(reverse(ETUDES), QUESTION).status_code == 403

    class Lecteur(ActeurSysteme):
        def peut(self, *_: object, **__: object) -> bool:
            return False

    with pytest.raises(PermissionDenied):
        demander_etude(Lecteur("x"), DemandeEtude(AUTISME, 30, "estimation", JUIN))


def test_les_ecoles_pesent_leurs_eleves_et_se_lisent_a_chaque_niveau(
    scene: Scene, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    for uai, commune, lon, eleves in (("0990001Z", scene.proche, 3.5, 120), ("0990002Z", scene.loin, 4.7, 30)):
        Ecole.objects.create(uai=uai, nom="École inventée", commune=commune, lon=lon, lat=44.5, eleves=eleves)
    fermee = {"ferme_le": JUIN, "eleves": 999, "lon": 3.5, "lat": 44.5}
    Ecole.objects.create(uai="0990003Z", nom="École fermée", commune=scene.proche, **fermee)
    etude = etude_de(systeme, base="ECOLE")
    assert {z.code: (z.population, z.lecture) for z in zones_de(etude)} == {
        "0990001Z": (120, "OK"),
        "0990002Z": (30, "AUCUN"),
    }
    assert {z.nom: z.eleves for z in zones_de(etude_de(systeme))} == {"Prévent": 120, "Millac": 0, "Lointre": 30}
    adresse, client = reverse("cartographie:etude", args=[etude.pk]), connecter()
    vues = {
        niveau: [
            ligne["libelle"]
            for ligne in client.get(adresse, {"niveau": niveau, "tri": "nom"}).context["carte"]["lignes"]
        ]
        for niveau in ("ecole", "commune", "epci", "departement")
    }
    assert vues["ecole"] == ["École inventée"] * 2
    assert (vues["commune"], vues["epci"]) == (["Lointre", "Prévent"], ["EPCI Lointre", "EPCI Prévent"])
    assert vues["departement"] == ["99"]


@pytest.mark.une_base
def test_les_jeunes_pesent_leurs_ages_et_leurs_nombres_disent_d_ou_ils_viennent(
    scene: Scene, connecter: Connexion, systeme: ActeurSysteme, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counted at Prévent, an estimation of a file at Lointre, a share at Millac; the page, its export and the command say the same."""
    scene.capacite(scene.etablissement, AUTISME, 12)
    for commune, nombre, estimation in ((scene.proche, 232, False), (scene.loin, 3, True)):
        PopulationAge.objects.create(
            commune=commune, age_min=0, age_max=19, annee=2021, nombre=nombre, estimation=estimation
        )
    sortie, client = tmp_path / "z.csv", connecter()
    options = ["--public", AUTISME, "--departement", "99", "--niveau", "commune", "--ages", "0-19"]
    assert zones.executer([*options, "--sortie", str(sortie)]) == 0
    etude = EtudeZones.objects.get()
    assert {z.nom: (z.population, z.origine) for z in zones_de(etude)} == {
        "Prévent": (232, "COMPTEE"), "Millac": (98, "PART"), "Lointre": (3, "ESTIMEE"),
    }  # fmt: skip
    page = client.get(reverse("cartographie:etude", args=[etude.pk]), {"niveau": "commune"})
    vues = {ligne["libelle"]: ligne["valeurs"][1:4] for ligne in page.context["carte"]["lignes"]}
    assert vues["Prévent"] == (230, "comptés", 0)
    assert vues["Lointre"] == ("moins de 5", "estimés par le fichier", "moins de 5")
    texte = page.content.decode()
    assert "moins de 5 jeunes sans rien à portée" in texte
    assert "Jeunes de moins de 20 ans" in texte
    assert "comptés dans un fichier importé" in capsys.readouterr().out
    export = client.get(reverse("cartographie:etude_export", args=[etude.pk, "csv"]), {"niveau": "commune"})
    assert export.content.decode("utf-8-sig").split() == sortie.read_text("utf-8-sig").split()
    assert ";3;" not in sortie.read_text("utf-8-sig")


def test_la_commande_ecrit_ce_que_la_page_montre(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    sortie = tmp_path / "z.csv"
    options = ["--public", AUTISME, "--fournisseur", "estimation", "--sortie", str(sortie)]
    assert zones.executer([*options, "--departement", "99"]) == 0
    assert "EPCI Lointre" in sortie.read_text("utf-8-sig")
    assert "faute de population de moins de 20 ans" in capsys.readouterr().out
    assert zones.executer([*options, "--departement", "98", "--niveau", "rue"]) == 2
    assert "arguments:0:--niveau: epci" in capsys.readouterr().err
    assert zones.executer([*options, "--departement", "98"]) == 2
    assert "arguments:0:--departement:" in capsys.readouterr().err


def test_la_page_ne_coute_pas_plus_de_requetes_avec_plus_de_communes(
    scene: Scene, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    client = connecter()

    def compter() -> int:
        etude = etude_de(systeme)
        with CaptureQueriesContext(connection) as requetes:
            client.get(reverse("cartographie:etude", args=[etude.pk]))
        return len(requetes)

    scene.capacite(scene.etablissement, AUTISME, 12, debut=dt.date(2020, 1, 1))
    compter()
    une = compter()
    for rang in range(6):
        creer_commune(f"Ville {rang}", 3.6 + rang / 10)
    assert compter() == une
