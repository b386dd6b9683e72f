"""What two days change on a carte de vie, in short sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maillage.carte_de_vie.domain.carte import Carte, Lieu
from maillage.carte_de_vie.domain.vocabulaire import LIBELLES_MOYENS


class NatureEcart(StrEnum):
    """What happened to a place, or to a journey, between two days."""

    ARRIVE = "ARRIVE"
    PARTI = "PARTI"
    RESSENTI = "RESSENTI"


@dataclass(frozen=True)
class ChangementDeVie:
    """One difference, in words. `avant` and `apres` name the pictures of both feelings, when that is what changed."""

    nature: NatureEcart
    lieu: str
    phrase: str
    avant: str = ""
    apres: str = ""


def comparer_cartes_de_vie(carte: Carte, avant: date, apres: date) -> list[ChangementDeVie]:
    """Return what changed from a day to a later one: what came, what left, what feels otherwise, which journeys began or ended."""
    anciens = {lieu.cle: lieu for lieu in carte.au(avant).lieux}
    nouveaux = {lieu.cle: lieu for lieu in carte.au(apres).lieux}
    return [
        *(_arrive(lieu) for cle, lieu in nouveaux.items() if cle not in anciens),
        *(_parti(lieu) for cle, lieu in anciens.items() if cle not in nouveaux),
        *_ressentis(anciens, nouveaux),
        *_trajets(carte, avant, apres),
    ]


def _arrive(lieu: Lieu) -> ChangementDeVie:
    return ChangementDeVie(NatureEcart.ARRIVE, lieu.nom, f"« {lieu.nom} » est arrivé sur la carte.")


def _parti(lieu: Lieu) -> ChangementDeVie:
    return ChangementDeVie(NatureEcart.PARTI, lieu.nom, f"« {lieu.nom} » n'est plus sur la carte.")


def _ressentis(anciens: dict[str, Lieu], nouveaux: dict[str, Lieu]) -> Iterator[ChangementDeVie]:
    for cle in (cle for cle in nouveaux if cle in anciens):
        avant, apres = anciens[cle].ressenti, nouveaux[cle].ressenti
        if apres is None or (avant and avant.mot == apres.mot):
            continue
        debut = f"avant « {avant.mot} », maintenant" if avant else "on dit maintenant"
        yield ChangementDeVie(
            NatureEcart.RESSENTI,
            nouveaux[cle].nom,
            f"« {nouveaux[cle].nom} » : {debut} « {apres.mot} ».",
            avant.image if avant else "",
            apres.image,
        )


def _trajets(carte: Carte, avant: date, apres: date) -> Iterator[ChangementDeVie]:
    anciens, nouveaux = ({trajet.cle: trajet for trajet in carte.au(jour).trajets} for jour in (avant, apres))
    for cle, trajet in {**anciens, **nouveaux}.items():
        if cle in anciens and cle in nouveaux:
            continue
        de, vers = carte.lieu(trajet.de), carte.lieu(trajet.vers)
        mots = f"de « {de.nom if de else ''} » à « {vers.nom if vers else ''} », {LIBELLES_MOYENS[trajet.moyen]}"
        if cle in nouveaux:
            yield ChangementDeVie(NatureEcart.ARRIVE, "", f"Un nouveau trajet : {mots}.")
        else:
            yield ChangementDeVie(NatureEcart.PARTI, "", f"Un trajet qu'on ne fait plus : {mots}.")
