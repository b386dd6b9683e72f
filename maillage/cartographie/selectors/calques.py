"""Layers lent, as one may see them: who lends sees all of theirs, who receives what was offered, and cells only while the loan stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from maillage.cartographie.domain.calques import AccordCalque, EtatCalque
from maillage.cartographie.models import Calque, CelluleCalque, DestinataireCalque
from maillage.cartographie.selectors.corps import Corps, corps_de
from maillage.socle.acteur import Acteur

CONTROLE = "journal"
"""Who reads the journal of everyone sees every agreement, never its cells."""
TRIS = {"nom": ("nom", "pk"), "preteur": ("preteur_nom", "nom", "pk"), "fin": ("fin", "nom", "pk")}


@dataclass(frozen=True)
class FiltresCalques:
    """What the address of the list says; `sens`: « recus » or « pretes »; `etat`: a state of the day."""

    recherche: str = ""
    sens: str = ""
    etat: str = ""
    tri: str = "nom"

    @property
    def actifs(self) -> bool:
        return bool(self.recherche or self.sens or self.etat)


@dataclass(frozen=True)
class VueCalques:
    """Who looks, for which bodies, on which day."""

    acteur: Acteur
    le: dt.date
    corps: list[Corps] = field(default_factory=list)

    @property
    def cles(self) -> set[str]:
        return {un.cle for un in self.corps}

    @property
    def ecrites(self) -> dict[str, str]:
        """The bodies that the person may lend and answer for."""
        return {un.cle: un.nom for un in self.corps if un.ecrit}


def vue_de(acteur: Acteur, le: dt.date) -> VueCalques:
    """Return the look of a person; the bodies are read once."""
    return VueCalques(acteur, le, corps_de(acteur, le))


def calques(vue: VueCalques, filtres: FiltresCalques) -> QuerySet[Calque]:
    """Return the layers whose card is open to the person."""
    lus = _visibles(vue).annotate(nombre=Count("cellules", distinct=True)).prefetch_related("destinataires")
    if filtres.sens == "pretes":
        lus = lus.filter(preteur__in=vue.cles)
    elif filtres.sens == "recus":
        lus = lus.filter(pk__in=_recus(vue))
    if filtres.etat == EtatCalque.TERMINE:
        lus = lus.filter(etat=EtatCalque.PRETE, fin__lt=vue.le)
    elif filtres.etat == EtatCalque.PRETE:
        lus = lus.filter(etat=EtatCalque.PRETE, fin__gte=vue.le)
    elif filtres.etat:
        lus = lus.filter(etat=filtres.etat)
    if filtres.recherche:
        mot = filtres.recherche
        lus = lus.filter(
            Q(nom__icontains=mot)
            | Q(preteur_nom__icontains=mot)
            | Q(au_nom_de__icontains=mot)
            | Q(finalite__icontains=mot)
        )
    premier, *suite = TRIS.get(filtres.tri.removeprefix("-"), TRIS["nom"])
    return lus.order_by(f"-{premier}" if filtres.tri.startswith("-") else premier, *suite)


def calque(vue: VueCalques, pk: int) -> Calque | None:
    """Return a layer whose card is open to the person."""
    return _visibles(vue).prefetch_related("destinataires").filter(pk=pk).first()


def calques_utilisables(vue: VueCalques) -> QuerySet[Calque]:
    """Return the layers that may be drawn today: one's own lent ones, and those accepted; read again at each request."""
    acceptes = _recus(vue, AccordCalque.ACCEPTE)
    en_cours = Calque.objects.filter(etat=EtatCalque.PRETE, debut__lte=vue.le, fin__gte=vue.le)
    return en_cours.filter(Q(preteur__in=vue.cles) | Q(pk__in=acceptes)).order_by("nom", "pk")


def cellules_lisibles(vue: VueCalques, pk: int) -> list[CelluleCalque] | None:
    """Return the cells of a layer that may be drawn today, or of one's own draft; None when they are closed (2 queries)."""
    brouillon = Calque.objects.filter(pk=pk, etat=EtatCalque.BROUILLON, preteur__in=vue.ecrites)
    if not calques_utilisables(vue).filter(pk=pk).exists() and not brouillon.exists():
        return None
    return list(CelluleCalque.objects.filter(calque_id=pk))


def calques_a_accepter(vue: VueCalques) -> int:
    """Return how many loans wait for an answer of the person."""
    attendus = DestinataireCalque.objects.filter(cle__in=vue.ecrites, accord=AccordCalque.PROPOSE)
    return attendus.filter(calque__etat=EtatCalque.PRETE, calque__fin__gte=vue.le).values("calque").distinct().count()


def _recus(vue: VueCalques, *accords: str) -> QuerySet[DestinataireCalque, dict[str, int]]:
    siens = DestinataireCalque.objects.filter(cle__in=vue.cles).exclude(calque__etat=EtatCalque.BROUILLON)
    return (siens.filter(accord__in=accords) if accords else siens).values("calque")  # type: ignore[return-value]


def _visibles(vue: VueCalques) -> QuerySet[Calque]:
    if vue.acteur.dispositifs(CONTROLE) is None:
        return Calque.objects.exclude(etat=EtatCalque.BROUILLON) | Calque.objects.filter(preteur__in=vue.cles)
    return Calque.objects.filter(Q(preteur__in=vue.cles) | Q(pk__in=_recus(vue)))
