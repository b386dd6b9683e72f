"""People around a young person as RelatedPerson, out and in; what our extensions must hold; dates said by halves."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import timezone

from maillage.comptes.models import Representation
from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.contacts import lire_contact
from maillage.echanges.domain.fhir.controle import controler_lot
from maillage.echanges.domain.fhir.controle_propres import controler_extensions
from maillage.echanges.domain.fhir.valeurs import lire_jour
from maillage.echanges.regles import controler, regles_des_extensions, regles_tddui
from maillage.echanges.services.fhir import exporter_fhir, importer_fhir
from maillage.projet.domain.ecocarte import Anneau, GenreElement
from maillage.projet.models import ElementEcocarte, PlaceEcocarte
from maillage.socle.acteur import ActeurSysteme
from maillage.structures.models import Dispositif, Rattachement
from tests.conftest import exiger_partage
from tests.fabriques import DispositifFactory, EtablissementFactory, JeuneFactory, PhaseFactory, UtilisateurFactory

ACTEUR = ActeurSysteme("essai")


@pytest.fixture
def dispositif() -> Dispositif:
    """A young person with a mother who has an account, the same mother and a friend on the eco-map, and a place."""
    dispositif = DispositifFactory()
    etablissement = EtablissementFactory(finess="990000041")
    Rattachement.objects.create(dispositif=dispositif, etablissement=etablissement, debut=dt.date(2020, 1, 1))
    jeune = JeuneFactory(naissance=timezone.localdate() - dt.timedelta(days=4000))
    PhaseFactory(jeune=jeune, dispositif=dispositif, type="ACCOMPAGNEMENT")
    for nom, qualite in (("Ana Silva", "PARENT"), ("Le jeune", "JEUNE_MINEUR")):
        Representation.objects.create(
            utilisateur=UtilisateurFactory(nom=nom),
            jeune_id=jeune.pk,
            qualite=qualite,
            dispositif=dispositif,
            debut=dt.date(2024, 1, 1),
        )
    for nom, genre in (("ana silva", "PERSONNE"), ("Tom", "PERSONNE"), ("Le stade", "LIEU")):
        element = ElementEcocarte.objects.create(
            dispositif=dispositif, jeune=jeune, nom=nom, genre=GenreElement[genre], note="un secret"
        )
        PlaceEcocarte.objects.create(element=element, anneau=Anneau.MESO, debut=dt.date(2024, 2, 1))
    return dispositif


def contacts(lot: dict[str, Any]) -> list[dict[str, Any]]:
    ressources = [entree["resource"] for entree in lot["entry"]]
    return [ressource for ressource in ressources if ressource["resourceType"] == "RelatedPerson"]


@pytest.mark.django_db
@pytest.mark.une_base
def test_l_entourage_part_sans_note_et_revient_une_fois(dispositif: Dispositif) -> None:
    lot = json.loads(json.dumps(exporter_fhir(ACTEUR, dispositif).lot))
    assert [faute for faute in controler(lot) if faute.bloquante] == []
    assert [lu["name"][0]["text"] for lu in contacts(lot)] == ["Ana Silva", "Tom"]
    assert contacts(lot)[0]["relationship"][0]["coding"] == [{"system": noms.R216, "code": "PRN"}]
    assert "secret" not in json.dumps(lot) and "stade" not in json.dumps(lot)
    assert importer_fhir(ACTEUR, dispositif, lot, essai=False).bilans[-3].sans_effet
    Representation.objects.all().delete()
    ElementEcocarte.objects.all().delete()
    rapport = importer_fhir(ACTEUR, dispositif, lot, essai=False)
    assert (rapport.bilans[-3].nature, rapport.bilans[-3].crees, rapport.gardes) == ("personnes de l'entourage", 2, ())
    assert ElementEcocarte.objects.get(nom="Ana Silva").note.startswith("Parent")
    assert PlaceEcocarte.objects.get(element__nom="Tom").debut == dt.date(2024, 2, 1)
    assert importer_fhir(ACTEUR, dispositif, lot, essai=False).bilans[-3].sans_effet


def test_un_contact_d_ailleurs_garde_ses_mots_et_dit_ce_qui_reste() -> None:
    exemple = json.loads(
        (exiger_partage("interop", "examples") / "RelatedPerson-tddui-related-person-contact-example.json").read_text(
            "utf-8"
        )
    )
    laisses: list[str] = []
    assert lire_contact(exemple, "u", laisses) is None
    nomme = {
        **exemple,
        "name": [{"family": "Roux", "given": ["Zoé"]}],
        "telecom": [{"system": "phone", "value": "0102030405"}],
        "period": {"start": "2023"},
    }
    contact = lire_contact(nomme, "u", laisses)
    assert contact is not None
    assert (contact.nom, contact.relation, contact.debut) == ("Zoé Roux", "aidé, Enfant", dt.date(2023, 1, 1))
    assert contact.identifiant == "3480787529-123456789-PPAttente-1234-enfant"
    assert [mot in " ".join(laisses) for mot in ("sans nom", "coordonnées", "« aidé »")] == [True, True, True]


@pytest.mark.parametrize(
    ("nom", "parties", "mot"),
    [
        ("phase", [{"url": "type"}], "valeur absente"),
        ("phase", [{"url": "type", "valueString": "INVENTEE"}], "hors de la liste"),
        ("phase", None, "obligatoire"),
        ("periode-modalite", [{"url": "modalite", "valueString": "AJ"}], "obligatoire"),
        ("absence", [{"url": "prevenuLe", "valueString": "hier"}], "pas une date"),
        ("evenement", [{"url": "identifiant", "valueString": "x" * 65}], "caractères"),
        ("projet", [{"url": "numero", "valueString": "zéro"}], "pas un nombre"),
        ("metier", [{"url": "surnom", "valueString": "x"}], "partie « surnom » inconnue"),
    ],
)
def test_une_extension_de_maillage_abimee_est_refusee(nom: str, parties: Any, mot: str) -> None:
    extension = {"url": noms.MAILLAGE + nom, **({"extension": parties} if parties else {})}
    fautes = list(controler_extensions({"extension": [extension]}, "R", regles_des_extensions()))
    assert any(mot in faute.message and faute.bloquante for faute in fautes)
    assert f"extension({nom})" in fautes[0].chemin


def test_ce_qui_faisait_tomber_le_lecteur_est_dit_en_mots() -> None:
    profil = {"profile": [f"{noms.PROFIL}encounter-sejour"]}
    sejour = {"resourceType": "Encounter", "meta": profil, "subject": {"display": "Lina"}, "period": "2024"}
    inconnu = {"resourceType": "Patient", "id": "p", "meta": {"profile": ["https://ailleurs/patient"]}}
    agenda = {
        "resourceType": "Schedule",
        "meta": {"profile": [f"{noms.PROFIL}schedule"]},
        "actor": [{"reference": "Patient/p"}],
    }
    lot = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [{"resource": r, "request": {"method": "POST"}} for r in (sejour, inconnu, agenda)],
    }
    mots = " ".join(faute.message for faute in controler_lot(lot, regles_tddui()))
    assert "une référence à une ressource du lot est attendue" in mots
    assert "profil n'est pas lu" in mots


def test_une_date_dite_a_moitie_est_son_premier_jour() -> None:
    assert [lire_jour(texte) for texte in ("2024", "2024-05", "2024-05-03T10:00:00+02:00")] == [
        dt.date(2024, 1, 1),
        dt.date(2024, 5, 1),
        dt.date(2024, 5, 3),
    ]
