from __future__ import annotations

from django.urls import path

from maillage.formations.views import catalogue, publiques, sessions

app_name = "formations"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("catalogue.<str:extension>", catalogue.exporter_catalogue, name="exporter_catalogue"),
    path("catalogue/nouvelle/", catalogue.nouvelle_formation, name="nouvelle_formation"),
    path("catalogue/<str:formation>/", catalogue.formation, name="formation"),
    path("catalogue/<str:formation>/<slug:geste>/", catalogue.geste_formation, name="geste_formation"),
    path("formateurs/", catalogue.formateurs, name="formateurs"),
    path("formateurs.<str:extension>", catalogue.exporter_formateurs, name="exporter_formateurs"),
    path("formateurs/nouveau/", catalogue.nouveau_formateur, name="nouveau_formateur"),
    path("formateurs/<str:formateur>/<slug:geste>/", catalogue.geste_formateur, name="geste_formateur"),
    path("besoins/", catalogue.besoins, name="besoins"),
    path("besoins.<str:extension>", catalogue.exporter_besoins, name="exporter_besoins"),
    path("besoins/nouveau/", catalogue.nouveau_besoin, name="nouveau_besoin"),
    path("besoins/regroupement/", catalogue.regroupement, name="regroupement"),
    path("besoins/<str:besoin>/<slug:geste>/", catalogue.geste_besoin, name="geste_besoin"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions.<str:extension>", sessions.exporter_sessions, name="exporter_sessions"),
    path("sessions/nouvelle/", sessions.nouvelle_session, name="nouvelle_session"),
    path("sessions/<str:session>/", sessions.session, name="session"),
    path("sessions/<str:session>/presences.<str:extension>", sessions.exporter_presences, name="exporter_presences"),
    path("sessions/<str:session>/<slug:geste>/", sessions.geste_session, name="geste_session"),
    path("chiffres/", sessions.chiffres, name="chiffres"),
    path("chiffres.<str:extension>", sessions.exporter_chiffres, name="exporter_chiffres"),
    path("avis/merci/", publiques.merci, name="merci"),
    path("avis/<str:jeton>/", publiques.avis, name="avis"),
]
