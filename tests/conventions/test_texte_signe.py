"""The scan of a signed convention: attached, shown, read by right, replaced with its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from maillage.conventions import services
from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.conventions.models import TexteSigne
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.socle.pieces import controler
from tests.conventions.conftest import SYSTEME, Scene

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def scan(nom: str = "convention.pdf") -> Any:
    return controler(nom, PDF)


def test_un_nouveau_texte_remplace_le_premier_qui_reste_lisible(scene: Scene) -> None:
    convention = scene.convention()
    premier = services.joindre_texte(SYSTEME, convention, fichier=scan())
    with pytest.raises(ErreurConvention, match="pourquoi"):
        services.joindre_texte(SYSTEME, convention, fichier=scan(), lu=premier.identifiant)
    with pytest.raises(ErreurConvention, match="rechargez"):
        services.joindre_texte(SYSTEME, convention, fichier=scan(), motif="Page oubliée")
    second = services.joindre_texte(
        SYSTEME, convention, fichier=scan("complet.pdf"), motif="Page oubliée", lu=premier.identifiant
    )
    premier.refresh_from_db()
    assert premier.remplace_le is not None
    assert [texte.pk for texte in convention.textes.filter(remplace_le__isnull=True)] == [second.pk]
    assert Trace.objects.filter(acte="conventions.joindre_texte").count() == 2


def test_la_base_n_en_montre_jamais_deux(scene: Scene) -> None:
    convention = scene.convention()
    premier = services.joindre_texte(SYSTEME, convention, fichier=scan())
    autre = scene.convention(titre="Autre")
    second = services.joindre_texte(SYSTEME, autre, fichier=scan())
    with pytest.raises(IntegrityError), transaction.atomic():
        TexteSigne.objects.filter(pk=second.pk).update(convention=premier.convention)


def test_un_projet_n_a_pas_de_texte_signe_et_qui_lit_n_en_joint_pas(scene: Scene) -> None:
    with pytest.raises(ErreurConvention, match="signature"):
        services.joindre_texte(SYSTEME, scene.projet(), fichier=scan())

    class Lecture(ActeurSysteme):
        def peut(self, section: str, acces: str = "LECTURE", dispositif_id: int | None = None) -> bool:
            return acces == "LECTURE"

    with pytest.raises(PermissionDenied):
        services.joindre_texte(Lecture("lecture"), scene.convention(), fichier=scan())
    assert not TexteSigne.objects.exists()


@pytest.mark.une_base
def test_la_page_montre_joint_et_donne_le_texte(scene: Scene, connexion: Callable[..., Any]) -> None:
    convention = scene.convention()
    page, client = reverse("conventions:convention", args=[convention.identifiant]), connexion("ARS")
    assert "pas encore joint" in client.get(page).content.decode()
    joindre = reverse("conventions:geste", args=[convention.identifiant, "texte"])
    assert "multipart/form-data" in client.get(joindre).content.decode()
    mauvais = client.post(joindre, {"fichier": SimpleUploadedFile("convention.pdf", b"MZ\x90\x00 pas un PDF")})
    assert mauvais.status_code == 422
    assert client.post(joindre, {"fichier": SimpleUploadedFile("convention.pdf", PDF)}).status_code == 302
    assert "convention.pdf" in client.get(page).content.decode()
    assert ">Lu" not in client.get(joindre).content.decode()
    assert client.post(joindre, {"fichier": SimpleUploadedFile("bis.pdf", PDF)}).status_code == 422
    texte = TexteSigne.objects.get()
    lien = reverse("conventions:texte_signe", args=[convention.identifiant, texte.identifiant])
    assert connexion("DIRECTION").get(lien).content == PDF
    assert connexion("PROFESSIONNEL").get(lien).status_code == 403
    assert connexion("DDARS", departements=["81"]).get(lien).status_code == 404
    assert connexion("ARS").get(lien.replace(texte.identifiant, "inconnu")).status_code == 404


@pytest.mark.une_base
def test_le_delai_reconstitue_est_dit(scene: Scene, connexion: Callable[..., Any]) -> None:
    convention = scene.convention()
    client = connexion("ARS")
    adresses = [reverse("conventions:convention", args=[convention.identifiant]), reverse("conventions:etat")]
    for adresse in [*adresses, reverse("conventions:nouvelle")]:
        page = client.get(adresse).content.decode()
        assert "à valider" in page
