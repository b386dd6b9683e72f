"""Reads of establishments: the list and its filters, one establishment with its history, positions to review, files read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from maillage.structures.models import Etablissement, LotFiness, Rattachement

TRIS = {
    "nom": ("nom", "pk"),
    "categorie": ("categorie", "nom", "pk"),
    "commune": ("commune__nom", "nom", "pk"),
    "departement": ("commune__departement", "nom", "pk"),
    "ouverture": ("ouvert_le", "nom", "pk"),
}
ETATS = {"ouverts": Q(ferme_le__isnull=True), "fermes": Q(ferme_le__isnull=False)}


@dataclass(frozen=True)
class FiltresEtablissements:
    """What the address of the list says: words, never numbers. An unknown word filters nothing."""

    recherche: str = ""
    departement: str = ""
    categorie: str = ""
    etat: str = ""
    tri: str = "nom"


def etablissements(filtres: FiltresEtablissements) -> QuerySet[Etablissement]:
    """Return the establishments that fit, with organisme and commune: FINESS is a public register, the scope does not limit it."""
    trouves = Etablissement.objects.select_related("organisme", "commune").annotate(
        en_dispositif=Exists(Rattachement.objects.filter(etablissement=OuterRef("pk")))
    )
    for mot in filtres.recherche.split():
        trouves = trouves.filter(
            Q(nom__icontains=mot)
            | Q(finess__startswith=mot)
            | Q(uai__iexact=mot)
            | Q(commune__nom_recherche__icontains=mot)
            | Q(organisme__nom__icontains=mot)
        )
    if filtres.departement:
        trouves = trouves.filter(commune__departement=filtres.departement)
    if filtres.categorie:
        trouves = trouves.filter(categorie=filtres.categorie)
    if filtres.etat in ETATS:
        trouves = trouves.filter(ETATS[filtres.etat])
    return trouves.order_by(*_ordre(filtres.tri))


def _ordre(tri: str) -> list[str | F]:
    descendant = tri.startswith("-")
    premier, *suite = TRIS.get(tri.removeprefix("-"), TRIS["nom"])
    return [f"-{premier}" if descendant else premier, *suite]


def departements_des_etablissements() -> list[str]:
    """Return the codes of the départements where an establishment is known, ascending."""
    codes = Etablissement.objects.exclude(commune=None).order_by("commune__departement")
    return list(codes.values_list("commune__departement", flat=True).distinct())


def etablissement_detaille(pk: int) -> Etablissement | None:
    """Return one establishment with organisme and commune, or None."""
    return Etablissement.objects.select_related("organisme", "commune").filter(pk=pk).first()


def positions_a_revoir() -> QuerySet[Etablissement]:
    """Return the establishments whose position waits for a person's eye, open ones first, then the least sure."""
    attente = Etablissement.objects.exclude(revue_motif="").select_related("commune", "organisme")
    return attente.order_by(F("ferme_le").desc(nulls_first=True), F("score_ban").asc(nulls_last=True), "nom", "pk")


def lots_finess(nombre: int = 10) -> QuerySet[LotFiness]:
    """Return the last files read."""
    return LotFiness.objects.all()[:nombre]


def lot_finess(pk: int) -> LotFiness | None:
    """Return a file read, with its report, or None."""
    return LotFiness.objects.filter(pk=pk).first()


def etablissements_par_departement() -> dict[str, int]:
    """Return the number of open establishments, by code of département."""
    ouverts = Etablissement.objects.filter(ferme_le__isnull=True, commune__isnull=False)
    comptes = ouverts.order_by("commune__departement").values("commune__departement").annotate(nombre=Count("pk"))
    return dict(comptes.values_list("commune__departement", "nombre"))
