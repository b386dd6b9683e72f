"""The archive itself: a zip of JSON lines, files, a manifest with hashes and a page that explains them. Read with suspicion."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any, BinaryIO

from maillage.echanges.domain.erreurs import ErreurEchange

FORMAT = "maillage-complet-1"
DATE_DES_FICHIERS = (1980, 1, 1, 0, 0, 0)
GIGA = 1024**3
TAILLE_DEPLIEE = 4 * GIGA
RAPPORT_MAXIMAL = 200
MEMBRES_MAXIMUM = 200_000
LISEZ_MOI = """Export complet d'un dispositif, fait par Maillage.

manifeste.json  le format, la version de chaque contexte, le nombre de lignes et l'empreinte SHA-256 de chaque fichier
tables/*.jsonl  une ligne JSON par objet ; son rang dans ce fichier le désigne, les nombres qui nomment un autre objet sont des rangs
pieces/*        les fichiers joints, en clair, sous l'identifiant de leur ligne de tables/socle.Piece.jsonl
dictionnaire.json  ce que veut dire chaque table et chaque colonne

Ce dossier porte des noms d'enfants : gardez-le chiffré, effacez-le après usage.
Pour le reprendre dans une installation vide : maillage importer complet ARCHIVE.zip
"""


@dataclass(frozen=True)
class Archive:
    """What an archive holds: the manifest, the lines of each table, the bytes of each file."""

    manifeste: dict[str, Any]
    tables: dict[str, list[dict[str, Any]]]
    pieces: dict[str, bytes]


class ArchiveRefusee(ErreurEchange):
    """An archive that cannot be trusted or read: nothing of it was written. `membre` says where."""

    def __init__(self, message: str, membre: str = "*") -> None:
        super().__init__(message, champ="fichier")
        self.membre = membre


def ecrire_archive(archive: Archive, dictionnaire: dict[str, Any]) -> bytes:
    """Return the bytes of an archive: same content, same bytes."""
    membres = {f"tables/{nom}.jsonl": _jsonl(lignes) for nom, lignes in archive.tables.items()}
    membres |= {f"pieces/{nom}": octets for nom, octets in archive.pieces.items()}
    membres["LISEZ-MOI.txt"] = LISEZ_MOI.encode()
    membres["dictionnaire.json"] = _json(dictionnaire)
    empreintes = {nom: hashlib.sha256(octets).hexdigest() for nom, octets in sorted(membres.items())}
    lignes = {nom: len(table) for nom, table in sorted(archive.tables.items())}
    membres["manifeste.json"] = _json(
        {**archive.manifeste, "format": FORMAT, "lignes": lignes, "empreintes": empreintes}
    )
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as ecrite:
        for nom in sorted(membres):
            membre = zipfile.ZipInfo(nom, DATE_DES_FICHIERS)
            membre.compress_type = zipfile.ZIP_DEFLATED
            ecrite.writestr(membre, membres[nom])
    return tampon.getvalue()


def lire_archive(fichier: BinaryIO) -> Archive:
    """Return a checked archive. Raise ArchiveRefusee: not a zip, paths that climb, a bomb, a member missing, added or altered, another format."""
    try:
        with zipfile.ZipFile(fichier) as lue:
            _controler_membres(lue)
            manifeste = json.loads(lue.read("manifeste.json"))
            if manifeste.get("format") != FORMAT:
                raise ArchiveRefusee(
                    f"format « {manifeste.get('format')} » inconnu, attendu {FORMAT}", "manifeste.json"
                )
            return Archive(manifeste, *_contenu(lue, manifeste["empreintes"]))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError) as erreur:
        raise ArchiveRefusee("ce fichier n'est pas une archive zip entière") from erreur
    except KeyError as erreur:
        raise ArchiveRefusee(f"il manque {erreur}", "manifeste.json") from erreur
    except (json.JSONDecodeError, UnicodeDecodeError) as erreur:
        raise ArchiveRefusee(f"JSON illisible ({erreur})", "manifeste.json") from erreur


def _controler_membres(lue: zipfile.ZipFile) -> None:
    membres = lue.infolist()
    if len(membres) > MEMBRES_MAXIMUM:
        raise ArchiveRefusee(f"{len(membres)} fichiers : c'est plus que ce qu'un dispositif peut contenir")
    if sum(membre.file_size for membre in membres) > TAILLE_DEPLIEE:
        raise ArchiveRefusee(f"plus de {TAILLE_DEPLIEE // GIGA} Go une fois dépliée")
    for membre in membres:
        parties = membre.filename.split("/")
        if membre.filename.startswith("/") or "\\" in membre.filename or ".." in parties or len(parties) > 2:
            raise ArchiveRefusee("chemin qui sort de l'archive", membre.filename[:80])
        if (
            membre.compress_size
            and membre.file_size / membre.compress_size > RAPPORT_MAXIMAL
            and membre.file_size > 10**8
        ):
            raise ArchiveRefusee("fichier gonflé au-delà du raisonnable", membre.filename[:80])


def _contenu(
    lue: zipfile.ZipFile, empreintes: dict[str, str]
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, bytes]]:
    presents = {membre.filename for membre in lue.infolist()} - {"manifeste.json"}
    if presents != empreintes.keys():
        ecart = sorted(presents ^ empreintes.keys())
        raise ArchiveRefusee("fichier absent du manifeste, ou de l'archive", ecart[0])
    tables: dict[str, list[dict[str, Any]]] = {}
    pieces: dict[str, bytes] = {}
    for nom in sorted(presents):
        octets = lue.read(nom)
        if hashlib.sha256(octets).hexdigest() != empreintes[nom]:
            raise ArchiveRefusee("contenu modifié : son empreinte n'est plus celle du manifeste", nom)
        dossier, _, reste = nom.partition("/")
        if dossier == "tables":
            tables[reste.removesuffix(".jsonl")] = _lire_jsonl(nom, octets)
        elif dossier == "pieces":
            pieces[reste] = octets
    return tables, pieces


def _lire_jsonl(nom: str, octets: bytes) -> list[dict[str, Any]]:
    """One object a line; only a line feed ends one (a text may hold other separators)."""
    if not octets:
        return []
    lignes = []
    for rang, texte in enumerate(octets.decode("utf-8").removesuffix("\n").split("\n"), 1):
        try:
            lignes.append(json.loads(texte))
        except json.JSONDecodeError as erreur:
            raise ArchiveRefusee(f"JSON illisible, colonne {erreur.colno}", f"{nom}:{rang}") from erreur
    return lignes


def _json(valeur: Any) -> bytes:
    return json.dumps(valeur, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _jsonl(lignes: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(ligne, ensure_ascii=False, sort_keys=True) + "\n" for ligne in lignes).encode()
