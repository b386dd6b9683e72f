"""Checking a folder of strangers: received in a folder of its own, within limits, read by the contract's reader, then deleted whatever happens."""

from __future__ import annotations

import re
import tempfile
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from maillage.activite.lecture.connexion import ouvrir_connexion
from maillage.activite.lecture.dossier import ouvrir_dossier
from maillage.echanges.documentation import lieux_connus, specifications_du_dossier
from maillage.echanges.domain.conseils import conseil
from maillage.echanges.domain.erreurs import FichierRefuse
from maillage.socle.tabulaire import LecteurCsv, Probleme
from maillage.socle.tabulaire.probleme import TOUTE_LA_LIGNE

OCTETS_DEPOSES = 20 * 1024 * 1024
OCTETS_DEPLIES = 60 * 1024 * 1024
LIGNES = 200_000
LONGUEUR_LIGNE = 20_000
MEMBRES = 500
PLAFOND = 200
"""Problems of one file after which it is read no further."""
BLOC = 64 * 1024
ILLISIBLE = "Cette archive ne s'ouvre pas : refaites-la avec « Compresser » ou « Envoyer vers un dossier compressé »."
TROP_GRAND = (
    "Ce dossier est trop grand pour cette page (60 Mo et 200 000 lignes une fois ouvert). "
    "Vérifiez-le sur votre ordinateur avec la commande « maillage compter »."
)
ERREURS_D_ARCHIVE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""What the library raises on a damaged, encrypted or unknown archive."""


@dataclass(frozen=True)
class Faute:
    """One problem, with where it is in words and how to mend it."""

    ou: str
    colonne: str
    motif: str
    conseil: str


@dataclass(frozen=True)
class FichierVerifie:
    """A table of the folder. `lu_en_entier`: false when it had so many faults that reading stopped."""

    nom: str
    lignes: int
    fautes: tuple[Faute, ...] = ()
    lu_en_entier: bool = True


@dataclass(frozen=True)
class Verdict:
    """`seul`: one file without its folder, its references are not checked; `ignores`: files that the contract does not know."""

    fichiers: tuple[FichierVerifie, ...]
    ignores: tuple[str, ...] = ()
    seul: bool = False

    @property
    def fautes(self) -> int:
        return sum(len(fichier.fautes) for fichier in self.fichiers)

    @property
    def fautifs(self) -> list[FichierVerifie]:
        return [fichier for fichier in self.fichiers if fichier.fautes]

    @property
    def corrects(self) -> list[FichierVerifie]:
        return [fichier for fichier in self.fichiers if not fichier.fautes]


@dataclass
class Reception:
    """What was written in the folder: number of lines by table, and what was left aside."""

    dossier: Path
    lignes: dict[str, int] = field(default_factory=dict)
    ignores: list[str] = field(default_factory=list)
    octets: int = 0

    def recevoir(self, table: str, flux: IO[bytes]) -> None:
        """Copy one file under the name of its table, never under a name that the archive gives."""
        if table in self.lignes:
            raise FichierRefuse(f"Deux fichiers s'appellent {table}.csv : gardez-en un.")
        self.lignes[table] = 0
        longueur = 0
        with (self.dossier / f"{table}.csv").open("wb") as copie:
            while bloc := flux.read(BLOC):
                copie.write(bloc)
                morceaux = bloc.split(b"\n")
                longueur = self._controler(table, morceaux, longueur)
                self._compter(table, len(bloc), len(morceaux) - 1)

    def _compter(self, table: str, octets: int, lignes: int) -> None:
        self.octets += octets
        self.lignes[table] += lignes
        if self.octets > OCTETS_DEPLIES or sum(self.lignes.values()) > LIGNES:
            raise FichierRefuse(TROP_GRAND)

    def _controler(self, table: str, morceaux: Sequence[bytes], longueur: int) -> int:
        """Return the length of the line that the block leaves unfinished."""
        longueurs = [len(morceau) for morceau in morceaux]
        longueurs[0] += longueur
        if max(longueurs) > LONGUEUR_LIGNE:
            raise FichierRefuse(
                f"{table}.csv a une ligne de plus de {LONGUEUR_LIGNE} signes : ce n'est pas un tableau."
            )
        return longueurs[-1]


def verifier(nom: str, flux: IO[bytes]) -> Verdict:
    """Check a zip of the folder, or one CSV of it; raise FichierRefuse when it cannot be read at all. Nothing is kept."""
    with tempfile.TemporaryDirectory(prefix="maillage-verifier-") as dossier:
        reception = Reception(Path(dossier))
        if zipfile.is_zipfile(flux):
            _recevoir_archive(reception, flux)
            return _verdict(reception, _problemes_du_dossier(reception))
        flux.seek(0)
        table = _table_du_nom(nom)
        reception.recevoir(table, flux)
        return _verdict(reception, _problemes_du_fichier(reception, table), seul=True)


def _table_du_nom(nom: str) -> str:
    """« evenement (1).csv » is `evenement`: browsers and people add to names."""
    if nom.lower().endswith(".zip"):
        raise FichierRefuse(ILLISIBLE)
    trouve = re.match(r"[a-z]+(_[a-z]+)*", nom.lower())
    table = trouve[0] if trouve else ""
    if table not in specifications_du_dossier():
        attendus = ", ".join(f"{connue}.csv" for connue in specifications_du_dossier())
        raise FichierRefuse(
            f"Ce nom de fichier n'est pas connu. Déposez une archive zip, ou un de ces fichiers : {attendus}."
        )
    return table


def _recevoir_archive(reception: Reception, flux: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(flux) as archive:
            membres = [info for info in archive.infolist() if not info.is_dir()]
            if len(membres) > MEMBRES:
                raise FichierRefuse(f"Cette archive contient plus de {MEMBRES} fichiers : gardez ceux du dossier.")
            for info in membres:
                _recevoir_membre(reception, archive, info)
    except FichierRefuse:
        raise
    except ERREURS_D_ARCHIVE:
        raise FichierRefuse(ILLISIBLE) from None
    if not reception.lignes:
        raise FichierRefuse("Cette archive ne contient aucun fichier du contrat, par exemple dispositif.csv.")


def _recevoir_membre(reception: Reception, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    nom = PurePosixPath(info.filename.replace("\\", "/")).name
    table = nom.removesuffix(".csv")
    if nom.endswith(".csv") and table in specifications_du_dossier():
        with archive.open(info) as flux:
            reception.recevoir(table, flux)
    elif not nom.startswith("."):
        reception.ignores.append(nom)


def _problemes_du_dossier(reception: Reception) -> list[Probleme]:
    with ouvrir_connexion(memoire="1GB", fils=1) as connexion:
        return ouvrir_dossier(connexion, reception.dossier, lieux_connus(), plafond=PLAFOND)


def _problemes_du_fichier(reception: Reception, table: str) -> list[Probleme]:
    lecteur = LecteurCsv(reception.dossier / f"{table}.csv", specifications_du_dossier()[table], plafond=PLAFOND)
    for _ in lecteur.parcourir():
        pass
    return sorted(lecteur.problemes)


def _verdict(reception: Reception, problemes: Sequence[Probleme], *, seul: bool = False) -> Verdict:
    par_fichier: dict[str, list[Probleme]] = defaultdict(list)
    for probleme in problemes:
        par_fichier[probleme.fichier].append(probleme)
    noms = sorted({*par_fichier, *(f"{table}.csv" for table in reception.lignes)})
    fichiers = (_fichier(nom, reception.lignes.get(nom.removesuffix(".csv"), 0), par_fichier[nom]) for nom in noms)
    return Verdict(tuple(fichiers), tuple(sorted(set(reception.ignores))), seul)


def fautes_par_fichier(problemes: Sequence[Probleme]) -> dict[str, list[Faute]]:
    """Return problems explained, by file."""
    par_fichier: dict[str, list[Faute]] = defaultdict(list)
    for probleme in problemes:
        par_fichier[probleme.fichier].extend(_fautes(probleme.fichier, [probleme]))
    return dict(par_fichier)


def _fichier(nom: str, sauts: int, problemes: Sequence[Probleme]) -> FichierVerifie:
    return FichierVerifie(
        nom=nom,
        lignes=max(sauts - 1, 0),
        fautes=tuple(_fautes(nom, problemes[:PLAFOND])),
        lu_en_entier=len(problemes) < PLAFOND,
    )


def _fautes(nom: str, problemes: Sequence[Probleme]) -> Iterator[Faute]:
    specification = specifications_du_dossier()[nom.removesuffix(".csv")]
    for probleme in problemes:
        yield Faute(
            ou=f"ligne {probleme.ligne}" if probleme.ligne else "tout le fichier",
            colonne="" if probleme.colonne == TOUTE_LA_LIGNE else probleme.colonne,
            motif=probleme.motif,
            conseil=conseil(probleme.motif, probleme.colonne, connues=specification.par_nom),
        )
