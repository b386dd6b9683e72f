"""Numbers typed by hand in a text whose numbers should come from a count. Source: issue « numbers shown anywhere are computed, never typed »."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from maillage.reseau.domain.gabarit import MARQUE
from maillage.socle.domain.bilan import ChiffreBilan
from maillage.socle.domain.texte import plier
from maillage.socle.domain.typographie import JOURS, MOIS

ESPACES = " \u00a0\u202f"
NOMBRE = re.compile(rf"(?<![\w/.,-])(?:\d{{1,3}}(?:[{ESPACES}]\d{{3}})+|\d+)(?:,\d+)?(?![\w/-])")
SUITE = re.compile(rf"[{ESPACES}]+([^\W\d_]+)")
AVANT = re.compile(rf"([^\W\d_]+)[{ESPACES}]+$")
ANNEES = range(1900, 2101)
DATES = frozenset({plier(mot) for mot in (*MOIS, "h")})
RENVOIS = frozenset({"article", "art", "page", "annexe", "numero", "departement", *map(plier, JOURS), "le", "du", "au"})
"""Words before a number that names instead of counting; « du 3 au 5 mars » is a date."""


@dataclass(frozen=True)
class NombreEcrit:
    """A number typed by hand, with its place; `codes`: the figures that may be meant, first the one of the same value."""

    ecrit: str
    ligne: int
    colonne: int
    codes: tuple[str, ...] = ()

    @property
    def phrase(self) -> str:
        place = f"Ligne {self.ligne}, caractère {self.colonne} : « {self.ecrit} » est écrit à la main."
        return f"{place} Un chiffre calculé existe : {', '.join(f'{{{{ {code} }}}}' for code in self.codes)}."


def nombres_ecrits(texte: str, chiffres: Iterable[ChiffreBilan]) -> list[NombreEcrit]:
    """Return the numbers typed where a figure exists: same value, or followed by the unit of a figure. Dates, years and references are left."""
    connus = list(chiffres)
    nu = MARQUE.sub(lambda trouve: "_" * len(trouve[0]), texte)
    lus = []
    for trouve in NOMBRE.finditer(nu):
        codes = _codes(trouve, nu, connus)
        if codes:
            avant = nu[: trouve.start()]
            colonne = trouve.start() - (avant.rfind("\n") + 1) + 1
            lus.append(NombreEcrit(trouve[0], avant.count("\n") + 1, colonne, codes))
    return lus


def _codes(trouve: re.Match[str], texte: str, chiffres: list[ChiffreBilan]) -> tuple[str, ...]:
    valeur = Decimal(re.sub(rf"[{ESPACES}]", "", trouve[0]).replace(",", "."))
    suite = SUITE.match(texte, trouve.end())
    mot = plier(suite[1]) if suite else ""
    avant = AVANT.search(texte[: trouve.start()])
    if mot in DATES or (avant and plier(avant[1]) in RENVOIS) or (valeur in ANNEES and valeur == int(valeur)):
        return ()
    egaux = [c.code for c in chiffres if c.valeur is not None and Decimal(c.valeur) == valeur and valeur > 1]
    memes = [c.code for c in chiffres if mot and _singulier(c.unite) == _singulier(mot)]
    return tuple(dict.fromkeys([*(code for code in egaux if code in memes), *memes, *egaux]))[:3]


def _singulier(unite: str) -> str:
    """The first word of a unit, without its plural."""
    mots = plier(unite).split()
    return mots[0].rstrip("sx") if mots else ""
