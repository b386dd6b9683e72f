"""One search box: what each kind of result is looked for in, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillage.parcours.selectors.recherche import chercher_jeunes
from maillage.portail.dispositif_courant import dispositifs_de
from maillage.portail.navigation import adresse_si_existe, navigation_de
from maillage.reseau.selectors.salles import fonctions
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import contient_les_mots
from maillage.socle.requete import Requete
from maillage.structures.selectors.recherche import (
    chercher_dispositifs,
    chercher_etablissements,
    chercher_professionnels,
)

MAXIMUM = 20
PAR_SALLE = 10
"""Results shown of each room of the network."""
SALLES = {
    "rencontres": ("Rencontres", "calendrier"),
    "formations": ("Formations", "etoile"),
    "bibliotheque": ("Ressources et questions", "livre"),
    "soutien": ("Soutien technique", "message"),
    "enquetes": ("Enquêtes", "cocher"),
    "reseau": ("Annuaire et bilans", "partenaire"),
    "conventions": ("Conventions et décisions", "approuver"),
    "cpom": ("CPOM", "mesure"),
    "reconnaissance": ("Reconnaissances", "qualite"),
}
"""Rooms that answer the search themselves (`selectors.recherche.chercher`), in their order: title, icon."""
PAGES = (
    ("Pourquoi je vois cela ?", "comptes:pourquoi"),
    ("Changer de mot de passe", "account_change_password"),
    ("Second facteur", "mfa_index"),
    ("Déclaration d'accessibilité", "portail:accessibilite"),
    ("À propos de Maillage", "portail:a_propos"),
)


@dataclass(frozen=True)
class Resultat:
    """One result; `url` is empty when nothing more opens."""

    libelle: str
    detail: str
    url: str


@dataclass(frozen=True)
class Groupe:
    """The results of one kind, at most `maximum`; `complet` is false when there may be more than shown."""

    titre: str
    icone: str
    resultats: tuple[Resultat, ...]
    maximum: int = MAXIMUM

    @property
    def complet(self) -> bool:
        return len(self.resultats) < self.maximum


def chercher(request: Requete, q: str) -> list[Groupe]:
    """Return the groups that have results, people first; a constant number of queries by kind, whatever the number of rows."""
    codes = {dispositif.pk: (dispositif.code, dispositif.nom) for dispositif in dispositifs_de(request)}
    groupes = (
        Groupe("Jeunes", "jeune", _jeunes(request.acteur, q, codes)),
        Groupe("Professionnels", "comptes", _professionnels(request.acteur, q)),
        Groupe("Dispositifs", "dispositif", _dispositifs(request.acteur, q)),
        Groupe("Établissements", "etablissement", _etablissements(request.acteur, q)),
        *_reseau(request.acteur, q),
        Groupe("Pages", "fichier", _pages(request, q)),
    )
    return [groupe for groupe in groupes if groupe.resultats]


def _jeunes(acteur: Acteur, q: str, codes: dict[int, tuple[str, str]]) -> tuple[Resultat, ...]:
    if not acteur.peut("identite"):
        return ()
    resultats = []
    for trouve in chercher_jeunes(acteur, q, maximum=MAXIMUM):
        code, nom = codes.get(trouve.dispositif_id, ("", ""))
        url = adresse_si_existe("parcours:jeune", dispositif=code, jeune=trouve.identifiant) if code else ""
        resultats.append(Resultat(trouve.nom, nom, url))
    return tuple(resultats)


def _professionnels(acteur: Acteur, q: str) -> tuple[Resultat, ...]:
    if not acteur.peut("structures"):
        return ()
    return tuple(
        Resultat(
            str(affectation.professionnel),
            f"{affectation.professionnel.get_metier_display()}, {affectation.dispositif.nom}",
            adresse_si_existe("structures:dispositif", dispositif=affectation.dispositif.code),
        )
        for affectation in chercher_professionnels(acteur, q, maximum=MAXIMUM)
    )


def _dispositifs(acteur: Acteur, q: str) -> tuple[Resultat, ...]:
    if not acteur.peut("structures"):
        return ()
    return tuple(
        Resultat(
            trouve.nom, trouve.get_type_display(), adresse_si_existe("structures:dispositif", dispositif=trouve.code)
        )
        for trouve in chercher_dispositifs(acteur, q, maximum=MAXIMUM)
    )


def _etablissements(acteur: Acteur, q: str) -> tuple[Resultat, ...]:
    if not acteur.peut("structures"):
        return ()
    return tuple(
        Resultat(
            trouve.nom,
            ", ".join(
                mot for mot in (str(trouve.commune or ""), f"FINESS {trouve.finess}" if trouve.finess else "") if mot
            ),
            adresse_si_existe("structures:etablissement", pk=str(trouve.pk)),
        )
        for trouve in chercher_etablissements(q, maximum=MAXIMUM)
    )


def _reseau(acteur: Acteur, q: str) -> list[Groupe]:
    """Ask each room: it limits what it finds to what the person may see there."""
    return [
        Groupe(*SALLES[salle], tuple(map(_trouve, chercher_ici(acteur, q, maximum=PAR_SALLE))), PAR_SALLE)
        for salle, chercher_ici in fonctions("recherche", "chercher", tuple(SALLES))
    ]


def _trouve(trouve: Any) -> Resultat:
    """A room gives a label, a detail and an address; that of meetings gives the meeting itself."""
    if hasattr(trouve, "url"):
        return Resultat(trouve.libelle, trouve.detail, trouve.url)
    return Resultat(str(trouve), trouve.periode, adresse_si_existe("rencontres:rencontre", trouve.identifiant))


def _pages(request: Requete, q: str) -> tuple[Resultat, ...]:
    pages = [(lien.libelle, lien.url) for lien in navigation_de(request)]
    pages += [(libelle, adresse_si_existe(nom)) for libelle, nom in PAGES]
    return tuple(Resultat(libelle, "", url) for libelle, url in pages if url and contient_les_mots(libelle, q))
