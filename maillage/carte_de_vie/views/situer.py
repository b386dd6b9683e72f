"""Where a place is: on the sheet, found by its name, touched on the map of the country, or nowhere at all."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from maillage.carte_de_vie import services
from maillage.carte_de_vie.forms.lieux import PositionForm
from maillage.carte_de_vie.referentiels import dire
from maillage.carte_de_vie.selectors.lieux_connus import chercher_position, pays_a_toucher
from maillage.carte_de_vie.views.commun import acte, entrer_pour_dessiner, lien, lieu_a_changer, montrer
from maillage.socle.requete import Requete
from maillage.territoire.geocodage.ban import geocodeur_regle

COINS = [
    (f"{haut} {large}".strip().capitalize(), x, y)
    for haut, y in (("en haut", 8), ("", 50), ("en bas", 92))
    for large, x in (("à gauche", 8), ("au milieu", 50), ("à droite", 92))
]
"""The sheet in nine: where a place goes, for who has neither mouse nor finger."""


@require_http_methods(["GET", "POST"])
def ou(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Offer the four ways. What is searched is sent in the body: an address stays in histories and in logs.

    A secret place is never touched on a map of the country, whose background another server may draw.
    """
    porte, trouve = lieu_a_changer(request, jeune, cle)
    recherche = request.POST.get("q", "")[:80]
    cherche = chercher_position(porte, recherche, adresses=not trouve.partage.secret)
    contexte = {
        "lieu": trouve,
        "titre": dire("lieu.ou_titre", porte.regard, porte.jeune.prenom),
        "phrase": dire("lieu.ou_phrase", porte.regard, porte.jeune.prenom),
        "coins": COINS,
        "recherche": recherche,
        "trouves": cherche.positions,
        "panne": cherche.panne,
        "adresses": geocodeur_regle() and not trouve.partage.secret,
        "pays": None if trouve.partage.secret else pays_a_toucher(porte, trouve),
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
