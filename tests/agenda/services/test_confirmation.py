from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from maillage.agenda import selectors, services
from maillage.agenda.domain.erreurs import AnnulationImpossible, ErreurAgenda
from maillage.agenda.domain.presences import ExceptionPresence
from maillage.agenda.domain.versions import ConflitDeVersion
from maillage.agenda.models import Absence, ActeAnnulable, Evenement, ParticipationJeune
from maillage.socle.models import Trace
from maillage.socle.selectors import version_des_faits
from tests.fabriques import AbsenceFactory, EvenementFactory, ProfessionnelFactory

JOUR = dt.date(2024, 3, 4)
MALADE = ExceptionPresence("ABSENT", "MALADIE", Decimal(2))


@pytest.fixture
def atelier(lieu):
    return EvenementFactory(
        dispositif=lieu.dispositif,
        identifiant="E1",
        titre="Atelier",
        statut="PLANIFIE",
        jeunes=[lieu.sacha, lieu.noa],
        pros=[lieu.pro],
    )


def _presences() -> dict[str, str]:
    return dict(ParticipationJeune.objects.values_list("jeune__identifiant", "presence"))


def test_tout_le_monde_est_la_puis_une_exception(lieu, systeme, atelier) -> None:
    services.confirmer_journee(systeme, lieu.dispositif, jour=JOUR, exceptions={("E1", "NOA"): MALADE})
    atelier.refresh_from_db()
    assert (atelier.statut, atelier.version) == ("REALISE", 2)
    assert atelier.confirme_le is not None
    assert _presences() == {"SACHA": "PRESENT", "NOA": "ABSENT"}
    absence = Absence.objects.get()
    assert (absence.motif, absence.debut, absence.fin) == ("MALADIE", atelier.debut, atelier.fin)
    assert absence.prevenu_le == atelier.debut - dt.timedelta(hours=2)


def test_la_confirmation_change_ce_que_le_compte_lit(lieu, systeme, atelier) -> None:
    avant = version_des_faits(lieu.dispositif.pk)
    services.confirmer_journee(systeme, lieu.dispositif, jour=JOUR, exceptions={("E1", "NOA"): MALADE})
    cle = (lieu.dispositif.pk, JOUR, JOUR)
    assert version_des_faits(lieu.dispositif.pk) == avant + 1
    assert selectors.evenements_pour_le_compte(*cle)[0][10] == "REALISE"
    assert selectors.participations_jeunes_pour_le_compte(*cle) == [
        ("E1", "NOA", "ABSENT", Decimal(2)),
        ("E1", "SACHA", "PRESENT", None),
    ]
    assert [ligne[4] for ligne in selectors.absences_pour_le_compte(*cle)] == ["MALADIE"]


def test_une_absence_deja_declaree_n_est_pas_contredite(lieu, systeme, atelier) -> None:
    AbsenceFactory(jeune=lieu.sacha, dispositif=lieu.dispositif)
    AbsenceFactory(jeune=lieu.noa, dispositif=None, debut=dt.datetime(2024, 3, 4, 10, tzinfo=dt.UTC), fin=None)
    services.confirmer_journee(systeme, lieu.dispositif, jour=JOUR)
    assert _presences() == {"SACHA": "ABSENT", "NOA": ""}


def test_seule_la_journee_du_professionnel_est_confirmee(lieu, systeme, atelier) -> None:
    autre = EvenementFactory(dispositif=lieu.dispositif, statut="PLANIFIE", pros=[ProfessionnelFactory()])
    resultat = services.confirmer_journee(
        systeme, lieu.dispositif, jour=JOUR, groupe=services.Groupe(professionnel_id=lieu.pro.pk)
    )
    autre.refresh_from_db()
    assert [e.identifiant for e in resultat.objet.confirmes] == ["E1"]
    assert autre.statut == "PLANIFIE"


def test_un_evenement_change_depuis_la_page_est_laisse_et_montre(lieu, systeme, atelier) -> None:
    EvenementFactory(dispositif=lieu.dispositif, identifiant="E2", statut="PLANIFIE")
    resultat = services.confirmer_journee(systeme, lieu.dispositif, jour=JOUR, versions={"E1": 0, "E2": 1})
    assert [e.identifiant for e in resultat.objet.confirmes] == ["E2"]
    assert [c.actuel.identifiant for c in resultat.objet.conflits] == ["E1"]
    assert "Modifié entre-temps" in resultat.objet.phrase_conflits
    assert Evenement.objects.get(identifiant="E1").statut == "PLANIFIE"


def test_l_avenir_ne_se_confirme_pas(lieu, systeme) -> None:
    demain = timezone.now() + dt.timedelta(days=2)
    evenement = EvenementFactory(
        dispositif=lieu.dispositif, statut="PLANIFIE", debut=demain, fin=demain + dt.timedelta(hours=1)
    )
    resultat = services.confirmer_journee(systeme, lieu.dispositif, jour=timezone.localdate(demain))
    assert (resultat.objet.confirmes, resultat.objet.a_venir, resultat.jeton) == ((), 1, "")
    with pytest.raises(ErreurAgenda, match="pas encore commencé"):
        services.confirmer_evenement(systeme, lieu.dispositif, identifiant=evenement.identifiant)


def test_une_presence_se_corrige_avec_son_absence(lieu, systeme, atelier) -> None:
    noter = {"identifiant": "E1", "jeune": "NOA"}
    services.noter_presence(systeme, lieu.dispositif, **noter, exception=MALADE, version=1)
    services.noter_presence(systeme, lieu.dispositif, **noter, exception=ExceptionPresence("ABSENT", "FAMILLE"))
    assert Absence.objects.get().motif == "FAMILLE"
    services.noter_presence(systeme, lieu.dispositif, **noter, exception=ExceptionPresence("PRESENT"))
    assert not Absence.objects.exists()
    assert _presences()["NOA"] == "PRESENT"
    assert Trace.objects.filter(acte="agenda.noter_presence", jeune_id=lieu.noa.pk).count() == 3


def test_une_presence_sur_une_page_perimee_est_refusee(lieu, systeme, atelier) -> None:
    services.confirmer_evenement(systeme, lieu.dispositif, identifiant="E1", version=1)
    with pytest.raises(ConflitDeVersion):
        services.noter_presence(systeme, lieu.dispositif, identifiant="E1", jeune="NOA", exception=MALADE, version=1)


def test_un_code_de_presence_ou_de_motif_inconnu_est_refuse(lieu, systeme, atelier) -> None:
    for exception in (ExceptionPresence("PARTI"), ExceptionPresence("ABSENT", "GREVE")):
        with pytest.raises(ErreurAgenda):
            services.noter_presence(systeme, lieu.dispositif, identifiant="E1", jeune="NOA", exception=exception)


def test_annuler_la_confirmation_remet_tout_comme_avant(lieu, systeme, atelier) -> None:
    resultat = services.confirmer_journee(systeme, lieu.dispositif, jour=JOUR, exceptions={("E1", "NOA"): MALADE})
    services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
    atelier.refresh_from_db()
    assert (atelier.statut, atelier.confirme_le, atelier.version) == ("PLANIFIE", None, 3)
    assert _presences() == {"SACHA": "", "NOA": ""}
    assert not Absence.objects.exists()
    with pytest.raises(AnnulationImpossible):
        services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)


def test_un_geste_ne_s_annule_plus_si_quelqu_un_a_ecrit_depuis(lieu, systeme, atelier) -> None:
    resultat = services.confirmer_journee(systeme, lieu.dispositif, jour=JOUR)
    services.noter_presence(systeme, lieu.dispositif, identifiant="E1", jeune="NOA", exception=MALADE)
    with pytest.raises(AnnulationImpossible, match="Une autre personne"):
        services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
    assert _presences()["NOA"] == "ABSENT"


def test_un_geste_trop_ancien_ou_d_une_autre_personne_ne_s_annule_plus(lieu, systeme, atelier) -> None:
    resultat = services.confirmer_journee(systeme, lieu.dispositif, jour=JOUR)
    ActeAnnulable.objects.update(acteur_id=12)
    with pytest.raises(AnnulationImpossible):
        services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
    ActeAnnulable.objects.update(acteur_id=None, cree_le=timezone.now() - dt.timedelta(hours=1))
    with pytest.raises(AnnulationImpossible, match="trop tard"):
        services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)


def test_annuler_une_presence_corrigee_remet_l_absence_qu_elle_avait(lieu, systeme, atelier) -> None:
    noter = {"identifiant": "E1", "jeune": "NOA"}
    services.noter_presence(systeme, lieu.dispositif, **noter, exception=MALADE)
    for correction in (ExceptionPresence("ABSENT", "FAMILLE"), ExceptionPresence("PRESENT")):
        resultat = services.noter_presence(systeme, lieu.dispositif, **noter, exception=correction)
        services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
        assert Absence.objects.get().motif == "MALADIE"
        assert ParticipationJeune.objects.get(jeune=lieu.noa).preavis_h == 2
