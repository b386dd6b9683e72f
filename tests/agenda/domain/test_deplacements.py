"""Journeys that do not fit, and what stands in the way of an événement."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.agenda.domain.conflits import Occupation
from maillage.agenda.domain.deplacements import deplacements_impossibles, estimer_trajet
from maillage.agenda.domain.empechements import (
    NatureEmpechement,
    OccurrencePrevue,
    RessourceVoulue,
    Retrait,
    empechements,
    empreinte,
    natures_en_mots,
)
from maillage.agenda.domain.heures import vers_utc
from maillage.agenda.domain.positions import Position
from maillage.agenda.referentiels import reglages

REGLAGES = reglages(dt.date(2024, 3, 4))
TOULOUSE = Position(1.4442, 43.6047, "Toulouse")
MURET = Position(1.3267, 43.4605, "Muret")
MONTPELLIER = Position(3.8767, 43.6108, "Montpellier")
BALMA = Position(1.4995, 43.6105, "Balma")


def _a(heure: float) -> dt.datetime:
    return vers_utc(dt.datetime(2024, 3, 4) + dt.timedelta(hours=heure))


def _chez(nom: str, debut: float, fin: float, position: Position | None, **champs: object) -> Occupation:
    valeurs = {"personne": "pro-1", "nom": "Camille Inventée", "mobile": True, **champs}
    return Occupation(evenement=nom, titre=f"Séance {nom}", debut=_a(debut), fin=_a(fin), position=position, **valeurs)


def test_une_distance_connue_est_exacte_et_la_route_plus_longue() -> None:
    trajet = estimer_trajet(TOULOUSE, MONTPELLIER, REGLAGES)
    assert trajet.km == pytest.approx(196.5, abs=1.5)
    assert 150 < trajet.minutes < 240


def test_un_deplacement_trop_court_est_dit_comme_une_estimation() -> None:
    (trouve,) = deplacements_impossibles([_chez("A", 9, 10, TOULOUSE), _chez("B", 10.25, 11, MURET)], REGLAGES)
    assert trouve.marge == 15
    assert "finit « Séance A » à Toulouse lundi 4 mars à 10" in trouve.phrase
    assert "commence « Séance B » à Muret" in trouve.phrase
    assert "(estimation)" in trouve.phrase
    assert "à vol d'oiseau" in trouve.phrase


def test_le_temps_suffit_les_lieux_voisins_ou_le_lieu_inconnu_ne_disent_rien() -> None:
    assert deplacements_impossibles([_chez("A", 9, 10, TOULOUSE), _chez("B", 12, 13, MURET)], REGLAGES) == ()
    tout_pres = Position(1.4450, 43.6050, "Place voisine")
    assert deplacements_impossibles([_chez("A", 9, 10, TOULOUSE), _chez("B", 10, 11, tout_pres)], REGLAGES) == ()
    assert deplacements_impossibles([_chez("A", 9, 10, TOULOUSE), _chez("B", 10, 11, None)], REGLAGES) == ()


def test_ce_qui_est_entre_deux_prend_du_temps_au_trajet() -> None:
    suite = [_chez("A", 9, 10, TOULOUSE), _chez("X", 10, 11, None), _chez("B", 11.1, 12, MURET)]
    (trouve,) = deplacements_impossibles(suite, REGLAGES)
    assert (trouve.premier.evenement, trouve.second.evenement) == ("A", "B")
    assert trouve.marge == 6


def test_seul_ce_qui_bouge_est_regarde_et_un_chevauchement_n_est_pas_un_trajet() -> None:
    fixe = [_chez("A", 9, 10, TOULOUSE, mobile=False), _chez("B", 10, 11, MURET, mobile=False)]
    assert deplacements_impossibles(fixe, REGLAGES) == ()
    assert deplacements_impossibles([_chez("A", 9, 11, TOULOUSE), _chez("B", 10, 12, MURET)], REGLAGES) == ()


@given(st.floats(0, 5), st.floats(0, 5), st.sampled_from([TOULOUSE, MURET, MONTPELLIER, BALMA]))
def test_plus_de_temps_n_ajoute_jamais_de_deplacement_impossible(marge: float, plus: float, arrivee: Position) -> None:
    premier = _chez("A", 8, 9, TOULOUSE)
    suivant = _chez("B", 9 + marge, 10 + marge, arrivee)
    retard = dt.timedelta(hours=plus)
    plus_tard = replace(suivant, debut=suivant.debut + retard, fin=suivant.fin + retard)
    avant = deplacements_impossibles([premier, suivant], REGLAGES)
    assert len(deplacements_impossibles([premier, plus_tard], REGLAGES)) <= len(avant)


def _prevue(ressource: RessourceVoulue, personnes: int = 4) -> OccurrencePrevue:
    return OccurrencePrevue("nouveau", "Atelier", _a(9), _a(11), personnes, (ressource,))


def test_une_ressource_trop_petite_ou_arretee_est_expliquee() -> None:
    salle = RessourceVoulue("r", "Salle bleue", 3, (Retrait(_a(8), _a(10), "Travaux"),))
    natures = {e.nature: e.phrase for e in empechements([_prevue(salle)], [], REGLAGES)}
    assert "Salle bleue a 3 places pour 4 personnes" in natures[NatureEmpechement.CAPACITE].replace("\u202f", " ")
    assert "ne peut pas servir" in natures[NatureEmpechement.INDISPONIBLE]
    assert "travaux" in natures[NatureEmpechement.INDISPONIBLE]
    assert empechements([_prevue(RessourceVoulue("r", "Salle", None))], [], REGLAGES) == ()


def test_un_arret_sans_fin_gene_tout_ce_qui_suit_et_rien_avant() -> None:
    assert empechements([_prevue(RessourceVoulue("r", "Bus", 9, (Retrait(_a(7), None, "Panne"),)))], [], REGLAGES)
    assert not empechements([_prevue(RessourceVoulue("r", "Bus", 9, (Retrait(_a(11), None, "Panne"),)))], [], REGLAGES)


def test_seuls_les_conflits_de_ce_qu_on_ecrit_sont_retenus() -> None:
    existants = [_chez("A", 9, 11, None), _chez("B", 10, 12, None)]
    assert empechements([_prevue(RessourceVoulue("r", "Salle", 9))], existants, REGLAGES) == ()
    le_notre = _chez("nouveau", 9, 11, None)
    trouves = empechements([_prevue(RessourceVoulue("r", "Salle", 9))], [*existants, le_notre], REGLAGES)
    assert {(e.nature, e.evenement) for e in trouves} == {
        (NatureEmpechement.CHEVAUCHEMENT, "A"),
        (NatureEmpechement.CHEVAUCHEMENT, "B"),
    }


def test_l_empreinte_ne_depend_pas_de_l_ordre_et_change_avec_les_raisons() -> None:
    salle = RessourceVoulue("r", "Salle bleue", 3, (Retrait(_a(8), _a(10), "Travaux"),))
    trouves = empechements([_prevue(salle)], [], REGLAGES)
    assert empreinte(trouves) == empreinte(reversed(trouves))
    assert empreinte(trouves) != empreinte(trouves[:1])


def test_les_natures_passees_outre_se_lisent() -> None:
    assert natures_en_mots(["CAPACITE", "DEPLACEMENT", "INCONNUE"]) == "pas assez de places et déplacement impossible"
