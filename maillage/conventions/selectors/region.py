"""The state of every département on a day, past or present, from dated facts: conventions, signatories, meetings, roll-out."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from maillage.conventions import referentiels
from maillage.conventions.domain.etats import (
    LIANTS,
    LIBELLES_ETAT,
    TONS_ETAT,
    DatesConvention,
    EtatConvention,
    Prolongation,
    etat_le,
    fin_connue,
)
from maillage.conventions.domain.instances import EtatSeance, suivi_avant
from maillage.conventions.domain.modalites import TOUTES, couvertes
from maillage.conventions.models import Avenant, ConventionCadre, EtapeDeploiement, Seance, Signataire
from maillage.conventions.permissions import CONVENTIONS
from maillage.conventions.selectors.departements import departements_visibles
from maillage.conventions.selectors.en_vigueur import apports, presents
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.territoire.sources import noms_des_departements

RANG = {etat: rang for rang, etat in enumerate(EtatConvention)}
DATES = ("pk", "departement", "preparee_le", "debut", "fin", "signee_le", "reconduction_mois", "denonciation_effet")
"""A convention as its state needs it: its key, where, then the fields of DatesConvention."""
Retenue = tuple[EtatConvention, ConventionCadre | None]
RIEN: Retenue = (EtatConvention.AUCUNE, None)


@dataclass(frozen=True)
class LigneDepartement:
    """A département on a day. `signataires`: those present that day; `manquants`: actors of the core set who had not signed.

    `suivi_avant`: the last day by which a meeting had to be held, None when no convention binds; `retires`: who had left by then.
    """

    code: str
    nom: str
    etat: EtatConvention
    convention: ConventionCadre | None
    fin: dt.date | None
    signataires: tuple[Signataire, ...]
    manquants: tuple[str, ...]
    modalites: tuple[str, ...]
    derniere_reunion: dt.date | None
    suivi_avant: dt.date | None
    suivi_en_retard: bool
    deploiement: EtapeDeploiement | None

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETAT[self.etat]

    @property
    def ton(self) -> str:
        return TONS_ETAT.get(self.etat, "neutre")

    @property
    def modalites_manquantes(self) -> tuple[str, ...]:
        """Modalities that no signatory brings; empty when no convention binds."""
        return tuple(m for m in TOUTES if m not in self.modalites) if self.etat in LIANTS else ()


@dataclass(frozen=True)
class FiltresRegion:
    """What the address says: the day, a state, words of the name, the column that sorts."""

    le: dt.date
    etat: str = ""
    recherche: str = ""
    tri: str = "departement"


CLES_DE_TRI = {
    "departement": lambda ligne: ligne.code,
    "etat": lambda ligne: (RANG[ligne.etat], ligne.code),
    "fin": lambda ligne: (ligne.fin is None, ligne.fin or dt.date.max, ligne.code),
    "reunion": lambda ligne: (ligne.derniere_reunion or dt.date.min, ligne.code),
}


def etat_de_la_region(acteur: Acteur, filtres: FiltresRegion) -> list[LigneDepartement]:
    """Return the départements of the scope that fit (constant number of queries)."""
    lignes = [
        ligne
        for ligne in lignes_du_jour(acteur, filtres.le)
        if filtres.etat in {"", ligne.etat} and plier(filtres.recherche) in plier(f"{ligne.nom} {ligne.code}")
    ]
    cle = CLES_DE_TRI.get(filtres.tri.lstrip("-"), CLES_DE_TRI["departement"])
    return sorted(lignes, key=cle, reverse=filtres.tri.startswith("-"))


def lignes_du_jour(acteur: Acteur, le: dt.date) -> list[LigneDepartement]:
    """Return every known département of the scope on a day, by code (8 queries)."""
    retenues = _retenues(ConventionCadre.objects.all(), le)
    reunions = dernieres_reunions(le)
    etapes = {etape.departement: etape for etape in EtapeDeploiement.objects.all()}
    return [
        _ligne(code, nom, retenues.get(code, RIEN), reunions.get(code), etapes.get(code), le)
        for code, nom in departements_visibles(acteur, CONVENTIONS).items()
    ]


def ligne_du_departement(acteur: Acteur, code: str, le: dt.date) -> LigneDepartement | None:
    """Return one département on a day, None when it is not known here, or not of the scope."""
    return next((ligne for ligne in lignes_du_jour(acteur, le) if ligne.code == code), None)


def ligne_pour_les_echeances(code: str, le: dt.date) -> LigneDepartement | None:
    """Return what the deadlines of a département need, None when no convention is known there that day (6 queries at most)."""
    retenue = _retenues(ConventionCadre.objects.filter(departement=code), le).get(code)
    if retenue is None:
        return None
    return _ligne(code, noms_des_departements().get(code, code), retenue, dernieres_reunions(le).get(code), None, le)


def _retenues(connues: QuerySet[ConventionCadre], le: dt.date) -> dict[str, Retenue]:
    """By département, the convention that says its state: chosen from the dates of all, then alone read whole (5 queries at most)."""
    prolongations: dict[int, list[Prolongation]] = defaultdict(list)
    avenants = Avenant.objects.filter(convention__in=connues.order_by().values("pk"), nouvelle_fin__isnull=False)
    for cle, signe_le, fin in avenants.values_list("convention", "signe_le", "nouvelle_fin"):
        assert fin is not None
        prolongations[cle].append(Prolongation(signe_le, fin))
    reglages, choisies = referentiels.reglages(le), dict[str, tuple[EtatConvention, int]]()
    for lue in connues.values(*DATES):
        cle, code = lue.pop("pk"), lue.pop("departement")
        etat = etat_le(DatesConvention(**lue, prolongations=tuple(prolongations[cle])), le, reglages)
        if etat is not EtatConvention.AUCUNE and (code not in choisies or RANG[etat] < RANG[choisies[code][0]]):
            choisies[code] = etat, cle
    completes = ConventionCadre.objects.prefetch_related("signataires", "avenants")
    lues = completes.in_bulk([cle for _, cle in choisies.values()])
    return {code: (etat, lues[cle]) for code, (etat, cle) in choisies.items()}


def dernieres_reunions(le: dt.date) -> dict[str, dt.date]:
    """Return the last meeting held by a day that counts as the yearly follow-up, by département (1 query)."""
    comptent = [code for code, type_ in referentiels.instances().items() if type_.suit]
    tenues = Seance.objects.filter(etat=EtatSeance.TENUE, le__lte=le, instance__in=comptent)
    return dict(tenues.order_by().values("departement").annotate(haut=Max("le")).values_list("departement", "haut"))


def _ligne(
    code: str,
    nom: str,
    retenue: Retenue,
    reunion: dt.date | None,
    deploiement: EtapeDeploiement | None,
    le: dt.date,
) -> LigneDepartement:
    reglages, (etat, convention) = referentiels.reglages(le), retenue
    la = presents(convention, le) if convention is not None and etat in LIANTS else []
    lie = convention is not None and etat in LIANTS
    limite = (
        suivi_avant(max(reunion or dt.date.min, convention.debut), reglages.suivi_mois) if lie and convention else None
    )
    types = {signataire.acteur for signataire in la}
    return LigneDepartement(
        code=code,
        nom=nom,
        etat=etat,
        convention=convention,
        fin=fin_connue(convention.dates, le) if convention else None,
        signataires=tuple(la),
        manquants=tuple(c for c in referentiels.socle_des_signataires() if c not in types) if lie else (),
        modalites=couvertes(apports(la)),
        derniere_reunion=reunion,
        suivi_avant=limite,
        suivi_en_retard=limite is not None and limite < le,
        deploiement=deploiement,
    )
