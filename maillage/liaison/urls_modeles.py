"""Addresses of the versions of the form: no dispositif part, no young person."""

from django.urls import path

from maillage.liaison.views import modeles

app_name = "liaison_modeles"
urlpatterns = [
    path("", modeles.liste, name="liste"),
    path("<str:code>/", modeles.modele, name="modele"),
    path("<str:code>/vierge.pdf", modeles.vierge, name="vierge"),
]
