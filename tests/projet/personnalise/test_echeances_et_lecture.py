"""What is due for the projects, and what the young person and the family read."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.projet.domain.objectifs import StatutObjectif
from maillage.projet.selectors.echeances import NATURE, echeances
from maillage.projet.selectors.lecture import (
    accords_attendus,
    lire_pour_la_famille,
    projet_accorde,
    reponses_possibles,
)
from maillage.projet.services import projet_contenu
from maillage.socle.domain.echeances import EtatEcheance
from maillage.socle.models import NatureTrace, Trace
from tests.fabriques import JeuneFactory, PhaseFactory
from tests.projet.personnalise.conftest import EVALUATION, LUNDI, Scene, moment

pytestmark = pytest.mark.django_db


def dues(scene: Scene, le: date = LUNDI) -> list[tuple[str, date]]:
    lignes = echeances(scene.acteur, scene.dispositif, le=le, jeune_id=scene.jeune.pk)
    return [(due.acte.split(" de ")[0].split(" avec ")[0], due.dernier_jour) for due in lignes]


def test_un_projet_est_a_ecrire_puis_a_accorder_puis_a_evaluer_et_a_reviser(scene: Scene) -> None:
    assert dues(scene) == [("Écrire le projet personnalisé", date(2026, 3, 1))]
    projet, accords = scene.proposer()
    assert ("Recueillir les accords au projet", date(2026, 4, 15)) in dues(scene)
    for accord in accords[:2]:
        scene.repondre(accord)
    assert dues(scene) == [("Évaluer le projet", EVALUATION), ("Réviser le projet", date(2027, 3, 16))]
    (premiere, _) = echeances(scene.acteur, scene.dispositif, le=LUNDI)
    assert (premiere.nature, premiere.etat(LUNDI)) == (NATURE, EtatEcheance.LOINTAINE)
    assert projet.identifiant in premiere.url
    assert premiere.precision


def test_rien_n_est_du_pour_qui_n_est_plus_accompagne(scene: Scene) -> None:
    scene.jeune.phases.update(fin=date(2026, 2, 1))
    assert dues(scene) == []


def test_les_echeances_ne_font_pas_plus_de_requetes_avec_six_jeunes(scene: Scene) -> None:
    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            echeances(scene.acteur, scene.dispositif, le=LUNDI)
        return len(requetes)

    une = compter()
    for _ in range(5):
        PhaseFactory(dispositif=scene.dispositif, jeune=JeuneFactory())
    assert compter() == une


def test_la_famille_lit_le_texte_accorde_et_la_lecture_est_inscrite(scene: Scene) -> None:
    famille = scene.famille("Mère inventée", "PARENT")
    assert lire_pour_la_famille(famille, scene.jeune.pk) is None
    projet = scene.accorder()
    lue = lire_pour_la_famille(famille, scene.jeune.pk)
    assert lue is not None
    assert lue.projet == projet
    assert lue.contenu.parole[0].mots == "Je veux prendre le bus seul."
    assert set(lue.statuts.values()) == {StatutObjectif.EN_COURS}
    trace = Trace.objects.get(acte="projet.lire_projet_famille", nature=NatureTrace.LECTURE)
    assert trace.jeune_id == scene.jeune.pk
    with pytest.raises(PermissionDenied):
        lire_pour_la_famille(scene.acteur, scene.jeune.pk)


def test_la_version_facile_dit_une_idee_par_phrase_avec_son_image(scene: Scene) -> None:
    projet = scene.accorder()
    objectif = projet.objectifs.get()
    projet_contenu.noter_statut(scene.acteur, objectif=objectif, statut="ATTEINT", maintenant=moment())
    lue = projet_accorde(scene.jeune.pk)
    assert lue is not None
    parole, but, apres = lue.facile()
    assert [phrase.texte for phrase in parole.phrases] == ["Je veux prendre le bus seul.", "Bus"]
    assert parole.phrases[1].pictogramme == "bus"
    assert [(phrase.texte, phrase.pictogramme) for phrase in but.phrases] == [
        ("Je prends le bus seul.", "bus"),
        ("Apprendre le trajet.", "oui"),
        ("Avec : Camille.", "equipe"),
        ("Quand : le mercredi.", "heure"),
        ("C'est réussi.", "reussite"),
    ]
    assert apres.phrases[0].texte == "On regarde mon projet ensemble le 1er février 2027."


def test_chaque_compte_voit_les_reponses_qu_on_attend_de_lui(scene: Scene) -> None:
    _, (mere, _, avis) = scene.proposer()
    parent = scene.famille("Mère inventée", "PARENT")
    jeune = scene.famille("Noé Fictifort", "JEUNE_MINEUR", identifiant=902)
    assert avis in accords_attendus(jeune, scene.jeune.pk)
    assert mere in accords_attendus(parent, scene.jeune.pk)
    scene.repondre(mere, acteur=parent)
    assert accords_attendus(parent, scene.jeune.pk) == []
    with pytest.raises(PermissionDenied):
        accords_attendus(scene.acteur, scene.jeune.pk)
    assert [code for code, _ in reponses_possibles()] == ["ACCORD", "RESERVES", "REFUS"]
