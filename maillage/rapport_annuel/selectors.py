"""Reads of the annual reports, and the figures of a year: counted now, or as they were when the report was closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import QuerySet

from maillage.activite.domain.periode import Periode
from maillage.activite.lignes import lignes_de_mesures
from maillage.activite.regles import charger_jeu
from maillage.activite.selectors.periodes import arretee
from maillage.activite.services import resultat_a_jour
from maillage.cpom.selectors import comptes_transmis
from maillage.rapport_annuel.models import RapportAnnuel
from maillage.rapport_annuel.permissions import SECTION
from maillage.socle.acteur import Acces, Acteur
from maillage.structures.selectors.dispositifs import dispositifs_visibles

REGLES = "aire-2024"
"""The rule-set of the pages of activity and of the transmitted returns."""
ANNEES_PROPOSEES = 3


@dataclass(frozen=True)
class Chiffre:
    """One figure: its dotted path in the counted result, its words, its value written in French and as a number (None: none)."""

    chemin: str
    libelle: str
    ecrite: str
    valeur: float | None


@dataclass(frozen=True)
class ChiffresAnnee:
    """The figures of a year, by path. `precedents`: of the year before, empty when nothing was counted then.

    `trimestres`: of the transmitted returns of the year, by label.
    """

    annee: int
    arrete_au: dt.date
    regles: str
    version: str
    note: str
    mesures: Mapping[str, Chiffre]
    precedents: Mapping[str, Chiffre]
    trimestres: Mapping[str, Mapping[str, Chiffre]] = field(default_factory=dict)

    @property
    def finie(self) -> bool:
        """Tell whether the year was over when the figures were taken."""
        return self.arrete_au.year > self.annee

    def figer(self) -> dict[str, Any]:
        """Return what is kept of them, as JSON."""
        return {**asdict(self), "arrete_au": self.arrete_au.isoformat()}

    @classmethod
    def figes(cls, kept: Mapping[str, Any]) -> ChiffresAnnee:
        """Read again what was kept."""
        return cls(
            **{nom: kept[nom] for nom in ("annee", "regles", "version", "note")},
            arrete_au=dt.date.fromisoformat(kept["arrete_au"]),
            mesures=_relire(kept["mesures"]),
            precedents=_relire(kept["precedents"]),
            trimestres={nom: _relire(chiffres) for nom, chiffres in kept["trimestres"].items()},
        )


def rapports_visibles(acteur: Acteur) -> QuerySet[RapportAnnuel]:
    """Return the reports of the dispositifs where the section is open to the acting person."""
    rapports = RapportAnnuel.objects.select_related("dispositif").defer("chiffres")
    autorises = acteur.dispositifs(SECTION)
    return rapports if autorises is None else rapports.filter(dispositif_id__in=autorises)


def rapport_de_l_annee(dispositif_id: int, annee: int) -> RapportAnnuel | None:
    """Return the report of a dispositif and year, with its texts, or None when none was opened."""
    rapports = RapportAnnuel.objects.filter(dispositif_id=dispositif_id, annee=annee)
    return rapports.select_related("dispositif").prefetch_related("textes").first()


@dataclass(frozen=True)
class LigneRapports:
    """A dispositif and, for each year proposed, its report or None. `ouvrable`: the acting person may open one."""

    dispositif: Any
    ouvrable: bool
    annees: tuple[tuple[int, RapportAnnuel | None], ...]


def annees_proposees(le: dt.date) -> list[int]:
    """Return the current year and those before, latest first."""
    return [le.year - recul for recul in range(ANNEES_PROPOSEES)]


def lister(acteur: Acteur, *, le: dt.date) -> list[LigneRapports]:
    """Return every dispositif open to the acting person with its reports of the last years (2 queries)."""
    annees = annees_proposees(le)
    faits = {(r.dispositif_id, r.annee): r for r in rapports_visibles(acteur).filter(annee__in=annees)}
    ecrits = acteur.dispositifs(SECTION, Acces.ECRITURE)
    return [
        LigneRapports(d, ecrits is None or d.pk in ecrits, tuple((annee, faits.get((d.pk, annee))) for annee in annees))
        for d in dispositifs_visibles(acteur, SECTION)
    ]


def chiffres_du(rapport: RapportAnnuel, *, le: dt.date) -> ChiffresAnnee:
    """Return the figures of a report: frozen ones once it is closed, those of today before."""
    if rapport.chiffres is not None:
        return ChiffresAnnee.figes(rapport.chiffres)
    return chiffres_vivants(rapport.dispositif_id, rapport.annee, le=le)


def chiffres_vivants(dispositif_id: int, annee: int, *, le: dt.date) -> ChiffresAnnee:
    """Count a civil year and the one before (kept while the facts have not moved); quarters come from the transmitted returns."""
    jeu = charger_jeu(REGLES)
    par_annee = {}
    for comptee in (annee, annee - 1):
        periode = arretee(Periode.depuis_libelle(str(comptee)), le=le)
        [lu] = resultat_a_jour(dispositif_id, jeu, periode)["dispositifs"]
        par_annee[comptee] = _chiffres(lu["mesures"])
    transmis = comptes_transmis([dispositif_id], [annee]).trimestres(dispositif_id, annee)
    avant = par_annee[annee - 1]
    return ChiffresAnnee(
        annee=annee,
        arrete_au=le,
        regles=jeu.libelle,
        version=jeu.version,
        note=jeu.note,
        mesures=par_annee[annee],
        precedents=avant if avant["file_active.elargie"].valeur else {},
        trimestres={compte.periode: _chiffres(compte.mesures) for compte in transmis},
    )


def _chiffres(mesures: Mapping[str, Any]) -> dict[str, Chiffre]:
    return {
        ligne.chemin: Chiffre(ligne.chemin, ligne.libelle, ligne.ecrite, _nombre(ligne.valeur))
        for ligne in lignes_de_mesures(mesures)
    }


def _nombre(valeur: Any) -> float | None:
    if isinstance(valeur, list | tuple):
        return float(len(valeur))
    return float(valeur) if isinstance(valeur, int | float) else None


def _relire(kept: Mapping[str, Mapping[str, Any]]) -> dict[str, Chiffre]:
    return {chemin: Chiffre(**champs) for chemin, champs in kept.items()}
