"""The catalogue of indicators: every figure of the count as a card, from the same declarations that explain it on every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maillage.activite.domain.catalogue import MESURES, REGLES, Mesure, Regle, mesure_de
from maillage.activite.domain.catalogue.mesures import CLE
from maillage.pilotage.domain.explications import ORIGINES
from maillage.pilotage.domain.retour_lisible import CHEMINS
from maillage.socle.domain.texte import contient_les_mots

DIVERS = "Autres"
PERSONNEL = frozenset({"territoire.fa_par_commune", "fiches.detail"})
"""Heads that stay local: they have no card (contract, section 6)."""


@dataclass(frozen=True)
class Indicateur:
    """One card. `code`: its path in addresses, free keys bare. `chemins`: its figures that the authority reads in each transmitted return.

    `publie`: codes of the restitution made of it.
    """

    code: str
    mesure: Mesure
    famille: str
    regles: tuple[Regle, ...]
    chemins: tuple[str, ...]
    publie: tuple[str, ...]

    @property
    def statuts(self) -> tuple[str, ...]:
        """How far its rules are sourced, each once."""
        return tuple(dict.fromkeys(regle.statut for regle in self.regles))

    @property
    def sources(self) -> tuple[str, ...]:
        """Where its rules come from, each once."""
        return tuple(dict.fromkeys(regle.source for regle in self.regles))


def catalogue(groupes: Mapping[str, Iterable[str]]) -> dict[str, Indicateur]:
    """Return every card by code, in the order of the count; `groupes`: title of a family → heads of its paths."""
    famille_de = {tete: titre for titre, tetes in groupes.items() for tete in tetes}
    partages = {chemin: mesure_de(chemin, MESURES).modele for chemin in CHEMINS}
    publies = {nom: mesure_de(origine.chemin, MESURES).modele for nom, origine in ORIGINES.items()}
    cartes = {}
    for mesure in MESURES:
        code, tete = CLE.sub(lambda cle: cle[1], mesure.modele), mesure.modele.split(".")[0]
        if not any(mesure.modele.startswith(prive) for prive in PERSONNEL):
            cartes[code] = Indicateur(
                code=code,
                mesure=mesure,
                famille=famille_de.get(tete, DIVERS),
                regles=tuple(REGLES[regle] for regle in mesure.regles),
                chemins=tuple(chemin for chemin, modele in partages.items() if modele == mesure.modele),
                publie=tuple(nom for nom, modele in publies.items() if modele == mesure.modele),
            )
    return cartes


def filtrer(cartes: Iterable[Indicateur], *, mots: str = "", famille: str = "", statut: str = "") -> list[Indicateur]:
    """Keep the cards that answer; empty words keep all."""
    return [
        carte
        for carte in cartes
        if contient_les_mots(f"{carte.mesure.libelle} {carte.mesure.definition}", mots)
        and famille in ("", carte.famille)
        and statut in ("", *carte.statuts)
    ]
