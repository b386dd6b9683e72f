"""The writings of the demonstration: every kind of them, invented, with files that really open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from maillage.projet.referentiels_ecrits import modeles_de_depart
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.pieces import lire_piece
from tests.portail.demonstration import AUJOURD_HUI, PETITE, lecteur, modele

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
SAMEDI = 5


@dataclass(frozen=True)
class Ecrits:
    """What was loaded."""

    transmissions: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    modeles: list[str]
    phrases: int
    versions: int
    lectures: int
    premiers_octets: bytes


@lecteur(PETITE)
def _lire() -> Ecrits:
    systeme = ActeurSysteme("essais")
    champs = ("jeune_id", "section", "texte", "auteur", "auteur_id", "adressage", "ecrite_le", "retiree_le")
    return Ecrits(
        transmissions=list(modele("projet.Transmission").order_by("ecrite_le", "texte", "jeune_id").values(*champs)),
        documents=list(modele("projet.DocumentJeune").values("titre", "section", "partage_famille", "retire_le")),
        modeles=sorted(modele("projet.ModeleDocument").values_list("nom", flat=True)),
        phrases=modele("projet.PhraseModele").count(),
        versions=modele("projet.VersionTransmission").count(),
        lectures=modele("projet.LectureTransmission").count(),
        premiers_octets=lire_piece(systeme, modele("projet.VersionDocument").select_related("piece")[0].piece)[:4],
    )


@pytest.fixture
def ecrits(lectures: dict[str, Any]) -> Ecrits:
    return lectures[__name__]


def test_chaque_section_a_des_transmissions_et_la_vie_du_service_aussi(ecrits: Ecrits) -> None:
    assert {"educatif", "scolarite", "soin", ""} <= {une["section"] for une in ecrits.transmissions}
    assert {"", "EQUIPE", "FONCTION", "PERSONNE"} == {une["adressage"] for une in ecrits.transmissions}


def test_rien_ne_reste_a_remplir_et_rien_n_est_a_venir(ecrits: Ecrits) -> None:
    assert not any("{" in une["texte"] for une in ecrits.transmissions)
    jours = [timezone.localdate(une["ecrite_le"]) for une in ecrits.transmissions]
    assert max(jours) < AUJOURD_HUI
    assert all(jour.weekday() < SAMEDI for jour in jours)


def test_on_y_voit_une_correction_un_retrait_une_lecture_et_des_comptes(ecrits: Ecrits) -> None:
    assert (ecrits.versions, ecrits.lectures) == (1, 1)
    assert [une["texte"] for une in ecrits.transmissions if une["retiree_le"]] == [
        "Note écrite dans le mauvais dossier."
    ]
    assert {une["auteur"] for une in ecrits.transmissions if une["auteur_id"]} >= {"Démonstration professionnel"}


def test_chaque_modele_de_depart_a_fait_un_document(ecrits: Ecrits) -> None:
    assert ecrits.modeles == sorted(ligne["nom"] for ligne in modeles_de_depart().values())
    assert len(ecrits.documents) == len(ecrits.modeles)
    assert [d["section"] for d in ecrits.documents if d["partage_famille"]] == ["parcours"]
    assert [d["section"] for d in ecrits.documents if d["retire_le"]] == ["educatif"]
    assert ecrits.phrases > 0
    assert ecrits.premiers_octets in {b"PK\x03\x04", b"%PDF"}
