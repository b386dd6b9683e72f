"""What changes between two situations, whether it is substantial, and which delay and recipients that calls for.

« Substantial » is not defined in the text that could be read: the working definition is dated data (referentiels/reglages.toml).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What a fiche is about; ACCOMPAGNEMENT runs 15 clear days, the two others 30 (activity contract R34)."""

    ACCOMPAGNEMENT = "ACCOMPAGNEMENT"
    SCOLARISATION = "SCOLARISATION"
    LES_DEUX = "LES_DEUX"


LIBELLES_NATURES = {
    Nature.ACCOMPAGNEMENT: "Accompagnement",
    Nature.SCOLARISATION: "Scolarisation",
    Nature.LES_DEUX: "Accompagnement et scolarisation",
}
PARTS: dict[Nature, frozenset[Nature]] = {
    Nature.ACCOMPAGNEMENT: frozenset({Nature.ACCOMPAGNEMENT}),
    Nature.SCOLARISATION: frozenset({Nature.SCOLARISATION}),
    Nature.LES_DEUX: frozenset({Nature.ACCOMPAGNEMENT, Nature.SCOLARISATION}),
}


@dataclass(frozen=True, order=True)
class Accompagnement:
    """A modality as it is or will be; `quantite` per week in the unit of the modality (half-days, nights, sessions), None if unknown."""

    modalite: str
    lieu: str = "INTRA"
    quantite: int | None = None


@dataclass(frozen=True)
class Scolarisation:
    """How a young person goes to school: ES-Handicap code, school, share of time at school, human help."""

    code: str
    etablissement: str = ""
    partage: str = ""
    aide_humaine: str = ""


@dataclass(frozen=True)
class Situation:
    """Modalities and schooling on a day; `pps_modifie`: someone says that the PPS changes in a way the fields do not show."""

    accompagnements: tuple[Accompagnement, ...] = ()
    scolarisation: Scolarisation | None = None
    pps_modifie: bool = False

    def modalites(self) -> dict[str, Accompagnement]:
        return {a.modalite: a for a in self.accompagnements}


@dataclass(frozen=True)
class Changement:
    """One difference: its code (see SORTES), the modality it touches if any, its size for a quantity."""

    code: str
    modalite: str = ""
    ampleur: int = 0


MODALITE_AJOUTEE, MODALITE_RETIREE = "MODALITE_AJOUTEE", "MODALITE_RETIREE"
LIEU_CHANGE, QUANTITE_CHANGEE = "LIEU_CHANGE", "QUANTITE_CHANGEE"
CHAMPS_SCOLARISATION = {
    "code": "TYPE_SCOLARITE_CHANGE",
    "etablissement": "ECOLE_CHANGEE",
    "partage": "PARTAGE_CHANGE",
    "aide_humaine": "AIDE_HUMAINE_CHANGEE",
}
PPS_MODIFIE = "PPS_MODIFIE"
SORTES: dict[str, Nature] = {
    **dict.fromkeys(
        (MODALITE_AJOUTEE, MODALITE_RETIREE, LIEU_CHANGE, QUANTITE_CHANGEE),
        Nature.ACCOMPAGNEMENT,
    ),
    **dict.fromkeys((*CHAMPS_SCOLARISATION.values(), PPS_MODIFIE), Nature.SCOLARISATION),
}


@dataclass(frozen=True)
class DefinitionSubstantiel:
    """The working definition on a date: codes that are always substantial, thresholds per modality, length of a trial that is not."""

    codes: frozenset[str]
    seuils: Mapping[str, int]
    essai_max_jours: int

    def retient(self, changement: Changement) -> bool:
        """Tell whether a difference is substantial, whatever its length."""
        seuil = self.seuils.get(changement.modalite)
        if changement.code == QUANTITE_CHANGEE:
            return seuil is not None and abs(changement.ampleur) >= seuil
        return changement.code in self.codes


def comparer(avant: Situation, apres: Situation) -> tuple[Changement, ...]:
    """Return every difference, modalities first. Of schooling, what one side does not say is no difference (but its type)."""
    declare = [Changement(PPS_MODIFIE)] if apres.pps_modifie else []
    return (*_accompagnements(avant, apres), *_scolarisations(avant, apres), *declare)


def changements_substantiels(
    changements: Iterable[Changement], definition: DefinitionSubstantiel, *, duree_jours: int | None = None
) -> tuple[Changement, ...]:
    """Return the substantial ones; a trial no longer than the setting has none."""
    if duree_jours is not None and duree_jours <= definition.essai_max_jours:
        return ()
    return tuple(changement for changement in changements if definition.retient(changement))


def nature_de(changements: Iterable[Changement]) -> Nature | None:
    """Return what the changes are about, None without change."""
    parts = frozenset(SORTES[changement.code] for changement in changements)
    return next((nature for nature, ses_parts in PARTS.items() if ses_parts == parts), None)


def _accompagnements(avant: Situation, apres: Situation) -> list[Changement]:
    anciennes, nouvelles = avant.modalites(), apres.modalites()
    ajouts = [Changement(MODALITE_AJOUTEE, code) for code in nouvelles if code not in anciennes]
    retraits = [Changement(MODALITE_RETIREE, code) for code in anciennes if code not in nouvelles]
    gardees = [
        autre
        for code in nouvelles
        if code in anciennes
        for autre in _dans_la_modalite(anciennes[code], nouvelles[code])
    ]
    return [*ajouts, *retraits, *gardees]


def _dans_la_modalite(avant: Accompagnement, apres: Accompagnement) -> list[Changement]:
    trouves = [Changement(LIEU_CHANGE, apres.modalite)] if avant.lieu != apres.lieu else []
    if avant.quantite is not None and apres.quantite is not None and avant.quantite != apres.quantite:
        trouves.append(Changement(QUANTITE_CHANGEE, apres.modalite, apres.quantite - avant.quantite))
    return trouves


def _scolarisations(avant: Situation, apres: Situation) -> list[Changement]:
    if apres.scolarisation is None:
        return []
    ancienne = avant.scolarisation or Scolarisation("")
    return [
        Changement(code)
        for champ, code in CHAMPS_SCOLARISATION.items()
        if _differe(getattr(ancienne, champ), getattr(apres.scolarisation, champ), toujours=champ == "code")
    ]


def _differe(ancien: str, nouveau: str, *, toujours: bool) -> bool:
    return ancien != nouveau and (toujours or bool(ancien and nouveau))
