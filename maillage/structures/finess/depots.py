"""A FINESS file deposited: read in the background when it is large, shown, applied once, forgotten.

What is known of a deposit stands in a small file beside it: the reading runs in one transaction that is undone, so that its progress
could not be written in the base.
"""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile

from maillage.socle.acteur import Acteur, ActeurSysteme
from maillage.socle.services import journaliser
from maillage.structures.finess.compte_rendu import CompteRendu
from maillage.structures.finess.flux import MAGIE_GZIP, empreinte
from maillage.structures.finess.formats import ETALAB, reconnaitre
from maillage.structures.finess.importation import importer_finess
from maillage.structures.permissions import exiger
from maillage.territoire.vocabulaire import GARDE_IMPORT, EtatImport

CLE = re.compile(r"^[0-9a-f]{64}$")
OCTETS_EN_DIRECT, COMPRESSION = 400_000, 8
"""Under this weight once unpacked, a file is read within the request: about a département."""
LIGNES_MONTREES = 200
SANS_NOUVELLES_S = 3600
"""A writing that says nothing for so long was cut short with the server; its transaction was undone."""
PRESQUE = 95


@dataclass(frozen=True)
class Depot:
    """`rendu`: what the preview showed, or what the application did; `lectures`: how many times its bytes are read for one import."""

    cle: str
    nom: str
    situation: str
    par: str
    lectures: int
    long: bool
    etat: str = EtatImport.LECTURE.value
    avancement: int = 0
    message: str = ""
    rendu: dict[str, Any] = field(default_factory=dict)

    @property
    def en_cours(self) -> bool:
        return self.etat in {EtatImport.LECTURE, EtatImport.ECRITURE}

    @property
    def libelle_etat(self) -> str:
        return str(EtatImport(self.etat).label)


def deposer(acteur: Acteur, fichier: UploadedFile, situation: date | None) -> Depot:
    """Keep a file to be read; one that is being written is given back as it is. Raises FormatInconnu, PermissionDenied."""
    exiger(acteur, "finess")
    _oublier_les_vieux()
    binaire = cast(BinaryIO, fichier.file)
    reconnu, cle = reconnaitre(binaire), empreinte(binaire)
    deja = depot_connu(cle)
    if deja is not None and _reserve(cle).exists() and _age(_fiche(cle)) < SANS_NOUVELLES_S:
        return deja
    _reserve(cle).unlink(missing_ok=True)
    poids = (fichier.size or 0) * (COMPRESSION if binaire.read(2) == MAGIE_GZIP else 1)
    binaire.seek(0)
    _stockage().save(cle, fichier)
    depot = Depot(
        cle,
        str(fichier.name)[:200],
        situation.isoformat() if situation else "",
        acteur.libelle[:200],
        lectures=3 if reconnu.format == ETALAB else 2,
        long=poids > OCTETS_EN_DIRECT,
    )
    return _noter(depot)


def depot_connu(cle: str) -> Depot | None:
    """Return a deposit; None when it is unknown, or forgotten."""
    if not CLE.match(cle) or not _fiche(cle).exists():
        return None
    return Depot(**json.loads(_fiche(cle).read_text("utf-8")))


def en_attente() -> list[Depot]:
    """Return the deposits that are being read or written, or wait for a confirmation."""
    lus = (depot_connu(fiche.stem) for fiche in sorted(_dossier().glob("*.json")))
    return [depot for depot in lus if depot is not None and (depot.en_cours or depot.etat == EtatImport.APERCU)]


def lire(depot: Depot) -> Depot:
    """Really execute the import, undo it, and keep what it would change."""
    rendu = _importer(depot, essai=True)
    return _noter(replace(depot, etat=EtatImport.APERCU.value, avancement=100, rendu=_en_clair(rendu)))


def reserver(acteur: Acteur, depot: Depot) -> Depot | None:
    """Take a deposit that waits for a confirmation; None for a second person, or a second click."""
    exiger(acteur, "finess")
    try:
        _fichier(depot.cle).rename(_reserve(depot.cle))
    except FileNotFoundError:
        return None
    journaliser(acteur, "structures.appliquer_finess", objet=depot.nom[:120])
    return _noter(replace(depot, etat=EtatImport.ECRITURE.value, avancement=0, par=acteur.libelle[:200]))


def appliquer(depot: Depot) -> Depot:
    """Write what the file says, then throw the file away."""
    rendu = _importer(depot, essai=False)
    _reserve(depot.cle).unlink(missing_ok=True)
    return _noter(replace(depot, etat=EtatImport.APPLIQUE.value, avancement=100, rendu=_en_clair(rendu)))


def oublier(depot: Depot) -> None:
    """Throw a deposit away, with what is known of it."""
    for chemin in (_fichier(depot.cle), _reserve(depot.cle), _fiche(depot.cle)):
        chemin.unlink(missing_ok=True)


def arreter(depot: Depot, message: str) -> None:
    """Say why the work stopped; a file taken for an application waits again."""
    if _reserve(depot.cle).exists():
        _reserve(depot.cle).rename(_fichier(depot.cle))
    _noter(replace(depot, etat=EtatImport.ECHEC.value, avancement=0, message=message))


def _importer(depot: Depot, *, essai: bool) -> CompteRendu:
    chemin = _fichier(depot.cle) if essai else _reserve(depot.cle)
    total = max(1, chemin.stat().st_size * depot.lectures)
    dit = [0]

    def avancer(lus: int) -> None:
        pour_cent = min(PRESQUE, PRESQUE * lus // total)
        if pour_cent != dit[0]:
            dit[0] = pour_cent
            _noter(replace(depot, avancement=pour_cent))

    situation = date.fromisoformat(depot.situation) if depot.situation else None
    with io.BufferedReader(_FichierSuivi(chemin, avancer), 1 << 16) as binaire:
        auteur = ActeurSysteme(depot.par)
        return importer_finess(auteur, cast(BinaryIO, binaire), nom=depot.nom, essai=essai, situation_le=situation)


class _FichierSuivi(io.FileIO):
    """A file that tells how many of its bytes were read, each reading counted."""

    def __init__(self, chemin: Path, avancer: Callable[[int], None]) -> None:
        super().__init__(chemin)
        self._lus, self._avancer = 0, avancer

    def readinto(self, tampon: Any) -> int | None:
        nombre = super().readinto(tampon)
        self._lus += nombre or 0
        self._avancer(self._lus)
        return nombre


def _en_clair(rendu: CompteRendu) -> dict[str, Any]:
    """What the page shows, as plain values."""
    reunies = rendu.lignes_reunies
    return {
        "format": rendu.format,
        "situation_le": rendu.situation_le.isoformat(),
        "deja_lu": rendu.deja_lu,
        "comptes": rendu.comptes_dits,
        "lignes": [asdict(ligne) for ligne in reunies[:LIGNES_MONTREES]],
        "nombre_de_lignes": len(reunies),
        "changements": [
            {**asdict(ligne), "date": ligne.date.isoformat()} for ligne in rendu.changements[:LIGNES_MONTREES]
        ],
        "nombre_de_changements": len(rendu.changements),
    }


def _noter(depot: Depot) -> Depot:
    """Write at once: a page that reads meanwhile finds the former state, or this one."""
    fiche = _fiche(depot.cle)
    neuf = fiche.with_suffix(".tmp")
    neuf.write_text(json.dumps(asdict(depot), ensure_ascii=False), "utf-8")
    neuf.replace(fiche)
    return depot


def _oublier_les_vieux() -> None:
    """Deposits that nobody confirmed are thrown away."""
    for chemin in _dossier().glob("*"):
        if _age(chemin) > GARDE_IMPORT.total_seconds():
            chemin.unlink(missing_ok=True)


def _age(chemin: Path) -> float:
    """Seconds since the file was last written."""
    return time.time() - chemin.stat().st_mtime


def _dossier() -> Path:
    return Path(settings.DOSSIER_DONNEES) / "depots-finess"


def _stockage() -> FileSystemStorage:
    return FileSystemStorage(location=_dossier(), allow_overwrite=True)


def _fichier(cle: str) -> Path:
    return _dossier() / cle


def _reserve(cle: str) -> Path:
    return _dossier() / f"{cle}.ecriture"


def _fiche(cle: str) -> Path:
    return _dossier() / f"{cle}.json"
