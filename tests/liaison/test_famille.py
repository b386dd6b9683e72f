"""What parents and the young adult do with their own accounts: sign, refuse, withdraw, remark, consent; and what a stranger never does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from maillage.liaison import services
from maillage.liaison.domain.comptes import SignataireConnu, signataire_du_compte
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.models import CompteSignataire, FicheLiaison, Signataire
from maillage.liaison.selectors.consentements import accords_du_jeune
from maillage.liaison.selectors.famille import (
    accords_du_compte,
    demandes_a_la_famille,
    fiches_du_compte,
    lire_par_compte,
)
from maillage.parcours.models import PeriodeModalite
from maillage.socle.models import NatureTrace, Trace
from tests.liaison.conftest import ECOLE, LUNDI, PARIS, Scene, moment

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Compte:
    """An account of a family, as `socle.acteur.Acteur`."""

    identifiant: int
    libelle: str
    qualites: dict[int, frozenset[str]] = field(default_factory=dict)
    roles: tuple[str, ...] = ("FAMILLE",)
    professionnel_id: int | None = None

    def peut(self, *_: object, **__: object) -> bool:
        return False

    def dispositifs(self, *_: object) -> frozenset[int]:
        return frozenset()

    def departements(self, *_: object) -> frozenset[str]:
        return frozenset()

    @property
    def jeunes_representes(self) -> frozenset[int]:
        return frozenset(self.qualites)

    def qualites_pour(self, jeune_id: int) -> frozenset[str]:
        return self.qualites.get(jeune_id, frozenset())


def parent(scene: Scene, identifiant: int, nom: str, qualite: str = "PARENT") -> Compte:
    return Compte(identifiant, nom, {scene.jeune.pk: frozenset({qualite})})


@pytest.fixture
def mere(scene: Scene) -> Compte:
    return parent(scene, 901, "mère INVENTÉE")


@pytest.fixture
def pere(scene: Scene) -> Compte:
    return parent(scene, 902, "Inventé Père")


def repondre(compte: Compte, fiche: FicheLiaison, reponse: str = "ACCORD", **autres: str) -> Signataire:
    voulu = {"empreinte": fiche.empreinte, **autres}
    return services.repondre_par_compte(
        compte, fiche=fiche.identifiant, reponse=reponse, maintenant=moment(LUNDI), **voulu
    )


def test_deux_parents_signent_chacun_avec_leur_compte(scene: Scene, mere: Compte, pere: Compte) -> None:
    fiche = scene.proposer()
    assert [d.genre for d in demandes_a_la_famille(mere, scene.jeune.pk, le=LUNDI)] == ["REPONDRE"]
    signee = repondre(mere, fiche, dessin="M1 2L30 40")
    assert (signee.moyen, signee.empreinte, signee.recueilli_par) == ("EN_LIGNE", fiche.empreinte, "mère INVENTÉE")
    assert (signee.trace.compte_id, signee.trace.dessin) == (901, "M1 2L30 40")
    assert demandes_a_la_famille(mere, scene.jeune.pk, le=LUNDI) == []
    repondre(pere, fiche)
    fiche.refresh_from_db()
    assert (fiche.etat, fiche.fin_delai) == ("EN_DELAI_RETRACTATION", date(2025, 3, 19))
    (retrait,) = demandes_a_la_famille(pere, scene.jeune.pk, le=LUNDI)
    assert (retrait.genre, retrait.jusqu_au) == ("RETRACTER", date(2025, 3, 19))


def test_un_parent_ne_signe_pas_pour_l_autre(scene: Scene, mere: Compte) -> None:
    fiche = scene.proposer()
    repondre(mere, fiche)
    with pytest.raises(ErreurLiaison, match="déjà répondu"):
        repondre(mere, fiche)
    assert fiche.signataires.exclude(reponse="").count() == 1


def test_qui_n_est_pas_signataire_est_refuse_et_inscrit(scene: Scene) -> None:
    fiche = scene.proposer()
    autre = parent(scene, 903, "Beau-père Inventé")
    with pytest.raises(ErreurLiaison, match="relier votre compte"):
        repondre(autre, fiche)
    assert Trace.objects.filter(nature=NatureTrace.REFUS, acte="liaison.repondre_par_compte").count() == 1


def test_un_inconnu_ne_trouve_rien(scene: Scene) -> None:
    fiche = scene.proposer()
    inconnu = Compte(999, "Mère inventée")
    assert fiches_du_compte(inconnu, scene.jeune.pk, le=LUNDI) == []
    assert accords_du_compte(inconnu, scene.jeune.pk, scene.dispositif.pk, au=moment(LUNDI)) == []
    for acte in (lambda: repondre(inconnu, fiche), lambda: lire_par_compte(inconnu, fiche.identifiant, le=LUNDI)):
        with pytest.raises(FicheLiaison.DoesNotExist):
            acte()
    with pytest.raises(PermissionDenied):
        services.consentir_par_compte(
            inconnu,
            jeune_id=scene.jeune.pk,
            dispositif_id=scene.dispositif.pk,
            destinataire="ECOLE",
            champs=(),
            maintenant=moment(LUNDI),
        )


def test_un_brouillon_ne_se_montre_pas_a_la_famille(scene: Scene, mere: Compte) -> None:
    fiche = scene.preparer()
    assert fiches_du_compte(mere, scene.jeune.pk, le=LUNDI) == []
    with pytest.raises(FicheLiaison.DoesNotExist):
        lire_par_compte(mere, fiche.identifiant, le=LUNDI)


def test_le_texte_lu_est_celui_qui_est_signe(scene: Scene, mere: Compte) -> None:
    fiche = scene.proposer()
    with pytest.raises(ErreurLiaison, match="Rechargez la page"):
        repondre(mere, fiche, empreinte="0" * 64)
    assert fiche.signataires.exclude(reponse="").count() == 0


@pytest.mark.parametrize("dessin", ["M1 1<script>", "M1 1L9999 1", "M1 1C1 1", "M1 1" * 9000])
def test_un_trace_qui_n_est_pas_un_trace_est_refuse(scene: Scene, mere: Compte, dessin: str) -> None:
    fiche = scene.proposer()
    with pytest.raises(ErreurLiaison, match="tracé"):
        repondre(mere, fiche, dessin=dessin)
    assert fiche.signataires.exclude(reponse="").count() == 0


@pytest.mark.parametrize(
    ("quand", "accepte"),
    [
        (datetime(2025, 3, 19, 23, 59, 59, tzinfo=PARIS), True),
        (datetime(2025, 3, 20, 0, 0, 0, tzinfo=PARIS), False),
    ],
)
def test_se_retirer_a_23_h_59_du_dernier_jour_et_plus_a_minuit(
    scene: Scene, mere: Compte, pere: Compte, quand: datetime, accepte: bool
) -> None:
    fiche = scene.proposer()
    repondre(mere, fiche)
    repondre(pere, fiche)
    if accepte:
        retiree = services.se_retirer_par_compte(pere, fiche=fiche.identifiant, maintenant=quand)
        assert (retiree.etat, retiree.retractation.par) == ("RETRACTEE", "Inventé Père")
        return
    with pytest.raises(ErreurLiaison, match="Le délai s'est terminé le mercredi 19 mars 2025"):
        services.se_retirer_par_compte(pere, fiche=fiche.identifiant, maintenant=quand)
    assert Trace.objects.filter(nature=NatureTrace.REFUS, acte="liaison.se_retirer_par_compte").count() == 1
    fiche.refresh_from_db()
    assert fiche.etat == "EN_DELAI_RETRACTATION"


def test_le_changement_d_heure_d_ete_ne_prend_ni_ne_donne_une_heure(scene: Scene, mere: Compte, pere: Compte) -> None:
    """Signed on Thursday 13 March 2025: the last day is Monday 31, the day after the clocks changed."""
    fiche = scene.proposer()
    jeudi = date(2025, 3, 13)
    for compte in (mere, pere):
        services.repondre_par_compte(
            compte,
            fiche=fiche.identifiant,
            reponse="ACCORD",
            empreinte=fiche.empreinte,
            maintenant=moment(jeudi, 23, 59),
        )
    fiche.refresh_from_db()
    assert fiche.fin_delai == date(2025, 3, 31)
    services.se_retirer_par_compte(mere, fiche=fiche.identifiant, maintenant=moment(date(2025, 3, 31), 23, 59))


def test_un_retrait_rend_les_periodes_d_avant(scene: Scene, mere: Compte, pere: Compte) -> None:
    fiche = scene.proposer(effet=LUNDI + timedelta(days=7), motif_anticipation="Une urgence inventée")
    repondre(mere, fiche)
    repondre(pere, fiche)
    services.appliquer_au_parcours(scene.acteur, fiche=fiche, maintenant=moment(LUNDI))
    assert set(PeriodeModalite.objects.values_list("modalite", flat=True)) == {"AJ", "PMO", "AN"}
    services.se_retirer_par_compte(mere, fiche=fiche.identifiant, maintenant=moment(LUNDI))
    assert list(PeriodeModalite.objects.values_list("modalite", "fin")) == [("AJ", None)]


def test_le_jeune_mineur_donne_son_avis_et_ne_decide_pas(scene: Scene, mere: Compte, pere: Compte) -> None:
    jeune = parent(scene, 904, "Noé Fictifort", "JEUNE_MINEUR")
    fiche = scene.proposer()
    (lue,) = fiches_du_compte(jeune, scene.jeune.pk, le=LUNDI)
    assert (lue.peut_repondre, lue.peut_observer) == (False, True)
    observation = services.observer_par_compte(
        jeune, fiche=fiche.identifiant, texte=" Je veux garder le foot. ", maintenant=moment(LUNDI)
    )
    assert (observation.auteur, observation.texte) == ("Noé Fictifort", "Je veux garder le foot.")
    repondre(mere, fiche)
    repondre(pere, fiche)
    with pytest.raises(PermissionDenied):
        services.se_retirer_par_compte(jeune, fiche=fiche.identifiant, maintenant=moment(LUNDI))


def test_le_jeune_majeur_signe_seul(scene: Scene) -> None:
    scene.jeune.naissance = date(2006, 1, 1)
    scene.jeune.save()
    jeune = parent(scene, 904, "Noé Fictifort", "JEUNE_MAJEUR")
    fiche = scene.proposer(signataires=(("Noé Fictifort", "JEUNE_MAJEUR"),))
    repondre(jeune, fiche)
    fiche.refresh_from_db()
    assert fiche.etat == "EN_DELAI_RETRACTATION"


def test_un_compte_relie_par_le_coordonnateur_signe_sous_un_autre_nom(scene: Scene) -> None:
    fiche = scene.proposer()
    autrement = parent(scene, 905, "Nom d'usage Inventé")
    signataire = fiche.signataires.get(nom="Mère inventée")
    CompteSignataire.objects.create(
        signataire=signataire, compte_id=905, nom_du_compte="x", relie_par="x", relie_le=moment(LUNDI)
    )
    assert repondre(autrement, fiche).nom == "Mère inventée"
    with pytest.raises(ErreurLiaison):
        repondre(parent(scene, 901, "Mère inventée"), fiche)


def test_le_consentement_se_donne_et_se_retire_par_le_compte(scene: Scene, mere: Compte) -> None:
    def consentir(*champs: str) -> None:
        services.consentir_par_compte(
            mere,
            jeune_id=scene.jeune.pk,
            dispositif_id=scene.dispositif.pk,
            destinataire="ECOLE",
            champs=champs,
            maintenant=moment(LUNDI),
        )

    consentir("representants", "souhaits_jeune")
    consentir("representants")
    accords = accords_du_jeune(scene.jeune.pk, scene.dispositif.pk)
    assert [(a.champ, a.accorde, a.par) for a in accords] == [
        ("representants", True, "mère INVENTÉE"),
        ("souhaits_jeune", True, "mère INVENTÉE"),
        ("souhaits_jeune", False, "mère INVENTÉE"),
    ]
    with pytest.raises(ErreurLiaison):
        consentir("evaluation")


def test_lire_par_compte_est_inscrit_et_dit_qui_recoit_quoi(scene: Scene, mere: Compte) -> None:
    fiche = scene.proposer(apres=ECOLE)
    lue = lire_par_compte(mere, fiche.identifiant, le=LUNDI)
    assert {d.code for d, _ in lue.lue.destinataires} == {"MDPH", "DSDEN", "ERSEH", "ECOLE"}
    assert Trace.objects.filter(acte="liaison.lire_fiche_par_compte", jeune_id=scene.jeune.pk).count() == 1


def test_autant_de_requetes_pour_une_fiche_que_pour_six(
    scene: Scene, mere: Compte, django_assert_max_num_queries: object
) -> None:
    for _ in range(6):
        fiche = scene.proposer()
        scene.repondre(fiche, 0, LUNDI, "DESACCORD")
        services.classer_sans_suite(scene.acteur, fiche=fiche, maintenant=moment(LUNDI))
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len(fiches_du_compte(mere, scene.jeune.pk, le=LUNDI)) == 6


CONNUS = (SignataireConnu(1, "Jeanne Le Guen", "PARENT"), SignataireConnu(2, "Éric LE GUEN", "PARENT"))


@pytest.mark.parametrize(
    ("nom", "qualites", "attendu"),
    [
        ("le guen, jeanne".replace(",", ""), {"PARENT"}, 1),
        ("Eric Le-Guen", {"PARENT"}, 2),
        ("Le Guen", {"PARENT"}, None),
        ("Jeanne Le Guen", {"TUTEUR"}, None),
        ("Jeanne Le Guen", set(), None),
    ],
)
def test_qui_signe_se_reconnait_au_nom_entier(nom: str, qualites: set[str], attendu: int | None) -> None:
    trouve = signataire_du_compte(CONNUS, compte_id=7, nom=nom, qualites=qualites)
    assert (trouve.cle if trouve else None) == attendu


def test_deux_homonymes_demandent_un_lien_ecrit() -> None:
    homonymes = (SignataireConnu(1, "Sam Inventé", "PARENT"), SignataireConnu(2, "Sam Inventé", "PARENT"))
    assert signataire_du_compte(homonymes, compte_id=7, nom="Sam Inventé", qualites={"PARENT"}) is None
