"""Deliveries: where an operator lets Maillage hand something over, what of it, and the proof that it comes from here.

A destination is a setting of the operator, never something typed on a page: nobody can point Maillage at an address of their own.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

WEBHOOK, SFTP, MSSANTE = CANAUX = ("webhook", "sftp", "mssante")
SCHEMAS = {WEBHOOK: ("https", "http"), SFTP: ("sftp",), MSSANTE: ("smtps", "smtp")}
SECRET_MINIMAL = 24
DOMAINE_MSSANTE = re.compile(r"^[^@\s,;<>\"]{1,64}@([a-z0-9-]+\.)*mssante\.fr$", re.IGNORECASE)
"""Space of trust of MSSanté: every mailbox lives under `mssante.fr` (Agence du numérique en santé, référentiel MSSanté opérateurs)."""
NOM_SUR = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$")
LOCAUX = ("localhost", "127.0.0.1", "::1")


class ReglageRefuse(ValueError):  # noqa: N818
    """A setting of the operator that cannot be followed: said on the page, and nothing leaves by that destination."""


@dataclass(frozen=True)
class Destination:
    """Where something may be handed over. `natures`: what it takes; `dispositifs`: whose codes, all when empty; `faute`: why it cannot serve."""

    code: str
    canal: str
    nom: str
    adresse: str = ""
    secret: str = ""
    cle: str = ""
    hotes: str = ""
    expediteur: str = ""
    natures: frozenset[str] = frozenset()
    dispositifs: frozenset[str] = frozenset()
    faute: str = ""

    def accepte(self, nature: str, dispositif: str) -> bool:
        """Tell whether what happens in a dispositif is for it."""
        return not self.faute and nature in self.natures and (not self.dispositifs or dispositif in self.dispositifs)

    @property
    def lieu(self) -> SplitResult:
        return urlsplit(self.adresse)

    @property
    def inventee(self) -> bool:
        """Tell whether the address cannot exist (RFC 2606): that of a demonstration, never called."""
        return (self.lieu.hostname or "").endswith(".invalid")

    @property
    def en_mots(self) -> str:
        """Where it is, without account nor secret."""
        return f"{self.lieu.scheme}://{self.lieu.hostname or ''}{self.lieu.path}"


def lire_destination(code: str, valeurs: Mapping[str, str], *, connues: Mapping[str, frozenset[str]]) -> Destination:
    """Return a destination from the settings of the operator; one that cannot serve says why. `connues`: what each channel can carry."""
    listes = {cle: frozenset(m.strip() for m in valeurs.get(cle, "").split(",") if m.strip()) for cle in LISTES}
    destination = Destination(
        code=code,
        canal=valeurs.get("canal", ""),
        nom=valeurs.get("nom") or code,
        **{champ: valeurs.get(champ, "") for champ in ("adresse", "secret", "cle", "hotes", "expediteur")},
        natures=listes["natures"],
        dispositifs=listes["dispositifs"],
    )
    try:
        _controler(destination, connues)
    except ValueError as refus:
        return Destination(code, destination.canal, destination.nom, faute=str(refus))
    return destination


LISTES = ("natures", "dispositifs")


def _controler(destination: Destination, connues: Mapping[str, frozenset[str]]) -> None:
    if destination.canal not in CANAUX:
        raise ReglageRefuse(f"canal « {destination.canal} » inconnu : attendu {', '.join(CANAUX)}")
    lieu = destination.lieu
    if lieu.scheme not in SCHEMAS[destination.canal] or not lieu.hostname:
        raise ReglageRefuse(f"adresse attendue : {SCHEMAS[destination.canal][0]}://…")
    if inconnues := destination.natures - connues[destination.canal]:
        raise ReglageRefuse(f"nature « {min(inconnues)} » inconnue de ce canal")
    if not destination.natures:
        raise ReglageRefuse("aucune nature : rien ne serait remis")
    match destination.canal:
        case "webhook":
            if lieu.scheme == "http" and lieu.hostname not in LOCAUX:
                raise ReglageRefuse("une annonce ne part qu'en https")
            if len(destination.secret) < SECRET_MINIMAL:
                raise ReglageRefuse(f"secret de {SECRET_MINIMAL} signes au moins, pour signer")
        case "sftp":
            if not (destination.cle and destination.hotes):
                raise ReglageRefuse("il faut le fichier de la clé et celui des hôtes connus")
            if not re.fullmatch(r"(/[A-Za-z0-9._-]+)*/?", lieu.path) or (lieu.username or "").startswith("-"):
                raise ReglageRefuse("dossier ou compte de dépôt illisible")
        case "mssante":
            if not DOMAINE_MSSANTE.match(destination.expediteur):
                raise ReglageRefuse("l'expéditeur est une boîte MSSanté (…@….mssante.fr)")
            if lieu.scheme == "smtp" and lieu.hostname not in LOCAUX and not destination.secret:
                raise ReglageRefuse("un compte et son secret sont attendus par l'opérateur MSSanté")


def adresse_mssante(texte: str) -> bool:
    """Tell whether an address belongs to the space of trust."""
    return bool(DOMAINE_MSSANTE.match(texte))


def signer(secret: str, *, identifiant: str, le: dt.datetime, corps: bytes) -> dict[str, str]:
    """Return the headers that prove an announcement: HMAC-SHA256 of « identifier.time.body » (specification Standard Webhooks 1.0).

    The receiver recomputes the signature and refuses a time older than a few minutes: a copy cannot be played again.
    """
    secondes = str(int(le.timestamp()))
    signe = hmac.new(secret.encode(), b".".join((identifiant.encode(), secondes.encode(), corps)), hashlib.sha256)
    return {
        "webhook-id": identifiant,
        "webhook-timestamp": secondes,
        "webhook-signature": f"v1,{base64.b64encode(signe.digest()).decode()}",
    }
