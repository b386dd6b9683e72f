"""Taking projects from elsewhere (FHIR): an unknown one enters as a draft, to be read and agreed to here; a known one is never touched.

What people agreed to in another software is not proof here: the answers stay in the words of the draft, they are not copied as answers.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from maillage.projet.domain.etats import EN_PREPARATION, EtatProjet
from maillage.projet.domain.objectifs import StatutObjectif
from maillage.projet.models import ActionProjet, BesoinRetenu, Objectif, ProjetPersonnalise
from maillage.projet.referentiels import libelles_serafin
from maillage.projet.selectors.echange import projets_par_identifiant
from maillage.socle.acteur import Acteur
from maillage.socle.domain.reprise import BilanReprise
from maillage.socle.services import journaliser

Ligne = dict[str, Any]
DEJA_UN_BROUILLON = "non repris, un projet de ce jeune est déjà en préparation ici"


def reprendre_projets(
    acteur: Acteur, *, dispositif_id: int, lignes: list[Ligne], le: date
) -> tuple[BilanReprise, list[str]]:
    """Create as drafts the projects that are not known here, and say in words which were left. The caller holds the right and the transaction.

    The latest of each young person first. A row: `identifiant`, `jeune_id`, `commence_le`, `synthese`, `accords` (words), `besoins`
    [(code, words)], `objectifs` [{identifiant, mots, formulation, statut, echeance, besoins, actions: [(identifiant, quoi, qui)]}].
    """
    bilan, laisses = BilanReprise("projets"), []
    connus = projets_par_identifiant([ligne["identifiant"] for ligne in lignes])
    occupes = set(
        ProjetPersonnalise.objects.filter(dispositif_id=dispositif_id, etat__in=sorted(EN_PREPARATION)).values_list(
            "jeune_id", flat=True
        )
    )
    for ligne in sorted(lignes, key=lambda lue: lue["commence_le"], reverse=True):
        if ligne["identifiant"] in connus:
            bilan.identiques += 1
        elif ligne["jeune_id"] in occupes:
            laisses.append(f"projet {ligne['identifiant']} : {DEJA_UN_BROUILLON}")
        else:
            occupes.add(ligne["jeune_id"])
            _creer(dispositif_id, ligne, le)
            bilan.crees += 1
    if bilan.crees:
        journaliser(acteur, "projet.reprendre", dispositif_id=dispositif_id, details={"crees": bilan.crees})
    return bilan, laisses


def _creer(dispositif_id: int, ligne: Ligne, le: date) -> None:
    deja = ProjetPersonnalise.objects.filter(dispositif_id=dispositif_id, jeune_id=ligne["jeune_id"])
    projet = ProjetPersonnalise.objects.create(
        identifiant=ligne["identifiant"],
        dispositif_id=dispositif_id,
        jeune_id=ligne["jeune_id"],
        numero=1 + max(deja.values_list("numero", flat=True), default=0),
        etat=EtatProjet.BROUILLON.value,
        synthese="\n".join(filter(None, (ligne["synthese"], ligne["accords"]))),
        commence_le=min(ligne["commence_le"], le),
    )
    permis = libelles_serafin()
    BesoinRetenu.objects.bulk_create(
        BesoinRetenu(projet=projet, code=code, mots=mots)
        for code, mots in dict(ligne["besoins"]).items()
        if code in permis
    )
    for rang, objectif in enumerate(ligne["objectifs"]):
        actions = objectif.pop("actions")
        ecrit = Objectif.objects.create(projet=projet, rang=rang, **_objectif(objectif))
        ActionProjet.objects.bulk_create(
            ActionProjet(identifiant=identifiant, objectif=ecrit, rang=place, quoi=quoi, qui=qui)
            for place, (identifiant, quoi, qui) in enumerate(actions)
        )


def _objectif(lu: Ligne) -> Ligne:
    statut = lu["statut"] if lu["statut"] in set(StatutObjectif) else StatutObjectif.A_COMMENCER.value
    return {**lu, "statut": statut, "besoins": list(lu["besoins"])}
