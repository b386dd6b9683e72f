"""The floor and what it takes so that nothing withheld is found by subtraction."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from maillage.enquetes.domain.depouillement import depouiller, melanger
from maillage.enquetes.domain.lecture import lire_questionnaire
from maillage.enquetes.domain.publication import classer, encadrer, moyenne_publiable, repartir
from maillage.enquetes.domain.questionnaire import ChoixReponse
from maillage.enquetes.domain.ventilation import ventiler
from tests.enquetes.conftest import QUESTIONNAIRE

CHOIX = tuple(ChoixReponse(code, code.upper()) for code in "abcd")
Q = lire_questionnaire(QUESTIONNAIRE)


def montres(comptes: dict[str, int]) -> tuple[list[int | None], int]:
    lue = repartir(CHOIX, comptes, plancher=5)
    return [cellule.nombre for cellule in lue.cellules], lue.groupe


def test_huit_reponses_ne_montrent_que_ce_que_le_plancher_permet() -> None:
    assert montres({"a": 7, "b": 1}) == ([None, None, 0, 0], 8)
    assert montres({"a": 5, "b": 2, "c": 1}) == ([None, None, None, 0], 8)
    assert montres({"a": 8}) == ([8, 0, 0, 0], 0)


def test_les_petits_choix_sont_regroupes_jusqu_au_plancher() -> None:
    assert montres({"a": 20, "b": 6, "c": 3, "d": 2}) == ([20, 6, None, None], 5)
    assert montres({"a": 20, "b": 6, "c": 4}) == ([20, None, None, 0], 10)
    assert montres({"a": 20, "b": 9, "c": 5, "d": 6}) == ([20, 9, 5, 6], 0)


def test_aucune_soustraction_ne_rend_une_case_cachee() -> None:
    hasard = random.Random(2024)
    for _ in range(300):
        comptes = {choix.code: hasard.choice((0, 1, 2, 3, 4, 5, 7, 30)) for choix in CHOIX}
        if sum(comptes.values()) < 5:
            continue
        lue = repartir(CHOIX, comptes, plancher=5)
        caches = [comptes[c.code] for c in lue.cellules if c.nombre is None]
        assert lue.repondants - sum(c.nombre or 0 for c in lue.cellules) == sum(caches) == lue.groupe
        assert all(c.nombre in {None, 0} or c.nombre >= 5 for c in lue.cellules)
        assert not caches or sum(caches) >= 5
        assert not caches or len(caches) >= 2 or lue.repondants == sum(caches)


def test_un_choix_parmi_plusieurs_est_encadre_des_deux_cotes() -> None:
    lue = encadrer(CHOIX, {"a": 8, "b": 3, "c": 6, "d": 12}, repondants=12, plancher=5)
    assert [(c.nombre, c.mots) for c in lue.cellules] == [
        (None, "plus de 7"),
        (None, "moins de 5"),
        (6, ""),
        (12, ""),
    ]


def test_une_moyenne_que_font_peu_de_reponses_n_est_pas_dite() -> None:
    def moyenne(*valeurs: int) -> Decimal | None:
        return moyenne_publiable([Decimal(v) for v in valeurs], plancher=5, decimales=1)

    assert moyenne(10, 20, 30, 40) is None
    assert moyenne(0, 0, 0, 0, 0, 0, 0, 1) is None, "one answer makes the whole sum"
    assert moyenne(1, 2, 3, 4, 5, 900) is None, "one answer weighs more than half"
    assert moyenne(10, 20, 30, 40, 50, 60) == Decimal("35.0")


def test_les_classes_d_un_nombre_n_ont_ni_petit_effectif_ni_valeur_extreme() -> None:
    lue = classer([Decimal(v) for v in (3, 4, 4, 5, 9, 12, 14, 15, 18, 19, 250)], plancher=5)
    assert all((c.nombre or 0) >= 5 for c in lue.cellules)
    assert sum(c.nombre or 0 for c in lue.cellules) == 11
    assert "250" not in " ".join(c.libelle for c in lue.cellules)


def depouille(*contenus: dict[str, Any]) -> Any:
    return depouiller(Q, contenus, plancher=5, sel="x")


def test_sous_le_plancher_rien_n_est_lu_meme_pas_le_nombre() -> None:
    lu = depouille(*[{"q1": "oui"}] * 4)
    assert (lu.total, lu.questions) == (None, ())


def test_une_question_sous_condition_ne_trahit_pas_un_petit_groupe() -> None:
    lu = depouille(*[{"q1": "oui"}] * 7, {"q1": "non", "q2": "Un manque"})
    assert lu.question("q2").masque.startswith("Cette question n'est posée qu'à un groupe trop petit")
    assert lu.question("q2").repondants == 0
    assert not lu.question("q2").textes
    ouverte = depouille(*[{"q1": "oui"}] * 7, *[{"q1": "non", "q2": "Un manque"}] * 6)
    assert len(ouverte.question("q2").textes) == 6


def test_la_moyenne_d_une_echelle_attend_que_chaque_degre_se_montre() -> None:
    assert depouille(*[{"q4": "3"}] * 7, {"q4": "4"}).question("q4").moyenne is None
    assert depouille(*[{"q4": "3"}] * 5, *[{"q4": "4"}] * 5).question("q4").moyenne == Decimal("3.5")


def test_une_ligne_de_tableau_peu_repondue_est_cachee_seule() -> None:
    lignes = depouille(*[{"q5": {"l1": "oui"}}] * 6, {"q5": {"l2": "non"}}).question("q5").repartitions
    assert [c.nombre for c in lignes[0].cellules] == [6, 0]
    assert [c.mots for c in lignes[1].cellules] == ["moins de 5 réponses"] * 2


def test_les_textes_sont_melanges_autrement_que_par_ordre_d_arrivee() -> None:
    textes = [f"texte {n}" for n in range(20)]
    melanges = melanger(textes, "vague:q2")
    assert sorted(melanges) == sorted(textes)
    assert list(melanges) != textes
    assert melanges == melanger(list(reversed(textes)), "vague:q2")
    assert melanges != melanger(textes, "vague:q9")


def test_une_ventilation_dont_un_croisement_est_petit_est_refusee_entiere() -> None:
    variable = Q.question("q1")
    assert variable is not None
    base = [{"q1": "oui", "q4": "3", "q3": "10"}] * 6 + [{"q1": "non", "q4": "3", "q3": "20"}] * 6
    lus = {c.question.code: c for c in ventiler(Q, variable, base, plancher=5) or []}
    assert lus["q4"].groupes == (("Oui", 6), ("Non", 6))
    assert lus["q4"].lignes[2] == ("3", (Decimal("100.0"), Decimal("100.0")))
    un_ecart = [*base, {"q1": "non", "q4": "1"}]
    assert {c.question.code: c for c in ventiler(Q, variable, un_ecart, plancher=5) or []}["q4"].masque
    varies = [{"q1": q1, "q4": str(1 + n % 4)} for q1 in ("oui", "non") for n in range(8)]
    lu = {c.question.code: c for c in ventiler(Q, variable, varies, plancher=5) or []}["q4"]
    assert lu.lignes == (("Moyenne", (Decimal("2.5"), Decimal("2.5"))),), (
        "degrees are too few, their mean tells none of them"
    )
    assert ventiler(Q, variable, [*base, {"q4": "3"}], plancher=5) is None, (
        "one person who did not answer is a group of one"
    )
    assert ventiler(Q, variable, base[:8], plancher=5) is None
