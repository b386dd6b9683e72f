from django.urls import path

from maillage.pilotage.views import publications, restitution, retours

app_name = "pilotage"
urlpatterns = [
    path("retours/", retours.liste, name="retours"),
    path("retours/liste.<str:extension>", retours.exporter, name="exporter_retours"),
    path("retours/<slug:dispositif>/<str:periode>/<int:numero>/", retours.detail, name="retour"),
    path("restitution/", restitution.restitution, name="restitution"),
    path("restitution/tableau.csv", restitution.telecharger, name="restitution_csv"),
    path("publications/", publications.liste, name="publications"),
    path("publications/publier/", publications.publier, name="publier"),
    path("publications/<str:periode>/<int:numero>/", publications.detail, name="publication"),
    path("publications/<str:periode>/<int:numero>/tableau.csv", publications.telecharger, name="publication_csv"),
]
