"""Acts on a path: what they write, refuse, journal and tell the count."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.parcours import services
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.identite import Identite
from maillage.parcours.models import Demande, PeriodeModalite, Phase, Scolarite
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.socle.selectors import version_des_faits
from maillage.structures.models import Dispositif
from tests.fabriques import (
    ComplexiteFactory,
    DemandeFactory,
    JeuneFactory,
    PeriodeFactory,
    PhaseFactory,
    ScolariteFactory,
)

pytestmark = pytest.mark.django_db


def test_creer_un_jeune_ouvre_sa_premiere_phase_et_le_journal(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    jeune = services.creer_jeune(
        systeme,
        dispositif_id=dispositif.pk,
        identite=Identite(" Fictif ", "Sacha"),
        type_phase="PRE_ADMISSION",
        debut=date(2026, 1, 5),
    )
    assert jeune.nom == "Fictif"
    assert [phase.type for phase in jeune.phases.all()] == ["PRE_ADMISSION"]
    assert set(Trace.objects.values_list("acte", flat=True)) == {"parcours.creer_jeune", "parcours.ouvrir_phase"}
    assert version_des_faits(dispositif.pk) == 2


def test_modifier_l_identite_previent_tous_les_dispositifs(systeme: ActeurSysteme) -> None:
    jeune = JeuneFactory()
    ici, ailleurs = PhaseFactory(jeune=jeune).dispositif_id, PhaseFactory(jeune=jeune).dispositif_id
    nouvelle = Identite(jeune.nom, "Camille", jeune.naissance)
    services.modifier_identite(systeme, jeune=jeune, dispositif_id=ici, identite=nouvelle)
    assert Trace.objects.get().details == {"champs": "prenom"}
    assert (version_des_faits(ici), version_des_faits(ailleurs)) == (1, 1)
    services.modifier_identite(systeme, jeune=jeune, dispositif_id=ici, identite=nouvelle)
    assert Trace.objects.count() == 1


def test_une_phase_du_meme_type_ne_s_ouvre_pas_deux_fois(systeme: ActeurSysteme) -> None:
    phase = PhaseFactory()
    with pytest.raises(ErreurParcours, match="Accompagnement depuis le 1er septembre 2023") as refus:
        services.ouvrir_phase(
            systeme,
            jeune=phase.jeune,
            dispositif_id=phase.dispositif_id,
            type_phase="ACCOMPAGNEMENT",
            debut=date(2024, 1, 1),
        )
    assert refus.value.champ == "debut"
    assert Phase.objects.count() == 1


def test_clore_l_accompagnement_clot_les_modalites(systeme: ActeurSysteme) -> None:
    phase = PhaseFactory()
    periode = PeriodeFactory(jeune=phase.jeune, dispositif=phase.dispositif)
    services.clore_phase(systeme, phase=phase, fin=date(2026, 1, 31), motif="Réorientation", destination="Inconnue")
    periode.refresh_from_db()
    assert periode.fin == date(2026, 1, 31)
    with pytest.raises(ErreurParcours):
        services.clore_phase(systeme, phase=phase, fin=date(2020, 1, 1))


def test_une_modalite_qui_chevauche_est_refusee_en_francais(systeme: ActeurSysteme) -> None:
    periode = PeriodeFactory()
    with pytest.raises(ErreurParcours) as refus:
        services.ouvrir_modalite(
            systeme,
            jeune=periode.jeune,
            dispositif_id=periode.dispositif_id,
            modalite="AJ",
            debut=date(2024, 9, 2),
        )
    assert "« Accueil de jour depuis le 2 septembre 2024 » se chevauche avec" in refus.value.message
    assert "« Accueil de jour depuis le 1er septembre 2023 »" in refus.value.message
    assert not Trace.objects.exists()


def test_changer_de_modalite_ne_laisse_pas_de_jour_vide(systeme: ActeurSysteme) -> None:
    periode = PeriodeFactory()
    nouvelle = services.changer_modalite(systeme, periode=periode, modalite="PMO", le=date(2026, 1, 5))
    assert (periode.fin, nouvelle.debut) == (date(2026, 1, 4), date(2026, 1, 5))
    with pytest.raises(ErreurParcours):
        services.changer_modalite(systeme, periode=nouvelle, modalite="PMO", le=date(2026, 2, 2))
    with pytest.raises(ErreurParcours):
        services.changer_modalite(systeme, periode=nouvelle, modalite="AJ", le=date(2026, 1, 5))


def test_un_changement_refuse_ne_change_rien(systeme: ActeurSysteme) -> None:
    periode = PeriodeFactory()
    PeriodeFactory(jeune=periode.jeune, dispositif=periode.dispositif, modalite="AN", debut=date(2026, 1, 1))
    with pytest.raises(ErreurParcours):
        services.changer_modalite(systeme, periode=periode, modalite="AN", le=date(2025, 9, 1))
    assert PeriodeModalite.objects.get(pk=periode.pk).fin is None


def test_la_scolarite_nouvelle_termine_l_ancienne(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    ancienne = ScolariteFactory()
    services.declarer_scolarite(
        systeme, jeune=ancienne.jeune, dispositif_id=dispositif.pk, code="11", debut=date(2025, 9, 1), uai="031zz"
    )
    assert [(s.code, s.fin) for s in Scolarite.objects.order_by("debut")] == [("07", date(2025, 8, 31)), ("11", None)]
    with pytest.raises(ErreurParcours):
        services.declarer_scolarite(
            systeme, jeune=ancienne.jeune, dispositif_id=dispositif.pk, code="11", debut=date(2025, 9, 1)
        )


def test_un_critere_ne_s_ouvre_pas_deux_fois_et_se_clot(systeme: ActeurSysteme) -> None:
    complexite = ComplexiteFactory()
    ici = {"jeune": complexite.jeune, "dispositif_id": complexite.dispositif_id}
    with pytest.raises(ErreurParcours):
        services.ajouter_critere(systeme, critere="C1", debut=date(2025, 1, 1), **ici)
    services.ajouter_critere(systeme, critere="C2", debut=date(2025, 1, 1), **ici)
    services.clore_critere(systeme, complexite=complexite, fin=date(2025, 6, 30))
    services.ajouter_critere(systeme, critere="C1", debut=date(2025, 7, 1), **ici)
    with pytest.raises(ErreurParcours):
        services.clore_critere(systeme, complexite=complexite, fin=date(2020, 1, 1))


def test_admettre_ouvre_l_accompagnement_et_la_modalite(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    demande = services.enregistrer_demande(
        systeme,
        dispositif_id=dispositif.pk,
        jeune=JeuneFactory(),
        reception=date(2026, 1, 5),
        modalite_souhaitee="PMO",
    )
    services.admettre_demande(systeme, demande=demande, admission=date(2026, 2, 2))
    assert Phase.objects.get().debut == date(2026, 2, 2)
    assert PeriodeModalite.objects.get().modalite == "PMO"
    with pytest.raises(ErreurParcours, match="déjà reçu sa réponse"):
        services.clore_demande(systeme, demande=demande, cloture=date(2026, 2, 3), motif="MANQUE_PLACE")


def test_admettre_qui_est_deja_accompagne_n_ouvre_rien_de_plus(systeme: ActeurSysteme) -> None:
    phase = PhaseFactory()
    demande = DemandeFactory(jeune=phase.jeune, dispositif=phase.dispositif)
    services.admettre_demande(systeme, demande=demande, admission=date(2026, 2, 2))
    assert Phase.objects.count() == 1
    assert not PeriodeModalite.objects.exists()


def test_clore_une_demande_garde_son_motif(systeme: ActeurSysteme) -> None:
    demande = DemandeFactory()
    services.clore_demande(systeme, demande=demande, cloture=date(2026, 2, 3), motif="MANQUE_PLACE")
    assert Demande.objects.get().motif_cloture == "MANQUE_PLACE"


def test_un_role_de_lecture_ne_peut_rien_ecrire(dispositif: Dispositif) -> None:
    lecteur = ActeurUtilisateur(1, "Lecture", habilitations=(HabilitationActive("PROFESSIONNEL", None),))
    phase = PhaseFactory(dispositif=dispositif)
    with pytest.raises(PermissionDenied):
        services.clore_phase(lecteur, phase=phase, fin=date(2026, 1, 1))
    with pytest.raises(PermissionDenied):
        services.enregistrer_demande(lecteur, dispositif_id=dispositif.pk, reception=date(2026, 1, 1))
