"""The geocoder that is always there: the point of the commune, said as such."""

from __future__ import annotations

from maillage.territoire.domain.adresses import COMMUNE, AdresseCherchee, AdresseTrouvee
from maillage.territoire.selectors import commune_par_code


class GeocodeurCommunes:
    """Answers with the middle of the commune; its score says that the street was not looked for."""

    def chercher(self, adresse: AdresseCherchee) -> list[AdresseTrouvee]:
        commune = commune_par_code(adresse.commune)
        if commune is None or commune.lon is None or commune.lat is None:
            return []
        return [AdresseTrouvee(f"Centre de {commune}", commune.lon, commune.lat, 0.0, COMMUNE, commune.code)]

    def chercher_lot(self, adresses: list[AdresseCherchee]) -> dict[str, AdresseTrouvee]:
        trouves = ((adresse.cle, self.chercher(adresse)) for adresse in adresses)
        return {cle: candidats[0] for cle, candidats in trouves if candidats}
