"""Pages to read: day, week, list, événement, absences, series."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from maillage.agenda import services
from maillage.socle.models import NatureTrace, Trace
from tests.fabriques import AbsenceFactory, EvenementFactory, JeuneFactory, PhaseFactory, ProfessionnelFactory

SEMAINE = {"semaine": "2024-W10"}
LUNDI = {"jour": "2024-03-04"}


@pytest.fixture
def atelier(lieu):
    return EvenementFactory(
        dispositif=lieu.dispositif,
        identifiant="E1",
        titre="Atelier cuisine",
        statut="PLANIFIE",
        jeunes=[lieu.sacha, lieu.noa],
        pros=[lieu.pro],
    )


def _texte(reponse) -> str:
    assert reponse.status_code == 200
    return " ".join(reponse.content.decode().split())


def test_la_semaine_s_ouvre_sur_l_agenda_de_la_personne(lieu, connexion, adresse, atelier) -> None:
    EvenementFactory(dispositif=lieu.dispositif, titre="Réunion des autres", pros=[ProfessionnelFactory()])
    page = _texte(connexion().get(adresse("semaine"), SEMAINE))
    assert "<h1>Camille Inventée</h1>" in page
    assert "Atelier cuisine" in page
    assert "2 jeunes" in page
    assert "Réunion des autres" not in page
    assert "semaine=2024-W09" in page
    assert "semaine=2024-W11" in page


def test_un_evenement_se_voit_dans_les_deux_agendas(connexion, adresse, atelier) -> None:
    client = connexion()
    for agenda in ("pro-PRO1", "jeune-NOA", "tous"):
        assert "Atelier cuisine" in _texte(client.get(adresse("semaine"), {**SEMAINE, "agenda": agenda}))


def test_la_presence_notee_change_les_deux_agendas(lieu, systeme, connexion, adresse, atelier) -> None:
    client = connexion()
    reponse = client.post(
        adresse("evenement_presence", "E1"), {"version": 1, "jeune": "NOA", "presence": "ABSENT", "motif": "MALADIE"}
    )
    assert reponse.status_code == 302
    assert "2 jeunes, 1 absent" in _texte(client.get(adresse("semaine"), SEMAINE))
    assert "Absent (maladie)" in _texte(client.get(adresse("semaine_jeune", "NOA"), SEMAINE))


def test_lire_la_semaine_d_un_jeune_est_journalise(lieu, connexion, adresse) -> None:
    client = connexion()
    client.get(adresse("semaine_jeune", "NOA"))
    client.get(adresse("semaine"), {"agenda": "jeune-NOA"})
    assert Trace.objects.filter(nature=NatureTrace.LECTURE, jeune_id=lieu.noa.pk).count() == 2


def test_les_filtres_sont_des_mots_de_l_adresse(lieu, connexion, adresse, atelier) -> None:
    EvenementFactory(dispositif=lieu.dispositif, titre="Déjà fait", pros=[lieu.pro], modalite="PMO")
    client = connexion()
    attendus = {("statut", "A_CONFIRMER"): "Atelier cuisine", ("modalite", "PMO"): "Déjà fait"}
    for (nom, mot), titre in attendus.items():
        page = _texte(client.get(adresse("semaine"), {**SEMAINE, nom: mot}))
        assert titre in page
        assert sum(autre in page for autre in attendus.values()) == 1


def test_un_mot_inconnu_dans_l_adresse_n_empeche_pas_d_ouvrir(connexion, adresse, atelier) -> None:
    client = connexion()
    for parametres in ({"semaine": "2024-W99"}, {"semaine": "hier"}, {**SEMAINE, "categorie": "RIEN"}):
        assert client.get(adresse("semaine"), parametres).status_code == 200
    assert client.get(adresse("aujourd_hui"), {"jour": "demain"}).status_code == 200
    assert client.get(adresse("liste"), {"du": "x", "tri": "couleur", "page": "fin"}).status_code == 200


def test_deux_evenements_d_une_personne_en_meme_temps_sont_signales(lieu, connexion, adresse, atelier) -> None:
    EvenementFactory(dispositif=lieu.dispositif, titre="Réunion", pros=[lieu.pro], identifiant="E2")
    client = connexion()
    assert "Camille Inventée a deux événements en même temps" in _texte(client.get(adresse("semaine"), SEMAINE))
    assert "« Atelier cuisine » et « Réunion »" in _texte(client.get(adresse("evenement", "E2")))


def test_ma_journee_propose_de_confirmer_et_mene_aux_jours_oublies(lieu, connexion, adresse, atelier) -> None:
    AbsenceFactory(jeune=lieu.noa, dispositif=lieu.dispositif)
    page = _texte(connexion().get(adresse("aujourd_hui"), LUNDI))
    assert "Confirmer la journée (1" in page
    assert 'name="absent:E1:SACHA"' in page
    assert 'name="present:E1:NOA"' in page
    assert "?jour=2024-03-04&amp;agenda=pro-PRO1" in page


def test_un_jour_dont_tous_sont_absents_n_est_pas_a_confirmer(lieu, connexion, adresse, atelier) -> None:
    for jeune in (lieu.sacha, lieu.noa):
        AbsenceFactory(jeune=jeune, dispositif=lieu.dispositif)
    client = connexion()
    assert "Jours passés à confirmer" not in _texte(client.get(adresse("aujourd_hui")))
    assert "Sans présent attendu" in _texte(client.get(adresse("evenement", "E1")))


def test_la_page_d_un_evenement_dit_son_histoire(lieu, systeme, connexion, adresse) -> None:
    evenement = services.creer_evenement(systeme, lieu.dispositif, saisie=lieu.saisie()).objet
    services.modifier_evenement(
        systeme,
        lieu.dispositif,
        identifiant=evenement.identifiant,
        saisie=lieu.saisie(titre="Piscine", jeunes=frozenset()),
        version=1,
    )
    page = _texte(connexion().get(adresse("evenement", evenement.identifiant)))
    assert "essais a créé l&#x27;événement." in page
    assert "essais a modifié l&#x27;événement : titre et jeunes." in page


def test_un_doublon_probable_se_voit_et_se_regroupe(lieu, connexion, adresse, atelier) -> None:
    EvenementFactory(
        dispositif=lieu.dispositif, identifiant="E2", titre="Cuisine bis", jeunes=[lieu.noa], pros=[lieu.pro]
    )
    client = connexion()
    assert "Saisi deux fois" in _texte(client.get(adresse("evenement", "E1")))
    assert client.post(adresse("evenement_regrouper", "E1"), {"doublon": "E2"}).status_code == 302
    assert "Annulé" in _texte(client.get(adresse("evenement", "E2")))


def test_la_liste_cherche_trie_et_exporte(lieu, connexion, adresse, atelier) -> None:
    EvenementFactory(dispositif=lieu.dispositif, identifiant="E2", titre="=1+1", pros=[lieu.pro])
    client = connexion()
    periode = {"du": "2024-03-04", "au": "2024-03-05"}
    assert "2 événements" in _texte(client.get(adresse("liste"), periode)).replace("\u202f", " ")
    page = _texte(client.get(adresse("liste"), {**periode, "recherche": "noa cuis", "tri": "-titre"}))
    assert "Atelier cuisine" in page
    assert "=1+1" not in page
    lignes = client.get(adresse("exporter", "csv"), periode).content.decode("utf-8-sig").splitlines()
    assert len(lignes) == 3
    assert ";'=1+1;" in "".join(lignes)
    feuille = load_workbook(io.BytesIO(client.get(adresse("exporter", "xlsx"), periode).content)).active
    assert [cellule.value for cellule in feuille["E"]] == ["Titre", "Atelier cuisine", "=1+1"]
    assert client.get(adresse("exporter", "pdf")).status_code == 404
    assert Trace.objects.filter(acte="agenda.exporter_evenements").count() == 2


def test_les_absences_se_filtrent(lieu, connexion, adresse) -> None:
    AbsenceFactory(jeune=lieu.noa, dispositif=lieu.dispositif)
    AbsenceFactory(jeune=lieu.sacha, dispositif=None, motif="STAGE", fin=None)
    client, toutes = connexion(), {"etat": "toutes"}

    def combien(**filtre: str) -> int:
        return _texte(client.get(adresse("absences"), {**toutes, **filtre})).count('<li class="surface absence')

    assert combien() == 2
    assert combien(jeune="NOA") == combien(motif="MALADIE") == combien(du="2024-03-10") == 1
    assert combien(au="2024-03-03") == 0


def test_les_series_disent_leur_rythme(lieu, systeme, connexion, adresse) -> None:
    serie = services.creer_serie(
        systeme, lieu.dispositif, saisie=lieu.saisie(), regle="FREQ=WEEKLY", jusqu_au=dt.date(2024, 4, 1)
    ).objet
    client = connexion()
    page = _texte(client.get(adresse("series")))
    assert "chaque semaine" in page
    assert "terminée" in page
    assert "Revient chaque semaine" in _texte(client.get(adresse("serie", serie.identifiant)))


@pytest.mark.parametrize("page", ["aujourd_hui", "semaine", "liste", "evenement", "absences", "series"])
def test_le_nombre_de_requetes_ne_suit_pas_le_nombre_de_lignes(page: str, lieu, systeme, connexion, adresse) -> None:
    client = connexion()
    url = adresse(page, "E0") if page == "evenement" else adresse(page)
    periode = {**SEMAINE, **LUNDI, "du": "2024-03-04", "au": "2024-03-05", "agenda": "tous", "etat": "toutes"}

    def semer(rangs: range) -> None:
        for rang in rangs:
            jeunes = [lieu.noa, lieu.sacha, JeuneFactory()]
            PhaseFactory(jeune=jeunes[2], dispositif=lieu.dispositif)
            AbsenceFactory(jeune=jeunes[2], dispositif=lieu.dispositif)
            EvenementFactory(
                dispositif=lieu.dispositif, identifiant=f"E{rang}", statut="PLANIFIE", jeunes=jeunes, pros=[lieu.pro]
            )
            services.creer_serie(
                systeme, lieu.dispositif, saisie=lieu.saisie(), regle="FREQ=WEEKLY", jusqu_au=dt.date(2024, 3, 12)
            )

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(url, periode).status_code == 200
        return len(requetes)

    semer(range(1))
    compter()
    seule = compter()
    semer(range(1, 6))
    assert compter() == seule


@pytest.mark.parametrize("mot", ["0001-01-01", "9999-12-31", "0001-W01", "9999-W52", "2024-W99", "rien"])
def test_une_adresse_absurde_revient_a_aujourd_hui(connexion, adresse, mot: str) -> None:
    client, aujourd_hui = connexion(), timezone.localdate()
    assert client.get(adresse("aujourd_hui"), {"jour": mot}).context["jour"] == aujourd_hui
    assert client.get(adresse("semaine"), {"semaine": mot}).context["est_cette_semaine"]
    for nom, parametre in (
        ("liste", "du"),
        ("absences", "le"),
        ("evenement_creer", "jour"),
        ("fermer_journee", "jour"),
    ):
        assert client.get(adresse(nom), {parametre: mot}).status_code == 200


def test_la_journee_dit_son_annee_quand_ce_n_est_pas_celle_ci(connexion, adresse) -> None:
    client = connexion()
    assert "lundi 4 mars 2024</span>" in _texte(client.get(adresse("aujourd_hui"), LUNDI))
    assert f"{timezone.localdate().year}</span>" not in _texte(client.get(adresse("aujourd_hui")))
