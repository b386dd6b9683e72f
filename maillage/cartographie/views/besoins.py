"""Sheets of transport and settings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.cartographie.exports.tournees import feuille_besoins
from maillage.cartographie.forms.tournees import FicheTransportForm, FiltresBesoinsForm, ReglagesTransportForm
from maillage.cartographie.permissions import TOURNEES
from maillage.cartographie.referentiels.transport import conventions_transport
from maillage.cartographie.selectors.besoins import TRIS, FiltresBesoins, LigneBesoin, lister_besoins
from maillage.cartographie.selectors.plans import jeunes_par_identifiant
from maillage.cartographie.selectors.reglages_transport import CHAMPS, CONVENTIONS, fiche_de, reglage, separes_de
from maillage.cartographie.services.fiches_transport import ecrire_fiche, ecrire_reglages
from maillage.socle.acteur import Acces
from maillage.socle.domain.typographie import ecrire_nombre
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture, journaliser_lectures
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 30
CHAMPS_FICHE = (
    "transporte", "rendez_vous", "fauteuil", "accompagnateur", "duree_max", "embarquement", "pas_avant", "pas_apres",
)  # fmt: skip


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show who rides, and what each one needs."""
    form = FiltresBesoinsForm(request.GET or None)
    filtres = _filtres(request, form)
    page = Paginator(lister_besoins(request.acteur, request.dispositif, filtres, timezone.localdate()), PAR_PAGE)
    parametres = request.GET.urlencode()
    montree = page.get_page(request.GET.get("page"))
    _journaliser(request, montree.object_list)
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": montree,
        "peut_ecrire": request.acteur.peut(TOURNEES, Acces.ECRITURE, request.dispositif.pk),
        "liens_export": [
            (e.upper(), f"{reverse('cartographie:besoins_export', args=[dispositif, e])}?{parametres}") for e in FORMATS
        ],
    }
    return render(request, "cartographie/besoins.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    filtres = _filtres(request, FiltresBesoinsForm(request.GET or None))
    lignes = lister_besoins(request.acteur, request.dispositif, filtres, timezone.localdate())
    _journaliser(request, lignes)
    return reponse(feuille_besoins(lignes), "besoins-de-transport", extension)


def _filtres(request: Requete, form: FiltresBesoinsForm) -> FiltresBesoins:
    form.is_valid()
    lus = getattr(form, "cleaned_data", {})
    tri = request.GET.get("tri", "nom")
    return FiltresBesoins(lus.get("recherche", ""), lus.get("qui", ""), tri if tri.removeprefix("-") in TRIS else "nom")


def _journaliser(request: Requete, lignes: Any) -> None:
    cles = [ligne.jeune.pk for ligne in lignes]
    acte = "cartographie.lire_besoins_transport"
    journaliser_lectures(request.acteur, acte, jeune_ids=cles, dispositif_id=request.dispositif.pk)


def fiche(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Write how a young person travels."""
    lu = jeunes_par_identifiant(request.acteur, request.dispositif, [jeune]).get(jeune)
    if lu is None:
        raise Http404("Ce jeune n'est pas connu de ce dispositif.")
    tous = lister_besoins(request.acteur, request.dispositif, FiltresBesoins(qui="tous"), timezone.localdate())
    form = FicheTransportForm(
        request.POST if request.method == "POST" else None,
        autres=[(str(ligne.jeune.pk), str(ligne.jeune)) for ligne in tous if ligne.jeune.pk != lu.pk],
        initial=_initial(request, lu, tous),
    )
    if form.is_bound and form.is_valid():
        try:
            ecrire_fiche(
                request.acteur,
                request.dispositif,
                lu.pk,
                valeurs=form.valeurs(),
                separes={int(cle) for cle in form.cleaned_data["separes"]},
            )
        except ValidationError as refus:
            form.add_error(None, refus)
            _relire(form, _initial(request, lu, tous)["version"])
        else:
            messages.success(request, "La fiche de transport est enregistrée : elle vaut dès le prochain plan.")
            return HttpResponseRedirect(reverse("cartographie:besoins", args=[dispositif]))
    else:
        journaliser_lecture(
            request.acteur, "cartographie.lire_fiche_transport", jeune_id=lu.pk, dispositif_id=request.dispositif.pk
        )
    contexte = {"form": form, "jeune": lu}
    return render(request, "cartographie/besoin.html", contexte, status=422 if form.errors else 200)


def _initial(request: Requete, jeune: Any, tous: list[LigneBesoin]) -> dict[str, Any]:
    """The sheet, else what the agenda shows."""
    fiche = fiche_de(request.dispositif.pk, jeune.pk)
    separes = [str(cle) for cle in separes_de(request.dispositif.pk, jeune.pk)]
    if fiche is None:
        transporte = any(ligne.transporte for ligne in tous if ligne.jeune.pk == jeune.pk)
        return {"transporte": transporte, "separes": separes, "version": 0}
    valeurs = {champ: getattr(fiche, champ) for champ in CHAMPS_FICHE}
    return {
        **valeurs,
        "commune": fiche.point_id or "",
        "arret": "" if fiche.lon is None else f"{fiche.lat:.5f} ; {fiche.lon:.5f}".replace(".", ","),
        "separes": separes,
        "version": fiche.version,
    }


def _relire(form: Any, version: int) -> None:
    """A form refused for a conflict is sent again with the version that is now there."""
    form.data = form.data.copy()
    form.data["version"] = str(version)


def reglages(request: Requete, dispositif: str) -> HttpResponse:
    """Write what the establishment pays and allows."""
    lu, conventions = reglage(request.dispositif.pk), conventions_transport(timezone.localdate())
    valeurs = {champ: getattr(lu, champ) for champ in CHAMPS} if lu else {}
    form = ReglagesTransportForm(
        request.POST if request.method == "POST" else None,
        conventions={champ: ecrire_nombre(getattr(conventions, CONVENTIONS.get(champ, champ))) for champ in CHAMPS},
        initial={**valeurs, "version": lu.version if lu else 0},
    )
    if form.is_bound and form.is_valid():
        try:
            ecrire_reglages(request.acteur, request.dispositif, form.cleaned_data)
        except ValidationError as refus:
            form.add_error(None, refus)
            _relire(form, lu.version if lu else 0)
        else:
            messages.success(request, "Les réglages du transport sont enregistrés : ils valent dès le prochain plan.")
            return HttpResponseRedirect(reverse("cartographie:tournees", args=[dispositif]))
    return render(request, "cartographie/reglages_transport.html", {"form": form}, status=422 if form.errors else 200)
