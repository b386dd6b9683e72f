from django.urls import path

from maillage.parcours.views import actes, attente, identite, jeunes

app_name = "parcours"
urlpatterns = [
    path("", jeunes.liste, name="jeunes"),
    path("export/<str:extension>", jeunes.exporter, name="exporter"),
    path("nouveau/", identite.creer, name="creer"),
    path("liste-attente/", attente.liste, name="liste_attente"),
    path("liste-attente/nouvelle/", attente.enregistrer, name="enregistrer_demande"),
    path("liste-attente/<str:demande>/<slug:acte>/", attente.repondre, name="acte_demande"),
    path("fiche/<str:jeune>/", jeunes.fiche, name="jeune"),
    path("fiche/<str:jeune>/identite/", identite.modifier, name="modifier"),
    path("fiche/<str:jeune>/<slug:acte>/", actes.acte, name="acte"),
    path("fiche/<str:jeune>/<slug:acte>/<int:objet>/", actes.acte_objet, name="acte_objet"),
]
