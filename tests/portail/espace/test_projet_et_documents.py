"""The project and the documents, as the young person and the family read them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from maillage.portail.models import Rectification
from maillage.projet.services.ecrits_documents import SaisieDocument, deposer_document
from maillage.socle.models import Trace
from maillage.socle.pieces import controler
from tests.portail.espace.conftest import MERE, PERE, SYSTEME, Scene
from tests.projet.personnalise.conftest import Scene as SceneDeProjet
from tests.socle.pieces import fichiers


@pytest.fixture(autouse=True)
def _coffre(settings: Any, tmp_path: Any) -> None:
    settings.DOSSIER_DONNEES = tmp_path


def deposer(scene: Scene, titre: str, *, jeune: Any = None, montre: bool = True) -> Any:
    return deposer_document(
        SYSTEME,
        dispositif_id=scene.dispositif.pk,
        jeune=jeune or scene.jeune,
        saisie=SaisieDocument(titre, "COURRIER", dt.date(2025, 3, 3), partage_famille=montre),
        fichier=controler(f"{titre}.pdf", fichiers.PDF + titre.encode()),
        maintenant=timezone.now(),
    )


def test_seuls_les_documents_montres_se_lisent_et_la_lecture_s_ecrit(scene: Scene) -> None:
    montre, cache = deposer(scene, "Courrier de rentrée"), deposer(scene, "Bilan interne", montre=False)
    autre = deposer(scene, "Courrier de Zoé", jeune=scene.autre)
    client = scene.client(scene.mere)
    page = client.get(scene.url("documents")).content.decode()
    assert "Courrier de rentrée" in page
    assert "Bilan interne" not in page
    assert client.get(scene.url("document", montre.identifiant)).content.startswith(b"%PDF")
    assert Trace.objects.filter(acte="projet.telecharger_document", jeune_id=scene.jeune.pk).count() == 1
    for ferme in (cache, autre):
        assert client.get(scene.url("document", ferme.identifiant)).status_code == 404
        assert client.get(scene.url("signaler_ligne", "DOCUMENT", ferme.identifiant)).status_code == 404


def test_un_document_se_dit_faux(scene: Scene) -> None:
    montre = deposer(scene, "Courrier de rentrée")
    client = scene.client(scene.pere)
    client.post(scene.url("signaler_ligne", "DOCUMENT", montre.identifiant), {"texte": "La date est fausse."})
    assert Rectification.objects.get().objet == "Document : Courrier de rentrée"


@pytest.fixture
def projets(scene: Scene) -> SceneDeProjet:
    return SceneDeProjet(SYSTEME, scene.dispositif, scene.jeune)


def test_sans_projet_la_page_le_dit(scene: Scene) -> None:
    page = scene.client(scene.enfant).get(scene.url("projet")).content.decode()
    assert "Ton projet n&#x27;est pas encore écrit" in page


def test_chacun_repond_au_projet_pour_soi_puis_le_lit_facile(scene: Scene, projets: SceneDeProjet) -> None:
    projets.proposer(None, (MERE, "PARENT"), (PERE, "PARENT"), ("Alix Fictifort", "JEUNE_MINEUR"))
    for compte in (scene.enfant, scene.mere, scene.pere):
        client = scene.client(compte)
        demandes = client.get(scene.url("demandes")).context["demandes"]
        (adresse,) = [demande.url for demande in demandes if demande.genre == "projet"]
        assert "Je prends le bus seul." in client.get(adresse).content.decode()
        assert client.post(adresse, {"reponse": "ACCORD", "commentaire": ""}).status_code == 302
        assert client.get(adresse).status_code == 404
    reponse = scene.client(scene.enfant).get(scene.url("projet"))
    assert "Je prends le bus seul." in reponse.content.decode()
    assert reponse.context["lue"] is not None


def test_un_parent_ne_repond_pas_a_la_place_de_l_autre(scene: Scene, projets: SceneDeProjet) -> None:
    _, accords = projets.proposer(None, (MERE, "PARENT"), (PERE, "PARENT"))
    celui_du_pere = next(accord for accord in accords if accord.nom == PERE)
    client = scene.client(scene.mere)
    client.post(scene.url("accord_projet", celui_du_pere.pk), {"reponse": "ACCORD", "commentaire": ""})
    celui_du_pere.refresh_from_db()
    assert celui_du_pere.reponse == ""


def test_le_projet_en_vigueur_se_dit_faux(scene: Scene, projets: SceneDeProjet) -> None:
    projets.accorder()
    client = scene.client(scene.enfant)
    lue = client.get(scene.url("projet")).context["lue"]
    client.post(scene.url("signaler_ligne", "PROJET", lue.projet.identifiant), {"texte": "Je n'ai pas dit cela."})
    assert Rectification.objects.get().rubrique == "PROJET"
