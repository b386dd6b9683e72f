"""What a restitution is made of, without reading the results themselves: cheap to ask, and a digest of it says if a table is still good."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from maillage.pilotage.domain.publics import Public
from maillage.pilotage.domain.retours import Attendu
from maillage.pilotage.models import Publication
from maillage.pilotage.selectors.publications import publications
from maillage.pilotage.selectors.revisions import Revision, transmises_des_periodes
from maillage.socle.acteur import ActeurSysteme
from maillage.structures import selectors as structures

SANS_REGION = "Région non renseignée"
METHODE = 1
"""To raise when the protection itself changes: tables kept ready are computed again."""
LECTEUR = ActeurSysteme("restitution")
"""A restitution is made of every dispositif, whoever reads it: rights are asked at the door of the page."""


@dataclass(frozen=True)
class Choix:
    """What is asked of a restitution; `seuil` is never below the default of `public`."""

    periode: str
    regles: str
    public: Public
    seuil: int


@dataclass(frozen=True)
class Sources:
    """Expected dispositifs, last transmitted revision of each that has one, earlier releases of the period."""

    choix: Choix
    attendus: tuple[Attendu, ...]
    derniers: tuple[tuple[Attendu, Revision], ...]
    anterieures: tuple[Publication, ...]

    @cached_property
    def empreinte(self) -> str:
        """SHA-256 of everything that the protected table depends on."""
        parties = {
            "methode": METHODE,
            "choix": [self.choix.periode, self.choix.regles, self.choix.public, self.choix.seuil],
            "attendus": [[attendu.dispositif_id, attendu.region, attendu.type] for attendu in self.attendus],
            "derniers": [[a.dispositif_id, revision.numero, revision.empreinte] for a, revision in self.derniers],
            "anterieures": [publication.pk for publication in self.anterieures],
        }
        return hashlib.sha256(json.dumps(parties, ensure_ascii=False).encode()).hexdigest()


def lire_sources(choix: Choix) -> Sources:
    """Read what a restitution depends on (three queries), whatever the number of dispositifs."""
    [sources] = lire_toutes_les_sources([choix])
    return sources


def lire_toutes_les_sources(tous: Sequence[Choix]) -> list[Sources]:
    """Read what several restitutions depend on (three queries), in the same order."""
    attendus = {
        dispositif.pk: Attendu(dispositif.code, dispositif.region or SANS_REGION, dispositif.type)
        for dispositif in structures.dispositifs_visibles(LECTEUR).order_by("code")
    }
    periodes = {choix.periode for choix in tous}
    transmises = transmises_des_periodes(periodes)
    parues: dict[str, list[Publication]] = {periode: [] for periode in periodes}
    for publication in publications().filter(periode__in=periodes).order_by("numero"):
        parues[publication.periode].append(publication)
    return [
        Sources(
            choix=choix,
            attendus=tuple(attendus.values()),
            derniers=tuple(
                (attendu, transmises[choix.periode][pk])
                for pk, attendu in attendus.items()
                if pk in transmises[choix.periode]
            ),
            anterieures=tuple(parues[choix.periode]),
        )
        for choix in tous
    ]
