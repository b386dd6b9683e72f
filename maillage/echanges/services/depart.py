"""Leaving with everything, and entering elsewhere: whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder

from maillage.agenda.domain.etat import DispositifVise
from maillage.bibliotheque.services.indexation import indexer_les_fiches_internes
from maillage.echanges.depart.archive import Archive, ArchiveRefusee, ecrire_archive, lire_archive
from maillage.echanges.depart.entree import Entree
from maillage.echanges.depart.plan import DISPOSITIF, plan, referentiel
from maillage.echanges.depart.sortie import Sortie
from maillage.echanges.services.fhir import exiger
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.reprise import BilanReprise
from maillage.socle.models import NatureTrace
from maillage.socle.pieces import coffre
from maillage.socle.services import journaliser
from maillage.structures.selectors import dispositif_par_code


@dataclass(frozen=True)
class ExportComplet:
    """`archive`: the bytes of the zip; `lignes`: how many rows of each table."""

    archive: bytes
    lignes: dict[str, int]


def exporter_complet(acteur: Acteur, dispositif: DispositifVise) -> ExportComplet:
    """Return everything of a dispositif: rows, files, history. Journaled. Raises PermissionDenied, ErreurPiece for a file that is lost."""
    exiger(acteur, dispositif, Acces.ECRITURE)
    with transaction.atomic():
        tables = Sortie(dispositif.pk).lignes()
    pieces = {ligne["identifiant"]: coffre.reprendre(ligne["identifiant"]) for ligne in tables["socle.Piece"]}
    manifeste = {"dispositif": dispositif.code, "migrations": versions(), "restes": referentiel()["restes"]}
    octets = ecrire_archive(Archive(manifeste, tables, pieces), dictionnaire())
    lignes = {nom: len(table) for nom, table in tables.items()}
    journaliser(
        acteur,
        "echanges.exporter_complet",
        nature=NatureTrace.LECTURE,
        dispositif_id=dispositif.pk,
        details={"lignes": sum(lignes.values()), "pieces": len(pieces)},
    )
    return ExportComplet(octets, lignes)


def importer_complet(acteur: Acteur, fichier: BinaryIO, *, essai: bool) -> list[BilanReprise]:
    """Write an archive in this installation, or only try it. Raises ArchiveRefusee: nothing is then written.

    The dispositif must not be here already: an archive is a whole, it is never merged into another life.
    """
    archive = lire_archive(fichier)
    code = str(archive.manifeste.get("dispositif", ""))
    if dispositif_par_code(code) is not None:
        raise ArchiveRefusee(f"le dispositif « {code} » est déjà dans cette installation", "manifeste.json")
    if ecart := sorted(set(archive.manifeste.get("migrations", {}).items()) - set(versions().items())):
        raise ArchiveRefusee(
            f"écrite par une autre version de Maillage ({ecart[0][0]} {ecart[0][1]}) : mettez les deux à la même version",
            "manifeste.json",
        )
    entree = Entree(archive)
    try:
        with transaction.atomic():
            bilans = entree.ecrire()
            if not essai:
                cle = entree.cles[DISPOSITIF][1]
                indexer_les_fiches_internes(cle)
                details = {"lignes": sum(bilan.crees for bilan in bilans)}
                journaliser(acteur, "echanges.importer_complet", dispositif_id=cle, details=details)
            else:
                transaction.set_rollback(True)
    except BaseException:
        entree.defaire_les_depots()
        raise
    if essai:
        entree.defaire_les_depots()
    return bilans


def versions() -> dict[str, str]:
    """Return the last migration of each context."""
    derniere: dict[str, str] = {}
    for app, nom in MigrationRecorder.Migration.objects.order_by("app", "name").values_list("app", "name"):
        derniere[app] = nom
    contextes = {partant.modele._meta.app_label for partant in plan()}
    return {app: nom for app, nom in derniere.items() if app in contextes}


def dictionnaire() -> dict[str, Any]:
    """Return what each table and column means, from the models themselves."""
    return {
        partant.nom: {
            "objet": str(partant.modele._meta.verbose_name),
            "description": (partant.modele.__doc__ or "").strip(),
            "colonnes": {champ.name: str(champ.verbose_name) for champ in partant.champs()},
        }
        for partant in plan()
    }
