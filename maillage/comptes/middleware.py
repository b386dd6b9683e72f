"""Deny by default: an address is served only if the rights matrix has a row for it and the person holds that right there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from maillage.comptes.acteur import ANONYME, ActeurRestreint, ActeurUtilisateur
from maillage.comptes.droits import SECTIONS
from maillage.comptes.permissions import ADRESSES_FERMEES_AUX_COMPTES_DE_DEMONSTRATION
from maillage.comptes.second_facteur import second_facteur_manquant
from maillage.comptes.selectors import acteur_de
from maillage.socle.acteur import Acces
from maillage.socle.adresses import page_precedente
from maillage.socle.droits import CONNECTE, PUBLIC, Droit
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser
from maillage.structures import selectors as structures

MOTS = {Acces.LECTURE: "lecture", Acces.ECRITURE: "écriture"}
METHODES_SURES = frozenset({"GET", "HEAD", "OPTIONS"})


class ActeurMiddleware:
    """Sets `request.acteur`, and `request.dispositif` when the address names one; refuses what the matrix does not open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.matrice: dict[str, Droit] = import_string(settings.MATRICE_DROITS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acteur = SimpleLazyObject(lambda: _acteur(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        droit = self.matrice.get(match.view_name) if match else None
        if match is None or droit is None:
            raise PermissionDenied("Cette adresse n'a pas de ligne dans la matrice des droits.")
        if droit.section == PUBLIC:
            return None
        request.section = droit.section if droit.section in SECTIONS else ""  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?next={quote(_suite(request))}")
        if request.user.demonstration and match.view_name in ADRESSES_FERMEES_AUX_COMPTES_DE_DEMONSTRATION:
            raise PermissionDenied(
                "Un compte de la démonstration se partage : il n'a ni mot de passe ni second facteur."
            )
        if not hasattr(request, "portee") and match.namespaces and second_facteur_manquant(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        if droit.section != CONNECTE:
            _exiger(request, droit, kwargs.get("dispositif"))
        return None


def _suite(request: HttpRequest) -> str:
    """Where to go once signed in: the page asked for, or, when the session ended under a form, the page that showed it."""
    return request.get_full_path() if request.method in METHODES_SURES else page_precedente(request)


def _acteur(request: HttpRequest) -> ActeurUtilisateur | ActeurRestreint:
    """The signed-in person; `request.portee`, set by whoever reads tokens, narrows what they may do."""
    if not request.user.is_authenticated:
        return ANONYME
    acteur = acteur_de(request.user, le=timezone.localdate())
    portee = getattr(request, "portee", None)
    return acteur if portee is None else ActeurRestreint(acteur, portee)


def _exiger(request: HttpRequest, droit: Droit, code: str | None) -> None:
    """Refuse with 404 what lies outside the person's scope (its existence is private), with 403 what the role does not open at all."""
    acteur: ActeurUtilisateur | ActeurRestreint = request.acteur  # type: ignore[attr-defined]
    acces = droit.acces if request.method in METHODES_SURES else droit.acces_ecriture
    dispositif_id = None
    if code is not None:
        dispositif = structures.dispositif_par_code(code)
        request.dispositif = dispositif  # type: ignore[attr-defined]
        dispositif_id = dispositif.pk if dispositif else None
        if dispositif is None or not _dans_la_portee(acteur, dispositif.pk):
            raise Http404("Aucun dispositif à ce nom.")
    if not acteur.peut(droit.section, acces, dispositif_id):
        _journaliser_refus(request, droit, acces, dispositif_id)
        raise PermissionDenied(f"Votre rôle n'ouvre pas « {SECTIONS[droit.section].libelle} » en {MOTS[acces]}.")


def _dans_la_portee(acteur: ActeurUtilisateur | ActeurRestreint, dispositif_id: int) -> bool:
    return any(h.dispositifs is None or dispositif_id in h.dispositifs for h in acteur.habilitations)


def _journaliser_refus(request: HttpRequest, droit: Droit, acces: Acces, dispositif_id: int | None) -> None:
    journaliser(
        request.acteur,  # type: ignore[attr-defined]
        "comptes.refuser_acces",
        nature=NatureTrace.REFUS,
        objet=request.path[:120],
        dispositif_id=dispositif_id,
        details={"section": droit.section, "acces": acces},
    )
