from django.urls import URLPattern, path

from maillage.activite.views import qualite

app_name = "activite"
urlpatterns: list[URLPattern] = [
    path("qualite/", qualite.qualite, name="qualite"),
    path("qualite/regler/", qualite.regler, name="regler"),
    path("qualite/ecarter/", qualite.ecarter, name="ecarter"),
    path("qualite/reprendre/<int:alerte_id>/", qualite.reprendre, name="reprendre_alerte"),
]
