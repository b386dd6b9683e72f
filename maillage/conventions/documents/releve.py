"""The record of a session: who was there, what was said, what was decided, what was seen again."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.conventions import referentiels
from maillage.conventions.documents.region import date_courte
from maillage.conventions.models import DecisionInstance, Seance
from maillage.conventions.selectors.instances import SiegePourvu
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau

PRESENCES = {True: "Présent", False: "Absent ou excusé", None: "Non émargé"}
ENTETES_DECISIONS = ("Décision", "Qui s'en charge", "Pour le", "État")


def rapport_de_seance(
    seance: Seance,
    *,
    departement: str,
    sieges: Sequence[SiegePourvu],
    decidees: Sequence[DecisionInstance],
    revues: Sequence[DecisionInstance],
) -> Rapport:
    """Return the record of a session, ready to sign when nobody has signed in yet."""
    type_ = referentiels.instances()[seance.instance]
    lignes = tuple((p.siege.libelle, p.nom or "non pourvu", PRESENCES[p.present]) for p in sieges)
    return Rapport(
        titre=f"{type_.sigle} du {ecrire_jour_annee(seance.le)}",
        sous_titre=f"{type_.libelle}, {departement}",
        auteur="Maillage",
        arrete_au=seance.le,
        reserves=(f"Composition : {type_.source}.",),
        sections=(
            Section("Ordre du jour", (_liste(seance.points, "Aucun point n'est écrit."),)),
            Section("Présences", (Tableau("Sièges et présences", ("Siège", "Nom", "Présence"), lignes),)),
            Section("Compte rendu", (Paragraphe(seance.compte_rendu or "Le compte rendu n'est pas encore écrit."),)),
            Section("Décisions de la séance", (_decisions(decidees, "Aucune décision n'est notée."),)),
            Section("Décisions revues", (_decisions(revues, "Aucune décision antérieure n'était à revoir."),)),
        ),
    )


def _liste(lignes: Sequence[str], vide: str) -> Liste | Paragraphe:
    return Liste(tuple(lignes)) if lignes else Paragraphe(vide)


def _decisions(decisions: Sequence[DecisionInstance], vide: str) -> Tableau | Paragraphe:
    if not decisions:
        return Paragraphe(vide)
    lignes = tuple((d.texte, d.porteur, date_courte(d.echeance), d.libelle_etat) for d in decisions)
    return Tableau("Décisions", ENTETES_DECISIONS, lignes)
