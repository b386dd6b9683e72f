from django.urls import path

from maillage.reconnaissance.views import actes, documents, dossier, fils, listes

app_name = "reconnaissance"
urlpatterns = [
    path("", listes.liste, name="dossiers"),
    path("export.<str:extension>", listes.exporter, name="exporter_dossiers"),
    path("<slug:dispositif>/", dossier.lire, name="dossier"),
    path("<slug:dispositif>/ouvrir/", dossier.ouvrir, name="ouvrir"),
    path("<slug:dispositif>/actualiser/", dossier.actualiser, name="actualiser"),
    path("<slug:dispositif>/texte/", dossier.texte, name="texte"),
    path("<slug:dispositif>/sections/<slug:section>/", dossier.section, name="section"),
    path("<slug:dispositif>/sections/<slug:section>/historique/", dossier.historique, name="historique"),
    path("<slug:dispositif>/pieces/", dossier.joindre, name="joindre"),
    path("<slug:dispositif>/pieces/<str:piece>/", documents.piece, name="piece"),
    path("<slug:dispositif>/pieces/<str:piece>/retirer/", dossier.retirer_piece, name="retirer_piece"),
    path("<slug:dispositif>/echanges/", fils.echanges, name="echanges"),
    path("<slug:dispositif>/instruction/", fils.instruction, name="instruction"),
    path("<slug:dispositif>/instruction/noter/", fils.noter, name="noter"),
    path("<slug:dispositif>/instruction/avis/", fils.demander_avis, name="demander_avis"),
    path("<slug:dispositif>/instruction/avis/<int:avis>/", fils.rendre_avis, name="rendre_avis"),
    path("<slug:dispositif>/instruction/suivre/", fils.suivre, name="suivre"),
    path("<slug:dispositif>/actes/<slug:acte>/", actes.acte, name="acte"),
    path("<slug:dispositif>/decisions/<slug:acte>/", actes.decider, name="decider"),
    path("<slug:dispositif>/axes/<int:axe>/", actes.cocher_axe, name="cocher_axe"),
    path("<slug:dispositif>/effets/<int:effet>/", actes.cocher_effet, name="cocher_effet"),
    path("<slug:dispositif>/dossier.<str:extension>", documents.document, name="document"),
    path("<slug:dispositif>/depots/<int:tour>.<str:extension>", documents.depot, name="depot"),
    path("<slug:dispositif>/recepisses/<int:tour>.<str:extension>", documents.recepisse, name="recepisse"),
    path("<slug:dispositif>/arretes/<int:arrete>.<str:extension>", documents.arrete, name="arrete"),
]
