"""Undoing a lot exactly: what it created goes, what it changed comes back, unless someone wrote since; then it is left, and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.heures import vers_local
from maillage.agenda.imports.domain.etat import CHAMPS_SIMPLES, depuis_json
from maillage.agenda.imports.existant import Registre, charger, tranches
from maillage.agenda.imports.services.analyse import collecte_suspendue
from maillage.agenda.imports.services.depot import exiger_imports, tracer, verrouiller
from maillage.agenda.imports.services.ecriture import (
    ABSENCE,
    EVENEMENT,
    LOT_D_INSERTION,
    Ecritures,
    accorder_personnes,
    empreinte_absence,
    executer,
    inserer,
    supprimer,
)
from maillage.agenda.models import (
    Absence,
    EffetLot,
    EtatLot,
    Evenement,
    LotImport,
    OccurrenceImportee,
    ParticipationJeune,
    ParticipationPro,
)
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_heure, ecrire_jour_annee
from maillage.socle.services import marquer_faits_modifies

PAS_APPLIQUE = "Ce fichier n'est pas appliqué : il n'y a rien à annuler."
LAISSES_MONTRES = 200


@dataclass
class Bilan:
    """What undoing did; `laisses` are sentences."""

    supprimes: int = 0
    retablis: int = 0
    laisses: list[str] = field(default_factory=list)

    def en_json(self) -> dict[str, Any]:
        return {
            "supprimes": self.supprimes,
            "retablis": self.retablis,
            "laisses": self.laisses[:LAISSES_MONTRES],
            "nombre_laisses": len(self.laisses),
        }


@collecte_suspendue()
def annuler_lot(acteur: Acteur, lot: LotImport) -> LotImport:
    """Undo an applied lot; its report says what was left because it was changed since. Raise ErreurImport in another state."""
    exiger_imports(acteur, lot.dispositif_id)
    with transaction.atomic():
        verrouiller(lot, (EtatLot.APPLIQUE,), PAS_APPLIQUE)
        effets = list(EffetLot.objects.filter(lot=lot).order_by("pk"))
        bilan = Bilan()
        _defaire_absences(lot, [effet for effet in effets if effet.objet == ABSENCE], bilan)
        _defaire_evenements(lot, [effet for effet in effets if effet.objet == EVENEMENT], bilan)
        lot.refresh_from_db(fields=["compte_rendu"])
        lot.compte_rendu = {**lot.compte_rendu, "annulation": bilan.en_json()}
        lot.etat, lot.annule_le = EtatLot.ANNULE, timezone.now()
        lot.save(update_fields=["compte_rendu", "etat", "annule_le"])
        details = {"supprimes": bilan.supprimes, "retablis": bilan.retablis, "laisses": len(bilan.laisses)}
        tracer(acteur, "agenda.annuler_import", lot, details)
        marquer_faits_modifies([lot.dispositif_id])
    return lot


def _defaire_evenements(lot: LotImport, effets: Sequence[EffetLot], bilan: Bilan) -> None:
    registre = charger([effet.objet_id for effet in effets])
    intacts = []
    for effet in effets:
        evenement = registre.evenements.get(effet.objet_id)
        if evenement is not None and evenement.version == effet.version_apres:
            intacts.append(effet)
        elif evenement is not None:
            bilan.laisses.append(_dire(evenement))
    crees = [effet.objet_id for effet in intacts if effet.avant is None]
    _supprimer_evenements(crees, registre)
    bilan.supprimes += len(crees)
    _retablir_evenements(lot, [effet for effet in intacts if effet.avant is not None], registre)
    bilan.retablis += len(intacts) - len(crees)


def _dire(evenement: Evenement) -> str:
    local = vers_local(evenement.debut)
    return f"« {evenement} », {ecrire_jour_annee(local)} à {ecrire_heure(local.time())} : modifié depuis l'import, laissé tel quel"


def _supprimer_evenements(cles: Sequence[int], registre: Registre) -> None:
    supprimer(ParticipationJeune, [ligne.pk for pk in cles for ligne in registre.jeunes[pk].values()])
    supprimer(ParticipationPro, [ligne.pk for pk in cles for ligne in registre.pros[pk].values()])
    for tranche in tranches(cles):
        memoires = OccurrenceImportee.objects.filter(evenement__in=tranche)
        memoires._raw_delete(memoires.db)
    supprimer(Evenement, cles)


def _retablir_evenements(lot: LotImport, effets: Sequence[EffetLot], registre: Registre) -> None:
    ecritures = Ecritures()
    versions: dict[int, tuple[int, int]] = {}
    dits: dict[int, dict[str, Any] | None] = {}
    for effet in effets:
        avant, evenement = effet.avant or {}, registre.evenements[effet.objet_id]
        etat = depuis_json(avant["etat"])
        for nom in CHAMPS_SIMPLES:
            setattr(evenement, nom, getattr(etat, nom))
        evenement.version += 1
        versions[evenement.pk] = (avant["version"], evenement.version)
        dits[evenement.pk] = avant["dit"]
        ecritures.evenements_changes.append(evenement)
        accorder_personnes(evenement.pk, etat.jeunes, etat.pros, registre, ecritures)
    _rendre_preavis({effet.objet_id: (effet.avant or {})["preavis"] for effet in effets}, ecritures)
    executer(lot, ecritures)
    _rendre_memoires(dits)
    _suivre_versions(lot, versions)


def _rendre_preavis(preavis: dict[int, dict[str, str]], ecritures: Ecritures) -> None:
    """A young person put back in an événement finds the notice that had been noted."""
    for participation in ecritures.jeunes:
        note = preavis[participation.evenement_id].get(str(participation.jeune_id))
        participation.preavis_h = Decimal(note) if note else None


def _rendre_memoires(dits: dict[int, dict[str, Any] | None]) -> None:
    """The source said again what it said before the lot; it never spoke of those without memory."""
    supprimees: list[int] = []
    changees: list[OccurrenceImportee] = []
    for tranche in tranches(dits.keys()):
        for memoire in OccurrenceImportee.objects.filter(evenement__in=tranche):
            dit = dits[memoire.evenement_id]
            if dit is None:
                supprimees.append(memoire.pk)
            else:
                memoire.dit = dit
                changees.append(memoire)
    supprimer(OccurrenceImportee, supprimees)
    OccurrenceImportee.objects.bulk_create(
        changees, batch_size=LOT_D_INSERTION, update_conflicts=True, unique_fields=["pk"], update_fields=["dit"]
    )


def _suivre_versions(lot: LotImport, versions: dict[int, tuple[int, int]]) -> None:
    """An earlier lot that left the state now restored may still be undone: it follows the version of the restored événement."""
    suivis = []
    for tranche in tranches(versions.keys()):
        for effet in EffetLot.objects.filter(objet=EVENEMENT, objet_id__in=tranche).exclude(lot=lot):
            avant, apres = versions[effet.objet_id]
            if effet.version_apres == avant:
                effet.version_apres = apres
                suivis.append(effet)
    EffetLot.objects.bulk_create(
        suivis, batch_size=LOT_D_INSERTION, update_conflicts=True, unique_fields=["pk"], update_fields=["version_apres"]
    )


def _defaire_absences(lot: LotImport, effets: Sequence[EffetLot], bilan: Bilan) -> None:
    presentes: dict[int, Absence] = {}
    for tranche in tranches([effet.objet_id for effet in effets]):
        presentes |= Absence.objects.in_bulk(tranche)
    ecritures, a_recreer, a_supprimer = Ecritures(), [], []
    for effet in effets:
        absence = presentes.get(effet.objet_id)
        if absence is None:
            if effet.version_apres == 0 and effet.avant is not None:
                a_recreer.append(_absence_de(effet.objet_id, effet.avant))
        elif empreinte_absence(absence) != effet.version_apres:
            bilan.laisses.append(f"absence ({absence}) : modifiée depuis l'import, laissée telle quelle")
        elif effet.avant is None:
            a_supprimer.append(absence.pk)
        else:
            ecritures.absences_changees.append(_absence_de(absence.pk, effet.avant))
    supprimer(Absence, a_supprimer)
    executer(lot, ecritures)
    inserer(Absence, a_recreer)


def _absence_de(pk: int, donnees: dict[str, Any]) -> Absence:
    instants = ("debut", "fin", "prevenu_le", "rappel_le", "traitee_le")
    moments = {nom: datetime.fromisoformat(donnees[nom]) if donnees.get(nom) else None for nom in instants}
    return Absence(pk=pk, **{**donnees, **moments})
