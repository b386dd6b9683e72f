"""The pages of the annual report: list, report, one heading, closing, annexes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.rapport_annuel import referentiels, selectors, services
from maillage.rapport_annuel.documents import blocs_de_la_rubrique, ecrite, feuille_de, lignes_de_l_annexe, rapport_de
from maillage.rapport_annuel.domain.trame import Annexe, ConflitRapport, ErreurRapport, Rubrique, rubriques_sans_texte
from maillage.rapport_annuel.forms import RubriqueForm
from maillage.rapport_annuel.models import RapportAnnuel, TexteRubrique
from maillage.rapport_annuel.permissions import SECTION
from maillage.socle import tableur
from maillage.socle.acteur import Acces
from maillage.socle.brouillon.services import jeter_brouillon, reprendre
from maillage.socle.rapports import reponse_rapport
from maillage.socle.requete import Requete


@require_safe
def liste(request: Requete) -> HttpResponse:
    """Show each dispositif with its reports of the last years."""
    le = timezone.localdate()
    contexte = {
        "lignes": selectors.lister(request.acteur, le=le),
        "annees": selectors.annees_proposees(le),
        "statut": referentiels.trame().statut,
        "annexes": referentiels.annexes().values(),
    }
    return render(request, "rapport_annuel/liste.html", contexte)


@require_safe
def rapport(request: Requete, dispositif: str, annee: int) -> HttpResponse:
    """Show the report as it would be printed, and what is left to tell."""
    lu = _trouver(request, annee)
    chiffres = selectors.chiffres_du(lu, le=timezone.localdate())
    textes = {texte.rubrique: texte for texte in lu.textes.all()}
    trame = referentiels.trame(lu.trame)
    contexte = {
        "lu": lu,
        "rapport": rapport_de(lu, chiffres),
        "rubriques": [(rubrique, textes.get(rubrique.code)) for rubrique in trame.rubriques],
        "vides": rubriques_sans_texte(trame, {code: texte.texte for code, texte in textes.items()}),
        "annexes": referentiels.annexes().values(),
        "peut_ecrire": _peut_ecrire(request),
    }
    return render(request, "rapport_annuel/rapport.html", contexte)


@require_safe
def fichier(request: Requete, dispositif: str, annee: int, extension: str) -> HttpResponse:
    """Send the report as DOCX or PDF."""
    lu = _trouver(request, annee)
    contenu = rapport_de(lu, selectors.chiffres_du(lu, le=timezone.localdate()))
    return reponse_rapport(contenu, f"rapport-activite-{annee}-{dispositif}", extension)


@require_POST
def ouvrir(request: Requete, dispositif: str, annee: int) -> HttpResponse:
    """Open the report of a year, then show it."""
    return _faire(
        request,
        annee,
        lambda: services.ouvrir_rapport(request.acteur, request.dispositif.pk, annee, le=timezone.localdate()),
        f"Le rapport {annee} est ouvert. Racontez chaque rubrique : les chiffres y sont déjà.",
    )


@require_POST
def arreter(request: Requete, dispositif: str, annee: int) -> HttpResponse:
    """Freeze the report."""
    return _faire(
        request,
        annee,
        lambda: services.arreter_rapport(request.acteur, request.dispositif.pk, annee),
        "Le rapport est arrêté : ses chiffres ne changent plus.",
    )


@require_POST
def rouvrir(request: Requete, dispositif: str, annee: int) -> HttpResponse:
    """Open a closed report again."""
    return _faire(
        request,
        annee,
        lambda: services.rouvrir_rapport(request.acteur, request.dispositif.pk, annee),
        "Le rapport est rouvert : ses chiffres sont de nouveau ceux du jour.",
    )


def rubrique(request: Requete, dispositif: str, annee: int, rubrique: str) -> HttpResponse:
    """Tell one heading; what is typed is kept as a draft, and a concurrent writing is shown beside."""
    lu = _trouver(request, annee)
    declaree = _rubrique(lu, rubrique)
    ecrit = next((texte for texte in lu.textes.all() if texte.rubrique == rubrique), None)
    actuelle = ecrit.version if ecrit else 0
    form = RubriqueForm(
        request.POST if request.method == "POST" else None,
        initial={"texte": ecrit.texte if ecrit else "", "version": actuelle},
    )
    brouillon = reprendre(request, form)
    conflit = ""
    if form.is_bound and form.is_valid():
        try:
            services.ecrire_rubrique(request.acteur, request.dispositif.pk, annee, rubrique, **form.cleaned_data)
        except ConflitRapport as refus:
            conflit = refus.message
        except ErreurRapport as refus:
            form.add_error(None, refus.message)
        else:
            jeter_brouillon(request.acteur, cle=request.path)
            messages.success(request, f"« {declaree.titre} » est enregistré.")
            return redirect(_suite(request, lu, declaree))
    contexte = _contexte_rubrique(lu, declaree, ecrit) | {"form": form, "brouillon": brouillon, "conflit": conflit}
    statut = 409 if conflit else 422 if form.errors else 200
    return render(request, "rapport_annuel/rubrique.html", contexte, status=statut)


@require_safe
def annexe(request: Requete, dispositif: str, annee: int, annexe: str) -> HttpResponse:
    """Show what another body asks beside what is counted."""
    lu, demandee = _trouver(request, annee), _annexe(annexe)
    chiffres = selectors.chiffres_du(lu, le=timezone.localdate())
    lignes = [
        (demande, *(ecrite(mesures, chemin) for mesures in (chiffres.mesures, chiffres.precedents)), origine)
        for demande, chemin, origine in lignes_de_l_annexe(demandee, chiffres)
    ]
    liens = [
        (nom.upper(), reverse("rapport_annuel:exporter_annexe", args=[dispositif, annee, annexe, nom]))
        for nom in tableur.FORMATS
    ]
    contexte = {"lu": lu, "annexe": demandee, "lignes": lignes, "chiffres": chiffres, "liens": liens}
    return render(request, "rapport_annuel/annexe.html", contexte)


@require_safe
def exporter_annexe(request: Requete, dispositif: str, annee: int, annexe: str, extension: str) -> HttpResponse:
    """Send a mapping table as a file."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format n'existe pas.")
    lu, demandee = _trouver(request, annee), _annexe(annexe)
    feuille = feuille_de(demandee, selectors.chiffres_du(lu, le=timezone.localdate()))
    return tableur.reponse(feuille, f"{annexe}-{annee}-{dispositif}", extension)


def _trouver(request: Requete, annee: int) -> RapportAnnuel:
    lu = selectors.rapport_de_l_annee(request.dispositif.pk, annee)
    if lu is None:
        raise Http404("Le rapport de cette année n'est pas ouvert.")
    return lu


def _rubrique(lu: RapportAnnuel, code: str) -> Rubrique:
    try:
        return referentiels.trame(lu.trame).rubrique(code)
    except KeyError as inconnue:
        raise Http404("Cette rubrique n'existe pas.") from inconnue


def _annexe(code: str) -> Annexe:
    if code not in referentiels.annexes():
        raise Http404("Cette annexe n'existe pas.")
    return referentiels.annexes()[code]


def _peut_ecrire(request: Requete) -> bool:
    return bool(request.acteur.peut(SECTION, Acces.ECRITURE, request.dispositif.pk))


def _contexte_rubrique(lu: RapportAnnuel, declaree: Rubrique, ecrit: TexteRubrique | None) -> dict[str, Any]:
    chiffres = selectors.chiffres_du(lu, le=timezone.localdate())
    return {
        "lu": lu,
        "rubrique": declaree,
        "ecrit": ecrit,
        "version_actuelle": ecrit.version if ecrit else 0,
        "blocs": list(blocs_de_la_rubrique(declaree, chiffres)),
    }


def _suite(request: Requete, lu: RapportAnnuel, faite: Rubrique) -> str:
    """The next heading when asked, else the report."""
    dispositif, annee = lu.dispositif.code, lu.annee
    codes = [rubrique.code for rubrique in referentiels.trame(lu.trame).rubriques]
    rang = codes.index(faite.code) + 1
    if "suivante" in request.POST and rang < len(codes):
        return reverse("rapport_annuel:rubrique", args=[dispositif, annee, codes[rang]])
    return reverse("rapport_annuel:rapport", args=[dispositif, annee])


def _faire(request: Requete, annee: int, acte: Callable[[], object], dit: str) -> HttpResponse:
    """Do an act and say it; a refusal is said on the page one comes back to."""
    try:
        acte()
    except ErreurRapport as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, dit)
    existe = selectors.rapport_de_l_annee(request.dispositif.pk, annee) is not None
    return (
        redirect("rapport_annuel:rapport", request.dispositif.code, annee)
        if existe
        else redirect("rapport_annuel:liste")
    )
