"""Who opens what: no title, label, facet, suggestion, file or feed entry of a sheet that one may not open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.bibliotheque import services
from maillage.bibliotheque.selectors.bilan import chiffres
from maillage.bibliotheque.selectors.lecture import fiches_lues, fiches_publiques
from maillage.bibliotheque.selectors.listes import FiltresFiches, lister_fiches
from maillage.bibliotheque.selectors.premier_secours import fiches_pour
from maillage.bibliotheque.selectors.public import publications
from maillage.bibliotheque.selectors.recherche import chercher, chercher_fiches
from maillage.comptes.acteur import ANONYME
from maillage.socle.acteur import Acteur
from tests.bibliotheque.conftest import JOUR, Scene

Connexion = Callable[[str], Client]
OUVERTES = {
    "PROFESSIONNEL": {"PUBLIC", "RESEAU", "DISPOSITIF"},
    "MISSION": {"PUBLIC", "RESEAU", "MISSION"},
    "ARS": {"PUBLIC", "RESEAU"},
    "DPO": {"PUBLIC", "RESEAU"},
    "": {"PUBLIC"},
}


def url(nom: str, *arguments: Any) -> str:
    return reverse(f"bibliotheque:{nom}", args=arguments)


def acteur_du(scene: Scene, role: str) -> Acteur:
    return scene.acteur(role) if role else ANONYME


def titres(fiches: Any) -> list[str]:
    return sorted(fiche.titre for fiche in fiches)


@pytest.mark.parametrize("role", OUVERTES)
def test_chacun_ne_voit_que_ce_qui_lui_est_ouvert(scene: Scene, role: str) -> None:
    scene.des_quatre()
    acteur = acteur_du(scene, role)
    attendus = sorted(f"Titre {visibilite.lower()}" for visibilite in OUVERTES[role])
    assert titres(fiches_lues(acteur)) == attendus
    lue = lister_fiches(acteur, FiltresFiches())
    mots = next(facette for facette in lue.facettes if facette.champ == "mot")
    nombres = {valeur.libelle: valeur.nombre for valeur in mots.valeurs}
    assert nombres == {"commun": len(attendus), **{f"mot {v.lower()}": 1 for v in OUVERTES[role]}}


@pytest.mark.une_base
def test_la_recherche_ne_devine_rien_d_une_fiche_fermee(scene: Scene) -> None:
    scene.publiee("Xylophonie secrète", visibilite="MISSION")
    scene.publiee("Préparer une réunion d'équipe")
    assert chercher_fiches(fiches_lues(scene.acteur("DPO")), "xylophonie") == []
    assert chercher_fiches(fiches_lues(scene.acteur("DPO")), "xilophonie") == []
    assert [r.libelle for r in chercher(scene.acteur("MISSION"), "xilophonie", 5)] == ["Xylophonie secrète"]


def test_la_recherche_aime_les_accents_les_pluriels_et_les_fautes(scene: Scene) -> None:
    scene.publiee("Préparer une réunion d'équipe", texte="Un ordre du jour.")
    scene.publiee("Trajets vers l'école", texte="Une réunion chaque année.", mots=("taxi",))
    fiches = fiches_lues(scene.acteur("DPO"))
    titres_de = {fiche.pk: fiche.titre for fiche in fiches}

    def trouve(demande: str) -> list[str]:
        return [titres_de[cle] for cle in chercher_fiches(fiches, demande)]

    assert trouve("REUNIONS") == ["Préparer une réunion d'équipe", "Trajets vers l'école"]
    assert trouve("ecoles trajet") == ["Trajets vers l'école"]
    assert trouve("reunoin equipe") == ["Préparer une réunion d'équipe"]
    assert trouve("taxis") == ["Trajets vers l'école"]
    assert trouve("ordre du jour taxi") == []


@pytest.mark.une_base
def test_sans_compte_une_fiche_fermee_repond_comme_une_fiche_absente(scene: Scene, client: Client) -> None:
    fiches = scene.des_quatre()
    absente = client.get(url("fiche", "n-existe-pas"))
    for visibilite, fiche in fiches.items():
        reponse = client.get(url("fiche", fiche.identifiant))
        fichier = client.get(url("fichier", fiche.identifiant))
        if visibilite == "PUBLIC":
            assert reponse.status_code == 200
        else:
            assert (reponse.status_code, fichier.status_code) == (404, 404)
            assert fiche.titre not in reponse.content.decode()
    assert absente.status_code == 404


@pytest.mark.une_base
def test_le_flux_et_le_site_public_ne_disent_que_les_fiches_de_tous(scene: Scene, client: Client) -> None:
    scene.des_quatre()
    flux = client.get(url("flux"))
    assert flux["Content-Type"].startswith("application/atom+xml")
    corps = flux.content.decode()
    assert "Titre public" in corps
    assert not any(f"Titre {v}" in corps for v in ("reseau", "mission", "dispositif"))
    assert [publication.titre for publication in publications()] == ["Titre public"]
    assert titres(fiches_publiques()) == ["Titre public"]


@pytest.mark.une_base
def test_le_premier_secours_repond_a_la_demande(scene: Scene) -> None:
    secours = {"premier_secours": True, "souhaits": ("APPUI_CONSEIL",)}
    scene.publiee("Colère en classe", publics=("COMPORTEMENT",), **secours)
    scene.publiee("Autisme à l'école", publics=("AUTISME",), **secours)
    scene.publiee("Demander un appui", premier_secours=True)
    scene.publiee("Pas de secours", publics=("AUTISME",))
    assert [f.titre for f in fiches_pour(public="AUTISME")] == ["Autisme à l'école", "Demander un appui"]
    assert [f.titre for f in fiches_pour(public="NE_SAIT_PAS", souhait="INFO_SENSIBILISATION")] == ["Demander un appui"]
    assert fiches_pour(mots="une grosse colere")[0].titre == "Colère en classe"
    assert len(fiches_pour(maximum=2)) == 2


@pytest.mark.une_base
def test_qui_emploie_une_fiche_n_est_nomme_qu_a_qui_il_l_accepte(
    scene: Scene, client: Client, connexion: Connexion
) -> None:
    fiche = scene.publiee()
    direction = scene.acteur("DIRECTION")
    services.declarer_emploi(direction, fiche, dispositif_id=scene.dispositif.pk, accord="RESEAU")
    sans_compte = client.get(url("fiche", fiche.identifiant)).content.decode()
    assert "DITEP A" not in sans_compte
    assert "1 dispositif, sans être nommé ici" in " ".join(sans_compte.split())
    assert "DITEP A" in connexion("ARS").get(url("fiche", fiche.identifiant)).content.decode()
    services.declarer_emploi(direction, fiche, dispositif_id=scene.dispositif.pk, accord="COMPTE")
    assert "DITEP A" not in connexion("ARS").get(url("fiche", fiche.identifiant)).content.decode()


@pytest.mark.une_base
@pytest.mark.parametrize("nom", ["liste", "atelier", "entretien", "questions"])
def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_lignes(scene: Scene, connexion: Connexion, nom: str) -> None:
    client = connexion("COORDONNATEUR")

    def une_de_plus(rang: int) -> None:
        fiche = scene.publiee(f"Fiche numéro {rang}", mots=("mot",))
        services.signaler_a_revoir(scene.acteur("COORDONNATEUR"), fiche, motif="À relire")
        services.proposer_question(
            acteur=scene.acteur("MISSION"),
            question=f"Question {rang} ?",
            reponse="Oui.",
            statut="PROVISOIRE",
            source="Atelier",
            theme="MESURE",
            date=JOUR,
        )

    def compte() -> int:
        with CaptureQueriesContext(
            connection,
        ) as requetes:
            assert client.get(url(nom) + "?recherche=numero" if nom == "liste" else url(nom)).status_code == 200
        return len(requetes)

    une_de_plus(0)
    compte()
    avec_une = compte()
    for rang in range(1, 6):
        une_de_plus(rang)
    assert compte() == avec_une


@pytest.mark.une_base
def test_le_bilan_compte_ce_que_le_reseau_a_publie_et_rien_d_interne(scene: Scene) -> None:
    scene.des_quatre()
    services.compter_lecture(scene.publiee("Encore une"), origine="a")
    lus = {chiffre.code: chiffre.valeur for chiffre in chiffres(debut=JOUR.replace(day=1), fin=JOUR)}
    assert lus["bibliotheque.fiches_publiees"] == 3
    assert lus["bibliotheque.consultations"] == 1
    assert lus["bibliotheque.reponses"] == 0
