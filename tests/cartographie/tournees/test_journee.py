"""Who rides on a day, what a written round costs, what a new plan changes: without any database."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from maillage.cartographie.tournees.domain.continuite import garder_les_vehicules
from maillage.cartographie.tournees.domain.difference import comparer
from maillage.cartographie.tournees.domain.journee import (
    JOUR_MIN,
    MotifHorsTournee,
    Passage,
    Presence,
    motif_hors_tournee,
    plage_d_arrivee,
    presences,
    separations_utiles,
)
from maillage.cartographie.tournees.domain.mesure import TourneeDeclaree, mesurer
from maillage.cartographie.tournees.domain.modele import Fenetre, Sens
from maillage.cartographie.tournees.lecture import relire_probleme
from tests.cartographie.tournees.fabrique import jeune, probleme, vehicule

pytestmark = pytest.mark.sans_base
NEUF_HEURES = Fenetre(510 * 60, 540 * 60)


def test_l_absence_du_matin_retire_l_aller_et_non_le_retour() -> None:
    passages = [Passage(1, 540, 720, absent=True), Passage(1, 810, 990)]
    assert presences(passages, Sens.ALLER)[1].absent
    assert not presences(passages, Sens.RETOUR)[1].absent


def test_qui_dort_sur_place_n_a_pas_de_trajet_de_ce_cote() -> None:
    nuit_d_avant = Passage(1, -330, 480, nuit=True)
    nuit_d_apres = Passage(1, 1110, JOUR_MIN + 480, nuit=True)
    jour = Passage(1, 540, 990)
    assert presences([nuit_d_avant, jour], Sens.ALLER)[1].sur_place
    assert not presences([nuit_d_avant, jour], Sens.RETOUR)[1].sur_place
    assert presences([jour, nuit_d_apres], Sens.RETOUR)[1].sur_place


def test_l_etablissement_recoit_avant_l_heure_la_plus_courante() -> None:
    attendus = [Presence(540, 990, False, False)] * 3 + [Presence(840, 900, False, False)]
    assert plage_d_arrivee(attendus, Sens.ALLER, avance=30) == NEUF_HEURES
    assert plage_d_arrivee(attendus, Sens.RETOUR, avance=30) == Fenetre(990 * 60, 1020 * 60)
    assert plage_d_arrivee([], Sens.ALLER, avance=30) is None


@pytest.mark.parametrize(
    ("presence", "champs", "motif"),
    [
        (Presence(540, 990, True, False), {}, MotifHorsTournee.ABSENT),
        (Presence(540, 990, False, False), {"transporte": False}, MotifHorsTournee.AUTREMENT),
        (Presence(540, 990, False, True), {}, MotifHorsTournee.INTERNAT),
        (Presence(840, 990, False, False), {}, MotifHorsTournee.HORAIRE),
        (Presence(540, 990, False, False), {"a_un_point": False}, MotifHorsTournee.SANS_POINT),
        (Presence(540, 990, False, False), {}, None),
    ],
)
def test_chaque_motif_de_ne_pas_monter_est_nomme(
    presence: Presence, champs: dict[str, bool], motif: MotifHorsTournee | None
) -> None:
    donnees = {"transporte": True, "a_un_point": True, **champs}
    assert motif_hors_tournee(presence, Sens.ALLER, NEUF_HEURES, ecart=60, **donnees) is motif


def test_une_separation_ne_compte_que_si_les_deux_montent() -> None:
    assert separations_utiles([(1, 2), (1, 3)], {1: "a", 2: "b"}) == {1: ["b"]}


@pytest.mark.parametrize(("sens", "a_bord"), [("ALLER", {"x": 24, "y": 12}), ("RETOUR", {"x": 12, "y": 24})])
def test_une_tournee_ecrite_se_mesure_dans_son_ordre(sens: str, a_bord: dict[str, int]) -> None:
    lu = relire_probleme(probleme([jeune("x", "B"), jeune("y", "A")], sens=sens), "p.json")
    ordre = ("x", "y") if sens == "ALLER" else ("y", "x")
    mesure = mesurer(lu, TourneeDeclaree("v1", ordre))
    attendu = {"x": 24, "y": 12} if sens == "ALLER" else {"y": 12, "x": 24}
    assert {nom: int(m) for nom, m in mesure.temps_a_bord.items()} == attendu
    assert mesure.km == 32
    assert mesure.minutes == 44
    assert mesure.cout == 20 + Fraction(1, 2) * 32 + 30 * Fraction(44, 60)
    assert not mesure.depassements


def test_une_tournee_ecrite_dit_les_limites_qu_elle_passe() -> None:
    jeunes = [
        jeune("x", "C", duree_max=20, pas_avec=["y"]),
        jeune("y", "A", fauteuil=True),
        jeune("z", "A", fauteuil=True),
    ]
    lu = relire_probleme(probleme(jeunes, [vehicule(places=0)]), "p.json")
    dits = " ; ".join(mesurer(lu, TourneeDeclaree("v1", ("x", "y", "z"))).depassements)
    assert "plafond de temps à bord pour 1 jeune" in dits
    assert "1 places assises prises pour 0" in dits
    assert "2 places de fauteuil prises pour 1" in dits
    assert "à séparer" in dits


def test_un_trajet_sans_temps_est_compte_a_part() -> None:
    lu = relire_probleme(probleme([jeune("x", "A")]), "p.json")
    sans = replace(lu.temps, minutes=tuple(tuple(None if m else m for m in ligne) for ligne in lu.temps.minutes))
    assert mesurer(replace(lu, temps=sans), TourneeDeclaree("v1", ("x",))).inconnus == 2


def test_la_difference_nomme_qui_change_d_heure_ou_de_vehicule() -> None:
    def plan(**heures: str) -> dict[str, object]:
        arrets = [{"point": "A", "heure": heure, "montent": [nom], "descendent": []} for nom, heure in heures.items()]
        return {"cout": 1, "km": 2, "minutes": 3, "tournees": [{"vehicule": "v1", "arrets": arrets}]}

    lue = comparer(plan(x="08:00", y="08:10"), plan(y="08:05"), "ALLER")
    assert [change["id"] for change in lue["jeunes"]] == ["x", "y"]
    assert lue["jeunes"][0]["apres"] is None
    assert comparer(plan(x="08:00"), plan(x="08:00"), "ALLER")["jeunes"] == []


def test_un_plan_refait_garde_les_vehicules_semblables() -> None:
    def plan(**tournees: str) -> dict[str, object]:
        return {
            "tournees": [
                {
                    "vehicule": nom,
                    "arrets": [{"point": "A", "heure": "08:00", "montent": list(jeunes), "descendent": []}],
                }
                for nom, jeunes in tournees.items()
            ],
            "non_servis": [{"id": "z", "assouplissement": {"texte": "Ajouter 1 place au véhicule « v1 »."}}],
        }

    lu = probleme(
        [jeune(nom, "A") for nom in "abcdeq"], [vehicule("v1"), vehicule("v2"), vehicule("cher", cout_fixe=99)]
    )
    refait = garder_les_vehicules(plan(v1="cd", v2="ab", cher="e"), plan(v1="ab", v2="cd", cher="x"), lu)
    montees = {t["vehicule"]: t["arrets"][0]["montent"] for t in refait["tournees"]}
    assert montees == {"v1": ["a", "b"], "v2": ["c", "d"], "cher": ["e"]}
    assert "« v2 »" in refait["non_servis"][0]["assouplissement"]["texte"]
    sans_commun = garder_les_vehicules(plan(v1="q"), plan(v2="ab"), lu)
    assert sans_commun["tournees"][0]["vehicule"] == "v1"
    petit = {**lu, "vehicules": [vehicule("v1"), vehicule("v2", places=1)]}
    assert garder_les_vehicules(plan(v1="ab"), plan(v2="ab"), petit)["tournees"][0]["vehicule"] == "v1"
