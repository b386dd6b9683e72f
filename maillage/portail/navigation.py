"""The navigation as data: which entry for which section; an entry whose page does not exist or is closed is not drawn."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from maillage.portail.dispositif_courant import DispositifCourant, dispositif_courant, dispositifs_de
from maillage.portail.espace.navigation import entrees_de_l_espace
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import adresse_si_existe
from maillage.socle.requete import Requete

SUR_TELEPHONE = 4
QUOTIDIEN, JEUNES, ACTIVITE, TERRITOIRE, RESEAU, ADMINISTRATION = GROUPES = (
    "Au quotidien",
    "Jeunes",
    "Activité",
    "Territoire",
    "Réseau",
    "Administration",
)
"""Titles of the navigation, in order; an entry that names none stands with what is done every day."""
COURTE = 8
"""Up to so many entries, every group is drawn open."""


@dataclass(frozen=True)
class Entree:
    """A line of the table: `section` None means every account; `dispositif`: the address names the current dispositif; `phrase`: said at home;
    `groupe`: under which title it stands (one of GROUPES)."""

    libelle: str
    nom_url: str
    icone: str
    section: str | None = None
    dispositif: bool = False
    phrase: str = ""
    groupe: str = QUOTIDIEN


@dataclass(frozen=True)
class Lien:
    """An entry drawn by the shell; `principal`: among those kept in the bottom bar of the phone."""

    libelle: str
    url: str
    icone: str
    courant: bool
    principal: bool
    phrase: str = ""
    groupe: str = QUOTIDIEN


ENTREES: tuple[Entree, ...] = (
    Entree("Aujourd'hui", "portail:accueil", "aujourdhui"),
    Entree(
        "Agenda",
        "agenda:semaine",
        "calendrier",
        "agenda",
        dispositif=True,
        phrase="La semaine de chacun ; les présences se confirment en quelques appuis.",
    ),
    Entree(
        "Jeunes",
        "parcours:jeunes",
        "jeunes",
        "parcours",
        dispositif=True,
        phrase="Les phases, les modalités et la scolarité de chaque jeune.",
        groupe=JEUNES,
    ),
    Entree(
        "Projets",
        "projet:projets",
        "etoile",
        "projet",
        dispositif=True,
        phrase="Le projet de chaque jeune, écrit avec lui : ce qui est accordé, évalué, et ce qui vient.",
        groupe=JEUNES,
    ),
    Entree(
        "Cartes de vie",
        "carte_de_vie:liste",
        "carte",
        "carte_de_vie",
        dispositif=True,
        phrase="Les lieux que chaque jeune choisit de montrer, dessinés avec lui ; ses secrets restent à lui.",
        groupe=JEUNES,
    ),
    Entree(
        "Échéances",
        "portail:echeances",
        "echeances",
        "parcours",
        dispositif=True,
        phrase="Ce qui est à faire avant une date, pour chaque jeune et pour le dispositif.",
        groupe=JEUNES,
    ),
    Entree(
        "Transmissions",
        "projet:transmissions",
        "cahier",
        "ecrits",
        dispositif=True,
        phrase="Ce que l'équipe se dit de chaque jeune ; « Pour moi » garde ce qui attend d'être lu.",
    ),
    Entree(
        "Activité",
        "activite:grille",
        "activite",
        "activite",
        dispositif=True,
        phrase="Le trimestre compté à partir des agendas ; chaque chiffre s'explique.",
        groupe=ACTIVITE,
    ),
    Entree(
        "Fiches de liaison",
        "liaison:fiches",
        "message",
        "liaison",
        dispositif=True,
        phrase="Changer de modalité : l'accord, le délai, puis ce que chaque partenaire reçoit.",
        groupe=JEUNES,
    ),
    Entree(
        "«\u00a0Ce n'est pas juste\u00a0»",
        "espace:rectifications",
        "modifier",
        "familles",
        dispositif=True,
        phrase="Ce que des jeunes et des familles demandent de corriger, avec un mois pour répondre.",
        groupe=JEUNES,
    ),
    Entree(
        "Espace des familles",
        "espace:regler",
        "livre",
        "familles",
        dispositif=True,
        phrase="Comment l'espace parle aux jeunes, et le livret des familles.",
        groupe=JEUNES,
    ),
    Entree(
        "Retours",
        "activite:retours",
        "envoyer",
        "retours",
        dispositif=True,
        phrase="Valider, transmettre et comparer les retours trimestriels.",
        groupe=ACTIVITE,
    ),
    Entree(
        "Appui-ressource",
        "appui:demandes",
        "message",
        "appui",
        dispositif=True,
        phrase="Les demandes des écoles, des familles et des partenaires, et ce que le dispositif leur apporte.",
        groupe=RESEAU,
    ),
    Entree(
        "Imports",
        "agenda:imports",
        "importer",
        "imports",
        dispositif=True,
        phrase="Déposer un agenda, en regarder l'aperçu, l'annuler au besoin.",
        groupe=ACTIVITE,
    ),
    Entree(
        "Échanges",
        "echanges:tables",
        "exporter",
        "activite",
        dispositif=True,
        phrase="Sortir les faits en fichiers, abonner un agenda, vérifier un dossier.",
        groupe=ACTIVITE,
    ),
    Entree(
        "Ce que voit l'autorité",
        "portail:autorite",
        "voir",
        "autorite",
        phrase="Où en est chaque dispositif : dossier, convention, CPOM et retours. La même page des deux côtés.",
        groupe=TERRITOIRE,
    ),
    Entree(
        "Échéances",
        "portail:echeances_portee",
        "echeances",
        "echeances_portee",
        phrase="Ce qui est à faire avant une date\u00a0: reconnaissances, conventions et CPOM.",
    ),
    Entree(
        "CPOM",
        "cpom:fiches",
        "mesure",
        "cpom",
        phrase="Les fiches action, leurs indicateurs à côté de leurs cibles, et le dialogue de gestion.",
        groupe=ACTIVITE,
    ),
    Entree(
        "Rapports d'activité",
        "rapport_annuel:liste",
        "fichier",
        "rapport_annuel",
        phrase="Le rapport de l'année : vos mots, et les chiffres déjà comptés.",
        groupe=ACTIVITE,
    ),
    Entree(
        "Restitution",
        "pilotage:restitution",
        "tableau",
        "retours_transmis",
        phrase="Les chiffres de la région, sans qu'aucun petit effectif ne se retrouve.",
        groupe=TERRITOIRE,
    ),
    Entree(
        "Retours reçus",
        "pilotage:retours",
        "envoyer",
        "retours_transmis",
        phrase="Les retours que les dispositifs ont transmis, jamais une personne.",
        groupe=ACTIVITE,
    ),
    Entree(
        "Structures",
        "structures:accueil",
        "dispositif",
        "structures",
        phrase="Établissements, places, ouverture, professionnels et partenaires.",
        groupe=TERRITOIRE,
    ),
    Entree(
        "Territoire",
        "territoire:carte",
        "carte",
        "territoire",
        phrase="Les communes et les établissements, en carte et en tableau.",
        groupe=TERRITOIRE,
    ),
    Entree(
        "Cartes",
        "cartographie:offre",
        "etablissement",
        "cartes",
        phrase="Quelle offre pour quel public, où sont les zones blanches, qui répond, où ouvrir, quelles tournées.",
        groupe=TERRITOIRE,
    ),
    Entree(
        "Reconnaissances",
        "reconnaissance:dossiers",
        "qualite",
        "reconnaissance_etats",
        phrase="Faire reconnaître le dispositif : prérequis, dossier prérempli, échanges, arrêtés, effets.",
        groupe=TERRITOIRE,
    ),
    Entree(
        "Conventions",
        "conventions:etat",
        "approuver",
        "conventions",
        phrase="Qui est lié à qui, dans quel département, jusqu'à quand, et ce qui attend.",
        groupe=TERRITOIRE,
    ),
    Entree(
        "Décisions",
        "conventions:decisions",
        "cocher",
        "instances",
        phrase="Ce que les instances du territoire ont décidé, qui s'en charge et pour quand.",
        groupe=TERRITOIRE,
    ),
    Entree(
        "Bibliothèque",
        "bibliotheque:liste",
        "livre",
        "bibliotheque",
        phrase="Les fiches du réseau selon les six dimensions, et les questions fréquentes.",
        groupe=RESEAU,
    ),
    Entree(
        "Rencontres",
        "rencontres:liste",
        "calendrier",
        "rencontres",
        phrase="COMOP, journées, comités et permanences : s'inscrire, retrouver ce qui s'y est dit, les réponses de l'autorité.",
        groupe=RESEAU,
    ),
    Entree(
        "Formations",
        "formations:catalogue",
        "etoile",
        "formations",
        phrase="Le catalogue, les besoins de chaque dispositif, les sessions suivies ensemble et ce qui en reste.",
        groupe=RESEAU,
    ),
    Entree(
        "Soutien technique",
        "soutien:demandes",
        "message",
        "soutien",
        phrase="Ce que les dispositifs demandent à la mission d'appui : plans, visites, recommandations, historique.",
        groupe=RESEAU,
    ),
    Entree(
        "Délais d'appui",
        "appui_ressource:territoires",
        "attente",
        "appui_territoires",
        phrase="En combien de jours les demandes d'appui reçoivent une première réponse, par département.",
        groupe=RESEAU,
    ),
    Entree(
        "Vie du réseau",
        "reseau:annuaire",
        "partenaire",
        "annuaire",
        phrase="Qui l'a déjà fait et accepte de le raconter ; journal, bilans et lettres de la mission.",
        groupe=RESEAU,
    ),
    Entree(
        "Enquêtes",
        "enquetes:liste",
        "message",
        "enquetes",
        phrase="Questionnaires du réseau, invitations, résultats où personne n'est reconnaissable.",
        groupe=RESEAU,
    ),
    Entree(
        "Résultats d'enquêtes",
        "enquetes:partagees",
        "activite",
        "enquetes_resultats",
        phrase="Ce que le réseau a répondu aux enquêtes, sans petit effectif.",
        groupe=RESEAU,
    ),
    Entree(
        "Délais d'admission",
        "attente:delais",
        "attente",
        "attente_territoires",
        phrase="Combien de temps on attend une place, par département, sans petit nombre.",
        groupe=TERRITOIRE,
    ),
    Entree(
        "Comptes",
        "comptes:personnes",
        "comptes",
        "comptes",
        phrase="Qui peut entrer, avec quel rôle, où et jusqu'à quand.",
        groupe=ADMINISTRATION,
    ),
    Entree(
        "Bris de glace",
        "bris:liste",
        "deverrouiller",
        "bris",
        phrase="Les dossiers ouverts hors de l'équipe du jeune, à relire.",
        groupe=ADMINISTRATION,
    ),
    Entree(
        "Journal",
        "comptes:journal",
        "journal",
        "journal",
        phrase="Qui a lu, écrit ou s'est vu refuser quoi.",
        groupe=ADMINISTRATION,
    ),
    Entree(
        "Courriels",
        "socle:courriels",
        "courriel",
        "courriels",
        phrase="Ce qui est parti, ce qui attend, ce qui n'a pas pu partir ; un courriel resté là se relance.",
        groupe=ADMINISTRATION,
    ),
    Entree(
        "Formulaires de liaison",
        "liaison_modeles:liste",
        "fichier",
        "liaison_modeles",
        phrase="Les versions du formulaire de la fiche de liaison, et qui reçoit quoi.",
        groupe=ADMINISTRATION,
    ),
)

MENU_DU_COMPTE: tuple[Entree, ...] = (
    Entree("Pourquoi je vois cela ?", "comptes:pourquoi", "pourquoi"),
    Entree("Mot de passe", "account_change_password", "cle"),
    Entree("Second facteur", "mfa_index", "securite"),
    Entree("Identités professionnelles", "socialaccount_connections", "lien"),
)


def navigation_de(request: Requete) -> list[Lien]:
    """Return the entries open to the person, in the order of the table; empty for someone not signed in; those of their space for a family."""
    if not request.user.is_authenticated:
        return []
    if request.acteur.jeunes_representes:
        return [Lien(**vars(entree)) for entree in entrees_de_l_espace(request)]
    courant = dispositif_courant(request)
    adresses = [(entree, adresse(entree, request.acteur, courant)) for entree in ENTREES]
    adresses[0] = (ENTREES[0], journee_de(request) or adresses[0][1])
    ouvertes = [(entree, url) for entree, url in adresses if url]
    actuelle = _actuelle(request, ouvertes)
    return [
        Lien(entree.libelle, url, entree.icone, url == actuelle, rang < SUR_TELEPHONE, entree.phrase, entree.groupe)
        for rang, (entree, url) in enumerate(ouvertes)
    ]


@dataclass(frozen=True)
class GroupeDeLiens:
    """Entries under one title. `ouvert`: drawn unfolded; the first entry of all, and an entry alone of its kind, need no title."""

    titre: str
    liens: tuple[Lien, ...]
    ouvert: bool


def en_groupes(liens: list[Lien]) -> list[GroupeDeLiens]:
    """Return the navigation by group, in the order of GROUPES; folded when long, but for the day, the young people, and where one is."""
    if liens and not liens[0].groupe:
        return [GroupeDeLiens("", (lien,), ouvert=True) for lien in liens]
    courte = len(liens) <= COURTE
    tete, suite = liens[:1], liens[1:]
    groupes = [GroupeDeLiens("", tuple(tete), ouvert=True)] if tete else []
    for titre in GROUPES:
        siens = tuple(lien for lien in suite if lien.groupe == titre)
        ouvert = courte or titre in {QUOTIDIEN, JEUNES} or any(lien.courant for lien in siens)
        if siens:
            groupes.append(GroupeDeLiens(titre if len(siens) > 1 else "", siens, ouvert))
    return groupes


def journee_de(request: Requete) -> str:
    """Return the address of the day of who comes for nothing else: a professional of one dispositif; else an empty string."""
    dispositifs = dispositifs_de(request)
    if set(request.acteur.roles) != {"PROFESSIONNEL"} or len(dispositifs) != 1:
        return ""
    return adresse_si_existe("agenda:aujourd_hui", dispositif=dispositifs[0].code)


def menu_du_compte(request: Requete) -> list[Lien]:
    """Return what the person may set about their own account."""
    if not request.user.is_authenticated:
        return []
    if request.user.demonstration:
        return [lien for lien in _menu(request) if lien.url == reverse("comptes:pourquoi")]
    return _menu(request)


def _menu(request: Requete) -> list[Lien]:
    liens = [(entree, reverse(entree.nom_url)) for entree in MENU_DU_COMPTE]
    return [Lien(entree.libelle, url, entree.icone, url == request.path, False) for entree, url in liens]


def adresse(entree: Entree, acteur: Acteur, courant: DispositifCourant | None) -> str:
    """Return the address of an entry for this person, empty when it is closed to them or does not exist."""
    if entree.dispositif and courant is None:
        return ""
    dispositif_id = courant.pk if entree.dispositif and courant else None
    if entree.section is not None and not acteur.peut(entree.section, dispositif_id=dispositif_id):
        return ""
    return adresse_si_existe(entree.nom_url, **({"dispositif": courant.code} if entree.dispositif and courant else {}))


def _actuelle(request: Requete, ouvertes: list[tuple[Entree, str]]) -> str:
    """Return the longest address that the current one begins with (home only matches itself), else the first entry of the same context."""
    debuts = [
        url
        for entree, url in ouvertes
        if request.path == url or (entree is not ENTREES[0] and request.path.startswith(url))
    ]
    if debuts:
        return max(debuts, key=len)
    espace = f"{request.resolver_match.namespace}:" if request.resolver_match else ""
    voisines = (url for entree, url in ouvertes if espace != "portail:" and entree.nom_url.startswith(espace))
    return next(voisines, "")
