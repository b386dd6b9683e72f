"""Words of studies and sectors."""

from __future__ import annotations

from django import template

from maillage.cartographie.models import EtatEtude, EtudeZones
from maillage.cartographie.presentation import date_dite
from maillage.cartographie.services.temps import LIBELLES
from maillage.socle.vocabulaire import Modalite
from maillage.structures.referentiels import libelle_public
from maillage.territoire.sources import noms_des_departements

register = template.Library()
TONS = {EtatEtude.FINIE: "succes", EtatEtude.ECHEC: "danger"}

register.filter("libelle_public", libelle_public)
register.filter("date_dite", date_dite)


@register.filter
def titre_etude(etude: EtudeZones) -> str:
    """« Lozère : troubles du spectre de l'autisme, accueil de jour »."""
    lieu = noms_des_departements().get(etude.departement, etude.departement) or "Tout le territoire chargé"
    modalite = f", {Modalite(etude.modalite).label.lower()}" if etude.modalite else ""
    return f"{lieu} : {libelle_public(etude.public).lower()}{modalite}"


@register.filter
def libelle_temps(nom: str) -> str:
    return LIBELLES.get(nom, nom)


@register.filter
def ton_etude(etude: EtudeZones) -> str:
    return TONS.get(EtatEtude(etude.etat), "info")
