"""The file of one young person in one dispositif."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from maillage.parcours.domain.age import age_le
from maillage.parcours.domain.intervalles import Intervalle, sejours
from maillage.parcours.domain.ruban import Ruban, dessiner_ruban
from maillage.parcours.models import Complexite, Demande, Jeune, PeriodeModalite, Phase, Scolarite
from maillage.parcours.selectors.connus import AvecCle, jeunes_visibles
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser_lecture
from maillage.socle.vocabulaire import Modalite, TypePhase


@dataclass(frozen=True)
class Fiche:
    """Everything the page of a young person shows: the facts of this dispositif, and their schooling."""

    jeune: Jeune
    age: int | None
    phases: list[Phase]
    periodes: list[PeriodeModalite]
    scolarites: list[Scolarite]
    complexites: list[Complexite]
    demandes: list[Demande]
    ruban: Ruban
    sejour: Intervalle | None
    """The stay in course: contiguous accompaniments are one (R21)."""


def lire_fiche(acteur: Acteur, dispositif: AvecCle, identifiant: str, *, le: date) -> Fiche:
    """Read the file of a young person and journal the reading. Raises Jeune.DoesNotExist outside what may be seen. Six queries and a trace."""
    jeune = jeunes_visibles(acteur, dispositif).select_related("commune").get(identifiant=identifiant)
    journaliser_lecture(acteur, "parcours.lire_fiche", jeune_id=jeune.pk, dispositif_id=dispositif.pk)
    phases = list(Phase.objects.filter(jeune=jeune, dispositif_id=dispositif.pk))
    periodes = list(PeriodeModalite.objects.filter(jeune=jeune, dispositif_id=dispositif.pk))
    scolarites = list(Scolarite.objects.filter(jeune=jeune))
    return Fiche(
        jeune=jeune,
        age=age_le(jeune.naissance, le) if jeune.naissance else None,
        phases=phases,
        periodes=periodes,
        scolarites=scolarites,
        complexites=list(Complexite.objects.filter(jeune=jeune, dispositif_id=dispositif.pk)),
        demandes=list(Demande.objects.filter(jeune=jeune, dispositif_id=dispositif.pk)),
        ruban=_ruban(phases, periodes, scolarites, le),
        sejour=_sejour(phases, le),
    )


def _sejour(phases: list[Phase], le: date) -> Intervalle | None:
    accompagnements = [Intervalle(p.debut, p.fin) for p in phases if p.type == TypePhase.ACCOMPAGNEMENT]
    return next((sejour for sejour in sejours(accompagnements) if sejour.couvre(le)), None)


def _ruban(phases: list[Phase], periodes: list[PeriodeModalite], scolarites: list[Scolarite], le: date) -> Ruban:
    couloirs: dict[tuple[str, str], list[Intervalle]] = {}
    couloirs["PHASE", "Phases"] = [Intervalle(p.debut, p.fin, p.get_type_display()) for p in phases]
    for code, libelle in Modalite.choices:
        couloirs[code, str(libelle)] = [
            Intervalle(p.debut, p.fin, p.get_modalite_display()) for p in periodes if p.modalite == code
        ]
    couloirs["ECOLE", "Scolarité"] = [Intervalle(s.debut, s.fin, s.get_code_display()) for s in scolarites]
    return dessiner_ruban({cle: faits for cle, faits in couloirs.items() if faits}, aujourd_hui=le)
