"""States of a request, order of a waiting list, members of a commission."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.domain.admission import (
    EtatDemande,
    NatureReponse,
    RangDemande,
    etat_de_la_demande,
    membres_en_lignes,
    ranger_par_priorite,
    verifier_reponse,
)
from maillage.parcours.domain.erreurs import ErreurParcours

LE = date(2026, 3, 16)
HIER, DEMAIN = date(2026, 3, 15), date(2026, 3, 17)


@pytest.mark.parametrize(
    ("admission", "cloture", "nature", "etat"),
    [
        (None, None, None, EtatDemande.EN_ATTENTE),
        (LE, None, None, EtatDemande.ADMISE),
        (DEMAIN, None, None, EtatDemande.EN_ATTENTE),
        (None, HIER, NatureReponse.REFUS, EtatDemande.REFUSEE),
        (None, HIER, NatureReponse.AILLEURS, EtatDemande.CLOSE),
        (None, HIER, None, EtatDemande.CLOSE),
        (None, DEMAIN, NatureReponse.REFUS, EtatDemande.EN_ATTENTE),
    ],
)
def test_une_reponse_ne_vaut_qu_a_partir_de_son_jour(
    admission: date | None, cloture: date | None, nature: NatureReponse | None, etat: EtatDemande
) -> None:
    assert etat_de_la_demande(admission, cloture, nature, le=LE) is etat


RANGS = st.builds(RangDemande, st.integers(1, 50), st.integers(0, 9), st.one_of(st.none(), st.dates()))


@given(st.lists(RANGS, max_size=10, unique_by=lambda rang: rang.cle))
def test_la_liste_se_range_sans_perdre_personne(rangs: list[RangDemande]) -> None:
    par_cle = {rang.cle: rang for rang in rangs}
    ranges = [par_cle[cle] for cle in ranger_par_priorite(rangs)]
    assert sorted(par_cle) == sorted(rang.cle for rang in ranges)
    for avant, apres in itertools.pairwise(ranges):
        assert avant.criteres >= apres.criteres
        if avant.criteres == apres.criteres:
            assert (avant.reception or date.max) <= (apres.reception or date.max)


def test_une_reponse_d_avant_la_demande_est_refusee() -> None:
    verifier_reponse(None, HIER, champ="admission")
    verifier_reponse(LE, LE, champ="admission")
    with pytest.raises(ErreurParcours) as refus:
        verifier_reponse(LE, HIER, champ="admission")
    assert refus.value.champ == "admission"


def test_un_membre_par_ligne() -> None:
    assert membres_en_lignes(" Direction \n\n  Psychologue,  du service\n") == ["Direction", "Psychologue, du service"]
