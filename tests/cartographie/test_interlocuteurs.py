"""`maillage cartographie interlocuteurs`: rows, reasons, today's assignment, errors, larger problems."""

from __future__ import annotations

import json
import random

import pytest

from maillage.cartographie.domain.interlocuteurs import Besoin, Dispositif, Sectorisation, respecte_capacites, valeurs
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation.interlocuteurs import resoudre
from tests.cartographie.fichiers import Lanceur

pytestmark = pytest.mark.sans_base
UNITE = 10**6


@pytest.fixture
def fichiers(lanceur: Lanceur) -> tuple[str, str, str]:
    return (
        lanceur.ecrire("E.csv", "demande_B,id,autre,demande_A", "0.3,e2,x,", "0.1,e1,,0.2"),
        lanceur.ecrire("K.csv", "id,familles,capacite", "k1,A;B,0.3", "k2,B,0.2"),
        lanceur.ecrire("T.csv", "ecole,dispositif,minutes", "e1,k1,12.50", "e1,k2,1", "e2,k1,60", "e2,k2,5"),
    )


def test_les_capacites_decimales_sont_exactes(lanceur: Lanceur, fichiers: tuple[str, ...]) -> None:
    """0.1 + 0.2 fits in 0.3, and e2 (0.3) then has no room."""
    assert lanceur.lancer("interlocuteurs", *fichiers) == 0
    lignes = [tuple(ligne.values())[:5] for ligne in lanceur.lignes()]
    bilan = json.loads(lanceur.out)
    assert (bilan["statut"], bilan["avant"]) == ("OPTIMAL", None)
    assert (bilan["sans_reponse"], bilan["interlocuteurs"], bilan["demande_minutes"]) == (0.2, 2, 18.1)
    assert lignes == [
        ("e2", "B", "k1", "60", ""),
        ("e1", "B", "k2", "1", ""),
        ("e1", "A", "", "", "CAPACITE"),
    ]


def test_l_actuel_se_moque_du_seuil_et_des_capacites(lanceur: Lanceur, fichiers: tuple[str, ...]) -> None:
    lignes = ("e1,A,k1", "e1,B,", "e2,B,k1", "inconnue,B,k1", "e2,A,k1")
    actuel = lanceur.ecrire("A.csv", "ecole,famille,dispositif", *lignes)
    assert lanceur.lancer("interlocuteurs", *fichiers, "--actuel", actuel, "--seuil", "5") == 0
    bilan = json.loads(lanceur.out)
    assert bilan["avant"] == {"sans_reponse": 0.1, "interlocuteurs": 2, "demande_minutes": 20.5}
    motifs = {(ligne["ecole"], ligne["famille"]): ligne["motif"] for ligne in lanceur.lignes()}
    assert motifs["e1", "A"] == "HORS_SEUIL"


def test_les_erreurs_sont_placees(lanceur: Lanceur, fichiers: tuple[str, ...]) -> None:
    ecoles = lanceur.ecrire("E.csv", "id,demande_A,demande_A", "e1,1,1")
    dispositifs = lanceur.ecrire("K.csv", "id,capacite,familles", "k1,-1,", "k1,1,A")
    actuel = lanceur.ecrire("A.csv", "ecole,famille,dispositif", "e1,A,k1", "e1,A,k2", "e1,,k1")
    assert lanceur.lancer("interlocuteurs", ecoles, dispositifs, fichiers[2], "--actuel", actuel) == 2
    attendues = [
        "A.csv:3:ecole+famille",
        "A.csv:4:famille",
        "E.csv:1:demande_A",
        "K.csv:2:capacite",
        "K.csv:2:familles",
    ]
    assert lanceur.places() == [*attendues, "K.csv:3:id"]


def _region(ecoles: int, dispositifs: int) -> Sectorisation:
    hasard = random.Random(3)
    familles = ("TED", "TND", "DI")
    besoins = tuple(
        Besoin(f"e{e}", famille, hasard.randint(1, 30) * UNITE // 10) for e in range(ecoles) for famille in familles
    )
    total = sum(besoin.demande for besoin in besoins)
    offre = tuple(
        Dispositif(f"k{k}", frozenset(hasard.sample(familles, 2)), total * 9 // (10 * dispositifs))
        for k in range(dispositifs)
    )
    minutes = {f"e{e}": {f"k{k}": hasard.randint(1, 70) * UNITE for k in range(dispositifs)} for e in range(ecoles)}
    return Sectorisation(besoins, offre, minutes, 60 * UNITE)


def test_un_probleme_serre_rend_une_affectation_permise_avant_l_heure() -> None:
    probleme = _region(60, 6)
    issue = resoudre(probleme, Echeance(3))
    assert respecte_capacites(probleme, issue.affectation)
    for besoin, rang in zip(probleme.besoins, issue.affectation, strict=True):
        assert rang is None or rang in dict(probleme.possibles(besoin))
    manque = sum(b.demande for b in probleme.besoins) - sum(d.capacite for d in probleme.dispositifs)
    assert manque <= valeurs(probleme, issue.affectation).sans_reponse <= manque * 1.2


def test_la_meme_recherche_rend_le_meme_resultat() -> None:
    probleme = _region(5, 3)
    un, deux = (resoudre(probleme, Echeance(20)) for _ in range(2))
    assert un == deux
