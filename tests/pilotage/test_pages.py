"""Pages of pilotage: same words for the authority and for the establishment, no person, constant queries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.activite import services as activite
from maillage.activite.domain.periode import Periode
from maillage.activite.models import RetourTrimestriel
from maillage.activite.regles import charger_jeu
from maillage.pilotage.models import Publication
from maillage.socle.acteur import ActeurSysteme
from tests.activite.scene import semaine_comptee
from tests.fabriques import DispositifFactory, OrganismeFactory
from tests.pilotage.scene import PERIODE, personne, region_au_hasard, transmettre

pytestmark = pytest.mark.django_db
RETOURS, RESTITUTION = "/pilotage/retours/", "/pilotage/restitution/"


@pytest.fixture(autouse=True)
def _printemps() -> Iterator[None]:
    """The quarter after the one of the returns: theirs is the last finished."""
    with time_machine.travel(datetime(2024, 5, 15, 10, tzinfo=UTC), tick=False):
        yield


def entrer(role: str, **lieu: Any) -> Client:
    client = Client()
    client.force_login(personne(role, **lieu))
    return client


def contenu(reponse: Any) -> str:
    """The body of the page, without what the shell says of who reads it."""
    assert reponse.status_code == 200
    texte = reponse.content.decode()
    assert "style=" not in texte
    trouve = re.search(r"<main.*</main>", texte, re.DOTALL)
    assert trouve
    return trouve[0]


def noms(reponse: Any) -> list[str]:
    return [ligne.dispositif.nom for ligne in reponse.context["page"].object_list]


@pytest.fixture
def quatre() -> list[Any]:
    """One dispositif in each state."""
    dispositifs = [
        DispositifFactory(code=code, nom=nom, type=type_, departement=departement)
        for code, nom, type_, departement in (
            ("a", "Ancolie", "DITEP", "09"),
            ("b", "Bruyère", "DIME", "31"),
            ("c", "Colchique", "DAME", "31"),
            ("d", "Digitale", "DITEP", "81"),
        )
    ]
    for dispositif, etat in zip(dispositifs[1:], ("BROUILLON", "VALIDE", "TRANSMIS"), strict=True):
        transmettre(dispositif, etat=etat)
    return dispositifs


def test_la_liste_dit_l_etat_de_chaque_dispositif_et_la_couverture(quatre: list[Any]) -> None:
    transmettre(quatre[3], revision=2, etat="BROUILLON")
    reponse = entrer("ARS").get(RETOURS)
    texte = contenu(reponse)
    assert noms(reponse) == ["Ancolie", "Bruyère", "Colchique", "Digitale"]
    for mot in ("Attendu", "En brouillon", "Validé", "Transmis", "révision 2 en préparation", "25\u202f%"):
        assert mot in texte.replace("\xa0", "\u202f")
    assert "1 retour transmis" in texte.replace("\xa0", " ")
    assert re.findall(r'href="(/pilotage/retours/\w+/[^"]+)"', texte) == [f"/pilotage/retours/d/{PERIODE}/1/"]


def test_la_liste_se_filtre_et_se_trie(quatre: list[Any]) -> None:
    client = entrer("MISSION")
    assert noms(client.get(RETOURS, {"etat": "VALIDE"})) == ["Colchique"]
    assert noms(client.get(RETOURS, {"departement": "31", "tri": "-nom"})) == ["Colchique", "Bruyère"]
    assert noms(client.get(RETOURS, {"type": "DITEP", "nom": "DIGI"})) == ["Digitale"]
    assert noms(client.get(RETOURS, {"tri": "etat", "type": "inconnu"})) == [d.nom for d in quatre]
    assert "Aucun retour ne répond" in contenu(client.get(RETOURS, {"nom": "zzz"}))


def test_chacun_reste_dans_sa_portee(quatre: list[Any]) -> None:
    organisme = OrganismeFactory()
    quatre[0].organismes.add(organisme)
    quatre[3].organismes.add(organisme)
    assert noms(entrer("ORGANISME", organisme=organisme).get(RETOURS)) == ["Ancolie", "Digitale"]
    direction = entrer("DIRECTION", dispositif=quatre[0])
    assert noms(direction.get(RETOURS)) == ["Ancolie"]
    assert direction.get(reverse("pilotage:retour", args=["d", PERIODE, 1])).status_code == 404
    assert entrer("COORDONNATEUR", dispositif=quatre[0]).get(RETOURS).status_code == 403


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_la_liste_filtree_s_exporte(quatre: list[Any], extension: str) -> None:
    reponse = entrer("ARS").get(f"/pilotage/retours/liste.{extension}", {"etat": "TRANSMIS"})
    assert reponse.status_code == 200
    assert f'retours-recus-{PERIODE}.{extension}"' in reponse["Content-Disposition"]
    if extension == "csv":
        lignes = reponse.content.decode("utf-8-sig").splitlines()
        assert [ligne.split(";")[0] for ligne in lignes[1:-1]] == ["Digitale"]
    assert entrer("ARS").get("/pilotage/retours/liste.exe").status_code == 404


@pytest.fixture
def compte() -> RetourTrimestriel:
    """A return counted for real, transmitted."""
    scene, systeme = semaine_comptee(jeunes=3), ActeurSysteme("essais")
    retour = activite.ouvrir_retour(
        systeme,
        dispositif_id=scene.dispositif.pk,
        periode=Periode.depuis_libelle(PERIODE),
        jeu=charger_jeu("aire-2024"),
    )
    activite.valider_retour(systeme, retour_id=retour.pk, dispositif_id=scene.dispositif.pk)
    return activite.transmettre_retour(systeme, retour_id=retour.pk, dispositif_id=scene.dispositif.pk)


def test_l_autorite_voit_exactement_ce_que_voit_la_direction(compte: RetourTrimestriel) -> None:
    url = reverse("pilotage:retour", args=[compte.dispositif.code, PERIODE, 1])
    lecteurs = [entrer("ARS"), entrer("MISSION"), entrer("DIRECTION", dispositif=compte.dispositif)]
    pages = {re.sub(r' href="[^"]*"', "", contenu(lecteur.get(url))) for lecteur in lecteurs}
    [page] = pages
    assert "File active stricte" in page
    assert "Barème reconstitué" in page


def test_un_retour_ouvert_ne_montre_aucune_personne(compte: RetourTrimestriel) -> None:
    page = contenu(entrer("ARS").get(reverse("pilotage:retour", args=[compte.dispositif.code, PERIODE, 1])))
    [dispositif] = json.loads(bytes(compte.contenu or b""))["dispositifs"]
    identifiants = {jeune["jeune_id"] for jeune in dispositif["jeunes"]}
    identifiants |= {alerte["id"] for alerte in dispositif["alertes"]}
    identifiants |= {
        fait for jeune in dispositif["jeunes"] for semaine in jeune["semaines"] for fait in semaine["faits"]
    }
    assert len(identifiants) >= 3
    assert not [identifiant for identifiant in identifiants if identifiant in page]
    assert "fa_par_commune" not in page


@pytest.mark.parametrize("etat", ["BROUILLON", "VALIDE"])
def test_seul_un_retour_transmis_s_ouvre(etat: str) -> None:
    dispositif = DispositifFactory(code="essai")
    transmettre(dispositif, etat=etat)
    for client in (entrer("ARS"), entrer("DIRECTION", dispositif=dispositif)):
        assert client.get(reverse("pilotage:retour", args=["essai", PERIODE, 1])).status_code == 404


def test_la_restitution_dit_ce_qu_elle_masque_et_ce_qu_elle_vaut() -> None:
    [dispositif, *_] = region_au_hasard(21)
    for client in (entrer("ARS"), entrer("DIRECTION", dispositif=dispositif)):
        texte = contenu(client.get(RESTITUTION))
        for mot in ("pour protéger les personnes", "non dédoublonnés", "Barème reconstitué", "la couverture est de"):
            assert mot in texte
    assert "Publier ce tableau" not in texte


def test_le_fichier_est_le_tableau_montre_et_le_seuil_ne_s_abaisse_pas() -> None:
    region_au_hasard(22)
    client = entrer("MISSION")
    choix = {"public": "ouvert", "seuil": "5"}
    page = client.get(RESTITUTION, choix)
    assert "Le seuil de ce public est 11" in contenu(page)
    fichier = client.get("/pilotage/restitution/tableau.csv", choix)
    assert fichier.content == bytes(page.context["calcule"].contenu)
    assert page.context["choix"].seuil == 11
    assert fichier.content.startswith(b"mesure,region,type,attendus,transmis,couverture,valeur\n")
    assert client.get(RESTITUTION, {"public": "ouvert", "seuil": "15"}).context["choix"].seuil == 15


def test_une_restitution_sans_retour_renvoie_aux_retours_recus() -> None:
    DispositifFactory()
    assert "Aucun retour transmis à réunir" in contenu(entrer("MISSION").get(RESTITUTION))


def test_plusieurs_regions_se_lisent_ligne_par_ligne() -> None:
    region_au_hasard(23)
    transmettre(DispositifFactory(code="loin", region="Bretagne", type="DITEP"), fa_stricte=30)
    page = entrer("MISSION").get(RESTITUTION)
    assert page.context["tableau"].regions == ("Bretagne", "Occitanie", "TOTAL")
    assert 'scope="rowgroup"' in contenu(page)


def publier(client: Client, **change: str) -> Any:
    vu = client.get(RESTITUTION).context["calcule"].sources
    donnees = {"periode": PERIODE, "regles": "aire-2024", "public": "restreint", "seuil": "5", "vu": vu, **change}
    return client.post("/pilotage/publications/publier/", donnees, follow=True)


def test_publier_garde_le_tableau_et_chacun_le_relit() -> None:
    [dispositif, *_] = region_au_hasard(24)
    page = publier(entrer("MISSION"))
    assert "Le tableau est publié" in contenu(page)
    publication = Publication.objects.get()
    direction = entrer("DIRECTION", dispositif=dispositif)
    url = reverse("pilotage:publication", args=[PERIODE, 1])
    assert publication.empreinte in contenu(direction.get(url))
    assert dispositif.code not in contenu(direction.get(url))
    assert direction.get(f"{url}tableau.csv").content == bytes(publication.tableau)
    assert "1er trimestre 2024, n° 1" in contenu(direction.get("/pilotage/publications/"))
    assert "1 publication de cette période" in contenu(direction.get(RESTITUTION)).replace("\xa0", " ")
    assert direction.get(reverse("pilotage:publication", args=[PERIODE, 2])).status_code == 404


def test_publier_est_refuse_a_qui_ne_publie_pas_et_a_un_tableau_perime() -> None:
    [dispositif, *_] = region_au_hasard(25)
    direction = entrer("DIRECTION", dispositif=dispositif)
    assert direction.post("/pilotage/publications/publier/", {}).status_code == 403
    assert "relisez le tableau" in contenu(publier(entrer("ARS"), vu="autre"))
    assert "Rien n&#x27;est publié" in contenu(publier(entrer("ARS"), seuil="2"))
    assert not Publication.objects.exists()


@pytest.mark.parametrize("url", [RETOURS, RESTITUTION])
def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_dispositifs(url: str) -> None:
    comptes = []
    client = entrer("MISSION")
    for graine, type_ in ((31, "DITEP"), (32, "DIME")):
        region_au_hasard(graine, types=(type_,), effectif=4 * (graine - 30))
        client.get(url)
        with CaptureQueriesContext(connection) as requetes:
            client.get(url)
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1]
    assert comptes[0] <= 12


@pytest.mark.parametrize("page", [RETOURS, RESTITUTION])
def test_la_periode_proposee_d_abord_est_le_dernier_trimestre_fini(quatre: list[Any], page: str) -> None:
    RetourTrimestriel.objects.filter(dispositif=quatre[1]).update(periode="2024-T2")
    client = entrer("ARS")
    assert client.get(page).context["form"].periodes == [PERIODE, "2024-T2"]
    with time_machine.travel(datetime(2024, 8, 15, 10, tzinfo=UTC), tick=False):
        client = entrer("MISSION")
        assert client.get(page).context["form"].periodes == ["2024-T2", PERIODE]
