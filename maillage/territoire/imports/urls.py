from django.urls import path

from maillage.territoire.imports import views

urlpatterns = [
    path("", views.liste, name="imports"),
    path("export.<str:extension>", views.exporter, name="imports_export"),
    path("nouveau/<slug:genre>/", views.deposer, name="importer"),
    path("nouveau/<slug:genre>/modele.<str:extension>", views.modele, name="import_modele"),
    path("adresses/<slug:registre>/", views.chercher_adresses, name="chercher_adresses"),
    path("<int:pk>/", views.detail, name="import"),
    path("<int:pk>/avancement/", views.avancement, name="import_avancement"),
    path("<int:pk>/appliquer/", views.appliquer, name="import_appliquer"),
    path("<int:pk>/abandonner/", views.abandonner, name="import_abandonner"),
    path("<int:pk>/rapport.<str:extension>", views.rapport, name="import_rapport"),
]
