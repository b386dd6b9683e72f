"""Where a place is: on the sheet, found by its name, touched on the map of the country, or nowhere at all."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from maillage.carte_de_vie import services
from maillage.carte_de_vie.forms.lieux import PlaceForm, PositionForm
from maillage.carte_de_vie.referentiels import dire
from maillage.carte_de_vie.selectors.lieux_connus import centre_de_la_carte, chercher_position
from maillage.carte_de_vie.views.commun import acte, entrer_pour_dessiner, lien, lieu_a_changer, montrer
from maillage.socle.requete import Requete


@require_http_methods(["GET", "POST"])
def ou(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Offer the four ways. What is searched is sent in the body: an address stays in histories and in logs.

    A secret place is never touched on a map of the country, whose background another server may draw.
    """
    porte, trouve = lieu_a_changer(request, jeune, cle)
    recherche = request.POST.get("q", "")[:80]
    contexte = {
        "lieu": trouve,
        "titre": dire("lieu.ou_titre", porte.regard, porte.jeune.prenom),
        "phrase": dire("lieu.ou_phrase", porte.regard, porte.jeune.prenom),
        "form": PlaceForm(initial={"x": trouve.x, "y": trouve.y}),
        "recherche": recherche,
        "trouves": chercher_position(porte, recherche) if recherche else [],
        "centre": (trouve.lon, trouve.lat) if trouve.sur_la_carte else centre_de_la_carte(porte),
    }
    return montrer(request, porte, "carte_de_vie/ou.html", contexte)


@require_POST
def situer(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Give the position that was found or touched; none given takes it off."""
    porte = entrer_pour_dessiner(request, jeune)
    form = PositionForm(request.POST)
    valable = form.is_valid()
    faire = partial(
        services.situer_lieu,
        porte,
        cle,
        lon=form.cleaned_data["lon"] if valable else None,
        lat=form.cleaned_data["lat"] if valable else None,
        maintenant=timezone.now(),
    )
    fait = "Ce lieu a une position." if valable else "Ce lieu n'a plus de position."
    return acte(request, faire, retour=lien(request, porte, "lieu", cle), fait=fait)
