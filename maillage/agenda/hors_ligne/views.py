"""The offline day sheet: its page and what makes it installable, the day to take along, the marks to receive."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.marques import lire_marques
from maillage.agenda.hors_ligne.selectors import jeunes_du_jour, jour_a_emporter
from maillage.agenda.hors_ligne.services import recevoir_marques
from maillage.agenda.selectors import jeunes_a_inscrire
from maillage.agenda.views.base import lien
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lectures

FICHIERS = (
    "socle/images/favicon.svg",
    "socle/images/marque.svg",
    "socle/images/chevron.svg",
    "socle/tiers/polices/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "socle/tiers/bootstrap.min.css",
    "socle/css/tokens.css",
    "socle/css/base.css",
    "socle/css/coquille.css",
    "socle/css/composants.css",
    "socle/css/donnees.css",
    "socle/css/graphiques.css",
    "socle/css/impression.css",
    "socle/tiers/icones.svg",
    "agenda/agenda.css",
    "agenda/hors_ligne/hors_ligne.css",
    "agenda/hors_ligne/coffre.js",
    "agenda/hors_ligne/file.js",
    "agenda/hors_ligne/vue.js",
    "agenda/hors_ligne/page.js",
)
"""What the page needs to open without network; nothing of it speaks of anyone."""
TRAVAILLEUR = "agenda/hors_ligne/travailleur.js"


@require_safe
def page(request: Requete, dispositif: str) -> HttpResponse:
    """Show the shell of the sheet, the same for everyone: the device fills it with what it holds, encrypted, for today."""
    adresses = {nom: lien(request, f"hors_ligne_{nom}") for nom in ("jour", "marques", "service", "manifeste")}
    return render(request, "agenda/hors_ligne.html", {"adresses": adresses, "code": dispositif})


@require_safe
@never_cache
def jour(request: Requete, dispositif: str) -> JsonResponse:
    """Send today's événements of the person; the reading of each young person is journaled."""
    try:
        donnees = jour_a_emporter(request.acteur, request.dispositif)
    except ErreurAgenda as refus:
        return JsonResponse({"message": refus.message}, status=404)
    jeunes = jeunes_a_inscrire(request.dispositif.pk).filter(identifiant__in=jeunes_du_jour(donnees))
    journaliser_lectures(
        request.acteur,
        "agenda.emporter_journee",
        jeune_ids=jeunes.values_list("pk", flat=True),
        dispositif_id=request.dispositif.pk,
    )
    return JsonResponse({**donnees, "csrf": get_token(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def marques(request: Requete, dispositif: str) -> JsonResponse:
    """Receive the marks made without network; each is answered, whatever becomes of the others. Read, say who is signed in and how to send."""
    if request.method != "POST":
        return JsonResponse({"titulaire": request.acteur.identifiant, "csrf": get_token(request)})
    try:
        lues = lire_marques(json.loads(request.body))
    except (ValueError, ErreurAgenda) as faute:
        message = faute.message if isinstance(faute, ErreurAgenda) else "Cet envoi n'est pas lisible."
        return JsonResponse({"message": message}, status=400)
    return JsonResponse({"reponses": recevoir_marques(request.acteur, request.dispositif, lues)})


@require_safe
def manifeste(request: Requete, dispositif: str) -> JsonResponse:
    """Make the sheet installable, and nothing else of the product."""
    ici = lien(request, "hors_ligne")
    contenu = {
        "id": ici,
        "name": "Ma journée hors ligne",
        "short_name": "Ma journée",
        "description": "Les événements du jour, sans réseau, effacés à minuit",
        "lang": "fr",
        "start_url": ici,
        "scope": ici,
        "display": "standalone",
        "background_color": "#FBFAF7",
        "theme_color": "#1F4E79",
        "icons": [{"src": static("socle/images/marque.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(contenu, content_type="application/manifest+json")


@require_safe
@never_cache
def service(request: Requete, dispositif: str) -> HttpResponse:
    """Send the service worker of this page alone: its address gives it its scope."""
    reglages = {
        "page": lien(request, "hors_ligne"),
        "fichiers": [static(nom) for nom in FICHIERS],
        "version": _version(),
    }
    script = f"const REGLAGES = {json.dumps(reglages)};\n{_lire(TRAVAILLEUR).decode()}"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@cache
def _version() -> str:
    """A checksum of every file: a new release replaces the whole cache."""
    empreinte = hashlib.sha256()
    for nom in (*FICHIERS, TRAVAILLEUR):
        empreinte.update(_lire(nom))
    return empreinte.hexdigest()[:12]


def _lire(nom: str) -> bytes:
    trouve = finders.find(nom)
    if not isinstance(trouve, str):
        raise FileNotFoundError(nom)
    return Path(trouve).read_bytes()
