"""Places: waiting list, promotion, withdrawal, the window of one place each, moves told once, what cannot be."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.rencontres import services
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.inscription import SaisieInscription, reconnaitre_etablissement
from maillage.rencontres.models import Inscription
from maillage.rencontres.selectors.inscriptions import doublons_de, pourquoi_attendre, retours_de
from maillage.rencontres.services.ecriture import PARTICIPANT
from maillage.socle.courriel.models import Courriel
from maillage.socle.courriel.services import noter_rejet
from tests.rencontres.conftest import JOUR, SYSTEME, Scene, journee

pytestmark = pytest.mark.django_db
D = dt.date


def etats(*inscriptions: Inscription) -> list[str]:
    return [Inscription.objects.get(pk=une.pk).etat for une in inscriptions]


def gabarits(**filtres: object) -> list[str]:
    lus = Courriel.objects.filter(**filtres).order_by("pk").values_list("gabarit", flat=True)
    return [gabarit.removeprefix("rencontres/") for gabarit in lus]


def test_au_dela_des_places_on_attend_et_un_depart_promeut_aussitot(scene: Scene) -> None:
    trois = [scene.venir(nom, chez=scene.dispositif) for nom in ("Un", "Deux", "Trois")]
    voisine = scene.venir("Voisine", chez=scene.voisin)
    assert etats(*trois, voisine) == ["INSCRIT", "INSCRIT", "EN_ATTENTE", "EN_ATTENTE"]
    assert pourquoi_attendre(voisine, le=JOUR) == (2, "Toutes les places sont prises.")
    promues = services.annuler_inscription(PARTICIPANT, trois[0], par_lien=True)
    assert promues == [voisine], "an establishment without a place goes before the second of another"
    assert services.annuler_inscription(PARTICIPANT, trois[0], par_lien=True) == []
    assert gabarits(destinataire="voisine@exemple.test") == ["en_attente", "promue"]
    assert gabarits(destinataire="un@exemple.test") == ["inscrit", "annulee"]
    retablie = services.retablir_inscription(SYSTEME, trois[0])
    assert retablie.etat == "EN_ATTENTE"


def test_une_place_par_etablissement_jusqu_au_jour_dit_puis_le_partage(scene: Scene) -> None:
    services.modifier_rencontre(SYSTEME, scene.comop, {"partage_jusqu_au": JOUR})
    une, deux = scene.venir("Un", chez=scene.dispositif), scene.venir("Deux", chez=scene.dispositif)
    assert etats(une, deux) == ["INSCRIT", "EN_ATTENTE"]
    assert "se partagent ensuite" in pourquoi_attendre(deux, le=JOUR)[1]
    with time_machine.travel(dt.datetime(2026, 3, 11, 9, tzinfo=dt.UTC), tick=False):
        fait = services.entretenir(SYSTEME, le=D(2026, 3, 11))
        assert (fait.placees, etats(deux)) == (1, ["INSCRIT"])
        assert services.entretenir(SYSTEME, le=D(2026, 3, 11)).placees == 0


def test_la_meme_personne_ne_s_inscrit_pas_deux_fois_ni_dans_deux_villes(scene: Scene) -> None:
    scene.venir("Le Guén", chez=scene.dispositif)
    with pytest.raises(ErreurRencontre, match="déjà inscrit à cette date"):
        scene.venir("le guen", chez=scene.dispositif)
    ailleurs = scene.date(scene.comop, D(2026, 3, 27))
    with pytest.raises(ErreurRencontre, match="autre date"):
        scene.venir("LE-GUÉN", seance=ailleurs, chez=scene.dispositif)
    assert scene.venir("Le Guén", chez=scene.voisin).pk, "a homonym of another establishment is someone else"
    double = Inscription.objects.first()
    assert double is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        double.pk, double.identifiant = None, "AUTRE"
        double.save()


def test_deux_ecritures_se_reunissent_a_la_main_ou_s_ecartent(scene: Scene) -> None:
    gardee = scene.venir("Dupont", chez=scene.dispositif, courriel="")
    autre = scene.venir("Dupond", chez=scene.dispositif, attente="Se connaître")
    attend = scene.venir("Martin", chez=scene.voisin)
    assert doublons_de(scene.comop) == [(gardee, autre)]
    services.fusionner(SYSTEME, gardee, autre)
    gardee.refresh_from_db()
    assert (gardee.courriel, gardee.attente.texte) == ("dupond@exemple.test", "Se connaître")
    assert etats(gardee, autre, attend) == ["INSCRIT", "ANNULE", "INSCRIT"]
    assert doublons_de(scene.comop) == []
    jumelle = scene.venir("Duponte", chez=scene.dispositif)
    services.ecarter_doublon(SYSTEME, jumelle, gardee)
    assert doublons_de(scene.comop) == []


def test_un_site_ferme_la_veille_chacun_prevenu_une_fois_et_reporte(scene: Scene) -> None:
    inscrites = [scene.venir(nom, chez=scene.dispositif) for nom in ("Un", "Deux", "Trois")]
    ailleurs = scene.date(scene.comop, D(2026, 3, 27), places=2)
    Courriel.objects.all().delete()
    assert services.annuler_seance(SYSTEME, scene.seance, mot="Salle fermée", vers=ailleurs) == (3, 2)
    assert gabarits() == ["deplacee"] * 3
    assert etats(*inscrites) == ["INSCRIT", "INSCRIT", "EN_ATTENTE"]
    with pytest.raises(ErreurRencontre, match="déjà annulée"):
        services.annuler_seance(SYSTEME, scene.seance, mot="Encore", vers=ailleurs)
    assert Courriel.objects.count() == 3


def test_un_changement_se_dit_une_fois_et_seulement_s_il_compte(scene: Scene) -> None:
    scene.venir("Un", chez=scene.dispositif)
    Courriel.objects.all().delete()
    champs = {"lieu": "Salle", "commune": scene.toulouse, "places": 3}
    assert services.modifier_seance(SYSTEME, scene.seance, champs, journee(D(2026, 3, 20))) == 0
    assert (
        services.modifier_seance(SYSTEME, scene.seance, {**champs, "lieu": "Autre salle"}, journee(D(2026, 3, 20))) == 1
    )
    assert (
        services.modifier_seance(SYSTEME, scene.seance, {**champs, "lieu": "Autre salle"}, journee(D(2026, 3, 23))) == 1
    )
    assert gabarits() == ["changement", "changement"]


def test_le_rappel_part_une_seule_fois(scene: Scene) -> None:
    scene.venir("Un", chez=scene.dispositif)
    veille = D(2026, 3, 18)
    services.entretenir(SYSTEME, le=veille)
    services.entretenir(SYSTEME, le=veille)
    services.entretenir(SYSTEME, le=veille + dt.timedelta(days=1))
    assert gabarits(gabarit="rencontres/rappel") == ["rappel"]


def test_une_adresse_qui_ne_recoit_pas_se_voit_et_se_corrige_sans_rien_perdre(scene: Scene) -> None:
    une = scene.venir("Un", chez=scene.dispositif)
    ancien = services.jeton_de(une)
    noter_rejet(Courriel.objects.get().cle, "boîte inconnue")
    assert "boîte inconnue" in retours_de(scene.comop)[une.pk]
    services.corriger_inscription(SYSTEME, une, SaisieInscription("Camille", "Un", "bonne@exemple.test"))
    une.refresh_from_db()
    assert (une.etat, services.jeton_de(une) != ancien) == ("INSCRIT", True)
    assert retours_de(scene.comop) == {}


def test_l_inscription_publique_ne_compte_qu_une_fois_confirmee(scene: Scene) -> None:
    services.modifier_rencontre(SYSTEME, scene.comop, {"public_site": True})
    saisie = SaisieInscription("Zoé", "Publique", "zoe@exemple.test")
    une = services.inscrire_sans_compte(scene.seance, saisie)
    assert une is not None
    assert une.etat == "A_CONFIRMER"
    assert services.inscrire_sans_compte(scene.seance, saisie) is None, "neutral for who is already there"
    assert gabarits() == ["a_confirmer"]
    perdue = services.inscrire_sans_compte(scene.seance, SaisieInscription("Léo", "Perdu", "leo@exemple.test"))
    assert perdue is not None
    assert services.confirmer(une).etat == "INSCRIT"
    assert services.confirmer(une).etat == "INSCRIT"
    assert gabarits(destinataire="zoe@exemple.test") == ["a_confirmer", "inscrit"]
    with time_machine.travel(dt.datetime(2026, 3, 13, 9, tzinfo=dt.UTC), tick=False):
        assert services.entretenir(SYSTEME, le=D(2026, 3, 13)).oubliees == 1
    assert list(Inscription.objects.values_list("nom", flat=True)) == ["Publique"]


def test_un_nom_ecrit_a_la_main_compte_pour_le_dispositif_qu_il_designe(scene: Scene) -> None:
    """The ceiling of an establishment holds, however its people write its name; the registration stays out of its space."""
    services.modifier_rencontre(SYSTEME, scene.comop, {"public_site": True})
    ecrit = scene.dispositif.nom.upper().replace(" ", "  -  ")
    saisie = SaisieInscription("Une", "Publique", "une@exemple.test", structure=ecrit)
    publique = services.inscrire_sans_compte(scene.seance, saisie)
    assert publique is not None
    assert (publique.cle_structure, publique.dispositif_id) == (f"d{scene.dispositif.pk}", None)
    connus = [(1, "DITEP du Causse"), (2, "DITEP des Ormes"), (3, "Ditep les Ormes")]
    assert reconnaitre_etablissement("ditep CAUSSE", connus) == 1
    assert reconnaitre_etablissement("DITEP des ormes", connus) is None, "two bear it: in doubt, nobody"
    assert reconnaitre_etablissement("Causse", connus) is None


def test_les_noms_s_effacent_deux_ans_apres_et_les_comptes_restent(scene: Scene) -> None:
    une = scene.venir("Un", chez=scene.dispositif, attente="Apprendre")
    assert services.entretenir(SYSTEME, le=D(2028, 4, 1)).effacees == 1
    une.refresh_from_db()
    assert (une.nom, une.courriel, une.etat, une.cle_structure) == ("", "", "INSCRIT", f"d{scene.dispositif.pk}")
    assert services.entretenir(SYSTEME, le=D(2028, 4, 2)).effacees == 0


def test_chacun_n_inscrit_que_les_siens_et_seulement_quand_c_est_ouvert(scene: Scene) -> None:
    direction = ActeurUtilisateur(
        7, "Direction", habilitations=(HabilitationActive("DIRECTION", frozenset({scene.dispositif.pk})),)
    )
    saisie = SaisieInscription("Zoé", "Équipe", "zoe@exemple.test")
    for ailleurs in (scene.voisin.pk, None):
        with pytest.raises(PermissionDenied):
            services.inscrire(direction, scene.seance, saisie, dispositif_id=ailleurs)
    with pytest.raises(PermissionDenied):
        services.annoncer_rencontre(direction, scene.comop)
    brouillon = scene.date(scene.rencontre(titre="Brouillon"), D(2026, 4, 1))
    with pytest.raises(ErreurRencontre, match="pas encore ouvertes"):
        services.inscrire(direction, brouillon, saisie, dispositif_id=scene.dispositif.pk)
    services.modifier_rencontre(SYSTEME, scene.comop, {"inscriptions_jusqu_au": D(2026, 3, 9)})
    with pytest.raises(ErreurRencontre, match="jusqu'au lundi 9 mars 2026"):
        services.inscrire(direction, scene.seance, saisie, dispositif_id=scene.dispositif.pk)
    assert scene.venir("Tardive", chez=scene.dispositif).etat == "INSCRIT", "who runs it may still add someone"
