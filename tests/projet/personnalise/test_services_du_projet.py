"""The life of a project: written, proposed, agreed, evaluated, replaced; two people writing; the family answering."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.domain.saisies import SaisieAction, SaisieCadre, SaisieEvaluation, SaisieObjectif, SaisieParole
from maillage.projet.domain.suivi import LienAgenda
from maillage.projet.models import AccordProjet, EtapeProjet, Objectif, ProjetPersonnalise, VersionProjet
from maillage.projet.services import projet_accords, projet_contenu, projet_etats
from maillage.projet.services.projet_evaluation import evaluer_projet
from maillage.socle.models import NatureTrace, Trace
from tests.fabriques import JeuneFactory
from tests.projet.personnalise.conftest import AVIS, LUNDI, MERE, Scene, moment

pytestmark = pytest.mark.django_db
MARDI = date(2026, 3, 17)


def test_un_projet_va_de_la_parole_du_jeune_a_l_accord_et_chaque_passage_est_date(scene: Scene) -> None:
    projet = scene.accorder()
    assert (projet.etat, projet.numero, projet.accorde_le) == ("ACCORDE", 1, LUNDI)
    assert [etape.etat for etape in projet.etapes.all()] == ["BROUILLON", "PROPOSE", "ACCORDE"]
    assert projet.objectifs.get().statut == "EN_COURS"
    actes = set(Trace.objects.filter(jeune_id=scene.jeune.pk).values_list("acte", flat=True))
    assert {
        "projet.commencer_projet",
        "projet.ecrire_parole",
        "projet.proposer_projet",
        "projet.donner_accord",
    } <= actes


def test_le_journal_ne_retient_aucun_mot_du_projet(scene: Scene) -> None:
    scene.accorder()
    assert not [trace for trace in Trace.objects.all() if "bus" in str(trace.details) or "Mère" in str(trace.details)]


def test_rien_ne_se_propose_sans_la_parole_du_jeune(scene: Scene) -> None:
    projet = scene.commencer()
    scene.viser(projet)
    with pytest.raises(ErreurProjet, match="la parole du jeune"):
        scene.proposer(projet)
    assert scene.relire(projet).etat == "BROUILLON"
    assert not VersionProjet.objects.exists()


def test_un_seul_projet_se_prepare_a_la_fois(scene: Scene) -> None:
    scene.commencer()
    with pytest.raises(ErreurProjet, match="déjà en préparation"):
        scene.commencer()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjetPersonnalise.objects.create(
            dispositif=scene.dispositif, jeune=scene.jeune, numero=9, commence_le=LUNDI, etat="REFUSE"
        )


def test_le_texte_propose_est_fige_et_la_base_le_garde(scene: Scene) -> None:
    projet, accords = scene.proposer()
    version = projet.versions.get()
    assert version.contenu["parole"][0]["mots"] == "Je veux prendre le bus seul."
    with pytest.raises(ErreurProjet, match="ne se modifie plus"):
        scene.dire(projet)
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        VersionProjet.objects.filter(pk=version.pk).update(empreinte="autre")
    scene.repondre(accords[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        AccordProjet.objects.filter(pk=accords[0].pk).update(reponse="REFUS")
    with pytest.raises(TypeError):
        AccordProjet.objects.get(pk=accords[0].pk).save()


def test_deux_personnes_qui_ecrivent_voient_les_deux_textes_et_rien_ne_se_perd(scene: Scene) -> None:
    projet = scene.commencer()
    lue = projet.version
    scene.dire(projet, "Je veux le train.")
    saisie = SaisieParole({"VEUX": "Je veux le vélo."})
    with pytest.raises(ConflitDeTexte) as conflit:
        projet_contenu.ecrire_parole(scene.acteur, projet=projet, saisie=saisie, version=lue, maintenant=moment())
    assert conflit.value.actuel["Ce que je veux"] == "Je veux le train. [bus]"
    assert conflit.value.propose["Ce que je veux"] == "Je veux le vélo."
    assert scene.relire(projet).parole["VEUX"]["mots"] == "Je veux le train."
    projet_contenu.ecrire_parole(
        scene.acteur, projet=projet, saisie=saisie, version=conflit.value.version, maintenant=moment()
    )
    assert scene.relire(projet).parole["VEUX"]["mots"] == "Je veux le vélo."


def test_ecrire_deux_fois_les_memes_mots_n_est_pas_un_conflit(scene: Scene) -> None:
    projet = scene.commencer()
    objectif = scene.viser(projet)
    saisie = projet_contenu.saisie_de_l_objectif(Objectif.objects.get(pk=objectif.pk))
    for _ in range(2):
        projet_contenu.modifier_objectif(scene.acteur, objectif=objectif, saisie=saisie, version=1, maintenant=moment())
    autre = SaisieObjectif("Autre chose")
    with pytest.raises(ConflitDeTexte):
        projet_contenu.modifier_objectif(scene.acteur, objectif=objectif, saisie=autre, version=1, maintenant=moment())


def test_deux_personnes_qui_ecrivent_deux_objectifs_ne_se_genent_pas(scene: Scene) -> None:
    projet = scene.commencer()
    un, deux = scene.viser(projet, "Un"), scene.viser(projet, "Deux")
    for objectif in (un, deux):
        projet_contenu.modifier_objectif(
            scene.acteur,
            objectif=objectif,
            saisie=SaisieObjectif(f"{objectif.mots} changé"),
            version=1,
            maintenant=moment(),
        )
    assert set(projet.objectifs.values_list("mots", flat=True)) == {"Un changé", "Deux changé"}


def test_une_action_et_le_cadre_ont_aussi_leur_conflit(scene: Scene) -> None:
    projet = scene.commencer()
    action = scene.viser(projet).actions.get()
    projet_contenu.modifier_action(
        scene.acteur, action=action, saisie=SaisieAction("Ensemble"), version=1, maintenant=moment()
    )
    with pytest.raises(ConflitDeTexte):
        projet_contenu.modifier_action(
            scene.acteur, action=action, saisie=SaisieAction("Seul"), version=1, maintenant=moment()
        )
    projet_contenu.ecrire_cadre(
        scene.acteur, projet=projet, saisie=SaisieCadre("Un"), version=projet.version, maintenant=moment()
    )
    with pytest.raises(ConflitDeTexte):
        projet_contenu.ecrire_cadre(
            scene.acteur, projet=projet, saisie=SaisieCadre("Deux"), version=projet.version, maintenant=moment()
        )


def test_les_besoins_viennent_de_la_nomenclature(scene: Scene) -> None:
    projet = scene.commencer()
    envoi: dict[str, Any] = {"projet": projet, "maintenant": moment()}
    projet_contenu.retenir_besoins(scene.acteur, besoins={"1.1.10": "dormir", "1.1.9": ""}, version=1, **envoi)
    assert projet.besoins.count() == 2
    with pytest.raises(ErreurProjet, match="nomenclature"):
        projet_contenu.retenir_besoins(scene.acteur, besoins={"9.9": ""}, version=2, **envoi)


def test_ce_qu_on_retire_d_un_brouillon_se_remet(scene: Scene) -> None:
    projet = scene.ecrire()
    objectif = projet.objectifs.get()
    action = objectif.actions.get()
    projet_contenu.retirer_action(scene.acteur, action=action, maintenant=moment())
    with pytest.raises(ErreurProjet, match="une action pour"):
        scene.proposer(projet)
    projet_contenu.remettre_action(scene.acteur, action=action, maintenant=moment())
    projet_contenu.retirer_objectif(scene.acteur, objectif=objectif, maintenant=moment())
    with pytest.raises(ErreurProjet, match="au moins un objectif"):
        scene.proposer(projet)
    projet_contenu.remettre_objectif(scene.acteur, objectif=objectif, maintenant=moment())
    assert scene.proposer(projet)[0].etat == "PROPOSE"


def test_un_refus_necessaire_arrete_et_le_projet_se_reprend(scene: Scene) -> None:
    projet, accords = scene.proposer()
    scene.repondre(accords[0], "REFUS", commentaire="Trop tôt")
    assert scene.relire(projet).etat == "REFUSE"
    with pytest.raises(ErreurProjet, match="n'attend plus"):
        scene.repondre(accords[1])
    assert Trace.objects.filter(acte="projet.donner_accord", nature=NatureTrace.REFUS).count() == 1
    projet = projet_etats.reprendre_projet(scene.acteur, projet=projet, maintenant=moment())
    scene.dire(projet, "Avec un copain d'abord.")
    projet, accords = scene.proposer(projet)
    for accord in accords[:2]:
        scene.repondre(accord)
    projet = scene.relire(projet)
    assert projet.etat == "ACCORDE"
    assert [v.contenu["parole"][0]["mots"] for v in projet.versions.all()] == [
        "Je veux prendre le bus seul.",
        "Avec un copain d'abord.",
    ]


def test_les_reserves_sont_un_accord_et_l_avis_du_mineur_peut_venir_apres(scene: Scene) -> None:
    projet, accords = scene.proposer()
    with pytest.raises(ErreurProjet, match="réserves"):
        scene.repondre(accords[0], "RESERVES")
    scene.repondre(accords[0], "RESERVES", commentaire="Pas le soir")
    scene.repondre(accords[1])
    assert scene.relire(projet).etat == "ACCORDE"
    scene.repondre(accords[2], "REFUS", commentaire="Je préfère le vélo")
    assert scene.relire(projet).etat == "ACCORDE"
    with pytest.raises(ErreurProjet, match="déjà répondu"):
        scene.repondre(accords[2])


def test_un_jeune_majeur_repond_seul(scene: Scene) -> None:
    scene.jeune.naissance = date(2007, 1, 1)
    scene.jeune.save()
    projet = scene.ecrire()
    with pytest.raises(ErreurProjet, match="majeur"):
        scene.proposer(projet, MERE)
    projet, (accord,) = scene.proposer(projet, ("Noé Fictifort", "JEUNE_MAJEUR"))
    scene.repondre(accord)
    assert scene.relire(projet).etat == "ACCORDE"


def test_un_parent_repond_en_ligne_pour_lui_seul(scene: Scene) -> None:
    projet, (mere, pere, avis) = scene.proposer()
    compte = scene.famille("Mere inventee", "PARENT")
    for interdit in (pere, avis):
        with pytest.raises(PermissionDenied):
            scene.repondre(interdit, acteur=compte)
    scene.repondre(mere, acteur=compte, moyen="PAPIER", le=date(2020, 1, 1))
    mere.refresh_from_db()
    assert (mere.moyen, mere.le, mere.compte_id, mere.reponse) == ("EN_LIGNE", LUNDI, 901, "ACCORD")
    with pytest.raises(PermissionDenied, match="déjà répondu"):
        scene.repondre(pere, acteur=compte)
    autre = scene.famille("Beau-père sans ligne à son nom", "PARENT", identifiant=902)
    scene.repondre(pere, acteur=autre)
    assert scene.relire(projet).etat == "ACCORDE"


def test_la_famille_d_un_autre_jeune_ne_peut_ni_repondre_ni_commenter(scene: Scene) -> None:
    projet, accords = scene.proposer()
    autre = scene.famille("Mère inventée", "PARENT")
    autre.qualites[JeuneFactory().pk] = autre.qualites.pop(scene.jeune.pk)
    with pytest.raises(PermissionDenied):
        scene.repondre(accords[0], acteur=autre)
    with pytest.raises(PermissionDenied):
        projet_accords.commenter_projet(autre, projet=projet, texte="Bonjour", maintenant=moment())


def test_un_commentaire_de_la_famille_porte_son_nom(scene: Scene) -> None:
    projet = scene.commencer()
    compte = scene.famille("Mère inventée", "PARENT")
    dit = projet_accords.commenter_projet(compte, projet=projet, texte=" Merci ", auteur="Autre", maintenant=moment())
    assert (dit.auteur, dit.texte, dit.le) == ("Mère inventée", "Merci", LUNDI)
    with pytest.raises(ErreurProjet, match="qui parle"):
        projet_accords.commenter_projet(scene.acteur, projet=projet, texte="x", maintenant=moment())


def test_le_projet_suivant_reprend_ce_qui_n_est_pas_fini_et_remplace_l_ancien_a_l_accord(scene: Scene) -> None:
    ancien = scene.accorder()
    fini, en_cours = ancien.objectifs.get(), None
    fin = {"statuts": {fini.fil: "ATTEINT"}}
    Objectif.objects.create(projet=ancien, mots="Cuisiner", statut="EN_COURS").actions.create(quoi="Atelier")
    ancien = scene.evaluer(ancien, date(2027, 2, 1), suite="REVISER", **fin)
    assert ancien.etat == "EVALUE"
    suivant = scene.commencer(date(2027, 2, 3))
    en_cours = suivant.objectifs.get()
    assert (suivant.numero, suivant.suite_de, en_cours.mots) == (2, ancien, "Cuisiner")
    assert en_cours.fil == ancien.objectifs.get(mots="Cuisiner").fil
    assert (en_cours.statut, en_cours.actions.get().quoi) == ("A_COMMENCER", "Atelier")
    assert suivant.parole == {}
    suivant.commence_le = LUNDI
    scene.dire(suivant)
    suivant = scene.accorder(scene.relire(suivant))
    assert (suivant.etat, scene.relire(ancien).etat) == ("ACCORDE", "REMPLACE")
    assert ProjetPersonnalise.objects.filter(etat__in=["ACCORDE", "EVALUE"]).count() == 1


def test_une_evaluation_commence_par_la_parole_et_dit_la_suite(scene: Scene) -> None:
    projet = scene.accorder()
    objectif = projet.objectifs.get()
    for mauvaise, champ in (
        ({"parole": ""}, "parole"),
        ({"prochaine": None}, "prochaine"),
        ({"prochaine": LUNDI}, "prochaine"),
    ):
        with pytest.raises(ErreurProjet) as refus:
            scene_evaluer(scene, projet, **mauvaise)
        assert refus.value.champ == champ
    notes = {"statuts": {objectif.fil: "EN_PARTIE"}, "mots": {objectif.fil: "Le matin seulement"}}
    projet = scene.evaluer(projet, MARDI, **notes)
    assert (projet.etat, projet.evaluation_prevue) == ("EVALUE", date(2028, 2, 1))
    evaluation = projet.evaluations.get()
    assert evaluation.objectifs == {objectif.fil: {"statut": "EN_PARTIE", "mots": "Le matin seulement"}}
    assert evaluation.prevue_le == date(2027, 2, 1)


def scene_evaluer(scene: Scene, projet: ProjetPersonnalise, **autres: Any) -> None:
    bonne = SaisieEvaluation(le=MARDI, parole="J'y arrive.", prochaine=date(2028, 2, 1))
    evaluer_projet(scene.acteur, projet=projet, saisie=replace(bonne, **autres), maintenant=moment(MARDI))


def test_un_objectif_se_suit_sans_toucher_au_texte_accorde(scene: Scene) -> None:
    projet = scene.ecrire()
    objectif = projet.objectifs.get()
    with pytest.raises(ErreurProjet, match="quand le projet est accordé"):
        projet_contenu.noter_statut(scene.acteur, objectif=objectif, statut="ATTEINT", maintenant=moment())
    projet = scene.accorder(projet)
    empreinte = projet.versions.get().empreinte
    projet_contenu.noter_statut(scene.acteur, objectif=objectif, statut="ATTEINT", maintenant=moment(MARDI))
    lien = LienAgenda(("Trajet en bus",))
    projet_contenu.lier_a_l_agenda(scene.acteur, action=objectif.actions.get(), lien=lien, maintenant=moment(MARDI))
    objectif.refresh_from_db()
    assert (objectif.statut, objectif.statut_le) == ("ATTEINT", MARDI)
    assert projet.versions.get().empreinte == empreinte


def test_abandonner_se_defait_et_clore_finit(scene: Scene) -> None:
    projet = projet_etats.abandonner_projet(scene.acteur, projet=scene.commencer(), maintenant=moment())
    autre = scene.commencer()
    with pytest.raises(ErreurProjet, match="Un autre projet"):
        projet_etats.rouvrir_projet(scene.acteur, projet=projet, maintenant=moment())
    projet_etats.abandonner_projet(scene.acteur, projet=autre, maintenant=moment())
    projet_etats.rouvrir_projet(scene.acteur, projet=projet, maintenant=moment())
    assert scene.relire(projet).etat == "BROUILLON"
    projet_etats.abandonner_projet(scene.acteur, projet=projet, maintenant=moment())
    accorde = scene.accorder()
    clos = projet_etats.clore_projet(scene.acteur, projet=accorde, maintenant=moment(), commentaire="Sortie")
    assert clos.etat == "CLOS"
    assert EtapeProjet.objects.filter(projet=clos).last().commentaire == "Sortie"  # type: ignore[union-attr]


def test_une_date_d_evaluation_passee_ne_se_propose_pas(scene: Scene) -> None:
    projet = scene.ecrire()
    with pytest.raises(ErreurProjet, match="est passée"):
        projet_etats.proposer_projet(
            scene.acteur, projet=projet, attendus=[MERE, AVIS], maintenant=moment(date(2027, 6, 1))
        )
