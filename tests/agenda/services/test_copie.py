"""A planned week copied to the next school term: what is written, skipped, already there, in the way; undone in one block."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.agenda import selectors, services
from maillage.agenda.domain.copie import CopieAVoir
from maillage.agenda.domain.erreurs import AnnulationImpossible, ErreurAgenda
from maillage.agenda.domain.heures import jour_local, vers_local
from maillage.agenda.domain.periodes import PeriodeScolaire, periodes_scolaires
from maillage.agenda.models import Evenement, Reservation, Serie
from maillage.agenda.selectors import DemandeCopie, Groupe
from maillage.structures.models import ExceptionOuverture
from maillage.structures.vacances import vacances_scolaires
from tests.fabriques import AffectationFactory, ProfessionnelFactory

LUNDI = dt.datetime(2024, 3, 4, 9)
PRINTEMPS = PeriodeScolaire(dt.date(2024, 4, 22), dt.date(2024, 7, 5), "Vacances de printemps")


@pytest.fixture(autouse=True)
def _en_mars():
    with time_machine.travel(dt.datetime(2024, 3, 6, 10, tzinfo=dt.UTC), tick=False):
        yield


def _apercu(lieu, systeme, **champs) -> selectors.ApercuCopie:
    return selectors.apercu_de_copie(systeme, lieu.dispositif, DemandeCopie(LUNDI.date(), PRINTEMPS, **champs))


def _copier(lieu, systeme, **champs):
    demande = DemandeCopie(LUNDI.date(), PRINTEMPS, **champs)
    accord = selectors.apercu_de_copie(systeme, lieu.dispositif, demande).empreinte
    return services.copier_periode(systeme, lieu.dispositif, demande=demande, accord=accord)


def _copies() -> list[dt.date]:
    debuts = Evenement.objects.filter(serie__isnull=False).order_by("debut").values_list("debut", flat=True)
    return [jour_local(debut) for debut in debuts]


@pytest.fixture
def atelier(lieu, systeme):
    return services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI)).objet


def test_les_periodes_sont_entre_les_vacances_de_la_zone() -> None:
    vacances = [periode for annee in (2023, 2024) for periode in vacances_scolaires("C", annee)]
    periodes = {periode.debut: periode.fin for periode in periodes_scolaires(vacances)}
    assert periodes[dt.date(2024, 2, 26)] == dt.date(2024, 4, 5)
    assert periodes[dt.date(2024, 4, 22)] >= dt.date(2024, 7, 4)


def test_la_periode_suivante_est_la_premiere_proposee() -> None:
    proposees = selectors.periodes_proposees("C", LUNDI.date())
    assert proposees[0].debut == dt.date(2024, 4, 22)
    assert "Vacances de" in proposees[0].libelle
    assert selectors.periodes_proposees("C", dt.date(2199, 1, 1)) == ()


def test_chaque_lundi_est_ecrit_sauf_les_feries(lieu, systeme, atelier) -> None:
    _copier(lieu, systeme)
    lundis = _copies()
    assert lundis[0] == dt.date(2024, 4, 22)
    assert lundis[-1] == dt.date(2024, 7, 1)
    assert dt.date(2024, 5, 20) not in lundis
    assert len(lundis) == 10
    assert Serie.objects.get().regle == "FREQ=WEEKLY;BYDAY=MO"
    assert {vers_local(e.debut).hour for e in Evenement.objects.all()} == {9}
    assert {e.participations_jeunes.count() for e in Evenement.objects.all()} == {2}
    assert {e.statut for e in Evenement.objects.filter(serie__isnull=False)} == {"PLANIFIE"}


def test_l_apercu_dit_pourquoi_un_jour_est_saute(lieu, systeme, atelier) -> None:
    ExceptionOuverture.objects.bulk_create(
        ExceptionOuverture(
            dispositif=lieu.dispositif, modalite="AJ", date=dt.date(2024, 6, 3), creneau=creneau, ouvert=False
        )
        for creneau in ("MATIN", "APRES_MIDI")
    )
    apercu = _apercu(lieu, systeme)
    sautees = {jour: raison for ligne in apercu.plan.lignes for jour, raison in ligne.sautees}
    assert sautees == {dt.date(2024, 5, 20): "jour férié", dt.date(2024, 6, 3): "fermé"}
    assert len(apercu.prevus) == 9


def test_un_pont_dans_la_periode_est_saute(lieu, systeme) -> None:
    vendredi = dt.datetime(2027, 3, 5, 9)
    services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(vendredi))
    demande = DemandeCopie(vendredi.date(), PeriodeScolaire(dt.date(2027, 4, 19), dt.date(2027, 7, 2)))
    plan = selectors.apercu_de_copie(systeme, lieu.dispositif, demande).plan
    assert {sautee.jour: sautee.raison for sautee in plan.sautees} == {dt.date(2027, 5, 7): "Pont de l'Ascension"}


def test_une_semaine_ecartee_n_est_pas_ecrite(lieu, systeme, atelier) -> None:
    _copier(lieu, systeme, ecartees=frozenset({dt.date(2024, 4, 22)}))
    assert _copies()[0] == dt.date(2024, 4, 29)


def test_rien_n_est_ecrit_sans_avoir_vu_l_apercu_d_aujourd_hui(lieu, systeme, atelier) -> None:
    demande = DemandeCopie(LUNDI.date(), PRINTEMPS)
    vu = selectors.apercu_de_copie(systeme, lieu.dispositif, demande).empreinte
    services.creer_evenement(
        systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI + dt.timedelta(hours=5), titre="Arrivé entre-temps")
    )
    for accord in (None, "", vu):
        with pytest.raises(CopieAVoir):
            services.copier_periode(systeme, lieu.dispositif, demande=demande, accord=accord)
    assert not Serie.objects.exists()


def test_copier_deux_fois_n_ecrit_rien_de_plus(lieu, systeme, atelier) -> None:
    _copier(lieu, systeme)
    apercu = _apercu(lieu, systeme)
    assert (apercu.deja, apercu.prevus) == (10, ())
    with pytest.raises(ErreurAgenda, match="Rien de nouveau"):
        _copier(lieu, systeme)


def test_la_copie_s_annule_d_un_bloc_pendant_un_jour(lieu, systeme, atelier) -> None:
    copie = _copier(lieu, systeme)
    with time_machine.travel(dt.datetime(2024, 3, 6, 23, tzinfo=dt.UTC)):
        assert [acte.jeton for acte in selectors.copies_annulables(systeme, lieu.dispositif)] == [copie.jeton]
        services.defaire(systeme, lieu.dispositif, jeton=copie.jeton)
    assert list(Evenement.objects.all()) == [atelier]
    assert not Serie.objects.exists()


def test_une_copie_touchee_ou_trop_ancienne_ne_s_annule_plus(lieu, systeme, atelier) -> None:
    copie = _copier(lieu, systeme)
    with time_machine.travel(dt.datetime(2024, 3, 8, tzinfo=dt.UTC)), pytest.raises(AnnulationImpossible):
        services.defaire(systeme, lieu.dispositif, jeton=copie.jeton)
    touche = Evenement.objects.filter(serie__isnull=False).first()
    services.annuler_evenement(systeme, lieu.dispositif, identifiant=touche.identifiant)
    with pytest.raises(AnnulationImpossible, match="modifié l'agenda depuis"):
        services.defaire(systeme, lieu.dispositif, jeton=copie.jeton)


def test_les_conflits_avec_ce_qui_existe_se_voient_et_pas_ceux_de_la_semaine_modele(
    lieu, systeme, atelier, ressource
) -> None:
    services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI, titre="Déjà en conflit"))
    assert _apercu(lieu, systeme).genes == ()
    pris = dt.datetime(2024, 4, 29, 10)
    services.creer_evenement(
        systeme, lieu.dispositif, saisie=lieu.saisie(pris, titre="Visite", jeunes=frozenset(), categorie="INDIRECT")
    )
    genes = _apercu(lieu, systeme).genes
    assert len(genes) == 2
    assert all("« Visite »" in gene.phrase for gene in genes)


def test_un_groupe_copie_suit_ses_entrees_et_la_salle_se_reserve(lieu, systeme, groupe, ressource) -> None:
    lilas = groupe((lieu.sacha, dt.date(2024, 1, 1), None), (lieu.noa, dt.date(2024, 6, 1), None))
    salle = ressource()
    services.creer_evenement(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI, jeunes=frozenset(), groupe_id=lilas.pk, ressources=frozenset({salle.pk})),
    )
    _copier(lieu, systeme)
    copies = Evenement.objects.filter(serie__isnull=False).order_by("debut")
    assert (copies.first().participations_jeunes.count(), copies.last().participations_jeunes.count()) == (1, 2)
    assert Reservation.objects.filter(evenement__in=copies).count() == copies.count()


def test_seul_l_agenda_choisi_est_copie_et_une_semaine_vide_le_dit(lieu, systeme, atelier) -> None:
    autre = ProfessionnelFactory()
    AffectationFactory(professionnel=autre, dispositif=lieu.dispositif)
    with pytest.raises(ErreurAgenda, match="vide") as refus:
        _apercu(lieu, systeme, groupe=Groupe(professionnel_id=autre.pk))
    assert refus.value.champ == "source"


def test_qui_ne_peut_pas_ecrire_ne_copie_pas(lieu, lecteur, atelier) -> None:
    with pytest.raises(PermissionDenied):
        services.copier_periode(lecteur(), lieu.dispositif, demande=DemandeCopie(LUNDI.date(), PRINTEMPS))


def test_l_apercu_demande_autant_de_requetes_pour_un_evenement_et_pour_six(lieu, systeme, atelier) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as lues:
            _apercu(lieu, systeme)
        return len(lues)

    une = requetes()
    for rang in range(5):
        services.creer_evenement(
            systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI + dt.timedelta(days=rang), titre=f"Atelier {rang}")
        )
    assert requetes() == une
