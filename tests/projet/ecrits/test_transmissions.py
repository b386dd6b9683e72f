"""Writing in one sentence, reading by section, answering « j'ai lu », correcting in sight."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.models import LectureTransmission, Transmission
from maillage.projet.selectors import ecrits_transmissions as lire
from maillage.projet.selectors.ecrits_transmissions import POUR_MOI, FiltresTransmissions
from maillage.projet.services import ecrits_transmissions as services
from maillage.socle.domain.texte import plier
from maillage.socle.models import Brouillon, Trace
from tests.fabriques import JeuneFactory, MembreEquipeFactory, PhaseFactory
from tests.projet.ecrits.conftest import Personne, Scene

pytestmark = pytest.mark.django_db
AUJOURD_HUI = timezone.localdate


def visibles(scene: Scene, qui: Personne) -> set[str]:
    trouvees = lire.transmissions_visibles(qui.acteur, scene.dispositif.pk, le=AUJOURD_HUI())
    return {transmission.texte for transmission in trouvees}


def pour(scene: Scene, qui: Personne) -> set[str]:
    trouvees = lire.lister_transmissions(
        qui.acteur, scene.dispositif.pk, FiltresTransmissions(fil=POUR_MOI), le=AUJOURD_HUI()
    )
    return {transmission.texte for transmission in trouvees}


def test_une_phrase_suffit_et_va_dans_la_section_educative(scene: Scene) -> None:
    ecrite = scene.ecrire(scene.educatrice, "  Bonne matinée  ")
    assert (ecrite.texte, ecrite.section, ecrite.adressage) == ("Bonne matinée", "educatif", "")
    assert Trace.objects.filter(acte="projet.ecrire_transmission", jeune_id=scene.jeune.pk).count() == 1


def test_un_texte_vide_ou_trop_long_est_refuse_a_cote_du_champ(scene: Scene) -> None:
    for texte in ("   ", "a" * 5_001):
        with pytest.raises(ErreurProjet) as refus:
            scene.ecrire(scene.educatrice, texte)
        assert refus.value.champ == "texte"
    assert not Transmission.objects.exists()


def test_chacun_lit_les_sections_qui_lui_sont_ouvertes(scene: Scene) -> None:
    scene.ecrire(scene.educatrice, "éducatif")
    scene.ecrire(scene.infirmier, "soin", section="soin")
    scene.ecrire(scene.voisin, "service", jeune=None)
    assert visibles(scene, scene.educatrice) == {"éducatif", "service"}
    assert visibles(scene, scene.infirmier) == {"éducatif", "soin", "service"}
    assert visibles(scene, scene.voisin) == {"service"}
    assert visibles(scene, scene.coordinatrice) == {"éducatif", "service"}


def test_une_section_fermee_ne_s_ecrit_pas(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        scene.ecrire(scene.educatrice, "soin", section="soin")
    with pytest.raises(PermissionDenied):
        scene.ecrire(scene.coordinatrice, "soin", section="psychologue")


def test_qui_n_est_pas_de_l_equipe_depose_une_note_et_ne_relit_que_la_sienne(scene: Scene) -> None:
    scene.ecrire(scene.educatrice, "réservé à l'équipe")
    scene.ecrire(scene.voisin, "vu en larmes au portail", adressage="EQUIPE")
    assert visibles(scene, scene.voisin) == {"vu en larmes au portail"}
    assert pour(scene, scene.educatrice) == {"vu en larmes au portail"}


def test_adresser_n_ouvre_rien_de_plus(scene: Scene) -> None:
    scene.ecrire(scene.infirmier, "soin", section="soin", adressage="EQUIPE")
    assert pour(scene, scene.educatrice) == set()
    scene.ecrire(scene.educatrice, "à toi", adressage="PERSONNE", destinataire_id=scene.voisin.professionnel.pk)
    assert pour(scene, scene.voisin) == set()


def test_pour_moi_rassemble_personne_fonction_et_equipe_sans_les_siennes(scene: Scene) -> None:
    infirmier = scene.infirmier.professionnel.pk
    scene.ecrire(scene.educatrice, "à personne")
    scene.ecrire(scene.educatrice, "équipe", adressage="EQUIPE")
    scene.ecrire(scene.educatrice, "soignants", adressage="FONCTION", fonction="SOIN")
    scene.ecrire(scene.educatrice, "encadrement", adressage="FONCTION", fonction="ENCADREMENT")
    scene.ecrire(scene.educatrice, "toi", adressage="PERSONNE", destinataire_id=infirmier)
    scene.ecrire(scene.voisin, "chaudière en panne", jeune=None, adressage="EQUIPE")
    assert pour(scene, scene.infirmier) == {"équipe", "soignants", "toi", "chaudière en panne"}
    assert pour(scene, scene.educatrice) == {"chaudière en panne"}
    assert pour(scene, scene.directrice) == {"encadrement", "chaudière en panne"}
    assert lire.nombre_pour_moi(scene.infirmier.acteur, scene.dispositif.pk, le=AUJOURD_HUI()) == 4


def test_pour_moi_ne_remonte_pas_au_dela_de_deux_mois(scene: Scene) -> None:
    ancienne = scene.ecrire(scene.educatrice, "ancienne", adressage="EQUIPE")
    Transmission.objects.filter(pk=ancienne.pk).update(ecrite_le=timezone.now() - timedelta(days=61))
    assert pour(scene, scene.infirmier) == set()


def test_un_remplacant_lit_aux_dates_exactes(scene: Scene) -> None:
    scene.ecrire(scene.educatrice, "équipe", adressage="EQUIPE")
    membre = MembreEquipeFactory(dispositif=scene.dispositif, jeune=scene.jeune, fonction="NUIT")
    membre.remplacements.create(
        remplacant=scene.voisin.professionnel, debut=AUJOURD_HUI(), fin=AUJOURD_HUI(), motif="CONGE"
    )
    assert pour(scene, scene.voisin) == {"équipe"}


def test_j_ai_lu_la_retire_de_pour_moi_et_deux_fois_n_en_fait_qu_une(scene: Scene) -> None:
    ecrite = scene.ecrire(scene.educatrice, "équipe", adressage="EQUIPE")
    for attendu in (1, 0):
        faites = services.accuser_lecture(
            scene.infirmier.acteur,
            transmissions=[ecrite],
            dispositif_id=scene.dispositif.pk,
            maintenant=timezone.now(),
        )
        assert faites == attendu
    assert pour(scene, scene.infirmier) == set()
    assert LectureTransmission.objects.get().personne == "Un infirmier"


def test_une_correction_garde_l_ancien_texte_et_demande_de_relire(scene: Scene) -> None:
    ecrite = scene.ecrire(scene.educatrice, "rendez-vous à 9 h", adressage="EQUIPE")
    services.accuser_lecture(
        scene.infirmier.acteur, transmissions=[ecrite], dispositif_id=scene.dispositif.pk, maintenant=timezone.now()
    )
    corrigee = services.corriger_transmission(
        scene.educatrice.acteur,
        transmission=ecrite,
        texte="rendez-vous à 10 h",
        motif="erreur d'heure",
        version=1,
        maintenant=timezone.now(),
    )
    (ancienne,) = corrigee.versions.all()
    assert (ancienne.texte, ancienne.motif, corrigee.version) == ("rendez-vous à 9 h", "erreur d'heure", 2)
    assert pour(scene, scene.infirmier) == {"rendez-vous à 10 h"}
    with pytest.raises(TypeError, match="ne se modifie pas"):
        ancienne.save()


def test_deux_corrections_a_la_fois_sont_un_conflit_montre(scene: Scene) -> None:
    ecrite = scene.ecrire(scene.educatrice, "un")
    commun = {"transmission": ecrite, "motif": "", "version": 1, "maintenant": timezone.now()}
    services.corriger_transmission(scene.educatrice.acteur, texte="deux", **commun)
    with pytest.raises(ConflitDeTexte) as conflit:
        services.corriger_transmission(scene.educatrice.acteur, texte="trois", **commun)
    assert list(conflit.value.actuel.values()) == ["deux"]
    assert Transmission.objects.get().texte == "deux"


def test_on_ne_corrige_ni_ne_retire_ce_qu_un_autre_a_ecrit(scene: Scene) -> None:
    ecrite = scene.ecrire(scene.educatrice)
    maintenant = timezone.now()
    for qui in (scene.infirmier, scene.directrice):
        with pytest.raises(PermissionDenied):
            services.corriger_transmission(
                qui.acteur, transmission=ecrite, texte="x", motif="", version=1, maintenant=maintenant
            )
        with pytest.raises(PermissionDenied):
            services.retirer_transmission(qui.acteur, transmission=ecrite, motif="x", maintenant=maintenant)


def test_retirer_laisse_la_ligne_et_se_defait(scene: Scene) -> None:
    ecrite = scene.ecrire(scene.educatrice, "mauvais dossier", adressage="EQUIPE")
    services.retirer_transmission(
        scene.educatrice.acteur, transmission=ecrite, motif="erreur de dossier", maintenant=timezone.now()
    )
    assert pour(scene, scene.infirmier) == set()
    page = scene.infirmier.client.get(scene.adresse("transmissions_du_jeune", scene.jeune.identifiant))
    assert "mauvais dossier" not in page.content.decode()
    assert "erreur de dossier" in page.content.decode()
    services.retablir_transmission(scene.educatrice.acteur, transmission=ecrite)
    assert pour(scene, scene.infirmier) == {"mauvais dossier"}


@pytest.mark.parametrize("cherche", ["éloïse", "ELOISE", "rappelé eloi", "appel l'ecole"])
def test_la_recherche_ignore_les_accents_et_ne_porte_que_sur_ce_qui_est_ouvert(scene: Scene, cherche: str) -> None:
    scene.ecrire(scene.educatrice, "L'école a rappelé pour Éloïse")
    scene.ecrire(scene.infirmier, "Éloïse rappelé l'école, appel", section="soin")

    def trouver(qui: Personne) -> int:
        filtres = FiltresTransmissions(recherche=cherche)
        return lire.lister_transmissions(qui.acteur, scene.dispositif.pk, filtres, le=AUJOURD_HUI()).count()

    assert trouver(scene.educatrice) == 1
    assert trouver(scene.infirmier) == 2
    assert trouver(scene.voisin) == 0


@given(st.text(min_size=1, max_size=80))
def test_un_mot_du_texte_se_retrouve_toujours(texte: str) -> None:
    plie = plier(texte)
    assert all(mot in plie for mot in plier(texte).split())


def test_le_brouillon_se_garde_se_reprend_et_part_avec_l_envoi(scene: Scene) -> None:
    fil = scene.adresse("transmissions_du_jeune", scene.jeune.identifiant)
    ecrire = f"{scene.adresse('ecrire_transmission')}?jeune={scene.jeune.identifiant}"
    reponse = scene.educatrice.client.post(reverse("socle:brouillon"), {"texte": "À finir", "brouillon_cle": fil})
    assert "Brouillon gardé" in reponse.content.decode()
    for adresse in (fil, ecrire):
        assert "À finir</textarea>" in scene.educatrice.client.get(adresse).content.decode()
    assert "À finir" not in scene.infirmier.client.get(fil).content.decode()
    scene.educatrice.client.post(ecrire, {"texte": "Fini"})
    assert not Brouillon.objects.exists()


def test_une_personne_partie_du_dispositif_n_est_plus_un_destinataire(scene: Scene) -> None:
    partie = MembreEquipeFactory(dispositif=scene.dispositif, jeune=scene.jeune).professionnel
    with pytest.raises(ErreurProjet, match="ne travaille pas"):
        scene.ecrire(scene.educatrice, adressage="PERSONNE", destinataire_id=partie.pk)


def test_un_autre_dispositif_ne_lit_rien(scene: Scene) -> None:
    scene.ecrire(scene.educatrice, "ici")
    autre = PhaseFactory(jeune=JeuneFactory()).dispositif
    trouvees = lire.transmissions_visibles(scene.directrice.acteur, autre.pk, le=AUJOURD_HUI())
    assert not trouvees.exists()
