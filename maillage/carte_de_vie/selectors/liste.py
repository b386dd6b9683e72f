"""The list of cartes de vie of a dispositif: one row per young person whose map is open, with what the team sees, never more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.carte_de_vie.models import LieuDeVie
from maillage.carte_de_vie.selectors.acces import cartes_ouvertes
from maillage.parcours.selectors.accompagnes import accompagnes_le
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import contient_les_mots, plier

TRIS = ("nom", "-nom", "lieux", "-lieux", "dernier", "-dernier")


@dataclass(frozen=True)
class LigneCarteDeVie:
    """A young person, how many places the team sees today, how many the family, the latest day something was said."""

    jeune: Any
    lieux: int
    famille: int
    dernier: date | None


@dataclass(frozen=True)
class FiltresCartes:
    """What the address asks for."""

    etat: str = ""
    recherche: str = ""
    tri: str = "nom"


class _AvecCle:
    def __init__(self, pk: int) -> None:
        self.pk = pk


def lignes_des_cartes(acteur: Acteur, dispositif_id: int, *, le: date) -> list[LigneCarteDeVie]:
    """Return the rows, whatever their number in the same queries (5 at most)."""
    lignes = [jeune for jeune, _ in accompagnes_le(acteur, _AvecCle(dispositif_id), le)]
    ouverts = cartes_ouvertes(acteur, [jeune.pk for jeune in lignes], dispositif_id, le=le)
    vus: dict[int, list[LieuDeVie]] = defaultdict(list)
    for lieu in LieuDeVie.objects.filter(dispositif_id=dispositif_id, vu_equipe=True, jeune_id__in=ouverts):
        if lieu.fin is None or lieu.fin >= le:
            vus[lieu.jeune_id].append(lieu)
    return [_ligne(jeune, vus.get(jeune.pk, [])) for jeune in lignes if jeune.pk in ouverts]


def filtrer_cartes(lignes: Sequence[LigneCarteDeVie], filtres: FiltresCartes) -> list[LigneCarteDeVie]:
    """Return the rows that answer the filters, sorted; a map without any date comes last."""
    retenues = [ligne for ligne in lignes if _repond(ligne, filtres)]
    a_rebours = filtres.tri.startswith("-")
    if filtres.tri.lstrip("-") == "lieux":
        return sorted(retenues, key=lambda ligne: ligne.lieux, reverse=a_rebours)
    if filtres.tri.lstrip("-") == "dernier":
        datees = sorted(
            (ligne for ligne in retenues if ligne.dernier),
            key=lambda ligne: ligne.dernier or date.min,
            reverse=a_rebours,
        )
        return [*datees, *(ligne for ligne in retenues if not ligne.dernier)]
    return sorted(retenues, key=lambda ligne: (plier(ligne.jeune.nom), plier(ligne.jeune.prenom)), reverse=a_rebours)


def _repond(ligne: LigneCarteDeVie, filtres: FiltresCartes) -> bool:
    if filtres.etat and (filtres.etat == "dessinee") != bool(ligne.lieux):
        return False
    return not filtres.recherche or contient_les_mots(f"{ligne.jeune.prenom} {ligne.jeune.nom}", filtres.recherche)


def _ligne(jeune: Any, lieux: list[LieuDeVie]) -> LigneCarteDeVie:
    jours = [lieu.debut for lieu in lieux]
    jours += [date.fromisoformat(un["le"]) for lieu in lieux for un in lieu.ressentis]
    return LigneCarteDeVie(jeune, len(lieux), sum(lieu.vu_famille for lieu in lieux), max(jours, default=None))
