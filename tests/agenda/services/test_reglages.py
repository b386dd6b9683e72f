"""The words of the establishment: their effect is seen first, and nothing past or confirmed ever changes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.agenda import selectors, services
from maillage.agenda.domain.effets import EffetAVoir
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.models import Absence, Evenement, LieuHabituel, MotifLocal, TypeActivite
from maillage.agenda.selectors import evenements_pour_le_compte
from tests.fabriques import AbsenceFactory, EvenementFactory

ATELIER = {
    "libelle": "Atelier cuisine",
    "categorie": "DIRECT_JEUNE",
    "modalite": "AJ",
    "lieu_type": "ETABLISSEMENT",
    "duree_minutes": 90,
}


@pytest.fixture
def atelier(lieu, systeme):
    return services.creer_reglage(systeme, lieu.dispositif, nature="types", valeurs=ATELIER).objet


def _evenement(ici, quand: dt.timedelta, atelier: TypeActivite, **champs: object) -> Evenement:
    debut = timezone.now() + quand
    valeurs = {champ: ATELIER[champ] for champ in ("categorie", "modalite", "lieu_type")}
    return EvenementFactory(
        dispositif=ici.dispositif,
        debut=debut,
        fin=debut + dt.timedelta(hours=1),
        type_activite=atelier,
        **{**valeurs, "statut": "PLANIFIE", **champs},
    )


def _modifier(systeme, lieu, atelier, accord: str | None = None, **champs: object):
    return services.modifier_reglage(
        systeme,
        lieu.dispositif,
        nature="types",
        identifiant=atelier.identifiant,
        valeurs={**ATELIER, **champs},
        version=atelier.version,
        accord=accord,
    )


def test_l_effet_se_voit_puis_le_prevu_suit_et_le_passe_jamais(lieu, systeme, atelier) -> None:
    demain = dt.timedelta(days=1)
    suit = _evenement(lieu, demain, atelier)
    passe = _evenement(lieu, -demain, atelier)
    confirme = _evenement(lieu, -demain, atelier, statut="REALISE")
    a_part = _evenement(lieu, demain, atelier, modalite="PMO")
    jours = (timezone.localdate() - demain * 2, timezone.localdate())
    compte = evenements_pour_le_compte(lieu.dispositif.pk, *jours)
    with pytest.raises(EffetAVoir) as effet:
        _modifier(systeme, lieu, atelier, categorie="INDIRECT")
    assert (effet.value.effet.suivent, effet.value.effet.gardent) == (1, 3)
    assert "catégorie, de « Avec le jeune » à « Pour le jeune, sans lui »" in effet.value.effet.phrases[0]
    fait = _modifier(systeme, lieu, atelier, accord=effet.value.empreinte, categorie="INDIRECT")
    categories = dict(Evenement.objects.values_list("pk", "categorie"))
    assert categories == {
        suit.pk: "INDIRECT",
        passe.pk: "DIRECT_JEUNE",
        confirme.pk: "DIRECT_JEUNE",
        a_part.pk: "DIRECT_JEUNE",
    }
    assert evenements_pour_le_compte(lieu.dispositif.pk, *jours) == compte
    services.defaire(systeme, lieu.dispositif, jeton=fait.jeton)
    assert set(Evenement.objects.values_list("categorie", flat=True)) == {"DIRECT_JEUNE"}
    assert TypeActivite.objects.get().categorie == "DIRECT_JEUNE"


def test_un_accord_perime_montre_l_effet_d_aujourd_hui(lieu, systeme, atelier) -> None:
    with pytest.raises(EffetAVoir) as effet:
        _modifier(systeme, lieu, atelier, categorie="INDIRECT")
    _evenement(lieu, dt.timedelta(days=1), atelier)
    with pytest.raises(EffetAVoir) as nouveau:
        _modifier(systeme, lieu, atelier, accord=effet.value.empreinte, categorie="INDIRECT")
    assert nouveau.value.effet.suivent == 1


def test_changer_le_seul_libelle_ne_touche_aucun_evenement(lieu, systeme, atelier) -> None:
    prevu = _evenement(lieu, dt.timedelta(days=1), atelier)
    with pytest.raises(EffetAVoir) as effet:
        _modifier(systeme, lieu, atelier, libelle="Cuisine")
    assert effet.value.effet.phrases[0] == "Seul le libellé change."
    _modifier(systeme, lieu, atelier, accord=effet.value.empreinte, libelle="Cuisine")
    prevu.refresh_from_db()
    assert prevu.version == 1


def test_renommer_un_lieu_renomme_ce_qui_y_est_prevu(lieu, systeme) -> None:
    club = services.creer_reglage(
        systeme, lieu.dispositif, nature="lieux", valeurs={"libelle": "Judo", "lieu_type": "LOISIRS", "commune": None}
    ).objet
    prevu = _evenement(lieu, dt.timedelta(days=1), None, lieu="Judo", lieu_type="LOISIRS")
    passe = _evenement(lieu, -dt.timedelta(days=1), None, lieu="Judo", lieu_type="LOISIRS")
    valeurs = {"libelle": "Club de judo", "lieu_type": "LOISIRS", "commune": None}
    changer = {"nature": "lieux", "identifiant": club.identifiant, "valeurs": valeurs, "version": 1}
    with pytest.raises(EffetAVoir) as effet:
        services.modifier_reglage(systeme, lieu.dispositif, **changer)
    services.modifier_reglage(systeme, lieu.dispositif, accord=effet.value.empreinte, **changer)
    assert Evenement.objects.get(pk=prevu.pk).lieu == "Club de judo"
    assert Evenement.objects.get(pk=passe.pk).lieu == "Judo"


def test_un_motif_ne_change_que_les_absences_a_venir(lieu, systeme) -> None:
    motif = services.creer_reglage(
        systeme, lieu.dispositif, nature="motifs", valeurs={"libelle": "Grippe", "motif": "MALADIE"}
    ).objet
    for jours in (-3, 3):
        debut = timezone.now() + dt.timedelta(days=jours)
        AbsenceFactory(jeune=lieu.noa, debut=debut, fin=debut + dt.timedelta(hours=5), motif_local=motif)
    changer = {
        "nature": "motifs",
        "identifiant": motif.identifiant,
        "valeurs": {"libelle": "Grippe", "motif": "HOSPITALISATION"},
        "version": 1,
    }
    with pytest.raises(EffetAVoir) as effet:
        services.modifier_reglage(systeme, lieu.dispositif, **changer)
    services.modifier_reglage(systeme, lieu.dispositif, accord=effet.value.empreinte, **changer)
    assert list(Absence.objects.order_by("debut").values_list("motif", flat=True)) == ["MALADIE", "HOSPITALISATION"]


def test_retirer_garde_ce_qui_est_ecrit_et_ne_propose_plus(lieu, systeme, atelier) -> None:
    ecrit = _evenement(lieu, -dt.timedelta(days=1), atelier)
    retire = services.retirer_reglage(
        systeme, lieu.dispositif, nature="types", identifiant=atelier.identifiant, version=1
    )
    ecrit.refresh_from_db()
    assert ecrit.type_activite == atelier
    assert not selectors.reglages_a_choisir(TypeActivite, lieu.dispositif.pk)
    assert list(selectors.reglages_a_choisir(TypeActivite, lieu.dispositif.pk, atelier.pk)) == [atelier]
    services.defaire(systeme, lieu.dispositif, jeton=retire.jeton)
    assert selectors.types_activite(lieu.dispositif.pk, retires=False)[0].libelle == "Atelier cuisine"


def test_un_libelle_vide_ou_deja_pris_est_refuse(lieu, systeme, atelier) -> None:
    for libelle in ("  ", "ATELIER cuisine"):
        with pytest.raises(ErreurAgenda) as refus:
            services.creer_reglage(systeme, lieu.dispositif, nature="types", valeurs={**ATELIER, "libelle": libelle})
        assert refus.value.champ == "libelle"


def test_seul_qui_regle_peut_regler(lieu, lecteur) -> None:
    with pytest.raises(PermissionDenied):
        services.creer_reglage(lecteur(), lieu.dispositif, nature="types", valeurs=ATELIER)


def test_les_pieces_au_dessus_lisent_les_types_par_cle(lieu, systeme, atelier) -> None:
    lus = selectors.types_activite_par_cles([atelier.pk])
    assert lus[atelier.pk].categorie == "DIRECT_JEUNE"
    assert lus[atelier.pk].identifiant == atelier.identifiant
    assert not MotifLocal.objects.exists()
    assert not LieuHabituel.objects.exists()
