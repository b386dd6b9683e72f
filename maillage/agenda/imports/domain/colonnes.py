"""The documented columns of a file, and how they are recognised from the headers of another program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.agenda.imports.domain.texte import normaliser

DATE = "date"
DEBUT = "debut"
FIN = "fin"
DUREE = "duree"
JEUNES = "jeunes"
JEUNE_NOM = "jeune_nom"
JEUNE_PRENOM = "jeune_prenom"
PROFESSIONNELS = "professionnels"
CATEGORIE = "categorie"
MODALITE = "modalite"
LIEU_TYPE = "lieu_type"
LIEU = "lieu"
TITRE = "titre"
STATUT = "statut"
PRESENCE = "presence"
MOTIF = "motif"
REFERENCE = "reference"


@dataclass(frozen=True)
class Colonne:
    """One of our columns. `exemples` are the two invented lines of the model file; `synonymes` are normalised headers."""

    code: str
    libelle: str
    aide: str
    exemples: tuple[str, str]
    synonymes: tuple[str, ...]


COLONNES: dict[str, Colonne] = {
    colonne.code: colonne
    for colonne in (
        Colonne(
            DATE,
            "Date",
            "jour de l'événement, si « debut » ne porte qu'une heure : 04/03/2024 ou 2024-03-04",
            ("04/03/2024", "05/03/2024"),
            ("date", "jour", "date de l acte", "date acte", "date seance", "date de la seance", "date rdv", "le"),
        ),
        Colonne(
            DEBUT,
            "Début",
            "heure (9:30, 9h30), ou date et heure (04/03/2024 09:30)",
            ("09:00", "19:00"),
            (
                "debut",
                "heure debut",
                "heure de debut",
                "date debut",
                "date de debut",
                "date et heure de debut",
                "heure",
                "h debut",
                "horaire debut",
                "start",
                "dtstart",
            ),
        ),
        Colonne(
            FIN,
            "Fin",
            "comme « debut » ; une heure de fin avant l'heure de début est celle du lendemain",
            ("12:00", "08:00"),
            (
                "fin",
                "heure fin",
                "heure de fin",
                "date fin",
                "date de fin",
                "date et heure de fin",
                "h fin",
                "horaire fin",
                "end",
                "dtend",
            ),
        ),
        Colonne(
            DUREE,
            "Durée",
            "à la place de « fin » : 90 (minutes), 1:30 ou 1h30",
            ("", ""),
            ("duree", "duree minutes", "duree en minutes", "duree min", "temps", "minutes", "nb minutes", "duration"),
        ),
        Colonne(
            JEUNES,
            "Jeune ou jeunes",
            "identifiants, ou « Prénom Nom », séparés par « ; »",
            ("JEUNE-1;JEUNE-2", "Sacha Exemple"),
            (
                "jeunes",
                "jeune",
                "usager",
                "usagers",
                "beneficiaire",
                "beneficiaires",
                "enfant",
                "enfants",
                "personne accompagnee",
                "identifiant jeune",
                "id jeune",
                "dossier",
                "patient",
                "participants",
            ),
        ),
        Colonne(
            JEUNE_NOM,
            "Nom du jeune",
            "à la place de « jeunes », avec « jeune_prenom » : un jeune par ligne",
            ("", ""),
            ("nom", "jeune nom", "nom du jeune", "nom jeune", "nom usager", "nom de l usager", "nom de l enfant"),
        ),
        Colonne(
            JEUNE_PRENOM,
            "Prénom du jeune",
            "avec « jeune_nom »",
            ("", ""),
            (
                "prenom",
                "jeune prenom",
                "prenom du jeune",
                "prenom jeune",
                "prenom usager",
                "prenom de l usager",
                "prenom de l enfant",
            ),
        ),
        Colonne(
            PROFESSIONNELS,
            "Professionnel ou professionnels",
            "identifiants, ou « Prénom Nom », séparés par « ; »",
            ("Camille Inventé", "Dominique Inventé"),
            (
                "professionnels",
                "professionnel",
                "intervenant",
                "intervenants",
                "educateur",
                "pro",
                "pros",
                "salarie",
                "agent",
                "therapeute",
            ),
        ),
        Colonne(
            CATEGORIE,
            "Catégorie",
            "DIRECT_JEUNE, DIRECT_ENTOURAGE, INDIRECT ou TRANSPORT",
            ("DIRECT_JEUNE", "DIRECT_JEUNE"),
            ("categorie", "type", "type d acte", "nature", "nature de l acte", "type d evenement", "category"),
        ),
        Colonne(
            MODALITE,
            "Modalité",
            "AJ (jour), AN (nuit), PMO (milieu ordinaire), ou vide",
            ("AJ", "AN"),
            ("modalite", "modalite d accueil", "modalite d accompagnement", "type d accueil", "accueil"),
        ),
        Colonne(
            LIEU_TYPE,
            "Type de lieu",
            "ETABLISSEMENT, ECOLE, DOMICILE, INTERNAT…, ou vide",
            ("ETABLISSEMENT", "INTERNAT"),
            ("lieu type", "type de lieu", "type lieu", "nature du lieu"),
        ),
        Colonne(
            LIEU,
            "Lieu",
            "texte libre",
            ("Atelier bois", "Internat du Pré"),
            ("lieu", "adresse", "site", "salle", "location", "endroit"),
        ),
        Colonne(
            TITRE,
            "Titre",
            "texte libre, court et neutre",
            ("Atelier bois", "Nuit d'internat"),
            ("titre", "libelle", "objet", "sujet", "intitule", "activite", "subject", "summary"),
        ),
        Colonne(
            STATUT,
            "Statut",
            "PLANIFIE, REALISE ou ANNULE ; vide : le statut par défaut",
            ("REALISE", "PLANIFIE"),
            ("statut", "etat", "status", "realisation", "realise"),
        ),
        Colonne(
            PRESENCE,
            "Présence",
            "PRESENT ou ABSENT, pour les jeunes de la ligne ; vide : non dit",
            ("PRESENT", ""),
            ("presence", "present", "presence du jeune", "present absent", "presence absence"),
        ),
        Colonne(
            MOTIF,
            "Motif d'absence",
            "MALADIE, FAMILLE, RENDEZ_VOUS… : note l'absence du jeune sur le temps de l'événement",
            ("", ""),
            ("motif", "motif d absence", "motif absence", "raison de l absence", "cause d absence"),
        ),
        Colonne(
            REFERENCE,
            "Référence",
            "numéro de l'événement dans votre logiciel : le même d'un export à l'autre",
            ("RDV-1001", "RDV-1002"),
            (
                "reference",
                "ref",
                "id",
                "identifiant",
                "uid",
                "numero",
                "numero d acte",
                "id evenement",
                "id acte",
                "id rdv",
                "n rdv",
                "n acte",
                "numero rdv",
                "identifiant evenement",
            ),
        ),
    )
}

POIDS_EXACT = 1000


def deviner_colonnes(entetes: Sequence[str]) -> dict[str, str]:
    """Return {our column: header of the file}, each used once.

    A header that is one of our synonyms wins; then the header that holds the longest synonym as whole words.
    """
    candidats = [
        (-_poids(normaliser(entete), colonne), rang, code)
        for rang, entete in enumerate(entetes)
        for code, colonne in COLONNES.items()
    ]
    trouvees: dict[str, str] = {}
    pris: set[int] = set()
    for poids, rang, code in sorted(candidats):
        if poids < 0 and code not in trouvees and rang not in pris:
            trouvees[code] = entetes[rang]
            pris.add(rang)
    return {code: trouvees[code] for code in COLONNES if code in trouvees}


def _poids(entete: str, colonne: Colonne) -> int:
    if entete == normaliser(colonne.code) or entete in colonne.synonymes:
        return POIDS_EXACT
    longs = (len(mot) for mot in colonne.synonymes if len(mot) > 2 and f" {mot} " in f" {entete} ")
    return max(longs, default=0)


def colonnes_manquantes(colonnes: dict[str, str]) -> list[str]:
    """Say, in French, what the mapping lacks to make événements; an empty list means it may be used."""
    manques = []
    if DEBUT not in colonnes:
        manques.append("Dites quelle colonne donne le début (« debut »).")
    if FIN not in colonnes and DUREE not in colonnes:
        manques.append("Dites quelle colonne donne la fin (« fin ») ou la durée (« duree »).")
    if not {JEUNES, JEUNE_NOM, PROFESSIONNELS} & colonnes.keys():
        manques.append("Dites quelle colonne donne les jeunes (« jeunes ») ou les professionnels (« professionnels »).")
    if (JEUNE_NOM in colonnes) != (JEUNE_PRENOM in colonnes):
        manques.append("« jeune_nom » et « jeune_prenom » vont ensemble : indiquez les deux colonnes, ou aucune.")
    return manques
