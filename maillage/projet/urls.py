from __future__ import annotations

from django.urls import URLPattern

from maillage.projet.ecrits_urls import urlpatterns_ecrits

app_name = "projet"
urlpatterns: list[URLPattern] = [*urlpatterns_ecrits]
