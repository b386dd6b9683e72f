"""Taking from elsewhere (FHIR) the people around young people: whoever is not on the eco-map is put there, to be read again together."""

from __future__ import annotations

from datetime import date
from typing import Any

from maillage.projet.domain.ecocarte import Anneau, GenreElement
from maillage.projet.models import ElementEcocarte, PlaceEcocarte
from maillage.socle.acteur import Acteur
from maillage.socle.domain.reprise import BilanReprise
from maillage.socle.domain.texte import plier
from maillage.socle.services import journaliser

TAILLE_NOM, TAILLE_NOTE = 80, 300


def reprendre_entourage(
    acteur: Acteur, *, dispositif_id: int, lignes: list[dict[str, Any]], le: date, deja: set[tuple[int, str]]
) -> BilanReprise:
    """Put on the eco-map whoever is not there under the same identifier or the same name. The caller holds the right and the transaction.

    A row: `identifiant`, `jeune_id`, `nom`, `note`, `debut` (or None). `deja`: (young person, folded name) of those known elsewhere here, who are
    not put twice. Someone known is never touched: their name and place are the young person's.
    """
    bilan = BilanReprise("personnes de l'entourage")
    jeunes = {ligne["jeune_id"] for ligne in lignes}
    identifiants = {ligne["identifiant"] for ligne in lignes}
    connus = set(ElementEcocarte.objects.filter(identifiant__in=identifiants).values_list("identifiant", flat=True))
    ici = ElementEcocarte.objects.filter(dispositif_id=dispositif_id, jeune_id__in=jeunes, efface_le__isnull=True)
    noms = deja | {(jeune_id, plier(nom)) for jeune_id, nom in ici.values_list("jeune_id", "nom")}
    nouveaux = []
    for ligne in lignes:
        cle = (ligne["jeune_id"], plier(ligne["nom"]))
        if ligne["identifiant"] in connus or cle in noms:
            bilan.identiques += 1
            continue
        noms.add(cle)
        nouveaux.append(ligne)
    _creer(dispositif_id, nouveaux, le)
    bilan.crees = len(nouveaux)
    if nouveaux:
        journaliser(acteur, "projet.reprendre_entourage", dispositif_id=dispositif_id, details={"crees": len(nouveaux)})
    return bilan


def _creer(dispositif_id: int, lignes: list[dict[str, Any]], le: date) -> None:
    elements = ElementEcocarte.objects.bulk_create(
        ElementEcocarte(
            identifiant=ligne["identifiant"],
            dispositif_id=dispositif_id,
            jeune_id=ligne["jeune_id"],
            nom=ligne["nom"][:TAILLE_NOM],
            genre=GenreElement.PERSONNE.value,
            note=ligne["note"][:TAILLE_NOTE],
        )
        for ligne in lignes
    )
    PlaceEcocarte.objects.bulk_create(
        PlaceEcocarte(element=element, anneau=Anneau.MICRO.value, debut=min(ligne["debut"] or le, le))
        for element, ligne in zip(elements, lignes, strict=True)
    )
