"""The counted results behind the values: transmitted returns for everyone, the live count for the establishment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from maillage.activite.domain.periode import Periode
from maillage.activite.regles import charger_jeu
from maillage.activite.selectors.periodes import arretee
from maillage.activite.selectors.retours import resultat_fige, retours_transmis
from maillage.activite.services import resultat_a_jour
from maillage.cpom.domain.valeurs import Compte
from maillage.socle.domain.calendrier import trimestre_de

REGLES_VIVANTES = "aire-2024"
"""The rule-set of the live count, that of the returns of the demonstration and of the pages of activity."""
Cle = tuple[int, str]


@dataclass(frozen=True)
class CompteTransmis(Compte):
    """The last transmitted revision of a period."""

    periode: str
    revision: int

    @property
    def reference(self) -> dict[str, Any]:
        """What a signed value keeps of the return it was read from."""
        return {"periode": self.periode, "revision": self.revision, "regles": self.regles}


@dataclass(frozen=True)
class ComptesTransmis:
    """Transmitted results by dispositif and label of period."""

    par_cle: Mapping[Cle, CompteTransmis] = field(default_factory=dict)

    def periode(self, dispositif_id: int, libelle: str) -> CompteTransmis | None:
        return self.par_cle.get((dispositif_id, libelle))

    def annee(self, dispositif_id: int, annee: int) -> CompteTransmis | None:
        return self.periode(dispositif_id, str(annee))

    def trimestres(self, dispositif_id: int, annee: int) -> list[CompteTransmis]:
        """Return the transmitted quarters of a year, in order."""
        lus = (self.periode(dispositif_id, libelle) for libelle in trimestres_de(annee))
        return [compte for compte in lus if compte is not None]


def trimestres_de(annee: int) -> list[str]:
    """Return the labels of the four quarters."""
    return [f"{annee}-T{numero}" for numero in range(1, 5)]


def comptes_transmis(dispositifs: Collection[int], annees: Collection[int]) -> ComptesTransmis:
    """Return the last transmitted revision of each period of these years (1 query, whatever the number of dispositifs)."""
    if not dispositifs or not annees:
        return ComptesTransmis()
    des_annees = reduce(or_, (Q(periode__startswith=str(annee)) for annee in annees))
    retours = retours_transmis(dispositifs).filter(des_annees).order_by("revision")
    derniers = {(retour.dispositif_id, retour.periode): retour for retour in retours}
    comptes = {}
    for cle, retour in derniers.items():
        resultat = resultat_fige(retour)
        if resultat is not None:
            [lu] = resultat["dispositifs"]
            comptes[cle] = CompteTransmis(retour.regles, lu["mesures"], retour.periode, retour.revision)
    return ComptesTransmis(comptes)


@dataclass(frozen=True)
class CompteVivant(Compte):
    """What the facts of now give over a period that is not over."""

    periode: str


def comptes_vivants(dispositif_id: int, *, le: dt.date) -> Sequence[CompteVivant]:
    """Count the current quarter, then the current year so far; both kept while the facts have not moved."""
    jeu = charger_jeu(REGLES_VIVANTES)
    comptes = []
    for libelle in (str(trimestre_de(le)), str(le.year)):
        periode = arretee(Periode.depuis_libelle(libelle), le=le)
        [lu] = resultat_a_jour(dispositif_id, jeu, periode)["dispositifs"]
        comptes.append(CompteVivant(jeu.id, lu["mesures"], libelle))
    return comptes
