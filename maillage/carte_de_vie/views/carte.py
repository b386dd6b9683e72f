"""Looking at the map: the sheet and its list, the map of the country, two days side by side, the short form of the file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.carte_de_vie.cartographie import carte_du_pays
from maillage.carte_de_vie.domain.carte import Carte
from maillage.carte_de_vie.domain.comparaison import comparer_cartes_de_vie
from maillage.carte_de_vie.domain.feuille import dessiner_feuille
from maillage.carte_de_vie.domain.vocabulaire import LIBELLES_GENRES, Regard
from maillage.carte_de_vie.forms import DeuxJoursForm, JourForm
from maillage.carte_de_vie.selectors import CarteVue, Porte
from maillage.carte_de_vie.selectors.cartes import partenaires_par_lieu
from maillage.carte_de_vie.selectors.extraits import remises_du_jeune
from maillage.carte_de_vie.selectors.liens import elements_a_lier, objectifs_a_lier
from maillage.carte_de_vie.selectors.lieux_connus import fond_du_pays
from maillage.carte_de_vie.views.commun import changeable, entrer, lien, montrer, tracer_lecture, vue_de
from maillage.socle.requete import Requete


@require_safe
def carte(request: Requete, jeune: str, dispositif: str = "") -> HttpResponse:
    """Show the map of today, or of the day asked for, and its list."""
    porte = entrer(request, jeune)
    tracer_lecture(porte, "lire_carte")
    return _page(request, porte, vue_de(request, porte))


@require_safe
def resume(request: Requete, jeune: str, dispositif: str = "") -> HttpResponse:
    """The map in short, for the page of the young person; the whole page when asked as such."""
    porte = entrer(request, jeune)
    tracer_lecture(porte, "lire_carte_resume")
    vue = vue_de(request, porte)
    if not request.htmx:
        return _page(request, porte, vue)
    lieux = vue.carte.au(timezone.localdate()).lieux
    contexte = {"lieux": lieux, "porte": porte, "adresse": lien(request, porte, "carte")}
    return render(request, "carte_de_vie/resume.html", contexte)


@require_safe
def pays(request: Requete, jeune: str, dispositif: str = "") -> HttpResponse:
    """Show the places that have a position, on the map of the country and as a table.

    Never a secret one: the background of a map is asked of the server of tiles, which would learn where to look.
    """
    porte = entrer(request, jeune)
    tracer_lecture(porte, "lire_carte")
    presents = vue_de(request, porte).carte.au(timezone.localdate()).lieux
    lieux = [lieu for lieu in presents if lieu.sur_la_carte and not lieu.partage.secret]
    adresses = {lieu.cle: lien(request, porte, "lieu", lieu.cle) for lieu in lieux}
    return montrer(
        request, porte, "carte_de_vie/pays.html", {"carte": carte_du_pays(lieux, adresses, fond_du_pays(porte))}
    )


@require_safe
def comparer(request: Requete, jeune: str, dispositif: str = "") -> HttpResponse:
    """Show two days side by side, and say what changed."""
    porte = entrer(request, jeune)
    tracer_lecture(porte, "comparer_cartes")
    toute = vue_de(request, porte).carte
    form = DeuxJoursForm(request.GET or None)
    dits = form.cleaned_data if form.is_bound and form.is_valid() else {}
    apres = dits.get("apres") or timezone.localdate()
    avant = dits.get("avant") or min([*toute.jours(), apres])
    contexte = {
        "form": form if form.is_bound else DeuxJoursForm(initial={"avant": avant, "apres": apres}),
        "changements": comparer_cartes_de_vie(toute, avant, apres),
        "cotes": [(mot, jour, dessiner_feuille(toute.au(jour))) for mot, jour in (("Avant", avant), ("Après", apres))],
        "jours": toute.jours(),
    }
    return montrer(request, porte, "carte_de_vie/comparer.html", contexte)


def _page(request: Requete, porte: Porte, vue: CarteVue) -> HttpResponse:
    form = JourForm(request.GET or None)
    demande = form.cleaned_data.get("au") if form.is_bound and form.is_valid() else None
    aujourd_hui = timezone.localdate()
    le = demande or aujourd_hui
    du_jour = vue.carte.au(le)
    contexte = {
        "vue": vue,
        "carte": du_jour,
        "feuille": dessiner_feuille(du_jour, trajets_secrets=vue.trajets_secrets),
        "le": le,
        "aujourd_hui": aujourd_hui,
        "form": form if form.is_bound else JourForm(initial={"au": aujourd_hui}),
        "peut_dessiner": porte.ecrit and le == aujourd_hui,
        "lieux": [(lieu, changeable(porte, lieu)) for lieu in du_jour.lieux],
        "partis": vue.carte.partis(le),
        "genres": [(genre.value, mot) for genre, mot in LIBELLES_GENRES.items()],
        "comparable": len(vue.carte.jours()) > 1,
        **_liens(request, porte, vue.carte, le),
    }
    return montrer(request, porte, "carte_de_vie/carte.html", contexte)


def _liens(request: Requete, porte: Porte, carte: Carte, le: date) -> dict[str, Any]:
    """What the map leads to: objectives, eco-map, partners, receipts; nothing is looked for when nothing is tied."""
    lies = any(lieu.objectif for lieu in carte.lieux), any(lieu.element for lieu in carte.lieux)
    return {
        "objectifs": objectifs_a_lier(porte) if lies[0] else {},
        "elements": elements_a_lier(porte) if lies[1] else {},
        "partenaires": partenaires_par_lieu(porte) if _remet(porte, carte) else [],
        "remises": remises_du_jeune(porte),
        "trajets": [(trajet, carte.lieu(trajet.de), carte.lieu(trajet.vers)) for trajet in carte.au(le).trajets],
        "geo": any(lieu.sur_la_carte and not lieu.partage.secret for lieu in carte.lieux),
    }


def _remet(porte: Porte, carte: Carte) -> bool:
    """Extracts are the team's, and the young person's to look at."""
    return porte.regard is not Regard.FAMILLE and any(lieu.partage.partenaires for lieu in carte.lieux)
