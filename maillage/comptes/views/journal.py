"""The journal: list, export, readings of one young person's file."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.comptes.droits import ROLES
from maillage.comptes.forms import FiltreJournalForm
from maillage.comptes.libelles import libelle_acte
from maillage.socle import selectors
from maillage.socle.models import Trace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.structures import selectors as structures

PAR_PAGE = 100
COLONNES = ("date_heure", "personne", "roles", "nature", "acte", "objet", "dispositif", "jeune", "details")
ROLE_DES_COMMANDES = {"SYSTEME": "commande du serveur"}
FORMULES = ("=", "+", "-", "@", "\t", "\r")


def journal(request: Requete) -> HttpResponse:
    """List the lines of the journal in the person's scope."""
    form = FiltreJournalForm(request.GET, acteur=request.acteur)
    tri = request.GET.get("tri", selectors.TRI_PAR_DEFAUT)
    page = Paginator(selectors.journal(request.acteur, form.filtre(), tri=tri), PAR_PAGE).get_page(
        request.GET.get("page")
    )
    contexte = {"form": form, "page": page, "tri": tri, "lignes": _lignes(request, list(page.object_list))}
    contexte["adresse_export"] = request.GET.urlencode()
    return render(request, "comptes/journal.html", contexte)


def journal_csv(request: Requete) -> StreamingHttpResponse:
    """Export the filtered journal as CSV (UTF-8, semicolons); the export is itself a line of the journal."""
    form = FiltreJournalForm(request.GET, acteur=request.acteur)
    traces = selectors.journal(request.acteur, form.filtre(), tri=request.GET.get("tri", selectors.TRI_PAR_DEFAUT))
    noms = dict(structures.dispositifs_visibles(request.acteur, "journal").values_list("pk", "code"))
    journaliser(request.acteur, "comptes.exporter_journal")
    reponse = StreamingHttpResponse(_csv(traces.iterator(), noms), content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="journal-{timezone.localdate():%Y-%m-%d}.csv"'
    return reponse


def lectures_jeune(request: Requete, jeune_id: int) -> HttpResponse:
    """Show who opened the file of a young person, when and in which role: what the family may ask for, ready to print."""
    lectures = selectors.lectures_du_jeune(request.acteur, jeune_id)
    page = Paginator(lectures, PAR_PAGE).get_page(request.GET.get("page"))
    lecteurs = selectors.lecteurs_du_jeune(request.acteur, jeune_id)
    for lecteur in lecteurs:
        lecteur["roles"] = _roles(str(lecteur["roles"]))
    contexte = {
        "jeune_id": jeune_id,
        "page": page,
        "lecteurs": lecteurs,
        "lignes": _lignes(request, list(page.object_list)),
    }
    return render(request, "comptes/lectures.html", contexte)


def _lignes(request: Requete, traces: list[Trace]) -> list[dict[str, object]]:
    noms = dict(structures.dispositifs_visibles(request.acteur, "journal").values_list("pk", "nom"))
    return [
        {
            "trace": trace,
            "acte": libelle_acte(trace.acte),
            "roles": _roles(trace.roles),
            "dispositif": noms.get(trace.dispositif_id or 0, ""),
            "ton": {"REFUS": "attention", "ECRITURE": "info"}.get(trace.nature, "neutre"),
        }
        for trace in traces
    ]


def _roles(codes: str) -> str:
    noms = {**ROLE_DES_COMMANDES, **{role.code: role.libelle for role in ROLES.values()}}
    return ", ".join(noms.get(code, code) for code in codes.split(",") if code)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, valeur: str) -> str:
        return valeur


def _csv(traces: Iterator[Trace], noms: dict[int, str]) -> Iterator[str]:
    ecrivain = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + ecrivain.writerow(COLONNES)
    for trace in traces:
        yield ecrivain.writerow([_inerte(valeur) for valeur in _valeurs(trace, noms)])


def _valeurs(trace: Trace, noms: dict[int, str]) -> tuple[object, ...]:
    return (
        timezone.localtime(trace.horodatage).isoformat(timespec="seconds"),
        trace.acteur_libelle,
        trace.roles,
        trace.nature,
        trace.acte,
        trace.objet,
        noms.get(trace.dispositif_id or 0, ""),
        trace.jeune_id or "",
        trace.details or "",
    )


def _inerte(valeur: object) -> str:
    """Return the value as text that a spreadsheet will not run as a formula."""
    texte = str(valeur)
    return f"'{texte}" if texte.startswith(FORMULES) else texte
