"""The sentences of the space follow the European easy-to-read rules, in the three voices."""

from __future__ import annotations

import re

import pytest

from maillage.comptes.referentiels import mots_de_connexion
from maillage.portail.espace.domain.voix import Voix, accorder, voix_pour
from maillage.portail.espace.referentiels import droits, images_des_mots, phrases
from maillage.socle.pictogrammes import pictogrammes

pytestmark = pytest.mark.sans_base
MOTS_AU_PLUS = 15
SIGLES_PERMIS = {"CNIL"}
TOUTES = [(cle, voix, phrase) for cle, ligne in phrases().items() for voix, phrase in ligne.items()]
TUTOIE = re.compile(r"\b(tu|ton|ta|tes|toi|t')\b", re.IGNORECASE)
VOUVOIE = re.compile(r"\b(vous|votre|vos)\b", re.IGNORECASE)


def test_chaque_phrase_existe_dans_les_trois_voix() -> None:
    assert [cle for cle, ligne in phrases().items() if set(ligne) != set(Voix)] == []


def test_une_phrase_dit_une_idee_en_quinze_mots_au_plus() -> None:
    longues = [
        (cle, morceau)
        for cle, _, phrase in TOUTES
        for morceau in re.split(r"(?<=[.?!])\s", phrase)
        if len(morceau.split()) > MOTS_AU_PLUS
    ]
    assert longues == []


def test_aucune_phrase_ne_melange_tu_et_vous() -> None:
    assert [(cle, phrase) for cle, voix, phrase in TOUTES if voix == "tu" and VOUVOIE.search(phrase)] == []
    assert [(cle, phrase) for cle, voix, phrase in TOUTES if voix != "tu" and TUTOIE.search(phrase)] == []


def test_aucun_sigle_ni_point_virgule_ni_parenthese() -> None:
    fautes = [
        (cle, phrase)
        for cle, _, phrase in TOUTES
        if ";" in phrase or "(" in phrase or set(re.findall(r"\b[A-Z]{3,}\b", phrase)) - SIGLES_PERMIS
    ]
    assert fautes == []


def test_chaque_droit_a_sa_source_une_image_connue_et_des_phrases_courtes() -> None:
    for voix in Voix:
        for droit in droits(voix, "Alix"):
            assert droit.source
            assert droit.image in pictogrammes()
            assert all(len(phrase.split()) <= MOTS_AU_PLUS for phrase in droit.phrases), droit.phrases


def test_les_images_des_mots_et_des_noms_de_connexion_existent() -> None:
    assert set(images_des_mots().values()) <= set(pictogrammes())
    assert set(mots_de_connexion()) <= set(pictogrammes())


@pytest.mark.parametrize(
    ("prenom", "dit"),
    [
        ("Sacha", "L'espace de Sacha"),
        ("Élise", "L'espace d'Élise"),
        ("Hugo", "L'espace d'Hugo"),
        ("Yasmine", "L'espace de Yasmine"),
        ("Yves", "L'espace d'Yves"),
    ],
)
def test_un_prenom_s_elide(prenom: str, dit: str) -> None:
    assert accorder("L'espace {de}", prenom) == dit


def test_la_voix_vient_de_la_qualite() -> None:
    assert voix_pour({"PARENT"}, tutoiement=True) is Voix.FAMILLE
    assert voix_pour({"JEUNE_MINEUR"}, tutoiement=True) is Voix.TU
    assert voix_pour({"JEUNE_MAJEUR"}, tutoiement=False) is Voix.VOUS
