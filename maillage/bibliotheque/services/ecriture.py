"""What every act shares: its line in the journal, and the refusals of the database said beside a field."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import PermissionDenied
from django.utils.text import slugify

from maillage.bibliotheque.domain.erreurs import ErreurBibliotheque
from maillage.bibliotheque.domain.vocabulaire import EtatEditorial
from maillage.bibliotheque.models import Fiche
from maillage.bibliotheque.permissions import REFUS, peut_proposer, peut_relire
from maillage.socle.acteur import Acteur
from maillage.socle.ecriture import poser_champs, tracer_objet
from maillage.socle.fields import nouvel_identifiant

tracer = partial(tracer_objet, "bibliotheque")
"""Journal an act; details hold codes and dates, never what was written."""
poser = partial(poser_champs, ErreurBibliotheque)
"""Set fields and save, or raise ErreurBibliotheque."""


SUFFIXE = 5


def adresse_neuve(titre: str) -> str:
    """Return an address in words, and a few random letters: it never tells whether another sheet has the same title."""
    return f"{slugify(titre)[:80].strip('-') or 'fiche'}-{nouvel_identifiant()[:SUFFIXE].lower()}"


def verrouiller(fiche: Fiche) -> Fiche:
    """Return the sheet as it stands now, held until the end of the transaction."""
    return Fiche.objects.select_for_update(of=("self",)).select_related("version", "travail").get(pk=fiche.pk)


def peut_modifier(acteur: Acteur, fiche: Fiche) -> bool:
    """Tell whether the person keeps this sheet up: its author, or who reviews it once it has been sent."""
    if fiche.auteur_id == acteur.identifiant and peut_proposer(acteur, fiche.visibilite, fiche.dispositif_id):
        return True
    return fiche.etat != EtatEditorial.BROUILLON and peut_relire(acteur, fiche.visibilite, fiche.dispositif_id)


def exiger_tenue(acteur: Acteur, fiche: Fiche) -> None:
    """Raise PermissionDenied unless the person keeps this sheet up."""
    if not peut_modifier(acteur, fiche):
        raise PermissionDenied(REFUS)
