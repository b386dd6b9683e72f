"""The convention cadre and the agreements: acts, refusals, what binds a dispositif."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.conventions import selectors, services
from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.conventions.domain.etats import EtatConvention
from maillage.conventions.models import AccordBilateral, ConventionCadre
from maillage.socle.acteur import Acces, ActeurSysteme
from maillage.socle.models import Trace
from tests.conventions.conftest import JOUR, SYSTEME, Scene

pytestmark = pytest.mark.django_db
D = dt.date
ACCORD = {
    "titre": "Nuits chez un voisin",
    "acteur": "OG",
    "partenaire": "Association voisine",
    "objet": "",
    "modalites": ["AN"],
    "debut": D(2025, 6, 1),
    "fin": D(2026, 12, 31),
    "signee_le": D(2025, 5, 2),
    "reconduction_mois": 0,
}


class Lecteur(ActeurSysteme):
    def peut(self, section: str, acces: str = "LECTURE", dispositif_id: int | None = None) -> bool:
        return acces == "LECTURE"


class Directeur(ActeurSysteme):
    """Writes in one dispositif."""

    def __init__(self, dispositif_id: int) -> None:
        super().__init__("direction")
        self.dispositif_id = dispositif_id

    def peut(self, section: str, acces: str = "LECTURE", dispositif_id: int | None = None) -> bool:
        return dispositif_id in {None, self.dispositif_id}

    def dispositifs(self, section: str, acces: Acces = Acces.LECTURE) -> frozenset[int]:  # type: ignore[override]
        return frozenset({self.dispositif_id})


def test_ce_qui_lie_un_dispositif_se_lit_a_chaque_date(scene: Scene) -> None:
    scene.convention()
    services.ecrire_accord(SYSTEME, ACCORD, dispositif_id=scene.dispositif.pk)
    cadre, accord = selectors.conventions_en_vigueur(scene.dispositif.pk, JOUR)
    assert (cadre.titre, cadre.fin, cadre.etat) == ("Convention inventée", D(2027, 12, 31), EtatConvention.EN_VIGUEUR)
    assert cadre.signataires == ("Agence", "Association A", "Association B")
    assert (cadre.modalites, cadre.bilateral) == (("AJ", "AN", "PMO"), False)
    assert (accord.signataires, accord.modalites) == (("DITEP inventé", "Association voisine"), ("AN",))
    assert accord.bilateral
    assert [ligne.bilateral for ligne in selectors.conventions_en_vigueur(scene.dispositif.pk, D(2025, 2, 1))] == [
        False
    ]
    assert selectors.conventions_en_vigueur(scene.dispositif.pk, D(2024, 12, 31)) == []


def test_un_dispositif_non_signataire_n_est_pas_lie(scene: Scene) -> None:
    scene.convention()
    scene.dispositif.organismes.clear()
    assert selectors.conventions_en_vigueur(scene.dispositif.pk, JOUR) == []


def test_le_depart_d_un_signataire_change_les_modalites_a_partir_de_son_jour(scene: Scene) -> None:
    convention = scene.convention()
    partant = convention.signataires.get(organisme=scene.voisin)
    effet = selectors.effet(partant, JOUR)
    assert (effet.perdues, effet.fragiles) == (("AN",), (("AJ", "Association A"),))
    with pytest.raises(ErreurConvention, match="ne peut pas être avant"):
        services.retirer_signataire(SYSTEME, partant, le=D(2024, 12, 1), motif="Erreur")
    with pytest.raises(ErreurConvention, match="pourquoi"):
        services.retirer_signataire(SYSTEME, partant, le=JOUR, motif=" ")
    services.retirer_signataire(SYSTEME, partant, le=JOUR, motif="Transfert")
    avant, apres = (
        selectors.conventions_en_vigueur(scene.dispositif.pk, jour)[0].modalites for jour in (D(2026, 3, 9), JOUR)
    )
    assert (avant, apres) == (("AJ", "AN", "PMO"), ("AJ", "PMO"))
    services.annuler_depart(SYSTEME, partant)
    assert "AN" in selectors.conventions_en_vigueur(scene.dispositif.pk, JOUR)[0].modalites


def test_on_ne_signe_ni_demain_ni_apres_la_fin_ni_seul(scene: Scene) -> None:
    projet = scene.projet(debut=D(2023, 1, 1), fin=D(2025, 12, 31))
    with pytest.raises(ErreurConvention, match="deux signataires"):
        services.signer_convention(SYSTEME, projet, signee_le=D(2023, 1, 1))
    for nom in ("Agence", "MDPH"):
        scene.signataire(projet, nom=nom)
    with pytest.raises(ErreurConvention, match="après sa fin"):
        services.signer_convention(SYSTEME, projet, signee_le=D(2026, 1, 1))
    with pytest.raises(ErreurConvention, match="à venir"):
        services.signer_convention(SYSTEME, projet, signee_le=D(2026, 3, 11))
    assert projet.signataires.filter(signe_le__isnull=False).count() == 0


def test_la_base_refuse_une_signature_apres_la_fin(scene: Scene) -> None:
    projet = scene.projet()
    with pytest.raises(IntegrityError), transaction.atomic():
        ConventionCadre.objects.filter(pk=projet.pk).update(signee_le=D(2028, 1, 1))


def test_un_signataire_double_ou_sans_date_est_refuse(scene: Scene) -> None:
    convention = scene.convention()
    with pytest.raises(ErreurConvention, match="quand ce signataire"):
        scene.signataire(convention, acteur="MDPH", nom="MDPH")
    with pytest.raises(ErreurConvention, match="déjà dans la liste"):
        scene.signataire(convention, organisme=scene.organisme, signe_le=JOUR)
    with pytest.raises(ErreurConvention, match="nom du signataire"):
        scene.signataire(convention, nom=" ", signe_le=JOUR)
    assert scene.signataire(convention, acteur="MDPH", nom="MDPH", signe_le=JOUR).pk


def test_le_texte_s_ecrit_avant_la_signature_par_les_siens_seulement(scene: Scene) -> None:
    projet = scene.projet()
    directeur = Directeur(scene.dispositif.pk)
    with pytest.raises(PermissionDenied, match="pas parmi les signataires"):
        services.ecrire_clauses(directeur, projet, {"OBJET": "Rien"})
    scene.signataire(projet, organisme=scene.organisme)
    services.ecrire_clauses(directeur, projet, {"OBJET": " Ensemble. ", "PILOTAGE": "", "INCONNUE": "x"})
    assert list(projet.clauses.values_list("rubrique", "texte")) == [("OBJET", "Ensemble.")]
    services.ecrire_clauses(directeur, projet, {"OBJET": ""})
    assert not projet.clauses.exists()
    scene.signataire(projet)
    services.signer_convention(SYSTEME, projet, signee_le=JOUR)
    with pytest.raises(ErreurConvention, match="avenant"):
        services.ecrire_clauses(SYSTEME, projet, {"OBJET": "Autre"})


def test_l_avenant_se_numerote_et_repousse_la_fin(scene: Scene) -> None:
    convention = scene.convention()
    with pytest.raises(ErreurConvention, match="avant la convention"):
        services.ajouter_avenant(SYSTEME, convention, objet="x", signe_le=D(2024, 1, 1), nouvelle_fin=None)
    services.ajouter_avenant(SYSTEME, convention, objet="Précision", signe_le=D(2025, 2, 1), nouvelle_fin=None)
    second = services.ajouter_avenant(SYSTEME, convention, objet="Report", signe_le=JOUR, nouvelle_fin=D(2029, 12, 31))
    assert second.numero == 2
    assert selectors.dater(convention, JOUR).fin == D(2029, 12, 31)
    assert selectors.dater(convention, D(2026, 3, 9)).fin == D(2027, 12, 31)


def test_une_convention_signee_se_denonce_et_ne_s_efface_pas(scene: Scene) -> None:
    convention, projet = scene.convention(), scene.projet(titre="Projet")
    with pytest.raises(ErreurConvention, match="ne s'efface pas"):
        services.effacer_projet(SYSTEME, convention)
    with pytest.raises(ErreurConvention, match="ne se dénonce pas"):
        services.denoncer_convention(SYSTEME, projet, effet=JOUR, motif="")
    services.denoncer_convention(SYSTEME, convention, effet=JOUR, motif="Désaccord")
    assert selectors.conventions_en_vigueur(scene.dispositif.pk, JOUR) == []
    services.effacer_projet(SYSTEME, projet)
    assert ConventionCadre.objects.get() == convention


def test_un_accord_ne_s_ecrit_que_chez_soi(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        services.ecrire_accord(Directeur(0), ACCORD, dispositif_id=scene.dispositif.pk)
    with pytest.raises(ErreurConvention, match="après sa fin"):
        services.ecrire_accord(
            SYSTEME, {**ACCORD, "fin": D(2025, 6, 2), "signee_le": JOUR}, dispositif_id=scene.dispositif.pk
        )
    accord = services.ecrire_accord(SYSTEME, ACCORD, dispositif_id=scene.dispositif.pk)
    with pytest.raises(ErreurConvention, match="ne s'efface pas"):
        services.effacer_accord(SYSTEME, accord)
    services.denoncer_accord(SYSTEME, accord, effet=JOUR)
    assert selectors.dater(accord, JOUR).etat is EtatConvention.DENONCEE
    assert not selectors.accords_visibles(Directeur(0)).exists()
    projet = services.ecrire_accord(SYSTEME, {**ACCORD, "signee_le": None}, dispositif_id=scene.dispositif.pk)
    services.effacer_accord(SYSTEME, projet)
    assert AccordBilateral.objects.get() == accord


def test_qui_ne_fait_que_lire_n_ecrit_rien_et_chaque_acte_est_au_journal(scene: Scene) -> None:
    convention = scene.convention()
    with pytest.raises(PermissionDenied):
        services.denoncer_convention(Lecteur("lectrice"), convention, effet=JOUR, motif="x")
    actes = Trace.objects.filter(objet=f"conventioncadre:{convention.identifiant}").values_list("acte", flat=True)
    assert set(actes) == {
        "conventions.preparer_convention",
        "conventions.ajouter_signataire",
        "conventions.signer_convention",
    }
