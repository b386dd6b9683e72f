"""Every address of the product, by context; each has its line in the rights matrix of its context's `permissions.py`."""

from django.urls import include, path

from maillage.echanges.api.adresses import api

handler400 = "maillage.socle.views.demande_incomprise"
urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("maillage.portail.urls")),
    path("", include("maillage.portail.espace.urls")),
    path("", include("maillage.carte_de_vie.urls_espace")),
    path("", include("maillage.echanges.urls")),
    path("compte/", include("maillage.comptes.urls")),
    path("socle/", include("maillage.socle.urls")),
    path("cartes/", include("maillage.cartographie.urls")),
    path("conventions/", include("maillage.conventions.urls")),
    path("cpom/", include("maillage.cpom.urls")),
    path("bibliotheque/", include("maillage.bibliotheque.urls")),
    path("dispositifs/<slug:dispositif>/carte-de-vie/", include("maillage.carte_de_vie.urls")),
    path("rencontres/", include("maillage.rencontres.urls")),
    path("enquetes/", include("maillage.enquetes.urls")),
    path("soutien/", include("maillage.soutien.urls")),
    path("formations/", include("maillage.formations.urls")),
    path("reseau/", include("maillage.reseau.urls")),
    path("reconnaissance/", include("maillage.reconnaissance.urls")),
    path("rapports/", include("maillage.rapport_annuel.urls")),
    path("pilotage/", include("maillage.pilotage.urls")),
    path("territoire/", include("maillage.territoire.urls")),
    path("structures/", include("maillage.structures.urls")),
    path("attente/", include("maillage.parcours.urls_attente")),
    path("bris-de-glace/", include("maillage.parcours.urls_bris")),
    path("dispositifs/<slug:dispositif>/jeunes/", include("maillage.parcours.urls")),
    path("dispositifs/<slug:dispositif>/agenda/", include("maillage.agenda.urls")),
    path("dispositifs/<slug:dispositif>/projet/", include("maillage.projet.urls")),
    path("dispositifs/<slug:dispositif>/liaison/", include("maillage.liaison.urls")),
    path("partage/", include("maillage.liaison.urls_publics")),
    path("liaison/formulaires/", include("maillage.liaison.urls_modeles")),
    path("appui/", include("maillage.appui_ressource.urls_publics")),
    path("dispositifs/<slug:dispositif>/appui/", include("maillage.appui_ressource.urls")),
    path("dispositifs/<slug:dispositif>/activite/", include("maillage.activite.urls")),
]
