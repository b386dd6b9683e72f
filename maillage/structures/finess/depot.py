"""The establishments already known that a lot of records may speak of, and the writing of the lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from maillage.structures.domain.finess import CHAMPS_COMPLETES, Changement, FicheFiness
from maillage.structures.models import Etablissement, OrganismeGestionnaire
from maillage.territoire.selectors import centres

CHAMPS_COMMUNS = tuple(
    champ for champ in CHAMPS_COMPLETES if not champ.startswith("organisme") and champ not in {"siren", "commune"}
)
CHAMPS_TEXTE = tuple(champ for champ in CHAMPS_COMMUNS if champ != "ouvert_le")
CHAMPS_POSITION = ("lon", "lat", "score_ban")
CHAMPS_ECRITS = (
    *CHAMPS_COMMUNS,
    *CHAMPS_POSITION,
    "ferme_le",
    "situation_le",
    "organisme",
    "commune",
    "position_source",
    "revue_motif",
)


@dataclass
class Paire:
    """An establishment to write: where it was read, what was known of it, what is known now, why its position is doubtful, its changes."""

    emplacement: str
    etablissement: Etablissement
    connue: FicheFiness | None
    fusion: FicheFiness
    motif: str
    changements: list[Changement]


@dataclass
class Depot:
    """Known establishments by key. Two may bear one UAI; a FINESS number or a reference is unique."""

    par_finess: dict[str, Etablissement] = field(default_factory=dict)
    par_reference: dict[str, Etablissement] = field(default_factory=dict)
    par_uai: dict[str, list[Etablissement]] = field(default_factory=lambda: defaultdict(list))
    centres: dict[str, tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def ouvrir(cls, fiches: Iterable[FicheFiness]) -> Depot:
        """Load what may be concerned by these records: one query, one more for the points of communes."""
        cles = defaultdict(set)
        for fiche in fiches:
            for nom, valeur in fiche.cles:
                cles[nom].add(valeur)
        connus = Etablissement.objects.select_related("organisme").filter(
            Q(finess__in=cles["finess"]) | Q(uai__in=cles["uai"]) | Q(reference__in=cles["reference"])
        )
        depot = cls()
        for etablissement in connus.order_by("pk"):
            if etablissement.finess:
                depot.par_finess[etablissement.finess] = etablissement
            if etablissement.reference:
                depot.par_reference[etablissement.reference] = etablissement
            if etablissement.uai:
                depot.par_uai[etablissement.uai].append(etablissement)
        depot.centres = centres({e.commune_id for e in connus if e.commune_id})
        return depot

    def _par_uai(self, fiche: FicheFiness) -> list[Etablissement]:
        """Establishments of that UAI that the record may describe: a record with a FINESS number adopts only those without one."""
        memes = self.par_uai.get(fiche.uai, []) if fiche.uai else []
        return [etablissement for etablissement in memes if not (fiche.finess and etablissement.finess)]

    def ambigue(self, fiche: FicheFiness) -> tuple[str, str] | None:
        """Return the key that names several establishments, when nothing surer tells which."""
        sure = fiche.finess or fiche.reference in self.par_reference
        return None if sure or len(self._par_uai(fiche)) < 2 else ("uai", fiche.uai)

    def trouver(self, fiche: FicheFiness) -> Etablissement | None:
        """Return the establishment that the record describes, or None; an adopted one is no longer a candidate for another record."""
        connu = self.par_finess.get(fiche.finess) or self.par_reference.get(fiche.reference)
        candidats = self._par_uai(fiche)
        if connu is None and len(candidats) == 1:
            connu = candidats[0]
            self.par_uai[fiche.uai].remove(connu)
        return connu

    def fiche(self, etablissement: Etablissement) -> FicheFiness:
        """Return what is known of an establishment, as a record."""
        organisme = etablissement.organisme
        textes: dict[str, Any] = {champ: getattr(etablissement, champ) or "" for champ in CHAMPS_TEXTE}
        return FicheFiness(
            emplacement="",
            **textes,
            lon=etablissement.lon,
            lat=etablissement.lat,
            score_ban=etablissement.score_ban,
            ouvert_le=etablissement.ouvert_le,
            ferme_le=etablissement.ferme_le,
            situation_le=etablissement.situation_le,
            commune=etablissement.commune_id or "",
            precision=etablissement.position_source,
            organisme_finess=organisme.finess or "" if organisme else "",
            organisme_nom=organisme.nom if organisme else "",
            siren=organisme.siren if organisme else "",
        )

    def ecrire(self, paires: list[Paire]) -> None:
        """Write the lot: organismes first, then new and changed establishments, in bulk."""
        organismes = _organismes(paires)
        for paire in paires:
            _remplir(paire, organismes)
        Etablissement.objects.bulk_create([paire.etablissement for paire in paires if paire.connue is None])
        connus = [paire.etablissement for paire in paires if paire.connue is not None]
        Etablissement.objects.bulk_update(connus, CHAMPS_ECRITS, batch_size=200)


def _organismes(paires: list[Paire]) -> dict[str, OrganismeGestionnaire]:
    """Create or rename the organismes named by these records, by FINESS number."""
    nommes = {
        paire.fusion.organisme_finess: OrganismeGestionnaire(
            finess=paire.fusion.organisme_finess,
            nom=paire.fusion.organisme_nom or f"Organisme {paire.fusion.organisme_finess}",
            siren=paire.fusion.siren,
        )
        for paire in paires
        if paire.fusion.organisme_finess
    }
    OrganismeGestionnaire.objects.bulk_create(
        nommes.values(), update_conflicts=True, unique_fields=["finess"], update_fields=["nom", "siren"]
    )
    return {organisme.finess or "": organisme for organisme in OrganismeGestionnaire.objects.filter(finess__in=nommes)}


def _remplir(paire: Paire, organismes: dict[str, OrganismeGestionnaire]) -> None:
    etablissement, fusion = paire.etablissement, paire.fusion
    for champ in (*CHAMPS_COMMUNS, *CHAMPS_POSITION, "ferme_le", "situation_le"):
        setattr(etablissement, champ, getattr(fusion, champ))
    etablissement.finess = fusion.finess or None
    etablissement.reference = fusion.reference or None
    etablissement.commune_id = fusion.commune or None
    etablissement.organisme = organismes.get(fusion.organisme_finess, etablissement.organisme)
    etablissement.position_source = fusion.precision
    etablissement.revue_motif = paire.motif
