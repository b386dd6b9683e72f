"""Evaluating an agreed project: the young person's words first, then each objective, then what is decided."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.domain.etats import ActeProjet
from maillage.projet.domain.objectifs import StatutObjectif, SuiteEvaluation
from maillage.projet.domain.saisies import SaisieEvaluation
from maillage.projet.models import EvaluationProjet, ProjetPersonnalise
from maillage.projet.services.projet_commun import jour_de, passer, prendre, tracer
from maillage.socle.acteur import Acteur


@transaction.atomic
def evaluer_projet(
    acteur: Acteur, *, projet: ProjetPersonnalise, saisie: SaisieEvaluation, maintenant: datetime
) -> EvaluationProjet:
    """Write an evaluation and the state of each objective. `suite` CONTINUER asks for the day of the next one. Raises ErreurProjet."""
    projet, aujourd_hui = prendre(acteur, projet, maintenant), jour_de(maintenant)
    suite = SuiteEvaluation(saisie.suite)
    if not saisie.parole.strip() and not saisie.pictogrammes:
        raise ErreurProjet("Commencez par la parole du jeune, avec des mots ou des pictogrammes.", champ="parole")
    if saisie.le > aujourd_hui:
        raise ErreurProjet("Cette date est dans l'avenir.", champ="le")
    if projet.accorde_le and saisie.le < projet.accorde_le:
        raise ErreurProjet("Cette date est avant l'accord du projet.", champ="le")
    if suite is SuiteEvaluation.CONTINUER and (saisie.prochaine is None or saisie.prochaine <= saisie.le):
        raise ErreurProjet("Dites quand aura lieu la prochaine évaluation, après celle-ci.", champ="prochaine")
    prevue = projet.evaluation_prevue
    passer(acteur, projet, ActeProjet.EVALUER, le=saisie.le, maintenant=maintenant)
    projet.evaluation_prevue = saisie.prochaine if suite is SuiteEvaluation.CONTINUER else None
    projet.save()
    dits = _noter_les_objectifs(projet, saisie)
    evaluation = EvaluationProjet.objects.create(
        projet=projet,
        le=saisie.le,
        prevue_le=prevue,
        parole=saisie.parole.strip(),
        pictogrammes=list(saisie.pictogrammes),
        avec=saisie.avec.strip(),
        bilan=saisie.bilan.strip(),
        objectifs=dits,
        suite=suite.value,
        enregistre_par=acteur.libelle,
        enregistre_le=maintenant,
    )
    tracer(acteur, "evaluer_projet", projet, suite=suite.value)
    return evaluation


def _noter_les_objectifs(projet: ProjetPersonnalise, saisie: SaisieEvaluation) -> dict[str, dict[str, str]]:
    dits: dict[str, dict[str, str]] = {}
    for objectif in projet.objectifs.filter(retire_le=None):
        statut = StatutObjectif(saisie.statuts.get(objectif.fil, objectif.statut))
        dits[objectif.fil] = {"statut": statut.value, "mots": saisie.mots.get(objectif.fil, "").strip()}
        objectif.statut, objectif.statut_le = statut.value, saisie.le
        objectif.save(update_fields=["statut", "statut_le"])
    return dits
