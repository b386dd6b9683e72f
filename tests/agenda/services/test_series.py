from __future__ import annotations

import datetime as dt

import pytest

from maillage.agenda import services
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.heures import vers_local
from maillage.agenda.models import Evenement, Serie
from maillage.agenda.services import PorteeSerie
from tests.fabriques import EvenementFactory

LUNDI = dt.datetime(2024, 3, 18, 9)
FIN = dt.date(2024, 4, 15)


@pytest.fixture
def serie(lieu, systeme):
    return services.creer_serie(
        systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI), regle="FREQ=WEEKLY;BYDAY=MO", jusqu_au=FIN
    ).objet


def _dates(**filtre: object) -> list[tuple[int, int, int]]:
    """Month, day, hour of each occurrence, local."""
    debuts = Evenement.objects.filter(**filtre).order_by("debut").values_list("debut", flat=True)
    return [(local.month, local.day, local.hour) for local in map(vers_local, debuts)]


def _du(jour: int, mois: int = 4) -> Evenement:
    return next(e for e in Evenement.objects.all() if vers_local(e.debut).date() == dt.date(2024, mois, jour))


def test_une_serie_garde_son_heure_au_changement_d_heure(lieu, systeme) -> None:
    services.creer_serie(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI),
        regle="FREQ=WEEKLY",
        jusqu_au=FIN,
        exclues={dt.date(2024, 4, 1)},
    )
    assert _dates() == [(3, 18, 9), (3, 25, 9), (4, 8, 9), (4, 15, 9)]
    assert {e.participations_jeunes.count() for e in Evenement.objects.all()} == {2}
    assert len({e.debut.hour for e in Evenement.objects.all()}) == 2


def test_une_serie_de_nuits_refuse_l_heure_qui_n_existe_pas(lieu, systeme) -> None:
    saisie = lieu.saisie(dt.datetime(2024, 3, 24, 2, 30))
    with pytest.raises(ErreurAgenda, match="n'existe pas"):
        services.creer_serie(systeme, lieu.dispositif, saisie=saisie, regle="FREQ=WEEKLY", jusqu_au=FIN)
    assert not Serie.objects.exists()


def test_changer_une_seule_date_en_fait_une_exception(lieu, systeme, serie) -> None:
    cible = _du(1)
    services.modifier_serie(
        systeme,
        lieu.dispositif,
        identifiant=cible.identifiant,
        saisie=lieu.saisie(dt.datetime(2024, 4, 2, 14)),
        version=1,
        portee=PorteeSerie.CETTE,
    )
    assert _dates() == [(3, 18, 9), (3, 25, 9), (4, 2, 14), (4, 8, 9), (4, 15, 9)]
    assert Evenement.objects.get(pk=cible.pk).hors_serie


def test_celle_ci_et_les_suivantes_ouvrent_une_nouvelle_serie(lieu, systeme, serie) -> None:
    resultat = services.modifier_serie(
        systeme,
        lieu.dispositif,
        identifiant=_du(1).identifiant,
        saisie=lieu.saisie(dt.datetime(2024, 4, 2, 14), titre="Piscine"),
        version=1,
        portee=PorteeSerie.SUIVANTES,
    )
    suite = Serie.objects.exclude(pk=serie.pk).get()
    serie.refresh_from_db()
    assert _dates(serie=serie) == [(3, 18, 9), (3, 25, 9)]
    assert _dates(serie=suite, titre="Piscine") == [(4, 2, 14), (4, 9, 14), (4, 16, 14)]
    assert (suite.regle, serie.jusqu_au) == ("FREQ=WEEKLY;BYDAY=TU", dt.date(2024, 3, 31))
    services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
    assert _dates(serie=serie) == [(3, 18, 9), (3, 25, 9), (4, 1, 9), (4, 8, 9), (4, 15, 9)]
    assert Serie.objects.get().jusqu_au == FIN


def test_toutes_epargne_ce_qui_est_confirme_ou_change_a_part(lieu, systeme, serie) -> None:
    services.confirmer_evenement(systeme, lieu.dispositif, identifiant=_du(18, 3).identifiant)
    services.annuler_evenement(systeme, lieu.dispositif, identifiant=_du(25, 3).identifiant)
    services.retablir_evenement(systeme, lieu.dispositif, identifiant=_du(25, 3).identifiant)
    services.modifier_serie(
        systeme,
        lieu.dispositif,
        identifiant=_du(8).identifiant,
        saisie=lieu.saisie(dt.datetime(2024, 4, 8, 10), jeunes=frozenset({lieu.noa.pk})),
        version=1,
        portee=PorteeSerie.TOUTES,
    )
    assert _dates() == [(3, 18, 9), (3, 25, 9), (4, 1, 10), (4, 8, 10), (4, 15, 10)]
    assert [e.participations_jeunes.count() for e in Evenement.objects.order_by("debut")] == [2, 2, 1, 1, 1]


def test_une_date_de_moins_par_exception(lieu, systeme, serie) -> None:
    services.exception_de_serie(systeme, lieu.dispositif, serie=serie.identifiant, jour=dt.date(2024, 4, 1))
    assert _dates(statut="ANNULE") == [(4, 1, 9)]
    with pytest.raises(ErreurAgenda, match="rien de prévu"):
        services.exception_de_serie(systeme, lieu.dispositif, serie=serie.identifiant, jour=dt.date(2024, 4, 2))


def test_clore_retire_la_suite_et_s_annule(lieu, systeme, serie) -> None:
    avant = list(Evenement.objects.order_by("pk").values("pk", "identifiant", "debut", "titre", "serie_id"))
    resultat = services.cloturer_serie(
        systeme, lieu.dispositif, serie=serie.identifiant, dernier_jour=dt.date(2024, 4, 1)
    )
    assert _dates() == [(3, 18, 9), (3, 25, 9), (4, 1, 9)]
    services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
    assert list(Evenement.objects.order_by("pk").values("pk", "identifiant", "debut", "titre", "serie_id")) == avant
    assert _du(8).participations_jeunes.count() == 2


def test_creer_une_serie_s_annule(lieu, systeme) -> None:
    resultat = services.creer_serie(
        systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI), regle="FREQ=WEEKLY", jusqu_au=FIN
    )
    services.defaire(systeme, lieu.dispositif, jeton=resultat.jeton)
    assert not Evenement.objects.exists()
    assert not Serie.objects.exists()


def test_un_evenement_seul_n_a_pas_de_suivantes(lieu, systeme) -> None:
    evenement = EvenementFactory(dispositif=lieu.dispositif)
    with pytest.raises(ErreurAgenda, match="pas partie d'une série"):
        services.modifier_serie(
            systeme,
            lieu.dispositif,
            identifiant=evenement.identifiant,
            saisie=lieu.saisie(),
            version=1,
            portee=PorteeSerie.TOUTES,
        )
