from django.urls import URLPattern, path

from maillage.activite.views import chiffres, explication, grille, qualite, retours

app_name = "activite"
RETOUR = "retours/<str:periode>/<int:revision>/"
urlpatterns: list[URLPattern] = [
    path("", grille.grille, name="grille"),
    path("export/<str:extension>", grille.exporter, name="exporter_grille"),
    path("explication/", explication.explication, name="explication"),
    path("chiffres/", chiffres.chiffres, name="chiffres"),
    path("comparaison/", chiffres.comparaison, name="comparaison"),
    path("hypotheses/", chiffres.hypotheses, name="hypotheses"),
    path("qualite/", qualite.qualite, name="qualite"),
    path("qualite/regler/", qualite.regler, name="regler"),
    path("qualite/ecarter/", qualite.ecarter, name="ecarter"),
    path("qualite/reprendre/<int:alerte_id>/", qualite.reprendre, name="reprendre_alerte"),
    path("retours/", retours.liste, name="retours"),
    path("retours/ouvrir/", retours.ouvrir, name="ouvrir_retour"),
    path(RETOUR, retours.detail, name="retour"),
    path(f"{RETOUR}regle/", retours.regle, name="regle"),
    path(f"{RETOUR}etat/<str:acte>/", retours.changer_etat, name="changer_etat_retour"),
    path(f"{RETOUR}commentaire/", retours.commenter, name="commenter_retour"),
    path(f"{RETOUR}differences/", retours.differences, name="differences_retour"),
    path(f"{RETOUR}retour.pdf", retours.pdf, name="retour_pdf"),
    path(f"{RETOUR}retour.xlsx", retours.xlsx, name="retour_xlsx"),
    path(f"{RETOUR}retour.json", retours.json_fige, name="retour_json"),
    path(f"{RETOUR}faits.zip", retours.faits, name="retour_faits"),
]
