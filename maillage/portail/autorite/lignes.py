"""One line per dispositif: dossier, convention, CPOM and return; counts of acts and states, never a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from maillage.conventions import selectors as conventions
from maillage.cpom import selectors as cpom
from maillage.pilotage import selectors as pilotage
from maillage.reconnaissance import selectors as reconnaissance
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.structures.selectors import dispositifs_visibles

SECTION = "autorite"
A_SIGNER, SANS_RETOUR, SANS_FICHE = "a-signer", "sans-retour", "sans-fiche"
ATTENTES = {
    A_SIGNER: "Des valeurs à signer",
    SANS_RETOUR: "Retour non transmis",
    SANS_FICHE: "Aucune fiche CPOM",
}
SANS_DOSSIER = "Pas de dossier"


@dataclass(frozen=True)
class LigneAutorite:
    """Where one dispositif stands; `retour`: its return of the last finished quarter."""

    dispositif: Any
    retour: pilotage.RetourRecu
    dossier: str
    convention: str
    cpom: cpom.ResumeCpom


@dataclass(frozen=True)
class FiltresAutorite:
    """What the address asks for; `tri` is one of TRIS, « - » before it reverses."""

    q: str = ""
    departement: str = ""
    type: str = ""
    attente: str = ""
    tri: str = "nom"


TRIS: dict[str, Callable[[LigneAutorite], Any]] = {
    "nom": lambda ligne: plier(ligne.dispositif.nom),
    "departement": lambda ligne: ligne.dispositif.departement,
    "type": lambda ligne: ligne.dispositif.type,
    "retour": lambda ligne: ligne.retour.libelle_etat,
    "dossier": lambda ligne: ligne.dossier,
    "signer": lambda ligne: ligne.cpom.a_signer,
}
EPREUVES: dict[str, Callable[[LigneAutorite], bool]] = {
    A_SIGNER: lambda ligne: ligne.cpom.a_signer > 0,
    SANS_RETOUR: lambda ligne: ligne.retour.transmis is None,
    SANS_FICHE: lambda ligne: ligne.cpom.fiches == 0,
}


def lignes_de(acteur: Acteur, periode: str, *, le: dt.date) -> list[LigneAutorite]:
    """Return one line per dispositif of the person's scope (a constant number of queries)."""
    visibles = {dispositif.pk for dispositif in dispositifs_visibles(acteur, SECTION)}
    dossiers = _dossiers(acteur, le)
    resumes = cpom.resumes_par_dispositif(acteur, le=le)
    departements = {
        ligne.code: ligne.libelle_etat
        for ligne in conventions.etat_de_la_region(acteur, conventions.FiltresRegion(le=le))
    }
    return [
        LigneAutorite(
            retour.dispositif,
            retour,
            dossiers.get(retour.dispositif.pk, SANS_DOSSIER),
            departements.get(retour.dispositif.departement, ""),
            resumes.get(retour.dispositif.pk, cpom.ResumeCpom()),
        )
        for retour in pilotage.retours_recus(acteur, periode)
        if retour.dispositif.pk in visibles
    ]


def filtrer(lignes: Iterable[LigneAutorite], filtres: FiltresAutorite) -> list[LigneAutorite]:
    """Keep the lines that answer the filters, sorted; an unknown word is ignored."""
    epreuve, q = EPREUVES.get(filtres.attente, lambda _: True), plier(filtres.q)
    gardees = [
        ligne
        for ligne in lignes
        if (not q or q in plier(ligne.dispositif.nom))
        and filtres.departement in {"", ligne.dispositif.departement}
        and filtres.type in {"", ligne.dispositif.type}
        and epreuve(ligne)
    ]
    gardees.sort(key=TRIS["nom"])
    return sorted(
        gardees, key=TRIS.get(filtres.tri.removeprefix("-"), TRIS["nom"]), reverse=filtres.tri.startswith("-")
    )


def _dossiers(acteur: Acteur, le: dt.date) -> dict[int, str]:
    lus = reconnaissance.lister_dossiers(acteur, reconnaissance.FiltresDossiers(), le=le)
    return {ligne.dispositif.pk: ligne.libelle for ligne in reconnaissance.lignes_dossiers(acteur, lus, le=le)}
