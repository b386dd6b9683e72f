"""How sheets live: a dispositif says it uses one, a reading is counted without naming anyone."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from maillage.bibliotheque.domain.erreurs import ErreurBibliotheque
from maillage.bibliotheque.models import EmploiFiche, Fiche, UsageFiche
from maillage.bibliotheque.permissions import INTERNE, exiger
from maillage.bibliotheque.services.ecriture import poser, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.frein import freiner

UNE_PAR_HEURE = 1
"""Opening the same sheet again within the hour is one reading."""


@transaction.atomic
def declarer_emploi(acteur: Acteur, fiche: Fiche, *, dispositif_id: int, accord: str, comment: str = "") -> EmploiFiche:
    """Say that a dispositif uses a sheet, and how it agrees to be shown; saying it again changes the agreement."""
    exiger(acteur, INTERNE, dispositif_id)
    if not fiche.lue:
        raise ErreurBibliotheque("On ne déclare que l'emploi d'une fiche publiée.")
    emploi = EmploiFiche.objects.filter(fiche=fiche, dispositif_id=dispositif_id).first() or EmploiFiche(
        fiche=fiche, dispositif_id=dispositif_id, depuis=timezone.localdate()
    )
    poser(emploi, {"accord": accord, "comment": comment.strip(), "declare_par": acteur.libelle})
    tracer(acteur, "declarer_emploi", emploi, fiche=fiche.identifiant, accord=accord)
    return emploi


@transaction.atomic
def retirer_emploi(acteur: Acteur, fiche: Fiche, *, dispositif_id: int) -> None:
    """Take the declaration back: nothing is kept of it but the act."""
    exiger(acteur, INTERNE, dispositif_id)
    emploi = EmploiFiche.objects.filter(fiche=fiche, dispositif_id=dispositif_id).first()
    if emploi is None:
        raise ErreurBibliotheque("Ce dispositif ne déclare pas l'emploi de cette fiche.")
    tracer(acteur, "retirer_emploi", emploi, fiche=fiche.identifiant)
    emploi.delete()


def compter_lecture(fiche: Fiche, *, origine: str, telechargement: bool = False) -> None:
    """Add one to the month of a sheet; `origine` only prevents counting twice within an hour, and is not kept."""
    sorte = "telechargements" if telechargement else "consultations"
    if not fiche.lue or freiner(f"bibliotheque:{sorte}:{fiche.pk}:{origine}", UNE_PAR_HEURE):
        return
    mois = timezone.localdate().replace(day=1)
    usages = UsageFiche.objects.filter(fiche=fiche, mois=mois)
    if usages.update(**{sorte: F(sorte) + 1}):
        return
    try:
        with transaction.atomic():
            UsageFiche.objects.create(fiche=fiche, mois=mois, **{sorte: 1})
    except IntegrityError:
        usages.update(**{sorte: F(sorte) + 1})
