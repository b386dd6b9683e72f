"""Pages of the journal: in one's scope only, filtered, sorted, exported, and what a family may ask for."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.comptes.libelles import libelle_acte
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import NatureTrace, Trace
from maillage.socle.services import journaliser, journaliser_lecture
from tests.fabriques import DispositifFactory, HabilitationFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


def entrer(client: Client, role: str, **lieu: Any) -> Client:
    utilisateur = UtilisateurFactory(nom="Lectrice inventée")
    HabilitationFactory(utilisateur=utilisateur, role=role, **lieu)
    client.force_login(utilisateur)
    return client


@pytest.fixture
def ici() -> Any:
    return DispositifFactory(code="ici", nom="Dispositif d'ici")


def test_une_direction_ne_lit_que_le_journal_de_ses_dispositifs(
    client: Client, systeme: ActeurSysteme, ici: Any
) -> None:
    journaliser(systeme, "agenda.confirmer_journee", dispositif_id=ici.pk)
    journaliser(systeme, "agenda.supprimer_serie", dispositif_id=DispositifFactory().pk)
    journaliser(systeme, "comptes.ouvrir_compte")
    page = entrer(client, "DIRECTION", dispositif=ici).get(reverse("comptes:journal")).content.decode()
    assert "confirmer journée" in page
    assert "Dispositif d&#x27;ici" in page
    assert "supprimer série" not in page
    assert "ouvrir compte" not in page


def test_le_dpo_lit_tout_et_filtre_par_mots_de_l_adresse(client: Client, systeme: ActeurSysteme, ici: Any) -> None:
    journaliser(systeme, "agenda.confirmer_journee", dispositif_id=ici.pk)
    journaliser(systeme, "comptes.refuser_acces", nature=NatureTrace.REFUS, details={"section": "agenda"})
    dpo = entrer(client, "DPO")
    page = dpo.get(reverse("comptes:journal"), {"nature": "REFUS", "tri": "-qui"}).content.decode()
    assert "refuser accès" in page
    assert "confirmer journée" not in page
    assert "section : agenda" in page


def test_une_valeur_de_filtre_incomprise_se_dit_et_ne_casse_rien(client: Client, ici: Any) -> None:
    reponse = entrer(client, "DPO").get(reverse("comptes:journal"), {"debut": "hier", "dispositif": "99", "tri": "x"})
    assert reponse.status_code == 200
    assert "errorlist" in reponse.content.decode()


def test_le_journal_ne_coute_pas_plus_de_requetes_avec_plus_de_lignes(
    client: Client, systeme: ActeurSysteme, ici: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(60):
        journaliser(systeme, "agenda.confirmer_journee", dispositif_id=ici.pk)
    entrer(client, "DIRECTION", dispositif=ici)
    with django_assert_max_num_queries(10):
        client.get(reverse("comptes:journal"))


def test_l_export_suit_les_filtres_neutralise_les_formules_et_se_journalise(
    client: Client, systeme: ActeurSysteme, ici: Any
) -> None:
    journaliser(ActeurSysteme("=1+1"), "agenda.confirmer_journee", dispositif_id=ici.pk)
    journaliser(systeme, "agenda.supprimer_serie", dispositif_id=ici.pk)
    reponse = entrer(client, "DPO").get(reverse("comptes:journal_csv"), {"acte": "confirmer"})
    lignes = b"".join(reponse.streaming_content).decode("utf-8-sig").splitlines()
    assert lignes[0].startswith("date_heure;personne;roles;nature;acte")
    assert len(lignes) == 2
    assert ";'=1+1;" in lignes[1]
    assert ";ici;" in lignes[1]
    assert Trace.objects.filter(acte="comptes.exporter_journal").count() == 1


def test_la_famille_peut_savoir_qui_a_ouvert_le_dossier(client: Client, systeme: ActeurSysteme, ici: Any) -> None:
    journaliser_lecture(systeme, "parcours.lire_fiche", jeune_id=7, dispositif_id=ici.pk)
    journaliser_lecture(systeme, "parcours.lire_fiche", jeune_id=7, dispositif_id=DispositifFactory().pk)
    journaliser_lecture(systeme, "parcours.lire_fiche", jeune_id=8, dispositif_id=ici.pk)
    direction = entrer(client, "DIRECTION", dispositif=ici)
    page = direction.get(reverse("comptes:lectures_jeune", args=[7])).content.decode()
    assert page.count("Parcours : lire fiche") == 1
    vide = direction.get(reverse("comptes:lectures_jeune", args=[99])).content.decode()
    assert "Aucune lecture inscrite" in vide


def test_un_refus_est_inscrit_avec_la_section_demandee(client: Client, ici: Any) -> None:
    professionnel = entrer(client, "PROFESSIONNEL", dispositif=ici)
    assert professionnel.get(reverse("comptes:journal")).status_code == 403
    trace = Trace.objects.get(acte="comptes.refuser_acces")
    assert (trace.nature, trace.details) == ("REFUS", {"section": "journal", "acces": "LECTURE"})


@pytest.mark.parametrize(
    ("acte", "mots"),
    [
        ("agenda.confirmer_journee", "Agenda : confirmer journée"),
        ("comptes.refuser_acces", "Comptes : refuser accès"),
        ("inconnu.faire", "inconnu : faire"),
    ],
)
def test_un_acte_se_dit_en_mots(acte: str, mots: str) -> None:
    assert libelle_acte(acte) == mots


def test_pourquoi_je_vois_cela_dit_le_role_le_lieu_la_fin_et_qui_l_a_donne(client: Client, ici: Any) -> None:
    entrer(client, "DIRECTION", dispositif=ici, accordee_par="Administration inventée", fin="2099-06-30")
    page = client.get(reverse("comptes:pourquoi"), {"section": "retours", "dispositif": "ici"}).content.decode()
    for mot in ("Direction", "Dispositif d&#x27;ici", "30 juin 2099", "Administration inventée", "lire et écrire"):
        assert mot in page
    autre = client.get(reverse("comptes:pourquoi"), {"section": "finess"}).content.decode()
    assert "ne vous est pas ouverte" in autre


def test_sans_habilitation_la_page_le_dit(client: Client) -> None:
    client.force_login(UtilisateurFactory())
    assert "Aucune habilitation ne vous est donnée" in client.get(reverse("comptes:pourquoi")).content.decode()


def test_chaque_page_mene_a_la_raison_de_ce_qu_elle_montre(client: Client, ici: Any) -> None:
    entrer(client, "DIRECTION", dispositif=ici)
    page = client.get(reverse("parcours:jeunes", kwargs={"dispositif": "ici"})).content.decode()
    assert f'href="{reverse("comptes:pourquoi")}?section=parcours&amp;dispositif=ici"' in page
