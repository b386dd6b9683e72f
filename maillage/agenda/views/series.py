"""Series: the list, one with its dates, its end."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.agenda import selectors, services
from maillage.agenda.domain.recurrence import libelle_regle
from maillage.agenda.forms import ClotureForm, ProlongementForm
from maillage.agenda.models import Serie
from maillage.agenda.views.base import envoye, executer_formulaire, lien, page_formulaire, peut_ecrire
from maillage.socle.requete import Requete

PAR_PAGE = 50


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the series, those that go on first."""
    series = selectors.series_visibles(request.acteur, request.dispositif)
    page = Paginator(series, PAR_PAGE).get_page(request.GET.get("page"))
    lignes = [(serie, libelle_regle(serie.regle)) for serie in page.object_list]
    contexte = {"page": page, "lignes": lignes, "peut_ecrire": peut_ecrire(request)}
    return render(request, "agenda/series.html", contexte)


def serie(request: Requete, dispositif: str, serie: str) -> HttpResponse:
    """Show the dates of a series; sending the form ends it."""
    lue = _serie(request, serie)
    form = ClotureForm(envoye(request), initial={"dernier_jour": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.cloturer_serie(
                request.acteur,
                request.dispositif,
                serie=serie,
                dernier_jour=form.cleaned_data["dernier_jour"],
            ),
            retour=lien(request, "serie", serie),
        )
        if reponse is not None:
            return reponse
    dates = selectors.evenements_visibles(request.acteur, request.dispositif).filter(serie=lue)
    page = Paginator(dates.order_by("debut", "pk"), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "serie": lue,
        "rythme": libelle_regle(lue.regle),
        "form": form,
        "page": page,
        "cartes": selectors.cartes(page.object_list),
        "peut_ecrire": peut_ecrire(request),
    }
    return render(request, "agenda/serie.html", contexte, status=422 if form.errors else 200)


def prolonger(request: Requete, dispositif: str, serie: str) -> HttpResponse:
    """Let a series go on to a later day; a conflict is shown first."""
    lue = _serie(request, serie)
    form = ProlongementForm(envoye(request), initial={"jusqu_au": lue.jusqu_au})
    retour = lien(request, "serie", serie)
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.prolonger_serie(
                request.acteur,
                request.dispositif,
                serie=serie,
                jusqu_au=form.cleaned_data["jusqu_au"],
                accord=form.accord_donne(),
            ),
            retour=retour,
        )
        if reponse is not None:
            return reponse
    return page_formulaire(
        request,
        form,
        titre=f"Prolonger « {lue.titre or 'la série'} »",  # type: ignore[attr-defined]
        phrase=f"Revient {libelle_regle(lue.regle)}.",
        bouton="Prolonger la série",
        retour=retour,
        ici="series",
    )


def _serie(request: Requete, identifiant: str) -> Serie:
    series = selectors.series_visibles(request.acteur, request.dispositif)
    lue = series.filter(identifiant=identifiant).first()
    if lue is None:
        raise Http404("Cette série n'existe pas, ou plus, dans ce dispositif.")
    return lue
