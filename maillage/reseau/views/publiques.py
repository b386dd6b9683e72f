"""The public site: read without account and without cookie, asked again only when something changed, with feeds and clean addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from maillage.reseau import referentiels
from maillage.reseau.documents import rapport_du_bilan, reserves
from maillage.reseau.flux import calendrier, ecrire_plan, flux_atom
from maillage.reseau.models import BilanReseau
from maillage.reseau.selectors import site
from maillage.reseau.selectors.bilans import bilans_publies, lire_bilan
from maillage.reseau.selectors.rencontres import rencontres_a_venir
from maillage.reseau.views.bilans import chiffres_de_la_page, sections_de_la_page
from maillage.socle.domain.texte import contient_les_mots
from maillage.socle.rapports import reponse_rapport
from maillage.socle.requete import Requete

Vue = Callable[..., HttpResponse]
A_L_ACCUEIL, PAR_PAGE = 5, 20


def publique(vue: Vue) -> Vue:
    """Keep the answer a few minutes, and answer « not changed » to who already has it. Only the theme of the reader changes a page."""

    @require_safe
    @conditional_page
    @cache_control(public=True, max_age=referentiels.reglages().cache_secondes)
    @wraps(vue)
    def gardee(request: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
        reponse = vue(request, *args, **kwargs)
        patch_vary_headers(reponse, ["Cookie"])
        return reponse

    return gardee


def _dessiner(request: Requete, gabarit: str, **contexte: Any) -> HttpResponse:
    pages = contexte.setdefault("pages", site.pages_du_site())
    menu = [page for code, page in pages.items() if code not in {"accueil", "mentions"}]
    return render(request, f"reseau/public/{gabarit}.html", {**contexte, "menu": menu})


@publique
def accueil(request: Requete) -> HttpResponse:
    """Show the mission: who it is, what comes, what was published."""
    pages = site.pages_du_site()
    return _dessiner(
        request,
        "accueil",
        pages=pages,
        page=pages["accueil"],
        rencontres=rencontres_a_venir(le=timezone.localdate())[:A_L_ACCUEIL],
        publications=site.publications()[:A_L_ACCUEIL],
        bilans=list(bilans_publies()[:A_L_ACCUEIL]),
    )


@publique
def page(request: Requete, page: str) -> HttpResponse:
    """Show a page of the mission."""
    pages = site.pages_du_site()
    if page not in pages or page == "accueil":
        raise Http404("Aucune page de ce nom.")
    return _dessiner(request, "page", pages=pages, page=pages[page])


@publique
def evenements(request: Requete) -> HttpResponse:
    """Show the coming public meetings."""
    return _dessiner(request, "evenements", rencontres=rencontres_a_venir(le=timezone.localdate()))


@publique
def ressources(request: Requete) -> HttpResponse:
    """Show the public publications, by words."""
    q = " ".join(request.GET.get("q", "").split())[:80]
    toutes = site.publications()
    gardees = [p for p in toutes if not q or contient_les_mots(f"{p.titre} {p.theme} {p.resume}", q)]
    feuilles = Paginator(gardees, PAR_PAGE).get_page(request.GET.get("page"))
    return _dessiner(request, "ressources", q=q, feuilles=feuilles)


@publique
def bilan_publie(request: Requete, bilan: str) -> HttpResponse:
    """Show a published bilan."""
    lu = lire_bilan(_publie(bilan))
    contexte = {
        "bilan": lu.bilan,
        "sections": sections_de_la_page(lu),
        "familles": chiffres_de_la_page(lu, request.acteur),
        "reserves": reserves(lu),
        "documents": [(ext.upper(), reverse("reseau:document_publie", args=[bilan, ext])) for ext in ("docx", "pdf")],
    }
    return _dessiner(request, "bilan", **contexte)


@publique
def document_publie(request: Requete, bilan: str, extension: str) -> HttpResponse:
    """Send a published bilan as a file."""
    trouve = _publie(bilan)
    return reponse_rapport(rapport_du_bilan(lire_bilan(trouve)), f"bilan-{trouve.fin.year}", extension)


def _publie(identifiant: str) -> BilanReseau:
    trouve = bilans_publies().filter(identifiant=identifiant).first()
    if trouve is None:
        raise Http404("Aucun bilan publié de cet identifiant.")
    return trouve


@publique
def flux(request: Requete) -> HttpResponse:
    """Send what was published lately as an Atom feed."""
    entrees = [(p.titre, p.resume, p.publiee_le, _entiere(p.url), p.identifiant) for p in site.publications()]
    for bilan in bilans_publies():
        publie = timezone.localdate(bilan.publie_le)
        adresse = _entiere(reverse("reseau:bilan_publie", args=[bilan.identifiant]))
        entrees.append((bilan.titre, "Bilan publié.", publie, adresse, bilan.identifiant))
    texte = flux_atom(entrees, accueil=_entiere(reverse("reseau:accueil")), flux=_entiere(reverse("reseau:flux")))
    return HttpResponse(texte, content_type="application/atom+xml; charset=utf-8")


@publique
def evenements_ics(request: Requete) -> HttpResponse:
    """Send the coming public meetings as a calendar to subscribe to."""
    a_venir = rencontres_a_venir(le=timezone.localdate())
    octets = calendrier(a_venir, adresse=_entiere)
    entetes = {"Content-Disposition": 'inline; filename="rencontres.ics"'}
    return HttpResponse(octets, content_type="text/calendar; charset=utf-8", headers=entetes)


@publique
def plan_du_site(request: Requete) -> HttpResponse:
    """Send the addresses of the public site to search engines."""
    adresses: list[tuple[str, dt.date | None]] = [
        (_entiere(reverse(f"reseau:{nom}")), None) for nom in ("accueil", "evenements", "ressources")
    ]
    for code, lue in site.pages_du_site().items():
        if code != "accueil":
            le = timezone.localdate(lue.ecrite_le) if lue.ecrite_le else None
            adresses.append((_entiere(reverse("reseau:page", args=[code])), le))
    adresses += [(_entiere(p.url), p.publiee_le) for p in site.publications()]
    adresses += [
        (_entiere(reverse("reseau:bilan_publie", args=[b.identifiant])), timezone.localdate(b.publie_le))
        for b in bilans_publies()
    ]
    return HttpResponse(ecrire_plan(adresses), content_type="application/xml; charset=utf-8")


def _entiere(url: str) -> str:
    return url if url.startswith("http") else f"{settings.ADRESSE_PUBLIQUE}{url}"
