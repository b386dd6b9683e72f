"""States, names in free texts, kilometres: without a database."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.agenda.domain.positions import Position
from maillage.agenda.referentiels import reglages as reglages_agenda
from maillage.appui_ressource.referentiels import mots_connus
from maillage.soutien import referentiels
from maillage.soutien.domain.anonymat import reperer
from maillage.soutien.domain.kilometres import estimer_aller_retour
from maillage.soutien.domain.vocabulaire import peut_suivre


def test_les_sept_actions_sont_celles_du_bilan() -> None:
    assert list(referentiels.genres()) == [
        "CLARIFICATION",
        "INTERVENTION",
        "INGENIERIE",
        "PLAN",
        "SITUATION",
        "ECHANGE",
        "RESSOURCE",
    ]
    assert "2021-2024" in referentiels.source_des_genres()


@pytest.mark.parametrize(
    ("avant", "apres", "permis"),
    [
        ("RECUE", "QUALIFIEE", True),
        ("RECUE", "EN_COURS", False),
        ("QUALIFIEE", "EN_COURS", True),
        ("EN_COURS", "CLOSE", True),
        ("CLOSE", "QUALIFIEE", False),
        ("CLOSE", "EN_COURS", True),
    ],
)
def test_une_demande_suit_ses_etats(avant: str, apres: str, permis: bool) -> None:
    assert peut_suivre(avant, apres) is permis


@pytest.mark.parametrize(
    ("texte", "noms", "dates"),
    [
        ("Un jeune de 12 ans refuse le collège.", (), ()),
        ("L'équipe du collège Jules Ferry est inquiète.", (), ()),
        ("Kylian Martin est arrivé en octobre.", ("Kylian Martin",), ()),
        ("L. M. ne dort plus à l'internat.", ("L. M.",), ()),
        ("Il est né le 3 mai 2014 à Albi.", (), ("né le 3 mai 2014 à Albi",)),
        ("Naissance 03/05/2014, entrée en 6e.", (), ("03/05/2014",)),
        ("Le 4 mars 2012 dans le dossier", (), ("4 mars 2012",)),
    ],
)
def test_un_texte_dit_ce_qui_nomme_quelqu_un(texte: str, noms: tuple[str, ...], dates: tuple[str, ...]) -> None:
    lus = reperer(texte, mots_connus())
    assert lus.noms == noms
    assert bool(lus.dates) is bool(dates)
    for attendue, lue in zip(dates, lus.dates, strict=True):
        assert lue.startswith(attendue[:12])


def test_un_aller_et_retour_s_estime_avec_le_detour_de_la_route() -> None:
    reglages = reglages_agenda(dt.date(2026, 3, 10))
    ici, la = Position(1.0, 43.5, "A"), Position(1.5, 43.5, "B")
    km = estimer_aller_retour(ici, la, reglages)
    assert 40.4 * 2 < float(km) < 40.6 * 2 * reglages.detour
    assert estimer_aller_retour(ici, ici, reglages) == 0
