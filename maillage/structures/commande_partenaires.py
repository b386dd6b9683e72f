"""The command `maillage importer partenaires DISPOSITIF FICHIER [--essai]`: it does what the page proposes, line by line, and prints its report.

What the page would ask a person to decide (a partner that only looks alike) is left out, and told.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import CODE_REFUS, Arguments, dire_illisible, separer
from maillage.socle.domain.typographie import ecrire_compte
from maillage.structures.domain.partenaires import Rapprochement
from maillage.structures.lecture_partenaires import lire_partenaires
from maillage.structures.models import Dispositif
from maillage.structures.selectors import dispositif_par_code
from maillage.structures.services.partenaires import (
    CREER,
    IGNORER,
    BilanImport,
    comparer_partenaires,
    importer_partenaires,
)

USAGE = "maillage importer partenaires DISPOSITIF FICHIER [--essai]"
POSITIONS = 2


def executer(arguments: Sequence[str]) -> int:
    """Return 0, 1 when some lines were left out for a person to look at, 2 when nothing can be read."""
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(
            f"{USAGE}\n  FICHIER  CSV, XLSX, ODS, GeoJSON, uMap ou GoGoCarto (JSON)\n  --essai  montre ce qui changerait, sans rien écrire\n"
        )
        return 0
    lus = separer(arguments, permises=(), obligatoires=(), drapeaux=("--essai",))
    if len(lus.positions) != POSITIONS:
        lus.refuser("FICHIER", f"un dispositif et un fichier attendus ; {USAGE}")
    dispositif = None if lus.problemes else dispositif_par_code(lus.positions[0])
    if dispositif is None and not lus.problemes:
        lus.refuser("DISPOSITIF", "aucun dispositif à ce code")
    code = _importer(lus, dispositif) if dispositif is not None else CODE_REFUS
    return lus.dire_refus() if lus.problemes else code


def _importer(lus: Arguments, dispositif: Dispositif) -> int:
    fichier, essai = Path(lus.positions[1]), "--essai" in lus.drapeaux
    try:
        lignes = lire_partenaires(fichier.read_bytes(), fichier.suffix[1:].lower())
        rapproches = comparer_partenaires(dispositif, lignes)
        decisions = {un.ligne.numero: _decider(un) for un in rapproches}
        with transaction.atomic():
            bilan = importer_partenaires(
                ActeurSysteme("maillage importer partenaires"),
                dispositif,
                rapproches=rapproches,
                decisions=decisions,
                fichier=fichier.name,
            )
            transaction.set_rollback(essai)
    except OSError as erreur:
        lus.refuser("FICHIER", f"{dire_illisible(erreur)} « {fichier} »")
        return CODE_REFUS
    except ValidationError as erreur:
        lus.refuser("FICHIER", f"{' '.join(erreur.messages)} « {fichier} »")
        return CODE_REFUS
    a_voir = [phrase for un in rapproches if (phrase := _a_regarder(un))]
    sys.stdout.write(_en_texte(fichier.name, bilan, a_voir, essai=essai))
    return 1 if a_voir else 0


def _decider(un: Rapprochement) -> str:
    """Create what is new, link what surely is the same; a doubt is a person's to settle."""
    if un.ligne.fautes or un.deja or (un.proches and not un.certain):
        return IGNORER
    return un.propose if un.proches else CREER


def _a_regarder(un: Rapprochement) -> str:
    if un.ligne.fautes:
        return f"ligne {un.ligne.numero} : {', '.join(un.ligne.fautes)} ; corrigez la ligne, elle n'est pas entrée"
    if un.deja:
        return f"ligne {un.ligne.numero} : même partenaire que la ligne {un.deja} ; gardez une ligne"
    if un.proches and not un.certain:
        noms = ", ".join(connu.nom for connu in un.proches)
        return f"ligne {un.ligne.numero} : « {un.ligne.nom} » ressemble à {noms} ; décidez sur la page d'import"
    return ""


def _en_texte(nom: str, bilan: BilanImport, a_voir: list[str], *, essai: bool) -> str:
    comptes = f"  {ecrire_compte(bilan.crees, 'créé')}, {ecrire_compte(bilan.lies, 'déjà connu ajouté', 'déjà connus ajoutés')} à cet annuaire"
    fin = ["Essai : rien n'a été gardé."] if essai else []
    return "\n".join([nom, comptes, *(f"{nom}, {phrase}" for phrase in a_voir), *fin, ""])
