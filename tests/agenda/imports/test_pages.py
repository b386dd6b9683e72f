"""Pages of imports: the whole way with a browser that has no JavaScript, and who may take it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillage.agenda.imports import taches
from maillage.agenda.models import Correspondance, EtatLot, Evenement, LotImport
from maillage.socle.models import NatureTrace, Trace
from tests.agenda.imports.outils import Monde, creer_monde, csv_de, deposer
from tests.fabriques import DispositifFactory, HabilitationFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db

BONNE = "R1;04/03/2024;9:00;12:00;J1;P1;DIRECT_JEUNE;AJ;REALISE;PRESENT;"
MAUVAISE = "R2;31/02/2024;9:00;12:00;J1;P1;DIRECT_JEUNE;AJ;REALISE;PRESENT;"
SUITE = {"defaut_categorie": "", "defaut_statut": "PLANIFIE"}
COLONNES = {
    f"colonne_{code}": code
    for code in (
        "reference",
        "date",
        "debut",
        "fin",
        "jeunes",
        "professionnels",
        "categorie",
        "modalite",
        "statut",
        "presence",
    )
}


def connecter(monde: Monde, role: str = "COORDONNATEUR") -> Client:
    utilisateur = UtilisateurFactory()
    HabilitationFactory(utilisateur=utilisateur, role=role, dispositif=monde.dispositif)
    client = Client()
    client.force_login(utilisateur)
    return client


def adresse(nom: str, *arguments: Any) -> str:
    return reverse(f"agenda:{nom}", args=["essai", *arguments])


def envoyer(client: Client, contenu: bytes, *, nom: str = "semaine.csv", source: str = "dui") -> Any:
    fichier = SimpleUploadedFile(nom, contenu)
    return client.post(adresse("importer"), {"fichier": fichier, "source": source})


def test_le_chemin_entier_du_depot_a_l_annulation() -> None:
    client = connecter(creer_monde())
    reponse = envoyer(client, csv_de(BONNE, MAUVAISE))
    lot = LotImport.objects.get()
    assert reponse.url == adresse("correspondance", lot.pk)
    page = client.get(reponse.url)
    assert "Que veulent dire les colonnes" in page.text
    assert "« direct jeune »" in page.text
    reponse = client.post(adresse("correspondance", lot.pk), {**SUITE, **COLONNES, **valeurs(page)})
    assert reponse.url == adresse("apercu", lot.pk)
    page = client.get(reponse.url)
    assert "Fichier semaine.csv, ligne 3, colonne date : la date « 31/02/2024 » n&#x27;existe pas" in page.text
    assert not Evenement.objects.exists()
    page = client.post(adresse("appliquer", lot.pk), follow=True)
    assert "Événements : 1 ajouté" in page.text
    assert "1 ligne en erreur n&#x27;est pas entrée" in page.text
    assert Evenement.objects.count() == 1
    assert "semaine.csv" in client.get(adresse("imports")).text
    page = client.post(adresse("annuler_lot", lot.pk), follow=True)
    assert "Événements retirés : 1" in page.text
    assert not Evenement.objects.exists()


def valeurs(page: Any) -> dict[str, str]:
    """The values that the mapping form proposes, as a browser would send them back."""
    form = page.context["form"]
    return {nom: form[nom].initial for nom in form.champs_de_valeurs}


def test_une_source_connue_va_droit_a_l_apercu() -> None:
    monde = creer_monde()
    client = connecter(monde)
    Correspondance.objects.create(dispositif=monde.dispositif, source="dui")
    lot = LotImport.objects.get(pk=envoyer(client, csv_de(BONNE)).url.rstrip("/").rpartition("/")[2])
    assert lot.etat == EtatLot.APERCU


def test_les_valeurs_choisies_sont_retenues_pour_la_source() -> None:
    monde = creer_monde()
    client = connecter(monde)
    envoyer(client, csv_de(BONNE.replace("DIRECT_JEUNE", "Zig zag")))
    lot = LotImport.objects.get()
    page = client.get(adresse("correspondance", lot.pk))
    choix = {nom: "INDIRECT" if valeur == "?" else valeur for nom, valeur in valeurs(page).items()}
    client.post(adresse("correspondance", lot.pk), {**SUITE, **COLONNES, **choix})
    client.post(adresse("appliquer", lot.pk))
    assert Evenement.objects.get().categorie == "INDIRECT"
    assert Correspondance.objects.get().valeurs["categorie"] == {"zig zag": "INDIRECT"}


def test_une_correspondance_incomplete_revient_avec_ses_erreurs() -> None:
    client = connecter(creer_monde())
    envoyer(client, csv_de(BONNE))
    reponse = client.post(adresse("correspondance", LotImport.objects.get().pk), {**SUITE, "colonne_debut": "debut"})
    assert reponse.status_code == 400
    assert "Dites quelle colonne donne la fin" in reponse.text


def test_un_agenda_passe_par_ses_reglages() -> None:
    client = connecter(creer_monde())
    texte = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20240304T090000\nDURATION:PT1H\nSUMMARY:Réunion\nEND:VEVENT\nEND:VCALENDAR"
    reponse = envoyer(client, texte.encode(), nom="camille.ics", source="camille")
    page = client.get(reponse.url)
    assert "De qui est cet agenda" in page.text
    regles = page.context["regles"]
    donnees = {
        "defaut_categorie": "DIRECT_JEUNE",
        "defaut_statut": "REALISE",
        "proprietaire": "professionnel:P1",
        "garder_journees": "on",
        "journee_debut": "09:00",
        "journee_fin": "16:30",
        "jusqu_au": "2024-08-31",
        **{champ.html_name: champ.value() for champ in regles.management_form},
        **{champ.html_name: champ.value() or "" for regle in regles.initial_forms for champ in regle},
    }
    assert client.post(reponse.url, donnees).url == adresse("apercu", LotImport.objects.get().pk)
    client.post(adresse("appliquer", LotImport.objects.get().pk))
    evenement = Evenement.objects.get()
    assert (evenement.categorie, evenement.statut) == ("INDIRECT", "REALISE")


@pytest.mark.parametrize("contenu", [b"", b"%PDF\x00", b"a;b\n", b"PK\x03\x04rien"])
def test_un_fichier_illisible_est_refuse_a_cote_du_champ(contenu: bytes) -> None:
    client = connecter(creer_monde())
    reponse = envoyer(client, contenu)
    assert reponse.status_code == 400
    assert not LotImport.objects.exists()


def test_les_lignes_en_erreur_le_fichier_et_les_modeles_se_telechargent() -> None:
    client = connecter(creer_monde())
    envoyer(client, csv_de(BONNE, MAUVAISE))
    lot = LotImport.objects.get()
    client.post(adresse("apercu", lot.pk))
    erreurs = client.get(adresse("erreurs_lot", lot.pk)).content.decode("utf-8-sig").splitlines()
    assert erreurs[0].startswith("ligne;erreurs;reference;date")
    assert len(erreurs) == 2
    assert client.get(adresse("fichier_lot", lot.pk)).content == csv_de(BONNE, MAUVAISE)
    assert client.get(adresse("modele_import", "xlsx")).content.startswith(b"PK")
    assert client.get(adresse("modele_import", "pdf")).status_code == 404


def test_lire_un_apercu_est_journalise() -> None:
    client = connecter(creer_monde())
    envoyer(client, csv_de(BONNE))
    lot = LotImport.objects.get()
    client.post(adresse("apercu", lot.pk))
    client.get(adresse("apercu", lot.pk))
    assert Trace.objects.filter(acte="agenda.lire_import", nature=NatureTrace.LECTURE).count() == 1


def test_un_gros_fichier_passe_en_arriere_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monde = creer_monde()
    client = connecter(monde)
    monkeypatch.setattr(taches, "LIGNES_EN_DIRECT", 0)
    Correspondance.objects.create(dispositif=monde.dispositif, source="dui")
    envoyer(client, csv_de(BONNE))
    lot = LotImport.objects.get()
    assert (lot.etat, lot.avancement) == (EtatLot.APERCU, 100)
    client.post(adresse("appliquer", lot.pk))
    lot.refresh_from_db()
    assert lot.etat == EtatLot.APPLIQUE
    assert Trace.objects.filter(acte="agenda.appliquer_import").exclude(acteur_id=None).count() == 1


def test_la_page_d_attente_se_rafraichit_et_permet_de_faire_le_travail_sur_place() -> None:
    client = connecter(creer_monde())
    envoyer(client, csv_de(BONNE))
    lot = LotImport.objects.get()
    LotImport.objects.update(etat=EtatLot.ANALYSE, avancement=40)
    page = client.get(adresse("apercu", lot.pk))
    assert 'hx-trigger="every 2s"' in page.text
    assert "HX-Refresh" not in client.get(adresse("avancement_lot", lot.pk)).headers
    client.post(adresse("apercu", lot.pk))
    assert client.get(adresse("avancement_lot", lot.pk)).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("role", "statut"), [("PROFESSIONNEL", 403), ("ARS", 403), ("COORDONNATEUR", 200), ("DIRECTION", 200)]
)
def test_seules_la_coordination_et_la_direction_importent(role: str, statut: int) -> None:
    client = connecter(creer_monde(), role)
    for nom in ("imports", "importer"):
        assert client.get(adresse(nom)).status_code == statut


def test_le_lot_d_un_autre_dispositif_n_existe_pas() -> None:
    monde = creer_monde()
    envoyer(connecter(monde), csv_de(BONNE))
    lot = LotImport.objects.get()
    LotImport.objects.update(dispositif=DispositifFactory(code="ailleurs"))
    client = connecter(monde)
    assert client.get(adresse("apercu", lot.pk)).status_code == 404
    assert client.post(adresse("appliquer", lot.pk)).status_code == 404


ARCHIVE_VIDE = b"PK\x05\x06" + bytes(18)


@pytest.mark.parametrize(
    ("nom", "contenu", "nature"),
    [
        ("agenda.pdf", b"%PDF-1.7\nbonjour", "un PDF"),
        ("agenda.xlsx", b"%PDF-1.7\nbonjour", "un PDF"),
        ("agenda.xlsx", b"bonjour", "n&#x27;est pas un classeur"),
        ("agenda.csv", b"PK\x03\x04 une archive", "une archive ZIP"),
        ("agenda.csv", ARCHIVE_VIDE, "ni un tableau ni un agenda"),
        ("agenda.csv", b"\x01\x02\x03 binaire", "ni un tableau ni un agenda"),
    ],
)
def test_un_contenu_etranger_est_nomme_avec_les_formats_lus(nom: str, contenu: bytes, nature: str) -> None:
    reponse = envoyer(connecter(creer_monde()), contenu, nom=nom)
    assert reponse.status_code == 400
    assert nature in reponse.text
    assert "Les formats lus sont CSV, XLSX, ODS, XLS et iCalendar" in reponse.text


def test_l_apercu_montre_la_duree_et_signale_une_nuit_suspecte() -> None:
    monde = creer_monde()
    client = connecter(monde)
    courte, longue = "a;04/03/2024;9:00;10:30;J1;;DIRECT_JEUNE;;;;", "b;04/03/2024;9:00;8:00;J1;;DIRECT_JEUNE;;;;"
    lot = deposer(monde, csv_de(courte, longue))
    page = client.get(adresse("apercu", lot.pk)).text.replace("\u202f", " ").replace("\u00a0", " ")
    assert [ligne.minutes for ligne in lot.lignes.all()] == [90, 23 * 60]
    assert "1 h 30" in page
    assert "23 h" in page
    assert page.count("À vérifier") == 1
    assert "1 événement dure plus de 14 h" in page
