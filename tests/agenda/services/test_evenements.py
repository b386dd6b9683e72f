from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from maillage.agenda import services
from maillage.agenda.domain.erreurs import ErreurAgenda, HeureInexistante, Introuvable
from maillage.agenda.domain.etat import differences
from maillage.agenda.domain.versions import ConflitDeVersion
from maillage.agenda.models import Evenement
from maillage.socle.models import Trace
from maillage.socle.selectors import version_des_faits
from tests.fabriques import EvenementFactory, JeuneFactory, UniteFactory


def test_creer_ecrit_journalise_et_previent_le_compte(lieu, systeme) -> None:
    resultat = services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie())
    evenement = Evenement.objects.get()
    assert resultat.objet == evenement
    assert (evenement.statut, evenement.version) == ("PLANIFIE", 1)
    assert evenement.debut == dt.datetime(2024, 3, 4, 8, tzinfo=dt.UTC)
    assert set(evenement.participations_jeunes.values_list("jeune_id", flat=True)) == {lieu.sacha.pk, lieu.noa.pk}
    assert Trace.objects.get(acte="agenda.creer_evenement").objet == f"evenement:{evenement.identifiant}"
    assert version_des_faits(lieu.dispositif.pk) == 1


def test_une_heure_qui_n_existe_pas_est_refusee(lieu, systeme) -> None:
    with pytest.raises(HeureInexistante):
        services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(dt.datetime(2024, 3, 31, 2, 30)))
    assert not Evenement.objects.exists()


def test_un_jeune_ou_une_unite_d_ailleurs_est_refuse(lieu, systeme) -> None:
    for champs in ({"jeunes": frozenset({JeuneFactory().pk})}, {"unite_id": UniteFactory().pk}):
        with pytest.raises(ErreurAgenda):
            services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(**champs))


def test_un_code_inconnu_est_refuse(lieu, systeme) -> None:
    with pytest.raises(ValidationError):
        services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie(categorie="AUTRE"))


def test_qui_ne_peut_que_lire_n_ecrit_pas(lieu, lecteur) -> None:
    with pytest.raises(PermissionDenied):
        services.creer_evenement(lecteur(), lieu.dispositif, saisie=lieu.saisie())


def test_le_second_de_deux_formulaires_est_refuse_et_voit_les_deux_etats(lieu, systeme) -> None:
    evenement = services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie()).objet
    premier, second = lieu.saisie(titre="Piscine"), lieu.saisie(titre="Cinéma", jeunes=frozenset({lieu.sacha.pk}))
    services.modifier_evenement(systeme, lieu.dispositif, identifiant=evenement.identifiant, saisie=premier, version=1)
    with pytest.raises(ConflitDeVersion) as refus:
        services.modifier_evenement(
            systeme, lieu.dispositif, identifiant=evenement.identifiant, saisie=second, version=1
        )
    assert (refus.value.actuel.titre, refus.value.propose.titre) == ("Piscine", "Cinéma")
    assert [d.libelle for d in differences(refus.value.actuel, refus.value.propose)] == ["Titre", "Jeunes"]
    evenement.refresh_from_db()
    assert (evenement.titre, evenement.version) == ("Piscine", 2)


def test_modifier_garde_la_presence_de_ceux_qui_restent(lieu, systeme) -> None:
    evenement = services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie()).objet
    evenement.participations_jeunes.update(presence="PRESENT")
    services.modifier_evenement(
        systeme,
        lieu.dispositif,
        identifiant=evenement.identifiant,
        saisie=lieu.saisie(jeunes=frozenset({lieu.sacha.pk})),
        version=1,
    )
    assert list(evenement.participations_jeunes.values_list("jeune_id", "presence")) == [(lieu.sacha.pk, "PRESENT")]


def test_annuler_retablir_et_changer_de_modalite(lieu, systeme) -> None:
    evenement = EvenementFactory(dispositif=lieu.dispositif, statut="PLANIFIE", modalite="")
    cle = {"identifiant": evenement.identifiant}
    services.annuler_evenement(systeme, lieu.dispositif, **cle)
    with pytest.raises(ErreurAgenda, match="déjà annulé"):
        services.annuler_evenement(systeme, lieu.dispositif, **cle)
    services.retablir_evenement(systeme, lieu.dispositif, **cle)
    services.changer_modalite_evenement(systeme, lieu.dispositif, **cle, modalite="PMO")
    with pytest.raises(ErreurAgenda):
        services.changer_modalite_evenement(systeme, lieu.dispositif, **cle, modalite="XX")
    evenement.refresh_from_db()
    assert (evenement.statut, evenement.modalite, evenement.version) == ("PLANIFIE", "PMO", 4)


def test_un_evenement_confirme_ne_passe_pas_dans_l_avenir(lieu, systeme) -> None:
    evenement = EvenementFactory(dispositif=lieu.dispositif)
    demain = (timezone.now() + dt.timedelta(days=10)).replace(tzinfo=None, hour=9, minute=0, second=0, microsecond=0)
    with pytest.raises(ErreurAgenda, match="avenir"):
        services.modifier_evenement(
            systeme, lieu.dispositif, identifiant=evenement.identifiant, saisie=lieu.saisie(demain), version=1
        )


def test_un_evenement_d_un_autre_dispositif_est_introuvable(lieu, systeme) -> None:
    with pytest.raises(Introuvable):
        services.annuler_evenement(systeme, lieu.dispositif, identifiant=EvenementFactory().identifiant)
