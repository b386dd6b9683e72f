"""Which sections of a young person's file are open: the function held in their team, the right to all files, a broken glass.

Source: CSP L. 1110-4 (secrecy, sharing inside the équipe de soins, what is strictly necessary); zones of reglementation.md section 9.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Bris(StrEnum):
    """What a broken glass opens of a section: what membership of the team would have opened, or nothing."""

    EQUIPE = "EQUIPE"
    JAMAIS = "JAMAIS"


@dataclass(frozen=True)
class SectionDossier:
    """A part of a young person's file. `lecture`, `ecriture`: functions of the team; `sans_equipe`: also open to whoever holds all files."""

    code: str
    libelle: str
    description: str
    lecture: frozenset[str]
    ecriture: frozenset[str]
    sans_equipe: bool
    bris: Bris


@dataclass(frozen=True)
class Titres:
    """In what name someone stands before a file: functions in the team, functions a broken glass lends, right to all files."""

    equipe: frozenset[str] = frozenset()
    bris: frozenset[str] = frozenset()
    tous_les_dossiers: bool = False

    def ouvrent(self, section: SectionDossier, *, ecriture: bool = False) -> bool:
        """Tell whether the section is open; a broken glass only ever opens reading."""
        fonctions = section.ecriture if ecriture else section.lecture | section.ecriture
        if self.equipe & fonctions or (self.tous_les_dossiers and section.sans_equipe):
            return True
        return not ecriture and section.bris is Bris.EQUIPE and bool(self.bris & fonctions)


def sections_ouvertes_a(
    titres: Titres, sections: Iterable[SectionDossier], *, ecriture: bool = False
) -> frozenset[str]:
    """Return the codes of the sections that these titles open."""
    return frozenset(section.code for section in sections if titres.ouvrent(section, ecriture=ecriture))


def sections_a_gagner(titres: Titres, fonction: str, sections: Iterable[SectionDossier]) -> frozenset[str]:
    """Return the sections that breaking the glass in that function would add."""
    avec = Titres(titres.equipe, titres.bris | {fonction}, titres.tous_les_dossiers)
    connues = tuple(sections)
    return sections_ouvertes_a(avec, connues) - sections_ouvertes_a(titres, connues)
