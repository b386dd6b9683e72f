from __future__ import annotations

from django.urls import path

from maillage.bibliotheque.views import faq, fiches, flux, redaction, reprise

app_name = "bibliotheque"
urlpatterns = [
    path("", fiches.liste, name="liste"),
    path("export.<str:extension>", fiches.exporter, name="exporter"),
    path("nouveautes.atom", flux.flux, name="flux"),
    path("atelier/", redaction.atelier, name="atelier"),
    path("entretien/", redaction.entretien, name="entretien"),
    path("entretien.<str:extension>", redaction.exporter_entretien, name="exporter_entretien"),
    path("fiches/nouvelle/", redaction.nouvelle, name="nouvelle"),
    path("fiches/<slug:fiche>/", fiches.fiche, name="fiche"),
    path("fiches/<slug:fiche>/fichier/", fiches.fichier, name="fichier"),
    path("fiches/<slug:fiche>/modifier/", redaction.modifier, name="modifier"),
    path("fiches/<slug:fiche>/versions/", redaction.versions, name="versions"),
    path("fiches/<slug:fiche>/employer/", redaction.employer, name="employer"),
    path("fiches/<slug:fiche>/gestes/<slug:geste>/", redaction.geste, name="geste"),
    path("imports/", reprise.lots, name="lots"),
    path("imports/nouveau/", reprise.importer, name="importer"),
    path("imports/modele.<str:extension>", reprise.modele_import, name="modele_import"),
    path("imports/<str:lot>/", reprise.lot, name="lot"),
    path("imports/<str:lot>/<slug:geste>/", reprise.geste_lot, name="geste_lot"),
    path("questions/", faq.questions, name="questions"),
    path("questions.<str:extension>", faq.exporter_questions, name="exporter_questions"),
    path("questions/nouvelle/", faq.nouvelle_question, name="nouvelle_question"),
    path("questions/<slug:question>/", faq.question, name="question"),
    path("questions/<slug:question>/repondre/", faq.repondre, name="repondre"),
    path("questions/<slug:question>/modifier/", faq.modifier_question, name="modifier_question"),
]
