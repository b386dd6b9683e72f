"""Pages of the outbox: list, one mail, a lot, the templates with their preview, and the page where a recipient declines a nature."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maillage.socle.acteur import Acces
from maillage.socle.courriel import coffre, selectors, services
from maillage.socle.courriel.desinscription import desinscrire, lire_desinscription
from maillage.socle.courriel.forms import FiltreCourrielsForm
from maillage.socle.courriel.gabarits import demasquer, gabarit_connu, gabarits, rediger
from maillage.socle.courriel.models import EtatCourriel
from maillage.socle.courriel.reglages import reglages
from maillage.socle.requete import Requete

PAR_PAGE = 50
TONS = {
    EtatCourriel.A_ENVOYER: "info",
    EtatCourriel.ENVOYE: "succes",
    EtatCourriel.ECHEC: "attention",
    EtatCourriel.ABANDONNE: "danger",
}


def liste(request: Requete) -> HttpResponse:
    """List the mails of one's scope."""
    form = FiltreCourrielsForm(request.GET)
    tri = request.GET.get("tri", selectors.TRI_PAR_DEFAUT)
    courriels = selectors.lister_courriels(request.acteur, form.filtre(), tri=tri)
    comptes = selectors.compter_par_etat(request.acteur)
    contexte = {
        "form": form,
        "tri": tri,
        "page": Paginator(courriels, PAR_PAGE).get_page(request.GET.get("page")),
        "tons": TONS,
        "natures": _natures(),
        "comptes": [(etat.value, etat.label, comptes[etat]) for etat in EtatCourriel],
        "vide": not any(comptes.values()),
        "peut_essayer": request.acteur.peut(selectors.SECTION, Acces.ECRITURE),
        "sans_serveur": "console" in settings.EMAIL_BACKEND,
        "demonstration": settings.DEMONSTRATION,
    }
    return render(request, "socle/courriel/liste.html", contexte)


def courriel(request: Requete, courriel: int) -> HttpResponse:
    """Show one mail: its exact words, its tries. What only the recipient may read stays masked, but in the demonstration."""
    trouve = get_object_or_404(selectors.courriels_visibles(request.acteur), pk=courriel)
    secrets = coffre.ouvrir(trouve.secrets) if settings.DEMONSTRATION else {}
    contexte = {
        "courriel": trouve,
        "texte": demasquer(trouve.texte, secrets),
        "masque": "[réservé" in trouve.texte and not secrets,
        "ton": TONS[EtatCourriel(trouve.etat)],
        "nature": _natures().get(trouve.nature, trouve.nature),
        "peut_ecrire": request.acteur.peut(selectors.SECTION, Acces.ECRITURE, trouve.dispositif_id),
        "demonstration": settings.DEMONSTRATION,
    }
    return render(request, "socle/courriel/courriel.html", contexte)


@require_POST
def relancer(request: Requete, courriel: int) -> HttpResponse:
    """Put a mail back in the queue."""
    trouve = get_object_or_404(selectors.courriels_visibles(request.acteur), pk=courriel)
    try:
        services.relancer_courriel(request.acteur, trouve)
    except ValueError as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "Le courriel est remis dans la file. Il part dans la minute.")
    return HttpResponseRedirect(reverse("socle:courriel", args=[trouve.pk]))


@require_POST
def rejeter(request: Requete, courriel: int) -> HttpResponse:
    """Write that a mail came back to the sender's box, with what the answer said."""
    trouve = get_object_or_404(selectors.courriels_visibles(request.acteur), pk=courriel)
    motif = " ".join(request.POST.get("motif", "").split())[:200] or "sans raison donnée"
    services.noter_rejet(trouve.cle, motif, acteur=request.acteur)
    messages.success(request, "Le retour est noté. Corrigez l'adresse là où elle est écrite, puis refaites l'acte.")
    return HttpResponseRedirect(reverse("socle:courriel", args=[trouve.pk]))


@require_POST
def essayer(request: Requete) -> HttpResponse:
    """Write a mail to oneself, to see whether mails leave."""
    courriel = services.deposer_courriel(
        cle=f"socle:essai:{request.user.pk}:{timezone.now().isoformat()}",
        destinataire=request.user.email,  # type: ignore[union-attr]
        gabarit="socle/essai",
        contexte={"demandeur": request.acteur.libelle},
        nature="COMPTE",
        dispositif_id=_premier_dispositif(request),
        acteur=request.acteur,
    )
    messages.success(request, "Le courriel d'essai est écrit. Son état se lit ici.")
    return HttpResponseRedirect(reverse("socle:courriel", args=[courriel.pk]))


def lot(request: Requete, lot: int) -> HttpResponse:
    """Show how far a lot is; the page comes back by itself while mails wait."""
    trouve = selectors.lot_visible(request.acteur, lot)
    if trouve is None:
        raise Http404("Aucun lot de ce numéro.")
    contexte = {"lot": trouve, "avancement": selectors.avancement(trouve)}
    gabarit = "socle/courriel/_avancement.html" if request.headers.get("HX-Request") else "socle/courriel/lot.html"
    return render(request, gabarit, contexte)


def modeles(request: Requete) -> HttpResponse:
    """List the templates, by context."""
    return render(request, "socle/courriel/modeles.html", {"gabarits": gabarits()})


def modele(request: Requete, contexte: str, nom: str) -> HttpResponse:
    """Show a template with its sample values."""
    gabarit = gabarit_connu(f"{contexte}/{nom}")
    if gabarit is None:
        raise Http404("Aucun modèle de courriel de ce nom.")
    objet, texte = rediger(gabarit.nom, gabarit.exemple)
    return render(request, "socle/courriel/modele.html", {"gabarit": gabarit, "objet": objet, "texte": texte})


@never_cache
@csrf_exempt
def desinscription(request: Requete, jeton: str) -> HttpResponse:
    """Show what would be declined, then decline on the button (or on the one click of a mail reader, which has no other key than the token)."""
    lu = lire_desinscription(jeton)
    if lu is None:
        return render(request, "socle/courriel/desinscription.html", {"inconnu": True}, status=404)
    adresse, nature = lu
    faite = request.method == "POST"
    if faite:
        desinscrire(adresse, nature)
    contexte = {"adresse": adresse, "nature": nature, "faite": faite}
    return render(request, "socle/courriel/desinscription.html", contexte)


def _premier_dispositif(request: Requete) -> int | None:
    """The dispositif under which the person will see it again; None for who sees them all."""
    dispositifs = request.acteur.dispositifs(selectors.SECTION)
    return None if dispositifs is None else min(dispositifs)


def _natures() -> dict[str, str]:
    return {code: nature.libelle for code, nature in reglages().natures.items()}
