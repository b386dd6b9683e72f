"""The bilan as pure data: figures taken at a moment, compared with the year before, sealed by a hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from maillage.socle.domain.typographie import ecrire_nombre

NON_COMPTE = "non compté"
PLURIEL = 2
INVARIABLES = frozenset({"fois", "mois"})


@dataclass(frozen=True)
class ChiffreArrete:
    """A figure as it was taken: its value, that of the same period a year before, its definition and its query."""

    code: str
    famille: str
    libelle: str
    valeur: Decimal | None
    precedente: Decimal | None
    unite: str
    definition: str
    url_name: str = ""
    url_kwargs: Mapping[str, str] = field(default_factory=dict)

    @property
    def ecrit(self) -> str:
        return ecrire_valeur(self.valeur)

    @property
    def mesure(self) -> str:
        """Return the value with its unit, singular below two as French has it; « % » stays."""
        return f"{self.ecrit} {accorder(self.unite, self.valeur)}".strip()

    @property
    def evolution(self) -> str:
        """Say what changed in words; nothing is compared with what was not counted."""
        if self.valeur is None or self.precedente is None:
            return "pas de comparaison"
        ecart = self.valeur - self.precedente
        if not ecart:
            return "comme un an avant"
        return f"{ecrire_nombre(abs(ecart))} de {'plus' if ecart > 0 else 'moins'}"


def ecrire_valeur(valeur: Decimal | None) -> str:
    """Write a value as the text of a bilan shows it."""
    return NON_COMPTE if valeur is None else ecrire_nombre(valeur)


def accorder(unite: str, valeur: Decimal | None) -> str:
    """Return a plural unit as it is written after that value; words that never lose their s are left."""
    if valeur is None or abs(valeur) >= PLURIEL:
        return unite
    return " ".join(mot if mot in INVARIABLES else mot.removesuffix("s") for mot in unite.split())


def un_an_avant(debut: dt.date, fin: dt.date) -> tuple[dt.date, dt.date]:
    """Return the same period a year before."""
    annee = relativedelta(years=1)
    return debut - annee, fin - annee


def empreinte(
    entete: Mapping[str, str], sections: Iterable[Mapping[str, Any]], chiffres: Iterable[ChiffreArrete]
) -> str:
    """Return the SHA-256 of what a bilan says, written in one way only."""
    contenu = {
        "entete": dict(entete),
        "sections": [dict(section) for section in sections],
        "chiffres": [_ligne(chiffre) for chiffre in sorted(chiffres, key=lambda c: c.code)],
    }
    octets = json.dumps(contenu, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return hashlib.sha256(octets).hexdigest()


def _ligne(chiffre: ChiffreArrete) -> dict[str, Any]:
    ligne = asdict(chiffre)
    for nom in ("valeur", "precedente"):
        ligne[nom] = None if ligne[nom] is None else f"{ligne[nom].normalize():f}"
    return ligne
