"""Identity providers: declared by the environment, joined to an existing account, never opening one."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from maillage.comptes import services
from maillage.comptes.adapter import MaillageSocialAccountAdapter
from maillage.comptes.models import Utilisateur
from maillage.config.environment import oidc_origins, oidc_providers
from maillage.socle.acteur import ActeurSysteme

VARIABLES = {
    "MAILLAGE_OIDC": "psc, agents",
    "MAILLAGE_OIDC_PSC_NOM": "Pro Santé Connect",
    "MAILLAGE_OIDC_PSC_ADRESSE": "https://psc.exemple.test/realms/esante",
    "MAILLAGE_OIDC_PSC_CLIENT": "maillage",
    "MAILLAGE_OIDC_PSC_SECRET": "secret",
    "MAILLAGE_OIDC_PSC_PORTEES": "openid scope_all",
    "MAILLAGE_OIDC_AGENTS_ADRESSE": "https://agents.exemple.test",
    "MAILLAGE_OIDC_AGENTS_CLIENT": "maillage",
    "MAILLAGE_OIDC_AGENTS_SECRET": "secret",
}


def test_aucun_fournisseur_sans_reglage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAILLAGE_OIDC", raising=False)
    assert oidc_providers() == []
    assert oidc_origins() == []


def test_les_fournisseurs_viennent_de_l_environnement(monkeypatch: pytest.MonkeyPatch) -> None:
    for nom, valeur in VARIABLES.items():
        monkeypatch.setenv(nom, valeur)
    psc, agents = oidc_providers()
    assert (psc["provider_id"], psc["name"]) == ("psc", "Pro Santé Connect")
    assert psc["settings"]["scope"] == ["openid", "scope_all"]
    assert psc["settings"]["oauth_pkce_enabled"] is True
    assert (agents["name"], agents["settings"]["scope"]) == ("agents", ["openid", "email"])
    assert oidc_origins() == ["https://agents.exemple.test", "https://psc.exemple.test"]


def arrivee(**revendications: Any) -> SocialLogin:
    compte = SocialAccount(provider="psc", uid="899700000001", extra_data={"userinfo": revendications})
    return SocialLogin(user=Utilisateur(), account=compte)


@pytest.fixture
def lea(db: None, systeme: ActeurSysteme) -> Utilisateur:
    return services.ouvrir_compte(systeme, email="lea@exemple.test", nom="Léa Essai")[0]


def recevoir(login: SocialLogin) -> SocialLogin:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.session = {}  # type: ignore[assignment]
    MaillageSocialAccountAdapter().pre_social_login(request, login)
    return login


@pytest.fixture(autouse=True)
def _sans_courrier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SocialLogin, "connect", lambda self, request, user: setattr(self, "relie_a", user))


def test_une_adresse_verifiee_rejoint_le_compte_ouvert(lea: Utilisateur) -> None:
    login = recevoir(arrivee(email="LEA@exemple.test", email_verified=True))
    assert login.relie_a == lea  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "revendications",
    [{"email": "lea@exemple.test"}, {"email": "autre@exemple.test", "email_verified": True}, {"email_verified": True}],
)
def test_une_adresse_inconnue_absente_ou_non_verifiee_ne_rejoint_rien(
    lea: Utilisateur, revendications: dict[str, Any]
) -> None:
    assert not hasattr(recevoir(arrivee(**revendications)), "relie_a")


def test_un_compte_ferme_n_est_pas_rejoint(lea: Utilisateur, systeme: ActeurSysteme) -> None:
    services.changer_activite(systeme, lea, actif=False)
    assert not hasattr(recevoir(arrivee(email="lea@exemple.test", email_verified=True)), "relie_a")


def test_l_exploitant_peut_se_fier_aux_adresses_de_ses_fournisseurs(lea: Utilisateur, settings: Any) -> None:
    settings.OIDC_COURRIEL_FIABLE = True
    assert recevoir(arrivee(email="lea@exemple.test")).relie_a == lea  # type: ignore[attr-defined]


def test_personne_n_ouvre_de_compte_par_un_fournisseur(lea: Utilisateur) -> None:
    request = RequestFactory().get("/")
    assert not MaillageSocialAccountAdapter().is_open_for_signup(request, arrivee())
