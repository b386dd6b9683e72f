"""Who opens which section of a file: function in the team, right to all files, stand-in, broken glass."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.comptes.acteur import ANONYME, ActeurUtilisateur, HabilitationActive
from maillage.parcours import selectors
from maillage.parcours.models import BrisDeGlace, Jeune, Remplacement
from maillage.parcours.referentiels import fonction_du_metier, fonctions, sections_du_dossier
from maillage.socle.acteur import Acces, ActeurSysteme
from maillage.structures.models import Dispositif
from maillage.structures.models.personnes import Metier
from tests.fabriques import MembreEquipeFactory, PhaseFactory, ProfessionnelFactory
from tests.parcours.conftest import AUJOURD_HUI

pytestmark = pytest.mark.django_db
TOUTES = frozenset({"identite", "parcours", "educatif", "scolarite", "soin", "psychologue", "social", "appui"})


@pytest.fixture
def jeune(dispositif: Dispositif) -> Jeune:
    return PhaseFactory(dispositif=dispositif).jeune


def acteur(
    role: str, dispositif: Dispositif, *, professionnel: int | None = None, compte: int = 7
) -> ActeurUtilisateur:
    active = HabilitationActive(role, frozenset({dispositif.pk}))
    return ActeurUtilisateur(compte, "essai", professionnel, (active,))


def ouvertes(qui: ActeurUtilisateur, jeune: Jeune, dispositif: Dispositif, le: date = AUJOURD_HUI) -> frozenset[str]:
    return selectors.sections_ouvertes(qui, jeune.pk, dispositif.pk, le)


def test_la_table_declare_les_huit_sections_et_une_fonction_par_metier() -> None:
    assert sections_du_dossier().keys() == TOUTES
    connues = {fonction for section in sections_du_dossier().values() for fonction in section.lecture}
    assert connues <= fonctions().keys()
    assert {fonction_du_metier(metier) for metier in Metier.values} == fonctions().keys()


def test_un_professionnel_hors_de_l_equipe_n_ouvre_rien(dispositif: Dispositif, jeune: Jeune) -> None:
    assert ouvertes(acteur("PROFESSIONNEL", dispositif), jeune, dispositif) == frozenset()
    membre = MembreEquipeFactory(dispositif=dispositif)
    ailleurs = acteur("PROFESSIONNEL", dispositif, professionnel=membre.professionnel_id)
    assert ouvertes(ailleurs, jeune, dispositif) == frozenset()


@pytest.mark.parametrize(
    ("fonction", "attendues"),
    [
        ("EDUCATIF", {"identite", "parcours", "educatif", "scolarite", "appui"}),
        ("SOIN", {"identite", "parcours", "educatif", "scolarite", "appui", "soin"}),
        ("PSYCHOLOGIE", {"identite", "parcours", "educatif", "scolarite", "appui", "soin", "psychologue"}),
        ("SOCIAL", {"identite", "parcours", "educatif", "scolarite", "appui", "social"}),
        ("TRANSPORT", {"identite"}),
    ],
)
def test_chaque_fonction_ouvre_ses_sections(
    fonction: str, attendues: set[str], dispositif: Dispositif, jeune: Jeune
) -> None:
    membre = MembreEquipeFactory(dispositif=dispositif, jeune=jeune, fonction=fonction)
    qui = acteur("PROFESSIONNEL", dispositif, professionnel=membre.professionnel_id)
    assert ouvertes(qui, jeune, dispositif) == attendues


def test_la_coordination_ouvre_tous_les_dossiers_sauf_le_soin(dispositif: Dispositif, jeune: Jeune) -> None:
    for role in ("COORDONNATEUR", "DIRECTION"):
        assert ouvertes(acteur(role, dispositif), jeune, dispositif) == TOUTES - {"soin", "psychologue"}


def test_un_role_ailleurs_n_ouvre_rien_ici(dispositif: Dispositif, jeune: Jeune) -> None:
    ici = HabilitationActive("PROFESSIONNEL", frozenset({dispositif.pk}))
    la_bas = HabilitationActive("DIRECTION", frozenset({dispositif.pk + 1}))
    assert ouvertes(ActeurUtilisateur(7, "deux rôles", None, (ici, la_bas)), jeune, dispositif) == frozenset()
    assert selectors.sections_ouvertes(ANONYME, jeune.pk, dispositif.pk, AUJOURD_HUI) == frozenset()


def test_l_acces_suit_les_dates_de_l_equipe(dispositif: Dispositif, jeune: Jeune) -> None:
    membre = MembreEquipeFactory(
        dispositif=dispositif, jeune=jeune, debut=date(2026, 3, 1), fin=date(2026, 3, 31), motif_depart="POSTE"
    )
    qui = acteur("PROFESSIONNEL", dispositif, professionnel=membre.professionnel_id)
    for jour, vu in ((date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 3, 31), True)):
        assert bool(ouvertes(qui, jeune, dispositif, jour)) is vu
    assert not ouvertes(qui, jeune, dispositif, date(2026, 4, 1))
    assert selectors.jeunes_de_mes_equipes(qui, dispositif.pk, AUJOURD_HUI) == {jeune.pk}


def test_un_remplacant_ouvre_exactement_ses_jours(dispositif: Dispositif, jeune: Jeune) -> None:
    membre, autre = MembreEquipeFactory(dispositif=dispositif, jeune=jeune, fonction="SOIN"), ProfessionnelFactory()
    Remplacement.objects.create(
        membre=membre, remplacant=autre, debut=date(2026, 3, 16), fin=date(2026, 3, 20), motif="CONGE"
    )
    qui = acteur("PROFESSIONNEL", dispositif, professionnel=autre.pk)
    vus = [bool("soin" in ouvertes(qui, jeune, dispositif, date(2026, 3, jour))) for jour in (15, 16, 20, 21)]
    assert vus == [False, True, True, False]


def test_un_bris_de_glace_ouvre_ce_que_la_fonction_aurait_ouvert_en_lecture(
    dispositif: Dispositif, jeune: Jeune
) -> None:
    maintenant = timezone.now()
    bris = BrisDeGlace.objects.create(
        jeune=jeune,
        dispositif=dispositif,
        compte_id=7,
        fonction="PSYCHOLOGIE",
        motif="Crise ce soir, personne de l'équipe n'est là.",
        ouvert_le=maintenant,
        expire_le=maintenant + timedelta(hours=1),
    )
    qui = acteur("PROFESSIONNEL", dispositif)
    assert ouvertes(qui, jeune, dispositif) == {"identite", "parcours", "educatif", "scolarite", "appui", "soin"}
    assert not selectors.sections_ouvertes(qui, jeune.pk, dispositif.pk, AUJOURD_HUI, acces=Acces.ECRITURE)
    assert not ouvertes(acteur("PROFESSIONNEL", dispositif, compte=8), jeune, dispositif)
    bris.ouvert_le, bris.expire_le = maintenant - timedelta(hours=2), maintenant - timedelta(hours=1)
    bris.save()
    assert not ouvertes(qui, jeune, dispositif)


def test_exiger_une_section_refuse_en_mots(systeme: ActeurSysteme, dispositif: Dispositif, jeune: Jeune) -> None:
    selectors.exiger_section(systeme, jeune.pk, "psychologue", dispositif_id=dispositif.pk, le=AUJOURD_HUI)
    with pytest.raises(PermissionDenied, match="« Soin »"):
        selectors.exiger_section(
            acteur("DIRECTION", dispositif), jeune.pk, "soin", dispositif_id=dispositif.pk, le=AUJOURD_HUI
        )


def test_les_sections_de_plusieurs_jeunes_coutent_autant_que_celles_d_un_seul(
    dispositif: Dispositif, django_assert_num_queries: object
) -> None:
    membres = [MembreEquipeFactory(dispositif=dispositif) for _ in range(6)]
    qui = acteur("PROFESSIONNEL", dispositif, professionnel=membres[0].professionnel_id)
    for nombre in (1, 6):
        jeunes = [membre.jeune_id for membre in membres[:nombre]]
        with django_assert_num_queries(2):  # type: ignore[operator]
            assert selectors.sections_par_jeune(qui, jeunes, dispositif.pk, AUJOURD_HUI).keys() == set(jeunes)
