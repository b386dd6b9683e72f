"""The whole life: a partnership of two organismes deposits, receives a work plan, deposits again, is recognised, its effects are done."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.reconnaissance import services
from maillage.reconnaissance.domain.erreurs import ActeImpossible, Conflit, ErreurReconnaissance, PrerequisManquant
from maillage.reconnaissance.domain.suites import ArreteSigne, AxeDemande
from maillage.reconnaissance.models import Decision, Depot, EffetReconnaissance
from maillage.reconnaissance.selectors.echeances import echeances
from maillage.socle.courriel.models import Courriel
from maillage.socle.models import Trace
from tests.reconnaissance.conftest import Scene

pytestmark = pytest.mark.django_db


def _axes(jours: int = 60) -> list[AxeDemande]:
    return [
        AxeDemande(
            "Trouver un accueil de nuit", "Le dispositif et la DDARS", timezone.localdate() + dt.timedelta(days=jours)
        )
    ]


def _arretes(scene: Scene, suffixe: str = "1") -> list[ArreteSigne]:
    hier = timezone.localdate() - dt.timedelta(days=1)
    return [ArreteSigne(porteur.pk, f"2026-{rang}-{suffixe}", hier) for rang, porteur in enumerate(scene.porteurs)]


def test_un_dispositif_a_deux_organismes_est_reconnu_au_second_tour(scene: Scene) -> None:
    scene.instruire()
    services.demander_des_axes(scene.ars, scene.dispositif, motifs="Pas encore.", axes=_axes(), version=scene.version)
    assert (scene.dossier().etat, scene.dossier().echeance) == ("AXES_DE_TRAVAIL", _axes()[0].avant_le)
    axe = Decision.objects.get().axes.get()
    services.cocher_axe(scene.direction, scene.dispositif, axe.pk, fait=True)
    services.ecrire_section(scene.direction, scene.dispositif.pk, "public", texte="Texte repris", lue=1)
    second = services.deposer(scene.direction, scene.dispositif, version=scene.version)
    services.prendre_en_instruction(scene.ars, scene.dispositif, version=scene.version)
    services.declarer_pret(scene.ars, scene.dispositif, motifs="Tout y est.", version=scene.version)
    arretes = services.prendre_arretes(scene.ars, scene.dispositif, arretes=_arretes(scene), version=scene.version)
    dossier = services.reconnaitre(scene.ars, scene.dispositif, version=scene.version)
    assert (second.tour, len(arretes), dossier.etat) == (2, 2, "RECONNU")
    assert dossier.reconnu_le == timezone.localdate() - dt.timedelta(days=1)
    effets = list(EffetReconnaissance.objects.values_list("code", flat=True))
    assert {"MDPH", "MDPH_PARTENAIRES", "CAF", "CPAM", "EN", "BUDGET", "SERAFIN"} < set(effets)
    assert effets.count("FINESS") == 2
    for effet in dossier.effets.all():
        services.cocher_effet(scene.ars, scene.dispositif, effet.pk, fait=True)
    assert not dossier.effets.filter(fait_le__isnull=True).exists()
    assert echeances(scene.direction, scene.dispositif, le=timezone.localdate()) == []


def test_une_autorisation_unique_n_a_pas_de_partenaires_a_annoncer(scene: Scene) -> None:
    scene.dispositif.organismes.set(scene.porteurs[:1])
    scene.dispositif.montage = "AUTORISATION_UNIQUE"
    scene.dispositif.save()
    scene.instruire()
    services.declarer_pret(scene.ars, scene.dispositif, motifs="Oui.", version=scene.version)
    services.prendre_arretes(scene.ars, scene.dispositif, arretes=_arretes(scene)[:1], version=scene.version)
    services.reconnaitre(scene.ars, scene.dispositif, version=scene.version)
    assert not EffetReconnaissance.objects.filter(code="MDPH_PARTENAIRES").exists()


def test_un_depot_incomplet_dit_ce_qui_manque(scene: Scene) -> None:
    scene.dispositif.places.filter(modalite="AN").delete()
    services.ouvrir_dossier(scene.direction, scene.dispositif)
    services.demander_echange(scene.direction, scene.dispositif)
    with pytest.raises(PrerequisManquant) as refus:
        services.deposer(scene.direction, scene.dispositif)
    assert "Manque : accueil de nuit." in refus.value.message
    assert "convention de partenariat absente" in refus.value.message
    assert "la section « Public et territoire » est à écrire" in refus.value.message
    assert scene.dossier().etat == "ECHANGE_DDARS"
    assert not Depot.objects.exists()


def test_le_depot_fige_tout_et_donne_son_empreinte(scene: Scene) -> None:
    depot = scene.deposer()
    contenu, empreinte = depot.contenu, depot.empreinte
    scene.dispositif.places.all().delete()
    services.retirer_depot(scene.direction, scene.dispositif)
    services.ecrire_section(scene.direction, scene.dispositif.pk, "public", texte="Autre texte", lue=1)
    relu = Depot.objects.get()
    assert (relu.contenu, relu.empreinte) == (contenu, empreinte)
    assert relu.retire_le is not None
    assert {"Texte de public"} <= {section["texte"] for section in relu.contenu["sections"]}
    assert {p["genre"] for p in relu.contenu["pieces"]} == {"Convention de partenariat entre organismes"}


def test_deux_instructeurs_ne_decident_pas_deux_fois(scene: Scene) -> None:
    scene.instruire()
    version = scene.version
    services.declarer_pret(scene.ars, scene.dispositif, motifs="Prêt.", version=version)
    with pytest.raises(Conflit, match="Quelqu'un d'autre a agi"):
        services.demander_des_axes(scene.acteur("ARS2"), scene.dispositif, motifs="Non.", axes=_axes(), version=version)
    assert (Decision.objects.count(), scene.dossier().etat) == (1, "PRET")


def test_un_acte_hors_de_sa_place_est_refuse(scene: Scene) -> None:
    scene.rediger()
    with pytest.raises(ActeImpossible, match="à préparer"):
        services.deposer(scene.direction, scene.dispositif)
    with pytest.raises(ActeImpossible):
        services.declarer_pret(scene.ars, scene.dispositif, motifs="x", version=scene.version)


@pytest.mark.parametrize("role", ["DIRECTION", "ORGANISME", "MISSION", "PROFESSIONNEL"])
def test_seule_l_autorite_decide(scene: Scene, role: str) -> None:
    scene.deposer()
    with pytest.raises(PermissionDenied):
        services.prendre_en_instruction(scene.acteur(role), scene.dispositif, version=scene.version)


def test_seuls_ceux_qui_portent_le_dispositif_deposent(scene: Scene) -> None:
    scene.rediger()
    for role in ("ARS", "MISSION", "PROFESSIONNEL"):
        with pytest.raises(PermissionDenied):
            services.demander_echange(scene.acteur(role), scene.dispositif)
    services.demander_echange(scene.acteur("ORGANISME"), scene.dispositif)
    assert scene.dossier().etat == "ECHANGE_DDARS"


def test_une_decision_sans_motif_ni_axe_est_refusee(scene: Scene) -> None:
    scene.instruire()
    with pytest.raises(ErreurReconnaissance, match="motifs"):
        services.declarer_pret(scene.ars, scene.dispositif, motifs="  ", version=scene.version)
    with pytest.raises(ErreurReconnaissance, match="au moins un axe"):
        services.demander_des_axes(scene.ars, scene.dispositif, motifs="Non.", axes=[], version=scene.version)


def test_il_faut_l_arrete_de_chaque_organisme_et_pas_du_futur(scene: Scene) -> None:
    scene.instruire()
    services.declarer_pret(scene.ars, scene.dispositif, motifs="Oui.", version=scene.version)
    with pytest.raises(ErreurReconnaissance, match="chaque organisme"):
        services.prendre_arretes(scene.ars, scene.dispositif, arretes=_arretes(scene)[:1], version=scene.version)
    demain = timezone.localdate() + dt.timedelta(days=1)
    futurs = [ArreteSigne(arrete.organisme_id, arrete.numero, demain) for arrete in _arretes(scene)]
    with pytest.raises(ErreurReconnaissance, match="futur"):
        services.prendre_arretes(scene.ars, scene.dispositif, arretes=futurs, version=scene.version)
    assert scene.dossier().etat == "PRET"


def test_la_ddars_peut_donner_des_axes_des_l_echange(scene: Scene) -> None:
    scene.rediger()
    services.demander_echange(scene.direction, scene.dispositif)
    services.demander_des_axes(scene.ars, scene.dispositif, motifs="Voyons-nous.", axes=_axes(), version=scene.version)
    assert Decision.objects.get().tour == 0
    lignes = echeances(scene.direction, scene.dispositif, le=timezone.localdate())
    assert {ligne.acte for ligne in lignes} == {
        "Mener l'axe : Trouver un accueil de nuit",
        "Mener les axes de travail et déposer à nouveau",
    }


def test_un_dispositif_reconnu_se_modifie_sans_cesser_de_l_etre(scene: Scene) -> None:
    test_un_dispositif_a_deux_organismes_est_reconnu_au_second_tour(scene)
    with pytest.raises(ErreurReconnaissance, match="ce qui change"):
        services.demander_modification(scene.direction, scene.dispositif, motif=" ")
    services.demander_modification(scene.direction, scene.dispositif, motif="Un site de plus")
    assert scene.dossier().reconnu_le is not None
    depot = services.deposer(scene.direction, scene.dispositif)
    assert depot.contenu["motif_modification"] == "Un site de plus"
    services.prendre_en_instruction(scene.ars, scene.dispositif, version=scene.version)
    services.declarer_pret(scene.ars, scene.dispositif, motifs="Oui.", version=scene.version)
    services.prendre_arretes(scene.ars, scene.dispositif, arretes=_arretes(scene, "2"), version=scene.version)
    services.reconnaitre(scene.ars, scene.dispositif, version=scene.version)
    assert scene.dossier().arretes.count() == 4
    assert EffetReconnaissance.objects.filter(tour=3, fait_le__isnull=True).exists()


def test_ce_qui_est_coche_se_decoche(scene: Scene) -> None:
    test_un_dispositif_a_deux_organismes_est_reconnu_au_second_tour(scene)
    effet = EffetReconnaissance.objects.first()
    assert effet is not None
    services.cocher_effet(scene.ars, scene.dispositif, effet.pk, fait=False)
    effet.refresh_from_db()
    assert (effet.fait_le, effet.fait_par) == (None, "")
    with pytest.raises(PermissionDenied):
        services.cocher_effet(scene.direction, scene.dispositif, effet.pk, fait=True)
    with pytest.raises(ErreurReconnaissance, match="n'existe pas"):
        services.cocher_effet(scene.ars, scene.dispositif, 0, fait=True)
    with pytest.raises(PermissionDenied):
        services.cocher_axe(scene.acteur("MISSION"), scene.dispositif, 1, fait=True)


def test_chaque_acte_est_au_journal_et_part_par_la_boite_d_envoi(scene: Scene) -> None:
    test_un_dispositif_a_deux_organismes_est_reconnu_au_second_tour(scene)
    actes = set(Trace.objects.filter(acte__startswith="reconnaissance.").values_list("acte", flat=True))
    assert {
        f"reconnaissance.{nom}"
        for nom in (
            "ouvrir_dossier",
            "ecrire_section",
            "joindre_piece",
            "demander_echange",
            "deposer_dossier",
            "prendre_en_instruction",
            "demander_des_axes",
            "declarer_pret",
            "prendre_arretes",
            "reconnaitre",
            "cocher_axe",
            "cocher_effet",
        )
    } <= actes
    envois = set(Courriel.objects.values_list("gabarit", "destinataire"))
    assert ("reconnaissance/reconnu", "direction@exemple.test") in envois
    assert ("reconnaissance/reconnu", "organisme@exemple.test") in envois
    assert ("reconnaissance/echange", "ars2@exemple.test") in envois
    assert not any("mission" in destinataire for _, destinataire in envois)


def test_le_courriel_va_a_qui_suit_le_dossier(scene: Scene) -> None:
    scene.rediger()
    services.suivre_dossier(scene.acteur("ARS2"), scene.dispositif)
    services.demander_echange(scene.direction, scene.dispositif)
    assert list(Courriel.objects.values_list("destinataire", flat=True)) == ["ars2@exemple.test"]
