"""The templates of a dispositif, their versions and their fields in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from maillage.projet.models import ModeleDocument, VersionModele
from maillage.projet.referentiels_ecrits import champs_de_modele, listes_de_modele
from maillage.socle.acteur import Acteur

TRIS = {
    "nom": ("nom", "pk"),
    "-nom": ("-nom", "-pk"),
    "categorie": ("categorie", "nom", "pk"),
    "-categorie": ("-categorie", "nom", "pk"),
}
TRI_PAR_DEFAUT = "nom"


def modeles_du_dispositif(
    acteur: Acteur, dispositif_id: int, *, recherche: str = "", retires: bool = False, tri: str = TRI_PAR_DEFAUT
) -> QuerySet[ModeleDocument]:
    """Return the templates, their versions loaded, latest first (2 queries)."""
    if not acteur.peut("modeles_ecrits", dispositif_id=dispositif_id):
        return ModeleDocument.objects.none()
    modeles = ModeleDocument.objects.filter(dispositif_id=dispositif_id, retire_le__isnull=not retires)
    for mot in recherche.split():
        modeles = modeles.filter(nom__icontains=mot)
    versions = VersionModele.objects.select_related("piece").order_by("-numero")
    return modeles.prefetch_related(Prefetch("versions", versions)).order_by(*TRIS.get(tri, TRIS[TRI_PAR_DEFAUT]))


def modele_du_dispositif(acteur: Acteur, dispositif_id: int, identifiant: str) -> ModeleDocument | None:
    """Return a template, withdrawn or not, its versions loaded, or None."""
    for retires in (False, True):
        trouve = modeles_du_dispositif(acteur, dispositif_id, retires=retires).filter(identifiant=identifiant).first()
        if trouve is not None:
            return trouve
    return None


def dire_champs(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return (code, label) of the fields of a template; those asked when making the document say so."""
    connus = {code: champ.libelle for code, champ in champs_de_modele().items()}
    connus |= {code: liste.libelle for code, liste in listes_de_modele().items()}
    return [(code, connus.get(code, "demandé au moment de générer")) for code in codes]
