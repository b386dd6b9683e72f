"""The day itself and after: sign-in, certificates, notes, expectations, questions, evaluation, one report, figures."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.bibliotheque.services.faq import question_posee
from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.rencontres import selectors, services
from maillage.rencontres.documents.compte_rendu import rapport_de
from maillage.rencontres.domain.demi_journees import DemiJournee
from maillage.rencontres.domain.erreurs import ConflitDeNotes, ErreurRencontre
from maillage.rencontres.models import (
    Attente,
    AttestationRencontre,
    Inscription,
    QuestionAutorite,
    ReponseEvaluation,
    ReponseOfficielle,
)
from maillage.rencontres.selectors.compte_rendu import matiere_du_compte_rendu
from maillage.rencontres.selectors.contacts import contacts
from maillage.rencontres.selectors.evaluations import resultats
from maillage.rencontres.services.ecriture import PARTICIPANT
from maillage.socle.rapports import en_docx, en_pdf
from tests.rencontres.conftest import SYSTEME, Scene

pytestmark = pytest.mark.django_db
D = dt.date
LE_JOUR = dt.datetime(2026, 3, 20, 8, 45, tzinfo=dt.UTC)
APRES = dt.datetime(2026, 3, 20, 13, 30, tzinfo=dt.UTC)
LENDEMAIN = D(2026, 3, 21)


def a(moment: dt.datetime) -> Any:
    return time_machine.travel(moment, tick=False)


def emarger_tout(scene: Scene, *inscriptions: Inscription) -> None:
    jour = scene.seance.jours.get()
    presents = [(une.pk, moment) for une in inscriptions for moment in DemiJournee]
    services.emarger_la_liste(SYSTEME, jour, presents)


def test_on_emarge_par_demi_journee_par_la_salle_son_lien_ou_la_liste(scene: Scene) -> None:
    une, deux = scene.venir("Un"), scene.venir("Deux")
    with pytest.raises(ErreurRencontre, match="heure avant"):
        services.emarger_soi_meme(une)
    with pytest.raises(ErreurRencontre, match="d'avance"):
        emarger_tout(scene, une)
    with a(LE_JOUR):
        assert services.emarger_soi_meme(une) == services.emarger_soi_meme(une) == DemiJournee.MATIN
        assert services.emarger_par_la_salle(scene.seance, courriel="DEUX@exemple.test") == DemiJournee.MATIN
        assert services.emarger_par_la_salle(scene.seance, courriel="inconnu@exemple.test") is None
        with pytest.raises(ErreurRencontre, match="présence est déjà notée"):
            services.annuler_inscription(PARTICIPANT, une, par_lien=True)
    with a(APRES):
        assert services.emarger_soi_meme(une) == DemiJournee.APRES_MIDI
        emarger_tout(scene, deux)
    assert sorted(scene.seance.jours.get().emargements.values_list("inscription", "demi_journee")) == [
        (deux.pk, "APRES_MIDI"),
        (deux.pk, "MATIN"),
    ], "the list is the whole truth of the day: who is not ticked was not there"


def test_plusieurs_personnes_d_une_meme_adresse_se_nomment(scene: Scene) -> None:
    services.modifier_rencontre(SYSTEME, scene.comop, {"titre": "Territoires"})
    for nom in ("Un", "Deux"):
        scene.venir(nom, courriel="accueil@exemple.test")
    with a(LE_JOUR):
        assert services.emarger_par_la_salle(scene.seance, courriel="accueil@exemple.test") is None
        assert services.emarger_par_la_salle(scene.seance, courriel="accueil@exemple.test", nom="DEUX") is not None


def test_l_attestation_dit_les_heures_suivies_et_change_de_code_avec_elles(scene: Scene) -> None:
    une, jamais = scene.venir("Un"), scene.venir("Jamais")
    with a(LE_JOUR):
        services.emarger_soi_meme(une)
    with a(APRES + dt.timedelta(days=1)):
        faite = services.emettre_attestation(une)
        assert (str(faite.heures), faite.demi_journees) == ("2.8", 1)
        assert services.emettre_attestation(une).code == faite.code
        emarger_tout(scene, une)
        refaite = services.emettre_attestation(une)
        assert (str(refaite.heures), refaite.code != faite.code) == ("5.5", True)
        with pytest.raises(ErreurRencontre, match="rien à attester"):
            services.emettre_attestation(jamais)
    assert AttestationRencontre.objects.count() == 1
    with pytest.raises(ErreurRencontre, match="après le dernier jour"):
        services.emettre_attestation(une)


def test_deux_personnes_ecrivent_les_memes_notes_le_conflit_se_montre(scene: Scene) -> None:
    atelier = services.ajouter_atelier(SYSTEME, scene.seance, titre="Cartes")
    services.ecrire_notes(SYSTEME, atelier, texte="Première", numero=0)
    with pytest.raises(ConflitDeNotes) as conflit:
        services.ecrire_notes(PARTICIPANT, atelier, texte="Seconde", numero=0, participant="Zoé")
    assert (conflit.value.actuel, conflit.value.numero) == ("Première", 1)
    services.ecrire_notes(PARTICIPANT, atelier, texte="Les deux", numero=1, participant="Zoé")
    assert list(atelier.versions.values_list("texte", "par")) == [("Les deux", "Zoé"), ("Première", "essais")]
    with pytest.raises(PermissionDenied):
        services.ecrire_notes(PARTICIPANT, atelier, texte="x", numero=2)


def test_une_reponse_remplace_l_autre_et_les_deux_restent(scene: Scene) -> None:
    question = services.poser_question(SYSTEME, texte="Peut-on ?", theme="CPOM", rencontre=scene.comop)
    mots = {"autorite": "Agence", "le": D(2026, 3, 9), "vue": 0}
    services.repondre(SYSTEME, question, texte="Peut-être", statut="PROVISOIRE", **mots)
    with pytest.raises(ErreurRencontre, match="vient d'être écrite"):
        services.repondre(SYSTEME, question, texte="Oui", statut="OFFICIELLE", **mots)
    with pytest.raises(ErreurRencontre, match="ne peut pas être avant"):
        services.repondre(SYSTEME, question, texte="Oui", statut="OFFICIELLE", autorite="A", le=D(2026, 3, 8))
    services.repondre(SYSTEME, question, texte="Oui", statut="OFFICIELLE", autorite="Agence", le=D(2026, 3, 10))
    assert list(question.reponses.values_list("numero", "statut", "remplacee_le")) == [
        (2, "OFFICIELLE", None),
        (1, "REMPLACEE", D(2026, 3, 10)),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        ReponseOfficielle.objects.create(
            question=question, numero=3, texte="x", statut="PROVISOIRE", autorite="A", le=D(2026, 3, 10)
        )
    direction = ActeurUtilisateur(7, "D", habilitations=(HabilitationActive("DIRECTION", None),))
    with pytest.raises(PermissionDenied):
        services.repondre(direction, question, texte="Non", statut="OFFICIELLE", autorite="A", le=D(2026, 3, 10))


def test_une_question_avec_reponse_part_dans_la_faq(scene: Scene) -> None:
    question = services.poser_question(
        SYSTEME, texte="Peut-on ouvrir des nuits ?", theme="Nuits", rencontre=scene.comop
    )
    with pytest.raises(ErreurRencontre, match="pas encore de réponse"):
        services.publier_dans_la_faq(SYSTEME, question)
    services.repondre(SYSTEME, question, texte="Oui.", statut="OFFICIELLE", autorite="Agence", le=D(2026, 3, 10))
    services.publier_dans_la_faq(SYSTEME, question)
    services.publier_dans_la_faq(SYSTEME, question)
    assert QuestionAutorite.objects.get().publiee_le is not None
    publiee = question_posee("peut-on ouvrir des NUITS ?")
    assert publiee is not None
    assert list(publiee.reponses.values_list("texte", "statut")) == [("Oui.", "OFFICIELLE")]


def test_l_evaluation_ne_garde_ni_nom_ni_ordre_et_se_tait_sous_cinq(scene: Scene) -> None:
    services.modifier_seance(SYSTEME, scene.seance, {"places": 20}, [(D(2026, 3, 20), dt.time(9, 30), dt.time(16, 30))])
    venues = [scene.venir(f"Personne{rang}") for rang in range(6)]
    notes = {"contenu": 4, "animation": 5, "organisation": 3, "utilite": 5, "texte": ""}
    with pytest.raises(ErreurRencontre, match="a émargé"):
        services.evaluer(venues[0], notes)
    with a(APRES):
        emarger_tout(scene, *venues)
        for une in venues[:4]:
            services.evaluer(une, notes)
        with pytest.raises(ErreurRencontre, match="déjà enregistrée"):
            services.evaluer(venues[0], notes)
        assert not resultats(scene.comop, le=LENDEMAIN).ouvert
        services.evaluer(venues[4], {**notes, "texte": "Bien"})
    resultat = resultats(scene.comop, le=LENDEMAIN)
    assert (resultat.ouvert, resultat.reponses, resultat.venus, resultat.textes) == (True, 5, 6, ("Bien",))
    assert str(resultat.notes[0][1]) == "4.0"
    champs = {champ.name for champ in ReponseEvaluation._meta.get_fields()}
    assert champs == {"cle", "rencontre", "contenu", "animation", "organisation", "utilite", "texte"}


def test_un_seul_compte_rendu_reunit_les_villes(scene: Scene) -> None:
    muret = scene.date(scene.comop, D(2026, 3, 18))
    for seance, texte in ((scene.seance, "Le bassin de vie"), (muret, "Les transports")):
        services.noter_point(
            SYSTEME, seance, theme="Quel  TERRITOIRE ?" if seance == muret else "Quel territoire ?", texte=texte
        )
    une = scene.venir("Un", chez=scene.dispositif, attente="Se connaître")
    services.grouper_attentes(SYSTEME, scene.comop, {une.attente.pk: "Rencontres"}, {})
    theme = Attente.objects.get().theme
    assert theme is not None
    services.grouper_attentes(SYSTEME, scene.comop, {}, {theme.pk: "Un annuaire"})
    question = services.poser_question(SYSTEME, texte="Peut-on ?", rencontre=scene.comop)
    services.repondre(SYSTEME, question, texte="Oui", statut="PROVISOIRE", autorite="Agence", le=D(2026, 3, 10))
    with a(APRES):
        emarger_tout(scene, une)
        services.cloturer_rencontre(SYSTEME, scene.comop)
    matiere = matiere_du_compte_rendu(scene.comop)
    assert (matiere.presents, matiere.etablissements, len(matiere.points)) == (1, 1, 1)
    assert matiere.attentes == (("Rencontres", "Un annuaire", ("Se connaître",)),)
    scene.comop.refresh_from_db()
    rapport = rapport_de(scene.comop, le=LENDEMAIN)
    assert rapport.reserves == ()
    assert en_pdf(rapport)[:5] == b"%PDF-"
    assert en_docx(rapport) == en_docx(rapport)
    lus = {chiffre.code: chiffre.valeur for chiffre in selectors.chiffres(debut=D(2026, 3, 1), fin=D(2026, 3, 31))}
    assert (lus["rencontres.tenues"], lus["rencontres.participants"], lus["rencontres.demi_journees"]) == (1, 1, 2)
    assert [c.dispositif_id for c in contacts(debut=D(2026, 3, 1), fin=D(2026, 3, 31))] == [scene.dispositif.pk]
    assert selectors.chiffres(debut=D(2025, 1, 1), fin=D(2025, 12, 31))[0].valeur == 0
