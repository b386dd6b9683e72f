"""What a form or a command gives to write in a project, and the same as labelled words when two writings meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.domain.suivi import LienAgenda
from maillage.socle.domain.typographie import ecrire_jour_annee


@dataclass(frozen=True)
class SaisieParole:
    """The young person's words by question (code), their pictograms, when and how they were gathered; then the family's words."""

    mots: Mapping[str, str] = field(default_factory=dict)
    pictogrammes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    le: date | None = None
    mode: str = ""
    famille: str = ""

    def en_json(self) -> dict[str, dict[str, object]]:
        """Return the answers as stored, questions without an answer left out."""
        codes = [*self.mots, *(code for code in self.pictogrammes if code not in self.mots)]
        reponses = {code: (self.mots.get(code, "").strip(), list(self.pictogrammes.get(code, ()))) for code in codes}
        return {
            code: {"mots": mots, "pictogrammes": pictos} for code, (mots, pictos) in reponses.items() if mots or pictos
        }


@dataclass(frozen=True)
class SaisieCadre:
    """Where things stand, who wrote with the young person, when the project will be evaluated."""

    synthese: str = ""
    ecrit_avec: str = ""
    evaluation_prevue: date | None = None

    def en_mots(self) -> dict[str, str]:
        return {
            "Où nous en sommes": self.synthese.strip(),
            "Écrit avec": self.ecrit_avec.strip(),
            "Évaluation prévue": _jour(self.evaluation_prevue),
        }


@dataclass(frozen=True)
class SaisieObjectif:
    """An objective: shared words first."""

    mots: str
    formulation: str = ""
    mots_simples: str = ""
    pictogramme: str = ""
    besoins: tuple[str, ...] = ()
    echeance: date | None = None

    def en_mots(self) -> dict[str, str]:
        return {
            "L'objectif, dans les mots partagés": self.mots.strip(),
            "Formulation professionnelle": self.formulation.strip(),
            "Facile à lire": self.mots_simples.strip(),
            "Besoins": ", ".join(self.besoins),
            "Échéance": _jour(self.echeance),
        }


@dataclass(frozen=True)
class SaisieAction:
    """An action, and what it names in the agenda."""

    quoi: str
    quoi_simple: str = ""
    qui: str = ""
    quand: str = ""
    lien: LienAgenda = field(default_factory=LienAgenda)

    def en_mots(self) -> dict[str, str]:
        return {
            "Ce qu'on fait": self.quoi.strip(),
            "Facile à lire": self.quoi_simple.strip(),
            "Avec qui": self.qui.strip(),
            "Quand": self.quand.strip(),
            "Dans l'agenda": ", ".join((*self.lien.activites, self.lien.categorie)).strip(", "),
        }


@dataclass(frozen=True)
class SaisieEvaluation:
    """What came of a project: `statuts` and `mots` by `fil` of objective."""

    le: date
    parole: str = ""
    pictogrammes: tuple[str, ...] = ()
    avec: str = ""
    bilan: str = ""
    suite: str = "CONTINUER"
    prochaine: date | None = None
    statuts: Mapping[str, str] = field(default_factory=dict)
    mots: Mapping[str, str] = field(default_factory=dict)


def exiger_mots(mots: str, champ: str, message: str) -> str:
    """Return the words without their outer spaces; refuse none."""
    if not mots.strip():
        raise ErreurProjet(message, champ=champ)
    return mots.strip()


def _jour(jour: date | None) -> str:
    return ecrire_jour_annee(jour) if jour else ""
