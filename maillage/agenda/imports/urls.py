from django.urls import path

from maillage.agenda.imports import views

urlpatterns = [
    path("", views.liste, name="imports"),
    path("nouveau/", views.importer, name="importer"),
    path("modele.<str:extension>", views.modele_import, name="modele_import"),
    path("<int:lot>/", views.apercu, name="apercu"),
    path("<int:lot>/colonnes/", views.correspondance, name="correspondance"),
    path("<int:lot>/avancement/", views.avancement, name="avancement_lot"),
    path("<int:lot>/appliquer/", views.appliquer, name="appliquer"),
    path("<int:lot>/annuler/", views.annuler_lot, name="annuler_lot"),
    path("<int:lot>/erreurs.csv", views.erreurs_lot, name="erreurs_lot"),
    path("<int:lot>/fichier/", views.fichier_lot, name="fichier_lot"),
]
