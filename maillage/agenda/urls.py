from django.urls import include, path

from maillage.agenda.views import absences, aujourd_hui, evenement, gestes, liste, semaine, series

app_name = "agenda"
urlpatterns = [
    path("", aujourd_hui.aujourd_hui, name="aujourd_hui"),
    path("journee/confirmer/", aujourd_hui.confirmer_journee, name="confirmer_journee"),
    path("journee/fermer/", semaine.fermer_journee, name="fermer_journee"),
    path("semaine/", semaine.semaine, name="semaine"),
    path("semaine/copier/", semaine.dupliquer_semaine, name="dupliquer_semaine"),
    path("jeunes/<str:jeune>/", semaine.semaine_jeune, name="semaine_jeune"),
    path("liste/", liste.liste, name="liste"),
    path("liste/export/<str:extension>", liste.exporter, name="exporter"),
    path("evenements/nouveau/", evenement.creer, name="evenement_creer"),
    path("evenements/<str:evenement>/", evenement.evenement, name="evenement"),
    path("evenements/<str:evenement>/modifier/", evenement.modifier, name="evenement_modifier"),
    path("evenements/<str:evenement>/confirmer/", aujourd_hui.confirmer_evenement, name="evenement_confirmer"),
    path("evenements/<str:evenement>/annuler/", gestes.annuler, name="evenement_annuler"),
    path("evenements/<str:evenement>/retablir/", gestes.retablir, name="evenement_retablir"),
    path("evenements/<str:evenement>/presence/", gestes.presence, name="evenement_presence"),
    path("evenements/<str:evenement>/modalite/", gestes.modalite, name="evenement_modalite"),
    path("evenements/<str:evenement>/regrouper/", gestes.regrouper, name="evenement_regrouper"),
    path("absences/", absences.liste, name="absences"),
    path("absences/nouvelle/", absences.declarer, name="absence_declarer"),
    path("absences/<int:absence>/", absences.modifier, name="absence_modifier"),
    path("absences/<int:absence>/supprimer/", absences.supprimer, name="absence_supprimer"),
    path("series/", series.liste, name="series"),
    path("series/<str:serie>/", series.serie, name="serie"),
    path("imports/", include("maillage.agenda.imports.urls")),
    path("defaire/<str:jeton>/", gestes.defaire, name="defaire"),
]
