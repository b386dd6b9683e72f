"""Lines that speak of one occurrence become one: same reference, same local date (activity contract R5, step 1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from maillage.agenda.domain.heures import jour_local
from maillage.agenda.domain.presences import presence_reunie
from maillage.agenda.imports.domain.etat import Etat
from maillage.agenda.imports.domain.lignes import Erreur, Fait

DUREE_A_VERIFIER = 14 * 60
"""Minutes beyond which the preview asks to check: nothing lasts that long but a transcription slip, or a stay of several days."""
UNE_MINUTE = timedelta(minutes=1)
Cle = tuple[str, date]
PRIORITE = ("REALISE", "PLANIFIE", "ANNULE")
IDENTIQUES = {"debut": "le début", "fin": "la fin", "categorie": "la catégorie"}
COMPLETES = {"modalite": "la modalité", "lieu_type": "le type de lieu"}
LIBRES = ("lieu", "titre")


@dataclass(frozen=True)
class Occurrence:
    """What a whole file says of one occurrence, and the ranks of the lines that said it."""

    reference: str
    jour: date
    etat: Etat
    rangs: tuple[int, ...]

    @property
    def cle(self) -> Cle:
        return self.reference, self.jour

    @property
    def minutes(self) -> int:
        return (self.etat.fin - self.etat.debut) // UNE_MINUTE


def reunir(faits: Iterable[Fait]) -> tuple[list[Occurrence], list[Erreur]]:
    """Return the occurrences, sorted by key whatever the order of the lines, and an error on every line of a group that contradicts itself."""
    groupes: dict[Cle, list[Fait]] = defaultdict(list)
    for fait in faits:
        groupes[fait.reference, jour_local(fait.etat.debut)].append(fait)
    occurrences: list[Occurrence] = []
    erreurs: list[Erreur] = []
    for cle in sorted(groupes, key=lambda cle: (cle[1], min(fait.etat.debut for fait in groupes[cle]), cle[0])):
        groupe = groupes[cle]
        contradictions = _contradictions(groupe) if len(groupe) > 1 else []
        if contradictions:
            erreurs.extend(contradictions)
        else:
            etat = groupe[0].etat if len(groupe) == 1 else _reunir_etats([fait.etat for fait in groupe])
            occurrences.append(Occurrence(*cle, etat=etat, rangs=tuple(sorted(fait.rang for fait in groupe))))
    return occurrences, erreurs


def _retenus(etats: list[Etat]) -> list[Etat]:
    """Cancelled lines are left out when another line is not (R5)."""
    vivants = [etat for etat in etats if etat.statut != "ANNULE"]
    return vivants or etats


def _contradictions(groupe: list[Fait]) -> list[Erreur]:
    etats = _retenus([fait.etat for fait in groupe])
    for champ, libelle in (IDENTIQUES | COMPLETES).items():
        dits = {getattr(etat, champ) for etat in etats}
        if len(dits - {""} if champ in COMPLETES else dits) > 1:
            numeros = ", ".join(str(numero) for numero in sorted(fait.numero for fait in groupe))
            motif = (
                f"les lignes {numeros} ont la même référence le même jour et ne disent pas la même chose ({libelle}) ; "
                "accordez-les, ou donnez-leur deux références"
            )
            return [Erreur(fait.numero, champ, motif, fait.rang) for fait in groupe]
    return []


def _reunir_etats(etats: list[Etat]) -> Etat:
    retenus = _retenus(etats)
    meilleur = min(retenus, key=lambda etat: PRIORITE.index(etat.statut))
    complets: dict[str, Any] = {
        champ: min((valeur for etat in retenus if (valeur := getattr(etat, champ))), default="")
        for champ in (*COMPLETES, *LIBRES)
    }
    return replace(
        meilleur,
        **complets,
        jeunes=_presences(retenus),
        pros=frozenset().union(*(etat.pros for etat in retenus)),
        absences=_motifs(retenus),
    )


def _presences(etats: list[Etat]) -> dict[int, str]:
    dites: dict[int, set[str]] = defaultdict(set)
    for etat in etats:
        for pk, presence in etat.jeunes.items():
            dites[pk].add(presence)
    return {pk: presence_reunie(presences) for pk, presences in dites.items()}


def _motifs(etats: list[Etat]) -> Mapping[int, str]:
    motifs: dict[int, str] = {}
    presences = _presences(etats)
    for etat in etats:
        for pk, motif in etat.absences.items():
            if presences[pk] == "ABSENT":
                motifs[pk] = min(motif, motifs.get(pk, motif))
    return motifs
