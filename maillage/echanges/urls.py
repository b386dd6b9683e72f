from django.urls import URLPattern, URLResolver, include, path

from maillage.echanges.sdo.views import orientations, receptions
from maillage.echanges.views import depart, fhir, flux, gap, jetons, publiques, remises, tables

app_name = "echanges"
ORIENTATIONS: list[URLPattern | URLResolver] = [
    path("", orientations.liste, name="orientations"),
    path("export/<str:extension>", orientations.exporter, name="exporter_orientations"),
    path("recevoir/", receptions.recevoir, name="recevoir_orientations"),
    path("recevoir/serveur/", receptions.interroger, name="interroger_sdo"),
    path("recevoir/<str:identifiant>/", receptions.reception, name="reception"),
    path("recevoir/<str:identifiant>/decider/", receptions.decider, name="decider_reception"),
    path("<str:orientation>/", orientations.lire, name="orientation"),
    path("<str:orientation>/rapport.<str:extension>", orientations.rapport, name="rapport_orientation"),
    path("<str:orientation>/reponse.json", orientations.reponse, name="reponse_orientation"),
    path("<str:orientation>/<slug:geste>/", orientations.geste, name="geste_orientation"),
]
D_UN_DISPOSITIF: list[URLPattern | URLResolver] = [
    path("", tables.tables, name="tables"),
    path("tables.zip", tables.telecharger, name="telecharger_tables"),
    path("complet/", depart.depart, name="depart"),
    path("fhir/", fhir.fhir, name="fhir"),
    path("fhir/lot.json", fhir.telecharger, name="telecharger_fhir"),
    path("fhir/<str:identifiant>/", fhir.lot, name="lot_fhir"),
    path("fhir/<str:identifiant>/issue.json", fhir.issue_du_lot, name="issue_fhir"),
    path("fhir/<str:identifiant>/decider/", fhir.decider, name="decider_fhir"),
    path("orientations/", include(ORIENTATIONS)),
    path("agenda-fhir/", gap.agenda, name="gap"),
    path("remettre/", remises.remettre, name="remettre"),
    path("flux/", flux.flux, name="flux"),
    path("flux/<str:identifiant>/revoquer/", flux.revoquer, name="revoquer_flux"),
    path("flux/<str:identifiant>/retablir/", flux.retablir, name="retablir_flux"),
]
urlpatterns = [
    path("dispositifs/<slug:dispositif>/echanges/", include(D_UN_DISPOSITIF)),
    path("remises/", remises.liste, name="remises"),
    path("remises/export/<str:extension>", remises.exporter, name="exporter_remises"),
    path("remises/destinations/<str:destination>/", remises.regler, name="regler_destination"),
    path("remises/<str:identifiant>/relancer/", remises.relancer, name="relancer_remise"),
    path("api/jetons/", jetons.jetons, name="jetons"),
    path("api/jetons/<str:identifiant>/revoquer/", jetons.revoquer, name="revoquer_jeton"),
    path("flux/<str:jeton>.ics", publiques.calendrier, name="calendrier"),
    path("verifier/", publiques.validateur, name="validateur"),
    path("verifier/exemple.zip", publiques.exemple, name="exemple"),
]
