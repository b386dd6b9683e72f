"""Who is called when a young person is away."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from maillage.agenda import selectors, services
from maillage.agenda.forms import ContactForm
from maillage.agenda.views.base import (
    envoye,
    executer,
    executer_formulaire,
    lien,
    page_formulaire,
    peut_ecrire,
)
from maillage.socle.domain.texte import de_qui
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture


def contacts(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show who is called about a young person; sending the form adds someone."""
    lu = _jeune(request, jeune)
    siens = selectors.contacts_par_jeune(request.dispositif.pk, [lu.pk]).get(lu.pk, ())
    form = ContactForm(envoye(request), initial={"rang": len(siens) + 1})
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.ajouter_contact(request.acteur, request.dispositif, jeune_id=lu.pk, saisie=form.saisie()),
            retour=lien(request, "contacts", jeune),
        )
        if reponse is not None:
            return reponse
    journaliser_lecture(request.acteur, "agenda.lire_contacts", jeune_id=lu.pk, dispositif_id=request.dispositif.pk)
    contexte = {"jeune": lu, "contacts": siens, "form": form, "peut_ecrire": peut_ecrire(request)}
    return render(request, "agenda/contacts.html", contexte, status=422 if form.errors else 200)


def modifier(request: Requete, dispositif: str, jeune: str, contact: int) -> HttpResponse:
    """Change who is called."""
    lu = _jeune(request, jeune)
    siens = selectors.contacts_par_jeune(request.dispositif.pk, [lu.pk]).get(lu.pk, ())
    vise = next((sien for sien in siens if sien.pk == contact), None)
    if vise is None:
        raise Http404("Ce contact n'existe pas, ou plus.")
    form = ContactForm(envoye(request), contact=vise)
    retour = lien(request, "contacts", jeune)
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.modifier_contact(
                request.acteur,
                request.dispositif,
                contact_id=contact,
                saisie=form.saisie(),
                version=form.cleaned_data["version"] or 0,
            ),
            retour=retour,
        )
        if reponse is not None:
            return reponse
    return page_formulaire(
        request,
        form,
        titre=f"Modifier le contact {de_qui(str(lu))}",
        phrase="Il sert à prévenir et à rappeler en cas d'absence.",
        bouton="Enregistrer",
        retour=retour,
    )


@require_POST
def retirer(request: Requete, dispositif: str, jeune: str, contact: int) -> HttpResponse:
    """Remove someone to call."""
    return executer(
        request,
        lambda: services.retirer_contact(request.acteur, request.dispositif, contact_id=contact),
        retour=lien(request, "contacts", jeune),
    )


def _jeune(request: Requete, identifiant: str) -> Any:
    jeune = selectors.jeunes_a_inscrire(request.dispositif.pk).filter(identifiant=identifiant).first()
    if jeune is None:
        raise Http404("Ce jeune n'est pas connu de ce dispositif.")
    return jeune
