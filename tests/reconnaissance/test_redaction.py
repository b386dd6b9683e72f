"""Opening, prefilling, writing by several authors, attaching."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.conventions.domain.etats import EtatConvention
from maillage.conventions.selectors import ConventionEnVigueur
from maillage.reconnaissance import services
from maillage.reconnaissance.domain.erreurs import ActeImpossible, Conflit, ErreurReconnaissance
from maillage.reconnaissance.models import DossierReconnaissance, RedactionSection
from maillage.reconnaissance.selectors import lire_dossier, modalites
from maillage.socle.models import Piece, Trace
from tests.fabriques import PlacesFactory
from tests.reconnaissance.conftest import Scene

pytestmark = pytest.mark.django_db


def _valeurs(dossier: DossierReconnaissance) -> dict[str, str]:
    return {chiffre["code"]: chiffre["valeur"] for chiffre in dossier.chiffres}


def test_un_dossier_s_ouvre_une_fois_et_se_preremplit(scene: Scene) -> None:
    dossier = services.ouvrir_dossier(scene.direction, scene.dispositif)
    assert services.ouvrir_dossier(scene.acteur("ORGANISME"), scene.dispositif).pk == dossier.pk
    valeurs = _valeurs(dossier)
    assert (valeurs["organismes"], valeurs["etablissements"], valeurs["places_an"]) == ("2", "2", "10")
    assert (valeurs["scolarite"], valeurs["partenaires"], valeurs["coordonnateurs"]) == ("1", "1", "1")
    assert (valeurs["communes"], valeurs["retour"], valeurs["file_active"]) == ("1", "", "")
    assert all(c["definition"] and c["source"] and c["au"] for c in dossier.chiffres)
    assert Trace.objects.filter(acte="reconnaissance.ouvrir_dossier").count() == 1


@pytest.mark.parametrize("role", ["ARS", "MISSION", "PROFESSIONNEL"])
def test_qui_ne_porte_pas_le_dispositif_n_ecrit_rien(scene: Scene, role: str) -> None:
    with pytest.raises(PermissionDenied):
        services.ouvrir_dossier(scene.acteur(role), scene.dispositif)
    services.ouvrir_dossier(scene.direction, scene.dispositif)
    with pytest.raises(PermissionDenied):
        services.ecrire_section(scene.acteur(role), scene.dispositif.pk, "public", texte="x", lue=0)


def test_les_chiffres_ne_bougent_que_sur_demande(scene: Scene) -> None:
    services.ouvrir_dossier(scene.direction, scene.dispositif)
    PlacesFactory(dispositif=scene.dispositif, modalite="AJ", nombre=5)
    lu = lire_dossier(scene.direction, scene.dispositif, le=timezone.localdate())
    assert lu.chiffres_changes == ["Places d'accueil de jour"]
    assert _valeurs(scene.dossier())["places_aj"] == "10"
    services.actualiser_chiffres(scene.direction, scene.dispositif)
    assert _valeurs(scene.dossier())["places_aj"] == "15"


def test_chaque_version_d_une_section_est_gardee(scene: Scene) -> None:
    services.ouvrir_dossier(scene.direction, scene.dispositif)
    services.ecrire_section(scene.direction, scene.dispositif.pk, "public", texte="Un", lue=0)
    services.ecrire_section(scene.acteur("ORGANISME"), scene.dispositif.pk, "public", texte="Deux", lue=1)
    inchangee = services.ecrire_section(scene.direction, scene.dispositif.pk, "public", texte="Deux ", lue=2)
    assert inchangee.numero == 2
    assert list(RedactionSection.objects.order_by("numero").values_list("texte", "par")) == [
        ("Un", "Camille Direction"),
        ("Deux", "Camille Organisme"),
    ]


def test_deux_auteurs_ne_s_ecrasent_pas(scene: Scene) -> None:
    services.ouvrir_dossier(scene.direction, scene.dispositif)
    services.ecrire_section(scene.acteur("ORGANISME"), scene.dispositif.pk, "public", texte="Un", lue=0)
    with pytest.raises(Conflit, match="Camille Organisme a enregistré"):
        services.ecrire_section(scene.direction, scene.dispositif.pk, "public", texte="Autre", lue=0)
    assert RedactionSection.objects.get().texte == "Un"


def test_une_section_ou_un_genre_inconnus_sont_refuses(scene: Scene) -> None:
    with pytest.raises(ErreurReconnaissance, match="Aucun dossier"):
        services.ecrire_section(scene.direction, scene.dispositif.pk, "public", texte="x", lue=0)
    services.ouvrir_dossier(scene.direction, scene.dispositif)
    with pytest.raises(ErreurReconnaissance, match="n'existe pas"):
        services.ecrire_section(scene.direction, scene.dispositif.pk, "inconnue", texte="x", lue=0)
    with pytest.raises(ErreurReconnaissance, match="genre"):
        scene.joindre("INCONNU")


def test_une_piece_se_retire_et_celle_d_un_depot_reste_lisible(scene: Scene) -> None:
    scene.rediger()
    libre = scene.joindre("CVS")
    services.retirer_piece(scene.direction, scene.dispositif.pk, libre.identifiant)
    assert Piece.objects.count() == 1
    services.demander_echange(scene.direction, scene.dispositif)
    services.deposer(scene.direction, scene.dispositif)
    services.retirer_depot(scene.direction, scene.dispositif)
    deposee = scene.dossier().pieces.get()
    services.retirer_piece(scene.direction, scene.dispositif.pk, deposee.identifiant)
    deposee.refresh_from_db()
    assert deposee.retiree_le is not None
    with pytest.raises(ErreurReconnaissance, match="plus, dans le dossier"):
        services.retirer_piece(scene.direction, scene.dispositif.pk, deposee.identifiant)


def test_un_dossier_depose_ne_s_ecrit_plus(scene: Scene) -> None:
    scene.deposer()
    with pytest.raises(ActeImpossible, match="ne s'écrit plus"):
        services.ecrire_section(scene.direction, scene.dispositif.pk, "public", texte="Autre", lue=1)
    with pytest.raises(ActeImpossible):
        services.actualiser_chiffres(scene.direction, scene.dispositif)
    with pytest.raises(ActeImpossible):
        scene.joindre("CVS")


def test_une_convention_jointe_apporte_la_modalite_qui_manque(scene: Scene) -> None:
    scene.dispositif.places.filter(modalite="AN").delete()
    scene.rediger()
    jour = timezone.localdate()
    manque = lire_dossier(scene.direction, scene.dispositif, le=jour).manquants
    assert [ligne.regle.code for ligne in manque] == ["modalites"]
    scene.joindre("CONVENTION_AN")
    assert lire_dossier(scene.direction, scene.dispositif, le=jour).manquants == ()


def test_une_modalite_peut_venir_d_une_convention_en_vigueur(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.dispositif.places.filter(modalite="AN").delete()
    scene.rediger()
    jour = timezone.localdate()
    assert [ligne.regle.code for ligne in lire_dossier(scene.direction, scene.dispositif, le=jour).manquants] == [
        "modalites"
    ]
    accord = ConventionEnVigueur(
        "Accord inventé", jour, jour, ("A", "B"), ("AN",), EtatConvention.EN_VIGUEUR, bilateral=True, identifiant="X"
    )
    monkeypatch.setattr(modalites, "conventions_en_vigueur", lambda dispositif_id, le: [accord])
    assert lire_dossier(scene.direction, scene.dispositif, le=jour).manquants == ()
