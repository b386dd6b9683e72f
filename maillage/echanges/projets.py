"""Between the projects of Maillage and those that travel."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from maillage.echanges.domain.fhir import dossier as d
from maillage.projet.selectors.echange import projets_a_echanger

STRUCTURE = "STRUCTURE"


def projets_du_dossier(
    dispositif_id: int, *, jeune_id: int | None, connus: Collection[str]
) -> Iterator[d.ProjetEchange]:
    """Yield the agreed projects of the young people who travel; a project without agreement does not (the standard has none)."""
    for projet in projets_a_echanger(dispositif_id, jeune_id=jeune_id):
        if projet.jeune.identifiant in connus and projet.accorde_le is not None:
            yield _projet(projet)


def _projet(projet: Any) -> d.ProjetEchange:
    return d.ProjetEchange(
        identifiant=projet.identifiant,
        usager=projet.jeune.identifiant,
        numero=projet.numero,
        etat=projet.etat,
        commence_le=projet.commence_le,
        synthese=projet.synthese,
        besoins=tuple(d.BesoinEchange(besoin.code, besoin.mots) for besoin in projet.besoins.all()),
        objectifs=tuple(_objectif(objectif) for objectif in projet.gardes),
        accords=(d.AccordEchange(STRUCTURE, projet.accorde_le, structure=True), *_accords(projet)),
    )


def _objectif(objectif: Any) -> d.ObjectifEchange:
    return d.ObjectifEchange(
        identifiant=objectif.identifiant,
        mots=objectif.mots,
        statut=objectif.statut,
        formulation=objectif.formulation,
        echeance=objectif.echeance,
        besoins=tuple(objectif.besoins),
        actions=tuple(d.ActionEchange(action.identifiant, action.quoi, action.qui) for action in objectif.gardees),
    )


def _accords(projet: Any) -> Iterator[d.AccordEchange]:
    """The agreements given to the last version, refusals left out."""
    versions = list(projet.versions.all())
    for accord in versions[-1].accords.all() if versions else ():
        if accord.le is not None and accord.reponse in ("ACCORD", "RESERVES"):
            yield d.AccordEchange(accord.qualite, accord.le)


def ligne_du_projet(projet: d.ProjetEchange, jeunes: dict[str, int]) -> dict[str, Any]:
    """Return the row that `projet.services.reprise` takes."""
    accords = ", ".join(f"{accord.qualite.lower()} le {accord.le:%d/%m/%Y}" for accord in projet.accords)
    return {
        "identifiant": projet.identifiant,
        "jeune_id": jeunes[projet.usager],
        "commence_le": projet.commence_le,
        "synthese": projet.synthese,
        "accords": f"Accords donnés avant la reprise : {accords}." if accords else "",
        "besoins": [(besoin.code, besoin.mots) for besoin in projet.besoins],
        "objectifs": [
            {
                "identifiant": objectif.identifiant,
                "mots": objectif.mots,
                "formulation": objectif.formulation,
                "statut": objectif.statut,
                "echeance": objectif.echeance,
                "besoins": objectif.besoins,
                "actions": [(action.identifiant, action.quoi, action.qui) for action in objectif.actions],
            }
            for objectif in projet.objectifs
        ],
    }
