"""Dashboards as files: the figures, each chart, the comparison."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.pilotage.bord.cartes import feuille_des_chiffres
from maillage.pilotage.bord.cibles import graphique_des_cibles
from maillage.pilotage.bord.documents import (
    feuille_des_semblables,
    feuille_du_graphique,
    rapport_du_bord,
    rapport_du_graphique,
)
from maillage.pilotage.bord.montage import Bord
from maillage.pilotage.bord.semblables import comparer
from maillage.pilotage.views.bord import IMAGES, connu, dessins_de, lire
from maillage.socle.graphiques import Graphique, dessiner_graphique, image_png
from maillage.socle.listes import envoyer_liste, trouve
from maillage.socle.pieces import reponse_fichier
from maillage.socle.requete import Requete

ACTE = "pilotage.exporter_tableau_de_bord"
RIEN = "Il n'y a rien à dessiner pour ce chiffre."


@require_safe
def chiffres(request: Requete, niveau: str, code: str, extension: str) -> HttpResponse:
    """Send the whole dashboard: a table, or a document with its charts."""
    bord, _ = lire(request, niveau, code)
    le = timezone.localdate()
    return envoyer_liste(
        request,
        lambda: feuille_des_chiffres(bord),
        _nom(bord, "tableau-de-bord"),
        extension,
        lambda: rapport_du_bord(bord, comparer(bord, le=le), le=le),
        acte=ACTE,
    )


@require_safe
def semblables(request: Requete, niveau: str, code: str, extension: str) -> HttpResponse:
    """Send the comparison with similar dispositifs as a table."""
    bord, _ = lire(request, niveau, code)
    comparaison = trouve(comparer(bord, le=timezone.localdate()), "Aucun groupe n'a assez de retours ce trimestre-là.")
    nom = _nom(bord, "dispositifs-semblables")
    return envoyer_liste(request, lambda: feuille_des_semblables(comparaison), nom, extension, acte=ACTE)


@require_safe
def graphique(request: Requete, niveau: str, code: str, indicateur: str, nom: str, extension: str) -> HttpResponse:
    """Send one chart of a figure: its values, a page, or the drawing."""
    connu(indicateur)
    bord, _ = lire(request, niveau, code)
    dessin = trouve(dessins_de(bord, indicateur).get(nom), "Ce graphique n'existe pas.")
    return _envoyer(request, bord, dessin, _nom(bord, f"{indicateur.replace('.', '-')}-{nom}"), extension)


@require_safe
def cible(request: Requete, niveau: str, code: str, vise: str, extension: str) -> HttpResponse:
    """Send the chart of one indicator of the CPOM."""
    bord, _ = lire(request, niveau, code)
    trouvee = trouve(next((v for v in bord.cibles.vises if v.code == vise), None), "Cet indicateur n'existe pas.")
    return _envoyer(request, bord, graphique_des_cibles(trouvee), _nom(bord, "cpom"), extension)


def _envoyer(request: Requete, bord: Bord, dessin: Graphique, nom: str, extension: str) -> HttpResponse:
    if extension in IMAGES:
        if dessin.vide:
            raise Http404(RIEN)
        if extension == "png":
            return reponse_fichier(f"{nom}.png", "PNG", image_png(dessin))
        return HttpResponse(
            dessiner_graphique(dessin, seul=True),
            content_type="image/svg+xml",
            headers={"Content-Disposition": f'attachment; filename="{nom}.svg"', "X-Content-Type-Options": "nosniff"},
        )
    return envoyer_liste(
        request,
        lambda: feuille_du_graphique(bord, dessin),
        nom,
        extension,
        lambda: rapport_du_graphique(bord, dessin, le=timezone.localdate()),
        acte=ACTE,
    )


def _nom(bord: Bord, quoi: str) -> str:
    return f"{quoi}-{bord.portee.niveau.value}-{bord.portee.code}-{bord.periode}"
