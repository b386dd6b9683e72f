"""A planned week copied to the next school term: preview, then writing in one block."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from maillage.agenda import selectors, services
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.forms import CopiePeriodeForm, lire_semaine_du_mot
from maillage.agenda.selectors import ApercuCopie, DemandeCopie
from maillage.agenda.views.base import agenda_demande, executer_formulaire, lien, statut_du_formulaire
from maillage.socle.domain.calendrier import semaine_de
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete


def copier_periode(request: Requete, dispositif: str) -> HttpResponse:
    """Show what copying a week to a term would write, skip and disturb (address); sending it writes it all, undone in one block."""
    aujourd_hui = timezone.localdate()
    source = lire_semaine_du_mot(request.GET.get("semaine", ""), defaut=aujourd_hui).lundi
    periodes = selectors.periodes_proposees(request.dispositif.zone_scolaire, max(source, aujourd_hui))
    agenda = agenda_demande(request, request.GET.get("agenda", ""), aujourd_hui)
    recu = request.POST if request.method == "POST" else request.GET if "periode" in request.GET else None
    form = CopiePeriodeForm(
        recu,
        agendas=selectors.agendas_proposes(request.dispositif, le=aujourd_hui),
        periodes=periodes,
        initial={"source": source, "agenda": agenda.mot},
    )
    apercu = None
    if form.is_bound and form.is_valid():
        demande = _demande(request, form)
        if request.method == "POST":
            reponse = _ecrire(request, form, demande)
            if reponse is not None:
                return reponse
        apercu = _apercu(request, form, demande)
    contexte = {
        "form": form,
        "periodes": periodes,
        "apercu": apercu,
        "annulables": selectors.copies_annulables(request.acteur, request.dispositif),
        "retour": lien(request, "semaine"),
    }
    return render(request, "agenda/copier_periode.html", contexte, status=statut_du_formulaire(form))


def _demande(request: Requete, form: CopiePeriodeForm) -> DemandeCopie:
    lus = form.cleaned_data
    agenda = agenda_demande(request, lus["agenda"], timezone.localdate())
    return DemandeCopie(lus["source"], form.periode_choisie(), agenda.groupe, form.semaines_ecartees())


def _apercu(request: Requete, form: CopiePeriodeForm, demande: DemandeCopie) -> ApercuCopie | None:
    try:
        return selectors.apercu_de_copie(request.acteur, request.dispositif, demande)
    except ErreurAgenda as refus:
        if not form.errors:
            placer_refus(form, refus)
        return None


def _ecrire(request: Requete, form: CopiePeriodeForm, demande: DemandeCopie) -> HttpResponse | None:
    premiere = semaine_de(demande.periode.debut)
    suite = urlencode({"semaine": str(premiere), "agenda": form.cleaned_data["agenda"]})
    return executer_formulaire(
        request,
        form,
        lambda: services.copier_periode(
            request.acteur, request.dispositif, demande=demande, accord=form.accord_donne()
        ),
        retour=f"{lien(request, 'semaine')}?{suite}",
    )
