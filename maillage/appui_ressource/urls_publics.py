"""Addresses that no dispositif part limits: those of anyone without account, and the delays by territory."""

from django.urls import path

from maillage.appui_ressource.views import publiques, territoires

app_name = "appui_ressource"
urlpatterns = [
    path("", publiques.demander, name="demander"),
    path("merci/", publiques.merci, name="merci"),
    path("suivi/<str:jeton>/", publiques.suivre, name="suivi"),
    path("suivi/<str:jeton>/pieces/<str:piece>/", publiques.piece_suivie, name="piece_suivie"),
    path("evaluation/<str:jeton>/", publiques.evaluer, name="evaluer"),
    path("territoires/", territoires.delais, name="territoires"),
]
