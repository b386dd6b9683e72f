"""Schools crossed with dispositifs: how many interlocutors each has, and the fewest that could do."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.cartographie import services
from maillage.cartographie.calculs.interlocuteurs import InterlocuteursProposes, minimiser
from maillage.cartographie.forms.interlocuteurs import FiltresInterlocuteursForm, MinimiserForm
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.models import OrigineSecteur
from maillage.cartographie.permissions import SECTEURS
from maillage.cartographie.presentation.carte_interlocuteurs import carte_des_interlocuteurs
from maillage.cartographie.presentation.commun import dire_les_temps
from maillage.cartographie.presentation.interlocuteurs import (
    feuille_interlocuteurs,
    feuille_proposition,
    valeurs_dites,
)
from maillage.cartographie.selectors import interlocuteurs as selection
from maillage.cartographie.selectors.secteurs import dispositifs_inscriptibles
from maillage.cartographie.views.superposition import avec_calque
from maillage.socle.acteur import Acces
from maillage.socle.listes import en_pages, liens
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse

SECONDES = 10.0
"""How long an engine may take within a request."""


def liste(request: Requete) -> HttpResponse:
    """Show the schools of a département, those with the most interlocutors first."""
    form, le = FiltresInterlocuteursForm(request.GET), timezone.localdate()
    filtres = form.filtres(request.GET.get("tri", "-nombre"))
    contexte: dict[str, Any] = {"form": form, "filtres": filtres}
    if filtres.departement:
        croisees = selection.croiser(filtres.departement, filtres.public, le)
        gardees = selection.filtrer(croisees, filtres)
        page = en_pages(request, gardees)
        contexte |= {
            "bilan": selection.dresser_bilan(croisees),
            "page": page,
            "carte": avec_calque(request, carte_des_interlocuteurs(gardees, page, filtres, le)),
            "liens_export": liens(request, "cartographie:interlocuteurs_export"),
        }
    return render(request, "cartographie/interlocuteurs.html", contexte)


def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered schools."""
    le = timezone.localdate()
    filtres = FiltresInterlocuteursForm(request.GET).filtres(request.GET.get("tri", "-nombre"))
    if extension not in FORMATS or not filtres.departement:
        raise Http404("Choisissez un département, puis un format.")
    croisees = selection.croiser(filtres.departement, filtres.public, le)
    feuille = feuille_interlocuteurs(selection.filtrer(croisees, filtres), le)
    return reponse(feuille, f"interlocuteurs-{filtres.departement}-{le.isoformat()}", extension)


def proposer(request: Requete) -> HttpResponse:
    """Show the fewest interlocutors; a POST keeps, where nobody answers yet, what the person may write."""
    source = request.POST if request.method == "POST" else request.GET
    form = MinimiserForm(source) if "seuil" in source else MinimiserForm(initial=source.dict())
    contexte: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            propose = _calculer(form.cleaned_data)
        except FournisseurIndisponibleError as erreur:
            dit = f"Ces temps n'ont pas pu être obtenus : {erreur}. Choisissez-en d'autres, ou réessayez."
            form.add_error("fournisseur", dit)
        else:
            if request.method == "POST":
                return _retenir(request, propose, form.cleaned_data["departement"])
            contexte |= {
                "propose": propose,
                "valeurs": valeurs_dites(propose),
                "temps": dire_les_temps(propose.provenance),
                "page": en_pages(request, propose.lignes),
                "peut_ecrire": request.acteur.peut(SECTEURS, Acces.ECRITURE),
                "liens_export": liens(request, "cartographie:minimiser_export"),
            }
    return render(request, "cartographie/minimiser.html", contexte, status=422 if form.errors else 200)


def exporter_proposition(request: Requete, extension: str) -> HttpResponse:
    """Send the proposal."""
    form = MinimiserForm(request.GET)
    if extension not in FORMATS or not form.is_valid():
        raise Http404("Cette proposition n'existe pas : revenez à la question.")
    try:
        propose = _calculer(form.cleaned_data)
    except FournisseurIndisponibleError as erreur:
        raise Http404(f"Les temps de trajet n'ont pas pu être obtenus : {erreur}.") from erreur
    return reponse(
        feuille_proposition(propose), f"moins-d-interlocuteurs-{form.cleaned_data['departement']}", extension
    )


def _calculer(valeurs: dict[str, Any]) -> InterlocuteursProposes:
    le, departement = timezone.localdate(), valeurs["departement"]
    publics = selection.publics_servis(departement, le)
    moteur = services.fournisseur(valeurs["fournisseur"], secondes=SECONDES)
    return minimiser(departement, publics, seuil=valeurs["seuil"], le=le, fournisseur=moteur)


def _retenir(request: Requete, propose: InterlocuteursProposes, departement: str) -> HttpResponse:
    """Only holes are filled: nobody's sector is closed by a computation."""
    dispositifs = {d.pk: d for d in dispositifs_inscriptibles(request.acteur)}
    groupes: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for ligne in propose.lignes:
        if ligne.dispositif is not None and not ligne.avant and ligne.dispositif[0] in dispositifs:
            groupes[ligne.dispositif[0], ligne.public].append(ligne.ecole)
    ecrits = 0
    for (pk, public), ecoles in groupes.items():
        declare = services.SecteurDeclare(
            dispositifs[pk], public, timezone.localdate(), ecoles=ecoles, origine=OrigineSecteur.CALCULE
        )
        ecrits += services.declarer_secteur(request.acteur, declare)
    if ecrits:
        messages.success(request, f"Écoles ajoutées aux secteurs : {ecrits}.")
    else:
        messages.info(
            request,
            "Rien à retenir : aucune école sans réponse ne revient à un dispositif dont vous écrivez les secteurs.",
        )
    return HttpResponseRedirect(f"{reverse('cartographie:interlocuteurs')}?departement={departement}")
