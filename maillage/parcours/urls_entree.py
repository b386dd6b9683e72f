"""Addresses of coming in and leaving; `urls.py` takes them before its own, whose last ones take any word."""

from django.urls import path

from maillage.parcours.views import attente, commissions, entree_sortie, retraits

urlpatterns = [
    path("liste-attente/", attente.liste, name="liste_attente"),
    path("liste-attente/export/<str:extension>", attente.exporter, name="exporter_liste_attente"),
    path("liste-attente/nouvelle/", attente.enregistrer, name="enregistrer_demande"),
    path("liste-attente/criteres/", commissions.criteres, name="criteres"),
    path("liste-attente/criteres/nouveau/", commissions.creer_critere, name="creer_critere"),
    path("liste-attente/criteres/proposes/", commissions.criteres_proposes, name="criteres_proposes"),
    path("liste-attente/criteres/<int:critere>/", commissions.modifier_critere, name="modifier_critere"),
    path("liste-attente/criteres/<int:critere>/<slug:acte>/", commissions.bouton_critere, name="bouton_critere"),
    path("liste-attente/demande/<str:demande>/", attente.lire, name="demande"),
    path("liste-attente/demande/<str:demande>/faire/<slug:acte>/", attente.bouton, name="bouton_demande"),
    path("liste-attente/demande/<str:demande>/etapes/<int:etape>/", attente.retirer_etape, name="retirer_etape"),
    path("liste-attente/demande/<str:demande>/<slug:acte>/", attente.repondre, name="acte_demande"),
    path("commissions/", commissions.liste, name="commissions"),
    path("commissions/nouvelle/", commissions.creer, name="creer_commission"),
    path("commissions/<str:commission>/", commissions.lire, name="commission"),
    path("commissions/<str:commission>/modifier/", commissions.modifier, name="modifier_commission"),
    path("commissions/<str:commission>/inscrire/", commissions.inscrire, name="inscrire_demandes"),
    path("commissions/<str:commission>/avis/<int:avis>/", commissions.avis, name="avis_commission"),
    path("commissions/<str:commission>/avis/<int:avis>/retirer/", commissions.retirer, name="retirer_avis"),
    path("fiche/<str:jeune>/entree-sortie/", entree_sortie.page, name="entree_sortie"),
    path("fiche/<str:jeune>/entree-sortie/piece/<str:notification>/", entree_sortie.piece, name="piece_notification"),
    path("fiche/<str:jeune>/entree-sortie/retirer/<slug:genre>/<str:objet>/", retraits.retirer, name="retirer_entree"),
    path("fiche/<str:jeune>/entree-sortie/<slug:acte>/", entree_sortie.acte, name="acte_entree"),
    path(
        "fiche/<str:jeune>/entree-sortie/<slug:acte>/<int:objet>/",
        entree_sortie.acte_objet,
        name="acte_entree_objet",
    ),
]
