"""What each one reads in the space, and how it is said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.portail.espace.services import regler_espace
from maillage.socle.models import NatureTrace, Trace
from tests.portail.espace.conftest import SYSTEME, Scene, moment


def lire(client: Client, url: str) -> str:
    reponse = client.get(url)
    assert reponse.status_code == 200, url
    return str(reponse.content.decode())


def test_l_accueil_d_une_famille_est_son_espace(scene: Scene) -> None:
    client = scene.client(scene.mere)
    arrivee = client.get(reverse("portail:accueil"), follow=True)
    assert arrivee.redirect_chain[-1][0] == scene.url("accueil")
    assert "L&#x27;espace d&#x27;Alix" in arrivee.content.decode()


def test_qui_represente_deux_jeunes_choisit(scene: Scene) -> None:
    from tests.fabriques import RepresentationFactory

    RepresentationFactory(utilisateur=scene.mere, jeune_id=scene.autre.pk, dispositif=scene.dispositif)
    page = lire(scene.client(scene.mere), reverse("espace:choisir"))
    assert scene.url("accueil") in page
    assert scene.url("accueil", jeune=scene.autre) in page


@pytest.mark.parametrize(
    ("tutoiement", "dit", "tu"), [(True, "C&#x27;est ton espace", False), (False, "C&#x27;est votre espace", True)]
)
def test_l_etablissement_choisit_de_dire_tu_ou_vous_au_jeune(
    scene: Scene, tutoiement: bool, dit: str, tu: bool
) -> None:
    regler_espace(SYSTEME, dispositif_id=scene.dispositif.pk, version_lue=1, tutoiement=tutoiement)
    assert dit in lire(scene.client(scene.enfant), scene.url("accueil"))
    assert "ton espace" not in lire(scene.client(scene.mere), scene.url("accueil"))


def test_la_semaine_dit_quoi_quand_ou_et_avec_qui(scene: Scene) -> None:
    moment(scene.dispositif, "Atelier cuisine", scene.jeune, scene.autre, pro=scene.pro)
    page = lire(scene.client(scene.enfant), scene.url("semaine"))
    assert "Atelier cuisine" in page
    assert "Iris Éducatrice" in page
    assert "pictogrammes.svg#cuisine" in page.replace(".", ".")


def test_la_semaine_ne_montre_ni_un_autre_jeune_ni_le_travail_de_l_equipe(scene: Scene) -> None:
    moment(scene.dispositif, "Atelier cuisine", scene.jeune, scene.autre)
    moment(scene.dispositif, "Réunion de synthèse", scene.jeune, categorie="INDIRECT")
    moment(scene.dispositif, "Séance de Zoé", scene.autre)
    for compte in (scene.enfant, scene.mere):
        page = lire(scene.client(compte), scene.url("semaine"))
        assert "Secrétain" not in page
        assert "synthèse" not in page
        assert "Séance de Zoé" not in page


def test_la_semaine_coute_autant_de_requetes_avec_un_ou_six_moments(scene: Scene) -> None:
    client = scene.client(scene.enfant)
    moment(scene.dispositif, "Un", scene.jeune, scene.autre, pro=scene.pro)
    with CaptureQueriesContext(
        connection,
    ) as un:
        client.get(scene.url("semaine"))
    for rang in range(5):
        moment(scene.dispositif, f"Encore {rang}", scene.jeune, scene.autre, pro=scene.pro)
    with CaptureQueriesContext(connection) as six:
        client.get(scene.url("semaine"))
    assert len(six) == len(un)


def test_l_equipe_montre_le_referent(scene: Scene) -> None:
    page = lire(scene.client(scene.enfant), scene.url("equipe"))
    assert "Iris Éducatrice" in page
    assert "référent" in page


@pytest.mark.parametrize(
    "page",
    [
        "accueil",
        "semaine",
        "equipe",
        "projet",
        "demandes",
        "partage",
        "droits",
        "lectures",
        "documents",
        "signalements",
        "livret_du_jeune",
    ],
)
def test_chaque_page_s_ouvre_pour_le_jeune_et_pour_ses_parents(scene: Scene, page: str) -> None:
    for compte in (scene.enfant, scene.mere, scene.pere):
        assert "<h1>" in lire(scene.client(compte), scene.url(page))


def test_le_parent_signe_depuis_son_espace_et_pour_lui_seul(scene: Scene) -> None:
    client = scene.client(scene.mere)
    page = lire(client, scene.url("fiche", scene.fiche.identifiant))
    assert "Je signe ma réponse" in page
    donnees = {"reponse": "ACCORD", "empreinte": scene.fiche.empreinte, "commentaire": ""}
    assert client.post(scene.url("repondre", scene.fiche.identifiant), donnees).status_code == 302
    reponses = dict(scene.fiche.signataires.values_list("nom", "reponse"))
    assert reponses == {"Maud Inventée": "ACCORD", "Paul Inventé": ""}
    assert "Je signe ma réponse" not in lire(client, scene.url("fiche", scene.fiche.identifiant))
    assert "Je signe ma réponse" in lire(scene.client(scene.pere), scene.url("fiche", scene.fiche.identifiant))


def test_les_deux_parents_signent_puis_l_un_change_d_avis(scene: Scene) -> None:
    for compte in (scene.mere, scene.pere):
        donnees = {"reponse": "ACCORD", "empreinte": scene.fiche.empreinte, "commentaire": ""}
        scene.client(compte).post(scene.url("repondre", scene.fiche.identifiant), donnees)
    scene.fiche.refresh_from_db()
    assert scene.fiche.etat == "EN_DELAI_RETRACTATION"
    client = scene.client(scene.pere)
    assert "Je change d'avis" in lire(client, scene.url("fiche", scene.fiche.identifiant))
    assert client.post(scene.url("se_retirer", scene.fiche.identifiant), {"motif": ""}).status_code == 302
    scene.fiche.refresh_from_db()
    assert scene.fiche.etat == "RETRACTEE"


def test_un_autre_texte_que_celui_de_l_ecran_ne_se_signe_pas(scene: Scene) -> None:
    donnees = {"reponse": "ACCORD", "empreinte": "0" * 64, "commentaire": ""}
    reponse = scene.client(scene.mere).post(scene.url("repondre", scene.fiche.identifiant), donnees)
    assert "Rechargez la page" in reponse.content.decode()
    assert not scene.fiche.signataires.exclude(reponse="").exists()


def test_le_jeune_mineur_dit_son_avis_et_ne_signe_pas(scene: Scene) -> None:
    client = scene.client(scene.enfant)
    assert "Dis ce que tu en penses" in lire(client, scene.url("demandes"))
    page = lire(client, scene.url("fiche", scene.fiche.identifiant))
    assert "Je signe ma réponse" not in page
    client.post(scene.url("observer", scene.fiche.identifiant), {"texte": "Je veux bien essayer."})
    assert scene.fiche.observations.get().auteur == "Alix Fictifort"
    donnees = {"reponse": "ACCORD", "empreinte": scene.fiche.empreinte, "commentaire": ""}
    client.post(scene.url("repondre", scene.fiche.identifiant), donnees)
    assert not scene.fiche.signataires.exclude(reponse="").exists()


def test_le_parent_permet_puis_reprend_un_accord_par_destinataire(scene: Scene) -> None:
    client = scene.client(scene.mere)
    client.post(scene.url("partager", "ERSEH"), {"champs": ["souhaits_jeune"]})
    assert "checked" in lire(client, scene.url("partage"))
    client.post(scene.url("partager", "ERSEH"), {})
    assert "checked" not in lire(client, scene.url("partage"))


def test_le_jeune_mineur_ne_donne_pas_d_accord_a_la_place_de_ses_parents(scene: Scene) -> None:
    client = scene.client(scene.enfant)
    assert "Garder ce choix" not in lire(client, scene.url("partage"))
    client.post(scene.url("partager", "ERSEH"), {"champs": ["souhaits_jeune"]})
    assert ": permis" not in lire(client, scene.url("partage"))


def test_qui_a_lu_dit_exactement_le_journal(scene: Scene) -> None:
    from maillage.socle.services import journaliser_lecture

    for _ in range(3):
        journaliser_lecture(SYSTEME, "parcours.lire_fiche", jeune_id=scene.jeune.pk, dispositif_id=scene.dispositif.pk)
    journaliser_lecture(SYSTEME, "parcours.lire_fiche", jeune_id=scene.autre.pk, dispositif_id=scene.dispositif.pk)
    lire(scene.client(scene.enfant), scene.url("semaine"))
    reponse = scene.client(scene.mere).get(scene.url("lectures"))
    lecteurs = {un.nom: un.nombre for un in reponse.context["lecteurs"]}
    assert lecteurs == {"essais": 3, "Le compte du jeune": 1, "Ce compte": 1}
    toutes = Trace.objects.filter(jeune_id=scene.jeune.pk, nature=NatureTrace.LECTURE).count()
    assert sum(lecteurs.values()) == toutes == reponse.context["page"].paginator.count


def test_un_parent_ne_lit_pas_le_nom_de_l_autre_dans_les_lectures(scene: Scene) -> None:
    lire(scene.client(scene.pere), scene.url("semaine"))
    page = lire(scene.client(scene.mere), scene.url("lectures"))
    assert "Paul Inventé" not in page
    assert "Un compte de la famille" in page


def test_qui_a_lu_sort_sur_un_papier(scene: Scene) -> None:
    reponse = scene.client(scene.mere).get(scene.url("lectures_pdf"))
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse.content.startswith(b"%PDF")


def test_a_dix_huit_ans_le_jeune_reste_seul(scene: Scene) -> None:
    scene.jeune.naissance = timezone.localdate() - dt.timedelta(days=366 * 18)
    scene.jeune.save(update_fields=["naissance"])
    assert scene.client(scene.mere).get(scene.url("accueil")).status_code == 403
    assert "Bonjour Alix" in lire(scene.client(scene.enfant), scene.url("accueil"))


def test_la_navigation_d_une_famille_ne_mene_qu_a_son_espace(scene: Scene) -> None:
    navigation = scene.client(scene.mere).get(scene.url("semaine")).context["navigation"]
    assert {lien.url.split("/")[1] for lien in navigation} == {"espace"}
    assert [lien.libelle for lien in navigation if lien.principal] == [
        "Accueil",
        "Sa semaine",
        "On vous demande",
        "Son projet",
    ]
    assert [lien.libelle for lien in navigation if lien.courant] == ["Sa semaine"]


def test_le_contact_de_la_maison_est_sur_chaque_page(scene: Scene) -> None:
    regler_espace(SYSTEME, dispositif_id=scene.dispositif.pk, version_lue=1, contact="Accueil, 01 99 00 00 00")
    for page in ("accueil", "semaine", "droits"):
        assert "Accueil, 01 99 00 00 00" in lire(scene.client(scene.enfant), scene.url(page))


def test_les_documents_montres_a_la_famille_se_lisent(scene: Scene) -> None:
    documents: Any = scene.client(scene.mere).get(scene.url("documents"))
    assert list(documents.context["lignes"]) == []
