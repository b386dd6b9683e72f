"""Pages of the path: what they show, whom they refuse, how they send an error back."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from maillage.parcours.models import Demande, Jeune, PeriodeModalite, Phase
from maillage.socle.models import Trace
from maillage.structures.models import Dispositif
from tests.fabriques import (
    CommuneFactory,
    DemandeFactory,
    DispositifFactory,
    JeuneFactory,
    PeriodeFactory,
    PhaseFactory,
)
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db


def _url(nom: str, *args: Any) -> str:
    return reverse(f"parcours:{nom}", args=["garrigue", *args])


@pytest.fixture
def jeune(dispositif: Dispositif) -> Jeune:
    phase = PhaseFactory(dispositif=dispositif, jeune=JeuneFactory(nom="Fictifort"))
    PeriodeFactory(dispositif=dispositif, jeune=phase.jeune)
    return phase.jeune


def test_la_liste_montre_les_jeunes_et_leurs_modalites(coordination: Client, jeune: Jeune) -> None:
    page = coordination.get(_url("jeunes")).content.decode()
    assert "Fictifort" in page
    assert "Accueil de jour" in page
    assert _url("jeune", jeune.identifiant) in page


def test_la_liste_vide_explique_quoi_faire(coordination: Client, jeune: Jeune) -> None:
    assert "Aucun jeune ne répond" in coordination.get(_url("jeunes"), {"recherche": "zzz"}).content.decode()
    jeune.phases.all().delete()
    jeune.periodes.all().delete()
    assert "Aucun jeune n&#x27;est encore connu" in coordination.get(_url("jeunes")).content.decode().replace(
        "n'est", "n&#x27;est"
    )


def test_un_filtre_inconnu_dans_l_adresse_est_ignore(coordination: Client, jeune: Jeune) -> None:
    reponse = coordination.get(_url("jeunes"), {"phase": "INCONNUE", "tri": "rien", "page": "99"})
    assert reponse.status_code == 200
    assert "Fictifort" in reponse.content.decode()


def test_la_fiche_donne_le_ruban_et_son_texte(coordination: Client, jeune: Jeune) -> None:
    page = coordination.get(_url("jeune", jeune.identifiant)).content.decode()
    assert "<svg" in page
    assert "Accueil de jour depuis le 1er septembre 2023" in page
    assert f"{_url('changement', jeune.identifiant)}" in page
    assert "style=" not in page
    assert Trace.objects.filter(acte="parcours.lire_fiche", jeune_id=jeune.pk).count() == 1


@pytest.mark.parametrize("role", ["PROFESSIONNEL", "COORDONNATEUR", "DIRECTION"])
def test_les_roles_du_dispositif_lisent(role: str, dispositif: Dispositif, jeune: Jeune) -> None:
    client = connecter(role, dispositif)
    assert client.get(_url("jeune", jeune.identifiant)).status_code == 200


def test_un_autre_dispositif_n_existe_pas(dispositif: Dispositif, jeune: Jeune) -> None:
    client = connecter("DIRECTION", DispositifFactory())
    for url in (_url("jeunes"), _url("jeune", jeune.identifiant), _url("exporter", "csv"), _url("liste_attente")):
        assert client.get(url).status_code == 404


def test_un_jeune_d_ailleurs_n_existe_pas_ici(coordination: Client) -> None:
    ailleurs = PhaseFactory().jeune
    assert coordination.get(_url("jeune", ailleurs.identifiant)).status_code == 404
    assert coordination.get(_url("acte", ailleurs.identifiant, "scolarite")).status_code == 404


@pytest.mark.parametrize("role", ["ORGANISME", "ARS", "MISSION", "DPO", "ADMINISTRATION"])
def test_les_autres_roles_ne_voient_aucun_jeune(role: str, dispositif: Dispositif, jeune: Jeune) -> None:
    client = connecter(role, dispositif)
    assert client.get(_url("jeune", jeune.identifiant)).status_code in {403, 404}


def test_un_professionnel_ne_peut_pas_ecrire(dispositif: Dispositif, jeune: Jeune) -> None:
    client = connecter("PROFESSIONNEL", dispositif)
    envoi = {"type_phase": "PONCTUEL", "debut": "2026-01-05"}
    assert client.post(_url("acte", jeune.identifiant, "ouvrir-phase"), envoi).status_code == 403
    assert Phase.objects.count() == 1


def test_creer_un_jeune_depuis_le_formulaire(coordination: Client) -> None:
    commune = CommuneFactory(nom="Fictive-sur-Lez")
    envoi = {
        "nom": "Nouveaufictif",
        "prenom": "Noa",
        "commune": "fictive-sur-lez",
        "type_phase": "ACCOMPAGNEMENT",
        "debut": "2026-01-05",
    }
    reponse = coordination.post(_url("creer"), envoi)
    jeune = Jeune.objects.get()
    assert reponse["Location"] == _url("jeune", jeune.identifiant)
    assert jeune.commune == commune


def test_une_erreur_reste_a_cote_de_son_champ(coordination: Client, jeune: Jeune) -> None:
    envoi = {"modalite": "AJ", "lieu": "INTRA", "debut": "2026-01-05", "fin": ""}
    reponse = coordination.post(_url("acte", jeune.identifiant, "ouvrir-modalite"), envoi)
    assert reponse.status_code == 422
    assert "se chevauche avec" in str(reponse.context["form"].errors["debut"])
    assert PeriodeModalite.objects.count() == 1


def test_une_commune_ambigue_propose_les_codes(coordination: Client, jeune: Jeune) -> None:
    codes = [CommuneFactory(nom="Saint-Fictif").code for _ in range(2)]
    reponse = coordination.post(
        _url("modifier", jeune.identifiant), {"nom": "A", "prenom": "B", "commune": "Saint-Fictif"}
    )
    assert all(code in str(reponse.context["form"].errors["commune"]) for code in codes)
    reponse = coordination.post(_url("modifier", jeune.identifiant), {"nom": "A", "prenom": "B", "commune": codes[0]})
    assert reponse.status_code == 302
    jeune.refresh_from_db()
    assert (jeune.nom, jeune.commune_id) == ("A", codes[0])


@pytest.mark.parametrize(
    ("acte", "envoi"),
    [
        ("ouvrir-phase", {"type_phase": "PONCTUEL", "debut": "2026-01-05"}),
        ("ouvrir-modalite", {"modalite": "PMO", "lieu": "INTRA", "debut": "2026-01-05"}),
        ("scolarite", {"code": "07", "debut": "2026-01-05"}),
        ("critere", {"critere": "C1", "debut": "2026-01-05"}),
    ],
)
def test_chaque_acte_s_affiche_puis_s_execute(
    coordination: Client, jeune: Jeune, acte: str, envoi: dict[str, str]
) -> None:
    url = _url("acte", jeune.identifiant, acte)
    assert coordination.get(url).status_code == 200
    reponse = coordination.post(url, envoi)
    assert reponse["Location"] == _url("jeune", jeune.identifiant)


def test_les_actes_sur_un_fait(coordination: Client, jeune: Jeune) -> None:
    periode, phase = jeune.periodes.get(), jeune.phases.get()
    changer = _url("acte_objet", jeune.identifiant, "changer-modalite", periode.pk)
    assert coordination.get(changer).status_code == 200
    coordination.post(changer, {"modalite": "AN", "lieu": "DELOCALISE", "le": "2026-01-05"})
    nouvelle = jeune.periodes.get(modalite="AN")
    coordination.post(_url("acte_objet", jeune.identifiant, "clore-modalite", nouvelle.pk), {"fin": "2026-02-01"})
    nouvelle.refresh_from_db()
    assert nouvelle.fin == date(2026, 2, 1)
    coordination.post(_url("acte_objet", jeune.identifiant, "clore-phase", phase.pk), {"fin": "2026-02-01"})
    phase.refresh_from_db()
    assert phase.fin == date(2026, 2, 1)
    assert coordination.get(_url("acte_objet", jeune.identifiant, "rien", phase.pk)).status_code == 404
    assert coordination.get(_url("acte", jeune.identifiant, "rien")).status_code == 404


def test_la_liste_d_attente_recoit_admet_et_clot(coordination: Client, jeune: Jeune, dispositif: Dispositif) -> None:
    coordination.post(_url("enregistrer_demande"), {"jeune": jeune.pk, "reception": "2026-01-05"})
    demande = Demande.objects.get()
    assert "Fictifort" in coordination.get(_url("liste_attente")).content.decode()
    reponse = coordination.post(_url("acte_demande", demande.identifiant, "admettre"), {"admission": "2026-01-12"})
    assert reponse.status_code == 302
    autre = DemandeFactory(dispositif=dispositif)
    coordination.post(
        _url("acte_demande", autre.identifiant, "refuser"), {"cloture": "2026-01-12", "motif": "MANQUE_PLACE"}
    )
    assert "Personne n" in coordination.get(_url("liste_attente")).content.decode()
    assert "Manque de place" in coordination.get(_url("liste_attente"), {"etat": "refusees"}).content.decode()


def test_l_export_csv_est_journalise_et_sans_formule(coordination: Client, jeune: Jeune) -> None:
    Jeune.objects.update(nom="=1+1")
    reponse = coordination.get(_url("exporter", "csv"))
    lignes = reponse.content.decode("utf-8-sig").splitlines()
    assert lignes[0].startswith("Identifiant;Nom;Prénom")
    assert f"{jeune.identifiant};'=1+1;Sacha" in lignes[1]
    assert Trace.objects.get(acte="parcours.exporter_jeunes").details == {"format": "csv", "lignes": 1}
    assert coordination.get(_url("exporter", "pdf")).status_code == 404


def test_l_export_xlsx_se_relit(coordination: Client, jeune: Jeune) -> None:
    reponse = coordination.get(_url("exporter", "xlsx"))
    lignes = CalamineWorkbook.from_filelike(BytesIO(reponse.content)).get_sheet_by_index(0).to_python()
    assert lignes[1][:3] == [jeune.identifiant, "Fictifort", "Sacha"]


def test_le_nombre_de_requetes_des_pages_est_constant(
    coordination: Client, dispositif: Dispositif, jeune: Jeune, django_assert_max_num_queries: Any
) -> None:
    coordination.get(_url("jeunes"))
    with django_assert_max_num_queries(12):
        coordination.get(_url("jeunes"))
    for _ in range(6):
        PhaseFactory(dispositif=dispositif)
        DemandeFactory(dispositif=dispositif, jeune=JeuneFactory())
    with django_assert_max_num_queries(12):
        coordination.get(_url("jeunes"))
    with django_assert_max_num_queries(24):
        coordination.get(_url("jeune", jeune.identifiant))
    with django_assert_max_num_queries(12):
        coordination.get(_url("liste_attente"))
