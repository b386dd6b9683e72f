from __future__ import annotations

from django.urls import path

from maillage.enquetes.views import construire, enquetes, repondre, resultats, vagues

app_name = "enquetes"
urlpatterns = [
    path("", enquetes.liste, name="liste"),
    path("liste.<str:extension>", enquetes.exporter_liste, name="exporter_liste"),
    path("nouvelle/", enquetes.nouvelle, name="nouvelle"),
    path("modeles/", enquetes.modeles, name="modeles"),
    path("modeles/<slug:modele>/", enquetes.modele, name="modele"),
    path("repondre/<str:jeton>/", repondre.repondre, name="repondre"),
    path("merci/", repondre.merci, name="merci"),
    path("resultats/", resultats.partagees, name="partagees"),
    path("resultats.<str:extension>", resultats.exporter_partagees, name="exporter_partagees"),
    path("vagues/<str:vague>/", vagues.lire, name="vague"),
    path("vagues/<str:vague>/gestes/<slug:geste>/", vagues.geste_vague, name="geste_vague"),
    path("vagues/<str:vague>/invitations/", vagues.invitations, name="invitations"),
    path("vagues/<str:vague>/invitations.<str:extension>", vagues.exporter_invitations, name="exporter_invitations"),
    path("vagues/<str:vague>/invitations/adresses/", vagues.inviter, name="inviter"),
    path("vagues/<str:vague>/invitations/contacts/", vagues.prendre_contacts, name="prendre_contacts"),
    path(
        "vagues/<str:vague>/invitations/<str:invitation>/retirer/", vagues.retirer_invitation, name="retirer_invitation"
    ),
    path("vagues/<str:vague>/resultats/", resultats.resultats, name="resultats"),
    path("vagues/<str:vague>/resultats.<str:extension>", resultats.exporter_resultats, name="exporter_resultats"),
    path("vagues/<str:vague>/textes/", resultats.retirer_texte, name="retirer_texte"),
    path("vagues/<str:vague>/comparer/<str:autre>/", resultats.comparer, name="comparer"),
    path("<str:enquete>/", enquetes.lire, name="enquete"),
    path("<str:enquete>/gestes/<slug:geste>/", enquetes.geste, name="geste"),
    path("<str:enquete>/apercu/", enquetes.apercu, name="apercu"),
    path("<str:enquete>/questionnaire.<str:extension>", enquetes.exporter_questionnaire, name="exporter_questionnaire"),
    path("<str:enquete>/versions/<int:numero>/", enquetes.version, name="version"),
    path("<str:enquete>/construire/", construire.construire, name="construire"),
    path("<str:enquete>/construire/bouger/", construire.bouger, name="bouger"),
    path("<str:enquete>/construire/importer/", enquetes.importer, name="importer"),
    path("<str:enquete>/construire/sections/<slug:section>/", construire.editer_section, name="editer_section"),
    path(
        "<str:enquete>/construire/sections/<slug:section>/questions/<slug:question>/",
        construire.editer_question,
        name="editer_question",
    ),
    path("<str:enquete>/vagues/nouvelle/", vagues.nouvelle_vague, name="nouvelle_vague"),
]
