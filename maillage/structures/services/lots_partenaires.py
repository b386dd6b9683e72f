"""A file of partners, from its deposit to its writing and its undo. Large files are compared and written in the background, by these same acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter

from maillage.socle.acteur import Acteur, ActeurSysteme
from maillage.socle.services import journaliser
from maillage.structures.domain.partenaires import Rapprochement
from maillage.structures.lecture_partenaires import Cellules, verifier_cellules
from maillage.structures.models import Dispositif, LotPartenaires
from maillage.structures.permissions import exiger
from maillage.structures.services.fusions import effacer_orphelins
from maillage.structures.services.partenaires import (
    CREER,
    IGNORER,
    comparer_partenaires,
    defaire_import_partenaires,
    importer_partenaires,
)
from maillage.territoire.vocabulaire import GARDE_IMPORT, EtatImport

RAPPROCHES = TypeAdapter(list[Rapprochement])
PLUS_A_RELIRE = "Ce fichier n'attend plus de relecture : il est déjà enregistré, ou abandonné."
VIDES: dict[str, Any] = {"cellules": [], "lignes": [], "decisions": {}}
"""What the file said, forgotten once it is written or abandoned."""


@transaction.atomic
def deposer_lot(acteur: Acteur, dispositif: Dispositif, *, nom: str, cellules: Sequence[Cellules]) -> LotPartenaires:
    """Keep a file to be reviewed; those that nobody confirmed in time are forgotten."""
    exiger(acteur, "structures", dispositif.pk)
    maintenant = timezone.now()
    vieux = LotPartenaires.objects.filter(dispositif=dispositif, etat__in=(EtatImport.LECTURE, EtatImport.APERCU))
    vieux.filter(depose_le__lt=maintenant - GARDE_IMPORT).update(etat=EtatImport.ABANDONNE, **VIDES)
    lot = LotPartenaires.objects.create(
        dispositif=dispositif,
        nom_fichier=nom[:200],
        cellules=list(cellules),
        depose_par=acteur.libelle[:200],
        depose_le=maintenant,
    )
    journaliser(acteur, "structures.deposer_partenaires", objet=f"lot {lot.pk}", dispositif_id=dispositif.pk)
    return lot


def preparer_lot(lot: LotPartenaires) -> None:
    """Check every line and compare it with what is known; nothing else is written."""
    cellules = [(int(numero), dict(dits)) for numero, dits in lot.cellules]
    lignes = verifier_cellules(cellules, echanger=lot.echange, avancer=_compteur(lot, 0, 50))
    rapproches = comparer_partenaires(lot.dispositif, lignes, _compteur(lot, 50, 50))
    lot.lignes = RAPPROCHES.dump_python(rapproches, mode="json")
    lot.comptes = dict(Counter(un.sorte for un in rapproches))
    lot.etat, lot.avancement, lot.message = EtatImport.APERCU, 100, ""
    lot.save()


@transaction.atomic
def choisir(acteur: Acteur, lot: LotPartenaires, *, decisions: Mapping[int, str]) -> None:
    """Keep what was chosen for some lines; what a line does not offer is refused. Raises ValidationError."""
    pris = _a_relire(acteur, lot)
    offres = {
        un.ligne.numero: {CREER, IGNORER, *(str(connu.pk) for connu in un.proches)}
        for un in rapproches_du_lot(pris)
        if not un.ligne.fautes
    }
    for numero, decision in decisions.items():
        if decision not in offres.get(numero, ()):
            raise ValidationError(f"Ligne {numero} : ce choix n'est pas proposé.")
    pris.decisions |= {str(numero): decision for numero, decision in decisions.items()}
    pris.save(update_fields=["decisions"])
    lot.decisions = pris.decisions


@transaction.atomic
def echanger_positions(acteur: Acteur, lot: LotPartenaires) -> LotPartenaires:
    """Read the file again with the swapped positions put right: a person looked, and asked for it."""
    pris = _a_relire(acteur, lot)
    pris.echange, pris.etat, pris.avancement = True, EtatImport.LECTURE, 0
    pris.save()
    journaliser(acteur, "structures.echanger_positions", objet=f"lot {lot.pk}", dispositif_id=lot.dispositif_id)
    return pris


@transaction.atomic
def demander_ecriture(acteur: Acteur, lot: LotPartenaires) -> LotPartenaires:
    """Take a reviewed file, once: a second click is told no. Raises ValidationError."""
    pris = _a_relire(acteur, lot)
    pris.etat, pris.avancement, pris.applique_le = EtatImport.ECRITURE, 0, timezone.now()
    pris.save()
    return pris


def ecrire_lot(lot: LotPartenaires, *, par: str) -> None:
    """Compare again with what is known now, then write everything or nothing: a refusal puts the file back under review, and says why."""
    lignes = [un.ligne for un in rapproches_du_lot(lot)]
    rapproches = comparer_partenaires(lot.dispositif, lignes, _compteur(lot, 0, 80))
    decisions = {un.ligne.numero: decision_de(lot, un) for un in rapproches}
    try:
        with transaction.atomic():
            bilan = importer_partenaires(
                ActeurSysteme(par), lot.dispositif, rapproches=rapproches, decisions=decisions, fichier=lot.nom_fichier
            )
            lot.comptes |= {"crees": bilan.crees, "ajoutes": bilan.lies}
            lot.importes = list(bilan.nouveaux)
            lot.etat, lot.avancement, lot.message = EtatImport.APPLIQUE, 100, ""
            oublier(lot)
    except ValidationError as refus:
        lot.etat, lot.message = EtatImport.APERCU, " ".join(refus.messages)[:300]
        lot.lignes = RAPPROCHES.dump_python(rapproches, mode="json")
        lot.save()


@transaction.atomic
def abandonner_lot(acteur: Acteur, lot: LotPartenaires) -> None:
    """Throw a file away; the line of the history stays."""
    pris = _a_relire(acteur, lot)
    pris.etat = EtatImport.ABANDONNE
    oublier(pris)
    journaliser(acteur, "structures.abandonner_partenaires", objet=f"lot {lot.pk}", dispositif_id=lot.dispositif_id)


@transaction.atomic
def defaire_lot(acteur: Acteur, lot: LotPartenaires) -> int:
    """Take out of this directory what a file brought in, once, and erase what nobody else holds or names. Return how many."""
    pris = LotPartenaires.objects.select_for_update().get(pk=lot.pk)
    retires = defaire_import_partenaires(acteur, pris.dispositif, pris.importes)
    effacer_orphelins(pris.importes)
    pris.importes = []
    pris.save(update_fields=["importes"])
    return retires


def rapproches_du_lot(lot: LotPartenaires) -> list[Rapprochement]:
    """Return the lines of a file with what each may be."""
    return RAPPROCHES.validate_python(lot.lignes)


def decision_de(lot: LotPartenaires, un: Rapprochement) -> str:
    """Return what is done of a line: what a person chose; else what is proposed, but a doubt stays out until someone settles it."""
    choisie: str = lot.decisions.get(str(un.ligne.numero), "")
    return choisie or (IGNORER if un.sorte == "decider" else un.propose)


def oublier(lot: LotPartenaires) -> None:
    """Forget what the file said: it holds telephones and addresses that nobody kept."""
    for nom, vide in VIDES.items():
        setattr(lot, nom, type(vide)())
    lot.save()


def _a_relire(acteur: Acteur, lot: LotPartenaires) -> LotPartenaires:
    exiger(acteur, "structures", lot.dispositif_id)
    pris = LotPartenaires.objects.select_for_update().get(pk=lot.pk)
    if pris.etat != EtatImport.APERCU:
        raise ValidationError(PLUS_A_RELIRE)
    return pris


def _compteur(lot: LotPartenaires, debut: int, part: int) -> Callable[[int, int], None]:
    def avancer(fait: int, total: int) -> None:
        LotPartenaires.objects.filter(pk=lot.pk).update(avancement=debut + part * fait // max(1, total))

    return avancer
