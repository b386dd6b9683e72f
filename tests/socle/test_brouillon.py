"""A form half written is kept for its author alone, offered again, and erased with its act."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.acteur import ANONYME, ActeurUtilisateur
from maillage.parcours.models import Phase
from maillage.socle.brouillon.services import (
    CONSERVATION,
    NOMBRE_MAXIMAL,
    brouillon_de,
    garder_brouillon,
    jeter_brouillon,
    reprendre,
)
from maillage.socle.models import Brouillon
from maillage.structures.models import Dispositif
from tests.fabriques import DispositifFactory, PhaseFactory
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db
MOI, AUTRE = ActeurUtilisateur(1, "Moi"), ActeurUtilisateur(2, "Quelqu'un d'autre")
PAGE = "/dispositifs/garrigue/jeunes/nouveau/"


def garder(acteur: ActeurUtilisateur, texte: str, cle: str = PAGE, quand: dt.datetime | None = None) -> bool:
    envoi = QueryDict(texte)
    return garder_brouillon(acteur, cle=cle, valeurs=envoi.lists(), maintenant=quand or timezone.now())


class Formulaire(forms.Form):
    nom = forms.CharField()
    jours = forms.MultipleChoiceField(choices=[("1", "un"), ("2", "deux")])
    urgent = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


def test_le_dernier_texte_est_garde_pour_son_auteur_seul() -> None:
    assert garder(MOI, "nom=Al&csrfmiddlewaretoken=secret")
    assert garder(MOI, "nom=Alix&password=secret")
    brouillon = brouillon_de(MOI, PAGE)
    assert brouillon is not None
    assert brouillon.valeurs == {"nom": ["Alix"]}
    assert brouillon_de(AUTRE, PAGE) is None
    assert brouillon_de(MOI, "/ailleurs/") is None


@pytest.mark.parametrize(
    ("acteur", "texte", "cle"),
    [
        (ANONYME, "nom=Alix", PAGE),
        (MOI, "nom=&suite=", PAGE),
        (MOI, "nom=Alix", "https://ailleurs.example/"),
        (MOI, "nom=Alix", "//ailleurs.example/"),
        (MOI, f"nom={'x' * 70_000}", PAGE),
    ],
)
def test_rien_n_est_garde_sans_compte_sans_texte_ni_adresse_d_ici(
    acteur: ActeurUtilisateur, texte: str, cle: str
) -> None:
    assert not garder(acteur, texte, cle)
    assert not Brouillon.objects.exists()


def test_les_vieux_brouillons_et_les_trop_nombreux_s_effacent() -> None:
    maintenant = timezone.now()
    garder(AUTRE, "nom=oubli", quand=maintenant - CONSERVATION - dt.timedelta(hours=1))
    for rang in range(NOMBRE_MAXIMAL + 3):
        garder(MOI, "nom=Alix", f"/page/{rang}/", maintenant + dt.timedelta(seconds=rang))
    assert Brouillon.objects.count() == NOMBRE_MAXIMAL
    assert brouillon_de(MOI, "/page/0/") is None


def requete(adresse: str, acteur: ActeurUtilisateur = MOI) -> object:
    request = RequestFactory().get(adresse)
    request.acteur = acteur  # type: ignore[attr-defined]
    return request


def test_reprendre_remplit_le_formulaire_sauf_ses_champs_caches() -> None:
    garder(MOI, "nom=Alix&jours=1&jours=2&urgent=on&version=1")
    vierge, form = Formulaire(), Formulaire()
    assert reprendre(requete(PAGE), vierge) is not None  # type: ignore[arg-type]
    assert vierge["nom"].value() is None
    reprendre(requete(f"{PAGE}?reprendre=1"), form)  # type: ignore[arg-type]
    lues = {champ.name: champ.value() for champ in form}
    assert lues == {"nom": "Alix", "jours": ["1", "2"], "urgent": True, "version": 3}


def test_jeter_efface() -> None:
    garder(MOI, "nom=Alix")
    jeter_brouillon(AUTRE, cle=PAGE)
    assert brouillon_de(MOI, PAGE) is not None
    jeter_brouillon(MOI, cle=PAGE)
    assert brouillon_de(MOI, PAGE) is None


@pytest.fixture
def coordination() -> Client:
    return connecter("COORDONNATEUR", DispositifFactory(code="garrigue"))


def test_de_la_page_fermee_a_l_acte_fait(coordination: Client) -> None:
    phase = PhaseFactory(dispositif=Dispositif.objects.get())
    page = reverse("parcours:acte", args=["garrigue", phase.jeune.identifiant, "ouvrir-phase"])
    envoi = {"type_phase": "PONCTUEL", "debut": "2026-01-05"}
    reponse = coordination.post(reverse("socle:brouillon"), {**envoi, "brouillon_cle": page})
    assert "Brouillon gardé à" in reponse.content.decode()
    assert "Un brouillon vous attend" in coordination.get(page).content.decode()
    repris = coordination.get(page, {"reprendre": "1"}).content.decode()
    assert 'value="2026-01-05"' in repris
    assert 'value="PONCTUEL" selected' in repris
    assert coordination.post(page, envoi).status_code == 302
    assert Phase.objects.count() == 2
    assert not Brouillon.objects.exists()


def test_jeter_depuis_la_page_ne_mene_nulle_part_ailleurs(coordination: Client) -> None:
    jeter = reverse("socle:brouillon_jeter")
    assert coordination.post(jeter, {"brouillon_cle": PAGE})["Location"] == PAGE
    assert coordination.post(jeter, {"brouillon_cle": "https://ailleurs.example/"})["Location"] == "/"
    assert coordination.get(jeter).status_code == 405
