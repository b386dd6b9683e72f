"""The waiting list."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from maillage.parcours import forms, services
from maillage.parcours.selectors.attente import demandes_en_attente, demandes_visibles
from maillage.parcours.selectors.connus import jeunes_visibles
from maillage.parcours.views.actes import Acte
from maillage.parcours.views.formulaire import PageFormulaire, conduire, donnees
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

REPONSES = {
    "admettre": Acte(
        forms.AdmissionForm,
        services.admettre_demande,
        "Admettre",
        "L'accompagnement s'ouvre le jour de l'admission.",
        "Admettre",
        "La demande est admise.",
    ),
    "clore": Acte(
        forms.ClotureDemandeForm,
        services.clore_demande,
        "Clore la demande",
        "Dites pourquoi elle sort de la liste d'attente.",
        "Clore la demande",
        "La demande est close.",
    ),
}
TRAITEES_MONTREES = 50


def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show who waits, since when, and the last answers given."""
    aujourd_hui = timezone.localdate()
    attente = list(demandes_en_attente(request.acteur, request.dispositif, le=aujourd_hui))
    traitees = demandes_visibles(request.acteur, request.dispositif).exclude(pk__in=[d.pk for d in attente])
    lignes = [
        {"demande": demande, "jours": (aujourd_hui - demande.reception).days if demande.reception else 0}
        for demande in attente
    ]
    contexte = {
        "lignes": lignes,
        "traitees": traitees.order_by("-reception", "-pk")[:TRAITEES_MONTREES],
        "peut_ecrire": request.acteur.peut("parcours", Acces.ECRITURE, request.dispositif.pk),
    }
    return render(request, "parcours/liste_attente.html", contexte)


def enregistrer(request: Requete, dispositif: str) -> HttpResponse:
    """Put a request on the list."""
    form = forms.DemandeForm(donnees(request))
    form.fields["jeune"].queryset = jeunes_visibles(request.acteur, request.dispositif)  # type: ignore[attr-defined]

    def executer(valeurs: dict[str, Any]) -> models.Model:
        return services.enregistrer_demande(request.acteur, dispositif_id=request.dispositif.pk, **valeurs)

    page = PageFormulaire(
        titre="Enregistrer une demande",
        phrase="La demande attend ici jusqu'à sa réponse.",
        bouton="Enregistrer la demande",
        retour=reverse("parcours:liste_attente", args=[dispositif]),
    )
    return conduire(request, form, page=page, executer=executer, fait="La demande est sur la liste d'attente.")


def repondre(request: Requete, dispositif: str, demande: str, acte: str) -> HttpResponse:
    """Admit or close a request."""
    if acte not in REPONSES:
        raise Http404("Cet acte n'existe pas.")
    choisi = REPONSES[acte]
    trouvee = get_object_or_404(demandes_visibles(request.acteur, request.dispositif), identifiant=demande)
    page = PageFormulaire(
        titre=f"{choisi.titre} : {trouvee.jeune or trouvee}",
        phrase=choisi.phrase,
        bouton=choisi.bouton,
        retour=reverse("parcours:liste_attente", args=[dispositif]),
    )
    return conduire(
        request,
        choisi.form(donnees(request)),
        page=page,
        executer=lambda valeurs: choisi.service(request.acteur, demande=trouvee, **valeurs),
        fait=choisi.fait,
    )
