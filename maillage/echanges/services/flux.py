"""Giving a calendar feed, withdrawing it, giving it back: each is journaled."""

from __future__ import annotations

import datetime as dt
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.selectors import Agenda
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.models import FluxAgenda
from maillage.echanges.selectors import empreinte_du_jeton, flux_visibles
from maillage.socle.acteur import Acces, Acteur, ActeurSysteme
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser

OCTETS = 24
REGRET = dt.timedelta(minutes=5)
"""How long a revoked feed may be given back at the same address."""


@transaction.atomic
def creer_flux(
    acteur: Acteur, dispositif: DispositifVise, agenda: Agenda, *, titres_complets: bool = False
) -> tuple[FluxAgenda, str]:
    """Open an agenda at a private address: return the feed and its token, never to be read again.

    Raise ErreurEchange for the agenda of everyone or of another professional, and for full titles elsewhere than in one's own.
    """
    auteur = _exiger(acteur, dispositif)
    groupe = agenda.groupe
    _exiger_permis(acteur, agenda, titres_complets=titres_complets)
    jeton = secrets.token_urlsafe(OCTETS)
    flux = FluxAgenda.objects.create(
        empreinte=empreinte_du_jeton(jeton),
        dispositif_id=dispositif.pk,
        professionnel_id=groupe.professionnel_id,
        jeune_id=groupe.jeune_id,
        unite_id=groupe.unite_id,
        ressource_id=groupe.ressource_id,
        titres_complets=titres_complets,
        cree_par_id=auteur,
        cree_le=timezone.now(),
    )
    _tracer(acteur, "echanges.creer_flux", flux)
    return flux, jeton


def _exiger_permis(acteur: Acteur, agenda: Agenda, *, titres_complets: bool) -> None:
    groupe = agenda.groupe
    if groupe.professionnel_id is not None and groupe.professionnel_id != acteur.professionnel_id:
        raise ErreurEchange("Chacun ouvre son propre agenda : celui d'un collègue est à lui.", champ="agenda")
    if groupe.professionnel_id is groupe.jeune_id is groupe.unite_id is groupe.ressource_id is None:
        raise ErreurEchange(
            "Choisissez votre agenda, celui d'une unité, d'un jeune, d'une salle ou d'un véhicule.", champ="agenda"
        )
    if titres_complets and groupe.professionnel_id is None:
        raise ErreurEchange(
            "Les titres complets ne sortent que de votre propre agenda : celui-ci reste neutre.",
            champ="titres_complets",
        )


@transaction.atomic
def revoquer_flux(acteur: Acteur, dispositif: DispositifVise, identifiant: str) -> FluxAgenda | None:
    """Close the address at once; None for a feed that the person does not see or that is already closed."""
    _exiger(acteur, dispositif)
    ouverts = flux_visibles(acteur, dispositif).filter(revoque_le__isnull=True)
    return _dater(acteur, ouverts.filter(identifiant=identifiant).first(), "echanges.revoquer_flux", timezone.now())


@transaction.atomic
def retablir_flux(acteur: Acteur, dispositif: DispositifVise, identifiant: str) -> FluxAgenda | None:
    """Give back a feed revoked a moment ago (REGRET), at the same address; None for any other."""
    _exiger(acteur, dispositif)
    recents = flux_visibles(acteur, dispositif).filter(revoque_le__gt=timezone.now() - REGRET)
    return _dater(acteur, recents.filter(identifiant=identifiant).first(), "echanges.retablir_flux", None)


def noter_lecture(flux: FluxAgenda, *, le: dt.date) -> None:
    """Remember that the feed is read, and journal it, once a day: calendar programs call every hour, and say nothing of who reads."""
    if flux.lu_le == le:
        return
    with transaction.atomic():
        FluxAgenda.objects.filter(pk=flux.pk).update(lu_le=le)
        _tracer(ActeurSysteme(f"lecture du {flux}"), "echanges.lire_flux", flux, nature=NatureTrace.LECTURE)


def _exiger(acteur: Acteur, dispositif: DispositifVise) -> int:
    """Return the primary key of the person, who must have an account and may write in these agendas."""
    if acteur.identifiant is None or not acteur.peut("agenda", Acces.ECRITURE, dispositif.pk):
        raise PermissionDenied("Votre rôle ne permet pas d'ouvrir un agenda de ce dispositif.")
    return acteur.identifiant


def _dater(acteur: Acteur, flux: FluxAgenda | None, acte: str, moment: dt.datetime | None) -> FluxAgenda | None:
    if flux is not None:
        flux.revoque_le = moment
        flux.save(update_fields=["revoque_le"])
        _tracer(acteur, acte, flux)
    return flux


def _tracer(acteur: Acteur, acte: str, flux: FluxAgenda, *, nature: NatureTrace = NatureTrace.ECRITURE) -> None:
    journaliser(
        acteur,
        acte,
        nature=nature,
        objet=f"flux:{flux.identifiant}",
        dispositif_id=flux.dispositif_id,
        jeune_id=flux.jeune_id,
        details={"agenda": flux.nature, "titres_complets": flux.titres_complets},
    )
