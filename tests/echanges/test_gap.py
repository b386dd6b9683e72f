"""Agendas in the words of the guide GAP: what they say, what they hide, what refuses a faulty bundle."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.agenda.models import Absence, Evenement, Indisponibilite, Reservation, Ressource
from maillage.comptes.selectors import acteur_de
from maillage.echanges.api.fhir import lire_bornes
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.gap import ecriture
from maillage.echanges.domain.gap.controle import controler_agendas
from maillage.echanges.domain.gap.ecriture import ActeurGap, AgendaGap, RendezVousGap
from maillage.echanges.forme import fautes_de_forme
from maillage.echanges.models import JetonApi
from maillage.echanges.selectors import empreinte_du_jeton
from maillage.echanges.services import gap
from maillage.socle.models import Trace
from tests.activite.scene import Scene, semaine_comptee
from tests.conftest import exiger_partage
from tests.echanges.conformite import manquements
from tests.fabriques import HabilitationFactory

SEMAINE = (dt.date(2024, 3, 4), dt.date(2024, 3, 10))
LUNDI = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)
SALLE = ActeurGap("Location", ecriture.AGENDA, "ressource-R1", "Salle bleue")


def lot() -> dict[str, Any]:
    """A room: one appointment of each status, one of no length, and a day of works."""
    une_heure = dt.timedelta(hours=1)
    prevus = [
        RendezVousGap(f"E{rang}", LUNDI, LUNDI + duree, statut, "Réunion")
        for rang, (statut, duree) in enumerate(
            [("PLANIFIE", une_heure), ("REALISE", une_heure), ("ANNULE", une_heure), ("PLANIFIE", 0 * une_heure)]
        )
    ]
    travaux = ((LUNDI + dt.timedelta(days=1), LUNDI + dt.timedelta(days=2)),)
    agenda = AgendaGap("ressource-R1", SALLE, *SEMAINE, tuple(prevus), travaux)
    return ecriture.collection(agenda, le=LUNDI)


def refus(faux: dict[str, Any]) -> list[str]:
    fautes = [*controler_agendas(faux, gap.regles_gap()), *fautes_de_forme(faux)]
    return [faute.chemin for faute in fautes if faute.bloquante]


def test_un_agenda_dit_ses_statuts_et_ses_heures_prises() -> None:
    ressources = [entree["resource"] for entree in lot()["entry"]]
    rendez_vous = [r for r in ressources if r["resourceType"] == "Appointment"]
    assert [r["status"] for r in rendez_vous] == ["booked", "fulfilled", "cancelled", "booked"]
    assert [("slot" in r, "minutesDuration" in r) for r in rendez_vous] == [
        (True, True),
        (True, True),
        (False, True),
        (False, False),
    ]
    assert [r["status"] for r in ressources if r["resourceType"] == "Slot"] == ["busy", "busy", "busy-unavailable"]
    assert refus(lot()) == []


def test_un_agenda_suit_les_profils_publies_du_guide() -> None:
    """The published profiles (GAP 3.0.0), read by a reader that knows nothing of our rules; so do the examples of the guide."""
    officiels = exiger_partage("interop", "structuredefinitions", "official")
    profils = {
        genre: json.loads((officiels / f"StructureDefinition-gap-fr-{genre.lower()}.json").read_text("utf-8"))
        for genre in ("Schedule", "Slot", "Appointment")
    }
    exemples = [
        json.loads(exiger_partage("interop", "examples", f"{genre}-example.json").read_text("utf-8"))
        for genre in ("Schedule", "Slot")
    ]
    for ressource in [*(entree["resource"] for entree in lot()["entry"]), *exemples]:
        profil = profils[ressource["resourceType"]]
        assert manquements(ressource, {"differential": profil["snapshot"]}) == []
        assert ressource["meta"]["profile"] == [profil["url"]]


FAUTES: dict[str, Any] = {
    "statut": lambda e: e[1]["resource"].update(status="toto"),
    "agenda-perdu": lambda e: e[1]["resource"]["schedule"].update(reference="urn:uuid:ailleurs"),
    "sans-acteur": lambda e: e[0]["resource"].pop("actor"),
    "type-interdit": lambda e: e[0]["resource"].update(serviceType=[{"text": "x"}]),
    "acteur-impossible": lambda e: e[0]["resource"]["actor"][0].update(type="Organization"),
    "propriete-inconnue": lambda e: e[1]["resource"].update(couleur="bleu"),
    "fin-avant-debut": lambda e: e[1]["resource"].update(end="2024-03-03T09:00:00+00:00"),
    "sans-heure": lambda e: [e[4]["resource"].pop(champ) for champ in ("start", "end")],
    "sans-participant": lambda e: e[4]["resource"].update(participant=[]),
    "participant-vide": lambda e: e[4]["resource"]["participant"][0].pop("actor"),
    "raison-sans-annulation": lambda e: e[4]["resource"].update(cancelationReason={"text": "x"}),
}


@pytest.mark.parametrize("faute", FAUTES)
def test_un_lot_fautif_est_refuse_et_situe(faute: str) -> None:
    faux = copy.deepcopy(lot())
    FAUTES[faute](faux["entry"])
    assert refus(faux), faute
    assert all(chemin.startswith("Bundle.entry") for chemin in refus(faux))


def test_des_bornes_de_fhir_sont_deux_jours_compris() -> None:
    assert lire_bornes(["ge2024-03-04", "lt2024-03-11"]) == SEMAINE
    assert lire_bornes(["2024-03-04"]) == (SEMAINE[0], SEMAINE[0])
    for fautives in (["ge2024-03-04"], ["ge2024-99-04", "le2024-03-04"], ["gt9999-12-31", "le9999-12-31"]):
        with pytest.raises(ErreurEchange):
            lire_bornes(fautives)


@pytest.fixture
def scene() -> Scene:
    """A week whose événements have titles that must not come out."""
    trouvee = semaine_comptee()
    Evenement.objects.update(titre="Bilan de Sacha", lieu="Hôpital inventé")
    return trouvee


@pytest.mark.django_db
@pytest.mark.une_base
def test_titres_et_noms_ne_sortent_qu_avec_le_droit(scene: Scene) -> None:
    compte = HabilitationFactory(role="PROFESSIONNEL", dispositif=scene.dispositif).utilisateur
    direction = HabilitationFactory(role="DIRECTION", dispositif=scene.dispositif).utilisateur
    mot = f"jeune-{scene.jeunes[0].identifiant}"
    le = timezone.localdate()
    neutre = gap.exporter_agenda(acteur_de(compte, le=le), scene.dispositif, mot, jours=SEMAINE)
    texte = json.dumps(neutre, ensure_ascii=False)
    assert len(neutre["entry"]) == 11
    for secret in ("Sacha", "Hôpital", scene.jeunes[0].nom, scene.jeunes[1].identifiant, scene.professionnel.nom):
        assert secret not in texte
    with pytest.raises(ErreurEchange, match="titres complets"):
        gap.exporter_agenda(acteur_de(compte, le=le), scene.dispositif, mot, jours=SEMAINE, complets=True)
    complet = gap.exporter_agenda(acteur_de(direction, le=le), scene.dispositif, mot, jours=SEMAINE, complets=True)
    texte = json.dumps(complet, ensure_ascii=False)
    assert "Bilan de Sacha" in texte
    assert scene.jeunes[1].identifiant in texte
    assert scene.jeunes[0].nom not in texte.replace("Bilan de Sacha", "")
    assert Trace.objects.filter(acte="echanges.exporter_agenda").count() == 2


@pytest.mark.django_db
@pytest.mark.une_base
def test_une_absence_et_une_salle_arretee_sont_des_heures_indisponibles(scene: Scene) -> None:
    acteur = acteur_de(
        HabilitationFactory(role="DIRECTION", dispositif=scene.dispositif).utilisateur, le=timezone.localdate()
    )
    salle = Ressource.objects.create(dispositif=scene.dispositif, nature="SALLE", nom="Bleue")
    Reservation.objects.create(ressource=salle, evenement=Evenement.objects.order_by("debut")[0])
    Indisponibilite.objects.create(ressource=salle, debut=LUNDI + dt.timedelta(days=2), motif="TRAVAUX")
    Absence.objects.create(
        jeune=scene.jeunes[0],
        dispositif=scene.dispositif,
        debut=LUNDI,
        fin=LUNDI + dt.timedelta(days=1),
        motif="FUGUE",
    )
    for mot, rendez_vous in ((f"ressource-{salle.identifiant}", 1), (f"jeune-{scene.jeunes[0].identifiant}", 5)):
        agenda = gap.agenda_gap(acteur, scene.dispositif, mot, jours=SEMAINE)
        assert (len(agenda.rendez_vous), len(agenda.indisponibles)) == (rendez_vous, 1)
        assert "FUGUE" not in json.dumps(ecriture.collection(agenda, le=LUNDI))


@pytest.mark.django_db
@pytest.mark.une_base
def test_l_api_cherche_par_page_et_refuse_en_fhir(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    direction = HabilitationFactory(role="DIRECTION", dispositif=scene.dispositif).utilisateur
    JetonApi.objects.create(
        empreinte=empreinte_du_jeton("mlg_g"),
        utilisateur=direction,
        nom="essai",
        portee=["agenda:LECTURE"],
        expire_le=timezone.localdate(),
    )
    appel, code = Client(headers={"Authorization": "Bearer mlg_g"}), scene.dispositif.code
    monkeypatch.setattr("maillage.echanges.api.fhir.PAR_PAGE", 3)
    mot = f"jeune-{scene.jeunes[0].identifiant}"
    chemin = reverse("api:fhir_appointment", args=[code])
    voulu = {"actor": mot, "date": ["ge2024-03-04", "le2024-03-10"]}
    premiere = appel.get(chemin, voulu)
    assert premiere["Content-Type"] == "application/fhir+json"
    lue = premiere.json()
    assert (lue["type"], lue["total"], len(lue["entry"])) == ("searchset", 5, 3 + 3 + 1)
    suite = next(lien["url"] for lien in lue["link"] if lien["relation"] == "next")
    assert len(appel.get(suite[suite.index("/api") :]).json()["entry"]) == 2 + 2 + 1
    assert (
        appel.get(reverse("api:fhir_slot", args=[code]), {"schedule": mot, "start": voulu["date"]}).json()["total"] == 5
    )
    assert mot in appel.get(reverse("api:fhir_schedule", args=[code])).content.decode()
    for refuse, statut in (
        ({**voulu, "actor": "jeune-INCONNU"}, 404),
        ({**voulu, "date": ["ge2024-03-04", "le2025-03-10"]}, 400),
        ({**voulu, "titres": "true"}, 400),
    ):
        reponse = appel.get(chemin, refuse)
        assert (reponse.status_code, reponse.json()["resourceType"]) == (statut, "OperationOutcome")


@pytest.mark.django_db
@pytest.mark.une_base
def test_la_page_donne_le_lot_ou_dit_le_champ(scene: Scene, client: Client) -> None:
    client.force_login(HabilitationFactory(role="PROFESSIONNEL", dispositif=scene.dispositif).utilisateur)
    page = reverse("echanges:gap", args=[scene.dispositif.code])
    assert client.get(page).status_code == 200
    voulu = {"agenda": f"pro-{scene.professionnel.identifiant}", "debut": "2024-03-04", "fin": "2024-03-10"}
    lu = client.get(page, voulu)
    assert (lu["Content-Type"], len(lu.json()["entry"])) == ("application/fhir+json", 11)
    refuse = client.get(page, {**voulu, "fin": "2025-03-10"})
    assert (refuse.status_code, "93 jours au plus" in refuse.content.decode()) == (422, True)
