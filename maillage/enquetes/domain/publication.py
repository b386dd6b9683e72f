"""What may be shown of a few answers: the floor, and what it takes so that nothing hidden can be found by subtraction.

Rules of this project, on the floor of five of the restricted release (rule R42):
exclusive choices under the floor are shown together, with others until their sum reaches it; a choice among several is shown as an interval when
it, or its complement, is under the floor; a number is shown by classes of at least the floor, its mean only when no few answers make it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from maillage.enquetes.domain.questionnaire import ChoixReponse
from maillage.socle.domain.typographie import ecrire_nombre

DEUX = 2
CLASSES = 5
PAS_RONDS = (1, 2, 5, 10)


@dataclass(frozen=True)
class CellulePubliee:
    """A choice and what is shown of it: its count, or words when the count is withheld; `groupee`: counted with other choices only."""

    code: str
    libelle: str
    nombre: int | None
    mots: str = ""
    groupee: bool = False


@dataclass(frozen=True)
class RepartitionPubliee:
    """How the answers of a question, or of a line of a table, are shared out."""

    titre: str
    repondants: int
    cellules: tuple[CellulePubliee, ...]
    groupe: int = 0

    @property
    def entiere(self) -> bool:
        """Tell whether nothing is withheld."""
        return all(cellule.nombre is not None for cellule in self.cellules)

    @property
    def groupees(self) -> tuple[str, ...]:
        return tuple(cellule.libelle for cellule in self.cellules if cellule.groupee)

    def part(self, cellule: CellulePubliee) -> Decimal | None:
        """Return the share in per cent, one decimal."""
        if cellule.nombre is None or not self.repondants:
            return None
        return arrondir(Decimal(100 * cellule.nombre) / self.repondants)


def arrondir(nombre: Decimal, decimales: int = 1) -> Decimal:
    return nombre.quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP)


def hors_de_danger(nombre: int, plancher: int) -> bool:
    """Tell whether a count may be shown: nobody, or at least the floor."""
    return nombre == 0 or nombre >= plancher


def repartir(
    modalites: Sequence[ChoixReponse], comptes: Mapping[str, int], *, plancher: int, titre: str = ""
) -> RepartitionPubliee:
    """Share out exclusive choices: those under the floor are counted together, and never alone."""
    pleins = {choix.code: comptes.get(choix.code, 0) for choix in modalites}
    if not hors_de_danger(sum(pleins.values()), plancher):
        mots = f"moins de {plancher} réponses"
        return RepartitionPubliee(titre, 0, tuple(CellulePubliee(c.code, c.libelle, None, mots) for c in modalites))
    groupe = {code for code, nombre in pleins.items() if not hors_de_danger(nombre, plancher)}
    restants = sorted((c for c, n in pleins.items() if n and c not in groupe), key=lambda code: pleins[code])
    while groupe and restants and (len(groupe) < DEUX or sum(pleins[code] for code in groupe) < plancher):
        groupe.add(restants.pop(0))
    cellules = tuple(
        CellulePubliee(c.code, c.libelle, None, "regroupé", groupee=True)
        if c.code in groupe
        else CellulePubliee(c.code, c.libelle, pleins[c.code])
        for c in modalites
    )
    return RepartitionPubliee(titre, sum(pleins.values()), cellules, sum(pleins[code] for code in groupe))


def encadrer(
    modalites: Sequence[ChoixReponse], comptes: Mapping[str, int], *, repondants: int, plancher: int
) -> RepartitionPubliee:
    """Show choices that may go together: each alone, as an interval when few chose it or few did not."""
    return RepartitionPubliee(
        "", repondants, tuple(_encadrer(choix, comptes.get(choix.code, 0), repondants, plancher) for choix in modalites)
    )


def _encadrer(choix: ChoixReponse, nombre: int, repondants: int, plancher: int) -> CellulePubliee:
    if not hors_de_danger(nombre, plancher):
        return CellulePubliee(choix.code, choix.libelle, None, f"moins de {plancher}")
    if not hors_de_danger(repondants - nombre, plancher):
        return CellulePubliee(choix.code, choix.libelle, None, f"plus de {repondants - plancher}")
    return CellulePubliee(choix.code, choix.libelle, nombre)


def moyenne_publiable(valeurs: Sequence[Decimal], *, plancher: int, decimales: int) -> Decimal | None:
    """Return the mean, None when few answers make it: under the floor, one answer that weighs half, or a few apart from all the others."""
    if len(valeurs) < plancher:
        return None
    somme, poids = sum(valeurs, Decimal(0)), sum((abs(v) for v in valeurs), Decimal(0))
    frequente = Counter(valeurs).most_common(1)[0][1]
    if not hors_de_danger(len(valeurs) - frequente, plancher):
        return None
    if poids and max(abs(v) for v in valeurs) * DEUX > poids:
        return None
    return arrondir(somme / len(valeurs), decimales)


def classer(valeurs: Sequence[Decimal], *, plancher: int) -> RepartitionPubliee:
    """Share numbers out into round classes of at least the floor, open at both ends: no extreme value shows."""
    rangees = sorted(valeurs)
    pas = _pas_rond(rangees[-1] - rangees[0]) if rangees else Decimal(1)
    seuils: list[Decimal] = []
    comptes: list[int] = []
    attente = 0
    for palier, nombre in sorted(Counter((valeur // pas) * pas for valeur in rangees).items()):
        if attente >= plancher:
            comptes.append(attente)
            seuils.append(palier)
            attente = 0
        attente += nombre
    if comptes and attente < plancher:
        attente += comptes.pop()
        seuils.pop()
    comptes.append(attente)
    cellules = tuple(
        CellulePubliee(f"classe{rang}", _nom_de_classe(seuils, rang), nombre) for rang, nombre in enumerate(comptes)
    )
    return RepartitionPubliee("", len(rangees), cellules)


def _nom_de_classe(seuils: Sequence[Decimal], rang: int) -> str:
    if not seuils:
        return "Toutes les valeurs"
    if rang == 0:
        return f"Moins de {ecrire_nombre(seuils[0])}"
    if rang == len(seuils):
        return f"{ecrire_nombre(seuils[-1])} et plus"
    return f"De {ecrire_nombre(seuils[rang - 1])} à moins de {ecrire_nombre(seuils[rang])}"


def _pas_rond(etendue: Decimal) -> Decimal:
    if etendue <= 0:
        return Decimal(1)
    brut = etendue / CLASSES
    rang = Decimal(10) ** brut.adjusted()
    return next(rang * facteur for facteur in PAS_RONDS if rang * facteur >= brut)


def somme_hors_de_danger(nombres: Iterable[int], plancher: int) -> bool:
    return all(hors_de_danger(nombre, plancher) for nombre in nombres)
