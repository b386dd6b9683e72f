"""Distances lived: of a dispositif, gathered; of one young person, for who may read the file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.cartographie import services
from maillage.cartographie.forms.distances import DistancesForm, SemaineForm, nom_du_mois
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.permissions import DISTANCES
from maillage.cartographie.presentation.commun import dire_les_temps
from maillage.cartographie.presentation.distances import carte_de_la_semaine, feuille_distances, graphiques
from maillage.cartographie.presentation.semaine import feuille_semaine, rapport_semaine
from maillage.cartographie.selectors.distances import DistancesVecues, distances_vecues
from maillage.cartographie.selectors.distances_jeune import SemaineVecue, jeune_lisible, semaine_vecue
from maillage.parcours.selectors.accompagnes import accompagnes_le
from maillage.socle.domain.calendrier import semaine_de
from maillage.socle.listes import liens
from maillage.socle.rapports import FICHIERS, reponse_rapport
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture
from maillage.socle.tableur import FORMATS, reponse
from maillage.structures import selectors as structures

SECONDES = 8.0
"""How long an engine may take within a request."""
UNE_SEMAINE = dt.timedelta(weeks=1)


@require_safe
def choisir(request: Requete) -> HttpResponse:
    """Choose a dispositif; go straight to the only one."""
    dispositifs = list(structures.dispositifs_visibles(request.acteur, DISTANCES))
    if len(dispositifs) == 1:
        return HttpResponseRedirect(reverse("cartographie:distances", args=[dispositifs[0].code]))
    contexte = {"titre": "Distances vécues", "onglet": "distances", "nom_url": "cartographie:distances"}
    return render(request, "cartographie/choisir.html", {**contexte, "dispositifs": dispositifs})


@require_safe
def page(request: Requete, dispositif: str) -> HttpResponse:
    """Show the distances of a whole month, never those of someone."""
    form = DistancesForm(request.GET or None)
    mois, nom = form.choisi()
    contexte: dict[str, Any] = {"form": form, "mois": nom_du_mois(mois[0]), "jeunes": _jeunes(request)}
    try:
        lues = distances_vecues(request.acteur, request.dispositif, mois, services.fournisseur(nom, secondes=SECONDES))
    except FournisseurIndisponibleError as erreur:
        contexte["panne"] = str(erreur)
    else:
        parametres = request.GET.urlencode()
        contexte |= {
            "lues": lues,
            "graphiques": graphiques(lues),
            "temps": dire_les_temps(lues.provenance),
            "liens_export": [
                (e.upper(), f"{reverse('cartographie:distances_export', args=[dispositif, e])}?{parametres}")
                for e in FORMATS
            ],
        }
    return render(request, "cartographie/distances.html", contexte)


def _jeunes(request: Requete) -> list[Any]:
    """Those whose own week the person may try to open: each page asks for the file again."""
    acteur, dispositif = request.acteur, request.dispositif
    if not acteur.peut("agenda", dispositif_id=dispositif.pk) or not acteur.peut(
        "parcours", dispositif_id=dispositif.pk
    ):
        return []
    return [jeune for jeune, _ in accompagnes_le(acteur, dispositif, timezone.localdate())]


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the same figures, with the same silences."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    mois, nom = DistancesForm(request.GET or None).choisi()
    try:
        lues: DistancesVecues = distances_vecues(
            request.acteur, request.dispositif, mois, services.fournisseur(nom, secondes=SECONDES)
        )
    except FournisseurIndisponibleError as erreur:
        raise Http404(f"Les temps de trajet n'ont pas pu être obtenus : {erreur}.") from erreur
    return reponse(feuille_distances(lues), f"distances-{mois[0]:%Y-%m}", extension)


@require_safe
def jeune(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show the week of a young person, day by day, in a list and on a map."""
    lu, lundi, nom = _choisi(request, jeune, "cartographie.lire_distances_jeune")
    contexte: dict[str, Any] = {
        "jeune": lu,
        "lundi": lundi,
        "avant": lundi - UNE_SEMAINE,
        "apres": lundi + UNE_SEMAINE,
        "form": SemaineForm(initial={"jour": lundi, "fournisseur": nom}),
    }
    try:
        semaine = _jouer(request, lu, lundi, nom)
    except FournisseurIndisponibleError as erreur:
        contexte["panne"] = str(erreur)
    else:
        formats = (*FORMATS, *FICHIERS)
        contexte |= {
            "semaine": semaine,
            "temps": dire_les_temps(semaine.provenance),
            "carte": carte_de_la_semaine(semaine, lundi) if semaine.jours else None,
            "liens_export": liens(request, "cartographie:distances_jeune_export", dispositif, jeune, formats=formats),
        }
    return render(request, "cartographie/distances_jeune.html", contexte)


@require_safe
def exporter_jeune(request: Requete, dispositif: str, jeune: str, extension: str) -> HttpResponse:
    """Send that week, to whoever may read this file; the journal says that it left."""
    if extension not in (*FORMATS, *FICHIERS):
        raise Http404("Ce format d'export n'existe pas.")
    lu, lundi, nom = _choisi(request, jeune, "cartographie.exporter_distances_jeune")
    try:
        semaine = _jouer(request, lu, lundi, nom)
    except FournisseurIndisponibleError as erreur:
        raise Http404(f"Les temps de trajet n'ont pas pu être obtenus : {erreur}.") from erreur
    if not semaine.jours:
        raise Http404("Rien n'est à l'agenda cette semaine-là.")
    fichier = f"semaine-{lundi.isoformat()}"
    if extension in FORMATS:
        return reponse(feuille_semaine(semaine, str(lu), lundi), fichier, extension)
    rapport = rapport_semaine(semaine, str(lu), lundi, auteur=str(request.dispositif), le=timezone.localdate())
    return reponse_rapport(rapport, fichier, extension)


def _choisi(request: Requete, identifiant: str, acte: str) -> tuple[Any, dt.date, str]:
    """The young person, the Monday and the provider asked for; this reading is journaled."""
    jour, nom = SemaineForm(request.GET or None).choisis(timezone.localdate())
    lu = jeune_lisible(request.acteur, request.dispositif, identifiant, timezone.localdate())
    if lu is None:
        raise Http404("Ce jeune n'est pas connu de ce dispositif.")
    journaliser_lecture(request.acteur, acte, jeune_id=lu.pk, dispositif_id=request.dispositif.pk)
    return lu, semaine_de(jour).lundi, nom


def _jouer(request: Requete, jeune: Any, lundi: dt.date, nom: str) -> SemaineVecue:
    """Raises FournisseurIndisponibleError."""
    moteur = services.fournisseur(nom, secondes=SECONDES)
    return semaine_vecue(request.acteur, request.dispositif, jeune, lundi, moteur)
