"""Template filters available on every page (French numbers, dates, hours)."""

from __future__ import annotations

from django import template

register = template.Library()
