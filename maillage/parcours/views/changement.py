"""From the ribbon, or its form, to a drafted fiche de liaison."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.parcours.domain.changement import changements_voulus
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.forms.changement import ChangementForm
from maillage.parcours.models import PeriodeModalite
from maillage.parcours.views.commun import trouver_jeune
from maillage.socle.adresses import adresse_ouverte
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture

PARAMETRE = "changement"


@require_safe
def preparer(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Check the wished dates and go to the drafting of the fiche with them; nothing is written here."""
    connu = trouver_jeune(request, jeune, section="parcours")
    journaliser_lecture(
        request.acteur, "parcours.preparer_changement", jeune_id=connu.pk, dispositif_id=request.dispositif.pk
    )
    periodes = list(PeriodeModalite.objects.filter(jeune=connu, dispositif_id=request.dispositif.pk))
    form = ChangementForm(request.GET or None, periodes=periodes, le=timezone.localdate())
    if form.is_bound and form.is_valid():
        try:
            changes = changements_voulus(form.actuelles(), form.voulues())
        except ErreurParcours as refus:
            placer_refus(form, refus)
        else:
            adresse = adresse_ouverte(
                request.acteur, "liaison:preparer", dispositif, jeune, dispositif_id=request.dispositif.pk
            )
            suite = urlencode([(PARAMETRE, change.en_parametre()) for change in changes])
            if adresse:
                return redirect(f"{adresse}?{suite}")
            form.add_error(None, "Votre rôle ne permet pas de préparer une fiche de liaison.")
    contexte = {"jeune": connu, "changement": form}
    return render(request, "parcours/changement.html", contexte, status=422 if form.errors else 200)
