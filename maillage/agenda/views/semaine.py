"""The week: of the person, of a young person, of a unit, of the whole dispositif."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from maillage.agenda import selectors, services
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.forms import DupliquerForm, FermerForm, FiltresAgendaForm, lire_semaine_du_mot
from maillage.agenda.views.base import (
    agenda_demande,
    envoye,
    executer_formulaire,
    lien,
    page_formulaire,
    peut_ecrire,
)
from maillage.socle.domain.calendrier import Semaine, semaine_de
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture

UNE_SEMAINE = dt.timedelta(weeks=1)
CIBLE_DES_FILTRES = "contenu"
"""What the filters of the full page replace: they want the page, not the list."""


@require_safe
def semaine(request: Requete, dispositif: str) -> HttpResponse:
    """Show the week asked for (`semaine`, `agenda` and filters in the address)."""
    return _montrer(request, request.GET.get("agenda", ""))


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def semaine_jeune(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show the week of one young person; asked for by htmx from another page, only its list, to be set in that page."""
    mot = f"jeune-{jeune}"
    if request.htmx and request.htmx.target != CIBLE_DES_FILTRES:
        return _en_liste(request, mot)
    return _montrer(request, mot)


def fermer_journee(request: Requete, dispositif: str) -> HttpResponse:
    """Close a day: what was planned is cancelled, and can be undone."""
    retour = lien(request, "semaine")
    initial = {"jour": request.GET.get("jour", "")}
    form = FermerForm(envoye(request), dispositif_id=request.dispositif.pk, initial=initial)
    if request.method == "POST" and form.is_valid():
        lus = form.cleaned_data
        groupe = services.Groupe(unite_id=int(lus["unite"])) if lus["unite"] else None
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.fermer_journee(
                request.acteur, request.dispositif, jour=lus["jour"], motif=lus["motif"], groupe=groupe
            ),
            retour=f"{retour}?{urlencode({'semaine': str(semaine_de(lus['jour'])), 'agenda': selectors.TOUS})}",
        )
        if reponse is not None:
            return reponse
    return page_formulaire(
        request,
        form,
        titre="Fermer une journée",
        phrase="Tout ce qui est prévu ce jour-là est annulé. Ce qui est déjà confirmé ne change pas.",
        bouton="Fermer la journée",
        retour=retour,
    )


def dupliquer_semaine(request: Requete, dispositif: str) -> HttpResponse:
    """Copy a week to another."""
    aujourd_hui = timezone.localdate()
    source = lire_semaine_du_mot(request.GET.get("semaine", ""), defaut=aujourd_hui)
    mot = request.POST.get("agenda", request.GET.get("agenda", ""))
    agenda = agenda_demande(request, mot, aujourd_hui)
    form = DupliquerForm(
        envoye(request),
        agendas=selectors.agendas_proposes(request.dispositif, le=aujourd_hui),
        initial={"source": source.lundi, "cible": source.lundi + UNE_SEMAINE, "agenda": agenda.mot},
    )
    retour = lien(request, "semaine")
    if request.method == "POST" and form.is_valid():
        lus = form.cleaned_data
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.dupliquer_semaine(
                request.acteur, request.dispositif, source=lus["source"], cible=lus["cible"], groupe=agenda.groupe
            ),
            retour=f"{retour}?{urlencode({'semaine': str(semaine_de(lus['cible'])), 'agenda': agenda.mot})}",
        )
        if reponse is not None:
            return reponse
    return page_formulaire(
        request,
        form,
        titre="Copier une semaine",
        phrase="Les événements de la semaine choisie sont prévus à l'identique dans une autre, avec les mêmes personnes.",
        bouton="Copier la semaine",
        retour=retour,
    )


def _montrer(request: Requete, mot: str) -> HttpResponse:
    aujourd_hui = timezone.localdate()
    demandee = lire_semaine_du_mot(request.GET.get("semaine", ""), defaut=aujourd_hui)
    agenda = agenda_demande(request, mot, aujourd_hui)
    if agenda.groupe.jeune_id is not None:
        _journaliser(request, agenda.groupe.jeune_id, request.dispositif)
    form = FiltresAgendaForm(
        {**request.GET.dict(), "agenda": agenda.mot, "semaine": str(demandee)},
        agendas=selectors.agendas_proposes(request.dispositif, le=aujourd_hui),
    )
    lue = selectors.lire_semaine(
        request.acteur, request.dispositif, semaine=demandee, agenda=agenda, filtres=form.filtres()
    )
    contexte = {
        "agenda": agenda,
        "form": form,
        "lue": lue,
        "jours": [_jour(request, jour, agenda, aujourd_hui) for jour in lue.jours],
        "est_cette_semaine": demandee == semaine_de(aujourd_hui),
        "a_confirmer": selectors.evenements_a_confirmer(request.acteur, request.dispositif, agenda=agenda),
        "liens": _liens(request, demandee),
        "peut_ecrire": peut_ecrire(request),
    }
    return render(request, "agenda/semaine.html", contexte)


def _en_liste(request: Requete, mot: str) -> HttpResponse:
    """The days that hold something, as a list without any form (7 queries): what the page of a young person shows of the agenda."""
    aujourd_hui = timezone.localdate()
    demandee = lire_semaine_du_mot(request.GET.get("semaine", ""), defaut=aujourd_hui)
    agenda = agenda_demande(request, mot, aujourd_hui)
    if agenda.groupe.jeune_id is not None:
        _journaliser(request, agenda.groupe.jeune_id, request.dispositif)
    lue = selectors.lire_semaine(request.acteur, request.dispositif, semaine=demandee, agenda=agenda)
    jours = [(jour, [_evenement(request, carte, agenda) for carte in jour.cartes]) for jour in lue.jours if jour.cartes]
    contexte = {"jeune": mot.removeprefix("jeune-"), "lue": lue, "jours": jours, "aujourd_hui": aujourd_hui}
    return render(request, "agenda/semaine_jeune_liste.html", contexte)


def _journaliser(request: Requete, jeune_id: int, dispositif: DispositifVise) -> None:
    journaliser_lecture(request.acteur, "agenda.lire_semaine", jeune_id=jeune_id, dispositif_id=dispositif.pk)


def _liens(request: Requete, demandee: Semaine) -> dict[str, str]:
    """Addresses of the weeks around, with the filters of this one."""
    autres = {nom: str(valeur) for nom, valeur in request.GET.items() if nom != "semaine" and valeur}
    voisines = {
        "precedente": semaine_de(demandee.lundi - UNE_SEMAINE),
        "suivante": semaine_de(demandee.lundi + UNE_SEMAINE),
    }
    liens = {nom: f"?{urlencode({**autres, 'semaine': str(semaine)})}" for nom, semaine in voisines.items()}
    return {**liens, "aujourd_hui": f"?{urlencode(autres)}"}


def _jour(
    request: Requete, jour: selectors.JourDeSemaine, agenda: selectors.Agenda, aujourd_hui: dt.date
) -> dict[str, Any]:
    """A column, in the words of the week component of the design system."""
    page = lien(request, "aujourd_hui")
    return {
        "date": jour.date,
        "aujourdhui": jour.date == aujourd_hui,
        "ferme": "Jour férié" if jour.ferie else "",
        "a_confirmer": jour.a_confirmer,
        "url": f"{page}?{urlencode({'jour': jour.date.isoformat(), 'agenda': agenda.mot})}",
        "evenements": [_evenement(request, carte, agenda) for carte in jour.cartes],
    }


def _evenement(request: Requete, carte: selectors.CarteEvenement, agenda: selectors.Agenda) -> dict[str, Any]:
    return {
        "debut": carte.debut,
        "fin": carte.fin,
        "titre": carte.titre,
        "detail": _detail(carte, agenda),
        "url": lien(request, "evenement", carte.identifiant),
        "modalite": carte.modalite,
        "statut": carte.statut.lower(),
        "resume": _resume(carte, agenda),
        "lieu": ", ".join(mot for mot in (carte.noms_ressources, carte.lieu) if mot),
    }


def _resume(carte: selectors.CarteEvenement, agenda: selectors.Agenda) -> str:
    """In a young person's week, their own presence; elsewhere, who is expected and how many are away."""
    sien = next((inscrit for inscrit in carte.inscrits if f"jeune-{inscrit.identifiant}" == agenda.mot), None)
    return carte.resume if sien is None else sien.etat.capitalize()


def _detail(carte: selectors.CarteEvenement, agenda: selectors.Agenda) -> str:
    autres = [pro.nom for pro in carte.pros if f"pro-{pro.identifiant}" != agenda.mot]
    return ", ".join(autres)
