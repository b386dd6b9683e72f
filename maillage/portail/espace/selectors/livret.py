"""The livret of a dispositif: its latest version, else the one shipped with the product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from maillage.portail.espace.domain.texte import BlocTexte, lire_texte
from maillage.portail.espace.referentiels import livret_de_depart
from maillage.portail.models import VersionLivret


@dataclass(frozen=True)
class Livret:
    """A text ready to be read; `numero` is 0 for the one shipped with the product."""

    texte: str
    numero: int
    publie_le: datetime | None = None

    @property
    def blocs(self) -> tuple[BlocTexte, ...]:
        return lire_texte(self.texte)


def livret_du_dispositif(dispositif_id: int) -> Livret:
    """Return what families read today (1 query)."""
    derniere = VersionLivret.objects.filter(dispositif_id=dispositif_id).first()
    if derniere is None:
        return Livret(livret_de_depart(), 0)
    return Livret(derniere.texte, derniere.numero, derniere.publie_le)


def versions_du_livret(dispositif_id: int) -> QuerySet[VersionLivret]:
    """Return every version published there, latest first, without its text."""
    return VersionLivret.objects.filter(dispositif_id=dispositif_id).defer("texte")
