"""Who speaks for a young person on a day.

Parents and representatives speak for a minor. From 18 the young person speaks alone (Code civil, art. 414 and 371-1), unless a judge let someone
represent them in what touches their person (art. 459, second paragraph). The table is referentiels/representation.toml.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class QualiteRepresentant:
    """A capacity: the role that it gives, whether it ends at majority, and what it becomes then."""

    code: str
    libelle: str
    role: str
    jusqu_a_la_majorite: bool = False
    devient: str = ""


@dataclass(frozen=True)
class MesureProtection:
    """A decision of a judge that lets a representative keep speaking for an adult."""

    code: str
    libelle: str
    source: str


REPRESENTANT_D_UN_MAJEUR = "TUTEUR"


def qualite_du_jour(qualite: QualiteRepresentant, *, majeur: bool | None, protege: bool) -> str:
    """Return the code of the capacity held today, empty when it has ended.

    `majeur` is None when the birth date is not known: nothing ends then. `protege`: a decision of a judge keeps the representation after majority.
    """
    if not majeur:
        return qualite.code
    if qualite.jusqu_a_la_majorite:
        return REPRESENTANT_D_UN_MAJEUR if protege else ""
    return qualite.devient or qualite.code
