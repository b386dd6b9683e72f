"""The pages, by role; the bad days of forms; files; constant queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.reconnaissance import services
from maillage.reconnaissance.models import DossierReconnaissance, EffetReconnaissance
from maillage.socle.models import Brouillon
from tests.fabriques import DispositifFactory
from tests.reconnaissance.conftest import Scene

pytestmark = pytest.mark.django_db
LISTE = "/reconnaissance/"
Connexion = Callable[[str], Client]
Adresse = Callable[..., str]


def test_la_direction_ouvre_ecrit_joint_et_depose(scene: Scene, connexion: Connexion, adresse: Adresse) -> None:
    client = connexion("DIRECTION")
    assert "Ouvrir le dossier prérempli" in client.get(adresse("dossier")).content.decode()
    assert client.post(adresse("ouvrir")).status_code == 302
    for code in ("public", "modalites", "organisation", "appui_ressource"):
        reponse = client.post(adresse("section", code), {"texte": "Notre texte", "lue": "0", "suivante": "1"})
        assert reponse.status_code == 302
    fichier = SimpleUploadedFile("convention.txt", b"Convention entre deux associations\n")
    assert client.post(adresse("joindre"), {"genre": "ACCORD", "fichier": fichier}).status_code == 302
    page = client.get(adresse("dossier")).content.decode()
    assert "Tous les prérequis sont tenus." in page
    assert client.post(adresse("acte", "echanger"), {"version": scene.version}).status_code == 302
    assert client.get(adresse("acte", "deposer")).status_code == 200
    assert client.post(adresse("acte", "deposer"), {"version": scene.version}).status_code == 302
    page = client.get(adresse("dossier")).content.decode()
    assert "Récépissé" in page
    assert "Retirer le dépôt" in page
    piece = scene.dossier().pieces.get()
    assert client.get(adresse("piece", piece.identifiant)).content == b"Convention entre deux associations\n"


def test_un_depot_incomplet_le_dit_avant_et_apres(scene: Scene, connexion: Connexion, adresse: Adresse) -> None:
    scene.dispositif.places.filter(modalite="AN").delete()
    services.ouvrir_dossier(scene.direction, scene.dispositif)
    services.demander_echange(scene.direction, scene.dispositif)
    client = connexion("DIRECTION")
    assert "Manque : accueil de nuit" in client.get(adresse("acte", "deposer")).content.decode()
    refus = client.post(adresse("acte", "deposer"), {"version": scene.version})
    assert refus.status_code == 422
    assert "Il manque" in refus.content.decode()
    page = client.get(adresse("dossier")).content.decode()
    assert "La DDARS peut chercher avec vous un partenaire" in page
    assert adresse("joindre") in page


def test_une_page_trop_vieille_ne_decide_de_rien(scene: Scene, connexion: Connexion, adresse: Adresse) -> None:
    scene.deposer()
    premier, second = connexion("ARS"), connexion("ARS2")
    version = scene.version
    assert premier.post(adresse("decider", "instruire"), {"version": version}).status_code == 302
    conflit = second.post(adresse("decider", "instruire"), {"version": version})
    assert conflit.status_code == 409
    assert "a agi sur ce dossier" in conflit.content.decode()


def test_l_ars_donne_des_axes_avec_qui_et_quand(scene: Scene, connexion: Connexion, adresse: Adresse) -> None:
    scene.instruire()
    client = connexion("ARS")
    incomplet = {"version": scene.version, "motifs": "Pas encore.", "axe_1": "Nuit", "qui_1": "", "avant_1": ""}
    refus = client.post(adresse("decider", "axes"), incomplet)
    assert refus.status_code == 422
    assert "qui le porte et avant quel jour" in refus.content.decode()
    assert "Pas encore." in refus.content.decode()
    echeance = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    complet = {**incomplet, "qui_1": "Le dispositif", "avant_1": echeance}
    assert client.post(adresse("decider", "axes"), complet).status_code == 302
    page = connexion("DIRECTION").get(adresse("dossier")).content.decode()
    assert "Plan de travail" in page
    axe = scene.dossier().decisions.get().axes.get()
    assert connexion("ORGANISME").post(adresse("cocher_axe", axe.pk), {"fait": "1"}).status_code == 302
    axe.refresh_from_db()
    assert axe.fait_le == timezone.localdate()


def _reconnaitre(scene: Scene, client: Client, adresse: Adresse) -> None:
    scene.instruire()
    hier = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
    arretes: dict[str, Any] = {}
    for porteur in scene.porteurs:
        arretes |= {f"numero_{porteur.pk}": f"2026-{porteur.pk}", f"signe_{porteur.pk}": hier}
    for acte, saisie in (("pret", {"motifs": "Tout y est."}), ("arreter", arretes), ("reconnaitre", {})):
        assert client.get(adresse("decider", acte)).status_code == 200
        reponse = client.post(adresse("decider", acte), {"version": scene.version, **saisie})
        assert reponse.status_code == 302, reponse.content.decode()


def test_deux_arretes_un_dispositif_et_des_effets_coches(scene: Scene, connexion: Connexion, adresse: Adresse) -> None:
    client = connexion("ARS")
    _reconnaitre(scene, client, adresse)
    page = client.get(adresse("dossier")).content.decode()
    assert "2 arrêtés, un seul dispositif" in page
    assert "Cocher « dispositif » dans SERAFIN-PH" in page
    arrete = scene.dossier().arretes.first()
    assert arrete is not None
    pdf = connexion("DIRECTION").get(adresse("arrete", arrete.pk, "pdf"))
    assert pdf.content.startswith(b"%PDF-")
    assert client.get(adresse("arrete", arrete.pk, "docx")).content.startswith(b"PK")
    effet = EffetReconnaissance.objects.filter(code="MDPH").get()
    assert client.post(adresse("cocher_effet", effet.pk), {"fait": "1"}).status_code == 302
    assert connexion("DIRECTION").post(adresse("cocher_effet", effet.pk), {"fait": "1"}).status_code == 403
    effet.refresh_from_db()
    assert effet.fait_par == "Camille Ars"
    assert client.get(LISTE + "?etat=effets").context["page"].paginator.count == 1


def test_un_conflit_de_redaction_garde_les_deux_textes(scene: Scene, connexion: Connexion, adresse: Adresse) -> None:
    services.ouvrir_dossier(scene.direction, scene.dispositif)
    client = connexion("DIRECTION")
    client.get(adresse("section", "public"))
    services.ecrire_section(scene.acteur("ORGANISME"), scene.dispositif.pk, "public", texte="Le leur", lue=0)
    conflit = client.post(adresse("section", "public"), {"texte": "Le mien", "lue": "0"})
    assert conflit.status_code == 409
    page = conflit.content.decode()
    assert "Le leur" in page
    assert "Le mien" in page
    assert client.post(adresse("section", "public"), {"texte": "Les deux", "lue": "1"}).status_code == 302
    assert "Le leur" in client.get(adresse("historique", "public")).content.decode()


def test_un_texte_a_moitie_ecrit_attend_et_s_efface_une_fois_enregistre(
    scene: Scene, connexion: Connexion, adresse: Adresse
) -> None:
    services.ouvrir_dossier(scene.direction, scene.dispositif)
    client = connexion("DIRECTION")
    cle = adresse("section", "public")
    client.post(reverse("socle:brouillon"), {"brouillon_cle": cle, "texte": "À moitié", "lue": "0"})
    assert "Un brouillon vous attend" in client.get(cle).content.decode()
    assert "À moitié" in client.get(f"{cle}?reprendre=1").content.decode()
    client.post(cle, {"texte": "Entier", "lue": "0"})
    assert not Brouillon.objects.exists()


def test_un_fichier_interdit_se_dit_a_cote_du_champ(scene: Scene, connexion: Connexion, adresse: Adresse) -> None:
    services.ouvrir_dossier(scene.direction, scene.dispositif)
    fichier = SimpleUploadedFile("outil.exe", b"MZ\x00\x01")
    refus = connexion("DIRECTION").post(adresse("joindre"), {"genre": "ACCORD", "fichier": fichier})
    assert refus.status_code == 422
    assert "fichier" in refus.context["form"].errors


def test_la_mission_lit_les_etats_et_n_ouvre_aucun_dossier(
    scene: Scene, connexion: Connexion, adresse: Adresse
) -> None:
    scene.deposer()
    client = connexion("MISSION")
    page = client.get(LISTE).content.decode()
    assert "DIME inventé" in page
    assert adresse("dossier") not in page
    for nom in ("dossier", "texte", "echanges"):
        assert client.get(adresse(nom)).status_code == 403
    assert client.get(adresse("document", "pdf")).status_code == 403


def test_une_direction_ne_voit_que_son_dispositif(scene: Scene, connexion: Connexion) -> None:
    DispositifFactory(code="ailleurs", nom="Ailleurs inventé", departement="81")
    page = connexion("DIRECTION").get(LISTE).content.decode()
    assert "DIME inventé" in page
    assert "Ailleurs inventé" not in page


def test_la_liste_se_filtre_se_trie_et_s_exporte(scene: Scene, connexion: Connexion) -> None:
    DispositifFactory(code="ailleurs", nom="Ailleurs inventé", departement="81")
    scene.deposer()
    client = connexion("ARS")

    def noms(suite: str) -> list[str]:
        return [ligne.dispositif.code for ligne in client.get(LISTE + suite).context["lignes"]]

    assert noms("") == ["dime-a", "ailleurs"]
    assert noms("?tri=nom") == ["ailleurs", "dime-a"]
    assert noms("?etat=a-instruire") == noms("?etat=DEPOSE") == noms("?departement=31") == ["dime-a"]
    assert noms("?etat=sans-dossier") == noms("?recherche=ailleurs") == ["ailleurs"]
    assert noms("?recherche=Association+inventée+B") == noms("?urgence=Bientôt") == ["dime-a"]
    assert noms(f"?recherche={scene.dossier().identifiant}") == ["dime-a"]
    assert noms("?etat=inconnu&tri=inconnu") == ["dime-a", "ailleurs"]
    assert "Aucun dossier ne répond" in client.get(LISTE + "?recherche=rien").content.decode()
    csv = client.get(LISTE + "export.csv?etat=DEPOSE").content.decode("utf-8-sig")
    assert "DIME inventé" in csv
    assert "Ailleurs" not in csv
    assert client.get(LISTE + "export.xlsx").content.startswith(b"PK")
    assert client.get(LISTE + "export.doc").status_code == 404


@pytest.mark.parametrize(
    ("nom", "arguments"),
    [
        ("texte", []),
        ("section", ["public"]),
        ("joindre", []),
        ("echanges", []),
        ("acte", ["deposer"]),
        ("document", ["pdf"]),
        ("depot", [1, "html"]),
        ("recepisse", [1, "pdf"]),
        ("arrete", [1, "pdf"]),
        ("piece", ["x"]),
        ("historique", ["inconnue"]),
    ],
)
def test_sans_dossier_rien_de_plus_ne_s_ouvre(
    scene: Scene, connexion: Connexion, adresse: Adresse, nom: str, arguments: list[Any]
) -> None:
    assert connexion("DIRECTION").get(adresse(nom, *arguments)).status_code == 404


def test_ce_qui_n_existe_pas_est_introuvable(scene: Scene, connexion: Connexion, adresse: Adresse) -> None:
    scene.deposer()
    client, ars = connexion("DIRECTION"), connexion("ARS")
    introuvables = [
        ("section", "inconnue"),
        ("acte", "pret"),
        ("acte", "effacer"),
        ("depot", 9, "html"),
        ("depot", 1, "xls"),
        ("document", "odt"),
        ("piece", "inconnue"),
    ]
    for nom, *arguments in introuvables:
        assert client.get(adresse(nom, *arguments)).status_code == 404, nom
    assert ars.get(adresse("rendre_avis", 1)).status_code == 404
    assert ars.get(adresse("decider", "deposer")).status_code == 404
    assert "à cette étape" in client.get(adresse("acte", "modifier")).content.decode()


def _cloner(dossier: DossierReconnaissance, nombre: int) -> None:
    dispositifs = [DispositifFactory(code=f"clone-{rang}") for rang in range(nombre)]
    DossierReconnaissance.objects.bulk_create(
        DossierReconnaissance(
            dispositif=dispositif,
            etat="DEPOSE",
            ouvert_le=dossier.ouvert_le,
            ouvert_par="x",
            etat_depuis=dossier.etat_depuis,
            echeance=dossier.echeance,
        )
        for dispositif in dispositifs
    )


def test_le_nombre_de_requetes_de_la_liste_ne_suit_pas_sa_longueur(
    scene: Scene, connexion: Connexion, django_assert_max_num_queries: Any
) -> None:
    scene.deposer()
    client = connexion("ARS")
    client.get(LISTE)
    with django_assert_max_num_queries(20) as peu:
        client.get(LISTE)
    _cloner(scene.dossier(), 60)
    with django_assert_max_num_queries(len(peu)):
        page = client.get(LISTE)
    assert page.context["page"].paginator.num_pages == 2
    with django_assert_max_num_queries(len(peu)):
        assert client.get(LISTE + "export.csv").status_code == 200


@pytest.mark.parametrize("nom", ["dossier", "texte", "echanges", "instruction"])
def test_le_nombre_de_requetes_d_un_dossier_est_constant(
    scene: Scene, connexion: Connexion, adresse: Adresse, django_assert_max_num_queries: Any, nom: str
) -> None:
    scene.deposer()
    dossier = scene.dossier()
    dossier.decisions.create(tour=0, sens="AXES", motifs="x", par="x", le=timezone.now())
    client = connexion("ARS")
    client.get(adresse(nom))
    with django_assert_max_num_queries(60) as peu:
        client.get(adresse(nom))
    for rang in range(5):
        services.ecrire_note(scene.ars, scene.dispositif, texte=f"Note {rang}")
        services.ecrire_message(scene.ars, scene.dispositif, texte=f"Message {rang}")
        dossier.redactions.create(code="cpom", numero=rang + 1, texte="x", par="x", le=timezone.now())
        dossier.decisions.create(tour=rang + 5, sens="PRET", motifs="x", par="x", le=timezone.now())
        dossier.depots.create(tour=rang + 5, depose_le=timezone.now(), par="x", contenu={}, empreinte="x")
        dossier.effets.create(tour=1, code="MDPH", cible=str(rang), avant_le=timezone.localdate())
    with django_assert_max_num_queries(len(peu)):
        assert client.get(adresse(nom)).status_code == 200
