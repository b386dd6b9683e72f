"""Pages of the sheet, continued: the ribbon drafts, teams limit, accounts are tied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from maillage.comptes.models import Utilisateur
from maillage.liaison import services
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.parcours.models import NotificationMdph
from tests.fabriques import (
    HabilitationFactory,
    MembreEquipeFactory,
    ProfessionnelFactory,
    RepresentationFactory,
    UtilisateurFactory,
)
from tests.liaison.conftest import LUNDI, Scene, moment
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db


def url(nom: str, *args: Any) -> str:
    return reverse(f"liaison:{nom}", args=["garrigue", *args])


@pytest.fixture(autouse=True)
def _horloge() -> Iterator[None]:
    with time_machine.travel(moment(LUNDI), tick=False):
        yield


@pytest.fixture
def coordination(scene: Scene) -> Client:
    return connecter("COORDONNATEUR", scene.dispositif)


def professionnel(scene: Scene) -> tuple[Client, Any]:
    pro = ProfessionnelFactory()
    compte = UtilisateurFactory(professionnel=pro)
    HabilitationFactory(utilisateur=compte, role="PROFESSIONNEL", dispositif=scene.dispositif)
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, pro


def test_le_ruban_remplit_la_fiche(coordination: Client, scene: Scene) -> None:
    demande = {
        "changement": ["AJ:INTRA:2023-09-01:2025-05-04", "PMO:INTRA:2025-05-05:", "AN:DELOCALISE:2025-05-05:", "faux"]
    }
    page = coordination.get(url("preparer", scene.jeune.identifiant), demande).content.decode()
    assert 'name="effet" value="2025-05-05"' in page
    assert "Repris du ruban" in page
    for nom, coche in (("avec_PMO", True), ("avec_AN", True), ("avec_AJ", False)):
        balise = page[page.index(f'name="{nom}"') :].split(">")[0]
        assert (" checked" in balise) is coche, nom
    assert '<option value="DELOCALISE" selected>' in page


def test_la_notification_connue_remplit_l_orientation(coordination: Client, scene: Scene) -> None:
    adresse = url("preparer", scene.jeune.identifiant)
    assert "Décision du 1er juin 2023" not in coordination.get(adresse).content.decode()
    communs = {"jeune": scene.jeune, "type": "DISPOSITIF", "departement": "31"}
    ancienne = {"decision": date(2020, 6, 1), "debut": date(2020, 9, 1), "fin": date(2023, 8, 31)}
    NotificationMdph.objects.create(**communs, **ancienne, numero_dossier="VIEUX")
    NotificationMdph.objects.create(
        **communs, decision=date(2023, 6, 1), debut=date(2023, 9, 1), fin=date(2026, 8, 31), modalite_entree="AJ"
    )
    page = coordination.get(adresse).content.decode()
    assert "Décision du 1er juin 2023, valable du 1er septembre 2023 au 31 août 2026, MDPH 31" in page
    assert 'name="champ_modalite_entree" value="Accueil de jour"' in page
    assert "VIEUX" not in page


def test_le_ruban_a_plusieurs_dates_le_dit(coordination: Client, scene: Scene) -> None:
    demande = {"changement": ["PMO:INTRA:2025-05-05:", "AN:INTRA:2025-06-02:"]}
    page = coordination.get(url("preparer", scene.jeune.identifiant), demande).content.decode()
    assert "une fiche n'a qu'une date d'effet" in page
    assert 'name="effet" value="2025-05-05"' in page


def test_les_comptes_de_la_famille_sont_proposes_comme_signataires(coordination: Client, scene: Scene) -> None:
    for nom, qualite in (("Sam Inventé", "PARENT"), ("Noé Fictifort", "JEUNE_MINEUR")):
        RepresentationFactory(
            utilisateur__nom=nom, jeune_id=scene.jeune.pk, qualite=qualite, dispositif=scene.dispositif
        )
    page = coordination.get(url("preparer", scene.jeune.identifiant)).content.decode()
    assert 'name="nom_1" value="Sam Inventé"' in page
    assert 'value="Noé Fictifort"' not in page


def test_la_voie_des_fiches_se_pose_dans_le_ruban(coordination: Client, scene: Scene) -> None:
    scene.signer()
    adresse = url("voie_ruban", scene.jeune.identifiant)
    voie = coordination.get(adresse, {"debut": "2024-09-01", "fin": "2025-09-01"}).content.decode()
    assert voie.strip().startswith('<li class="ruban-voie ruban-liaison"')
    assert "Fiche de liaison, " in voie
    assert coordination.get(adresse, {"debut": "x"}).status_code == 404


def test_un_professionnel_ne_voit_que_les_fiches_des_jeunes_de_ses_equipes(scene: Scene) -> None:
    fiche = scene.proposer()
    client, pro = professionnel(scene)
    assert "Fictifort" not in client.get(url("fiches")).content.decode()
    assert client.get(url("fiche", fiche.identifiant)).status_code == 404
    assert client.get(url("consentements", scene.jeune.identifiant)).status_code == 403
    MembreEquipeFactory(jeune=scene.jeune, dispositif=scene.dispositif, professionnel=pro)
    assert "Fictifort" in client.get(url("fiches")).content.decode()
    assert client.get(url("fiche", fiche.identifiant)).status_code == 200
    assert client.get(url("consentements", scene.jeune.identifiant)).status_code == 200


def test_un_professionnel_de_l_equipe_lit_sans_ecrire(scene: Scene) -> None:
    fiche = scene.signer()
    client, pro = professionnel(scene)
    MembreEquipeFactory(jeune=scene.jeune, dispositif=scene.dispositif, professionnel=pro)
    page = client.get(url("fiche", fiche.identifiant)).content.decode()
    assert "Délai de rétractation en cours" in page
    assert "La famille change d'avis" not in page.replace("&#x27;", "'")
    assert client.get(url("preparer", scene.jeune.identifiant)).status_code == 403
    assert client.post(url("acte", fiche.identifiant, "retracter")).status_code == 403


@pytest.fixture
def compte(scene: Scene) -> Utilisateur:
    representation = RepresentationFactory(
        utilisateur__nom="Nom d'usage", jeune_id=scene.jeune.pk, qualite="PARENT", dispositif=scene.dispositif
    )
    compte: Utilisateur = representation.utilisateur
    return compte


def test_relier_un_compte_a_un_signataire(coordination: Client, scene: Scene, compte: Utilisateur) -> None:
    fiche = scene.proposer()
    mere, pere = fiche.signataires.all()
    adresse = url("relier", fiche.identifiant, mere.pk)
    assert "Nom d&#x27;usage" in coordination.get(adresse).content.decode()
    assert coordination.post(adresse, {"compte": str(compte.pk)}).status_code == 302
    page = coordination.get(url("fiche", fiche.identifiant)).content.decode()
    assert "Peut répondre en ligne avec le compte de Nom d&#x27;usage" in page
    deja = coordination.post(url("relier", fiche.identifiant, pere.pk), {"compte": str(compte.pk)})
    assert "déjà relié" in deja.content.decode()
    coordination.post(adresse, {"compte": ""})
    assert "Peut répondre en ligne" not in coordination.get(url("fiche", fiche.identifiant)).content.decode()


def test_un_compte_d_ailleurs_ne_se_relie_pas(scene: Scene, compte: Utilisateur) -> None:
    fiche = scene.proposer()
    mere = fiche.signataires.all()[0]
    with pytest.raises(ErreurLiaison, match="ne parle pas"):
        services.relier_compte(
            scene.acteur, signataire=mere, compte_id=UtilisateurFactory().pk, maintenant=moment(LUNDI)
        )
    scene.repondre(fiche, 0, LUNDI)
    with pytest.raises(ErreurLiaison, match="déjà répondu"):
        services.relier_compte(scene.acteur, signataire=mere, compte_id=compte.pk, maintenant=moment(LUNDI))


def test_le_compte_du_meme_nom_se_reconnait_seul(coordination: Client, scene: Scene) -> None:
    RepresentationFactory(
        utilisateur__nom="MERE inventee", jeune_id=scene.jeune.pk, qualite="PARENT", dispositif=scene.dispositif
    )
    fiche = scene.proposer()
    assert "avec le compte de MERE inventee" in coordination.get(url("fiche", fiche.identifiant)).content.decode()
    assert fiche.emission == date(2025, 3, 3)


def test_un_formulaire_a_moitie_ecrit_se_reprend(coordination: Client, scene: Scene) -> None:
    adresse = url("preparer", scene.jeune.identifiant)
    ecrit = {"brouillon_cle": adresse, "champ_evaluation": "Une longue évaluation", "avec_AN": "on"}
    coordination.post(reverse("socle:brouillon"), ecrit)
    page = coordination.get(adresse).content.decode()
    assert "Un brouillon vous attend" in page
    repris = coordination.get(adresse, {"reprendre": "1"}).content.decode()
    assert "Une longue évaluation" in repris


def test_un_dessin_de_signature_se_garde_et_se_montre(coordination: Client, scene: Scene) -> None:
    fiche = scene.proposer()
    adresse = url("repondre", fiche.identifiant, fiche.signataires.all()[0].pk)
    assert 'src="/static/liaison/js/dessin.js" type="module"' in coordination.get(adresse).content.decode()
    envoi = {"reponse": "ACCORD", "moyen": "TABLETTE", "le": LUNDI.isoformat()}
    faux = coordination.post(adresse, {**envoi, "dessin": 'M1 1"/><script>'})
    assert faux.status_code == 422
    assert "tracé" in faux.content.decode()
    coordination.post(adresse, {**envoi, "dessin": "M10 20L30 40"})
    assert '<path d="M10 20L30 40"/>' in coordination.get(url("fiche", fiche.identifiant)).content.decode()


def test_un_parent_peut_dessiner_sa_signature_dans_son_espace(scene: Scene) -> None:
    representation = RepresentationFactory(
        utilisateur__nom="Mère inventée", jeune_id=scene.jeune.pk, qualite="PARENT", dispositif=scene.dispositif
    )
    client = Client()
    client.force_login(representation.utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    fiche = scene.proposer()
    adresse = reverse("espace:fiche", args=[scene.jeune.identifiant, fiche.identifiant])
    assert "liaison/js/dessin.js" in client.get(adresse).content.decode()
    repondre = reverse("espace:repondre", args=[scene.jeune.identifiant, fiche.identifiant])
    client.post(repondre, {"reponse": "ACCORD", "empreinte": fiche.empreinte, "dessin": "M10 20L30 40"})
    signataire = fiche.signataires.get(nom="Mère inventée")
    assert (signataire.reponse, signataire.trace.dessin, signataire.trace.compte_id) == (
        "ACCORD",
        "M10 20L30 40",
        representation.utilisateur.pk,
    )
