"""A feed read back by two libraries: the same hours as the ledger, clock changes included."""

from __future__ import annotations

import datetime as dt
import io
from zoneinfo import ZoneInfo

import recurring_ical_events
from dateutil.tz import tzical
from icalendar import Calendar

from maillage.echanges.domain.occurrences import OccurrenceDuFlux, titre_neutre
from maillage.echanges.icalendrier import ecrire_ics

PARIS = ZoneInfo("Europe/Paris")
UTC = dt.UTC
MODIFIE = dt.datetime(2026, 1, 5, 8, 30, tzinfo=UTC)


def occurrence(cle: str, debut: dt.datetime, minutes: int = 60, **champs: object) -> OccurrenceDuFlux:
    valeurs = {"version": 3, "modifie_le": MODIFIE, "titre": "Rendez-vous", **champs}
    fin = (debut.astimezone(UTC) + dt.timedelta(minutes=minutes)).astimezone(debut.tzinfo)
    return OccurrenceDuFlux(identifiant=cle, debut=debut, fin=fin, **valeurs)  # type: ignore[arg-type]


def relire(*occurrences: OccurrenceDuFlux) -> dict[str, dict[str, object]]:
    calendrier = Calendar.from_ical(ecrire_ics(occurrences))
    return {str(evenement["UID"]): dict(evenement) for evenement in calendrier.walk("VEVENT")}


JOURS_DE_CHANGEMENT = (
    dt.datetime(2026, 3, 28, 19, tzinfo=PARIS),
    dt.datetime(2026, 3, 29, 1, 30, tzinfo=PARIS),
    dt.datetime(2026, 3, 29, 3, tzinfo=PARIS),
    dt.datetime(2026, 3, 29, 9, tzinfo=PARIS),
    dt.datetime(2026, 10, 24, 19, tzinfo=PARIS),
    dt.datetime(2026, 10, 25, 2, 30, tzinfo=PARIS),
    dt.datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1),
    dt.datetime(2026, 10, 25, 9, tzinfo=PARIS),
)


def test_deux_bibliotheques_relisent_les_memes_instants_aux_changements_d_heure() -> None:
    occurrences = [occurrence(f"E{rang}", debut, 780) for rang, debut in enumerate(JOURS_DE_CHANGEMENT)]
    attendus = {f"{o.identifiant}@maillage": (o.debut.timestamp(), o.fin.timestamp()) for o in occurrences}
    contenu = ecrire_ics(occurrences)
    calendrier = Calendar.from_ical(contenu)
    lus = {str(e["UID"]): (e["DTSTART"].dt.timestamp(), e["DTEND"].dt.timestamp()) for e in calendrier.walk("VEVENT")}
    assert lus == attendus
    developpes = recurring_ical_events.of(Calendar.from_ical(contenu)).between((2026, 1, 1), (2027, 1, 1))
    assert {str(e["UID"]): (e.start.timestamp(), e.end.timestamp()) for e in developpes} == attendus


def test_l_heure_s_ecrit_a_l_horloge_de_paris_et_sans_ambiguite() -> None:
    lignes = ecrire_ics([occurrence("E", debut) for debut in JOURS_DE_CHANGEMENT]).decode().split("\r\n")
    debuts = [ligne for ligne in lignes if ligne.startswith("DTSTART") and "1996" not in ligne]
    assert debuts[5] == "DTSTART;TZID=Europe/Paris:20261025T023000"
    assert debuts[6] == "DTSTART:20261025T013000Z"
    assert {ligne.split(":")[0] for rang, ligne in enumerate(debuts) if rang != 6} == {"DTSTART;TZID=Europe/Paris"}


def test_le_fuseau_ecrit_est_celui_de_paris_heure_par_heure() -> None:
    """Read by a third reader, from the file alone."""
    texte = ecrire_ics([]).decode()
    fuseau = tzical(io.StringIO(texte)).get("Europe/Paris")
    for annee in (1997, 2024, 2026, 2040):
        for mois, jour in ((3, 24), (7, 1), (10, 24), (12, 31)):
            for heures in range(8 * 24):
                local = dt.datetime(annee, mois, jour) + dt.timedelta(hours=heures)
                if local.hour != 2:
                    assert local.replace(tzinfo=fuseau).utcoffset() == local.replace(tzinfo=PARIS).utcoffset(), local


def test_un_evenement_dit_sa_version_et_s_il_est_annule() -> None:
    prevu, annule = dt.datetime(2026, 3, 2, 9, tzinfo=PARIS), dt.datetime(2026, 3, 3, 9, tzinfo=PARIS)
    lus = relire(occurrence("A", prevu), occurrence("B", annule, annulee=True, version=4))
    assert [lus[f"{cle}@maillage"]["SEQUENCE"] for cle in "AB"] == [3, 4]
    assert [str(lus[f"{cle}@maillage"]["STATUS"]) for cle in "AB"] == ["CONFIRMED", "CANCELLED"]
    assert lus["A@maillage"]["LAST-MODIFIED"].dt == MODIFIE  # type: ignore[attr-defined]
    assert "LOCATION" not in lus["A@maillage"]


def test_une_duree_nulle_n_a_pas_de_fin() -> None:
    lus = relire(occurrence("A", dt.datetime(2026, 3, 2, 9, tzinfo=PARIS), 0))
    assert "DTEND" not in lus["A@maillage"]


def test_un_titre_long_ou_piege_se_relit_tel_quel() -> None:
    titre = "Atelier ; « théâtre », \\n BEGIN:VEVENT " + "é" * 80
    lus = relire(occurrence("A", dt.datetime(2026, 3, 2, 9, tzinfo=PARIS), titre=titre, lieu="Gymnase, 2e étage"))
    assert str(lus["A@maillage"]["SUMMARY"]) == titre
    assert str(lus["A@maillage"]["LOCATION"]) == "Gymnase, 2e étage"


def test_un_titre_neutre_ne_dit_ni_soin_ni_lieu_ni_personne() -> None:
    assert {titre_neutre(c) for c in ("DIRECT_JEUNE", "DIRECT_ENTOURAGE", "INDIRECT", "TRANSPORT", "AUTRE")} == {
        "Rendez-vous",
        "Réunion",
        "Trajet",
    }
