"""Reads of the conventions cadres and of the agreements: lists and one of them, each with its state on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from django.db.models import Q, QuerySet, prefetch_related_objects

from maillage.conventions import referentiels
from maillage.conventions.domain.etats import LIBELLES_ETAT, TONS_ETAT, EtatConvention, etat_le, fin_connue
from maillage.conventions.domain.modalites import Apport, EffetDepart, effet_du_depart
from maillage.conventions.models import AccordBilateral, ConventionCadre, Signataire, TexteSigne
from maillage.conventions.permissions import ACCORDS, CONVENTIONS, TEXTES, ouvre_dans
from maillage.conventions.selectors.departements import limiter
from maillage.conventions.selectors.en_vigueur import apports, presents
from maillage.socle.acteur import Acces, Acteur

T = TypeVar("T", ConventionCadre, AccordBilateral)


@dataclass(frozen=True)
class FiltresConventions:
    """What the address of a list says; `etat` is a code of EtatConvention, on the day `le`."""

    le: dt.date
    departement: str = ""
    etat: str = ""
    recherche: str = ""
    tri: str = "departement"


@dataclass(frozen=True)
class LigneDatee(Generic[T]):
    """A convention or an agreement with its state and its end as known on a day."""

    objet: T
    etat: EtatConvention
    fin: dt.date

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETAT[self.etat]

    @property
    def ton(self) -> str:
        return TONS_ETAT.get(self.etat, "neutre")


class LignesDatees(Sequence[LigneDatee[T]]):
    """The lines of a list; what only a page shows (`relation`) is read for the lines asked, not for the others."""

    def __init__(self, lignes: list[LigneDatee[T]], relation: str) -> None:
        self.lignes: list[LigneDatee[T]] = lignes
        self.relation = relation

    def __len__(self) -> int:
        return len(self.lignes)

    @overload
    def __getitem__(self, rang: int) -> LigneDatee[T]: ...

    @overload
    def __getitem__(self, rang: slice) -> list[LigneDatee[T]]: ...

    def __getitem__(self, rang: int | slice) -> LigneDatee[T] | list[LigneDatee[T]]:
        demandees = self.lignes[rang] if isinstance(rang, slice) else [self.lignes[rang]]
        prefetch_related_objects([ligne.objet for ligne in demandees], self.relation)
        return demandees if isinstance(rang, slice) else demandees[0]

    def __iter__(self) -> Iterator[LigneDatee[T]]:
        return iter(self[:])


TRIS_CADRES = {
    "departement": ("departement", "-debut", "pk"),
    "titre": ("titre", "pk"),
    "debut": ("debut", "pk"),
    "fin": ("fin", "pk"),
}
TRIS_ACCORDS = {
    "departement": ("dispositif__departement", "dispositif__nom", "-debut", "pk"),
    "partenaire": ("partenaire", "pk"),
    "debut": ("debut", "pk"),
    "fin": ("fin", "pk"),
}


def conventions_visibles(acteur: Acteur) -> QuerySet[ConventionCadre]:
    """Return the conventions cadres of the départements where the section is open to the person."""
    return limiter(ConventionCadre.objects.all(), acteur, CONVENTIONS)


def lister_conventions(acteur: Acteur, filtres: FiltresConventions) -> LignesDatees[ConventionCadre]:
    """Return the conventions cadres that fit, with signatories: all are dated at once (2 queries), a page is read when asked (3 more)."""
    conventions = conventions_visibles(acteur).prefetch_related("avenants")
    if filtres.departement:
        conventions = conventions.filter(departement=filtres.departement)
    if filtres.recherche:
        mots = filtres.recherche
        conventions = conventions.filter(Q(titre__icontains=mots) | Q(signataires__nom__icontains=mots)).distinct()
    gardees = _garder(_trier(conventions, filtres.tri, TRIS_CADRES), filtres)
    return LignesDatees(gardees, "signataires")


def convention_par_identifiant(acteur: Acteur, identifiant: str) -> ConventionCadre | None:
    """Return a convention of the scope with all that belongs to it; whoever writes only its text finds it too."""
    sections = [section for section in (CONVENTIONS, TEXTES) if acteur.peut(section)]
    voulues = ConventionCadre.objects.prefetch_related("signataires__organisme", "avenants", "clauses", "textes__piece")
    trouvee = voulues.filter(identifiant=identifiant).first()
    ouverte = trouvee is not None and any(ouvre_dans(acteur, s, trouvee.departement) for s in sections)
    return trouvee if ouverte else None


def texte_signe(acteur: Acteur, convention: str, identifiant: str) -> TexteSigne | None:
    """Return a signed text, replaced or not, of a convention of the scope."""
    textes = TexteSigne.objects.filter(convention__in=conventions_visibles(acteur), convention__identifiant=convention)
    return textes.select_related("piece").filter(identifiant=identifiant).first()


def ecrit_le_texte(acteur: Acteur, convention: ConventionCadre) -> bool:
    """Tell whether the person writes the texts of the département, or runs a dispositif of one of its signatories."""
    if not ouvre_dans(acteur, TEXTES, convention.departement, Acces.ECRITURE):
        return False
    tenus = acteur.dispositifs(TEXTES, Acces.ECRITURE)
    if tenus is None or acteur.departements(TEXTES, Acces.ECRITURE) is not None:
        return True
    return convention.signataires.filter(organisme__dispositifs__in=tenus).exists()


def dater(objet: T, le: dt.date) -> LigneDatee[T]:
    """Return one with its state on a day."""
    return LigneDatee(objet, etat_le(objet.dates, le, referentiels.reglages(le)), fin_connue(objet.dates, le))


def effet(signataire: Signataire, le: dt.date) -> EffetDepart:
    """Return what the territory loses if this signatory leaves on a day."""
    restants = [autre for autre in presents(signataire.convention, le) if autre.pk != signataire.pk]
    return effet_du_depart(Apport(signataire.nom, tuple(signataire.modalites)), apports(restants))


def organismes() -> QuerySet[Any]:
    """Return the organismes gestionnaires that may sign, by name."""
    modele: Any = Signataire._meta.get_field("organisme").related_model
    lus: QuerySet[Any] = modele._default_manager.order_by("nom", "pk")
    return lus


def accords_visibles(acteur: Acteur) -> QuerySet[AccordBilateral]:
    """Return the agreements of the dispositifs where the section is open to the person."""
    tenus = acteur.dispositifs(ACCORDS)
    accords = AccordBilateral.objects.select_related("dispositif")
    return accords if tenus is None else accords.filter(dispositif__in=tenus)


def lister_accords(acteur: Acteur, filtres: FiltresConventions) -> list[LigneDatee[AccordBilateral]]:
    """Return the agreements that fit (1 query)."""
    accords = accords_visibles(acteur)
    if filtres.departement:
        accords = accords.filter(dispositif__departement=filtres.departement)
    if filtres.recherche:
        mots = filtres.recherche
        accords = accords.filter(
            Q(titre__icontains=mots) | Q(partenaire__icontains=mots) | Q(dispositif__nom__icontains=mots)
        )
    return _garder(_trier(accords, filtres.tri, TRIS_ACCORDS), filtres)


def _trier(lignes: QuerySet[T], tri: str, connus: Mapping[str, tuple[str, ...]]) -> QuerySet[T]:
    champs = connus.get(tri.lstrip("-"), connus["departement"])
    ordonnees = lignes.order_by(*champs)
    return ordonnees.reverse() if tri.startswith("-") else ordonnees


def _garder(lignes: Iterable[T], filtres: FiltresConventions) -> list[LigneDatee[T]]:
    datees = (dater(ligne, filtres.le) for ligne in lignes)
    return [datee for datee in datees if filtres.etat in {"", datee.etat}]
