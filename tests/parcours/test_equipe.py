"""The team: dates, one referent at a time, stand-ins for exact dates, reasons; the database refuses what overlaps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.comptes.acteur import ANONYME
from maillage.parcours import services
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.models import Jeune, MembreEquipe, Remplacement
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.structures.models import Dispositif
from tests.fabriques import AffectationFactory, MembreEquipeFactory, PhaseFactory

pytestmark = pytest.mark.django_db
LE = date(2026, 3, 16)
VEILLE = LE - timedelta(days=1)


@pytest.fixture
def jeune(dispositif: Dispositif) -> Jeune:
    return PhaseFactory(dispositif=dispositif).jeune


def pro(dispositif: Dispositif) -> int:
    return AffectationFactory(dispositif=dispositif).professionnel_id


def ajouter(systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif, **autres: object) -> MembreEquipe:
    valeurs = {"professionnel_id": pro(dispositif), "fonction": "EDUCATIF", "debut": date(2025, 9, 1), **autres}
    return services.ajouter_membre(systeme, jeune=jeune, dispositif_id=dispositif.pk, **valeurs)  # type: ignore[arg-type]


def test_ajouter_puis_terminer_est_journalise(systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif) -> None:
    membre = ajouter(systeme, jeune, dispositif)
    services.terminer_membre(systeme, membre=membre, fin=LE, motif="SERVICE")
    membre.refresh_from_db()
    assert (membre.fin, membre.motif_depart) == (LE, "SERVICE")
    actes = list(Trace.objects.filter(jeune_id=jeune.pk).order_by("pk").values_list("acte", flat=True))
    assert actes == ["parcours.ajouter_membre", "parcours.terminer_membre"]


def test_un_depart_sans_motif_ou_avant_l_arrivee_est_refuse(
    systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif
) -> None:
    membre = ajouter(systeme, jeune, dispositif)
    with pytest.raises(ErreurParcours, match="pourquoi"):
        services.terminer_membre(systeme, membre=membre, fin=LE, motif="")
    with pytest.raises(ErreurParcours, match="avant le premier"):
        services.terminer_membre(systeme, membre=membre, fin=date(2020, 1, 1), motif="POSTE")
    with pytest.raises(IntegrityError), transaction.atomic():
        MembreEquipe.objects.filter(pk=membre.pk).update(fin=LE)


def test_quelqu_un_d_ailleurs_n_entre_pas_dans_l_equipe(
    systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif
) -> None:
    ailleurs = AffectationFactory().professionnel_id
    with pytest.raises(ErreurParcours) as refus:
        ajouter(systeme, jeune, dispositif, professionnel_id=ailleurs)
    assert refus.value.champ == "professionnel"
    with pytest.raises(PermissionDenied):
        services.ajouter_membre(
            ANONYME, jeune=jeune, dispositif_id=dispositif.pk, professionnel_id=1, fonction="SOIN", debut=LE
        )


def test_la_meme_personne_deux_fois_est_refusee_avec_les_deux_periodes(
    systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif
) -> None:
    qui = pro(dispositif)
    ajouter(systeme, jeune, dispositif, professionnel_id=qui)
    with pytest.raises(ErreurParcours, match=r"depuis le 16 mars 2026 » se chevauche avec .* 1er septembre 2025"):
        ajouter(systeme, jeune, dispositif, professionnel_id=qui, debut=LE)
    ajouter(systeme, jeune, dispositif, professionnel_id=qui, debut=LE, fonction="AUTRE")


def test_un_nouveau_referent_prend_la_suite_et_l_ancien_reste_dans_l_equipe(
    systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif
) -> None:
    ancien = ajouter(systeme, jeune, dispositif, referent=True)
    nouveau = ajouter(systeme, jeune, dispositif, referent=True, debut=LE)
    lignes = MembreEquipe.objects.filter(jeune=jeune).order_by("debut", "pk")
    lues = [(m.professionnel_id, m.referent, m.debut, m.fin) for m in lignes]
    assert sorted(lues, key=str) == sorted(
        [
            (ancien.professionnel_id, True, date(2025, 9, 1), VEILLE),
            (ancien.professionnel_id, False, LE, None),
            (nouveau.professionnel_id, True, LE, None),
        ],
        key=str,
    )


def test_la_base_refuse_deux_referents_le_meme_jour(jeune: Jeune, dispositif: Dispositif) -> None:
    MembreEquipeFactory(jeune=jeune, dispositif=dispositif, referent=True)
    with pytest.raises(IntegrityError, match="un_referent"), transaction.atomic():
        MembreEquipeFactory(jeune=jeune, dispositif=dispositif, referent=True, debut=LE)
    MembreEquipeFactory(jeune=jeune, dispositif=dispositif, debut=LE)


def test_designer_une_referente_parmi_les_membres(systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif) -> None:
    membre = ajouter(systeme, jeune, dispositif)
    suite = services.designer_referent(systeme, membre=membre, le=LE)
    membre.refresh_from_db()
    assert (membre.fin, membre.referent, suite.debut, suite.referent) == (VEILLE, False, LE, True)
    with pytest.raises(ErreurParcours, match="déjà"):
        services.designer_referent(systeme, membre=suite, le=LE)
    with pytest.raises(ErreurParcours, match="n'est pas dans l'équipe"):
        services.designer_referent(systeme, membre=membre, le=LE)


def remplacer(systeme: ActeurSysteme, membre: MembreEquipe, qui: int, debut: date, fin: date) -> Remplacement:
    return services.nommer_remplacant(systeme, membre=membre, remplacant_id=qui, debut=debut, fin=fin, motif="CONGE")


def test_un_remplacement_tient_dans_la_presence_et_ne_se_double_pas(
    systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif
) -> None:
    membre, qui = ajouter(systeme, jeune, dispositif), pro(dispositif)
    remplacer(systeme, membre, qui, LE, date(2026, 3, 20))
    with pytest.raises(
        ErreurParcours, match=r"se chevauche avec « Remplacement par .* du 16 mars 2026 au 20 mars 2026"
    ):
        remplacer(systeme, membre, pro(dispositif), date(2026, 3, 20), date(2026, 3, 22))
    with pytest.raises(ErreurParcours, match="sortent de la présence"):
        remplacer(systeme, membre, qui, date(2024, 1, 1), date(2024, 1, 2))
    with pytest.raises(ErreurParcours, match="quelqu'un d'autre"):
        remplacer(systeme, membre, membre.professionnel_id, LE, LE)
    with pytest.raises(ErreurParcours, match="avant le premier"):
        remplacer(systeme, membre, qui, LE, VEILLE)


def test_les_remplacements_suivent_qui_part_ou_devient_referent(
    systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif
) -> None:
    membre, qui = ajouter(systeme, jeune, dispositif), pro(dispositif)
    remplacer(systeme, membre, qui, date(2026, 3, 12), date(2026, 3, 20))
    suite = services.designer_referent(systeme, membre=membre, le=LE)
    dates = [(r.membre_id, r.debut, r.fin) for r in Remplacement.objects.order_by("debut")]
    assert dates == [(membre.pk, date(2026, 3, 12), VEILLE), (suite.pk, LE, date(2026, 3, 20))]
    services.terminer_membre(systeme, membre=suite, fin=date(2026, 3, 18), motif="POSTE")
    assert suite.remplacements.get().fin == date(2026, 3, 18)


def test_arreter_un_remplacement_avant_ou_pendant(systeme: ActeurSysteme, jeune: Jeune, dispositif: Dispositif) -> None:
    membre, qui = ajouter(systeme, jeune, dispositif), pro(dispositif)
    remplacement = remplacer(systeme, membre, qui, LE, date(2026, 3, 20))
    services.arreter_remplacement(systeme, remplacement=remplacement, le=date(2026, 3, 17))
    assert membre.remplacements.get().fin == date(2026, 3, 17)
    services.arreter_remplacement(systeme, remplacement=remplacement, le=VEILLE)
    assert not membre.remplacements.exists()
