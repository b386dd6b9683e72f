"""What must stay true whatever the agenda. Each seed makes several dispositifs full of awkward cases."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.naif import compter_naivement
from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.moteur import compter
from maillage.activite.regles import charger_jeu
from tests.activite.agendas import Agenda, Tables, en_arrow, generer

AIRE = charger_jeu("aire-2024")
TRIMESTRE = Periode.depuis_libelle("2024-T1")
FENETRE = Periode.depuis_libelle("2024-T1", debut=date(2024, 3, 20), fin=date(2024, 4, 5), arrete=date(2024, 4, 2))
VARIANTES: tuple[dict[str, object], ...] = (
    {},
    {
        "sans_phase": "PONCTUEL",
        "phases_journees": ["ACCOMPAGNEMENT", "PONCTUEL"],
        "tolerance_absence_h": 48,
        "unite_internat": "DEMI",
    },
    {
        "minutes_min_demi_journee": 90,
        "poids_transport": Decimal("0.333333"),
        "poids_indirect": Decimal("0.5"),
        "mode_acte": "PRO",
        "moins_une_heure": "IGNORER",
        "heure_nuit": "00:00",
    },
    {
        "chevauchement_doublon": 0,
        "ouverture_defaut": "FERME",
        "entourage_compte": False,
        "moins_une_heure": "COMPTER_1",
        "credit_nuit": 0,
        "seuils": [30, 500],
    },
)
PEU = settings(max_examples=3, deadline=None, derandomize=True)
GRAINES = st.integers(0, 10_000)


def _compter(tables: Tables, jeu: JeuDeRegles = AIRE, periode: Periode = TRIMESTRE) -> dict[str, Any]:
    return compter(en_arrow(tables), jeu, periode).objet()


def _par_id(resultat: dict[str, Any]) -> dict[str, Any]:
    return {dispositif["dispositif_id"]: dispositif for dispositif in resultat["dispositifs"]}


@pytest.mark.parametrize("graine", range(8))
def test_le_moteur_et_le_compte_naif_sont_d_accord(graine: int) -> None:
    tables, periode = generer(graine, 12), (TRIMESTRE, FENETRE)[graine % 2]
    jeu = AIRE.surcharge(VARIANTES[graine % 4])
    naif = compter_naivement(tables, jeu.parametres, periode)
    for identifiant, dispositif in _par_id(_compter(tables, jeu, periode)).items():
        assert _chiffres(dispositif) == _sans_zero(naif[identifiant]), identifiant


def _sans_zero(naif: dict[str, Any]) -> dict[str, Any]:
    return {
        nom: {c: v for c, v in valeur.items() if v} if nom.startswith("minutes") else valeur
        for nom, valeur in naif.items()
    }


def _chiffres(dispositif: dict[str, Any]) -> dict[str, Any]:
    """The figures the naive count knows, in its form."""
    mesures, alertes = dispositif["mesures"], dispositif["alertes"]
    connues = ("R4_", "R5_", "R6_", "R7_", "R8_", "R14_", "R26_")
    noms = (
        "demi_journees",
        "nuitees",
        "seances",
        "seances_collectives",
        "actes",
        "minutes_jeunes",
        "minutes_pros",
        "minutes_evenements",
    )
    return _sans_zero({nom: mesures[nom] for nom in noms}) | {
        **{nom: Fraction(str(mesures[nom])) for nom in ("internat", "semi_internat")},
        **{nom: mesures["file_active"][nom] for nom in ("stricte", "elargie")},
        "a_confirmer": dispositif["qualite"]["a_confirmer"],
        "absences": {
            a["motif"]: (
                a["demi_journees_manquees"],
                a["nuits_manquees"],
                2 * a["journees_neutralisees"],
                a["nuitees_neutralisees"],
            )
            for a in mesures["absences"]
        },
        "alertes": sorted(
            ((a["code"], a["id"], a["jeune_id"]) for a in alertes if a["code"].startswith(connues)), key=str
        ),
        "semaines": {
            (jeune["jeune_id"], s["semaine"]): (s["minutes"], s["base"], s["phase"], tuple(s["faits"]))
            for jeune in dispositif["jeunes"]
            for s in jeune["semaines"]
        },
    }


@PEU
@given(GRAINES)
def test_l_ordre_des_lignes_ne_change_rien(graine: int) -> None:
    tables = generer(graine, 5)
    melangees = deepcopy(tables)
    for lignes in melangees.values():
        Random(graine).shuffle(lignes)
    assert compter(en_arrow(melangees), AIRE, TRIMESTRE).json() == compter(en_arrow(tables), AIRE, TRIMESTRE).json()


@PEU
@given(GRAINES)
def test_couper_un_evenement_en_deux_garde_minutes_creneaux_et_nuits(graine: int) -> None:
    """Without professionals nor references no row is merged: two contiguous halves are worth the whole."""
    tables = generer(graine, 5)
    tables["evenement_pro"] = []
    for ligne in tables["evenement"]:
        ligne["source_ref"] = ""
    coupees = deepcopy(tables)
    for ligne in list(coupees["evenement"]):
        _couper(coupees, ligne)
    entier, coupe = (_par_id(_compter(t)) for t in (tables, coupees))
    for identifiant, dispositif in entier.items():
        for nom in ("demi_journees", "internat", "semi_internat", "nuitees", "minutes_jeunes", "minutes_evenements"):
            assert coupe[identifiant]["mesures"][nom] == dispositif["mesures"][nom], (identifiant, nom)


def _couper(tables: Tables, ligne: dict[str, str]) -> None:
    debut, fin = (datetime.fromisoformat(ligne[nom]) for nom in ("debut", "fin"))
    milieu = debut + timedelta(minutes=30)
    if debut.date() != fin.date() or milieu >= fin or fin.hour <= 4:
        return
    suite = {**ligne, "event_id": f"{ligne['event_id']}-bis", "debut": milieu.isoformat(timespec="minutes")}
    ligne["fin"] = suite["debut"]
    tables["evenement"].append(suite)
    for inscrit in [x for x in tables["evenement_jeune"] if x["event_id"] == ligne["event_id"]]:
        tables["evenement_jeune"].append({**inscrit, "event_id": suite["event_id"]})


@PEU
@given(GRAINES)
def test_un_jeune_sans_lien_ne_change_personne(graine: int) -> None:
    tables = generer(graine, 5)
    agenda = Agenda(graine + 1)
    agenda.tables = deepcopy(tables)
    agenda.ajouter("jeune", jeune_id="A-seul")
    agenda.parcours("D00", "A-seul")
    for rang in range(5):
        agenda.evenement("D00", f"Z{rang}", ["A-seul"])
        agenda.tables["evenement"][-1]["source_ref"] = ""
    for nom in ("evenement_jeune", "absence"):
        assert len(agenda.tables[nom]) >= len(tables[nom])
    avant, apres = (_par_id(_compter(t)) for t in (tables, agenda.tables))
    for identifiant, dispositif in avant.items():
        autres = [jeune for jeune in apres[identifiant]["jeunes"] if jeune["jeune_id"] != "A-seul"]
        assert autres == dispositif["jeunes"]
        if identifiant != "D00":
            assert apres[identifiant] == dispositif


@PEU
@given(GRAINES)
def test_deux_agendas_de_memes_references_ne_comptent_pas_double(graine: int) -> None:
    tables = generer(graine, 5)
    for ligne in tables["evenement"]:
        ligne["source_ref"] = ligne["source_ref"] or ligne["event_id"]
    doubles = deepcopy(tables)
    for nom in ("evenement", "evenement_jeune", "evenement_pro"):
        doubles[nom] += [{**ligne, "event_id": f"{ligne['event_id']}-copie"} for ligne in tables[nom]]
    simple, double = (_par_id(_compter(t)) for t in (tables, doubles))
    for identifiant, dispositif in simple.items():
        assert double[identifiant]["mesures"] == dispositif["mesures"]


@PEU
@given(GRAINES)
def test_un_dispositif_de_plus_ne_change_pas_les_autres(graine: int) -> None:
    tables = generer(graine, 4)
    agenda = Agenda(graine)
    agenda.tables = deepcopy(tables)
    connus = [ligne["jeune_id"] for ligne in tables["jeune"]][:2]
    agenda.dispositif("D99", connus)
    for table in ("absence", "complexite"):
        for ligne in agenda.tables[table][len(tables[table]) :]:
            ligne["dispositif_id"] = "D99"
    avant, apres = (_par_id(_compter(t)) for t in (tables, agenda.tables))
    assert {identifiant: apres[identifiant] for identifiant in avant} == avant
