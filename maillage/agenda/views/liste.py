"""The list: the same événements as the week, over any period, sorted, searched, exported."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.agenda import selectors
from maillage.agenda.exports import feuille_des_evenements
from maillage.agenda.forms import FiltresListeForm
from maillage.agenda.views.base import agenda_demande, lien, peut_ecrire
from maillage.socle.domain.calendrier import semaine_de
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser, journaliser_lecture
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50
EXPORT_MAX = 10_000


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the événements of a period, by pages of 50."""
    agenda, form, filtres = _demande(request)
    evenements = selectors.lister_evenements(request.acteur, request.dispositif, agenda=agenda, filtres=filtres)
    page = Paginator(evenements, PAR_PAGE).get_page(request.GET.get("page"))
    suite = request.GET.urlencode()
    contexte = {
        "agenda": agenda,
        "form": form,
        "filtres": filtres,
        "page": page,
        "cartes": selectors.cartes(page.object_list),
        "liens_export": [
            (mot.upper(), f"{lien(request, 'exporter', mot)}{f'?{suite}' if suite else ''}") for mot in FORMATS
        ],
        "peut_ecrire": peut_ecrire(request),
    }
    return render(request, "agenda/liste.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file; the export is journaled."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    agenda, _, filtres = _demande(request)
    evenements = selectors.lister_evenements(request.acteur, request.dispositif, agenda=agenda, filtres=filtres)
    cartes = selectors.cartes(evenements[:EXPORT_MAX])
    journaliser(
        request.acteur,
        "agenda.exporter_evenements",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(cartes)},
    )
    nom = f"agenda-{dispositif}-{filtres.debut.isoformat()}-{filtres.fin.isoformat()}"
    return reponse(feuille_des_evenements(cartes), nom, extension)


def _demande(request: Requete) -> tuple[selectors.Agenda, FiltresListeForm, selectors.FiltresListe]:
    aujourd_hui = timezone.localdate()
    agenda = agenda_demande(request, request.GET.get("agenda", ""), aujourd_hui)
    if agenda.groupe.jeune_id is not None:
        journaliser_lecture(
            request.acteur,
            "agenda.lire_liste",
            jeune_id=agenda.groupe.jeune_id,
            dispositif_id=request.dispositif.pk,
        )
    agendas = selectors.agendas_proposes(request.dispositif, le=aujourd_hui)
    form = FiltresListeForm({**request.GET.dict(), "agenda": agenda.mot}, agendas=agendas)
    tri = request.GET.get("tri", "quand")
    return agenda, form, form.filtres_de_liste(semaine=semaine_de(aujourd_hui), tri=tri)
