"""All that a dashboard reads, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from maillage.pilotage import services
from maillage.pilotage.bord.cibles import Cibles, cibles_du_dispositif
from maillage.pilotage.bord.lecteurs import Lecteur, LecteurDispositif, LecteurProtege, LecteurSomme, TableLue, Tables
from maillage.pilotage.domain.bord import derniers_trimestres, sans_tete_vide
from maillage.pilotage.domain.portees import Membre, Niveau, Portee
from maillage.pilotage.domain.publics import REGLES_PAR_DEFAUT, SEUILS, Public
from maillage.pilotage.domain.tableau import TOTAL
from maillage.pilotage.publie import types_du_tableau
from maillage.pilotage.selectors import Choix
from maillage.pilotage.selectors.lectures import Lectures, lectures_des
from maillage.socle.acteur import Acteur


@dataclass(frozen=True)
class Bord:
    """A dashboard. `lectures`: the returns that the person reads one by one in the scope; `tables`: the protected table of each quarter.

    `regions`: what a dispositif may be put beside, its own type first, then every type.
    """

    portee: Portee
    periode: str
    periodes: tuple[str, ...]
    lecteur: Lecteur
    lectures: dict[int, Lectures]
    tables: Tables
    regions: tuple[LecteurProtege, ...] = ()
    cibles: Cibles = field(default_factory=Cibles)
    type: str = ""

    @property
    def membre(self) -> Membre:
        """The dispositif of a dashboard of one dispositif."""
        return self.portee.membres[0]

    @property
    def types(self) -> list[str]:
        """The types of dispositif that the table of the quarter knows."""
        if not self.portee.niveau.protege or self.periode not in self.tables:
            return []
        return types_du_tableau(self.tables[self.periode].octets)


def monter(acteur: Acteur, portee: Portee, periode: str, *, type_: str = "", le: dt.date) -> Bord:
    """Read a dashboard: the quarter asked and those before it."""
    periodes = derniers_trimestres(periode)
    tables = _tables(periodes)
    if portee.niveau.protege:
        lectures = lectures_des([membre.pk for membre in portee.membres], [periode])
        vues = tuple(sans_tete_vide(periodes, tables))
        return Bord(portee, periode, vues, LecteurProtege(portee, tables, type_ or TOTAL), lectures, tables, type=type_)
    annees = sorted({libelle[:4] for libelle in periodes})
    lectures = lectures_des([membre.pk for membre in portee.membres], [*periodes, *annees])
    vues = tuple(sans_tete_vide(periodes, [libelle for lues in lectures.values() for libelle in lues]))
    seul = portee.niveau is Niveau.DISPOSITIF
    [membre] = portee.membres if seul else [None]
    return Bord(
        portee,
        periode,
        vues,
        LecteurDispositif(acteur, portee, lectures[membre.pk]) if membre else LecteurSomme(portee, lectures),
        lectures,
        tables,
        regions=_regions(portee, tables),
        cibles=cibles_du_dispositif(acteur, membre, le=le) if membre else Cibles(),
    )


def _regions(portee: Portee, tables: Tables) -> tuple[LecteurProtege, ...]:
    """What the scope may be put beside: its region, its type first when it has a single one; nothing across regions."""
    regions, types = ({getattr(membre, champ) for membre in portee.membres} for champ in ("region", "type"))
    if len(regions) != 1:
        return ()
    region = Portee(Niveau.REGION, "", regions.pop(), (), 0)
    return (
        *(LecteurProtege(region, tables, type_) for type_ in types if len(types) == 1),
        LecteurProtege(region, tables),
    )


def choix_de(periode: str) -> Choix:
    """Return what the page « Restitution » shows unless told otherwise: its figures are the ones of the dashboards."""
    return Choix(periode, REGLES_PAR_DEFAUT, Public.RESTREINT, SEUILS[Public.RESTREINT])


def _tables(periodes: Sequence[str]) -> Tables:
    tous = [choix_de(periode) for periode in periodes]
    return {
        choix.periode: TableLue(choix, tableau, bytes(tableau.contenu))
        for choix, tableau in services.tableaux_a_jour(tous).items()
    }
