from django.urls import path

from maillage.structures.views import (
    actes,
    cartes,
    dispositifs,
    etablissements,
    finess,
    partenaires,
    partenaires_lots,
    partenaires_places,
    partenaires_reunis,
)

app_name = "structures"
LOTS = "dispositifs/<slug:dispositif>/partenaires/importer/"
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
    path("finess/depots/<str:depot>/", finess.apercu, name="apercu_finess"),
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
    path(LOTS, partenaires_lots.importer, name="partenaires_importer"),
    path(f"{LOTS}<int:pk>/", partenaires_lots.lot, name="partenaires_lot"),
    path(f"{LOTS}<int:pk>/avancement/", partenaires_lots.avancement, name="partenaires_avancement"),
    path(f"{LOTS}<int:pk>/relire/", partenaires_lots.relire, name="partenaires_relire"),
    path(f"{LOTS}<int:pk>/echanger/", partenaires_lots.echanger, name="partenaires_echanger"),
    path(f"{LOTS}<int:pk>/abandonner/", partenaires_lots.abandonner, name="partenaires_abandonner"),
    path(f"{LOTS}<int:pk>/defaire/", partenaires_lots.defaire, name="partenaires_defaire"),
    path(f"{LOTS}<int:pk>/a-corriger.<str:extension>", partenaires_lots.fautes, name="partenaires_fautes"),
    path(
        "dispositifs/<slug:dispositif>/partenaires/doublons/", partenaires_reunis.doublons, name="partenaires_doublons"
    ),
    path(
        "dispositifs/<slug:dispositif>/partenaires/doublons/<int:pk>/separer/",
        partenaires_reunis.separer,
        name="partenaires_separer",
    ),
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
