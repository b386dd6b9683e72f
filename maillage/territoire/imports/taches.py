"""Small files are compared and written within the request; large ones in the background, by the same services."""

from __future__ import annotations

from collections.abc import Callable

from huey.contrib.djhuey import db_task

from maillage.territoire.geocodage.passages import passer
from maillage.territoire.imports.lecture import lire_table
from maillage.territoire.imports.services import calculer_apercu, ecrire
from maillage.territoire.models import ImportReference
from maillage.territoire.vocabulaire import EtatImport

LIGNES_EN_DIRECT = 2000
ECHEC_INATTENDU = (
    "Une erreur inattendue a arrêté le travail ; rien n'a été écrit. Recommencez, ou prévenez l'exploitant."
)
PASSAGE_ARRETE = (
    "Une erreur inattendue a arrêté la recherche ; ce qui était placé est gardé. Relancez, ou prévenez l'exploitant."
)
TRAVAUX: dict[str, Callable[[ImportReference], object]] = {
    EtatImport.LECTURE: calculer_apercu,
    EtatImport.ECRITURE: ecrire,
}


def est_long(octets: bytes) -> bool:
    """Tell whether a file is too long for a request."""
    return len(lire_table(octets).lignes) > LIGNES_EN_DIRECT


def lancer(importe: ImportReference, *, au_fond: bool) -> None:
    """Do now, or leave to the background, the work that the state of the import calls for."""
    if au_fond:
        traiter_import(importe.pk, str(importe.etat))
    else:
        TRAVAUX[importe.etat](importe)


@db_task()
def traiter_import(pk: int, etat: str) -> None:
    """Background work on an import; who asked for it was checked when they asked."""
    importe = ImportReference.objects.get(pk=pk)
    try:
        TRAVAUX[etat](importe)
    except Exception:
        encore = ImportReference.objects.filter(pk=pk, etat=etat)
        encore.update(etat=EtatImport.ECHEC, message=ECHEC_INATTENDU, avancement=0)
        raise


def lancer_passage(passage: ImportReference, *, au_fond: bool) -> None:
    """Look for addresses now, or in the background when there are many."""
    if au_fond:
        traiter_passage(passage.pk)
    else:
        passer(passage)


@db_task()
def traiter_passage(pk: int) -> None:
    """Background pass of the service of addresses."""
    try:
        passer(ImportReference.objects.get(pk=pk))
    except Exception:
        ImportReference.objects.filter(pk=pk, etat=EtatImport.ECRITURE).update(
            etat=EtatImport.ECHEC, message=PASSAGE_ARRETE, avancement=0
        )
        raise
