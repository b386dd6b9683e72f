"""Actions: entered alone or in the agenda, agreement, report, and the count that they feed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.activite.domain.periode import Periode
from maillage.activite.faits import tables_du_dispositif
from maillage.activite.regles import charger_jeu
from maillage.activite.services.calcul import resultat_a_jour
from maillage.agenda.models import Evenement
from maillage.appui_ressource import selectors, services
from maillage.appui_ressource.domain.actions import Consentement, SaisieAction
from maillage.appui_ressource.domain.erreurs import ConsentementManquant, ErreurAppui
from maillage.appui_ressource.models import ActionAppui
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import NatureTrace, Trace
from maillage.socle.selectors import version_des_faits
from tests.activite.scene import semaine_comptee
from tests.appui_ressource.conftest import Scene
from tests.fabriques import JeuneFactory, PhaseFactory

TRIMESTRE = Periode.depuis_libelle("2024-T1")
LUNDI = dt.datetime(2024, 3, 4, 14, 0)
ACCORD = Consentement(True, "PARENTS", dt.date(2024, 3, 1), "ECRIT")
CONSEIL = {"question": "Comment ?", "conseils": "Ainsi"}
OBSERVATION = {"cadre": "En classe", "objet": "Comprendre"}
AVRIL = dt.datetime(2024, 4, 15, 12, 0, tzinfo=dt.UTC)


def saisie(**champs: Any) -> SaisieAction:
    valeurs = {
        "type": "APPUI_CONSEIL",
        "debut": LUNDI,
        "duree_min": 90,
        "dans_l_agenda": False,
        "n_pros": 2,
        "precisions": CONSEIL,
        **champs,
    }
    return SaisieAction(**valeurs)


def lignes(dispositif_id: int) -> list[dict[str, Any]]:
    lues = selectors.actions_pour_le_compte(dispositif_id, dt.date(2024, 1, 1), dt.date(2024, 3, 31))
    return [dict(zip(selectors.COLONNES_ACTION_AR, ligne, strict=True)) for ligne in lues]


@pytest.fixture(autouse=True)
def _en_avril() -> Any:
    with time_machine.travel(AVRIL, tick=False):
        yield


def test_une_action_seule_compte_telle_qu_elle_est_saisie(scene: Scene, systeme: ActeurSysteme) -> None:
    avant = version_des_faits(scene.dispositif.pk)
    action = services.enregistrer_action(
        systeme,
        scene.dispositif,
        saisie(n_participants=12, structure_type="ECOLE", partenaire_id=scene.ecole.pk, commune=scene.commune.pk),
    )
    assert lignes(scene.dispositif.pk) == [
        {
            "action_id": action.identifiant,
            "dispositif_id": "ditep-a",
            "date": dt.date(2024, 3, 4),
            "duree_min": 90,
            "type": "APPUI_CONSEIL",
            "structure_id": f"partenaire-{scene.ecole.pk}",
            "structure_type": "ECOLE",
            "commune_insee": "31001",
            "n_pros": 2,
            "n_participants": 12,
            "jeune_id": None,
        }
    ]
    assert version_des_faits(scene.dispositif.pk) == avant + 1


def test_une_action_de_l_agenda_compte_par_son_evenement_une_fois_confirme(
    scene: Scene, systeme: ActeurSysteme
) -> None:
    dans = {"dans_l_agenda": True, "pros": frozenset({scene.pro.pk}), "n_pros": 0}
    passee = services.enregistrer_action(systeme, scene.dispositif, saisie(**dans))
    a_venir = services.enregistrer_action(systeme, scene.dispositif, saisie(debut=dt.datetime(2024, 5, 6, 9), **dans))
    assert passee.evenement is not None and a_venir.evenement is not None
    assert (passee.evenement.statut, a_venir.evenement.statut) == ("REALISE", "PLANIFIE")
    assert [ligne["n_pros"] for ligne in lignes(scene.dispositif.pk)] == [1]
    evenement = Evenement.objects.get(pk=passee.evenement.pk)
    evenement.fin += dt.timedelta(minutes=30)
    evenement.save()
    assert [(ligne["date"], ligne["duree_min"]) for ligne in lignes(scene.dispositif.pk)] == [
        (dt.date(2024, 3, 4), 120)
    ]
    assert not evenement.participations_jeunes.exists()


def test_sans_accord_le_serveur_refuse_de_nommer_et_le_journal_le_dit(scene: Scene, systeme: ActeurSysteme) -> None:
    for refusee in (saisie(jeune_id=scene.jeune.pk), saisie(type="OBSERVATION_EVALUATION", precisions=OBSERVATION)):
        with pytest.raises(ConsentementManquant):
            services.enregistrer_action(systeme, scene.dispositif, refusee)
    assert not ActionAppui.objects.exists()
    refus = Trace.objects.filter(nature=NatureTrace.REFUS, acte="appui_ressource.enregistrer_action")
    assert [trace.details for trace in refus] == [{"motif": "CONSENTEMENT"}] * 2


def test_la_base_refuse_un_nom_sans_accord(scene: Scene) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionAppui.objects.create(
            dispositif=scene.dispositif, type="APPUI_CONSEIL", jour=LUNDI.date(), jeune=scene.jeune
        )


def test_un_jeune_ou_un_partenaire_d_ailleurs_est_refuse(scene: Scene, systeme: ActeurSysteme) -> None:
    inconnu = JeuneFactory()
    with pytest.raises(ErreurAppui, match="pas connu"):
        services.enregistrer_action(systeme, scene.dispositif, saisie(jeune_id=inconnu.pk, consentement=ACCORD))
    scene.ecole.dispositifs.clear()
    with pytest.raises(ErreurAppui, match="partenaire"):
        services.enregistrer_action(systeme, scene.dispositif, saisie(partenaire_id=scene.ecole.pk))


def test_l_agenda_refuse_en_mots_et_rien_ne_reste(scene: Scene, systeme: ActeurSysteme) -> None:
    with pytest.raises(ErreurAppui, match="au moins un professionnel"):
        services.enregistrer_action(systeme, scene.dispositif, saisie(dans_l_agenda=True))
    dans_le_trou = saisie(dans_l_agenda=True, pros=frozenset({scene.pro.pk}), debut=dt.datetime(2024, 3, 31, 2, 30))
    with pytest.raises(ErreurAppui, match="n'existe pas"):
        services.enregistrer_action(systeme, scene.dispositif, dans_le_trou)
    assert not Evenement.objects.exists()


def test_qui_n_a_pas_le_droit_n_enregistre_rien(scene: Scene) -> None:
    class Lecteur(ActeurSysteme):
        def peut(self, section: str, acces: str = "LECTURE", dispositif_id: int | None = None) -> bool:
            return acces == "LECTURE"

    with pytest.raises(PermissionDenied):
        services.enregistrer_action(Lecteur("lectrice"), scene.dispositif, saisie())


def test_le_compte_rendu_se_corrige_et_l_action_se_retire(scene: Scene, systeme: ActeurSysteme) -> None:
    action = services.enregistrer_action(
        systeme, scene.dispositif, saisie(dans_l_agenda=True, pros=frozenset({scene.pro.pk}))
    )
    services.rendre_compte(
        systeme,
        scene.dispositif.pk,
        action.identifiant,
        compte_rendu=" Équipe rassurée. ",
        suite="CLOS",
        n_participants=4,
        precisions={**CONSEIL, "amenagements": "Coin calme"},
    )
    action.refresh_from_db()
    assert (action.compte_rendu, action.n_participants) == ("Équipe rassurée.", 4)
    assert action.precisions_en_mots[-1] == ("Aménagements essayés", "Coin calme")
    services.retirer_action(systeme, scene.dispositif, action.identifiant)
    assert not ActionAppui.objects.exists()
    assert Evenement.objects.get().statut == "ANNULE"
    assert lignes(scene.dispositif.pk) == []


def test_les_actions_donnent_la_surcote_les_minutes_et_la_file_elargie(db: None, systeme: ActeurSysteme) -> None:
    scene = semaine_comptee(jeunes=1)
    observe = JeuneFactory()
    PhaseFactory(jeune=observe, dispositif=scene.dispositif, type="PRE_ADMISSION")
    for champs in (
        {"jeune_id": scene.jeunes[0].pk, "consentement": ACCORD, "n_participants": 3},
        {
            "type": "OBSERVATION_EVALUATION",
            "precisions": OBSERVATION,
            "jeune_id": observe.pk,
            "consentement": ACCORD,
            "duree_min": 60,
            "n_pros": 1,
        },
    ):
        services.enregistrer_action(systeme, scene.dispositif, saisie(**champs))
    [dispositif] = resultat_a_jour(scene.dispositif.pk, charger_jeu("aire-2024"), TRIMESTRE)["dispositifs"]
    mesures = dispositif["mesures"]
    appui = mesures["appui_ressource"]
    assert (appui["actions"], appui["minutes_pros"], appui["participants"]) == (2, 90 * 2 + 60, 3)
    assert mesures["unites"]["surcote_ar"] >= 1
    assert mesures["file_active"]["observation_seule"] == 1


def test_le_jeune_nomme_est_dans_la_table_des_jeunes(scene: Scene, systeme: ActeurSysteme) -> None:
    services.enregistrer_action(systeme, scene.dispositif, saisie(jeune_id=scene.jeune.pk, consentement=ACCORD))
    tables = tables_du_dispositif(scene.dispositif.pk, TRIMESTRE)
    assert tables["action_ar"].column("jeune_id").to_pylist() == [scene.jeune.identifiant]
    assert scene.jeune.identifiant in tables["jeune"].column("jeune_id").to_pylist()
