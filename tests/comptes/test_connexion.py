"""Sign-in: password, lockout, closed account, reset, demonstration accounts, second factor."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse

from maillage.comptes import services
from maillage.comptes.models import Utilisateur
from maillage.comptes.tentatives import adresse_d_origine
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from tests.fabriques import DispositifFactory, HabilitationFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
PHRASE = "une phrase longue de test"


@pytest.fixture
def compte(systeme: ActeurSysteme) -> Utilisateur:
    return services.ouvrir_compte(systeme, email="lea@exemple.test", nom="Léa Essai", mot_de_passe=PHRASE)[0]


def se_connecter(client: Client, mot_de_passe: str = PHRASE, email: str = "lea@exemple.test") -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": mot_de_passe})


def test_on_se_connecte_avec_adresse_et_mot_de_passe(client: Client, compte: Utilisateur) -> None:
    reponse = se_connecter(client, email="LEA@exemple.test")
    assert (reponse.status_code, reponse.url) == (302, reverse("portail:accueil"))
    assert client.get(reverse("comptes:pourquoi")).status_code == 200


def test_entrer_echouer_trop_et_changer_de_mot_de_passe_s_inscrit_au_journal(
    client: Client, compte: Utilisateur, settings: Any
) -> None:
    se_connecter(client)
    neuf = {"oldpassword": PHRASE, "password1": "une autre phrase longue", "password2": "une autre phrase longue"}
    client.post(reverse("account_change_password"), neuf)
    ailleurs = Client()
    for email in ("lea@exemple.test", "inconnue@exemple.test"):
        for _ in range(settings.AXES_FAILURE_LIMIT):
            se_connecter(ailleurs, "mauvais", email)
    actes = list(Trace.objects.exclude(acte="comptes.ouvrir_compte").order_by("pk").values_list("acte", "objet"))
    objet = f"compte {compte.pk}"
    assert actes == [
        ("comptes.se_connecter", objet),
        ("comptes.changer_mot_de_passe", objet),
        ("comptes.verrouiller_connexion", objet),
    ]


def test_un_mauvais_mot_de_passe_se_dit_sans_dire_lequel_est_faux(client: Client, compte: Utilisateur) -> None:
    for email in ("lea@exemple.test", "inconnue@exemple.test"):
        reponse = se_connecter(client, "mauvais", email)
        assert reponse.status_code == 200
        assert "incorrect" in reponse.content.decode()


def test_dix_echecs_ferment_la_porte_de_ce_compte_seulement(client: Client, compte: Utilisateur, settings: Any) -> None:
    services.ouvrir_compte(ActeurSysteme("essais"), email="max@exemple.test", nom="Max", mot_de_passe=PHRASE)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        reponse = se_connecter(client, "mauvais")
    assert reponse.status_code == 429
    assert "Trop d" in reponse.content.decode()
    assert se_connecter(client).status_code == 429
    assert se_connecter(client, email="max@exemple.test").status_code == 302


def test_un_compte_ferme_n_entre_pas(client: Client, compte: Utilisateur) -> None:
    services.changer_activite(ActeurSysteme("essais"), compte, actif=False)
    se_connecter(client)
    assert "_auth_user_id" not in client.session


def test_personne_ne_s_inscrit_soi_meme(client: Client) -> None:
    assert client.get("/compte/signup/").status_code == 404
    assert "signup" not in client.get(reverse("account_login")).content.decode()


def test_le_mot_de_passe_oublie_se_choisit_par_un_lien(client: Client, compte: Utilisateur) -> None:
    client.post(reverse("account_reset_password"), {"email": "lea@exemple.test"})
    (courrier,) = mail.outbox
    lien = re.search(r"http://testserver(\S+)", courrier.body)
    assert lien is not None
    formulaire = client.get(lien.group(1), follow=True)
    nouvelle = {"password1": "une autre phrase longue", "password2": "une autre phrase longue"}
    client.post(formulaire.request["PATH_INFO"], nouvelle)
    assert se_connecter(client, "une autre phrase longue").status_code == 302


def test_une_adresse_inconnue_ne_recoit_ni_ne_revele_rien(client: Client) -> None:
    reponse = client.post(reverse("account_reset_password"), {"email": "inconnue@exemple.test"})
    assert reponse.url == reverse("account_reset_password_done")
    assert mail.outbox == []


@pytest.mark.parametrize(
    "nom",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
    ],
)
def test_les_pages_ouvertes_sont_les_notres(client: Client, nom: str) -> None:
    page = client.get(reverse(nom)).content.decode()
    assert 'lang="fr"' in page
    assert "tokens.css" in page


@pytest.mark.parametrize(
    "nom", ["account_change_password", "account_logout", "mfa_index", "mfa_activate_totp", "socialaccount_connections"]
)
def test_les_pages_du_compte_sont_les_notres(client: Client, compte: Utilisateur, nom: str) -> None:
    se_connecter(client)
    page = client.get(reverse(nom), follow=True).content.decode()
    assert "tokens.css" in page


def compte_demo(*, demonstration: bool = True) -> Utilisateur:
    compte = UtilisateurFactory(nom="Direction inventée", demonstration=demonstration)
    HabilitationFactory(utilisateur=compte, role="DIRECTION", dispositif=DispositifFactory())
    return compte


def test_la_demonstration_liste_ses_comptes_et_entre_d_un_appui(client: Client, settings: Any) -> None:
    settings.DEMONSTRATION = True
    compte = compte_demo()
    page = client.get(reverse("account_login")).content.decode()
    assert reverse("comptes:connexion_demonstration", args=[compte.pk]) in page
    assert "valide et transmet le retour trimestriel" in page
    assert client.post(reverse("comptes:connexion_demonstration", args=[compte.pk])).url == reverse("portail:accueil")
    assert client.session["_auth_user_id"] == str(compte.pk)


def test_hors_demonstration_aucun_compte_n_entre_sans_mot_de_passe(client: Client, settings: Any) -> None:
    settings.DEMONSTRATION = False
    compte = compte_demo()
    assert client.post(reverse("comptes:connexion_demonstration", args=[compte.pk])).status_code == 403
    assert "_auth_user_id" not in client.session
    assert "demonstration/" not in client.get(reverse("account_login")).content.decode()


def test_sur_la_demonstration_un_vrai_compte_garde_son_mot_de_passe(client: Client, settings: Any) -> None:
    settings.DEMONSTRATION = True
    compte = compte_demo(demonstration=False)
    assert client.post(reverse("comptes:connexion_demonstration", args=[compte.pk])).status_code == 403
    assert client.get(reverse("comptes:connexion_demonstration", args=[compte.pk])).status_code == 405


def test_l_appui_de_demonstration_demande_le_jeton_du_formulaire(settings: Any) -> None:
    settings.DEMONSTRATION = True
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("comptes:connexion_demonstration", args=[compte_demo().pk])).status_code == 403


def test_un_role_sensible_doit_avoir_un_second_facteur(client: Client, compte: Utilisateur, settings: Any) -> None:
    settings.DOUBLE_FACTEUR_EXIGE = True
    HabilitationFactory(utilisateur=compte, role="DIRECTION", dispositif=DispositifFactory())
    se_connecter(client)
    assert client.get(reverse("portail:accueil")).url == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    assert page.status_code == 200
    Authenticator.objects.create(user=compte, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get(reverse("portail:accueil")).status_code == 200


def test_un_role_sans_jeune_ou_la_demonstration_n_en_demandent_pas(
    client: Client, compte: Utilisateur, settings: Any
) -> None:
    settings.DOUBLE_FACTEUR_EXIGE = True
    HabilitationFactory(utilisateur=compte, role="ARS")
    se_connecter(client)
    assert client.get(reverse("portail:accueil")).status_code == 200
    HabilitationFactory(utilisateur=compte, role="DPO")
    settings.DEMONSTRATION = True
    assert client.get(reverse("portail:accueil")).status_code == 200


def test_qui_doit_avoir_un_second_facteur_ne_le_retire_pas(compte: Utilisateur, settings: Any) -> None:
    settings.DOUBLE_FACTEUR_EXIGE = True
    facteur = Authenticator(user=compte, type=Authenticator.Type.TOTP, data={})
    assert get_adapter().can_delete_authenticator(facteur)
    HabilitationFactory(utilisateur=compte, role="ADMINISTRATION")
    assert not get_adapter().can_delete_authenticator(facteur)


def test_le_secret_du_second_facteur_est_chiffre_et_survit_a_un_changement_de_cle(settings: Any) -> None:
    chiffre = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in chiffre
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "une autre cle"
    assert get_adapter().decrypt(chiffre) == "JBSWY3DPEHPK3PXP"


def test_derriere_un_mandataire_declare_l_adresse_est_celle_du_navigateur(settings: Any) -> None:
    requete = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.9"}, REMOTE_ADDR="10.0.0.1")
    assert adresse_d_origine(requete) == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert adresse_d_origine(requete) == "203.0.113.9"


def code_du_moment(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_relier_une_application_puis_entrer_avec_son_code_ou_un_code_de_secours(
    client: Client, compte: Utilisateur, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MFA_TOTP_TOLERANCE = 1
    se_connecter(client)
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    if "password" in page.context["form"].fields:
        page = client.post(
            page.request["PATH_INFO"], {"password": PHRASE, "next": reverse("mfa_activate_totp")}, follow=True
        )
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("mfa_activate_totp"), {"code": code_du_moment(secret)}, follow=True)
    assert "Codes de secours" in page.content.decode()
    secours = page.context["unused_codes"]
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    for nom in ("mfa_index", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        assert "tokens.css" in client.get(reverse(nom), follow=True).content.decode()
    autre = Client()
    assert se_connecter(autre).url == reverse("mfa_authenticate")
    assert "Encore un code" in autre.get(reverse("mfa_authenticate")).content.decode()
    assert autre.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert autre.post(reverse("mfa_authenticate"), {"code": secours[0]}).url == reverse("portail:accueil")
    voleur = Client()
    se_connecter(voleur)
    for _ in range(10):
        voleur.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert voleur.post(reverse("mfa_authenticate"), {"code": secours[1]}).status_code == 200
    assert "_auth_user_id" not in voleur.session
    assert Trace.objects.filter(acte="comptes.ajouter_second_facteur").exists()
