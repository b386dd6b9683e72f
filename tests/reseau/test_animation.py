"""The diary, the letters that leave once, the pages of the site."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.reseau.domain.erreurs import ConflitReseau, ErreurReseau
from maillage.reseau.models import ContactMission, LettreReseau
from maillage.reseau.selectors.journal import FiltresJournal, lister_rythmes
from maillage.reseau.selectors.lettres import destinataires
from maillage.reseau.services import journal, lettres
from maillage.reseau.services.site import ecrire_page
from maillage.socle.courriel.models import Courriel, LotCourriels
from tests.fabriques import DispositifFactory
from tests.reseau.conftest import JOUR, SYSTEME, Scene, annoncer, compte, noter

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
LETTRE = {
    "objet": "Bonjour {{ nom }}",
    "texte": "À toute l'équipe de {{ lieu }}.",
    "audience": "DISPOSITIFS",
    "criteres": {"roles": ["DIRECTION"], "departements": []},
}


def test_qui_est_sans_nouvelles_vient_d_abord(scene: Scene) -> None:
    noter(scene.ici, 20)
    noter(scene.la_bas, 380)
    lignes = lister_rythmes(scene.mission, FiltresJournal(), le=JOUR)
    assert [ligne.dispositif for ligne in lignes] == [scene.la_bas, scene.ici]
    assert lister_rythmes(scene.mission, FiltresJournal(etat="en-lien"), le=JOUR)[0].dispositif == scene.ici


def test_un_contact_se_note_pour_plusieurs_et_jamais_d_avance(scene: Scene, connexion: Any) -> None:
    client = connexion("MISSION")
    envoi = {"date": "2026-03-10", "nature": "VISITE", "objet": "Tour des sites", "dispositifs": ["ici", "la-bas"]}
    assert client.post(scene.url("noter_contact"), envoi).status_code == 302
    assert ContactMission.objects.filter(objet="Tour des sites").count() == 2
    assert client.post(scene.url("noter_contact"), {**envoi, "date": "2026-03-20"}).status_code == 422
    contact = ContactMission.objects.filter(dispositif=scene.ici).get()
    assert "Tour des sites" in client.get(scene.url("retirer_contact", contact.pk)).content.decode()
    client.post(scene.url("retirer_contact", contact.pk))
    assert ContactMission.objects.count() == 1


def test_une_direction_ne_lit_que_son_dispositif(scene: Scene, connexion: Any) -> None:
    noter(scene.ici, 20, "Chez nous")
    client = connexion()
    assert "DITEP Là-bas" not in client.get(scene.url("journal")).content.decode()
    assert "Chez nous" in client.get(scene.url("contacts", "ici")).content.decode()
    assert client.get(scene.url("contacts", "la-bas")).status_code == 404
    with pytest.raises(PermissionDenied):
        journal.noter_contacts(
            compte("DIRECTION", dispositif=scene.ici)[1], [scene.ici.pk], date=JOUR, nature="VISITE", objet="Moi"
        )


def test_le_journal_garde_le_meme_nombre_de_requetes(scene: Scene, connexion: Any) -> None:
    client = connexion("MISSION")
    client.get(scene.url("journal"))
    with CaptureQueriesContext(connection) as avant:
        client.get(scene.url("journal"))
    for dispositif in DispositifFactory.create_batch(5):
        noter(dispositif, 40)
    with CaptureQueriesContext(connection) as apres:
        page = client.get(scene.url("journal"))
    assert len(apres) == len(avant)
    assert client.get(scene.url("exporter_journal", "ods")).status_code == 200
    assert "visually-hidden" in page.content.decode()


def test_une_lettre_se_relit_puis_part_une_seule_fois(scene: Scene, connexion: Any) -> None:
    lettre = lettres.ecrire_lettre(scene.mission, LETTRE)
    client = connexion("MISSION")
    page = client.get(scene.url("lettre", lettre.identifiant)).content.decode()
    assert "À toute l'équipe de DITEP Là-bas." in page.replace("&#x27;", "'")
    envoi = scene.url("envoyer_lettre", lettre.identifiant)
    for _ in range(2):
        client.post(envoi, {"version": lettre.version})
    courriel = Courriel.objects.get(gabarit="reseau/lettre")
    assert (courriel.destinataire, courriel.objet) == (scene.auteur.email, "Bonjour Camille Direction")
    assert "Ne plus recevoir" in courriel.texte
    assert LotCourriels.objects.count() == 1
    assert client.get(scene.url("lettre", lettre.identifiant)).status_code == 200


def test_une_lettre_suit_les_inscrits_d_une_rencontre_ou_l_annuaire(scene: Scene, connexion: Any) -> None:
    rencontre = annoncer()
    criteres = {"rencontre": rencontre.identifiant}
    assert [(d.adresse, d.nom, d.lieu) for d in destinataires("RENCONTRE", criteres, le=JOUR)] == [
        ("sacha@exemple.test", "Sacha Inscrit", "Mairie")
    ]
    assert [d.adresse for d in destinataires("ANNUAIRE", {}, le=JOUR)] == [scene.auteur.email]
    page = connexion("MISSION").get(scene.url("nouvelle_lettre")).content.decode()
    assert "Journée ouverte" in page


def test_un_retour_se_note_par_son_adresse(scene: Scene, connexion: Any) -> None:
    lettre = lettres.ecrire_lettre(scene.mission, LETTRE)
    lettres.envoyer_lettre(scene.mission, lettre.identifiant, version=1)
    client = connexion("MISSION")
    client.post(scene.url("noter_retour", lettre.identifiant), {"adresse": scene.auteur.email, "motif": "boîte pleine"})
    assert "boîte pleine" in client.get(scene.url("lettre", lettre.identifiant)).content.decode()
    with pytest.raises(ErreurReseau):
        lettres.noter_retour(scene.mission, LettreReseau.objects.get(), adresse="autre@exemple.test", motif="")


def test_une_lettre_changee_ailleurs_ne_part_pas(scene: Scene) -> None:
    lettre = lettres.ecrire_lettre(scene.mission, LETTRE)
    lettres.ecrire_lettre(scene.mission, LETTRE, identifiant=lettre.identifiant, version=1)
    with pytest.raises(ConflitReseau):
        lettres.envoyer_lettre(scene.mission, lettre.identifiant, version=1)
    with pytest.raises(ErreurReseau, match="ne connaît que"):
        lettres.ecrire_lettre(scene.mission, {**LETTRE, "texte": "{{ mot_de_passe }}"})
    vide = lettres.ecrire_lettre(
        scene.mission, {**LETTRE, "criteres": {"roles": ["DIRECTION"], "departements": ["09"]}}
    )
    with pytest.raises(ErreurReseau, match="Personne"):
        lettres.envoyer_lettre(scene.mission, vide.identifiant, version=1)


def test_une_page_garde_ses_versions_et_voit_le_conflit(scene: Scene, connexion: Any) -> None:
    ecrire_page(SYSTEME, "mission", titre="La mission", texte="Un.", numero=0)
    client = connexion("MISSION")
    envoi = {"titre": "La mission", "texte": "Deux.", "numero": 0}
    assert client.post(scene.url("editer_page", "mission"), envoi).status_code == 422
    assert client.post(scene.url("editer_page", "mission"), {**envoi, "numero": 1}).status_code == 302
    assert "Deux." in client.get(scene.url("page", "mission")).content.decode()
    assert "Un." in client.get(f"{scene.url('editer_page', 'mission')}?version=1").content.decode()
    assert client.get(scene.url("editer_page", "inconnue")).status_code == 404


def test_les_pages_de_la_mission_sont_fermees_aux_autres(scene: Scene, connexion: Any) -> None:
    client = connexion()
    for nom in ("lettres", "site", "nouveau_bilan", "noter_contact"):
        assert client.get(scene.url(nom)).status_code == 403
    assert client.get(scene.url("annuaire")).status_code == 200
