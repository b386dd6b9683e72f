"""A recorded dialogue with a routing engine, served on this machine by a small HTTP server."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Repondre = Callable[[str, Any], tuple[int, Any]]
"""Path and JSON body (None for a GET) in; status and JSON answer out."""


@contextmanager
def moteur(repondre: Repondre) -> Iterator[str]:
    """Address of the engine while the block runs."""

    class Guichet(BaseHTTPRequestHandler):
        def _servir(self) -> None:
            longueur = int(self.headers.get("Content-Length") or 0)
            corps = json.loads(self.rfile.read(longueur)) if longueur else None
            statut, objet = repondre(self.path, corps)
            texte = objet.encode() if isinstance(objet, str) else json.dumps(objet).encode()
            self.send_response(statut)
            self.send_header("Content-Length", str(len(texte)))
            self.end_headers()
            self.wfile.write(texte)

        do_GET = do_POST = _servir  # noqa: N815

        def log_message(self, *_: object) -> None:
            return

    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Guichet)
    fil = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    fil.start()
    try:
        yield f"http://127.0.0.1:{serveur.server_address[1]}"
    finally:
        serveur.shutdown()
        serveur.server_close()
        fil.join()
