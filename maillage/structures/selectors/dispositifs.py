"""Reads of dispositifs and of what belongs to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Count, Q, QuerySet, Sum

from maillage.socle.acteur import Acces, Acteur
from maillage.structures.models import (
    Affectation,
    Dispositif,
    Etablissement,
    Partenaire,
    Places,
    Professionnel,
    Unite,
)


def dispositif_par_code(code: str) -> Dispositif | None:
    """Return the dispositif of that public code, or None."""
    return Dispositif.objects.filter(code=code).first()


def dispositif_par_finess(numeros: Collection[str]) -> Dispositif | None:
    """Return the one dispositif whose establishments bear some of these FINESS numbers; None when there is none, or several."""
    trouves = Dispositif.objects.filter(rattachements__etablissement__finess__in=numeros).distinct()[:2]
    return trouves[0] if len(trouves) == 1 else None


def dispositifs_de_l_organisme(organisme_id: int) -> frozenset[int]:
    """Return the primary keys of the dispositifs held by an organisme gestionnaire."""
    return frozenset(Dispositif.objects.filter(organismes=organisme_id).values_list("pk", flat=True))


def dispositifs_des_departements(codes: Collection[str]) -> frozenset[int]:
    """Return the primary keys of the dispositifs of these départements."""
    return frozenset(Dispositif.objects.filter(departement__in=codes).values_list("pk", flat=True))


def departements_des_dispositifs() -> list[str]:
    """Return the codes of the départements that have a dispositif."""
    codes = Dispositif.objects.order_by("departement").values_list("departement", flat=True).distinct()
    return [code for code in codes if code]


def dispositifs_visibles(
    acteur: Acteur, section: str = "structures", acces: Acces = Acces.LECTURE
) -> QuerySet[Dispositif]:
    """Return the dispositifs where `section` is open to the acting person, by name."""
    autorises = acteur.dispositifs(section, acces)
    return Dispositif.objects.all() if autorises is None else Dispositif.objects.filter(pk__in=autorises)


def _en_cours(debut: dt.date, fin: dt.date, prefixe: str = "") -> Q:
    """Rows whose dates meet [debut, fin]; an empty end means still open."""
    ouvert = Q(**{f"{prefixe}fin__isnull": True}) | Q(**{f"{prefixe}fin__gte": debut})
    return ouvert & Q(**{f"{prefixe}debut__lte": fin})


def etablissements_du_dispositif(dispositif_id: int, debut: dt.date, fin: dt.date) -> list[Etablissement]:
    """Return the establishments attached to the dispositif on at least one day of [debut, fin], by name."""
    rattaches = Etablissement.objects.filter(
        _en_cours(debut, fin, "rattachements__"), rattachements__dispositif_id=dispositif_id
    )
    return list(rattaches.distinct().order_by("nom", "pk"))


def professionnels_du_dispositif(dispositif_id: int, le: dt.date) -> QuerySet[Professionnel]:
    """Return the professionals assigned to the dispositif on that date, by name."""
    affectes = Affectation.objects.filter(_en_cours(le, le), dispositif_id=dispositif_id)
    return Professionnel.objects.filter(pk__in=affectes.values("professionnel_id"))


def professionnel_par_identifiant(identifiant: str) -> Professionnel | None:
    """Return the professional of that public identifier, or None."""
    return Professionnel.objects.filter(identifiant=identifiant).first()


def professionnels_par_identifiant(identifiants: Collection[str]) -> QuerySet[Professionnel]:
    """Return the professionals of these public identifiers, by identifier."""
    return Professionnel.objects.filter(identifiant__in=identifiants).order_by("identifiant")


def metier_du_professionnel(professionnel_id: int) -> str:
    """Return the profession of a professional, AUTRE when there is no such person."""
    metiers = Professionnel.objects.filter(pk=professionnel_id).values_list("metier", flat=True)
    return metiers.first() or "AUTRE"


def dispositifs_du_professionnel(professionnel_id: int, le: dt.date) -> QuerySet[Dispositif]:
    """Return the dispositifs where the professional is assigned on that date, by code."""
    affectations = Affectation.objects.filter(_en_cours(le, le), professionnel_id=professionnel_id)
    return Dispositif.objects.filter(pk__in=affectations.values("dispositif_id")).order_by("code")


def affectations_du_dispositif(dispositif_id: int) -> QuerySet[Affectation]:
    """Return every assignment, past ones too, with its professional and unit."""
    affectations = Affectation.objects.filter(dispositif_id=dispositif_id).select_related("professionnel", "unite")
    return affectations.order_by("professionnel__nom", "professionnel__prenom", "debut", "pk")


def unites_du_dispositif(dispositif_id: int) -> QuerySet[Unite]:
    """Return the units, closed ones too, with their commune."""
    return Unite.objects.filter(dispositif_id=dispositif_id).select_related("commune", "etablissement")


def places_du_dispositif(dispositif_id: int) -> QuerySet[Places]:
    """Return every dated row of places, newest first within a modality."""
    places = Places.objects.filter(dispositif_id=dispositif_id).select_related("etablissement")
    return places.order_by("modalite", "-debut", "pk")


def places_par_dispositif() -> QuerySet[Places]:
    """Return the places of every dispositif, by code then modality and date (1 query)."""
    return Places.objects.order_by("dispositif__code", "modalite", "debut", "pk")


def partenaires_du_dispositif(dispositif_id: int) -> QuerySet[Partenaire]:
    """Return the partners of the dispositif, with their commune."""
    return Partenaire.objects.filter(dispositifs=dispositif_id).select_related("commune")


def dispositifs_par_departement(acteur: Acteur) -> dict[str, int]:
    """Return the number of dispositifs the acting person may see, by code of département."""
    comptes = dispositifs_visibles(acteur).exclude(departement="").order_by("departement").values("departement")
    return dict(comptes.annotate(nombre=Count("pk")).values_list("departement", "nombre"))


def dispositifs_resumes(acteur: Acteur, recherche: str, *, le: dt.date) -> QuerySet[Dispositif]:
    """Return the visible dispositifs whose name, code or organisme holds `recherche`, with `nombre_etablissements` attached on that date."""
    visibles = dispositifs_visibles(acteur).prefetch_related("organismes")
    if recherche:
        visibles = visibles.filter(
            Q(nom__icontains=recherche) | Q(code__icontains=recherche) | Q(organismes__nom__icontains=recherche)
        ).distinct()
    attaches = Count("rattachements", filter=_en_cours(le, le, "rattachements__"), distinct=True)
    return visibles.annotate(nombre_etablissements=attaches).order_by("nom", "pk")


def dispositifs_du_territoire(dispositif_id: int) -> QuerySet[Dispositif]:
    """Return the other dispositifs of the same territory: same département, or a commune declared by both."""
    departements = Dispositif.objects.filter(pk=dispositif_id).exclude(departement="").values("departement")
    communes = Dispositif.communes.through.objects.filter(dispositif_id=dispositif_id).values("commune_id")
    ici = Dispositif.communes.through.objects.filter(commune_id__in=communes).values("dispositif_id")
    return Dispositif.objects.filter(Q(departement__in=departements) | Q(pk__in=ici)).exclude(pk=dispositif_id)


def places_du_jour(dispositif_id: int, le: dt.date) -> dict[str, int]:
    """Return the number of places of each modality valid on that date, only for modalities that have some."""
    lignes = Places.objects.filter(_en_cours(le, le), dispositif_id=dispositif_id).order_by("modalite")
    return dict(lignes.values("modalite").annotate(total=Sum("nombre")).values_list("modalite", "total"))
