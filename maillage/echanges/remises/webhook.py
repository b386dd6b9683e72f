"""An announcement: a small signed JSON that says what happened and where to read it. No redirection, a time limit, the standard library."""

from __future__ import annotations

import http.client
import json
import ssl

from maillage.echanges.domain.remises import Destination, signer
from maillage.echanges.remises.canaux import Colis, RemiseEchouee

ATTENTE = 10.0
PARTI = 410
OCTETS_LUS = 4096


def remettre(destination: Destination, colis: Colis) -> str:
    """Post the announcement. Any answer of the 200 kind is a receipt; 410 says that nobody is there any more."""
    corps = json.dumps(colis.annonce, ensure_ascii=False, sort_keys=True).encode()
    entetes = {"Content-Type": "application/json", "User-Agent": "Maillage"}
    entetes |= signer(destination.secret, identifiant=colis.identifiant, le=colis.le, corps=corps)
    try:
        statut = _poster(destination, corps, entetes)
    except (OSError, http.client.HTTPException) as erreur:
        raise RemiseEchouee(f"Le destinataire ne répond pas ({type(erreur).__name__}).") from None
    if statut == PARTI:
        raise RemiseEchouee("Le destinataire ne veut plus d'annonces à cette adresse (410).", definitive=True)
    if not 200 <= statut < 300:
        raise RemiseEchouee(f"Le destinataire a répondu {statut}.")
    return f"réponse {statut}"


def _poster(destination: Destination, corps: bytes, entetes: dict[str, str]) -> int:
    lieu = destination.lieu
    connexion: http.client.HTTPConnection
    if lieu.scheme == "https":
        contexte = ssl.create_default_context()
        connexion = http.client.HTTPSConnection(lieu.hostname or "", lieu.port, timeout=ATTENTE, context=contexte)
    else:
        connexion = http.client.HTTPConnection(lieu.hostname or "", lieu.port, timeout=ATTENTE)
    try:
        connexion.request("POST", f"{lieu.path or '/'}{'?' + lieu.query if lieu.query else ''}", corps, entetes)
        reponse = connexion.getresponse()
        reponse.read(OCTETS_LUS)
        return reponse.status
    finally:
        connexion.close()
