from django.urls import include, path

from maillage.territoire import views
from maillage.territoire.imports.views import page_sources

app_name = "territoire"
urlpatterns = [
    path("", views.carte, name="carte"),
    path("departements.geojson", views.carte_donnees, name="carte_donnees"),
    path("communes/", views.communes, name="communes"),
    path("communes/export.csv", views.communes_export, name="communes_export"),
    path("sources/", page_sources, name="sources"),
    path("imports/", include("maillage.territoire.imports.urls")),
]
