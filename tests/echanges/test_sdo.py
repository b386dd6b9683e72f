"""Orientations: received from a file or a server, tied to a young person, answered by someone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.cli import main
from maillage.echanges.domain.sdo.positions import PositionSdo, ecrire_tache, lire_tache, verifier_reponse
from maillage.echanges.domain.sdo.proposition import SituationParcours, proposer
from maillage.echanges.models import EtatLot, EtatPosition, LotFhir, OrientationRecue, PositionOrientation
from maillage.echanges.referentiels.sdo import nomenclature_sdo
from maillage.echanges.sdo.services import importer_sdo
from maillage.parcours.models import Demande, Jeune
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.structures.models import Dispositif, Rattachement
from tests.conftest import exiger_partage
from tests.echanges.conformite import charger_profils, manquements
from tests.echanges.scene_sdo import FINESS, dossier, lot, petit_serveur, tache
from tests.fabriques import DispositifFactory, EtablissementFactory, HabilitationFactory, JeuneFactory, PhaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
ACTEUR = ActeurSysteme("essai")


@pytest.fixture
def dispositif() -> Dispositif:
    """A dispositif whose establishment has the number that the decisions name."""
    dispositif = DispositifFactory()
    etablissement = EtablissementFactory(finess=FINESS, nom="DITEP des Essais")
    Rattachement.objects.create(dispositif=dispositif, etablissement=etablissement, debut=dt.date(2020, 1, 1))
    return dispositif


@pytest.fixture
def direction(client: Client, dispositif: Dispositif) -> Client:
    client.force_login(HabilitationFactory(role="DIRECTION", dispositif=dispositif).utilisateur)
    return client


@pytest.fixture
def serveur(settings: Any) -> Iterator[Any]:
    with petit_serveur() as serveur:
        settings.SDO_ADRESSE, settings.SDO_JETONS = serveur.adresse, {FINESS: "secret-des-essais"}
        yield serveur


def recevoir(dispositif: Dispositif, *ressources: dict[str, Any], essai: bool = False) -> Any:
    return importer_sdo(ACTEUR, dispositif, lot(*ressources), essai=essai)


def adresse(nom: str, dispositif: Dispositif, *suite: str) -> str:
    return reverse(f"echanges:{nom}", args=[dispositif.code, *suite])


def geste(client: Client, orientation: OrientationRecue, acte: str, **champs: Any) -> Any:
    page = adresse("geste_orientation", orientation.dispositif, orientation.identifiant, acte)
    return client.post(page, champs)


def test_une_decision_et_son_statut_font_une_orientation_et_deux_fois_rien_de_plus(dispositif: Dispositif) -> None:
    premier = recevoir(dispositif, dossier("1"), tache("1", "39"))
    assert [(ligne.effet, ligne.positions) for ligne in premier.lignes] == [("nouvelle", 1)]
    [orientation] = OrientationRecue.objects.all()
    assert (orientation.nom, orientation.prenom, orientation.naissance) == ("Morel", "Lina", dt.date(2014, 5, 2))
    assert (orientation.cle, orientation.decision, orientation.mdph) == ("N1", "M1", "MDPH de l'Aude")
    assert orientation.textes == [["Orientation", "Dispositif intégré, trois ans."]]
    assert orientation.etat == "A_REPONDRE"
    second = recevoir(dispositif, dossier("1"), tache("1", "39"))
    assert [ligne.effet for ligne in second.lignes] == ["déjà identique"]
    assert PositionOrientation.objects.count() == 1
    assert Trace.objects.filter(acte="echanges.importer_sdo").count() == 1
    recevoir(dispositif, tache("1", "37", motif="174"))
    orientation.refresh_from_db()
    assert orientation.etat == "CLOSE"


def test_l_essai_n_ecrit_rien(dispositif: Dispositif) -> None:
    assert recevoir(dispositif, dossier("1"), essai=True).lignes[0].effet == "nouvelle"
    assert not OrientationRecue.objects.exists()


def test_un_code_inconnu_est_garde_et_signale_un_dossier_abime_n_arrete_rien(dispositif: Dispositif) -> None:
    abime = dossier("2")
    abime["content"][0]["attachment"]["data"] = "pas de la base64 !"
    piege = dossier("3")
    piege["content"][0]["attachment"]["data"] = "PCFET0NUWVBFIGEgWzwhRU5USVRZIGIgImMiPl0+PGEvPg=="
    rapport = recevoir(dispositif, tache("1", "999", motif="zz"), abime, piege, {"resourceType": "Patient"})
    assert not rapport.refuse
    mots = " ".join(faute.message for faute in rapport.fautes)
    assert all(mot in mots for mot in ("« 999 »", "« zz »", "base64", "entités", "Patient"))
    assert PositionOrientation.objects.get().statut == "999"
    assert OrientationRecue.objects.count() == 3


@pytest.mark.parametrize(
    "ressource",
    [
        {"resourceType": "Task", "input": [{"type": {"coding": [{"code": "nomESMS"}]}, "valueString": "X"}]},
        {"resourceType": "DocumentReference", "identifier": [{"use": "official", "value": "N9"}]},
    ],
)
def test_sans_numero_de_decision_rien_n_est_ecrit(dispositif: Dispositif, ressource: dict[str, Any]) -> None:
    rapport = recevoir(dispositif, dossier("1"), ressource)
    assert rapport.refuse
    assert "Bundle.entry[1]" in rapport.fautes[0].chemin
    assert not OrientationRecue.objects.exists()


def test_le_meme_numero_de_mdph_pour_une_autre_personne_est_refuse(dispositif: Dispositif) -> None:
    seul, autre = dossier("1"), dossier("1", nom="Durand", naissance="20100101")
    for ressource in (seul, autre):
        del ressource["identifier"][1]
    assert not recevoir(dispositif, seul).refuse
    rapport = recevoir(dispositif, autre)
    assert rapport.refuse and "autre personne" in rapport.fautes[0].message
    assert OrientationRecue.objects.get().nom == "Morel"


def test_le_jeune_connu_est_reconnu_par_son_nom_et_sa_naissance_seulement(dispositif: Dispositif) -> None:
    jeune = JeuneFactory(nom="MOREL", prenom="Lîna", naissance=dt.date(2014, 5, 2))
    JeuneFactory(nom="Morel", prenom="Lina", naissance=dt.date(2014, 5, 2))
    PhaseFactory(jeune=jeune, dispositif=dispositif, type="ACCOMPAGNEMENT")
    recevoir(dispositif, dossier("1"), dossier("2", naissance="20140503"))
    assert OrientationRecue.objects.get(cle="N1").jeune == jeune
    assert OrientationRecue.objects.get(cle="N2").jeune is None


def test_la_direction_recoit_inscrit_repond_et_rien_ne_part_sans_elle(
    direction: Client, dispositif: Dispositif, serveur: Any
) -> None:
    serveur.dossiers, serveur.taches = [dossier("1")], [tache("1", "39")]
    page = direction.post(adresse("interroger_sdo", dispositif), follow=True).content.decode()
    assert "Lina Morel" in page and not OrientationRecue.objects.exists()
    assert {jeton for _, jeton in serveur.demandes} == {"Bearer secret-des-essais"}
    [reception] = LotFhir.objects.all()
    direction.post(adresse("decider_reception", dispositif, reception.identifiant), {"reprendre": "1"})
    orientation = OrientationRecue.objects.get()
    geste(direction, orientation, "inscrire", reception="2024-03-04")
    demande = Demande.objects.get()
    assert (demande.jeune.nom, demande.origine, demande.reception) == ("Morel", "MDPH", dt.date(2024, 3, 4))
    fiche = direction.get(adresse("orientation", dispositif, orientation.identifiant)).content.decode()
    assert "En cours d'analyse" in fiche.replace("&#x27;", "'")
    geste(direction, orientation, "preparer", struct=f"1{FINESS}", statut="42", le="2024-03-04")
    assert serveur.recus == []
    serveur.refus = 422
    assert "décision inconnue" in geste(direction, orientation, "envoyer").content.decode()
    assert PositionOrientation.objects.get(statut="42").etat == EtatPosition.PREPAREE
    serveur.refus = 0
    geste(direction, orientation, "envoyer")
    orientation.refresh_from_db()
    assert (orientation.etat, PositionOrientation.objects.get(statut="42").etat) == ("REPONDUE", EtatPosition.PARTIE)
    assert len(serveur.recus) == 2
    recevoir(dispositif, serveur.recus[1])
    assert PositionOrientation.objects.count() == 2


def test_un_serveur_en_panne_est_dit_et_rien_n_est_perdu(
    direction: Client, dispositif: Dispositif, serveur: Any, settings: Any
) -> None:
    serveur.panne = 503
    page = direction.post(adresse("interroger_sdo", dispositif))
    assert page.status_code == 502 and "il répond 503" in page.content.decode()
    settings.SDO_ADRESSE, settings.SDO_JETONS = "http://127.0.0.1:9", {"*": "x"}
    assert "injoignable" in direction.post(adresse("interroger_sdo", dispositif)).content.decode()
    assert not LotFhir.objects.exists()


def test_une_reponse_fautive_est_dite_a_cote_de_son_champ(direction: Client, dispositif: Dispositif) -> None:
    recevoir(dispositif, dossier("1"))
    orientation = OrientationRecue.objects.get()
    for champs, mot in (
        ({}, "Choisissez un statut."),
        ({"statut": "45", "le": "2024-03-04", "motif": "41-150"}, "pas permis"),
        ({"unite_statut": "186", "unite_le": "2024-03-04"}, "avec le statut de l'unité"),
    ):
        page = geste(direction, orientation, "preparer", struct=f"1{FINESS}", **champs)
        assert page.status_code == 422 and mot in page.content.decode().replace("&#x27;", "'")
    assert not PositionOrientation.objects.exists()
    assert geste(direction, orientation, "preparer", struct="1123456789", statut="40").status_code == 422


def test_un_fichier_depose_s_abandonne_sans_trace_des_noms(direction: Client, dispositif: Dispositif) -> None:
    fichier = SimpleUploadedFile("sdo.json", json.dumps(lot(dossier("1"))).encode())
    page = direction.post(adresse("recevoir_orientations", dispositif), {"fichier": fichier}, follow=True)
    assert "Lina Morel" in page.content.decode()
    [reception] = LotFhir.objects.all()
    direction.post(adresse("decider_reception", dispositif, reception.identifiant), {"abandonner": "1"})
    reception.refresh_from_db()
    assert (reception.etat, reception.contenu, reception.rapport) == (EtatLot.ABANDONNE, None, {})
    assert not OrientationRecue.objects.exists()
    mauvais = SimpleUploadedFile("sdo.json", b'{"resourceType": ')
    assert (
        "tronqu" in direction.post(adresse("recevoir_orientations", dispositif), {"fichier": mauvais}).content.decode()
    )


def test_chacun_chez_soi(client: Client, direction: Client, dispositif: Dispositif) -> None:
    recevoir(dispositif, dossier("1"))
    [orientation] = OrientationRecue.objects.all()
    voisin = DispositifFactory()
    for role, code, attendu in (("PROFESSIONNEL", dispositif, 403), ("DIRECTION", voisin, 403)):
        client.force_login(HabilitationFactory(role=role, dispositif=code).utilisateur)
        for nom in ("orientation", "rapport_orientation"):
            suite = (orientation.identifiant, "pdf") if nom == "rapport_orientation" else (orientation.identifiant,)
            assert client.get(adresse(nom, dispositif, *suite)).status_code in (attendu, 404)
    client.force_login(HabilitationFactory(role="DIRECTION", dispositif=voisin).utilisateur)
    assert client.get(adresse("orientation", voisin, orientation.identifiant)).status_code == 404


def test_la_liste_se_filtre_s_exporte_et_demande_toujours_autant(
    direction: Client, dispositif: Dispositif, django_assert_max_num_queries: Any
) -> None:
    assert "Aucune orientation reçue" in direction.get(adresse("orientations", dispositif)).content.decode()
    recevoir(dispositif, dossier("1"), tache("1", "39"))
    page = adresse("orientations", dispositif)
    direction.get(page)
    with django_assert_max_num_queries(60) as une:
        direction.get(page)
    recevoir(dispositif, *(r for n in range(2, 7) for r in (dossier(str(n), nom=f"Nom{n}"), tache(str(n), "40"))))
    with django_assert_max_num_queries(len(une)):
        assert "Nom6" in direction.get(page).content.decode()
    filtree = direction.get(page, {"etat": "REPONDUE", "recherche": "nom3", "rattachee": "non"}).content.decode()
    assert "Nom3" in filtree and "Nom4" not in filtree
    csv = direction.get(adresse("exporter_orientations", dispositif, "csv")).content.decode("utf-8-sig")
    assert csv.count("\r\n") == 7 and "Notification lue" in csv
    orientation = OrientationRecue.objects.get(cle="N1")
    rapport = direction.get(adresse("rapport_orientation", dispositif, orientation.identifiant, "docx"))
    assert rapport.status_code == 200 and rapport.content[:2] == b"PK"


def test_la_reponse_tient_le_profil_du_guide_et_se_relit() -> None:
    profils = charger_profils(exiger_partage("interop", "structuredefinitions"))
    jour = dt.date(2024, 3, 4)
    position = PositionSdo("M1", "N1", f"1{FINESS}", "DITEP des Essais", "47", "", jour, "U1", "Externat", "50", "02")
    position = PositionSdo(**{**vars(position), "unite_mode": "47", "unite_statut": "186", "unite_le": jour})
    assert verifier_reponse(position, nomenclature_sdo()) is None
    ecrite = json.loads(json.dumps(ecrire_tache(position, nomenclature_sdo(), le=timezone.now())))
    [profil] = ecrite["meta"]["profile"]
    assert manquements(ecrite, profils[profil]) == []
    assert manquements({**ecrite, "input": ecrite["input"][1:]}, profils[profil])
    fautes: list[Any] = []
    relue = lire_tache(ecrite, "Task", fautes)
    assert fautes == [] and relue is not None
    assert {**vars(relue), "dite_le": None} == vars(position)


def test_l_exemple_officiel_se_lit() -> None:
    exemple = json.loads((exiger_partage("interop", "examples") / "Task-exemple-esms-task.json").read_text("utf-8"))
    fautes: list[Any] = []
    lue = lire_tache(exemple, "Task", fautes)
    assert fautes == [] and lue is not None
    assert (lue.statut, lue.unite_statut, lue.unite_motif, lue.unite_sequentiel) == ("48", "188", "89", True)


@pytest.mark.parametrize(
    ("faits", "statut", "motif"),
    [
        ({}, "40", ""),
        ({"reception": dt.date(2024, 1, 2)}, "42", ""),
        ({"avis_favorable_le": dt.date(2024, 1, 9)}, "72", ""),
        ({"cloture": dt.date(2024, 1, 9), "motif_cloture": "HORS_PUBLIC"}, "45", "116"),
        ({"admission": dt.date(2024, 2, 1)}, "71", ""),
        ({"admission": dt.date(2024, 2, 1), "entree": dt.date(2024, 2, 5)}, "47", ""),
        ({"entree": dt.date(2024, 2, 5), "sortie": dt.date(2024, 5, 5)}, "48", ""),
    ],
)
def test_ce_qui_est_propose_suit_le_parcours(faits: dict[str, Any], statut: str, motif: str) -> None:
    proposition = proposer(SituationParcours(**faits), le=dt.date(2024, 6, 1))
    assert (proposition.statut, proposition.motif) == (statut, motif)
    assert not motif or motif in nomenclature_sdo().statuts[statut].motifs


def test_la_commande_essaie_puis_reprend(
    dispositif: Dispositif, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fichier = tmp_path / "sdo.json"
    fichier.write_text(json.dumps(lot(dossier("1"), tache("1", "39"))), "utf-8")
    assert main(["importer", "sdo", str(fichier), "--essai"]) == 0
    assert not OrientationRecue.objects.exists()
    assert main(["importer", "sdo", str(fichier)]) == 0
    assert "Morel" not in capsys.readouterr().out
    assert OrientationRecue.objects.get().dispositif == dispositif
    fichier.write_text('{"resourceType": "Patient"}', "utf-8")
    assert main(["importer", "sdo", str(fichier), "--dispositif", dispositif.code]) == 2
    assert "sdo.json:0:*: ce fichier n'est ni" in capsys.readouterr().err
    assert Jeune.objects.count() == 0
