from django.urls import include, path

from maillage.echanges.views import depart, fhir, flux, jetons, publiques, tables

app_name = "echanges"
D_UN_DISPOSITIF = [
    path("", tables.tables, name="tables"),
    path("tables.zip", tables.telecharger, name="telecharger_tables"),
    path("complet/", depart.depart, name="depart"),
    path("fhir/", fhir.fhir, name="fhir"),
    path("fhir/lot.json", fhir.telecharger, name="telecharger_fhir"),
    path("fhir/<str:identifiant>/", fhir.lot, name="lot_fhir"),
    path("fhir/<str:identifiant>/issue.json", fhir.issue_du_lot, name="issue_fhir"),
    path("fhir/<str:identifiant>/decider/", fhir.decider, name="decider_fhir"),
    path("flux/", flux.flux, name="flux"),
    path("flux/<str:identifiant>/revoquer/", flux.revoquer, name="revoquer_flux"),
    path("flux/<str:identifiant>/retablir/", flux.retablir, name="retablir_flux"),
]
urlpatterns = [
    path("dispositifs/<slug:dispositif>/echanges/", include(D_UN_DISPOSITIF)),
    path("api/jetons/", jetons.jetons, name="jetons"),
    path("api/jetons/<str:identifiant>/revoquer/", jetons.revoquer, name="revoquer_jeton"),
    path("flux/<str:jeton>.ics", publiques.calendrier, name="calendrier"),
    path("verifier/", publiques.validateur, name="validateur"),
    path("verifier/exemple.zip", publiques.exemple, name="exemple"),
]
