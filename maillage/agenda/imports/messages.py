"""How a problem of a line, an application and an undoing are said."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.agenda.imports.domain.lignes import LIGNE_ENTIERE
from maillage.agenda.models import LotImport
from maillage.socle.domain.typographie import ecrire_nombre


def dire_erreur(lot: LotImport, numero: int, erreur: Mapping[str, str]) -> str:
    """« Fichier semaine.csv, ligne 12, colonne debut : heure illisible… ; écrivez… »"""
    ou = f"Fichier {lot.nom_fichier}, ligne {numero}"
    return f"{ou}{dire_colonne(lot, erreur['colonne'])} : {erreur['motif']}"


def dire_colonne(lot: LotImport, colonne: str) -> str:
    """« , colonne debut (« Heure RDV ») », nothing when the whole line is concerned."""
    if colonne == LIGNE_ENTIERE:
        return ""
    entete = lot.correspondance.get("colonnes", {}).get(colonne, colonne)
    return f", colonne {colonne}" + ("" if entete == colonne else f" (« {entete} »)")


def phrase_application(lot: LotImport) -> str:
    """« Import appliqué. Événements : 12 ajoutés, 3 modifiés, 1 annulé, 40 inchangés. 2 lignes en erreur ne sont pas entrées. »"""
    comptes = lot.compte_rendu["evenements"]
    mots = (("AJOUT", "ajouté"), ("MODIFICATION", "modifié"), ("ANNULATION", "annulé"), ("INCHANGE", "inchangé"))
    parties = [f"{ecrire_nombre(comptes[issue])} {mot}{'s' if comptes[issue] > 1 else ''}" for issue, mot in mots]
    return f"Import appliqué. Événements : {', '.join(parties)}.{_dire_refusees(lot.compte_rendu['lignes_en_erreur'])}"


def _dire_refusees(nombre: int) -> str:
    if not nombre:
        return ""
    return (
        " 1 ligne en erreur n'est pas entrée."
        if nombre == 1
        else f" {ecrire_nombre(nombre)} lignes en erreur ne sont pas entrées."
    )


def phrase_annulation(lot: LotImport) -> str:
    """« Import annulé. Événements retirés : 12 ; rétablis : 3. Laissés parce que modifiés depuis : 1. »"""
    bilan = lot.compte_rendu["annulation"]
    retires, retablis = ecrire_nombre(bilan["supprimes"]), ecrire_nombre(bilan["retablis"])
    return f"Import annulé. Événements retirés : {retires} ; rétablis : {retablis}.{_dire_laisses(bilan['nombre_laisses'])}"


def _dire_laisses(nombre: int) -> str:
    return f" Laissés parce que modifiés depuis : {ecrire_nombre(nombre)}." if nombre else ""
