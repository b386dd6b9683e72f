"""The work list of requests, one thread, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from maillage.appui_ressource import selectors, services
from maillage.appui_ressource.domain.erreurs import ErreurAppui
from maillage.appui_ressource.domain.etats import Geste
from maillage.appui_ressource.exports import feuille_demandes
from maillage.appui_ressource.forms.demandes import (
    FiltresDemandesForm,
    GesteForm,
    QualifierForm,
    RefuserForm,
    RepondreForm,
    TransmettreForm,
)
from maillage.appui_ressource.selectors.demandes import OUVERTES, TRIS
from maillage.appui_ressource.views.listes import adresses_export, journaliser_export, lus
from maillage.socle import tableur
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete

PAR_PAGE = 30


@dataclass(frozen=True)
class PageGeste:
    """What an act on a request asks, does and says; `principal` acts are drawn as buttons that stand out."""

    form: type[GesteForm]
    service: Callable[..., Any]
    titre: str
    phrase: str
    fait: str
    principal: bool = False


GESTES = {
    Geste.REPONDRE: PageGeste(
        RepondreForm,
        services.repondre_demande,
        "Répondre",
        "Votre message part dans le fil ; le demandeur en est prévenu par courriel.",
        "Le message est envoyé.",
        principal=True,
    ),
    Geste.QUALIFIER: PageGeste(
        QualifierForm,
        services.qualifier_demande,
        "Qualifier",
        "Dites de quoi il s'agit après lecture ; la demande attend alors une réponse.",
        "La demande est qualifiée.",
    ),
    Geste.PRENDRE: PageGeste(
        GesteForm,
        services.prendre_demande,
        "S'en occuper",
        "La demande passe en cours.",
        "La demande est en cours.",
    ),
    Geste.TRANSMETTRE: PageGeste(
        TransmettreForm,
        services.transmettre_demande,
        "Transmettre",
        "Un autre dispositif reprend le fil, échanges compris ; le demandeur est prévenu. Vous gardez ce qui a été dit jusqu'ici.",
        "La demande est transmise.",
    ),
    Geste.REFUSER: PageGeste(
        RefuserForm,
        services.refuser_demande,
        "Refuser",
        "Le demandeur reçoit le motif et vos mots.",
        "La demande est refusée.",
    ),
    Geste.CLORE: PageGeste(
        GesteForm,
        services.clore_demande,
        "Clore",
        "La demande quitte la liste de travail. Un message du demandeur la rouvrirait.",
        "La demande est close.",
    ),
    Geste.ROUVRIR: PageGeste(
        GesteForm,
        services.rouvrir_demande,
        "Rouvrir",
        "La demande revient en cours.",
        "La demande est rouverte.",
    ),
}


def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the requests by deadline."""
    form, filtres = _filtres(request)
    aujourd_hui = timezone.localdate()
    demandes = selectors.lister_demandes(request.acteur, request.dispositif.pk, filtres, le=aujourd_hui)
    page = Paginator(demandes, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": selectors.lignes_demandes(page.object_list, le=aujourd_hui),
        "urgences": selectors.comptes_par_urgence(request.acteur, request.dispositif.pk, le=aujourd_hui),
        "delai": selectors.delai_du_dispositif(request.dispositif.pk, le=aujourd_hui),
        "liens_export": adresses_export(request, "appui:exporter_demandes"),
    }
    return render(request, "appui_ressource/demandes.html", contexte)


def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file, without what was written."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    _, filtres = _filtres(request)
    aujourd_hui = timezone.localdate()
    demandes = selectors.lister_demandes(request.acteur, request.dispositif.pk, filtres, le=aujourd_hui)
    feuille = feuille_demandes(selectors.lignes_demandes(demandes, le=aujourd_hui))
    journaliser_export(request, "exporter_demandes", len(feuille.lignes), extension)
    return tableur.reponse(feuille, f"demandes-appui-{dispositif}-{aujourd_hui.isoformat()}", extension)


def lire(request: Requete, dispositif: str, demande: str) -> HttpResponse:
    """Show one thread."""
    lue = _lire(request, demande)
    gestes = [(geste, page) for geste, page in GESTES.items() if geste in lue.gestes]
    contexte = {"lue": lue, "demande": lue.demande, "gestes": gestes}
    return render(request, "appui_ressource/demande.html", contexte)


def faire(request: Requete, dispositif: str, demande: str, geste: str) -> HttpResponse:
    """Show what an act asks, then do it."""
    lue = _lire(request, demande)
    page = next((page for code, page in GESTES.items() if code == geste and not lue.ailleurs), None)
    if page is None:
        raise Http404("Cet acte n'existe pas.")
    recu = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = page.form(*recu, demande=lue.demande)
    retour = reverse("appui:demande", args=[dispositif, demande])
    if form.is_bound and form.is_valid():
        try:
            page.service(request.acteur, request.dispositif.pk, demande, **form.valeurs())
        except ErreurAppui as refus:
            placer_refus(form, refus)
        else:
            messages.success(request, page.fait)
            return redirect(retour)
    contexte = {
        "form": form,
        "page": page,
        "retour": retour,
        "titre": f"{page.titre} : {lue.demande}",
        "demande": lue.demande,
    }
    return render(request, "appui_ressource/formulaire.html", contexte, status=422 if form.errors else 200)


def _lire(request: Requete, identifiant: str) -> selectors.DemandeLue:
    lue = selectors.lire_demande(request.acteur, request.dispositif.pk, identifiant)
    if lue is None:
        raise Http404("Aucune demande de cet identifiant dans ce dispositif.")
    return lue


def _filtres(request: Requete) -> tuple[FiltresDemandesForm, selectors.FiltresDemandes]:
    """A word that no filter knows is ignored: an old address still opens."""
    form = FiltresDemandesForm(request.GET or None)
    valeurs = lus(form)
    tri = request.GET.get("tri", "echeance")
    return form, selectors.FiltresDemandes(
        etat=valeurs.get("etat") or OUVERTES,
        demandeur=valeurs.get("demandeur", ""),
        urgence=valeurs.get("urgence", ""),
        recherche=valeurs.get("recherche", ""),
        tri=tri if tri in TRIS else "echeance",
    )
