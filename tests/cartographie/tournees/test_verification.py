"""The verifier: a good plan passes, and each rule of the contract, once broken, is caught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from maillage.cartographie.tournees.domain.modele import Arret, Plan, ProblemeTournees, Tournee
from maillage.cartographie.tournees.domain.verification import dresser_bilan, verifier
from tests.cartographie.tournees.fabrique import jeune, lire, probleme, vehicule

pytestmark = pytest.mark.sans_base
HUIT = 8 * 3600
Changement = Callable[[Plan], Plan]


@pytest.fixture
def aller(tmp_path: Path) -> ProblemeTournees:
    jeunes = [
        jeune("j1", "B", fenetre=["08:00", "08:06"]),
        jeune("j2", "A", fauteuil=True, accompagnateur=True, duree_max=12),
        jeune("j3", "C", pas_avec=["j1"]),
    ]
    return lire(probleme(jeunes, [vehicule("v1", places=2), vehicule("v2")]), tmp_path)


def _bon_plan() -> Plan:
    arrets = (
        Arret("E", HUIT - 14 * 60),
        Arret("B", HUIT + 6 * 60, montent=("j1",)),
        Arret("A", HUIT + 18 * 60, montent=("j2",)),
        Arret("E", HUIT + 30 * 60, descendent=("j1", "j2")),
        Arret("E", HUIT + 30 * 60),
    )
    return Plan((Tournee("v1", arrets),), ("j3",))


def _change(rang: int, **reste: object) -> Changement:
    """Replace parts of one stop."""

    def changer(plan: Plan) -> Plan:
        arrets = list(plan.tournees[0].arrets)
        arrets[rang] = replace(arrets[rang], **reste)  # type: ignore[arg-type]
        return Plan((Tournee("v1", tuple(arrets)),), plan.non_servis)

    return changer


def _decale(secondes: int, *rangs: int) -> Changement:
    def changer(plan: Plan) -> Plan:
        arrets = tuple(
            replace(arret, heure=arret.heure + secondes) if rang in rangs else arret
            for rang, arret in enumerate(plan.tournees[0].arrets)
        )
        return Plan((Tournee("v1", arrets),), plan.non_servis)

    return changer


def _avec_j3(plan: Plan) -> Plan:
    arrets = list(plan.tournees[0].arrets)
    arrets[0] = replace(arrets[0], heure=HUIT - 36 * 60)
    arrets[3] = replace(arrets[3], descendent=("j3", "j1", "j2"))
    arrets.insert(1, Arret("C", HUIT - 6 * 60, montent=("j3",)))
    return Plan((Tournee("v1", tuple(arrets)),))


FAUTES: dict[str, tuple[Changement, set[str]]] = {
    "jeune inconnu": (lambda p: replace(p, non_servis=("j3", "j9")), {"INCONNU"}),
    "jeune oublié": (lambda p: replace(p, non_servis=()), {"UNE_FOIS"}),
    "jeune servi et laissé": (lambda p: replace(p, non_servis=("j3", "j1")), {"UNE_FOIS"}),
    "véhicule inconnu": (lambda p: replace(p, tournees=(replace(p.tournees[0], vehicule="v9"),)), {"INCONNU"}),
    "deux tournées": (lambda p: Plan((*p.tournees, Tournee("v1", ())), p.non_servis), {"UNE_TOURNEE"}),
    "tournée vide": (lambda p: Plan((*p.tournees, Tournee("v2", ())), p.non_servis), {"FORME"}),
    "départ d'ailleurs": (_change(0, point="C"), {"EXTREMITES"}),
    "fin ailleurs": (_change(4, point="C"), {"EXTREMITES"}),
    "établissement absent": (_change(3, point="A"), {"ETABLISSEMENT"}),
    "un jeune ne descend pas": (_change(3, descendent=("j1",)), {"ETABLISSEMENT"}),
    "monte ailleurs que chez lui": (_change(1, point="C"), {"DOMICILE"}),
    "arrêt sans personne": (_change(1, montent=(), descendent=("j1",)), {"UNE_FOIS"}),
    "trajet trop court": (_decale(60, 0), {"HORAIRE"}),
    "embarquement oublié": (_decale(-60, 2), {"HORAIRE", "DUREE"}),
    "arrivée trop tôt": (_decale(-60, 0, 1, 2, 3, 4), {"ARRIVEE"}),
    "hors de la fenêtre": (_decale(60, 0, 1, 2, 3, 4), {"FENETRE"}),
    "trop longtemps à bord": (_decale(60, 3, 4), {"DUREE"}),
    "hors du jour": (_decale(86_400, 4), {"HORAIRE"}),
    "séparés ensemble, et trop nombreux": (_avec_j3, {"PAS_AVEC", "PLACES"}),
}


def test_un_bon_plan_passe_et_se_mesure(aller: ProblemeTournees) -> None:
    plan = _bon_plan()
    assert verifier(aller, plan) == []
    bilan = dresser_bilan(aller, plan)
    assert bilan.temps_a_bord == {"j1": 24, "j2": 12}
    assert (bilan.km, bilan.minutes) == (32, 44)
    assert bilan.cout == 20 + Fraction(1, 2) * 32 + 22


@pytest.mark.parametrize("nom", FAUTES)
def test_chaque_regle_enfreinte_est_vue(nom: str, aller: ProblemeTournees) -> None:
    changer, attendues = FAUTES[nom]
    assert {infraction.regle for infraction in verifier(aller, changer(_bon_plan()))} == attendues


@pytest.mark.parametrize(("quoi", "regle"), [({"places_fauteuil": 0}, "FAUTEUIL"), ({"places": 1}, "PLACES")])
def test_les_places_comptent_fauteuils_et_escorte(quoi: dict[str, int], regle: str, aller: ProblemeTournees) -> None:
    petit = replace(aller.vehicules[0], **quoi)
    trouvees = verifier(replace(aller, vehicules=(petit,)), _bon_plan())
    assert [infraction.regle for infraction in trouvees] == [regle]


def test_un_trajet_inconnu_ne_se_fait_pas(aller: ProblemeTournees) -> None:
    lignes = [list(ligne) for ligne in aller.temps.minutes]
    lignes[2][1] = None
    sans = replace(aller, temps=replace(aller.temps, minutes=tuple(map(tuple, lignes))))
    assert [infraction.regle for infraction in verifier(sans, _bon_plan())] == ["INATTEIGNABLE"]


def test_au_retour_le_temps_a_bord_compte_la_descente(tmp_path: Path) -> None:
    retour = lire(probleme([jeune("j1", "A", duree_max=12)], sens="RETOUR"), tmp_path)
    arrets = [
        Arret("E", HUIT + 1800),
        Arret("E", HUIT + 1800, montent=("j1",)),
        Arret("A", HUIT + 2400, descendent=("j1",)),
        Arret("E", HUIT + 3120),
    ]
    plan = Plan((Tournee("v1", tuple(arrets)),))
    assert verifier(retour, plan) == []
    assert dresser_bilan(retour, plan).temps_a_bord == {"j1": 12}
    arrets[2:] = [replace(arrets[2], heure=HUIT + 2401), replace(arrets[3], heure=HUIT + 3121)]
    plus_long = Plan((Tournee("v1", tuple(arrets)),))
    assert [infraction.regle for infraction in verifier(retour, plus_long)] == ["DUREE"]
