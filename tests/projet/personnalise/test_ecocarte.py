"""The eco-map: dated places and ties, what can be taken back, two days compared, the drawing and its list twin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.projet.domain.ecocarte import comparer_cartes
from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.models import ElementEcocarte, LienEcocarte, PlaceEcocarte
from maillage.projet.selectors.ecocarte import carte_du_jour, jours_de_changement, lire_ecocarte
from maillage.projet.services import ecocarte as services
from maillage.projet.services.ecocarte import SaisieElement, SaisieLien
from maillage.socle.models import NatureTrace, Trace
from tests.parcours.conftest import connecter
from tests.projet.personnalise.conftest import LUNDI, Scene, moment

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
SEPTEMBRE, JANVIER = date(2025, 9, 1), date(2026, 1, 5)
FORT = SaisieLien("FORT", "SOUTIEN", "DONNE")


@pytest.fixture(autouse=True)
def _horloge() -> Iterator[None]:
    with time_machine.travel(moment(LUNDI), tick=False):
        yield


def poser(
    scene: Scene, nom: str, depuis: date = SEPTEMBRE, lien: SaisieLien | None = FORT, **autres: Any
) -> ElementEcocarte:
    return services.ajouter_element(
        scene.acteur,
        dispositif=scene.dispositif,
        jeune=scene.jeune,
        saisie=SaisieElement(nom, depuis=depuis, **autres),
        lien=lien,
        maintenant=moment(),
    )


def carte(scene: Scene, le: date = LUNDI) -> dict[str, str]:
    """Names and rings of a day."""
    return {un.nom: un.anneau.value for un in carte_du_jour(scene.jeune.pk, scene.dispositif.pk, le).elements}


def url(nom: str, *args: Any) -> str:
    return reverse(f"projet:{nom}", args=["garrigue", *args])


def test_la_carte_d_avant_ne_change_pas_quand_quelqu_un_part_ou_bouge(scene: Scene) -> None:
    mamie, papa = poser(scene, "Mamie"), poser(scene, "Papa")
    services.deplacer_element(scene.acteur, element=mamie, anneau="EXO", le=JANVIER, maintenant=moment())
    services.faire_partir_element(scene.acteur, element=papa, le=JANVIER, maintenant=moment())
    assert carte(scene) == {"Mamie": "EXO"}
    assert carte(scene, JANVIER - timedelta(days=1)) == {"Mamie": "MICRO", "Papa": "MICRO"}
    assert carte(scene, SEPTEMBRE - timedelta(days=1)) == {}
    assert jours_de_changement(scene.jeune.pk, scene.dispositif.pk)[-1] == SEPTEMBRE


def test_qui_est_parti_revient_avec_ses_liens(scene: Scene) -> None:
    papa = poser(scene, "Papa")
    services.faire_partir_element(scene.acteur, element=papa, le=JANVIER, maintenant=moment())
    services.faire_revenir_element(scene.acteur, element=papa, maintenant=moment())
    lue = carte_du_jour(scene.jeune.pk, scene.dispositif.pk, LUNDI)
    assert [un.nom for un in lue.elements] == ["Papa"]
    assert len(lue.liens) == 1
    with pytest.raises(ErreurProjet, match="déjà sur la carte"):
        services.faire_revenir_element(scene.acteur, element=papa, maintenant=moment())


def test_une_erreur_de_saisie_s_efface_et_se_remet(scene: Scene) -> None:
    papa = poser(scene, "Papa")
    services.effacer_element(scene.acteur, element=papa, maintenant=moment())
    assert carte(scene) == carte(scene, SEPTEMBRE) == {}
    services.remettre_element(scene.acteur, element=papa, maintenant=moment())
    assert carte(scene) == {"Papa": "MICRO"}


def test_un_lien_change_a_une_date_et_se_compare(scene: Scene) -> None:
    mamie = poser(scene, "Mamie")
    (lien,) = LienEcocarte.objects.all()
    nouveau = services.changer_lien(
        scene.acteur,
        lien=lien,
        saisie=SaisieLien("FRAGILE", "TENSION", "SANS"),
        le=JANVIER,
        version=mamie.version,
        maintenant=moment(),
    )
    assert (nouveau.debut, LienEcocarte.objects.get(pk=lien.pk).fin) == (JANVIER, JANVIER - timedelta(days=1))
    avant, apres = (carte_du_jour(scene.jeune.pk, scene.dispositif.pk, jour) for jour in (SEPTEMBRE, LUNDI))
    (dit,) = comparer_cartes(avant, apres, jeune="Noé")
    assert dit.phrase.startswith("Entre Mamie et Noé : avant, lien fort")
    services.finir_lien(scene.acteur, lien=nouveau, le=LUNDI, maintenant=moment())
    assert carte_du_jour(scene.jeune.pk, scene.dispositif.pk, LUNDI).liens == ()


def test_changer_un_lien_le_jour_meme_le_corrige(scene: Scene) -> None:
    mamie = poser(scene, "Mamie", LUNDI)
    (lien,) = LienEcocarte.objects.all()
    saisie = SaisieLien("MOYEN", "SOUTIEN", "DEUX")
    services.changer_lien(scene.acteur, lien=lien, saisie=saisie, le=LUNDI, version=mamie.version, maintenant=moment())
    assert LienEcocarte.objects.get().force == "MOYEN"
    services.finir_lien(scene.acteur, lien=lien, le=LUNDI, maintenant=moment())
    assert not LienEcocarte.objects.exists()


def test_deux_personnes_qui_changent_le_meme_lien_le_voient(scene: Scene) -> None:
    mamie = poser(scene, "Mamie")
    (lien,) = LienEcocarte.objects.all()
    services.corriger_element(
        scene.acteur, element=mamie, nom="Mamie Jo", genre="PERSONNE", note="", version=1, maintenant=moment()
    )
    with pytest.raises(ConflitDeTexte) as conflit:
        services.changer_lien(scene.acteur, lien=lien, saisie=SaisieLien(), le=JANVIER, version=1, maintenant=moment())
    assert conflit.value.version == 2
    with pytest.raises(ConflitDeTexte):
        services.corriger_element(
            scene.acteur, element=mamie, nom="Mamie Lou", genre="PERSONNE", note="", version=1, maintenant=moment()
        )


def test_un_lien_entre_deux_lieux_est_unique_dans_les_deux_sens(scene: Scene) -> None:
    mere, ecole = poser(scene, "Maman"), poser(scene, "Collège", genre="LIEU")
    envoi: dict[str, Any] = {"saisie": FORT, "depuis": JANVIER, "maintenant": moment()}
    services.nouer_lien(scene.acteur, element=mere, autre=ecole, **envoi)
    with pytest.raises(ErreurProjet, match="déjà un lien"):
        services.nouer_lien(scene.acteur, element=ecole, autre=mere, **envoi)
    with pytest.raises(ErreurProjet, match="déjà un lien"):
        services.nouer_lien(scene.acteur, element=mere, autre=None, **envoi)
    with pytest.raises(ErreurProjet, match="quelqu'un d'autre"):
        services.nouer_lien(scene.acteur, element=mere, autre=mere, **envoi)
    services.faire_partir_element(scene.acteur, element=ecole, le=LUNDI, maintenant=moment())
    assert len(carte_du_jour(scene.jeune.pk, scene.dispositif.pk, LUNDI).liens) == 1


def test_un_nom_deja_la_se_signale_et_ne_bloque_pas(scene: Scene) -> None:
    poser(scene, "Mamie Jo")
    with pytest.raises(ErreurProjet) as refus:
        poser(scene, "mamie jo")
    assert refus.value.champ == "nom"
    poser(scene, "Mamie Jo", autre_du_meme_nom=True)
    assert ElementEcocarte.objects.count() == 2


@pytest.mark.parametrize("acte", ["deplacer", "partir", "ajouter"])
def test_aucune_date_dans_l_avenir_ni_avant_l_arrivee(scene: Scene, acte: str) -> None:
    papa = poser(scene, "Papa", JANVIER)
    demain = LUNDI + timedelta(days=1)
    for jour in (demain, SEPTEMBRE):
        with pytest.raises(ErreurProjet):
            if acte == "deplacer":
                services.deplacer_element(scene.acteur, element=papa, anneau="EXO", le=jour, maintenant=moment())
            elif acte == "partir":
                services.faire_partir_element(scene.acteur, element=papa, le=jour, maintenant=moment())
            else:
                poser(scene, "Autre" if jour == demain else "Papa", demain)


def test_la_base_refuse_deux_places_ouvertes_et_un_lien_avec_soi(scene: Scene) -> None:
    papa = poser(scene, "Papa")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceEcocarte.objects.create(element=papa, anneau="EXO", debut=LUNDI)
    valeurs = {"force": "FORT", "nature": "SOUTIEN", "sens": "DEUX", "debut": LUNDI}
    with pytest.raises(IntegrityError), transaction.atomic():
        LienEcocarte.objects.create(element=papa, autre=papa, **valeurs)
    with pytest.raises(IntegrityError), transaction.atomic():
        LienEcocarte.objects.create(element=papa, **valeurs)


def test_qui_n_a_pas_le_dossier_ne_dessine_pas(scene: Scene) -> None:
    papa = poser(scene, "Papa")
    famille = scene.famille("Mère inventée", "PARENT")
    with pytest.raises(PermissionDenied):
        services.effacer_element(famille, element=papa, maintenant=moment())


def test_le_journal_ne_retient_pas_les_noms(scene: Scene) -> None:
    poser(scene, "Mamie Jo")
    trace = Trace.objects.get(acte="projet.ajouter_element")
    assert "Mamie" not in f"{trace.objet} {trace.details}"


@pytest.fixture
def coordination(scene: Scene) -> Client:
    return connecter("COORDONNATEUR", scene.dispositif)


def test_dessiner_par_les_pages(coordination: Client, scene: Scene) -> None:
    ici = scene.jeune.identifiant
    assert "La carte est vide" in coordination.get(url("ecocarte", ici)).content.decode()
    lien_dit = {"force": "FORT", "nature": "SOUTIEN", "sens": "DONNE"}
    saisie = {"nom": "Mamie Jo", "genre": "PERSONNE", "anneau": "MICRO", "depuis": SEPTEMBRE.isoformat(), **lien_dit}
    assert coordination.post(url("ecocarte_ajouter", ici), saisie).status_code == 302
    encore = coordination.post(url("ecocarte_ajouter", ici), saisie)
    assert encore.status_code == 422
    assert 'href="#id_nom"' in encore.content.decode()
    element = ElementEcocarte.objects.get()
    page = coordination.get(url("ecocarte", ici)).content.decode()
    assert f'href="#element-{element.identifiant}"' in page
    assert f'id="element-{element.identifiant}"' in page
    assert "Avec Noé : lien fort, qui fait du bien ; Mamie Jo apporte à Noé" in page
    assert "1 personne ou lieu autour de Noé" in page
    lien = LienEcocarte.objects.get()
    change = {
        "version": element.version,
        "le": JANVIER.isoformat(),
        "force": "FRAGILE",
        "nature": "TENSION",
        "sens": "SANS",
    }
    assert coordination.post(url("ecocarte_changer_lien", ici, lien.pk), change).status_code == 302
    for nom, donnees in (
        ("ecocarte_deplacer", {"anneau": "EXO", "le": JANVIER.isoformat()}),
        ("ecocarte_corriger", {"version": 9, "nom": "Mamie Josette", "genre": "PERSONNE"}),
        ("ecocarte_partir", {"le": LUNDI.isoformat()}),
    ):
        reponse = coordination.post(url(nom, ici, element.identifiant), donnees)
        assert reponse.status_code == (422 if nom == "ecocarte_corriger" else 302)
    comparaison = coordination.get(url("ecocarte_comparer", ici), {"avant": SEPTEMBRE.isoformat()}).content.decode()
    assert "Mamie Jo n&#x27;est plus sur la carte." in comparaison
    assert comparaison.count('<svg class="ecocarte-dessin"') == 2
    assert coordination.post(url("ecocarte_revenir", ici, element.identifiant)).status_code == 302
    assert carte(scene) == {"Mamie Jo": "EXO"}


def test_la_carte_d_un_jour_passe_se_lit_et_ne_se_change_pas(coordination: Client, scene: Scene) -> None:
    poser(scene, "Mamie")
    page = coordination.get(url("ecocarte", scene.jeune.identifiant), {"au": JANVIER.isoformat()}).content.decode()
    assert "Mamie" in page
    assert "Ajouter un lien" not in page


def test_effacer_s_annule_depuis_le_message(coordination: Client, scene: Scene) -> None:
    ici, element = scene.jeune.identifiant, poser(scene, "Mamie")
    page = coordination.post(url("ecocarte_effacer", ici, element.identifiant), follow=True).content.decode()
    remettre = url("ecocarte_remettre", ici, element.identifiant)
    assert remettre in page
    coordination.post(remettre)
    assert carte(scene) == {"Mamie": "MICRO"}


def test_le_fragment_et_la_page_disent_la_meme_chose(coordination: Client, scene: Scene) -> None:
    poser(scene, "Mamie")
    adresse = url("ecocarte_resume", scene.jeune.identifiant)
    fragment, page = (coordination.get(adresse, **entete).content.decode() for entete in (HTMX, {}))
    resume = "1 personne ou lieu autour de Noé : 1 «\u00a0avec moi tous les jours\u00a0»."
    assert resume in fragment
    assert resume in page
    assert "<html" not in fragment
    lus = Trace.objects.filter(nature=NatureTrace.LECTURE).values_list("acte", flat=True)
    assert set(lus) >= {"projet.lire_ecocarte", "projet.lire_ecocarte_resume"}


def test_le_meme_nombre_de_requetes_avec_un_et_six_elements(coordination: Client, scene: Scene) -> None:
    poser(scene, "Mamie")
    adresse = url("ecocarte", scene.jeune.identifiant)
    coordination.get(adresse)

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            coordination.get(adresse)
        return len(requetes)

    une = compter()
    for rang in range(5):
        poser(scene, f"Ami {rang}")
    assert compter() == une


def test_la_liste_et_le_dessin_ont_les_memes_elements(scene: Scene) -> None:
    for rang, anneau in enumerate(("MICRO", "MESO", "EXO", "MACRO")):
        poser(scene, f"Élément {rang}", anneau=anneau)
    lue = lire_ecocarte(scene.jeune, scene.dispositif.pk, LUNDI)
    dessines = {boite.point.cle for boite in lue.dessin.boites}
    listes = {ligne.element.identifiant for _, _, lignes in lue.par_anneau for ligne in lignes}
    assert dessines == listes
    assert len(dessines) == 4
