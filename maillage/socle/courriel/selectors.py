"""Reads of the outbox, limited to the dispositifs of the person; what belongs to no dispositif is for those who see them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from maillage.socle.acteur import Acteur
from maillage.socle.courriel.models import Courriel, EtatCourriel, LotCourriels

SECTION = "courriels"
TRIS = {
    "quand": ("cree_le", "pk"),
    "-quand": ("-cree_le", "-pk"),
    "a": ("destinataire", "-cree_le", "-pk"),
    "-a": ("-destinataire", "-cree_le", "-pk"),
    "objet": ("objet", "-cree_le", "-pk"),
    "-objet": ("-objet", "-cree_le", "-pk"),
}
TRI_PAR_DEFAUT = "-quand"


@dataclass(frozen=True)
class FiltreCourriels:
    """What is looked for; an empty value filters nothing."""

    etat: str = ""
    nature: str = ""
    mots: str = ""
    lot: str = ""
    debut: dt.date | None = None
    fin: dt.date | None = None

    def condition(self) -> Q:
        valeurs: dict[str, Any] = {
            "etat": self.etat,
            "nature": self.nature,
            "lot__cle": self.lot,
            "cree_le__date__gte": self.debut,
            "cree_le__date__lte": self.fin,
        }
        condition = Q(**{champ: valeur for champ, valeur in valeurs.items() if valeur not in ("", None)})
        for mot in self.mots.split():
            condition &= Q(destinataire__icontains=mot) | Q(objet__icontains=mot)
        return condition


@dataclass(frozen=True)
class Avancement:
    """How far a lot is: mails in all, gone, waiting, given up."""

    total: int
    partis: int
    en_attente: int
    abandonnes: int

    @property
    def fini(self) -> bool:
        return self.en_attente == 0


def courriels_visibles(acteur: Acteur) -> QuerySet[Courriel]:
    """Return the mails of the dispositifs where the section « courriels » is open to the person."""
    dispositifs = acteur.dispositifs(SECTION)
    tous = Courriel.objects.select_related("lot")
    return tous if dispositifs is None else tous.filter(dispositif_id__in=dispositifs)


def lister_courriels(acteur: Acteur, filtre: FiltreCourriels, *, tri: str = TRI_PAR_DEFAUT) -> QuerySet[Courriel]:
    """Return the mails that answer the filter, without their texts (1 query)."""
    ordre = TRIS.get(tri, TRIS[TRI_PAR_DEFAUT])
    return courriels_visibles(acteur).filter(filtre.condition()).defer("texte", "secrets").order_by(*ordre)


def compter_par_etat(acteur: Acteur) -> dict[str, int]:
    """Return how many mails are in each state (1 query)."""
    comptes = dict(courriels_visibles(acteur).order_by().values_list("etat").annotate(Count("pk")))
    return {etat: comptes.get(etat, 0) for etat in EtatCourriel.values}


def lot_visible(acteur: Acteur, lot_id: int) -> LotCourriels | None:
    """Return a lot of the person's scope, None otherwise."""
    dispositifs = acteur.dispositifs(SECTION)
    lots = (
        LotCourriels.objects.all()
        if dispositifs is None
        else LotCourriels.objects.filter(dispositif_id__in=dispositifs)
    )
    return lots.filter(pk=lot_id).first()


def avancement(lot: LotCourriels) -> Avancement:
    """Return how far a lot is (1 query)."""
    etats = dict(lot.courriels.order_by().values_list("etat").annotate(Count("pk")))
    attente = etats.get(EtatCourriel.A_ENVOYER, 0) + etats.get(EtatCourriel.ECHEC, 0)
    return Avancement(
        sum(etats.values()), etats.get(EtatCourriel.ENVOYE, 0), attente, etats.get(EtatCourriel.ABANDONNE, 0)
    )


def etats_des_lots(cles: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return, by key of mail, the state and the error of the mails of these lots, for the room that wrote them (1 query)."""
    courriels = Courriel.objects.filter(lot__cle__in=list(cles)).order_by("pk")
    return {cle: (etat, erreur) for cle, etat, erreur in courriels.values_list("cle", "etat", "erreur")}
