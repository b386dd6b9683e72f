"""Filters and tags of every page."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory

FINE = "\u202f"


def rendre(source: str, request: Any = None, **contexte: Any) -> str:
    return str(engines["django"].from_string(source).render(contexte, request))


def test_les_nombres_absents_s_ecrivent_par_un_tiret() -> None:
    assert rendre("{{ x|nombre }} {{ x|taux }} {{ x|duree }} {{ x|jour }} {{ x|heure }}", x=None) == "– – – – –"


@pytest.mark.parametrize(
    ("nombre", "ecrit"),
    [(0, "alerte est"), (1, "alerte est"), (1.5, "alerte est"), (2, "alertes sont"), (None, "alerte est")],
)
def test_le_pluriel_commence_a_deux(nombre: float | None, ecrit: str) -> None:
    assert rendre("alerte{{ n|pluralize }} {{ n|pluralize:'est,sont' }}", n=nombre) == ecrit


def test_le_pluriel_d_une_liste_est_celui_de_sa_longueur() -> None:
    assert rendre("organisme{{ n|pluralize }}", n=[]) == "organisme"
    assert rendre("organisme{{ n|pluralize }}", n=[1, 2]) == "organismes"


def test_les_filtres_ecrivent_a_la_francaise() -> None:
    assert rendre("{{ x|nombre:1 }}", x=1234.56) == f"1{FINE}234,6"
    assert rendre("{{ x|duree }}", x=dt.timedelta(hours=2, minutes=30)) == f"2{FINE}h{FINE}30"
    assert rendre("{{ n|compte:'jeune' }}", n=2) == "2 jeunes"
    assert rendre("{{ x|ecrit }}/{{ y|ecrit }}", x=1500, y="98 %") == f"1{FINE}500/98 %"


def test_un_moment_s_ecrit_a_l_heure_de_paris() -> None:
    minuit_passe = dt.datetime(2025, 3, 2, 23, 30, tzinfo=dt.UTC)
    assert rendre("{{ x|jour }} {{ x|heure }}", x=minuit_passe) == f"lundi 3 mars 0{FINE}h{FINE}30"


def test_un_sigle_connu_porte_ses_mots() -> None:
    rendu = rendre("{% sigle 'DITEP' %}")
    assert "dispositif intégré thérapeutique, éducatif et pédagogique" in rendu
    assert 'tabindex="0"' in rendu


def test_un_sigle_inconnu_reste_tel_quel_et_sans_danger() -> None:
    assert rendre("{% sigle x %}", x="<b>") == "&lt;b&gt;"


def test_une_icone_est_muette() -> None:
    rendu = rendre("{% icone 'agenda' %}")
    assert 'aria-hidden="true"' in rendu
    assert "icones.svg#agenda" in rendu


def test_l_adresse_garde_les_filtres_et_change_la_page() -> None:
    request = RequestFactory().get("/", {"nom": "été", "page": "4"})
    assert rendre("?{% adresse_avec page=2 %}", request) == "?nom=%C3%A9t%C3%A9&amp;page=2"
    assert rendre("?{% adresse_avec page=None %}", request) == "?nom=%C3%A9t%C3%A9"


@pytest.mark.parametrize(
    ("extra", "attendu"),
    [
        ("annuler:/agenda/annuler/3/", "/agenda/annuler/3/"),
        ("important annuler:/a/", "/a/"),
        ("annuler://ailleurs.example/", ""),
        ("annuler:javascript:alert(1)", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_l_annulation_d_un_message_reste_sur_le_site(extra: str | None, attendu: str) -> None:
    assert rendre("{{ m|annulation }}", m=SimpleNamespace(extra_tags=extra)) == attendu


def test_une_modalite_a_une_lettre_et_un_libelle() -> None:
    rendu = rendre("{% include 'socle/composants/modalite.html' with code='PMO' only %}")
    assert ">M<" in rendu
    assert "Milieu ordinaire" in rendu
    assert "modalite-ordinaire" in rendu
