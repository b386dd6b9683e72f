"""From the lines of a file of meetings to meetings and their dates: several lines of one title and nature are dates of one meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from maillage.agenda.imports.domain.valeurs import ValeurInvalide, lire_heure, lire_jour
from maillage.rencontres.domain.etats import LIBELLES_NATURE, EtatRencontre, NatureRencontre
from maillage.rencontres.domain.lecture import redresser
from maillage.socle.domain.texte import plier

COLONNES: dict[str, tuple[str, ...]] = {
    "titre": ("titre", "intitule", "titre de la rencontre", "rencontre", "evenement"),
    "nature": ("nature", "type", "nature de la rencontre", "type de rencontre"),
    "theme": ("theme", "thematique"),
    "jour": ("date", "jour", "premier jour", "date de debut"),
    "dernier_jour": ("dernier jour", "date de fin"),
    "debut": ("debut", "heure de debut", "heure debut", "horaire de debut", "de"),
    "fin": ("fin", "heure de fin", "heure fin", "horaire de fin", "a"),
    "commune": ("ville", "commune"),
    "lieu": ("lieu", "salle"),
    "adresse": ("adresse", "adresse postale"),
    "lien_distance": ("lien", "lien a distance", "visio", "lien visio", "url"),
    "places": ("places", "nombre de places", "capacite", "jauge"),
    "plafond_structure": ("places par etablissement",),
    "public_site": ("public", "ouverte a tous", "ouvert a tous"),
    "inscriptions_jusqu_au": ("inscriptions jusqu'au", "date limite d'inscription", "date limite"),
    "presentation": ("presentation", "programme", "description"),
    "etat": ("etat", "statut"),
}
LIBELLES = {
    "titre": "Titre",
    "nature": "Nature",
    "theme": "Thème",
    "jour": "Date",
    "dernier_jour": "Dernier jour",
    "debut": "Début",
    "fin": "Fin",
    "commune": "Ville",
    "lieu": "Lieu",
    "adresse": "Adresse",
    "lien_distance": "Lien",
    "places": "Places",
    "plafond_structure": "Places par établissement",
    "public_site": "Public",
    "inscriptions_jusqu_au": "Inscriptions jusqu'au",
    "presentation": "Présentation",
    "etat": "État",
}
OBLIGATOIRES = ("titre", "nature", "jour", "debut", "fin")
DE_LA_RENCONTRE = ("theme", "presentation", "public_site", "plafond_structure", "inscriptions_jusqu_au", "etat")
"""Said once for all the dates of a meeting."""
NATURES = {
    **{plier(libelle): nature for nature, libelle in LIBELLES_NATURE.items()},
    **{plier(nature): nature for nature in NatureRencontre},
    "comite operationnel": NatureRencontre.COMOP,
}
OUVERTE = {"oui", "o", "x", "1", "vrai", "tous", "tout public", "ouverte a tous", "ouvert a tous", "public"}
FERMEE = {"non", "n", "0", "faux", "reseau", "le reseau", "professionnels", "interne"}
ETATS = {
    **dict.fromkeys(("en preparation", "brouillon"), EtatRencontre.BROUILLON),
    **dict.fromkeys(("tenue", "passee", "realisee"), EtatRencontre.TENUE),
}
A_DISTANCE = {"a distance", "distanciel", "en ligne", "visio", "visioconference"}
JOURS_MAX = 5
PRESENTATION_MAX = 4000
"""The lines shown travel with the page until they are agreed: 500 of them must fit in one answer of a browser."""


@dataclass(frozen=True)
class LigneRencontre:
    """A line of a file of meetings: its number, its cells by column of ours, what they are once read, what is wrong (empty when nothing is)."""

    numero: int
    cellules: Mapping[str, str]
    lus: Mapping[str, Any] = field(default_factory=dict)
    jours: tuple[tuple[dt.date, dt.time, dt.time], ...] = ()
    defauts: tuple[str, ...] = ()

    @property
    def cle(self) -> tuple[str, str]:
        """What makes two lines dates of one meeting."""
        return (self.lus["nature"], plier(self.lus["titre"]))

    @property
    def cle_de_date(self) -> tuple[dt.date, dt.time, str]:
        """What makes two lines one date: its first day, its hour, where it is held."""
        return cle_de_date(*self.jours[0][:2], (self.lus["commune"], self.lus["lieu"], self.lus["lien_distance"]))


def cle_de_date(jour: dt.date, debut: dt.time, lieux: Iterable[str]) -> tuple[dt.date, dt.time, str]:
    return jour, debut, "|".join(plier(lieu) for lieu in lieux)


def colonnes_qui_manquent(colonnes: Mapping[str, str]) -> str:
    """Return why the whole file cannot be used, empty when it can."""
    manquent = [f"« {LIBELLES[nom]} »" for nom in OBLIGATOIRES if nom not in colonnes]
    return f"Il manque, en tête de colonne : {', '.join(manquent)}. Partez du modèle." if manquent else ""


def lire_rencontre(numero: int, cellules: Mapping[str, str]) -> LigneRencontre:
    """Return what a line says, each defect with its column; `cellules` by column of ours."""
    textes = {nom: redresser(cellules.get(nom, "")) for nom in COLONNES}
    defauts = [_dire(nom, "rien n'est écrit") for nom in OBLIGATOIRES if not textes[nom]]
    lus: dict[str, Any] = {**textes, "commune": "" if plier(textes["commune"]) in A_DISTANCE else textes["commune"]}
    for nom, lire in LECTURES.items():
        try:
            lus[nom] = lire(textes[nom]) if textes[nom] else None
        except ValeurInvalide as refus:
            lus[nom] = None
            defauts.append(_dire(nom, refus.motif))
    if len(textes["presentation"]) > PRESENTATION_MAX:
        defauts.append(
            _dire("presentation", f"plus de {PRESENTATION_MAX} signes : écrivez-la sur la page de la rencontre")
        )
    if not (lus["commune"] or lus["lieu"] or lus["lien_distance"]):
        defauts.append(_dire("commune", "écrivez une ville, un lieu, ou un lien à distance"))
    jours: tuple[tuple[dt.date, dt.time, dt.time], ...] = ()
    if not defauts:
        jours, defauts = _jours(lus)
    return LigneRencontre(numero, textes, lus, jours, tuple(defauts))


def accorder(lignes: Iterable[LigneRencontre], *, le: dt.date) -> list[LigneRencontre]:
    """Return the lines, those that contradict an earlier line of the same meeting marked wrong; `le`, the day of reading.

    A state said on one line holds for every date of the meeting.
    """
    dits: dict[tuple[str, str], dict[str, tuple[Any, int]]] = {}
    accordees = []
    for ligne in lignes:
        if ligne.defauts:
            accordees.append(ligne)
            continue
        connus = dits.setdefault(ligne.cle, {})
        nouveaux = {nom: ligne.lus[nom] for nom in DE_LA_RENCONTRE if ligne.lus[nom] not in {None, ""}}
        defauts = tuple(
            _dire(nom, f"la ligne {connus[nom][1]} dit autre chose de la même rencontre")
            for nom, valeur in nouveaux.items()
            if nom in connus and connus[nom][0] != valeur
        )
        if not defauts:
            for nom, valeur in nouveaux.items():
                connus.setdefault(nom, (valeur, ligne.numero))
        accordees.append(replace(ligne, defauts=defauts))
    etats = {cle: dit["etat"][0] for cle, dit in dits.items() if "etat" in dit}
    return [ligne if ligne.defauts else _avec_etat(ligne, etats.get(ligne.cle), le) for ligne in accordees]


def _avec_etat(ligne: LigneRencontre, etat: str | None, le: dt.date) -> LigneRencontre:
    pas_passee = etat == EtatRencontre.TENUE and ligne.jours[-1][0] >= le
    defauts = (_dire("etat", "« tenue », mais cette date n'est pas encore passée"),) if pas_passee else ()
    return replace(ligne, lus={**ligne.lus, "etat": etat}, defauts=defauts)


def _dire(colonne: str, motif: str) -> str:
    return f"colonne « {LIBELLES[colonne]} », {motif}"


def dire_refus(champ: str, motif: str) -> str:
    """Return a refusal of the database with the column that it speaks of."""
    return _dire(champ, motif) if champ in LIBELLES else motif


def _jours(lus: Mapping[str, Any]) -> tuple[tuple[tuple[dt.date, dt.time, dt.time], ...], list[str]]:
    premier, dernier = lus["jour"], lus["dernier_jour"] or lus["jour"]
    if lus["fin"] <= lus["debut"]:
        return (), [_dire("fin", "la fin précède le début")]
    if dernier < premier:
        return (), [_dire("dernier_jour", "il précède la date")]
    nombre = (dernier - premier).days + 1
    if nombre > JOURS_MAX:
        return (), [_dire("dernier_jour", f"une date dure {JOURS_MAX} jours au plus : écrivez une ligne par date")]
    return tuple((premier + dt.timedelta(rang), lus["debut"], lus["fin"]) for rang in range(nombre)), []


def _heure(texte: str) -> dt.time:
    """A cell of a spreadsheet may hold the day with the hour."""
    depuis_minuit = lire_heure(texte.rpartition("T")[2])
    if depuis_minuit >= dt.timedelta(days=1):
        raise ValeurInvalide("minuit s'écrit 23:59")
    return (dt.datetime.min + depuis_minuit).time()


def _jour(texte: str) -> dt.date:
    return lire_jour(texte.partition("T")[0])


def _nombre(texte: str) -> int:
    propre = texte.replace(" ", "").replace("\u202f", "")
    if not propre.isascii() or not propre.isdigit() or not 1 <= int(propre) <= 5000:
        raise ValeurInvalide(f"« {texte[:40]} » n'est pas un nombre de 1 à 5 000")
    return int(propre)


def _nature(texte: str) -> str:
    if (nature := NATURES.get(plier(texte))) is None:
        connues = ", ".join(LIBELLES_NATURE.values())
        raise ValeurInvalide(f"« {texte[:40]} » n'est pas une nature connue : {connues}")
    return nature.value


def _public(texte: str) -> bool:
    plie = plier(texte)
    if plie not in OUVERTE | FERMEE:
        raise ValeurInvalide(f"« {texte[:40]} » ne se lit pas : écrivez oui (ouverte à tous) ou non (le réseau)")
    return plie in OUVERTE


def _etat(texte: str) -> str:
    if (etat := ETATS.get(plier(texte))) is None:
        raise ValeurInvalide("écrivez « en préparation » ou « tenue » ; une rencontre s'annonce depuis sa page")
    return etat.value


LECTURES = {
    "nature": _nature,
    "jour": _jour,
    "dernier_jour": _jour,
    "debut": _heure,
    "fin": _heure,
    "places": _nombre,
    "plafond_structure": _nombre,
    "public_site": _public,
    "inscriptions_jusqu_au": _jour,
    "etat": _etat,
}
