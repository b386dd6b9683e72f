"""Choosing the figures of a heading, and the data shipped."""

from __future__ import annotations

from maillage.activite.domain.catalogue import MESURES, modele_de
from maillage.rapport_annuel import referentiels
from maillage.rapport_annuel.documents import _court
from maillage.rapport_annuel.domain.trame import Rubrique, Trame, choisir, rubriques_sans_texte
from maillage.rapport_annuel.selectors import Chiffre


def test_une_rubrique_choisit_par_chemin_ou_par_famille_sans_doublon() -> None:
    chemins = ["file_active.stricte", "file_active.elargie", "journees", "absences.FUGUE.nuits_manquees"]
    assert choisir(chemins, ["journees", "file_active.*", "journees", "absences.*.nuits_manquees", "inconnu"]) == [
        "journees",
        "file_active.stricte",
        "file_active.elargie",
        "absences.FUGUE.nuits_manquees",
    ]


def test_ce_qui_reste_a_raconter_se_dit() -> None:
    trame = Trame("1", "", (Rubrique("a", "A", ""), Rubrique("b", "B", "")))
    assert [r.code for r in rubriques_sans_texte(trame, {"a": "fait", "b": "  "})] == ["b"]


def test_la_trame_et_les_annexes_ne_citent_que_des_chiffres_du_comptage() -> None:
    trame, annexes = referentiels.trame(), referentiels.annexes()
    motifs = {m for rubrique in trame.rubriques for m in rubrique.mesures}
    motifs |= {m for rubrique in trame.rubriques for dessin in rubrique.dessins for m in dessin.mesures}
    motifs |= {ligne.mesure for annexe in annexes.values() for ligne in annexe.lignes if ligne.mesure}
    inconnus = [m for m in sorted(motifs) if modele_de(m.replace("*", "X"), MESURES) is None]
    assert [m for m in inconnus if not _famille_connue(m)] == []
    assert all("vérifier" in annexe.statut for annexe in annexes.values())
    assert all(ligne.mesure or ligne.absente for annexe in annexes.values() for ligne in annexe.lignes)


def _famille_connue(motif: str) -> bool:
    """« file_active.* » asks for a family whose members are written one by one."""
    racine, _, reste = motif.partition("*")
    return any(mesure.modele.startswith(racine.rstrip(".")) for mesure in MESURES) and (not reste or "." in reste)


def test_les_categories_d_un_graphique_perdent_ce_qu_elles_ont_en_commun() -> None:
    chiffres = [Chiffre(mot, f"Sorties vers « {mot} »", "1", 1.0) for mot in ("Autre", "Famille")]
    assert list(_court(chiffres)) == ["Autre", "Famille"]
    assert list(_court([Chiffre("j", "Journées", "1", 1.0)])) == ["Journées"]
