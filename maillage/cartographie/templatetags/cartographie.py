"""Words of studies and sectors."""

from __future__ import annotations

from typing import Any

from django import template

from maillage.cartographie.models import EtatEtude, EtudeZones
from maillage.cartographie.presentation.reponse import depuis_dit
from maillage.cartographie.presentation.zones import ages_dits, enfants, personnes_dites
from maillage.cartographie.services.temps import LIBELLES
from maillage.socle.adresses import adresse_si_existe
from maillage.socle.domain.typographie import ecrire_nombre
from maillage.socle.vocabulaire import Modalite
from maillage.structures.referentiels import libelle_public
from maillage.territoire.sources import noms_des_departements

register = template.Library()
ONGLETS = (
    ("offre", "Offre par public", "etablissement", "cartographie:offre", "cartes"),
    ("zones", "Zones blanches", "territoire", "cartographie:etudes", "cartes"),
    ("repondre", "Qui répond ?", "ecole", "cartographie:repondre", "cartes"),
    ("secteurs", "Secteurs", "liste", "cartographie:secteurs", "secteurs"),
    ("interlocuteurs", "Interlocuteurs par école", "ecole", "cartographie:interlocuteurs", "secteurs"),
    ("antennes", "Antennes", "adresse", "cartographie:antennes", "antennes"),
    ("tournees", "Tournées", "transport", "cartographie:choisir_tournees", "tournees"),
    ("distances", "Distances vécues", "mesure", "cartographie:choisir_distances", "distances"),
    ("ecoles", "Écoles", "ecole", "cartographie:ecoles", "cartes"),
    ("sources", "Sources et dates", "info", "territoire:sources", "territoire"),
    ("calques", "Calques prêtés", "partenaire", "cartographie:calques", "calques"),
)
"""Code, label, icon, address and section of each question of the maps."""
TONS = {EtatEtude.FINIE: "succes", EtatEtude.ECHEC: "danger"}

register.filter("libelle_public", libelle_public)
register.filter("ages_dits", ages_dits)
register.filter("depuis_dit", depuis_dit)
register.filter("personnes_dites", personnes_dites)


@register.filter
def titre_etude(etude: EtudeZones) -> str:
    """« Lozère : troubles du spectre de l'autisme, accueil de jour »."""
    lieu = noms_des_departements().get(etude.departement, etude.departement) or "Tout le territoire chargé"
    modalite = f", {Modalite(etude.modalite).label.lower()}" if etude.modalite else ""
    return f"{lieu} : {libelle_public(etude.public).lower()}{modalite}"


@register.filter
def eleves_dits(etude: EtudeZones, nombre: int) -> str:
    """« 120 élèves concernés », « moins de 5 élèves concernés »."""
    dit = enfants(etude, nombre)
    return f"{dit} élèves concernés" if isinstance(dit, str) else f"{ecrire_nombre(dit)} élèves concernés"


@register.filter
def libelle_temps(nom: str) -> str:
    return LIBELLES.get(nom, nom)


@register.filter
def ton_etude(etude: EtudeZones) -> str:
    return TONS.get(EtatEtude(etude.etat), "info")


@register.simple_tag(takes_context=True)
def onglets_des_cartes(context: Any) -> list[dict[str, str]]:
    """Return the questions open to the person."""
    acteur = context.request.acteur
    return [
        {"code": code, "libelle": libelle, "icone": icone, "url": adresse_si_existe(nom)}
        for code, libelle, icone, nom, section in ONGLETS
        if acteur.peut(section)
    ]
