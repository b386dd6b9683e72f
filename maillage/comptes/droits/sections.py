"""The parts of the product that rights open or close."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A part of the product that rights open or close. `personnel`: it shows identified young people."""

    code: str
    libelle: str
    description: str
    personnel: bool = False


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
            "carte_de_vie",
            "Cartes de vie",
            "lieux que le jeune montre à l'équipe ; ce qui est secret ne se voit que de son compte",
            personnel=True,
        ),
        Section("ressentis", "Ressentis des cartes de vie", "visages, météo, couleurs et mots proposés aux jeunes"),
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
        Section("remises", "Remises à d'autres systèmes", "annonces, dépôts et messages là où l'exploitant l'a permis"),
        Section(
            "orientations",
            "Orientations reçues",
            "décisions de la MDPH reçues pour le dispositif, et ce qui y est répondu",
            personnel=True,
        ),
        Section(
            "structures", "Structures", "établissements, dispositifs, places, ouverture, professionnels, partenaires"
        ),
        Section("finess", "Import FINESS", "fichiers officiels, historique, positions à revoir"),
        Section("territoire", "Territoire", "communes, contours, cartes"),
        Section("cartes", "Cartes et zones blanches", "établissements par public, études d'accès, jamais une personne"),
        Section(
            "calques",
            "Calques prêtés",
            "cartes prêtées d'un organisme à d'autres : finalité, plancher, date de fin ; jamais une personne",
        ),
        Section("secteurs", "Secteurs", "quel dispositif répond pour quelle commune, quelle école, quel public"),
        Section(
            "tournees",
            "Tournées de transport",
            "qui monte où et à quelle heure, plafonds et places de chacun, jamais un mot de santé",
            personnel=True,
        ),
        Section("antennes", "Antennes à l'étude", "où ouvrir ou déplacer une antenne : scénarios, jamais une personne"),
        Section(
            "distances",
            "Distances vécues",
            "temps de trajet et kilomètres d'un dispositif, d'ensemble, sans petit nombre",
        ),
        Section("conventions", "Conventions", "convention cadre de chaque département, signataires, déploiement"),
        Section("textes_conventions", "Textes des conventions", "clauses d'une convention en préparation"),
        Section("accords", "Accords bilatéraux", "ce qu'un dispositif et un partenaire conviennent entre eux"),
        Section("instances", "Instances et décisions", "COPIL, COTECH, CDSEI : séances, comptes rendus, décisions"),
        Section("feuille_de_route", "Feuilles de route", "actions par département, cinq questions de la convention"),
        Section("enquetes", "Enquêtes", "questionnaires, invitations, participation ; jamais qui a répondu quoi"),
        Section("enquetes_resultats", "Résultats d'enquêtes", "résultats des vagues closes, sans petit effectif"),
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
        Section("bibliotheque", "Bibliothèque", "lire les fiches du réseau, en proposer, dire lesquelles on emploie"),
        Section(
            "bibliotheque_interne",
            "Fiches internes d'un dispositif",
            "fiches qu'un dispositif garde pour lui, relecture",
        ),
        Section(
            "bibliotheque_relecture",
            "Relecture de la bibliothèque",
            "relire et publier les fiches du réseau et de tous",
        ),
        Section("bibliotheque_mission", "Fiches de la mission", "fiches de travail de la mission d'appui"),
        Section("faq", "Réponses de la FAQ", "répondre aux questions du réseau, avec leur statut et leur source"),
        Section("cpom", "CPOM", "fiches action, indicateurs et cibles ; valeurs lues dans les retours transmis"),
        Section(
            "soutien",
            "Soutien technique",
            "demandes à la mission d'appui, visites, recommandations, historique du dispositif ; jamais un jeune",
        ),
        Section(
            "soutien_conduite",
            "Conduite du soutien technique",
            "qualifier, confier, planifier, visiter, recommander : le travail de la mission",
        ),
        Section("formations", "Formations", "catalogue, besoins du dispositif, sessions, chiffres sans petit effectif"),
        Section(
            "formations_conduite",
            "Conduite des formations",
            "catalogue, formateurs, sessions, groupes, évaluations : le travail de la mission",
        ),
        Section("cpom_dialogue", "Dialogue de gestion", "messages et rencontres entre l'établissement et l'agence"),
        Section("cpom_signature", "Signature des valeurs", "figer la valeur annuelle d'un indicateur de CPOM"),
        Section(
            "rapport_annuel", "Rapport d'activité", "rapport de l'année et annexes d'activité, jamais une personne"
        ),
        Section("autorite", "Ce que voit l'autorité", "où en est chaque dispositif, d'ensemble, jamais un jeune"),
        Section(
            "echeances_portee",
            "Échéances de la portée",
            "reconnaissances, conventions et CPOM de plusieurs dispositifs ou départements, jamais un jeune",
        ),
        Section(
            "rencontres",
            "Rencontres du réseau",
            "COMOP, journées, comités, permanences : annonce, émargement, ateliers, compte rendu",
        ),
        Section(
            "rencontres_inscriptions",
            "Inscriptions aux rencontres",
            "qui vient à quelle rencontre, pour son dispositif ; des professionnels et des partenaires, jamais un jeune",
        ),
        Section(
            "reponses_autorite",
            "Réponses de l'autorité",
            "réponses datées aux questions du réseau : officielle, provisoire ou remplacée",
        ),
        Section(
            "annuaire",
            "Annuaire des expériences",
            "qui accepte de raconter ce qu'il a fait, par thème et par distance ; questions sans montrer d'adresse",
        ),
        Section("bilan_reseau", "Bilan de la mission", "bilans arrêtés, chaque chiffre avec sa requête et sa date"),
        Section("journal_mission", "Journal de la mission", "rencontres et contacts de chaque dispositif, leur rythme"),
        Section("animation", "Animation du réseau", "lettres aux dispositifs, pages du site public"),
        Section(
            "courriels", "Courriels", "ce qui part, ce qui attend, ce qui n'a pas pu partir ; jamais le nom d'un jeune"
        ),
    )
}
