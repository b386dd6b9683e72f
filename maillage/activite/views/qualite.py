"""The quality page: each alert says who can settle it, opens its occurrence, and is settled in one gesture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from maillage.activite.domain.alertes import ALERTES
from maillage.activite.domain.reglements import Acte
from maillage.activite.selectors import alertes_a_traiter
from maillage.activite.services import ecarter_alerte, reprendre_alerte
from maillage.activite.views.demande import contexte_commun, lire_demande
from maillage.agenda import services as agenda
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.presences import ExceptionPresence
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

PAR_PAGE = 50


def _confirmer(request: Requete, identifiant: str, jeune: str) -> agenda.Resultat[Any]:
    return agenda.confirmer_evenement(request.acteur, request.dispositif, identifiant=identifiant)


def _annuler(request: Requete, identifiant: str, jeune: str) -> agenda.Resultat[Any]:
    return agenda.annuler_evenement(request.acteur, request.dispositif, identifiant=identifiant)


def _presence(valeur: str) -> Callable[[Requete, str, str], agenda.Resultat[Any]]:
    def noter(request: Requete, identifiant: str, jeune: str) -> agenda.Resultat[Any]:
        exception = ExceptionPresence(presence=valeur)
        return agenda.noter_presence(
            request.acteur, request.dispositif, identifiant=identifiant, jeune=jeune, exception=exception
        )

    return noter


def _modalite(valeur: str) -> Callable[[Requete, str, str], agenda.Resultat[Any]]:
    def changer(request: Requete, identifiant: str, jeune: str) -> agenda.Resultat[Any]:
        return agenda.changer_modalite_evenement(
            request.acteur, request.dispositif, identifiant=identifiant, modalite=valeur
        )

    return changer


GESTES: dict[Acte, Callable[[Requete, str, str], agenda.Resultat[Any]]] = {
    Acte.CONFIRMER: _confirmer,
    Acte.ANNULER: _annuler,
    Acte.NOTER_ABSENT: _presence("ABSENT"),
    Acte.NOTER_PRESENT: _presence("PRESENT"),
    Acte.MODALITE_AJ: _modalite("AJ"),
    Acte.MODALITE_AN: _modalite("AN"),
    Acte.MODALITE_PMO: _modalite("PMO"),
}


@require_GET
def qualite(request: Requete, dispositif: str) -> HttpResponse:
    """Show the work list of a period, blocking alerts first."""
    demande = lire_demande(request)
    resultat = demande.dispositif()
    code = request.GET.get("code", "")
    if code and code not in ALERTES:
        raise Http404("Cette alerte n'existe pas.")
    numero = max(1, int(request.GET.get("page", "1"))) if request.GET.get("page", "1").isdigit() else 1
    liste = alertes_a_traiter(
        demande.dispositif_id,
        resultat["alertes"],
        code=code,
        premiere=(numero - 1) * PAR_PAGE,
        nombre=PAR_PAGE,
    )
    total = liste.par_code.get(code, 0) if code else sum(liste.par_code.values())
    return render(
        request,
        "activite/qualite.html",
        {
            **contexte_commun(request, demande),
            "qualite": resultat["qualite"],
            "liste": liste,
            "code": code,
            "page": Paginator(range(total), PAR_PAGE).get_page(numero),
            "types": [(ALERTES[nom], nombre) for nom, nombre in liste.par_code.items()],
            "total": total,
            "peut_ecarter": request.acteur.peut("activite", Acces.ECRITURE, demande.dispositif_id),
        },
    )


@require_POST
def regler(request: Requete, dispositif: str) -> HttpResponse:
    """Settle one alert by an act of the agenda; the message carries its undo."""
    try:
        geste = GESTES[Acte(request.POST.get("acte", ""))]
    except ValueError as erreur:
        raise Http404("Ce geste n'existe pas.") from erreur
    try:
        resultat = geste(request, request.POST.get("evenement", ""), request.POST.get("jeune", ""))
    except ErreurAgenda as erreur:
        messages.error(request, str(erreur))
    else:
        annuler = reverse("agenda:defaire", args=[dispositif, resultat.jeton])
        messages.success(request, resultat.phrase, extra_tags=f"annuler:{annuler}")
    return _retour_a_la_liste(request, dispositif)


@require_POST
def ecarter(request: Requete, dispositif: str) -> HttpResponse:
    """Leave an alert as it is, with a reason."""
    demande = lire_demande(request)
    voulue = tuple(request.POST.get(nom, "") for nom in ("code", "table", "id", "jeune", "date"))
    alerte = next((ligne for ligne in demande.dispositif()["alertes"] if _identite(ligne) == voulue), None)
    if alerte is None:
        messages.info(request, "Cette alerte a disparu entre-temps : rien à écarter.")
        return _retour_a_la_liste(request, dispositif)
    try:
        ecartee = ecarter_alerte(
            request.acteur,
            dispositif_id=demande.dispositif_id,
            alerte=alerte,
            motif=request.POST.get("motif", ""),
        )
    except ValidationError as erreur:
        messages.error(request, " ".join(erreur.messages))
    else:
        annuler = reverse("activite:reprendre_alerte", args=[dispositif, ecartee.pk])
        messages.success(
            request,
            "Alerte laissée en l'état, avec votre motif. Les chiffres ne changent pas.",
            extra_tags=f"annuler:{annuler}",
        )
    return _retour_a_la_liste(request, dispositif)


@require_POST
def reprendre(request: Requete, dispositif: str, alerte_id: int) -> HttpResponse:
    """Put an alert back on the list."""
    reprendre_alerte(request.acteur, dispositif_id=request.dispositif.pk, alerte_id=alerte_id)
    messages.success(request, "L'alerte est de retour dans la liste.")
    return _retour_a_la_liste(request, dispositif)


def _identite(alerte: dict[str, Any]) -> tuple[str, ...]:
    return tuple(alerte[nom] or "" for nom in ("code", "table", "id", "jeune_id", "date"))


def _retour_a_la_liste(request: Requete, dispositif: str) -> HttpResponseRedirect:
    filtres = {nom: request.POST[nom] for nom in ("periode", "regles", "filtre", "page") if request.POST.get(nom)}
    if "filtre" in filtres:
        filtres["code"] = filtres.pop("filtre")
    return HttpResponseRedirect(f"{reverse('activite:qualite', args=[dispositif])}?{urlencode(filtres)}")
