"""One routing service over HTTP: standard library, http and https only, no redirection, a time limit."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import SplitResult, urlsplit

from maillage.cartographie.echeance import Echeance
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError

CONNEXIONS = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
ATTENTE_MAX = 30.0
OCTETS_MAX = 200_000_000
ENTETES = {"Content-Type": "application/json", "Accept": "application/json"}


class RequeteRefuseeError(Exception):
    """The service understood and says no, with its own words; a smaller request may pass."""


@dataclass(frozen=True)
class Service:
    """`adresse` is the root of the service. Numbers with decimals come back as Decimal."""

    adresse: SplitResult
    echeance: Echeance

    def demander(self, chemin: str, corps: object = None) -> Any:
        """GET, or POST of JSON. Raises FournisseurIndisponibleError or RequeteRefuseeError."""
        attente = min(ATTENTE_MAX, self.echeance.reste())
        if attente <= 0:
            raise FournisseurIndisponibleError("le temps accordé est écoulé avant la fin des réponses du service")
        try:
            statut, texte = self._echanger(chemin, corps, attente)
        except (OSError, http.client.HTTPException) as erreur:
            raise FournisseurIndisponibleError(f"service injoignable ({_dire(erreur)})") from None
        try:
            objet = json.loads(texte, parse_float=Decimal)
        except ValueError:
            raise FournisseurIndisponibleError(f"réponse illisible du service (statut {statut})") from None
        if statut == http.client.OK:
            return objet
        if statut == http.client.BAD_REQUEST:
            raise RequeteRefuseeError(_message(objet))
        raise FournisseurIndisponibleError(f"le service répond {statut} ({_message(objet)})")

    def _echanger(self, chemin: str, corps: object, attente: float) -> tuple[int, bytes]:
        connexion = CONNEXIONS[self.adresse.scheme](self.adresse.hostname or "", self.adresse.port, timeout=attente)
        try:
            methode, contenu = ("GET", None) if corps is None else ("POST", json.dumps(corps).encode())
            connexion.request(methode, f"{self.adresse.path.rstrip('/')}{chemin}", contenu, ENTETES)
            reponse = connexion.getresponse()
            return reponse.status, reponse.read(OCTETS_MAX)
        finally:
            connexion.close()


def lire_adresse(texte: str) -> SplitResult:
    """Raises ValueError, in French, unless it is the root of an http or https service."""
    try:
        adresse = urlsplit(texte)
        adresse.port  # noqa: B018
    except ValueError:
        raise ValueError(f"adresse illisible « {texte} »") from None
    if adresse.scheme not in CONNEXIONS or not adresse.hostname:
        raise ValueError(f"« {texte} » n'est pas une adresse http ou https")
    return adresse


def _dire(erreur: Exception) -> str:
    return str(erreur) or type(erreur).__name__


def _message(objet: Any) -> str:
    textes = [objet.get(cle) for cle in ("code", "message", "error")] if isinstance(objet, dict) else []
    return " : ".join(str(texte) for texte in textes if texte) or "sans explication"
