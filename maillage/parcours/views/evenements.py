"""Events of life: note, correct, take away with undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.parcours import services
from maillage.parcours.forms.evenement import EvenementForm, initial_evenement
from maillage.parcours.models import EvenementDeVie, Jeune
from maillage.parcours.selectors.sections import sections_ouvertes
from maillage.parcours.views.commun import trouver_jeune
from maillage.parcours.views.formulaire import PageFormulaire, conduire, donnees
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete


def ajouter(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Note an event."""
    connu = trouver_jeune(request, jeune, section="identite")
    form = EvenementForm(donnees(request), sections=_sections_ecrites(request, connu))

    def executer(valeurs: dict[str, Any]) -> models.Model:
        return services.ajouter_evenement(
            request.acteur, jeune=connu, dispositif_id=request.dispositif.pk, saisie=form.saisie()
        )

    page = PageFormulaire(
        titre=f"Noter un événement de vie : {connu}",
        phrase="Il se place sur le ruban ; seules les personnes à qui sa section est ouverte le lisent.",
        bouton="Noter l'événement",
        retour=_retour(request, connu),
    )
    return conduire(request, form, page=page, executer=executer, fait="L'événement est noté.")


def modifier(request: Requete, dispositif: str, jeune: str, evenement: int) -> HttpResponse:
    """Correct an event."""
    connu = trouver_jeune(request, jeune)
    trouve = _trouver(request, connu, evenement)
    form = EvenementForm(
        donnees(request), sections=_sections_ecrites(request, connu), initial=initial_evenement(trouve)
    )

    def executer(valeurs: dict[str, Any]) -> models.Model:
        return services.modifier_evenement(
            request.acteur, evenement=trouve, saisie=form.saisie(), version=valeurs["version"] or 0
        )

    page = PageFormulaire(
        titre=f"Corriger un événement de vie : {connu}",
        phrase="Corrigez ce qui n'est pas juste.",
        bouton="Enregistrer",
        retour=_retour(request, connu),
    )
    return conduire(request, form, page=page, executer=executer, fait="L'événement est corrigé.")


@require_POST
def retirer(request: Requete, dispositif: str, jeune: str, evenement: int) -> HttpResponse:
    """Take an event away; the message undoes it."""
    connu = trouver_jeune(request, jeune)
    trouve = _trouver(request, connu, evenement)
    services.retirer_evenement(request.acteur, evenement=trouve, maintenant=timezone.now())
    defaire = reverse("parcours:evenement_retablir", args=[dispositif, connu.identifiant, trouve.pk])
    messages.success(request, "L'événement est retiré du dossier.", extra_tags=f"annuler:{defaire}")
    return redirect(_retour(request, connu))


@require_POST
def retablir(request: Requete, dispositif: str, jeune: str, evenement: int) -> HttpResponse:
    """Bring it back."""
    connu = trouver_jeune(request, jeune)
    services.retablir_evenement(request.acteur, evenement=_trouver(request, connu, evenement))
    messages.success(request, "L'événement est de retour.")
    return redirect(_retour(request, connu))


def _trouver(request: Requete, jeune: Jeune, cle: int) -> EvenementDeVie:
    """The event, 404 when its section is closed: its existence is private too."""
    sections = sections_ouvertes(request.acteur, jeune.pk, request.dispositif.pk, timezone.localdate())
    lisibles = EvenementDeVie.objects.filter(jeune=jeune, dispositif_id=request.dispositif.pk, section__in=sections)
    return get_object_or_404(lisibles, pk=cle)


def _sections_ecrites(request: Requete, jeune: Jeune) -> frozenset[str]:
    return sections_ouvertes(
        request.acteur, jeune.pk, request.dispositif.pk, timezone.localdate(), acces=Acces.ECRITURE
    )


def _retour(request: Requete, jeune: Jeune) -> str:
    return reverse("parcours:jeune", args=[request.dispositif.code, jeune.identifiant]) + "#evenements"
