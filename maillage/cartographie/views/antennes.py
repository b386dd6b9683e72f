"""Where to open or move an antenne: scenarios kept, compared, taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.cartographie.documents.scenario import note_du_scenario
from maillage.cartographie.exports.antennes import feuille_comparaison, feuille_scenario, feuille_scenarios
from maillage.cartographie.forms.antennes import ChoixDispositifForm, FiltresScenariosForm, formulaire_scenario, reprise
from maillage.cartographie.models import EtatEtude, ScenarioAntenne
from maillage.cartographie.permissions import ANTENNES
from maillage.cartographie.presentation.antennes import (
    LIBELLES,
    STATUTS,
    STATUTS_COURTS,
    carte_du_scenario,
    communes_changees,
    sans_route,
    tableau,
    tableau_des_scenarios,
)
from maillage.cartographie.presentation.options import legende_des_options, options_dessinees
from maillage.cartographie.selectors import antennes as selection
from maillage.cartographie.services import antennes as services
from maillage.cartographie.services.arrets import arreter_le_calcul
from maillage.cartographie.taches import lancer_scenario
from maillage.cartographie.views.superposition import avec_calque
from maillage.socle.acteur import Acces
from maillage.socle.listes import liens
from maillage.socle.rapports import FICHIERS, reponse_rapport
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse
from maillage.structures import selectors as structures

PAR_PAGE, LIGNES_PAR_PAGE = 30, 50
COMPARES_MAX = 3
CHIFFRES_D_UNE_CLE = 10


@require_safe
def liste(request: Requete) -> HttpResponse:
    """Show the scenarios kept, with what each one chose."""
    form, tri = FiltresScenariosForm(request.GET or None), request.GET.get("tri", "-demande")
    filtres = form.filtres(tri)
    page = Paginator(selection.scenarios(request.acteur, filtres), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": [(scenario, _resume(scenario)) for scenario in page],
        "peut_ecrire": request.acteur.peut(ANTENNES, Acces.ECRITURE),
        "liens_export": liens(request, "cartographie:antennes_export"),
    }
    return render(request, "cartographie/antennes.html", contexte)


def _resume(scenario: ScenarioAntenne) -> dict[str, Any]:
    """Figures of the first choice, beside those of today."""
    if scenario.etat != EtatEtude.FINIE:
        return {}
    colonnes = scenario.resultat["colonnes"]
    statut = scenario.resultat["statut"]
    libelle, ton = STATUTS_COURTS[statut], STATUTS[statut][1]
    return {"avant": colonnes[0], "choix": colonnes[1] if len(colonnes) > 1 else None, "statut": libelle, "ton": ton}


@require_safe
def comparer(request: Requete) -> HttpResponse:
    """Show the first choice of up to three scenarios kept, side by side; a scenario that is not finished is left out."""
    finis = _compares(request)
    contexte = {
        "scenarios": finis,
        "lignes": tableau_des_scenarios(finis),
        "liens_export": liens(request, "cartographie:comparer_antennes_export") if finis else [],
    }
    return render(request, "cartographie/comparer_antennes.html", contexte)


@require_safe
def exporter_comparaison(request: Requete, extension: str) -> HttpResponse:
    """Send the same rows."""
    finis = _compares(request)
    if extension not in FORMATS or not finis:
        raise Http404("Cette comparaison n'existe pas : choisissez des scénarios finis.")
    return reponse(feuille_comparaison(finis), "scenarios-compares", extension)


def _compares(request: Requete) -> list[ScenarioAntenne]:
    cles = [int(mot) for mot in request.GET.getlist("s") if est_une_cle(mot)]
    choisis = [s for cle in dict.fromkeys(cles) if (s := selection.scenario(request.acteur, cle)) is not None]
    return [s for s in choisis if s.etat == EtatEtude.FINIE and len(s.resultat["colonnes"]) > 1][:COMPARES_MAX]


@require_safe
def exporter_liste(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    filtres = FiltresScenariosForm(request.GET or None).filtres(request.GET.get("tri", "-demande"))
    return reponse(feuille_scenarios(selection.scenarios(request.acteur, filtres)), "scenarios-d-antenne", extension)


def nouveau(request: Requete) -> HttpResponse:
    """Ask a scenario: the dispositif first, then the question."""
    dispositifs = structures.dispositifs_visibles(request.acteur, ANTENNES, Acces.ECRITURE)
    par_code = {dispositif.code: dispositif for dispositif in dispositifs}
    code = request.GET.get("dispositif", "") or (next(iter(par_code)) if len(par_code) == 1 else "")
    dispositif = par_code.get(code)
    choix = ChoixDispositifForm(initial={"dispositif": code}, dispositifs=[(d.code, d.nom) for d in par_code.values()])
    if dispositif is None:
        return render(request, "cartographie/antenne_nouvelle.html", {"choix": choix})
    depuis = _depuis(request, dispositif.pk)
    form = formulaire_scenario(
        dispositif.pk,
        request.POST if request.method == "POST" else None,
        initial=reprise(depuis) if depuis else None,
    )
    if form.is_bound and form.is_valid():
        try:
            scenario = services.demander_scenario(request.acteur, dispositif.pk, form.demande())
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            return _vers(lancer_scenario(scenario))
    contexte = {"choix": choix if len(par_code) > 1 else None, "form": form, "dispositif": dispositif}
    return render(request, "cartographie/antenne_nouvelle.html", contexte, status=422 if form.errors else 200)


def _depuis(request: Requete, dispositif_id: int) -> ScenarioAntenne | None:
    """The scenario whose question is asked again with a change."""
    mot = request.GET.get("depuis", "")
    lu = selection.scenario(request.acteur, int(mot)) if est_une_cle(mot) else None
    return lu if lu is not None and lu.dispositif_id == dispositif_id else None


def est_une_cle(mot: str) -> bool:
    return mot.isdecimal() and len(mot) < CHIFFRES_D_UNE_CLE


@require_safe
def detail(request: Requete, pk: int) -> HttpResponse:
    """Show a scenario: its progress, why it stopped, or the candidates side by side."""
    scenario = _trouver(request, pk)
    if request.htmx and scenario.etat in {EtatEtude.FINIE, EtatEtude.ECHEC}:
        return HttpResponse(headers={"HX-Refresh": "true"})
    contexte: dict[str, Any] = {
        "scenario": scenario,
        "peut_ecrire": request.acteur.peut(ANTENNES, Acces.ECRITURE, scenario.dispositif_id),
    }
    if scenario.etat == EtatEtude.FINIE:
        contexte |= _resultat(request, scenario)
    return render(request, "cartographie/antenne.html", contexte)


def _resultat(request: Requete, scenario: ScenarioAntenne) -> dict[str, Any]:
    sens, rang = _choisis(request, scenario)
    lignes = communes_changees(scenario, sens, rang)
    page = Paginator(lignes, LIGNES_PAR_PAGE).get_page(request.GET.get("page"))
    adresse = f"{reverse('cartographie:antenne_donnees', args=[scenario.pk])}?{request.GET.urlencode()}"
    carte = avec_calque(request, carte_du_scenario(scenario, lignes, adresse, rang))
    carte["lignes"] = carte["lignes"][(page.number - 1) * LIGNES_PAR_PAGE : page.number * LIGNES_PAR_PAGE]
    statut, ton = STATUTS[scenario.resultat["statut"]]
    options = options_dessinees(scenario)
    return {
        "statut": statut,
        "ton": ton,
        "tableau": tableau(scenario),
        "colonnes": scenario.resultat["colonnes"],
        "retenus": set(scenario.resultat["retenus"]),
        "quittes": [site["nom"] for site in scenario.resultat["sites"] if site["quitte"]],
        "gardes": [site["nom"] for site in scenario.resultat["sites"] if site["existant"] and not site["quitte"]],
        "carte": carte,
        "page": page,
        "sens": sens,
        "rang": rang,
        "options": options,
        "legende": legende_des_options(options),
        "sans_route": sans_route(scenario) if scenario.resultat["statut"] == "IRREALISABLE" else [],
        "choix_sens": LIBELLES.items(),
        "liens_export": [
            (extension.upper(), reverse("cartographie:antenne_export", args=[scenario.pk, extension]))
            for extension in (*FORMATS, *FICHIERS)
        ],
    }


def _choisis(request: Requete, scenario: ScenarioAntenne) -> tuple[str, int]:
    """Which communes and which option the map shows; a word that is neither is all of them, and the first choice."""
    sens, mot = request.GET.get("sens", ""), request.GET.get("option", "")
    rangs = range(1, len(scenario.resultat["colonnes"]))
    return sens if sens in LIBELLES else "", int(mot) if est_une_cle(mot) and int(mot) in rangs else 1


@require_safe
def donnees(request: Requete, pk: int) -> HttpResponse:
    """Send what the map draws: communes and sites, never a person."""
    scenario = _fini(request, pk)
    sens, rang = _choisis(request, scenario)
    carte = carte_du_scenario(scenario, communes_changees(scenario, sens, rang), "", rang)
    geojson = avec_calque(request, carte)["geojson"]
    return JsonResponse(geojson, content_type="application/geo+json")


@require_safe
def exporter(request: Requete, pk: int, extension: str) -> HttpResponse:
    """Send the communes with the comparison, or the note to decide from."""
    scenario = _fini(request, pk)
    if extension in FICHIERS:
        return reponse_rapport(note_du_scenario(scenario), f"scenario-{pk}", extension)
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    return reponse(feuille_scenario(scenario), f"scenario-{pk}", extension)


@require_POST
def refaire(request: Requete, pk: int) -> HttpResponse:
    """Ask the same question again; other times only when the person chose them."""
    ancien = _trouver(request, pk)
    try:
        scenario = services.refaire_scenario(request.acteur, ancien, avec=request.POST.get("fournisseur", ""))
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return _vers(ancien)
    return _vers(lancer_scenario(scenario))


@require_POST
def arreter(request: Requete, pk: int) -> HttpResponse:
    """Stop a computation that takes too long."""
    scenario = _trouver(request, pk)
    try:
        arreter_le_calcul(request.acteur, scenario)
    except ValidationError as refus:
        messages.info(request, " ".join(refus.messages))
    return _vers(scenario)


@require_POST
def retirer(request: Requete, pk: int) -> HttpResponse:
    """Take a scenario off the list; it can be undone."""
    scenario = _trouver(request, pk)
    services.retirer_scenario(request.acteur, scenario, retire=True)
    annuler = f"annuler:{reverse('cartographie:antenne_reprendre', args=[pk])}"
    messages.success(request, f"« {scenario.nom} » n'est plus dans la liste.", extra_tags=annuler)
    return HttpResponseRedirect(reverse("cartographie:antennes"))


@require_POST
def reprendre(request: Requete, pk: int) -> HttpResponse:
    """Put a scenario back on the list."""
    services.retirer_scenario(request.acteur, _trouver(request, pk), retire=False)
    messages.success(request, "Le scénario est de nouveau dans la liste.")
    return HttpResponseRedirect(reverse("cartographie:antennes"))


def _vers(scenario: ScenarioAntenne) -> HttpResponse:
    return HttpResponseRedirect(reverse("cartographie:antenne", args=[scenario.pk]))


def _trouver(request: Requete, pk: int) -> ScenarioAntenne:
    scenario = selection.scenario(request.acteur, pk)
    if scenario is None:
        raise Http404("Ce scénario n'existe pas.")
    return scenario


def _fini(request: Requete, pk: int) -> ScenarioAntenne:
    scenario = _trouver(request, pk)
    if scenario.etat != EtatEtude.FINIE:
        raise Http404("Ce scénario n'est pas fini.")
    return scenario
