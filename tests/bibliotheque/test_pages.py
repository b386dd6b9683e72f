"""The pages: writing with a file, bad files said, FAQ with its example, import with preview, undo and publication by someone else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillage.bibliotheque import services
from maillage.bibliotheque.models import Fiche, LotFiches, QuestionFaq, ReponseFaq
from maillage.bibliotheque.referentiels import delais
from maillage.bibliotheque.selectors.atelier import a_entretenir
from maillage.bibliotheque.services.faq import proposer_question
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import ExamenPiece
from maillage.socle.pieces import coffre, controler
from tests.bibliotheque.conftest import JOUR, Scene

pytestmark = pytest.mark.une_base
Connexion = Callable[[str], Client]
FORM = {
    "titre": "Une fiche",
    "resume": "En une phrase",
    "dimension": "LOGISTIQUE",
    "themes": ["NUMERIQUE"],
    "nature": "FICHIER",
    "visibilite": "RESEAU",
    "source": "Atelier",
}
CSV = (
    "Titre;Dimension;Thèmes;Texte;Résumé;Source\r\n"
    "Trajets partagés;Logistique;;Un texte;Une phrase;\r\n"
    "Réunion d'été;collaborative;Dimension collaborative;Un texte;Une phrase;Atelier\r\n"
    "Décalée;;Logistique;Un texte;Une phrase;Atelier;de trop\r\n"
    "Fausse;Musicale;;Un texte;;\r\n"
)


def url(nom: str, *arguments: Any) -> str:
    return reverse(f"bibliotheque:{nom}", args=arguments)


def texte(reponse: Any) -> str:
    return " ".join(reponse.content.decode().split())


def test_on_ecrit_une_fiche_avec_son_fichier_et_on_la_relit(scene: Scene, connexion: Connexion) -> None:
    client = connexion("PROFESSIONNEL")
    fichier = SimpleUploadedFile("grille.csv", b"a;b\n1;2\n")
    reponse = client.post(url("nouvelle"), {**FORM, "fichier": fichier}, follow=True)
    fiche = Fiche.objects.get()
    assert "Le brouillon est enregistré" in texte(reponse)
    client.post(url("geste", fiche.identifiant, "relecture"))
    connexion("ARS").post(url("geste", fiche.identifiant, "publier"))
    lu = connexion("DPO").get(url("fichier", fiche.identifiant))
    assert (lu.status_code, lu.content) == (200, b"a;b\n1;2\n")


def test_un_fichier_dangereux_est_refuse_et_rien_n_est_ecrit(scene: Scene, connexion: Connexion) -> None:
    faux = SimpleUploadedFile("note.pdf", b"MZ\x90\x00 programme")
    reponse = connexion("PROFESSIONNEL").post(url("nouvelle"), {**FORM, "fichier": faux})
    assert reponse.status_code == 422
    assert "Une fiche" in texte(reponse)
    assert not Fiche.objects.exists()


def test_un_fichier_perdu_ou_garde_a_part_se_dit(scene: Scene, client: Client) -> None:
    fiche = scene.publiee(nature="FICHIER", fichier=controler("grille.csv", b"a;b\n1;2\n"))
    assert fiche.version is not None
    piece = fiche.version.piece
    assert piece is not None
    coffre.detruire(piece.identifiant)
    assert "ne peut pas être donné" in texte(client.get(url("fiche", fiche.identifiant)))
    perdu = client.get(url("fichier", fiche.identifiant))
    assert perdu.status_code == 404
    assert "ne se retrouve pas" in texte(perdu)
    piece.examen = ExamenPiece.EN_ATTENTE
    piece.save(update_fields=["examen"])
    assert "antivirus" in texte(client.get(url("fichier", fiche.identifiant)))
    (ligne,) = a_entretenir(scene.acteur("MISSION"), le=JOUR)
    assert ligne.raisons == ("Fichier absent ou gardé à part",)


def test_les_fiches_inutilisees_et_depassees_remontent(scene: Scene, connexion: Connexion) -> None:
    vieille = scene.publiee("Oubliée", date_source=dt.date(2015, 1, 1))
    Fiche.objects.filter(pk=vieille.pk).update(
        publiee_le=dt.datetime(2025, 1, 1, tzinfo=dt.UTC), revoir_le=dt.date(2026, 3, 1), lien_casse=True
    )
    scene.publiee("Toute neuve")
    page = texte(connexion("MISSION").get(url("entretien")))
    for raison in ("Date de revue passée", "Lien cassé", "Jamais ouverte", "Source de plus de cinq ans : 2015"):
        assert raison in page
    assert "Toute neuve" not in page
    assert connexion("MISSION").get(url("exporter_entretien", "xlsx")).status_code == 200


def test_les_versions_se_comparent_et_les_brouillons_restent_caches(scene: Scene, connexion: Connexion) -> None:
    fiche = scene.publiee(texte="Trois jours.")
    services.modifier_fiche(scene.acteur("COORDONNATEUR"), fiche, scene_saisie("Quinze jours."))
    page = texte(connexion("MISSION").get(url("versions", fiche.identifiant)))
    assert '<ins class="biblio-ajoute">Quinze</ins>' in page
    assert "Quinze" not in texte(connexion("PROFESSIONNEL").get(url("versions", fiche.identifiant)))
    assert "Quinze" not in texte(connexion("PROFESSIONNEL").get(url("fiche", fiche.identifiant)))


def scene_saisie(mots: str) -> Any:
    from tests.bibliotheque.conftest import saisie

    return saisie(texte=mots)


def test_apres_un_conflit_le_texte_reste_et_l_autre_version_se_lit(scene: Scene, connexion: Connexion) -> None:
    fiche = scene.publiee()
    client = connexion("COORDONNATEUR")
    donnees = {**FORM, "nature": "FICHE", "texte": "Le mien.", "lue": "ancienne"}
    refusee = client.post(url("modifier", fiche.identifiant), donnees)
    page = texte(refusee)
    assert refusee.status_code == 422
    assert "Le mien." in page
    assert "Lire la version enregistrée entre-temps" in page
    neuve = refusee.context["form"]["lue"].value()
    client.post(url("modifier", fiche.identifiant), {**donnees, "lue": neuve})
    assert fiche.versions.get(numero=2).texte == "Le mien."


def test_un_lien_de_fiche_reste_un_lien_et_son_texte_n_est_jamais_du_html(scene: Scene, client: Client) -> None:
    fiche = scene.publiee(texte="<script>alert(1)</script> voir https://exemple.org/page")
    page = client.get(url("fiche", fiche.identifiant)).content.decode()
    assert "<script>alert" not in page
    assert '<a href="https://exemple.org/page" rel="nofollow">' in page


def test_sans_compte_trop_de_recherches_attendent(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    peu = replace(delais(), recherches_par_heure=2)
    monkeypatch.setattr("maillage.bibliotheque.referentiels.delais", lambda: peu)
    statuts = [client.get(url("liste") + "?recherche=mot").status_code for _ in range(3)]
    assert statuts == [200, 200, 429]


def test_la_liste_s_exporte_et_les_pages_repondent_a_chacun(scene: Scene, client: Client, connexion: Connexion) -> None:
    fiche = scene.publiee()
    for extension in ("csv", "xlsx", "ods"):
        assert client.get(url("exporter", extension)).status_code == 200
    assert client.get(url("exporter", "exe")).status_code == 404
    assert client.get(url("liste") + "?dimension=RIEN&tri=x&page=99").status_code == 200
    assert client.get(url("atelier")).status_code == 302
    assert connexion("DPO").get(url("atelier")).status_code == 403
    assert connexion("PROFESSIONNEL").get(url("modifier", fiche.identifiant)).status_code == 404
    direction = connexion("DIRECTION")
    assert direction.get(url("employer", fiche.identifiant)).status_code == 200
    donnees = {"dispositif": scene.dispositif.pk, "accord": "PUBLIC", "comment": "Souvent"}
    assert "merci" in texte(direction.post(url("employer", fiche.identifiant), donnees, follow=True))


def test_la_faq_livree_se_charge_une_fois_et_montre_son_exemple(scene: Scene, client: Client) -> None:
    assert services.charger_faq(ActeurSysteme("essais")) == 15
    assert services.charger_faq(ActeurSysteme("essais")) == 0
    page = texte(client.get(url("question", "taux-d-occupation")))
    assert "0,0079" in page
    assert 'id="regle-R15"' in page
    assert "barème reconstitué" in texte(client.get(url("question", "unites-semaine-ordinaire")))
    assert "Taxi" in texte(client.get(url("questions") + "?recherche=taxis")).replace("taxi", "Taxi")


def test_une_nouvelle_reponse_remplace_sans_effacer(scene: Scene, connexion: Connexion) -> None:
    champs: dict[str, Any] = {"statut": "PROVISOIRE", "source": "Rencontre", "theme": "MESURE", "date": JOUR}
    mission = scene.acteur("MISSION")
    posee = proposer_question(acteur=mission, question="Combien ?", reponse="Trois.", **champs)
    assert proposer_question(acteur=mission, question="combien ?", reponse="Trois.", **champs) == posee
    assert ReponseFaq.objects.count() == 1
    client = connexion("ARS")
    donnees = {"reponse": "Quatre.", "statut": "OFFICIELLE", "source": "Courrier", "le": "2026-03-10"}
    page = texte(client.post(url("repondre", posee.identifiant), donnees, follow=True))
    assert "Quatre." in page
    assert "remplacée depuis" in page
    refusee = client.post(url("repondre", posee.identifiant), {**donnees, "le": "2020-01-01"})
    assert "plus ancienne" in texte(refusee)
    assert connexion("DIRECTION").get(url("repondre", posee.identifiant)).status_code == 403


def test_une_reponse_chiffree_demande_un_exemple(scene: Scene, connexion: Connexion) -> None:
    donnees = {
        "question": "Combien de nuitées ?",
        "theme": "MESURE",
        "reponse": "Deux.",
        "chiffre": "on",
        "statut": "PROVISOIRE",
        "source": "Atelier",
        "le": "2026-03-10",
    }
    client = connexion("MISSION")
    assert "s'accompagne d'un exemple" in texte(client.post(url("nouvelle_question"), donnees)).replace("&#x27;", "'")
    client.post(url("nouvelle_question"), {**donnees, "exemple": "nuitee"})
    assert QuestionFaq.objects.get().exemple == "nuitee"


def deposer(client: Client, contenu: bytes, nom: str = "fiches.csv") -> Any:
    return client.post(url("importer"), {"fichier": SimpleUploadedFile(nom, contenu)}, follow=True)


@pytest.mark.parametrize("encodage", ["utf-8-sig", "cp1252"])
def test_un_fichier_se_regarde_s_importe_et_se_publie_par_quelqu_un_d_autre(
    scene: Scene, connexion: Connexion, encodage: str
) -> None:
    client = connexion("COORDONNATEUR")
    page = texte(deposer(client, CSV.encode(encodage)))
    lot = LotFiches.objects.get()
    assert not Fiche.objects.exists()
    assert "Réunion d&#x27;été" in page
    assert "7 cellules pour 6 colonnes" in page
    assert "« Musicale » n&#x27;est pas l&#x27;une des six dimensions" in page
    assert ("pas en UTF-8" in page) == (encodage == "cp1252")
    client.post(url("geste_lot", lot.identifiant, "importer"))
    client.post(url("geste_lot", lot.identifiant, "importer"))
    etats = dict(Fiche.objects.values_list("titre", "etat"))
    assert etats == {"Trajets partagés": "BROUILLON", "Réunion d'été": "RELECTURE"}
    assert connexion("DIRECTION").get(url("lot", lot.identifiant)).status_code == 404
    connexion("MISSION").post(url("geste_lot", lot.identifiant, "publier"))
    assert Fiche.objects.get(titre="Réunion d'été").etat == "PUBLIEE"
    connexion("COORDONNATEUR").post(url("geste_lot", lot.identifiant, "annuler"))
    assert list(Fiche.objects.values_list("titre", flat=True)) == ["Réunion d'été"]


def test_un_titre_deja_la_n_est_pas_importe_deux_fois_et_un_titre_ferme_ne_se_devine_pas(
    scene: Scene, connexion: Connexion
) -> None:
    scene.publiee("Trajets partagés", visibilite="MISSION")
    client = connexion("COORDONNATEUR")
    deposer(client, CSV.encode())
    assert not any(ligne["deja"] for ligne in LotFiches.objects.get().lignes)
    scene.publiee("Réunion d'été")
    deposer(client, CSV.encode())
    assert [bool(ligne["deja"]) for ligne in LotFiches.objects.latest("pk").lignes] == [False, True, False, False]


@pytest.mark.parametrize(
    ("contenu", "nom", "mots"),
    [
        (b"Nom;Sujet\r\nUn;Deux\r\n", "fiches.csv", "Il manque la colonne « Titre », « Dimension »"),
        (b"Titre;Dimension\r\n", "fiches.csv", "pas de ligne sous ses en-têtes"),
        (b'Titre;Dimension\r\n"Un;Logistique\r\n', "fiches.csv", "guillemet"),
        (b"PK\x03\x04 rien", "fiches.xlsx", "abîmé"),
    ],
)
def test_un_fichier_illisible_se_dit_a_cote_du_champ(
    scene: Scene, connexion: Connexion, contenu: bytes, nom: str, mots: str
) -> None:
    reponse = deposer(connexion("COORDONNATEUR"), contenu, nom)
    assert reponse.status_code == 422
    assert mots in texte(reponse)
    assert not LotFiches.objects.exists()


def test_le_modele_d_import_se_reimporte_tel_quel(scene: Scene, connexion: Connexion) -> None:
    client = connexion("COORDONNATEUR")
    for rang, extension in enumerate(("csv", "xlsx", "ods"), start=1):
        modele = client.get(url("modele_import", extension)).content
        deposer(client, modele, f"modele.{extension}")
        assert LotFiches.objects.count() == rang
        (ligne,) = LotFiches.objects.latest("pk").lignes
        assert (ligne["defauts"], ligne["manques"]) == ([], [])
