"""Reads of the schools: the list and its filters, one school."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from maillage.cartographie.models import Ecole
from maillage.territoire.domain.noms import nom_de_recherche

TRIS = {
    "nom": ("nom", "pk"),
    "nature": ("nature", "nom", "pk"),
    "commune": ("commune__nom_recherche", "nom", "pk"),
    "eleves": ("eleves", "nom", "pk"),
}
ETATS = {
    "ouvertes": ("Ouvertes", Q(ferme_le=None)),
    "fermees": ("Fermées", Q(ferme_le__isnull=False)),
    "a-revoir": ("Position à revoir", ~Q(revue_motif="") & Q(ferme_le=None)),
}


@dataclass(frozen=True)
class FiltresEcoles:
    """What the address of the list says; an unknown word filters nothing."""

    recherche: str = ""
    departement: str = ""
    nature: str = ""
    etat: str = ""
    tri: str = "nom"


def ecoles(filtres: FiltresEcoles) -> QuerySet[Ecole]:
    """Return the schools that fit, sorted, with their commune: the directory is public, the scope does not limit it."""
    trouvees = Ecole.objects.select_related("commune")
    for mot in filtres.recherche.split():
        commune = Q(commune__nom_recherche__contains=nom_de_recherche(mot) or mot)
        trouvees = trouvees.filter(Q(nom__icontains=mot) | Q(uai__istartswith=mot) | commune)
    if filtres.departement:
        trouvees = trouvees.filter(commune__departement=filtres.departement)
    if filtres.nature:
        trouvees = trouvees.filter(nature=filtres.nature)
    if filtres.etat in ETATS:
        trouvees = trouvees.filter(ETATS[filtres.etat][1])
    premier, *suite = TRIS.get(filtres.tri.removeprefix("-"), TRIS["nom"])
    return trouvees.order_by(f"-{premier}" if filtres.tri.startswith("-") else premier, *suite)


def ecole_connue(uai: str) -> Ecole | None:
    """Return a school, open or closed, by its number."""
    return Ecole.objects.select_related("commune").filter(uai=uai.upper()).first()


def natures_des_ecoles() -> list[tuple[str, int]]:
    """Return each kind of school and how many are open (1 query)."""
    lignes = Ecole.objects.filter(ferme_le=None).exclude(nature="").order_by("nature").values_list("nature")
    return list(lignes.annotate(nombre=Count("pk")))
