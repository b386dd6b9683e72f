"""One project: its text, what was agreed, what really took place, what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from maillage.agenda.domain.heures import vers_local
from maillage.projet.domain.contenu import ContenuProjet, contenu_de_json
from maillage.projet.domain.etats import LIBELLES_ETATS, TONS_ETATS, ActeProjet, EtatProjet, actes_possibles
from maillage.projet.domain.objectifs import LIBELLES_STATUTS, TONS_STATUTS, StatutObjectif
from maillage.projet.domain.suivi import EvenementVecu, LienAgenda, SuiviAction, ensemble, suivre
from maillage.projet.models import (
    AccordProjet,
    ActionProjet,
    EvaluationProjet,
    Objectif,
    ProjetPersonnalise,
    VersionProjet,
)
from maillage.projet.selectors.acces import exiger
from maillage.projet.selectors.prestations import LignePrestation, prestations_posees
from maillage.projet.selectors.textes import contenu_du_projet
from maillage.projet.selectors.vecus import vecus_du_jeune
from maillage.socle.acteur import Acces, Acteur

ACTES_DE_LA_PAGE = frozenset(ActeProjet) - {ActeProjet.ACCORDER, ActeProjet.REFUSER, ActeProjet.REMPLACER}
"""The others follow from an answer."""


@dataclass(frozen=True)
class ActionLue:
    """An action and what really took place for it."""

    action: ActionProjet
    suivi: SuiviAction


@dataclass(frozen=True)
class ObjectifLu:
    """An objective, its actions, and what really took place for all of them together."""

    objectif: Objectif
    actions: list[ActionLue]
    suivi: SuiviAction

    @property
    def statut(self) -> str:
        return LIBELLES_STATUTS[StatutObjectif(self.objectif.statut)]

    @property
    def ton(self) -> str:
        return TONS_STATUTS.get(StatutObjectif(self.objectif.statut), "neutre")


@dataclass(frozen=True)
class ProjetLu:
    """Everything the page of a project shows. `version`: the text proposed last; `accords`: the answers to it."""

    projet: ProjetPersonnalise
    etat: EtatProjet
    contenu: ContenuProjet
    objectifs: list[ObjectifLu]
    prestations: list[LignePrestation]
    version: VersionProjet | None
    accords: list[AccordProjet]
    evaluations: list[EvaluationProjet]
    actes: frozenset[str]
    manques: list[str]
    depuis: date

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETATS[self.etat]

    @property
    def ton(self) -> str:
        return TONS_ETATS.get(self.etat, "neutre")


def projets_du_jeune(jeune_id: int, dispositif_id: int) -> QuerySet[ProjetPersonnalise]:
    """Return the projects of a young person in a dispositif, latest first; the caller holds the right."""
    return ProjetPersonnalise.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id).select_related("jeune")


def projet_visible(
    acteur: Acteur, dispositif_id: int, identifiant: str, *, le: date, acces: Acces = Acces.LECTURE
) -> ProjetPersonnalise:
    """Return a project of the dispositif. Raises ProjetPersonnalise.DoesNotExist, PermissionDenied when the file is closed (3 queries)."""
    projet = ProjetPersonnalise.objects.select_related("jeune", "suite_de").get(
        dispositif_id=dispositif_id, identifiant=identifiant
    )
    exiger(acteur, projet.jeune_id, dispositif_id, le=le, acces=acces)
    return projet


def objectif_du_projet(projet: ProjetPersonnalise, identifiant: str) -> Objectif | None:
    """Return an objective of a project, taken out or not."""
    return Objectif.objects.select_related("projet__jeune").filter(projet=projet, identifiant=identifiant).first()


def action_du_projet(projet: ProjetPersonnalise, identifiant: str) -> ActionProjet | None:
    """Return an action of a project, taken out or not."""
    actions = ActionProjet.objects.select_related("objectif__projet__jeune")
    return actions.filter(objectif__projet=projet, identifiant=identifiant).first()


def accord_du_projet(projet: ProjetPersonnalise, pk: int) -> AccordProjet | None:
    """Return an awaited or given answer of a project."""
    return AccordProjet.objects.select_related("version__projet").filter(version__projet=projet, pk=pk).first()


def lire_projet(projet: ProjetPersonnalise, *, maintenant: datetime) -> ProjetLu:
    """Read what the page of a project shows, whatever the number of objectives (13 queries); the caller holds the right."""
    charge = _charger(projet.pk)
    depuis = charge.accorde_le or charge.commence_le
    vecus = vecus_du_jeune(charge.jeune_id, charge.dispositif_id, depuis, vers_local(maintenant).date())
    contenu = contenu_du_projet(charge)
    version = max(charge.versions.all(), key=lambda une: une.rang, default=None)
    etat = EtatProjet(charge.etat)
    return ProjetLu(
        projet=charge,
        etat=etat,
        contenu=contenu,
        objectifs=[_lire_objectif(objectif, vecus, maintenant) for objectif in charge.objectifs.all()],
        prestations=prestations_posees(charge.dispositif_id, vecus),
        version=version,
        accords=list(version.accords.all()) if version else [],
        evaluations=list(charge.evaluations.all()),
        actes=frozenset(acte.value for acte in actes_possibles(etat) & ACTES_DE_LA_PAGE),
        manques=contenu.manques() if charge.modifiable else [],
        depuis=depuis,
    )


def lire_objectif(objectif: Objectif, *, maintenant: datetime) -> ObjectifLu:
    """Read one objective with the événements behind its figures (6 queries); the caller holds the right."""
    projet = objectif.projet
    depuis = projet.accorde_le or projet.commence_le
    vecus = vecus_du_jeune(projet.jeune_id, projet.dispositif_id, depuis, vers_local(maintenant).date())
    return _lire_objectif(objectif, vecus, maintenant)


def versions_du_jeune(jeune_id: int, dispositif_id: int) -> list[VersionProjet]:
    """Return every text that was proposed for a young person, latest first (1 query); the caller holds the right."""
    versions = VersionProjet.objects.filter(projet__jeune_id=jeune_id, projet__dispositif_id=dispositif_id)
    return list(versions.select_related("projet").order_by("-projet__numero", "-rang"))


def contenu_de(version: VersionProjet) -> ContenuProjet:
    """Return the frozen text of a version."""
    return contenu_de_json(version.contenu)


def _charger(pk: int) -> ProjetPersonnalise:
    objectifs = Objectif.objects.filter(retire_le=None).prefetch_related(
        Prefetch("actions", ActionProjet.objects.filter(retiree_le=None))
    )
    return (
        ProjetPersonnalise.objects.select_related("jeune", "suite_de")
        .prefetch_related(
            Prefetch("objectifs", objectifs),
            "besoins",
            "etapes",
            "commentaires",
            "evaluations",
            Prefetch("versions", VersionProjet.objects.prefetch_related("accords")),
        )
        .get(pk=pk)
    )


def _lire_objectif(objectif: Objectif, vecus: list[EvenementVecu], maintenant: datetime) -> ObjectifLu:
    ici = vers_local(maintenant)
    actions = [
        ActionLue(action, suivre(LienAgenda(tuple(action.activites), action.categorie), vecus, ici))
        for action in objectif.actions.all()
        if action.retiree_le is None
    ]
    return ObjectifLu(objectif, actions, ensemble([lue.suivi for lue in actions]))
