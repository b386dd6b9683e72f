"""The livret: a restricted text that is never markup, published version after version, read by anyone with the link, and on paper."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.portail.espace import services
from maillage.portail.espace.domain.texte import LISTE, PARAGRAPHE, lire_ligne, lire_texte
from maillage.portail.espace.referentiels import livret_de_depart
from maillage.portail.models import VersionLivret
from maillage.socle.pictogrammes import pictogrammes
from tests.portail.espace.conftest import SYSTEME, Scene


def test_titres_listes_et_paragraphes_se_reconnaissent() -> None:
    blocs = lire_texte("## Titre\n\nUne phrase\nqui continue.\n- un\n- deux\n### Sous-titre")
    assert [bloc.niveau for bloc in blocs] == [2, PARAGRAPHE, LISTE, 3]
    assert blocs[1].lignes[0].texte == "Une phrase qui continue."
    assert [ligne.texte for ligne in blocs[2].lignes] == ["un", "deux"]


def test_une_image_devant_une_phrase_la_met_a_part() -> None:
    blocs = lire_texte(":maison: Chez moi.\n:ecole: À l'école.")
    assert [(bloc.lignes[0].image, bloc.lignes[0].texte) for bloc in blocs] == [
        ("maison", "Chez moi."),
        ("ecole", "À l'école."),
    ]


@pytest.mark.parametrize("lien", ["javascript:alert(1)", "data:text/html,x", "//exemple.test", "vbscript:x"])
def test_un_lien_qui_n_est_pas_une_adresse_reste_des_mots(lien: str) -> None:
    ligne = lire_ligne(f"[mots]({lien})")
    assert all(not morceau.lien for morceau in ligne.morceaux)


@given(st.text(max_size=400))
def test_tout_texte_se_lit_et_aucun_mot_ne_devient_du_code(texte: str) -> None:
    for bloc in lire_texte(texte):
        for ligne in bloc.lignes:
            assert all(m.lien == "" or m.lien.lower().startswith(("http", "mailto:", "tel:")) for m in ligne.morceaux)


def test_du_code_dans_le_livret_s_affiche_comme_des_mots(scene: Scene) -> None:
    publier(scene, "## <script>alert(1)</script>\n\n<img src=x onerror=alert(1)> **<b>gras</b>**")
    page = Client().get(reverse("espace:livret_public", args=["garrigue"])).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def publier(scene: Scene, texte: str, numero_lu: int = 0) -> VersionLivret:
    return services.publier_livret(
        SYSTEME,
        dispositif_id=scene.dispositif.pk,
        texte=texte,
        note="",
        numero_lu=numero_lu,
        maintenant=timezone.now(),
    )


def test_le_livret_de_depart_se_lit_sans_compte(scene: Scene) -> None:
    page = Client().get(reverse("espace:livret_public", args=["garrigue"]))
    assert page.status_code == 200
    assert "Les trois façons d" in page.content.decode()
    assert Client().get(reverse("espace:livret_public", args=["inconnu"])).status_code == 404


def test_le_livret_de_depart_est_facile_a_lire() -> None:
    phrases = [
        phrase for bloc in lire_texte(livret_de_depart()) for ligne in bloc.lignes for phrase in ligne.texte.split(". ")
    ]
    assert [phrase for phrase in phrases if len(phrase.split()) > 18] == []
    images = {ligne.image for bloc in lire_texte(livret_de_depart()) for ligne in bloc.lignes if ligne.image}
    assert images <= set(pictogrammes())


@pytest.mark.parametrize("publie", [False, True])
def test_le_livret_sort_sur_un_papier(scene: Scene, publie: bool) -> None:
    if publie:
        publier(
            scene, "## Notre maison\n\n:maison: Ici.\n- **un**\n- [la MDPH](https://exemple.test)\n\n:inconnue: rien"
        )
    reponse = Client().get(reverse("espace:livret_pdf", args=["garrigue"]))
    assert reponse.content.startswith(b"%PDF")


def test_la_coordination_publie_et_garde_les_versions(scene: Scene) -> None:
    client, adresse = scene.coordination(), reverse("espace:editer_livret", args=["garrigue"])
    assert "Qu&#x27;est-ce qu&#x27;un dispositif" in client.get(adresse).content.decode()
    for numero, texte in ((0, "## Un"), (1, "## Deux")):
        assert client.post(adresse, {"texte": texte, "note": "", "numero_lu": numero}).status_code == 302
    assert "Deux" in Client().get(reverse("espace:livret_public", args=["garrigue"])).content.decode()
    assert "Un" in client.get(reverse("espace:version_livret", args=["garrigue", 1])).content.decode()


def test_deux_personnes_qui_publient_voient_les_deux_textes(scene: Scene) -> None:
    publier(scene, "## Celle d'une autre personne")
    reponse = scene.coordination().post(
        reverse("espace:editer_livret", args=["garrigue"]), {"texte": "## La mienne", "note": "", "numero_lu": 0}
    )
    page = reponse.content.decode()
    assert "une autre personne" in page
    assert "## La mienne" in page
    assert VersionLivret.objects.count() == 1


def test_une_version_publiee_ne_se_modifie_pas(scene: Scene) -> None:
    version = publier(scene, "## Un")
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        VersionLivret.objects.filter(pk=version.pk).update(texte="## Autre")


def test_l_apercu_ne_publie_rien(scene: Scene) -> None:
    reponse = scene.coordination().post(reverse("espace:apercu_livret", args=["garrigue"]), {"texte": "## Essai"})
    assert "<h2>Essai" in reponse.content.decode()
    assert not VersionLivret.objects.exists()


def test_les_reglages_disent_le_nom_d_usage_et_le_conflit(scene: Scene) -> None:
    client, adresse = scene.coordination(), reverse("espace:regler", args=["garrigue"])
    donnees: dict[str, Any] = {"tutoiement": "on", "nom_usage": "La maison inventée", "contact": "", "version_lue": 1}
    assert client.post(adresse, donnees).status_code == 302
    page = Client().get(reverse("espace:livret_public", args=["garrigue"])).content.decode()
    assert "Le livret de La maison inventée" in page
    assert "rechargez" in client.post(adresse, donnees).content.decode()
