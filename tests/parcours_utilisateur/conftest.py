"""Fixtures of the browser tests."""

from __future__ import annotations

from tests.fixtures_navigateur import navigateur, ouvrir, serveur

__all__ = ["navigateur", "ouvrir", "serveur"]
