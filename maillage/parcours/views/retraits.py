"""Taking away what was entered by mistake on the page of coming in and leaving, or putting it back: one button, no question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.parcours import services
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.models import ContactSuivi, Jeune, MesureAse, NotificationMdph, ReunionEss, RevisionContrat
from maillage.parcours.views.commun import trouver_jeune
from maillage.parcours.views.entree_sortie import protection_ouverte, retour_a
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete


@dataclass(frozen=True)
class Retrait:
    """One button: what it does, what it says, where the page goes back; `inverse` undoes it for thirty seconds."""

    executer: Callable[[Requete, Jeune, str], Any]
    fait: str
    ancre: str
    inverse: str = ""
    protection: bool = False


@require_POST
def retirer(request: Requete, dispositif: str, jeune: str, genre: str, objet: str) -> HttpResponse:
    """Do what the button says; a thing of someone else, or already gone, is not found."""
    connu = trouver_jeune(request, jeune, section="parcours")
    choisi = RETRAITS.get(genre)
    if choisi is None or (choisi.protection and not protection_ouverte(request, connu, Acces.ECRITURE)):
        raise Http404("Cet acte n'existe pas.")
    try:
        choisi.executer(request, connu, objet)
    except ErreurParcours as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, choisi.fait, extra_tags=_annuler(choisi, dispositif, jeune, objet))
    return redirect(retour_a(request, connu, choisi.ancre))


def _annuler(choisi: Retrait, dispositif: str, jeune: str, objet: str) -> str:
    if not choisi.inverse:
        return ""
    return f"annuler:{reverse('parcours:retirer_entree', args=[dispositif, jeune, choisi.inverse, objet])}"


def _revision(request: Requete, jeune: Jeune, objet: str) -> Any:
    ici = {"contrat__jeune": jeune, "contrat__dispositif_id": request.dispositif.pk}
    return services.retirer_revision(request.acteur, revision=_trouver(RevisionContrat, objet, **ici))


def _contact(request: Requete, jeune: Jeune, objet: str) -> Any:
    ici = {"phase__jeune": jeune, "phase__dispositif_id": request.dispositif.pk}
    return services.retirer_contact(request.acteur, contact=_trouver(ContactSuivi, objet, **ici))


def _ess(request: Requete, jeune: Jeune, objet: str) -> Any:
    reunion = _trouver(ReunionEss, objet, jeune=jeune)
    return services.retirer_ess(request.acteur, reunion=reunion, dispositif_id=request.dispositif.pk)


def _mesure(request: Requete, jeune: Jeune, objet: str) -> Any:
    mesure = _trouver(MesureAse, objet, jeune=jeune)
    return services.retirer_mesure(request.acteur, mesure=mesure, dispositif_id=request.dispositif.pk)


def _jalon(request: Requete, jeune: Jeune, objet: str) -> Any:
    return services.retirer_jalon(request.acteur, jeune=jeune, dispositif_id=request.dispositif.pk, code=objet)


def _notification(request: Requete, jeune: Jeune, objet: str) -> Any:
    notification = _trouver(NotificationMdph, objet, jeune=jeune)
    return services.retirer_notification(
        request.acteur, notification=notification, dispositif_id=request.dispositif.pk, le=timezone.localdate()
    )


def _retablir_notification(request: Requete, jeune: Jeune, objet: str) -> Any:
    notification = _trouver(NotificationMdph, objet, jeune=jeune)
    return services.retablir_notification(
        request.acteur, notification=notification, dispositif_id=request.dispositif.pk
    )


def _trouver(modele: Any, objet: str, **ici: Any) -> Any:
    if not objet.isdecimal():
        raise Http404("Cela n'existe pas, ou plus.")
    return get_object_or_404(modele, pk=int(objet), **ici)


RETRAITS = {
    "revision": Retrait(_revision, "La révision est retirée.", "contrat"),
    "contact": Retrait(_contact, "Le contact est retiré.", "suivi"),
    "ess": Retrait(_ess, "La réunion est retirée.", "ess"),
    "mesure": Retrait(_mesure, "La mesure est effacée.", "protection", protection=True),
    "jalon": Retrait(_jalon, "Le jalon est de nouveau à faire.", "ages"),
    "notification": Retrait(
        _notification, "La notification est retirée.", "notification", inverse="retablir-notification"
    ),
    "retablir-notification": Retrait(_retablir_notification, "La notification est rétablie.", "notification"),
}
