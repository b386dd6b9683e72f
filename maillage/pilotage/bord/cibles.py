"""The targets of the CPOM beside the figures, and the years of its indicators; nothing for who does not open the CPOM of the dispositif."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from maillage.cpom.referentiels import grandeurs
from maillage.cpom.selectors import (
    AnneeIndicateur,
    annees_de,
    formule_de_l_annee,
    indicateurs_visibles,
)
from maillage.pilotage.domain.bord import EN_TAUX, NON_ADDITIFS
from maillage.pilotage.domain.retour_lisible import PERSONNES
from maillage.pilotage.selectors.lectures import comptes_des_annees
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import adresse_ouverte
from maillage.socle.domain.typographie import FINE, ecrire_nombre
from maillage.socle.graphiques import GenreGraphique, Graphique, Serie

COMPARABLES_AU_TRIMESTRE = frozenset({"DERNIER", "RAPPORT"})
"""A yearly target stands beside a quarter only when a quarter and a year are of the same size (a rate, a count on the last day)."""
POURCENT = "%"


@dataclass(frozen=True)
class Vise:
    """An indicator of the CPOM: its years, and `chemin` when its formula is one figure of the returns."""

    code: str
    libelle: str
    chemin: str
    unite: str
    annees: tuple[AnneeIndicateur, ...]
    url: str = ""

    def cible(self, annee: int) -> float | None:
        """Return what is aimed at in a year."""
        trouvee = next((a.cible for a in self.annees if a.annee == annee), None)
        return None if trouvee is None else float(trouvee)


@dataclass(frozen=True)
class Cibles:
    """The indicators of one dispositif."""

    vises: tuple[Vise, ...] = field(default_factory=tuple)

    def du_chiffre(self, chemin: str) -> Vise | None:
        """Return the indicator made of that figure alone."""
        return next((vise for vise in self.vises if vise.chemin == chemin), None)

    def au_trimestre(self, chemin: str, periode: str) -> float | None:
        """Return the target of the year of a quarter, None when they are not of the same size."""
        vise = self.du_chiffre(chemin)
        if vise is None or mode_annuel(chemin) not in COMPARABLES_AU_TRIMESTRE:
            return None
        return vise.cible(int(periode[:4]))


def mode_annuel(chemin: str) -> str:
    """Say how quarters make a year: as the catalogue of the CPOM does, else by the nature of the figure."""
    connue = next((grandeur for grandeur in grandeurs().values() if grandeur.chemin == chemin), None)
    if connue is not None:
        return connue.annuel.value
    return "ANNEE" if chemin in NON_ADDITIFS or chemin in PERSONNES else "SOMME"


def cibles_du_dispositif(acteur: Acteur, dispositif: Any, *, le: dt.date) -> Cibles:
    """Return the indicators that the acting person reads (a constant number of queries)."""
    indicateurs = list(indicateurs_visibles(acteur, dispositif.pk))
    annees = sorted({annee for indicateur in indicateurs for annee in indicateur.fiche.cpom.annees if annee <= le.year})
    comptes = comptes_des_annees(dispositif.pk, annees)
    return Cibles(
        tuple(
            _vise(acteur, indicateur, annees_de(indicateur, comptes, le=le), dispositif, le)
            for indicateur in indicateurs
        )
    )


def _vise(acteur: Acteur, indicateur: Any, annees: Sequence[AnneeIndicateur], dispositif: Any, le: dt.date) -> Vise:
    datee = formule_de_l_annee(indicateur, le.year)
    simple = datee is not None and not datee.denominateur and datee.numerateur in grandeurs()
    return Vise(
        code=indicateur.identifiant,
        libelle=indicateur.libelle,
        chemin=grandeurs()[datee.numerateur].chemin if datee is not None and simple else "",
        unite=next((annee.unite for annee in annees if annee.unite), ""),
        annees=tuple(annees),
        url=adresse_ouverte(
            acteur, "cpom:indicateur", dispositif.code, indicateur.identifiant, dispositif_id=dispositif.pk
        ),
    )


def graphique_des_cibles(vise: Vise) -> Graphique:
    """Draw the years of an indicator beside its targets; years that miss a quarter stand apart."""
    incompletes = [_reel(a.valeur.nombre) if a.valeur.partielle else None for a in vise.annees]
    return Graphique(
        titre=f"{vise.libelle}, et sa cible du CPOM",
        phrase=_phrase(vise),
        categories=tuple(str(annee.annee) for annee in vise.annees),
        series=(
            Serie("Valeur", tuple(None if a.valeur.partielle else _reel(a.valeur.nombre) for a in vise.annees)),
            Serie("Cible", tuple(_reel(annee.cible) for annee in vise.annees)),
            *([Serie("Année incomplète", tuple(incompletes))] if any(v is not None for v in incompletes) else []),
        ),
        unite=vise.unite,
        source="CPOM : valeurs signées, sinon retours transmis ; petits effectifs masqués.",
        genre=GenreGraphique.LIGNES,
    )


def _phrase(vise: Vise) -> str:
    connues = [annee for annee in vise.annees if annee.valeur.nombre is not None]
    if not connues:
        return "Aucune valeur n'est encore connue : elle viendra des retours transmis."
    derniere = connues[-1]
    debut = f"En {derniere.annee}, {_ecrire(derniere.valeur.nombre, vise.unite)}"
    if derniere.valeur.partielle:
        debut += (
            f" sur {ecrire_nombre(derniere.valeur.trimestres)} trimestre{'s' if derniere.valeur.trimestres > 1 else ''}"
        )
    if derniere.cible is None:
        return f"{debut} ; aucune cible cette année-là."
    return f"{debut}, pour une cible de {_ecrire(derniere.cible, vise.unite)}."


def _ecrire(nombre: Decimal | None, unite: str) -> str:
    if nombre is None:
        return "–"
    return f"{ecrire_nombre(nombre)}{FINE}%" if unite == POURCENT else f"{ecrire_nombre(nombre)} {unite}"


def _reel(nombre: Decimal | None) -> float | None:
    return None if nombre is None else float(nombre)


def unite_de(chemin: str, unite: str) -> str:
    """Return the unit of what is drawn."""
    return POURCENT if chemin in EN_TAUX else unite
