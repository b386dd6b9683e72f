"""Schools crossed with dispositifs: who answers for each one, who says they intervene there, where both disagree."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.cartographie.models import Ecole
from maillage.cartographie.selectors.offre import FiltresOffre, offre
from maillage.cartographie.selectors.secteurs import en_vigueur
from maillage.structures.selectors.offre import territoires_du_departement
from maillage.territoire.domain.noms import nom_de_recherche

AUCUN, PLUSIEURS, CONFLIT, HORS, SANS_ROLE = "aucun", "plusieurs", "conflit", "hors", "sans-role"
ETATS = {
    "": "Toutes les écoles",
    AUCUN: "Sans aucun responsable",
    PLUSIEURS: "Plus d'un responsable",
    CONFLIT: "Deux responsables pour un même public",
    HORS: "Responsable hors de son territoire d'intervention",
    SANS_ROLE: "Un dispositif y intervient sans en répondre",
}
Nomme = tuple[int, str]
"""Key and name of a dispositif."""


@dataclass(frozen=True)
class FiltresInterlocuteurs:
    departement: str = ""
    public: str = ""
    etat: str = ""
    recherche: str = ""
    tri: str = "-nombre"


@dataclass(frozen=True)
class EcoleCroisee:
    """A school: the responsible dispositifs by public, and those whose territory of intervention holds its commune."""

    ecole: Any
    responsables: Mapping[str, tuple[Nomme, ...]]
    interviennent: tuple[Nomme, ...]
    sans_reponse: tuple[str, ...]

    @property
    def interlocuteurs(self) -> tuple[Nomme, ...]:
        """Distinct responsible dispositifs, all publics together."""
        return tuple(sorted({d for siens in self.responsables.values() for d in siens}, key=lambda d: (d[1], d[0])))

    @property
    def en_conflit(self) -> tuple[str, ...]:
        return tuple(public for public, siens in self.responsables.items() if len(siens) > 1)

    @property
    def hors_territoire(self) -> tuple[Nomme, ...]:
        """Responsible dispositifs that do not say they intervene there."""
        return tuple(d for d in self.interlocuteurs if d not in self.interviennent)

    @property
    def sans_role(self) -> tuple[Nomme, ...]:
        """Dispositifs that intervene there and answer for nobody."""
        return tuple(d for d in self.interviennent if d not in self.interlocuteurs)


@dataclass(frozen=True)
class BilanInterlocuteurs:
    """What the schools of a département come to, before any filter but the public."""

    ecoles: int
    aucune: int
    plusieurs: int
    conflits: int
    hors: int
    sans_role: int
    moyenne: float | None


TRIS = {
    "nom": lambda li: (nom_de_recherche(li.ecole.nom), li.ecole.pk),
    "commune": lambda li: (nom_de_recherche(li.ecole.commune.nom), li.ecole.nom, li.ecole.pk),
    "eleves": lambda li: (li.ecole.eleves or 0, li.ecole.pk),
    "nombre": lambda li: (len(li.interlocuteurs), len(li.en_conflit), li.ecole.pk),
}
GARDES = {
    AUCUN: lambda li: not li.interlocuteurs,
    PLUSIEURS: lambda li: len(li.interlocuteurs) > 1,
    CONFLIT: lambda li: bool(li.en_conflit),
    HORS: lambda li: bool(li.hors_territoire),
    SANS_ROLE: lambda li: bool(li.sans_role),
}


def ecoles_ouvertes(departement: str) -> list[Ecole]:
    """Return the schools of a département that are not closed, with their commune (1 query)."""
    ouvertes = Ecole.objects.filter(commune__departement=departement, ferme_le__isnull=True)
    return list(ouvertes.select_related("commune"))


def publics_servis(departement: str, le: dt.date) -> list[str]:
    """Return the publics that a dispositif of this département may take: those whose schools should have an answer (2 queries)."""
    lignes = offre(FiltresOffre(le=le, departement=departement))
    return sorted({public for ligne in lignes if ligne.dispositifs for public in ligne.publics})


def croiser(departement: str, public: str, le: dt.date) -> list[EcoleCroisee]:
    """Return every school of a département crossed with sectors and territories (5 queries)."""
    publics = [public] if public else publics_servis(departement, le)
    de_l_ecole, de_la_commune = _secteurs(departement, publics if public else (), le)
    territoires = territoires_du_departement(departement)
    croisees = []
    for ecole in ecoles_ouvertes(departement):
        siens, communs = de_l_ecole.get(ecole.pk, {}), de_la_commune.get(ecole.commune_id, {})
        responsables = {p: tuple(sorted(siens.get(p) or communs[p])) for p in sorted(siens.keys() | communs.keys())}
        interviennent = tuple((pk, nom) for pk, nom, _ in territoires.get(ecole.commune_id, ()))
        sans = tuple(p for p in publics if p not in responsables)
        croisees.append(EcoleCroisee(ecole, responsables, interviennent, sans))
    return croisees


ParPublic = dict[str, set[Nomme]]


def _secteurs(
    departement: str, publics: Collection[str], le: dt.date
) -> tuple[dict[int, ParPublic], dict[str, ParPublic]]:
    """Sectors in force by school, then by commune; a school's own come before its commune's, public by public."""
    ici = en_vigueur(le).order_by()
    if publics:
        ici = ici.filter(public__in=publics)
    ecoles: dict[int, ParPublic] = defaultdict(lambda: defaultdict(set))
    communes: dict[str, ParPublic] = defaultdict(lambda: defaultdict(set))
    colonnes = ("ecole_id", "commune_id", "public", "dispositif_id", "dispositif__nom")
    for ecole, _, public, pk, nom in ici.filter(ecole__commune__departement=departement).values_list(*colonnes):
        ecoles[ecole][public].add((pk, nom))
    for _, commune, public, pk, nom in ici.filter(commune__departement=departement).values_list(*colonnes):
        communes[commune][public].add((pk, nom))
    return ecoles, communes


def dresser_bilan(lignes: Sequence[EcoleCroisee]) -> BilanInterlocuteurs:
    comptes = {etat: sum(1 for ligne in lignes if garde(ligne)) for etat, garde in GARDES.items()}
    nombre = sum(len(ligne.interlocuteurs) for ligne in lignes)
    return BilanInterlocuteurs(
        len(lignes),
        comptes[AUCUN],
        comptes[PLUSIEURS],
        comptes[CONFLIT],
        comptes[HORS],
        comptes[SANS_ROLE],
        round(nombre / len(lignes), 2) if lignes else None,
    )


def filtrer(lignes: Sequence[EcoleCroisee], filtres: FiltresInterlocuteurs) -> list[EcoleCroisee]:
    """Keep those that fit, in the order asked."""
    cherche, garde = nom_de_recherche(filtres.recherche), GARDES.get(filtres.etat)
    gardees = [
        ligne
        for ligne in lignes
        if (garde is None or garde(ligne))
        and (
            not cherche or cherche in nom_de_recherche(f"{ligne.ecole.nom} {ligne.ecole.uai} {ligne.ecole.commune.nom}")
        )
    ]
    return sorted(gardees, key=TRIS[filtres.tri.removeprefix("-")], reverse=filtres.tri.startswith("-"))
