"""Addresses of the transmissions, documents and templates."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns_ecrits: list[URLPattern] = []
