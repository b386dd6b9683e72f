"""Small files, of partners or FINESS, are compared and written within the request; large ones in the background, by the same services."""

from __future__ import annotations

from huey.contrib.djhuey import db_task

from maillage.structures.finess import depots
from maillage.structures.models import LotPartenaires
from maillage.structures.services.lots_partenaires import ecrire_lot, preparer_lot
from maillage.territoire.vocabulaire import EtatImport

LIGNES_EN_DIRECT = 300
ECHEC = "Une erreur inattendue a arrêté le travail ; rien n'a été écrit. Déposez le fichier de nouveau, ou prévenez l'exploitant."


def lancer(lot: LotPartenaires, *, par: str) -> None:
    """Do now, or leave to the background, the work that the state of the file calls for."""
    if len(lot.cellules) > LIGNES_EN_DIRECT:
        traiter_lot_partenaires(lot.pk, par)
    else:
        _faire(lot, par)


@db_task()
def traiter_lot_partenaires(pk: int, par: str) -> None:
    """Background work on a file; who asked for it was checked when they asked."""
    lot = LotPartenaires.objects.select_related("dispositif").get(pk=pk)
    try:
        _faire(lot, par)
    except Exception:
        LotPartenaires.objects.filter(pk=pk, etat=lot.etat).update(etat=EtatImport.ECHEC, message=ECHEC, avancement=0)
        raise


def _faire(lot: LotPartenaires, par: str) -> None:
    if lot.etat == EtatImport.LECTURE:
        preparer_lot(lot)
    elif lot.etat == EtatImport.ECRITURE:
        ecrire_lot(lot, par=par)


def lancer_finess(depot: depots.Depot) -> None:
    """Read, or write, a FINESS file now when it is small, else in the background."""
    if depot.long:
        traiter_depot_finess(depot.cle)
    else:
        _avancer_finess(depot)


@db_task()
def traiter_depot_finess(cle: str) -> None:
    """Background work on a FINESS file; who asked for it was checked when they asked."""
    depot = depots.depot_connu(cle)
    if depot is not None:
        _avancer_finess(depot)


def _avancer_finess(depot: depots.Depot) -> None:
    try:
        if depot.etat == EtatImport.LECTURE:
            depots.lire(depot)
        elif depot.etat == EtatImport.ECRITURE:
            depots.appliquer(depot)
    except Exception:
        depots.arreter(depot, ECHEC)
        raise
