"""An attack on the groups of similar dispositifs: the table of the region and all that a page says of each group, read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from maillage.pilotage.domain.tableau import TOTAL, Croisement
from maillage.pilotage.services.semblables import Groupes
from tests.pilotage.attaque import DEMI, GROUPES, TAUX, Case, Systeme, _systeme, etroites, lire

MESURE_DE = {"occupation_aj": "journees", "occupation_an": "nuitees"}
"""Places and opening days are public: a rate of occupation gives its activity back."""
RANGS = {"q1": 0.25, "mediane": 0.5, "q3": 0.75}
Publie = dict[Case, dict[str, str]]


def cellules_devinees(texte: str, groupes: Groupes, region: str, seuil: int) -> Iterator[tuple[Case, float]]:
    """Hidden cells of the region, or of a group, that both together give within less than the threshold."""
    publie, montre = lire(texte), _montre(groupes)
    caches = {_nommer(case, region) for case, rang in lire(groupes.tableau.decode()).items() if _est_cachee(rang)}
    for mesures in GROUPES:
        systeme = _ensemble(publie, montre, region, mesures)
        parlantes = [case for case in systeme.indices if case in caches and case[0] not in groupes.tus]
        cachees = [case for case in systeme.indices if case in publie and _est_cachee(publie[case])]
        yield from etroites(systeme, list(dict.fromkeys(cachees + parlantes)), seuil)


def _est_cachee(rang: dict[str, str]) -> bool:
    return rang["valeur"] == "s" and int(rang["transmis"]) > 0


def _montre(groupes: Groupes) -> Publie:
    """The table of the groups as a reader has it: rates and quartiles of one type in one kind of territory, no count, no total."""
    table = lire(groupes.tableau.decode())
    montre = {case: {**rang, "valeur": "s"} for case, rang in table.items()}
    for (code, classe, type_), rang in table.items():
        chiffre = groupes.chiffre(code, Croisement(classe, type_)) if TOTAL not in (classe, type_) else None
        if chiffre is None or chiffre.case.masquee:
            continue
        if code in MESURE_DE:
            montre[MESURE_DE[code], classe, type_] = table[MESURE_DE[code], classe, type_]
        elif code.startswith("taux_") or code.rpartition("_")[2] in RANGS:
            montre[code, classe, type_] = rang
    return montre


def _nommer(case: Case, region: str) -> Case:
    """The total of the groups is the region; a group is no region."""
    mesure, classe, type_ = case
    return mesure, region if classe == TOTAL else f"{region}, {classe}", type_


def _ensemble(publie: Publie, montre: Publie, region: str, mesures: Sequence[str]) -> Systeme:
    systeme, partage = _systeme(publie, mesures), _systeme(montre, mesures)
    for case, rang in montre.items():
        _encadrer(partage, case, rang)
    for case in partage.indices:
        nom = _nommer(case, region)
        systeme.indices.setdefault(nom, len(systeme.indices))
        systeme.bornes.setdefault(nom, partage.bornes[case])
    for termes, bas, haut in partage.rangees:
        systeme.rangees.append(({_nommer(case, region): valeur for case, valeur in termes.items()}, bas, haut))
    return systeme


def _encadrer(systeme: Systeme, case: Case, rang: dict[str, str]) -> None:
    """What a shown rate says of the size of its denominator, and shown quartiles of each dispositif."""
    code, *ou = case
    mesure, _, statistique = code.rpartition("_")
    if rang["valeur"] in ("s", ""):
        return
    valeur, effectif = float(rang["valeur"]), int(rang["transmis"])
    majorante = "presents_fin" if code == "taux_ordinaire" else TAUX.get(code, ("", ""))[1]
    if (majorante, *ou) in systeme.indices:
        systeme.rangees.append(({(majorante, *ou): 1.0}, _plus_petit_denominateur(valeur), np.inf))
    if statistique in RANGS and (mesure, *ou) in systeme.indices:
        parts = _parts(systeme, (mesure, *ou), effectif)
        place = RANGS[statistique] * (effectif - 1)
        avant, reste = parts[int(place)], place % 1
        ligne = {avant: 1.0 - reste} | ({parts[int(place) + 1]: reste} if reste else {})
        systeme.rangees.append((ligne, valeur - DEMI, valeur + DEMI))


def _plus_petit_denominateur(taux: float, seuil: int = 5) -> int:
    """A published rate counts nobody or at least the threshold, over at least the threshold."""
    denominateur = seuil
    while abs((compte := round(taux * denominateur)) / denominateur - taux) > DEMI or 0 < compte < seuil:
        denominateur += 1
    return denominateur


def _parts(systeme: Systeme, case: Case, effectif: int) -> list[Case]:
    """The dispositifs of a group as unknowns of their own, in increasing order."""
    mesure, classe, type_ = case
    parts = [(mesure, f"{classe}, n° {rang}", type_) for rang in range(effectif)]
    if parts[0] not in systeme.indices:
        for part in parts:
            systeme.indices[part], systeme.bornes[part] = len(systeme.indices), (0.0, np.inf)
        systeme.rangees.append(({case: -1.0} | dict.fromkeys(parts, 1.0), 0.0, 0.0))
        systeme.rangees.extend(({un: 1.0, suivant: -1.0}, -np.inf, 0.0) for un, suivant in pairwise(parts))
    return parts
