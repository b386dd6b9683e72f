"""My day: who is there, in a few taps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from maillage.agenda import selectors, services
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.forms import lire_exceptions, lire_jour
from maillage.agenda.views.base import (
    agenda_demande,
    annoncer,
    evenement_demande,
    executer,
    lien,
    peut_ecrire,
    suite,
    version_lue,
)
from maillage.socle.requete import Requete

UN_JOUR = dt.timedelta(days=1)


@require_safe
def aujourd_hui(request: Requete, dispositif: str) -> HttpResponse:
    """Show a day of the person's agenda (`jour`, `agenda` in the address), ready to confirm, and the past days left to confirm."""
    maintenant = timezone.localdate()
    jour = lire_jour(request.GET.get("jour", ""), defaut=maintenant)
    agenda = agenda_demande(request, request.GET.get("agenda", ""), jour)
    cartes = selectors.lire_journee(request.acteur, request.dispositif, jour=jour, agenda=agenda)
    contexte = {
        "jour": jour,
        "est_aujourd_hui": jour == maintenant,
        "meme_annee": jour.year == maintenant.year,
        "veille": jour - UN_JOUR,
        "lendemain": jour + UN_JOUR,
        "agenda": agenda,
        "agendas": selectors.agendas_proposes(request.dispositif, le=jour),
        "cartes": cartes,
        "a_confirmer": [carte for carte in cartes if carte.statut == "PLANIFIE" and carte.commence],
        "jours_passes": selectors.jours_a_confirmer(
            request.acteur, request.dispositif, agenda=agenda, avant=maintenant
        ),
        "options_motifs": _options(selectors.motifs_proposes(request.dispositif.pk)),
        "peut_ecrire": peut_ecrire(request),
    }
    return render(request, "agenda/aujourd_hui.html", contexte)


def _options(motifs: Iterable[tuple[str, str]]) -> SafeString:
    """The reasons as options, written once: a day of a whole dispositif shows the same list under each young person."""
    return format_html_join("", '<option value="{}">{}</option>', motifs)


@require_POST
def confirmer_journee(request: Requete, dispositif: str) -> HttpResponse:
    """Confirm the day as the page says it; what changed since it was read is left alone and told."""
    jour = lire_jour(request.POST.get("jour", ""), defaut=timezone.localdate())
    agenda = agenda_demande(request, request.POST.get("agenda", ""), jour)
    cartes = selectors.lire_journee(request.acteur, request.dispositif, jour=jour, agenda=agenda)
    lus = {carte.identifiant: request.POST.get(f"version:{carte.identifiant}", "") for carte in cartes}
    retour = f"{lien(request, 'aujourd_hui')}?jour={jour.isoformat()}&agenda={agenda.mot}"
    try:
        resultat = services.confirmer_journee(
            request.acteur,
            request.dispositif,
            jour=jour,
            groupe=agenda.groupe,
            exceptions=lire_exceptions(request.POST, cartes, dispositif_id=request.dispositif.pk),
            versions={identifiant: int(mot) for identifiant, mot in lus.items() if mot.isdecimal()},
        )
    except ErreurAgenda as refus:
        messages.error(request, refus.message)
        return redirect(retour)
    if resultat.objet.conflits:
        messages.warning(request, resultat.objet.phrase_conflits)
    annoncer(request, resultat)
    return redirect(suite(request, retour))


@require_POST
def confirmer_evenement(request: Requete, dispositif: str, evenement: str) -> HttpResponse:
    """Confirm one événement, with the exceptions of the page it stands on."""
    retour = lien(request, "evenement", evenement)
    detail = evenement_demande(request, evenement)
    dites = lire_exceptions(request.POST, [detail.carte], dispositif_id=request.dispositif.pk)
    version = request.POST.get(f"version:{evenement}", "")
    return executer(
        request,
        lambda: services.confirmer_evenement(
            request.acteur,
            request.dispositif,
            identifiant=evenement,
            exceptions={jeune: exception for (_, jeune), exception in dites.items()},
            version=int(version) if version.isdecimal() else version_lue(request),
        ),
        retour=retour,
    )
