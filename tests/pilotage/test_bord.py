"""Dashboards: the same values as the pages they open, never one that is hidden elsewhere, never out of scope."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.pilotage import services
from maillage.pilotage.bord.lecteurs import LecteurProtege
from maillage.pilotage.bord.montage import choix_de, monter
from maillage.pilotage.diaporama import planches
from maillage.pilotage.domain.bord import INDICATEURS, PUBLIE_DE
from maillage.pilotage.domain.tableau import TOTAL, Cle, Croisement
from maillage.pilotage.presentation import Presentee, rapport_de
from maillage.pilotage.publie import cellules_masquees, chiffre_publie
from maillage.pilotage.selectors.portees import portees_de
from maillage.socle.courriel.models import Courriel
from tests.fabriques import DispositifFactory, OrganismeFactory
from tests.pilotage.fabrique import valeurs_au_hasard
from tests.pilotage.scene import PERIODE, acteur, personne, region_au_hasard, transmettre

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
BORD = "/pilotage/tableau-de-bord/"


@pytest.fixture(autouse=True)
def _printemps() -> Iterator[None]:
    with time_machine.travel(datetime(2024, 5, 15, 10, tzinfo=UTC), tick=False):
        yield


def entrer(role: str, **lieu: Any) -> Client:
    client = Client()
    client.force_login(personne(role, **lieu))
    return client


def region(graine: int = 3, effectif: int = 6) -> list[Any]:
    dispositifs = region_au_hasard(graine, effectif=effectif)
    for dispositif in dispositifs:
        dispositif.region, dispositif.departement = "Occitanie", "31"
        dispositif.save()
    return dispositifs


def test_chaque_role_ouvre_sa_portee_et_nulle_autre() -> None:
    dispositifs = region()
    organisme = OrganismeFactory()
    for dispositif in dispositifs[:2]:
        dispositif.organismes.set([organisme])
    attendues = (
        ("DIRECTION", {"dispositif": dispositifs[0]}, f"{BORD}dispositif/{dispositifs[0].code}/"),
        ("ORGANISME", {"organisme": organisme}, f"{BORD}organisme/{organisme.pk}/"),
        ("DDARS", {"departements": ["31"]}, f"{BORD}departement/31/"),
        ("ARS", {}, f"{BORD}region/occitanie/"),
        ("MISSION", {}, f"{BORD}reseau/ensemble/"),
    )
    for role, lieu, adresse in attendues:
        client = entrer(role, **lieu)
        assert client.get(BORD)["Location"] == adresse
        assert client.get(adresse).status_code == 200
    direction = entrer("DIRECTION", dispositif=dispositifs[0])
    for ailleurs in (
        f"dispositif/{dispositifs[1].code}",
        f"organisme/{organisme.pk}",
        "departement/31",
        "region/autre",
    ):
        assert direction.get(f"{BORD}{ailleurs}/").status_code == 404
        assert direction.get(f"{BORD}{ailleurs}/chiffres.csv").status_code == 404
    assert entrer("PROFESSIONNEL", dispositif=dispositifs[0]).get(BORD).status_code == 403


@pytest.mark.parametrize("graine", [3, 11])
def test_aucune_valeur_de_la_region_ne_sort_sans_protection(graine: int) -> None:
    dispositifs = region(graine)
    table = services.tableau_a_jour(choix_de(PERIODE))
    caches = cellules_masquees(bytes(table.contenu))
    assert caches
    direction = acteur("DIRECTION", dispositif=dispositifs[0])
    for portee in portees_de(direction):
        bord = monter(direction, portee, PERIODE, le=date(2024, 5, 15))
        lecteurs = [*bord.regions, *([bord.lecteur] if isinstance(bord.lecteur, LecteurProtege) else [])]
        for lecteur in lecteurs:
            for chemin in INDICATEURS:
                code = PUBLIE_DE.get(chemin)
                if code and Cle(code, lecteur.croisement) in caches:
                    assert lecteur.valeur(chemin, PERIODE).nombre is None
                    assert lecteur.moyenne(chemin, PERIODE).nombre is None
    page = entrer("DIRECTION", dispositif=dispositifs[0]).get(f"{BORD}region/occitanie/")
    assert [membre.code for membre in page.context["bord"].portee.membres] == [dispositifs[0].code]
    for autre in dispositifs[1:]:
        assert autre.nom not in page.content.decode().split("<main")[1].split("</main>")[0]


def test_un_chiffre_est_le_meme_sur_le_tableau_de_bord_et_sur_la_page_qu_il_ouvre() -> None:
    region()
    client = entrer("ARS")
    page = client.get(f"{BORD}region/occitanie/")
    octets = bytes(services.tableau_a_jour(choix_de(PERIODE)).contenu)
    vus = 0
    for famille, _ in page.context["familles"]:
        for carte in famille.cartes:
            publie = chiffre_publie(octets, Cle(PUBLIE_DE[carte.chemin], Croisement("Occitanie", TOTAL)))
            assert publie is not None and carte.valeur.masquee == publie.case.masquee
            vus += 1
            if carte.chemin == famille.dessinee:
                ouverte = client.get(carte.valeur.url)
                assert ouverte.status_code == 200 and ouverte.context["chiffre"] == publie
    assert vus == len(PUBLIE_DE)


def test_les_semblables_ne_disent_rien_que_la_region_cache() -> None:
    dispositifs = region(graine=5, effectif=10)
    choix = choix_de(PERIODE)
    table = services.tableau_a_jour(choix)
    classes = {
        d.code: ("territoire dense", "territoire peu dense, trajets longs")[rang % 2]
        for rang, d in enumerate(dispositifs)
    }
    groupes = services.grouper(table, choix, "Occitanie", classes)
    assert groupes is not None
    caches = cellules_masquees(bytes(table.contenu))
    caches_des_groupes = cellules_masquees(groupes.tableau)
    for cle in caches:
        if cle.croisement.region == "Occitanie":
            assert Cle(cle.mesure, Croisement(TOTAL, cle.croisement.type)) in caches_des_groupes
    for code in ("taux_ordinaire", "occupation_aj", "fa_stricte_mediane"):
        for classe in set(classes.values()):
            chiffre = groupes.chiffre(code, Croisement(classe, "DITEP"))
            if chiffre is not None and not chiffre.case.masquee:
                assert chiffre.couverture.transmis >= 5
    petits = {d.code: f"genre {rang // 3}" for rang, d in enumerate(dispositifs)}
    rares = services.grouper(table, choix, "Occitanie", petits)
    assert rares is not None and rares.chiffre("occupation_aj", Croisement("genre 0", TOTAL)) is None


def test_une_somme_d_organisme_dit_ce_qui_lui_manque() -> None:
    organisme = OrganismeFactory()
    trois = [
        DispositifFactory(nom=nom, departement="31", region="Occitanie") for nom in ("Ancolie", "Bruyère", "Colchique")
    ]
    for dispositif, entrees in zip(trois, (12, 3, None), strict=True):
        dispositif.organismes.set([organisme])
        if entrees is not None:
            transmettre(dispositif, entrees=entrees, journees=10)
    page = entrer("ORGANISME", organisme=organisme).get(f"{BORD}organisme/{organisme.pk}/flux.entrees/")
    texte = page.content.decode()
    assert "au moins 12" in texte and "1 petit nombre masqué" in texte and "2 retours transmis sur 3 attendus" in texte
    assert not re.search(r"\b15 (séjours|entrées)", texte)


def test_chaque_graphique_part_en_fichiers() -> None:
    [dispositif, *_] = region()
    client = entrer("DIRECTION", dispositif=dispositif)
    adresse = f"{BORD}dispositif/{dispositif.code}/"
    page = client.get(adresse)
    [(_, (_, liens)), *_] = page.context["familles"]
    types = {format_: client.get(url)["Content-Type"].split(";")[0] for format_, url in liens}
    assert types == {
        "CSV": "text/csv",
        "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ODS": "application/vnd.oasis.opendocument.spreadsheet",
        "PDF": "application/pdf",
        "SVG": "image/svg+xml",
        "PNG": "image/png",
    }
    assert client.get(f"{adresse}journees/inconnu.csv").status_code == 404
    assert client.get(f"{adresse}jeunes.nom/").status_code == 404
    assert client.get(f"{adresse}semblables.ods").status_code == 200


def test_le_tableau_de_bord_ne_coute_pas_plus_avec_plus_de_dispositifs() -> None:
    client = entrer("ARS")
    for adresse in ("region/occitanie/", "reseau/ensemble/journees/", "departement/31/"):
        nombres = []
        for effectif in (2, 6):
            for rang in range(effectif):
                dispositif = DispositifFactory(region="Occitanie", departement="31")
                transmettre(dispositif, **valeurs_au_hasard(random.Random(rang)))
            client.get(f"{BORD}{adresse}")
            with CaptureQueriesContext(connection) as requetes:
                assert client.get(f"{BORD}{adresse}").status_code == 200
            nombres.append(len(requetes))
        assert nombres[0] == nombres[1], adresse


def test_la_restitution_se_presente_sans_devoiler_ce_qu_elle_masque() -> None:
    [dispositif, *_] = region()
    client = entrer("DIRECTION", dispositif=dispositif)
    page = client.get("/pilotage/restitution/")
    fichiers = {mots: client.get(url) for mots, url in page.context["liens"]}
    assert {reponse.status_code for reponse in fichiers.values()} == {200}
    with pikepdf.open(io.BytesIO(fichiers["Diaporama PDF"].content)) as diapositives:
        _, _, large, haut = diapositives.pages[0].mediabox
        assert large > haut and len(diapositives.pages) > 5
    tableau = page.context["tableau"]
    caches = [
        (mesure.libelle.titre, rang)
        for famille in tableau.familles
        for mesure in famille.mesures
        for rang, case in enumerate(mesure.lignes[0].cases)
        if case.masquee
    ]
    presentee = Presentee(tableau, PERIODE, "restreint", 5, "Essai.", "Règles.", date(2024, 5, 15))
    ecrites = {
        ligne[0]: ligne[1:]
        for planche in planches(rapport_de(presentee))
        if planche["tableau"]
        for ligne in planche["tableau"]["lignes"]
    }
    assert caches and all(ecrites[titre][rang] == "masqué" for titre, rang in caches)
    assert client.get("/pilotage/restitution/fichiers/diaporama.docx").status_code == 404


def test_une_publication_est_remise_aux_etablissements_avec_l_acte() -> None:
    [dispositif, *_] = region()
    direction = personne("DIRECTION", dispositif=dispositif)
    personne("PROFESSIONNEL", dispositif=dispositif)
    choix = choix_de(PERIODE)
    publication = services.publier_tableau(acteur("ARS"), choix, vu=services.tableau_a_jour(choix).sources)
    remis = Courriel.objects.filter(gabarit="pilotage/publication")
    assert [courriel.destinataire for courriel in remis] == [direction.email]
    adresse = f"/pilotage/publications/{PERIODE}/{publication.numero}/"
    assert adresse in remis[0].texte and "18 retours sur 18 attendus" in remis[0].texte
    client = Client()
    client.force_login(direction)
    page = client.get(adresse)
    assert [client.get(url).status_code for _, url in page.context["liens"]] == [200] * 6


def test_un_premier_regard_trouve_le_dernier_trimestre_transmis() -> None:
    dispositif = DispositifFactory(region="Occitanie")
    client = entrer("DIRECTION", dispositif=dispositif)
    adresse = f"{BORD}dispositif/{dispositif.code}/"
    assert "Aucun retour transmis ce trimestre-là" in client.get(adresse).content.decode()
    transmettre(dispositif, periode="2023-T3", fa_stricte=41)
    page = client.get(adresse)
    assert page.context["bord"].periode == "2023-T3" and "41 jeunes" in page.content.decode()
    assert client.get(f"{adresse}?periode={PERIODE}").context["bord"].periode == PERIODE
