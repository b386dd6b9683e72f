"""The pages that a young person and their family read: home, week, people, rights, readings."""

from __future__ import annotations

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from maillage.agenda.selectors.famille import semaine_par_compte
from maillage.comptes.selectors import phrase_changee_par_code
from maillage.portail.espace.demandes import demandes_du_compte
from maillage.portail.espace.papiers.lectures import lectures_en_pdf
from maillage.portail.espace.referentiels import droits as droits_dits
from maillage.portail.espace.selectors import espaces_du_compte, lecteurs, lectures_du_dossier
from maillage.portail.espace.selectors.equipe import equipes
from maillage.portail.espace.selectors.lectures import dites
from maillage.portail.espace.tuiles import tuiles
from maillage.portail.espace.views.commun import espace_ou_404, montrer, tracer
from maillage.socle.domain.calendrier import Semaine, semaine_de
from maillage.socle.requete import Requete

UNE_SEMAINE = dt.timedelta(weeks=1)
PAR_PAGE = 50
PHRASE_RECENTE = dt.timedelta(days=30)


def choisir(request: Requete) -> HttpResponse:
    """Go to the only space of the account, or let whoever represents several choose."""
    espaces = espaces_du_compte(request.acteur, le=timezone.localdate())
    if len(espaces) == 1:
        return redirect("espace:accueil", espaces[0].identifiant)
    return render(request, "portail/espace/choisir.html", {"espaces": espaces})


def accueil(request: Requete, jeune: str) -> HttpResponse:
    """Show one image per page, and what waits for an answer."""
    espace = espace_ou_404(request, jeune)
    demandes = demandes_du_compte(request.acteur, espace, le=timezone.localdate())
    attendues = sum(demande.attendue for demande in demandes)
    change = phrase_changee_par_code(request.acteur.identifiant, depuis=timezone.now() - PHRASE_RECENTE)
    contexte = {"tuiles": tuiles(espace, attendues), "attendues": attendues, "phrase_changee": change}
    return montrer(request, espace, "accueil", contexte, lecture=False)


def semaine(request: Requete, jeune: str) -> HttpResponse:
    """Show a week, day by day."""
    espace, aujourd_hui = espace_ou_404(request, jeune), timezone.localdate()
    demandee = _semaine(request.GET.get("semaine", ""), aujourd_hui)
    jours = semaine_par_compte(request.acteur, espace.jeune.pk, semaine=demandee)
    contexte = {
        "semaine": demandee,
        "jours": jours,
        "aujourd_hui": aujourd_hui,
        "est_cette_semaine": demandee == semaine_de(aujourd_hui),
        "precedente": semaine_de(demandee.lundi - UNE_SEMAINE),
        "suivante": semaine_de(demandee.lundi + UNE_SEMAINE),
    }
    return montrer(request, espace, "semaine", contexte)


def equipe(request: Requete, jeune: str) -> HttpResponse:
    """Show who is around the young person."""
    espace = espace_ou_404(request, jeune)
    return montrer(request, espace, "equipe", {"equipes": equipes(espace, le=timezone.localdate())})


def droits(request: Requete, jeune: str) -> HttpResponse:
    """Show the rights, in plain words, each with its source."""
    espace = espace_ou_404(request, jeune)
    return montrer(request, espace, "droits", {"droits": droits_dits(espace.voix, espace.prenom)}, lecture=False)


def lectures(request: Requete, jeune: str) -> HttpResponse:
    """Show who read the file; looking at this page is one more reading, already in its list."""
    espace = espace_ou_404(request, jeune)
    tracer(request, espace, "lectures")
    page = Paginator(lectures_du_dossier(request.acteur, espace.jeune.pk), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "page": page,
        "lecteurs": lecteurs(request.acteur, espace.jeune.pk),
        "lignes": dites(request.acteur, list(page.object_list)),
    }
    return montrer(request, espace, "lectures", contexte, lecture=False)


def lectures_pdf(request: Requete, jeune: str) -> HttpResponse:
    """Send the whole list on paper."""
    espace = espace_ou_404(request, jeune)
    tracer(request, espace, "lectures")
    pdf = lectures_en_pdf(request.acteur, espace, le=timezone.localdate())
    nom = f"qui-a-lu-{espace.identifiant}-{timezone.localdate().isoformat()}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{nom}"'}
    )


def _semaine(mot: str, aujourd_hui: dt.date) -> Semaine:
    """Return the week of an address (« 2026-W48 »), the current one when it is not understood."""
    try:
        return semaine_de(dt.date.fromisoformat(f"{mot}-1"))
    except ValueError:
        return semaine_de(aujourd_hui)
