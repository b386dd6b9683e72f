"""The preview: what the file would do, line by line. The agenda is not touched."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import transaction

from maillage.agenda.imports.domain.comparaison import Issue
from maillage.agenda.imports.domain.lignes import Erreur
from maillage.agenda.imports.domain.reunion import DUREE_A_VERIFIER
from maillage.agenda.imports.lecture import Lecture
from maillage.agenda.imports.readers import FichierIllisible
from maillage.agenda.imports.services.analyse import Comparaison, avancer, collecte_suspendue, comparer, lire
from maillage.agenda.imports.services.depot import REGLABLES, exiger_imports, verrouiller
from maillage.agenda.imports.services.ecriture import inserer
from maillage.agenda.models import EtatLot, LigneLot, LotImport
from maillage.socle.acteur import Acteur

DEJA_APPLIQUE = "Ce fichier est déjà appliqué : déposez-le à nouveau pour en refaire l'aperçu."
CELLULE_MAX = 200
"""Longest text of a cell kept beside its line; the file itself is kept whole."""


@collecte_suspendue()
def calculer_apercu(acteur: Acteur, lot: LotImport) -> LotImport:
    """Read the lot and store its preview; a file or mapping that cannot be used puts the lot in ECHEC with the reason."""
    exiger_imports(acteur, lot.dispositif_id)
    with transaction.atomic():
        verrouiller(lot, REGLABLES, DEJA_APPLIQUE)
        LotImport.objects.filter(pk=lot.pk).update(etat=EtatLot.ANALYSE, avancement=0)
    lot.refresh_from_db()
    try:
        lecture = lire(lot)
    except FichierIllisible as erreur:
        return _conclure(lot, EtatLot.ECHEC, {"motif": str(erreur)})
    avancer(lot, 90)
    comparaison = comparer(lot, lecture)
    with transaction.atomic():
        verrouiller(lot, REGLABLES, DEJA_APPLIQUE)
        retenir_lignes(lot, lecture, comparaison)
        return _conclure(lot, EtatLot.APERCU, resumer(lecture, comparaison))


def _conclure(lot: LotImport, etat: EtatLot, compte_rendu: dict[str, Any]) -> LotImport:
    lot.etat, lot.compte_rendu, lot.avancement = etat, compte_rendu, 100
    lot.save(update_fields=["etat", "compte_rendu", "avancement"])
    return lot


def resumer(lecture: Lecture, comparaison: Comparaison) -> dict[str, Any]:
    """Counts shown above the lines: événements by issue, lines in error, and what was left aside."""
    return {
        "evenements": comparaison.plan.comptes(),
        "lignes": len(lecture.lignes),
        "lignes_en_erreur": len({erreur.rang for erreur in lecture.erreurs}),
        "journees_laissees": lecture.laisses,
        "retires": sum(1 for parti in comparaison.plan.disparus if parti.decision.etat is not None),
        "retires_confirmes": sum(
            1 for parti in comparaison.plan.disparus if parti.decision.reserve and not parti.decision.etat
        ),
        "rien_retire": comparaison.rien_retire,
        "longs": sum(occurrence.minutes > DUREE_A_VERIFIER for occurrence in lecture.occurrences),
    }


def retenir_lignes(lot: LotImport, lecture: Lecture, comparaison: Comparaison) -> None:
    """Replace the stored lines of the lot."""
    par_rang: dict[int, list[Erreur]] = defaultdict(list)
    for erreur in lecture.erreurs:
        par_rang[erreur.rang].append(erreur)
    minutes = {rang: occurrence.minutes for occurrence in lecture.occurrences for rang in occurrence.rangs}
    LigneLot.objects.filter(lot=lot).delete()
    plan = comparaison.plan
    inserer(
        LigneLot,
        [
            LigneLot(
                lot=lot,
                numero=ligne.numero,
                issue=Issue.ERREUR if ligne.rang in par_rang else plan.issues[ligne.rang],
                cellules=[[entete, texte[:CELLULE_MAX]] for entete, texte in ligne.cellules.items()],
                erreurs=[{"colonne": e.colonne, "motif": e.motif} for e in par_rang.get(ligne.rang, ())],
                reserve=plan.reserves.get(ligne.rang, ""),
                minutes=minutes.get(ligne.rang),
            )
            for ligne in lecture.lignes
        ],
    )
