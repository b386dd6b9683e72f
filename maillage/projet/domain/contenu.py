"""The text of a project as it is proposed, agreed to, printed and compared: plain values, frozen under one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class ParoleDite:
    """The answer of the young person to one question: their words, and the pictograms they chose."""

    question: str
    mots: str = ""
    pictogrammes: tuple[str, ...] = ()


@dataclass(frozen=True)
class BesoinDit:
    """A need of the nomenclature, with what it means for this young person."""

    code: str
    libelle: str
    mots: str = ""


@dataclass(frozen=True)
class ActionDite:
    """What is done, by whom and when. `fil` follows the same action from one project to the next."""

    fil: str
    quoi: str
    qui: str = ""
    quand: str = ""
    quoi_simple: str = ""


@dataclass(frozen=True)
class ObjectifDit:
    """An objective in shared words first; `formulation` is the professional wording, `mots_simples` the easy one; `echeance` an ISO date."""

    fil: str
    mots: str
    formulation: str = ""
    mots_simples: str = ""
    pictogramme: str = ""
    besoins: tuple[str, ...] = ()
    echeance: str = ""
    actions: tuple[ActionDite, ...] = ()


@dataclass(frozen=True)
class ContenuProjet:
    """Everything that is agreed to. Dates are ISO, `parole_mode` and the labels are words: the text reads alone, years later."""

    parole: tuple[ParoleDite, ...] = ()
    parole_le: str = ""
    parole_mode: str = ""
    famille: str = ""
    synthese: str = ""
    ecrit_avec: str = ""
    besoins: tuple[BesoinDit, ...] = ()
    objectifs: tuple[ObjectifDit, ...] = ()
    evaluation_prevue: str = ""

    def en_json(self) -> dict[str, Any]:
        """Return plain values, as stored and hashed."""
        valeurs: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return valeurs

    def manques(self) -> list[str]:
        """Say what is missing before the project may be proposed: the words of the young person come first."""
        dits = any(un.mots.strip() or un.pictogrammes for un in self.parole)
        manques = [] if dits else ["la parole du jeune"]
        if not self.objectifs:
            manques.append("au moins un objectif")
        manques += [f"une action pour « {objectif.mots} »" for objectif in self.objectifs if not objectif.actions]
        return manques if self.evaluation_prevue else [*manques, "la date de l'évaluation"]


def contenu_de_json(valeurs: Mapping[str, Any]) -> ContenuProjet:
    """Rebuild a content from `en_json`."""
    return ContenuProjet(
        **{cle: valeur for cle, valeur in valeurs.items() if isinstance(valeur, str)},
        parole=tuple(
            ParoleDite(**{**un, "pictogrammes": tuple(un["pictogrammes"])}) for un in valeurs.get("parole", ())
        ),
        besoins=tuple(BesoinDit(**un) for un in valeurs.get("besoins", ())),
        objectifs=tuple(_objectif(un) for un in valeurs.get("objectifs", ())),
    )


def empreinte_du_contenu(valeurs: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON: same text, same hash."""
    texte = json.dumps(valeurs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(texte.encode("utf-8")).hexdigest()


def _objectif(valeurs: Mapping[str, Any]) -> ObjectifDit:
    actions = tuple(ActionDite(**une) for une in valeurs["actions"])
    return ObjectifDit(**{**valeurs, "besoins": tuple(valeurs["besoins"]), "actions": actions})
