"""First help at once: what the library has that matches a request, on the page that thanks and in the mail."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from maillage.appui_ressource.models import DemandeAppui
from maillage.appui_ressource.selectors.premier_secours import premier_secours
from maillage.bibliotheque.models import EtiquetteFiche, Fiche
from maillage.socle.courriel.envoi import envoyer_en_attente
from tests.appui_ressource.conftest import FORMULAIRE, Scene

pytestmark = pytest.mark.une_base


def fiche(identifiant: str, *publics: str, **champs: object) -> Fiche:
    valeurs = {
        "titre": identifiant.replace("-", " ").capitalize(),
        "dimension": "APPUI",
        "visibilite": "PUBLIC",
        "etat": "PUBLIEE",
        "premier_secours": True,
        "creee_le": timezone.now(),
        "publiee_le": timezone.now(),
        **champs,
    }
    ecrite = Fiche.objects.create(identifiant=identifiant, **valeurs)
    EtiquetteFiche.objects.bulk_create(EtiquetteFiche(fiche=ecrite, genre="PUBLIC", code=code) for code in publics)
    return ecrite


def test_la_demande_recoit_aussitot_des_fiches_qui_lui_repondent(client: Client, scene: Scene) -> None:
    fiche("apaiser-une-crise", "COMPORTEMENT")
    fiche("amenager-une-salle-pour-l-autisme", "AUTISME")
    fiche("note-interne", "COMPORTEMENT", visibilite="RESEAU")
    client.post("/appui/", FORMULAIRE)
    envoyer_en_attente()
    merci = client.get("/appui/merci/").content.decode()
    assert "Apaiser une crise" in merci
    assert "autisme" not in merci
    assert "Note interne" not in merci
    [courriel] = mail.outbox
    assert "Apaiser une crise" in courriel.body
    assert "/bibliotheque/" in courriel.body


def test_sans_fiche_la_page_ne_promet_rien_a_lire(client: Client, scene: Scene) -> None:
    client.post("/appui/", FORMULAIRE)
    assert "En attendant la réponse" not in client.get("/appui/merci/").content.decode()


def test_une_demande_effacee_ne_sert_plus_a_choisir(scene: Scene) -> None:
    fiche("apaiser-une-crise", "COMPORTEMENT")
    demande = DemandeAppui.objects.get(pk=scene.demande().pk)
    assert [conseil.titre for conseil in premier_secours(demande)] == ["Apaiser une crise"]
    demande.effacee_le = timezone.localdate()
    assert premier_secours(demande) == []
