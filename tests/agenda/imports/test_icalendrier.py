"""iCalendar: recurrences, exceptions, time zones, clock changes, whole days, cancelled and broken events."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.agenda.domain.heures import vers_local
from maillage.agenda.imports.readers import FichierIllisible
from maillage.agenda.imports.readers.icalendrier import lire_ics
from maillage.agenda.imports.readers.texte import decoder
from maillage.agenda.models import Evenement, LigneLot
from tests.agenda.imports.outils import Monde, comptes, creer_monde, faits, importer
from tests.conftest import exiger_partage

JUSQU_AU = dt.date(2024, 12, 31)
PROPRIETAIRE = {"proprietaire": {"type": "professionnel", "identifiant": "P1"}}


def vevent(*lignes: str, uid: str = "serie@exemple.test") -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lignes, "END:VEVENT"))


def agenda(*evenements: str, reste: str = "") -> str:
    return "\r\n".join(filter(None, ("BEGIN:VCALENDAR", "VERSION:2.0", reste, *evenements, "END:VCALENDAR", "")))


HEBDO = (
    "DTSTART;TZID=Europe/Paris:20240304T090000",
    "DTEND;TZID=Europe/Paris:20240304T103000",
    "RRULE:FREQ=WEEKLY;UNTIL=20240422T215959Z",
    "EXDATE;TZID=Europe/Paris:20240311T090000",
    "SUMMARY:Atelier bois",
)
DEPLACEE = (
    "RECURRENCE-ID;TZID=Europe/Paris:20240318T090000",
    "DTSTART;TZID=Europe/Paris:20240319T140000",
    "DTEND;TZID=Europe/Paris:20240319T150000",
    "SUMMARY:Atelier déplacé",
)
ANNULEE = (
    "RECURRENCE-ID;TZID=Europe/Paris:20240325T090000",
    "DTSTART;TZID=Europe/Paris:20240325T090000",
    "DTEND;TZID=Europe/Paris:20240325T103000",
    "STATUS:CANCELLED",
)


def debuts(texte: str) -> list[str]:
    lus = lire_ics(texte, jusqu_au=JUSQU_AU)
    return [vers_local(lu.debut).isoformat(timespec="minutes") for lu in lus if lu.debut]


def test_une_serie_garde_son_heure_au_changement_d_heure_et_suit_ses_exceptions() -> None:
    texte = agenda(vevent(*HEBDO), vevent(*DEPLACEE), vevent(*ANNULEE))
    assert sorted(debuts(texte)) == [
        "2024-03-04T09:00",
        "2024-03-19T14:00",
        "2024-03-25T09:00",
        "2024-04-01T09:00",
        "2024-04-08T09:00",
        "2024-04-15T09:00",
        "2024-04-22T09:00",
    ]
    lus = {vers_local(lu.debut).date(): lu for lu in lire_ics(texte, jusqu_au=JUSQU_AU) if lu.debut}
    assert lus[dt.date(2024, 3, 25)].statut == "CANCELLED"
    assert lus[dt.date(2024, 3, 19)].champs["SUMMARY"] == "Atelier déplacé"


def test_les_heures_flottantes_utc_et_d_ailleurs_deviennent_celles_de_paris() -> None:
    texte = agenda(
        vevent("DTSTART:20240331T030000", "DTEND:20240331T040000", uid="flottant"),
        vevent("DTSTART:20240704T070000Z", "DTEND:20240704T080000Z", uid="utc"),
        vevent("DTSTART;TZID=America/New_York:20240705T030000", "DURATION:PT45M", uid="ailleurs"),
        vevent("DTSTART;TZID=Romance Standard Time:20241027T023000", "DURATION:PT1H", uid="windows"),
    )
    assert debuts(texte) == ["2024-03-31T03:00", "2024-07-04T09:00", "2024-07-05T09:00", "2024-10-27T02:30"]


def test_une_nuit_de_changement_d_heure_dure_son_temps_reel() -> None:
    nuits = ("20240330T190000", "20240331T080000"), ("20241026T190000", "20241027T080000")
    texte = agenda(*(vevent(f"DTSTART:{debut}", f"DTEND:{fin}", uid=debut) for debut, fin in nuits))
    lus = lire_ics(texte, jusqu_au=JUSQU_AU)
    assert [(lu.fin - lu.debut).total_seconds() / 60 for lu in lus if lu.debut and lu.fin] == [720, 840]


def test_un_fuseau_defini_par_le_fichier_est_suivi() -> None:
    fuseau = "\r\n".join(
        (
            "BEGIN:VTIMEZONE",
            "TZID:Fuseau-invente",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0500",
            "TZOFFSETTO:+0500",
            "END:STANDARD",
            "END:VTIMEZONE",
        )
    )
    texte = agenda(vevent("DTSTART;TZID=Fuseau-invente:20240304T130000", "DURATION:PT1H"), reste=fuseau)
    assert debuts(texte) == ["2024-03-04T09:00"]


def test_un_evenement_casse_ne_gene_pas_les_autres_et_dit_sa_ligne() -> None:
    texte = agenda(
        vevent("DTSTART:2024x304T090000", uid="a"),
        vevent("SUMMARY:sans début", uid="b"),
        vevent("DTSTART:20240304T090000", "RRULE:FREQ=SOUVENT", uid="c"),
        vevent("DTSTART:20240304T090000", "DURATION:PT1H", "RRULE:FREQ=SECONDLY", uid="d"),
        vevent(
            "DTSTART:20240304T090000", "RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=" + ",".join(map(str, range(60))), uid="g"
        ),
        vevent("DTSTART;TZID=Nulle/Part:20240304T090000", "DURATION:PT1H", uid="e"),
        vevent("DTSTART:20240304T090000", "DURATION:PT1H", uid="f"),
    )
    lus = lire_ics(texte, jusqu_au=JUSQU_AU)
    assert [bool(lu.motif) for lu in lus] == [True, True, True, True, True, True, False]
    assert [lu.numero for lu in lus][:3] == [3, 7, 11]


def test_deux_occurrences_le_meme_jour_ont_deux_references() -> None:
    texte = agenda(
        vevent("DTSTART:20240304T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2;BYHOUR=9,14", uid="deux")
    )
    assert [lu.uid for lu in lire_ics(texte, jusqu_au=JUSQU_AU)] == ["deux", "deux#2"]


def test_une_serie_sans_fin_s_arrete_a_la_date_choisie() -> None:
    texte = agenda(vevent("DTSTART:20241202T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"))
    assert len(lire_ics(texte, jusqu_au=JUSQU_AU)) == 5


def test_un_agenda_sans_evenement_est_refuse() -> None:
    with pytest.raises(FichierIllisible):
        lire_ics(agenda(), jusqu_au=JUSQU_AU)


@pytest.mark.parametrize("nom", ["examens-2026.ics", "parcoursup-2026.ics", "vacances-toutes-zones.ics"])
def test_les_calendriers_publics_se_lisent_en_entier(nom: str) -> None:
    texte = decoder(exiger_partage("data", "calendriers", nom).read_bytes())
    lus = lire_ics(texte, jusqu_au=dt.date(2030, 1, 1))
    assert len(lus) == texte.count("BEGIN:VEVENT")
    assert all(lu.jours and not lu.motif for lu in lus)


def en_base(monde: Monde, texte: str, **reglages: object) -> tuple[int, ...]:
    return comptes(importer(monde, texte.encode(), nom="agenda.ics", source="agenda de Camille", **reglages))


@pytest.mark.django_db
def test_les_regles_donnent_categorie_modalite_lieu_et_personnes() -> None:
    monde = creer_monde()
    texte = agenda(
        vevent("DTSTART:20240304T090000", "DURATION:PT1H", "SUMMARY:Réunion de synthèse Noé Inventé", uid="a"),
        vevent("DTSTART:20240304T110000", "DURATION:PT1H", "SUMMARY:Sacha", "LOCATION:Collège du Pré", uid="b"),
        vevent(
            "DTSTART:20240304T140000",
            "DURATION:PT1H",
            "SUMMARY:Internat",
            "ATTENDEE;CN=Exemple Sacha:mailto:s@exemple.test",
            "ATTENDEE;CN=Dominique Bois:mailto:d@exemple.test",
            uid="c",
        ),
    )
    assert en_base(monde, texte, **PROPRIETAIRE) == (3, 0, 0, 0, 0)
    a, b, c = faits()
    assert (a[4], a[-2], a[-1]) == ("INDIRECT", [("J2", "", "None")], ["P1"])
    assert (b[4], b[6], b[7], b[-2]) == ("DIRECT_JEUNE", "ECOLE", "Collège du Pré", [])
    assert (c[5], c[-2], c[-1]) == ("AN", [("J1", "", "None")], ["P1", "P2"])


@pytest.mark.django_db
def test_le_meme_agenda_deux_fois_ne_change_rien_et_ses_exceptions_suivantes_annulent() -> None:
    monde = creer_monde()
    assert en_base(monde, agenda(vevent(*HEBDO)), **PROPRIETAIRE) == (7, 0, 0, 0, 0)
    assert en_base(monde, agenda(vevent(*HEBDO)), **PROPRIETAIRE) == (0, 0, 0, 7, 0)
    suivant = agenda(vevent(*HEBDO), vevent(*DEPLACEE), vevent(*ANNULEE))
    assert en_base(monde, suivant, **PROPRIETAIRE) == (1, 0, 2, 5, 0)
    annules = Evenement.objects.filter(statut="ANNULE").order_by("debut")
    assert [vers_local(e.debut).date().isoformat() for e in annules] == ["2024-03-18", "2024-03-25"]
    assert en_base(monde, suivant, **PROPRIETAIRE) == (0, 0, 0, 7, 0)


@pytest.mark.django_db
def test_les_journees_entieres_prennent_des_heures_ou_restent_de_cote() -> None:
    monde = creer_monde()
    texte = agenda(vevent("DTSTART;VALUE=DATE:20240330", "DTEND;VALUE=DATE:20240402", "SUMMARY:Camp"))
    assert en_base(monde, texte, **PROPRIETAIRE) == (3, 0, 0, 0, 0)
    assert [fait[0] for fait in faits()] == [
        f"2024-{jour}:00+00:00" for jour in ("03-30T08:00", "03-31T07:00", "04-01T07:00")
    ]
    lot = importer(monde, texte.encode(), source="autre", journee=[], **PROPRIETAIRE)
    assert (comptes(lot), lot.compte_rendu["journees_laissees"]) == ((0, 0, 0, 0, 0), 1)


@pytest.mark.django_db
def test_un_evenement_sans_personne_ou_trop_long_est_une_erreur_de_ligne() -> None:
    monde = creer_monde()
    texte = agenda(
        vevent("DTSTART:20240304T090000", "DURATION:PT1H", "SUMMARY:Personne", uid="a"),
        vevent("DTSTART:20240304T090000", "DURATION:P40D", "SUMMARY:Sacha Exemple", uid="b"),
        vevent("DTSTART:20240304T090000", "SUMMARY:Sacha Exemple", uid="c"),
    )
    assert en_base(monde, texte) == (0, 0, 0, 0, 3)
    assert [ligne.erreurs[0]["colonne"] for ligne in LigneLot.objects.all()] == ["SUMMARY", "DTEND", "DTEND"]


@pytest.mark.django_db
def test_les_calendriers_publics_entrent_et_ne_changent_rien_la_seconde_fois() -> None:
    monde = creer_monde()
    texte = decoder(exiger_partage("data", "calendriers", "examens-2026.ics").read_bytes())
    ajouts, *reste = en_base(monde, texte, **PROPRIETAIRE)
    assert ajouts >= texte.count("BEGIN:VEVENT")
    assert reste == [0, 0, 0, 0]
    assert en_base(monde, texte, **PROPRIETAIRE) == (0, 0, 0, ajouts, 0)
