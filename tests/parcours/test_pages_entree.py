"""Pages of coming in and leaving: every act shows, runs, refuses beside its field, and goes back to its part of the page."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillage.parcours import services
from maillage.parcours.models import (
    ContactSuivi,
    Contrat,
    Demande,
    JalonAge,
    Jeune,
    MaintienCreton,
    NotificationMdph,
    PseudonymeDemande,
    ReunionEss,
    SortieParcours,
)
from maillage.parcours.views.attente import ACTES as ACTES_DEMANDE
from maillage.parcours.views.entree_sortie import ACTES, ACTES_OBJET
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.structures.models import Dispositif
from tests.fabriques import (
    DemandeFactory,
    DispositifFactory,
    HabilitationFactory,
    JeuneFactory,
    PhaseFactory,
    ScolariteFactory,
    UtilisateurFactory,
)
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db
POINT_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
NOTIFICATION = {
    "type": "DISPOSITIF",
    "departement": "31",
    "decision": "2025-05-05",
    "debut": "2025-05-05",
    "fin": "2028-05-04",
    "modalite_entree": "AJ",
    "accord_le": "2025-04-02",
    "accord_par": "PARENTS",
}


@pytest.fixture
def jeune(dispositif: Dispositif) -> Jeune:
    phase = PhaseFactory(dispositif=dispositif, jeune=JeuneFactory(nom="Fictifort", naissance=date(2005, 2, 10)))
    ScolariteFactory(jeune=phase.jeune)
    return phase.jeune


def url(nom: str, *args: Any) -> str:
    return reverse(f"parcours:{nom}", args=["garrigue", *args])


def test_chaque_acte_s_affiche(
    systeme: ActeurSysteme, coordination: Client, dispositif: Dispositif, jeune: Jeune
) -> None:
    demande = DemandeFactory(dispositif=dispositif, jeune=jeune)
    for acte in ACTES_DEMANDE:
        assert coordination.get(url("acte_demande", demande.identifiant, acte)).status_code == 200, acte
    for acte in (*ACTES, "jalon-age-18"):
        assert coordination.get(url("acte_entree", jeune.identifiant, acte)).status_code == 200, acte
    for acte in ("rien", "jalon-age-99", "modifier-notification"):
        assert coordination.get(url("acte_entree", jeune.identifiant, acte)).status_code == 404
    assert coordination.get(url("acte_entree_objet", jeune.identifiant, "rien", 1)).status_code == 404
    for acte in ACTES_OBJET:
        assert coordination.get(url("acte_entree_objet", jeune.identifiant, acte, 999)).status_code == 404, acte


def test_enregistrer_une_demande_par_un_nom_et_la_partager(coordination: Client) -> None:
    envoi = {
        "nom": "Nouveaufictif",
        "prenom": "Noa",
        "naissance": "2014-05-06",
        "reception": "2026-01-05",
        "origine": "MDPH",
        "famille_informee_le": "2026-01-05",
    }
    reponse = coordination.post(url("enregistrer_demande"), envoi)
    demande = Demande.objects.get()
    assert reponse["Location"] == url("demande", demande.identifiant)
    assert PseudonymeDemande.objects.get().demande == demande
    page = coordination.get(reponse["Location"]).content.decode()
    assert "Nouveaufictif" in page
    assert "MDPH" in page


@pytest.mark.parametrize(
    ("envoi", "champ"),
    [
        ({"nom": "Seul"}, "prenom"),
        ({"prenom": "Seul"}, "nom"),
        ({"famille_informee_le": "2026-01-05"}, "famille_informee_le"),
        ({"nom": "A", "prenom": "B", "famille_informee_le": "2026-01-05"}, "famille_informee_le"),
        ({"nom": "A", "prenom": "B", "ins": "12"}, "ins"),
        ({"notification": "2199-01-01"}, "notification"),
        ({"reception": "0001-01-01"}, "reception"),
    ],
)
def test_une_demande_mal_ecrite_reste_a_l_ecran(coordination: Client, envoi: dict[str, str], champ: str) -> None:
    reponse = coordination.post(url("enregistrer_demande"), {"reception": "2026-01-05", **envoi})
    assert reponse.status_code == 422
    assert champ in reponse.context["form"].errors
    assert not Demande.objects.exists()
    assert not Jeune.objects.exists()


def test_choisir_quelqu_un_ou_le_nommer_mais_pas_les_deux(coordination: Client, jeune: Jeune) -> None:
    envoi = {"jeune": jeune.pk, "nom": "Fictif", "prenom": "Noa", "reception": "2026-01-05"}
    assert "nom" in coordination.post(url("enregistrer_demande"), envoi).context["form"].errors


def test_une_demande_se_suit_etape_par_etape(coordination: Client, dispositif: Dispositif, jeune: Jeune) -> None:
    demande = DemandeFactory(dispositif=dispositif, jeune=jeune)
    ici = demande.identifiant
    coordination.post(url("acte_demande", ici, "etape"), {"nature": "VISITE", "le": "2026-02-03"})
    etape = demande.etapes.get()
    assert "3 février 2026" in coordination.get(url("demande", ici)).content.decode()
    assert coordination.post(url("retirer_etape", ici, etape.pk)).status_code == 302
    modifier = url("acte_demande", ici, "modifier")
    envoi = {"version": "1", "jeune": jeune.pk, "reception": "2024-01-09", "modalite_souhaitee": "PMO"}
    assert coordination.post(modifier, envoi).status_code == 302
    assert coordination.post(modifier, {**envoi, "modalite_souhaitee": "AJ"}).status_code == 409
    coordination.post(url("acte_demande", ici, "partager"), {"famille_informee_le": "2026-01-05"})
    assert coordination.post(url("bouton_demande", ici, "cesser-partage")).status_code == 302
    assert not PseudonymeDemande.objects.exists()
    assert coordination.post(url("bouton_demande", ici, "rien")).status_code == 404
    refus = coordination.post(url("bouton_demande", ici, "admis-ailleurs"), follow=True)
    assert "Aucune admission" in refus.content.decode()
    assert Trace.objects.filter(acte="parcours.lire_demande", jeune_id=jeune.pk).exists()


def test_une_demande_refusee_se_remet_en_attente(coordination: Client, dispositif: Dispositif) -> None:
    demande = DemandeFactory(dispositif=dispositif)
    refuser = url("acte_demande", demande.identifiant, "refuser")
    assert coordination.post(refuser, {"cloture": "2026-01-12", "motif": "RETIREE"}).status_code == 422
    page = coordination.post(refuser, {"cloture": "2026-01-12", "motif": "HORS_PUBLIC"}, follow=True).content.decode()
    assert url("bouton_demande", demande.identifiant, "rouvrir") in page
    assert coordination.get(url("acte_demande", demande.identifiant, "rien")).status_code == 404
    coordination.post(url("bouton_demande", demande.identifiant, "rouvrir"))
    assert "Personne n" not in coordination.get(url("liste_attente")).content.decode()


def test_l_export_dit_ce_que_dit_la_page_et_se_journalise(coordination: Client, dispositif: Dispositif) -> None:
    DemandeFactory(dispositif=dispositif, jeune=JeuneFactory(nom="=Fictif"), origine="MDPH")
    lignes = coordination.get(url("exporter_liste_attente", "csv")).content.decode("utf-8-sig").splitlines()
    assert lignes[0].startswith("Demande;Jeune;État")
    assert "En attente" in lignes[1]
    assert "MDPH" in lignes[1]
    assert Trace.objects.get(acte="parcours.exporter_liste_attente").details == {"format": "csv", "lignes": 1}
    for extension in ("xlsx", "ods"):
        assert coordination.get(url("exporter_liste_attente", extension)).status_code == 200
    assert coordination.get(url("exporter_liste_attente", "pdf")).status_code == 404


def test_un_filtre_inconnu_est_ignore(coordination: Client, dispositif: Dispositif) -> None:
    DemandeFactory(dispositif=dispositif)
    page = coordination.get(url("liste_attente"), {"etat": "lune", "critere": "x", "tri": "rien", "page": "9"})
    assert page.status_code == 200
    assert "1 demande" in page.content.decode()


def _image(nom: str = "notification.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, base64.b64decode(POINT_PNG))


def test_une_notification_se_garde_avec_sa_copie(
    coordination: Client, dispositif: Dispositif, jeune: Jeune, settings: Any, tmp_path: Any
) -> None:
    settings.DOSSIER_PIECES = tmp_path
    adresse = url("acte_entree", jeune.identifiant, "notification")
    reponse = coordination.post(adresse, {**NOTIFICATION, "fichier": _image()})
    assert reponse["Location"] == url("entree_sortie", jeune.identifiant) + "#notification"
    lue = NotificationMdph.objects.get()
    assert lue.piece is not None
    page = coordination.get(url("entree_sortie", jeune.identifiant)).content.decode()
    assert "valable du 5 mai 2025 au 4 mai 2028" in page.lower()
    assert "la remise du document" in page
    piece = url("piece_notification", jeune.identifiant, lue.identifiant)
    assert coordination.get(piece).status_code == 200
    assert coordination.get(url("piece_notification", JeuneFactory().identifiant, lue.identifiant)).status_code == 404
    faux = SimpleUploadedFile("notification.pdf", b"pas un pdf")
    assert "fichier" in coordination.post(adresse, {**NOTIFICATION, "fichier": faux}).context["form"].errors
    assert NotificationMdph.objects.count() == 1


def test_la_notification_se_corrige_se_retire_et_se_retablit(coordination: Client, jeune: Jeune) -> None:
    coordination.post(url("acte_entree", jeune.identifiant, "notification"), NOTIFICATION)
    lue = NotificationMdph.objects.get()
    corriger = url("acte_entree_objet", jeune.identifiant, "modifier-notification", lue.pk)
    assert 'value="2028-05-04"' in coordination.get(corriger).content.decode()
    envoi = {**NOTIFICATION, "version": "1", "fin": "2029-05-04"}
    assert coordination.post(corriger, envoi).status_code == 302
    assert coordination.post(corriger, {**envoi, "fin": "2024-05-04", "version": "2"}).status_code == 422
    retirer = url("retirer_entree", jeune.identifiant, "notification", lue.pk)
    page = coordination.post(retirer, follow=True).content.decode()
    retablir = url("retirer_entree", jeune.identifiant, "retablir-notification", lue.pk)
    assert retablir in page
    coordination.post(retablir)
    lue.refresh_from_db()
    assert (lue.fin, lue.retiree_le) == (date(2029, 5, 4), None)


def test_contrat_ess_age_et_creton_de_bout_en_bout(coordination: Client, jeune: Jeune) -> None:
    def faire(acte: str, envoi: dict[str, str], objet: int | None = None) -> None:
        adresse = (
            url("acte_entree", jeune.identifiant, acte)
            if objet is None
            else url("acte_entree_objet", jeune.identifiant, acte, objet)
        )
        assert coordination.post(adresse, envoi).status_code == 302, acte

    faire("contrat", {"type": "DIPC", "remis_le": "2025-01-10"})
    contrat = Contrat.objects.get()
    faire("signer-contrat", {"version": "1", "signe_le": "2025-01-20"}, contrat.pk)
    faire("reviser-contrat", {"nature": "AVENANT", "le": "2025-06-01"}, contrat.pk)
    faire("ess", {"le": "2025-11-03", "gevasco": "on", "suite": "Un temps de plus en classe"})
    faire("jalon-age-18", {"fait_le": "2025-02-01"})
    faire("maintien", {"decision": "2025-01-20", "debut": "2025-02-10", "fin": "2027-02-09", "orientation": "MAS"})
    maintien = MaintienCreton.objects.get()
    faire(
        "modifier-maintien",
        {"version": "1", "decision": "2025-01-20", "fin": "2027-03-09", "orientation": "EAM"},
        maintien.pk,
    )
    faire("finir-maintien", {"sortie_le": "2026-01-09", "solution": "PLACE"}, maintien.pk)
    page = coordination.get(url("entree_sortie", jeune.identifiant)).content.decode()
    for mots in (
        "signé le 20 janvier 2025",
        "Avenant avec les objectifs",
        "GEVA-Sco rempli",
        "Place pour adultes trouvée",
    ):
        assert mots in page
    for genre, objet in (
        ("revision", contrat.revisions.get().pk),
        ("ess", ReunionEss.objects.get().pk),
        ("jalon", "AGE_18"),
    ):
        assert coordination.post(url("retirer_entree", jeune.identifiant, genre, objet)).status_code == 302
    assert not JalonAge.objects.exists()
    for genre, objet in (("ess", "x"), ("ess", 999), ("rien", 1)):
        assert coordination.post(url("retirer_entree", jeune.identifiant, genre, objet)).status_code == 404


def test_la_sortie_propose_le_suivi_et_le_contact_mene_a_l_agenda(coordination: Client, jeune: Jeune) -> None:
    phase = jeune.phases.get()
    envoi = {
        "fin": "2025-12-31",
        "motif": "FIN",
        "destination": "EMPLOI",
        "precision": "Un apprentissage",
        "suivi": "OUI",
    }
    terminer = url("acte_objet", jeune.identifiant, "clore-phase", phase.pk)
    assert coordination.get(terminer).status_code == 200
    assert coordination.post(terminer, envoi).status_code == 302
    assert SortieParcours.objects.get().destination == "EMPLOI"
    contact = url("acte_entree_objet", jeune.identifiant, "contact", phase.pk)
    assert '<option value="3" selected>' in coordination.get(contact + "?mois=3").content.decode()
    coordination.post(contact, {"mois": "3", "le": "2026-03-02", "issue": "REALISE", "moyen": "TELEPHONE"})
    page = coordination.get(url("entree_sortie", jeune.identifiant)).content.decode()
    assert "1 contact réalisé sur 5" in page
    agenda = reverse("agenda:evenement_creer", args=["garrigue"])
    assert f"{agenda}?jour=2026-03-02&amp;agenda=jeune-{jeune.identifiant}" in page
    ecrit = coordination.get(f"{agenda}?jour=2026-03-02&agenda=jeune-{jeune.identifiant}")
    assert ecrit.context["form"].initial["jeunes"] == [jeune.pk]
    coordination.post(url("retirer_entree", jeune.identifiant, "contact", ContactSuivi.objects.get().pk))
    refus = url("acte_entree_objet", jeune.identifiant, "accord-suivi", phase.pk)
    coordination.post(refus, {"suivi": "NON", "le": "2026-03-05"})
    assert "Suivi refusé" in coordination.get(url("entree_sortie", jeune.identifiant)).content.decode()


def test_ce_qui_est_d_un_autre_jeune_ou_d_ailleurs_n_existe_pas(
    systeme: ActeurSysteme, coordination: Client, dispositif: Dispositif, jeune: Jeune
) -> None:
    autre = PhaseFactory(dispositif=DispositifFactory(), jeune=jeune)
    assert coordination.get(url("acte_entree_objet", jeune.identifiant, "contact", autre.pk)).status_code == 404
    contrat = services.remettre_contrat(
        systeme, jeune=jeune, dispositif_id=autre.dispositif_id, type="DIPC", remis_le=date(2025, 1, 10)
    )
    assert (
        coordination.get(url("acte_entree_objet", jeune.identifiant, "signer-contrat", contrat.pk)).status_code == 404
    )
    inconnu = JeuneFactory()
    assert coordination.get(url("entree_sortie", inconnu.identifiant)).status_code == 404


def test_un_professionnel_lit_la_liste_et_n_ecrit_pas(dispositif: Dispositif, jeune: Jeune) -> None:
    client = connecter("PROFESSIONNEL", dispositif)
    demande = DemandeFactory(dispositif=dispositif, jeune=jeune)
    page = client.get(url("liste_attente")).content.decode()
    assert url("enregistrer_demande") not in page
    assert "Admettre" not in client.get(url("demande", demande.identifiant)).content.decode()
    for adresse in (
        url("acte_demande", demande.identifiant, "admettre"),
        url("bouton_demande", demande.identifiant, "rouvrir"),
        url("acte_entree", jeune.identifiant, "notification"),
        url("creer_commission"),
    ):
        assert client.post(adresse).status_code == 403


def test_les_pages_gardent_leur_nombre_de_requetes(
    systeme: ActeurSysteme, coordination: Client, dispositif: Dispositif, django_assert_max_num_queries: Any
) -> None:
    for nombre in (1, 6):
        for _ in range(nombre):
            DemandeFactory(dispositif=dispositif, jeune=JeuneFactory())
        coordination.get(url("liste_attente"))
        with django_assert_max_num_queries(14):
            coordination.get(url("liste_attente"))


def test_les_delais_se_lisent_partout_sans_petit_nombre(dispositif: Dispositif) -> None:
    for rang in range(12):
        DemandeFactory(dispositif=dispositif, reception=date(2024, 1, 1 + rang))
    DemandeFactory(dispositif=DispositifFactory(departement="48"))
    utilisateur = UtilisateurFactory()
    HabilitationFactory(utilisateur=utilisateur, role="ARS")
    client = Client()
    client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("attente:delais")).content.decode()
    assert "de 11 à 20" in page
    assert "moins de 11" in page
    assert "Haute-Garonne (31)" in page
