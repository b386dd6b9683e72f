"""TDDUI bundles: out, controlled, in again, refused when broken."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillage.activite.domain.periode import Periode
from maillage.activite.regles import charger_jeu
from maillage.activite.services import resultat_a_jour
from maillage.agenda.models import Absence, Evenement
from maillage.cli import main
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.controle import Faute, controler_lot, issue
from maillage.echanges.forme import fautes_de_forme
from maillage.echanges.models import EtatLot, LotFhir
from maillage.echanges.services.fhir import exporter_fhir, importer_fhir, regles_tddui
from maillage.parcours.models import Jeune, PeriodeModalite, Phase
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.structures.models import Dispositif, Rattachement
from tests.activite.scene import TRIMESTRE, semaine_comptee
from tests.conftest import DOSSIER_PARTAGE, exiger_partage
from tests.echanges.conformite import charger_profils, manquements
from tests.fabriques import (
    PARIS_HIVER,
    AbsenceFactory,
    ComplexiteFactory,
    DispositifFactory,
    EtablissementFactory,
    EvenementFactory,
    HabilitationFactory,
    ScolariteFactory,
)

pytestmark = pytest.mark.django_db
ACTEUR = ActeurSysteme("essai")
EXEMPLES = DOSSIER_PARTAGE / "interop" / "examples"


@pytest.fixture
def dispositif() -> Dispositif:
    """A counted week, with an absence, schooling, a criterion and a FINESS number."""
    scene = semaine_comptee()
    Rattachement.objects.create(
        dispositif=scene.dispositif, etablissement=EtablissementFactory(finess="990000017"), debut=dt.date(2020, 1, 1)
    )
    jeune = scene.jeunes[0]
    AbsenceFactory(
        jeune=jeune,
        dispositif=scene.dispositif,
        debut=dt.datetime(2024, 3, 20, 8, tzinfo=PARIS_HIVER),
        fin=dt.datetime(2024, 3, 22, 8, tzinfo=PARIS_HIVER),
    )
    ScolariteFactory(jeune=jeune)
    ComplexiteFactory(jeune=jeune, dispositif=scene.dispositif)
    return scene.dispositif


def fautes(lot: Any) -> list[Faute]:
    return [faute for faute in [*controler_lot(lot, regles_tddui()), *fautes_de_forme(lot)] if faute.bloquante]


def genre(lot: dict[str, Any], profil: str) -> dict[str, Any]:
    return next(
        entree["resource"]
        for entree in lot["entry"]
        if entree["resource"].get("meta", {}).get("profile") == [noms.PROFIL + profil]
    )


def test_l_export_passe_le_controle_et_la_forme(dispositif: Dispositif) -> None:
    export = exporter_fhir(ACTEUR, dispositif)
    lot = json.loads(json.dumps(export.lot))
    assert fautes(lot) == []
    assert export.genres["Patient"] == Jeune.objects.count()
    assert {"Organization", "Practitioner", "Schedule", "Encounter", "Slot", "Observation"} <= set(export.genres)


def test_le_meme_lot_revient_sans_effet(dispositif: Dispositif) -> None:
    lot = json.loads(json.dumps(exporter_fhir(ACTEUR, dispositif).lot))
    rapport = importer_fhir(ACTEUR, dispositif, lot, essai=False)
    assert not rapport.refuse
    assert all(bilan.sans_effet for bilan in rapport.bilans)
    assert sum(bilan.identiques for bilan in rapport.bilans) > 5


def test_un_dispositif_vide_reprend_tout_et_compte_pareil(dispositif: Dispositif) -> None:
    avant = resultat_a_jour(dispositif.pk, charger_jeu("aire-2024"), Periode.depuis_libelle(TRIMESTRE))["dispositifs"]
    lot = json.loads(json.dumps(exporter_fhir(ACTEUR, dispositif).lot))
    vus = [list(modele.objects.order_by("pk").values()) for modele in (Evenement, Absence, Phase, PeriodeModalite)]
    for modele in (Evenement, Absence, Phase, PeriodeModalite, Jeune):
        modele.objects.all().delete()
    rapport = importer_fhir(ACTEUR, dispositif, lot, essai=False)
    assert rapport.fautes == []
    repris = [list(modele.objects.order_by("pk").values()) for modele in (Evenement, Absence, Phase, PeriodeModalite)]
    ignores = {"id", "jeune_id", "modifie_le", "serie_id", "unite_id", "version", "lot_id"}
    for anciens, nouveaux in zip(vus, repris, strict=True):
        cle: Callable[[dict[str, Any]], str] = lambda ligne: str(sorted((k, str(v)) for k, v in ligne.items()))  # noqa: E731
        sans = [[{k: v for k, v in ligne.items() if k not in ignores} for ligne in lot] for lot in (anciens, nouveaux)]
        assert sorted(sans[0], key=cle) == sorted(sans[1], key=cle)
    assert (
        resultat_a_jour(dispositif.pk, charger_jeu("aire-2024"), Periode.depuis_libelle(TRIMESTRE))["dispositifs"]
        == avant
    )


def test_l_essai_n_ecrit_rien(dispositif: Dispositif) -> None:
    lot = json.loads(json.dumps(exporter_fhir(ACTEUR, dispositif).lot))
    Evenement.objects.all().delete()
    rapport = importer_fhir(ACTEUR, dispositif, lot, essai=True)
    assert rapport.bilans[-2].crees > 0
    assert Evenement.objects.count() == 0


def test_un_seul_jeune_part_sans_nommer_les_autres(dispositif: Dispositif) -> None:
    jeune = Jeune.objects.first()
    assert jeune is not None
    texte = json.dumps(exporter_fhir(ACTEUR, dispositif, jeune=jeune.identifiant).lot)
    assert jeune.identifiant in texte
    for autre in Jeune.objects.exclude(pk=jeune.pk):
        assert autre.identifiant not in texte


def test_sans_finess_l_export_est_refuse_en_mots() -> None:
    with pytest.raises(ErreurEchange, match="FINESS"):
        exporter_fhir(ACTEUR, DispositifFactory())


def test_un_evenement_d_un_autre_dispositif_n_est_pas_pris(dispositif: Dispositif) -> None:
    lot = json.loads(json.dumps(exporter_fhir(ACTEUR, dispositif).lot))
    ailleurs = DispositifFactory()
    Evenement.objects.update(dispositif=ailleurs)
    rapport = importer_fhir(ACTEUR, dispositif, lot, essai=False)
    assert rapport.refuse
    assert any("autre dispositif" in faute.message for faute in rapport.fautes)
    assert Evenement.objects.filter(dispositif=dispositif).count() == 0


def test_l_identifiant_d_une_autre_personne_est_refuse(dispositif: Dispositif) -> None:
    lot = json.loads(json.dumps(exporter_fhir(ACTEUR, dispositif).lot))
    for modele in (Evenement, Absence, Phase, PeriodeModalite):
        modele.objects.all().delete()
    dispositif.communes.clear()
    autre = DispositifFactory()
    Rattachement.objects.create(dispositif=autre, etablissement=EtablissementFactory(), debut=dt.date(2020, 1, 1))
    Jeune.objects.update(nom="Autrement")
    rapport = importer_fhir(ACTEUR, autre, lot, essai=False)
    assert any("autre personne" in faute.message for faute in rapport.fautes)
    assert set(Jeune.objects.values_list("nom", flat=True)) == {"Autrement"}


def _sans(cle: str) -> Callable[[dict[str, Any]], None]:
    return lambda ressource: ressource.pop(cle)


def _pose(chemin: str, valeur: Any) -> Callable[[dict[str, Any]], None]:
    def poser(ressource: dict[str, Any]) -> None:
        *parents, dernier = chemin.split(".")
        cible: Any = ressource
        for parent in parents:
            cible = cible[int(parent)] if parent.isdigit() else cible[parent]
        cible[int(dernier) if dernier.isdigit() else dernier] = valeur

    return poser


CASSURES = [
    ("patient", _sans("name")),
    ("patient", _sans("_birthDate")),
    ("patient", _pose("identifier.0.value", "480787529-123")),
    ("patient", _pose("birthDate", "31/12/2012")),
    ("patient", _pose("surnom", "Lulu")),
    ("encounter-sejour", _sans("identifier")),
    ("encounter-sejour", _sans("serviceProvider")),
    ("encounter-sejour", _pose("status", "parti")),
    ("encounter-sejour", _pose("hospitalization.admitSource.coding.0.code", "inventé")),
    ("encounter-sejour", _pose("subject.reference", "Patient/nulle-part")),
    ("encounter-evenement", _pose("period", {"start": "2024-01-15T10:00:00+01:00"})),
    ("encounter-evenement", _pose("period.end", "2001-01-01T10:00:00+01:00")),
    ("encounter-evenement", _pose("identifier.0.value", "sans forme")),
    ("slot-presence-absence", _pose("status", "toto")),
    ("slot-presence-absence", _pose("serviceType.0.coding.0.code", "9")),
    ("slot-presence-absence", _pose("identifier.0.type.coding.0.code", "XX")),
    ("slot-presence-absence", _sans("appointmentType")),
    ("slot-presence-absence", _sans("extension")),
    ("schedule", _sans("actor")),
    ("observation-periode-scolaire", _sans("performer")),
    ("organization", _sans("identifier")),
]


@pytest.mark.parametrize(("profil", "casser"), CASSURES)
def test_une_instance_cassee_est_refusee(
    dispositif: Dispositif, profil: str, casser: Callable[[dict[str, Any]], None]
) -> None:
    lot = json.loads(json.dumps(exporter_fhir(ACTEUR, dispositif).lot))
    casser(genre(lot, profil))
    rapport = importer_fhir(ACTEUR, dispositif, lot, essai=False)
    assert rapport.refuse
    assert all(i["severity"] in {"error", "warning"} for i in issue(rapport.fautes)["issue"])


def test_les_fautes_du_lot_lui_meme_sont_dites(dispositif: Dispositif) -> None:
    lot = json.loads(json.dumps(exporter_fhir(ACTEUR, dispositif).lot))
    for changement, mot in (
        ({"type": "collection"}, "transaction"),
        ({"entry": []}, "vide"),
        ({"resourceType": "Patient"}, "Bundle"),
    ):
        assert any(mot in str(faute) for faute in fautes({**lot, **changement}))
    double = copy.deepcopy(lot)
    double["entry"][1]["fullUrl"] = double["entry"][0]["fullUrl"]
    assert any("déjà l'adresse" in str(faute) for faute in fautes(double))
    mise_a_jour = copy.deepcopy(lot)
    mise_a_jour["entry"][0]["request"]["method"] = "PUT"
    assert any("création" in str(faute) for faute in fautes(mise_a_jour))


@pytest.mark.parametrize("fichier", sorted(EXEMPLES.glob("*.json")) if EXEMPLES.exists() else [], ids=lambda f: f.stem)
def test_chaque_exemple_officiel_entre_ou_dit_pourquoi_non(dispositif: Dispositif, fichier: Any) -> None:
    """A lone resource is wrapped in a bundle; what it refers to outside is then the reason said."""
    ressource = json.loads(fichier.read_text("utf-8"))
    lot = (
        ressource
        if ressource["resourceType"] == "Bundle"
        else {
            "resourceType": "Bundle",
            "type": "transaction",
            "entry": [{"resource": ressource, "request": {"method": "POST", "url": ressource["resourceType"]}}],
        }
    )
    rapport = importer_fhir(ACTEUR, dispositif, lot, essai=True)
    bloquantes = [faute for faute in rapport.fautes if faute.bloquante]
    for faute in bloquantes:
        assert "ne mène à rien" in faute.message or "forme" in faute.message or "identifiant" in faute.message, faute
    if not bloquantes:
        assert rapport.bilans


def test_evenements_sans_jeune_sont_annonces(dispositif: Dispositif) -> None:
    EvenementFactory(dispositif=dispositif, jeunes=[])
    assert any("sans jeune" in phrase for phrase in exporter_fhir(ACTEUR, dispositif).laisses)


def test_chaque_ressource_exportee_tient_son_profil(dispositif: Dispositif) -> None:
    """Read by a second reader, from the StructureDefinitions themselves (derived from the guide, see their README)."""
    profils = charger_profils(exiger_partage("interop", "structuredefinitions"))
    lot = json.loads(json.dumps(exporter_fhir(ACTEUR, dispositif).lot))
    lus = 0
    for ressource in [lot, *(entree["resource"] for entree in lot["entry"])]:
        for canonique in ressource.get("meta", {}).get("profile", []):
            if canonique in profils:
                assert manquements(ressource, profils[canonique]) == []
                lus += 1
    assert lus > 10


def test_le_second_lecteur_refuse_ce_qui_est_casse(dispositif: Dispositif) -> None:
    profils = charger_profils(exiger_partage("interop", "structuredefinitions"))
    lot = json.loads(json.dumps(exporter_fhir(ACTEUR, dispositif).lot))
    for profil, casser in (
        ("patient", _sans("_birthDate")),
        ("encounter-sejour", _sans("identifier")),
        ("slot-presence-absence", _pose("identifier.0.type.coding.0.code", "XX")),
        ("encounter-evenement", _sans("period")),
    ):
        ressource = copy.deepcopy(genre(lot, profil))
        casser(ressource)
        assert manquements(ressource, profils[noms.PROFIL + profil])


@pytest.fixture
def direction(client: Client, dispositif: Dispositif) -> Client:
    client.force_login(HabilitationFactory(role="DIRECTION", dispositif=dispositif).utilisateur)
    return client


def deposer(client: Client, dispositif: Dispositif, octets: bytes) -> Any:
    fichier = SimpleUploadedFile("lot.json", octets, "application/json")
    return client.post(reverse("echanges:fhir", args=[dispositif.code]), {"fichier": fichier}, follow=True)


def test_la_direction_depose_regarde_puis_reprend(direction: Client, dispositif: Dispositif) -> None:
    octets = direction.get(reverse("echanges:telecharger_fhir", args=[dispositif.code])).content
    Evenement.objects.all().delete()
    page = deposer(direction, dispositif, octets)
    assert "Rien n&#x27;est encore écrit" in page.content.decode() or "Rien n'est encore écrit" in page.content.decode()
    assert Evenement.objects.count() == 0
    [lot] = LotFhir.objects.all()
    direction.post(reverse("echanges:decider_fhir", args=[dispositif.code, lot.identifiant]), {"reprendre": "1"})
    lot.refresh_from_db()
    assert (lot.etat, lot.contenu) == (EtatLot.REPRIS, None)
    assert Evenement.objects.count() == 5
    assert Trace.objects.filter(acte="echanges.importer_fhir", nature="ECRITURE").count() == 1


def test_un_lot_refuse_dit_ou_et_garde_son_compte_rendu(direction: Client, dispositif: Dispositif) -> None:
    lot = json.loads(direction.get(reverse("echanges:telecharger_fhir", args=[dispositif.code])).content)
    genre(lot, "patient").pop("name")
    page = deposer(direction, dispositif, json.dumps(lot).encode())
    assert "Bundle.entry[" in page.content.decode()
    [depose] = LotFhir.objects.all()
    outcome = direction.get(reverse("echanges:issue_fhir", args=[dispositif.code, depose.identifiant])).json()
    assert outcome["resourceType"] == "OperationOutcome"
    assert depose.contenu is None


@pytest.mark.parametrize(
    ("octets", "mot"), [(b'{"resourceType": "Bundle", "entry": [', "tronqué"), ("é".encode("latin-1"), "UTF-8")]
)
def test_un_fichier_illisible_est_dit_a_cote_du_champ(
    direction: Client, dispositif: Dispositif, octets: bytes, mot: str
) -> None:
    assert mot in deposer(direction, dispositif, octets).content.decode()
    assert LotFhir.objects.count() == 0


def test_un_lot_abandonne_n_ecrit_rien_et_ne_garde_rien(direction: Client, dispositif: Dispositif) -> None:
    deposer(direction, dispositif, direction.get(reverse("echanges:telecharger_fhir", args=[dispositif.code])).content)
    [lot] = LotFhir.objects.all()
    adresse = reverse("echanges:decider_fhir", args=[dispositif.code, lot.identifiant])
    direction.post(adresse, {"abandonner": "1"})
    direction.post(adresse, {"reprendre": "1"})
    lot.refresh_from_db()
    assert (lot.etat, lot.contenu) == (EtatLot.ABANDONNE, None)


def test_la_commande_ecrit_puis_reprend(
    dispositif: Dispositif, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sortie = tmp_path / "lot.json"
    assert main(["exporter", "fhir", "--dispositif", dispositif.code, "--sortie", str(sortie)]) == 0
    assert main(["importer", "fhir", str(sortie), "--essai"]) == 0
    assert "0 créés" in capsys.readouterr().out
    assert main(["exporter", "fhir", "--dispositif", dispositif.code, "--sortie", str(sortie)]) == 2
    sortie.write_text(sortie.read_text("utf-8")[:-200], "utf-8")
    assert main(["importer", "fhir", str(sortie)]) == 2
    assert "lot.json:1:*: le JSON s'interrompt" in capsys.readouterr().err
