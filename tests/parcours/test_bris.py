"""Breaking the glass: a written reason, a short time, a journal, a review by somebody else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.parcours import selectors, services
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.models import BrisDeGlace, Jeune
from maillage.socle.models import Trace
from maillage.structures.models import Dispositif
from tests.fabriques import MembreEquipeFactory, PhaseFactory, ProfessionnelFactory

pytestmark = pytest.mark.django_db
MOTIF = "Il est en crise ce soir et personne de son équipe ne répond."


@pytest.fixture
def jeune(dispositif: Dispositif) -> Jeune:
    return PhaseFactory(dispositif=dispositif).jeune


def acteur(
    dispositif: Dispositif, role: str = "PROFESSIONNEL", *, metier: str = "", compte: int = 7
) -> ActeurUtilisateur:
    professionnel = ProfessionnelFactory(metier=metier).pk if metier else None
    return ActeurUtilisateur(compte, "Essai", professionnel, (HabilitationActive(role, frozenset({dispositif.pk})),))


def briser(qui: ActeurUtilisateur, jeune: Jeune, dispositif: Dispositif, motif: str = MOTIF) -> BrisDeGlace:
    return services.briser_la_glace(
        qui, jeune=jeune, dispositif_id=dispositif.pk, motif=motif, maintenant=timezone.now()
    )


def test_le_bris_ouvre_douze_heures_ce_que_le_metier_ouvrirait(jeune: Jeune, dispositif: Dispositif) -> None:
    infirmier = acteur(dispositif, metier="INFIRMIER")
    bris = briser(infirmier, jeune, dispositif)
    assert bris.expire_le - bris.ouvert_le == dt.timedelta(hours=12)
    ouvertes = selectors.sections_ouvertes(infirmier, jeune.pk, dispositif.pk, timezone.localdate())
    assert {"soin", "educatif"} <= ouvertes
    assert not ouvertes & {"psychologue", "social"}
    trace = Trace.objects.get(acte="parcours.briser_la_glace")
    assert MOTIF not in str(trace.details)
    assert trace.jeune_id == jeune.pk


def test_sans_motif_rien_ne_s_ouvre(jeune: Jeune, dispositif: Dispositif) -> None:
    with pytest.raises(ErreurParcours) as refus:
        briser(acteur(dispositif, metier="INFIRMIER"), jeune, dispositif, "urgent")
    assert refus.value.champ == "motif"
    assert not BrisDeGlace.objects.exists()


def test_qui_voit_deja_n_a_rien_a_briser(jeune: Jeune, dispositif: Dispositif) -> None:
    membre = MembreEquipeFactory(jeune=jeune, dispositif=dispositif)
    active = HabilitationActive("PROFESSIONNEL", frozenset({dispositif.pk}))
    with pytest.raises(ErreurParcours, match="déjà ouvert"):
        briser(ActeurUtilisateur(7, "Essai", membre.professionnel_id, (active,)), jeune, dispositif)


def test_le_dossier_d_un_autre_dispositif_ne_se_brise_pas(jeune: Jeune, dispositif: Dispositif) -> None:
    ailleurs = PhaseFactory()
    with pytest.raises(PermissionDenied):
        briser(acteur(dispositif, metier="INFIRMIER"), ailleurs.jeune, dispositif)
    with pytest.raises(PermissionDenied):
        briser(acteur(dispositif, metier="INFIRMIER"), jeune, ailleurs.dispositif)


def revoir(qui: ActeurUtilisateur, bris: BrisDeGlace, avis: str, observation: str = "") -> BrisDeGlace:
    return services.revoir_bris(qui, bris=bris, avis=avis, observation=observation, maintenant=timezone.now())


def test_la_direction_ou_le_dpo_relit_une_seule_fois(jeune: Jeune, dispositif: Dispositif) -> None:
    bris = briser(acteur(dispositif, metier="INFIRMIER"), jeune, dispositif)
    with pytest.raises(PermissionDenied):
        revoir(acteur(dispositif, "COORDONNATEUR", compte=8), bris, "JUSTIFIE")
    relu = revoir(acteur(dispositif, "DPO", compte=9), bris, "JUSTIFIE")
    assert (relu.avis, relu.revu_par) == ("JUSTIFIE", "Essai")
    with pytest.raises(ErreurParcours, match="a déjà relu"):
        revoir(acteur(dispositif, "DIRECTION", compte=10), bris, "NON_JUSTIFIE", "non")


def test_personne_ne_relit_son_propre_bris(jeune: Jeune, dispositif: Dispositif) -> None:
    medecin = acteur(dispositif, "DIRECTION", metier="MEDECIN")
    bris = briser(medecin, jeune, dispositif)
    with pytest.raises(ErreurParcours, match="son propre"):
        revoir(medecin, bris, "JUSTIFIE")


def test_un_bris_non_justifie_dit_pourquoi_et_se_referme(jeune: Jeune, dispositif: Dispositif) -> None:
    infirmier = acteur(dispositif, metier="INFIRMIER")
    bris = briser(infirmier, jeune, dispositif)
    with pytest.raises(ErreurParcours) as refus:
        revoir(acteur(dispositif, "DIRECTION", compte=8), bris, "NON_JUSTIFIE")
    assert refus.value.champ == "observation"
    revoir(acteur(dispositif, "DIRECTION", compte=8), bris, "NON_JUSTIFIE", "Aucune urgence ce jour-là.")
    assert not selectors.sections_ouvertes(infirmier, jeune.pk, dispositif.pk, timezone.localdate())
