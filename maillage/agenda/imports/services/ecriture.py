"""Bulk writing of a plan: a few statements by kind of row, whatever the number of événements. Call it in a transaction."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from maillage.agenda.imports.domain.etat import CHAMPS_SIMPLES, Etat, vers_json
from maillage.agenda.imports.domain.plan import Changement, Plan
from maillage.agenda.imports.domain.reunion import Cle, Occurrence
from maillage.agenda.imports.existant import Registre, tranches
from maillage.agenda.models import (
    Absence,
    EffetLot,
    Evenement,
    LotImport,
    OccurrenceImportee,
    ParticipationJeune,
    ParticipationPro,
)
from maillage.socle.fields import ALPHABET

LOT_D_INSERTION = 2000
EVENEMENT = "evenement"
ABSENCE = "absence"
CHAMPS_ECRITS = (*CHAMPS_SIMPLES, "version", "modifie_le")
CHAMPS_ABSENCE = ("debut", "fin", "motif", "motif_local")
LONGUEUR_IDENTIFIANT = 12


@dataclass
class Ecritures:
    """Rows to insert, to update and to delete, gathered before the first statement."""

    evenements: list[Evenement] = field(default_factory=list)
    jeunes: list[ParticipationJeune] = field(default_factory=list)
    pros: list[ParticipationPro] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    memoires: list[OccurrenceImportee] = field(default_factory=list)
    effets: list[EffetLot] = field(default_factory=list)
    evenements_changes: list[Evenement] = field(default_factory=list)
    presences_changees: list[ParticipationJeune] = field(default_factory=list)
    absences_changees: list[Absence] = field(default_factory=list)
    memoires_changees: list[OccurrenceImportee] = field(default_factory=list)
    supprimees: dict[type[Model], list[int]] = field(default_factory=dict)

    def supprimer(self, model: type[Model], cles: Iterable[int]) -> None:
        self.supprimees.setdefault(model, []).extend(cles)


def ecrire_plan(lot: LotImport, code_dispositif: str, plan: Plan, registre: Registre) -> None:
    """Write the événements to create and to change, and what is needed to undo it."""
    _creer(lot, code_dispositif, plan.ajouts)
    _changer(lot, [*plan.changements, *plan.disparus], registre)


def _creer(lot: LotImport, code_dispositif: str, ajouts: Sequence[Occurrence]) -> None:
    ecritures = Ecritures()
    crees = [_evenement(lot, code_dispositif, occurrence) for occurrence in ajouts]
    inserer(Evenement, crees)
    for evenement, occurrence in zip(crees, ajouts, strict=True):
        etat = occurrence.etat
        ecritures.jeunes += [
            ParticipationJeune(evenement=evenement, jeune_id=pk, presence=presence)
            for pk, presence in etat.jeunes.items()
        ]
        ecritures.pros += [ParticipationPro(evenement=evenement, professionnel_id=pk) for pk in sorted(etat.pros)]
        ecritures.absences += [_absence(evenement, pk, motif) for pk, motif in etat.absences.items()]
        ecritures.memoires.append(_memoire(lot, occurrence.cle, evenement.pk, etat))
        ecritures.effets.append(effet(lot, EVENEMENT, evenement.pk, version=evenement.version))
    executer(lot, ecritures)


def _evenement(lot: LotImport, code_dispositif: str, occurrence: Occurrence) -> Evenement:
    return Evenement(
        identifiant=identifiant_stable(code_dispositif, lot.source, occurrence.cle),
        dispositif_id=lot.dispositif_id,
        source=lot.source,
        source_ref=occurrence.reference,
        lot=lot,
        **{nom: getattr(occurrence.etat, nom) for nom in CHAMPS_SIMPLES},
    )


def identifiant_stable(code_dispositif: str, source: str, cle: Cle) -> str:
    """Identifier drawn from the key: the same file, in any order and in any database, gives the same événements."""
    texte = "\n".join((code_dispositif, source, cle[0], cle[1].isoformat()))
    nombre = int.from_bytes(hashlib.sha256(texte.encode()).digest()[:8])
    return "".join(ALPHABET[nombre // len(ALPHABET) ** rang % len(ALPHABET)] for rang in range(LONGUEUR_IDENTIFIANT))


def _absence(evenement: Evenement, jeune_id: int, motif: str) -> Absence:
    return Absence(
        jeune_id=jeune_id,
        dispositif_id=evenement.dispositif_id,
        debut=evenement.debut,
        fin=evenement.fin,
        motif=motif,
        source=evenement.source,
        source_ref=evenement.source_ref,
        lot_id=evenement.lot_id,
    )


def _memoire(lot: LotImport, cle: Cle, evenement_id: int, dit: Etat) -> OccurrenceImportee:
    return OccurrenceImportee(
        dispositif_id=lot.dispositif_id,
        source=lot.source,
        reference=cle[0],
        jour=cle[1],
        evenement_id=evenement_id,
        dit=vers_json(dit),
    )


def effet(lot: LotImport, objet: str, objet_id: int, *, version: int, avant: dict[str, Any] | None = None) -> EffetLot:
    """What the lot did to one object; `avant` is None when it created it."""
    return EffetLot(lot=lot, objet=objet, objet_id=objet_id, avant=avant, version_apres=version)


def _changer(lot: LotImport, changements: Sequence[Changement], registre: Registre) -> None:
    ecritures = Ecritures()
    for changement in changements:
        ecritures.memoires_changees.append(_memoire(lot, changement.cle, changement.evenement_id, changement.nouveau))
        if changement.decision.etat is not None:
            _changer_un(lot, changement, changement.decision.etat, registre, ecritures)
    executer(lot, ecritures)


def _changer_un(lot: LotImport, changement: Changement, etat: Etat, registre: Registre, ecritures: Ecritures) -> None:
    evenement = registre.evenements[changement.evenement_id]
    avant = photographier(registre, evenement, changement.ancien)
    for nom in CHAMPS_SIMPLES:
        setattr(evenement, nom, getattr(etat, nom))
    evenement.version += 1
    ecritures.evenements_changes.append(evenement)
    ecritures.effets.append(effet(lot, EVENEMENT, evenement.pk, version=evenement.version, avant=avant))
    accorder_personnes(evenement.pk, etat.jeunes, etat.pros, registre, ecritures)
    _accorder_absences(lot, evenement, etat, registre, ecritures)


def photographier(registre: Registre, evenement: Evenement, dit: Etat | None) -> dict[str, Any]:
    """Everything needed to put the événement back as it is now."""
    return {
        "etat": vers_json(registre.etat(evenement.pk)),
        "preavis": {
            str(pk): str(participation.preavis_h)
            for pk, participation in registre.jeunes[evenement.pk].items()
            if participation.preavis_h is not None
        },
        "version": evenement.version,
        "dit": vers_json(dit) if dit else None,
    }


def accorder_personnes(
    pk: int, jeunes: dict[int, str] | Any, pros: frozenset[int], registre: Registre, ecritures: Ecritures
) -> None:
    """Plan the smallest changes that leave exactly these people in the événement."""
    presents = registre.jeunes[pk]
    for jeune_id, presence in jeunes.items():
        if jeune_id not in presents:
            ecritures.jeunes.append(ParticipationJeune(evenement_id=pk, jeune_id=jeune_id, presence=presence))
        elif presents[jeune_id].presence != presence:
            presents[jeune_id].presence = presence
            ecritures.presences_changees.append(presents[jeune_id])
    ecritures.supprimer(ParticipationJeune, (p.pk for jeune_id, p in presents.items() if jeune_id not in jeunes))
    ecritures.pros += [
        ParticipationPro(evenement_id=pk, professionnel_id=pro) for pro in sorted(pros - registre.pros[pk].keys())
    ]
    ecritures.supprimer(ParticipationPro, (p.pk for pro, p in registre.pros[pk].items() if pro not in pros))


def _accorder_absences(
    lot: LotImport, evenement: Evenement, etat: Etat, registre: Registre, ecritures: Ecritures
) -> None:
    presentes = registre.absences[evenement.pk]
    for jeune_id, motif in etat.absences.items():
        if jeune_id not in presentes:
            ecritures.absences.append(_absence(evenement, jeune_id, motif))
            continue
        absence = presentes[jeune_id]
        avant = decrire_absence(absence)
        if absence.motif != motif:
            absence.motif_local_id = None
        absence.debut, absence.fin, absence.motif = evenement.debut, evenement.fin, motif
        if decrire_absence(absence) != avant:
            ecritures.absences_changees.append(absence)
            ecritures.effets.append(effet(lot, ABSENCE, absence.pk, version=empreinte_absence(absence), avant=avant))
    for jeune_id, absence in presentes.items():
        if jeune_id not in etat.absences:
            ecritures.supprimer(Absence, [absence.pk])
            ecritures.effets.append(effet(lot, ABSENCE, absence.pk, version=0, avant=decrire_absence(absence)))


def decrire_absence(absence: Absence) -> dict[str, Any]:
    """JSON state of an absence; what a person said of it since (handled, local reason) only when there is something: older checksums stay true."""
    dit = {
        "motif_local_id": absence.motif_local_id,
        "justificatif": absence.justificatif,
        "rappel_le": absence.rappel_le.isoformat() if absence.rappel_le else None,
        "traitee_le": absence.traitee_le.isoformat() if absence.traitee_le else None,
    }
    return {
        **{champ: valeur for champ, valeur in dit.items() if valeur},
        "jeune_id": absence.jeune_id,
        "dispositif_id": absence.dispositif_id,
        "debut": absence.debut.isoformat(),
        "fin": absence.fin.isoformat() if absence.fin else None,
        "motif": absence.motif,
        "prevenu_le": absence.prevenu_le.isoformat() if absence.prevenu_le else None,
        "source": absence.source,
        "source_ref": absence.source_ref,
        "lot_id": absence.lot_id,
    }


def empreinte_absence(absence: Absence) -> int:
    """Positive 31-bit checksum of an absence, never 0: another value later means that someone wrote since."""
    return (zlib.crc32(repr(sorted(decrire_absence(absence).items())).encode()) & 0x3FFFFFFF) + 1


def executer(lot: LotImport, ecritures: Ecritures) -> None:
    """Send everything, then the effects (absences have their primary key by then)."""
    for model, cles in ecritures.supprimees.items():
        supprimer(model, cles)
    ecrire_par_dessus(Evenement, ecritures.evenements_changes, CHAMPS_ECRITS)
    ecrire_par_dessus(ParticipationJeune, ecritures.presences_changees, ("presence", "preavis_h"))
    ecrire_par_dessus(Absence, ecritures.absences_changees, CHAMPS_ABSENCE)
    inserer(ParticipationJeune, ecritures.jeunes)
    inserer(ParticipationPro, ecritures.pros)
    inserer(Absence, ecritures.absences)
    inserer(OccurrenceImportee, ecritures.memoires)
    OccurrenceImportee.objects.bulk_create(
        ecritures.memoires_changees,
        batch_size=LOT_D_INSERTION,
        update_conflicts=True,
        unique_fields=["dispositif", "source", "reference", "jour"],
        update_fields=["dit"],
    )
    ecritures.effets += [effet(lot, ABSENCE, a.pk, version=empreinte_absence(a)) for a in ecritures.absences]
    inserer(EffetLot, ecritures.effets)


def inserer(model: type[Model], lignes: Sequence[Model]) -> None:
    model._default_manager.bulk_create(lignes, batch_size=LOT_D_INSERTION)


def ecrire_par_dessus(model: type[Model], lignes: Sequence[Model], champs: Sequence[str]) -> None:
    """Update rows by primary key in one statement a batch: an upsert, far faster than one CASE by field."""
    model._default_manager.bulk_create(
        lignes, batch_size=LOT_D_INSERTION, update_conflicts=True, unique_fields=["pk"], update_fields=list(champs)
    )


def supprimer(model: type[Model], cles: Sequence[int]) -> None:
    """Delete rows by primary key, without reading them first; what depends on them must be gone already."""
    for tranche in tranches(cles):
        lignes = model._default_manager.filter(pk__in=tranche)
        lignes._raw_delete(lignes.db)
