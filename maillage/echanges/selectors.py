"""Reads of exchanges: who has which feed, what a token opens, what a feed shows."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from maillage.agenda import selectors as agendas
from maillage.agenda.domain.etat import DispositifVise
from maillage.comptes.droits import SECTIONS
from maillage.comptes.selectors import acteur_de
from maillage.echanges.domain.jetons import SECTIONS_API
from maillage.echanges.domain.occurrences import OccurrenceDuFlux, jours_du_flux, titre_neutre
from maillage.echanges.models import FluxAgenda, JetonApi, LotFhir, NatureLot
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.vocabulaire import Categorie, LieuType, Statut

SECTION_DES_LOTS = {NatureLot.TDDUI: "echanges", NatureLot.SDO: "orientations"}
CHAMPS = (
    "identifiant",
    "version",
    "modifie_le",
    "debut",
    "fin",
    "statut",
    "categorie",
    "titre",
    "lieu_type",
    "lieu",
)


def empreinte_du_jeton(jeton: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(jeton.encode()).hexdigest()


def flux_visibles(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[FluxAgenda]:
    """Return the feeds of the dispositif that the person may see and withdraw, revoked ones too, latest first.

    Those of young people, units, rooms and vehicles are shared by the team; that of a professional is their own, and that of whoever manages the
    accounts.
    """
    if not acteur.peut("agenda", dispositif_id=dispositif.pk):
        return FluxAgenda.objects.none()
    flux = FluxAgenda.objects.filter(dispositif_id=dispositif.pk)
    if not acteur.peut("comptes", Acces.ECRITURE, dispositif.pk):
        flux = flux.filter(Q(professionnel__isnull=True) | Q(cree_par_id=acteur.identifiant))
    return flux.select_related("professionnel", "jeune", "unite", "ressource", "cree_par")


def flux_du_jeton(jeton: str) -> FluxAgenda | None:
    """Return the living feed that a token opens (1 query): the same work whatever the token, since only its hash is looked up."""
    ouverts = FluxAgenda.objects.filter(empreinte=empreinte_du_jeton(jeton), revoque_le__isnull=True)
    return ouverts.select_related("cree_par", "dispositif").first()


def occurrences_du_flux(flux: FluxAgenda, *, le: dt.date) -> list[OccurrenceDuFlux] | None:
    """Return what the feed shows on that day, in order; None once its author may no longer read this agenda (at most 3 queries)."""
    auteur = acteur_de(flux.cree_par, le=le)
    if not flux.cree_par.is_active or not auteur.peut("agenda", dispositif_id=flux.dispositif_id):
        return None
    debut, fin = jours_du_flux(le)
    groupe = agendas.Groupe(
        professionnel_id=flux.professionnel_id,
        jeune_id=flux.jeune_id,
        unite_id=flux.unite_id,
        ressource_id=flux.ressource_id,
    )
    evenements = agendas.lister_evenements(
        auteur,
        flux.dispositif,
        agenda=agendas.Agenda(flux.identifiant, "", groupe),
        filtres=agendas.FiltresListe(debut, fin),
    )
    return [_occurrence(ligne, complets=flux.titres_complets) for ligne in evenements.values(*CHAMPS)]


def _occurrence(ligne: dict[str, Any], *, complets: bool) -> OccurrenceDuFlux:
    return OccurrenceDuFlux(
        identifiant=ligne["identifiant"],
        version=ligne["version"],
        modifie_le=ligne["modifie_le"],
        debut=ligne["debut"],
        fin=ligne["fin"],
        titre=_titre(ligne) if complets else titre_neutre(ligne["categorie"]),
        lieu=_lieu(ligne) if complets else "",
        annulee=ligne["statut"] == Statut.ANNULE,
    )


def _titre(ligne: dict[str, Any]) -> str:
    return ligne["titre"] or str(Categorie(ligne["categorie"]).label)


def _lieu(ligne: dict[str, Any]) -> str:
    genre = str(LieuType(ligne["lieu_type"]).label) if ligne["lieu_type"] else ""
    return ", ".join(mot for mot in (genre, ligne["lieu"]) if mot)


def agendas_a_abonner(acteur: Acteur, dispositif: DispositifVise) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the agendas that the person may open by a feed, by group: their own, those of units, young people, rooms and vehicles."""
    aujourd_hui = timezone.localdate()
    sien = agendas.agenda_nomme(acteur, dispositif, "", le=aujourd_hui)
    groupes = [("Le mien", [(sien.mot, "Mon agenda")])] if sien.mot != agendas.TOUS else []
    proposes = dict(agendas.agendas_proposes(dispositif, le=aujourd_hui))
    return groupes + [
        (titre, proposes[titre])
        for titre in ("Unités", "Jeunes", *agendas.TITRES_DES_NATURES.values())
        if titre in proposes
    ]


def lots_recus(acteur: Acteur, dispositif: DispositifVise, nature: NatureLot, limite: int = 20) -> QuerySet[LotFhir]:
    """Return the latest bundles of that nature received here, without their bytes, for whoever may take one."""
    if not acteur.peut(SECTION_DES_LOTS[nature], Acces.ECRITURE, dispositif.pk):
        return LotFhir.objects.none()
    return LotFhir.objects.filter(dispositif_id=dispositif.pk, nature=nature).defer("contenu", "gardes")[:limite]


def lot_recu(acteur: Acteur, dispositif: DispositifVise, nature: NatureLot, identifiant: str) -> LotFhir | None:
    """Return one of them, or None."""
    if not acteur.peut(SECTION_DES_LOTS[nature], Acces.ECRITURE, dispositif.pk):
        return None
    lots = LotFhir.objects.filter(dispositif_id=dispositif.pk, nature=nature, identifiant=identifiant)
    return lots.defer("contenu").first()


def jetons_de(acteur: Acteur) -> QuerySet[JetonApi]:
    """Return the person's own tokens, withdrawn and expired ones too, latest first."""
    return (
        JetonApi.objects.filter(utilisateur__pk=acteur.identifiant) if acteur.identifiant else JetonApi.objects.none()
    )


def portees_ouvertes(acteur: Acteur) -> list[tuple[str, str]]:
    """Return what the person may put in a token: `section:ACCES` and words."""
    mots = {Acces.LECTURE: "lire", Acces.ECRITURE: "écrire"}
    return [
        (f"{section}:{acces}", f"{SECTIONS[section].libelle} : {mots[acces]}")
        for section in SECTIONS_API
        for acces in Acces
        if section in SECTIONS and acteur.peut(section, acces)
    ]
