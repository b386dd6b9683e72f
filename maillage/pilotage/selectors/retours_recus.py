"""The returns of a period, dispositif by dispositif: the same page for the authority and for the establishment (promise 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from maillage.activite.domain.retour import BROUILLON, TRANSMIS, VALIDE
from maillage.activite.selectors.retours import resultat_fige, retour_du_dispositif
from maillage.pilotage.selectors.revisions import Revision, revisions_de_la_periode
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures

ATTENDU = "ATTENDU"
ETATS = {ATTENDU: "Attendu", BROUILLON: "En brouillon", VALIDE: "Validé", TRANSMIS: "Transmis"}
"""State of a dispositif for a period, and its words; the contract's index uses the same codes."""


@dataclass(frozen=True)
class RetourRecu:
    """One dispositif and where its return stands.

    `transmis`: its last transmitted revision, the only one that opens; `etat` is TRANSMIS as soon as there is one, whatever is being prepared
    after it; `dernier`: the latest revision, transmitted or not.
    """

    dispositif: Any
    transmis: Revision | None
    dernier: Revision | None

    @property
    def etat(self) -> str:
        if self.transmis is not None:
            return TRANSMIS
        return self.dernier.etat if self.dernier is not None else ATTENDU

    @property
    def libelle_etat(self) -> str:
        return ETATS[self.etat]

    @property
    def revision_en_cours(self) -> int | None:
        """Number of the revision being prepared after a transmitted one."""
        if self.transmis is None or self.dernier is None or self.dernier.numero == self.transmis.numero:
            return None
        return self.dernier.numero

    @property
    def montree(self) -> Revision | None:
        return self.transmis or self.dernier

    @property
    def le(self) -> dt.datetime | None:
        """When the return reached its state."""
        return self.montree.le if self.montree else None


@dataclass(frozen=True)
class FiltresRetours:
    """Filters of the list, empty = all; `tri` is one of TRIS, « - » before it reverses."""

    nom: str = ""
    etat: str = ""
    type: str = ""
    departement: str = ""
    tri: str = "nom"


@dataclass(frozen=True)
class Couverture:
    """Transmitted ÷ expected (R41)."""

    transmis: int
    attendus: int

    @property
    def ratio(self) -> Fraction | None:
        return Fraction(self.transmis, self.attendus) if self.attendus else None

    @property
    def taux(self) -> float | None:
        return None if self.ratio is None else float(self.ratio)


@dataclass(frozen=True)
class RetourTransmis:
    """A transmitted revision, reduced to what may leave the dispositif (contract, section 6)."""

    revision: Revision
    empreinte_faits: str
    mesures: dict[str, Any]
    qualite: dict[str, Any]
    revisions: Sequence[Revision]


CleDeTri = Callable[[RetourRecu], Any]
TRIS: dict[str, CleDeTri] = {
    "nom": lambda ligne: ligne.dispositif.nom.casefold(),
    "departement": lambda ligne: ligne.dispositif.departement,
    "type": lambda ligne: ligne.dispositif.type,
    "etat": lambda ligne: tuple(ETATS).index(ligne.etat),
    "date": lambda ligne: ligne.le.timestamp() if ligne.le else 0.0,
}


def retours_recus(acteur: Acteur, periode: str) -> list[RetourRecu]:
    """Return one line per dispositif where the acting person reads transmitted returns, by name (two queries)."""
    revisions = revisions_de_la_periode(periode)
    return [
        _ligne(dispositif, revisions.get(dispositif.pk, []))
        for dispositif in structures.dispositifs_visibles(acteur, "retours_transmis")
    ]


def filtrer_retours(lignes: Iterable[RetourRecu], filtres: FiltresRetours) -> list[RetourRecu]:
    """Keep the lines that answer the filters, sorted; an unknown sort is the sort by name."""
    gardees = [ligne for ligne in lignes if _repond(ligne, filtres)]
    gardees.sort(key=TRIS["nom"])
    champ = filtres.tri.removeprefix("-")
    gardees.sort(key=TRIS.get(champ, TRIS["nom"]), reverse=filtres.tri.startswith("-"))
    return gardees


def couverture(lignes: Sequence[RetourRecu]) -> Couverture:
    """Count the transmitted returns among the expected ones."""
    return Couverture(sum(ligne.transmis is not None for ligne in lignes), len(lignes))


def retour_transmis(dispositif_id: int, periode: str, numero: int) -> RetourTransmis | None:
    """Return a transmitted revision without anything about a person; None for a draft, a validated return or nothing."""
    transmises = [r for r in revisions_de_la_periode(periode).get(dispositif_id, []) if r.etat == TRANSMIS]
    retour = retour_du_dispositif(dispositif_id, periode, numero)
    contenu = resultat_fige(retour) if retour is not None and retour.etat == TRANSMIS else None
    if retour is None or contenu is None:
        return None
    [dispositif] = contenu["dispositifs"]
    return RetourTransmis(
        revision=next(revision for revision in transmises if revision.numero == numero),
        empreinte_faits=retour.empreinte_faits,
        mesures=dispositif["mesures"],
        qualite=dispositif["qualite"],
        revisions=transmises,
    )


def _ligne(dispositif: Any, revisions: Sequence[Revision]) -> RetourRecu:
    transmises = [revision for revision in revisions if revision.etat == TRANSMIS]
    return RetourRecu(dispositif, transmises[-1] if transmises else None, revisions[-1] if revisions else None)


def _repond(ligne: RetourRecu, filtres: FiltresRetours) -> bool:
    dispositif = ligne.dispositif
    return (
        filtres.nom.casefold() in dispositif.nom.casefold()
        and filtres.etat in ("", ligne.etat)
        and filtres.type in ("", dispositif.type)
        and filtres.departement in ("", dispositif.departement)
    )
