"""The pages: the same for the authority and the establishment, conflicts shown, constant queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillage.cpom import services
from maillage.cpom.domain.catalogue import Formule
from maillage.cpom.models import BilanIndicateur, Cpom, FicheAction, IndicateurCpom, ValeurSignee
from tests.cpom.conftest import ACTEUR, FICHE, Scene, ecrire_indicateur, monter, transmettre

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def texte(reponse: Any) -> str:
    return unescape(reponse.content.decode()).replace("\u202f", " ").replace("\xa0", " ")


def tableau(page: str) -> list[str]:
    """Return the cells of the tables of a page, without the acts that a role adds."""
    return [
        " ".join(re.sub(r"<[^>]+>", " ", cellule).split())
        for cellule in re.findall(r'<td class="nombre">(.*?)</td>', page, re.S)
    ]


def test_un_indicateur_montre_sa_valeur_vivante_a_cote_de_sa_cible(
    scene: Scene, connexion: Callable[..., Client]
) -> None:
    transmettre(scene.dispositif, "2025-T4", heures=110)
    page = texte(connexion().get(scene.page))
    assert "En 2025, 110 heures sur 1 trimestre pour une cible de 100 heures : à suivre." in page
    assert "Année incomplète" in page
    assert "graphique-trait" in page and "<caption" in page
    assert "En direct, d'après les agendas d'aujourd'hui" in page
    assert "Depuis le début de 2026 : 0 heure pour une cible de 140 heures." in page
    assert "Pourquoi ce chiffre ?" in page


def test_l_agence_et_l_etablissement_lisent_les_memes_valeurs(scene: Scene, connexion: Callable[..., Client]) -> None:
    transmettre(scene.dispositif, "2025-T4", heures=110)
    adresses = (scene.url("fiche", scene.fiche.identifiant), scene.page, reverse("cpom:indicateurs") + "?annee=2025")
    lus = {role: [tableau(texte(connexion(role).get(url))) for url in adresses] for role in ("ARS", "DIRECTION")}
    for de_l_agence, de_l_etablissement in zip(lus["ARS"], lus["DIRECTION"], strict=True):
        assert [cellule for cellule in de_l_agence if cellule not in de_l_etablissement] == []
    assert any("110 heures" in cellule for cellule in lus["ARS"][1])


def test_l_agence_lit_le_transmis_et_jamais_le_direct(scene: Scene, connexion: Callable[..., Client]) -> None:
    transmettre(scene.dispositif, "2025-T4")
    page = texte(connexion("ARS").get(scene.page + "?annee=2025"))
    assert "En direct" not in page
    assert reverse("pilotage:chiffre_de_retour", args=[scene.dispositif.code, "2025-T4", 1]) in page
    assert "/activite/" not in page


def test_un_petit_nombre_est_masque_pour_tous_dans_ce_qui_est_transmis(
    scene: Scene, connexion: Callable[..., Client]
) -> None:
    entrees = ecrire_indicateur(scene.fiche, "Entrées", formule=Formule("ENTREES"))
    transmettre(scene.dispositif, "2025-T4")
    url = scene.url("indicateur", entrees.identifiant) + "?annee=2025"
    assert "Masqué : moins de 5 personnes." in texte(connexion("ARS").get(url))


def test_du_contrat_a_la_signature(scene: Scene, connexion: Callable[..., Client]) -> None:
    client = connexion()
    contrat = {"organisme": scene.organisme.pk, "premiere_annee": 2020, "derniere_annee": 2024, "signe_le": ""}
    suite = client.post(scene.url("nouveau_contrat"), contrat)
    assert suite["Location"].startswith(scene.url("nouvelle_fiche"))
    fiche = {**FICHE, "titre": "Scolarité", "contrat": Cpom.objects.get(premiere_annee=2020).identifiant}
    client.post(scene.url("nouvelle_fiche"), fiche)
    ecrite = FicheAction.objects.get(titre="Scolarité")
    saisie = {"libelle": "Séances", "numerateur": "SEANCES", "sens": "HAUSSE", "cible_2024": "1 200,5"}
    client.post(scene.url("nouvel_indicateur", ecrite.identifiant), saisie)
    indicateur = IndicateurCpom.objects.get(libelle="Séances")
    assert indicateur.cibles.get().valeur == Decimal("1200.50")
    preuve = SimpleUploadedFile("preuve.pdf", PDF, "application/pdf")
    bilan = {"recit": "Deux classes.", "version": 0, "preuve": preuve}
    client.post(scene.url("bilan", indicateur.identifiant, 2024), bilan)
    [jointe] = BilanIndicateur.objects.get().preuves.all()
    assert client.get(scene.url("preuve", indicateur.identifiant, jointe.pk)).content == PDF
    ars = connexion("ARS")
    assert "Deux classes." in texte(ars.get(scene.url("signer", indicateur.identifiant, 2024)))
    ars.post(scene.url("signer", indicateur.identifiant, 2024))
    assert ValeurSignee.objects.get().signee_par == "Camille Ars"
    refus = ars.post(scene.url("signer", indicateur.identifiant, 2024))
    assert (refus.status_code, "déjà signée" in texte(refus)) == (422, True)
    assert "Signée par Camille Ars" in texte(ars.get(scene.url("indicateur", indicateur.identifiant)))


def test_un_conflit_garde_le_texte_et_montre_celui_qui_est_enregistre(
    scene: Scene, connexion: Callable[..., Client]
) -> None:
    services.ecrire_fiche(
        ACTEUR, scene.dispositif.pk, {**FICHE, "objectif": "Version d'Alix"}, identifiant=scene.fiche.identifiant
    )
    client, url = connexion(), scene.url("modifier_fiche", scene.fiche.identifiant)
    saisie = {**FICHE, "objectif": "Ma version", "version": 1}
    conflit = client.post(url, saisie)
    assert conflit.status_code == 422
    page = texte(conflit)
    assert "Version d'Alix" in page and "Ma version" in page and 'name="version" value="2"' in page
    assert client.post(url, {**saisie, "version": 2}).status_code == 302


@pytest.mark.parametrize(
    ("nom", "saisie"),
    [
        ("modifier_indicateur", {"libelle": "Heures", "sens": "HAUSSE", "version": 7}),
        ("bilan", {"recit": "Mon récit", "version": 7}),
    ],
)
def test_un_conflit_se_voit_aussi_sur_un_indicateur_et_un_bilan(
    scene: Scene, connexion: Callable[..., Client], nom: str, saisie: dict[str, Any]
) -> None:
    suite = [2025] if nom == "bilan" else []
    reponse = connexion().post(scene.url(nom, scene.indicateur.identifiant, *suite), saisie)
    assert (reponse.status_code, "entre-temps" in texte(reponse)) == (422, True)


def test_une_formule_et_une_action_se_corrigent_a_cote_du_champ(scene: Scene, connexion: Callable[..., Client]) -> None:
    client = connexion()
    url = scene.url("nouvelle_formule", scene.indicateur.identifiant)
    assert "Le catalogue" in texte(client.get(url))
    saisie = {"numerateur": "SEANCES", "denominateur": "SEANCES", "depuis": 2026, "motif": "Essai"}
    assert "denominateur" in client.post(url, saisie).context["form"].errors
    assert client.post(url, {**saisie, "denominateur": "PRESENTS"}).status_code == 302
    assert "Séances » divisé par" in texte(client.get(scene.page))
    action = {"libelle": "Ouvrir une permanence", "echeance": "2026-06-01", "faite_le": "2026-06-01"}
    nouvelle = scene.url("nouvelle_action", scene.fiche.identifiant)
    assert "faite_le" in client.post(nouvelle, action).context["form"].errors
    client.post(nouvelle, {**action, "faite_le": ""})
    [ecrite] = scene.fiche.actions.all()
    modifier = scene.url("modifier_action", scene.fiche.identifiant, ecrite.pk)
    assert client.get(modifier).status_code == 200
    client.post(modifier, {"retirer": "oui"})
    assert not scene.fiche.actions.exists()
    assert client.get(modifier).status_code == 404


def test_le_dialogue_se_tient_des_deux_cotes(scene: Scene, connexion: Callable[..., Client]) -> None:
    ecrire = scene.url("ecrire", scene.fiche.identifiant)
    connexion("ARS").post(ecrire, {"texte": "Pouvez-vous préciser ?"})
    client = connexion("ORGANISME")
    client.post(ecrire, {"texte": "Voici."})
    assert client.post(ecrire, {"texte": " "}).status_code == 422
    rencontre = scene.url("rencontre", scene.fiche.identifiant)
    assert client.get(rencontre).status_code == 200
    client.post(
        rencontre, {"annee": 2025, "prevu_le": "2026-05-11", "tenu_le": "2026-05-11", "conclusions": "Poursuivre."}
    )
    page = texte(client.get(scene.url("fiche", scene.fiche.identifiant)))
    for mot in ("Pouvez-vous préciser ?", "pour l'agence", "Voici.", "pour l'établissement", "Poursuivre."):
        assert mot in page


@pytest.mark.parametrize(("extension", "debut"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_le_document_du_dialogue_s_emporte(
    scene: Scene, connexion: Callable[..., Client], extension: str, debut: bytes
) -> None:
    client = connexion("ARS")
    reponse = client.get(scene.url("document", scene.fiche.identifiant, extension))
    assert reponse.content.startswith(debut)
    assert client.get(scene.url("document", scene.fiche.identifiant, "exe")).status_code == 404


def test_un_autre_dispositif_ne_trouve_rien(scene: Scene, connexion: Callable[..., Client]) -> None:
    autre = monter("ditep-b")
    client = connexion()
    for nom, objet in (("fiche", autre.fiche), ("indicateur", autre.indicateur)):
        assert client.get(autre.url(nom, objet.identifiant)).status_code == 404
        assert client.get(scene.url(nom, objet.identifiant)).status_code == 404
    assert [fiche.pk for fiche in client.get(reverse("cpom:fiches")).context["page"]] == [scene.fiche.pk]


def test_les_listes_se_filtrent_se_trient_et_s_exportent(scene: Scene, connexion: Callable[..., Client]) -> None:
    autre = monter("ditep-b", departement="81")
    client, liste = connexion("ARS"), reverse("cpom:fiches")
    assert [f.pk for f in client.get(liste + "?tri=-dispositif").context["page"]] == [autre.fiche.pk, scene.fiche.pk]
    assert [f.pk for f in client.get(liste + "?departement=81").context["page"]] == [autre.fiche.pk]
    assert len(client.get(liste + "?q=ditep-a&etat=en-cours&tri=rien").context["page"]) == 1
    assert "Aucune fiche ne répond" in texte(client.get(liste + "?etat=echu"))
    indicateurs = reverse("cpom:indicateurs")
    assert len(client.get(indicateurs + "?annee=2025").context["lignes"]) == 2
    assert len(client.get(indicateurs + "?annee=1850&departement=81").context["lignes"]) == 1
    for nom in ("exporter_fiches", "exporter_indicateurs"):
        for extension in ("csv", "xlsx", "ods"):
            assert client.get(reverse(f"cpom:{nom}", args=[extension])).status_code == 200
        assert client.get(reverse(f"cpom:{nom}", args=["exe"])).status_code == 404


def test_sans_contrat_la_premiere_fiche_commence_par_le_contrat(scene: Scene, connexion: Callable[..., Client]) -> None:
    scene.fiche.dispositif.organismes.clear()
    reponse = connexion().get(scene.url("nouvelle_fiche"))
    assert reponse["Location"] == scene.url("nouveau_contrat")


@pytest.mark.parametrize("nom", ["cpom:fiches", "cpom:indicateurs"])
def test_le_nombre_de_requetes_ne_suit_pas_la_longueur_de_la_liste(
    scene: Scene, connexion: Callable[..., Client], django_assert_max_num_queries: Any, nom: str
) -> None:
    transmettre(scene.dispositif, "2026-T1")
    client, url = connexion("ARS"), reverse(nom)
    client.get(url)
    with django_assert_max_num_queries(40) as peu:
        client.get(url)
    for numero in range(6):
        autre = monter(f"ditep-{numero}")
        transmettre(autre.dispositif, "2026-T1")
    with django_assert_max_num_queries(len(peu)):
        assert client.get(url).status_code == 200
