"""What works beside the served demonstration stops with it."""

from __future__ import annotations

import os
import signal
import threading
import time

PAS_SECONDES = 1


def finir_avec_le_serveur(serveur: int | None) -> None:
    """End this process, started by that one, when that one is gone, however it went.

    Left behind, it would still write in the database while the next demonstration is loaded there.
    """
    if serveur is not None:
        threading.Thread(target=_veiller, args=(serveur,), daemon=True).start()


def _veiller(serveur: int) -> None:
    while os.getppid() == serveur:
        time.sleep(PAS_SECONDES)
    os.kill(os.getpid(), signal.SIGTERM)
