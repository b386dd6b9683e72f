"""Reads of registrations: each starts from the dispositifs of who acts; who runs meetings sees everyone."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from maillage.rencontres.domain.doublons import PersonneInscrite, paires_proches
from maillage.rencontres.domain.etats import VIVANTES, EtatInscription
from maillage.rencontres.domain.partage import raison_de_l_attente
from maillage.rencontres.models import DoublonEcarte, Inscription, Rencontre, SeanceRencontre
from maillage.rencontres.permissions import INSCRIPTIONS, anime
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.courriel.models import Courriel, EtatCourriel

DOUBLES, SANS_COURRIEL, REVENUS = "doubles", "sans-courriel", "revenus"


@dataclass(frozen=True)
class FiltresInscriptions:
    """What the address of the list says; `signe`: SANS_COURRIEL or REVENUS."""

    seance: str = ""
    etat: str = ""
    signe: str = ""
    recherche: str = ""
    tri: str = "arrivee"


@dataclass(frozen=True)
class Remplissage:
    """How full a date is: places held, people waiting, establishments that have a place; `libres` None without limit."""

    inscrits: int
    en_attente: int
    etablissements: int
    libres: int | None
    part: int


TRIS = {
    "arrivee": ("arrivee_le", "pk"),
    "nom": ("nom", "prenom", "pk"),
    "structure": ("structure", "nom", "pk"),
    "etat": ("etat", "arrivee_le"),
}
VIDE = Remplissage(0, 0, 0, None, 0)


def inscriptions_visibles(acteur: Acteur) -> QuerySet[Inscription]:
    """Return the registrations that the person may see."""
    lues = Inscription.objects.select_related("seance__rencontre", "seance__commune", "dispositif")
    if anime(acteur):
        return lues
    siens = acteur.dispositifs(INSCRIPTIONS, Acces.ECRITURE)
    return lues if siens is None else lues.filter(dispositif__in=siens)


def lister_inscriptions(acteur: Acteur, rencontre: Rencontre, filtres: FiltresInscriptions) -> QuerySet[Inscription]:
    """Return the registrations of a meeting that fit, with `n_presences`."""
    lues = inscriptions_visibles(acteur).filter(seance__rencontre=rencontre)
    lues = lues.annotate(n_presences=Count("emargements"))
    voulus = {"seance__identifiant": filtres.seance, "etat": filtres.etat}
    lues = lues.filter(**{champ: valeur for champ, valeur in voulus.items() if valeur})
    if filtres.signe == SANS_COURRIEL:
        lues = lues.filter(courriel="")
    elif filtres.signe == REVENUS:
        lues = lues.filter(pk__in=retours_de(rencontre))
    if filtres.recherche:
        mots = filtres.recherche
        lues = lues.filter(
            Q(nom__icontains=mots)
            | Q(prenom__icontains=mots)
            | Q(structure__icontains=mots)
            | Q(courriel__icontains=mots)
            | Q(fonction__icontains=mots)
        )
    voulu = filtres.tri if filtres.tri.lstrip("-") in TRIS else "arrivee"
    ordonnees = lues.order_by(*TRIS[voulu.lstrip("-")])
    return ordonnees.reverse() if voulu.startswith("-") else ordonnees


def inscription_par_identifiant(acteur: Acteur, identifiant: str) -> Inscription | None:
    return inscriptions_visibles(acteur).filter(identifiant=identifiant).first()


def inscription_du_jeton(jeton: str) -> Inscription | None:
    """Return the registration whose private link this is (its signature is checked by the services), None for an unknown one."""
    lues = Inscription.objects.select_related("seance__rencontre", "seance__commune", "dispositif")
    lues = lues.prefetch_related("seance__jours", "emargements__jour")
    return lues.filter(identifiant=jeton.partition(".")[0], effacee_le__isnull=True).first()


def remplissages(seances: Sequence[SeanceRencontre]) -> dict[int, Remplissage]:
    """Return how full each date is, by key (1 query)."""
    comptes: dict[int, Counter[str]] = defaultdict(Counter)
    attente: Counter[int] = Counter()
    lignes = Inscription.objects.filter(seance__in=[seance.pk for seance in seances], etat__in=VIVANTES)
    for cle, etat, structure in lignes.values_list("seance_id", "etat", "cle_structure"):
        if etat == EtatInscription.INSCRIT:
            comptes[cle][structure] += 1
        elif etat == EtatInscription.EN_ATTENTE:
            attente[cle] += 1
    return {seance.pk: _remplissage(seance, comptes[seance.pk], attente[seance.pk]) for seance in seances}


def _remplissage(seance: SeanceRencontre, comptes: Counter[str], attente: int) -> Remplissage:
    pris = comptes.total()
    libres = None if seance.places is None else max(0, seance.places - pris)
    part = min(100, round(100 * pris / seance.places)) if seance.places else 0
    return Remplissage(pris, attente, len(comptes), libres, part)


def pourquoi_attendre(inscription: Inscription, *, le: dt.date) -> tuple[int, str]:
    """Return the rank on the waiting list, from 1, and why the person waits."""
    seance = inscription.seance
    devant = seance.inscriptions.filter(etat=EtatInscription.EN_ATTENTE).filter(
        Q(arrivee_le__lt=inscription.arrivee_le) | Q(arrivee_le=inscription.arrivee_le, pk__lt=inscription.pk)
    )
    tenues = seance.inscriptions.filter(etat=EtatInscription.INSCRIT).values_list("cle_structure", flat=True)
    raison = raison_de_l_attente(inscription.cle_structure, list(tenues), seance.regle, le=le)
    return devant.count() + 1, raison


def retours_de(rencontre: Rencontre) -> dict[int, str]:
    """Return, by key of registration, why its last mail could not arrive (2 queries)."""
    cles = list(Inscription.objects.filter(seance__rencontre=rencontre).values_list("pk", flat=True))
    objets = [f"rencontres.Inscription:{cle}" for cle in cles]
    ecrits = Courriel.objects.filter(objet_lie__in=objets).order_by("cree_le", "pk")
    derniers = {objet: (etat, erreur) for objet, etat, erreur in ecrits.values_list("objet_lie", "etat", "erreur")}
    perdus = (EtatCourriel.ABANDONNE, EtatCourriel.ECHEC)
    return {int(objet.partition(":")[2]): erreur for objet, (etat, erreur) in derniers.items() if etat in perdus}


def doublons_de(rencontre: Rencontre) -> list[tuple[Inscription, Inscription]]:
    """Return the pairs of registrations that may be one person, those said to be two people left out (2 queries)."""
    vivantes = Inscription.objects.filter(
        seance__rencontre=rencontre, etat__in=VIVANTES, effacee_le__isnull=True
    ).select_related("seance__commune", "seance__rencontre", "dispositif")
    par_cle = {une.pk: une for une in vivantes.annotate(n_presences=Count("emargements"))}
    ecartes = set(DoublonEcarte.objects.filter(une__in=par_cle).values_list("une_id", "autre_id"))
    personnes = [
        PersonneInscrite(une.pk, une.prenom, une.nom, une.courriel, une.cle_structure) for une in par_cle.values()
    ]
    return [(par_cle[a], par_cle[b]) for a, b in paires_proches(personnes) if (a, b) not in ecartes]


def a_emarger(seance: SeanceRencontre) -> list[Inscription]:
    """Return who holds a place, by name, with their presences (2 queries)."""
    inscrits = seance.inscriptions.filter(etat=EtatInscription.INSCRIT).select_related("dispositif")
    return list(inscrits.prefetch_related("emargements").order_by("nom", "prenom", "pk"))


def noms_par_seance(inscriptions: Iterable[Inscription]) -> dict[int, list[Inscription]]:
    """Return the registrations by date."""
    groupes: dict[int, list[Inscription]] = defaultdict(list)
    for inscription in inscriptions:
        groupes[inscription.seance_id].append(inscription)
    return groupes
