"""The server of the follow-up of orientations, given by the operator: standard library, no redirection, a time limit on all the calls."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from django.conf import settings

CONNEXIONS = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
TYPE_FHIR = "application/fhir+json"
MORCEAU = 65536
OCTETS_MAX = 20 * 1024 * 1024
DOSSIERS_MAX, PAGES_MAX = 200, 20
DECISION = "57830-2"
"""LOINC code of the document « individu et décision » (flow 1)."""
TOUT_ESMS = "*"


class ServeurIndisponible(Exception):  # noqa: N818
    """The server cannot be reached, is slow, or answers what cannot be read; the message says which, for the page."""


class EnvoiRefuse(Exception):  # noqa: N818
    """The server understood and says no, with its own words."""


@dataclass
class ServeurSdo:
    """One server, as seen by one establishment (its token tells which). `reste_s`: seconds left for all the calls."""

    adresse: SplitResult
    jeton: str
    delai_s: float = 8.0
    total_s: float = 25.0
    _debut: float = field(default_factory=time.monotonic)

    def lire(self, *, decisions_depuis: str, statuts_depuis: str) -> dict[str, Any]:
        """Return one Bundle: the decisions updated since a day (flow 1) and the statuses since a moment (flow 5)."""
        recherche = {"type": DECISION, "_lastUpdated": f"gt{decisions_depuis}", "_elements": "id"}
        reperes = [str(ressource.get("id", "")) for ressource in self._chercher("DocumentReference", recherche)]
        if len(reperes) > DOSSIERS_MAX:
            raise ServeurIndisponible(f"{len(reperes)} décisions d'un coup, plus que les {DOSSIERS_MAX} permises")
        entrees = [
            self._demander("GET", f"/DocumentReference/{quote(repere, safe='')}") for repere in reperes if repere
        ]
        entrees += self._chercher("Task", {"_lastUpdated": f"gt{statuts_depuis}"})
        return {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [{"resource": ressource} for ressource in entrees],
        }

    def envoyer(self, tache: Mapping[str, Any]) -> None:
        """Post an answer (flow 4). Raises EnvoiRefuse or ServeurIndisponible."""
        self._demander("POST", "/Task", tache)

    def _chercher(self, genre: str, recherche: dict[str, str]) -> Iterator[dict[str, Any]]:
        """Yield the resources of a search, page after page; a next page elsewhere than on this server is not followed."""
        chemin = f"/{genre}?{urlencode(recherche)}"
        for _ in range(PAGES_MAX):
            page = self._demander("GET", chemin)
            for entree in page.get("entry") or []:
                if isinstance(entree, dict) and isinstance(entree.get("resource"), dict):
                    yield entree["resource"]
            suite = self._suite(page)
            if not suite:
                return
            chemin = suite
        raise ServeurIndisponible(f"plus de {PAGES_MAX} pages de réponse")

    def _suite(self, page: Mapping[str, Any]) -> str:
        liens = page.get("link")
        voulus = [
            lien.get("url", "") for lien in liens or [] if isinstance(lien, dict) and lien.get("relation") == "next"
        ]
        if not voulus:
            return ""
        adresse = urlsplit(str(voulus[0]))
        racine = self.adresse.path.rstrip("/")
        if adresse.netloc not in ("", self.adresse.netloc) or not adresse.path.startswith(racine):
            raise ServeurIndisponible("la suite de la réponse est sur un autre serveur")
        return adresse.path.removeprefix(racine) + (f"?{adresse.query}" if adresse.query else "")

    def _demander(self, methode: str, chemin: str, corps: Mapping[str, Any] | None = None) -> dict[str, Any]:
        reste = self.total_s - (time.monotonic() - self._debut)
        if reste <= 0:
            raise ServeurIndisponible("il répond trop lentement")
        try:
            statut, octets = self._echanger(methode, chemin, corps, min(self.delai_s, reste))
        except TimeoutError:
            raise ServeurIndisponible("il ne répond pas à temps") from None
        except (OSError, http.client.HTTPException):
            raise ServeurIndisponible("il est injoignable") from None
        if len(octets) >= OCTETS_MAX:
            raise ServeurIndisponible("sa réponse dépasse 20 Mo")
        objet = _json(octets)
        if statut in (401, 403):
            raise ServeurIndisponible("il refuse le jeton de cet établissement")
        if methode == "POST" and 400 <= statut < 500:
            raise EnvoiRefuse(_mots(objet) or f"réponse {statut}")
        if statut not in (200, 201, 204) or (methode == "GET" and not isinstance(objet, dict)):
            raise ServeurIndisponible(
                f"il répond {statut}, sans rien de lisible" if objet is None else f"il répond {statut}"
            )
        return objet if isinstance(objet, dict) else {}

    def _echanger(
        self, methode: str, chemin: str, corps: Mapping[str, Any] | None, attente: float
    ) -> tuple[int, bytes]:
        connexion = CONNEXIONS[self.adresse.scheme](self.adresse.hostname or "", self.adresse.port, timeout=attente)
        entetes = {"Accept": TYPE_FHIR, "Authorization": f"Bearer {self.jeton}"}
        contenu = None
        if corps is not None:
            contenu = json.dumps(corps, ensure_ascii=False).encode()
            entetes["Content-Type"] = TYPE_FHIR
        try:
            connexion.request(methode, f"{self.adresse.path.rstrip('/')}{chemin}", contenu, entetes)
            reponse = connexion.getresponse()
            return reponse.status, self._lire_tout(reponse)
        finally:
            connexion.close()

    def _lire_tout(self, reponse: http.client.HTTPResponse) -> bytes:
        """Read the answer, bounded in size and in time: one that comes drop by drop is slow too."""
        octets = bytearray()
        while len(octets) < OCTETS_MAX and (morceau := reponse.read1(MORCEAU)):
            octets += morceau
            if time.monotonic() - self._debut > self.total_s:
                raise TimeoutError
        return bytes(octets)


def serveur_de(numeros: list[str]) -> ServeurSdo | None:
    """Return the server as seen by the first of these establishments (FINESS) that has a token; None when the operator gave none."""
    adresse, jetons = settings.SDO_ADRESSE, settings.SDO_JETONS
    if not adresse:
        return None
    jeton = next((jetons[numero] for numero in [*numeros, TOUT_ESMS] if numero in jetons), "")
    racine = urlsplit(adresse)
    if not jeton or racine.scheme not in CONNEXIONS or not racine.hostname:
        return None
    return ServeurSdo(racine, jeton)


def _json(octets: bytes) -> Any:
    try:
        return json.loads(octets) if octets.strip() else {}
    except (ValueError, RecursionError):
        return None


def _mots(objet: Any) -> str:
    """The words of an OperationOutcome."""
    issues = objet.get("issue") if isinstance(objet, dict) else None
    dits = [
        str(i.get("diagnostics") or (i.get("details") or {}).get("text", ""))
        for i in issues or []
        if isinstance(i, dict)
    ]
    return " ; ".join(mot for mot in dits if mot)[:250]
