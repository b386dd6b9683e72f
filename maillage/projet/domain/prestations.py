"""Which service of SERAFIN-PH an événement is: read from settings, never asked of whoever did it.

The most precise rule wins: the kind of activity, then the profession, then the place, then the category. Rules of the establishment take the place
of those shipped with the product. A rule without a service says that this is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from maillage.projet.domain.suivi import EvenementVecu, nomme
from maillage.socle.domain.texte import plier


class CriterePrestation(StrEnum):
    """What a rule looks at, from the most precise to the least."""

    ACTIVITE = "ACTIVITE"
    METIER = "METIER"
    LIEU = "LIEU"
    CATEGORIE = "CATEGORIE"


LIBELLES_CRITERES: dict[CriterePrestation, str] = {
    CriterePrestation.ACTIVITE: "Type d'activité",
    CriterePrestation.METIER: "Métier",
    CriterePrestation.LIEU: "Lieu",
    CriterePrestation.CATEGORIE: "Catégorie d'événement",
}


@dataclass(frozen=True)
class ReglePrestation:
    """`critere` and `valeur` say which événements; `prestation` is a code, empty for « none ». `locale`: set by the establishment."""

    critere: CriterePrestation
    valeur: str
    prestation: str
    locale: bool = False

    @property
    def cle(self) -> tuple[str, str]:
        """Two rules of one key are one rule."""
        return (self.critere, plier(self.valeur))

    def retient(self, evenement: EvenementVecu) -> bool:
        """Tell whether the rule speaks of this événement."""
        if self.critere is CriterePrestation.ACTIVITE:
            return nomme(self.valeur, evenement)
        if self.critere is CriterePrestation.METIER:
            return self.valeur in evenement.metiers
        if self.critere is CriterePrestation.LIEU:
            return self.valeur == evenement.lieu_type
        return self.valeur == evenement.categorie


ORDRE = {critere: rang for rang, critere in enumerate(CriterePrestation)}


def assembler(defaut: Iterable[ReglePrestation], locales: Iterable[ReglePrestation]) -> tuple[ReglePrestation, ...]:
    """Return the rules in the order they are tried: the longest name of an activity first, those of the establishment instead of ours."""
    regles: dict[tuple[str, str], ReglePrestation] = {regle.cle: regle for regle in defaut}
    regles |= {regle.cle: regle for regle in locales}
    return tuple(
        sorted(regles.values(), key=lambda r: (ORDRE[r.critere], not r.locale, -len(r.valeur), plier(r.valeur)))
    )


def regle_de(evenement: EvenementVecu, regles: Iterable[ReglePrestation]) -> ReglePrestation | None:
    """Return the first rule that speaks of an événement, None if none does."""
    return next((regle for regle in regles if regle.retient(evenement)), None)


@dataclass(frozen=True)
class PartPrestation:
    """One service over a period: how often and how long; an empty code is what no rule covers."""

    code: str
    nombre: int
    minutes: int


def classer(
    evenements: Iterable[EvenementVecu], regles: Iterable[ReglePrestation]
) -> Iterator[tuple[EvenementVecu, ReglePrestation | None]]:
    """Give each événement its rule; événements alike are looked at once."""
    essayees = tuple(regles)
    connues: dict[tuple[object, ...], ReglePrestation | None] = {}
    for evenement in evenements:
        cle = (evenement.activite, evenement.titre, evenement.categorie, evenement.lieu_type, evenement.metiers)
        if cle not in connues:
            connues[cle] = regle_de(evenement, essayees)
        yield evenement, connues[cle]


def repartir(evenements: Iterable[EvenementVecu], regles: Iterable[ReglePrestation]) -> Mapping[str, PartPrestation]:
    """Share événements out between services, by code; those that a rule calls « none » are left out."""
    sommes: dict[str, list[int]] = {}
    for evenement, regle in classer(evenements, regles):
        if regle is not None and not regle.prestation:
            continue
        somme = sommes.setdefault(regle.prestation if regle else "", [0, 0])
        somme[0] += 1
        somme[1] += evenement.minutes
    return {code: PartPrestation(code, nombre, minutes) for code, (nombre, minutes) in sommes.items()}
