"""Three states meet: what the source said last, what it says now, what the agenda holds. Only what the source changed is brought in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from maillage.agenda.imports.domain.etat import Etat

TOUJOURS_DITS = ("debut", "fin", "categorie", "statut")
DITS_SI_REMPLIS = ("modalite", "lieu_type", "lieu", "titre")
CHAMPS_EN_MOTS = {
    "debut": "début",
    "fin": "fin",
    "categorie": "catégorie",
    "modalite": "modalité",
    "lieu_type": "type de lieu",
    "lieu": "lieu",
    "titre": "titre",
    "statut": "statut",
    "jeunes": "jeunes ou présences",
    "pros": "professionnels",
    "absences": "motifs d'absence",
}
RESERVE_CONFIRME = "déjà confirmé par l'équipe : le statut du fichier n'est pas repris"


class Issue(StrEnum):
    """What becomes of an occurrence, or of a line."""

    AJOUT = "AJOUT"
    MODIFICATION = "MODIFICATION"
    INCHANGE = "INCHANGE"
    ANNULATION = "ANNULATION"
    ERREUR = "ERREUR"


@dataclass(frozen=True)
class Decision:
    """The state to write (None when nothing changes), what to call it, and what to say beside the line."""

    issue: Issue
    etat: Etat | None = None
    reserve: str = ""


def decider(*, actuel: Etat, ancien: Etat | None, nouveau: Etat, confirme: bool) -> Decision:
    """Return what the source's new words do to an existing événement.

    `ancien` is what the source said last (None: unknown). `confirme`: the team confirmed the événement, no file goes back on that.
    """
    fusionne = _fusionner(actuel, ancien, nouveau)
    reserve = ""
    if confirme and fusionne.statut != actuel.statut:
        fusionne, reserve = replace(fusionne, statut=actuel.statut), RESERVE_CONFIRME
    if fusionne == actuel:
        return Decision(Issue.INCHANGE, reserve=reserve)
    annule = fusionne.statut == "ANNULE" and actuel.statut != "ANNULE"
    dits = [f"change : {dire_differences(actuel, fusionne)}", *filter(None, [reserve])]
    return Decision(Issue.ANNULATION if annule else Issue.MODIFICATION, fusionne, " ; ".join(dits))


def dire_differences(avant: Etat, apres: Etat) -> str:
    """Name what differs between two states: « début, jeunes »."""
    return ", ".join(mots for nom, mots in CHAMPS_EN_MOTS.items() if getattr(avant, nom) != getattr(apres, nom))


def _fusionner(actuel: Etat, ancien: Etat | None, nouveau: Etat) -> Etat:
    simples: dict[str, Any] = {}
    for nom in (*TOUJOURS_DITS, *DITS_SI_REMPLIS):
        dit, avant = getattr(nouveau, nom), getattr(ancien, nom) if ancien else None
        change = dit != avant and (nom in TOUJOURS_DITS or bool(dit))
        simples[nom] = dit if change else getattr(actuel, nom)
    if ancien is None and actuel.statut == "REALISE" and nouveau.statut == "PLANIFIE":
        simples["statut"] = actuel.statut
    anciens_pros = ancien.pros if ancien else frozenset()
    return Etat(
        **simples,
        jeunes=_fusionner_paires(actuel.jeunes, ancien.jeunes if ancien else {}, nouveau.jeunes),
        pros=(actuel.pros - (anciens_pros - nouveau.pros)) | (nouveau.pros - anciens_pros),
        absences=_absences(actuel, ancien, nouveau),
    )


def _fusionner_paires(
    actuel: Mapping[int, str], ancien: Mapping[int, str], nouveau: Mapping[int, str]
) -> dict[int, str]:
    """People the source removed leave; people it names come; a presence it left empty never erases one."""
    gardes = {pk: valeur for pk, valeur in actuel.items() if pk in nouveau or pk not in ancien}
    for pk, valeur in nouveau.items():
        if pk not in gardes:
            if pk not in ancien:
                gardes[pk] = valeur
        elif valeur and valeur != ancien.get(pk, ""):
            gardes[pk] = valeur
    return gardes


def _absences(actuel: Etat, ancien: Etat | None, nouveau: Etat) -> dict[int, str]:
    """An absence that the source noted is taken back when it now says the young person was there, or no longer lists them."""
    fusionnees = _fusionner_paires(actuel.absences, ancien.absences if ancien else {}, nouveau.absences)
    return {pk: motif for pk, motif in fusionnees.items() if nouveau.jeunes.get(pk) != "PRESENT"}
