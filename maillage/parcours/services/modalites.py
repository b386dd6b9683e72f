"""Modality periods: they combine, and one modality never overlaps itself (the database refuses it)."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.intervalles import Intervalle, premier_chevauchement, refus_de_chevauchement, veille
from maillage.parcours.models import Jeune, PeriodeModalite
from maillage.parcours.models.faits import LieuModalite
from maillage.parcours.services.ecriture import exiger, tracer
from maillage.socle.acteur import Acteur


def intervalle_de_periode(periode: PeriodeModalite) -> Intervalle:
    return Intervalle(periode.debut, periode.fin, periode.get_modalite_display())


@transaction.atomic
def ouvrir_modalite(
    acteur: Acteur,
    *,
    jeune: Jeune,
    dispositif_id: int,
    modalite: str,
    debut: date,
    fin: date | None = None,
    lieu: str = LieuModalite.INTRA,
) -> PeriodeModalite:
    """Open a modality for a young person. Raises ErreurParcours (overlap, dates), PermissionDenied."""
    exiger(acteur, dispositif_id)
    periode = PeriodeModalite(
        jeune=jeune, dispositif_id=dispositif_id, modalite=modalite, debut=debut, fin=fin, lieu=lieu
    )
    _enregistrer(periode)
    tracer(acteur, "ouvrir_modalite", dispositif_id=dispositif_id, jeune=jeune, modalite=modalite, debut=debut)
    return periode


@transaction.atomic
def clore_modalite(acteur: Acteur, *, periode: PeriodeModalite, fin: date) -> PeriodeModalite:
    """Close a modality period on its last day."""
    exiger(acteur, periode.dispositif_id)
    periode.fin = fin
    _enregistrer(periode)
    tracer(
        acteur,
        "clore_modalite",
        dispositif_id=periode.dispositif_id,
        jeune=periode.jeune,
        modalite=periode.modalite,
        fin=fin,
    )
    return periode


@transaction.atomic
def changer_modalite(
    acteur: Acteur, *, periode: PeriodeModalite, modalite: str, le: date, lieu: str = LieuModalite.INTRA
) -> PeriodeModalite:
    """Go from one modality to another without a day between: the old period ends the day before `le`. Returns the new period."""
    if modalite == periode.modalite:
        raise ErreurParcours("Choisissez une autre modalité que celle qui est en cours.", champ="modalite")
    if le <= periode.debut:
        raise ErreurParcours("Le changement doit venir après le premier jour de la période.", champ="le")
    clore_modalite(acteur, periode=periode, fin=veille(le))
    return ouvrir_modalite(
        acteur, jeune=periode.jeune, dispositif_id=periode.dispositif_id, modalite=modalite, debut=le, lieu=lieu
    )


@transaction.atomic
def retablir_modalite(acteur: Acteur, *, periode: PeriodeModalite, fin: date | None) -> PeriodeModalite:
    """Give a period the end it had before a change that is withdrawn (None: open again)."""
    exiger(acteur, periode.dispositif_id)
    periode.fin = fin
    _enregistrer(periode)
    tracer(
        acteur,
        "retablir_modalite",
        dispositif_id=periode.dispositif_id,
        jeune=periode.jeune,
        modalite=periode.modalite,
        fin=fin or "",
    )
    return periode


@transaction.atomic
def retirer_modalite(acteur: Acteur, *, periode: PeriodeModalite) -> None:
    """Take away a period that never began, its change being withdrawn."""
    exiger(acteur, periode.dispositif_id)
    tracer(
        acteur,
        "retirer_modalite",
        dispositif_id=periode.dispositif_id,
        jeune=periode.jeune,
        modalite=periode.modalite,
        debut=periode.debut,
    )
    periode.delete()


def _enregistrer(periode: PeriodeModalite) -> None:
    """Save, and say in French what the database refused."""
    if periode.fin is not None and periode.fin < periode.debut:
        raise ErreurParcours("Le dernier jour est avant le premier. Vérifiez la date.", champ="fin")
    try:
        with transaction.atomic():
            periode.save()
    except IntegrityError as refus:
        raise _en_francais(periode) from refus


def _en_francais(periode: PeriodeModalite) -> ErreurParcours:
    memes = PeriodeModalite.objects.filter(
        jeune_id=periode.jeune_id, dispositif_id=periode.dispositif_id, modalite=periode.modalite
    ).exclude(pk=periode.pk)
    nouveau = intervalle_de_periode(periode)
    autre = premier_chevauchement(nouveau, [intervalle_de_periode(meme) for meme in memes])
    if autre is None:
        return ErreurParcours("Cette période n'a pas pu être enregistrée. Vérifiez les dates.", champ="debut")
    return ErreurParcours(refus_de_chevauchement(nouveau, autre), champ="debut")
