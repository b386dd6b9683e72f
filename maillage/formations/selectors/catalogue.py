"""Reads of the catalogue, of the trainers and of the needs; needs only of one's own dispositif, all of them for the mission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from maillage.formations import referentiels
from maillage.formations.domain.vocabulaire import EtatBesoin
from maillage.formations.models import BesoinFormation, Formateur, Formation
from maillage.formations.permissions import FORMATIONS, conduit
from maillage.formations.selectors.tri import ordonner
from maillage.socle.acteur import Acces, Acteur
from maillage.structures.selectors import dispositifs_visibles

RETIREES = "RETIREES"
TRIS_FORMATIONS = {
    "titre": ("titre", "pk"),
    "thematique": ("thematique", "titre"),
    "heures": ("heures", "titre"),
    "sessions": ("n_sessions", "titre"),
}
TRIS_BESOINS = {
    "priorite": ("priorite", "exprime_le", "pk"),
    "exprime_le": ("exprime_le", "pk"),
    "dispositif": ("dispositif__nom", "priorite"),
    "thematique": ("thematique", "priorite"),
    "nombre": ("nombre", "pk"),
}


@dataclass(frozen=True)
class FiltresFormations:
    """What the address of the catalogue says; `etat` RETIREES for those no longer offered."""

    thematique: str = ""
    etat: str = ""
    recherche: str = ""
    tri: str = ""


@dataclass(frozen=True)
class FiltresBesoins:
    """What the address of the needs says."""

    etat: str = ""
    thematique: str = ""
    metier: str = ""
    priorite: str = ""
    departement: str = ""
    recherche: str = ""
    tri: str = ""


@dataclass(frozen=True)
class Regroupement:
    """Needs of one theme, or one training, of several dispositifs: enough to open a session, or not yet."""

    thematique: str
    libelle: str
    formation: Formation | None
    besoins: int
    personnes: int
    dispositifs: int
    departements: tuple[str, ...]
    urgents: int


def lister_formations(filtres: FiltresFormations) -> QuerySet[Formation]:
    """Return the trainings that fit, by title, with `n_sessions` and `n_besoins` (people who wait)."""
    lues = Formation.objects.annotate(n_sessions=Count("sessions", distinct=True))
    lues = lues.filter(retiree_le__isnull=filtres.etat != RETIREES)
    if filtres.thematique:
        lues = lues.filter(thematique=filtres.thematique)
    if mots := filtres.recherche:
        lues = lues.filter(
            Q(titre__icontains=mots)
            | Q(objectifs__icontains=mots)
            | Q(public__icontains=mots)
            | Q(programme__icontains=mots)
        )
    return ordonner(lues, filtres.tri, TRIS_FORMATIONS, "titre")


def formation_par_identifiant(identifiant: str) -> Formation | None:
    return Formation.objects.prefetch_related("formateurs").filter(identifiant=identifiant).first()


def formations_offertes() -> list[tuple[str, str]]:
    """Return (identifier, title) of what the catalogue offers today."""
    return list(Formation.objects.filter(retiree_le__isnull=True).values_list("identifiant", "titre"))


def lister_formateurs(recherche: str = "", *, retires: bool = False) -> QuerySet[Formateur]:
    """Return the trainers that fit, with `n_sessions`."""
    lus = Formateur.objects.annotate(n_sessions=Count("sessions", distinct=True)).filter(retire_le__isnull=not retires)
    if recherche:
        lus = lus.filter(
            Q(nom__icontains=recherche) | Q(organisme__icontains=recherche) | Q(domaines__icontains=recherche)
        )
    return lus.order_by("nom", "pk")


def formateur_par_identifiant(identifiant: str) -> Formateur | None:
    return Formateur.objects.filter(identifiant=identifiant).first()


def formateurs_actifs() -> list[tuple[str, str]]:
    """Return (key, name) of those who train today."""
    lus = Formateur.objects.filter(retire_le__isnull=True)
    return [(str(f.pk), f"{f.nom} ({f.organisme})" if f.organisme else f.nom) for f in lus]


def besoins_visibles(acteur: Acteur) -> QuerySet[BesoinFormation]:
    """Return the needs of the dispositifs where the person may tell them; all of them for the mission."""
    lus = BesoinFormation.objects.select_related("dispositif", "formation", "session__rencontre")
    if conduit(acteur):
        return lus
    autorises = acteur.dispositifs(FORMATIONS, Acces.ECRITURE)
    return lus if autorises is None else lus.filter(dispositif_id__in=autorises)


def lister_besoins(acteur: Acteur, filtres: FiltresBesoins) -> QuerySet[BesoinFormation]:
    """Return the needs that fit, the most pressing first."""
    voulus = {
        "etat": filtres.etat,
        "thematique": filtres.thematique,
        "metier": filtres.metier,
        "priorite": filtres.priorite,
        "dispositif__departement": filtres.departement,
    }
    lus = besoins_visibles(acteur).filter(**{champ: valeur for champ, valeur in voulus.items() if valeur})
    if mots := filtres.recherche:
        lus = lus.filter(
            Q(souhait__icontains=mots) | Q(dispositif__nom__icontains=mots) | Q(formation__titre__icontains=mots)
        )
    return ordonner(lus, filtres.tri, TRIS_BESOINS, "priorite")


def besoin_par_identifiant(acteur: Acteur, identifiant: str) -> BesoinFormation | None:
    return besoins_visibles(acteur).filter(identifiant=identifiant).first()


def besoins_ouverts(acteur: Acteur, *, thematique: str) -> list[BesoinFormation]:
    """Return the needs of a theme that no session has taken up."""
    return list(besoins_visibles(acteur).filter(etat=EtatBesoin.EXPRIME, thematique=thematique))


def regroupements(acteur: Acteur) -> list[Regroupement]:
    """Return the open needs by theme and training, the most asked first (3 queries)."""
    ouverts = besoins_visibles(acteur).filter(etat=EtatBesoin.EXPRIME)
    comptes = ouverts.order_by().values("thematique", "formation_id")
    lignes = comptes.annotate(
        besoins=Count("pk"),
        personnes=Sum("nombre"),
        dispositifs=Count("dispositif_id", distinct=True),
        urgents=Count("pk", filter=Q(priorite="1")),
    )
    departements: dict[tuple[str, int | None], set[str]] = {}
    for thematique, formation_id, code in ouverts.order_by().values_list(
        "thematique", "formation_id", "dispositif__departement"
    ):
        departements.setdefault((thematique, formation_id), set()).add(code)
    formations = Formation.objects.in_bulk([ligne["formation_id"] for ligne in lignes if ligne["formation_id"]])
    lus = [_regrouper(dict(ligne), formations, departements) for ligne in lignes]
    return sorted(lus, key=lambda ligne: (-ligne.personnes, ligne.libelle))


def _regrouper(
    ligne: dict[str, Any], formations: dict[int, Formation], departements: dict[tuple[str, int | None], set[str]]
) -> Regroupement:
    cle = (ligne["thematique"], ligne["formation_id"])
    return Regroupement(
        thematique=ligne["thematique"],
        libelle=referentiels.thematiques().get(ligne["thematique"], ligne["thematique"]),
        formation=formations.get(ligne["formation_id"]),
        besoins=ligne["besoins"],
        personnes=ligne["personnes"],
        dispositifs=ligne["dispositifs"],
        departements=tuple(sorted(filter(None, departements[cle]))),
        urgents=ligne["urgents"],
    )


def dispositifs_du_demandeur(acteur: Acteur) -> list[tuple[str, str]]:
    """Return (code, name) of the dispositifs whose needs the person may tell."""
    return list(dispositifs_visibles(acteur, FORMATIONS, Acces.ECRITURE).values_list("code", "nom"))


def departements_des_besoins(acteur: Acteur) -> list[str]:
    """Return the codes of the départements that have needs, ascending."""
    codes = besoins_visibles(acteur).exclude(dispositif__departement="").order_by("dispositif__departement")
    return list(codes.values_list("dispositif__departement", flat=True).distinct())
