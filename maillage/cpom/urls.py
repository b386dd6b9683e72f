from __future__ import annotations

from django.urls import URLPattern, path

from maillage.cpom.views import bilans, dialogue, fiches, indicateurs, listes

app_name = "cpom"
FICHE = "<slug:dispositif>/fiches/<str:fiche>/"
INDICATEUR = "<slug:dispositif>/indicateurs/<str:indicateur>/"
urlpatterns: list[URLPattern] = [
    path("", listes.fiches, name="fiches"),
    path("fiches.<str:extension>", listes.exporter_fiches, name="exporter_fiches"),
    path("indicateurs/", listes.indicateurs, name="indicateurs"),
    path("indicateurs/liste.<str:extension>", listes.exporter_indicateurs, name="exporter_indicateurs"),
    path("<slug:dispositif>/contrats/nouveau/", fiches.nouveau_contrat, name="nouveau_contrat"),
    path("<slug:dispositif>/nouvelle-fiche/", fiches.nouvelle, name="nouvelle_fiche"),
    path(FICHE, fiches.lire, name="fiche"),
    path(f"{FICHE}modifier/", fiches.modifier, name="modifier_fiche"),
    path(f"{FICHE}actions/nouvelle/", fiches.nouvelle_action, name="nouvelle_action"),
    path(f"{FICHE}actions/<int:action>/", fiches.modifier_action, name="modifier_action"),
    path(f"{FICHE}indicateurs/nouveau/", indicateurs.nouveau, name="nouvel_indicateur"),
    path(f"{FICHE}ecrire/", dialogue.ecrire, name="ecrire"),
    path(f"{FICHE}rencontre/", dialogue.rencontre, name="rencontre"),
    path(f"{FICHE}dialogue.<str:extension>", dialogue.document, name="document"),
    path(INDICATEUR, indicateurs.lire, name="indicateur"),
    path(f"{INDICATEUR}modifier/", indicateurs.modifier, name="modifier_indicateur"),
    path(f"{INDICATEUR}formule/", indicateurs.nouvelle_formule, name="nouvelle_formule"),
    path(f"{INDICATEUR}bilan/<int:annee>/", bilans.ecrire, name="bilan"),
    path(f"{INDICATEUR}signer/<int:annee>/", bilans.signer, name="signer"),
    path(f"{INDICATEUR}preuves/<int:preuve>/", bilans.preuve, name="preuve"),
    path(f"{INDICATEUR}preuves/<int:preuve>/retirer/", bilans.retirer_preuve, name="retirer_preuve"),
]
