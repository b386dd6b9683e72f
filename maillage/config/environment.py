"""Typed reading of the environment: every setting of an operator goes through here and is listed in docs/exploitation."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

RACINE = Path(__file__).resolve().parent.parent.parent


def read_bool(name: str, *, default: bool) -> bool:
    """Return the environment variable `name` as a boolean ("1", "true", "oui" are true)."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "oui", "yes"}


def read_pairs(name: str) -> dict[str, str]:
    """Return the environment variable `name`, written « key=value,key=value », as a table; what has no « = » is left out."""
    pairs = (value.partition("=") for value in read_list(name))
    return {key.strip(): secret.strip() for key, sign, secret in pairs if sign}


def read_list(name: str, *, default: str = "") -> list[str]:
    """Return the comma separated environment variable `name`, trimmed, empty values dropped."""
    return [value.strip() for value in os.environ.get(name, default).split(",") if value.strip()]


def data_folder() -> Path:
    """Return the folder of the embedded database and of local files (`MAILLAGE_DONNEES`)."""
    return Path(os.environ.get("MAILLAGE_DONNEES", RACINE / "donnees-locales"))


def static_folder() -> Path:
    """Return the folder where `collectstatic` gathers files, made if need be: the file server warns about a missing one."""
    folder = data_folder() / "fichiers-statiques"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database() -> dict[str, Any]:
    """Return Django's database settings: embedded SQLite, or PostgreSQL from `DATABASE_URL`.

    `DATABASE_URL` has the form `postgresql://user:password@host:port/name?option=value`; an empty host means the local socket.
    """
    url = os.environ.get("DATABASE_URL", "")
    if url:
        return _postgresql(url)
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / "maillage.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
        },
    }


def task_queue() -> dict[str, Any]:
    """Return the settings of background work: a queue in its own SQLite file of the data folder, drained by `manage.py run_huey`.

    `MAILLAGE_TACHES_IMMEDIATES` does the work within the request instead, for an installation without that second process.
    """
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "huey_class": "huey.SqliteHuey",
        "name": "maillage",
        "filename": str(folder / "taches.sqlite3"),
        "immediate": read_bool("MAILLAGE_TACHES_IMMEDIATES", default=False),
        "results": False,
        "consumer": {"workers": 1, "worker_type": "thread"},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL : schéma « {parts.scheme} » inconnu, attendu « postgresql »")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {key: values[-1] for key, values in parse_qs(parts.query).items()},
    }


INVENTED = {
    "region": {
        "canal": "webhook",
        "nom": "Entrepôt de la région (inventé)",
        "adresse": "https://entrepot.invalid/annonces",
        "secret": "secret-d-une-demonstration",
        "natures": "retour_transmis,essai",
    },
    "coffre": {
        "canal": "sftp",
        "nom": "Coffre de l'organisme (inventé)",
        "adresse": "sftp://depot@coffre.invalid/arrivees",
        "cle": "cle",
        "hotes": "hotes",
        "natures": "retours,tables",
    },
}
"""Destinations of a demonstration: under `.invalid` (RFC 2606), hence never called."""


def deliveries(*, demonstration: bool = False) -> dict[str, dict[str, str]]:
    """Return the destinations of deliveries declared by the operator (none by default), as written; `echanges` checks them.

    `MAILLAGE_REMISES` lists short names (`region,coffre`); for each, in capitals, `MAILLAGE_REMISES_REGION_CANAL` (webhook, sftp, mssante),
    `_NOM`, `_ADRESSE`, `_NATURES`, `_DISPOSITIFS`, then by channel `_SECRET`, `_CLE`, `_HOTES`, `_EXPEDITEUR`.
    """
    if demonstration and not read_list("MAILLAGE_REMISES"):
        return INVENTED
    parts = ("canal", "nom", "adresse", "natures", "dispositifs", "secret", "cle", "hotes", "expediteur")
    return {
        code: {part: os.environ.get(f"MAILLAGE_REMISES_{code.upper()}_{part.upper()}", "").strip() for part in parts}
        for code in read_list("MAILLAGE_REMISES")
    }


def oidc_providers() -> list[dict[str, Any]]:
    """Return the identity providers declared by the operator (none by default), in the form the sign-in library expects.

    `MAILLAGE_OIDC` lists short names (`psc,proconnect`); for each, in capitals, `MAILLAGE_OIDC_PSC_NOM`, `_ADRESSE` (of the discovery
    document's issuer), `_CLIENT`, `_SECRET` and, if need be, `_PORTEES` (space separated scopes).
    """
    return [_oidc_provider(code) for code in read_list("MAILLAGE_OIDC")]


def _oidc_provider(code: str) -> dict[str, Any]:
    prefix = f"MAILLAGE_OIDC_{code.upper()}"
    return {
        "provider_id": code,
        "name": os.environ.get(f"{prefix}_NOM", code),
        "client_id": os.environ[f"{prefix}_CLIENT"],
        "secret": os.environ[f"{prefix}_SECRET"],
        "settings": {
            "server_url": os.environ[f"{prefix}_ADRESSE"],
            "oauth_pkce_enabled": True,
            "scope": os.environ.get(f"{prefix}_PORTEES", "openid email").split(),
        },
    }


def oidc_origins() -> list[str]:
    """Return the origins of the identity providers: the sign-in form may be sent on to them."""
    addresses = (urlsplit(provider["settings"]["server_url"]) for provider in oidc_providers())
    return sorted({f"{address.scheme}://{address.netloc}" for address in addresses})


def tile_origins() -> list[str]:
    """Return the origin of the map tiles that the operator chose (`MAILLAGE_TUILES`): the only other host a page may ask."""
    address = urlsplit(os.environ.get("MAILLAGE_TUILES", ""))
    return [f"{address.scheme}://{address.netloc}"] if address.scheme in {"http", "https"} and address.netloc else []
