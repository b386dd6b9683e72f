"""What each young person needs in a vehicle, as a list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.models import FicheTransport
from maillage.cartographie.selectors.reglages_transport import (
    fiches_du_dispositif,
    lire_reglages,
    separations_par_jeune,
)
from maillage.cartographie.selectors.transport import habitues
from maillage.parcours import selectors as parcours
from maillage.parcours.selectors.accompagnes import accompagnes_le
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import contient_les_mots

TRIS = ("nom", "commune", "duree")


@dataclass(frozen=True)
class FiltresBesoins:
    """`qui`: empty for those who ride, `fiche` for those with a sheet, `tous` for everyone accompanied."""

    recherche: str = ""
    qui: str = ""
    tri: str = "nom"


@dataclass(frozen=True)
class LigneBesoin:
    jeune: Any
    fiche: FicheTransport | None
    transporte: bool
    duree_max: int
    separations: int

    @property
    def commune(self) -> Any:
        return (self.fiche and self.fiche.point) or self.jeune.commune


def lister_besoins(
    acteur: Acteur, dispositif: DispositifVise, filtres: FiltresBesoins, le: dt.date
) -> list[LigneBesoin]:
    """Return the lines kept, in the order asked (a fixed number of queries)."""
    if not acteur.peut("tournees", dispositif_id=dispositif.pk):
        return []
    fiches = {fiche.jeune_id: fiche for fiche in fiches_du_dispositif(dispositif.pk)}
    montent, separes = habitues(acteur, dispositif, le, le), separations_par_jeune(dispositif.pk)
    reglages = lire_reglages(dispositif.pk, le)
    cles = {jeune.pk for jeune, _ in accompagnes_le(acteur, dispositif, le)} | fiches.keys() | montent
    lignes = []
    for jeune in parcours.jeunes_visibles(acteur, dispositif).filter(pk__in=cles).select_related("commune"):
        fiche = fiches.get(jeune.pk)
        transporte = jeune.pk in montent if fiche is None else fiche.transporte
        plafond = (fiche and fiche.duree_max) or reglages.duree_max
        lignes.append(LigneBesoin(jeune, fiche, transporte, plafond, separes.get(jeune.pk, 0)))
    return _ranger([ligne for ligne in lignes if _garder(ligne, filtres)], filtres.tri)


def _garder(ligne: LigneBesoin, filtres: FiltresBesoins) -> bool:
    if filtres.qui == "" and not ligne.transporte:
        return False
    if filtres.qui == "fiche" and ligne.fiche is None:
        return False
    lieu = ligne.commune.nom if ligne.commune else ""
    return contient_les_mots(f"{ligne.jeune} {lieu}", filtres.recherche)


def _ranger(lignes: list[LigneBesoin], tri: str) -> list[LigneBesoin]:
    cles = {
        "commune": lambda li: (li.commune.nom if li.commune else "", li.jeune.nom),
        "duree": lambda li: (li.duree_max, li.jeune.nom),
    }
    cle = cles.get(tri.removeprefix("-"), lambda li: (li.jeune.nom, li.jeune.prenom, li.jeune.pk))
    return sorted(lignes, key=cle, reverse=tri.startswith("-"))
