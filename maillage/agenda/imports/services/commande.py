"""Importing a file in one call: for the command line and for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.agenda.imports.domain.comparaison import Issue
from maillage.agenda.imports.messages import dire_erreur
from maillage.agenda.imports.selectors import lignes_du_lot
from maillage.agenda.imports.services.apercu import calculer_apercu
from maillage.agenda.imports.services.application import appliquer_lot
from maillage.agenda.imports.services.depot import ErreurImport, deposer_fichier, regler_lot
from maillage.agenda.models import EtatLot, LotImport
from maillage.socle.acteur import Acteur
from maillage.socle.arguments import dire_illisible
from maillage.structures.selectors import dispositif_par_code


@dataclass(frozen=True)
class CompteRendu:
    """What an import did, or would do (`applique` False). `erreurs` are full sentences, one by problem."""

    lot_id: int
    applique: bool
    ajouts: int
    modifications: int
    annulations: int
    inchanges: int
    lignes: int
    erreurs: tuple[str, ...]


def importer_fichier(
    acteur: Acteur,
    dispositif: str,
    source: str,
    chemin: Path,
    *,
    essai: bool = False,
    reglages: Mapping[str, Any] | None = None,
) -> CompteRendu:
    """Import a file in the dispositif of that code with the settings remembered for the source; `essai` stops at the preview.

    `reglages` changes some of them (keys: colonnes, valeurs, defauts, complet; for a calendar proprietaire {type, identifiant}, regles,
    journee, jusqu_au); they are remembered in turn, except complet.

    Raise ErreurImport (unknown dispositif, unreadable file or columns), PermissionDenied without the right.
    """
    trouve = dispositif_par_code(dispositif)
    if trouve is None:
        raise ErreurImport(f"Aucun dispositif « {dispositif} ».")
    try:
        contenu = chemin.read_bytes()
    except OSError as erreur:
        raise ErreurImport(f"Le fichier « {chemin.name} » ne peut pas être lu : {dire_illisible(erreur)}.") from None
    lot = deposer_fichier(acteur, trouve.pk, source=source, nom=chemin.name, contenu=contenu)
    if reglages:
        regler_lot(acteur, lot, {**lot.correspondance, **reglages})
    lot = calculer_apercu(acteur, lot)
    if lot.etat == EtatLot.ECHEC:
        raise ErreurImport(lot.compte_rendu["motif"])
    if not essai:
        lot = appliquer_lot(acteur, lot)
    return rendre_compte(lot)


def rendre_compte(lot: LotImport) -> CompteRendu:
    """Return the report of a lot that was previewed or applied."""
    comptes = lot.compte_rendu["evenements"]
    en_erreur = lignes_du_lot(lot, Issue.ERREUR)
    return CompteRendu(
        lot_id=lot.pk,
        applique=lot.etat == EtatLot.APPLIQUE,
        ajouts=comptes[Issue.AJOUT],
        modifications=comptes[Issue.MODIFICATION],
        annulations=comptes[Issue.ANNULATION],
        inchanges=comptes[Issue.INCHANGE],
        lignes=lot.compte_rendu["lignes"],
        erreurs=tuple(dire_erreur(lot, ligne.numero, erreur) for ligne in en_erreur for erreur in ligne.erreurs),
    )
