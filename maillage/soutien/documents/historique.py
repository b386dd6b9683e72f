"""The history of one dispositif as a report: what was asked, done, recommended, in order of time."""

from __future__ import annotations

import datetime as dt

from maillage.socle.domain.typographie import ABSENT, ecrire_compte, ecrire_date_annee, ecrire_nombre
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau
from maillage.soutien.selectors.historique import Historique

RESERVE = "Les kilomètres sont relevés, ou estimés entre deux communes quand personne ne les a relevés."


def rapport_historique(historique: Historique, *, le: dt.date) -> Rapport:
    """Return the report of one dispositif."""
    faits = tuple((ecrire_date_annee(fait.le), fait.nature, fait.libelle) for fait in historique.faits)
    chiffres = (
        f"{ecrire_compte(historique.demandes, 'demande')}, dont {historique.ouvertes} encore ouvertes",
        f"{ecrire_compte(historique.visites, 'visite tenue', 'visites tenues')}, {ecrire_nombre(historique.km)} kilomètres",
        ecrire_compte(historique.situations, "situation analysée", "situations analysées"),
    )
    suite = Tableau("Historique", ("Jour", "Fait", "En quelques mots"), faits) if faits else Paragraphe(ABSENT)
    return Rapport(
        titre=f"Soutien technique : {historique.dispositif.nom}",
        sous_titre="Tout ce qui a été fait ensemble, le plus récent d'abord",
        auteur="Maillage",
        arrete_au=le,
        reserves=(RESERVE,),
        sections=(Section("En chiffres", (Liste(chiffres),)), Section("Dans l'ordre", (suite,))),
    )
