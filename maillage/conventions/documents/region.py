"""The state of the conventions of the region on a day, as a report: page, PDF and DOCX hold the same words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from maillage.conventions import referentiels
from maillage.conventions.domain.etats import LIANTS, LIBELLES_ETAT, EtatConvention
from maillage.conventions.selectors.region import LigneDepartement
from maillage.socle.domain.typographie import ecrire_compte, ecrire_date_annee, ecrire_jour_annee
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau
from maillage.socle.vocabulaire import Modalite

ENTETES = ("Département", "État", "Fin", "Signataires", "Manquent", "Modalités absentes", "Dernière réunion")
RESERVES = (
    "Une date passée montre ce qui était signé ce jour-là, d'après les dates saisies dans Maillage.",
    "Les signataires attendus sont ceux que l'Occitanie nomme (feuille de route régionale, novembre 2025).",
)


def date_courte(jour: dt.date | None) -> str:
    """« 3 mars 2026 », or a dash."""
    return ecrire_date_annee(jour) if jour else "–"


def resume(lignes: Sequence[LigneDepartement]) -> str:
    """Say the region in one sentence."""
    lies = sum(1 for ligne in lignes if ligne.etat in LIANTS)
    retards = sum(1 for ligne in lignes if ligne.suivi_en_retard)
    phrase = f"{ecrire_compte(lies, 'département')} sur {len(lignes)} avec une convention cadre qui lie ses signataires"
    return f"{phrase} ; {ecrire_compte(retards, 'suivi annuel en retard', 'suivis annuels en retard')}."


def comptes(lignes: Sequence[LigneDepartement]) -> list[tuple[EtatConvention, str, int]]:
    """Return each state met: code, words, how many départements."""
    nombres = Counter(ligne.etat for ligne in lignes)
    return [(etat, LIBELLES_ETAT[etat], nombres[etat]) for etat in EtatConvention if nombres[etat]]


def rapport_de_la_region(lignes: Sequence[LigneDepartement], *, le: dt.date) -> Rapport:
    """Return the report of the départements given, on a day."""
    return Rapport(
        titre=f"État des conventions au {ecrire_jour_annee(le)}",
        sous_titre="Conventions cadres du dispositif intégré, par département",
        auteur="Maillage",
        arrete_au=le,
        reserves=RESERVES,
        sections=(
            Section(
                "En bref",
                (Paragraphe(resume(lignes)), Liste(tuple(f"{mots} : {n}" for _, mots, n in comptes(lignes)) or ("–",))),
            ),
            Section(
                "Par département",
                (
                    Tableau(
                        f"Conventions cadres au {ecrire_jour_annee(le)}",
                        ENTETES,
                        tuple(_ligne(ligne) for ligne in lignes),
                        source="conventions et séances saisies dans Maillage",
                    ),
                ),
            ),
            Section("À regarder", (_alertes(lignes),)),
        ),
    )


def _ligne(ligne: LigneDepartement) -> tuple[str, ...]:
    libelles = referentiels.acteurs()
    return (
        f"{ligne.nom} ({ligne.code})",
        ligne.libelle_etat,
        date_courte(ligne.fin),
        _signataires(ligne),
        ", ".join(libelles[code] for code in ligne.manquants) or "–",
        modalites_en_mots(ligne.modalites_manquantes) or "–",
        date_courte(ligne.derniere_reunion),
    )


def _signataires(ligne: LigneDepartement) -> str:
    """« 8, dont 2 organismes gestionnaires »: the names are in the table for spreadsheets."""
    if not ligne.signataires:
        return "–"
    organismes = sum(1 for signataire in ligne.signataires if signataire.acteur == "OG")
    return f"{len(ligne.signataires)}, dont {ecrire_compte(organismes, 'organisme gestionnaire', 'organismes gestionnaires')}"


def modalites_en_mots(codes: Sequence[str]) -> str:
    """« Accueil de jour, accueil de nuit »."""
    return ", ".join(Modalite(code).label for code in codes)


def _alertes(lignes: Sequence[LigneDepartement]) -> Liste | Paragraphe:
    phrases: list[str] = []
    for ligne in lignes:
        if ligne.suivi_en_retard and ligne.suivi_avant:
            phrases.append(
                f"{ligne.nom} : aucune réunion depuis plus de douze mois (due le {date_courte(ligne.suivi_avant)})."
            )
        if ligne.etat is EtatConvention.A_RENOUVELER:
            phrases.append(f"{ligne.nom} : la convention finit le {date_courte(ligne.fin)}.")
        if ligne.modalites_manquantes:
            phrases.append(
                f"{ligne.nom} : aucun signataire n'apporte {modalites_en_mots(ligne.modalites_manquantes).lower()}."
            )
    return Liste(tuple(phrases)) if phrases else Paragraphe("Rien à signaler ce jour-là.")
