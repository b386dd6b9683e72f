"""What each partner may know, and what it received."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.comptes.views.commun import dire
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.selectors.famille import recu_par_compte
from maillage.liaison.services.famille import consentir_par_compte
from maillage.portail.espace.forms import PartageForm
from maillage.portail.espace.selectors import Espace
from maillage.portail.espace.selectors.partage import PartageDit, partages
from maillage.portail.espace.views.commun import espace_ou_404, montrer, tracer
from maillage.socle.requete import Requete


def partage(request: Requete, jeune: str) -> HttpResponse:
    """Show every recipient, what it receives, what may be allowed."""
    espace = espace_ou_404(request, jeune)
    lignes = [(un, _form(un)) for un in partages(request.acteur, espace, au=timezone.now())]
    return montrer(request, espace, "partage", {"lignes": lignes})


@require_POST
def partager(request: Requete, jeune: str, destinataire: str) -> HttpResponse:
    """Say exactly what one recipient may receive beyond what the text provides."""
    espace = espace_ou_404(request, jeune)
    une = _un(request, espace, destinataire)
    form = PartageForm(request.POST, choix=une.choix)
    if form.is_valid() and espace.dispositif_id is not None:
        try:
            consentir_par_compte(
                request.acteur,
                jeune_id=espace.jeune.pk,
                dispositif_id=espace.dispositif_id,
                destinataire=destinataire,
                champs=form.cleaned_data["champs"],
                maintenant=timezone.now(),
            )
        except (ErreurLiaison, PermissionDenied) as erreur:
            dire(request, str(erreur))
        else:
            dire(request, f"C'est noté pour : {une.destinataire.libelle}.")
    return redirect("espace:partage", espace.identifiant)


def recu(request: Requete, jeune: str, destinataire: str) -> HttpResponse:
    """Show what one recipient may see today and what it received."""
    espace = espace_ou_404(request, jeune)
    une = _un(request, espace, destinataire)
    tracer(request, espace, "partage")
    replay = (
        recu_par_compte(request.acteur, espace.jeune.pk, espace.dispositif_id, une.destinataire, au=timezone.now())
        if espace.dispositif_id is not None
        else None
    )
    return montrer(request, espace, "recu", {"partage": une, "replay": replay}, lecture=False)


def _un(request: Requete, espace: Espace, code: str) -> PartageDit:
    lus = partages(request.acteur, espace, au=timezone.now())
    une = next((un for un in lus if un.destinataire.code == code), None)
    if une is None:
        raise Http404("Aucun destinataire de ce nom.")
    return une


def _form(un: PartageDit) -> PartageForm:
    return PartageForm(choix=un.choix, initial={"champs": un.permis}, auto_id=f"id_{un.destinataire.code}_%s")
