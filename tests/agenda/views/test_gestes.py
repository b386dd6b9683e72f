"""Forms and one-button acts: what they write, what they refuse, what they show."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from maillage.agenda.models import Absence, Evenement, ParticipationJeune, Serie
from tests.fabriques import AbsenceFactory, EvenementFactory

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


def _formulaire(lieu, **champs: object) -> dict[str, object]:
    return {
        "titre": "Piscine",
        "jour": "2024-03-04",
        "debut": "09:00",
        "fin": "11:00",
        "categorie": "DIRECT_JEUNE",
        "modalite": "AJ",
        "jeunes": [lieu.noa.pk],
        "pros": [lieu.pro.pk],
        **champs,
    }


def _page(reponse) -> str:
    return " ".join(reponse.content.decode().split())


def _adresse_d_annulation(reponse) -> str:
    return re.search(r'action="([^"]*/defaire/[^"]+)"', reponse.content.decode()).group(1)


def test_confirmer_la_journee_en_cochant_un_absent_puis_annuler(connexion, adresse, atelier) -> None:
    client = connexion()
    envoi = {**LUNDI, "agenda": "pro-PRO1", "version:E1": "1", "absent:E1:NOA": "on", "motif:E1:NOA": "FAMILLE"}
    reponse = client.post(adresse("confirmer_journee"), {**envoi, "preavis:E1:NOA": "1,5"}, follow=True)
    assert "1 événement confirmé" in _page(reponse).replace("\u202f", " ")
    assert dict(ParticipationJeune.objects.values_list("jeune__identifiant", "presence")) == {
        "SACHA": "PRESENT",
        "NOA": "ABSENT",
    }
    assert Absence.objects.get().motif == "FAMILLE"
    client.post(_adresse_d_annulation(reponse))
    atelier.refresh_from_db()
    assert atelier.statut == "PLANIFIE"
    assert not Absence.objects.exists()


def test_confirmer_une_page_perimee_laisse_l_evenement_et_le_dit(connexion, adresse, atelier) -> None:
    Evenement.objects.update(version=2)
    reponse = connexion().post(
        adresse("confirmer_journee"), {**LUNDI, "agenda": "pro-PRO1", "version:E1": "1"}, follow=True
    )
    assert "Modifié entre-temps, laissé tel quel : « Atelier cuisine »" in _page(reponse)
    atelier.refresh_from_db()
    assert atelier.statut == "PLANIFIE"


def test_confirmer_un_seul_evenement_avec_ses_absents(connexion, adresse, atelier) -> None:
    envoi = {"version:E1": "1", "absent:E1:NOA": "on", "suite": adresse("aujourd_hui")}
    reponse = connexion().post(adresse("evenement_confirmer", "E1"), envoi)
    assert reponse.url == adresse("aujourd_hui")
    assert ParticipationJeune.objects.get(jeune__identifiant="NOA").presence == "ABSENT"


def test_une_suite_vers_un_autre_site_est_ignoree(connexion, adresse, atelier) -> None:
    envoi = {"version": "1", "suite": "https://ailleurs.test/"}
    reponse = connexion().post(adresse("evenement_annuler", "E1"), envoi)
    assert reponse.url == adresse("evenement", "E1")


def test_creer_une_nuit(lieu, connexion, adresse) -> None:
    connexion().post(adresse("evenement_creer"), _formulaire(lieu, debut="19:00", fin="08:00", jour="2024-03-30"))
    nuit = Evenement.objects.get()
    assert nuit.fin - nuit.debut == dt.timedelta(hours=12)


def test_creer_une_serie(lieu, connexion, adresse) -> None:
    connexion().post(
        adresse("evenement_creer"),
        _formulaire(lieu, repetition="HEBDOMADAIRE", jours=["0", "3"], jusqu_au="2024-03-14"),
    )
    assert Serie.objects.get().regle == "FREQ=WEEKLY;BYDAY=MO,TH"
    assert Evenement.objects.count() == 4


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"jour": ""}, "Ce champ est obligatoire"),
        ({"jour": "2024-03-31", "debut": "02:30", "fin": "04:00"}, "existe pas le dimanche 31 mars 2024"),
        ({"repetition": "HEBDOMADAIRE"}, "Indiquez le dernier jour de la série"),
        ({"repetition": "HEBDOMADAIRE", "jusqu_au": "2024-01-01"}, "avant d&#x27;avoir commencé"),
        ({"jour_fin": "2024-06-01"}, "31 jours au plus"),
        ({"jeunes": ["999999"]}, "en fait pas partie"),
    ],
)
def test_un_formulaire_faux_revient_avec_sa_raison(champs, message, lieu, connexion, adresse) -> None:
    reponse = connexion().post(adresse("evenement_creer"), _formulaire(lieu, **champs))
    assert reponse.status_code == 422
    assert message in _page(reponse)
    assert "Piscine" in _page(reponse)
    assert not Evenement.objects.exists()


def test_le_second_formulaire_voit_les_deux_etats_puis_choisit(lieu, connexion, adresse, atelier) -> None:
    client = connexion()
    client.post(adresse("evenement_modifier", "E1"), _formulaire(lieu, titre="Vélo", version=1))
    refus = client.post(adresse("evenement_modifier", "E1"), _formulaire(lieu, titre="Cirque", version=1))
    page = _page(refus)
    assert refus.status_code == 409
    assert "<td>Vélo</td><td>Cirque</td>" in page
    assert Evenement.objects.get().titre == "Vélo"
    assert '<input type="hidden" name="version" value="2">' in page
    client.post(adresse("evenement_modifier", "E1"), _formulaire(lieu, titre="Cirque", version=2))
    assert Evenement.objects.get().titre == "Cirque"


def test_un_bouton_sur_une_page_perimee_montre_l_etat_enregistre(connexion, adresse, atelier) -> None:
    client = connexion()
    client.post(adresse("evenement_annuler", "E1"), {"version": "1"})
    refus = client.post(adresse("evenement_annuler", "E1"), {"version": "1"})
    assert refus.status_code == 409
    assert "Enregistré maintenant" in _page(refus)


def test_un_geste_refuse_dit_pourquoi(connexion, adresse, atelier) -> None:
    client = connexion()
    client.post(adresse("evenement_annuler", "E1"), {"version": "1"})
    assert "rétablissez-le avant" in _page(client.post(adresse("evenement_confirmer", "E1"), {}, follow=True))
    faux = client.post(
        adresse("evenement_presence", "E1"), {"version": "2", "jeune": "NOA", "presence": "X"}, follow=True
    )
    assert "Présence" in _page(faux)
    assert client.post(adresse("evenement_modalite", "E1"), {"version": "2", "modalite": "AN"}).status_code == 302
    assert client.post(adresse("evenement_modalite", "E1"), {"modalite": "AN"}).status_code == 302
    assert client.post(adresse("evenement_retablir", "E1"), {"version": "3"}).status_code == 302
    assert client.post(adresse("evenement_annuler", "INCONNU")).status_code == 404
    assert client.post(adresse("defaire", "INCONNU"), follow=True).status_code == 200
    atelier.refresh_from_db()
    assert (atelier.statut, atelier.modalite) == ("PLANIFIE", "AN")


def test_fermer_copier_et_arreter(lieu, connexion, adresse, atelier) -> None:
    client = connexion()
    copie = {"source": "2024-03-06", "cible": "2024-03-13", "agenda": "pro-PRO1"}
    assert "semaine=2024-W11" in client.post(adresse("dupliquer_semaine"), copie).url
    assert client.post(adresse("dupliquer_semaine"), {**copie, "cible": "2024-03-04"}).status_code == 422
    client.post(adresse("fermer_journee"), {**LUNDI, "motif": "PONT", "unite": ""})
    assert list(Evenement.objects.order_by("debut").values_list("statut", flat=True)) == ["ANNULE", "PLANIFIE"]
    assert client.post(adresse("fermer_journee"), {**LUNDI, "motif": "SIESTE"}).status_code == 422
    client.post(
        adresse("evenement_creer"),
        _formulaire(lieu, debut="14:00", fin="15:00", repetition="HEBDOMADAIRE", jusqu_au="2024-03-25"),
    )
    serie = Serie.objects.get().identifiant
    assert client.post(adresse("serie", serie), {"dernier_jour": "2024-03-11"}).status_code == 302
    assert client.post(adresse("serie", serie), {"dernier_jour": ""}).status_code == 422
    assert Serie.objects.get().evenements.count() == 2


def test_une_absence_s_ecrit_se_corrige_et_se_supprime(lieu, connexion, adresse) -> None:
    client = connexion()
    champs = {"jeune": lieu.noa.pk, "motif": "MALADIE", "debut": "2024-03-04", "fin": "2024-03-05"}
    client.post(adresse("absence_declarer"), champs)
    absence = Absence.objects.get()
    assert absence.fin - absence.debut == dt.timedelta(days=2)
    page = _page(client.get(adresse("absence_modifier", absence.pk)))
    assert 'value="2024-03-05"' in page
    client.post(adresse("absence_modifier", absence.pk), {**champs, "heure_fin": "12:00", "version": 1})
    refus = client.post(adresse("absence_modifier", absence.pk), {**champs, "version": 1})
    assert refus.status_code == 422
    assert "entre-temps" in _page(refus)
    client.post(adresse("absence_supprimer", absence.pk), {"version": 2})
    assert not Absence.objects.exists()
    assert client.post(adresse("absence_declarer"), {**champs, "fin": "2024-03-01"}).status_code == 422


def test_une_absence_sans_fin_se_relit(lieu, connexion, adresse) -> None:
    absence = AbsenceFactory(jeune=lieu.noa, dispositif=None, fin=None)
    page = _page(connexion().get(adresse("absence_modifier", absence.pk)))
    assert 'name="fin" value' not in page
    assert "checked" in page


def test_changer_une_date_et_les_suivantes(lieu, connexion, adresse) -> None:
    client = connexion()
    recurrence = {"repetition": "HEBDOMADAIRE", "jusqu_au": "2024-03-25"}
    client.post(adresse("evenement_creer"), _formulaire(lieu, **recurrence))
    deuxieme = Evenement.objects.order_by("debut")[1].identifiant
    page = _page(client.get(adresse("evenement_modifier", deuxieme)))
    assert "Cette date et les suivantes" in page
    champs = _formulaire(lieu, jour="2024-03-11", titre="Vélo", portee="SUIVANTES", version=1)
    client.post(adresse("evenement_modifier", deuxieme), champs)
    assert list(Evenement.objects.order_by("debut").values_list("titre", flat=True)) == ["Piscine", *["Vélo"] * 3]
    assert Serie.objects.count() == 2


@pytest.mark.parametrize("annee", ["1826", "2250", "0001"])
def test_une_annee_impossible_est_refusee_a_cote_du_jour(connexion, adresse, lieu, annee: str) -> None:
    reponse = connexion().post(adresse("evenement_creer"), _formulaire(lieu, jour=f"{annee}-03-04"))
    assert reponse.context["form"].errors == {"jour": ["L'année doit être entre 1996 et 2199."]}
    assert not Evenement.objects.exists()


def test_un_evenement_avec_le_jeune_a_au_moins_un_jeune(connexion, adresse, lieu) -> None:
    client = connexion()
    reponse = client.post(adresse("evenement_creer"), _formulaire(lieu, jeunes=[]))
    assert reponse.context["form"].errors == {
        "jeunes": ["Choisissez au moins un jeune, un groupe, ou une autre catégorie."]
    }
    client.post(adresse("evenement_creer"), _formulaire(lieu, jeunes=[], categorie="INDIRECT", modalite=""))
    assert Evenement.objects.get().categorie == "INDIRECT"
