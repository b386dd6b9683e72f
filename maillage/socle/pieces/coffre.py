"""Files on disk: outside anything the web server serves, encrypted, under a random name."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from maillage.socle.pieces.erreurs import ErreurPiece

PERDU = "Ce fichier ne se retrouve pas dans le coffre. Prévenez la personne qui tient l'installation."
ILLISIBLE = "Ce fichier ne se déchiffre pas : sa clé a changé ou il a été modifié. Prévenez la personne qui tient l'installation."


def deposer(identifiant: str, octets: bytes) -> None:
    """Write an encrypted file whole, or not at all."""
    path = chemin(identifiant)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    provisoire = path.with_suffix(".en-cours")
    with os.fdopen(os.open(provisoire, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as fichier:
        fichier.write(_cles().encrypt(octets))
    provisoire.replace(path)


def reprendre(identifiant: str) -> bytes:
    """Return the bytes of a file. Raises ErreurPiece when it is lost, or when no key opens it."""
    try:
        return _cles().decrypt(chemin(identifiant).read_bytes())
    except FileNotFoundError as perdu:
        raise ErreurPiece(PERDU) from perdu
    except InvalidToken as illisible:
        raise ErreurPiece(ILLISIBLE) from illisible


def detruire(identifiant: str) -> None:
    """Remove a file; one that is no longer there is no error."""
    chemin(identifiant).unlink(missing_ok=True)


def deposes() -> Iterator[Path]:
    """Yield every file kept, unfinished ones too."""
    racine = Path(settings.DOSSIER_PIECES)
    if racine.is_dir():
        yield from (path for path in racine.glob("*/*") if path.is_file())


def chemin(identifiant: str) -> Path:
    """Return where a file stands: the identifier is drawn by us, never given by a person."""
    if not identifiant.isalnum():
        raise ValueError(identifiant)
    return Path(settings.DOSSIER_PIECES) / identifiant[:2] / identifiant


def _cles() -> MultiFernet:
    """The keys of the setting, the first one writes and all of them read; without any, one derived from the secret of the installation."""
    cles: list[str] | list[bytes] = settings.CLES_PIECES or [_cle_derivee()]
    return MultiFernet([Fernet(cle) for cle in cles])


def _cle_derivee() -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"maillage.pieces")
    return base64.urlsafe_b64encode(derivation.derive(settings.SECRET_KEY.encode()))
