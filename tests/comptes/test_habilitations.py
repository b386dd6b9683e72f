"""Who may give which role, to whom, where; and undo."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.comptes import selectors, services
from maillage.comptes.models import Habilitation, Utilisateur
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.courriel.envoi import envoyer_en_attente
from maillage.socle.courriel.models import Courriel
from maillage.socle.models import Trace
from tests.fabriques import DispositifFactory, HabilitationFactory, OrganismeFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 3, 2)


@pytest.fixture
def ici() -> Any:
    return DispositifFactory(code="ici")


@pytest.fixture
def ailleurs() -> Any:
    return DispositifFactory(code="ailleurs")


def acteur(role: str, **lieu: Any) -> Any:
    utilisateur = UtilisateurFactory()
    HabilitationFactory(utilisateur=utilisateur, role=role, **lieu)
    return selectors.acteur_de(utilisateur, le=timezone.localdate())


def test_une_direction_donne_les_roles_de_son_dispositif(ici: Any) -> None:
    direction = acteur("DIRECTION", dispositif=ici)
    donnee = services.donner_habilitation(
        direction, UtilisateurFactory(), role="PROFESSIONNEL", debut=JOUR, dispositif_id=ici.pk
    )
    assert donnee.accordee_par == direction.libelle
    trace = Trace.objects.get(acte="comptes.donner_habilitation")
    assert (trace.dispositif_id, trace.details["role"]) == (ici.pk, "PROFESSIONNEL")


@pytest.mark.parametrize(
    ("role", "ou"), [("PROFESSIONNEL", "ailleurs"), ("DPO", None), ("ADMINISTRATION", None), ("ARS", None)]
)
def test_une_direction_ne_donne_rien_hors_de_son_dispositif(ici: Any, ailleurs: Any, role: str, ou: str | None) -> None:
    lieu = {"dispositif_id": ailleurs.pk} if ou else {}
    with pytest.raises(PermissionDenied):
        services.donner_habilitation(
            acteur("DIRECTION", dispositif=ici), UtilisateurFactory(), role=role, debut=JOUR, **lieu
        )
    assert not Habilitation.objects.filter(role=role).exists()


def test_l_administration_donne_partout_mais_pas_n_importe_comment(ici: Any) -> None:
    admin = acteur("ADMINISTRATION")
    organisme = OrganismeFactory()
    services.donner_habilitation(admin, UtilisateurFactory(), role="DPO", debut=JOUR)
    services.donner_habilitation(admin, UtilisateurFactory(), role="ORGANISME", debut=JOUR, organisme_id=organisme.pk)
    with pytest.raises(services.ErreurHabilitation):
        services.donner_habilitation(admin, UtilisateurFactory(), role="DPO", debut=JOUR, dispositif_id=ici.pk)
    with pytest.raises(services.ErreurHabilitation):
        services.donner_habilitation(admin, UtilisateurFactory(), role="DIRECTION", debut=JOUR)


def test_personne_ne_change_ses_propres_droits(ici: Any) -> None:
    admin = acteur("ADMINISTRATION")
    soi = Utilisateur.objects.get(pk=admin.identifiant)
    with pytest.raises(PermissionDenied):
        services.donner_habilitation(admin, soi, role="DIRECTION", debut=JOUR, dispositif_id=ici.pk)
    with pytest.raises(PermissionDenied):
        services.prolonger_habilitation(admin, Habilitation.objects.get(utilisateur=soi), fin=None)
    with pytest.raises(PermissionDenied):
        services.changer_activite(admin, soi, actif=False)


def test_une_fin_avant_le_debut_est_refusee(ici: Any) -> None:
    with pytest.raises(services.ErreurHabilitation, match="dernier jour"):
        services.donner_habilitation(
            acteur("ADMINISTRATION"),
            UtilisateurFactory(),
            role="DIRECTION",
            debut=JOUR,
            fin=JOUR - dt.timedelta(days=1),
            dispositif_id=ici.pk,
        )


def test_une_habilitation_retiree_ne_donne_plus_rien_et_se_retablit(ici: Any) -> None:
    habilitation = HabilitationFactory(role="PROFESSIONNEL", dispositif=ici)
    direction = acteur("DIRECTION", dispositif=ici)
    services.retirer_habilitation(direction, habilitation)
    assert not selectors.acteur_de(habilitation.utilisateur, le=timezone.localdate()).peut("agenda")
    services.retablir_habilitation(direction, habilitation)
    assert selectors.acteur_de(habilitation.utilisateur, le=timezone.localdate()).peut("agenda")


@pytest.mark.parametrize(
    ("debut", "fin", "ouvert"), [(0, None, True), (1, None, False), (-9, -1, False), (-9, 0, True)]
)
def test_les_dates_bornent_l_habilitation(ici: Any, debut: int, fin: int | None, ouvert: bool) -> None:
    jour = timezone.localdate()
    habilitation = HabilitationFactory(
        role="PROFESSIONNEL",
        dispositif=ici,
        debut=jour + dt.timedelta(days=debut),
        fin=None if fin is None else jour + dt.timedelta(days=fin),
    )
    assert selectors.acteur_de(habilitation.utilisateur, le=jour).peut("agenda", dispositif_id=ici.pk) is ouvert


def test_une_direction_ne_ferme_pas_un_compte_qui_sert_aussi_ailleurs(ici: Any, ailleurs: Any) -> None:
    partage = UtilisateurFactory()
    HabilitationFactory(utilisateur=partage, role="PROFESSIONNEL", dispositif=ici)
    HabilitationFactory(utilisateur=partage, role="PROFESSIONNEL", dispositif=ailleurs)
    with pytest.raises(PermissionDenied):
        services.changer_activite(acteur("DIRECTION", dispositif=ici), partage, actif=False)
    services.changer_activite(acteur("ADMINISTRATION"), partage, actif=False)
    assert not Utilisateur.objects.get(pk=partage.pk).is_active


def test_ouvrir_un_compte_deux_fois_n_en_fait_qu_un(systeme: ActeurSysteme) -> None:
    premier, nouveau = services.ouvrir_compte(systeme, email="Zoe@exemple.test", nom="Zoé")
    second, encore = services.ouvrir_compte(systeme, email=" zoe@EXEMPLE.test ", nom="Autre nom")
    assert (premier.pk, nouveau, encore) == (second.pk, True, False)
    assert not premier.has_usable_password()


@pytest.fixture
def direction(client: Client, ici: Any) -> Client:
    utilisateur = UtilisateurFactory(nom="Direction inventée")
    HabilitationFactory(utilisateur=utilisateur, role="DIRECTION", dispositif=ici)
    client.force_login(utilisateur)
    return client


def test_la_liste_ne_montre_que_les_comptes_de_ses_dispositifs(direction: Client, ici: Any, ailleurs: Any) -> None:
    HabilitationFactory(utilisateur=UtilisateurFactory(nom="Éloïse Dici"), role="PROFESSIONNEL", dispositif=ici)
    HabilitationFactory(utilisateur=UtilisateurFactory(nom="Max Dailleurs"), role="PROFESSIONNEL", dispositif=ailleurs)
    page = direction.get(reverse("comptes:personnes"), {"q": "eloise"}).content.decode()
    assert "Éloïse Dici" in page
    tout = direction.get(reverse("comptes:personnes")).content.decode()
    assert "Max Dailleurs" not in tout
    assert "Direction inventée" in tout


def test_la_liste_ne_coute_pas_plus_de_requetes_avec_plus_de_lignes(
    direction: Client, ici: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        HabilitationFactory(role="PROFESSIONNEL", dispositif=ici)
    with django_assert_max_num_queries(12):
        direction.get(reverse("comptes:personnes"))


def test_un_compte_d_ailleurs_est_introuvable(direction: Client, ailleurs: Any) -> None:
    autre = HabilitationFactory(role="PROFESSIONNEL", dispositif=ailleurs)
    assert direction.get(reverse("comptes:personne", args=[autre.utilisateur_id])).status_code == 404
    for nom in ("retirer_habilitation", "retablir_habilitation"):
        assert direction.post(reverse(f"comptes:{nom}", args=[autre.pk])).status_code == 404
    assert direction.get(reverse("comptes:prolonger_habilitation", args=[autre.pk])).status_code == 404


def test_ouvrir_inviter_et_choisir_son_mot_de_passe(direction: Client, ici: Any, mailoutbox: Any) -> None:
    donnees = {"nom": "Noé Essai", "email": "noe@exemple.test", "role": "PROFESSIONNEL", "dispositif": ici.pk}
    reponse = direction.post(reverse("comptes:ouvrir_compte"), {**donnees, "debut": "2026-03-02"})
    compte = Utilisateur.objects.get(email="noe@exemple.test")
    assert reponse.url == reverse("comptes:inviter", args=[compte.pk])
    page = direction.post(reponse.url, {"moyen": "lien"}).content.decode()
    lien = page.split('value="http://testserver')[1].split('"')[0]
    direction.post(reponse.url, {"moyen": "courriel"})
    envoyer_en_attente()
    assert "Un compte Maillage vous est ouvert" in mailoutbox[0].body
    assert "/password/" not in Courriel.objects.get().texte
    invite = Client()
    formulaire = invite.get(lien, follow=True)
    phrase = "une phrase longue de test"
    invite.post(formulaire.request["PATH_INFO"], {"password1": phrase, "password2": phrase})
    compte.refresh_from_db()
    assert compte.check_password(phrase)
    assert direction.post(reponse.url, {"moyen": "lien"}).url == reverse("comptes:personne", args=[compte.pk])


def test_une_direction_ne_prend_pas_la_main_sur_un_compte_qui_sert_ailleurs(
    direction: Client, ici: Any, systeme: ActeurSysteme
) -> None:
    admin, _ = services.ouvrir_compte(systeme, email="admin@exemple.test", nom="Admin")
    services.donner_habilitation(systeme, admin, role="ADMINISTRATION", debut=JOUR)
    donnees = {"nom": "X", "email": "admin@exemple.test", "role": "PROFESSIONNEL", "dispositif": ici.pk}
    direction.post(reverse("comptes:ouvrir_compte"), {**donnees, "debut": "2026-03-02"})
    reponse = direction.post(reverse("comptes:inviter", args=[admin.pk]), {"moyen": "lien"})
    assert reponse.status_code == 302


def test_un_formulaire_faux_dit_l_erreur_a_cote_du_champ(direction: Client, ici: Any, ailleurs: Any) -> None:
    compte = HabilitationFactory(role="PROFESSIONNEL", dispositif=ici).utilisateur
    url = reverse("comptes:donner_habilitation", args=[compte.pk])
    donnees = {"role": "DIRECTION", "dispositif": ici.pk, "debut": "2026-03-02", "fin": "2026-03-01"}
    page = direction.post(url, donnees).content.decode()
    assert "choisissez une date plus tardive" in page
    assert direction.post(url, {**donnees, "fin": "", "dispositif": ailleurs.pk}).status_code == 200
    assert direction.post(url, {**donnees, "fin": "", "role": "DPO"}).status_code == 200
    assert compte.habilitations.count() == 1


def test_retirer_puis_annuler_puis_changer_la_fin(direction: Client, ici: Any) -> None:
    habilitation = HabilitationFactory(role="PROFESSIONNEL", dispositif=ici)
    page = direction.post(reverse("comptes:retirer_habilitation", args=[habilitation.pk]), follow=True)
    annuler = reverse("comptes:retablir_habilitation", args=[habilitation.pk])
    assert f'action="{annuler}"' in page.content.decode()
    direction.post(annuler)
    direction.post(reverse("comptes:prolonger_habilitation", args=[habilitation.pk]), {"fin": "2030-01-31"})
    habilitation.refresh_from_db()
    assert (habilitation.retiree_le, habilitation.fin) == (None, dt.date(2030, 1, 31))
    direction.post(reverse("comptes:remettre_fin", args=[habilitation.pk, "sans-fin"]))
    habilitation.refresh_from_db()
    assert habilitation.fin is None
    assert direction.post(reverse("comptes:remettre_fin", args=[habilitation.pk, "n-importe"])).status_code == 404


def test_le_dpo_lit_les_comptes_sans_pouvoir_ecrire(client: Client, ici: Any) -> None:
    dpo = UtilisateurFactory()
    HabilitationFactory(utilisateur=dpo, role="DPO")
    habilitation = HabilitationFactory(role="PROFESSIONNEL", dispositif=ici)
    client.force_login(dpo)
    page = client.get(reverse("comptes:personne", args=[habilitation.utilisateur_id])).content.decode()
    assert "Retirer" not in page
    assert client.post(reverse("comptes:retirer_habilitation", args=[habilitation.pk])).status_code == 403
    assert client.get(reverse("comptes:ouvrir_compte")).status_code == 403


def test_une_delegation_se_donne_pour_des_departements(ici: Any) -> None:
    admin = acteur("ADMINISTRATION")
    for lieu in ({}, {"departements": ["31"], "dispositif_id": ici.pk}):
        with pytest.raises(services.ErreurHabilitation):
            services.donner_habilitation(admin, UtilisateurFactory(), role="DDARS", debut=JOUR, **lieu)
    with pytest.raises(services.ErreurHabilitation):
        services.donner_habilitation(admin, UtilisateurFactory(), role="ARS", debut=JOUR, departements=["31"])
    donnee = services.donner_habilitation(
        admin, UtilisateurFactory(), role="DDARS", debut=JOUR, departements=["32", "31", "31"]
    )
    assert donnee.departements == ["31", "32"]
    delegation = selectors.acteur_de(donnee.utilisateur, le=timezone.localdate())
    assert delegation.departements("conventions") == {"31", "32"}
    assert delegation.dispositifs("reconnaissance") == {ici.pk}
    assert acteur("ARS").departements("conventions") is None


def test_le_formulaire_propose_les_departements_qui_ont_un_dispositif(client: Client, ici: Any) -> None:
    admin = UtilisateurFactory()
    HabilitationFactory(utilisateur=admin, role="ADMINISTRATION")
    client.force_login(admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    compte = UtilisateurFactory()
    url = reverse("comptes:donner_habilitation", args=[compte.pk])
    refus = client.post(url, {"role": "DDARS", "debut": "2026-03-02"}).content.decode()
    assert "cochez au moins un département" in refus
    assert client.post(url, {"role": "DDARS", "debut": "2026-03-02", "departements": ["31"]}).status_code == 302
    assert "Haute-Garonne (31)" in client.get(reverse("comptes:personne", args=[compte.pk])).content.decode()
