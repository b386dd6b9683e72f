"""Who answers at a place for a public: one answer for the page, its export and the command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from maillage.cartographie.domain.temps import Provenance
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.models import Secteur
from maillage.cartographie.referentiels import reglages
from maillage.cartographie.selectors import secteurs as selection
from maillage.cartographie.selectors.departs import departs_des_lignes
from maillage.cartographie.selectors.offre import LigneOffre
from maillage.cartographie.selectors.secteurs import Capable, Lieu
from maillage.cartographie.services import fournisseur, fournisseurs_offerts

NOMBRE_DE_CAPABLES = 8


@dataclass(frozen=True)
class Responsable:
    """A sector that answers, where to call, and the shortest way to one of them when times are known."""

    secteur: Secteur
    contacts: Sequence[LigneOffre]
    chemin: Capable | None


@dataclass(frozen=True)
class Reponse:
    """`panne`: why there is no time; the establishments of the département are then listed without one."""

    lieu: Lieu
    public: str
    responsables: Sequence[Responsable]
    capables: Sequence[Capable]
    provenance: Provenance | None
    panne: str
    proximite_km: int

    @property
    def conflit(self) -> bool:
        return len({un.secteur.dispositif_id for un in self.responsables}) > 1

    @property
    def au_dela(self) -> int:
        return sum(self.est_loin(capable) for capable in self.capables)

    @property
    def faute_de_depart(self) -> int:
        return sum(capable.faute_de_depart for capable in self.capables)

    def est_loin(self, capable: Capable) -> bool:
        return capable.km is not None and capable.km > self.proximite_km


def chercher_reponse(valeurs: dict[str, Any], le: dt.date, *, secondes: float) -> Reponse:
    """Answer a valid form. An engine that does not answer leaves the responsible and the names, without a time, and is said."""
    lieu, public, modalite = valeurs["ou"], valeurs["public"], valeurs["modalite"]
    lignes = selection.offre_du_public(public, le)
    gardees = selection.offre_du_public(public, le, modalite) if modalite else lignes
    nom = valeurs["fournisseur"] or next(iter(fournisseurs_offerts()))
    panne, provenance = "", None
    try:
        moteur = fournisseur(nom, secondes=secondes)
        tous, provenance = selection.capables(lieu, gardees, departs_des_lignes(gardees, le, modalite), moteur)
    except FournisseurIndisponibleError as erreur:
        panne = str(erreur)
        ici = [ligne for ligne in gardees if ligne.departement == lieu.commune.departement]
        tous = [Capable(ligne, None, None) for ligne in ici]
    responsables = [_responsable(secteur, lignes, tous) for secteur in selection.responsables(lieu, public, le)]
    capables = tous if panne else tous[:NOMBRE_DE_CAPABLES]
    return Reponse(lieu, public, responsables, capables, provenance, panne, reglages(le).proximite_km)


def _responsable(secteur: Secteur, lignes: Sequence[LigneOffre], capables: Sequence[Capable]) -> Responsable:
    contacts = selection.contacts(lignes, secteur.dispositif_id)
    cles = {contact.pk for contact in contacts}
    chemin = next((c for c in capables if c.ligne.pk in cles and c.minutes is not None), None)
    return Responsable(secteur, contacts, chemin)
