"""Codes given in person: one use, an end, few tries, and an answer that says nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.comptes import selectors, services
from maillage.comptes.domain.code import ESSAIS_PERMIS, ecrire_code, lire_code
from maillage.comptes.models import CodeEspace, Utilisateur
from maillage.comptes.views.codes import CODE_REFUSE
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.fields import ALPHABET
from tests.fabriques import (
    DispositifFactory,
    HabilitationFactory,
    JeuneFactory,
    RepresentationFactory,
    UtilisateurFactory,
)

PHRASE = "mon chat dort au soleil"
SYSTEME = ActeurSysteme("essais")


@pytest.fixture
def ici(db: None) -> Any:
    return DispositifFactory(code="ici")


@pytest.fixture
def sacha(db: None) -> Any:
    return JeuneFactory(naissance=dt.date(2014, 9, 15))


@pytest.fixture
def remis(ici: Any, sacha: Any) -> services.CodeRemis:
    return creer(ici, sacha)


def creer(ici: Any, sacha: Any, qualite: str = "PARENT", nom: str = "Claude Inventé") -> services.CodeRemis:
    return services.creer_code(
        SYSTEME, jeune_id=sacha.pk, dispositif_id=ici.pk, qualite=qualite, nom=nom, maintenant=timezone.now()
    )


def entrer(remis: services.CodeRemis, **voulu: str) -> Utilisateur:
    demande = services.CompteVoulu(**{"mot_de_passe": PHRASE, **voulu})
    return services.entrer_avec_code(remis.objet.pk, demande, maintenant=timezone.now())


def essayer(texte: str, apres: dt.timedelta = dt.timedelta()) -> CodeEspace | None:
    return services.essayer_code(texte, maintenant=timezone.now() + apres)


@given(st.text(alphabet=ALPHABET, min_size=12, max_size=12), st.sampled_from([" ", "-", "", " - "]))
def test_un_code_se_lit_comme_il_s_ecrit(code: str, separateur: str) -> None:
    lu = lire_code(ecrire_code(code).replace("-", separateur).lower())
    assert lu is not None
    assert lu.reference + lu.secret == code


@pytest.mark.parametrize("saisie", ["", "K7P4", "K7P4-93XM-TT2H-9", "é7P4-93XM-TT2H"])
def test_ce_qui_n_est_pas_un_code_ne_se_lit_pas(saisie: str) -> None:
    assert lire_code(saisie) is None


def test_le_code_ne_se_retrouve_nulle_part_dans_la_base(remis: services.CodeRemis) -> None:
    propre = remis.texte.replace("-", "")
    garde = " ".join(str(valeur) for valeur in CodeEspace.objects.values_list().get())
    assert propre not in garde
    assert propre[4:] not in garde


def test_un_parent_entre_avec_son_code_et_voit_son_enfant(remis: services.CodeRemis, sacha: Any) -> None:
    trouve = essayer(remis.texte.lower())
    assert trouve == remis.objet
    compte = entrer(remis, email="claude@exemple.test")
    acteur = selectors.acteur_de(compte, le=timezone.localdate())
    assert acteur.qualites_pour(sacha.pk) == {"PARENT"}
    assert str(compte) == "Claude Inventé"


def test_un_code_ne_sert_qu_une_fois(remis: services.CodeRemis) -> None:
    entrer(remis, email="claude@exemple.test")
    assert essayer(remis.texte) is None
    with pytest.raises(services.ErreurRepresentation, match="plus rien"):
        entrer(remis, email="autre@exemple.test")


def test_un_code_expire(remis: services.CodeRemis) -> None:
    assert essayer(remis.texte, dt.timedelta(days=13, hours=23)) is not None
    assert essayer(remis.texte, dt.timedelta(days=14)) is None


def test_un_code_se_revoque(remis: services.CodeRemis) -> None:
    services.revoquer_code(SYSTEME, remis.objet)
    assert essayer(remis.texte) is None


def test_trop_d_essais_usent_le_code(remis: services.CodeRemis) -> None:
    faux = remis.texte[:5] + ("AAAA-AAAA" if not remis.texte.endswith("AAAA-AAAA") else "BBBB-BBBB")
    for _ in range(ESSAIS_PERMIS - 1):
        assert essayer(faux) is None
    assert essayer(remis.texte) is not None
    assert essayer(faux) is None
    assert essayer(remis.texte) is None


def test_une_adresse_deja_prise_use_le_code_et_ne_dit_rien_de_plus(remis: services.CodeRemis) -> None:
    UtilisateurFactory(email="deja@exemple.test")
    for _ in range(ESSAIS_PERMIS):
        with pytest.raises(services.ErreurRepresentation, match="ne peut pas servir"):
            entrer(remis, email="deja@exemple.test")
    with pytest.raises(services.ErreurRepresentation, match="plus rien"):
        entrer(remis, email="libre@exemple.test")


def test_sans_adresse_un_nom_de_connexion_suffit(client: Client, ici: Any, sacha: Any) -> None:
    compte = entrer(creer(ici, sacha, "JEUNE_MINEUR", "Sacha"))
    assert compte.sans_adresse
    reponse = client.post(reverse("account_login"), {"login": compte.nom_de_connexion.upper(), "password": PHRASE})
    assert reponse.status_code == 302
    assert client.session["_auth_user_id"] == str(compte.pk)


def test_aucun_courriel_ne_part_vers_un_nom_de_connexion(
    client: Client, ici: Any, sacha: Any, mailoutbox: list[Any]
) -> None:
    compte = entrer(creer(ici, sacha, "JEUNE_MINEUR", "Sacha"))
    reponse = client.post(reverse("account_reset_password"), {"email": compte.email})
    assert (reponse.status_code, mailoutbox) == (302, [])


def test_qui_n_a_pas_d_adresse_choisit_une_nouvelle_phrase_avec_un_code(ici: Any, sacha: Any) -> None:
    compte = entrer(creer(ici, sacha, "JEUNE_MINEUR", "Sacha"))
    representation = compte.representations.get()
    secours = services.creer_code_de_secours(SYSTEME, representation, maintenant=timezone.now())
    assert entrer(secours, mot_de_passe="une tout autre phrase") == compte
    compte.refresh_from_db()
    assert compte.check_password("une tout autre phrase")


def test_un_code_ne_prend_pas_le_compte_de_qui_a_une_adresse(remis: services.CodeRemis) -> None:
    representation = entrer(remis, email="claude@exemple.test").representations.get()
    with pytest.raises(services.ErreurRepresentation, match="adresse"):
        services.creer_code_de_secours(SYSTEME, representation, maintenant=timezone.now())


def test_un_parent_de_deux_jeunes_garde_un_seul_compte(ici: Any, sacha: Any) -> None:
    compte = RepresentationFactory(jeune_id=sacha.pk).utilisateur
    noa = JeuneFactory()
    remis = creer(ici, noa)
    services.rattacher_avec_code(remis.objet.pk, compte, maintenant=timezone.now())
    assert selectors.acteur_de(compte, le=timezone.localdate()).jeunes_representes == {sacha.pk, noa.pk}


def test_un_professionnel_ne_cree_pas_de_code(ici: Any, sacha: Any) -> None:
    pro = HabilitationFactory(role="PROFESSIONNEL", dispositif=ici).utilisateur
    with pytest.raises(PermissionDenied):
        services.creer_code(
            selectors.acteur_de(pro, le=timezone.localdate()),
            jeune_id=sacha.pk,
            dispositif_id=ici.pk,
            qualite="PARENT",
            nom="Claude",
            maintenant=timezone.now(),
        )


def taper(client: Client, texte: str) -> Any:
    return client.post(reverse("comptes:code"), {"code": texte})


def sans_jeton(reponse: Any) -> str:
    return "\n".join(ligne for ligne in reponse.content.decode().splitlines() if "csrf" not in ligne.lower())


def test_faux_use_expire_ou_revoque_la_reponse_est_la_meme(client: Client, ici: Any, sacha: Any) -> None:
    use, expire, revoque = (creer(ici, sacha) for _ in range(3))
    entrer(use, email="claude@exemple.test")
    CodeEspace.objects.filter(pk=expire.objet.pk).update(expire_le=timezone.now())
    services.revoquer_code(SYSTEME, revoque.objet)
    reponses = [taper(client, texte) for texte in ("ZZZZ-ZZZZ-ZZZZ", use.texte, expire.texte, revoque.texte)]
    pages = {
        sans_jeton(reponse).replace(texte, "CODE")
        for reponse, texte in zip(reponses, ("ZZZZ-ZZZZ-ZZZZ", use.texte, expire.texte, revoque.texte), strict=True)
    }
    assert {reponse.status_code for reponse in reponses} == {200}
    assert len(pages) == 1
    assert CODE_REFUSE.split(".")[0].replace("'", "&#x27;") in pages.pop()


def test_le_chemin_entier_du_code_au_compte(client: Client, remis: services.CodeRemis) -> None:
    assert remis.texte in client.get(reverse("comptes:code"), {"code": remis.texte}).content.decode()
    assert taper(client, remis.texte).url == reverse("comptes:code_compte")
    page = client.get(reverse("comptes:code_compte")).content.decode()
    assert "Claude Inventé" in page
    donnees = {"moyen": "nom", "mot_de_passe": PHRASE}
    assert client.post(reverse("comptes:code_compte"), donnees).url == reverse("comptes:code_fini")
    fini = client.get(reverse("comptes:code_fini")).content.decode()
    assert Utilisateur.objects.get(nom="Claude Inventé").nom_de_connexion in fini


@pytest.mark.parametrize("phrase", ["court", "azertyuiop"])
def test_une_phrase_trop_faible_se_dit_a_cote_du_champ(client: Client, remis: services.CodeRemis, phrase: str) -> None:
    taper(client, remis.texte)
    reponse = client.post(reverse("comptes:code_compte"), {"moyen": "nom", "mot_de_passe": phrase})
    assert reponse.context["form"].errors["mot_de_passe"]
    assert not Utilisateur.objects.exists()


def test_sans_code_la_page_du_compte_ramene_au_code(client: Client, db: None) -> None:
    assert client.get(reverse("comptes:code_compte")).url == reverse("comptes:code")


def test_un_professionnel_connecte_ne_rattache_pas_un_code(client: Client, ici: Any, remis: services.CodeRemis) -> None:
    client.force_login(HabilitationFactory(role="DIRECTION", dispositif=ici).utilisateur)
    taper(client, remis.texte)
    assert "ne va pas avec ce compte" in client.get(reverse("comptes:code_compte")).content.decode()
    assert client.post(reverse("comptes:code_rattacher")).url == reverse("comptes:code")
    assert essayer(remis.texte) is not None


def test_trop_d_essais_du_meme_endroit_font_attendre(client: Client, db: None) -> None:
    pages = [taper(client, "ZZZZ-ZZZZ-ZZZZ").content.decode() for _ in range(21)]
    assert "Beaucoup d" not in pages[19]
    assert "Beaucoup d" in pages[20]
