"""The team of a young person: who is in it on a day, who was, who will be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from maillage.parcours.models import MembreEquipe, Remplacement
from maillage.parcours.referentiels import fonctions, motifs_depart, motifs_remplacement


@dataclass(frozen=True)
class LigneEquipe:
    """A membership with its words; `remplacant` is who stands in that day, `remplacements` those not over."""

    membre: MembreEquipe
    fonction: str
    motif_depart: str
    remplacant: Remplacement | None
    remplacements: tuple[tuple[Remplacement, str], ...]


@dataclass(frozen=True)
class EquipeDuJeune:
    """The team on a day, and its history."""

    actuels: tuple[LigneEquipe, ...]
    a_venir: tuple[LigneEquipe, ...]
    anciens: tuple[LigneEquipe, ...]

    @property
    def referent(self) -> LigneEquipe | None:
        return next((ligne for ligne in self.actuels if ligne.membre.referent), None)


def equipe_du_jeune(jeune_id: int, dispositif_id: int, le: date) -> EquipeDuJeune:
    """Return the team in that dispositif (2 queries). The caller has asked for the section « parcours » of the file."""
    membres = (
        MembreEquipe.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id)
        .select_related("professionnel")
        .prefetch_related("remplacements__remplacant")
    )
    lignes = [_ligne(membre, le) for membre in membres]
    return EquipeDuJeune(
        actuels=tuple(ligne for ligne in lignes if _present(ligne.membre, le)),
        a_venir=tuple(ligne for ligne in lignes if ligne.membre.debut > le),
        anciens=tuple(
            sorted(
                (ligne for ligne in lignes if ligne.membre.fin is not None and ligne.membre.fin < le),
                key=lambda ligne: ligne.membre.fin or le,
                reverse=True,
            )
        ),
    )


def referents_par_jeune(jeune_ids: Collection[int], dispositif_id: int, le: date) -> dict[int, str]:
    """Return the name of the referent of each young person on a day (1 query)."""
    membres = MembreEquipe.objects.filter(
        jeune_id__in=jeune_ids, dispositif_id=dispositif_id, referent=True, debut__lte=le
    ).exclude(fin__lt=le)
    return {membre.jeune_id: str(membre.professionnel) for membre in membres.select_related("professionnel")}


def _present(membre: MembreEquipe, le: date) -> bool:
    return membre.debut <= le and (membre.fin is None or le <= membre.fin)


def _ligne(membre: MembreEquipe, le: date) -> LigneEquipe:
    a_venir = sorted((r for r in membre.remplacements.all() if r.fin >= le), key=lambda r: r.debut)
    motifs = motifs_remplacement()
    return LigneEquipe(
        membre=membre,
        fonction=fonctions().get(membre.fonction, membre.fonction),
        motif_depart=motifs_depart().get(membre.motif_depart, membre.motif_depart),
        remplacant=next((r for r in a_venir if r.debut <= le), None),
        remplacements=tuple((r, motifs.get(r.motif, r.motif).lower()) for r in a_venir),
    )
