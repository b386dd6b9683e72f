"""Requests of a dispositif: the work list, one thread, what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.echeances import BIENTOT, EN_RETARD, PLUS_TARD, acte_attendu, urgence
from maillage.appui_ressource.domain.etats import EVALUABLES, FINIS, OUVERTS, Geste, gestes_possibles
from maillage.appui_ressource.models import ActionAppui, DemandeAppui, MessageAppui, PieceAppui, TransmissionAppui
from maillage.appui_ressource.permissions import SECTION
from maillage.appui_ressource.selectors.routage import ROUTAGE
from maillage.socle.acteur import Acces, Acteur
from maillage.structures.selectors import dispositifs_visibles

TRIS = {
    "echeance": (F("echeance").asc(nulls_last=True), "deposee_le", "pk"),
    "-echeance": (F("echeance").desc(nulls_last=True), "-deposee_le", "-pk"),
    "deposee": ("deposee_le", "pk"),
    "-deposee": ("-deposee_le", "-pk"),
}
OUVERTES, FINIES, TOUTES, TRANSMISES = "ouvertes", "finies", "toutes", "transmises"
GROUPES_D_ETATS = {OUVERTES: {*OUVERTS, "REPONDUE"}, FINIES: FINIS}


@dataclass(frozen=True)
class FiltresDemandes:
    """What the address of the list says; `etat` is a state, or one of ouvertes, finies, toutes, transmises."""

    etat: str = OUVERTES
    demandeur: str = ""
    urgence: str = ""
    recherche: str = ""
    tri: str = "echeance"


@dataclass(frozen=True)
class LigneDemande:
    """A line of the work list: the request, what it waits for, and how urgent that is (empty when nothing is waited for)."""

    demande: DemandeAppui
    acte: str
    urgence: str


@dataclass(frozen=True)
class DemandeLue:
    """A thread as someone of a dispositif reads it; `pieces`: files that came with the request itself.

    `ailleurs`: it was handed over, what came after is not shown.
    """

    demande: DemandeAppui
    messages: list[MessageAppui]
    pieces: list[PieceAppui]
    transmissions: list[TransmissionAppui]
    actions: list[ActionAppui]
    gestes: tuple[Geste, ...]
    acte: str
    ailleurs: bool

    @property
    def evaluable_le(self) -> dt.date | None:
        """The day on which the requester will be asked what changed; None when it was asked, or when nothing was answered yet."""
        repondue, etat = self.demande.repondue_le, self.demande.etat
        if self.ailleurs or repondue is None or etat not in EVALUABLES or hasattr(self.demande, "evaluation"):
            return None
        return repondue + dt.timedelta(days=referentiels.reglages(repondue).evaluation_jours)


def demandes_visibles(acteur: Acteur, dispositif_id: int) -> QuerySet[DemandeAppui]:
    """Return the requests that the dispositif holds."""
    if not acteur.peut(SECTION, dispositif_id=dispositif_id):
        return DemandeAppui.objects.none()
    return DemandeAppui.objects.filter(dispositif_id=dispositif_id).select_related("commune")


def lister_demandes(
    acteur: Acteur, dispositif_id: int, filtres: FiltresDemandes, *, le: dt.date
) -> QuerySet[DemandeAppui]:
    """Return the requests that fit, sorted."""
    demandes = demandes_visibles(acteur, dispositif_id)
    if filtres.etat == TRANSMISES and acteur.peut(SECTION, dispositif_id=dispositif_id):
        donnees = TransmissionAppui.objects.filter(de_id=dispositif_id).values("demande_id")
        ailleurs = DemandeAppui.objects.filter(pk__in=donnees).exclude(dispositif_id=dispositif_id)
        demandes = ailleurs.select_related("commune")
    elif filtres.etat in GROUPES_D_ETATS:
        demandes = demandes.filter(etat__in=GROUPES_D_ETATS[filtres.etat])
    elif filtres.etat != TOUTES:
        demandes = demandes.filter(etat=filtres.etat)
    if filtres.demandeur:
        demandes = demandes.filter(demandeur=filtres.demandeur)
    if filtres.urgence:
        demandes = demandes.filter(_urgence(filtres.urgence, le))
    if filtres.recherche:
        demandes = demandes.filter(
            Q(structure_nom__icontains=filtres.recherche)
            | Q(contact_nom__icontains=filtres.recherche)
            | Q(commune__nom__icontains=filtres.recherche)
            | Q(identifiant__iexact=filtres.recherche)
        )
    return demandes.order_by(*TRIS.get(filtres.tri, TRIS["echeance"]))


def _urgence(groupe: str, le: dt.date) -> Q:
    bientot = le + dt.timedelta(days=referentiels.reglages(le).rappel_jours)
    return {
        EN_RETARD: Q(echeance__lt=le),
        BIENTOT: Q(echeance__range=(le, bientot)),
        PLUS_TARD: Q(echeance__gt=bientot),
    }.get(groupe, Q())


def lignes_demandes(demandes: Iterable[DemandeAppui], *, le: dt.date) -> list[LigneDemande]:
    """Return what each request waits for."""
    reglages = referentiels.reglages(le)
    return [
        LigneDemande(d, acte_attendu(d.etat), urgence(d.echeance, le, reglages) if d.echeance else "") for d in demandes
    ]


def comptes_par_urgence(acteur: Acteur, dispositif_id: int, *, le: dt.date) -> dict[str, int]:
    """Return how many open requests are late, due soon, due later (one query)."""
    reglages = referentiels.reglages(le)
    ouvertes = demandes_visibles(acteur, dispositif_id).filter(echeance__isnull=False).order_by()
    comptes = dict.fromkeys((EN_RETARD, BIENTOT, PLUS_TARD), 0)
    for echeance, nombre in ouvertes.values_list("echeance").annotate(Count("pk")):
        comptes[urgence(echeance, le, reglages)] += nombre
    return comptes


def lire_demande(acteur: Acteur, dispositif_id: int, identifiant: str) -> DemandeLue | None:
    """Return a thread that the dispositif holds, or handed over; None otherwise. At most 8 queries."""
    demande = (
        DemandeAppui.objects.filter(identifiant=identifiant)
        .select_related("commune", "dispositif", "partenaire", "evaluation")
        .first()
    )
    if demande is None or not acteur.peut(SECTION, dispositif_id=dispositif_id):
        return None
    transmissions = list(demande.transmissions.select_related("de", "vers"))
    messages = demande.messages.select_related("dispositif")
    actions = ActionAppui.objects.filter(demande=demande, dispositif_id=dispositif_id).select_related("evenement")
    ailleurs = demande.dispositif_id != dispositif_id
    if ailleurs:
        donnees = [transmission for transmission in transmissions if transmission.de_id == dispositif_id]
        if not donnees:
            return None
        messages = messages.filter(le__lte=donnees[-1].le)
        transmissions = [t for t in transmissions if t.le <= donnees[-1].le]
    peut_ecrire = not ailleurs and demande.effacee_le is None and acteur.peut(SECTION, Acces.ECRITURE, dispositif_id)
    return DemandeLue(
        demande=demande,
        messages=list(messages.prefetch_related("pieces__piece")),
        pieces=list(demande.pieces.filter(message__isnull=True).select_related("piece")),
        transmissions=transmissions,
        actions=list(actions),
        gestes=gestes_possibles(demande.etat) if peut_ecrire else (),
        acte="" if ailleurs else acte_attendu(demande.etat),
        ailleurs=ailleurs,
    )


def autres_dispositifs(dispositif_id: int) -> list[tuple[str, str]]:
    """Return code and name of the dispositifs to which a request may be handed over."""
    autres = dispositifs_visibles(ROUTAGE).exclude(pk=dispositif_id).order_by("nom", "pk")
    return list(autres.values_list("code", "nom"))
