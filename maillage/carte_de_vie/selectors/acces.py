"""Who looks at a carte de vie, and through which door: the only place where it is decided.

The team: the right « carte_de_vie », and the project of that file open (section « educatif », opened by membership of the team). The family: an
account that speaks for the young person. The young person: an account that is theirs and nothing else; no other account, no command of the server
ever takes that look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from maillage.carte_de_vie.domain.vocabulaire import OrigineLieu, Regard
from maillage.parcours.selectors.famille import dispositifs_du_moment
from maillage.projet.selectors.acces import jeunes_ouverts
from maillage.projet.selectors.acces import peut as projet_ouvert
from maillage.socle.acteur import Acces, Acteur

SECTION, SECTION_ESPACE = "carte_de_vie", "espace"
DU_JEUNE = frozenset({"JEUNE_MINEUR", "JEUNE_MAJEUR"})
REFUS = "Cette carte de vie ne vous est pas ouverte : elle se dessine avec l'équipe du jeune."


@dataclass(frozen=True)
class Porte:
    """A look at one carte de vie: who, whose, from where, and whether they may draw."""

    acteur: Acteur
    jeune: Any
    regard: Regard
    dispositif_id: int | None
    ecrit: bool

    @property
    def moi(self) -> bool:
        return self.regard is Regard.JEUNE

    @property
    def du_dispositif(self) -> int:
        """The dispositif, for what needs one. Raises PermissionDenied without."""
        if self.dispositif_id is None:
            raise PermissionDenied(REFUS)
        return self.dispositif_id

    @property
    def origine(self) -> OrigineLieu:
        return OrigineLieu.SEUL if self.moi else OrigineLieu.AVEC


def est_soi(acteur: Acteur, jeune_id: int) -> bool:
    """Tell whether the account is the young person's own, and speaks in no other capacity."""
    qualites = acteur.qualites_pour(jeune_id)
    return acteur.identifiant is not None and bool(qualites) and qualites <= DU_JEUNE


def porte_de_l_equipe(acteur: Acteur, jeune: Any, dispositif_id: int, *, le: date) -> Porte:
    """Return the look of a professional. Raises PermissionDenied (4 queries at most)."""
    if not (
        acteur.peut(SECTION, Acces.LECTURE, dispositif_id) and projet_ouvert(acteur, jeune.pk, dispositif_id, le=le)
    ):
        raise PermissionDenied(REFUS)
    ecrit = acteur.peut(SECTION, Acces.ECRITURE, dispositif_id) and projet_ouvert(
        acteur, jeune.pk, dispositif_id, le=le, acces=Acces.ECRITURE
    )
    return Porte(acteur, jeune, Regard.EQUIPE, dispositif_id, ecrit)


def porte_de_l_espace(acteur: Acteur, jeune: Any, *, le: date) -> Porte:
    """Return the look of the young person, or of their family, which only reads. Raises PermissionDenied for anyone else."""
    if not acteur.qualites_pour(jeune.pk) or not acteur.peut(SECTION_ESPACE):
        raise PermissionDenied(REFUS)
    dispositifs = dispositifs_du_moment(jeune.pk, le)
    moi = est_soi(acteur, jeune.pk)
    return Porte(acteur, jeune, Regard.JEUNE if moi else Regard.FAMILLE, dispositifs[0] if dispositifs else None, moi)


def exiger_ecriture(porte: Porte, *, le: date) -> None:
    """Look again at the right to draw, whatever the page believed. Raises PermissionDenied."""
    if porte.regard is Regard.EQUIPE and porte.dispositif_id is not None:
        neuve = porte_de_l_equipe(porte.acteur, porte.jeune, porte.dispositif_id, le=le)
    else:
        neuve = porte_de_l_espace(porte.acteur, porte.jeune, le=le)
    if not neuve.ecrit or neuve.regard is not porte.regard:
        raise PermissionDenied("Vous pouvez regarder cette carte, pas la changer.")


def cartes_ouvertes(acteur: Acteur, jeune_ids: list[int], dispositif_id: int, *, le: date) -> frozenset[int]:
    """Return those whose carte de vie a professional may read (2 queries)."""
    if not acteur.peut(SECTION, Acces.LECTURE, dispositif_id):
        return frozenset()
    return jeunes_ouverts(acteur, jeune_ids, dispositif_id, le=le)
