from __future__ import annotations

import datetime as dt

import pytest

from maillage.agenda import services
from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import SaisieAbsence
from maillage.agenda.models import Absence, Evenement, ParticipationJeune
from maillage.agenda.services import Groupe
from maillage.socle.selectors import version_des_faits
from tests.fabriques import (
    AbsenceFactory,
    DispositifFactory,
    EvenementFactory,
    JeuneFactory,
    PhaseFactory,
    UniteFactory,
)

JOUR = dt.date(2024, 3, 4)


def test_fermer_une_journee_annule_le_prevu_du_groupe_et_s_annule(lieu, systeme) -> None:
    unite = UniteFactory(dispositif=lieu.dispositif)
    dedans = EvenementFactory(dispositif=lieu.dispositif, unite=unite, statut="PLANIFIE")
    dehors = EvenementFactory(dispositif=lieu.dispositif, statut="PLANIFIE")
    fait = EvenementFactory(dispositif=lieu.dispositif, unite=unite)
    resultat = services.fermer_journee(
        systeme, lieu.dispositif, jour=JOUR, motif="PONT", groupe=Groupe(unite_id=unite.pk)
    )
    statuts = {e.pk: e.statut for e in Evenement.objects.all()}
    assert statuts == {dedans.pk: "ANNULE", dehors.pk: "PLANIFIE", fait.pk: "REALISE"}
    services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
    assert not Evenement.objects.filter(statut="ANNULE").exists()


def test_fermer_demande_une_raison_connue(lieu, systeme) -> None:
    with pytest.raises(ErreurAgenda, match="raison"):
        services.fermer_journee(systeme, lieu.dispositif, jour=JOUR, motif="")


def test_dupliquer_une_semaine_copie_une_fois_et_garde_les_heures(lieu, systeme) -> None:
    EvenementFactory(
        dispositif=lieu.dispositif,
        debut=dt.datetime(2024, 3, 25, 8, tzinfo=dt.UTC),
        fin=dt.datetime(2024, 3, 25, 11, tzinfo=dt.UTC),
        jeunes=[lieu.sacha],
        pros=[lieu.pro],
    )
    EvenementFactory(
        dispositif=lieu.dispositif,
        statut="ANNULE",
        debut=dt.datetime(2024, 3, 26, 8, tzinfo=dt.UTC),
        fin=dt.datetime(2024, 3, 26, 9, tzinfo=dt.UTC),
    )
    arguments = {"source": dt.date(2024, 3, 27), "cible": dt.date(2024, 4, 3)}
    resultat = services.dupliquer_semaine(systeme, lieu.dispositif, **arguments)
    (copie,) = resultat.objet
    assert (copie.debut, copie.statut) == (dt.datetime(2024, 4, 1, 7, tzinfo=dt.UTC), "PLANIFIE")
    assert copie.participations_pros.get().professionnel == lieu.pro
    assert services.dupliquer_semaine(systeme, lieu.dispositif, **arguments).objet == []
    services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
    assert Evenement.objects.count() == 2
    with pytest.raises(ErreurAgenda, match="autre semaine"):
        services.dupliquer_semaine(systeme, lieu.dispositif, source=JOUR, cible=JOUR)


@pytest.mark.parametrize("groupe", ["professionnel_id", "jeune_id"])
def test_dupliquer_la_semaine_d_une_personne_seulement(lieu, systeme, groupe: str) -> None:
    EvenementFactory(dispositif=lieu.dispositif, jeunes=[lieu.sacha], pros=[lieu.pro])
    EvenementFactory(dispositif=lieu.dispositif)
    cle = {"professionnel_id": lieu.pro.pk, "jeune_id": lieu.sacha.pk}[groupe]
    resultat = services.dupliquer_semaine(
        systeme, lieu.dispositif, source=JOUR, cible=dt.date(2024, 3, 11), groupe=Groupe(**{groupe: cle})
    )
    assert len(resultat.objet) == 1


def test_regrouper_reunit_les_personnes_et_annule_le_doublon(lieu, systeme) -> None:
    garde = EvenementFactory(dispositif=lieu.dispositif, identifiant="A", modalite="", jeunes=[lieu.sacha])
    doublon = EvenementFactory(
        dispositif=lieu.dispositif, identifiant="B", jeunes=[lieu.sacha, lieu.noa], pros=[lieu.pro]
    )
    ParticipationJeune.objects.filter(evenement=doublon, jeune=lieu.sacha).update(presence="ABSENT")
    resultat = services.regrouper(systeme, lieu.dispositif, garde="A", doublon="B")
    garde.refresh_from_db()
    presences = dict(garde.participations_jeunes.values_list("jeune__identifiant", "presence"))
    assert presences == {"SACHA": "ABSENT", "NOA": ""}
    assert garde.participations_pros.get().professionnel == lieu.pro
    assert garde.modalite == "AJ"
    assert Evenement.objects.get(identifiant="B").statut == "ANNULE"
    services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
    assert Evenement.objects.get(identifiant="B").statut == "REALISE"
    assert garde.participations_jeunes.count() == 1
    with pytest.raises(ErreurAgenda):
        services.regrouper(systeme, lieu.dispositif, garde="A", doublon="A")


def _absence(lieu, **champs: object) -> SaisieAbsence:
    valeurs = {"jeune_id": lieu.sacha.pk, "debut": dt.datetime(2024, 3, 4, 8), "fin": None, "motif": "MALADIE"}
    return SaisieAbsence(**{**valeurs, **champs})


def test_une_absence_se_declare_se_corrige_se_supprime_et_s_annule(lieu, systeme) -> None:
    absence = services.declarer_absence(systeme, lieu.dispositif, saisie=_absence(lieu)).objet
    corrigee = _absence(lieu, fin=dt.datetime(2024, 3, 6, 18), motif="FAMILLE")
    services.modifier_absence(systeme, lieu.dispositif, absence_id=absence.pk, saisie=corrigee, version=1)
    with pytest.raises(ErreurAgenda, match="entre-temps"):
        services.modifier_absence(systeme, lieu.dispositif, absence_id=absence.pk, saisie=corrigee, version=1)
    resultat = services.supprimer_absence(systeme, lieu.dispositif, absence_id=absence.pk, version=2)
    assert not Absence.objects.exists()
    services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
    assert Absence.objects.get().motif == "FAMILLE"


def test_une_absence_mal_dite_est_refusee(lieu, systeme) -> None:
    fausses = (
        _absence(lieu, fin=dt.datetime(2024, 3, 4, 8)),
        _absence(lieu, motif=""),
        _absence(lieu, jeune_id=JeuneFactory().pk),
    )
    for saisie in fausses:
        with pytest.raises(ErreurAgenda):
            services.declarer_absence(systeme, lieu.dispositif, saisie=saisie)


def test_une_absence_partout_previent_chaque_dispositif_du_jeune(lieu, systeme) -> None:
    ailleurs = DispositifFactory()
    PhaseFactory(jeune=lieu.sacha, dispositif=ailleurs)
    services.declarer_absence(systeme, lieu.dispositif, saisie=_absence(lieu, partout=True))
    assert Absence.objects.get().dispositif is None
    assert version_des_faits(ailleurs.pk) == 1


def test_l_absence_d_un_autre_dispositif_est_introuvable(lieu, systeme) -> None:
    for absence in (AbsenceFactory(dispositif=DispositifFactory()), AbsenceFactory(dispositif=None)):
        with pytest.raises(Introuvable):
            services.supprimer_absence(systeme, lieu.dispositif, absence_id=absence.pk)
