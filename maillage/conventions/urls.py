from __future__ import annotations

from django.urls import path

from maillage.conventions.views import accords, cadres, feuilles, instances, region

app_name = "conventions"
urlpatterns = [
    path("", region.etat, name="etat"),
    path("etat.<str:extension>", region.exporter_etat, name="exporter_etat"),
    path("carte.geojson", region.carte_donnees, name="carte_donnees"),
    path("departements/<str:departement>/", region.departement, name="departement"),
    path("calendrier/", region.calendrier, name="calendrier"),
    path("calendrier.<str:extension>", region.exporter_calendrier, name="exporter_calendrier"),
    path("calendrier/<str:departement>/", region.planifier, name="planifier"),
    path("cadres/", cadres.liste, name="liste"),
    path("cadres.<str:extension>", cadres.exporter_liste, name="exporter_liste"),
    path("cadres/nouvelle/", cadres.nouvelle, name="nouvelle"),
    path("cadres/<str:convention>/", cadres.lire, name="convention"),
    path("cadres/<str:convention>/textes/<str:texte>/", cadres.texte_signe, name="texte_signe"),
    path("cadres/<str:convention>/rubriques/", cadres.clauses, name="clauses"),
    path("cadres/<str:convention>/depart/<int:signataire>/", cadres.depart, name="depart"),
    path("cadres/<str:convention>/signataires/<int:signataire>/<slug:geste>/", cadres.signataire, name="signataire"),
    path("cadres/<str:convention>/gestes/<slug:geste>/", cadres.geste, name="geste"),
    path("accords/", accords.liste, name="accords"),
    path("accords.<str:extension>", accords.exporter, name="exporter_accords"),
    path("accords/nouveau/", accords.nouvel_accord, name="nouvel_accord"),
    path("accords/<str:accord>/", accords.lire, name="accord"),
    path("accords/<str:accord>/modifier/", accords.modifier, name="modifier_accord"),
    path("accords/<str:accord>/gestes/<slug:geste>/", accords.geste, name="geste_accord"),
    path("seances/", instances.seances, name="seances"),
    path("seances.<str:extension>", instances.exporter_seances, name="exporter_seances"),
    path("seances/nouvelle/", instances.nouvelle_seance, name="nouvelle_seance"),
    path("seances/<str:seance>/", instances.lire, name="seance"),
    path("seances/<str:seance>/releve.<str:extension>", instances.releve, name="releve"),
    path("seances/<str:seance>/<slug:geste>/", instances.geste, name="geste_seance"),
    path("sieges/<str:departement>/<slug:instance>/", instances.sieges, name="sieges"),
    path("sieges/<str:departement>/<slug:instance>/modifier/", instances.pourvoir, name="pourvoir"),
    path("decisions/", instances.decisions, name="decisions"),
    path("decisions.<str:extension>", instances.exporter_decisions, name="exporter_decisions"),
    path("decisions/<str:decision>/", instances.decision, name="decision"),
    path("decisions/<str:decision>/suite/", instances.suivre, name="suivre"),
    path("feuilles/actions/<str:action>/", feuilles.modifier_action, name="modifier_action"),
    path("feuilles/<str:departement>/<int:annee>/", feuilles.feuille, name="feuille"),
    path("feuilles/<str:departement>/<int:annee>.<str:extension>", feuilles.exporter, name="exporter_feuille"),
    path("feuilles/<str:departement>/<int:annee>/nouvelle/", feuilles.nouvelle_action, name="nouvelle_action"),
    path("questions/<str:departement>/", feuilles.questions, name="questions"),
    path("questions/<str:departement>/<int:numero>/", feuilles.repondre, name="repondre"),
]
