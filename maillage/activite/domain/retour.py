"""The life of a quarterly return (R40) and what differs between two of its results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

BROUILLON, VALIDE, TRANSMIS = "BROUILLON", "VALIDE", "TRANSMIS"
TRANSITIONS = {
    (BROUILLON, VALIDE): "valider",
    (VALIDE, BROUILLON): "reprendre",
    (VALIDE, TRANSMIS): "transmettre",
}
CLES_DE_LISTE = ("dispositif_id", "jeune_id", "semaine", "date", "fiche_id", "finess", "motif")


class TransitionRefusee(Exception):  # noqa: N818
    """The return cannot go to that state; the message says why, in French."""


@dataclass(frozen=True)
class Difference:
    """One value that differs: dotted path in the result, value before and after (None when absent)."""

    chemin: str
    avant: Any
    apres: Any


def exiger_transition(*, de: str, vers: str, bloquantes: int = 0) -> None:
    """Refuse what R40 does not allow: a return leaves BROUILLON only without blocking alert; a transmitted one never changes."""
    if (de, vers) not in TRANSITIONS:
        raise TransitionRefusee(f"Un retour « {de.lower()} » ne peut pas devenir « {vers.lower()} ».")
    if vers == VALIDE and bloquantes:
        pluriel = "s" if bloquantes > 1 else ""
        raise TransitionRefusee(
            f"{bloquantes} alerte{pluriel} bloquante{pluriel} à régler avant de valider : voyez la page « Qualité »."
        )


def differences(avant: Any, apres: Any, chemin: str = "") -> Iterator[Difference]:
    """Yield the values that differ between two results, lists of objects being matched by their key (contract 4.1)."""
    if isinstance(avant, Mapping) and isinstance(apres, Mapping):
        for cle in sorted(avant.keys() | apres.keys()):
            yield from differences(avant.get(cle), apres.get(cle), f"{chemin}.{cle}" if chemin else cle)
    elif _liste_a_cle(avant) and _liste_a_cle(apres):
        yield from differences(_par_cle(avant), _par_cle(apres), chemin)
    elif avant != apres:
        yield Difference(chemin, avant, apres)


def _liste_a_cle(valeur: Any) -> bool:
    return isinstance(valeur, list) and all(isinstance(element, Mapping) and _cle(element) for element in valeur)


def _cle(element: Mapping[str, Any]) -> str | None:
    return next((str(element[nom]) for nom in CLES_DE_LISTE if nom in element), None)


def _par_cle(liste: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {_cle(element) or "": element for element in liste}
