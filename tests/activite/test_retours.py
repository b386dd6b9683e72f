"""The life of a quarterly return: frozen, transmitted, revised, compared (R40)."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ObjectDoesNotExist

from maillage.activite import selectors, services
from maillage.activite.domain.periode import Periode
from maillage.activite.domain.retour import TransitionRefusee
from maillage.activite.faits import tables_du_dossier
from maillage.activite.models import RetourTrimestriel
from maillage.activite.moteur import compter
from maillage.activite.regles import charger_jeu
from maillage.agenda.models import Evenement
from maillage.parcours.models import Phase
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.socle.services import marquer_faits_modifies
from maillage.structures.models import Places
from tests.activite.scene import TRIMESTRE, Scene, semaine_comptee

pytestmark = pytest.mark.django_db
PERIODE = Periode.depuis_libelle(TRIMESTRE)


@pytest.fixture
def scene() -> Scene:
    return semaine_comptee()


def ouvrir(scene: Scene, acteur: ActeurSysteme) -> RetourTrimestriel:
    return services.ouvrir_retour(
        acteur, dispositif_id=scene.dispositif.pk, periode=PERIODE, jeu=charger_jeu("aire-2024")
    )


def transmettre(scene: Scene, acteur: ActeurSysteme) -> RetourTrimestriel:
    retour = ouvrir(scene, acteur)
    services.valider_retour(acteur, retour_id=retour.pk, dispositif_id=scene.dispositif.pk)
    return services.transmettre_retour(acteur, retour_id=retour.pk, dispositif_id=scene.dispositif.pk)


def decommander_un_matin(scene: Scene) -> None:
    Evenement.objects.filter(dispositif=scene.dispositif).earliest("debut").delete()
    marquer_faits_modifies([scene.dispositif.pk])


def test_valider_fige_les_chiffres_et_les_faits(scene: Scene, systeme: ActeurSysteme) -> None:
    retour = ouvrir(scene, systeme)
    services.valider_retour(systeme, retour_id=retour.pk, dispositif_id=scene.dispositif.pk)
    retour.refresh_from_db()
    [dispositif] = json.loads(bytes(retour.contenu))["dispositifs"]
    assert dispositif["mesures"]["demi_journees"] == 10
    assert retour.regles_version == charger_jeu("aire-2024").version
    assert Trace.objects.filter(acte="activite.valider_retour").count() == 1


def test_recompter_les_faits_figes_donne_les_memes_octets(scene: Scene, systeme: ActeurSysteme) -> None:
    retour = transmettre(scene, systeme)
    decommander_un_matin(scene)
    retour.refresh_from_db()
    recompte = compter(tables_du_dossier(bytes(retour.faits)), charger_jeu(retour.regles), PERIODE)
    assert recompte.json().encode() == bytes(retour.contenu)


def test_une_alerte_bloquante_empeche_de_valider(scene: Scene, systeme: ActeurSysteme) -> None:
    Places.objects.filter(dispositif=scene.dispositif).delete()
    retour = ouvrir(scene, systeme)
    with pytest.raises(TransitionRefusee, match="1 alerte bloquante"):
        services.valider_retour(systeme, retour_id=retour.pk, dispositif_id=scene.dispositif.pk)
    retour.refresh_from_db()
    assert (retour.etat, retour.contenu) == ("BROUILLON", None)


def test_une_modification_tardive_se_voit_sans_changer_le_retour(scene: Scene, systeme: ActeurSysteme) -> None:
    retour = transmettre(scene, systeme)
    avant = bytes(retour.contenu)
    decommander_un_matin(scene)
    courant = services.resultat_a_jour(scene.dispositif.pk, charger_jeu("aire-2024"), PERIODE)
    ecart = selectors.ecart_avec_les_faits(retour, courant)
    assert ecart.faits == {"evenement": 1, "evenement_jeune": 2, "evenement_pro": 1}
    assert ("demi_journees", 10, 8) in [(d.chemin, d.avant, d.apres) for d in ecart.chiffres]
    retour.refresh_from_db()
    assert bytes(retour.contenu) == avant


def test_une_revision_laisse_la_precedente_intacte(scene: Scene, systeme: ActeurSysteme) -> None:
    premier = transmettre(scene, systeme)
    decommander_un_matin(scene)
    second = services.reviser_retour(systeme, retour_id=premier.pk, dispositif_id=scene.dispositif.pk)
    services.valider_retour(systeme, retour_id=second.pk, dispositif_id=scene.dispositif.pk)
    second.refresh_from_db()
    ecart = selectors.ecarts_entre(RetourTrimestriel.objects.get(pk=premier.pk), second)
    assert second.revision == 2
    assert "demi_journees" in {difference.chemin for difference in ecart.chiffres}


def test_un_retour_transmis_ne_revient_pas_en_brouillon(scene: Scene, systeme: ActeurSysteme) -> None:
    retour = transmettre(scene, systeme)
    for acte in (services.reprendre_retour, services.valider_retour, services.transmettre_retour):
        with pytest.raises(TransitionRefusee):
            acte(systeme, retour_id=retour.pk, dispositif_id=scene.dispositif.pk)


def test_un_brouillon_ne_se_revise_pas(scene: Scene, systeme: ActeurSysteme) -> None:
    retour = ouvrir(scene, systeme)
    with pytest.raises(TransitionRefusee):
        services.reviser_retour(systeme, retour_id=retour.pk, dispositif_id=scene.dispositif.pk)


def test_le_retour_d_un_autre_dispositif_est_introuvable(scene: Scene, systeme: ActeurSysteme) -> None:
    retour = ouvrir(scene, systeme)
    autre = semaine_comptee(jeunes=1)
    with pytest.raises(ObjectDoesNotExist):
        services.valider_retour(systeme, retour_id=retour.pk, dispositif_id=autre.dispositif.pk)


def test_le_resultat_garde_suit_les_faits(scene: Scene) -> None:
    jeu = charger_jeu("aire-2024")
    premier = services.resultat_a_jour(scene.dispositif.pk, jeu, PERIODE)
    Phase.objects.filter(dispositif=scene.dispositif).delete()
    assert services.resultat_a_jour(scene.dispositif.pk, jeu, PERIODE) == premier
    marquer_faits_modifies([scene.dispositif.pk])
    assert services.resultat_a_jour(scene.dispositif.pk, jeu, PERIODE) != premier
