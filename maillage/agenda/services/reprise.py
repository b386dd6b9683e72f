"""Taking the ledger back from elsewhere (FHIR, full export): reconciled on identifiers, the same événements twice change nothing.

The caller wraps everything in one transaction and rolls it back when there are refusals.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.models import Absence, Evenement, ParticipationJeune, ParticipationPro
from maillage.agenda.services.ecriture import exiger_ecriture
from maillage.socle.acteur import Acteur
from maillage.socle.domain.reprise import BilanReprise
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.socle.services import journaliser, marquer_faits_modifies

Ligne = dict[str, Any]
LOT = 1000
TRANCHE = 500
COMPARES = (
    "debut",
    "fin",
    "statut",
    "categorie",
    "modalite",
    "lieu_type",
    "lieu",
    "titre",
    "source",
    "source_ref",
    "confirme_le",
    "etablissement_id",
)


def reprendre_agenda(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    evenements: list[tuple[Ligne, list[Ligne], list[int]]],
    absences: list[Ligne],
) -> list[BilanReprise]:
    """Create or complete événements (columns, inscriptions with `jeune_id`, professionals) and absences of a dispositif.

    An événement is the same when its identifier is, an absence when its young person, first moment and reason are. An événement of the
    same identifier in another dispositif is refused. Raises PermissionDenied.
    """
    exiger_ecriture(acteur, dispositif)
    bilans = [_reprendre_evenements(dispositif, evenements), _reprendre_absences(dispositif, absences)]
    if any(not bilan.sans_effet for bilan in bilans):
        marquer_faits_modifies([dispositif.pk])
        nombres = {bilan.nature: bilan.crees + bilan.modifies for bilan in bilans}
        journaliser(acteur, "agenda.reprendre", dispositif_id=dispositif.pk, details=nombres)
    return bilans


def _reprendre_evenements(
    dispositif: DispositifVise, evenements: list[tuple[Ligne, list[Ligne], list[int]]]
) -> BilanReprise:
    bilan = BilanReprise("événements")
    connus = _connus([ligne["identifiant"] for ligne, _, _ in evenements])
    nouveaux, a_inscrire = [], []
    for ligne, inscrits, pros in evenements:
        connu = connus.get(ligne["identifiant"])
        if ligne["fin"] <= ligne["debut"]:
            bilan.refus.append(f"événement {ligne['identifiant']} : la fin n'est pas après le début")
        elif connu is None:
            evenement = Evenement(dispositif_id=dispositif.pk, **ligne)
            nouveaux.append(evenement)
            a_inscrire.append((evenement, inscrits, pros))
        elif connu.dispositif_id != dispositif.pk:
            bilan.refus.append(f"événement {ligne['identifiant']} : il appartient à un autre dispositif")
        else:
            _completer(bilan, connu, ligne, inscrits, pros)
    if bilan.refus:
        return bilan
    Evenement.objects.bulk_create(nouveaux, batch_size=LOT)
    _inscrire(a_inscrire)
    bilan.crees = len(nouveaux)
    return bilan


def _connus(identifiants: list[str]) -> dict[str, Evenement]:
    """Return the événements of these identifiers, with who is listed in them, by slices (three queries a slice)."""
    connus: dict[str, Evenement] = {}
    for rang in range(0, len(identifiants), TRANCHE):
        lus = Evenement.objects.filter(identifiant__in=identifiants[rang : rang + TRANCHE])
        connus |= {e.identifiant: e for e in lus.prefetch_related("participations_jeunes", "participations_pros")}
    return connus


def _completer(bilan: BilanReprise, connu: Evenement, ligne: Ligne, inscrits: list[Ligne], pros: list[int]) -> None:
    """Bring an événement to what the lot says; whoever is listed here and not in the lot stays listed."""
    changes = [champ for champ in COMPARES if champ in ligne and getattr(connu, champ) != ligne[champ]]
    presences = {p.jeune_id: p for p in connu.participations_jeunes.all()}
    dits = [
        (presences[i["jeune_id"]], i)
        for i in inscrits
        if i["jeune_id"] in presences and presences[i["jeune_id"]].presence != i["presence"]
    ]
    absents = [i for i in inscrits if i["jeune_id"] not in presences]
    intervenants = {p.professionnel_id for p in connu.participations_pros.all()}
    manquants = [pro for pro in pros if pro not in intervenants]
    if not (changes or dits or absents or manquants):
        bilan.identiques += 1
        return
    for champ in changes:
        setattr(connu, champ, ligne[champ])
    connu.version += 1
    connu.save(update_fields=[*changes, "version", "modifie_le"])
    for participation, inscrit in dits:
        participation.presence = inscrit["presence"]
        participation.save(update_fields=["presence"])
    _inscrire([(connu, absents, manquants)])
    bilan.modifies += 1


def _inscrire(listes: list[tuple[Evenement, list[Ligne], list[int]]]) -> None:
    ParticipationJeune.objects.bulk_create(
        [
            ParticipationJeune(evenement=evenement, **inscrit)
            for evenement, inscrits, _ in listes
            for inscrit in inscrits
        ],
        batch_size=LOT,
    )
    ParticipationPro.objects.bulk_create(
        [ParticipationPro(evenement=evenement, professionnel_id=pro) for evenement, _, pros in listes for pro in pros],
        batch_size=LOT,
    )


def _reprendre_absences(dispositif: DispositifVise, absences: list[Ligne]) -> BilanReprise:
    bilan = BilanReprise("absences")
    connues: dict[tuple[int, dt.datetime, str], Absence] = {
        (absence.jeune_id, absence.debut, absence.motif): absence
        for absence in Absence.objects.filter(
            dispositif_id=dispositif.pk, jeune_id__in={ligne["jeune_id"] for ligne in absences}
        )
    }
    nouvelles = []
    for ligne in absences:
        connue = connues.get((ligne["jeune_id"], ligne["debut"], ligne["motif"]))
        if ligne["fin"] is not None and ligne["fin"] <= ligne["debut"]:
            bilan.refus.append(f"absence du {ecrire_date_annee(ligne['debut'])} : la fin n'est pas après le début")
        elif connue is None:
            nouvelles.append(Absence(dispositif_id=dispositif.pk, **ligne))
        elif (connue.fin, connue.prevenu_le) == (ligne["fin"], ligne["prevenu_le"]):
            bilan.identiques += 1
        else:
            connue.fin, connue.prevenu_le, connue.version = ligne["fin"], ligne["prevenu_le"], connue.version + 1
            connue.save(update_fields=["fin", "prevenu_le", "version"])
            bilan.modifies += 1
    if not bilan.refus:
        bilan.crees = len(Absence.objects.bulk_create(nouvelles, batch_size=LOT))
    return bilan
