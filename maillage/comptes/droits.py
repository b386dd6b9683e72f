"""The rights, as one declared table: role × section × access. Nothing else in the product decides what a role may do.

Printed on the page « Pourquoi je vois cela ? » and in docs/guide; a test holds the documentation to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from maillage.socle.acteur import Acces

L = Acces.LECTURE
E = Acces.ECRITURE


class Portee(StrEnum):
    """How far a role reaches. JEUNE: only one's own young person (Representation), never a dispositif."""

    JEUNE = "JEUNE"
    DISPOSITIF = "DISPOSITIF"
    ORGANISME = "ORGANISME"
    TOUT = "TOUT"


@dataclass(frozen=True)
class Section:
    """A part of the product that rights open or close. `personnel`: it shows identified young people."""

    code: str
    libelle: str
    description: str
    personnel: bool = False


@dataclass(frozen=True)
class Role:
    """What someone is here to do, and what that opens. `double_facteur`: a second factor is asked of whoever holds it."""

    code: str
    libelle: str
    description: str
    portee: Portee
    droits: dict[str, Acces]
    double_facteur: bool = False


SECTIONS: dict[str, Section] = {
    section.code: section
    for section in (
        Section("identite", "Identité des jeunes", "nom, date de naissance, commune", personnel=True),
        Section("parcours", "Parcours", "phases, modalités, scolarité, complexité, liste d'attente", personnel=True),
        Section(
            "dossiers",
            "Dossiers de tous les jeunes",
            "sections du dossier ouvertes sans être de l'équipe du jeune",
            personnel=True,
        ),
        Section(
            "bris",
            "Bris de glace",
            "dossiers ouverts hors de l'équipe, à relire ; le jeune n'est nommé qu'à qui voit son identité",
        ),
        Section(
            "liaison", "Fiches de liaison", "accords, délais, envois, consentement par destinataire", personnel=True
        ),
        Section("agenda", "Agendas", "événements, présences et absences", personnel=True),
        Section(
            "agenda_reglages",
            "Réglages de l'agenda",
            "salles, véhicules et matériel, types d'activité, lieux, motifs de l'établissement",
        ),
        Section(
            "projet",
            "Projets personnalisés et éco-cartes",
            "parole, besoins, objectifs, accords, évaluations ; personnes et lieux autour du jeune",
            personnel=True,
        ),
        Section(
            "prestations",
            "Prestations de SERAFIN-PH",
            "quelle prestation est chaque type d'activité, posé par l'établissement",
        ),
        Section(
            "ecrits",
            "Transmissions et documents",
            "notes des professionnels et documents des jeunes, section par section du dossier",
            personnel=True,
        ),
        Section(
            "modeles_ecrits",
            "Modèles de documents",
            "modèles et phrases que l'établissement écrit lui-même",
        ),
        Section(
            "conservation",
            "Conservation des documents",
            "documents dont la durée est échue, destruction décidée et certifiée",
            personnel=True,
        ),
        Section("imports", "Imports d'agendas", "fichiers déposés, aperçus, annulations", personnel=True),
        Section("appui", "Appui-ressource", "demandes reçues, actions, écoles jamais en contact", personnel=True),
        Section(
            "appui_territoires", "Délais de l'appui-ressource", "premiers retours par département, sans petit nombre"
        ),
        Section("attente_territoires", "Délais d'admission", "attente et admission par département, sans petit nombre"),
        Section("activite", "Activité", "grille, alertes et chiffres expliqués jusqu'aux événements", personnel=True),
        Section("retours", "Retours trimestriels", "brouillon, validation, transmission", personnel=False),
        Section("retours_transmis", "Retours reçus", "mesures agrégées des retours transmis, jamais une personne"),
        Section("restitution", "Restitution publiée", "tableaux publiés et leur registre, sans petit effectif"),
        Section("echanges", "Échanges nominatifs", "lots FHIR et export complet, avec les noms", personnel=True),
        Section(
            "structures", "Structures", "établissements, dispositifs, places, ouverture, professionnels, partenaires"
        ),
        Section("finess", "Import FINESS", "fichiers officiels, historique, positions à revoir"),
        Section("territoire", "Territoire", "communes, contours, cartes"),
        Section("cartes", "Cartes et zones blanches", "établissements par public, études d'accès, jamais une personne"),
        Section("secteurs", "Secteurs", "quel dispositif répond pour quelle commune, quelle école, quel public"),
        Section("conventions", "Conventions", "convention cadre de chaque département, signataires, déploiement"),
        Section("textes_conventions", "Textes des conventions", "clauses d'une convention en préparation"),
        Section("accords", "Accords bilatéraux", "ce qu'un dispositif et un partenaire conviennent entre eux"),
        Section("instances", "Instances et décisions", "COPIL, COTECH, CDSEI : séances, comptes rendus, décisions"),
        Section("feuille_de_route", "Feuilles de route", "actions par département, cinq questions de la convention"),
        Section(
            "familles",
            "Comptes des jeunes et des familles",
            "codes remis en main propre, qui représente qui, livret des familles",
            personnel=True,
        ),
        Section(
            "espace",
            "Espace du jeune et de la famille",
            "sa semaine, son projet, ses accords, ses documents, qui a lu son dossier",
            personnel=True,
        ),
        Section("comptes", "Comptes et habilitations", "qui a quel rôle, où et jusqu'à quand"),
        Section("journal", "Journal", "lectures, écritures et refus"),
        Section(
            "liaison_modeles", "Formulaires de la fiche de liaison", "versions du formulaire, aperçu, formulaire vierge"
        ),
        Section("reconnaissance_etats", "États des reconnaissances", "où en est le dossier de chaque dispositif"),
        Section(
            "reconnaissance",
            "Dossier de reconnaissance",
            "prérequis, sections, chiffres, pièces, échanges avec la DDARS, arrêtés",
        ),
        Section(
            "reconnaissance_instruction",
            "Instruction des reconnaissances",
            "notes privées et avis entre instructeurs, décisions, effets",
        ),
        Section("cpom", "CPOM", "fiches action, indicateurs et cibles ; valeurs lues dans les retours transmis"),
        Section("cpom_dialogue", "Dialogue de gestion", "messages et rencontres entre l'établissement et l'agence"),
        Section("cpom_signature", "Signature des valeurs", "figer la valeur annuelle d'un indicateur de CPOM"),
        Section("autorite", "Ce que voit l'autorité", "où en est chaque dispositif, d'ensemble, jamais un jeune"),
        Section(
            "courriels", "Courriels", "ce qui part, ce qui attend, ce qui n'a pas pu partir ; jamais le nom d'un jeune"
        ),
    )
}

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "PROFESSIONNEL",
            "Professionnel",
            "voit et confirme la semaine, note les absences",
            Portee.DISPOSITIF,
            {
                "identite": L,
                "parcours": L,
                "liaison": L,
                "agenda": E,
                "agenda_reglages": L,
                "projet": E,
                "prestations": L,
                "ecrits": E,
                "modeles_ecrits": L,
                "appui": E,
                "appui_territoires": L,
                "attente_territoires": L,
                "activite": L,
                "structures": L,
                "territoire": L,
                "instances": L,
                "cartes": L,
                "secteurs": L,
            },
            double_facteur=True,
        ),
        Role(
            "COORDONNATEUR",
            "Coordonnateur ou coordonnatrice de parcours",
            "tient ensemble le parcours de chaque jeune",
            Portee.DISPOSITIF,
            {
                "identite": E,
                "parcours": E,
                "dossiers": E,
                "liaison": E,
                "agenda": E,
                "agenda_reglages": E,
                "projet": E,
                "prestations": L,
                "ecrits": E,
                "modeles_ecrits": E,
                "conservation": L,
                "imports": E,
                "appui": E,
                "appui_territoires": L,
                "attente_territoires": L,
                "activite": L,
                "retours": L,
                "structures": L,
                "territoire": L,
                "instances": L,
                "cartes": E,
                "secteurs": L,
                "familles": E,
            },
            double_facteur=True,
        ),
        Role(
            "DIRECTION",
            "Direction",
            "suit l'activité, valide et transmet le retour trimestriel",
            Portee.DISPOSITIF,
            {
                "identite": E,
                "parcours": E,
                "dossiers": E,
                "bris": E,
                "liaison": E,
                "agenda": E,
                "agenda_reglages": E,
                "projet": E,
                "prestations": E,
                "ecrits": E,
                "modeles_ecrits": E,
                "conservation": E,
                "imports": E,
                "appui": E,
                "appui_territoires": L,
                "attente_territoires": L,
                "activite": E,
                "retours": E,
                "retours_transmis": L,
                "restitution": L,
                "cpom": E,
                "cpom_dialogue": E,
                "autorite": L,
                "echanges": E,
                "reconnaissance_etats": L,
                "reconnaissance": E,
                "structures": E,
                "territoire": L,
                "conventions": L,
                "textes_conventions": E,
                "accords": E,
                "instances": L,
                "feuille_de_route": L,
                "cartes": E,
                "secteurs": E,
                "familles": E,
                "comptes": E,
                "journal": L,
                "courriels": E,
                "liaison_modeles": L,
            },
            double_facteur=True,
        ),
        Role(
            "ORGANISME",
            "Organisme gestionnaire",
            "suit ses dispositifs, leurs places et leurs retours, sans voir les jeunes",
            Portee.ORGANISME,
            {
                "retours": L,
                "retours_transmis": L,
                "appui_territoires": L,
                "attente_territoires": L,
                "restitution": L,
                "cpom": E,
                "cpom_dialogue": E,
                "autorite": L,
                "reconnaissance_etats": L,
                "reconnaissance": E,
                "structures": E,
                "territoire": L,
                "conventions": L,
                "textes_conventions": E,
                "accords": E,
                "instances": L,
                "feuille_de_route": L,
                "cartes": E,
                "secteurs": E,
            },
        ),
        Role(
            "ARS",
            "Agence régionale de santé",
            "lit les retours transmis et le territoire, publie la restitution, jamais un jeune",
            Portee.TOUT,
            {
                "retours_transmis": L,
                "appui_territoires": L,
                "attente_territoires": L,
                "restitution": E,
                "cpom": L,
                "cpom_dialogue": E,
                "cpom_signature": E,
                "autorite": L,
                "reconnaissance_etats": L,
                "reconnaissance": L,
                "reconnaissance_instruction": E,
                "structures": L,
                "territoire": L,
                "conventions": E,
                "textes_conventions": E,
                "accords": L,
                "instances": E,
                "feuille_de_route": E,
                "cartes": E,
                "secteurs": E,
            },
        ),
        Role(
            "MISSION",
            "Mission d'appui",
            "anime le réseau, accompagne les retours, publie la restitution, jamais un jeune",
            Portee.TOUT,
            {
                "retours_transmis": L,
                "appui_territoires": L,
                "attente_territoires": L,
                "restitution": E,
                "cpom": L,
                "autorite": L,
                "reconnaissance_etats": L,
                "structures": L,
                "territoire": L,
                "conventions": L,
                "textes_conventions": L,
                "accords": L,
                "instances": L,
                "feuille_de_route": E,
                "cartes": E,
                "secteurs": L,
            },
        ),
        Role(
            "DPO",
            "Délégation à la protection des données",
            "contrôle les habilitations et le journal",
            Portee.TOUT,
            {"comptes": L, "journal": L, "bris": E, "structures": L, "cartes": L, "secteurs": L},
            double_facteur=True,
        ),
        Role(
            "ADMINISTRATION",
            "Administration",
            "ouvre les comptes, importe FINESS et les référentiels",
            Portee.TOUT,
            {
                "comptes": E,
                "finess": E,
                "structures": E,
                "territoire": E,
                "cartes": E,
                "secteurs": E,
                "journal": L,
                "courriels": E,
                "liaison_modeles": L,
            },
            double_facteur=True,
        ),
        Role(
            "JEUNE",
            "Jeune",
            "voit sa semaine et son projet, donne son avis, décide seul à partir de 18 ans",
            Portee.JEUNE,
            {"espace": E},
        ),
        Role(
            "FAMILLE",
            "Famille",
            "voit la semaine et le projet de son enfant, donne son accord ou refuse, se rétracte",
            Portee.JEUNE,
            {"espace": E},
        ),
    )
}


def ouvre(role: str, section: str, acces: Acces) -> bool:
    """Tell whether the table gives `role` this access to `section`; writing includes reading; an unknown role opens nothing."""
    accorde = ROLES[role].droits.get(section) if role in ROLES else None
    return accorde is Acces.ECRITURE or accorde is acces


def demande_double_facteur(roles: Iterable[str]) -> bool:
    """Tell whether one of the roles asks for a second factor."""
    return any(ROLES[role].double_facteur for role in roles if role in ROLES)
