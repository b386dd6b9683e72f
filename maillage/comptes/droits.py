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
                "echanges": E,
                "structures": E,
                "territoire": L,
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
                "structures": E,
                "territoire": L,
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
                "structures": L,
                "territoire": L,
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
                "structures": L,
                "territoire": L,
            },
        ),
        Role(
            "DPO",
            "Délégation à la protection des données",
            "contrôle les habilitations et le journal",
            Portee.TOUT,
            {"comptes": L, "journal": L, "bris": E, "structures": L},
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
