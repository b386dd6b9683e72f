"""Plans: against everything tried on small problems, in both directions, and what each rule makes of a simple problem."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from maillage.cartographie.tournees.calcul import calculer
from maillage.cartographie.tournees.domain.modele import ProblemeTournees, Resultat, Statut
from maillage.cartographie.tournees.domain.verification import dresser_bilan, verifier
from maillage.cartographie.tournees.solveur import resolution
from maillage.cartographie.tournees.solveur.resolution import Minuterie
from maillage.cartographie.tournees.valeurs import ecrire_heure
from tests.cartographie.tournees.fabrique import Json, au_hasard, grand, jeune, lire, miroir, probleme, vehicule
from tests.cartographie.tournees.force_brute import meilleure_valeur

pytestmark = pytest.mark.sans_base


def resoudre(probleme: ProblemeTournees, secondes: float = 20) -> Resultat:
    return calculer(probleme, Minuterie(time.monotonic, time.monotonic() + secondes))


def valeur(probleme: ProblemeTournees, resultat: Resultat) -> tuple[int, Fraction]:
    return len(resultat.plan.non_servis), dresser_bilan(probleme, resultat.plan).cout


def heures(resultat: Resultat) -> list[list[str]]:
    return [[f"{arret.point} {ecrire_heure(arret.heure)}" for arret in t.arrets] for t in resultat.plan.tournees]


@pytest.mark.parametrize("graine", range(50))
def test_rien_de_mieux_en_essayant_tout(graine: int, tmp_path: Path) -> None:
    petit = lire(au_hasard(graine), tmp_path)
    resultat = resoudre(petit)
    assert resultat.statut is Statut.OPTIMAL
    assert verifier(petit, resultat.plan) == []
    assert valeur(petit, resultat) == meilleure_valeur(petit)


@pytest.mark.parametrize("graine", range(300, 320))
def test_la_recherche_sans_preuve_trouve_l_optimum_des_petits(
    graine: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    petit = lire(au_hasard(graine, nombre=6), tmp_path)
    optimal = resoudre(petit)
    reduits = {"JEUNES_ENUMERES": 0, "ITERATIONS_MOTEUR": 40, "ITERATIONS_RECUIT": 30, "CYCLES_STERILES": 2}
    for nom, reduit in reduits.items():
        monkeypatch.setattr(resolution, nom, reduit)
    cherche = resoudre(petit)
    assert (optimal.statut, cherche.statut) == (Statut.OPTIMAL, Statut.REALISABLE)
    assert valeur(petit, cherche) == valeur(petit, optimal)


@pytest.mark.parametrize("graine", range(100, 115))
def test_le_miroir_d_un_probleme_sans_fenetre_coute_autant(graine: int, tmp_path: Path) -> None:
    objet = au_hasard(graine, nombre=5, fenetres=False)
    endroit, envers = lire(objet, tmp_path), lire(miroir(objet), tmp_path)
    assert valeur(endroit, resoudre(endroit)) == valeur(envers, resoudre(envers))


def test_au_retour_chacun_descend_chez_lui_et_le_depart_est_au_plus_tot(tmp_path: Path) -> None:
    objet = probleme([jeune("j1", "A"), jeune("j2", "B")], sens="RETOUR", arrivee=["16:30", "17:00"])
    resultat = resoudre(lire(objet, tmp_path))
    assert heures(resultat) == [["E 16:30", "E 16:30", "A 16:40", "B 16:52", "E 17:14"]]
    assert resultat.plan.tournees[0].arrets[1].montent == ("j1", "j2")


def test_au_retour_l_attente_se_passe_a_l_etablissement(tmp_path: Path) -> None:
    attendu = jeune("j1", "A", fenetre=["16:50", "17:00"])
    resultat = resoudre(lire(probleme([attendu], sens="RETOUR", arrivee=["16:30", "17:00"]), tmp_path))
    assert heures(resultat) == [["E 16:40", "E 16:40", "A 16:50", "E 17:02"]]


def test_l_attente_compte_dans_le_temps_a_bord_et_dans_le_cout(tmp_path: Path) -> None:
    objet = probleme([jeune("j1", "A", fenetre=["08:00", "08:00"])])
    petit = lire(objet, tmp_path)
    resultat = resoudre(petit)
    assert heures(resultat) == [["E 07:50", "A 08:00", "E 08:30", "E 08:30"]]
    bilan = dresser_bilan(petit, resultat.plan)
    assert (bilan.temps_a_bord, bilan.minutes, bilan.cout) == ({"j1": 30}, 40, 20 + 8 + 20)


def test_deux_jeunes_d_un_point_montent_au_meme_arret(tmp_path: Path) -> None:
    resultat = resoudre(lire(probleme([jeune("j1", "A"), jeune("j2", "A")]), tmp_path))
    assert [arret.montent for arret in resultat.plan.tournees[0].arrets] == [(), ("j1", "j2"), (), ()]


def test_deux_arrets_se_suivent_a_un_point_quand_un_plafond_le_demande(tmp_path: Path) -> None:
    objet = probleme([jeune("j1", "A", duree_max=12), jeune("j2", "A", duree_max=14)])
    resultat = resoudre(lire(objet, tmp_path))
    assert heures(resultat) == [["E 08:06", "A 08:16", "A 08:18", "E 08:30", "E 08:30"]]


def test_un_seul_arret_quand_la_fenetre_se_ferme(tmp_path: Path) -> None:
    fermee = {"fenetre": ["08:16", "08:16"], "duree_max": 14}
    resultat = resoudre(lire(probleme([jeune("j1", "A", **fermee), jeune("j2", "A", **fermee)]), tmp_path))
    assert resultat.plan.non_servis == ()
    assert heures(resultat) == [["E 08:06", "A 08:16", "E 08:30", "E 08:30"]]


@pytest.mark.parametrize(
    ("places", "accompagnes", "restent"), [(2, (), 0), (2, ("j1",), 1), (3, ("j1", "j2"), 0), (1, (), 1)]
)
def test_une_seule_escorte_sert_tous_ceux_qui_en_ont_besoin(
    places: int, accompagnes: tuple[str, ...], restent: int, tmp_path: Path
) -> None:
    jeunes = [jeune(nom, "A", accompagnateur=nom in accompagnes) for nom in ("j1", "j2")]
    resultat = resoudre(lire(probleme(jeunes, [vehicule(places=places)]), tmp_path))
    assert len(resultat.plan.non_servis) == restent


def test_deux_jeunes_separes_prennent_deux_vehicules(tmp_path: Path) -> None:
    jeunes = [jeune("j1", "A"), jeune("j2", "A", pas_avec=["j1"])]
    resultat = resoudre(lire(probleme(jeunes, [vehicule("v1"), vehicule("v2")]), tmp_path))
    assert sorted(tournee.jeunes for tournee in resultat.plan.tournees) == [("j1",), ("j2",)]


def test_un_vehicule_de_plus_ne_sort_pas_pour_rien(tmp_path: Path) -> None:
    jeunes = [jeune("j1", "A"), jeune("j2", "B")]
    resultat = resoudre(lire(probleme(jeunes, [vehicule("cher", cout_fixe=90), vehicule("simple")]), tmp_path))
    assert [tournee.vehicule for tournee in resultat.plan.tournees] == ["simple"]


def test_servir_passe_avant_le_cout(tmp_path: Path) -> None:
    jeunes = [jeune("j1", "A"), jeune("j2", "A")]
    resultat = resoudre(
        lire(probleme(jeunes, [vehicule(places=1), vehicule("v2", places=1, cout_fixe=9000)]), tmp_path)
    )
    assert resultat.plan.non_servis == ()


@pytest.mark.parametrize("vides", [{"jeunes": []}, {"vehicules": []}])
def test_sans_jeune_ou_sans_vehicule_il_n_y_a_pas_de_tournee(vides: Json, tmp_path: Path) -> None:
    resultat = resoudre(lire({**probleme([jeune("j1", "A")]), **vides}, tmp_path))
    assert (resultat.statut, resultat.plan.tournees) == (Statut.OPTIMAL, ())


def test_un_grand_probleme_est_realisable_et_se_dit_tel(tmp_path: Path) -> None:
    objet = grand(40)
    large = lire(objet, tmp_path)
    debut = time.monotonic()
    resultat = resoudre(large, 2)
    assert time.monotonic() - debut < 4
    assert resultat.statut is Statut.REALISABLE
    assert verifier(large, resultat.plan) == []
    assert len(resultat.plan.non_servis) <= 12


def test_le_meme_probleme_donne_le_meme_plan(tmp_path: Path) -> None:
    petit = lire(au_hasard(3, nombre=6), tmp_path)
    assert resoudre(petit) == resoudre(petit)


def test_les_secondes_entieres_ne_raccourcissent_aucun_trajet(tmp_path: Path) -> None:
    objet = probleme([jeune("j1", "A", embarquement=0.333)])
    objet["temps"]["minutes"][1][0] = 10.01
    petit = lire(objet, tmp_path)
    resultat = resoudre(petit)
    arrets = resultat.plan.tournees[0].arrets
    assert arrets[2].heure - arrets[1].heure == 621
    plus_court = replace(arrets[1], heure=arrets[1].heure + 1)
    fautif = replace(resultat.plan.tournees[0], arrets=(arrets[0], plus_court, *arrets[2:]))
    assert [i.regle for i in verifier(petit, replace(resultat.plan, tournees=(fautif,)))] == ["HORAIRE"]
