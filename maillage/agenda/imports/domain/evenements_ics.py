"""An occurrence of an iCalendar file, and the rules, as data, that make it an événement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from maillage.agenda.imports.domain import colonnes as c
from maillage.agenda.imports.domain.etat import Etat
from maillage.agenda.imports.domain.lignes import (
    LIGNE_ENTIERE,
    LONGUEURS,
    Annuaires,
    Erreur,
    Fait,
    cle_de_contenu,
    reference_courte,
)
from maillage.agenda.imports.domain.texte import normaliser, separer
from maillage.agenda.imports.domain.valeurs import ValeurInvalide, exiger_longueur, lire_heure, local_vers_instant

CHAMPS = ("SUMMARY", "CATEGORIES", "LOCATION", "DESCRIPTION", "ATTENDEE", "ORGANIZER")
CHAMPS_DES_NOMS = ("SUMMARY", "DESCRIPTION", "ATTENDEE")
STATUTS = {"CANCELLED": "ANNULE"}
COLONNES_DES_REGLES = (c.CATEGORIE, c.MODALITE, c.LIEU_TYPE, c.STATUT)


@dataclass(frozen=True)
class EvenementIcs:
    """One occurrence. `numero` is the physical line of its VEVENT; `jours` its first and last date when it lasts whole days.

    `entier`: the file holds the whole series, so that an occurrence it no longer gives is gone.
    """

    numero: int
    uid: str = ""
    debut: datetime | None = None
    fin: datetime | None = None
    jours: tuple[date, date] | tuple[()] = ()
    statut: str = ""
    champs: Mapping[str, str] = field(default_factory=dict)
    motif: str = ""
    entier: bool = False

    def avec_rang(self, rang: int) -> EvenementIcs:
        """The second occurrence of one UID on one date, and the next ones, have a reference of their own."""
        return self if rang == 1 or not self.uid else replace(self, uid=f"{self.uid}#{rang}")


@dataclass(frozen=True)
class Regle:
    """When the text of `champ` holds the words `contient`, our `colonne` is `valeur`. The first rule that fits wins for its column."""

    champ: str
    contient: str
    colonne: str
    valeur: str

    def convient(self, textes: Mapping[str, str]) -> bool:
        return f" {normaliser(self.contient)} " in f" {textes.get(self.champ, '')} "


REGLES_INITIALES: tuple[Regle, ...] = (
    Regle("SUMMARY", "réunion", c.CATEGORIE, "INDIRECT"),
    Regle("SUMMARY", "synthèse", c.CATEGORIE, "INDIRECT"),
    Regle("SUMMARY", "préparation", c.CATEGORIE, "INDIRECT"),
    Regle("SUMMARY", "parents", c.CATEGORIE, "DIRECT_ENTOURAGE"),
    Regle("SUMMARY", "famille", c.CATEGORIE, "DIRECT_ENTOURAGE"),
    Regle("SUMMARY", "transport", c.CATEGORIE, "TRANSPORT"),
    Regle("SUMMARY", "trajet", c.CATEGORIE, "TRANSPORT"),
    Regle("SUMMARY", "internat", c.MODALITE, "AN"),
    Regle("SUMMARY", "accueil de jour", c.MODALITE, "AJ"),
    Regle("LOCATION", "école", c.LIEU_TYPE, "ECOLE"),
    Regle("LOCATION", "collège", c.LIEU_TYPE, "ECOLE"),
    Regle("LOCATION", "lycée", c.LIEU_TYPE, "ECOLE"),
    Regle("LOCATION", "domicile", c.LIEU_TYPE, "DOMICILE"),
    Regle("LOCATION", "internat", c.LIEU_TYPE, "INTERNAT"),
    Regle("LOCATION", "visio", c.LIEU_TYPE, "TELEPHONE"),
)


@dataclass(frozen=True)
class ReglagesIcs:
    """Whose calendar it is, the rules, the defaults, and the hours given to whole days (empty: whole days are left aside)."""

    jeune: int | None = None
    professionnel: int | None = None
    regles: Sequence[Regle] = REGLES_INITIALES
    defauts: Mapping[str, str] = field(default_factory=lambda: {c.CATEGORIE: "DIRECT_JEUNE", c.STATUT: "PLANIFIE"})
    journee: tuple[str, str] | tuple[()] = ("09:00", "16:30")


def deplier_journees(lus: Sequence[EvenementIcs], reglages: ReglagesIcs) -> list[EvenementIcs]:
    """Replace each occurrence of whole days by one occurrence a day, at the hours of the setting, or leave it aside."""
    return [jour for lu in lus for jour in (_jours(lu, reglages) if lu.jours else (lu,))]


def _jours(lu: EvenementIcs, reglages: ReglagesIcs) -> Iterator[EvenementIcs]:
    if not reglages.journee or not lu.jours:
        return
    premier, dernier = lu.jours
    heures = [lire_heure(heure) for heure in reglages.journee]
    for rang in range((dernier - premier).days + 1):
        minuit = datetime.combine(premier + timedelta(days=rang), time())
        debut, fin = (local_vers_instant(minuit + heure) for heure in heures)
        yield replace(lu, debut=debut, fin=fin, jours=())


def analyser_evenement(
    lu: EvenementIcs, rang: int, reglages: ReglagesIcs, annuaires: Annuaires
) -> tuple[Fait | None, list[Erreur]]:
    """Return the fact of an occurrence, or None with its problems."""
    if lu.motif or lu.debut is None or lu.fin is None:
        return None, [Erreur(lu.numero, LIGNE_ENTIERE, lu.motif, rang)]
    try:
        exiger_longueur(lu.debut, lu.fin)
    except ValeurInvalide as erreur:
        return None, [Erreur(lu.numero, "DTEND", erreur.motif, rang)]
    erreurs: list[Erreur] = []
    jeunes, pros = _personnes(lu, rang, annuaires, erreurs)
    jeunes |= {reglages.jeune} - {None}
    pros |= {reglages.professionnel} - {None}
    if not jeunes and not pros and not erreurs:
        motif = "personne n'est nommé ; dites de qui est cet agenda, ou nommez un jeune dans le titre"
        erreurs.append(Erreur(lu.numero, "SUMMARY", motif, rang))
    if erreurs:
        return None, erreurs
    presences = dict.fromkeys(sorted(jeunes), "")
    etat = Etat(lu.debut, lu.fin, jeunes=presences, pros=frozenset(pros), **_dits(lu, reglages))
    reference = reference_courte(lu.uid) if lu.uid else cle_de_contenu(etat, annuaires)
    return Fait(lu.numero, rang, reference, etat), []


def _personnes(lu: EvenementIcs, rang: int, annuaires: Annuaires, erreurs: list[Erreur]) -> tuple[set[Any], set[Any]]:
    """Young people and professionals whose full name stands in the texts of the occurrence."""
    trouves: tuple[set[Any], set[Any]] = (set(), set())
    for champ in CHAMPS_DES_NOMS:
        for texte in separer(lu.champs.get(champ, "")):
            for annuaire, ensemble in zip((annuaires.jeunes, annuaires.pros), trouves, strict=True):
                try:
                    ensemble.update(annuaire.reperer(texte))
                except ValeurInvalide as erreur:
                    erreurs.append(Erreur(lu.numero, champ, erreur.motif, rang))
    return trouves


def _dits(lu: EvenementIcs, reglages: ReglagesIcs) -> dict[str, Any]:
    """What the rules, then the defaults, say of the occurrence."""
    textes = {champ: normaliser(valeur) for champ, valeur in lu.champs.items()}
    codes = dict(reglages.defauts)
    for regle in reversed(reglages.regles):
        if regle.convient(textes):
            codes[regle.colonne] = regle.valeur
    return {
        "categorie": codes[c.CATEGORIE],
        "modalite": codes.get(c.MODALITE, ""),
        "lieu_type": codes.get(c.LIEU_TYPE, ""),
        "lieu": lu.champs.get("LOCATION", "")[: LONGUEURS[c.LIEU]],
        "titre": lu.champs.get("SUMMARY", "")[: LONGUEURS[c.TITRE]],
        "statut": STATUTS.get(lu.statut, codes[c.STATUT]),
    }
