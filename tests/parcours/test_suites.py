"""Notification, contract, school meetings, ages, exit, follow-up, Creton: what each act writes, refuses, and leaves to the count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from maillage.parcours import services
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.versions import ModifieEntreTemps
from maillage.parcours.models import (
    ContactSuivi,
    Contrat,
    JalonAge,
    Jeune,
    MaintienCreton,
    NotificationMdph,
    Phase,
    ReunionEss,
    SortieParcours,
)
from maillage.parcours.selectors import phases_pour_le_compte
from maillage.parcours.selectors.entree_sortie import lire_entree_sortie
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.socle.selectors import version_des_faits
from maillage.structures.models import Dispositif
from tests.fabriques import JeuneFactory, PeriodeFactory, PhaseFactory

pytestmark = pytest.mark.django_db
DECISION = date(2025, 5, 5)


@pytest.fixture
def phase(dispositif: Dispositif) -> Phase:
    accompagnement: Phase = PhaseFactory(dispositif=dispositif, jeune=JeuneFactory(naissance=date(2005, 2, 10)))
    PeriodeFactory(dispositif=dispositif, jeune=accompagnement.jeune)
    return accompagnement


def _notifier(systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif, **valeurs: Any) -> NotificationMdph:
    communs = {"type": "DISPOSITIF", "decision": DECISION, "debut": DECISION, "fin": date(2028, 5, 4)}
    return services.enregistrer_notification(
        systeme, jeune=jeune, dispositif_id=dispositif.pk, **{**communs, **valeurs}
    )


def test_les_notifications_s_ajoutent_comme_un_historique(
    systeme: ActeurSysteme, dispositif: Dispositif, phase: Phase
) -> None:
    version = version_des_faits(dispositif.pk)
    _notifier(systeme, phase.jeune, dispositif, debut=date(2022, 1, 1), decision=date(2022, 1, 1), fin=date(2025, 5, 4))
    _notifier(systeme, phase.jeune, dispositif)
    vues = lire_entree_sortie(systeme, dispositif, phase.jeune.identifiant, le=date(2026, 3, 16)).notifications
    assert [(vue.etat.value, vue.porte) for vue in vues] == [("En vigueur", True), ("Échue", False)]
    assert version_des_faits(dispositif.pk) == version


@pytest.mark.parametrize(
    ("valeurs", "champ"),
    [
        ({"type": "INCONNU"}, "type"),
        ({"fin": date(2025, 5, 4)}, "fin"),
        ({"accord_le": DECISION}, "accord_par"),
        ({"accord_par": "PARENTS"}, "accord_le"),
    ],
)
def test_une_notification_impossible_est_refusee(
    systeme: ActeurSysteme, dispositif: Dispositif, phase: Phase, valeurs: dict[str, Any], champ: str
) -> None:
    with pytest.raises(ErreurParcours) as refus:
        _notifier(systeme, phase.jeune, dispositif, **valeurs)
    assert refus.value.champ == champ
    assert not NotificationMdph.objects.exists()


def test_corriger_une_notification_montre_les_ecritures_des_autres(
    systeme: ActeurSysteme, dispositif: Dispositif, phase: Phase
) -> None:
    lue = _notifier(systeme, phase.jeune, dispositif)
    ici = {"notification": lue, "dispositif_id": dispositif.pk}
    services.modifier_notification(systeme, **ici, version=1, fin=date(2029, 5, 4))
    with pytest.raises(ModifieEntreTemps) as conflit:
        services.modifier_notification(systeme, **ici, version=1, fin=date(2027, 5, 4))
    assert "« 4 mai 2029 » enregistré, « 4 mai 2027 » dans votre page" in conflit.value.message
    with pytest.raises(ErreurParcours, match="finit avant"):
        services.modifier_notification(systeme, **ici, fin=date(2020, 1, 1))
    traces = Trace.objects.filter(acte="parcours.modifier_notification")
    assert [trace.details["champs"] for trace in traces] == ["fin"]


def test_retirer_une_notification_se_defait(systeme: ActeurSysteme, dispositif: Dispositif, phase: Phase) -> None:
    lue = _notifier(systeme, phase.jeune, dispositif)
    ici = {"notification": lue, "dispositif_id": dispositif.pk}
    services.retirer_notification(systeme, **ici, le=date(2026, 3, 16))
    vue = lire_entree_sortie(systeme, dispositif, phase.jeune.identifiant, le=date(2026, 3, 16)).notifications[0]
    assert (vue.etat.value, vue.manques, vue.porte) == ("Retirée", (), False)
    services.retablir_notification(systeme, **ici)
    lue.refresh_from_db()
    assert lue.retiree_le is None


def test_un_contrat_se_remet_se_signe_puis_se_revise(
    systeme: ActeurSysteme, dispositif: Dispositif, phase: Phase
) -> None:
    ici = {"jeune": phase.jeune, "dispositif_id": dispositif.pk}
    contrat = services.remettre_contrat(systeme, **ici, type="DIPC", remis_le=date(2025, 1, 10))
    with pytest.raises(ErreurParcours, match="pas encore signé"):
        services.reviser_contrat(systeme, contrat=contrat, nature="AVENANT", le=date(2025, 6, 1))
    with pytest.raises(ErreurParcours, match="avant la remise"):
        services.signer_contrat(systeme, contrat=contrat, signe_le=date(2025, 1, 9))
    contrat = services.signer_contrat(systeme, contrat=contrat, signe_le=date(2025, 1, 20), version=1)
    with pytest.raises(ErreurParcours, match="avant la signature"):
        services.reviser_contrat(systeme, contrat=contrat, nature="AVENANT", le=date(2025, 1, 15))
    revision = services.reviser_contrat(systeme, contrat=contrat, nature="AVENANT", le=date(2025, 6, 1))
    services.retirer_revision(systeme, revision=revision)
    assert not contrat.revisions.exists()
    services.remettre_contrat(systeme, **ici, type="SEJOUR", remis_le=date(2025, 9, 1))
    assert [(c.type, c.fin) for c in Contrat.objects.all()] == [("SEJOUR", None), ("DIPC", date(2025, 9, 1))]


def test_une_reunion_de_l_ess_par_jour_et_jamais_dans_l_avenir(
    systeme: ActeurSysteme, dispositif: Dispositif, phase: Phase
) -> None:
    ici = {"jeune": phase.jeune, "dispositif_id": dispositif.pk}
    reunion = services.noter_ess(systeme, **ici, le=date(2025, 11, 3), gevasco=True)
    for le in (date(2025, 11, 3), date(2199, 1, 1)):
        with pytest.raises(ErreurParcours) as refus:
            services.noter_ess(systeme, **ici, le=le)
        assert refus.value.champ == "le"
    services.retirer_ess(systeme, reunion=reunion, dispositif_id=dispositif.pk)
    assert not ReunionEss.objects.exists()


def test_un_jalon_se_note_une_fois_et_se_reprend(systeme: ActeurSysteme, dispositif: Dispositif, phase: Phase) -> None:
    ici = {"jeune": phase.jeune, "dispositif_id": dispositif.pk}
    for jour in (date(2026, 1, 5), date(2026, 1, 6)):
        services.noter_jalon(systeme, **ici, code="AGE_18", fait_le=jour)
    assert JalonAge.objects.get().fait_le == date(2026, 1, 6)
    for code, jour in (("AGE_99", date(2026, 1, 6)), ("AGE_18", date(2199, 1, 1))):
        with pytest.raises(ErreurParcours):
            services.noter_jalon(systeme, **ici, code=code, fait_le=jour)
    services.retirer_jalon(systeme, **ici, code="AGE_18")
    assert not JalonAge.objects.exists()


def _sortir(systeme: ActeurSysteme, phase: Phase, **autres: Any) -> Phase:
    return services.sortir(
        systeme, phase=phase, fin=date(2025, 12, 31), motif="REORIENTATION", destination="ADULTES", **autres
    )


def test_sortir_code_la_destination_et_garde_les_mots_du_compte(
    systeme: ActeurSysteme, dispositif: Dispositif, phase: Phase
) -> None:
    _sortir(systeme, phase, precision=" ESAT fictif ", suivi="OUI")
    sortie = SortieParcours.objects.get()
    assert (sortie.destination, sortie.precision, sortie.suivi) == ("ADULTES", "ESAT fictif", "OUI")
    comptees = {
        (ligne["type"], ligne["destination"], ligne["motif_sortie"]) for ligne in phases_pour_le_compte(dispositif.pk)
    }
    assert comptees == {
        ("ACCOMPAGNEMENT", "Établissement pour adultes", "Réorientation"),
        ("SUIVI_POST_SORTIE", "", ""),
    }
    assert Phase.objects.get(type="SUIVI_POST_SORTIE").debut == date(2026, 1, 1)
    assert not phase.jeune.periodes.filter(fin=None).exists()


def test_une_destination_inconnue_est_refusee(systeme: ActeurSysteme, phase: Phase) -> None:
    with pytest.raises(ErreurParcours) as refus:
        services.sortir(systeme, phase=phase, fin=date(2025, 12, 31), destination="LUNE")
    assert refus.value.champ == "destination"
    phase.refresh_from_db()
    assert phase.fin is None


def test_terminer_une_autre_phase_ne_fait_pas_de_sortie(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    ponctuel = PhaseFactory(dispositif=dispositif, type="PONCTUEL")
    services.sortir(systeme, phase=ponctuel, fin=date(2025, 12, 31))
    assert not SortieParcours.objects.exists()
    with pytest.raises(ErreurParcours, match="à la sortie d'un accompagnement"):
        services.noter_accord_suivi(systeme, phase=ponctuel, suivi="OUI", le=date(2026, 1, 5))


def test_un_contact_demande_un_accord_et_se_note_une_fois(systeme: ActeurSysteme, phase: Phase) -> None:
    _sortir(systeme, phase)
    contact = {"phase": phase, "mois": 3, "issue": "REALISE"}
    with pytest.raises(ErreurParcours, match="n'est pas accepté"):
        services.noter_contact(systeme, **contact, le=date(2026, 3, 2))
    services.noter_accord_suivi(systeme, phase=phase, suivi="OUI", le=date(2026, 1, 5))
    services.noter_contact(systeme, **{**contact, "issue": "SANS_REPONSE"}, le=date(2026, 3, 1))
    note = services.noter_contact(systeme, **contact, le=date(2026, 3, 2), moyen="TELEPHONE", note=" va bien ")
    with pytest.raises(ErreurParcours, match="déjà noté comme réalisé"):
        services.noter_contact(systeme, **contact, le=date(2026, 3, 3))
    assert note.note == "va bien"
    services.retirer_contact(systeme, contact=note)
    assert ContactSuivi.objects.count() == 1


@pytest.mark.parametrize(
    ("le", "mois", "champ"),
    [
        (date(2025, 12, 31), 3, "le"),
        (date(2199, 1, 1), 3, "le"),
        (date(2026, 3, 2), 5, "mois"),
    ],
)
def test_un_contact_hors_de_sa_place_est_refuse(
    systeme: ActeurSysteme, phase: Phase, le: date, mois: int, champ: str
) -> None:
    _sortir(systeme, phase, suivi="OUI")
    with pytest.raises(ErreurParcours) as refus:
        services.noter_contact(systeme, phase=phase, mois=mois, le=le, issue="REALISE")
    assert refus.value.champ == champ


def test_rien_ne_se_garde_apres_les_trois_ans(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    ancienne = PhaseFactory(dispositif=dispositif, debut=date(2015, 1, 1))
    services.sortir(systeme, phase=ancienne, fin=date(2020, 6, 30), suivi="OUI")
    with pytest.raises(ErreurParcours, match="s'arrête le 30 juin 2023"):
        services.noter_contact(systeme, phase=ancienne, mois=36, le=date(2023, 7, 1), issue="REALISE")
    services.noter_contact(systeme, phase=ancienne, mois=36, le=date(2023, 6, 30), issue="REALISE")


def _maintenir(systeme: ActeurSysteme, phase: Phase, **valeurs: Any) -> MaintienCreton:
    communs = {"decision": date(2025, 1, 20), "debut": date(2025, 2, 10), "orientation": "EAM", "fin": date(2026, 2, 9)}
    return services.declarer_maintien(
        systeme, jeune=phase.jeune, dispositif_id=phase.dispositif_id, **{**communs, **valeurs}
    )


def test_un_maintien_prolonge_le_sejour_et_se_compte_a_partir_de_son_jour(
    systeme: ActeurSysteme, dispositif: Dispositif, phase: Phase
) -> None:
    _maintenir(systeme, phase)
    phases = [(ligne["debut"], ligne["fin"], ligne["creton"]) for ligne in phases_pour_le_compte(dispositif.pk)]
    assert phases == [(date(2023, 9, 1), date(2025, 2, 9), False), (date(2025, 2, 10), None, True)]
    assert phase.jeune.periodes.filter(fin=None).count() == 1
    _maintenir(systeme, phase, decision=date(2026, 2, 1), debut=date(2026, 2, 10), fin=None)
    assert Phase.objects.count() == 2


def test_un_maintien_du_premier_jour_ne_coupe_pas_la_phase(systeme: ActeurSysteme, phase: Phase) -> None:
    Phase.objects.update(debut=date(2025, 2, 10))
    _maintenir(systeme, phase)
    assert Phase.objects.get().creton


@pytest.mark.parametrize(
    ("valeurs", "champ"),
    [
        ({"debut": date(2025, 2, 9)}, "debut"),
        ({"fin": date(2025, 2, 9)}, "fin"),
        ({"orientation": "NULLE_PART"}, "orientation"),
    ],
)
def test_un_maintien_impossible_est_refuse(
    systeme: ActeurSysteme, phase: Phase, valeurs: dict[str, Any], champ: str
) -> None:
    with pytest.raises(ErreurParcours) as refus:
        _maintenir(systeme, phase, **valeurs)
    assert refus.value.champ == champ
    assert Phase.objects.count() == 1


def test_un_maintien_demande_une_naissance_et_un_accompagnement(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    sans_naissance = PhaseFactory(dispositif=dispositif, jeune=JeuneFactory(naissance=None))
    with pytest.raises(ErreurParcours, match="date de naissance manque"):
        _maintenir(systeme, sans_naissance)
    suivi = PhaseFactory(
        dispositif=dispositif, type="SUIVI_POST_SORTIE", jeune=JeuneFactory(naissance=date(2000, 1, 1))
    )
    with pytest.raises(ErreurParcours, match="Aucun accompagnement"):
        _maintenir(systeme, suivi)


def test_la_solution_trouvee_ferme_le_maintien(systeme: ActeurSysteme, phase: Phase) -> None:
    maintien = _maintenir(systeme, phase)
    for valeurs, champ in (
        ({"sortie_le": date(2025, 1, 1), "solution": "PLACE"}, "sortie_le"),
        ({"sortie_le": date(2025, 9, 1), "solution": "RIEN"}, "solution"),
    ):
        with pytest.raises(ErreurParcours) as refus:
            services.finir_maintien(systeme, maintien=maintien, **valeurs)  # type: ignore[arg-type]
        assert refus.value.champ == champ
    services.finir_maintien(systeme, maintien=maintien, sortie_le=date(2025, 9, 1), solution="PLACE")
    assert MaintienCreton.objects.get().solution == "PLACE"
