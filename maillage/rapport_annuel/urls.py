from __future__ import annotations

from django.urls import URLPattern, path

from maillage.rapport_annuel import views

app_name = "rapport_annuel"
RAPPORT = "<slug:dispositif>/<int:annee>/"
urlpatterns: list[URLPattern] = [
    path("", views.liste, name="liste"),
    path(RAPPORT, views.rapport, name="rapport"),
    path(f"{RAPPORT}ouvrir/", views.ouvrir, name="ouvrir"),
    path(f"{RAPPORT}rubriques/<slug:rubrique>/", views.rubrique, name="rubrique"),
    path(f"{RAPPORT}arreter/", views.arreter, name="arreter"),
    path(f"{RAPPORT}rouvrir/", views.rouvrir, name="rouvrir"),
    path(f"{RAPPORT}rapport.<str:extension>", views.fichier, name="fichier"),
    path(f"{RAPPORT}annexes/<slug:annexe>/", views.annexe, name="annexe"),
    path(f"{RAPPORT}annexes/<slug:annexe>/tableau.<str:extension>", views.exporter_annexe, name="exporter_annexe"),
]
