"""The editorial path: someone else reads over, readers keep the published version, nobody widens readers alone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.bibliotheque import services
from maillage.bibliotheque.domain.erreurs import ErreurBibliotheque
from maillage.bibliotheque.models import EmploiFiche, Fiche, UsageFiche, VersionFiche
from maillage.bibliotheque.selectors.echeances import echeances, echeances_de_la_portee
from maillage.bibliotheque.selectors.lecture import fiche_visible, fiches_a_relire
from maillage.bibliotheque.services.fiches import marque
from maillage.bibliotheque.services.relecture import prochaine_revue
from tests.bibliotheque.conftest import JOUR, SYSTEME, Scene, saisie


def test_une_autre_personne_relit_rend_puis_publie(scene: Scene) -> None:
    auteur, relecteur = scene.acteur("COORDONNATEUR"), scene.acteur("MISSION")
    fiche = scene.brouillon()
    assert fiche_visible(relecteur, fiche.identifiant) is None
    services.envoyer_en_relecture(auteur, fiche)
    services.rendre(relecteur, fiche, remarque="Une date manque.")
    services.modifier_fiche(auteur, fiche, saisie(texte="Avec sa date."))
    services.envoyer_en_relecture(auteur, fiche)
    publiee = services.publier(relecteur, fiche)
    assert (publiee.etat, publiee.revoir_le) == ("PUBLIEE", prochaine_revue(JOUR))
    assert publiee.version is not None
    assert publiee.version.relecteur == "Camille Mission"


def test_on_ne_publie_jamais_sa_propre_version(scene: Scene) -> None:
    mission = scene.acteur("MISSION")
    fiche = services.envoyer_en_relecture(mission, scene.brouillon(role="MISSION"))
    assert not fiches_a_relire(mission).exists()
    with pytest.raises(ErreurBibliotheque, match="une autre personne la relit"):
        services.publier(mission, fiche)
    assert services.publier(scene.acteur("ARS"), fiche).etat == "PUBLIEE"


def test_la_base_refuse_un_relecteur_auteur(scene: Scene) -> None:
    version = scene.publiee().version
    assert version is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        VersionFiche.objects.filter(pk=version.pk).update(relecteur_id=version.auteur_id)


@pytest.mark.une_base
def test_une_fiche_incomplete_ne_part_pas_en_relecture(scene: Scene) -> None:
    fiche = scene.brouillon(texte="", resume="")
    with pytest.raises(ErreurBibliotheque) as refus:
        services.envoyer_en_relecture(scene.acteur("COORDONNATEUR"), fiche)
    assert refus.value.champ == "resume"


@pytest.mark.une_base
def test_qui_ne_relit_pas_ne_publie_pas(scene: Scene) -> None:
    fiche = services.envoyer_en_relecture(scene.acteur("COORDONNATEUR"), scene.brouillon())
    for role in ("PROFESSIONNEL", "DIRECTION", "DPO"):
        with pytest.raises(PermissionDenied):
            services.publier(scene.acteur(role), fiche)


@pytest.mark.une_base
def test_les_lecteurs_gardent_la_version_publiee_pendant_que_la_suivante_s_ecrit(scene: Scene) -> None:
    auteur = scene.acteur("COORDONNATEUR")
    fiche = scene.publiee()
    fiche = services.modifier_fiche(auteur, fiche, saisie("Autre titre", visibilite="RESEAU", quoi_de_neuf="Tout"))
    assert (fiche.titre, fiche.visibilite, fiche.etat) == ("Préparer une réunion", "PUBLIC", "PUBLIEE")
    fiche = services.envoyer_en_relecture(auteur, fiche)
    fiche = services.publier(SYSTEME, fiche)
    assert (fiche.titre, fiche.visibilite) == ("Autre titre", "RESEAU")
    assert fiche.versions.count() == 2


@pytest.mark.une_base
def test_elargir_les_lecteurs_demande_la_relecture_de_qui_repond_de_ces_lecteurs(scene: Scene) -> None:
    fiche = scene.publiee(visibilite="DISPOSITIF")
    services.modifier_fiche(scene.acteur("COORDONNATEUR"), fiche, saisie(visibilite="PUBLIC"))
    services.envoyer_en_relecture(scene.acteur("COORDONNATEUR"), fiche)
    with pytest.raises(PermissionDenied):
        services.publier(scene.acteur("DIRECTION"), fiche)
    fiche.refresh_from_db()
    assert fiche.visibilite == "DISPOSITIF"


@pytest.mark.une_base
def test_un_enregistrement_croise_est_refuse_sans_rien_perdre(scene: Scene) -> None:
    auteur = scene.acteur("COORDONNATEUR")
    fiche = scene.publiee()
    vue = marque(Fiche.objects.select_related("version", "travail").get(pk=fiche.pk))
    services.modifier_fiche(auteur, fiche, saisie(texte="La première"), lue=vue)
    with pytest.raises(ErreurBibliotheque, match="pendant que vous écriviez"):
        services.modifier_fiche(scene.acteur("MISSION"), fiche, saisie(texte="La seconde"), lue=vue)
    assert VersionFiche.objects.get(fiche=fiche, numero=2).texte == "La première"


@pytest.mark.une_base
def test_revoir_confirmer_archiver_et_revenir(scene: Scene) -> None:
    auteur = scene.acteur("COORDONNATEUR")
    fiche = services.signaler_a_revoir(auteur, scene.publiee(), motif="L'arrêté a changé.")
    assert fiche.motif_revision == "L'arrêté a changé."
    fiche = services.confirmer(auteur, fiche, revoir_le=JOUR + dt.timedelta(days=90))
    assert (fiche.etat, fiche.motif_revision) == ("PUBLIEE", "")
    fiche = services.archiver(auteur, fiche)
    assert fiche_visible(scene.acteur("DPO"), fiche.identifiant) is None
    assert services.desarchiver(auteur, fiche).etat == "A_REVOIR"
    with pytest.raises(ErreurBibliotheque, match="à venir"):
        services.confirmer(auteur, fiche, revoir_le=JOUR)


@pytest.mark.une_base
def test_les_echeances_rappellent_la_revue_et_la_relecture(scene: Scene) -> None:
    scene.publiee("À revoir bientôt", revoir_le=JOUR + dt.timedelta(days=20))
    scene.publiee("Dans longtemps", revoir_le=JOUR + dt.timedelta(days=300))
    services.envoyer_en_relecture(scene.acteur("COORDONNATEUR"), scene.brouillon("À relire"))
    actes = [e.acte for e in echeances(scene.acteur("COORDONNATEUR"), scene.dispositif, le=JOUR)]
    assert actes == ["Revoir la fiche « À revoir bientôt »"]
    actes = [e.echeance.acte for e in echeances_de_la_portee(scene.acteur("MISSION"), le=JOUR)]
    assert actes == ["Relire la fiche « À relire »", "Revoir la fiche « À revoir bientôt »"]
    assert echeances_de_la_portee(scene.acteur("DIRECTION"), le=JOUR) == []
    assert echeances(scene.acteur("DPO"), scene.dispositif, le=JOUR) == []


@pytest.mark.une_base
def test_un_dispositif_dit_qu_il_emploie_une_fiche_et_se_retire(scene: Scene) -> None:
    fiche, direction = scene.publiee(), scene.acteur("DIRECTION")
    services.declarer_emploi(direction, fiche, dispositif_id=scene.dispositif.pk, accord="COMPTE")
    services.declarer_emploi(direction, fiche, dispositif_id=scene.dispositif.pk, accord="PUBLIC", comment="Souvent")
    assert EmploiFiche.objects.get().accord == "PUBLIC"
    with pytest.raises(PermissionDenied):
        services.declarer_emploi(direction, fiche, dispositif_id=scene.voisin.pk, accord="PUBLIC")
    services.retirer_emploi(direction, fiche, dispositif_id=scene.dispositif.pk)
    assert not EmploiFiche.objects.exists()


@pytest.mark.une_base
def test_une_lecture_se_compte_une_fois_par_heure_et_ne_nomme_personne(scene: Scene) -> None:
    fiche = scene.publiee()
    for origine in ("a", "a", "b"):
        services.compter_lecture(fiche, origine=origine)
    usage = UsageFiche.objects.get()
    assert (usage.mois, usage.consultations) == (dt.date(2026, 3, 1), 2)
    assert {champ.name for champ in UsageFiche._meta.fields} == {
        "id",
        "fiche",
        "mois",
        "consultations",
        "telechargements",
    }
