"""Addresses of the transmissions, documents and templates."""

from __future__ import annotations

from django.urls import URLPattern, path

from maillage.projet.views import (
    ecrits_conservation,
    ecrits_documents,
    ecrits_modeles,
    ecrits_phrases,
    ecrits_redaction,
    ecrits_transmissions,
)

_transmissions: list[URLPattern] = [
    path("transmissions/", ecrits_transmissions.liste, name="transmissions"),
    path("transmissions/ecrire/", ecrits_redaction.ecrire, name="ecrire_transmission"),
    path("transmissions/tout-lu/", ecrits_redaction.tout_lu, name="tout_lu"),
    path("transmissions/export/<str:extension>", ecrits_transmissions.exporter, name="exporter_transmissions"),
    path("transmissions/phrases/", ecrits_phrases.phrases, name="phrases"),
    path("transmissions/phrases/reprendre/", ecrits_phrases.reprendre, name="reprendre_phrases"),
    path("transmissions/phrases/<int:phrase>/", ecrits_phrases.modifier, name="modifier_phrase"),
    path("transmissions/phrases/<int:phrase>/retirer/", ecrits_phrases.retirer, name="retirer_phrase"),
    path("transmissions/phrases/<int:phrase>/retablir/", ecrits_phrases.retablir, name="retablir_phrase"),
    path("transmissions/<str:transmission>/", ecrits_transmissions.une, name="transmission"),
    path("transmissions/<str:transmission>/corriger/", ecrits_redaction.corriger, name="corriger_transmission"),
    path("transmissions/<str:transmission>/retirer/", ecrits_redaction.retirer, name="retirer_transmission"),
    path("transmissions/<str:transmission>/retablir/", ecrits_redaction.retablir, name="retablir_transmission"),
    path("transmissions/<str:transmission>/lue/", ecrits_redaction.lue, name="lue"),
    path("transmissions/<str:transmission>/non-lue/", ecrits_redaction.non_lue, name="non_lue"),
    path("jeunes/<str:jeune>/transmissions/", ecrits_transmissions.fil, name="transmissions_du_jeune"),
    path("jeunes/<str:jeune>/transmissions/resume/", ecrits_transmissions.resume, name="transmissions_resume"),
]
_documents: list[URLPattern] = [
    path("jeunes/<str:jeune>/documents/", ecrits_documents.documents, name="documents_du_jeune"),
    path("jeunes/<str:jeune>/documents/resume/", ecrits_documents.resume, name="documents_resume"),
    path("jeunes/<str:jeune>/documents/deposer/", ecrits_documents.deposer, name="deposer_document"),
    path("jeunes/<str:jeune>/documents/export/<str:extension>", ecrits_documents.exporter, name="exporter_documents"),
    path("jeunes/<str:jeune>/documents/modeles/", ecrits_modeles.choisir, name="choisir_modele"),
    path("jeunes/<str:jeune>/documents/modeles/<str:modele>/", ecrits_modeles.generer, name="generer_document"),
    path("documents/<str:document>/", ecrits_documents.document, name="document"),
    path("documents/<str:document>/fichier/<int:version>/", ecrits_documents.fichier, name="fichier_document"),
    path("documents/<str:document>/version/", ecrits_documents.ajouter_version, name="version_document"),
    path("documents/<str:document>/classer/", ecrits_documents.classer, name="classer_document"),
    path("documents/<str:document>/retirer/", ecrits_documents.retirer, name="retirer_document"),
    path("documents/<str:document>/retablir/", ecrits_documents.retablir, name="retablir_document"),
    path("conservation/", ecrits_conservation.conservation, name="conservation"),
    path("conservation/decider/", ecrits_conservation.decider, name="decider_destruction"),
    path("conservation/annuler/", ecrits_conservation.annuler, name="annuler_destruction"),
    path("conservation/export/<str:extension>", ecrits_conservation.exporter, name="exporter_certificats"),
]
_modeles: list[URLPattern] = [
    path("modeles/", ecrits_modeles.modeles, name="modeles"),
    path("modeles/champs/", ecrits_modeles.champs, name="champs_de_modele"),
    path("modeles/deposer/", ecrits_modeles.deposer, name="deposer_modele"),
    path("modeles/installer/", ecrits_modeles.installer, name="installer_modeles"),
    path("modeles/<str:modele>/", ecrits_modeles.modele, name="modele"),
    path("modeles/<str:modele>/exemple/<str:extension>/", ecrits_modeles.exemple, name="exemple_modele"),
    path("modeles/<str:modele>/fichier/<int:version>/", ecrits_modeles.fichier, name="fichier_modele"),
    path("modeles/<str:modele>/version/", ecrits_modeles.ajouter_version, name="version_modele"),
    path("modeles/<str:modele>/decrire/", ecrits_modeles.renommer, name="renommer_modele"),
    path("modeles/<str:modele>/retirer/", ecrits_modeles.retirer, name="retirer_modele"),
    path("modeles/<str:modele>/retablir/", ecrits_modeles.retablir, name="retablir_modele"),
]
urlpatterns_ecrits: list[URLPattern] = [*_transmissions, *_documents, *_modeles]
