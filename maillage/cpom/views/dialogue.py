"""The dialogue about a sheet: words, yearly meetings, and the document of the meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.cpom import services
from maillage.cpom.documents import rapport_de
from maillage.cpom.domain.erreurs import ErreurCpom
from maillage.cpom.forms import MessageForm, RencontreForm
from maillage.cpom.views.commun import PageFormulaire, dessiner, donnees, tenter, trouver_fiche
from maillage.socle.models import NatureTrace
from maillage.socle.rapports import reponse_rapport
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser


@require_POST
def ecrire(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Add a word to the dialogue; an empty one keeps its form on the page."""
    lue = trouver_fiche(request, fiche)
    form = MessageForm(request.POST)
    if form.is_valid():
        try:
            services.ecrire_message(request.acteur, request.dispositif.pk, fiche, form.cleaned_data["texte"])
        except ErreurCpom as refus:
            form.add_error(None, refus.message)
        else:
            messages.success(request, "Votre message est au dialogue.")
            return redirect(f"{reverse('cpom:fiche', args=[dispositif, fiche])}#dialogue")
    retour = reverse("cpom:fiche", args=[dispositif, fiche])
    page = PageFormulaire(
        "Écrire au dialogue", "Lu des deux côtés.", "Envoyer le message", retour, fil=((lue.titre, retour),)
    )
    return dessiner(request, form, page)


def rencontre(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Plan the yearly meeting, or say that it was held."""
    lue = trouver_fiche(request, fiche)
    form = RencontreForm(donnees(request), contrat=lue.cpom, le=timezone.localdate())
    if form.is_bound and form.is_valid():
        lus = form.cleaned_data
        dite = tenter(form, lambda: services.dire_rencontre(request.acteur, request.dispositif.pk, fiche, **lus))
        if dite is not None:
            messages.success(request, f"Le dialogue de gestion {dite.annee} est enregistré.")
            return redirect(f"{reverse('cpom:fiche', args=[dispositif, fiche])}#dialogue")
    retour = reverse("cpom:fiche", args=[dispositif, fiche])
    page = PageFormulaire(
        "Dialogue de gestion",
        "Une rencontre par année du CPOM, commune à toutes ses fiches.",
        "Enregistrer le dialogue",
        retour,
        fil=((lue.titre, retour),),
    )
    return dessiner(request, form, page)


@require_safe
def document(request: Requete, dispositif: str, fiche: str, extension: str) -> HttpResponse:
    """Send the document of the dialogue, DOCX or accessible PDF: the same figures for everyone."""
    lue = trouver_fiche(request, fiche)
    rapport = rapport_de(request.acteur, lue, le=timezone.localdate())
    reponse = reponse_rapport(rapport, f"dialogue-de-gestion-{dispositif}", extension)
    journaliser(
        request.acteur,
        "cpom.document",
        nature=NatureTrace.LECTURE,
        objet=f"fiche:{lue.identifiant}",
        dispositif_id=lue.dispositif_id,
        details={"format": extension},
    )
    return reponse
