"""`maillage cartographie interlocuteurs` (contract, section 4)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from maillage.cartographie.arguments import TEMPS_MAX, Options, Usage, lire_options
from maillage.cartographie.domain.interlocuteurs import (
    Affectation,
    Besoin,
    Dispositif,
    Sectorisation,
    ValeursSectorisation,
    affectation_actuelle,
    valeurs,
)
from maillage.cartographie.domain.nombres import UNITE, ecrire_court, en_millioniemes, fraction, nombre_json
from maillage.cartographie.domain.temps import Provenance
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.ecriture import ecrire, texte_csv
from maillage.cartographie.lecture.tables import ACTUEL, DISPOSITIFS, PREFIXE_DEMANDE, Lectures
from maillage.cartographie.lecture.temps import FichierTemps, lignes_des_ids, lire_temps
from maillage.cartographie.optimisation.interlocuteurs import resoudre
from maillage.socle.tabulaire import Ligne

USAGE = Usage(
    "maillage cartographie interlocuteurs ECOLES.csv DISPOSITIFS.csv TEMPS.csv [--seuil MIN] [--actuel ACTUEL.csv] "
    "[--temps-max S] --sortie I.csv",
    ("ECOLES", "DISPOSITIFS", "TEMPS"),
    ("--seuil", "--actuel"),
)
SEUIL = Decimal(60)
ENTETE = ("ecole", "famille", "dispositif", "minutes", "motif", "source", "date", "estimation")


@dataclass(frozen=True)
class _Run:
    fichiers: tuple[Path, ...]
    seuil: int
    actuel: Path | None
    sortie: Path
    echeance: Echeance


Actuel = Mapping[tuple[str, str], str]


def executer(arguments: Sequence[str]) -> int:
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(f"{USAGE.texte}\n")
        return 0
    run = _lire_arguments(lire_options(arguments, USAGE))
    probleme, actuel, provenance = _lire_probleme(run)
    issue = resoudre(probleme, run.echeance)
    bilan = {
        "statut": str(issue.statut),
        **_valeurs_json(valeurs(probleme, issue.affectation)),
        "avant": None if actuel is None else _valeurs_json(valeurs(probleme, affectation_actuelle(probleme, actuel))),
        "temps": provenance.objet(),
    }
    ecrire(run.sortie, texte_csv(ENTETE, _lignes(probleme, issue.affectation, provenance)))
    sys.stdout.write(json.dumps(bilan, ensure_ascii=False) + "\n")
    return 0


def _lire_arguments(options: Options) -> _Run:
    echeance = Echeance.de(options.decimal("--temps-max", TEMPS_MAX))
    seuil, actuel, sortie = options.decimal("--seuil", SEUIL), options.texte("--actuel"), options.sortie()
    options.exiger()
    return _Run(options.fichiers, en_millioniemes(seuil), Path(actuel) if actuel else None, sortie, echeance)


def _lire_probleme(run: _Run) -> tuple[Sectorisation, Actuel | None, Provenance]:
    lectures = Lectures()
    ecoles, dispositifs = lectures.lire_ecoles(run.fichiers[0]), lectures.lire(run.fichiers[1], DISPOSITIFS)
    temps, problemes = lire_temps(run.fichiers[2], ("ecole", "dispositif"))
    actuel = None if run.actuel is None else lectures.lire(run.actuel, ACTUEL)
    lectures.problemes += problemes
    lectures.exiger()
    probleme = Sectorisation(
        tuple(besoin for ligne in ecoles for besoin in _besoins(ligne)),
        tuple(_dispositif(ligne) for ligne in dispositifs),
        _minutes(temps, lignes_des_ids(ecoles), lignes_des_ids(dispositifs)),
        run.seuil,
    )
    return probleme, None if actuel is None else _actuel(actuel), temps.provenance


def _besoins(ligne: Ligne) -> Iterator[Besoin]:
    """In the order of the columns of the file."""
    for colonne, valeur in ligne.valeurs.items():
        if colonne.startswith(PREFIXE_DEMANDE) and isinstance(valeur, Decimal) and valeur > 0:
            yield Besoin(ligne.textes["id"], colonne.removeprefix(PREFIXE_DEMANDE), en_millioniemes(valeur))


def _dispositif(ligne: Ligne) -> Dispositif:
    familles, capacite = ligne.valeurs["familles"], ligne.valeurs["capacite"]
    assert isinstance(familles, tuple) and isinstance(capacite, Decimal)
    return Dispositif(ligne.textes["id"], frozenset(familles), en_millioniemes(capacite))


def _minutes(temps: FichierTemps, ecoles: Sequence[str], dispositifs: Sequence[str]) -> dict[str, dict[str, int]]:
    paires = temps.paires(ecoles, dispositifs)
    par_ecole: dict[str, dict[str, int]] = {}
    for ecole, rang, minutes in zip(
        paires.origines.tolist(), paires.destinations.tolist(), paires.minutes.tolist(), strict=True
    ):
        par_ecole.setdefault(ecoles[ecole], {})[dispositifs[rang]] = minutes
    return par_ecole


def _actuel(lignes: Sequence[Ligne]) -> Actuel:
    return {(ligne.textes["ecole"], ligne.textes["famille"]): ligne.textes["dispositif"] for ligne in lignes}


def _valeurs_json(exactes: ValeursSectorisation) -> dict[str, int | float]:
    return {
        "sans_reponse": nombre_json(fraction(exactes.sans_reponse)),
        "interlocuteurs": exactes.interlocuteurs,
        "demande_minutes": nombre_json(Fraction(exactes.demande_minutes, UNITE * UNITE)),
    }


def _lignes(probleme: Sectorisation, affectation: Affectation, provenance: Provenance) -> Iterator[tuple[str, ...]]:
    for besoin, rang in zip(probleme.besoins, affectation, strict=True):
        if rang is None:
            reponse = "", "", str(probleme.motif(besoin))
        else:
            nom = probleme.dispositifs[rang].id
            reponse = nom, ecrire_court(probleme.minutes[besoin.ecole][nom]), ""
        yield besoin.ecole, besoin.famille, *reponse, *provenance.cellules()
