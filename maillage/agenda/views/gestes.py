"""Acts of one button on an événement, and undoing."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from maillage.agenda import services
from maillage.agenda.forms import ModaliteForm, PresenceForm
from maillage.agenda.views.base import executer, lien, refuser, version_lue
from maillage.socle.requete import Requete


@require_POST
def annuler(request: Requete, dispositif: str, evenement: str) -> HttpResponse:
    """Cancel the événement, or those after it, or all of its series (`portee`)."""
    mot = request.POST.get("portee", "")
    portee = services.PorteeSerie(mot) if mot in set(services.PorteeSerie) else services.PorteeSerie.CETTE
    return executer(
        request,
        lambda: services.annuler_serie(
            request.acteur, request.dispositif, identifiant=evenement, portee=portee, version=version_lue(request)
        ),
        retour=lien(request, "evenement", evenement),
    )


@require_POST
def retablir(request: Requete, dispositif: str, evenement: str) -> HttpResponse:
    """Put the événement back to planned."""
    return executer(
        request,
        lambda: services.retablir_evenement(
            request.acteur, request.dispositif, identifiant=evenement, version=version_lue(request)
        ),
        retour=lien(request, "evenement", evenement),
    )


@require_POST
def presence(request: Requete, dispositif: str, evenement: str) -> HttpResponse:
    """Note the presence of one young person."""
    form = PresenceForm(request.POST, dispositif_id=request.dispositif.pk)
    retour = lien(request, "evenement", evenement)
    if not form.is_valid():
        return refuser(request, form, retour)
    return executer(
        request,
        lambda: services.noter_presence(
            request.acteur,
            request.dispositif,
            identifiant=evenement,
            jeune=form.cleaned_data["jeune"],
            exception=form.exception(),
            version=form.cleaned_data["version"],
        ),
        retour=retour,
    )


@require_POST
def modalite(request: Requete, dispositif: str, evenement: str) -> HttpResponse:
    """Set the modality alone."""
    form = ModaliteForm(request.POST)
    retour = lien(request, "evenement", evenement)
    if not form.is_valid():
        return refuser(request, form, retour)
    return executer(
        request,
        lambda: services.changer_modalite_evenement(
            request.acteur,
            request.dispositif,
            identifiant=evenement,
            modalite=form.cleaned_data["modalite"],
            version=form.cleaned_data["version"],
        ),
        retour=retour,
    )


@require_POST
def regrouper(request: Requete, dispositif: str, evenement: str) -> HttpResponse:
    """Merge a second writing (`doublon`) into this événement."""
    doublon = request.POST.get("doublon", "")
    return executer(
        request,
        lambda: services.regrouper(request.acteur, request.dispositif, garde=evenement, doublon=doublon),
        retour=lien(request, "evenement", evenement),
    )


@require_POST
def defaire(request: Requete, dispositif: str, jeton: str) -> HttpResponse:
    """Undo an act by its token."""
    retour = request.headers.get("Referer", "")
    return executer(
        request,
        lambda: services.defaire(request.acteur, request.dispositif, jeton=jeton),
        retour=_page_d_ici(request, retour) or lien(request, "semaine"),
    )


def _page_d_ici(request: Requete, adresse: str) -> str:
    return adresse if url_has_allowed_host_and_scheme(adresse, allowed_hosts={request.get_host()}) else ""
