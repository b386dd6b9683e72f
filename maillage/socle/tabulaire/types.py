"""The column types of the format: each turns a trimmed, non-empty text into a value or says why it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from maillage.socle.domain.calendrier import ANNEES_DATE, ANNEES_DATE_HEURE

BLANCS = " \t\u00a0"
"""What is removed at both ends of a field: space, tab, no-break space."""

MOTIF_CONTROLE = re.compile("[\u0000-\u001f\u007f-\u009f]")
MOTIF_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOTIF_DATE_HEURE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
MOTIF_ENTIER = re.compile(r"[0-9]{1,6}")
MOTIF_DECIMAL = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")
MOTIF_COMMUNE = re.compile(r"[0-9]{5}|2[AB][0-9]{3}")
LONGUEUR_IDENTIFIANT = 64

Valeur = object


class ValeurInvalide(ValueError):  # noqa: N818
    """The text is not a value of the type; the message is for people, in French."""


@dataclass(frozen=True)
class TypeColonne:
    """`lire` receives a trimmed, non-empty text; it returns the value or raises `ValeurInvalide`."""

    nom: str
    lire: Callable[[str], Valeur]
    valeurs: tuple[str, ...] | None = None


def _identifiant(texte: str) -> str:
    if len(texte) > LONGUEUR_IDENTIFIANT:
        raise ValeurInvalide(f"identifiant de plus de {LONGUEUR_IDENTIFIANT} caractères")
    if MOTIF_CONTROLE.search(texte):
        raise ValeurInvalide("identifiant avec un caractère de contrôle")
    return texte


def _liste(texte: str) -> tuple[str, ...]:
    elements = (element.strip(BLANCS) for element in texte.split(";"))
    return tuple(dict.fromkeys(element for element in elements if element))


def _date(texte: str) -> date:
    if not MOTIF_DATE.fullmatch(texte):
        raise ValeurInvalide(f"date invalide « {texte} », attendu AAAA-MM-JJ")
    try:
        jour = date.fromisoformat(texte)
    except ValueError:
        raise ValeurInvalide(f"date impossible « {texte} »") from None
    if jour.year not in ANNEES_DATE:
        raise ValeurInvalide(f"année hors de 1900-2199 « {texte} »")
    return jour


def est_dans_saut_d_ete(moment: datetime) -> bool:
    """02:00 to 02:59 on the last Sunday of March does not exist in Europe/Paris."""
    dernier_dimanche = moment.month == 3 and moment.weekday() == 6 and moment.day > 24
    return dernier_dimanche and moment.hour == 2


def _date_heure(texte: str) -> datetime:
    if not MOTIF_DATE_HEURE.fullmatch(texte):
        raise ValeurInvalide(f"date-heure invalide « {texte} », attendu AAAA-MM-JJTHH:MM")
    try:
        moment = datetime.fromisoformat(texte)
    except ValueError:
        raise ValeurInvalide(f"date-heure impossible « {texte} »") from None
    if moment.year not in ANNEES_DATE_HEURE:
        raise ValeurInvalide(f"année hors de 1996-2199 « {texte} »")
    if est_dans_saut_d_ete(moment):
        raise ValeurInvalide(f"heure inexistante « {texte} » (passage à l'heure d'été)")
    return moment


def _entier(texte: str) -> int:
    if not MOTIF_ENTIER.fullmatch(texte):
        raise ValeurInvalide(f"entier invalide « {texte} », attendu 1 à 6 chiffres")
    return int(texte)


def _decimal(texte: str) -> Decimal:
    if not MOTIF_DECIMAL.fullmatch(texte):
        raise ValeurInvalide(f"nombre invalide « {texte} », attendu 1 à 6 chiffres puis au plus 6 décimales")
    return Decimal(texte)


def _booleen(texte: str) -> bool:
    if texte not in ("true", "false"):
        raise ValeurInvalide(f"« {texte} » n'est ni true ni false")
    return texte == "true"


def _commune(texte: str) -> str:
    if not MOTIF_COMMUNE.fullmatch(texte):
        raise ValeurInvalide(f"code de commune invalide « {texte} »")
    return texte


def choix(valeurs: Collection[str]) -> TypeColonne:
    """A closed list of codes."""
    permises = tuple(valeurs)

    def lire(texte: str) -> str:
        if texte not in permises:
            raise ValeurInvalide(f"« {texte} » n'est pas permis, attendu : {', '.join(permises)}")
        return texte

    return TypeColonne("choix", lire, permises)


IDENTIFIANT = TypeColonne("identifiant", _identifiant)
TEXTE = TypeColonne("texte", str)
LISTE = TypeColonne("liste", _liste)
DATE = TypeColonne("date", _date)
DATE_HEURE = TypeColonne("date_heure", _date_heure)
ENTIER = TypeColonne("entier", _entier)
DECIMAL = TypeColonne("decimal", _decimal)
BOOLEEN = TypeColonne("booleen", _booleen)
COMMUNE = TypeColonne("commune", _commune)
