"""Rooms, vehicles and equipment: added, changed, taken out of use for a time or for good."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import vers_utc
from maillage.agenda.models import Indisponibilite, MotifIndisponibilite, NatureRessource, Ressource
from maillage.agenda.selectors.ressources import reservations_touchees
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.ecriture import Resultat, exiger_ecriture, exiger_reglages
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.services import journaliser
from maillage.structures import selectors as structures

PERIMEE = "Cette ressource a été modifiée entre-temps par une autre personne. Rien n'a été enregistré : relisez-la."


@dataclass(frozen=True)
class SaisieRessource:
    """A form about a resource."""

    nature: str
    nom: str
    capacite: int | None = None
    places_fauteuil: int = 0
    unite_id: int | None = None
    precisions: str = ""


@transaction.atomic
def creer_ressource(acteur: Acteur, dispositif: DispositifVise, *, saisie: SaisieRessource) -> Resultat[Ressource]:
    """Add a room, a vehicle or equipment."""
    exiger_reglages(acteur, dispositif)
    ressource = Ressource(dispositif_id=dispositif.pk)
    _appliquer(ressource, dispositif, saisie)
    ressource.save()
    registre = Registre(acteur, dispositif, "creer_ressource")
    registre.creer(ressource)
    _tracer(acteur, ressource, registre.acte)
    return Resultat(ressource, f"« {ressource} » peut maintenant se réserver.", registre.clore())


@transaction.atomic
def modifier_ressource(
    acteur: Acteur, dispositif: DispositifVise, *, identifiant: str, saisie: SaisieRessource, version: int
) -> Resultat[Ressource]:
    """Change what is said of a resource; what it was booked for stays."""
    exiger_reglages(acteur, dispositif)
    ressource = _prendre(dispositif, identifiant, version)
    registre = Registre(acteur, dispositif, "modifier_ressource")
    registre.retenir(ressource)
    _appliquer(ressource, dispositif, saisie)
    _enregistrer(ressource)
    _tracer(acteur, ressource, registre.acte)
    return Resultat(ressource, f"« {ressource} » est modifiée.", registre.clore())


@transaction.atomic
def retirer_ressource(
    acteur: Acteur, dispositif: DispositifVise, *, identifiant: str, version: int | None = None
) -> Resultat[Ressource]:
    """Take a resource out of the agenda from today on, or put it back when it is out; its bookings stay, and show a conflict."""
    exiger_reglages(acteur, dispositif)
    ressource = _prendre(dispositif, identifiant, version)
    registre = Registre(
        acteur, dispositif, "retirer_ressource" if ressource.retiree_le is None else "remettre_ressource"
    )
    registre.retenir(ressource)
    ressource.retiree_le = timezone.localdate() if ressource.retiree_le is None else None
    _enregistrer(ressource)
    _tracer(acteur, ressource, registre.acte)
    mots = "ne se propose plus" if ressource.retiree_le else "se propose de nouveau"
    return Resultat(ressource, f"« {ressource} » {mots} à la réservation.", registre.clore())


@transaction.atomic
def declarer_indisponibilite(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    identifiant: str,
    debut: dt.datetime,
    fin: dt.datetime | None,
    motif: str,
) -> Resultat[Indisponibilite]:
    """Say that a resource cannot be used between two local times; its bookings of that time are told, not cancelled."""
    exiger_ecriture(acteur, dispositif)
    if motif not in MotifIndisponibilite.values:
        raise ErreurAgenda("Choisissez une raison.", champ="motif")
    ressource = _prendre(dispositif, identifiant, None)
    depart, retour = vers_utc(debut), None if fin is None else vers_utc(fin)
    if retour is not None and retour <= depart:
        raise ErreurAgenda("Le retour doit venir après le début.", champ="fin")
    arret = Indisponibilite.objects.create(ressource=ressource, debut=depart, fin=retour, motif=motif)
    registre = Registre(acteur, dispositif, "declarer_indisponibilite")
    registre.creer(arret)
    _tracer(acteur, ressource, registre.acte, motif=motif)
    touchees = reservations_touchees(ressource, depart, retour).count()
    suite = f" {ecrire_compte(touchees, 'réservation', 'réservations')} de ce temps à revoir." if touchees else ""
    return Resultat(arret, f"« {ressource} » ne se réserve plus pendant ce temps.{suite}", registre.clore())


@transaction.atomic
def supprimer_indisponibilite(
    acteur: Acteur, dispositif: DispositifVise, *, identifiant: str, indisponibilite_id: int
) -> Resultat[None]:
    """Say that a resource can be used after all."""
    exiger_ecriture(acteur, dispositif)
    ressource = _prendre(dispositif, identifiant, None)
    arret = Indisponibilite.objects.select_for_update().filter(ressource=ressource, pk=indisponibilite_id).first()
    if arret is None:
        raise Introuvable("Cette indisponibilité n'existe pas, ou plus.")
    registre = Registre(acteur, dispositif, "supprimer_indisponibilite")
    registre.retenir(arret)
    arret.delete()
    _tracer(acteur, ressource, registre.acte)
    return Resultat(None, f"« {ressource} » se réserve de nouveau.", registre.clore())


def _prendre(dispositif: DispositifVise, identifiant: str, version: int | None) -> Ressource:
    prises = Ressource.objects.select_for_update().filter(dispositif_id=dispositif.pk, identifiant=identifiant)
    ressource = prises.first()
    if ressource is None:
        raise Introuvable("Cette ressource n'existe pas, ou plus, dans ce dispositif.")
    if version is not None and ressource.version != version:
        raise ErreurAgenda(PERIMEE)
    return ressource


def _appliquer(ressource: Ressource, dispositif: DispositifVise, saisie: SaisieRessource) -> None:
    if saisie.nature not in NatureRessource.values:
        raise ErreurAgenda("Choisissez salle, véhicule ou matériel.", champ="nature")
    if not saisie.nom.strip():
        raise ErreurAgenda("Donnez un nom.", champ="nom")
    if saisie.places_fauteuil > (saisie.capacite or 0):
        raise ErreurAgenda("Il y a plus de places pour fauteuil que de places.", champ="places_fauteuil")
    unites = structures.unites_du_dispositif(dispositif.pk)
    if saisie.unite_id is not None and not unites.filter(pk=saisie.unite_id).exists():
        raise ErreurAgenda("Cette unité n'est pas de ce dispositif.", champ="unite")
    homonymes = Ressource.objects.filter(dispositif_id=dispositif.pk, nature=saisie.nature, nom=saisie.nom.strip())
    if homonymes.exclude(pk=ressource.pk).exists():
        raise ErreurAgenda("Ce nom est déjà pris.", champ="nom")
    ressource.nature, ressource.nom = saisie.nature, saisie.nom.strip()
    ressource.capacite, ressource.places_fauteuil = saisie.capacite, saisie.places_fauteuil
    ressource.unite_id, ressource.precisions = saisie.unite_id, saisie.precisions


def _enregistrer(ressource: Ressource) -> None:
    ressource.version += 1
    ressource.save()


def _tracer(acteur: Acteur, ressource: Ressource, acte: str, **details: str) -> None:
    journaliser(
        acteur,
        f"agenda.{acte}",
        objet=f"ressource:{ressource.identifiant}",
        dispositif_id=ressource.dispositif_id,
        details=details,
    )
