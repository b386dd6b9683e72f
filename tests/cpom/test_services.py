"""Business acts: dated formulas, signed values, versions, journal, deadlines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.cpom import selectors, services
from maillage.cpom.domain.catalogue import Formule, Sens
from maillage.cpom.domain.erreurs import ConflitCpom, ErreurCpom
from maillage.cpom.models import FormuleDatee, ValeurSignee
from maillage.cpom.selectors.echeances import echeances
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from tests.cpom.conftest import ACTEUR, FICHE, Scene, ecrire_indicateur, monter, transmettre

pytestmark = pytest.mark.django_db
LE = dt.date(2026, 5, 12)


def lire(scene: Scene, annee: int) -> selectors.AnneeIndicateur:
    [indicateur] = selectors.indicateurs_visibles(ACTEUR, scene.dispositif.pk).filter(pk=scene.indicateur.pk)
    comptes = selectors.comptes_transmis([scene.dispositif.pk], [annee])
    return selectors.annee_de(indicateur, annee, comptes)


def signer(scene: Scene, annee: int = 2025) -> ValeurSignee:
    return services.signer_valeur(ACTEUR, scene.dispositif.pk, scene.indicateur.identifiant, annee=annee)


def dater(scene: Scene, formule: Formule, depuis: int) -> FormuleDatee:
    return services.dater_formule(
        ACTEUR, scene.dispositif.pk, scene.indicateur.identifiant, formule, depuis=depuis, motif="Mieux dire"
    )


def test_la_valeur_vient_de_la_derniere_revision_transmise(scene: Scene) -> None:
    assert lire(scene, 2025).valeur.motif == "Aucun retour transmis pour cette période."
    transmettre(scene.dispositif, "2025-T3", heures=30)
    transmettre(scene.dispositif, "2025-T4", heures=40)
    transmettre(scene.dispositif, "2025-T4", revision=2, heures=45)
    lue = lire(scene, 2025)
    assert (lue.valeur.nombre, lue.valeur.trimestres, lue.cible) == (Decimal("75.00"), 2, Decimal(100))
    assert lue.atteinte.en_mots == "À suivre"
    for trimestre in ("2025-T1", "2025-T2"):
        transmettre(scene.dispositif, trimestre, heures=5)
    assert lire(scene, 2025).atteinte.en_mots == "Cible non atteinte"


def test_une_valeur_signee_ne_bouge_plus_ni_avec_les_retours_ni_avec_la_formule(scene: Scene) -> None:
    transmettre(scene.dispositif, "2025", heures=120, actions=40)
    signee = signer(scene)
    assert (signee.valeur, signee.cible, signee.retours[0]["revision"]) == (Decimal("120.00"), Decimal(100), 1)
    transmettre(scene.dispositif, "2025", revision=2, heures=10)
    dater(scene, Formule("APPUI_ACTIONS"), 2026)
    lue = lire(scene, 2025)
    assert (lue.valeur.nombre, lue.formule, lue.source) == (Decimal(120), signee.formule, "Valeur signée")
    transmettre(scene.dispositif, "2026-T1", actions=12)
    assert lire(scene, 2026).valeur.nombre == 12


def test_une_formule_nouvelle_ne_remonte_pas_avant_la_signature(scene: Scene) -> None:
    signer(scene)
    with pytest.raises(ErreurCpom, match="est signée et garde sa formule"):
        dater(scene, Formule("APPUI_ACTIONS"), 2025)
    with pytest.raises(ErreurCpom, match="rien ne change"):
        dater(scene, Formule("APPUI_HEURES"), 2026)


def test_une_formule_ecrite_ne_se_modifie_pas(scene: Scene) -> None:
    formule = scene.indicateur.formules.get()
    with pytest.raises(TypeError):
        formule.save()
    with pytest.raises(TypeError):
        formule.delete()


def test_une_valeur_ne_se_signe_qu_une_fois(scene: Scene) -> None:
    signer(scene)
    with pytest.raises(ErreurCpom, match="déjà signée, par essais"):
        signer(scene)
    copie = {c: getattr(ValeurSignee.objects.get(), c) for c in ("indicateur", "annee", "formule", "motif")}
    with pytest.raises(IntegrityError), transaction.atomic():
        ValeurSignee.objects.create(**copie, signee_par="x", signee_le=dt.datetime.now(dt.UTC))


def test_une_annee_en_cours_ou_hors_du_cpom_ne_se_signe_pas(scene: Scene) -> None:
    with pytest.raises(ErreurCpom, match="n'est pas finie"):
        signer(scene, 2026)
    with pytest.raises(ErreurCpom, match="hors du CPOM"):
        signer(scene, 2024)


def test_sans_valeur_la_signature_garde_pourquoi(scene: Scene) -> None:
    signee = signer(scene)
    assert (signee.valeur, signee.motif) == (None, "Aucun retour transmis pour cette période.")


def test_un_bilan_signe_ne_change_plus_ni_sa_cible(scene: Scene) -> None:
    ecrire_bilan(scene, "Deux écoles de plus.")
    assert signer(scene).recit == "Deux écoles de plus."
    with pytest.raises(ErreurCpom, match="déjà signée"):
        ecrire_bilan(scene, "Autre chose.", version=1)
    services.modifier_indicateur(
        ACTEUR,
        scene.dispositif.pk,
        scene.indicateur.identifiant,
        version=1,
        libelle="Heures",
        sens=Sens.HAUSSE,
        cibles={2025: Decimal(1), 2027: Decimal(150)},
    )
    cibles = {cible.annee: cible.valeur for cible in scene.indicateur.cibles.all()}
    assert cibles == {2025: Decimal(100), 2027: Decimal(150)}


def ecrire_bilan(scene: Scene, recit: str, *, version: int = 0) -> None:
    services.ecrire_bilan(
        ACTEUR, scene.dispositif.pk, scene.indicateur.identifiant, annee=2025, recit=recit, version=version
    )


def test_une_cible_hors_du_cpom_est_refusee(scene: Scene) -> None:
    with pytest.raises(ErreurCpom, match="2030 est hors du CPOM"):
        ecrire_indicateur(scene.fiche, "Autre", cibles={2030: Decimal(1)})


def test_deux_personnes_qui_ecrivent_se_voient(scene: Scene) -> None:
    def ecrire(version: int) -> None:
        services.ecrire_fiche(
            ActeurSysteme("Alix"), scene.dispositif.pk, FICHE, identifiant=scene.fiche.identifiant, version=version
        )

    ecrire(1)
    with pytest.raises(ConflitCpom, match="Alix a enregistré entre-temps"):
        ecrire(1)
    ecrire_bilan(scene, "Un")
    with pytest.raises(ConflitCpom):
        ecrire_bilan(scene, "Deux")


def test_un_contrat_est_d_un_organisme_du_dispositif_et_dure_six_ans_au_plus(scene: Scene) -> None:
    autre = monter("ditep-b")
    for organisme, annees, mot in (
        (autre.organisme.pk, (2026, 2030), "ne gère pas"),
        (scene.organisme.pk, (2026, 2032), "6 ans au plus"),
        (scene.organisme.pk, (2025, 2029), "déjà un CPOM"),
    ):
        with pytest.raises(ErreurCpom, match=mot):
            services.ouvrir_contrat(ACTEUR, scene.dispositif, organisme_id=organisme, annees=annees)
    with pytest.raises(ErreurCpom, match="Choisissez un CPOM"):
        services.ecrire_fiche(ACTEUR, scene.dispositif.pk, FICHE, contrat=autre.contrat.identifiant)


def acteur(role: str, dispositif: Any = None) -> ActeurUtilisateur:
    ou = frozenset({dispositif.pk}) if dispositif else None
    return ActeurUtilisateur(identifiant=1, libelle=role, habilitations=(HabilitationActive(role, ou),))


def test_qui_signe_n_ecrit_pas_et_qui_ecrit_ne_signe_pas(scene: Scene) -> None:
    pk, indicateur = scene.dispositif.pk, scene.indicateur.identifiant
    with pytest.raises(PermissionDenied):
        services.signer_valeur(acteur("DIRECTION", scene.dispositif), pk, indicateur, annee=2025)
    with pytest.raises(PermissionDenied):
        services.ecrire_fiche(acteur("ARS"), pk, FICHE, identifiant=scene.fiche.identifiant)
    with pytest.raises(PermissionDenied):
        services.ecrire_message(acteur("MISSION"), pk, scene.fiche.identifiant, "Bonjour")
    assert services.ecrire_message(acteur("ARS"), pk, scene.fiche.identifiant, "Bonjour").autorite
    assert services.signer_valeur(acteur("ARS"), pk, indicateur, annee=2025).signee_par == "ARS"


def test_chaque_acte_est_au_journal_sans_ce_qui_est_ecrit(scene: Scene) -> None:
    ecrire_bilan(scene, "Un secret")
    signer(scene)
    services.ecrire_message(ACTEUR, scene.dispositif.pk, scene.fiche.identifiant, "Un secret")
    actes = set(Trace.objects.filter(acte__startswith="cpom.").values_list("acte", flat=True))
    attendus = {
        "ouvrir_contrat",
        "ecrire_fiche",
        "ecrire_indicateur",
        "ecrire_bilan",
        "signer_valeur",
        "ecrire_message",
    }
    assert actes >= {f"cpom.{acte}" for acte in attendus}
    assert not Trace.objects.filter(details__icontains="secret").exists()


def test_les_echeances_disent_actions_bilans_et_dialogues(scene: Scene) -> None:
    services.ecrire_action(
        ACTEUR,
        scene.dispositif.pk,
        scene.fiche.identifiant,
        {"libelle": "Ouvrir une permanence", "responsable": "", "echeance": dt.date(2026, 6, 1), "faite_le": None},
    )
    lues = {ligne.acte: ligne.dernier_jour for ligne in echeances(ACTEUR, scene.dispositif, le=LE)}
    assert lues == {
        "Mener l'action « Ouvrir une permanence »": dt.date(2026, 6, 1),
        "Écrire le bilan 2025 de « Heures d'appui »": dt.date(2026, 3, 31),
        "Écrire le bilan 2026 de « Heures d'appui »": dt.date(2027, 3, 31),
        "Tenir le dialogue de gestion 2025": dt.date(2026, 6, 30),
        "Tenir le dialogue de gestion 2026": dt.date(2027, 6, 30),
    }
    ecrire_bilan(scene, "Fait")
    rencontrer(scene, tenu_le=LE, conclusions="Poursuivre.")
    restantes = {ligne.acte for ligne in echeances(ACTEUR, scene.dispositif, le=LE)}
    assert not restantes & {"Écrire le bilan 2025 de « Heures d'appui »", "Tenir le dialogue de gestion 2025"}
    assert echeances(ACTEUR, scene.dispositif, le=LE, jeune_id=1) == []


def rencontrer(scene: Scene, **champs: Any) -> None:
    valeurs = {"annee": 2025, "prevu_le": LE, **champs}
    services.dire_rencontre(ACTEUR, scene.dispositif.pk, scene.fiche.identifiant, **valeurs)


def test_une_rencontre_se_tient_le_jour_venu(scene: Scene) -> None:
    for champs in ({"tenu_le": LE + dt.timedelta(days=1)}, {"conclusions": "Trop tôt"}, {"annee": 2040}):
        with pytest.raises(ErreurCpom):
            rencontrer(scene, **champs)


def test_une_action_n_est_faite_que_le_jour_venu(scene: Scene) -> None:
    champs = {"libelle": "x", "responsable": "", "echeance": LE, "faite_le": LE + dt.timedelta(days=1)}
    with pytest.raises(ErreurCpom, match="une fois le jour venu"):
        services.ecrire_action(ACTEUR, scene.dispositif.pk, scene.fiche.identifiant, champs)


def test_les_regles_datees_suivent_l_horloge(scene: Scene) -> None:
    with time_machine.travel(dt.datetime(2027, 2, 1, tzinfo=dt.UTC), tick=False):
        assert signer(scene, 2026).annee == 2026
