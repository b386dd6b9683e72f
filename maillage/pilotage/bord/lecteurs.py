"""What may be said of each figure in a scope: the returns of one dispositif, several of them put together, or the protected table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from maillage.activite.domain.catalogue import MESURES, Mesure, mesure_de
from maillage.activite.lignes import ecrire_valeur, en_clair
from maillage.pilotage.bord.adresses import AdressesDuRetour, du_bord, du_chiffre_protege
from maillage.pilotage.domain.bord import EN_TAUX, NON_ADDITIFS, PUBLIE_DE, cumuler
from maillage.pilotage.domain.explications import COUVERTURE
from maillage.pilotage.domain.mesures import DISTRIBUTIONS
from maillage.pilotage.domain.portees import Niveau, Portee
from maillage.pilotage.domain.publics import SEUILS, Public
from maillage.pilotage.domain.retour_lisible import EMBOITEES, MASQUE, PERSONNES
from maillage.pilotage.domain.tableau import TOTAL, Cle, Croisement
from maillage.pilotage.models import TableauCalcule
from maillage.pilotage.publie import ChiffrePublie, chiffre_publie
from maillage.pilotage.selectors import Choix
from maillage.pilotage.selectors.lectures import Lectures
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ABSENT, ecrire_compte, ecrire_taux

CENT = 100
SEUIL = SEUILS[Public.RESTREINT]
POUR_PROTEGER = "pour protéger les jeunes"
MOYENNES = {distribution.somme: distribution.code for distribution in DISTRIBUTIONS if distribution.quantile is None}


@dataclass(frozen=True)
class TableLue:
    """The protected table of a quarter, and its bytes."""

    choix: Choix
    tableau: TableauCalcule
    octets: bytes


Tables = Mapping[str, TableLue]
"""By label of period."""


@dataclass(frozen=True)
class Valeur:
    """What is said of one figure: `nombre` is drawn (None: nothing to draw), `ecrite` is read; `partielle`: some returns are missing or hidden."""

    nombre: float | None
    ecrite: str
    note: str = ""
    partielle: bool = False
    url: str = ""
    masquee: bool = False


RIEN = Valeur(None, ABSENT)


class Lecteur(Protocol):
    """Reads the figures of a scope."""

    def valeur(self, chemin: str, periode: str) -> Valeur:
        """Return one figure of one quarter."""

    def couverture(self, periode: str) -> str:
        """Say how many of the expected returns are in the figures of a quarter."""

    def retenus(self, periode: str) -> int:
        """Return how many returns are in them: quarters made of other returns are not compared."""


def mesure(chemin: str) -> Mesure:
    """Return the card of a figure in the catalogue."""
    return mesure_de(chemin, MESURES)


def libelle(chemin: str) -> str:
    """Return the name of a figure, the same as on its card."""
    return en_clair(mesure(chemin).remplacer(mesure(chemin).libelle, chemin))


def definition(chemin: str) -> str:
    """Return the definition of a figure, the same as on its card."""
    return en_clair(mesure(chemin).remplacer(mesure(chemin).definition, chemin))


def dessinable(chemin: str, nombre: float | None) -> float | None:
    """Return the number to draw: rates in per cent."""
    return None if nombre is None else round(nombre * CENT, 2) if chemin in EN_TAUX else nombre


@dataclass(frozen=True)
class LecteurDispositif:
    """The transmitted returns of one dispositif, small counts hidden as on their own page."""

    acteur: Acteur
    portee: Portee
    lectures: Lectures

    def valeur(self, chemin: str, periode: str) -> Valeur:
        lecture = self.lectures.get(periode)
        if lecture is None or chemin not in lecture.valeurs:
            return RIEN
        brute = lecture.valeurs[chemin]
        adresses = AdressesDuRetour(
            self.acteur, self.portee.membres[0], periode, numero=lecture.revision, regles=lecture.regles
        )
        url = adresses.du_chiffre(chemin)
        if brute == MASQUE:
            return Valeur(None, MASQUE, POUR_PROTEGER, url=url, masquee=True)
        return Valeur(dessinable(chemin, float(brute)), ecrire_valeur(brute, mesure(chemin)), url=url)

    def couverture(self, periode: str) -> str:
        lecture = self.lectures.get(periode)
        return f"Retour transmis, révision {lecture.revision}." if lecture else "Aucun retour transmis."

    def retenus(self, periode: str) -> int:
        return int(periode in self.lectures)


@dataclass(frozen=True)
class LecteurSomme:
    """Returns that the person reads one by one, put together: a hidden count stays hidden, its sum is a floor and says so."""

    portee: Portee
    lectures: Mapping[int, Lectures]

    def valeur(self, chemin: str, periode: str) -> Valeur:
        lectures = [lues[periode] for lues in self.lectures.values() if periode in lues]
        lues = [lecture.valeurs.get(chemin) for lecture in lectures]
        contenu = EMBOITEES.get(chemin, "")
        planchers = [
            lecture.nombre(contenu) or 0
            for lecture, valeur in zip(lectures, lues, strict=True)
            if valeur == MASQUE and contenu
        ]
        cumul = cumuler(chemin, lues, attendus=self.portee.nombre, planchers=planchers)
        url = du_bord(self.portee, chemin, periode=periode)
        if cumul.nombre is None:
            masquee = Valeur(None, MASQUE, POUR_PROTEGER, url=url, masquee=True)
            return masquee if cumul.masques else replace(RIEN, url=url)
        ecrite = ecrire_valeur(cumul.nombre, mesure(chemin))
        notes = []
        if chemin in NON_ADDITIFS:
            notes.append(f"médiane de {ecrire_compte(cumul.lus, 'dispositif')}")
        elif cumul.au_moins:
            ecrite = f"au moins {ecrite}"
        if cumul.masques:
            notes.append(ecrire_compte(cumul.masques, "petit nombre masqué", "petits nombres masqués"))
        return Valeur(dessinable(chemin, cumul.nombre), ecrite, ", ".join(notes), not cumul.complet, url)

    def couverture(self, periode: str) -> str:
        mots = ecrire_compte(self.retenus(periode), "retour transmis", "retours transmis")
        return f"{mots} sur {ecrire_compte(self.portee.nombre, 'attendu')}."

    def retenus(self, periode: str) -> int:
        return sum(periode in lues for lues in self.lectures.values())


@dataclass(frozen=True)
class LecteurProtege:
    """The protected table of each quarter, as the page « Restitution » shows it: nothing is added up here."""

    portee: Portee
    tables: Tables
    type: str = TOTAL

    @property
    def croisement(self) -> Croisement:
        region = TOTAL if self.portee.niveau is Niveau.RESEAU else self.portee.nom
        return Croisement(region, self.type or TOTAL)

    def chiffre(self, code: str, periode: str) -> ChiffrePublie | None:
        if periode not in self.tables:
            return None
        return chiffre_publie(self.tables[periode].octets, Cle(code, self.croisement))

    def valeur(self, chemin: str, periode: str) -> Valeur:
        chiffre = self.chiffre(PUBLIE_DE.get(chemin, ""), periode) if chemin in PUBLIE_DE else None
        if chiffre is None:
            return RIEN
        url = du_chiffre_protege(self.tables[periode].choix, Cle(PUBLIE_DE[chemin], self.croisement))
        if chiffre.case.masquee:
            return Valeur(None, MASQUE, POUR_PROTEGER, url=url, masquee=True)
        if not chiffre.case.valeur:
            return replace(RIEN, url=url)
        nombre, couverture = float(chiffre.case.valeur), chiffre.couverture
        partielle = couverture.transmis < couverture.attendus
        return Valeur(dessinable(chemin, nombre), _ecrire(chemin, nombre), "", partielle, url)

    def moyenne(self, chemin: str, periode: str) -> Valeur:
        """Return the rate, or the mean by dispositif, that one dispositif may be put beside; hidden whenever the sum or the published mean is.

        A sum divided by the number of its returns: both are shown by the table, and small means of persons stay hidden as R44 asks.
        """
        valeur = self.valeur(chemin, periode)
        if valeur.nombre is None or chemin in EN_TAUX:
            return valeur
        code = PUBLIE_DE[chemin]
        chiffre = self.chiffre(code, periode)
        publiee = self.chiffre(MOYENNES[code], periode) if code in MOYENNES else None
        if chiffre is None or (publiee is not None and publiee.case.masquee):
            return replace(valeur, nombre=None, ecrite=MASQUE, masquee=True)
        moyenne = round(float(chiffre.case.valeur) / chiffre.couverture.transmis, 1)
        if chemin in PERSONNES and 0 < moyenne < SEUIL:
            return replace(valeur, nombre=None, ecrite=MASQUE, masquee=True)
        return replace(valeur, nombre=moyenne, ecrite=_ecrire(chemin, moyenne))

    def couverture(self, periode: str) -> str:
        chiffre = self.chiffre(COUVERTURE, periode)
        if chiffre is None:
            return "Aucun retour transmis."
        lus, attendus = chiffre.couverture.transmis, chiffre.couverture.attendus
        mots = ecrire_compte(lus, "retour retenu", "retours retenus")
        return f"{mots} sur {ecrire_compte(attendus, 'attendu')} : {ecrire_taux(lus / attendus)}."

    def retenus(self, periode: str) -> int:
        chiffre = self.chiffre(COUVERTURE, periode)
        return chiffre.couverture.transmis if chiffre else 0


def _ecrire(chemin: str, nombre: float) -> str:
    entier: Any = int(nombre) if nombre == int(nombre) else nombre
    return ecrire_valeur(entier, mesure(chemin))
