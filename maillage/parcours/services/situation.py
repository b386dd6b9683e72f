"""Schooling and complexity criteria."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.intervalles import Intervalle, premier_chevauchement, refus_de_chevauchement, veille
from maillage.parcours.models import Complexite, Jeune, Scolarite
from maillage.parcours.services.ecriture import exiger, tracer, tracer_partout
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import CritereComplexite


@transaction.atomic
def declarer_scolarite(
    acteur: Acteur,
    *,
    jeune: Jeune,
    dispositif_id: int,
    code: str,
    debut: date,
    etablissement: str = "",
    uai: str = "",
) -> Scolarite:
    """Say how the young person goes to school from `debut`; the schooling open until then ends the day before."""
    exiger(acteur, dispositif_id)
    if Scolarite.objects.filter(jeune=jeune, debut__gte=debut).exists():
        raise ErreurParcours(
            "Une scolarité plus récente est déjà déclarée. Choisissez une date après elle.", champ="debut"
        )
    Scolarite.objects.filter(jeune=jeune, fin__isnull=True).update(fin=veille(debut))
    scolarite = Scolarite.objects.create(
        jeune=jeune, code=code, debut=debut, etablissement=etablissement.strip(), uai=uai.strip().upper()
    )
    tracer_partout(acteur, "declarer_scolarite", dispositif_id=dispositif_id, jeune=jeune, code=code, debut=debut)
    return scolarite


@transaction.atomic
def retirer_scolarite(acteur: Acteur, *, scolarite: Scolarite, dispositif_id: int) -> None:
    """Take away a schooling that never began, its change being withdrawn; the one that ended the day before is open again."""
    exiger(acteur, dispositif_id)
    jeune, debut = scolarite.jeune, scolarite.debut
    scolarite.delete()
    Scolarite.objects.filter(jeune=jeune, fin=veille(debut)).update(fin=None)
    tracer_partout(acteur, "retirer_scolarite", dispositif_id=dispositif_id, jeune=jeune, debut=debut)


@transaction.atomic
def ajouter_critere(acteur: Acteur, *, jeune: Jeune, dispositif_id: int, critere: str, debut: date) -> Complexite:
    """Note a complexity criterion from `debut` (R28). The same criterion may not be open twice."""
    exiger(acteur, dispositif_id)
    nouveau = Intervalle(debut, None, str(CritereComplexite(critere).label))
    memes = Complexite.objects.filter(jeune=jeune, dispositif_id=dispositif_id, critere=critere)
    existants = [Intervalle(meme.debut, meme.fin, meme.get_critere_display()) for meme in memes]
    if autre := premier_chevauchement(nouveau, existants):
        raise ErreurParcours(refus_de_chevauchement(nouveau, autre), champ="debut")
    complexite = Complexite.objects.create(jeune=jeune, dispositif_id=dispositif_id, critere=critere, debut=debut)
    tracer(acteur, "ajouter_critere", dispositif_id=dispositif_id, jeune=jeune, critere=critere, debut=debut)
    return complexite


@transaction.atomic
def clore_critere(acteur: Acteur, *, complexite: Complexite, fin: date) -> Complexite:
    """Note the last day of a complexity criterion."""
    exiger(acteur, complexite.dispositif_id)
    if fin < complexite.debut:
        raise ErreurParcours("Le dernier jour est avant le premier. Vérifiez la date.", champ="fin")
    complexite.fin = fin
    complexite.save(update_fields=["fin"])
    tracer(
        acteur,
        "clore_critere",
        dispositif_id=complexite.dispositif_id,
        jeune=complexite.jeune,
        critere=complexite.critere,
        fin=fin,
    )
    return complexite
