"""Absences declared for a stretch of time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise, SaisieAbsence
from maillage.agenda.domain.heures import vers_utc
from maillage.agenda.domain.presences import ABSENT, ExceptionPresence
from maillage.agenda.models import Absence, Justificatif, ParticipationJeune
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.confirmation import accorder_absence, valider
from maillage.agenda.services.ecriture import (
    Resultat,
    enregistrer,
    exiger_ecriture,
    exiger_motif_local,
    prendre,
    tracer,
)
from maillage.parcours import selectors as parcours
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import de_qui
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
    return Resultat(absence, f"Absence {de_qui(str(absence.jeune))} enregistrée.", registre.clore())


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
    return Resultat(absence, f"Absence {de_qui(str(absence.jeune))} modifiée.", registre.clore())


@dataclass(frozen=True)
class Traitement:
    """What handling an absence says: its reason, what explains it, and whether the family has just been called."""

    motif: str
    motif_local_id: int | None = None
    justificatif: str = ""
    rappel_fait: bool = False


@transaction.atomic
def traiter_absence(
    acteur: Acteur, dispositif: DispositifVise, *, absence_id: int, traitement: Traitement, version: int
) -> Resultat[Absence]:
    """Handle an absence in one gesture: reason, proof, call. It leaves the list of what is left to handle."""
    absence = _prendre(acteur, dispositif, absence_id, version)
    registre = Registre(acteur, dispositif, "traiter_absence")
    registre.retenir(absence)
    _traiter(absence, dispositif, traitement)
    absence.version += 1
    absence.save()
    _tracer(acteur, dispositif, registre.acte, absence)
    return Resultat(absence, f"Absence {de_qui(str(absence.jeune))} traitée.", registre.clore())


@transaction.atomic
def traiter_presence(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    identifiant: str,
    jeune: str,
    traitement: Traitement,
    version: int,
) -> Resultat[Absence]:
    """Handle someone noted absent without a reason: the absence is written for that événement, and handled."""
    exiger_ecriture(acteur, dispositif)
    evenement = prendre(dispositif, identifiant, version=version)
    lignes = ParticipationJeune.objects.filter(evenement=evenement, jeune__identifiant=jeune, presence=ABSENT)
    participation = lignes.select_related("jeune").first()
    if participation is None:
        raise Introuvable("Ce jeune n'est pas, ou plus, noté absent de cet événement.")
    exception = ExceptionPresence(ABSENT, traitement.motif, participation.preavis_h, traitement.motif_local_id)
    registre = Registre(acteur, dispositif, "traiter_absence")
    registre.retenir(evenement)
    absence = accorder_absence(participation, valider(dispositif, exception), evenement, registre)
    if absence is None:
        raise ErreurAgenda("Choisissez un motif.", champ="motif")
    _traiter(absence, dispositif, traitement)
    absence.save()
    enregistrer(evenement, [])
    tracer(acteur, registre.acte, [evenement], jeune_id=participation.jeune_id)
    return Resultat(absence, f"Absence {de_qui(str(participation.jeune))} traitée.", registre.clore())


@transaction.atomic
def rouvrir_absence(
    acteur: Acteur, dispositif: DispositifVise, *, absence_id: int, version: int | None = None
) -> Resultat[Absence]:
    """Put a handled absence back among what is left to handle."""
    absence = _prendre(acteur, dispositif, absence_id, version)
    registre = Registre(acteur, dispositif, "rouvrir_absence")
    registre.retenir(absence)
    absence.traitee_le, absence.version = None, absence.version + 1
    absence.save(update_fields=["traitee_le", "version"])
    _tracer(acteur, dispositif, registre.acte, absence)
    return Resultat(absence, f"Absence {de_qui(str(absence.jeune))} : à traiter de nouveau.", registre.clore())


@transaction.atomic
def supprimer_absence(
    acteur: Acteur, dispositif: DispositifVise, *, absence_id: int, version: int | None = None
) -> Resultat[None]:
    """Remove a declared absence."""
    absence = _prendre(acteur, dispositif, absence_id, version)
    registre = Registre(acteur, dispositif, "supprimer_absence")
    registre.retenir(absence)
    _tracer(acteur, dispositif, registre.acte, absence)
    phrase = f"Absence {de_qui(str(absence.jeune))} supprimée."
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
    exiger_motif_local(dispositif, saisie.motif, saisie.motif_local_id)
    absence.jeune_id, absence.motif = saisie.jeune_id, saisie.motif
    absence.motif_local_id = saisie.motif_local_id
    absence.debut, absence.fin = saisie.instants()
    absence.prevenu_le = None if saisie.prevenu_le is None else vers_utc(saisie.prevenu_le)
    absence.dispositif_id = None if saisie.partout else dispositif.pk


def _traiter(absence: Absence, dispositif: DispositifVise, traitement: Traitement) -> None:
    if traitement.motif not in MotifAbsence.values:
        raise ErreurAgenda("Choisissez un motif.", champ="motif")
    if traitement.justificatif and traitement.justificatif not in Justificatif.values:
        raise ErreurAgenda("Ce choix de justificatif n'existe pas.", champ="justificatif")
    exiger_motif_local(dispositif, traitement.motif, traitement.motif_local_id)
    maintenant = timezone.now()
    absence.motif, absence.motif_local_id = traitement.motif, traitement.motif_local_id
    absence.justificatif, absence.traitee_le = traitement.justificatif, maintenant
    if traitement.rappel_fait:
        absence.rappel_le = maintenant


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
