from django.urls import path

from maillage.portail import views
from maillage.portail.autorite import vues as autorite
from maillage.portail.echeances import portee, vues
from maillage.portail.partenaires import vues as partenaires

app_name = "portail"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("dispositif/", views.choisir_dispositif, name="choisir_dispositif"),
    path("recherche/", views.recherche, name="recherche"),
    path("dispositifs/<slug:dispositif>/echeances/", vues.liste, name="echeances"),
    path("dispositifs/<slug:dispositif>/echeances/export/<str:extension>", vues.exporter, name="exporter_echeances"),
    path("dispositifs/<slug:dispositif>/echeances/jeune/<str:jeune>/", vues.du_jeune, name="echeances_jeune"),
    path("dispositifs/<slug:dispositif>/partenaires/", partenaires.liste, name="partenaires"),
    path(
        "dispositifs/<slug:dispositif>/partenaires/export/<str:extension>",
        partenaires.exporter,
        name="exporter_partenaires",
    ),
    path("autorite/", autorite.autorite, name="autorite"),
    path("autorite/dispositifs.<str:extension>", autorite.exporter, name="exporter_autorite"),
    path("echeances/", portee.liste, name="echeances_portee"),
    path("echeances/export.<str:extension>", portee.exporter, name="exporter_echeances_portee"),
    path("accessibilite/", views.accessibilite, name="accessibilite"),
    path("a-propos/", views.a_propos, name="a_propos"),
    path("sante/", views.sante, name="sante"),
]
