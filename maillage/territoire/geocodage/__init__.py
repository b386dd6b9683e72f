"""From an address to a point: the point of the commune, always there, or the service of addresses of the BAN that the operator runs.

The one that is asked answers, or says that it cannot (`GeocodeurIndisponible`): the other never replaces it.
"""

from maillage.territoire.geocodage.ban import GeocodeurBan, GeocodeurIndisponible, geocodeur, geocodeur_regle
from maillage.territoire.geocodage.communes import GeocodeurCommunes

__all__ = ["GeocodeurBan", "GeocodeurCommunes", "GeocodeurIndisponible", "geocodeur", "geocodeur_regle"]
