from django.urls import path

from maillage.pilotage.views import (
    bord,
    chiffres,
    fichiers_de_bord,
    indicateurs,
    presentations,
    publications,
    restitution,
    retours,
)

app_name = "pilotage"
BORD = "tableau-de-bord/<slug:niveau>/<slug:code>/"
urlpatterns = [
    path("tableau-de-bord/", bord.accueil, name="tableau_de_bord"),
    path(BORD, bord.tableau, name="bord"),
    path(f"{BORD}chiffres.<str:extension>", fichiers_de_bord.chiffres, name="exporter_bord"),
    path(f"{BORD}semblables.<str:extension>", fichiers_de_bord.semblables, name="exporter_semblables"),
    path(f"{BORD}cpom/<str:vise>.<str:extension>", fichiers_de_bord.cible, name="bord_cible"),
    path(f"{BORD}<str:indicateur>/", bord.indicateur, name="bord_indicateur"),
    path(f"{BORD}<str:indicateur>/<slug:nom>.<str:extension>", fichiers_de_bord.graphique, name="bord_graphique"),
    path("retours/", retours.liste, name="retours"),
    path("retours/liste.<str:extension>", retours.exporter, name="exporter_retours"),
    path("retours/<slug:dispositif>/<str:periode>/<int:numero>/", retours.detail, name="retour"),
    path("retours/<slug:dispositif>/<str:periode>/<int:numero>/chiffre/", chiffres.de_retour, name="chiffre_de_retour"),
    path("indicateurs/", indicateurs.liste, name="indicateurs"),
    path("indicateurs.<str:extension>", indicateurs.exporter, name="exporter_indicateurs"),
    path("indicateurs/<str:code>/", indicateurs.carte, name="indicateur"),
    path("restitution/", restitution.restitution, name="restitution"),
    path("restitution/tableau.csv", restitution.telecharger, name="restitution_csv"),
    path("restitution/fichiers/<slug:nom>.<str:extension>", presentations.de_restitution, name="restitution_fichier"),
    path("restitution/chiffre/", chiffres.de_restitution, name="chiffre"),
    path("publications/", publications.liste, name="publications"),
    path("publications/publier/", publications.publier, name="publier"),
    path("publications/<str:periode>/<int:numero>/", publications.detail, name="publication"),
    path("publications/<str:periode>/<int:numero>/chiffre/", chiffres.de_publication, name="chiffre_publie"),
    path(
        "publications/<str:periode>/<int:numero>/fichiers/<slug:nom>.<str:extension>",
        presentations.de_publication,
        name="publication_fichier",
    ),
    path("publications/<str:periode>/<int:numero>/tableau.csv", publications.telecharger, name="publication_csv"),
]
