"""The services of SERAFIN-PH as the settings of an establishment read them in the agenda."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.projet.domain.prestations import (
    LIBELLES_CRITERES,
    CriterePrestation,
    PartPrestation,
    ReglePrestation,
    assembler,
    classer,
    repartir,
)
from maillage.projet.domain.serafin import cle_de_tri
from maillage.projet.domain.suivi import REALISE, EvenementVecu
from maillage.projet.models import CorrespondancePrestation
from maillage.projet.referentiels import libelles_serafin, regles_par_defaut
from maillage.projet.selectors.vecus import vecus_du_dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import Categorie, LieuType
from maillage.structures.selectors.metiers import metiers

REGARD = timedelta(days=90)
"""The settings page tells what each rule covers over the last three months."""
SANS_REGLE_MONTREES = 30


@dataclass(frozen=True)
class LignePrestation:
    """One service of a young person over a period, with its label."""

    code: str
    libelle: str
    nombre: int
    minutes: int


@dataclass(frozen=True)
class LigneRegle:
    """A rule as the settings show it: what it looks at in words, its service, and how many événements it covered."""

    regle: ReglePrestation
    critere: str
    valeur: str
    prestation: str
    nombre: int
    pk: int | None


@dataclass(frozen=True)
class ReglagesPrestations:
    """Everything the settings page shows; `sans_regle`: activities that no rule covers, the most frequent first."""

    lignes: list[LigneRegle]
    sans_regle: list[tuple[str, int]]
    couverts: int
    total: int
    debut: date
    fin: date


def regles_du_dispositif(dispositif_id: int) -> tuple[ReglePrestation, ...]:
    """Return the rules in force, in the order they are tried (1 query)."""
    locales = CorrespondancePrestation.objects.filter(dispositif_id=dispositif_id, retiree_le=None)
    return assembler(regles_par_defaut(), [_regle(ligne) for ligne in locales])


def prestations_posees(dispositif_id: int, vecus: Iterable[EvenementVecu]) -> list[LignePrestation]:
    """Return the services that took place, in the order of the nomenclature; what no rule covers comes last, without a code (1 query)."""
    faits = [un for un in vecus if un.statut == REALISE and not un.absent]
    parts = repartir(faits, regles_du_dispositif(dispositif_id)).values()
    return [_ligne(part) for part in sorted(parts, key=_ordre)]


def reglages_des_prestations(acteur: Acteur, dispositif_id: int, *, le: date) -> ReglagesPrestations | None:
    """Read the settings and what they cover over the last three months (4 queries); None where the section is closed."""
    if not acteur.peut("prestations", dispositif_id=dispositif_id):
        return None
    locales = CorrespondancePrestation.objects.filter(dispositif_id=dispositif_id, retiree_le=None)
    cles = {_regle(ligne).cle: ligne.pk for ligne in locales}
    regles = assembler(regles_par_defaut(), [_regle(ligne) for ligne in locales])
    vecus = vecus_du_dispositif(dispositif_id, le - REGARD, le)
    couvertes, sans = _compter(vecus, regles)
    mots = mots_des_valeurs()
    return ReglagesPrestations(
        lignes=[_ligne_de_regle(regle, couvertes[regle.cle], cles.get(regle.cle), mots) for regle in regles],
        sans_regle=sans.most_common(SANS_REGLE_MONTREES),
        couverts=sum(couvertes.values()),
        total=len(vecus),
        debut=le - REGARD,
        fin=le,
    )


def activites_du_dispositif(dispositif_id: int, *, le: date) -> list[str]:
    """Return the kinds of activity met over the last three months, in alphabetical order (2 queries)."""
    return sorted({un.activite for un in vecus_du_dispositif(dispositif_id, le - REGARD, le) if un.activite})


def correspondance_visible(acteur: Acteur, dispositif_id: int, pk: int) -> CorrespondancePrestation | None:
    """Return a rule of the establishment, withdrawn or not; None where the section is closed."""
    if not acteur.peut("prestations", dispositif_id=dispositif_id):
        return None
    return CorrespondancePrestation.objects.filter(dispositif_id=dispositif_id, pk=pk).first()


def mots_des_valeurs() -> dict[tuple[str, str], str]:
    """Return the words of the values that are codes: professions, places, categories."""
    return {
        **{(CriterePrestation.METIER, code): str(mot) for code, mot in metiers()},
        **{(CriterePrestation.LIEU, code): str(mot) for code, mot in LieuType.choices},
        **{(CriterePrestation.CATEGORIE, code): str(mot) for code, mot in Categorie.choices},
    }


def _compter(
    vecus: Iterable[EvenementVecu], regles: Sequence[ReglePrestation]
) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Count the événements of each rule, and of each activity without one."""
    couvertes: Counter[tuple[str, str]] = Counter()
    sans: Counter[str] = Counter()
    for vecu, regle in classer(vecus, regles):
        if regle is None:
            sans[vecu.activite or "Sans titre"] += 1
        else:
            couvertes[regle.cle] += 1
    return couvertes, sans


def _regle(ligne: CorrespondancePrestation) -> ReglePrestation:
    return ReglePrestation(CriterePrestation(ligne.critere), ligne.valeur, ligne.prestation, locale=True)


def _ligne_de_regle(
    regle: ReglePrestation, nombre: int, pk: int | None, mots: dict[tuple[str, str], str]
) -> LigneRegle:
    return LigneRegle(
        regle=regle,
        critere=LIBELLES_CRITERES[regle.critere],
        valeur=mots.get((regle.critere, regle.valeur), regle.valeur),
        prestation=libelle_de(regle.prestation),
        nombre=nombre,
        pk=pk,
    )


def libelle_de(code: str) -> str:
    """Write a service with its code; « Aucune prestation » for none."""
    return f"{code} {libelles_serafin().get(code, '')}".strip() if code else "Aucune prestation"


def _ordre(part: PartPrestation) -> tuple[bool, tuple[int, ...]]:
    return (not part.code, cle_de_tri(part.code) if part.code else ())


def _ligne(part: PartPrestation) -> LignePrestation:
    libelle = libelles_serafin().get(part.code, "") if part.code else "Sans prestation : à poser dans les réglages"
    return LignePrestation(part.code, libelle, part.nombre, part.minutes)
