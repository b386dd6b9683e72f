"""Retention of transmissions: proposed by young person, decided, taken back, done after the delay, certified."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.projet.models import CertificatDestruction, Transmission
from maillage.projet.selectors.ecrits_conservation import SERVICE, lots_decides, transmissions_echues
from maillage.projet.services.ecrits_conservation_transmissions import (
    annuler_transmissions,
    decider_transmissions,
    detruire_transmissions,
)
from tests.projet.ecrits.conftest import Scene
from tests.projet.ecrits.test_documents import finir_l_accompagnement

FINI = dt.date(2015, 8, 31)
HUIT_JOURS = dt.timedelta(days=8)


def lots(scene: Scene, le: dt.date) -> dict[str, int]:
    return {
        lot.cle.partition(":")[2] or lot.cle: lot.nombre
        for lot in transmissions_echues(scene.directrice.acteur, scene.dispositif.pk, le=le)
    }


def test_une_transmission_suit_la_regle_de_sa_section(scene: Scene) -> None:
    scene.ecrire(scene.educatrice)
    scene.ecrire(scene.infirmier, "A pris son traitement", section="soin")
    scene.ecrire(scene.educatrice, "Le minibus est au garage", jeune=None)
    aujourd_hui = timezone.localdate()
    assert lots(scene, aujourd_hui) == {}
    finir_l_accompagnement(scene, FINI)
    assert lots(scene, aujourd_hui) == {"DOSSIER": 1}
    assert lots(scene, aujourd_hui + dt.timedelta(days=400)) == {"DOSSIER": 1, SERVICE: 1}
    assert lots(scene, dt.date(2060, 1, 1)) == {"DOSSIER": 1, "MEDICAL": 1, SERVICE: 1}
    assert transmissions_echues(scene.educatrice.acteur, scene.dispositif.pk, le=dt.date(2060, 1, 1)) == []


def test_la_destruction_se_decide_attend_se_fait_et_se_certifie(scene: Scene) -> None:
    scene.ecrire(scene.educatrice)
    scene.ecrire(scene.educatrice, "A rejoint le groupe")
    finir_l_accompagnement(scene, FINI)
    client, page = scene.directrice.client, scene.adresse("conservation")
    assert "Transmissions proposées à la destruction" in client.get(page).content.decode()
    cle = f"{scene.jeune.identifiant}:DOSSIER"
    dit = client.post(scene.adresse("decider_destruction"), {"lot": [cle]}, follow=True).content.decode()
    assert "Destruction décidée pour 2 transmissions" in dit
    aujourd_hui = timezone.localdate()
    assert detruire_transmissions(scene.directrice.acteur, le=aujourd_hui) == 0
    assert detruire_transmissions(scene.directrice.acteur, le=aujourd_hui + HUIT_JOURS) == 2
    assert not Transmission.objects.exists()
    certificat = CertificatDestruction.objects.get()
    assert (certificat.categorie, certificat.jeune, len(certificat.empreintes)) == (
        "TRANSMISSIONS",
        scene.jeune.identifiant,
        2,
    )
    assert "2 transmissions" in certificat.motif


def test_une_decision_s_annule_et_rien_n_est_detruit_sans_etre_propose(scene: Scene) -> None:
    scene.ecrire(scene.educatrice)
    le, pk, acteur = timezone.localdate(), scene.dispositif.pk, scene.directrice.acteur
    cle = f"{scene.jeune.identifiant}:DOSSIER"
    assert decider_transmissions(acteur, dispositif_id=pk, lots=[cle], le=le) == 0
    finir_l_accompagnement(scene, FINI)
    assert decider_transmissions(acteur, dispositif_id=pk, lots=[cle], le=le) == 1
    [decide] = lots_decides(acteur, pk)
    assert decide.nombre == 1
    assert annuler_transmissions(acteur, dispositif_id=pk, lots=[decide.cle]) == 1
    assert detruire_transmissions(acteur, le=le + HUIT_JOURS) == 0
    for interdit in (decider_transmissions, annuler_transmissions):
        options = {"le": le} if interdit is decider_transmissions else {}
        with pytest.raises(PermissionDenied):
            interdit(scene.coordinatrice.acteur, dispositif_id=pk, lots=[cle], **options)
