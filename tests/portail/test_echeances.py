"""The one work list: gathers every context installed, filters, sorts, exports; home shows the nearest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.portail.echeances import assemblage
from maillage.portail.echeances.assemblage import FiltresEcheances, lister_echeances, sources
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.domain.echeances import Echeance, EtatEcheance
from maillage.socle.models import Trace
from tests.fabriques import (
    DispositifFactory,
    HabilitationFactory,
    JeuneFactory,
    MembreEquipeFactory,
    PhaseFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db
LE = date(2026, 3, 16)
PAR_ETAT = {"echue": timedelta(days=-3), "proche": timedelta(days=10), "lointaine": timedelta(days=200)}


@pytest.fixture
def ici(db: None) -> Any:
    return DispositifFactory(code="ici", nom="Dispositif d'ici")


@pytest.fixture
def lignes(ici: Any, monkeypatch: pytest.MonkeyPatch) -> list[Echeance]:
    """Three deadlines of two contexts: late for Alba, near for Brume, far for the dispositif itself."""
    alba, brume = JeuneFactory(nom="Alba", prenom="Noa"), JeuneFactory(nom="Brume", prenom="Éli")
    MembreEquipeFactory(jeune=brume, dispositif=ici, referent=True, professionnel__nom="Référentfictif")
    jour = timezone.localdate()
    premieres = [
        Echeance("Notification MDPH", "Faire renouveler pour Noa", jour + PAR_ETAT["echue"], "/a/", alba.pk, "valable"),
        Echeance("Contrat ou DIPC", "Faire signer pour Éli", jour + PAR_ETAT["proche"], "/b/", brume.pk),
    ]
    secondes = [Echeance("Convention", "Suivre la convention cadre", jour + PAR_ETAT["lointaine"], "/c/")]
    monkeypatch.setattr(assemblage, "sources", lambda: (lambda *_, le: list(premieres), lambda *_, le: list(secondes)))
    return [*premieres, *secondes]


def connecter(role: str, dispositif: Any) -> Client:
    utilisateur = UtilisateurFactory()
    HabilitationFactory(utilisateur=utilisateur, role=role, dispositif=dispositif)
    client = Client()
    client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _actes(systeme: ActeurSysteme, ici: Any, **filtres: str) -> list[str]:
    lue = lister_echeances(systeme, ici, FiltresEcheances(**filtres), le=timezone.localdate())
    return [ligne.echeance.acte.split()[-1] for ligne in lue.lignes]


def test_les_contextes_installes_sont_assembles() -> None:
    modules = {source.__module__ for source in sources()}
    assert "maillage.parcours.selectors.echeances" in modules
    assert all(module.endswith(".selectors.echeances") for module in modules)


def test_un_contexte_sans_echeances_est_laisse_de_cote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemblage, "CONTEXTES", ("parcours", "territoire", "inconnu"))
    assert len(assemblage.sources.__wrapped__()) == 1


def test_par_defaut_ce_qui_est_a_traiter_le_plus_ancien_d_abord(
    systeme: ActeurSysteme, ici: Any, lignes: list[Echeance]
) -> None:
    assert _actes(systeme, ici) == ["Noa", "Éli"]
    assert _actes(systeme, ici, tri="-date") == ["Éli", "Noa"]
    assert _actes(systeme, ici, etat="toutes", tri="nature") == ["Éli", "cadre", "Noa"]
    assert _actes(systeme, ici, etat="toutes", tri="jeune") == ["Noa", "Éli", "cadre"]
    assert _actes(systeme, ici, etat="toutes", tri="referent")[0] == "Éli"
    for etat, attendues in (("echues", ["Noa"]), ("proches", ["Éli"]), ("lointaines", ["cadre"])):
        assert _actes(systeme, ici, etat=etat) == attendues


def test_les_filtres_se_combinent_et_les_comptes_disent_chaque_etat(
    systeme: ActeurSysteme, ici: Any, lignes: list[Echeance]
) -> None:
    jour = timezone.localdate()
    lue = lister_echeances(systeme, ici, FiltresEcheances(), le=jour)
    assert lue.comptes == dict.fromkeys(EtatEcheance, 1)
    assert lue.natures == ["Contrat ou DIPC", "Convention", "Notification MDPH"]
    assert [nom for _, nom in lue.jeunes] == ["Alba Noa", "Brume Éli"]
    assert _actes(systeme, ici, nature="Contrat ou DIPC") == ["Éli"]
    assert _actes(systeme, ici, jeune=lue.jeunes[0][0]) == ["Noa"]
    assert _actes(systeme, ici, referent=lue.referents[0]) == ["Éli"]
    assert _actes(systeme, ici, nature="Convention", jeune=lue.jeunes[0][0]) == []


def test_la_page_montre_l_etat_en_mots_et_l_acte(ici: Any, lignes: list[Echeance]) -> None:
    client = connecter("COORDONNATEUR", ici)
    page = client.get(reverse("portail:echeances", args=["ici"])).content.decode()
    for mots in (
        "Échue",
        "Moins de 3 mois",
        "Plus de 3 mois",
        "Faire renouveler pour Noa",
        'href="/b/"',
        "Référentfictif",
    ):
        assert mots in page
    assert "Suivre la convention cadre" not in page
    toutes = client.get(reverse("portail:echeances", args=["ici"]), {"etat": "toutes", "nature": "lune"})
    assert "Aucune échéance ne répond" in toutes.content.decode()
    assert (
        client.get(reverse("portail:echeances", args=["ici"]), {"etat": "x", "tri": "y", "page": "z"}).status_code
        == 200
    )


def test_le_bloc_d_un_jeune_rassemble_tous_les_contextes(
    ici: Any, systeme: ActeurSysteme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part for the page of the young person, a page without scripts; closed to who is not of the team, absent elsewhere."""
    elif_ = MembreEquipeFactory(jeune=JeuneFactory(nom="Alba", prenom="Elif"), dispositif=ici).jeune
    PhaseFactory(jeune=elif_, dispositif=ici)
    demandes: list[int | None] = []

    def source(*_: Any, le: date, jeune_id: int | None = None) -> list[Echeance]:
        demandes.append(jeune_id)
        return [
            Echeance("Projet personnalisé", f"Acte {rang}", le - timedelta(days=9 - rang), "/a/") for rang in range(6)
        ]

    monkeypatch.setattr(assemblage, "sources_d_un_jeune", lambda: (source, source))
    adresse = reverse("portail:echeances_jeune", args=["ici", elif_.identifiant])
    client = connecter("COORDONNATEUR", ici)
    page = client.get(adresse).content.decode()
    bloc = client.get(adresse, headers={"HX-Request": "true"}).content.decode()
    assert demandes == [elif_.pk] * 4
    assert "Échéances d&#x27;Elif Alba" in page or "Échéances d&#x27;Alba Elif" in page
    assert page.count("Acte ") == 12
    assert "<html" not in bloc
    assert "Voir 8 autres échéances" in bloc
    assert connecter("PROFESSIONNEL", ici).get(adresse).status_code == 403
    ailleurs = reverse("portail:echeances_jeune", args=["ici", JeuneFactory().identifiant])
    assert client.get(ailleurs).status_code == 404


def test_les_contextes_d_un_jeune_prennent_sa_cle(ici: Any, systeme: ActeurSysteme) -> None:
    jeune = PhaseFactory(dispositif=ici).jeune
    natures = {echeance.nature for echeance, _ in assemblage.echeances_du_jeune(systeme, ici, jeune.pk, le=LE)}
    assert {"Notification MDPH", "Projet personnalisé"} <= natures
    assert len(assemblage.sources_d_un_jeune()) == len(assemblage.CONTEXTES_D_UN_JEUNE)


def test_l_export_suit_les_filtres_et_se_journalise(ici: Any, lignes: list[Echeance]) -> None:
    client = connecter("COORDONNATEUR", ici)
    adresse = reverse("portail:exporter_echeances", args=["ici", "csv"])
    texte = client.get(adresse, {"etat": "toutes"}).content.decode("utf-8-sig").splitlines()
    assert texte[0] == "État;À faire avant le;Nature;À faire;Jeune;Référent;Précision"
    assert len(texte) == 4
    assert texte[1].startswith("Échue;")
    assert Trace.objects.get(acte="portail.exporter_echeances").details == {"format": "csv", "lignes": 3}
    assert client.get(reverse("portail:exporter_echeances", args=["ici", "pdf"])).status_code == 404


def test_la_liste_vide_enseigne(ici: Any) -> None:
    page = connecter("COORDONNATEUR", ici).get(reverse("portail:echeances", args=["ici"])).content.decode()
    assert "Rien n" in page
    assert "Tout voir" in page


@pytest.mark.parametrize("role", ["ARS", "MISSION", "DPO", "ADMINISTRATION"])
def test_qui_ne_voit_aucun_jeune_n_a_pas_cette_page(role: str, ici: Any) -> None:
    assert connecter(role, None).get(reverse("portail:echeances", args=["ici"])).status_code == 403


def test_l_accueil_montre_les_plus_proches_et_compte_les_autres(
    ici: Any, lignes: list[Echeance], monkeypatch: pytest.MonkeyPatch
) -> None:
    jour = timezone.localdate()
    passees = [Echeance("N", f"Acte {rang}", jour - timedelta(days=rang), f"/{rang}/") for rang in range(1, 6)]
    monkeypatch.setattr(assemblage, "sources", lambda: (lambda *_, le: [*passees, *lignes],))
    groupes = dict(connecter("COORDONNATEUR", ici).get(reverse("portail:accueil")).context["a_faire"])
    retard = [ligne.acte for ligne in groupes["En retard"]]
    assert retard == ["Acte 1", "Acte 2", "Acte 3", "Voir 3 autres échéances passées"]
    assert groupes["En retard"][-1].url == reverse("portail:echeances", args=["ici"]) + "?etat=echues"
    assert [ligne.acte for ligne in groupes["Bientôt"] if "Éli" in ligne.acte] == ["Faire signer pour Éli"]


def test_autant_de_requetes_avec_une_ligne_et_avec_six(
    systeme: ActeurSysteme, ici: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    for nombre in (1, 6):
        jeunes = [MembreEquipeFactory(dispositif=ici, referent=True).jeune for _ in range(nombre)]
        dues = [Echeance("N", "Acte", LE, "/", jeune.pk) for jeune in jeunes]
        monkeypatch.setattr(assemblage, "sources", lambda dues=dues: (lambda *_, le: dues,))
        with django_assert_num_queries(2):
            lister_echeances(systeme, ici, FiltresEcheances(etat="toutes"), le=LE)
