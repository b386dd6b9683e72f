"""Sectors: the list with its conflicts and holes, declaring, a computed proposal, ending."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.cartographie import services
from maillage.cartographie.exports.territoire import feuille_secteurs
from maillage.cartographie.forms.secteurs import FiltresSecteursForm, PropositionForm, SecteurForm
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.models import OrigineSecteur, Secteur
from maillage.cartographie.presentation.secteurs import carte_secteurs
from maillage.cartographie.sectorisation import Proposition
from maillage.cartographie.sectorisation import proposer as calculer
from maillage.cartographie.selectors import secteurs as selection
from maillage.cartographie.views.superposition import avec_calque
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50
SECONDES = 10.0
DESSINES_MAX = 1500
"""Points that a map still shows well."""


def liste(request: Requete) -> HttpResponse:
    """Show the sectors in force; with a département and a public, the communes that nobody answers for."""
    form, le = FiltresSecteursForm(request.GET), timezone.localdate()
    filtres = form.filtres(request.GET.get("tri", "lieu"))
    que_les_trous = filtres.etat == selection.TROUS
    lus = filtres if que_les_trous else replace(filtres, etat="", recherche="")
    trous = selection.trous_des_filtres(lus, le)
    lignes = trous or [] if que_les_trous else selection.secteurs(filtres, le)
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page")),
        "conflits": selection.cles_en_conflit(le),
        "trous": trous,
        "que_les_trous": que_les_trous,
        "inscriptibles": set(selection.dispositifs_inscriptibles(request.acteur).values_list("pk", flat=True)),
        "peut_ecrire": request.acteur.peut("secteurs", Acces.ECRITURE),
        "liens_export": _liens(request),
    }
    return render(request, "cartographie/secteurs.html", contexte)


def carte(request: Requete) -> HttpResponse:
    """Draw the filtered sectors, with the communes that nobody answers for when a département and a public are chosen."""
    form, le = FiltresSecteursForm(request.GET), timezone.localdate()
    filtres = form.filtres("lieu")
    lignes = list(selection.secteurs(filtres, le)[: DESSINES_MAX + 1])
    contexte: dict[str, Any] = {"form": form, "filtres": filtres, "liens_export": _liens(request)}
    if len(lignes) > DESSINES_MAX:
        contexte["trop"] = selection.secteurs(filtres, le).count()
        return render(request, "cartographie/carte_secteurs.html", contexte)
    trous = selection.trous_des_filtres(filtres, le) or []
    dessin = avec_calque(request, carte_secteurs(lignes, selection.cles_en_conflit(le), trous, le))
    contexte["page"] = Paginator(dessin["lignes"], PAR_PAGE).get_page(request.GET.get("page"))
    dessin["lignes"] = list(contexte["page"])
    return render(request, "cartographie/carte_secteurs.html", {**contexte, "carte": dessin})


def _liens(request: Requete) -> list[tuple[str, str]]:
    parametres = request.GET.urlencode()
    return [(e.upper(), f"{reverse('cartographie:secteurs_export', args=[e])}?{parametres}") for e in FORMATS]


def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered sectors."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    le = timezone.localdate()
    filtres = FiltresSecteursForm(request.GET).filtres(request.GET.get("tri", "lieu"))
    return reponse(feuille_secteurs(filtres, le), f"secteurs-{le.isoformat()}", extension)


def nouveau(request: Requete) -> HttpResponse:
    """Declare who answers for communes and schools."""
    form = SecteurForm(
        request.POST if request.method == "POST" else None,
        dispositifs=selection.dispositifs_inscriptibles(request.acteur),
        initial={"debut": timezone.localdate(), **request.GET.dict()},
    )
    if form.is_bound and form.is_valid():
        nombre = services.declarer_secteur(request.acteur, form.declare())
        messages.success(request, f"Lieux ajoutés au secteur : {nombre}.")
        return HttpResponseRedirect(reverse("cartographie:secteurs"))
    return render(request, "cartographie/secteur.html", {"form": form}, status=422 if form.errors else 200)


def proposer(request: Requete) -> HttpResponse:
    """Show who could answer for the communes without an answer; a POST keeps what the person may write."""
    source = request.POST if request.method == "POST" else request.GET
    form = PropositionForm(source) if "seuil" in source else PropositionForm(initial=source.dict())
    contexte: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            propositions, provenance = _calculer(form.cleaned_data)
        except FournisseurIndisponibleError as erreur:
            form.add_error(
                "fournisseur", f"Ces temps n'ont pas pu être obtenus : {erreur}. Choisissez-en d'autres, ou réessayez."
            )
        else:
            if request.method == "POST":
                return _retenir(request, form.cleaned_data["public"], propositions)
            contexte |= {
                "propositions": propositions,
                "provenance": provenance,
                "trouvees": sum(proposition.dispositif is not None for proposition in propositions),
            }
    return render(request, "cartographie/proposer.html", contexte, status=422 if form.errors else 200)


def _calculer(valeurs: dict[str, Any]) -> Any:
    fournisseur = services.fournisseur(valeurs["fournisseur"], secondes=SECONDES)
    return calculer(
        valeurs["departement"],
        valeurs["public"],
        seuil=valeurs["seuil"],
        le=timezone.localdate(),
        fournisseur=fournisseur,
    )


def _retenir(request: Requete, public: str, propositions: list[Proposition]) -> HttpResponse:
    communes: dict[int, list[str]] = defaultdict(list)
    for proposition in propositions:
        if proposition.dispositif:
            communes[proposition.dispositif[0]].append(proposition.commune.pk)
    ecrits = 0
    for dispositif in selection.dispositifs_inscriptibles(request.acteur).filter(pk__in=communes):
        declare = services.SecteurDeclare(
            dispositif, public, timezone.localdate(), communes[dispositif.pk], origine=OrigineSecteur.CALCULE
        )
        ecrits += services.declarer_secteur(request.acteur, declare)
    reste = sum(map(len, communes.values())) - ecrits
    suite = f" {reste} restent à déclarer par d'autres dispositifs." if reste else ""
    messages.success(request, f"Communes retenues : {ecrits}.{suite}")
    return HttpResponseRedirect(reverse("cartographie:secteurs"))


@require_POST
def fermer(request: Requete, pk: int) -> HttpResponse:
    """End a sector."""
    try:
        annulable = services.fermer_secteur(request.acteur, _trouver(pk), le=timezone.localdate())
    except ValidationError as erreur:
        messages.error(request, " ".join(erreur.messages))
    else:
        annuler = f" annuler:{reverse('cartographie:rouvrir_secteur', args=[pk])}" if annulable else ""
        messages.success(request, "Le secteur est terminé.", extra_tags=annuler.strip())
    return HttpResponseRedirect(reverse("cartographie:secteurs"))


@require_POST
def rouvrir(request: Requete, pk: int) -> HttpResponse:
    """Undo the end of a sector."""
    try:
        services.rouvrir_secteur(request.acteur, _trouver(pk))
    except ValidationError as erreur:
        messages.error(request, " ".join(erreur.messages))
    else:
        messages.success(request, "Le secteur est de nouveau en cours.")
    return HttpResponseRedirect(reverse("cartographie:secteurs"))


def _trouver(pk: int) -> Secteur:
    secteur = selection.secteur(pk)
    if secteur is None:
        raise Http404("Ce secteur n'existe pas.")
    return secteur
