"""The rows of the warehouse, read in a few queries whatever the number of dispositifs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils import timezone

from maillage.activite.domain.catalogue import MESURES, mesure_de
from maillage.activite.lignes import en_clair
from maillage.activite.selectors.retours import resultat_fige, retours_transmis
from maillage.pilotage.domain.retour_lisible import MASQUE, mesures_lisibles
from maillage.socle.acteur import ActeurSysteme
from maillage.structures.selectors.dispositifs import dispositifs_visibles, places_par_dispositif

Ligne = dict[str, Any]
LECTEUR = ActeurSysteme("entrepôt")


def tables_de_l_entrepot() -> dict[str, list[Ligne]]:
    """Return the rows of each table of the dictionary, in a steady order."""
    dispositifs = dispositifs_visibles(LECTEUR).annotate(
        n_organismes=Count("organismes", distinct=True), n_communes=Count("communes", distinct=True)
    )
    connus = {dispositif.pk: dispositif for dispositif in dispositifs.order_by("code")}
    retours = [retour for retour in _derniers_retours() if retour.dispositif_id in connus]
    return {
        "dispositif": [_dispositif(dispositif) for dispositif in connus.values()],
        "places": [_places(places, connus[places.dispositif_id].code) for places in places_par_dispositif()],
        "retour": [_retour(retour) for retour in retours],
        "mesure": [ligne for retour in retours for ligne in _mesures(retour)],
    }


def _dispositif(dispositif: Any) -> Ligne:
    return {
        "dispositif": dispositif.code,
        "nom": dispositif.nom,
        "type": dispositif.type,
        "montage": dispositif.montage,
        "region": dispositif.region,
        "departement": dispositif.departement,
        "organismes": dispositif.n_organismes,
        "communes": dispositif.n_communes,
    }


def _places(places: Any, code: str) -> Ligne:
    return {
        "dispositif": code,
        "modalite": places.modalite,
        "places": places.nombre,
        "debut": places.debut,
        "fin": places.fin,
    }


def _retour(retour: Any) -> Ligne:
    return {
        "dispositif": retour.dispositif.code,
        "periode": retour.periode,
        "revision": retour.revision,
        "regles": retour.regles,
        "regles_version": retour.regles_version,
        "transmis_le": timezone.localdate(retour.transmis_le) if retour.transmis_le else None,
    }


def _derniers_retours() -> list[Any]:
    """The last transmitted revision of each return, by dispositif and period."""
    derniers: dict[tuple[str, str], Any] = {}
    for retour in retours_transmis(None).order_by("dispositif__code", "periode", "revision"):
        derniers[retour.dispositif.code, retour.periode] = retour
    return list(derniers.values())


def _mesures(retour: Any) -> Iterator[Ligne]:
    resultat = resultat_fige(retour)
    if resultat is None:
        return
    [lu] = resultat["dispositifs"]
    for chemin, valeur in mesures_lisibles(lu["mesures"]):
        mesure = mesure_de(chemin, MESURES)
        masquee = valeur == MASQUE
        yield {
            "dispositif": retour.dispositif.code,
            "periode": retour.periode,
            "mesure": chemin,
            "libelle": en_clair(mesure.remplacer(mesure.libelle, chemin)),
            "unite": mesure.unite,
            "valeur": None if masquee else float(valeur),
            "masque": masquee,
        }
