"""The service of addresses of the BAN, as addok serves it: `/search/` for one address, `/search/csv/` for many (https://addok.readthedocs.io)."""

from __future__ import annotations

import csv
import http.client
import io
import json
import secrets
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlencode, urlsplit

from django.conf import settings

from maillage.territoire.domain.adresses import ADRESSE, COMMUNE, AdresseCherchee, AdresseTrouvee

CONNEXIONS = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
OCTETS_MAX = 50_000_000
CANDIDATS = 5
A_LA_COMMUNE = frozenset({"municipality", "city", "town", "village"})
COLONNES = ("cle", "adresse", "code_postal", "commune")
T = TypeVar("T")


class GeocodeurIndisponible(Exception):  # noqa: N818 - named in French, as the field says it
    """The service is not set, does not answer, or answers something else; the message says which."""


class GeocodeurBan:
    """One service at an address that the operator gave. No redirection, a time limit on every answer."""

    def __init__(self, adresse: str, *, secondes: float) -> None:
        self.adresse = _lire_adresse(adresse)
        self.secondes = secondes

    def chercher(self, adresse: AdresseCherchee) -> list[AdresseTrouvee]:
        """Return the candidates, the best first."""
        question = {"q": f"{adresse.adresse} {adresse.code_postal}".strip(), "limit": CANDIDATS}
        if adresse.commune:
            question["citycode"] = adresse.commune
        texte = self._echanger("GET", f"/search/?{urlencode(question)}")
        return _comprendre(lambda: [_candidat(un) for un in json.loads(texte)["features"]])

    def chercher_lot(self, adresses: list[AdresseCherchee]) -> dict[str, AdresseTrouvee]:
        """Return the best candidate of each address that has one."""
        tampon = io.StringIO()
        ecriture = csv.writer(tampon)
        ecriture.writerow(COLONNES)
        ecriture.writerows((un.cle, un.adresse, un.code_postal, un.commune) for un in adresses)
        champs = [("columns", "adresse"), ("citycode", "commune"), ("postcode", "code_postal")]
        corps, nature = _formulaire(champs, tampon.getvalue())
        texte = self._echanger("POST", "/search/csv/", corps, nature)
        return _comprendre(lambda: _lire_lot(texte))

    def _echanger(self, methode: str, chemin: str, corps: bytes | None = None, nature: str = "") -> str:
        connexion = CONNEXIONS[self.adresse.scheme](
            self.adresse.hostname or "", self.adresse.port, timeout=self.secondes
        )
        try:
            entetes = {"Content-Type": nature} if corps else {}
            connexion.request(methode, f"{self.adresse.path.rstrip('/')}{chemin}", corps, entetes)
            reponse = connexion.getresponse()
            texte = reponse.read(OCTETS_MAX)
        except TimeoutError:
            message = f"le service d'adresses n'a pas répondu en {self.secondes:g} secondes"
            raise GeocodeurIndisponible(message) from None
        except (OSError, http.client.HTTPException) as erreur:
            raise GeocodeurIndisponible(f"le service d'adresses est injoignable ({_dire(erreur)})") from None
        finally:
            connexion.close()
        if reponse.status != http.client.OK:
            raise GeocodeurIndisponible(f"le service d'adresses répond {reponse.status}")
        return texte.decode("utf-8", "replace")


def geocodeur_regle() -> bool:
    """Tell whether the operator set a service of addresses."""
    return bool(settings.GEOCODEUR["adresse"])


def geocodeur() -> GeocodeurBan:
    """Return the service that the operator set. Raises GeocodeurIndisponible when there is none."""
    if not geocodeur_regle():
        raise GeocodeurIndisponible("aucun service d'adresses n'est réglé dans cette installation")
    return GeocodeurBan(str(settings.GEOCODEUR["adresse"]), secondes=float(str(settings.GEOCODEUR["secondes"])))


def _lire_adresse(texte: str) -> SplitResult:
    try:
        adresse = urlsplit(texte)
        adresse.port  # noqa: B018 - reading it checks it
    except ValueError:
        raise GeocodeurIndisponible(f"l'adresse réglée « {texte} » ne se lit pas") from None
    if adresse.scheme not in CONNEXIONS or not adresse.hostname:
        raise GeocodeurIndisponible(f"l'adresse réglée « {texte} » n'est pas une adresse http ou https")
    return adresse


def _comprendre(lire: Callable[[], T]) -> T:
    try:
        return lire()
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, csv.Error):
        raise GeocodeurIndisponible("le service d'adresses répond autre chose que ce qui est attendu") from None


def _candidat(feature: dict[str, Any]) -> AdresseTrouvee:
    proprietes = feature["properties"]
    lon, lat = feature["geometry"]["coordinates"][:2]
    return AdresseTrouvee(
        libelle=str(proprietes["label"]),
        lon=float(lon),
        lat=float(lat),
        score=float(proprietes["score"]),
        precision=_precision(str(proprietes.get("type", ""))),
        commune=str(proprietes.get("citycode", "")),
    )


def _lire_lot(texte: str) -> dict[str, AdresseTrouvee]:
    lignes = csv.DictReader(io.StringIO(texte.lstrip("\ufeff")))
    return {
        ligne["cle"]: AdresseTrouvee(
            libelle=ligne["result_label"],
            lon=float(ligne["longitude"]),
            lat=float(ligne["latitude"]),
            score=float(ligne["result_score"]),
            precision=_precision(ligne["result_type"]),
            commune=ligne["result_citycode"],
        )
        for ligne in lignes
        if ligne["latitude"]
    }


def _precision(nature: str) -> str:
    return COMMUNE if nature in A_LA_COMMUNE else ADRESSE


def _formulaire(champs: list[tuple[str, str]], fichier: str) -> tuple[bytes, str]:
    """A multipart form: fields, then the file named `data` that addok expects."""
    borne = secrets.token_hex(16)
    morceaux = [
        f'--{borne}\r\nContent-Disposition: form-data; name="{nom}"\r\n\r\n{valeur}\r\n' for nom, valeur in champs
    ]
    entete = f'--{borne}\r\nContent-Disposition: form-data; name="data"; filename="adresses.csv"\r\nContent-Type: text/csv\r\n\r\n'
    corps = "".join([*morceaux, entete, fichier, f"\r\n--{borne}--\r\n"])
    return corps.encode(), f"multipart/form-data; boundary={borne}"


def _dire(erreur: Exception) -> str:
    return str(erreur) or type(erreur).__name__
