"""Whatever the bytes: a file is read, or refused in French; nothing else comes out."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.agenda.imports.domain.annuaire import Annuaire, Personne
from maillage.agenda.imports.domain.colonnes import COLONNES, deviner_colonnes
from maillage.agenda.imports.domain.lignes import Annuaires, LigneBrute, Reglages, analyser_ligne
from maillage.agenda.imports.readers import CSV, TABLEUR, FichierIllisible, deviner_format, lire_tableau
from maillage.agenda.imports.readers.icalendrier import lire_ics

ANNUAIRES = Annuaires(
    jeunes=Annuaire([Personne(1, "J1", "Exemple", "Sacha")], qui="jeune"),
    pros=Annuaire([Personne(1, "P1", "Bois", "Dominique")], qui="professionnel"),
)
NOS_COLONNES = Reglages(colonnes={code: code for code in COLONNES})
morceaux = st.sampled_from(
    [
        *("BEGIN:VEVENT", "END:VEVENT", "UID:a", "UID:b", "SUMMARY:Sacha Exemple", "STATUS:CANCELLED", "DURATION:PT1H"),
        *("DTSTART:20240304T090000", "DTSTART;VALUE=DATE:20240304", "DTEND:20240304T100000Z", "DTEND:20240101T000000"),
        *("DTSTART;TZID=Europe/Paris:20241027T023000", "DTSTART:00010101T000000", "DTSTART:99991231T235959Z"),
        *("RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=DAILY;UNTIL=20240310", "RRULE:", "EXDATE:20240311T090000"),
        *(
            "RECURRENCE-ID:20240311T090000",
            "RDATE:20240305T090000,20240306T090000",
            "ATTENDEE;CN=:x",
            "\x00",
            "é:\ud7ff",
        ),
    ]
)
cellules = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["J1", "Sacha Exemple;P1", "04/03/2024", "9:00", "24:00", "0.5", "45355", "1e400", "90", "ANNULE", "x"]
    ),
)


@given(st.binary(max_size=300))
def test_des_octets_quelconques_sont_lus_ou_refuses(contenu: bytes) -> None:
    with suppress(FichierIllisible):
        format_ = deviner_format(contenu)
        if format_ == CSV:
            tableau = lire_tableau(contenu, format_)
            assert all(ligne.numero > 1 for ligne in tableau.lignes)


@given(st.binary(max_size=200))
def test_un_classeur_abime_est_refuse(suite: bytes) -> None:
    for signature in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with suppress(FichierIllisible):
            lire_tableau(signature + suite, TABLEUR)


@settings(deadline=None)
@given(st.lists(morceaux, max_size=14))
def test_un_agenda_quelconque_est_lu_ou_refuse(lignes: list[str]) -> None:
    texte = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lignes, "END:VEVENT", "END:VCALENDAR"])
    with suppress(FichierIllisible):
        for lu in lire_ics(texte, jusqu_au=dt.date(2024, 12, 31)):
            assert lu.motif or (lu.debut and lu.fin)


@given(st.fixed_dictionaries(dict.fromkeys(COLONNES, cellules)))
def test_une_ligne_quelconque_donne_un_fait_ou_des_erreurs(valeurs: dict[str, str]) -> None:
    fait, erreurs = analyser_ligne(LigneBrute(2, valeurs), NOS_COLONNES, ANNUAIRES)
    assert (fait is None) == bool(erreurs)
    assert fait is None or fait.etat.debut < fait.etat.fin


@given(st.lists(st.text(max_size=20), max_size=12))
def test_deviner_n_emploie_chaque_colonne_qu_une_fois(entetes: list[str]) -> None:
    trouvees = deviner_colonnes(list(dict.fromkeys(entetes)))
    assert len(set(trouvees.values())) == len(trouvees)
