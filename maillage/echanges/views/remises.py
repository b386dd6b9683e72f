"""Deliveries: the destinations of the operator, what left and what waits; asking for one; the extract for MSSanté."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agenda.selectors import jeunes_a_inscrire
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.models import EtatRemise
from maillage.echanges.remises import lecture, mssante
from maillage.echanges.remises.forms import ExtraitForm, FiltreRemisesForm, RemiseForm
from maillage.echanges.remises.natures import destinations
from maillage.echanges.services import remises as services
from maillage.socle import tableur
from maillage.socle.acteur import Acces
from maillage.socle.formulaires import placer_refus
from maillage.socle.listes import en_pages, envoyer_liste, liens
from maillage.socle.requete import Requete

TONS = {
    EtatRemise.A_REMETTRE: "info",
    EtatRemise.REMISE: "succes",
    EtatRemise.ECHEC: "attention",
    EtatRemise.ABANDONNEE: "danger",
}
COLONNES = ("Demandée", "Dispositif", "Quoi", "Destination", "État", "Essais", "Remise", "Preuve ou erreur", "Par")


@require_safe
def liste(request: Requete) -> HttpResponse:
    """Show the destinations, then the deliveries of one's scope."""
    form = FiltreRemisesForm(request.GET)
    tri = request.GET.get("tri", lecture.TRI_PAR_DEFAUT)
    page = en_pages(request, lecture.lister_remises(request.acteur, form.filtre(), tri=tri))
    ecrit = request.acteur.dispositifs(lecture.SECTION, Acces.ECRITURE)
    contexte = {
        "form": form,
        "tri": tri,
        "page": page,
        "lignes": [
            (remise, lecture.libelle_de(remise.nature), _nom(remise.destination), TONS[EtatRemise(remise.etat)])
            for remise in page
        ],
        "destinations": lecture.destinations_lues(request.acteur),
        "peut_arreter": ecrit is None and request.acteur.peut(lecture.SECTION, Acces.ECRITURE),
        "peut_relancer": request.acteur.peut(lecture.SECTION, Acces.ECRITURE),
        "demonstration": settings.DEMONSTRATION,
        "exports": liens(request, "echanges:exporter_remises"),
    }
    return render(request, "echanges/remises.html", contexte)


def _nom(code: str) -> str:
    destination = destinations().get(code)
    return destination.nom if destination else code


@require_safe
def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the list, filters kept."""
    form = FiltreRemisesForm(request.GET)

    def feuille() -> tableur.Feuille:
        lignes = [
            (
                timezone.localtime(r.cree_le).strftime("%Y-%m-%d %H:%M"),
                str(r.dispositif),
                lecture.libelle_de(r.nature),
                _nom(r.destination),
                r.get_etat_display(),
                r.essais,
                timezone.localtime(r.remise_le).strftime("%Y-%m-%d %H:%M") if r.remise_le else "",
                r.preuve or r.erreur,
                r.par,
            )
            for r in lecture.lister_remises(request.acteur, form.filtre())
        ]
        return tableur.Feuille("Remises", COLONNES, lignes)

    return envoyer_liste(request, feuille, "remises", extension, acte="echanges.exporter_remises")


@require_POST
def relancer(request: Requete, identifiant: str) -> HttpResponse:
    """Do a delivery again."""
    try:
        services.relancer_remise(request.acteur, identifiant)
    except ErreurEchange as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, "La remise est de nouveau dans la file : elle part dans la minute.")
    return redirect("echanges:remises")


@require_POST
def regler(request: Requete, destination: str) -> HttpResponse:
    """Stop a destination, or open it again."""
    arreter = "arreter" in request.POST
    acte = services.suspendre_destination if arreter else services.reprendre_destination
    try:
        acte(request.acteur, destination)
    except ErreurEchange as refus:
        messages.error(request, refus.message)
    else:
        suite = "en pause : ce qui vient attend, rien n'est perdu" if arreter else "rouverte : ce qui attendait part"
        messages.success(request, f"« {_nom(destination)} » est {suite}.")
    return redirect("echanges:remises")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remettre(request: Requete, dispositif: str) -> HttpResponse:
    """Ask for a delivery of this dispositif; or take the extract of a young person as a message file."""
    choix = lecture.choix_de(request.acteur, request.dispositif)
    jeunes = _jeunes(request)
    envoye = request.POST if request.method == "POST" and "extrait" not in request.POST else None
    form = RemiseForm(envoye, choix=choix, jeunes=jeunes)
    extrait = ExtraitForm(request.POST if "extrait" in request.POST else None, jeunes=jeunes, prefix="extrait")
    if form.is_bound and form.is_valid() and _demander(request, form):
        return redirect("echanges:remises")
    if extrait.is_bound and extrait.is_valid() and (message := _extrait(request, extrait)) is not None:
        return message
    contexte = {
        "form": form,
        "extrait": extrait,
        "choix": choix,
        "jeunes": jeunes,
        "a_extraire": any(nature == "extrait" for _, nature in choix),
        "a_dater": any(nature == "tables" for _, nature in choix),
        "peut_nominatif": bool(jeunes) or request.acteur.peut("echanges", dispositif_id=request.dispositif.pk),
    }
    refuse = form.errors or extrait.errors
    return render(request, "echanges/remettre.html", contexte, status=422 if refuse else 200)


def _jeunes(request: Requete) -> list[tuple[str, str]]:
    """The young people whose file may leave: nobody without the right to identified exchanges."""
    if not request.acteur.peut("echanges", dispositif_id=request.dispositif.pk):
        return []
    return [(jeune.identifiant, str(jeune)) for jeune in jeunes_a_inscrire(request.dispositif.pk)]


def _demander(request: Requete, form: RemiseForm) -> bool:
    try:
        services.demander_remise(request.acteur, request.dispositif, **form.demande())
    except ErreurEchange as refus:
        placer_refus(form, refus)
        return False
    messages.success(request, "La remise est demandée : elle part dans la minute. Son état se lit ici.")
    return True


def _extrait(request: Requete, form: forms.Form) -> HttpResponse | None:
    try:
        colis = services.extrait_a_envoyer(request.acteur, request.dispositif, **form.cleaned_data)
    except ErreurEchange as refus:
        placer_refus(form, refus)
        return None
    nom = content_disposition_header(as_attachment=True, filename=f"extrait-{colis.identifiant}.eml")
    entetes = {"Content-Disposition": nom or ""}
    return HttpResponse(mssante.en_fichier(colis, ""), content_type="message/rfc822", headers=entetes)
