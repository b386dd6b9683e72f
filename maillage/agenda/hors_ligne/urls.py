from django.urls import path

from maillage.agenda.hors_ligne import views

urlpatterns = [
    path("", views.page, name="hors_ligne"),
    path("jour.json", views.jour, name="hors_ligne_jour"),
    path("marques/", views.marques, name="hors_ligne_marques"),
    path("manifeste.webmanifest", views.manifeste, name="hors_ligne_manifeste"),
    path("travailleur.js", views.service, name="hors_ligne_service"),
]
