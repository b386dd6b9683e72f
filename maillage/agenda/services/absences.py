"""Absences declared for a stretch of time."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise, SaisieAbsence
from maillage.agenda.domain.heures import vers_utc
from maillage.agenda.models import Absence, ParticipationJeune
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.ecriture import Resultat, exiger_ecriture
from maillage.parcours import selectors as parcours
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser, marquer_faits_modifies
from maillage.socle.vocabulaire import MotifAbsence


@transaction.atomic
def declarer_absence(acteur: Acteur, dispositif: DispositifVise, *, saisie: SaisieAbsence) -> Resultat[Absence]:
    """Declare that a young person is away, in this dispositif or everywhere."""
    exiger_ecriture(acteur, dispositif)
    absence = Absence(jeune_id=saisie.jeune_id)
    _appliquer(absence, dispositif, saisie)
    absence.save()
    registre = Registre(acteur, dispositif, "declarer_absence")
    registre.creer(absence)
    _tracer(acteur, dispositif, registre.acte, absence)
    return Resultat(absence, f"Absence de {absence.jeune} enregistrée.", registre.clore())


@transaction.atomic
def modifier_absence(
    acteur: Acteur, dispositif: DispositifVise, *, absence_id: int, saisie: SaisieAbsence, version: int
) -> Resultat[Absence]:
    """Change a declared absence; refuse a version that is no longer the stored one."""
    absence = _prendre(acteur, dispositif, absence_id, version)
    registre = Registre(acteur, dispositif, "modifier_absence")
    registre.retenir(absence)
    _appliquer(absence, dispositif, saisie)
    absence.version += 1
    absence.save()
    _tracer(acteur, dispositif, registre.acte, absence)
    return Resultat(absence, f"Absence de {absence.jeune} modifiée.", registre.clore())


@transaction.atomic
def supprimer_absence(
    acteur: Acteur, dispositif: DispositifVise, *, absence_id: int, version: int | None = None
) -> Resultat[None]:
    """Remove a declared absence."""
    absence = _prendre(acteur, dispositif, absence_id, version)
    registre = Registre(acteur, dispositif, "supprimer_absence")
    registre.retenir(absence)
    _tracer(acteur, dispositif, registre.acte, absence)
    phrase = f"Absence de {absence.jeune} supprimée."
    absence.delete()
    return Resultat(None, phrase, registre.clore())


def _prendre(acteur: Acteur, dispositif: DispositifVise, absence_id: int, version: int | None) -> Absence:
    exiger_ecriture(acteur, dispositif)
    ici = Q(dispositif_id=dispositif.pk) | Q(
        dispositif__isnull=True, jeune_id__in=jeunes_a_inscrire(dispositif.pk).values("pk")
    )
    absence = Absence.objects.select_for_update().filter(ici, pk=absence_id).first()
    if absence is None:
        raise Introuvable("Cette absence n'existe pas, ou plus, dans ce dispositif.")
    if version is not None and absence.version != version:
        raise ErreurAgenda(
            "Cette absence a été modifiée entre-temps par une autre personne. Rien n'a été enregistré : relisez-la."
        )
    return absence


def _appliquer(absence: Absence, dispositif: DispositifVise, saisie: SaisieAbsence) -> None:
    if not jeunes_a_inscrire(dispositif.pk).filter(pk=saisie.jeune_id).exists():
        raise ErreurAgenda("Ce jeune n'est pas connu de ce dispositif.", champ="jeune")
    if saisie.motif not in MotifAbsence.values:
        raise ErreurAgenda("Choisissez un motif.", champ="motif")
    absence.jeune_id, absence.motif = saisie.jeune_id, saisie.motif
    absence.debut, absence.fin = saisie.instants()
    absence.prevenu_le = None if saisie.prevenu_le is None else vers_utc(saisie.prevenu_le)
    absence.dispositif_id = None if saisie.partout else dispositif.pk


def _tracer(acteur: Acteur, dispositif: DispositifVise, acte: str, absence: Absence) -> None:
    journaliser(
        acteur,
        f"agenda.{acte}",
        objet=f"absence:{absence.pk}",
        dispositif_id=dispositif.pk,
        jeune_id=absence.jeune_id,
        details={"motif": absence.motif},
    )
    inscrit = ParticipationJeune.objects.filter(jeune_id=absence.jeune_id)
    ou_inscrit = inscrit.order_by().values_list("evenement__dispositif_id", flat=True).distinct()
    marquer_faits_modifies({dispositif.pk, *ou_inscrit, *parcours.dispositifs_qui_connaissent(absence.jeune_id)})
