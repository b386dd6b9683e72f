"""Properties that hold for any file: order does not matter, twice is once, undoing is exact, a bad line changes nothing for the others."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.agenda.imports.domain.comparaison import Issue, decider
from maillage.agenda.imports.domain.etat import Etat, depuis_json, vers_json
from maillage.agenda.imports.services import annuler_lot
from tests.agenda.imports.outils import SYSTEME, Monde, absences, comptes, creer_monde, csv_de, faits, importer

REGLAGES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DEBUT = dt.datetime(2024, 3, 4, 8, 0, tzinfo=dt.UTC)


@st.composite
def lignes(draw: st.DrawFn) -> str:
    reference = draw(st.sampled_from(["", "R1", "R2", "R3"]))
    jour = draw(st.sampled_from(["04/03/2024", "05/03/2024", "31/03/2024", "31/02/2024"]))
    debut, fin = draw(st.sampled_from([("9:00", "12:00"), ("19:00", "8:00"), ("2:30", "4:00")]))
    jeunes = draw(st.sampled_from(["J1", "J2", "J3", "J9", '"J1;J2"']))
    categorie = draw(st.sampled_from(["DIRECT_JEUNE", "INDIRECT"]))
    statut = draw(st.sampled_from(["PLANIFIE", "REALISE", "ANNULE"]))
    presence, motif = draw(st.sampled_from([("", ""), ("PRESENT", ""), ("ABSENT", "MALADIE"), ("", "STAGE")]))
    return f"{reference};{jour};{debut};{fin};{jeunes};P1;{categorie};;{statut};{presence};{motif}"


def resultat(monde: Monde, contenus: Sequence[bytes]) -> tuple[object, ...]:
    """Facts after importing these files one after the other, then everything is rolled back."""
    with transaction.atomic():
        lots = [importer(monde, contenu) for contenu in contenus]
        trouve = (faits(), absences(), comptes(lots[-1]))
        transaction.set_rollback(True)
    return trouve


@pytest.mark.django_db
@REGLAGES
@given(st.lists(lignes(), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_l_ordre_des_lignes_ne_change_rien(fichier: list[str], hasard: random.Random) -> None:
    with transaction.atomic():
        monde = creer_monde()
        melange = list(fichier)
        hasard.shuffle(melange)
        assert resultat(monde, [csv_de(*fichier)]) == resultat(monde, [csv_de(*melange)])
        transaction.set_rollback(True)


@pytest.mark.django_db
@REGLAGES
@given(st.lists(lignes(), min_size=1, max_size=8))
def test_deux_fois_le_meme_fichier_vaut_une_fois(fichier: list[str]) -> None:
    with transaction.atomic():
        monde = creer_monde()
        une = resultat(monde, [csv_de(*fichier)])
        deux = resultat(monde, [csv_de(*fichier), csv_de(*fichier)])
        assert deux[:2] == une[:2]
        assert deux[2][:3] == (0, 0, 0)  # type: ignore[index]
        transaction.set_rollback(True)


@pytest.mark.django_db
@REGLAGES
@given(st.lists(lignes(), min_size=1, max_size=6), st.lists(lignes(), min_size=1, max_size=6))
def test_annuler_le_second_fichier_rend_l_agenda_du_premier(premier: list[str], second: list[str]) -> None:
    with transaction.atomic():
        monde = creer_monde()
        importer(monde, csv_de(*premier))
        avant = (faits(), absences())
        lot = annuler_lot(SYSTEME, importer(monde, csv_de(*second)))
        assert (faits(), absences()) == avant
        assert lot.compte_rendu["annulation"]["nombre_laisses"] == 0
        transaction.set_rollback(True)


@pytest.mark.django_db
@REGLAGES
@given(st.lists(lignes(), min_size=1, max_size=6))
def test_des_lignes_sans_queue_ni_tete_ne_changent_rien_aux_autres(fichier: list[str]) -> None:
    with transaction.atomic():
        monde = creer_monde()
        bruit = ['"', "n'importe quoi", ";;;;;;;;;;;;;;", "R7;04/03/2024;9:00;;J1;;;;;;"]
        avec = [bruit[0], *fichier, *bruit[1:]]
        assert resultat(monde, [csv_de(*avec)])[:2] == resultat(monde, [csv_de(*fichier)])[:2]
        transaction.set_rollback(True)


etats = st.builds(
    Etat,
    debut=st.sampled_from([DEBUT, DEBUT + dt.timedelta(hours=1)]),
    fin=st.just(DEBUT + dt.timedelta(hours=2)),
    categorie=st.sampled_from(["DIRECT_JEUNE", "INDIRECT"]),
    modalite=st.sampled_from(["", "AJ", "PMO"]),
    titre=st.sampled_from(["", "Atelier"]),
    statut=st.sampled_from(["PLANIFIE", "REALISE", "ANNULE"]),
    jeunes=st.dictionaries(st.integers(1, 3), st.sampled_from(["", "PRESENT", "ABSENT"]), max_size=3),
    pros=st.frozensets(st.integers(1, 3), max_size=2),
    absences=st.dictionaries(st.integers(1, 3), st.sampled_from(["MALADIE", "STAGE"]), max_size=2),
)


@given(etats)
def test_un_etat_revient_entier_de_son_ecriture(etat: Etat) -> None:
    assert depuis_json(vers_json(etat)) == etat


@given(etats, etats, etats)
def test_une_source_qui_redit_la_meme_chose_ne_change_rien(actuel: Etat, ancien: Etat, nouveau: Etat) -> None:
    redite = decider(actuel=actuel, ancien=ancien, nouveau=ancien, confirme=False)
    absences_levees = any(ancien.jeunes.get(pk) == "PRESENT" for pk in actuel.absences)
    assert redite.issue is Issue.INCHANGE or absences_levees
    premiere = decider(actuel=actuel, ancien=ancien, nouveau=nouveau, confirme=False)
    ecrit = premiere.etat or actuel
    assert decider(actuel=ecrit, ancien=nouveau, nouveau=nouveau, confirme=False).issue is Issue.INCHANGE


@given(etats, etats, etats)
def test_une_confirmation_n_est_jamais_defaite(actuel: Etat, ancien: Etat, nouveau: Etat) -> None:
    decision = decider(actuel=actuel, ancien=ancien, nouveau=nouveau, confirme=True)
    assert (decision.etat or actuel).statut == actuel.statut
