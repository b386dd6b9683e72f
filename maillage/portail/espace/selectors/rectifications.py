"""What families say is not right: their own list, the queue of a dispositif."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from maillage.portail.espace.domain.rectification import EtatRectification
from maillage.portail.models import Rectification
from maillage.socle.acteur import Acteur

OUVERTES, EN_RETARD, REPONDUES = "ouvertes", "en-retard", "repondues"
TRIS = {
    "echeance": ("echeance", "pk"),
    "-echeance": ("-echeance", "-pk"),
    "recue": ("recue_le", "pk"),
    "-recue": ("-recue_le", "-pk"),
    "jeune": ("jeune__nom", "jeune__prenom", "pk"),
    "-jeune": ("-jeune__nom", "-jeune__prenom", "-pk"),
}
TRI_PAR_DEFAUT = "echeance"


@dataclass(frozen=True)
class FiltresRectifications:
    """What the address asks for; `etat` is one of the constants above, empty for all."""

    etat: str = OUVERTES
    rubrique: str = ""
    recherche: str = ""

    def condition(self, le: date) -> Q:
        condition = _condition_de_l_etat(self.etat, le)
        if self.rubrique:
            condition &= Q(rubrique=self.rubrique)
        for mot in self.recherche.split():
            condition &= Q(jeune__nom__icontains=mot) | Q(jeune__prenom__icontains=mot)
        return condition


def rectifications_du_compte(acteur: Acteur, jeune_id: int) -> QuerySet[Rectification]:
    """Return what this very account said about a young person, latest first; another parent's words are theirs."""
    if not acteur.qualites_pour(jeune_id):
        return Rectification.objects.none()
    siennes = Rectification.objects.filter(jeune_id=jeune_id, compte_id=acteur.identifiant or 0)
    return siennes.order_by("-recue_le", "-pk")


def lister_rectifications(
    acteur: Acteur, dispositif_id: int, filtres: FiltresRectifications, *, le: date, tri: str = TRI_PAR_DEFAUT
) -> QuerySet[Rectification]:
    """Return the queue of a dispositif (1 query); none where the section « familles » is closed."""
    lignes = visibles(acteur, dispositif_id).filter(filtres.condition(le)).select_related("jeune")
    return lignes.order_by(*TRIS.get(tri, TRIS[TRI_PAR_DEFAUT]))


def rectification_visible(acteur: Acteur, dispositif_id: int, identifiant: str) -> Rectification | None:
    """Return one request of the dispositif, or None."""
    return visibles(acteur, dispositif_id).filter(identifiant=identifiant).select_related("jeune").first()


def compter_par_etat(acteur: Acteur, dispositif_id: int, *, le: date) -> dict[str, int]:
    """Return how many requests each filter of state holds (1 query)."""
    comptes = {
        etat.replace("-", "_"): Count("pk", filter=_condition_de_l_etat(etat, le))
        for etat in (OUVERTES, EN_RETARD, REPONDUES)
    }
    resultat = visibles(acteur, dispositif_id).aggregate(**comptes)
    return {etat.replace("_", "-"): nombre for etat, nombre in resultat.items()}


def visibles(acteur: Acteur, dispositif_id: int) -> QuerySet[Rectification]:
    """Return the requests of a dispositif, none where the section « familles » is closed."""
    if not acteur.peut("familles", dispositif_id=dispositif_id):
        return Rectification.objects.none()
    return Rectification.objects.filter(dispositif_id=dispositif_id)


def _condition_de_l_etat(etat: str, le: date) -> Q:
    ouvertes = Q(etat=EtatRectification.RECUE)
    conditions = {OUVERTES: ouvertes, EN_RETARD: ouvertes & Q(echeance__lt=le), REPONDUES: ~ouvertes}
    return conditions.get(etat, Q())
