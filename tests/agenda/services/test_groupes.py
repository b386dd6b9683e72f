"""Rosters: dated groups, who enters and leaves, and what is planned for them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from maillage.agenda import services
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.models import Appartenance, Evenement, GroupeJeunes
from maillage.agenda.services import PorteeSerie, SaisieGroupe
from maillage.socle.models import Trace, VersionFaits
from tests.fabriques import JeuneFactory

LUNDI = dt.datetime(2024, 3, 4, 9)
DEBUT = dt.date(2024, 1, 1)


def _inscrits() -> list[set[str]]:
    """Public identifiers of who is listed, événement by événement."""
    return [
        set(e.participations_jeunes.values_list("jeune__identifiant", flat=True))
        for e in Evenement.objects.order_by("debut")
    ]


@pytest.fixture
def lilas(lieu, groupe):
    return groupe((lieu.sacha, DEBUT, None), (lieu.noa, dt.date(2024, 3, 11), None))


def test_un_groupe_se_cree_avec_ses_jeunes_et_se_defait(lieu, systeme) -> None:
    cree = services.creer_groupe(
        systeme, lieu.dispositif, saisie=SaisieGroupe("Les Lilas", DEBUT), jeunes=[lieu.sacha.pk, lieu.noa.pk]
    )
    assert set(Appartenance.objects.values_list("jeune", "debut")) == {(lieu.sacha.pk, DEBUT), (lieu.noa.pk, DEBUT)}
    services.defaire(systeme, lieu.dispositif, jeton=cree.jeton)
    assert not GroupeJeunes.objects.exists()


@pytest.mark.parametrize(
    ("saisie", "champ"),
    [
        (SaisieGroupe(" ", DEBUT), "nom"),
        (SaisieGroupe("Les Lilas", DEBUT), "nom"),
        (SaisieGroupe("Autre", DEBUT, fin=dt.date(2023, 1, 1)), "fin"),
    ],
)
def test_une_saisie_fausse_est_refusee(lieu, systeme, groupe, saisie, champ) -> None:
    groupe()
    with pytest.raises(ErreurAgenda) as refus:
        services.creer_groupe(systeme, lieu.dispositif, saisie=saisie)
    assert refus.value.champ == champ


def test_un_jeune_inconnu_du_dispositif_n_entre_pas(lieu, systeme, lilas) -> None:
    with pytest.raises(ErreurAgenda, match="pas connu"):
        services.faire_entrer(
            systeme, lieu.dispositif, identifiant=lilas.identifiant, jeunes=[JeuneFactory().pk], le=LUNDI.date()
        )


def test_qui_ne_peut_qu_y_lire_n_y_fait_entrer_personne(lieu, lecteur, lilas) -> None:
    with pytest.raises(PermissionDenied):
        services.faire_entrer(
            lecteur(), lieu.dispositif, identifiant=lilas.identifiant, jeunes=[lieu.noa.pk], le=LUNDI.date()
        )


def test_un_evenement_de_groupe_inscrit_les_membres_de_chaque_jour(lieu, systeme, lilas) -> None:
    services.creer_serie(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI, jeunes=frozenset(), groupe_id=lilas.pk),
        regle="FREQ=WEEKLY",
        jusqu_au=dt.date(2024, 3, 18),
    )
    assert _inscrits() == [{"SACHA"}, {"SACHA", "NOA"}, {"SACHA", "NOA"}]


def test_changer_toute_la_serie_garde_les_dates_d_entree(lieu, systeme, lilas) -> None:
    serie = services.creer_serie(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI, jeunes=frozenset(), groupe_id=lilas.pk),
        regle="FREQ=WEEKLY",
        jusqu_au=dt.date(2024, 3, 18),
    ).objet
    dernier = serie.evenements.order_by("debut").last()
    services.modifier_serie(
        systeme,
        lieu.dispositif,
        identifiant=dernier.identifiant,
        saisie=lieu.saisie(dt.datetime(2024, 3, 18, 10), titre="Jardin", groupe_id=lilas.pk),
        version=1,
        portee=PorteeSerie.TOUTES,
    )
    assert _inscrits() == [{"SACHA"}, {"SACHA", "NOA"}, {"SACHA", "NOA"}]
    assert set(Evenement.objects.values_list("titre", flat=True)) == {"Jardin"}


def test_entrer_inscrit_a_ce_qui_est_prevu_sans_toucher_au_confirme(lieu, systeme, groupe) -> None:
    vide = groupe((lieu.sacha, DEBUT, None))
    services.creer_serie(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI, jeunes=frozenset(), groupe_id=vide.pk),
        regle="FREQ=WEEKLY",
        jusqu_au=dt.date(2024, 3, 18),
    )
    confirme = Evenement.objects.order_by("debut")[1]
    services.confirmer_evenement(systeme, lieu.dispositif, identifiant=confirme.identifiant)
    avant = VersionFaits.objects.get(dispositif_id=lieu.dispositif.pk).numero
    entree = services.faire_entrer(
        systeme, lieu.dispositif, identifiant=vide.identifiant, jeunes=[lieu.noa.pk], le=dt.date(2024, 3, 11)
    )
    assert _inscrits() == [{"SACHA"}, {"SACHA"}, {"SACHA", "NOA"}]
    assert VersionFaits.objects.get(dispositif_id=lieu.dispositif.pk).numero > avant
    assert Trace.objects.filter(acte="agenda.faire_entrer", jeune_id=lieu.noa.pk).exists()
    services.defaire(systeme, lieu.dispositif, jeton=entree.jeton)
    assert _inscrits() == [{"SACHA"}, {"SACHA"}, {"SACHA"}]
    assert Appartenance.objects.count() == 1


def test_sortir_retire_de_ce_qui_est_prevu_apres_et_garde_ce_qui_est_note(lieu, systeme, groupe) -> None:
    deux = groupe((lieu.sacha, DEBUT, None), (lieu.noa, DEBUT, None))
    services.creer_serie(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI, jeunes=frozenset(), groupe_id=deux.pk),
        regle="FREQ=WEEKLY",
        jusqu_au=dt.date(2024, 3, 18),
    )
    note = Evenement.objects.order_by("debut")[1].participations_jeunes.get(jeune=lieu.noa)
    note.presence = "PRESENT"
    note.save()
    sejour = Appartenance.objects.get(jeune=lieu.noa)
    services.faire_sortir(
        systeme,
        lieu.dispositif,
        identifiant=deux.identifiant,
        appartenance_id=sejour.pk,
        dernier_jour=dt.date(2024, 3, 10),
    )
    assert _inscrits() == [{"SACHA", "NOA"}, {"SACHA", "NOA"}, {"SACHA"}]
    sejour.refresh_from_db()
    assert sejour.fin == dt.date(2024, 3, 10)


def test_entrer_deux_fois_le_meme_jour_est_refuse_et_revenir_plus_tard_est_permis(lieu, systeme, groupe) -> None:
    parti = groupe((lieu.noa, DEBUT, dt.date(2024, 2, 1)))
    entrer = {"identifiant": parti.identifiant, "jeunes": [lieu.noa.pk]}
    with pytest.raises(ErreurAgenda, match="déjà dans ce groupe"):
        services.faire_entrer(systeme, lieu.dispositif, le=dt.date(2024, 1, 20), **entrer)
    services.faire_entrer(systeme, lieu.dispositif, le=dt.date(2024, 3, 1), **entrer)
    assert Appartenance.objects.filter(jeune=lieu.noa).count() == 2
    with pytest.raises(ErreurAgenda, match="hors des dates"):
        services.faire_entrer(systeme, lieu.dispositif, le=dt.date(2023, 3, 1), **entrer)
