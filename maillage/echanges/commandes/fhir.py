"""`maillage exporter fhir` and `maillage importer fhir`: a TDDUI bundle out of a dispositif, and into it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.commandes.fichier import lire_fichier
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.controle import issue, valeurs
from maillage.echanges.services.fhir import RapportFhir, exporter_fhir, importer_fhir
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import Arguments, avec_aide, est_inscriptible, separer
from maillage.socle.tabulaire import Probleme
from maillage.structures.selectors import dispositif_par_code, dispositif_par_finess

USAGE_EXPORT = "maillage exporter fhir --dispositif CODE [--jeune ID] --sortie LOT.json"
USAGE_IMPORT = "maillage importer fhir LOT.json [--dispositif CODE] [--essai]"
ESSAI = "--essai"


@avec_aide(USAGE_EXPORT)
def exporter(arguments: Sequence[str]) -> int:
    """0 when the bundle is written, whole; 2 when nothing is and each problem is a line of stderr."""
    obligatoires = ("--dispositif", "--sortie")
    lus = separer(arguments, permises=(*obligatoires, "--jeune"), obligatoires=obligatoires)
    if lus.positions:
        lus.refuser(lus.positions[0], f"argument inattendu ; {USAGE_EXPORT}")
    dispositif = _dispositif(lus)
    sortie = Path(lus.valeurs.get("--sortie", ""))
    if "--sortie" in lus.valeurs and (sortie.exists() or not est_inscriptible(sortie)):
        lus.refuser("--sortie", f"« {sortie} » existe déjà ou ne peut pas être écrit")
    if dispositif is not None and not lus.problemes:
        _exporter(lus, dispositif, sortie)
    return lus.finir()


def _exporter(lus: Arguments, dispositif: DispositifVise, sortie: Path) -> None:
    try:
        export = exporter_fhir(
            ActeurSysteme("maillage exporter fhir"), dispositif, jeune=lus.valeurs.get("--jeune", "")
        )
        provisoire = sortie.with_name(f".{sortie.name}.partiel")
        provisoire.touch(mode=0o600)
        provisoire.write_text(json.dumps(export.lot, ensure_ascii=False), "utf-8")
        provisoire.replace(sortie)
    except ErreurEchange as refus:
        lus.refuser(f"--{refus.champ}" if refus.champ else "--dispositif", refus.message)
    except OSError as erreur:
        lus.refuser("--sortie", f"écriture impossible ({erreur.strerror})")
    else:
        sys.stdout.write("".join(f"{genre} : {nombre}\n" for genre, nombre in export.genres.items()))
        sys.stdout.write("".join(f"laissé de côté : {phrase}\n" for phrase in export.laisses))


@avec_aide(USAGE_IMPORT)
def importer(arguments: Sequence[str]) -> int:
    """0 when the bundle is taken (or previewed), 2 when it is refused: an OperationOutcome on stdout, a line a fault on stderr."""
    lus = separer(arguments, permises=("--dispositif",), obligatoires=(), drapeaux=(ESSAI,))
    if len(lus.positions) != 1:
        lus.refuser("FICHIER", f"un fichier attendu, {len(lus.positions)} donnés ; {USAGE_IMPORT}")
        return lus.finir()
    fichier = Path(lus.positions[0])
    lot = lire_fichier(lus, fichier)
    dispositif = None
    if not lus.problemes:
        dispositif = _dispositif(lus) if "--dispositif" in lus.valeurs else _dispositif_du_lot(lus, lot)
    if dispositif is not None and not lus.problemes:
        rapport = importer_fhir(ActeurSysteme("maillage importer fhir"), dispositif, lot, essai=ESSAI in lus.drapeaux)
        if not rapport.refuse:
            sys.stdout.write(_en_texte(rapport))
            return 0
        sys.stdout.write(json.dumps(issue(rapport.fautes), ensure_ascii=False, indent=1) + "\n")
        lus.problemes.extend(Probleme(fichier.name, 0, faute.chemin, faute.message) for faute in rapport.fautes)
    return lus.finir()


def _dispositif(lus: Arguments) -> DispositifVise | None:
    code = lus.valeurs.get("--dispositif", "")
    dispositif = dispositif_par_code(code)
    if dispositif is None and "--dispositif" in lus.valeurs:
        lus.refuser("--dispositif", f"aucun dispositif « {code} »")
    return dispositif


def _dispositif_du_lot(lus: Arguments, lot: Any) -> DispositifVise | None:
    """The dispositif of the FINESS numbers that the bundle names."""
    identifiants = valeurs(lot, "entry.resource.identifier") if isinstance(lot, dict) else []
    numeros = [
        str(i.get("value", ""))[1:] for i in identifiants if isinstance(i, dict) and i.get("system") == noms.STRUCTURE
    ]
    dispositif = dispositif_par_finess(numeros)
    if dispositif is None:
        dits = ", ".join(numeros) or "aucun"
        lus.refuser("--dispositif", f"à préciser : aucun dispositif, ou plusieurs, pour les FINESS du lot ({dits})")
    return dispositif


def _en_texte(rapport: RapportFhir) -> str:
    lignes = [
        f"{bilan.nature} : {bilan.crees} créés, {bilan.modifies} modifiés, {bilan.identiques} identiques"
        for bilan in rapport.bilans
    ]
    lignes += [f"remarque : {faute}" for faute in rapport.fautes]
    lignes += [f"lu autrement : {phrase}" for phrase in rapport.laisses]
    if rapport.gardes:
        lignes.append(f"non repris : {len(rapport.gardes)} ressources que Maillage ne tient pas")
    return "".join(f"{ligne}\n" for ligne in lignes)
