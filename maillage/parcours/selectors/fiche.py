"""The file of one young person in one dispositif: what the acting person may open of it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from maillage.parcours.domain.age import age_le
from maillage.parcours.domain.intervalles import Intervalle, sejours
from maillage.parcours.models import (
    BrisDeGlace,
    Complexite,
    Contrat,
    Demande,
    EvenementDeVie,
    Jeune,
    NotificationMdph,
    PeriodeModalite,
    Phase,
    Scolarite,
)
from maillage.parcours.selectors.bris import bris_de
from maillage.parcours.selectors.connus import AvecCle, jeunes_visibles
from maillage.parcours.selectors.equipe import EquipeDuJeune, equipe_du_jeune
from maillage.parcours.selectors.ruban import FaitsDuParcours, ruban_du_jeune
from maillage.parcours.selectors.sections import AccesDossier, acces_au_dossier
from maillage.socle.acteur import Acteur
from maillage.socle.domain.ruban import Ruban, VueRuban
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser, journaliser_lecture
from maillage.socle.vocabulaire import TypePhase


@dataclass(frozen=True)
class Fiche:
    """Everything the page of a young person shows. A list is empty, and `equipe` None, when their section is closed."""

    jeune: Jeune
    acces: AccesDossier
    bris: BrisDeGlace | None
    age: int | None
    faits: FaitsDuParcours
    complexites: list[Complexite]
    demandes: list[Demande]
    equipe: EquipeDuJeune | None
    ruban: Ruban
    sejour: Intervalle | None
    """The stay in course: contiguous accompaniments are one (R21)."""

    @property
    def sections(self) -> frozenset[str]:
        """Codes of the sections open for reading."""
        return self.acces.lecture


def jeune_visible(acteur: Acteur, dispositif: AvecCle, identifiant: str) -> Jeune:
    """Return a young person known of the dispositif. Raises Jeune.DoesNotExist outside what may be seen."""
    return jeunes_visibles(acteur, dispositif).select_related("commune").get(identifiant=identifiant)


def lire_fiche(
    acteur: Acteur, dispositif: AvecCle, identifiant: str, *, le: date, vue: VueRuban = VueRuban.TOUT
) -> Fiche:
    """Read the file and journal the reading, or the refusal when every section is closed. Raises Jeune.DoesNotExist.

    A constant number of queries, fewer when sections are closed.
    """
    jeune = jeune_visible(acteur, dispositif, identifiant)
    acces = acces_au_dossier(acteur, jeune.pk, dispositif.pk, le)
    sections = acces.lecture
    _journaliser(acteur, jeune, dispositif.pk, ouvert=bool(sections))
    faits = faits_du_parcours(jeune, dispositif.pk, sections)
    ici = {"jeune": jeune, "dispositif_id": dispositif.pk}
    ouvert = "parcours" in sections
    return Fiche(
        jeune=jeune,
        acces=acces,
        bris=bris_de(acteur, jeune.pk, dispositif.pk),
        age=age_le(jeune.naissance, le) if jeune.naissance and "identite" in sections else None,
        faits=faits,
        complexites=list(Complexite.objects.filter(**ici)) if ouvert else [],
        demandes=list(Demande.objects.filter(**ici)) if ouvert else [],
        equipe=equipe_du_jeune(jeune.pk, dispositif.pk, le) if ouvert else None,
        ruban=ruban_du_jeune(faits, le=le, vue=vue),
        sejour=_sejour(faits.phases, le),
    )


def faits_du_parcours(jeune: Jeune, dispositif_id: int, sections: frozenset[str]) -> FaitsDuParcours:
    """Return what these sections open of the path: one query per kind of fact."""
    ici = {"jeune": jeune, "dispositif_id": dispositif_id}
    ouvert = "parcours" in sections
    return FaitsDuParcours(
        phases=list(Phase.objects.filter(**ici)) if ouvert else [],
        periodes=list(PeriodeModalite.objects.filter(**ici)) if ouvert else [],
        scolarites=list(Scolarite.objects.filter(jeune=jeune)) if "scolarite" in sections else [],
        notifications=(list(NotificationMdph.objects.filter(jeune=jeune, retiree_le__isnull=True)) if ouvert else []),
        contrats=list(Contrat.objects.filter(**ici)) if ouvert else [],
        evenements=(
            list(EvenementDeVie.objects.filter(**ici, section__in=sections, retire_le__isnull=True)) if sections else []
        ),
    )


def _journaliser(acteur: Acteur, jeune: Jeune, dispositif_id: int, *, ouvert: bool) -> None:
    if ouvert:
        journaliser_lecture(acteur, "parcours.lire_fiche", jeune_id=jeune.pk, dispositif_id=dispositif_id)
        return
    journaliser(
        acteur, "parcours.refuser_dossier", nature=NatureTrace.REFUS, jeune_id=jeune.pk, dispositif_id=dispositif_id
    )


def _sejour(phases: list[Phase], le: date) -> Intervalle | None:
    accompagnements = [Intervalle(p.debut, p.fin) for p in phases if p.type == TypePhase.ACCOMPAGNEMENT]
    return next((sejour for sejour in sejours(accompagnements) if sejour.couvre(le)), None)
