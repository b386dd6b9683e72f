"""What the page of a young person sets under the ribbon from other contexts: by address, in order, only what is installed and open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from maillage.parcours.selectors.fiche import Fiche
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import adresse_ouverte


@dataclass(frozen=True)
class Bloc:
    """A part of the page that another address fills; `section` of the file it needs (empty: any); `lien`: what stands without scripts."""

    cle: str
    titre: str
    nom_url: str
    section: str
    lien: str
    colonne: int = 1
    adresse: str = ""


BLOCS = (
    Bloc("semaine", "Cette semaine", "agenda:semaine_jeune", "parcours", "Voir sa semaine"),
    Bloc("echeances", "Échéances", "portail:echeances_jeune", "parcours", "Voir ses échéances", colonne=2),
    Bloc("projet", "Projet", "projet:resume", "educatif", "Voir son projet"),
    Bloc("transmissions", "Transmissions", "projet:transmissions_resume", "", "Lire les transmissions"),
    Bloc("documents", "Documents", "projet:documents_resume", "", "Voir ses documents"),
    Bloc("ecocarte", "Éco-carte", "projet:ecocarte_resume", "educatif", "Voir son éco-carte", colonne=2),
    Bloc("carte_de_vie", "Carte de vie", "carte_de_vie:resume", "educatif", "Voir sa carte de vie", colonne=2),
)
VOIES = ("projet:voie_ruban", "liaison:voie_ruban")
"""Addresses that answer with one more lane of the ribbon (an <li>, composant ruban_voie), between the dates `debut` and `fin` of the query."""


def blocs_ouverts(acteur: Acteur, fiche: Fiche, code: str, dispositif_id: int) -> list[Bloc]:
    """Return the blocks to compose, each with its address."""
    if not fiche.sections:
        return []
    ouverts = []
    for bloc in BLOCS:
        if bloc.section and bloc.section not in fiche.sections:
            continue
        if adresse := adresse_ouverte(acteur, bloc.nom_url, code, fiche.jeune.identifiant, dispositif_id=dispositif_id):
            ouverts.append(replace(bloc, adresse=adresse))
    return ouverts


def voies_a_venir(acteur: Acteur, fiche: Fiche, code: str, dispositif_id: int) -> list[str]:
    """Return the addresses of the lanes that other contexts add to the ribbon, for its window of time."""
    if "parcours" not in fiche.sections:
        return []
    fenetre = fiche.ruban.fenetre
    dates = urlencode({"debut": fenetre.debut.isoformat(), "fin": fenetre.fin.isoformat()})
    adresses = (
        adresse_ouverte(acteur, nom, code, fiche.jeune.identifiant, dispositif_id=dispositif_id) for nom in VOIES
    )
    return [f"{adresse}?{dates}" for adresse in adresses if adresse]
