"""Reads of the imports: the history and its filters, one import, what is held of each kind, the dated history of one thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from maillage.territoire.imports.genres import EtatReference, Genre, ImportAilleurs, genres, genres_ailleurs
from maillage.territoire.models import ChangementReference, ImportReference
from maillage.territoire.vocabulaire import EtatImport

TRIS = {"depot": "depose_le", "fichier": "nom_fichier", "genre": "genre", "situation": "situation_le"}


@dataclass(frozen=True)
class FiltresImports:
    """What the address of the history says; an unknown word filters nothing."""

    recherche: str = ""
    genre: str = ""
    etat: str = ""
    tri: str = "-depot"


@dataclass(frozen=True)
class LigneSource:
    """A kind of reference data: what is held, and the last file applied."""

    genre: Genre | ImportAilleurs
    etat: EtatReference
    dernier: ImportReference | None

    @property
    def situation_le(self) -> dt.date | None:
        """The newest day that the rows, or the last file, speak of."""
        return self.etat.situation_le or (self.dernier.situation_le if self.dernier else None)


def imports(filtres: FiltresImports) -> QuerySet[ImportReference]:
    """Return the history, the newest first unless told otherwise; the long columns stay in the base."""
    trouves = ImportReference.objects.defer("remarques", "apercu")
    for mot in filtres.recherche.split():
        trouves = trouves.filter(nom_fichier__icontains=mot)
    if filtres.genre:
        trouves = trouves.filter(genre=filtres.genre)
    if filtres.etat in EtatImport.values:
        trouves = trouves.filter(etat=filtres.etat)
    champ = TRIS.get(filtres.tri.removeprefix("-"), "depose_le")
    return trouves.order_by(f"-{champ}" if filtres.tri.startswith("-") else champ, "-pk")


def import_par_numero(pk: int) -> ImportReference | None:
    return ImportReference.objects.filter(pk=pk).first()


def imports_d_une_portee(genre: str, portee: str, *, nombre: int = 5) -> Sequence[ImportReference]:
    """Return the last files applied for one dispositif."""
    trouves = ImportReference.objects.filter(genre=genre, portee=portee, etat=EtatImport.APPLIQUE)
    return list(trouves.defer("remarques", "apercu")[:nombre])


def deja_applique(importe: ImportReference) -> ImportReference | None:
    """Return the import that applied the very same file before, if any."""
    memes = ImportReference.objects.filter(genre=importe.genre, empreinte=importe.empreinte, etat=EtatImport.APPLIQUE)
    return memes.exclude(pk=importe.pk).exclude(empreinte="").first()


def sources() -> list[LigneSource]:
    """Return every kind of reference data with its state."""
    pks = (
        ImportReference.objects.filter(etat=EtatImport.APPLIQUE).order_by().values("genre").annotate(dernier=Max("pk"))
    )
    derniers = ImportReference.objects.defer("remarques", "apercu").in_bulk([un["dernier"] for un in pks])
    par_genre = {un.genre: un for un in derniers.values()}
    connus: list[Genre | ImportAilleurs] = [*genres(), *genres_ailleurs()]
    return [LigneSource(un, un.etat(), par_genre.get(un.code)) for un in connus]


def histoire(genre: str, cle: str) -> list[ChangementReference]:
    """Return the dated changes of one thing, the newest first, with the file that told each."""
    changements = ChangementReference.objects.filter(genre=genre, cle=cle).select_related("importe")
    return list(changements.defer("importe__remarques", "importe__apercu"))
