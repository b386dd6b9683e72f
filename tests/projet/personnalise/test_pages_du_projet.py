"""Pages of the project: the whole way without a script, what they show, whom they refuse, the same number of queries whatever the list holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.comptes.models import Representation
from maillage.parcours.models import MembreEquipe
from maillage.projet.models import CorrespondancePrestation, Objectif, ProjetPersonnalise
from maillage.socle.models import NatureTrace, Trace
from tests.fabriques import AffectationFactory, HabilitationFactory, JeuneFactory, PhaseFactory, UtilisateurFactory
from tests.parcours.conftest import connecter
from tests.projet.personnalise.conftest import LUNDI, Scene, moment

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def url(nom: str, *args: Any) -> str:
    return reverse(f"projet:{nom}", args=["garrigue", *args])


@pytest.fixture(autouse=True)
def _horloge() -> Iterator[None]:
    with time_machine.travel(moment(LUNDI), tick=False):
        yield


@pytest.fixture
def coordination(scene: Scene) -> Client:
    return connecter("COORDONNATEUR", scene.dispositif)


def page(client: Client, adresse: str, **demande: Any) -> str:
    reponse = client.get(adresse, demande)
    assert reponse.status_code == 200, adresse
    return reponse.content.decode().replace("&#x27;", "'").replace("\u202f", " ")


def test_tout_le_chemin_par_les_pages(coordination: Client, scene: Scene) -> None:
    scene.vivre("Trajet en bus, ligne 4", date(2026, 3, 2))
    coordination.post(url("commencer", scene.jeune.identifiant))
    projet = ProjetPersonnalise.objects.get()
    ici = projet.identifiant
    assert "Recueillir sa parole" in page(coordination, url("projet", ici))
    parole = {"version": 1, "mots_VEUX": "Je veux prendre le bus.", "pictos_VEUX": ["bus"], "mode": "DIT"}
    assert coordination.post(url("parole", ici), parole).status_code == 302
    besoins = {"version": 2, "besoin_1.3.4.2": "on", "mots_1.3.4.2": "aller au collège"}
    assert coordination.post(url("besoins", ici), besoins).status_code == 302
    objectif = {"mots": "Prendre le bus seul", "besoins": ["1.3.4.2"], "pictogramme": "bus"}
    assert coordination.post(url("ajouter_objectif", ici), objectif).status_code == 302
    vise = Objectif.objects.get()
    formulaire = page(coordination, url("ajouter_action", ici, vise.identifiant))
    assert "Trajet en bus (1 fois)" in formulaire
    action = {"quoi": "Apprendre le trajet", "activites": ["Trajet en bus"]}
    assert coordination.post(url("ajouter_action", ici, vise.identifiant), action).status_code == 302
    attendus = {"nom_1": "Mère inventée", "qualite_1": "PARENT", "nom_2": "Noé", "qualite_2": "JEUNE_MINEUR"}
    assert coordination.post(url("proposer", ici), attendus).status_code == 302
    accord = projet.versions.get().accords.get(qualite="PARENT")
    envoi = {"reponse": "ACCORD", "moyen": "PAPIER", "le": LUNDI.isoformat()}
    assert coordination.post(url("repondre", ici, accord.pk), envoi).status_code == 302
    lue = page(coordination, url("projet", ici))
    assert "Je veux prendre le bus." in lue
    assert "aller au collège" in lue
    assert "Accordé le lundi 16 mars 2026" in lue
    assert "Évaluer avec Noé" in lue


def test_ce_qui_a_eu_lieu_se_lit_jusqu_a_l_evenement(coordination: Client, scene: Scene) -> None:
    projet = scene.accorder()
    for jour in (16, 23):
        scene.vivre("Trajet en bus", date(2026, 3, jour))
    with time_machine.travel(moment(date(2026, 3, 30)), tick=False):
        client = connecter("DIRECTION", scene.dispositif)
        lue = page(client, url("projet", projet.identifiant))
        assert "2 fois, 2 h en tout ; la dernière lundi 23 mars." in lue
        assert "2.3.3.4" in lue
        detail = page(client, url("objectif", projet.identifiant, projet.objectifs.get().identifiant))
    assert detail.count("Noé y était") == 2
    assert "/agenda/" in detail


def test_un_conflit_montre_les_deux_textes_et_laisse_choisir(coordination: Client, scene: Scene) -> None:
    projet = scene.commencer()
    scene.dire(projet, "Je veux le train.")
    envoi = {"version": 1, "mots_VEUX": "Je veux le vélo.", "mode": "", "le": ""}
    reponse = coordination.post(url("parole", projet.identifiant), envoi)
    texte = reponse.content.decode()
    assert reponse.status_code == 422
    assert "<del>" in texte
    assert "Je veux le vélo." in texte
    assert 'name="version" value="2"' in texte
    assert "Enregistrer mon texte à la place" in texte
    assert scene.relire(projet).parole["VEUX"]["mots"] == "Je veux le train."
    assert coordination.post(url("parole", projet.identifiant), {**envoi, "version": 2}).status_code == 302
    assert scene.relire(projet).parole["VEUX"]["mots"] == "Je veux le vélo."


def test_une_erreur_reste_a_cote_de_son_champ(coordination: Client, scene: Scene) -> None:
    projet = scene.ecrire()
    sans_qualite = coordination.post(url("proposer", projet.identifiant), {"nom_1": "Quelqu'un"})
    assert sans_qualite.status_code == 422
    assert 'href="#id_qualite_1"' in sans_qualite.content.decode()
    trop_tot = {"version": projet.version, "evaluation_prevue": "2020-01-01"}
    reponse = coordination.post(url("cadre", projet.identifiant), trop_tot)
    assert 'href="#id_evaluation_prevue"' in reponse.content.decode()
    assert coordination.post(url("passer", projet.identifiant, "clore")).status_code == 422
    assert coordination.get(url("passer", projet.identifiant, "inconnu")).status_code == 404


def test_retirer_s_annule_depuis_le_message(coordination: Client, scene: Scene) -> None:
    projet = scene.ecrire()
    objectif = projet.objectifs.get()
    action = objectif.actions.get()
    for nom, cle in (("action", action.identifiant), ("objectif", objectif.identifiant)):
        reponse = coordination.post(url(f"retirer_{nom}", projet.identifiant, cle), follow=True)
        remettre = url(f"remettre_{nom}", projet.identifiant, cle)
        assert remettre in reponse.content.decode()
        coordination.post(remettre)
    objectif.refresh_from_db()
    action.refresh_from_db()
    assert objectif.retire_le is action.retiree_le is None


def test_evaluer_suivre_et_commenter_par_les_pages(coordination: Client, scene: Scene) -> None:
    projet = scene.accorder()
    objectif, ici = projet.objectifs.get(), projet.identifiant
    coordination.post(url("noter_statut", ici, objectif.identifiant), {"statut": "EN_PARTIE"})
    coordination.post(url("commenter", ici), {"auteur": "Camille", "texte": "Beau travail", "le": LUNDI.isoformat()})
    lien = {"autre_activite": "Sortie en ville", "categorie": ""}
    coordination.post(url("lier_action", ici, objectif.actions.get().identifiant), lien)
    evaluation = {
        "parole": "J'y arrive.",
        "pictogrammes": ["joie"],
        "le": LUNDI.isoformat(),
        "suite": "CONTINUER",
        "prochaine": "2027-03-01",
        f"statut_{objectif.fil}": "ATTEINT",
    }
    assert coordination.post(url("evaluer", ici), evaluation).status_code == 302
    lue = page(coordination, url("projet", ici))
    assert all(mot in lue for mot in ("J'y arrive.", "Beau travail", "Atteint", "Continuer ce projet".lower()))
    assert objectif.actions.get().activites == ["Sortie en ville"]


def test_la_page_des_prestations_pose_change_et_annule(scene: Scene) -> None:
    scene.vivre("Médiation animale", date(2026, 3, 2), categorie="INDIRECT")
    scene.vivre("Judo", date(2026, 3, 3), categorie="")
    direction = connecter("DIRECTION", scene.dispositif)
    lue = page(direction, url("prestations"))
    assert "Judo" in lue
    assert "1 événement rangé sur 2" in lue
    envoi = {"critere": "ACTIVITE", "activite": "Judo", "prestation": "2.3.4.2"}
    assert direction.post(url("poser_prestation"), envoi).status_code == 302
    (posee,) = CorrespondancePrestation.objects.all()
    retire = direction.post(url("retirer_prestation", posee.pk), follow=True).content.decode()
    assert url("remettre_prestation", posee.pk) in retire
    direction.post(url("remettre_prestation", posee.pk))
    direction.post(url("poser_prestation"), {**envoi, "prestation": ""})
    assert CorrespondancePrestation.objects.filter(retiree_le=None).get().prestation == ""
    direction.post(url("remettre_prestation", posee.pk))
    assert CorrespondancePrestation.objects.filter(retiree_le=None).count() == 1
    vide = direction.post(url("poser_prestation"), {"critere": "METIER", "prestation": "2.2.1"})
    assert 'href="#id_metier"' in vide.content.decode()
    assert connecter("COORDONNATEUR", scene.dispositif).get(url("poser_prestation")).status_code == 403


def test_les_papiers_sont_des_pdf_balises_et_les_memes_octets(coordination: Client, scene: Scene) -> None:
    projet = scene.accorder()
    for nom in ("pdf", "facile_pdf"):
        un, deux = (coordination.get(url(nom, projet.identifiant)).content for _ in range(2))
        assert un == deux
        with pikepdf.open(BytesIO(un)) as document:
            assert document.Root.MarkInfo.Marked
            assert str(document.Root.Lang) == "fr"
    assert Trace.objects.filter(acte="projet.imprimer_facile", nature=NatureTrace.LECTURE).count() == 2


def test_le_texte_et_la_version_facile_se_lisent_a_chaque_version(coordination: Client, scene: Scene) -> None:
    projet, accords = scene.proposer()
    scene.repondre(accords[0], "REFUS")
    coordination.post(url("passer", projet.identifiant, "reprendre"))
    scene.dire(scene.relire(projet), "Je veux le vélo.")
    assert "Je veux le vélo." in page(coordination, url("texte", projet.identifiant))
    assert "Je veux prendre le bus seul." in page(coordination, url("texte", projet.identifiant), version=1)
    assert coordination.get(url("texte", projet.identifiant), {"version": 9}).status_code == 404
    facile = page(coordination, url("facile", projet.identifiant))
    assert "Mon but numéro 1" in facile
    assert "pictogrammes.svg#bus" in facile


def test_comparer_deux_textes_mot_a_mot(coordination: Client, scene: Scene) -> None:
    projet, _ = scene.proposer()
    assert "Il faut deux textes" in page(coordination, url("comparer", scene.jeune.identifiant))
    coordination.post(url("passer", projet.identifiant, "reprendre"))
    scene.dire(scene.relire(projet), "Je veux prendre le train seul.")
    scene.proposer(scene.relire(projet))
    lue = page(coordination, url("comparer", scene.jeune.identifiant))
    assert "<del>bus</del>" in lue
    assert "<ins>train</ins>" in lue
    assert "1 partie a changé" in lue


def test_le_fragment_du_dossier_et_sa_page(coordination: Client, scene: Scene) -> None:
    vide = coordination.get(url("resume", scene.jeune.identifiant), **HTMX).content.decode()
    assert "Pas encore de projet" in vide
    assert "<html" not in vide
    projet = scene.accorder()
    scene.commencer()
    fragment = coordination.get(url("resume", scene.jeune.identifiant), **HTMX).content.decode()
    assert "Prendre le bus seul" in fragment
    assert "en préparation" in fragment
    assert projet.identifiant in fragment
    assert "<html" in page(coordination, url("resume", scene.jeune.identifiant))


def test_la_voie_du_ruban_montre_chaque_projet_accorde(coordination: Client, scene: Scene) -> None:
    scene.accorder()
    dates = {"debut": "2025-09-01", "fin": "2026-09-01"}
    assert "Projet 1, accordé le lundi 16 mars 2026" in page(
        coordination, url("voie_ruban", scene.jeune.identifiant), **dates
    )
    assert coordination.get(url("voie_ruban", scene.jeune.identifiant), {"debut": "31/02"}).status_code == 404


def test_la_liste_filtre_trie_et_exporte(coordination: Client, scene: Scene) -> None:
    scene.accorder()
    autre = JeuneFactory(nom="Zinventé", prenom="Lou")
    PhaseFactory(dispositif=scene.dispositif, jeune=autre, debut=date(2025, 6, 1))
    toute = page(coordination, url("projets"))
    assert "Projet à écrire avant le lundi 1er décembre 2025" in toute
    assert "Échue" in toute
    sans = page(coordination, url("projets"), etat="SANS")
    assert "Zinventé" in sans
    assert "Fictifort" not in sans
    assert "Zinventé" not in page(coordination, url("projets"), echeance="LOINTAINE")
    assert page(coordination, url("projets"), tri="-echeance").index("Fictifort") < toute.index("Zinventé") + 10_000
    assert "Aucun jeune ne répond" in page(coordination, url("projets"), recherche="personne")
    contenu = coordination.get(url("exporter", "csv"), {"etat": "SANS"}).content.decode("utf-8-sig")
    assert contenu.splitlines()[1].startswith("Zinventé;Lou;2025-06-01;Aucun projet;;;Projet à écrire;2025-12-01;Échue")
    assert coordination.get(url("exporter", "pdf")).status_code == 404


@pytest.mark.parametrize("nom", ["projets", "jeune", "resume"])
def test_le_meme_nombre_de_requetes_avec_un_et_six(coordination: Client, scene: Scene, nom: str) -> None:
    projet = scene.ecrire()
    adresse = url(nom) if nom == "projets" else url(nom, scene.jeune.identifiant)
    coordination.get(adresse, **HTMX)

    def compter() -> int:
        with CaptureQueriesContext(
            connection,
        ) as requetes:
            coordination.get(adresse, **HTMX)
        return len(requetes)

    une = compter()
    for rang in range(5):
        scene.viser(projet, f"Objectif {rang}", "Trajet")
        scene.vivre("Trajet", date(2026, 3, 17 + rang))
        PhaseFactory(dispositif=scene.dispositif, jeune=JeuneFactory())
    assert compter() == une


def test_la_page_d_un_projet_a_le_meme_nombre_de_requetes_avec_un_et_six_objectifs(
    coordination: Client, scene: Scene
) -> None:
    projet = scene.ecrire()

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            page(coordination, url("projet", projet.identifiant))
        return len(requetes)

    compter()
    une = compter()
    for rang in range(5):
        scene.viser(projet, f"Objectif {rang}", "Trajet")
        scene.vivre("Trajet", date(2026, 3, 17 + rang))
    assert compter() == une


def professionnel(scene: Scene) -> tuple[Client, Any]:
    """A professional of the dispositif who belongs to nobody's team."""
    affectation = AffectationFactory(dispositif=scene.dispositif, professionnel__metier="EDUCATEUR")
    compte = UtilisateurFactory(professionnel=affectation.professionnel)
    HabilitationFactory(utilisateur=compte, role="PROFESSIONNEL", dispositif=scene.dispositif)
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, affectation.professionnel


def test_un_professionnel_hors_de_l_equipe_ne_voit_ni_n_ecrit_le_projet(scene: Scene) -> None:
    projet = scene.accorder()
    client, pro = professionnel(scene)
    for nom, cle in (("projet", projet.identifiant), ("jeune", scene.jeune.identifiant), ("pdf", projet.identifiant)):
        assert client.get(url(nom, cle)).status_code == 403
    assert "Fictifort" not in page(client, url("projets"))
    assert client.post(url("commencer", scene.jeune.identifiant)).status_code == 403
    MembreEquipe.objects.create(
        jeune=scene.jeune, dispositif=scene.dispositif, professionnel=pro, fonction="EDUCATIF", debut=date(2025, 9, 1)
    )
    assert "Prendre le bus seul" in page(client, url("projet", projet.identifiant))
    assert "Fictifort" in page(client, url("projets"))


def test_un_projet_d_un_autre_dispositif_est_introuvable(coordination: Client, scene: Scene) -> None:
    assert coordination.get(url("projet", "INCONNU")).status_code == 404
    projet = scene.ecrire()
    objectif = projet.objectifs.get()
    assert coordination.get(url("objectif", projet.identifiant, "INCONNU")).status_code == 404
    assert coordination.get(url("modifier_action", projet.identifiant, "INCONNU")).status_code == 404
    assert coordination.get(url("repondre", projet.identifiant, 999)).status_code == 404
    assert coordination.get(url("modifier_objectif", projet.identifiant, objectif.identifiant)).status_code == 200


def test_chaque_lecture_est_inscrite_au_journal(coordination: Client, scene: Scene) -> None:
    projet = scene.accorder()
    for nom, cle in (
        ("projet", projet.identifiant),
        ("texte", projet.identifiant),
        ("jeune", scene.jeune.identifiant),
        ("comparer", scene.jeune.identifiant),
    ):
        coordination.get(url(nom, cle))
    lus = Trace.objects.filter(nature=NatureTrace.LECTURE, jeune_id=scene.jeune.pk).values_list("acte", flat=True)
    assert set(lus) >= {"projet.lire_projet", "projet.lire_texte", "projet.lire_projets", "projet.comparer_projets"}


def test_proposer_reprend_les_comptes_des_familles_et_laisse_nommer_les_parents(
    coordination: Client, scene: Scene
) -> None:
    projet = scene.ecrire()
    sans_compte = page(coordination, url("proposer", projet.identifiant))
    assert sans_compte.count('<option value="PARENT" selected>') == 2
    assert 'value="Noé Fictifort"' in sans_compte
    Representation.objects.create(
        utilisateur=UtilisateurFactory(nom="Mère inventée"),
        jeune_id=scene.jeune.pk,
        qualite="PARENT",
        dispositif=scene.dispositif,
        debut=date(2025, 9, 1),
    )
    avec = page(coordination, url("proposer", projet.identifiant))
    assert avec.count('<option value="PARENT" selected>') == 1
    assert 'value="Mère inventée"' in avec


def test_un_formulaire_a_moitie_ecrit_attend_et_se_jette_une_fois_enregistre(
    coordination: Client, scene: Scene
) -> None:
    projet = scene.commencer()
    adresse = url("parole", projet.identifiant)
    garde = {"brouillon_cle": adresse, "mots_VEUX": "Je veux le vé", "pictos_VEUX": ["bus", "train"]}
    coordination.post(reverse("socle:brouillon"), garde)
    assert "Un brouillon vous attend" in page(coordination, adresse)
    reprise = page(coordination, adresse, reprendre=1)
    assert "Je veux le vé" in reprise
    assert reprise.count("checked") == 2
    coordination.post(adresse, {"version": projet.version, "mots_VEUX": "Je veux le vélo."})
    assert "Un brouillon vous attend" not in page(coordination, adresse)
