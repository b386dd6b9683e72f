from django.urls import path

from maillage.appui_ressource.views import actions, demandes, ecoles, pieces

app_name = "appui"
urlpatterns = [
    path("", demandes.liste, name="demandes"),
    path("demandes/export.<str:extension>", demandes.exporter, name="exporter_demandes"),
    path("demandes/<str:demande>/", demandes.lire, name="demande"),
    path("demandes/<str:demande>/pieces/<str:piece>/", pieces.piece, name="piece"),
    path("demandes/<str:demande>/<slug:geste>/", demandes.faire, name="geste"),
    path("actions/", actions.liste, name="actions"),
    path("actions/export.<str:extension>", actions.exporter, name="exporter_actions"),
    path("actions/nouvelle/", actions.choisir_type, name="choisir_type"),
    path("actions/nouvelle/<slug:type>/", actions.nouvelle, name="nouvelle_action"),
    path("actions/<str:action>/", actions.lire, name="action"),
    path("actions/<str:action>/compte-rendu/", actions.compte_rendu, name="compte_rendu"),
    path("actions/<str:action>/retirer/", actions.retirer, name="retirer_action"),
    path("ecoles/", ecoles.liste, name="ecoles"),
    path("ecoles/export.<str:extension>", ecoles.exporter, name="exporter_ecoles"),
]
