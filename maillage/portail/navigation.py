"""What of the navigation (portail/entrees.py) a person is shown: an entry whose page does not exist or is closed is not drawn."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from maillage.portail.dispositif_courant import DispositifCourant, dispositif_courant, dispositifs_de
from maillage.portail.entrees import ENTREES, GROUPES, JEUNES, MENU_DU_COMPTE, QUOTIDIEN, Entree
from maillage.portail.espace.navigation import entrees_de_l_espace
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import adresse_si_existe
from maillage.socle.requete import Requete

SUR_TELEPHONE = 4
COURTE = 8
"""Up to so many entries, every group is drawn open."""


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
