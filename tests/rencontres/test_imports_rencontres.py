"""Meetings of a file: any usual file, errors by line and column, nothing before consent, twice the same, undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.comptes.acteur import ActeurUtilisateur
from maillage.rencontres import services
from maillage.rencontres.models import Rencontre, SeanceRencontre
from maillage.rencontres.selectors.imports import ACTE_IMPORT
from maillage.rencontres.services.imports_rencontres import (
    annuler_import,
    apercevoir_rencontres,
    importer_rencontres,
)
from maillage.socle.models import Trace
from maillage.socle.tableur import Feuille, ecrire
from tests.rencontres.conftest import SYSTEME, Scene

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
Connexion = Callable[..., Client]
ENTETE = "Titre;Nature;Thème;Date;Début;Fin;Ville;Lien;Places;Public;État\n"
NUITS = (
    ENTETE
    + "Nuits;COMOP;Répit;02/04/2026;9h30;16:30;Toulouse-sur-Test;;40;oui;\n"
    + "nuits;Comité opérationnel (COMOP);;2026-04-09;9h30;12h;à distance;https://exemple.test/v;;;\n"
    + "Passée;Journée interinstitutionnelle;;03/02/2026;9:00;17:00;toulouse sur test (31);;;non;tenue\n"
)
PERSONNE = ActeurUtilisateur(identifiant=None, libelle="Sans droit")


def url(nom: str, *arguments: Any) -> str:
    return reverse(f"rencontres:{nom}", args=arguments)


def lu(reponse: Any) -> str:
    return reponse.content.decode().replace("&#x27;", "'")  # type: ignore[no-any-return]


def voir(texte: str) -> Any:
    return apercevoir_rencontres(SYSTEME, texte.encode(), "r.csv", maximum=500)


def poster(client: Client, contenu: bytes, nom: str = "r.csv") -> Any:
    return client.post(url("importer_rencontres"), {"fichier": SimpleUploadedFile(nom, contenu)})


def ecrire_les_lignes(apercu: Any) -> tuple[int, int, int]:
    return importer_rencontres(SYSTEME, [(ligne.numero, ligne.cellules) for ligne, _ in apercu.bonnes])


def test_rien_ne_s_ecrit_avant_l_accord_et_deux_fois_le_meme_fichier_n_ajoute_rien(
    scene: Scene, connexion: Connexion
) -> None:
    client = connexion("MISSION")
    assert url("importer_rencontres") in lu(client.get(url("liste")))
    apercu = poster(client, NUITS.encode("cp1252"))
    assert "Répit" in lu(apercu) and "2 nouvelles rencontres" in lu(apercu)
    assert Rencontre.objects.count() == 1, "nothing is written before it is agreed"
    for _ in range(2):
        client.post(url("importer_rencontres"), {"lignes": apercu.context["lignes"]})
    assert (Rencontre.objects.count(), SeanceRencontre.objects.count()) == (3, 4)
    nuits, passee = Rencontre.objects.get(titre="Nuits"), Rencontre.objects.get(titre="Passée")
    assert (nuits.etat, nuits.public_site, nuits.theme) == ("BROUILLON", True, "Répit")
    assert (nuits.premier_jour, nuits.dernier_jour) == (dt.date(2026, 4, 2), dt.date(2026, 4, 9))
    assert list(nuits.seances.values_list("commune", "places")) == [(scene.toulouse.pk, 40), (None, None)]
    assert (passee.etat, passee.premier_jour) == ("TENUE", dt.date(2026, 2, 3))
    page = poster(client, NUITS.replace(";", "\t").encode("utf-8-sig"))
    assert "3 dates déjà là" in lu(page) and page.context["lignes"] == ""
    assert Trace.objects.filter(acte=ACTE_IMPORT).count() == 1, "what writes nothing is no import"


def test_une_ligne_fausse_est_dite_par_sa_colonne_et_n_arrete_pas_les_autres(scene: Scene) -> None:
    apercu = voir(
        ENTETE
        + "Nuits;COMOP;Répit;31/02/2026;9h30;16:30;Toulouse-sur-Test;;40;oui;\n"
        + "Nuits;Goûter;Répit;02/04/2026;;16:30;Nulle part;;beaucoup;peut-être;annoncée\n"
        + "Nuits;COMOP;Répit;02/04/2026;9h30;8h;Toulouse-sur-Test;;;;\n"
        + "Nuits;COMOP;Répit;02/04/2026;9h30;16h;Nulle part;;;;\n"
        + "Nuits;COMOP;Répit;02/04/2026;9h30;16h;;pas un lien;;;\n"
        + f"{'N' * 201};COMOP;;02/04/2026;9h30;16h;Toulouse-sur-Test;;;;\n"
        + "Nuits;COMOP;Répit;02/04/2026;9h30;16h;Toulouse-sur-Test;;;;\n"
        + "Nuits;COMOP;Autre;03/04/2026;9h30;16h;Toulouse-sur-Test;;;;\n"
        + "Nuits;COMOP;;04/04/2026;9h30;16h;;;;;\n"
        + "Jamais;COMOP;;05/04/2026;9h30;16h;Toulouse-sur-Test;;;;tenue\n"
    )
    dits = {ligne.numero: " ; ".join(ligne.defauts) for ligne in apercu.fausses}
    attendus = {
        2: ["« Date », la date « 31/02/2026 » n'existe pas"],
        3: ["« Nature », « Goûter »", "« Début », rien", "« Places », « beaucoup »", "« Public »", "« État », écrivez"],
        4: ["« Fin », la fin précède"],
        5: ["« Ville », Aucune commune"],
        6: ["« Lien »"],
        7: ["« Titre »", "200"],
        9: ["« Thème », la ligne 8 dit autre chose"],
        10: ["« Ville », écrivez une ville"],
        11: ["« État », « tenue »"],
    }
    assert dits.keys() == attendus.keys()
    assert [mot for numero, mots in attendus.items() for mot in mots if mot not in dits[numero]] == []
    assert ecrire_les_lignes(apercu) == (1, 1, 0)


def test_un_classeur_ses_jours_et_le_modele_se_lisent(scene: Scene, connexion: Connexion) -> None:
    client = connexion("MISSION")
    entetes = ("Intitulé", "Type", "Date", "Dernier jour", "Heure de début", "Heure de fin", "Salle")
    ligne = ("Former", "Formation", dt.date(2026, 5, 4), dt.date(2026, 5, 5), dt.time(9, 0), dt.time(17, 0), "A")
    for genre in ("xlsx", "ods"):
        valeurs = [cellule.isoformat() if isinstance(cellule, dt.time) else cellule for cellule in ligne]
        apercu = apercevoir_rencontres(SYSTEME, ecrire(Feuille("R", entetes, [valeurs]), genre), "r", maximum=5)
        assert [len(une.jours) for une, _ in apercu.bonnes] == [2], apercu.fausses
    for genre in ("csv", "xlsx", "ods"):
        modele = client.get(url("modele_import", genre))
        rempli = poster(client, modele.content.replace(b"Toulouse;", b";"), f"modele.{genre}").context["apercu"]
        fausses = [une.defauts for une in rempli.fausses if "Aucune commune" not in une.defauts[0]]
        assert fausses == [] and rempli.bonnes
    assert client.get(url("modele_import", "pdf")).status_code == 404
    assert "« Nature »" in lu(poster(client, b"Titre;Date\nA;02/04/2026\n"))


def test_une_date_s_ajoute_a_la_rencontre_deja_la_et_une_ligne_corrigee_a_la_tenue(scene: Scene) -> None:
    debut = ENTETE + "TERRITOIRES;comop;;20/03/2026;9:30;16:30;à distance;https://exemple.test/a;;;\n"
    apercu = voir(debut + "Passée;COMOP;;01/02/2026;9h;12h;Toulouse-sur-Test;;;;tenue\n")
    assert [rencontre for _, rencontre in apercu.bonnes] == [scene.comop, None]
    assert ecrire_les_lignes(apercu) == (1, 2, 0)
    scene.comop.refresh_from_db()
    assert (scene.comop.etat, scene.comop.seances.count()) == ("ANNONCEE", 2)
    reste = voir(ENTETE + "Passée;COMOP;;02/02/2026;9h;12h;Toulouse-sur-Test;;;;tenue\n")
    assert ecrire_les_lignes(reste) == (0, 1, 0)
    assert Rencontre.objects.get(titre="Passée").seances.count() == 2


def test_l_import_s_annule_tant_que_personne_n_est_inscrit(scene: Scene, connexion: Connexion) -> None:
    client = connexion("MISSION")
    texte = NUITS + "Territoires;COMOP;;21/03/2026;9:30;16:30;Toulouse-sur-Test;;;;\n"
    apercu = poster(client, texte.encode())
    client.post(url("importer_rencontres"), {"lignes": apercu.context["lignes"]})
    lot = Trace.objects.get(acte=ACTE_IMPORT).objet.removeprefix("import:")
    assert url("annuler_import", lot) in lu(client.get(url("importer_rencontres")))
    ajoutee = SeanceRencontre.objects.get(rencontre=scene.comop, premier_jour=dt.date(2026, 3, 21))
    venue = scene.venir("Une", seance=ajoutee)
    refus = client.post(url("annuler_import", lot))
    assert "Des personnes sont inscrites à « Territoires »" in lu(refus)
    assert SeanceRencontre.objects.count() == 5
    venue.delete()
    nuits = Rencontre.objects.get(titre="Nuits")
    services.ecrire_compte_rendu(SYSTEME, nuits, introduction="Écrite", conclusion="")
    assert "complétée depuis l'import" in lu(client.post(url("annuler_import", lot)))
    services.ecrire_compte_rendu(SYSTEME, nuits, introduction="", conclusion="")
    client.post(url("annuler_import", lot))
    scene.comop.refresh_from_db()
    assert list(Rencontre.objects.all()) == [scene.comop]
    assert scene.comop.dernier_jour == dt.date(2026, 3, 20)
    assert "déjà annulé" in lu(client.post(url("annuler_import", lot)))
    assert client.get(url("annuler_import", "inconnu")).status_code == 404


def test_seule_la_mission_importe_et_un_apercu_forge_n_ecrit_rien(scene: Scene, connexion: Connexion) -> None:
    with pytest.raises(PermissionDenied):
        apercevoir_rencontres(PERSONNE, NUITS.encode(), "r.csv", maximum=5)
    with pytest.raises(PermissionDenied):
        importer_rencontres(PERSONNE, [])
    with pytest.raises(PermissionDenied):
        annuler_import(PERSONNE, "x", {"rencontres": [], "seances": []})
    mission = connexion("MISSION")
    participants = mission.post(
        url("importer", scene.seance.identifiant), {"fichier": SimpleUploadedFile("p.csv", b"Prenom;Nom\nA;B\n")}
    )
    for lignes in ("forge", participants.context["lignes"]):
        page = mission.post(url("importer_rencontres"), {"lignes": lignes}, follow=True)
        assert "rien n'a été écrit" in lu(page)
    assert Rencontre.objects.count() == 1
    direction = connexion("DIRECTION")
    assert direction.get(url("importer_rencontres")).status_code == 403
    assert url("importer_rencontres") not in lu(direction.get(url("liste")))


def test_l_apercu_lit_la_base_autant_de_fois_pour_une_ligne_que_pour_six(scene: Scene) -> None:
    def compter(nombre: int) -> int:
        lignes = "".join(f"T{i};COMOP;;0{i + 1}/04/2026;9h;12h;Toulouse-sur-Test;;;;\n" for i in range(nombre))
        with CaptureQueriesContext(
            connection,
        ) as requetes:
            assert len(voir(ENTETE + lignes).bonnes) == nombre
        return len(requetes)

    assert compter(1) == compter(6)
