from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.structures import selectors, services
from maillage.structures.finess import FormatInconnu, importer_finess
from maillage.structures.models import ChangementEtablissement, Etablissement, LotFiness, OrganismeGestionnaire
from tests.fabriques import CommuneFactory, EtablissementFactory
from tests.structures.finess.fichiers import ege, fichier_csv, fichier_json

pytestmark = pytest.mark.django_db
MAI, JUIN = dt.date(2026, 5, 20), dt.date(2026, 6, 20)


@pytest.fixture(autouse=True)
def _toulouse() -> None:
    CommuneFactory(code="31555", nom="Toulouse", departement="31", lon=1.43, lat=43.6)
    CommuneFactory(code="31395", nom="Muret", departement="31", lon=1.32, lat=43.46)


def natures() -> list[str]:
    return list(ChangementEtablissement.objects.order_by("pk").values_list("nature", flat=True))


def test_les_deux_formats_donnent_le_meme_etablissement(systeme: ActeurSysteme) -> None:
    importer_finess(systeme, fichier_csv({}), situation_le=MAI)
    ancien = Etablissement.objects.get()
    rendu = importer_finess(systeme, fichier_json(ege()))
    nouveau = Etablissement.objects.get()
    assert rendu.comptes["crees"] == 0
    assert natures() == ["CREATION"]
    for champ in ("nom", "categorie", "adresse", "code_postal", "commune_id", "telephone"):
        assert getattr(ancien, champ) == getattr(nouveau, champ)
    assert (nouveau.adresse, nouveau.telephone) == ("6 RUE DU LYCEE", "05 61 00 00 01")
    assert (nouveau.lon, nouveau.position_source, nouveau.ouvert_le) == (1.4412, "ADRESSE", dt.date(1991, 1, 1))
    assert nouveau.organisme is not None and nouveau.organisme.finess == "310999999"


def test_l_extrait_etalab_donne_aussi_le_meme_etablissement(systeme: ActeurSysteme) -> None:
    CommuneFactory(code="97105", nom="Basse-Terre", departement="971", lon=-61.73, lat=15.99)
    lignes = [
        "finess;etalab;111;2026-05-12",
        "structureet;310000001;310999999;SESSAD LES TILLEULS;;;;6;R;DU LYCEE;;;555;31;HAUTE GARONNE;31000 TOULOUSE;"
        "0561000001;;182;SESSAD;4106;Services;;;;;;;1991-01-01;1991-01-01;2020-02-04;0310001A",
        "structureet;970100001;;IME INVENTE;;;;;;LE BOURG;;;105;9A;GUADELOUPE;97100 BASSE TERRE;;;183;IME;;;;;;;;;;;;",
        "geolocalisation;310000001;574357.8;6279642.9;1,ATLASANTE,100;2026-05-11",
        "geolocalisation;970100001;635900.0;1768000.0;1,ATLASANTE,100;2026-05-11",
    ]
    rendu = importer_finess(systeme, io.BytesIO("\n".join(lignes).encode()))
    assert (rendu.comptes["crees"], rendu.situation_le, rendu.lignes) == (2, dt.date(2026, 5, 12), [])
    suite = importer_finess(systeme, fichier_json(ege(uai="0310001A")))
    tilleuls = Etablissement.objects.get(finess="310000001")
    assert (suite.comptes["modifies"], natures()) == (1, ["CREATION", "CREATION"])
    assert (tilleuls.adresse, tilleuls.commune_id, tilleuls.uai) == ("6 RUE DU LYCEE", "31555", "0310001A")
    guadeloupe = Etablissement.objects.get(finess="970100001")
    assert (guadeloupe.commune_id, round(guadeloupe.lon or 0, 1), round(guadeloupe.lat or 0, 1)) == (
        "97105",
        -61.7,
        16.0,
    )


def test_le_meme_fichier_deux_fois_ne_change_rien(systeme: ActeurSysteme) -> None:
    contenu = fichier_json(ege(), ege(finess="310000002", etat="I", fermeture="2024-12-31")).getvalue()
    importer_finess(systeme, io.BytesIO(contenu))
    avant = list(Etablissement.objects.order_by("pk").values())
    rendu = importer_finess(systeme, io.BytesIO(contenu))
    assert rendu.deja_lu
    assert (rendu.comptes["inchanges"], rendu.comptes["crees"], rendu.changements) == (2, 0, [])
    assert list(Etablissement.objects.order_by("pk").values()) == avant
    assert natures() == ["CREATION", "CREATION", "FERMETURE"]
    assert LotFiness.objects.count() == 1


def test_fermer_rouvrir_et_demenager_deviennent_une_histoire_datee(systeme: ActeurSysteme) -> None:
    importer_finess(systeme, fichier_json(ege(), le="2026-01-10"))
    importer_finess(systeme, fichier_json(ege(commune="31395", voie="DE LA GARE"), le="2026-02-10"))
    importer_finess(systeme, fichier_json(ege(commune="31395", voie="DE LA GARE", etat="I"), le="2026-03-10"))
    importer_finess(systeme, fichier_json(ege(commune="31395", voie="DE LA GARE"), le="2026-04-10"))
    histoire = [(c.nature, c.date) for c in ChangementEtablissement.objects.order_by("pk")]
    assert histoire == [
        ("CREATION", dt.date(1991, 1, 1)),
        ("DEMENAGEMENT", dt.date(2026, 2, 10)),
        ("FERMETURE", dt.date(2026, 3, 10)),
        ("REOUVERTURE", dt.date(2026, 4, 10)),
    ]
    demenagement = ChangementEtablissement.objects.get(nature="DEMENAGEMENT")
    assert demenagement.avant["adresse"] == "6 RUE DU LYCEE"
    assert demenagement.apres["commune"] == "31395"
    assert Etablissement.objects.get().ferme_le is None


def test_un_fichier_plus_ancien_ne_change_rien(systeme: ActeurSysteme) -> None:
    importer_finess(systeme, fichier_json(ege(nom="SESSAD NOUVEAU"), le="2026-08-13"))
    rendu = importer_finess(systeme, fichier_json(ege(nom="SESSAD ANCIEN"), le="2026-01-01"))
    assert rendu.comptes["plus_anciens"] == 1
    assert Etablissement.objects.get().nom == "SESSAD NOUVEAU"


def test_un_changement_de_nom_ou_d_organisme_est_garde(systeme: ActeurSysteme) -> None:
    importer_finess(systeme, fichier_json(ege(), le="2026-01-10"))
    importer_finess(systeme, fichier_json(ege(nom="SESSAD BIS"), le="2026-02-10", organisme="310888888"))
    assert natures() == ["CREATION", "RENOMMAGE", "GESTIONNAIRE"]
    assert OrganismeGestionnaire.objects.count() == 2


def test_une_adresse_mal_reconnue_attend_une_personne(systeme: ActeurSysteme) -> None:
    rendu = importer_finess(systeme, fichier_json(ege(score="0.81")))
    etablissement = Etablissement.objects.get()
    assert (rendu.comptes["a_revoir"], etablissement.revue_motif) == (1, "SCORE_FAIBLE")
    assert list(selectors.positions_a_revoir()) == [etablissement]
    services.corriger_position(systeme, etablissement, lon=1.45, lat=43.61)
    assert not selectors.positions_a_revoir().exists()
    importer_finess(systeme, fichier_json(ege(score="0.99"), le="2026-09-13"))
    etablissement.refresh_from_db()
    assert (etablissement.lon, etablissement.position_source) == (1.45, "MANUELLE")


@pytest.mark.parametrize(
    ("champs", "motif"),
    [
        ({"position": None, "score": None}, "SANS_POSITION"),
        ({"commune": "31999"}, "COMMUNE_INCONNUE"),
        ({"position": ("2.35", "48.85", "0", "0")}, "LOIN_DE_LA_COMMUNE"),
        ({"position": ("574000.2", "6280000.1", "43.6021", "1.4412")}, ""),
        ({"position": None, "score": None, "etat": "I", "fermeture": "2020-01-01"}, ""),
    ],
)
def test_chaque_position_douteuse_a_son_motif(systeme: ActeurSysteme, champs: dict[str, object], motif: str) -> None:
    importer_finess(systeme, fichier_json(ege(**champs)))
    assert Etablissement.objects.get().revue_motif == motif


def test_une_fiche_fausse_n_arrete_pas_les_autres(systeme: ActeurSysteme) -> None:
    fichier = fichier_csv(
        {"nofinesset": "31A"},
        {"nofinesset": "310000002", "date_ouverture": "2020-02-30"},
        {"nofinesset": "310000003", "date_ouverture": "2020-01-01", "date_fermeture": "2019-01-01"},
        {"nofinesset": "310000004", "rs": "", "uai": "ABC"},
        {"nofinesset": "310000005"},
        {"nofinesset": "310000005"},
        {"nofinesset": "310000006", "categorie": "620"},
    )
    rendu = importer_finess(systeme, fichier, nom="finess.csv", situation_le=MAI)
    assert [e.finess for e in Etablissement.objects.all()] == ["310000005"]
    assert (rendu.comptes["rejetes"], rendu.comptes["hors_champ"], rendu.comptes["lus"]) == (5, 1, 7)
    textes = [ligne.en_texte() for ligne in rendu.lignes]
    assert textes[0].startswith("finess.csv, ligne 2, finess « 31A » : un numéro FINESS a 9 chiffres")
    assert {ligne.champ for ligne in rendu.rejets} == {"finess", "ouvert_le", "ferme_le", "nom"}
    assert "déjà été lu (ligne 6)" in textes[-1]


def test_un_numero_d_organisme_faux_est_dit_et_laisse_vide(systeme: ActeurSysteme) -> None:
    rendu = importer_finess(systeme, fichier_json(ege(), organisme="3109999990123"))
    assert Etablissement.objects.get().organisme is None
    assert [(ligne.champ, ligne.gravite) for ligne in rendu.lignes] == [("organisme_finess", "INFO")]


def test_l_essai_execute_vraiment_puis_defait_tout(systeme: ActeurSysteme) -> None:
    EtablissementFactory(finess="310000001", nom="ANCIEN NOM")
    rendu = importer_finess(systeme, fichier_json(ege(), ege(finess="310000002")), essai=True)
    assert (rendu.comptes["crees"], rendu.comptes["renommes"]) == (1, 1)
    assert Etablissement.objects.get().nom == "ANCIEN NOM"
    assert not LotFiness.objects.exists()
    assert not ChangementEtablissement.objects.exists()
    assert not Trace.objects.filter(acte="structures.importer_finess").exists()


def test_un_etablissement_connu_par_son_uai_recoit_son_numero_finess(systeme: ActeurSysteme) -> None:
    importer_finess(systeme, fichier_csv({"nofinesset": "", "uai": "0310001A"}), situation_le=MAI)
    importer_finess(systeme, fichier_json(ege(uai="0310001A")))
    assert (Etablissement.objects.get().finess, natures()) == ("310000001", ["CREATION"])
    rendu = importer_finess(
        systeme, fichier_csv({"nofinesset": "", "uai": "0310001A"}), situation_le=dt.date(2026, 9, 1)
    )
    assert (rendu.comptes["inchanges"], Etablissement.objects.count()) == (1, 1)


def test_un_uai_porte_par_deux_etablissements_ne_se_devine_pas(systeme: ActeurSysteme) -> None:
    importer_finess(systeme, fichier_json(ege(uai="0310001A"), ege(finess="310000002", uai="0310001A")))
    rendu = importer_finess(
        systeme, fichier_csv({"nofinesset": "", "uai": "0310001A"}), situation_le=dt.date(2026, 9, 1)
    )
    assert rendu.comptes["rejetes"] == 1
    assert "FINESS" in rendu.lignes[0].remede
    assert Etablissement.objects.count() == 2


def test_une_structure_sans_finess_ni_uai_garde_la_reference_de_sa_source(systeme: ActeurSysteme) -> None:
    ligne = {"nofinesset": "", "id": "PCO-31", "categorie": "PCO", "rs": "PCO inventée"}
    for _ in range(2):
        importer_finess(systeme, fichier_csv(ligne), situation_le=MAI)
    assert Etablissement.objects.get().reference == "PCO-31"


def test_un_fichier_tronque_garde_ce_qui_a_ete_lu(systeme: ActeurSysteme) -> None:
    entier = fichier_json(ege()).getvalue().rstrip(b"}\n ]")
    with pytest.raises(FormatInconnu):
        importer_finess(systeme, io.BytesIO(entier))
    debut = fichier_json(ege()).getvalue().decode()
    coupe = io.BytesIO((debut.rsplit("]", 1)[0] + ",\n {").encode())
    rendu = importer_finess(systeme, coupe)
    assert (rendu.comptes["crees"], rendu.comptes["rejetes"]) == (1, 1)
    assert "s'arrête" in rendu.lignes[-1].message


@pytest.mark.parametrize(
    "contenu", [b"", b"a,b,c\n1,2,3\n", b"{}", b"\xff\xfe\x00", b'{"schemaVersion": "v9"}', b"\x1f\x8bX"]
)
def test_un_fichier_d_un_autre_genre_est_refuse_en_entier(systeme: ActeurSysteme, contenu: bytes) -> None:
    with pytest.raises(FormatInconnu, match="nofinesset"):
        importer_finess(systeme, io.BytesIO(contenu))
    assert not LotFiness.objects.exists()


def test_seule_l_administration_importe() -> None:
    direction = ActeurUtilisateur(1, "Direction", None, (HabilitationActive("DIRECTION", frozenset({1})),))
    with pytest.raises(PermissionDenied):
        importer_finess(direction, fichier_csv({}))


def test_lire_plus_d_etablissements_ne_coute_pas_plus_de_requetes(
    systeme: ActeurSysteme, django_assert_max_num_queries: object
) -> None:
    lignes = [{"nofinesset": f"3100001{rang:02d}"} for rang in range(40)]
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        importer_finess(systeme, fichier_csv(*lignes), situation_le=JUIN)
