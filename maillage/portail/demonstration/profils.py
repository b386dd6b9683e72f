"""How a young person is accompanied through an ordinary week, as data."""

from __future__ import annotations

from dataclasses import dataclass

LUNDI, MARDI, MERCREDI, JEUDI, VENDREDI = range(5)
TOUS = frozenset({LUNDI, MARDI, MERCREDI, JEUDI, VENDREDI})
SEMAINE_DE_NUITS = frozenset({LUNDI, MARDI, MERCREDI, JEUDI})


@dataclass(frozen=True)
class Profil:
    """Days of day care, nights, and number of sessions a week in ordinary surroundings, with their places.

    `modalites` are those opened; `scolarites` the schooling codes that go with it.
    """

    code: str
    modalites: tuple[str, ...]
    jours: frozenset[int] = frozenset()
    nuits: frozenset[int] = frozenset()
    seances: int = 0
    lieux: tuple[str, ...] = ("ECOLE", "DOMICILE")
    externalise: bool = False
    scolarites: tuple[str, ...] = ("02",)


PROFILS = {
    profil.code: profil
    for profil in (
        Profil("INTERNAT", ("AJ", "AN"), TOUS, SEMAINE_DE_NUITS, scolarites=("02", "02", "03", "01")),
        Profil("INTERNAT_SEQUENTIEL", ("AJ", "AN"), TOUS, frozenset({LUNDI, MARDI}), scolarites=("02", "06")),
        Profil("JOUR", ("AJ",), TOUS, scolarites=("02", "02", "02", "01", "05")),
        Profil("EXTERNALISE", ("AJ",), TOUS, externalise=True, scolarites=("03", "03", "04")),
        Profil("MIXTE", ("AJ", "PMO"), frozenset({LUNDI, MARDI}), seances=2, scolarites=("06", "07", "08")),
        Profil("MILIEU_ORDINAIRE", ("PMO",), seances=3, scolarites=("07", "08", "09", "11", "12")),
        Profil("LEGER", ("PMO",), seances=1, lieux=("ECOLE", "LOISIRS", "PARTENAIRE"), scolarites=("11", "12", "10")),
    )
}

REPARTITION: dict[str, tuple[tuple[str, int], ...]] = {
    "DITEP": (
        ("INTERNAT", 18),
        ("INTERNAT_SEQUENTIEL", 10),
        ("JOUR", 22),
        ("EXTERNALISE", 8),
        ("MIXTE", 17),
        ("MILIEU_ORDINAIRE", 20),
        ("LEGER", 5),
    ),
    "DIME": (
        ("INTERNAT", 14),
        ("INTERNAT_SEQUENTIEL", 6),
        ("JOUR", 40),
        ("EXTERNALISE", 12),
        ("MIXTE", 12),
        ("MILIEU_ORDINAIRE", 13),
        ("LEGER", 3),
    ),
    "DAME": (("JOUR", 38), ("EXTERNALISE", 14), ("MIXTE", 20), ("MILIEU_ORDINAIRE", 24), ("LEGER", 4)),
    "AUTRE": (("INTERNAT", 10), ("JOUR", 35), ("MIXTE", 20), ("MILIEU_ORDINAIRE", 30), ("LEGER", 5)),
}
"""Share of each profile, in per cent, by kind of dispositif."""
