from __future__ import annotations

from django.urls import URLPattern, path

from maillage.carte_de_vie.adresses import adresses
from maillage.carte_de_vie.views import carte, liste, partage, ressentis

app_name = "carte_de_vie"
urlpatterns: list[URLPattern] = [
    path("", liste.liste, name="liste"),
    path("export/<str:extension>", liste.exporter, name="exporter"),
    path("ressentis/", ressentis.ressentis, name="ressentis"),
    path("ressentis/revenir/", ressentis.revenir, name="ressentis_revenir"),
    path("<slug:jeune>/resume/", carte.resume, name="resume"),
    path("<slug:jeune>/partenaires/<int:partenaire>/remettre/", partage.remettre, name="remettre"),
    *adresses("<slug:jeune>/"),
]
