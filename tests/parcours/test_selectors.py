"""Reads: scope, filters, rows for the count, constant numbers of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from maillage.comptes.acteur import ANONYME
from maillage.parcours import selectors
from maillage.parcours.models import Jeune
from maillage.parcours.selectors import FiltresJeunes
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.structures.models import Dispositif
from tests.fabriques import (
    CommuneFactory,
    ComplexiteFactory,
    DemandeFactory,
    JeuneFactory,
    PeriodeFactory,
    PhaseFactory,
    ScolariteFactory,
)
from tests.parcours.conftest import AUJOURD_HUI

pytestmark = pytest.mark.django_db


def _peupler(dispositif: Dispositif, nombre: int) -> None:
    for rang in range(nombre):
        jeune = JeuneFactory(commune=CommuneFactory())
        PhaseFactory(jeune=jeune, dispositif=dispositif)
        PeriodeFactory(jeune=jeune, dispositif=dispositif, modalite="AJ" if rang % 2 else "PMO")
        ScolariteFactory(jeune=jeune)
        ComplexiteFactory(jeune=jeune, dispositif=dispositif)
        DemandeFactory(jeune=jeune, dispositif=dispositif)


def test_un_jeune_est_vu_la_ou_il_est_connu_et_pas_ailleurs(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    phase = PhaseFactory()
    periode, demande = (
        PeriodeFactory(dispositif=dispositif),
        DemandeFactory(dispositif=dispositif, jeune=JeuneFactory()),
    )
    vus = set(selectors.jeunes_visibles(systeme, dispositif))
    assert vus == {periode.jeune, demande.jeune}
    assert phase.jeune not in vus
    assert not selectors.jeunes_visibles(ANONYME, dispositif).exists()
    assert selectors.dispositifs_qui_connaissent(periode.jeune.pk) == {dispositif.pk}


def _noms(systeme: ActeurSysteme, dispositif: Dispositif, **filtres: str) -> list[str]:
    jeunes = selectors.lister_jeunes(systeme, dispositif, FiltresJeunes(**filtres), le=AUJOURD_HUI)
    return [ligne.jeune.nom for ligne in selectors.lignes_jeunes(systeme, dispositif, jeunes, le=AUJOURD_HUI)]


def test_la_liste_se_filtre_et_se_trie(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    alba, brume = (
        JeuneFactory(nom="Albafictif", naissance=date(2015, 1, 1)),
        JeuneFactory(nom="Brumefictive", naissance=None),
    )
    PhaseFactory(jeune=alba, dispositif=dispositif)
    PeriodeFactory(jeune=alba, dispositif=dispositif)
    PhaseFactory(jeune=brume, dispositif=dispositif, fin=date(2025, 1, 1))
    assert _noms(systeme, dispositif) == ["Albafictif", "Brumefictive"]
    assert _noms(systeme, dispositif, tri="-nom") == ["Brumefictive", "Albafictif"]
    assert _noms(systeme, dispositif, tri="-age") == ["Albafictif", "Brumefictive"]
    assert _noms(systeme, dispositif, recherche="brume sacha") == ["Brumefictive"]
    assert _noms(systeme, dispositif, phase="ACCOMPAGNEMENT") == ["Albafictif"]
    assert _noms(systeme, dispositif, phase="SANS") == ["Brumefictive"]
    assert _noms(systeme, dispositif, modalite="AJ") == ["Albafictif"]
    assert _noms(systeme, dispositif, modalite="AN") == []


def test_la_phase_montree_suit_l_ordre_des_priorites(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    jeune = JeuneFactory()
    PhaseFactory(jeune=jeune, dispositif=dispositif, type="PONCTUEL", debut=date(2026, 1, 1))
    PhaseFactory(jeune=jeune, dispositif=dispositif, type="SUIVI_POST_SORTIE")
    jeunes = selectors.lister_jeunes(systeme, dispositif, FiltresJeunes(), le=AUJOURD_HUI)
    (ligne,) = selectors.lignes_jeunes(systeme, dispositif, jeunes, le=AUJOURD_HUI)
    assert ligne.phase is not None
    assert ligne.phase.type == "SUIVI_POST_SORTIE"


def test_lire_une_fiche_laisse_une_trace(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    _peupler(dispositif, 1)
    jeune = Jeune.objects.get()
    fiche = selectors.lire_fiche(systeme, dispositif, jeune.identifiant, le=AUJOURD_HUI)
    genres = [dessinee.voie.genre for dessinee in fiche.ruban.voies]
    assert genres == ["phase", "jour", "nuit", "ordinaire", "ecole"]
    assert fiche.sejour is not None
    assert fiche.sejour.debut == date(2023, 9, 1)
    trace = Trace.objects.get()
    assert (trace.nature, trace.jeune_id, trace.dispositif_id) == ("LECTURE", jeune.pk, dispositif.pk)
    with pytest.raises(Jeune.DoesNotExist):
        selectors.lire_fiche(systeme, PhaseFactory().dispositif, jeune.identifiant, le=AUJOURD_HUI)


def test_les_lignes_du_compte_ont_les_colonnes_du_contrat(dispositif: Dispositif) -> None:
    _peupler(dispositif, 1)
    PhaseFactory()
    jeune = Jeune.objects.exclude(scolarites=None).get()
    ouverte = {"debut": date(2023, 9, 1), "fin": None}
    ici = {"jeune_id": jeune.identifiant, "dispositif_id": "garrigue"}
    (ligne,) = selectors.jeunes_pour_le_compte(dispositif.pk)
    assert ligne == {
        "jeune_id": jeune.identifiant,
        "naissance": jeune.naissance,
        "sexe": "",
        "commune_insee": jeune.commune_id,
    }
    (phase,) = selectors.phases_pour_le_compte(dispositif.pk)
    assert phase.pop("phase_id")
    assert phase == {**ici, **ouverte, "type": "ACCOMPAGNEMENT", "motif_sortie": "", "destination": "", "creton": False}
    assert selectors.periodes_pour_le_compte(dispositif.pk) == [{**ici, **ouverte, "modalite": "PMO"}]
    assert selectors.scolarites_pour_le_compte(dispositif.pk) == [
        {"jeune_id": jeune.identifiant, "dispositif_id": None, "code": "07", **ouverte}
    ]
    assert selectors.complexites_pour_le_compte(dispositif.pk) == [{**ici, **ouverte, "critere": "C1"}]
    (demande,) = selectors.demandes_pour_le_compte(dispositif.pk)
    assert set(demande) == {"demande_id", "dispositif_id", "notification", "reception", "admission", "cloture"}


def test_le_compte_peut_demander_un_jeune_de_l_agenda(dispositif: Dispositif) -> None:
    inconnu = JeuneFactory()
    assert selectors.jeunes_pour_le_compte(dispositif.pk) == []
    assert len(selectors.jeunes_pour_le_compte(dispositif.pk, aussi=[inconnu.identifiant])) == 1


@pytest.mark.parametrize(
    "lecture",
    [
        selectors.jeunes_pour_le_compte,
        selectors.phases_pour_le_compte,
        selectors.periodes_pour_le_compte,
        selectors.scolarites_pour_le_compte,
        selectors.complexites_pour_le_compte,
        selectors.demandes_pour_le_compte,
    ],
)
def test_une_table_du_compte_est_une_requete(
    lecture: Callable[[int], list[dict[str, Any]]], dispositif: Dispositif, django_assert_num_queries: Any
) -> None:
    _peupler(dispositif, 3)
    with django_assert_num_queries(1):
        assert len(lecture(dispositif.pk)) == 3


def test_le_nombre_de_requetes_de_la_liste_ne_depend_pas_des_lignes(
    systeme: ActeurSysteme, dispositif: Dispositif, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    for nombre in (1, 8):
        _peupler(dispositif, nombre)
        with django_assert_num_queries(4):
            _noms(systeme, dispositif)
