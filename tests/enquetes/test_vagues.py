"""Waves and their bad days: a survey changed while open, mails that come back, reminders, the floor, two waves compared."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from maillage.enquetes import services
from maillage.enquetes.domain.erreurs import ConflitEnquete, ErreurEnquete
from maillage.enquetes.models import InvitationEnquete, VagueEnquete
from maillage.enquetes.selectors import participation, versions_repondues
from maillage.enquetes.selectors.bilan import chiffres
from maillage.enquetes.selectors.invitations import cle_du_courriel, lister_invitations
from maillage.enquetes.selectors.resultats import comparer, resultats, version_lue
from maillage.socle.courriel.desinscription import desinscrire
from maillage.socle.courriel.models import Courriel
from maillage.socle.courriel.reglages import nature_connue
from maillage.socle.courriel.services import noter_rejet
from tests.enquetes.conftest import JOUR, SYSTEME, Scene
from tests.fabriques import HabilitationFactory, UtilisateurFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
OUI, NON = {"q1": "oui"}, {"q1": "non"}


def changer(scene: Scene, libelle: str) -> None:
    """Publish a version in which the first question says something else."""
    scene.enquete.refresh_from_db()
    questionnaire = type(scene.enquete).objects.get(pk=scene.enquete.pk).questionnaire
    premiere, *autres = questionnaire.sections
    question, *suite = premiere.questions
    refaite = replace(premiere, questions=(replace(question, libelle=libelle), *suite))
    neuf = replace(questionnaire, sections=(refaite, *autres))
    services.ecrire_brouillon(SYSTEME, scene.enquete, neuf, revision=scene.enquete.revision)
    services.publier_version(SYSTEME, scene.enquete)


def test_une_enquete_changee_pendant_qu_elle_est_ouverte_garde_ses_reponses_a_part(scene: Scene) -> None:
    scene.repondre(*[OUI] * 6)
    [en_cours] = scene.inviter(1)
    changer(scene, "Avez-vous été vraiment aidé ?")
    with pytest.raises(ErreurEnquete, match="Rien n'a changé"):
        services.publier_version(SYSTEME, scene.enquete)
    services.changer_de_version(SYSTEME, scene.vague)
    services.deposer_reponse(en_cours, numero=1, contenu=OUI)
    scene.repondre(*[NON] * 3, numero=2)
    scene.clore()
    assert [(v.numero, n) for v, n in versions_repondues(scene.vague)] == [(2, 3), (1, 7)]
    une, deux = (v for v, _ in reversed(versions_repondues(scene.vague)))
    assert resultats(scene.vague, une).total == 7
    assert resultats(scene.vague, deux).total is None, "three answers stay under the floor, on their own"
    assert version_lue(scene.vague, None) == une


def test_huit_reponses_ne_montrent_que_ce_que_le_plancher_permet(scene: Scene) -> None:
    scene.repondre(*[OUI] * 7, {**NON, "q2": "Un manque"})
    with pytest.raises(ErreurEnquete, match="une fois la vague close"):
        resultats(scene.vague, scene.vague.version)
    scene.clore()
    lus = resultats(scene.vague, scene.vague.version)
    premiere, texte = lus.questions[0], lus.questions[1]
    assert lus.total == 8
    assert [c.mots for c in premiere.repartitions[0].cellules] == ["regroupé", "regroupé"]
    assert (texte.textes, texte.repondants) == ((), 0)
    assert all(q.masque for q in lus.questions[2:])


def test_rien_ne_part_deux_fois_et_la_relance_va_a_qui_n_a_pas_repondu(scene: Scene) -> None:
    jetons = scene.inviter(4)
    services.deposer_reponse(jetons[0], numero=1, contenu=OUI)
    with pytest.raises(ErreurEnquete, match="déjà parties"):
        services.envoyer_invitations(SYSTEME, scene.vague)
    perdue, lasse = InvitationEnquete.objects.get(adresse="personne1@exemple.org"), "personne2@exemple.org"
    noter_rejet(cle_du_courriel(perdue, 0), "boîte inconnue")
    desinscrire(lasse, nature_connue("ENQUETE"))
    assert services.relancer(SYSTEME, scene.vague, numero=1) == 2
    with pytest.raises(ErreurEnquete, match="déjà partie"):
        services.relancer(SYSTEME, scene.vague, numero=1)
    relances = Courriel.objects.filter(gabarit="enquetes/relance")
    assert set(relances.values_list("destinataire", "etat")) == {
        (lasse, "ABANDONNE"),
        ("personne3@exemple.org", "A_ENVOYER"),
    }
    scene.vague.refresh_from_db()
    etats = {ligne.invitation.adresse: ligne.envoi for ligne in lister_invitations(scene.vague)}
    assert etats["personne1@exemple.org"] == etats[lasse] == "REJETEE"
    services.deposer_reponse(jetons[3], numero=1, contenu=OUI)
    assert (participation(scene.vague).joints, participation(scene.vague).reponses) == (2, 2)


def test_les_adresses_se_collent_une_fois_et_les_fausses_sont_dites(scene: Scene) -> None:
    bilan = services.inviter_adresses(SYSTEME, scene.vague, ["A@exemple.org", "a@exemple.org ", "rien", ""])
    assert (bilan.ajoutees, bilan.deja, [adresse for adresse, _ in bilan.refusees]) == (1, 1, ["rien"])
    HabilitationFactory(
        utilisateur=UtilisateurFactory(email="direction@exemple.org"), role="DIRECTION", dispositif=scene.dispositif
    )
    contacts = services.inviter_contacts(SYSTEME, scene.vague, roles=["DIRECTION"], departements=["31"])
    assert contacts.ajoutees == 1
    assert InvitationEnquete.objects.get(adresse="direction@exemple.org").dispositif == scene.dispositif
    assert services.inviter_contacts(SYSTEME, scene.vague, roles=["DIRECTION"], departements=["09"]).ajoutees == 0


def test_une_invitation_partie_ne_se_retire_plus_sauf_si_elle_revient(scene: Scene) -> None:
    scene.inviter(1)
    invitation = InvitationEnquete.objects.get()
    with pytest.raises(ErreurEnquete, match="a pu servir"):
        services.retirer_invitation(SYSTEME, invitation)
    noter_rejet(cle_du_courriel(invitation, 0), "boîte inconnue")
    services.retirer_invitation(SYSTEME, invitation)
    assert not InvitationEnquete.objects.exists()


def test_le_plancher_annonce_ne_baisse_plus_et_ne_descend_jamais_sous_la_regle(scene: Scene) -> None:
    champs = {"titre": "2026", "debut": JOUR, "fin": dt.date(2026, 4, 30)}
    services.modifier_vague(SYSTEME, scene.vague, {**champs, "plancher": 8})
    with pytest.raises(ErreurEnquete, match="ne descend pas sous 5"):
        services.modifier_vague(SYSTEME, scene.vague, {**champs, "plancher": 3})
    scene.repondre(OUI)
    with pytest.raises(ErreurEnquete, match="ne baisse plus"):
        services.modifier_vague(SYSTEME, scene.vague, {**champs, "plancher": 6})
    with pytest.raises(ErreurEnquete, match="précède le premier"):
        services.modifier_vague(SYSTEME, scene.vague, {**champs, "fin": dt.date(2026, 1, 1), "plancher": 8})


def test_une_vague_se_ferme_seule_le_lendemain_de_son_dernier_jour(scene: Scene) -> None:
    [jeton] = scene.inviter(1)
    assert services.clore_les_vagues_echues(le=dt.date(2026, 3, 31)) == 0
    with time_machine.travel(dt.datetime(2026, 4, 1, 8, tzinfo=dt.UTC), tick=False):
        with pytest.raises(services.LienSansEffet):
            services.deposer_reponse(jeton, numero=1, contenu=OUI)
        assert services.clore_les_vagues_echues(le=dt.date(2026, 4, 1)) == 1
        assert services.clore_les_vagues_echues(le=dt.date(2026, 4, 1)) == 0
    scene.vague.refresh_from_db()
    assert scene.vague.close_le == dt.date(2026, 4, 1)
    with pytest.raises(ErreurEnquete, match="close"):
        services.clore_vague(SYSTEME, scene.vague)


def test_deux_vagues_se_comparent_avec_ceux_qui_n_ont_pas_repondu(scene: Scene) -> None:
    scene.inviter(4)
    scene.repondre(*[OUI] * 6, *[NON] * 6)
    scene.clore()
    changer(scene, "Aidé ?")
    avant = scene.vague
    champs = {"titre": "2027", "debut": JOUR, "fin": dt.date(2026, 5, 31), "plancher": 5}
    scene.vague = services.preparer_vague(SYSTEME, scene.enquete, champs)
    scene.repondre(*[OUI] * 9, numero=2)
    scene.clore()
    lignes, (ancienne, nouvelle) = comparer(avant, scene.vague)
    premiere = lignes[0]
    assert premiere.avant is not None
    assert premiere.apres is not None
    parts = [[r.part(c) for c in r.cellules] for r in (premiere.avant.repartitions[0], premiere.apres.repartitions[0])]
    assert parts == [[50, 50], [100, 0]]
    assert (ancienne.sans_reponse, nouvelle.sans_reponse, ancienne.taux) == (4, 0, 75)
    bilan = {c.code: c.valeur for c in chiffres(debut=JOUR, fin=JOUR)}
    assert bilan == {"enquetes.vagues": 2, "enquetes.reponses": 21, "enquetes.taux": 84}
    assert chiffres(debut=dt.date(2020, 1, 1), fin=dt.date(2020, 12, 31))[2].valeur is None


def test_deux_personnes_qui_construisent_ensemble_sont_prevenues(scene: Scene) -> None:
    questionnaire = scene.enquete.questionnaire
    services.ecrire_brouillon(SYSTEME, scene.enquete, replace(questionnaire, titre="Un"), revision=1)
    with pytest.raises(ConflitEnquete):
        services.ecrire_brouillon(SYSTEME, scene.enquete, replace(questionnaire, titre="Deux"), revision=1)
    scene.enquete.refresh_from_db()
    assert scene.enquete.brouillon["titre"] == "Un"


def test_ce_qui_a_ete_pose_ne_s_efface_pas(scene: Scene) -> None:
    with pytest.raises(ErreurEnquete, match="archivez-la"):
        services.effacer_enquete(SYSTEME, scene.enquete)
    with pytest.raises(ErreurEnquete, match="n'est pas close"):
        services.archiver_enquete(SYSTEME, scene.enquete)
    copie = services.copier_enquete(SYSTEME, scene.enquete)
    services.effacer_enquete(SYSTEME, copie)
    scene.inviter(1)
    with pytest.raises(ErreurEnquete, match="ne s'efface plus"):
        services.effacer_vague(SYSTEME, scene.vague)
    assert VagueEnquete.objects.count() == 1
