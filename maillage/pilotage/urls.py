from django.urls import path

from maillage.pilotage.views import chiffres, indicateurs, publications, restitution, retours

app_name = "pilotage"
urlpatterns = [
    path("retours/", retours.liste, name="retours"),
    path("retours/liste.<str:extension>", retours.exporter, name="exporter_retours"),
    path("retours/<slug:dispositif>/<str:periode>/<int:numero>/", retours.detail, name="retour"),
    path("retours/<slug:dispositif>/<str:periode>/<int:numero>/chiffre/", chiffres.de_retour, name="chiffre_de_retour"),
    path("indicateurs/", indicateurs.liste, name="indicateurs"),
    path("indicateurs.<str:extension>", indicateurs.exporter, name="exporter_indicateurs"),
    path("indicateurs/<str:code>/", indicateurs.carte, name="indicateur"),
    path("restitution/", restitution.restitution, name="restitution"),
    path("restitution/tableau.csv", restitution.telecharger, name="restitution_csv"),
    path("restitution/chiffre/", chiffres.de_restitution, name="chiffre"),
    path("publications/", publications.liste, name="publications"),
    path("publications/publier/", publications.publier, name="publier"),
    path("publications/<str:periode>/<int:numero>/", publications.detail, name="publication"),
    path("publications/<str:periode>/<int:numero>/chiffre/", chiffres.de_publication, name="chiffre_publie"),
    path("publications/<str:periode>/<int:numero>/tableau.csv", publications.telecharger, name="publication_csv"),
]
