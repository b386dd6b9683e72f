"""An agenda as a FHIR bundle of the guide GAP: read under the rights of the agenda, checked before it leaves, journaled."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import defaultdict
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from maillage.agenda import selectors as agendas
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import PARIS, bornes
from maillage.agenda.selectors.echange import inscrits_par_evenement
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.briques import Ressource
from maillage.echanges.domain.gap import ecriture
from maillage.echanges.domain.gap.controle import controler_agendas
from maillage.echanges.domain.gap.ecriture import AGENDA, ActeurGap, AgendaGap, RendezVousGap
from maillage.echanges.domain.occurrences import titre_neutre
from maillage.echanges.forme import fautes_de_forme
from maillage.echanges.services.fhir import TOUJOURS
from maillage.socle.acteur import Acteur
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser
from maillage.socle.vocabulaire import Categorie, Statut
from maillage.structures import selectors as structures

JOURS_MAXIMUM = 93
"""A quarter: beyond, the window is cut by whoever asks."""
RENDEZ_VOUS_MAXIMUM = 5000
GENRES = {"pro": "Practitioner", "jeune": "Patient", "unite": "HealthcareService", "ressource": "Location"}
CHAMPS = ("pk", "identifiant", "debut", "fin", "statut", "categorie", "titre", "lieu")
SANS_AGENDA = "Choisissez l'agenda d'un professionnel, d'un jeune, d'une unité, d'une salle ou d'un véhicule."


@cache
def regles_gap() -> dict[str, dict[str, Any]]:
    """Return the rules of the profiles, by type of resource."""
    return tomllib.loads((files("maillage.echanges.referentiels") / "gap.toml").read_text("utf-8"))


def agenda_gap(
    acteur: Acteur, dispositif: DispositifVise, mot: str, *, jours: tuple[dt.date, dt.date], complets: bool = False
) -> AgendaGap:
    """Return an agenda between two local days, both included, titles neutral unless `complets` (at most 8 queries).

    Raises Introuvable for an unknown agenda, ErreurEchange for a window too wide or full titles that are not open, PermissionDenied.
    """
    if not acteur.peut("agenda", dispositif_id=dispositif.pk):
        raise PermissionDenied("Votre rôle n'ouvre pas les agendas de ce dispositif.")
    exiger_fenetre(jours)
    agenda = agendas.agenda_nomme(acteur, dispositif, mot or agendas.TOUS, le=jours[0])
    vide = agenda_vide(acteur, dispositif, agenda, jours)
    if complets and not titres_ouverts(acteur, dispositif, agenda):
        raise ErreurEchange(
            "Les titres complets ne sortent que de votre propre agenda, ou avec le droit « Échanges nominatifs ».",
            champ="titres_complets",
        )
    filtres = agendas.FiltresListe(*jours)
    lignes = agendas.lister_evenements(acteur, dispositif, agenda=agenda, filtres=filtres).values(*CHAMPS)
    lues = list(lignes[: RENDEZ_VOUS_MAXIMUM + 1])
    if len(lues) > RENDEZ_VOUS_MAXIMUM:
        raise ErreurEchange(f"Plus de {RENDEZ_VOUS_MAXIMUM} rendez-vous : demandez moins de jours.", champ="fin")
    inscrits = inscrits_par_evenement([ligne["pk"] for ligne in lues]) if complets else {}
    systeme, prefixe = _patients(dispositif)
    rendez_vous = tuple(
        _rendez_vous(ligne, inscrits.get(ligne["pk"]), systeme, prefixe) if complets else _neutre(ligne)
        for ligne in lues
    )
    return replace(
        vide, rendez_vous=rendez_vous, indisponibles=tuple(_indisponibles(acteur, dispositif, agenda, jours))
    )


def exiger_fenetre(jours: tuple[dt.date, dt.date]) -> None:
    """Raise ErreurEchange unless the two days are in order, of our time, and at most a quarter apart."""
    debut, fin = jours
    if not TOUJOURS[0] <= debut <= fin <= TOUJOURS[1]:
        raise ErreurEchange("La fin vient après le début, entre 1990 et 2100.", champ="fin")
    if (fin - debut).days >= JOURS_MAXIMUM:
        raise ErreurEchange(f"{JOURS_MAXIMUM} jours au plus à la fois.", champ="fin")


def titres_ouverts(acteur: Acteur, dispositif: DispositifVise, agenda: agendas.Agenda) -> bool:
    """Tell whether full titles may leave: one's own agenda, or the right to identified exchanges."""
    professionnel = agenda.groupe.professionnel_id
    sien = professionnel is not None and professionnel == acteur.professionnel_id
    return sien or acteur.peut("echanges", dispositif_id=dispositif.pk)


def agenda_vide(
    acteur: Acteur, dispositif: DispositifVise, agenda: agendas.Agenda, jours: tuple[dt.date, dt.date]
) -> AgendaGap:
    """Return the agenda without what it holds. A young person is named by their identifier alone. Raises ErreurEchange."""
    nature, _, cle = agenda.mot.partition("-")
    if nature not in GENRES:
        raise ErreurEchange(SANS_AGENDA, champ="agenda")
    if nature == "jeune":
        systeme, prefixe = _patients(dispositif)
        sujet = _patient(cle, systeme, prefixe)
    elif nature == "pro":
        sujet = ActeurGap("Practitioner", noms.IDENTIFIANT_MAILLAGE, cle, agenda.libelle)
    else:
        sujet = ActeurGap(_genre(acteur, dispositif, agenda, nature), AGENDA, agenda.mot, agenda.libelle)
    return AgendaGap(agenda.mot, sujet, *jours)


def _genre(acteur: Acteur, dispositif: DispositifVise, agenda: agendas.Agenda, nature: str) -> str:
    """A room is a Location; a vehicle or equipment is a Device."""
    if nature != "ressource":
        return GENRES[nature]
    _, _, cle = agenda.mot.partition("-")
    natures = agendas.ressources_visibles(acteur, dispositif).filter(identifiant=cle)
    return "Location" if natures.values_list("nature", flat=True).first() == "SALLE" else "Device"


def _patients(dispositif: DispositifVise) -> tuple[str, str]:
    """Return the system of the identifiers of young people and what stands before them: those of TDDUI when the dispositif has a FINESS number."""
    membres = structures.etablissements_du_dispositif(dispositif.pk, *TOUJOURS)
    finess = next((membre.finess for membre in membres if membre.finess), "")
    return (noms.LOCAL_USAGER, f"3{finess}/") if finess else (noms.IDENTIFIANT_MAILLAGE, "")


def _patient(identifiant: str, systeme: str, prefixe: str) -> ActeurGap:
    valeur = f"{prefixe}{noms.alphanumerique(identifiant)}" if prefixe else identifiant
    return ActeurGap("Patient", systeme, valeur)


def _neutre(ligne: dict[str, Any]) -> RendezVousGap:
    return RendezVousGap(ligne["identifiant"], *_heures(ligne), ligne["statut"], titre_neutre(ligne["categorie"]))


def _rendez_vous(
    ligne: dict[str, Any], inscrits: tuple[list[str], list[str]] | None, systeme: str, prefixe: str
) -> RendezVousGap:
    jeunes, pros = inscrits or ([], [])
    participants = [_patient(jeune, systeme, prefixe) for jeune in jeunes]
    participants += [ActeurGap("Practitioner", noms.IDENTIFIANT_MAILLAGE, pro) for pro in pros]
    participants += [ActeurGap("Location", nom=ligne["lieu"])] if ligne["lieu"] else []
    vient = ligne["statut"] != Statut.ANNULE
    return RendezVousGap(
        ligne["identifiant"],
        *_heures(ligne),
        ligne["statut"],
        ligne["titre"] or str(Categorie(ligne["categorie"]).label),
        tuple((participant, vient) for participant in participants),
    )


def _heures(ligne: dict[str, Any]) -> tuple[dt.datetime, dt.datetime]:
    return timezone.localtime(ligne["debut"], PARIS), timezone.localtime(ligne["fin"], PARIS)


def _indisponibles(
    acteur: Acteur, dispositif: DispositifVise, agenda: agendas.Agenda, jours: tuple[dt.date, dt.date]
) -> list[tuple[dt.datetime, dt.datetime]]:
    """Return when the young person is away, or the room out of use: hours without a reason, cut at the end of the window when they have none."""
    commence, finit = bornes(*jours)
    touche = Q(fin__isnull=True) | Q(fin__gt=commence)
    if agenda.groupe.jeune_id is not None:
        plages = agendas.absences_visibles(acteur, dispositif).filter(touche, jeune_id=agenda.groupe.jeune_id)
    elif agenda.groupe.ressource_id is not None:
        ressource = agendas.ressources_visibles(acteur, dispositif).get(pk=agenda.groupe.ressource_id)
        plages = ressource.indisponibilites.filter(touche)  # type: ignore[assignment]
    else:
        return []
    lues = plages.filter(debut__lt=finit).order_by("debut", "pk").values_list("debut", "fin")
    par_debut: dict[dt.datetime, dt.datetime] = defaultdict(lambda: commence)
    for debut, fin in lues:
        par_debut[debut] = max(par_debut[debut], fin or finit)
    return [(timezone.localtime(d, PARIS), timezone.localtime(f, PARIS)) for d, f in par_debut.items()]


def exporter_agenda(
    acteur: Acteur, dispositif: DispositifVise, mot: str, *, jours: tuple[dt.date, dt.date], complets: bool = False
) -> Ressource:
    """Return the whole bundle of an agenda, checked and journaled. Raises as `agenda_gap`."""
    agenda = agenda_gap(acteur, dispositif, mot, jours=jours, complets=complets)
    lot = verifie(ecriture.collection(agenda, le=timezone.localtime()))
    tracer(acteur, dispositif, agenda, complets=complets)
    return lot


def verifie(lot: Ressource) -> Ressource:
    """Return the bundle, once the profiles and the base shape accept it: nothing faulty leaves. Raises ErreurEchange."""
    fautes = [f for f in [*controler_agendas(lot, regles_gap()), *fautes_de_forme(lot)] if f.bloquante]
    if fautes:
        raise ErreurEchange(f"Ce lot ne suit pas le guide, il ne sort pas : {fautes[0]}.")
    return lot


def tracer(acteur: Acteur, dispositif: DispositifVise, agenda: AgendaGap, *, complets: bool) -> None:
    """Journal that an agenda left."""
    journaliser(
        acteur,
        "echanges.exporter_agenda",
        nature=NatureTrace.LECTURE,
        objet=agenda.mot,
        dispositif_id=dispositif.pk,
        details={
            "debut": agenda.debut.isoformat(),
            "fin": agenda.fin.isoformat(),
            "rendez_vous": len(agenda.rendez_vous),
            "titres_complets": complets,
        },
    )
