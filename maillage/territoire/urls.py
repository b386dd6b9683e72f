from django.urls import path

from maillage.territoire import views

app_name = "territoire"
urlpatterns = [
    path("", views.carte, name="carte"),
    path("departements.geojson", views.carte_donnees, name="carte_donnees"),
    path("communes/", views.communes, name="communes"),
    path("communes/export.csv", views.communes_export, name="communes_export"),
]
