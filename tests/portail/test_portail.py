"""The shell: navigation by right, home by role, one search box, public pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factory.django import DjangoModelFactory

from maillage.activite.models import RetourTrimestriel
from maillage.portail import views
from maillage.portail.entrees import ENTREES, GROUPES
from maillage.socle.domain.calendrier import trimestre_de
from maillage.socle.models import Trace
from tests.fabriques import (
    AffectationFactory,
    DemandeFactory,
    DispositifFactory,
    EtablissementFactory,
    EvenementFactory,
    HabilitationFactory,
    JeuneFactory,
    PhaseFactory,
    ProfessionnelFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db


class RetourFactory(DjangoModelFactory):
    class Meta:
        model = RetourTrimestriel


def entrer(client: Client, *habilitations: tuple[str, Any]) -> Client:
    utilisateur = UtilisateurFactory()
    for role, dispositif in habilitations:
        HabilitationFactory(utilisateur=utilisateur, role=role, dispositif=dispositif)
    client.force_login(utilisateur)
    return client


def libelles(client: Client) -> list[str]:
    return [lien.libelle for lien in client.get(reverse("comptes:pourquoi")).context["navigation"]]


@pytest.fixture
def ici() -> Any:
    return DispositifFactory(code="ici", nom="Dispositif d'ici")


def test_la_navigation_ne_montre_que_ce_que_les_droits_ouvrent(client: Client, ici: Any) -> None:
    entrees = libelles(entrer(client, ("PROFESSIONNEL", ici)))
    assert entrees[0] == "Aujourd'hui"
    assert "Jeunes" in entrees
    assert not {"Comptes", "Journal"} & set(entrees)


def test_la_navigation_d_un_dpo_mene_aux_comptes_et_au_journal(client: Client, ici: Any) -> None:
    entrees = libelles(entrer(client, ("DPO", None)))
    assert {"Comptes", "Journal"} <= set(entrees)
    assert not {"Jeunes", "Agenda"} & set(entrees)


def test_quatre_entrees_au_plus_restent_en_bas_du_telephone(client: Client, ici: Any) -> None:
    entrer(client, ("DIRECTION", ici), ("ADMINISTRATION", None))
    navigation = client.get(reverse("portail:accueil")).context["navigation"]
    assert [lien.principal for lien in navigation][:4] == [True] * min(4, len(navigation))
    assert not any(lien.principal for lien in navigation[4:])
    assert [lien.libelle for lien in navigation if lien.courant] == ["Aujourd'hui"]


def groupes(client: Client) -> list[Any]:
    return list(client.get(reverse("portail:accueil")).context["navigation_groupes"])


def test_une_longue_navigation_se_range_sous_des_titres(client: Client, ici: Any) -> None:
    entrer(client, ("DIRECTION", ici), ("ADMINISTRATION", None))
    rangee = groupes(client)
    assert rangee[0].titre == ""
    titres = [groupe.titre for groupe in rangee if groupe.titre]
    assert titres == [titre for titre in GROUPES if titre in titres]
    assert {"Jeunes", "Activité", "Administration"} <= set(titres)
    assert [groupe.titre for groupe in rangee if groupe.titre == "Administration" and groupe.ouvert] == []


def test_aucune_entree_ne_se_perd_en_se_rangeant(client: Client, ici: Any) -> None:
    entrer(client, ("DIRECTION", ici), ("ADMINISTRATION", None))
    rangees = [lien.libelle for groupe in groupes(client) for lien in groupe.liens]
    assert sorted(rangees) == sorted(libelles(client))
    assert {entree.groupe for entree in ENTREES} <= set(GROUPES)


def test_ou_l_on_est_reste_deplie(client: Client, ici: Any) -> None:
    entrer(client, ("DIRECTION", ici), ("ADMINISTRATION", None))
    page = client.get(reverse("comptes:journal"))
    assert [g.titre for g in page.context["navigation_groupes"] if any(lien.courant for lien in g.liens)] == [
        "Administration"
    ]
    assert all(g.ouvert for g in page.context["navigation_groupes"] if any(lien.courant for lien in g.liens))


def test_qui_a_plusieurs_dispositifs_choisit_et_son_choix_est_retenu(client: Client, ici: Any) -> None:
    autre = DispositifFactory(code="autre", nom="Autre dispositif")
    entrer(client, ("PROFESSIONNEL", ici), ("PROFESSIONNEL", autre))
    assert client.get(reverse("portail:accueil")).context["courant"].code == "autre"
    assert client.post(reverse("portail:choisir_dispositif"), {"dispositif": "ici"}).status_code == 302
    assert client.get(reverse("portail:accueil")).context["courant"].code == "ici"
    client.get(reverse("parcours:jeunes", kwargs={"dispositif": "autre"}))
    assert client.get(reverse("portail:accueil")).context["courant"].code == "autre"


def test_on_ne_choisit_pas_un_dispositif_hors_de_sa_portee(client: Client, ici: Any) -> None:
    DispositifFactory(code="ailleurs")
    entrer(client, ("PROFESSIONNEL", ici))
    assert client.post(reverse("portail:choisir_dispositif"), {"dispositif": "ailleurs"}).status_code == 404


def test_qui_ne_vient_que_pour_sa_journee_y_va_tout_droit(client: Client, ici: Any) -> None:
    entrer(client, ("PROFESSIONNEL", ici))
    journee = client.get(reverse("portail:accueil")).url
    assert journee == reverse("agenda:aujourd_hui", kwargs={"dispositif": "ici"})
    for nom, libelle in (("aujourd_hui", "Aujourd'hui"), ("semaine", "Agenda"), ("absences", "Agenda")):
        page = client.get(reverse(f"agenda:{nom}", kwargs={"dispositif": "ici"}))
        assert [lien.libelle for lien in page.context["navigation"] if lien.courant] == [libelle]


def a_faire(client: Client) -> dict[str, list[str]]:
    groupes = client.get(reverse("portail:accueil")).context["a_faire"]
    return {titre: [ligne.acte for ligne in lignes] for titre, lignes in groupes}


def test_la_direction_voit_ce_qui_l_attend_dans_son_dispositif(client: Client, ici: Any) -> None:
    jeune = JeuneFactory()
    hier = timezone.now() - dt.timedelta(days=1)
    passe = {"debut": hier, "fin": hier + dt.timedelta(hours=1), "statut": "PLANIFIE", "jeunes": [jeune]}
    EvenementFactory.create_batch(2, dispositif=ici, **passe)
    EvenementFactory(dispositif=DispositifFactory(), **passe)
    DemandeFactory(dispositif=ici)
    groupes = a_faire(entrer(client, ("DIRECTION", ici)))
    assert groupes["En retard"] == ["Confirmer 2 événements passés"]
    assert groupes["Plus tard"] == ["Répondre à 1 demande en liste d'attente"]


def test_rien_a_faire_se_dit(client: Client, ici: Any) -> None:
    page = entrer(client, ("PROFESSIONNEL", ici), ("PROFESSIONNEL", DispositifFactory())).get(
        reverse("portail:accueil")
    )
    assert "Rien ne vous attend dans ce dispositif" in page.content.decode()


def test_l_accueil_ne_coute_pas_plus_de_requetes_avec_plus_d_evenements(client: Client, ici: Any) -> None:
    """Each context gives its deadlines in a number of queries of its own, whatever there is to do."""
    hier = timezone.now() - dt.timedelta(days=1)
    entrer(client, ("DIRECTION", ici))

    def requetes(evenements: int) -> int:
        for _ in range(evenements):
            EvenementFactory(dispositif=ici, debut=hier, fin=hier + dt.timedelta(hours=1), statut="PLANIFIE")
        with CaptureQueriesContext(connection) as lues:
            client.get(reverse("portail:accueil"))
        return len(lues)

    assert requetes(1) == requetes(20) <= 35


def test_un_trimestre_acheve_attend_son_retour_jusqu_a_sa_transmission(client: Client, ici: Any) -> None:
    passe = trimestre_de(trimestre_de(timezone.localdate()).debut - dt.timedelta(days=1))
    entrer(client, ("DIRECTION", ici))
    assert a_faire(client)["Bientôt"][0].startswith("Valider le retour du ")
    retour = RetourFactory(dispositif=ici, etat="VALIDE", periode=str(passe), regles="aire-2024", arrete=passe.fin)
    assert a_faire(client)["Bientôt"][0].startswith("Transmettre le retour du ")
    RetourTrimestriel.objects.filter(pk=retour.pk).update(etat="TRANSMIS")
    assert "Bientôt" not in a_faire(client)


def test_l_accueil_dit_les_habilitations_qui_finissent_et_les_refus(client: Client, ici: Any) -> None:
    HabilitationFactory(dispositif=ici, fin=timezone.localdate() + dt.timedelta(days=3))
    entrer(client, ("DPO", None))
    client.get(reverse("comptes:ouvrir_compte"))
    reperes = client.get(reverse("portail:accueil")).context["reperes"]
    assert [repere.valeur for repere in reperes] == [1, 1]
    assert all(client.get(repere.url).status_code == 200 for repere in reperes)


def test_l_accueil_sans_habilitation_explique_pourquoi_il_est_vide(client: Client) -> None:
    assert "Rien ne vous attend ici" in entrer(client).get(reverse("portail:accueil")).content.decode()


def chercher(client: Client, q: str) -> dict[str, list[str]]:
    groupes = client.get(reverse("portail:recherche"), {"q": q}).context["groupes"]
    return {groupe.titre: [resultat.libelle for resultat in groupe.resultats] for groupe in groupes}


def test_un_jeune_se_trouve_sans_ses_accents_dans_ses_dispositifs_seulement(client: Client, ici: Any) -> None:
    PhaseFactory(dispositif=ici, jeune=JeuneFactory(prenom="Éloïse", nom="Dupré"))
    PhaseFactory(dispositif=DispositifFactory(), jeune=JeuneFactory(prenom="Éloïse", nom="Dailleurs"))
    entrer(client, ("COORDONNATEUR", ici))
    assert chercher(client, "eloise") == {"Jeunes": ["Éloïse Dupré"]}
    assert chercher(client, "DUPRE elo") == {"Jeunes": ["Éloïse Dupré"]}
    assert not Trace.objects.exists()
    lien = client.get(reverse("portail:recherche"), {"q": "eloise"}).context["groupes"][0].resultats[0].url
    assert client.get(lien).status_code == 200
    assert Trace.objects.filter(nature="LECTURE").count() == 1


@pytest.mark.parametrize("role", ["ARS", "MISSION", "DPO", "ADMINISTRATION"])
def test_qui_ne_voit_pas_les_jeunes_n_en_trouve_aucun(client: Client, ici: Any, role: str) -> None:
    PhaseFactory(dispositif=ici, jeune=JeuneFactory(prenom="Éloïse", nom="Dupré"))
    assert chercher(entrer(client, (role, None)), "eloise") == {}


def test_la_recherche_trouve_professionnels_dispositifs_etablissements_et_pages(client: Client, ici: Any) -> None:
    AffectationFactory(dispositif=ici, professionnel=ProfessionnelFactory(prenom="Zoé", nom="Dupont"))
    EtablissementFactory(nom="IME DICI LES CÈDRES", finess="310000001")
    entrer(client, ("DIRECTION", ici))
    assert chercher(client, "zoe")["Professionnels"] == ["Zoé Dupont"]
    assert chercher(client, "cedres")["Établissements"] == ["IME DICI LES CÈDRES"]
    assert chercher(client, "310000001")["Établissements"] == ["IME DICI LES CÈDRES"]
    assert chercher(client, "ici")["Dispositifs"] == ["Dispositif d'ici"]
    assert chercher(client, "journal")["Pages"] == ["Journal"]
    assert chercher(client, "") == {}


def test_la_recherche_ne_coute_pas_plus_de_requetes_avec_plus_de_lignes(
    client: Client, ici: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        PhaseFactory(dispositif=ici, jeune=JeuneFactory(nom="Dupont"))
        AffectationFactory(dispositif=ici, professionnel=ProfessionnelFactory(nom="Dupont"))
        EtablissementFactory(nom="DUPONT")
    entrer(client, ("DIRECTION", ici))
    with django_assert_max_num_queries(30):
        reponse = client.get(reverse("portail:recherche"), {"q": "dupont"})
    assert {groupe.titre: len(groupe.resultats) for groupe in reponse.context["groupes"]} == {
        "Jeunes": 20,
        "Professionnels": 20,
        "Établissements": 20,
    }


@pytest.mark.parametrize("nom", ["accessibilite", "a_propos"])
def test_les_pages_publiques_s_ouvrent_sans_compte(client: Client, nom: str) -> None:
    assert client.get(reverse(f"portail:{nom}")).status_code == 200


def test_la_sante_se_lit_sans_compte_et_dit_la_panne_de_la_base(client: Client, monkeypatch: Any) -> None:
    assert client.get("/sante/").json() == {"etat": "en service", "base": True}

    class Panne:
        def cursor(self) -> None:
            raise DatabaseError("hors service")

    monkeypatch.setattr(views, "connection", Panne())
    reponse = client.get("/sante/")
    assert (reponse.status_code, reponse.json()["base"]) == (503, False)
