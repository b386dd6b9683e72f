"""A conflict is seen before anything is written, and passed over only on purpose."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.agenda import selectors, services
from maillage.agenda.domain.empechements import ConflitsAVoir, NatureEmpechement
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.models import Evenement, Indisponibilite, LieuHabituel, Reservation
from maillage.agenda.services import PorteeSerie
from maillage.socle.models import Trace
from tests.fabriques import (
    AffectationFactory,
    CommuneFactory,
    DispositifFactory,
    EvenementFactory,
    JeuneFactory,
    PhaseFactory,
    UniteFactory,
)

LUNDI = dt.datetime(2024, 3, 4, 9)


def _refus(systeme, lieu, saisie, accord: str = "") -> ConflitsAVoir:
    with pytest.raises(ConflitsAVoir) as refus:
        services.creer_evenement(systeme, lieu.dispositif, saisie=saisie, accord=accord)
    return refus.value


def _natures(refus: ConflitsAVoir) -> set[NatureEmpechement]:
    return {empechement.nature for empechement in refus.empechements}


def test_rien_n_est_ecrit_tant_que_le_conflit_n_est_pas_vu(lieu, systeme) -> None:
    services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI))
    refus = _refus(systeme, lieu, lieu.saisie(LUNDI + dt.timedelta(hours=1), titre="Piscine"))
    assert Evenement.objects.count() == 1
    assert len(refus.empechements) == 3
    assert all("« Atelier cuisine »" in e.phrase and "« Piscine »" in e.phrase for e in refus.empechements)
    services.creer_evenement(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI + dt.timedelta(hours=1), titre="Piscine"),
        accord=refus.empreinte,
    )
    cree = Evenement.objects.get(titre="Piscine")
    assert Trace.objects.get(objet=f"evenement:{cree.identifiant}").details == {"malgre": ["CHEVAUCHEMENT"]}


def test_un_accord_ne_vaut_que_pour_ce_qui_a_ete_montre(lieu, systeme) -> None:
    services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI))
    vu = _refus(systeme, lieu, lieu.saisie(LUNDI, pros=frozenset())).empreinte
    assert _refus(systeme, lieu, lieu.saisie(LUNDI), accord=vu).empreinte != vu


def test_sans_regard_demande_rien_ne_change_pour_les_imports_et_les_autres_pieces(lieu, systeme) -> None:
    services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI))
    services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI))
    assert Evenement.objects.count() == 2


def test_une_salle_prise_trop_petite_ou_en_travaux_se_dit(lieu, systeme, ressource) -> None:
    salle = ressource(capacite=2)
    services.creer_evenement(
        systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI, pros=frozenset(), ressources=frozenset({salle.pk}))
    )
    autres = [JeuneFactory() for _ in range(3)]
    for jeune in autres:
        PhaseFactory(jeune=jeune, dispositif=lieu.dispositif)
    Indisponibilite.objects.create(
        ressource=salle, debut=dt.datetime(2024, 3, 4, 10, tzinfo=dt.UTC), fin=None, motif="TRAVAUX"
    )
    saisie = lieu.saisie(
        LUNDI, jeunes=frozenset(j.pk for j in autres), pros=frozenset(), ressources=frozenset({salle.pk})
    )
    refus = _refus(systeme, lieu, saisie)
    assert _natures(refus) == {
        NatureEmpechement.CHEVAUCHEMENT,
        NatureEmpechement.CAPACITE,
        NatureEmpechement.INDISPONIBLE,
    }
    assert any("Salle bleue : deux réservations en même temps" in e.phrase for e in refus.empechements)


def test_un_professionnel_a_deux_lieux_trop_eloignes_est_prevenu(lieu, systeme) -> None:
    ici = UniteFactory(dispositif=lieu.dispositif, nom="Antenne de Muret", lon=1.3267, lat=43.4605)
    loin = CommuneFactory(code="99901", nom="Loin-la-Ville", lon=3.8767, lat=43.6108)
    LieuHabituel.objects.create(dispositif=lieu.dispositif, libelle="École de Loin", lieu_type="ECOLE", commune=loin)
    services.creer_evenement(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI, jeunes=frozenset({lieu.noa.pk}), lieu_type="ETABLISSEMENT", unite_id=ici.pk),
    )
    saisie = lieu.saisie(
        LUNDI + dt.timedelta(hours=3.5), jeunes=frozenset({lieu.sacha.pk}), lieu_type="ECOLE", lieu="école de loin"
    )
    (seul,) = _refus(systeme, lieu, saisie).empechements
    assert seul.nature is NatureEmpechement.DEPLACEMENT
    assert "Camille Inventée finit « Atelier cuisine » à Antenne de Muret" in seul.phrase
    assert "École de Loin" in seul.phrase
    assert "(estimation)" in seul.phrase


def test_un_vehicule_ne_peut_pas_etre_loin_tout_de_suite_et_une_salle_ne_bouge_pas(lieu, systeme, ressource) -> None:
    bus = ressource("Minibus", "VEHICULE", capacite=9)
    for nom, lon in (("Près", 1.4), ("Loin", 3.9)):
        commune = CommuneFactory(nom=nom, lon=lon, lat=43.6)
        LieuHabituel.objects.create(dispositif=lieu.dispositif, libelle=nom, lieu_type="LOISIRS", commune=commune)
    vide = {"jeunes": frozenset(), "pros": frozenset(), "categorie": "INDIRECT", "lieu_type": "LOISIRS"}
    services.creer_evenement(
        systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI, lieu="Près", ressources=frozenset({bus.pk}), **vide)
    )
    suite = lieu.saisie(LUNDI + dt.timedelta(hours=3), lieu="Loin", ressources=frozenset({bus.pk}), **vide)
    assert _natures(_refus(systeme, lieu, suite)) == {NatureEmpechement.DEPLACEMENT}


def test_un_domicile_et_un_transport_n_ont_jamais_de_position(lieu, systeme) -> None:
    commune = CommuneFactory(lon=3.9, lat=43.6)
    LieuHabituel.objects.create(dispositif=lieu.dispositif, libelle="Chez lui", lieu_type="AUTRE", commune=commune)
    points = selectors.reperes(lieu.dispositif.pk)
    for champs in ({"lieu_type": "DOMICILE"}, {"categorie": "TRANSPORT"}):
        evenement = EvenementFactory(dispositif=lieu.dispositif, lieu="Chez lui", **champs)
        assert points.position(evenement) is None


def test_le_meme_professionnel_ailleurs_est_occupe_sans_que_le_titre_sorte(lieu, lecteur) -> None:
    ailleurs = DispositifFactory(code="ailleurs")
    AffectationFactory(professionnel=lieu.pro, dispositif=ailleurs)
    EvenementFactory(dispositif=ailleurs, titre="Réunion discrète", pros=[lieu.pro], statut="PLANIFIE")

    class Ici(lecteur):
        def peut(self, section: str, acces: str = "LECTURE", dispositif_id: int | None = None) -> bool:
            return dispositif_id != ailleurs.pk

    with pytest.raises(ConflitsAVoir) as refus:
        services.creer_evenement(Ici(), lieu.dispositif, saisie=lieu.saisie(LUNDI), accord="")
    (seul,) = refus.value.empechements
    assert "Réunion discrète" not in seul.phrase
    assert "un événement d'un autre dispositif" in seul.phrase


def test_une_serie_dit_tous_ses_conflits_et_un_evenement_annule_ne_gene_pas(lieu, systeme, ressource) -> None:
    salle = frozenset({ressource().pk})
    for semaine in (1, 2):
        debut = LUNDI + dt.timedelta(weeks=semaine)
        services.creer_evenement(
            systeme,
            lieu.dispositif,
            saisie=lieu.saisie(debut, jeunes=frozenset(), categorie="INDIRECT", pros=frozenset(), ressources=salle),
        )
    annule = Evenement.objects.order_by("debut").last()
    services.annuler_evenement(systeme, lieu.dispositif, identifiant=annule.identifiant)
    with pytest.raises(ConflitsAVoir) as refus:
        services.creer_serie(
            systeme,
            lieu.dispositif,
            saisie=lieu.saisie(LUNDI, ressources=salle),
            regle="FREQ=WEEKLY",
            jusqu_au=dt.date(2024, 3, 25),
            accord="",
        )
    assert len(refus.value.empechements) == 1
    services.creer_serie(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI, ressources=salle),
        regle="FREQ=WEEKLY",
        jusqu_au=dt.date(2024, 3, 25),
        accord=refus.value.empreinte,
    )
    assert Reservation.objects.filter(evenement__serie__isnull=False).count() == 4


def test_modifier_toute_la_serie_regarde_ailleurs_que_dans_elle_meme(lieu, systeme) -> None:
    serie = services.creer_serie(
        systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI), regle="FREQ=WEEKLY", jusqu_au=dt.date(2024, 3, 25)
    ).objet
    premier = serie.evenements.order_by("debut").first()
    services.modifier_serie(
        systeme,
        lieu.dispositif,
        identifiant=premier.identifiant,
        saisie=lieu.saisie(LUNDI, heures=4),
        version=1,
        portee=PorteeSerie.TOUTES,
        accord="",
    )
    assert {e.fin - e.debut for e in serie.evenements.all()} == {dt.timedelta(hours=4)}


def test_une_ressource_d_ailleurs_est_refusee(lieu, systeme) -> None:
    from maillage.agenda.models import Ressource

    etrangere = Ressource.objects.create(dispositif=DispositifFactory(), nature="SALLE", nom="Salle d'ailleurs")
    with pytest.raises(ErreurAgenda, match="n'est pas de ce dispositif") as refus:
        services.creer_evenement(
            systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI, ressources=frozenset({etrangere.pk}))
        )
    assert refus.value.champ == "ressources"


def test_le_nombre_de_requetes_ne_suit_ni_les_dates_ni_les_evenements(lieu, systeme, ressource) -> None:
    salle = frozenset({ressource().pk})

    def requetes(jusqu_au: dt.date) -> int:
        with CaptureQueriesContext(connection) as lues, pytest.raises(ConflitsAVoir):
            services.creer_serie(
                systeme,
                lieu.dispositif,
                saisie=lieu.saisie(LUNDI, ressources=salle),
                regle="FREQ=WEEKLY",
                jusqu_au=jusqu_au,
                accord="",
            )
        return len(lues)

    services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI, ressources=salle))
    courte = requetes(dt.date(2024, 3, 11))
    for semaine in range(1, 7):
        debut = LUNDI + dt.timedelta(weeks=semaine)
        services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(debut, ressources=salle))
    assert requetes(dt.date(2024, 5, 27)) == courte
