from django.urls import path

from maillage.parcours import urls_entree
from maillage.parcours.views import (
    actes,
    bris,
    changement,
    equipe,
    evenements,
    identite,
    jeunes,
    lectures,
)

app_name = "parcours"
urlpatterns = [
    *urls_entree.urlpatterns,
    path("", jeunes.liste, name="jeunes"),
    path("export/<str:extension>", jeunes.exporter, name="exporter"),
    path("nouveau/", identite.creer, name="creer"),
    path("fiche/<str:jeune>/", jeunes.fiche, name="jeune"),
    path("fiche/<str:jeune>/identite/", identite.modifier, name="modifier"),
    path("fiche/<str:jeune>/ouvrir/", bris.briser, name="briser"),
    path("fiche/<str:jeune>/lectures/", lectures.lectures, name="lectures"),
    path("fiche/<str:jeune>/changement/", changement.preparer, name="changement"),
    path("fiche/<str:jeune>/equipe/", equipe.equipe, name="equipe"),
    path("fiche/<str:jeune>/equipe/ajouter/", equipe.ajouter, name="equipe_ajouter"),
    path("fiche/<str:jeune>/equipe/<int:membre>/<slug:acte>/", equipe.membre, name="equipe_membre"),
    path(
        "fiche/<str:jeune>/remplacements/<int:remplacement>/arreter/",
        equipe.arreter_remplacement,
        name="arreter_remplacement",
    ),
    path("fiche/<str:jeune>/evenements/nouveau/", evenements.ajouter, name="evenement_ajouter"),
    path("fiche/<str:jeune>/evenements/<int:evenement>/", evenements.modifier, name="evenement_modifier"),
    path("fiche/<str:jeune>/evenements/<int:evenement>/retirer/", evenements.retirer, name="evenement_retirer"),
    path("fiche/<str:jeune>/evenements/<int:evenement>/retablir/", evenements.retablir, name="evenement_retablir"),
    path("fiche/<str:jeune>/<slug:acte>/", actes.acte, name="acte"),
    path("fiche/<str:jeune>/<slug:acte>/<int:objet>/", actes.acte_objet, name="acte_objet"),
]
