"""The facts of a dispositif as the folder of the activity contract, checked by the contract's own reader before they leave."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import PermissionDenied

from maillage.activite.domain.periode import Periode
from maillage.activite.faits import dossier_compresse, tables_du_dispositif
from maillage.activite.lecture.connexion import ouvrir_connexion
from maillage.activite.lecture.dossier import ouvrir_dossier
from maillage.activite.regles import JEUX, charger_jeu
from maillage.agenda.domain.etat import DispositifVise
from maillage.socle.acteur import Acteur
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser
from maillage.socle.tabulaire import Probleme

PROBLEMES_MONTRES = 200


class DossierIncoherent(ValueError):  # noqa: N818
    """Facts that the contract cannot hold; `problemes` are placed as in the folder they would have made."""

    def __init__(self, problemes: Sequence[Probleme]) -> None:
        self.problemes = list(problemes)
        super().__init__("\n".join(map(str, problemes)))


@dataclass(frozen=True)
class ExportTables:
    """`archive`: a zip with one CSV per table; `lignes`: how many rows in each."""

    archive: bytes
    lignes: dict[str, int]


def exporter_tables(acteur: Acteur, dispositif: DispositifVise, periode: Periode) -> ExportTables:
    """Return the facts able to matter for a period, journaled. Raise DossierIncoherent, PermissionDenied."""
    if not acteur.peut("activite", dispositif_id=dispositif.pk):
        raise PermissionDenied("Votre rôle n'ouvre pas l'activité de ce dispositif.")
    tables = tables_du_dispositif(dispositif.pk, periode)
    export = ExportTables(dossier_compresse(tables), {nom: table.num_rows for nom, table in sorted(tables.items())})
    if problemes := _problemes(export.archive):
        raise DossierIncoherent(problemes)
    journaliser(
        acteur,
        "echanges.exporter_tables",
        nature=NatureTrace.LECTURE,
        dispositif_id=dispositif.pk,
        details={"debut": periode.debut.isoformat(), "fin": periode.fin.isoformat(), "lignes": export.lignes},
    )
    return export


def _problemes(archive: bytes) -> list[Probleme]:
    with tempfile.TemporaryDirectory() as dossier:
        deplier(archive, Path(dossier))
        lieux = charger_jeu(JEUX[0]).parametres.lieux
        with ouvrir_connexion(memoire="1GB", fils=1) as connexion:
            return ouvrir_dossier(connexion, Path(dossier), lieux, plafond=PROBLEMES_MONTRES)


def deplier(archive: bytes, dossier: Path) -> None:
    """Write the files of an archive made here."""
    with zipfile.ZipFile(io.BytesIO(archive)) as fichiers:
        fichiers.extractall(dossier)
