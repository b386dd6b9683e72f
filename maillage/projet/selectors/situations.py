"""Where the young people of a dispositif stand with their projects, and what is due: one read for the list and for the deadlines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.parcours.selectors.accompagnes import accompagnes_le
from maillage.projet.domain.echeances import ActeAttendu, SituationProjet, attendus
from maillage.projet.domain.etats import EN_PREPARATION, EN_VIGUEUR, LIBELLES_ETATS, TONS_ETATS, EtatProjet
from maillage.projet.domain.objectifs import SuiteEvaluation
from maillage.projet.models import ProjetPersonnalise
from maillage.projet.referentiels import reglages
from maillage.projet.selectors.acces import jeunes_ouverts
from maillage.socle.acteur import Acteur
from maillage.socle.domain.echeances import Echeance, EtatEcheance

SANS_PROJET = "SANS"


class AvecCle:
    """A dispositif by its key."""

    def __init__(self, pk: int) -> None:
        self.pk = pk


@dataclass(frozen=True)
class SituationDuJeune:
    """A young person, the project in force, the one being prepared, and what is due with its last day."""

    jeune: Any
    entree: date | None
    en_vigueur: ProjetPersonnalise | None
    en_preparation: ProjetPersonnalise | None
    attendus: list[tuple[ActeAttendu, date]]

    @property
    def projet(self) -> ProjetPersonnalise | None:
        """The project that its page should open first: the one being written, else the agreed one."""
        return self.en_preparation or self.en_vigueur

    @property
    def etats(self) -> list[tuple[str, str, str]]:
        """(code, label, tone) of each project that counts now; « Aucun projet » when there is none."""
        connus = [EtatProjet(projet.etat) for projet in (self.en_vigueur, self.en_preparation) if projet]
        dits = [(etat.value, LIBELLES_ETATS[etat], TONS_ETATS.get(etat, "neutre")) for etat in connus]
        return dits or [(SANS_PROJET, "Aucun projet", "neutre")]

    def echeance(self, le: date) -> tuple[ActeAttendu, date, EtatEcheance] | None:
        """Return what is due first, and its state on a day."""
        if not self.attendus:
            return None
        acte, jour = self.attendus[0]
        return acte, jour, Echeance("", "", jour, "").etat(le)


def situations(acteur: Acteur, dispositif_id: int, *, le: date, jeune_id: int | None = None) -> list[SituationDuJeune]:
    """Return the young people accompanied that day, or with a project that counts, whose file is open to the person (5 queries at most)."""
    projets = _projets(dispositif_id, jeune_id)
    lignes = accompagnes_le(acteur, AvecCle(dispositif_id), le, aussi=projets, jeune_id=jeune_id)
    ouverts = jeunes_ouverts(acteur, [jeune.pk for jeune, _ in lignes], dispositif_id, le=le)
    return [_situer(jeune, entree, projets.get(jeune.pk, []), le) for jeune, entree in lignes if jeune.pk in ouverts]


def _projets(dispositif_id: int, jeune_id: int | None) -> dict[int, list[ProjetPersonnalise]]:
    par_jeune: dict[int, list[ProjetPersonnalise]] = defaultdict(list)
    comptent = ProjetPersonnalise.objects.filter(
        dispositif_id=dispositif_id, etat__in=sorted(EN_PREPARATION | EN_VIGUEUR)
    ).prefetch_related("evaluations")
    for projet in comptent if jeune_id is None else comptent.filter(jeune_id=jeune_id):
        par_jeune[projet.jeune_id].append(projet)
    return dict(par_jeune)


def _situer(jeune: Any, entree: date | None, projets: list[ProjetPersonnalise], le: date) -> SituationDuJeune:
    en_vigueur = next((projet for projet in projets if EtatProjet(projet.etat) in EN_VIGUEUR), None)
    en_preparation = next((projet for projet in projets if EtatProjet(projet.etat) in EN_PREPARATION), None)
    return SituationDuJeune(
        jeune=jeune,
        entree=entree,
        en_vigueur=en_vigueur,
        en_preparation=en_preparation,
        attendus=_attendus(entree, en_vigueur, en_preparation, le),
    )


def _attendus(
    entree: date | None, en_vigueur: ProjetPersonnalise | None, en_preparation: ProjetPersonnalise | None, le: date
) -> list[tuple[ActeAttendu, date]]:
    """Nothing is due for someone who is no longer accompanied."""
    if entree is None:
        return []
    situation = SituationProjet(
        entree=entree,
        etat_en_vigueur=EtatProjet(en_vigueur.etat) if en_vigueur else None,
        accorde_le=en_vigueur.accorde_le if en_vigueur else None,
        continue_le=_continue_le(en_vigueur),
        evaluation_prevue=en_vigueur.evaluation_prevue if en_vigueur else None,
        etat_en_preparation=EtatProjet(en_preparation.etat) if en_preparation else None,
        propose_le=en_preparation.propose_le if en_preparation else None,
    )
    return attendus(situation, reglages(le))


def _continue_le(projet: ProjetPersonnalise | None) -> date | None:
    evaluations = projet.evaluations.all() if projet else ()
    return max((une.le for une in evaluations if une.suite == SuiteEvaluation.CONTINUER), default=None)
