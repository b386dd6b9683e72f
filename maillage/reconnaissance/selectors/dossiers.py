"""The list of dossiers, limited to what the person may see; one line for each dispositif, even without dossier yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.attentes import ATTENTES, BIENTOT, EN_RETARD, PLUS_TARD, urgence
from maillage.reconnaissance.domain.etats import A_EXAMINER, LIBELLES, EtatDossier
from maillage.reconnaissance.models import DossierReconnaissance, EffetReconnaissance
from maillage.reconnaissance.permissions import DOSSIER, ETATS
from maillage.reconnaissance.selectors.faits import LECTEUR
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.structures.selectors import dispositifs_visibles

A_INSTRUIRE, SANS_DOSSIER, EFFETS = "a-instruire", "sans-dossier", "effets"
GROUPES = {
    A_INSTRUIRE: Q(dossier_etat__in=[EtatDossier.ECHANGE_DDARS, *sorted(A_EXAMINER)]),
    SANS_DOSSIER: Q(dossier_etat__isnull=True),
    EFFETS: Q(effets_a_faire__gt=0),
}
URGENCES = (EN_RETARD, BIENTOT, PLUS_TARD)
TRIS = {
    "echeance": (F("dossier_echeance").asc(nulls_last=True), "nom", "pk"),
    "-echeance": (F("dossier_echeance").desc(nulls_last=True), "nom", "pk"),
    "nom": ("nom", "pk"),
    "-nom": ("-nom", "pk"),
    "departement": ("departement", "nom", "pk"),
    "-departement": ("-departement", "nom", "pk"),
    "depose": (F("dossier_depose").asc(nulls_last=True), "nom", "pk"),
    "-depose": (F("dossier_depose").desc(nulls_last=True), "nom", "pk"),
}


@dataclass(frozen=True)
class FiltresDossiers:
    """What the address asks for: state (a code, or a word of GROUPES), département, urgency, words, sort."""

    etat: str = ""
    departement: str = ""
    urgence: str = ""
    recherche: str = ""
    tri: str = "echeance"


@dataclass(frozen=True)
class LigneDossier:
    """A dispositif and where its dossier is; `ouvrable`: the person may open the dossier itself."""

    dispositif: Any
    etat: str
    libelle: str
    acte: str
    urgence: str
    ouvrable: bool

    @property
    def montage(self) -> str:
        return str(self.dispositif.get_montage_display())


def _annotes(acteur: Acteur) -> QuerySet[Any]:
    dossiers = DossierReconnaissance.objects.filter(dispositif_id=OuterRef("pk"))
    restants = EffetReconnaissance.objects.filter(dossier__dispositif_id=OuterRef("pk"), fait_le__isnull=True)
    comptes = restants.order_by().values("dossier__dispositif_id").annotate(n=Count("pk")).values("n")
    annotations = {
        "dossier_etat": Subquery(dossiers.values("etat")[:1]),
        "dossier_echeance": Subquery(dossiers.values("echeance")[:1]),
        "dossier_depose": Subquery(dossiers.values("depose_le")[:1]),
        "dossier_reconnu": Subquery(dossiers.values("reconnu_le")[:1]),
        "dossier_suivi_par": Subquery(dossiers.values("suivi_par")[:1]),
        "effets_a_faire": Subquery(comptes[:1]),
    }
    visibles: QuerySet[Any] = dispositifs_visibles(acteur, ETATS)
    return visibles.annotate(**annotations)


def lister_dossiers(acteur: Acteur, filtres: FiltresDossiers, *, le: dt.date) -> QuerySet[Any]:
    """Return the dispositifs that fit, with `dossier_…` of each, sorted."""
    lignes = _annotes(acteur)
    if filtres.etat in GROUPES:
        lignes = lignes.filter(GROUPES[filtres.etat])
    elif filtres.etat:
        lignes = lignes.filter(dossier_etat=filtres.etat)
    if filtres.departement:
        lignes = lignes.filter(departement=filtres.departement)
    if filtres.urgence in URGENCES:
        lignes = lignes.filter(_urgence(filtres.urgence, le))
    for mot in filtres.recherche.split():
        trouves = DossierReconnaissance.objects.filter(identifiant__iexact=mot).values("dispositif_id")
        organismes = Q(pk__in=_dispositifs_par_organisme(mot))
        lignes = lignes.filter(Q(nom__icontains=mot) | Q(code__icontains=plier(mot)) | Q(pk__in=trouves) | organismes)
    return lignes.order_by(*TRIS.get(filtres.tri, TRIS["echeance"]))


def _dispositifs_par_organisme(mot: str) -> QuerySet[Any]:
    tous: QuerySet[Any] = dispositifs_visibles(LECTEUR, ETATS)
    return tous.filter(organismes__nom__icontains=mot).order_by().values("pk")


def _urgence(groupe: str, le: dt.date) -> Q:
    bientot = le + dt.timedelta(days=referentiels.reglages(le).rappel_jours)
    return {
        EN_RETARD: Q(dossier_echeance__lt=le),
        BIENTOT: Q(dossier_echeance__range=(le, bientot)),
        PLUS_TARD: Q(dossier_echeance__gt=bientot),
    }[groupe]


def lignes_dossiers(acteur: Acteur, dispositifs: Iterable[Any], *, le: dt.date) -> list[LigneDossier]:
    """Return what each dossier waits for; no query."""
    reglages = referentiels.reglages(le)
    return [
        LigneDossier(
            dispositif=dispositif,
            etat=dispositif.dossier_etat or "",
            libelle=LIBELLES[EtatDossier(dispositif.dossier_etat)] if dispositif.dossier_etat else "Pas de dossier",
            acte=_acte(dispositif.dossier_etat),
            urgence=urgence(dispositif.dossier_echeance, le, reglages) if dispositif.dossier_echeance else "",
            ouvrable=acteur.peut(DOSSIER, dispositif_id=dispositif.pk),
        )
        for dispositif in dispositifs
    ]


def _acte(etat: str | None) -> str:
    attente = ATTENTES.get(EtatDossier(etat)) if etat else None
    return attente.acte if attente else ""


def comptes_par_etat(acteur: Acteur) -> list[tuple[str, str, int]]:
    """Return (code, label, number) of each state that holds a dossier, those without one last (1 query)."""
    lus = _annotes(acteur).order_by().values_list("dossier_etat").annotate(n=Count("pk"))
    comptes = dict(lus)
    connus = [(etat.value, LIBELLES[etat], comptes[etat]) for etat in EtatDossier if comptes.get(etat)]
    sans = comptes.get(None, 0)
    return [*connus, *([(SANS_DOSSIER, "Pas de dossier", sans)] if sans else [])]


def departements(acteur: Acteur) -> list[str]:
    """Return the départements of the dispositifs that the person sees (1 query)."""
    visibles = dispositifs_visibles(acteur, ETATS).exclude(departement="").order_by("departement")
    return list(visibles.values_list("departement", flat=True).distinct())
