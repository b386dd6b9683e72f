"""The four kinds of action, what each asks to be said, and when the agreement of a family is required."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from maillage.appui_ressource.domain.erreurs import ConsentementManquant, ErreurAppui

DUREE_MAX_MIN = 7 * 24 * 60


@dataclass(frozen=True)
class Precision:
    """A field of a kind of action; `aide` is shown under it. `apres`: what comes out of the action, never asked before it took place."""

    code: str
    libelle: str
    obligatoire: bool
    aide: str
    apres: bool = False


@dataclass(frozen=True)
class TypeAction:
    """A kind of action (code of table action_ar). `individuel`: it always bears on one young person, hence always asks an agreement."""

    code: str
    libelle: str
    contenu: str
    individuel: bool
    precisions: tuple[Precision, ...]


@dataclass(frozen=True)
class Consentement:
    """Who answers for the young person agreed, when, and how. `accord` false: nobody agreed to anything."""

    accord: bool = False
    par: str = ""
    le: date | None = None
    moyen: str = ""

    @property
    def complet(self) -> bool:
        return self.accord and bool(self.par and self.moyen) and self.le is not None


def verifier_consentement(type_: TypeAction, *, nomme: bool, consentement: Consentement, jour: date) -> None:
    """Raise ConsentementManquant when someone is named, or observed, without a complete agreement given on or before that day."""
    if not (nomme or type_.individuel):
        return
    if not consentement.complet:
        motif = "Une observation demande toujours" if type_.individuel else "Nommer un jeune demande"
        raise ConsentementManquant(
            f"{motif} l'accord de la famille ou du jeune majeur : qui l'a donné, quand et comment.", champ="accord"
        )
    if consentement.le is not None and consentement.le > jour:
        raise ConsentementManquant(
            "L'accord doit être donné avant l'action, ou le jour même au plus tard.", champ="accord_le"
        )


def verifier_precisions(type_: TypeAction, precisions: Mapping[str, str], *, a_venir: bool = False) -> dict[str, str]:
    """Return the fields of that kind alone, trimmed; raise ErreurAppui on the first mandatory one that is empty.

    `a_venir`: the action is still to come, what will come out of it is not asked yet.
    """
    gardees = {champ.code: precisions.get(champ.code, "").strip() for champ in type_.precisions}
    for champ in type_.precisions:
        if champ.obligatoire and not (a_venir and champ.apres) and not gardees[champ.code]:
            raise ErreurAppui(f"Remplissez « {champ.libelle} ».", champ=champ.code)
    return {code: valeur for code, valeur in gardees.items() if valeur}


def verifier_mesures(*, jour: date, aujourd_hui: date, duree_min: int, n_pros: int) -> None:
    """Raise ErreurAppui for an action entered alone that is still to come, lasts nothing or nobody did."""
    if jour > aujourd_hui:
        raise ErreurAppui("Une action à venir se planifie dans l'agenda : cochez « dans l'agenda ».", champ="jour")
    if not 0 < duree_min <= DUREE_MAX_MIN:
        raise ErreurAppui("La durée va de 1 minute à 7 jours.", champ="duree_min")
    if n_pros < 1:
        raise ErreurAppui("Indiquez au moins un professionnel.", champ="n_pros")


@dataclass(frozen=True)
class SaisieAction:
    """A form about an action: primary keys of the people and places it names; `debut` is a local naive moment.

    `dans_l_agenda`: an événement of the agenda bears it, with `pros` and `ressources` (rooms, vehicles, equipment); else `n_pros` is the number of
    professionals. `vu`: checksum of what stands in the way, once seen. `demande` is its identifier; `prevenir`: its author is told of the visit.
    """

    type: str
    debut: datetime
    duree_min: int
    dans_l_agenda: bool
    pros: frozenset[int] = frozenset()
    ressources: frozenset[int] = frozenset()
    vu: str = ""
    n_pros: int = 0
    n_participants: int | None = None
    structure_type: str = ""
    structure_nom: str = ""
    partenaire_id: int | None = None
    commune: str = ""
    jeune_id: int | None = None
    consentement: Consentement = Consentement()
    precisions: Mapping[str, str] = field(default_factory=dict)
    preparation_min: int | None = None
    deplacement_min: int | None = None
    compte_rendu: str = ""
    suite: str = ""
    demande: str = ""
    prevenir: bool = False
