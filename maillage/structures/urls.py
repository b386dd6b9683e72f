from django.urls import path

from maillage.structures.views import (
    actes,
    cartes,
    dispositifs,
    etablissements,
    finess,
    partenaires,
    partenaires_places,
)

app_name = "structures"
urlpatterns = [
    path("", dispositifs.accueil, name="accueil"),
    path("carte/", cartes.carte, name="carte"),
    path("carte/departements.geojson", cartes.carte_donnees, name="carte_donnees"),
    path("etablissements/", etablissements.liste, name="etablissements"),
    path("etablissements/export.<str:extension>", etablissements.exporter, name="etablissements_export"),
    path("etablissements/<int:pk>/", etablissements.detail, name="etablissement"),
    path("positions-a-revoir/", etablissements.positions, name="positions_a_revoir"),
    path("positions-a-revoir/<int:pk>/", etablissements.position, name="position"),
    path("finess/", finess.deposer, name="import_finess"),
    path("finess/<int:lot>/rapport.csv", finess.rapport, name="rapport_finess"),
    path("finess/appliquer/", finess.appliquer, name="appliquer_finess"),
    path("dispositifs/", dispositifs.liste, name="dispositifs"),
    path("nouveau-dispositif/", dispositifs.creer, name="nouveau_dispositif"),
    path("nouvel-organisme/", dispositifs.creer_organisme, name="nouvel_organisme"),
    path("dispositifs/<slug:dispositif>/", dispositifs.detail, name="dispositif"),
    path("dispositifs/<slug:dispositif>/modifier/", dispositifs.modifier, name="modifier_dispositif"),
    path("dispositifs/<slug:dispositif>/partenaires/", partenaires.annuaire, name="partenaires"),
    path(
        "dispositifs/<slug:dispositif>/partenaires/export.<str:extension>",
        partenaires.exporter,
        name="partenaires_export",
    ),
    path("dispositifs/<slug:dispositif>/partenaires/importer/", partenaires.importer, name="partenaires_importer"),
    path("dispositifs/<slug:dispositif>/partenaires/appliquer/", partenaires.appliquer, name="partenaires_appliquer"),
    path("dispositifs/<slug:dispositif>/partenaires/defaire/", partenaires.defaire, name="partenaires_defaire"),
    path(
        "dispositifs/<slug:dispositif>/partenaires/<int:pk>/position/",
        partenaires_places.placer,
        name="partenaires_placer",
    ),
    path(
        "dispositifs/<slug:dispositif>/partenaires/<int:pk>/etiquettes/",
        partenaires.etiqueter,
        name="partenaires_etiqueter",
    ),
    path("dispositifs/<slug:dispositif>/<slug:acte>/", actes.acte, name="acte"),
    path("dispositifs/<slug:dispositif>/<slug:acte>/<int:pk>/", actes.acte, name="acte_sur"),
    path(
        "dispositifs/<slug:dispositif>/annuler-ouverture/<str:geste>/",
        actes.annuler_ouverture,
        name="annuler_ouverture",
    ),
]
