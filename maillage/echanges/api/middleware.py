"""Who calls the API: the owner of the token, and nobody else; what is refused is said in JSON."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse

from maillage.echanges import frein
from maillage.echanges.domain.erreurs import TropDAppels
from maillage.echanges.services.jetons import jeton_du_secret

RACINE = "/api/v1/"
SANS_JETON = (f"{RACINE}openapi.json",)
APPELS_PAR_HEURE = 3600
ESSAIS_PAR_HEURE = 60
"""Wrong tokens of one origin."""
MOTS = {
    401: "Jeton absent, inconnu, expiré ou révoqué. Envoyez « Authorization: Bearer … ».",
    403: "Ce jeton, ou votre rôle, n'ouvre pas cette adresse.",
    404: "Rien à cette adresse, ou rien que vous puissiez voir.",
    405: "Cette adresse ne connaît pas cette méthode.",
    500: "Une erreur de Maillage : elle est inscrite, rien n'a été écrit à moitié.",
}


class JetonMiddleware:
    """Under /api/v1/, the person is that of the token; elsewhere nothing changes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(RACINE):
            return self.get_response(request)
        request.user = AnonymousUser()
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # no cookie is read here
        if request.path in SANS_JETON:
            return self.get_response(request)
        try:
            refus = self._reconnaitre(request)
        except TropDAppels as trop:
            return JsonResponse({"message": trop.message}, status=429, headers={"Retry-After": "3600"})
        return refus or _en_json(self.get_response(request))

    def _reconnaitre(self, request: HttpRequest) -> HttpResponse | None:
        genre, _, secret = request.headers.get("Authorization", "").partition(" ")
        origine = f"api {request.META.get('REMOTE_ADDR', '')}"
        frein.exiger(origine, ESSAIS_PAR_HEURE)
        jeton = jeton_du_secret(secret.strip()) if genre.lower() == "bearer" else None
        if jeton is None:
            frein.compter(origine)
            return _refus(401, {"WWW-Authenticate": "Bearer"})
        appels = f"jeton {jeton.identifiant}"
        frein.exiger(appels, APPELS_PAR_HEURE)
        frein.compter(appels)
        request.user, request.portee = jeton.utilisateur, frozenset(jeton.portee)  # type: ignore[attr-defined]
        return None


def _refus(statut: int, entetes: dict[str, str] | None = None) -> JsonResponse:
    return JsonResponse({"message": MOTS[statut]}, status=statut, headers=entetes or {})


def _en_json(reponse: HttpResponse) -> HttpResponse:
    """A refusal made for a reader of pages becomes one for a program."""
    if reponse.status_code in MOTS and "json" not in reponse.get("Content-Type", ""):
        return _refus(reponse.status_code)
    return reponse
