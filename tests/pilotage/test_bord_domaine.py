"""Rules of the dashboards, without database: scopes, sums of readable figures, years, kinds of territory."""

from __future__ import annotations

import pytest

from maillage.pilotage.domain.bord import FAMILLES, annualiser, cumuler, derniers_trimestres
from maillage.pilotage.domain.portees import Membre, Niveau, portees_ouvertes
from maillage.pilotage.domain.retour_lisible import CHEMINS, MASQUE
from maillage.pilotage.domain.semblables import BornesTerritoire, ProfilTerritoire, classe, kilometres, surface_km2

pytestmark = pytest.mark.sans_base
MEMBRES = [
    Membre(1, "a", "Ancolie", "DITEP", "Occitanie", "09", ((7, "Asso"),)),
    Membre(2, "b", "Bruyère", "DIME", "Occitanie", "31", ((7, "Asso"), (8, "Autre"))),
    Membre(3, "c", "Colchique", "DAME", "Bretagne", "31", ((8, "Autre"),)),
]


def ouvertes(*visibles: int, departements: tuple[str, ...] = ()) -> list[tuple[str, str, int]]:
    portees = portees_ouvertes(MEMBRES, visibles or None, departements=departements, slug=str.lower)
    return [(portee.niveau.value, portee.code, len(portee.membres)) for portee in portees]


def test_une_somme_de_retours_ne_s_ouvre_que_si_chacun_se_lit() -> None:
    assert ouvertes(1) == [("dispositif", "a", 1), ("region", "occitanie", 1), ("reseau", "ensemble", 1)]
    assert ("organisme", "7", 2) in ouvertes(1, 2) and ("organisme", "8", 1) not in ouvertes(1, 2)
    assert ("departement", "31", 2) in ouvertes() and ("departement", "31", 1) not in ouvertes(1, 2)
    assert ("departement", "09", 1) in ouvertes(1, departements=("09",))
    assert [niveau for niveau in Niveau if niveau.protege] == [Niveau.REGION, Niveau.RESEAU]


def test_un_petit_nombre_masque_n_entre_pas_dans_une_somme_et_le_dit() -> None:
    cumul = cumuler("flux.entrees", [12, MASQUE, 7, None], attendus=5)
    assert (cumul.nombre, cumul.lus, cumul.masques, cumul.complet, cumul.au_moins) == (19, 2, 1, False, True)
    assert cumuler("occupation.AJ.taux", [0.5, 0.9, 0.6], attendus=3).nombre == 0.6
    assert cumuler("creton.jeunes", [MASQUE, MASQUE], attendus=2).nombre is None
    assert cumuler("file_active.elargie", [43, MASQUE], attendus=2, planchers=[40]).nombre == 83


def test_une_annee_ne_se_devine_pas() -> None:
    trimestres = {"2025-T1": 10.0, "2025-T2": 5.0, "2025-T3": None, "2025-T4": 6.0}
    assert annualiser("SOMME", trimestres, None) == (21.0, 3)
    assert annualiser("DERNIER", trimestres, None) == (6.0, 4)
    assert annualiser("ANNEE", trimestres, None) == (None, 0)
    assert annualiser("ANNEE", trimestres, 44.0) == (44.0, 0)
    assert derniers_trimestres("2025-T2", 3) == ["2024-T4", "2025-T1", "2025-T2"]


def test_chaque_chiffre_du_tableau_de_bord_est_lu_dans_les_retours() -> None:
    for _, chemins, dessinee in FAMILLES:
        assert set(chemins) <= set(CHEMINS) and dessinee in chemins


def test_le_territoire_se_dit_par_sa_densite_puis_par_ses_trajets() -> None:
    seuils = BornesTerritoire(peu_dense=50, dense=150, eloigne=30)
    assert classe(ProfilTerritoire(200, 5), seuils) == "territoire dense"
    assert classe(ProfilTerritoire(50, 90), seuils) == "territoire de densité intermédiaire"
    assert classe(ProfilTerritoire(20, None), seuils) == "territoire peu dense, trajets courts"
    assert classe(ProfilTerritoire(20, 30), seuils) == "territoire peu dense, trajets longs"
    assert classe(ProfilTerritoire(None, 10), seuils) == "territoire non décrit"
    degre = surface_km2([(0, 0), (1, 0), (1, 1), (0, 1)])
    assert degre == pytest.approx(12_364, rel=0.01)
    assert kilometres((1.44, 43.6), (3.88, 43.61)) == pytest.approx(196, abs=2)
