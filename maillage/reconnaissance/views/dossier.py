"""The page of one dossier: where it is, what is missing, what is next; then its sections, figures and attachments."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.reconnaissance import referentiels, selectors, services
from maillage.reconnaissance.domain.erreurs import Conflit, ErreurReconnaissance
from maillage.reconnaissance.forms.redaction import PieceForm, SectionForm
from maillage.reconnaissance.views.pages import ACTES_DES_INSTRUCTEURS, ACTES_DES_PORTEURS
from maillage.socle.brouillon.services import jeter_brouillon, reprendre
from maillage.socle.requete import Requete


def lire(request: Requete, dispositif: str) -> HttpResponse:
    """Show the dossier, or how to open it."""
    lu = selectors.lire_dossier(request.acteur, request.dispositif, le=timezone.localdate())
    contexte = {
        "lu": lu,
        "dossier": lu.dossier,
        "etapes": _etapes(lu),
        "actes": [(acte, page) for acte, page in ACTES_DES_PORTEURS.items() if acte in lu.actes],
        "decisions_possibles": [(acte, page) for acte, page in ACTES_DES_INSTRUCTEURS.items() if acte in lu.actes],
        "onglet": "dossier",
    }
    return render(request, "reconnaissance/dossier.html", contexte)


ETAPES = (
    ("Préparer", {"A_PREPARER"}),
    ("Échanger avec la DDARS", {"ECHANGE_DDARS", "AXES_DE_TRAVAIL"}),
    ("Déposer", {"DEPOSE", "MODIFICATION"}),
    ("Instruction", {"INSTRUCTION"}),
    ("Arrêté", {"PRET", "ARRETE"}),
    ("Reconnu", {"RECONNU"}),
)


def _etapes(lu: selectors.DossierLu) -> list[tuple[str, bool]]:
    etat = lu.dossier.etat if lu.dossier else "A_PREPARER"
    return [(libelle, etat in etats) for libelle, etats in ETAPES]


@require_POST
def ouvrir(request: Requete, dispositif: str) -> HttpResponse:
    """Open the dossier, prefilled."""
    services.ouvrir_dossier(request.acteur, request.dispositif)
    messages.success(request, "Le dossier est ouvert et prérempli avec les chiffres du jour.")
    return redirect("reconnaissance:dossier", dispositif)


@require_POST
def actualiser(request: Requete, dispositif: str) -> HttpResponse:
    """Take today's figures again."""
    try:
        services.actualiser_chiffres(request.acteur, request.dispositif)
    except ErreurReconnaissance as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, "Les chiffres sont ceux d'aujourd'hui.")
    return redirect(f"{reverse('reconnaissance:dossier', args=[dispositif])}#chiffres")


def texte(request: Requete, dispositif: str) -> HttpResponse:
    """Show every section with its text and figures, to read in one go."""
    lu = selectors.lire_dossier(request.acteur, request.dispositif, le=timezone.localdate())
    if lu.dossier is None:
        raise Http404("Aucun dossier n'est ouvert pour ce dispositif.")
    carte = selectors.carte_du_territoire(request.dispositif, le=timezone.localdate())
    contexte = {"lu": lu, "dossier": lu.dossier, "carte": carte, "onglet": "texte"}
    return render(request, "reconnaissance/texte.html", contexte)


def section(request: Requete, dispositif: str, section: str) -> HttpResponse:
    """Show one section and save its text; what is typed is kept as a draft meanwhile."""
    lue = selectors.section_lue(request.acteur, request.dispositif.pk, section)
    if lue is None:
        raise Http404("Cette section n'existe pas, ou le dossier n'est pas ouvert.")
    initiales = {"texte": lue.texte, "lue": lue.redaction.numero if lue.redaction else 0}
    form = SectionForm(request.POST if request.method == "POST" else None, initial=initiales)
    brouillon = reprendre(request, form)
    conflit = None
    if form.is_bound and form.is_valid():
        try:
            services.ecrire_section(request.acteur, request.dispositif.pk, section, **form.cleaned_data)
        except Conflit as refus:
            conflit = refus.message
        except ErreurReconnaissance as refus:
            form.add_error(None, refus.message)
        else:
            jeter_brouillon(request.acteur, cle=request.path)
            messages.success(request, f"« {lue.declaree.titre} » est enregistré.")
            return redirect(_suite(request, dispositif, section))
    contexte = {
        "form": form,
        "section": lue,
        "brouillon": brouillon,
        "conflit": conflit,
        "numero_actuel": initiales["lue"],
        "onglet": "texte",
    }
    return render(
        request, "reconnaissance/section.html", contexte, status=409 if conflit else 422 if form.errors else 200
    )


def _suite(request: Requete, dispositif: str, section: str) -> str:
    """The next section when asked, else the text of the dossier."""
    codes = list(referentiels.sections())
    rang = codes.index(section) + 1
    if "suivante" in request.POST and rang < len(codes):
        return reverse("reconnaissance:section", args=[dispositif, codes[rang]])
    return reverse("reconnaissance:texte", args=[dispositif]) + f"#{section}"


def historique(request: Requete, dispositif: str, section: str) -> HttpResponse:
    """Show every writing of a section."""
    declaree = referentiels.sections().get(section)
    if declaree is None:
        raise Http404("Cette section n'existe pas.")
    redactions = selectors.historique_de(request.acteur, request.dispositif.pk, section)
    contexte = {"section": declaree, "redactions": redactions, "onglet": "texte"}
    return render(request, "reconnaissance/historique.html", contexte)


def joindre(request: Requete, dispositif: str) -> HttpResponse:
    """Attach a file."""
    dossier = selectors.dossier_du_dispositif(request.acteur, request.dispositif.pk)
    if dossier is None:
        raise Http404("Aucun dossier n'est ouvert pour ce dispositif.")
    initial = {"genre": request.GET.get("genre", "")}
    form = PieceForm(request.POST, request.FILES) if request.method == "POST" else PieceForm(initial=initial)
    if form.is_bound and form.is_valid():
        try:
            services.joindre_piece(request.acteur, request.dispositif.pk, **form.cleaned_data)
        except ErreurReconnaissance as refus:
            form.add_error(refus.champ or None, refus.message)
        else:
            messages.success(request, "La pièce est jointe.")
            return redirect(f"{reverse('reconnaissance:dossier', args=[dispositif])}#pieces")
    contexte = {"form": form, "dossier": dossier, "onglet": "dossier"}
    return render(request, "reconnaissance/joindre.html", contexte, status=422 if form.errors else 200)


@require_POST
def retirer_piece(request: Requete, dispositif: str, piece: str) -> HttpResponse:
    """Take an attachment back."""
    try:
        services.retirer_piece(request.acteur, request.dispositif.pk, piece)
    except ErreurReconnaissance as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, "La pièce est retirée du dossier.")
    return redirect(f"{reverse('reconnaissance:dossier', args=[dispositif])}#pieces")
