"""Keyed pseudonyms: the same person gives the same hash, nobody else does, and the hash says nothing without the key."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillage.parcours.domain.pseudonyme import (
    Pseudonymes,
    Traits,
    empreinte_de_cle,
    etiquette,
    ins_plausible,
    meme_personne,
    normaliser,
    pseudonymiser,
)

CLE, AUTRE_CLE = b"cle d'essai", b"autre cle d'essai"
NAISSANCE = date(2014, 5, 6)
NOMS = st.text("abcdefghijklmnopqrstuvwxyzéèçâïœ' -", min_size=1, max_size=20).filter(normaliser)
JOURS = st.dates(date(1996, 1, 1), date(2030, 12, 31))
INS_A, INS_B = "284057520100130", "185052A00100174"


def _hacher(traits: Traits, cle: bytes = CLE) -> Pseudonymes:
    pseudonymes = pseudonymiser(cle, traits)
    assert pseudonymes is not None
    return pseudonymes


@pytest.mark.parametrize("ecrit", ["Éva-Lou", "EVA LOU", "  éva lou ", "eva’lou"])
def test_les_accents_la_casse_et_les_traits_d_union_ne_comptent_pas(ecrit: str) -> None:
    assert normaliser(ecrit) == "evalou"
    assert _hacher(Traits("Lœuvre", ecrit, NAISSANCE)) == _hacher(Traits("LOEUVRE", "Éva-Lou", NAISSANCE))


@given(NOMS, NOMS, JOURS)
def test_une_meme_personne_a_toujours_le_meme_pseudonyme(nom: str, prenom: str, naissance: date) -> None:
    premier = _hacher(Traits(nom, prenom, naissance))
    assert premier == _hacher(Traits(nom.upper(), prenom.title(), naissance))
    assert meme_personne(premier, _hacher(Traits(f" {nom} ", prenom, naissance)))


@given(NOMS, NOMS, JOURS, NOMS, NOMS, JOURS)
def test_deux_personnes_ne_se_confondent_pas(n1: str, p1: str, j1: date, n2: str, p2: str, j2: date) -> None:
    assume((normaliser(n1), normaliser(p1), j1) != (normaliser(n2), normaliser(p2), j2))
    assert not meme_personne(_hacher(Traits(n1, p1, j1)), _hacher(Traits(n2, p2, j2)))


def test_un_nom_ne_deborde_pas_sur_le_prenom() -> None:
    assert _hacher(Traits("Durand", "Anne", NAISSANCE)) != _hacher(Traits("Duran", "Danne", NAISSANCE))


@given(NOMS, NOMS, JOURS)
def test_le_pseudonyme_ne_montre_rien_et_depend_de_la_cle(nom: str, prenom: str, naissance: date) -> None:
    pseudonymes = _hacher(Traits(nom, prenom, naissance))
    assert re.fullmatch(r"[0-9a-f]{64}", pseudonymes.traits)
    assert pseudonymes != _hacher(Traits(nom, prenom, naissance), AUTRE_CLE)
    assert re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}", etiquette(pseudonymes))


@pytest.mark.parametrize(
    "traits",
    [
        Traits("", "Anne", NAISSANCE),
        Traits("Durand", "", NAISSANCE),
        Traits("Durand", "Anne", None),
        Traits("-", "'", NAISSANCE),
    ],
)
def test_des_traits_incomplets_ne_donnent_aucun_pseudonyme(traits: Traits) -> None:
    assert not traits.complets
    assert pseudonymiser(CLE, traits) is None


def test_le_matricule_l_emporte_quand_les_deux_le_connaissent() -> None:
    sans, avec, autre = (_hacher(Traits("Durand", "Anne", NAISSANCE, ins)) for ins in ("", INS_A, INS_B))
    marie = _hacher(Traits("Martin", "Anne", NAISSANCE, INS_A))
    assert meme_personne(sans, avec)
    assert not meme_personne(avec, autre)
    assert meme_personne(avec, marie)
    assert not meme_personne(sans, marie)


@pytest.mark.parametrize(
    ("ins", "plausible"),
    [
        (INS_A, True),
        (INS_B, True),
        ("284057520100131", False),
        ("28405752010013", False),
        ("984057520100130", False),
        ("2840575A0100130", False),
        ("", False),
    ],
)
def test_la_cle_du_matricule_est_verifiee(ins: str, plausible: bool) -> None:
    assert ins_plausible(ins) is plausible


def test_deux_cles_ont_deux_empreintes() -> None:
    assert empreinte_de_cle(CLE) == empreinte_de_cle(CLE)
    assert empreinte_de_cle(CLE) != empreinte_de_cle(AUTRE_CLE)
