"""A recorded dialogue with a service of addresses (addok), served on this machine by a small HTTP server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Repondre = Callable[[str, str], tuple[int, str]]
"""Path and body in; status and text out."""


@contextmanager
def service(repondre: Repondre) -> Iterator[str]:
    """Address of the service while the block runs."""

    class Guichet(BaseHTTPRequestHandler):
        def _servir(self) -> None:
            corps = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            statut, texte = repondre(self.path, corps)
            self.send_response(statut)
            self.send_header("Content-Length", str(len(texte.encode())))
            self.end_headers()
            self.wfile.write(texte.encode())

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
