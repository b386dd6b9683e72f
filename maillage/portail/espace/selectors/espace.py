"""Whose space it is, who reads it, and how the pages speak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.liaison.referentiels import qualites as qualites_de_liaison
from maillage.parcours.selectors.famille import dispositifs_du_moment, jeunes_du_compte
from maillage.portail.espace.domain.voix import Voix, voix_pour
from maillage.portail.espace.referentiels import dire
from maillage.portail.models import ReglageEspace
from maillage.socle.acteur import Acteur
from maillage.structures.selectors.publics import noms_des_dispositifs


@dataclass(frozen=True)
class Espace:
    """The space of a young person as one account sees it. `dispositifs`: those that accompany them, the main one first."""

    jeune: Any
    qualites: frozenset[str]
    voix: Voix
    dispositifs: tuple[int, ...]
    maison: str = ""
    """The name of the main dispositif as families know it."""
    code: str = ""
    contact: str = ""

    @property
    def prenom(self) -> str:
        return str(self.jeune.prenom)

    @property
    def identifiant(self) -> str:
        return str(self.jeune.identifiant)

    @property
    def dispositif_id(self) -> int | None:
        return self.dispositifs[0] if self.dispositifs else None

    @property
    def du_jeune(self) -> bool:
        return self.voix is not Voix.FAMILLE

    @property
    def decide(self) -> bool:
        """Tell whether this account's agreement is required: parents, representatives, the young adult; a minor gives an opinion."""
        return any(qualites_de_liaison()[code].requise for code in self.qualites if code in qualites_de_liaison())

    def dire(self, cle: str, **mots: object) -> str:
        """Return a sentence of the table in the voice of this account."""
        return dire(cle, self.voix, self.prenom, **mots)


def espaces_du_compte(acteur: Acteur, *, le: date) -> list[Espace]:
    """Return the spaces open to an account, by first name (5 queries each: whoever represents many is rare)."""
    return [_espace(acteur, jeune, le) for jeune in jeunes_du_compte(acteur).order_by("prenom", "nom", "pk")]


def espace_du_compte(acteur: Acteur, identifiant: str, *, le: date) -> Espace | None:
    """Return the space of that young person, None for someone who is not, nor represents, them today."""
    jeune = jeunes_du_compte(acteur).filter(identifiant=identifiant).first()
    return _espace(acteur, jeune, le) if jeune else None


def reglage_du_dispositif(dispositif_id: int | None) -> ReglageEspace:
    """Return how the space of a dispositif speaks; what is shipped when nothing was set (1 query)."""
    if dispositif_id is None:
        return ReglageEspace()
    return ReglageEspace.objects.filter(dispositif_id=dispositif_id).first() or ReglageEspace(
        dispositif_id=dispositif_id
    )


def _espace(acteur: Acteur, jeune: Any, le: date) -> Espace:
    dispositifs = tuple(dispositifs_du_moment(jeune.pk, le))
    principal = dispositifs[0] if dispositifs else None
    reglage = reglage_du_dispositif(principal)
    nom, code = noms_des_dispositifs(dispositifs[:1]).get(principal or 0, ("", ""))
    qualites = acteur.qualites_pour(jeune.pk)
    return Espace(
        jeune=jeune,
        qualites=qualites,
        voix=voix_pour(qualites, tutoiement=reglage.tutoiement),
        dispositifs=dispositifs,
        maison=reglage.nom_usage or nom,
        code=code,
        contact=reglage.contact,
    )
