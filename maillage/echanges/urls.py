from django.urls import include, path

from maillage.echanges.views import flux, publiques, tables

app_name = "echanges"
D_UN_DISPOSITIF = [
    path("", tables.tables, name="tables"),
    path("tables.zip", tables.telecharger, name="telecharger_tables"),
    path("flux/", flux.flux, name="flux"),
    path("flux/<str:identifiant>/revoquer/", flux.revoquer, name="revoquer_flux"),
    path("flux/<str:identifiant>/retablir/", flux.retablir, name="retablir_flux"),
]
urlpatterns = [
    path("dispositifs/<slug:dispositif>/echanges/", include(D_UN_DISPOSITIF)),
    path("flux/<str:jeton>.ics", publiques.calendrier, name="calendrier"),
    path("verifier/", publiques.validateur, name="validateur"),
    path("verifier/exemple.zip", publiques.exemple, name="exemple"),
]
