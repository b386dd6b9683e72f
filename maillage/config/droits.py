"""The rights matrix of every address: the rows of each context, and those of the sign-in library."""

from __future__ import annotations

from maillage.activite.permissions import DROITS_URLS as ACTIVITE
from maillage.agenda.permissions import DROITS_URLS as AGENDA
from maillage.appui_ressource.permissions import DROITS_URLS as APPUI_RESSOURCE
from maillage.bibliotheque.permissions import DROITS_URLS as BIBLIOTHEQUE
from maillage.carte_de_vie.permissions import DROITS_URLS as CARTE_DE_VIE
from maillage.cartographie.permissions import DROITS_URLS as CARTOGRAPHIE
from maillage.comptes.permissions import DROITS_CONNEXION
from maillage.comptes.permissions import DROITS_URLS as COMPTES
from maillage.conventions.permissions import DROITS_URLS as CONVENTIONS
from maillage.cpom.permissions import DROITS_URLS as CPOM
from maillage.echanges.permissions import DROITS_URLS as ECHANGES
from maillage.enquetes.permissions import DROITS_URLS as ENQUETES
from maillage.formations.permissions import DROITS_URLS as FORMATIONS
from maillage.liaison.permissions import DROITS_URLS as LIAISON
from maillage.parcours.permissions import DROITS_URLS as PARCOURS
from maillage.pilotage.permissions import DROITS_URLS as PILOTAGE
from maillage.portail.permissions import DROITS_URLS as PORTAIL
from maillage.projet.permissions import DROITS_URLS as PROJET
from maillage.rapport_annuel.permissions import DROITS_URLS as RAPPORT_ANNUEL
from maillage.reconnaissance.permissions import DROITS_URLS as RECONNAISSANCE
from maillage.rencontres.permissions import DROITS_URLS as RENCONTRES
from maillage.reseau.permissions import DROITS_URLS as RESEAU
from maillage.socle.droits import Droit
from maillage.socle.permissions import DROITS_URLS as SOCLE
from maillage.soutien.permissions import DROITS_URLS as SOUTIEN
from maillage.structures.permissions import DROITS_URLS as STRUCTURES
from maillage.territoire.permissions import DROITS_URLS as TERRITOIRE

DROITS: dict[str, Droit] = {
    **DROITS_CONNEXION,
    **SOCLE,
    **TERRITOIRE,
    **STRUCTURES,
    **PARCOURS,
    **AGENDA,
    **PROJET,
    **LIAISON,
    **APPUI_RESSOURCE,
    **ACTIVITE,
    **CARTOGRAPHIE,
    **CONVENTIONS,
    **CPOM,
    **BIBLIOTHEQUE,
    **CARTE_DE_VIE,
    **RENCONTRES,
    **ENQUETES,
    **SOUTIEN,
    **FORMATIONS,
    **RESEAU,
    **RECONNAISSANCE,
    **PILOTAGE,
    **RAPPORT_ANNUEL,
    **ECHANGES,
    **COMPTES,
    **PORTAIL,
}
