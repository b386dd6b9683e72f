"""The questionnaire: read, written, built, followed, compared."""

from __future__ import annotations

import copy
import json
import tomllib
from dataclasses import replace
from typing import Any

import pytest

from maillage.enquetes import referentiels
from maillage.enquetes.domain import edition
from maillage.enquetes.domain.comparaison import AJOUTEE, DEPLACEE, MODIFIEE, RETIREE, comparables, differences
from maillage.enquetes.domain.ecriture import en_json, en_table, en_toml
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.lecture import FautesDuQuestionnaire, lire_questionnaire
from maillage.enquetes.domain.parcours import etapes, suivante
from maillage.enquetes.domain.questionnaire import ChoixReponse, QuestionEnquete, TypeQuestion
from maillage.enquetes.domain.reponses import lire_contenu
from maillage.enquetes.forms.construire import coder
from tests.enquetes.conftest import QUESTIONNAIRE

Q = lire_questionnaire(QUESTIONNAIRE)


def question(code: str) -> QuestionEnquete:
    lue = Q.question(code)
    assert lue is not None
    return lue


def test_un_questionnaire_ecrit_se_relit_le_meme() -> None:
    for lu in (Q, *(modele.questionnaire for modele in referentiels.modeles().values())):
        assert lire_questionnaire(en_table(lu)) == lu
        assert lire_questionnaire(json.loads(en_json(lu))) == lu
        assert lire_questionnaire(tomllib.loads(en_toml(lu))) == lu


def test_l_enquete_de_2024_est_un_modele_de_trois_volets() -> None:
    modele = referentiels.modeles()["enquete-2024"]
    assert {s.code for s in modele.questionnaire.sections} == {"profil", "soutien", "formations", "evolutions"}
    assert {q.type for q in modele.questionnaire.questions()} == set(TypeQuestion)
    assert "reconstituées" in modele.source


@pytest.mark.parametrize(
    ("chemin", "valeur", "dit"),
    [
        (("sections", 0, "questions", 0, "type"), "DATE", "le type « DATE » n'existe pas"),
        (("sections", 0, "questions", 0, "choix"), [], "au moins deux choix"),
        (("sections", 0, "questions", 1, "code"), "q1", "sert deux fois"),
        (("sections", 0, "questions", 1, "code"), "nouvelle", "le code « nouvelle »"),
        (("sections", 0, "questions", 1, "si"), [{"question": "q4", "parmi": ["1"]}], "posée avant"),
        (("sections", 0, "questions", 1, "si"), [{"question": "q1", "parmi": ["jamais"]}], "ne propose pas"),
        (("sections", 1, "questions", 0, "minimum"), 900, "dépasse la plus grande"),
        (("sections", 1, "questions", 0, "maximum"), "beaucoup", "doit être un nombre"),
        (("sections", 1, "questions", 1, "haut"), 40, "une échelle va de"),
        (("sections", 1, "questions"), "rien", "mal écrite"),
        (("titre",), "", "« titre » est vide"),
    ],
)
def test_chaque_faute_est_dite_avec_sa_place(chemin: tuple[Any, ...], valeur: Any, dit: str) -> None:
    brut: Any = copy.deepcopy(QUESTIONNAIRE)
    cible = brut
    for pas in chemin[:-1]:
        cible = cible[pas]
    cible[chemin[-1]] = valeur
    with pytest.raises(FautesDuQuestionnaire) as refus:
        lire_questionnaire(brut)
    assert dit in refus.value.message


def test_une_question_qui_depend_d_une_autre_de_sa_section_est_sur_la_page_d_apres() -> None:
    pages = etapes(Q)
    assert [[q.code for q in page.questions] for page in pages] == [["q1"], ["q2"], ["q3", "q4", "q5", "q6"]]
    apres_oui, apres_non = suivante(pages, 0, {"q1": "oui"}), suivante(pages, 0, {"q1": "non"})
    assert apres_oui is not None
    assert apres_non is not None
    assert (apres_oui.numero, apres_non.numero) == (2, 1)
    assert suivante(pages, 2, {}, pas=-1) == pages[0]


def test_ce_qui_n_est_pas_montre_n_est_pas_garde_et_chaque_faute_a_sa_question() -> None:
    garde, fautes = lire_contenu(
        Q, {"q1": "oui", "q2": "caché", "q3": "12,5", "q4": "9", "q5": {"l1": "oui", "zz": "x"}}
    )
    assert garde == {"q1": "oui", "q5": {"l1": "oui"}}
    assert set(fautes) == {"q3", "q4"}
    garde, fautes = lire_contenu(Q, {"q3": " 1 200 "})
    assert set(fautes) == {"q1", "q3"}
    assert "de 0 à 500" in fautes["q3"]


def test_construire_deplace_copie_retire_sans_jamais_casser_une_condition() -> None:
    with pytest.raises(ErreurEnquete, match="reste après elle"):
        edition.deplacer_question(Q, "q2", edition.HAUT)
    with pytest.raises(ErreurEnquete, match="retirez d'abord sa condition"):
        edition.retirer_question(Q, "q1")
    with pytest.raises(ErreurEnquete, match="reste après elle"):
        edition.deplacer_question(edition.deplacer_question(Q, "q1", edition.BAS), "q1", edition.BAS)
    montee = edition.deplacer_question(Q, "q3", edition.HAUT)
    assert [[q.code for q in s.questions] for s in montee.sections] == [["q1", "q2", "q3"], ["q4", "q5", "q6"]]
    copiee = edition.dupliquer_question(Q, "q3")
    assert [q.code for q in copiee.sections[1].questions] == ["q3", "q7", "q4", "q5", "q6"]
    assert [q.code for q in edition.retirer_question(Q, "q2").questions()] == ["q1", "q3", "q4", "q5", "q6"]


def test_corriger_les_mots_d_un_choix_garde_son_code_en_ajouter_un_en_fait_un_neuf() -> None:
    anciens = (ChoixReponse("oui", "Oui"), ChoixReponse("non", "Nom"))
    assert [c.code for c in coder("Oui\nNon", anciens, "c")] == ["oui", "non"]
    assert [c.code for c in coder("Oui\nPeut-être\nNom", anciens, "c")] == ["oui", "c1", "non"]
    assert [c.code for c in coder("Nom\nOui", anciens, "c")] == ["non", "oui"]


def test_deux_versions_disent_ce_qui_change_et_ce_qui_ne_se_compare_plus() -> None:
    change = replace(question("q1"), choix=(*question("q1").choix, ChoixReponse("c1", "Un peu")))
    neuve = QuestionEnquete("q9", TypeQuestion.TEXTE, "Et encore ?")
    apres = edition.poser_question(edition.retirer_question(Q, "q6"), "s1", change)
    apres = edition.deplacer_question(edition.poser_question(apres, "s2", neuve), "q3", edition.BAS)
    lues = {(c.libelle, c.nature): c for c in differences(Q, apres)}
    assert lues[("Avez-vous été aidé ?", MODIFIEE)].rompt
    assert ("Choix", "Oui, Non", "Oui, Non, Un peu") in lues[("Avez-vous été aidé ?", MODIFIEE)].details
    assert {nature for _, nature in lues} == {MODIFIEE, AJOUTEE, RETIREE, DEPLACEE}
    assert comparables(question("q1"), replace(question("q1"), libelle="Aidé ?"))
    assert not differences(Q, Q)
