"""The count reads the sheets: R33 (changes of modality) and R34 (sheets), through the engine."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from maillage.activite.domain.periode import Periode
from maillage.activite.faits import dossier_compresse, tables_du_dispositif, tables_du_dossier
from maillage.activite.moteur import compter
from maillage.activite.regles import charger_jeu
from maillage.activite.services.calcul import compter_dispositif
from maillage.liaison import services
from maillage.liaison.models import FicheLiaison
from maillage.liaison.selectors import fiches_des_periodes, fiches_pour_le_compte
from tests.liaison.conftest import EFFET, LUNDI, Scene, moment

pytestmark = pytest.mark.django_db
AIRE = charger_jeu("aire-2024")
ENVOI = date(2025, 3, 20)
PREMIER, SECOND = (Periode.depuis_libelle(f"2025-T{n}", arrete=date(2025, 7, 15)) for n in (1, 2))


def _mesures(scene: Scene, periode: Periode) -> dict[str, Any]:
    [dispositif] = compter_dispositif(scene.dispositif.pk, AIRE, periode).objet()["dispositifs"]
    return dispositif["mesures"]


def en_vigueur(scene: Scene) -> FicheLiaison:
    return services.mettre_en_vigueur(scene.acteur, fiche=scene.transmettre(), maintenant=moment(ENVOI))


def test_un_changement_avec_sa_fiche_est_compte_avec_elle(scene: Scene) -> None:
    en_vigueur(scene)
    assert _mesures(scene, SECOND)["changements"] == {"total": 1, "sans_fiche": 0, "sans_retour_cdaph": 1}


def test_un_changement_sans_fiche_est_signale(scene: Scene) -> None:
    fiche = en_vigueur(scene)
    fiche.effets.all().delete()
    assert _mesures(scene, SECOND)["changements"] == {"total": 1, "sans_fiche": 1, "sans_retour_cdaph": 0}


def test_les_fiches_emises_sont_comptees_selon_leur_reponse(scene: Scene) -> None:
    fiche = scene.proposer()
    assert _mesures(scene, PREMIER)["fiches"]["par_reponse"]["EN_ATTENTE"] == 1
    scene.repondre(fiche, 0, LUNDI)
    scene.repondre(fiche, 1, LUNDI + timedelta(days=6))
    fiches = _mesures(scene, PREMIER)["fiches"]
    assert (fiches["emises"], fiches["par_nature"]["ACCOMPAGNEMENT"], fiches["delai_median_jours"]) == (1, 1, 6)
    assert fiches["par_reponse"]["SIGNEE"] == 1
    assert fiches["detail"][0]["fin_delai"] == "2025-03-25"
    assert _mesures(scene, SECOND)["fiches"]["emises"] == 0


def test_le_moteur_et_la_fiche_calculent_la_meme_fin_de_delai(scene: Scene) -> None:
    fiche = scene.signer(le=date(2025, 3, 28))
    assert fiche.fin_delai is not None
    [detail] = _mesures(scene, PREMIER)["fiches"]["detail"]
    assert detail["fin_delai"] == fiche.fin_delai.isoformat() == "2025-04-14"


def test_brouillons_et_fiches_annulees_ne_sont_pas_des_faits(scene: Scene) -> None:
    fiche = scene.preparer()
    assert fiches_pour_le_compte(scene.dispositif.pk) == []
    services.annuler_fiche(scene.acteur, fiche=fiche, maintenant=moment(LUNDI))
    assert fiches_pour_le_compte(scene.dispositif.pk) == []


def test_les_periodes_disent_leur_fiche_d_ouverture_et_de_fermeture(scene: Scene) -> None:
    fiche = en_vigueur(scene)
    ouvertes, fermees = fiches_des_periodes(scene.dispositif.pk)
    jeune = scene.jeune.identifiant
    assert set(ouvertes) == {(jeune, "PMO", EFFET), (jeune, "AN", EFFET)}
    assert fermees == {(jeune, "AJ", date(2023, 9, 1)): fiche.identifiant}


def test_les_faits_figes_recomptent_pareil(scene: Scene) -> None:
    en_vigueur(scene)
    tables = tables_du_dispositif(scene.dispositif.pk, SECOND)
    relues = tables_du_dossier(dossier_compresse(tables))
    assert compter(relues, AIRE, SECOND).json() == compter(tables, AIRE, SECOND).json()
