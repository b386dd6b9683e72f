"""`maillage cartographie implantation` (contract, section 3)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np

from maillage.cartographie.arguments import TEMPS_MAX, Options, Usage, lire_options, refus
from maillage.cartographie.commandes.acces import millioniemes
from maillage.cartographie.domain.implantation import (
    BilanImplantation,
    Implantation,
    IssueImplantation,
    Objectif,
    ecart,
    evaluer,
)
from maillage.cartographie.domain.nombres import en_millioniemes, nombre_json
from maillage.cartographie.domain.temps import Provenance
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.ecriture import ecrire, texte_json
from maillage.cartographie.lecture.tables import CANDIDATS, DEMANDE, Lectures
from maillage.cartographie.lecture.temps import lignes_des_ids, lire_temps
from maillage.cartographie.optimisation.implantation import resoudre, stabilite
from maillage.socle.tabulaire import Ligne

USAGE = Usage(
    "maillage cartographie implantation DEMANDE.csv CANDIDATS.csv TEMPS.csv --k N "
    "--objectif {moyenne|couverture|pire} [--seuil MIN] [--temps-max S] --sortie S.json",
    ("DEMANDE", "CANDIDATS", "TEMPS"),
    ("--k", "--objectif", "--seuil"),
    ("--k", "--objectif"),
)
SEUIL = Decimal(30)


@dataclass(frozen=True)
class _Run:
    fichiers: tuple[Path, ...]
    k: int
    objectif: Objectif
    seuil: int
    sortie: Path
    echeance: Echeance


def executer(arguments: Sequence[str]) -> int:
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(f"{USAGE.texte}\n")
        return 0
    run = _lire_arguments(lire_options(arguments, USAGE))
    probleme, provenance = _lire_probleme(run)
    ecrire(run.sortie, texte_json(resultat(probleme, run.echeance) | {"temps": provenance.objet()}))
    return 0


def _lire_arguments(options: Options) -> _Run:
    echeance = Echeance.de(options.decimal("--temps-max", TEMPS_MAX))
    objectif = options.choix("--objectif", [str(objectif) for objectif in Objectif])
    k, seuil, sortie = options.entier("--k"), options.decimal("--seuil", SEUIL), options.sortie()
    options.exiger()
    return _Run(options.fichiers, k, Objectif(objectif), en_millioniemes(seuil), sortie, echeance)


def _lire_probleme(run: _Run) -> tuple[Implantation, Provenance]:
    lectures = Lectures()
    candidats = lectures.lire(run.fichiers[1], CANDIDATS)
    if not lectures.problemes:
        _verifier_k(run.k, candidats)
    demandes = lectures.lire(run.fichiers[0], DEMANDE)
    temps, problemes = lire_temps(run.fichiers[2], ("demande", "candidat"))
    lectures.problemes += problemes
    lectures.exiger()
    candidats = sorted(candidats, key=lambda ligne: ligne.textes["id"])
    ids, sites = lignes_des_ids(demandes), lignes_des_ids(candidats)
    probleme = Implantation(
        tuple(ids),
        millioniemes(demandes, "population"),
        tuple(sites),
        np.array([_est_existant(ligne) for ligne in candidats], dtype=bool),
        temps.paires(ids, sites).matrice(len(ids), len(sites)),
        run.k,
        run.objectif,
        run.seuil,
    )
    return probleme, temps.provenance


def _est_existant(ligne: Ligne) -> bool:
    return ligne.valeurs.get("existant") is True


def _verifier_k(k: int, candidats: Sequence[Ligne]) -> None:
    nouveaux = sum(not _est_existant(ligne) for ligne in candidats)
    if k > nouveaux:
        raise refus("--k", f"{k} sites demandés, {nouveaux} nouveaux candidats")


def resultat(probleme: Implantation, echeance: Echeance) -> dict[str, object]:
    """Solve and evaluate: the keys of the result but `temps`, as JSON values."""
    issue = resoudre(probleme, echeance)
    bilan = evaluer(probleme, issue.sites) if issue.a_une_solution else None
    stable = stabilite(probleme, issue.sites, echeance) if bilan else None
    return {
        "statut": str(issue.statut),
        "borne": _nombre(issue.borne),
        **_figures(probleme, issue, bilan, stable),
        "hors_portee": sorted(np.array(probleme.demandes, dtype=object)[probleme.hors_portee()].tolist()),
    }


def _figures(
    probleme: Implantation, issue: IssueImplantation, bilan: BilanImplantation | None, stable: Fraction | None
) -> dict[str, object]:
    nulles = ("valeur", "ecart", "moyenne_min", "pire_decile_min", "couverts", "stabilite")
    if bilan is None:
        return {**dict.fromkeys(nulles), "sites": [], "affectation": {}}
    rangs = zip(probleme.demandes, bilan.affectation.tolist(), strict=True)
    return {
        "valeur": _nombre(bilan.valeur),
        "ecart": _nombre(None if issue.borne is None else ecart(bilan.valeur, issue.borne)),
        "sites": [probleme.candidats[rang] for rang in issue.sites],
        "affectation": {demande: probleme.candidats[rang] for demande, rang in rangs if rang >= 0},
        "moyenne_min": _nombre(bilan.moyenne),
        "pire_decile_min": _nombre(bilan.pire_decile),
        "couverts": _nombre(bilan.couverts),
        "stabilite": _nombre(stable),
    }


def _nombre(exact: Fraction | None) -> int | float | None:
    return None if exact is None else nombre_json(exact)
