from __future__ import annotations

from django.urls import URLPattern, path

from maillage.projet.ecrits_urls import urlpatterns_ecrits
from maillage.projet.views import actes, ecocarte, papiers, prestations, projets, redaction

app_name = "projet"
_projets: list[URLPattern] = [
    path("", projets.liste, name="projets"),
    path("export/<str:extension>", projets.exporter, name="exporter"),
    path("jeunes/<str:jeune>/", projets.jeune, name="jeune"),
    path("jeunes/<str:jeune>/resume/", projets.resume, name="resume"),
    path("jeunes/<str:jeune>/voie/", projets.voie_ruban, name="voie_ruban"),
    path("jeunes/<str:jeune>/commencer/", actes.commencer, name="commencer"),
    path("jeunes/<str:jeune>/comparer/", projets.comparer, name="comparer"),
    path("projets/<str:projet>/", projets.projet, name="projet"),
    path("projets/<str:projet>/texte/", projets.texte, name="texte"),
    path("projets/<str:projet>/facile/", projets.facile, name="facile"),
    path("projets/<str:projet>/projet.pdf", papiers.pdf, name="pdf"),
    path("projets/<str:projet>/facile.pdf", papiers.facile_pdf, name="facile_pdf"),
    path("projets/<str:projet>/parole/", redaction.parole, name="parole"),
    path("projets/<str:projet>/cadre/", redaction.cadre, name="cadre"),
    path("projets/<str:projet>/besoins/", redaction.besoins, name="besoins"),
    path("projets/<str:projet>/proposer/", actes.proposer, name="proposer"),
    path("projets/<str:projet>/evaluer/", actes.evaluer, name="evaluer"),
    path("projets/<str:projet>/commenter/", actes.commenter, name="commenter"),
    path("projets/<str:projet>/actes/<slug:acte>/", actes.passer, name="passer"),
    path("projets/<str:projet>/reponses/<int:accord>/", actes.repondre, name="repondre"),
    path("projets/<str:projet>/objectifs/ajouter/", redaction.ajouter_objectif, name="ajouter_objectif"),
    path("projets/<str:projet>/objectifs/<str:objectif>/", projets.objectif, name="objectif"),
    path(
        "projets/<str:projet>/objectifs/<str:objectif>/modifier/", redaction.modifier_objectif, name="modifier_objectif"
    ),
    path("projets/<str:projet>/objectifs/<str:objectif>/retirer/", redaction.retirer_objectif, name="retirer_objectif"),
    path(
        "projets/<str:projet>/objectifs/<str:objectif>/remettre/", redaction.remettre_objectif, name="remettre_objectif"
    ),
    path("projets/<str:projet>/objectifs/<str:objectif>/statut/", actes.noter_statut, name="noter_statut"),
    path("projets/<str:projet>/objectifs/<str:objectif>/actions/", redaction.ajouter_action, name="ajouter_action"),
    path("projets/<str:projet>/actions/<str:action>/", redaction.modifier_action, name="modifier_action"),
    path("projets/<str:projet>/actions/<str:action>/agenda/", redaction.lier_action, name="lier_action"),
    path("projets/<str:projet>/actions/<str:action>/retirer/", redaction.retirer_action, name="retirer_action"),
    path("projets/<str:projet>/actions/<str:action>/remettre/", redaction.remettre_action, name="remettre_action"),
]
_carte = "jeunes/<str:jeune>/ecocarte/"
_ecocarte: list[URLPattern] = [
    path(_carte, ecocarte.ecocarte, name="ecocarte"),
    path(f"{_carte}resume/", ecocarte.resume, name="ecocarte_resume"),
    path(f"{_carte}comparer/", ecocarte.comparer, name="ecocarte_comparer"),
    path(f"{_carte}ajouter/", ecocarte.ajouter, name="ecocarte_ajouter"),
    path(f"{_carte}elements/<str:element>/", ecocarte.corriger, name="ecocarte_corriger"),
    path(f"{_carte}elements/<str:element>/anneau/", ecocarte.deplacer, name="ecocarte_deplacer"),
    path(f"{_carte}elements/<str:element>/partir/", ecocarte.faire_partir, name="ecocarte_partir"),
    path(f"{_carte}elements/<str:element>/revenir/", ecocarte.faire_revenir, name="ecocarte_revenir"),
    path(f"{_carte}elements/<str:element>/effacer/", ecocarte.effacer, name="ecocarte_effacer"),
    path(f"{_carte}elements/<str:element>/remettre/", ecocarte.remettre, name="ecocarte_remettre"),
    path(f"{_carte}elements/<str:element>/lien/", ecocarte.nouer, name="ecocarte_nouer"),
    path(f"{_carte}liens/<int:lien_id>/", ecocarte.changer_lien, name="ecocarte_changer_lien"),
    path(f"{_carte}liens/<int:lien_id>/finir/", ecocarte.finir_lien, name="ecocarte_finir_lien"),
]
_prestations: list[URLPattern] = [
    path("prestations/", prestations.reglages, name="prestations"),
    path("prestations/poser/", prestations.poser, name="poser_prestation"),
    path("prestations/<int:correspondance>/retirer/", prestations.retirer, name="retirer_prestation"),
    path("prestations/<int:correspondance>/remettre/", prestations.remettre, name="remettre_prestation"),
]
urlpatterns: list[URLPattern] = [*urlpatterns_ecrits, *_projets, *_ecocarte, *_prestations]
