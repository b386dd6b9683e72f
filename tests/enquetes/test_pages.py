"""The pages: building, answering on a phone without any script, reading results, who opens what, constant queries."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.enquetes import referentiels, services
from maillage.enquetes.domain.lecture import lire_questionnaire
from maillage.enquetes.models import Enquete, InvitationEnquete, ReponseEnquete, VagueEnquete
from maillage.enquetes.selectors.recherche import chercher
from maillage.socle.acteur import ActeurSysteme
from tests.enquetes.conftest import JOUR, QUESTIONNAIRE, SYSTEME, Scene

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
Connexion = Callable[..., Client]


def url(nom: str, *arguments: Any) -> str:
    return reverse(f"enquetes:{nom}", args=arguments)


def texte(reponse: Any) -> str:
    return html.unescape(reponse.content.decode())


def cache(page: str, nom: str) -> str:
    """Return the value of a hidden field."""
    trouve = re.search(rf'name="{nom}" value="([^"]*)"', page)
    assert trouve is not None, nom
    return html.unescape(trouve[1])


def suivre(client: Client, adresse: str, page: Any, acte: str = "suivant", **champs: Any) -> Any:
    """Send a page of the questionnaire as a browser without script does."""
    brute = page.content.decode()
    portes = {nom: cache(brute, nom) for nom in ("numero", "deja", "etape")}
    return client.post(adresse, {**portes, "acte": acte, **champs})


def test_on_repond_page_apres_page_sans_script_et_rien_de_tape_ne_se_perd(scene: Scene, client: Client) -> None:
    [jeton] = scene.inviter(1)
    adresse = url("repondre", jeton)
    page = client.get(adresse)
    assert "Votre réponse est anonyme" in texte(page)
    vide = suivre(client, adresse, page)
    assert vide.status_code == 422
    assert "Cette question attend une réponse" in texte(vide)
    manque = suivre(client, adresse, page, q1="non")
    assert "Qu'est-ce qui a manqué ?" in texte(manque)
    avis = suivre(client, adresse, manque, q2="Le suivi de Camille Dupont, surtout.")
    faux = suivre(client, adresse, avis, q3="beaucoup", q4="3", q6=["oui", "non"], q5__l1="oui")
    assert faux.status_code == 422
    assert "Écrivez un nombre, en chiffres" in texte(faux)
    assert 'value="beaucoup"' in faux.content.decode()
    retour = suivre(client, adresse, faux, acte="precedent", q3="beaucoup", q4="3")
    assert "Le suivi de Camille Dupont" in texte(retour)
    encore = suivre(client, adresse, retour, q2="Le suivi de Camille Dupont, surtout.")
    assert 'value="beaucoup"' in encore.content.decode()
    relue = suivre(client, adresse, encore, q3="12", q4="3", q6=["oui", "non"], q5__l1="oui")
    assert "Un nom semble écrit : Camille Dupont" in texte(relue)
    assert "12 jeunes" in texte(relue)
    corrigee = suivre(client, adresse, relue, acte="aller:1")
    relue = suivre(client, adresse, suivre(client, adresse, corrigee, q2="Le suivi."), q3="12", q4="3", q5__l1="oui")
    assert "Un nom semble écrit" not in texte(relue)
    assert not ReponseEnquete.objects.exists()
    assert suivre(client, adresse, relue, acte="envoyer").headers["Location"] == url("merci")
    contenu = ReponseEnquete.objects.get().contenu
    assert contenu == {"q1": "non", "q2": "Le suivi.", "q3": "12", "q4": "3", "q5": {"l1": "oui"}}
    assert "Merci" in texte(client.get(url("merci")))


def test_ce_que_porte_la_page_est_revu_avant_d_etre_garde(scene: Scene, client: Client) -> None:
    [jeton] = scene.inviter(1)
    adresse = url("repondre", jeton)
    for deja in (
        "[",
        "[1]",
        "x" * 500_000,
        json.dumps({"q1": [["oui"]], "q9": "x"}),
        '{"q2": "\\ud800"}',
        json.dumps({"q1": "jamais"}),
    ):
        portes = {"numero": "1", "deja": deja, "etape": "relecture", "acte": "envoyer"}
        assert client.post(adresse, portes).status_code == 422
    assert client.post(adresse, {"numero": "7", "etape": "0"}).status_code == 404
    assert client.post(adresse, {"numero": "1", "etape": "99", "deja": "{}"}).status_code == 200
    assert not ReponseEnquete.objects.exists()


def test_trop_de_pages_ouvertes_d_une_meme_adresse_attendent(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    freine = referentiels.Reglages(**{**vars(referentiels.reglages()), "essais_par_heure": 0})
    monkeypatch.setattr(referentiels, "reglages", lambda: freine)
    assert client.get(url("repondre", "rien")).status_code == 429


def test_on_construit_un_questionnaire_avec_des_boutons(scene: Scene, connexion: Connexion) -> None:
    client = connexion("MISSION")
    client.post(url("nouvelle"), {"nom": "À bâtir", "objet": "Essayer", "modele": ""})
    enquete = Enquete.objects.get(titre="À bâtir")
    ident = enquete.identifiant

    def revision() -> int:
        return Enquete.objects.get(pk=enquete.pk).revision

    client.post(url("editer_section", ident, "nouvelle"), {"nom": "Une section", "revision": revision()})
    question = url("editer_question", ident, "s1", "nouvelle")
    client.post(f"{question}?type=UNIQUE", {"libelle": "Ici ?", "choix": "Oui\nNon", "revision": revision()})
    seule = client.post(f"{question}?type=MULTIPLE", {"libelle": "Où ?", "choix": "Seul", "revision": revision()})
    assert (seule.status_code, "au moins deux choix" in texte(seule)) == (422, True)
    champs = {"libelle": "Pourquoi ?", "longueur": "300", "si": ["q1:c2"], "revision": revision()}
    client.post(f"{question}?type=TEXTE", champs)
    page = texte(client.get(url("construire", ident)))
    assert "Montrée si « Ici ? » : Non" in page
    refus = client.post(url("bouger", ident), {"acte": "question:haut:q2", "revision": revision()}, follow=True)
    assert "elle reste après elle" in texte(refus)
    client.post(url("bouger", ident), {"acte": "question:copier:q1", "revision": revision()})
    perdu = client.post(url("bouger", ident), {"acte": "question:retirer:q3", "revision": 1}, follow=True)
    assert "Quelqu'un d'autre a modifié" in texte(perdu)
    tape = {"libelle": "Combien ?", "decimales": "0", "si": ["q1:c1", "q1:c2"], "revision": 1}
    garde = client.post(f"{question}?type=NOMBRE", tape)
    assert (garde.status_code, cache(garde.content.decode(), "revision")) == (422, str(revision()))
    assert 'value="Combien ?"' in garde.content.decode()
    assert garde.content.decode().count("checked") == 2
    client.post(url("bouger", ident), {"acte": "question:retirer:q3", "revision": revision()})
    client.post(url("bouger", ident), {"acte": "annuler", "revision": revision()})
    assert "q3" in {q.code for q in Enquete.objects.get(pk=enquete.pk).questionnaire.questions()}
    client.post(url("bouger", ident), {"acte": "question:retirer:q3", "revision": revision()})
    client.post(url("geste", ident, "publier"))
    assert [q.code for q in Enquete.objects.get(pk=enquete.pk).versions.get().questionnaire.questions()] == ["q1", "q2"]
    assert "Pourquoi ?" in texte(client.get(url("apercu", ident)))
    assert client.get(f"{question}?type=AUTRE").status_code == 404
    assert client.post(url("bouger", ident), {"acte": "rien"}).status_code == 404


def test_un_questionnaire_part_et_revient_par_un_fichier(scene: Scene, connexion: Connexion) -> None:
    client = connexion("MISSION")
    ident = scene.enquete.identifiant
    for extension in ("json", "toml"):
        parti = client.get(url("exporter_questionnaire", ident, extension)).content
        copie = services.creer_enquete(SYSTEME, titre=f"Copie {extension}", objet="")
        fichier = SimpleUploadedFile(f"q.{extension}", parti)
        client.post(url("importer", copie.identifiant), {"fichier": fichier, "revision": 1})
        assert Enquete.objects.get(pk=copie.pk).questionnaire == lire_questionnaire(QUESTIONNAIRE)
    casse = SimpleUploadedFile("q.json", b'{"titre": "", "sections": [{"code": "A"}]}')
    refus = client.post(url("importer", ident), {"fichier": casse, "revision": scene.enquete.revision})
    assert refus.status_code == 422
    assert "Section 1 : le code « A »" in texte(refus)
    illisible = SimpleUploadedFile("q.toml", b"\xff\xfe")
    assert "ne se lit pas" in texte(client.post(url("importer", ident), {"fichier": illisible, "revision": 1}))
    assert Enquete.objects.get(pk=scene.enquete.pk).questionnaire.titre == "Enquête inventée"


def test_une_vague_se_prepare_s_envoie_se_relance_et_se_ferme(scene: Scene, connexion: Connexion) -> None:
    client = connexion("MISSION")
    champs = {"nom": "Été", "debut": "2026-03-10", "fin": "2026-03-01", "plancher": "5"}
    nouvelle = url("nouvelle_vague", scene.enquete.identifiant)
    assert "précède le premier" in texte(client.post(nouvelle, champs))
    client.post(nouvelle, {**champs, "fin": "2026-03-20"})
    ident = VagueEnquete.objects.get(titre="Été").identifiant
    collees = client.post(url("inviter", ident), {"adresses": "A <a@exemple.org>, b@exemple.org ; faux@"}, follow=True)
    assert "2 adresses ajoutées. Refusées : « A » (" in texte(collees)
    assert "« faux@ »" in texte(collees)
    client.post(url("geste_vague", ident, "envoyer"))
    assert "En attente d'envoi" in texte(client.get(url("invitations", ident)))
    client.post(url("geste_vague", ident, "relancer"), {"numero": "1"})
    relance = client.post(url("geste_vague", ident, "relancer"), {"numero": "1"})
    assert "Cette relance est déjà partie" in texte(relance)
    assert "s'ouvrent à la clôture" in texte(client.get(url("resultats", ident)))
    assert client.get(url("exporter_resultats", ident, "csv")).status_code == 302
    assert client.post(url("geste_vague", ident, "clore")).headers["Location"] == url("resultats", ident)
    assert "Trop peu de réponses pour les montrer" in texte(client.get(url("resultats", ident)))
    assert client.get(url("geste_vague", ident, "rien")).status_code == 404


def remplir(scene: Scene) -> None:
    oui = [
        {"q1": "oui", "q3": str(n * 10), "q4": "3", "q5": {"l1": "oui", "l2": "non"}, "q6": ["oui"]}
        for n in range(1, 8)
    ]
    non = [{"q1": "non", "q2": f"Il manque {n}", "q3": "15", "q4": "2"} for n in range(6)]
    scene.repondre(*oui, *non)
    scene.clore()


def test_les_resultats_se_lisent_se_ventilent_et_s_exportent(scene: Scene, connexion: Connexion) -> None:
    remplir(scene)
    client, ident = connexion("ARS"), scene.vague.identifiant
    page = texte(client.get(url("resultats", ident)))
    assert "Le plus souvent : « Oui » (53,8" in page
    assert "Il manque 4" in page
    assert "Retirer un texte" not in page, "who only reads takes nothing out"
    selon = texte(client.get(f"{url('resultats', ident)}?selon=q1"))
    assert "Selon : Avez-vous été aidé ?" in selon
    xlsx = client.get(url("exporter_resultats", ident, "xlsx")).content
    feuille = openpyxl.load_workbook(io.BytesIO(xlsx)).active
    lignes = [[c.value for c in rangee] for rangee in feuille.iter_rows()]
    assert ["Appui", "Avez-vous été aidé ?", None, "Oui", 7] in [ligne[:5] for ligne in lignes]
    pdf = client.get(url("exporter_resultats", ident, "pdf"))
    assert pdf.content[:5] == b"%PDF-"
    for extension in ("csv", "ods", "docx"):
        assert client.get(url("exporter_resultats", ident, extension)).status_code == 200
    assert client.get(url("exporter_resultats", ident, "exe")).status_code == 404


def test_le_reseau_ne_lit_que_ce_qui_est_partage(scene: Scene, connexion: Connexion) -> None:
    remplir(scene)
    ident = scene.vague.identifiant
    client = connexion("DIRECTION")
    assert client.get(url("liste")).status_code == 403
    assert client.get(url("vague", ident)).status_code == 403
    assert client.get(url("resultats", ident)).status_code == 404
    assert "Aucun résultat à lire" in texte(client.get(url("partagees")))
    services.partager_resultats(SYSTEME, scene.vague, partager=True)
    assert "Enquête inventée" in texte(client.get(url("partagees")))
    assert "Enquête inventée" in texte(client.get(url("exporter_partagees", "csv")))
    page = texte(client.get(url("resultats", ident)))
    assert "Le plus souvent" in page
    assert f'href="{url("vague", ident)}"' not in page
    assert client.get(url("retirer_texte", ident)).status_code == 403
    assert connexion("PROFESSIONNEL").get(url("resultats", ident)).status_code == 403


def test_lire_n_est_pas_ecrire_et_qui_a_repondu_ne_se_montre_pas(scene: Scene, connexion: Connexion) -> None:
    client, ident = connexion("ARS"), scene.vague.identifiant
    jetons = scene.inviter(6)
    avant = client.get(url("exporter_invitations", ident, "csv")).content
    services.deposer_reponse(jetons[0], numero=1, contenu={"q1": "oui"})
    assert client.get(url("exporter_invitations", ident, "csv")).content == avant
    assert b"personne0@exemple.org" in avant
    assert "personne0@exemple.org" in texte(client.get(url("invitations", ident)))
    assert client.get(url("geste_vague", ident, "clore")).status_code == 403
    assert client.get(url("construire", scene.enquete.identifiant)).status_code == 403
    assert client.post(url("retirer_invitation", ident, "x")).status_code == 403
    assert [r.detail for r in chercher(ActeurSysteme("x"), "inventée", 5)] == ["Enquête"]


def test_les_versions_se_comparent_et_les_modeles_se_copient(scene: Scene, connexion: Connexion) -> None:
    client = connexion("MISSION")
    assert "Enquête auprès des directions, 2024" in texte(client.get(url("modeles")))
    assert "39 DITEP" in texte(client.get(url("modele", "enquete-2024")))
    client.post(url("nouvelle"), {"nom": "Directions 2026", "modele": "enquete-2024"})
    copie = Enquete.objects.get(titre="Directions 2026")
    assert copie.questionnaire.sections == referentiels.modeles()["enquete-2024"].questionnaire.sections
    ident = scene.enquete.identifiant
    champs = {"libelle": "Aidé ?", "choix": "Oui\nNon\nUn peu", "obligatoire": "on", "revision": 1}
    client.post(url("editer_question", ident, "s1", "q1"), champs)
    client.post(url("geste", ident, "publier"))
    page = texte(client.get(url("version", ident, 2)))
    assert "Ce qui change depuis la version 1" in page
    assert "ne se comparent plus" in page
    assert "pose encore la version 1" in texte(client.get(url("vague", scene.vague.identifiant)))
    client.post(url("geste_vague", scene.vague.identifiant, "version"))
    scene.vague.refresh_from_db()
    assert scene.vague.version.numero == 2


def requetes(client: Client, adresse: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captees:
        assert client.get(adresse).status_code == 200
    return len(captees)


def test_chaque_liste_fait_autant_de_requetes_pour_une_ligne_que_pour_six(scene: Scene, connexion: Connexion) -> None:
    remplir(scene)
    client, ident = connexion("MISSION"), scene.vague.identifiant
    ouverte = services.preparer_vague(
        SYSTEME, scene.enquete, {"titre": "Bis", "debut": JOUR, "fin": JOUR, "plancher": 5}
    )
    services.inviter_adresses(SYSTEME, ouverte, ["un@exemple.org"])
    adresses = [
        url("liste"),
        url("partagees"),
        url("invitations", ouverte.identifiant),
        url("enquete", scene.enquete.identifiant),
        url("resultats", ident),
    ]
    client.get(adresses[0])
    avant = [requetes(client, adresse) for adresse in adresses[:4]]
    for rang in range(5):
        services.creer_enquete(SYSTEME, titre=f"Autre {rang}", objet="")
        VagueEnquete.objects.create(
            enquete=scene.enquete, version=scene.vague.version, titre=str(rang), debut=JOUR, fin=JOUR, close_le=JOUR
        )
    InvitationEnquete.objects.bulk_create(
        InvitationEnquete(vague=ouverte, adresse=f"p{n}@exemple.org", dispositif=scene.dispositif, envois=1)
        for n in range(5)
    )
    assert [requetes(client, adresse) for adresse in adresses[:4]] == avant
    assert requetes(client, adresses[4]) < 25
