"""A wished change: what differs is sent, what overlaps or ends before it starts is refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.parcours.domain.changement import PeriodeVoulue, changements_voulus
from maillage.parcours.domain.erreurs import ErreurParcours

JOUR = PeriodeVoulue("AJ", "Accueil de jour", "INTRA", date(2025, 9, 1), cle="7")


def jour(debut: date = date(2025, 9, 1), fin: date | None = None, cle: str = "7") -> PeriodeVoulue:
    return PeriodeVoulue("AJ", "Accueil de jour", "INTRA", debut, fin, cle)


def test_seules_les_periodes_changees_partent_a_la_fiche() -> None:
    nuit = PeriodeVoulue("AN", "Accueil de nuit", "DELOCALISE", date(2026, 9, 1))
    changees = changements_voulus([JOUR], [jour(fin=date(2026, 8, 31)), nuit])
    assert [un.en_parametre() for un in changees] == [
        "AJ:INTRA:2025-09-01:2026-08-31",
        "AN:DELOCALISE:2026-09-01:",
    ]
    assert changements_voulus([JOUR], [JOUR, nuit]) == (nuit,)


def test_rien_de_change_est_dit() -> None:
    with pytest.raises(ErreurParcours, match="Rien ne change"):
        changements_voulus([JOUR], [JOUR])


def test_une_fin_avant_le_debut_est_refusee_a_son_champ() -> None:
    with pytest.raises(ErreurParcours) as refus:
        changements_voulus([JOUR], [jour(fin=date(2025, 8, 31))])
    assert refus.value.champ == "fin_7"


def test_deux_periodes_d_une_modalite_qui_se_chevauchent_sont_nommees() -> None:
    nouvelle = jour(date(2026, 3, 1), cle="")
    with pytest.raises(ErreurParcours) as refus:
        changements_voulus([JOUR], [jour(fin=date(2026, 3, 1)), nouvelle])
    assert refus.value.champ == "debut_AJ"
    assert "depuis le 1er mars 2026" in refus.value.message
    assert "du 1er septembre 2025 au 1er mars 2026" in refus.value.message
    assert len(changements_voulus([JOUR], [jour(fin=date(2026, 2, 28)), nouvelle])) == 2


def test_une_nouvelle_periode_ne_recouvre_pas_une_periode_passee() -> None:
    passee = PeriodeVoulue("AJ", "Accueil de jour", "INTRA", date(2024, 1, 1), date(2024, 12, 31), cle="3")
    with pytest.raises(ErreurParcours, match="se chevauche"):
        changements_voulus([passee], [jour(date(2024, 12, 31), cle="")])
