"""What the pages that receive bundles share: a file taken to its preview, a preview taken or left."""

from __future__ import annotations

from django.contrib import messages

from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.forms import LotFhirForm
from maillage.echanges.models import LotFhir, NatureLot
from maillage.echanges.services.lots import abandonner_lot, deposer_lot, reprendre_lot
from maillage.socle.requete import Requete


def deposer(request: Requete, form: LotFhirForm, nature: NatureLot) -> LotFhir | None:
    """Preview the file of a sent form; None when there is none, or with the reason beside its field."""
    if request.method != "POST" or not form.is_valid():
        return None
    fichier = form.cleaned_data["fichier"]
    try:
        return deposer_lot(request.acteur, request.dispositif, nature, nom=fichier.name, octets=fichier.read())
    except ErreurEchange as refus:
        form.add_error("fichier", refus.message)
        return None


def decider(request: Requete, identifiant: str, nature: NatureLot) -> LotFhir | None:
    """Take or leave a preview, and say it; None when it is no longer to be decided."""
    acte = reprendre_lot if "reprendre" in request.POST else abandonner_lot
    try:
        lot = acte(request.acteur, request.dispositif, nature, identifiant=identifiant)
    except ErreurEchange as refus:
        messages.error(request, refus.message)
        return None
    messages.success(request, f"« {lot.nom_fichier} » : {lot.get_etat_display().lower()}.")
    return lot
