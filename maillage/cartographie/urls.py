from __future__ import annotations

from django.urls import path

from maillage.cartographie.views import offre, repondre, secteurs, zones

app_name = "cartographie"
urlpatterns = [
    path("", offre.page, name="offre"),
    path("offre.geojson", offre.donnees, name="offre_donnees"),
    path("offre/export.<str:extension>", offre.exporter, name="offre_export"),
    path("zones-blanches/", zones.liste, name="etudes"),
    path("zones-blanches/<int:pk>/", zones.detail, name="etude"),
    path("zones-blanches/<int:pk>/carte.geojson", zones.donnees, name="etude_donnees"),
    path("zones-blanches/<int:pk>/export.<str:extension>", zones.exporter, name="etude_export"),
    path("zones-blanches/<int:pk>/relancer/", zones.relancer, name="relancer"),
    path("qui-repond/", repondre.page, name="repondre"),
    path("qui-repond/export.<str:extension>", repondre.exporter, name="repondre_export"),
    path("secteurs/", secteurs.liste, name="secteurs"),
    path("secteurs/export.<str:extension>", secteurs.exporter, name="secteurs_export"),
    path("secteurs/nouveau/", secteurs.nouveau, name="nouveau_secteur"),
    path("secteurs/proposer/", secteurs.proposer, name="proposer_secteurs"),
    path("secteurs/<int:pk>/fermer/", secteurs.fermer, name="fermer_secteur"),
    path("secteurs/<int:pk>/rouvrir/", secteurs.rouvrir, name="rouvrir_secteur"),
]
