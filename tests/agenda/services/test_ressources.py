"""Rooms, vehicles and equipment: added, changed, withdrawn, out of use, booked with the événement."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.agenda import selectors, services
from maillage.agenda.domain.erreurs import AnnulationImpossible, ErreurAgenda
from maillage.agenda.models import Evenement, Indisponibilite, Reservation, Ressource
from maillage.agenda.services import PorteeSerie, SaisieRessource
from tests.fabriques import UniteFactory

LUNDI = dt.datetime(2024, 3, 4, 9)
SALLE = SaisieRessource(nature="SALLE", nom="Salle verte", capacite=12, places_fauteuil=2)


def test_ajouter_changer_retirer_et_defaire(lieu, systeme) -> None:
    cree = services.creer_ressource(systeme, lieu.dispositif, saisie=SALLE)
    salle = cree.objet
    services.modifier_ressource(
        systeme,
        lieu.dispositif,
        identifiant=salle.identifiant,
        saisie=SaisieRessource(nature="SALLE", nom="Grande salle", capacite=20),
        version=1,
    )
    retire = services.retirer_ressource(systeme, lieu.dispositif, identifiant=salle.identifiant)
    salle.refresh_from_db()
    assert (salle.nom, salle.capacite, salle.retiree_le) == ("Grande salle", 20, timezone.localdate())
    services.defaire(systeme, lieu.dispositif, jeton=retire.jeton)
    salle.refresh_from_db()
    assert salle.retiree_le is None


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"nature": "PISCINE"}, "nature"),
        ({"nom": "  "}, "nom"),
        ({"places_fauteuil": 13}, "places_fauteuil"),
        ({"nom": "Salle bleue"}, "nom"),
    ],
)
def test_une_saisie_fausse_est_refusee_a_cote_de_son_champ(lieu, systeme, ressource, champs, champ) -> None:
    ressource()
    with pytest.raises(ErreurAgenda) as refus:
        services.creer_ressource(systeme, lieu.dispositif, saisie=SaisieRessource(**{**SALLE.__dict__, **champs}))
    assert refus.value.champ == champ
    assert Ressource.objects.count() == 1


def test_une_unite_d_ailleurs_et_une_page_perimee_sont_refusees(lieu, systeme, ressource) -> None:
    salle = ressource()
    with pytest.raises(ErreurAgenda, match="unité"):
        services.creer_ressource(
            systeme, lieu.dispositif, saisie=SaisieRessource("SALLE", "Autre", unite_id=UniteFactory().pk)
        )
    with pytest.raises(ErreurAgenda, match="entre-temps"):
        services.modifier_ressource(systeme, lieu.dispositif, identifiant=salle.identifiant, saisie=SALLE, version=9)


def test_qui_lit_les_agendas_ne_regle_pas(lieu, lecteur) -> None:
    with pytest.raises(PermissionDenied):
        services.creer_ressource(lecteur(), lieu.dispositif, saisie=SALLE)


def test_une_panne_se_declare_dit_ce_qu_elle_touche_et_se_leve(lieu, systeme, ressource) -> None:
    bus = ressource("Minibus", "VEHICULE", capacite=9)
    services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI, ressources=frozenset({bus.pk})))
    declaree = services.declarer_indisponibilite(
        systeme, lieu.dispositif, identifiant=bus.identifiant, debut=LUNDI, fin=None, motif="PANNE"
    )
    assert "1 réservation" in declaree.phrase.replace("\u202f", " ")
    assert Evenement.objects.get().statut == "PLANIFIE"
    services.supprimer_indisponibilite(
        systeme, lieu.dispositif, identifiant=bus.identifiant, indisponibilite_id=declaree.objet.pk
    )
    assert not Indisponibilite.objects.exists()
    with pytest.raises(ErreurAgenda, match="après le début"):
        services.declarer_indisponibilite(
            systeme, lieu.dispositif, identifiant=bus.identifiant, debut=LUNDI, fin=LUNDI, motif="PANNE"
        )


def test_ce_qui_a_servi_ne_se_defait_plus(lieu, systeme) -> None:
    cree = services.creer_ressource(systeme, lieu.dispositif, saisie=SALLE)
    services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI, ressources=frozenset({cree.objet.pk})))
    with pytest.raises(AnnulationImpossible, match="servi depuis"):
        services.defaire(systeme, lieu.dispositif, jeton=cree.jeton)
    assert Ressource.objects.exists()


def test_la_reservation_suit_l_evenement_sa_serie_et_sa_copie(lieu, systeme, ressource) -> None:
    salle, autre = ressource(), ressource("Salle rouge")
    serie = services.creer_serie(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI, ressources=frozenset({salle.pk})),
        regle="FREQ=WEEKLY",
        jusqu_au=dt.date(2024, 3, 18),
    ).objet
    deuxieme = serie.evenements.order_by("debut")[1]
    changee = services.modifier_serie(
        systeme,
        lieu.dispositif,
        identifiant=deuxieme.identifiant,
        saisie=lieu.saisie(LUNDI + dt.timedelta(weeks=1), ressources=frozenset({autre.pk})),
        version=1,
        portee=PorteeSerie.SUIVANTES,
    )
    noms = list(Reservation.objects.order_by("evenement__debut").values_list("ressource__nom", flat=True))
    assert noms == ["Salle bleue", "Salle rouge", "Salle rouge"]
    services.defaire(systeme, lieu.dispositif, jeton=changee.jeton)
    assert set(Reservation.objects.values_list("ressource__nom", flat=True)) == {"Salle bleue"}
    services.dupliquer_semaine(systeme, lieu.dispositif, source=dt.date(2024, 3, 4), cible=dt.date(2024, 4, 8))
    assert Reservation.objects.count() == 4
    services.dupliquer_semaine(systeme, lieu.dispositif, source=dt.date(2024, 3, 4), cible=dt.date(2024, 4, 8))
    assert Reservation.objects.count() == 4


def test_regrouper_reunit_les_reservations(lieu, systeme, ressource) -> None:
    salle = ressource()
    garde = services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI)).objet
    doublon = services.creer_evenement(
        systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI, ressources=frozenset({salle.pk}))
    ).objet
    services.regrouper(systeme, lieu.dispositif, garde=garde.identifiant, doublon=doublon.identifiant)
    assert Reservation.objects.filter(evenement=garde).count() == 1


def test_libre_prise_et_arretee(lieu, systeme, ressource) -> None:
    libre, prise, arretee = ressource("A"), ressource("B"), ressource("C")
    services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI, ressources=frozenset({prise.pk})))
    instants = lieu.saisie(LUNDI).instants()
    Indisponibilite.objects.create(ressource=arretee, debut=instants[0], fin=None, motif="TRAVAUX")
    ressource("D", retiree_le=dt.date(2024, 1, 1))
    assert list(selectors.ressources_libres(lieu.dispositif.pk, *instants)) == [libre]
    apres = (instants[1], instants[1] + dt.timedelta(hours=1))
    assert list(selectors.ressources_libres(lieu.dispositif.pk, *apres)) == [libre, prise]
    filtres = selectors.FiltresRessources()
    lues = {r.nom: r for r in selectors.lister_ressources(systeme, lieu.dispositif, filtres, le=instants[0])}
    assert (lues["A"].prise, lues["B"].prise, lues["C"].arretee) == (False, True, True)
    assert "D" not in lues
