"""The value of a formula over a period, from counted results: in words when there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from maillage.cpom.domain.catalogue import Annuel, Formule, Grandeur

Mesures = Mapping[str, Any]
CENTIEME = Decimal("0.01")
CENT = Decimal(100)
TRIMESTRES = 4
SANS_RETOUR = "Aucun retour transmis pour cette période."
NON_COMPTE = "Le jeu de règles du retour ne compte pas ce chiffre."
MASQUE = "Masqué : moins de {seuil} personnes."
ZERO = "Pas de valeur : « {libelle} » vaut zéro, et on ne divise pas par zéro."
SANS_QUOTIENT = "Pas de valeur : le dénominateur de ce taux vaut zéro sur la période."
ANNEE_SEULE = "Les trimestres ne s'additionnent pas pour ce chiffre : transmettez le retour de l'année entière."
REGLES_DIVERSES = "Les retours de l'année n'ont pas tous le même jeu de règles : ils ne s'additionnent pas."


@dataclass(frozen=True)
class Valeur:
    """A number in the unit of its formula, or why there is none. `trimestres`: how many quarters it is made of (0: not made of quarters)."""

    nombre: Decimal | None
    motif: str = ""
    masquee: bool = False
    trimestres: int = 0

    @property
    def partielle(self) -> bool:
        return self.nombre is not None and 0 < self.trimestres < TRIMESTRES


@dataclass(frozen=True)
class Compte:
    """A counted result: `regles` is the rule-set, `mesures` its figures."""

    regles: str
    mesures: Mesures


def valeur_de(formule: Formule, catalogue: Mapping[str, Grandeur], mesures: Mesures, *, seuil: int) -> Valeur:
    """Return the value over one counted period; `seuil` 0 hides nothing."""
    lues = [_lire_grandeur(grandeur, mesures, seuil) for grandeur in formule.grandeurs(catalogue)]
    return _quotient(formule, catalogue, lues)


def valeur_annuelle(
    formule: Formule,
    catalogue: Mapping[str, Grandeur],
    *,
    annee: Compte | None,
    trimestres: Sequence[Compte],
    seuil: int,
) -> Valeur:
    """Return the value of a year: of the return of the whole year if there is one, else of its quarters, in order."""
    if annee is None and not trimestres:
        return Valeur(None, SANS_RETOUR)
    lues = [_annee_de(grandeur, annee, trimestres, seuil) for grandeur in formule.grandeurs(catalogue)]
    return _quotient(formule, catalogue, lues)


def _annee_de(grandeur: Grandeur, annee: Compte | None, trimestres: Sequence[Compte], seuil: int) -> Valeur:
    """A hidden quarter hides a year that the other quarters would give back."""
    par_trimestre = [_lire_grandeur(grandeur, compte.mesures, seuil) for compte in trimestres]
    if grandeur.annuel is Annuel.SOMME and any(valeur.masquee for valeur in par_trimestre):
        return next(valeur for valeur in par_trimestre if valeur.masquee)
    if annee is not None:
        return _lire_grandeur(grandeur, annee.mesures, seuil)
    if grandeur.annuel is Annuel.ANNEE:
        return Valeur(None, ANNEE_SEULE)
    if grandeur.annuel is Annuel.DERNIER:
        return Valeur(par_trimestre[-1].nombre, par_trimestre[-1].motif, par_trimestre[-1].masquee, len(trimestres))
    if len({compte.regles for compte in trimestres}) > 1:
        return Valeur(None, REGLES_DIVERSES)
    if grandeur.annuel is Annuel.RAPPORT:
        return _rapport(grandeur, trimestres)
    manquant = next((valeur for valeur in par_trimestre if valeur.nombre is None), None)
    if manquant is not None:
        return manquant
    total = sum((valeur.nombre for valeur in par_trimestre if valeur.nombre is not None), Decimal(0))
    return Valeur(total, trimestres=len(trimestres))


def _rapport(grandeur: Grandeur, trimestres: Sequence[Compte]) -> Valeur:
    sommes = [
        sum((Decimal(str(lire(compte.mesures, terme) or 0)) for compte in trimestres), Decimal(0))
        for terme in grandeur.termes
    ]
    haut, bas = sommes
    return Valeur(haut / bas * CENT, trimestres=len(trimestres)) if bas else Valeur(None, SANS_QUOTIENT)


def _lire_grandeur(grandeur: Grandeur, mesures: Mesures, seuil: int) -> Valeur:
    if _est_petit(grandeur, mesures, seuil):
        return Valeur(None, MASQUE.format(seuil=seuil), masquee=True)
    brut = lire(mesures, grandeur.chemin)
    if brut is None:
        connue = grandeur.termes and all(lire(mesures, terme) is not None for terme in grandeur.termes)
        return Valeur(None, SANS_QUOTIENT if connue else NON_COMPTE)
    nombre = Decimal(str(brut))
    return Valeur(nombre * CENT if grandeur.est_taux else nombre)


def _est_petit(grandeur: Grandeur, mesures: Mesures, seuil: int) -> bool:
    effectifs = [lire(mesures, chemin) or 0 for chemin in grandeur.effectifs]
    return any(0 < effectif < seuil for effectif in effectifs)


def _quotient(formule: Formule, catalogue: Mapping[str, Grandeur], lues: Sequence[Valeur]) -> Valeur:
    """Put the one or two figures together: a reason in any of them is the reason of the whole."""
    absente = next((valeur for valeur in lues if valeur.nombre is None), None)
    if absente is not None:
        return absente
    trimestres = max(valeur.trimestres for valeur in lues)
    nombres = [valeur.nombre for valeur in lues if valeur.nombre is not None]
    if len(nombres) == 1:
        return Valeur(_arrondir(nombres[0]), trimestres=trimestres)
    haut, bas = nombres
    if not bas:
        return Valeur(None, ZERO.format(libelle=catalogue[formule.denominateur].libelle))
    return Valeur(_arrondir(haut / bas * (CENT if formule.en_pourcent else 1)), trimestres=trimestres)


def _arrondir(nombre: Decimal) -> Decimal:
    return nombre.quantize(CENTIEME, rounding=ROUND_HALF_UP)


def lire(mesures: Mesures, chemin: str) -> Any:
    """Follow a dotted path; None when it leads nowhere."""
    valeur: Any = mesures
    for cle in chemin.split("."):
        valeur = valeur.get(cle) if isinstance(valeur, Mapping) else None
    return valeur
