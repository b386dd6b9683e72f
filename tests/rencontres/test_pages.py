"""The pages: who opens what, forms and their refusals, public path, import, exports, constant queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from maillage.rencontres import services
from maillage.rencontres.domain.demi_journees import DemiJournee
from maillage.rencontres.models import Atelier, Inscription, QuestionAutorite, Rencontre, SeanceRencontre
from maillage.rencontres.services.flux import lien_du_flux
from maillage.socle.courriel.models import Courriel
from maillage.socle.tableur import Feuille, ecrire
from tests.rencontres.conftest import SYSTEME, Scene

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
D = dt.date
Connexion = Callable[..., Client]
APRES = dt.datetime(2026, 3, 20, 13, 30, tzinfo=dt.UTC)


def url(nom: str, *arguments: Any) -> str:
    return reverse(f"rencontres:{nom}", args=arguments)


def lu(reponse: Any) -> str:
    return reponse.content.decode().replace("&#x27;", "'")  # type: ignore[no-any-return]


def test_la_mission_prepare_annonce_et_remplit_une_rencontre(scene: Scene, connexion: Connexion) -> None:
    client = connexion("MISSION")
    saisie = {"nature": "COMOP", "titre_": "Nuits", "plafond_structure": "2", "public_site": "on"}
    client.post(url("nouvelle"), saisie)
    comop = Rencontre.objects.get(titre="Nuits")
    jour = {
        "lieu": "Salle",
        "commune": "Nulle part",
        "places": "1",
        "jour_1": "2026-04-02",
        "debut_1": "16:00",
        "fin_1": "09:00",
    }
    assert "Aucune commune" in lu(client.post(url("geste", comop.identifiant, "date"), jour))
    refusee = client.post(url("geste", comop.identifiant, "date"), {**jour, "commune": "toulouse sur test"})
    assert refusee.status_code == 422
    assert "La fin précède le début" in lu(refusee)
    assert "au moins une date" in lu(client.post(url("geste", comop.identifiant, "annoncer"), {}))
    client.post(
        url("geste", comop.identifiant, "date"), {**jour, "commune": "Toulouse-sur-Test (31)", "fin_1": "17:30"}
    )
    client.post(url("geste", comop.identifiant, "annoncer"), {"inviter": "on"})
    client.post(url("geste", comop.identifiant, "annoncer"), {"inviter": "on"})
    assert Courriel.objects.filter(gabarit="rencontres/annonce").count() == 0, "nobody here runs a dispositif"
    seance = SeanceRencontre.objects.get(rencontre=comop)
    personne = {"dispositif": "hors", "structure": "École", "prenom": "Zoé", "nom": "Une", "courriel": "faux"}
    assert "adresse comme" in lu(client.post(url("inscrire", seance.identifiant), personne))
    for nom in ("Une", "Deux"):
        client.post(url("inscrire", seance.identifiant), {**personne, "nom": nom, "courriel": "z@exemple.test"})
    page = lu(client.get(url("inscriptions", comop.identifiant)))
    assert "A une place" in page and "Sur la liste d'attente" in page
    assert "Complet" in lu(client.get(url("rencontre", comop.identifiant)))
    vieille = client.get(url("geste", comop.identifiant, "modifier")).context["form"].initial["vue_le"]
    with time_machine.travel(APRES, tick=False):
        services.modifier_rencontre(SYSTEME, comop, {"theme": "Répit"})
    conflit = client.post(url("geste", comop.identifiant, "modifier"), {**saisie, "titre_": "Autre", "vue_le": vieille})
    assert "Quelqu'un a modifié" in lu(conflit)


def test_la_direction_n_inscrit_et_ne_voit_que_les_siens(scene: Scene, connexion: Connexion) -> None:
    autre = scene.venir("Voisine", chez=scene.voisin)
    brouillon = scene.rencontre(titre="Secret")
    client = connexion("DIRECTION")
    saisie = {"dispositif": str(scene.dispositif.pk), "prenom": "Zoé", "nom": "Nôtre", "courriel": "z@exemple.test"}
    client.post(url("inscrire", scene.seance.identifiant), saisie)
    page = lu(client.get(url("inscriptions", scene.comop.identifiant)))
    assert "Nôtre" in page and "Voisine" not in page
    assert "Voisine" not in lu(client.get(url("exporter_inscriptions", scene.comop.identifiant, "csv")))
    ailleurs = client.post(url("inscrire", scene.seance.identifiant), {**saisie, "dispositif": str(scene.voisin.pk)})
    assert "dispositif" in ailleurs.context["form"].errors
    for interdite in (url("inscription_geste", autre.identifiant, "annuler"), url("rencontre", brouillon.identifiant)):
        assert client.get(interdite).status_code == 404
    for fermee in (
        url("emargement", scene.seance.identifiant),
        url("doublons", scene.comop.identifiant),
        url("nouvelle"),
    ):
        assert client.get(fermee).status_code == 403
    assert client.post(url("geste", scene.comop.identifiant, "annuler"), {"mot": "x"}).status_code == 403
    sienne = Inscription.objects.get(nom="Nôtre")
    client.post(url("inscription_geste", sienne.identifiant, "annuler"))
    client.post(url("inscription_geste", sienne.identifiant, "retablir"))
    sienne.refresh_from_db()
    assert sienne.etat == "INSCRIT"


def _jeton(client: Client, adresse: str, scene: Scene) -> dict[str, str]:
    page = client.get(adresse)
    return {"lecture": page.context["form"].jeton}


def test_sans_compte_on_s_inscrit_on_confirme_on_se_retire(scene: Scene, client: Client) -> None:
    assert client.get(url("publique", scene.comop.identifiant)).status_code == 404
    services.modifier_rencontre(SYSTEME, scene.comop, {"public_site": True})
    assert "Territoires" in lu(client.get(url("publiques")))
    adresse = url("inscription_publique", scene.seance.identifiant)
    saisie = {"prenom": "Zoé", "nom": "Publique", "courriel": "zoe@exemple.test", **_jeton(client, adresse, scene)}
    assert "plus vite" in lu(client.post(adresse, saisie))
    with time_machine.travel(dt.datetime(2026, 3, 10, 8, 1, tzinfo=dt.UTC), tick=False):
        client.post(adresse, {**saisie, "site_web": "http://robot"})
        assert not Inscription.objects.exists()
        assert client.post(adresse, saisie)["Location"] == url("merci")
        assert client.post(adresse, saisie)["Location"] == url("merci")
    une = Inscription.objects.get()
    lien = url("ma_place", services.jeton_de(une))
    assert "Je confirme" in lu(client.get(lien))
    assert Inscription.objects.get().etat == "A_CONFIRMER", "opening a mail confirms nothing"
    client.post(url("ma_place_geste", services.jeton_de(une), "confirmer"))
    client.post(url("ma_place_geste", services.jeton_de(une), "attente"), {"attente": "Comprendre"})
    assert "Comprendre" in lu(client.get(lien))
    client.post(url("ma_place_geste", services.jeton_de(une), "annuler"))
    assert Inscription.objects.get().etat == "ANNULE"
    for faux in (f"{une.identifiant}.{'0' * 32}", "x"):
        assert client.get(url("ma_place", faux)).status_code == 404


def test_la_journee_se_signe_s_atteste_et_s_evalue_par_lien(scene: Scene, client: Client) -> None:
    atelier = services.ajouter_atelier(SYSTEME, scene.seance, titre="Cartes")
    une = scene.venir("Un")
    jeton = services.jeton_de(une)
    with time_machine.travel(APRES, tick=False):
        salle = url("presence", scene.seance.code_presence)
        assert "ne retrouvons pas" in lu(client.post(salle, {"courriel": "x@exemple.test"}))
        assert "présence est notée" in lu(client.post(salle, {"courriel": "un@exemple.test"}))
        client.post(url("mes_notes", jeton, atelier.identifiant), {"texte": "Nos notes", "numero": "0"})
        en_retard = client.post(url("mes_notes", jeton, atelier.identifiant), {"texte": "Autre", "numero": "0"})
        assert "Nos notes" in lu(en_retard) and "Autre" in lu(en_retard)
        assert Atelier.objects.get().notes == "Nos notes"
        assert client.get(url("mon_attestation", jeton)).content[:5] == b"%PDF-"
        note = {"contenu": "4", "animation": "4", "organisation": "4", "utilite": "9"}
        assert client.post(url("evaluer", jeton), note).status_code == 422
        client.post(url("evaluer", jeton), {**note, "utilite": "5"})
        assert "Merci d'avoir évalué" in lu(client.get(url("ma_place", jeton)))
        code = services.emettre_attestation(une).code
    assert "authentique" in lu(client.get(url("verifier") + f"?code={code.lower()}"))
    assert "Aucune attestation" in lu(client.post(url("verifier"), {"code": "7K3M-9Q2F-XB4T"}))
    for _ in range(40):
        reponse = client.post(url("verifier"), {"code": "faux"})
    assert "Attendez une heure" in lu(reponse)


def _fichier(contenu: bytes, nom: str) -> dict[str, SimpleUploadedFile]:
    return {"fichier": SimpleUploadedFile(nom, contenu)}


def test_un_fichier_se_montre_puis_s_ecrit(scene: Scene, connexion: Connexion) -> None:
    scene.venir("Présente", prenom="Anne")
    client = connexion("MISSION")
    adresse = url("importer", scene.seance.identifiant)
    decale = "Prénom;Nom;Courriel\nZoé;zoe@exemple.test;\nLéo;leo@exemple.test;Directeur\n".encode("cp1252")
    assert "décalées" in lu(client.post(adresse, _fichier(decale, "p.csv")))
    assert "PDF" in lu(client.post(adresse, _fichier(b"%PDF-1.7 x", "p.csv")))
    csv = "Prénom;Nom;Courriel;Établissement\nHélène;Été;h@exemple.test;DITEP inventé\nAnne;PRÉSENTE;;\n;Sans;;\n"
    apercu = client.post(adresse, _fichier(csv.encode("cp1252"), "p.csv"))
    page = lu(apercu)
    assert "Hélène" in page and "Ligne 4 : le prénom manque" in page and "1 personne déjà là" in page
    assert Inscription.objects.count() == 1, "nothing is written before it is agreed"
    client.post(adresse, {"lignes": apercu.context["lignes"]})
    client.post(adresse, {"lignes": apercu.context["lignes"]})
    assert Inscription.objects.filter(nom="Été", dispositif=scene.dispositif).count() == 1
    client.post(adresse, {"lignes": "forgé"})
    assert Inscription.objects.count() == 2
    xlsx = ecrire(Feuille("P", ("Prenom", "Nom"), [("Max", "Deux")]), "xlsx")
    assert "Max" in lu(client.post(adresse, _fichier(xlsx, "p.xlsx")))


def test_attentes_questions_doublons_et_compte_rendu_ont_leur_page(scene: Scene, connexion: Connexion) -> None:
    une = scene.venir("Dupont", chez=scene.dispositif, attente="Se connaître")
    autre = scene.venir("Dupond", chez=scene.dispositif)
    client = connexion("MISSION")
    client.post(url("attentes", scene.comop.identifiant), {f"a_{une.attente.pk}": "Réseau", "a_99": "x", "r_x": "y"})
    assert "Réseau" in lu(client.get(url("attentes", scene.comop.identifiant)))
    choix = {"une": une.identifiant, "autre": autre.identifiant, "geste": "une"}
    client.post(url("doublons", scene.comop.identifiant), choix)
    client.post(url("doublons", scene.comop.identifiant), choix)
    assert Inscription.objects.filter(etat="ANNULE").count() == 1
    client.post(url("geste", scene.comop.identifiant, "question"), {"texte": "Peut-on ?", "theme": "CPOM"})
    question = QuestionAutorite.objects.get()
    reponse = {"texte": "Oui", "statut": "OFFICIELLE", "autorite": "Agence", "le": "2026-03-09", "vue": "0"}
    client.post(url("question_geste", question.identifiant, "repondre"), reponse)
    assert "Réponse officielle" in lu(client.get(url("question", question.identifiant)))
    page = lu(client.get(url("compte_rendu", scene.comop.identifiant)))
    assert "Réseau" in page and "Peut-on ?" in page and "Version de travail" in page
    for extension in ("pdf", "docx"):
        assert client.get(url("exporter_compte_rendu", scene.comop.identifiant, extension)).status_code == 200
    assert client.get(url("feuille", scene.seance.identifiant, "pdf")).content[:5] == b"%PDF-"
    assert "<svg" in lu(client.get(url("affiche", scene.seance.identifiant)))
    assert "Pas encore assez" in lu(client.get(url("evaluations", scene.comop.identifiant)))


def test_la_liste_d_emargement_se_coche(scene: Scene, connexion: Connexion) -> None:
    une = scene.venir("Un")
    client = connexion("MISSION")
    adresse = url("emargement", scene.seance.identifiant)
    assert "pas encore venu" in lu(client.get(adresse))
    with time_machine.travel(APRES, tick=False):
        client = connexion("MISSION")
        client.post(adresse, {"jour": "2026-03-20", "present": [f"{une.pk}-MATIN", "999-MATIN", "x", f"{une.pk}-NUIT"]})
        assert "1 personne sur 1" in lu(client.get(adresse))
    assert list(une.emargements.values_list("demi_journee", flat=True)) == [DemiJournee.MATIN]


def test_les_calendriers_disent_les_dates_et_les_annulations(scene: Scene, connexion: Connexion) -> None:
    services.modifier_rencontre(SYSTEME, scene.comop, {"public_site": True})
    client = connexion("DIRECTION")
    evenement = Calendar.from_ical(client.get(url("agenda", scene.comop.identifiant)).content).walk("VEVENT")[0]
    assert (str(evenement["SUMMARY"]), evenement["DTSTART"].dt.isoformat()) == (
        "Territoires",
        "2026-03-20T08:30:00+00:00",
    )
    acteur = client.get(url("liste")).wsgi_request.acteur  # type: ignore[attr-defined]
    services.annuler_seance(SYSTEME, scene.seance, mot="Fermé")
    flux = Client().get(lien_du_flux(acteur).partition("/rencontres/")[2].join(("/rencontres/", "")))
    for reponse in (flux, Client().get(url("calendrier_public"))):
        assert [str(e["STATUS"]) for e in Calendar.from_ical(reponse.content).walk("VEVENT")] == ["CANCELLED"]
    assert Client().get(url("flux", "1.faux")).status_code == 404


LISTES = ("liste", "questions", "publiques")
D_UNE_RENCONTRE = ("inscriptions", "rencontre", "doublons")


def test_le_nombre_de_requetes_ne_suit_pas_la_longueur_de_la_liste(scene: Scene, connexion: Connexion) -> None:
    client = connexion("MISSION")
    adresses = [
        *(url(nom) for nom in LISTES),
        *(url(nom, scene.comop.identifiant) for nom in D_UNE_RENCONTRE),
        url("emargement", scene.seance.identifiant),
    ]

    def mesurer(adresse: str) -> int:
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(adresse).status_code == 200
        return len(requetes)

    _peupler(scene, 1)
    client.get(adresses[0])
    peu = {adresse: mesurer(adresse) for adresse in adresses}
    _peupler(scene, 6)
    assert {adresse: mesurer(adresse) for adresse in adresses} == peu


def _peupler(scene: Scene, nombre: int) -> None:
    scene.seance.places = 100
    scene.seance.save()
    for rang in range(nombre):
        autre = scene.rencontre(titre=f"R{nombre}-{rang}", public_site=True)
        scene.date(autre, D(2026, 4, 1))
        services.annoncer_rencontre(SYSTEME, autre)
        scene.venir(f"Nommé{'e' * rang}{nombre}", chez=scene.dispositif)
        question = services.poser_question(SYSTEME, texte=f"Q{rang}", rencontre=scene.comop)
        services.repondre(SYSTEME, question, texte="Oui", statut="PROVISOIRE", autorite="A", le=D(2026, 3, 10))


def test_chaque_liste_se_filtre_se_trie_et_s_exporte(scene: Scene, connexion: Connexion) -> None:
    _peupler(scene, 2)
    client = connexion("ARS")
    for nom, arguments in (("liste", []), ("questions", []), ("inscriptions", [scene.comop.identifiant])):
        vide = client.get(url(nom, *arguments) + "?recherche=zzz&tri=-date&etat=RIEN&page=9")
        assert list(vide.context["page"].object_list) == []
        assert "Tout montrer" in lu(vide)
        for extension in ("csv", "xlsx", "ods"):
            assert len(client.get(url(f"exporter_{nom}", *arguments, extension)).content) > 100
        assert client.get(url(f"exporter_{nom}", *arguments, "exe")).status_code == 404
