from __future__ import annotations

from django.urls import path

from maillage.soutien.views import demandes, historiques, suites

app_name = "soutien"
urlpatterns = [
    path("", demandes.demandes, name="demandes"),
    path("demandes.<str:extension>", demandes.exporter, name="exporter_demandes"),
    path("demandes/nouvelle/", demandes.nouvelle, name="nouvelle_demande"),
    path("demandes/<str:demande>/", demandes.lire, name="demande"),
    path("demandes/<str:demande>/modifier/", demandes.modifier, name="modifier_demande"),
    path("demandes/<str:demande>/gestes/<slug:geste>/", demandes.geste, name="geste_demande"),
    path("actions/<str:action>/", demandes.suivre_action, name="suivre_action"),
    path("recommandations/", suites.recommandations, name="recommandations"),
    path("recommandations.<str:extension>", suites.exporter_recommandations, name="exporter_recommandations"),
    path("recommandations/<str:recommandation>/", suites.recommandation, name="recommandation"),
    path("recommandations/<str:recommandation>/suite/", suites.suivre_recommandation, name="suivre_recommandation"),
    path("visites/", suites.visites, name="visites"),
    path("visites.<str:extension>", suites.exporter_visites, name="exporter_visites"),
    path("visites/nouvelle/", suites.nouvelle_visite, name="nouvelle_visite"),
    path("visites/<str:visite>/", suites.visite, name="visite"),
    path("visites/<str:visite>/<slug:geste>/", suites.geste_visite, name="geste_visite"),
    path("situations/", suites.situations, name="situations"),
    path("situations.<str:extension>", suites.exporter_situations, name="exporter_situations"),
    path("situations/nouvelle/", suites.nouvelle_situation, name="nouvelle_situation"),
    path("situations/<str:situation>/", suites.situation, name="situation"),
    path("situations/<str:situation>/modifier/", suites.modifier_situation, name="modifier_situation"),
    path("situations/<str:situation>/effacer/", suites.effacer_situation, name="effacer_situation"),
    path("historiques/", historiques.historiques, name="historiques"),
    path("historiques.<str:extension>", historiques.exporter_historiques, name="exporter_historiques"),
    path("historiques/<slug:dispositif>/", historiques.historique, name="historique"),
    path("historiques/<slug:dispositif>.<str:extension>", historiques.exporter_historique, name="exporter_historique"),
    path("chiffres/", historiques.chiffres, name="chiffres"),
    path("chiffres.<str:extension>", historiques.exporter_chiffres, name="exporter_chiffres"),
]
