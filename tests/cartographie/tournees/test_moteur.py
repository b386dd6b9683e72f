"""PyVRP and the exact rules say the same where its words are enough; its answers never break a rule where they are not."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from maillage.cartographie.tournees.domain.cadre import Cadre
from maillage.cartographie.tournees.solveur import moteur as module
from maillage.cartographie.tournees.solveur.enumeration import Rassemblement, enumerer
from maillage.cartographie.tournees.solveur.moteur import COUT_DE_DEPART, Moteur
from maillage.cartographie.tournees.solveur.voisinage import Etape, Recherche, vide
from tests.cartographie.tournees.fabrique import Json, au_hasard, grand, jeune, lire, probleme, vehicule
from tests.cartographie.tournees.force_brute import meilleure_valeur

pytestmark = pytest.mark.sans_base


def premiere(cadre: Cadre) -> tuple[Recherche, Etape]:
    recherche = Recherche(cadre, graine=1, encore=lambda: True, connues=Rassemblement())
    return recherche, recherche.remplir(vide(cadre), oubli=0)


def sans_escorte(objet: Json) -> Json:
    return {**objet, "jeunes": [{**j, "accompagnateur": False} for j in objet["jeunes"]]}


@pytest.mark.parametrize("graine", range(400, 415))
def test_pyvrp_seul_trouve_l_optimum_quand_ses_mots_suffisent(graine: int, tmp_path: Path) -> None:
    petit = lire(sans_escorte(au_hasard(graine, nombre=4, fenetres=False)), tmp_path)
    cadre = Cadre(petit)
    recherche, etape = premiere(cadre)
    trouve = Moteur(cadre, etape).ameliorer(iterations=150, encore=lambda: True, graine=1)
    restent, cout = min(recherche.remplir(trouve, oubli=0), etape, key=lambda e: e.valeur).valeur
    assert (restent, Fraction(cout, cadre.unite)) == meilleure_valeur(petit)


@pytest.mark.parametrize("graine", range(400, 410))
def test_une_tournee_permise_l_est_pour_pyvrp_au_meme_cout(graine: int, tmp_path: Path) -> None:
    cadre = Cadre(lire(sans_escorte(au_hasard(graine, fenetres=False)), tmp_path))
    _, etape = premiere(cadre)
    moteur = Moteur(cadre, etape)
    echelle = Fraction(COUT_DE_DEPART, etape.cout)
    types = moteur._types()
    solution = moteur._solution(moteur._donnees(types, echelle), types)
    assert solution.is_feasible()
    cout = sum(r.fixed_vehicle_cost() + r.distance_cost() + r.duration_cost() for r in solution.routes())
    assert cout == pytest.approx(COUT_DE_DEPART, rel=0.001)


def test_ce_que_pyvrp_ne_dit_pas_est_repris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Escorts, and separations that no dimension holds."""
    monkeypatch.setattr(module, "SEPARATIONS", 1)
    jeunes = [jeune(f"j{n}", "ABC"[n % 3], accompagnateur=n < 3, pas_avec=[f"j{(n + 4) % 8}"]) for n in range(8)]
    cadre = Cadre(lire(probleme(jeunes, [vehicule(f"v{n}", places=4) for n in range(3)]), tmp_path))
    recherche, etape = premiere(cadre)
    trouve = Moteur(cadre, etape).ameliorer(iterations=100, encore=lambda: True, graine=1)
    permises = enumerer(cadre, range(8), limite=100_000, encore=lambda: True).colonnes
    assert all((c.masque, c.modele) in permises for c in trouve.circuits if c.escales)
    assert sorted(r for c in trouve.circuits for e in c.escales for r in e.jeunes) == [
        r for r in range(8) if r not in trouve.absents
    ]
    assert recherche.remplir(trouve, oubli=0).absents == ()


def test_une_fois_le_temps_passe_la_reponse_de_depart_est_gardee(tmp_path: Path) -> None:
    cadre = Cadre(lire(grand(30), tmp_path))
    _, etape = premiere(cadre)
    rendue = Moteur(cadre, etape).ameliorer(iterations=10**6, encore=lambda: False, graine=1)
    assert rendue.valeur == etape.valeur


def test_sans_vehicule_qui_puisse_finir_rien_n_est_cherche(tmp_path: Path) -> None:
    objet = probleme([jeune("j1", "A")], [vehicule(fin="C")])
    objet["temps"]["minutes"][0][3] = None
    cadre = Cadre(lire(objet, tmp_path))
    _, etape = premiere(cadre)
    assert Moteur(cadre, etape).ameliorer(iterations=10, encore=lambda: True, graine=1).absents == (0,)
