"""What a dashboard covers: one dispositif, those of an organisme or a département, a region, the whole network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Niveau(StrEnum):
    """From one dispositif to all of them; the value is the word of the address."""

    DISPOSITIF = "dispositif"
    ORGANISME = "organisme"
    DEPARTEMENT = "departement"
    REGION = "region"
    RESEAU = "reseau"

    @property
    def en_mots(self) -> str:
        return MOTS[self]

    @property
    def protege(self) -> bool:
        """Tell whether its figures are those of the protected table (R42-R44), never sums of returns."""
        return self in {Niveau.REGION, Niveau.RESEAU}


MOTS = {
    Niveau.DISPOSITIF: "Dispositif",
    Niveau.ORGANISME: "Organisme gestionnaire",
    Niveau.DEPARTEMENT: "Département",
    Niveau.REGION: "Région",
    Niveau.RESEAU: "Réseau",
}
ENSEMBLE = "ensemble"
"""Code of the whole network in addresses."""


@dataclass(frozen=True)
class Membre:
    """A dispositif as a scope needs it; `organismes`: (key, name) of each."""

    pk: int
    code: str
    nom: str
    type: str
    region: str
    departement: str
    organismes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Portee:
    """A scope. `membres`: the dispositifs of it whose returns the person reads one by one; `nombre`: how many it has in all."""

    niveau: Niveau
    code: str
    nom: str
    membres: tuple[Membre, ...]
    nombre: int


def portees_ouvertes(
    membres: Sequence[Membre],
    visibles: Collection[int] | None,
    *,
    departements: Collection[str] = (),
    slug: Callable[[str], str],
) -> list[Portee]:
    """Return the scopes open to a person, the smallest first.

    `visibles`: dispositifs whose returns they read (None: all). A sum of returns is offered only where each of them is readable, so that it
    tells nothing more; the protected table of a region is open to whoever reads one return of it, the same figures for all (promise 7).
    `departements`: those that a habilitation names, offered even with a single dispositif.
    """
    lus = [membre for membre in membres if visibles is None or membre.pk in visibles]
    portees = [Portee(Niveau.DISPOSITIF, membre.code, membre.nom, (membre,), 1) for membre in lus]
    portees += _sommes(Niveau.ORGANISME, membres, lus, lambda m: [(str(pk), nom) for pk, nom in m.organismes])
    par_departement = _sommes(
        Niveau.DEPARTEMENT, membres, lus, lambda m: [(m.departement, m.departement)], nommes=departements
    )
    portees += [portee for portee in par_departement if portee.code]
    portees += _proteges(membres, lus, slug)
    return portees


def _proteges(membres: Sequence[Membre], lus: Sequence[Membre], slug: Callable[[str], str]) -> Iterator[Portee]:
    for region in sorted({membre.region for membre in lus}):
        siens = tuple(membre for membre in lus if membre.region == region)
        yield Portee(Niveau.REGION, slug(region), region, siens, sum(membre.region == region for membre in membres))
    if lus:
        yield Portee(Niveau.RESEAU, ENSEMBLE, "Toutes les régions", tuple(lus), len(membres))


def _sommes(
    niveau: Niveau,
    membres: Iterable[Membre],
    lus: Sequence[Membre],
    groupes: Callable[[Membre], Iterable[tuple[str, str]]],
    *,
    nommes: Collection[Hashable] = (),
) -> list[Portee]:
    """Group by what `groupes` says (code, name); a group that the person does not read whole is left out."""
    entiers: dict[tuple[str, str], int] = {}
    lisibles: dict[tuple[str, str], list[Membre]] = {}
    for membre in membres:
        for groupe in groupes(membre):
            entiers[groupe] = entiers.get(groupe, 0) + 1
    for membre in lus:
        for groupe in groupes(membre):
            lisibles.setdefault(groupe, []).append(membre)
    return [
        Portee(niveau, code, nom, tuple(siens), len(siens))
        for (code, nom), siens in sorted(lisibles.items(), key=lambda entree: entree[0][1].casefold())
        if len(siens) == entiers[code, nom] and (len(siens) > 1 or code in nommes)
    ]
