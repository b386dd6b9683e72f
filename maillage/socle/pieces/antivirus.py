"""An optional check by an outside command (`MAILLAGE_ANTIVIRUS`), which reads the file on its standard input."""

from __future__ import annotations

import logging
import shlex
import subprocess

from django.conf import settings

from maillage.socle.models import ExamenPiece
from maillage.socle.pieces.erreurs import ErreurPiece

journal = logging.getLogger(__name__)
DELAI_S = 60
INFECTE = 1
"""Exit code of clamscan and clamdscan when something was found; 0 is clean, anything else is a failure."""


def examiner(octets: bytes) -> ExamenPiece:
    """Return what the check says. Raises ErreurPiece when it finds something.

    Without a command nothing is said; when the command fails the file is kept aside, unreadable until it has been looked at again.
    """
    if not settings.ANTIVIRUS:
        return ExamenPiece.SANS_ANTIVIRUS
    try:
        code = subprocess.run(  # noqa: S603 (the operator's own command, the file comes in as data)
            shlex.split(settings.ANTIVIRUS), input=octets, capture_output=True, timeout=DELAI_S, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        journal.exception("L'antivirus n'a pas répondu.")
        return ExamenPiece.EN_ATTENTE
    if code == INFECTE:
        journal.warning("L'antivirus a refusé un fichier reçu.")
        raise ErreurPiece("L'antivirus signale ce fichier comme dangereux : il n'a pas été gardé.")
    if code:
        journal.error("L'antivirus a rendu le code %s.", code)
        return ExamenPiece.EN_ATTENTE
    return ExamenPiece.SAIN
