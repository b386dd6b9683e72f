"""From a figure of a restitution to the figure of a return that it is made of, and how the returns are put together (R41, R44)."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.pilotage.domain.mesures import DISTRIBUTIONS, SOMMES, TAUX

COUVERTURE = "couverture"
"""The figure that says how many of the expected returns are kept: it has no rule of its own."""
CHEMINS_DES_TAUX = {
    "occupation_aj": "occupation.AJ.taux",
    "occupation_an": "occupation.AN.taux",
    "taux_multi_modalite": "multi_modalite.taux",
    "taux_ordinaire": "scolarite.taux_ordinaire",
    "taux_creton": "creton.taux",
}
CHEMINS_REMPLACES = {"appui_ressource.minutes_pros": "appui_ressource.heures"}
"""Sums held in another unit than the one that a return shows."""
SOMME = "On additionne ce chiffre dans tous les retours retenus."
TAUX_DE_SOMMES = "On divise la somme des numérateurs des retours retenus par celle de leurs dénominateurs : ce n'est pas une moyenne de taux."
MOYENNE = "On divise la somme des retours retenus par leur nombre."
QUARTILE = "On range les dispositifs du plus petit au plus grand et on lit la valeur à cette place, entre deux dispositifs s'il le faut."


@dataclass(frozen=True)
class Origine:
    """`chemin`: dotted path of the figure in each return; `reunion`: how they are put together, in French."""

    chemin: str
    reunion: str


def _origines() -> dict[str, Origine]:
    chemins = {somme.code: ".".join(somme.chemin) for somme in SOMMES}
    chemins = {code: CHEMINS_REMPLACES.get(chemin, chemin) for code, chemin in chemins.items()}
    return {
        **{code: Origine(chemin, SOMME) for code, chemin in chemins.items()},
        **{taux.code: Origine(CHEMINS_DES_TAUX[taux.code], TAUX_DE_SOMMES) for taux in TAUX},
        **{
            distribution.code: Origine(chemins[distribution.somme], QUARTILE if distribution.quantile else MOYENNE)
            for distribution in DISTRIBUTIONS
        },
    }


ORIGINES = _origines()
"""By code of measure, as in the published table."""
