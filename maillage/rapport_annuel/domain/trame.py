"""The headings of the report and the columns of the annexes, as data: which figures stand where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase


class ErreurRapport(ValueError):  # noqa: N818
    """A refused act, in words; `champ` is the field of the form, empty for the whole."""

    def __init__(self, message: str, champ: str = "") -> None:
        super().__init__(message)
        self.message, self.champ = message, champ


class ConflitRapport(ErreurRapport):
    """Someone wrote the same heading meanwhile."""

    def __init__(self, par: str) -> None:
        super().__init__(
            f"{par or 'Quelqu’un'} a enregistré cette rubrique pendant que vous écriviez. Comparez, puis enregistrez de nouveau."
        )


@dataclass(frozen=True)
class Dessin:
    """A chart: `mesures` are dotted paths or patterns. `trimestres`: one bar by quarter; otherwise one by figure, last year beside."""

    titre: str
    mesures: tuple[str, ...]
    unite: str = ""
    trimestres: bool = False


@dataclass(frozen=True)
class Rubrique:
    """A heading: what to tell (`consigne`), which figures (`mesures`: dotted paths of the counted result, « * » for a whole family)."""

    code: str
    titre: str
    consigne: str
    mesures: tuple[str, ...] = ()
    dessins: tuple[Dessin, ...] = ()


@dataclass(frozen=True)
class Trame:
    """A dated version of the headings; `statut` says how settled they are."""

    version: str
    statut: str
    rubriques: tuple[Rubrique, ...]

    def rubrique(self, code: str) -> Rubrique:
        """Return a heading; KeyError when the version has none of that code."""
        return {rubrique.code: rubrique for rubrique in self.rubriques}[code]


@dataclass(frozen=True)
class LigneAnnexe:
    """A line of a mapping table: the figure that answers it, or why there is none (`absente`)."""

    libelle: str
    mesure: str = ""
    absente: str = ""


@dataclass(frozen=True)
class Annexe:
    """A mapping table towards what another body asks; dated, with its status and its source."""

    code: str
    titre: str
    demandeur: str
    version: str
    statut: str
    lignes: tuple[LigneAnnexe, ...]


def choisir(chemins: Iterable[str], motifs: Iterable[str]) -> list[str]:
    """Return the paths that a heading asks for, in the order of its patterns, each once; one that the count does not give is left out."""
    connus = list(chemins)
    choisis = dict.fromkeys(
        chemin for motif in motifs for chemin in connus if chemin == motif or fnmatchcase(chemin, motif)
    )
    return list(choisis)


def rubriques_sans_texte(trame: Trame, textes: Mapping[str, str]) -> list[Rubrique]:
    """Return the headings where nothing is told yet."""
    return [rubrique for rubrique in trame.rubriques if not textes.get(rubrique.code, "").strip()]
