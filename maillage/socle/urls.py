from django.urls import path

from maillage.socle import views
from maillage.socle.brouillon import views as brouillon
from maillage.socle.courriel import views as courriel

app_name = "socle"
urlpatterns = [
    path("composants/", views.composants, name="composants"),
    path("theme/", views.theme, name="theme"),
    path("horloge/", views.horloge_essai, name="horloge"),
    path("brouillon/", brouillon.garder, name="brouillon"),
    path("brouillon/jeter/", brouillon.jeter, name="brouillon_jeter"),
    path("courriels/", courriel.liste, name="courriels"),
    path("courriels/essai/", courriel.essayer, name="courriels_essai"),
    path("courriels/<int:courriel>/", courriel.courriel, name="courriel"),
    path("courriels/<int:courriel>/relancer/", courriel.relancer, name="courriel_relancer"),
    path("courriels/<int:courriel>/revenu/", courriel.rejeter, name="courriel_rejeter"),
    path("courriels/lots/<int:lot>/", courriel.lot, name="courriels_lot"),
    path("courriels/modeles/", courriel.modeles, name="courriels_modeles"),
    path("courriels/modeles/<slug:contexte>/<slug:nom>/", courriel.modele, name="courriels_modele"),
    path("courriels/desinscription/<str:jeton>/", courriel.desinscription, name="desinscription"),
]
