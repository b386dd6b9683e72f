"""What the pages of the project and of the eco-map share: finding what the address names, whose file is open."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import Http404
from django.utils import timezone

from maillage.projet.models import AccordProjet, ActionProjet, ElementEcocarte, Objectif, ProjetPersonnalise
from maillage.projet.selectors import acces, ecocarte, projets
from maillage.projet.views.ecrits_commun import lien, trouver_jeune
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture

T = TypeVar("T")


def jeune_ouvert(request: Requete, identifiant: str, *, droit: Acces = Acces.LECTURE) -> Any:
    """Return a young person of the dispositif whose project is open to the person; 404 when unknown, 403 when closed."""
    jeune = trouver_jeune(request, identifiant)
    acces.exiger(request.acteur, jeune.pk, request.dispositif.pk, le=timezone.localdate(), acces=droit)
    return jeune


def projet_ouvert(request: Requete, identifiant: str, *, droit: Acces = Acces.LECTURE) -> ProjetPersonnalise:
    """Return a project of the dispositif; 404 when unknown, 403 when closed."""
    try:
        return projets.projet_visible(
            request.acteur, request.dispositif.pk, identifiant, le=timezone.localdate(), acces=droit
        )
    except ProjetPersonnalise.DoesNotExist as absent:
        raise Http404("Aucun projet de cet identifiant dans ce dispositif.") from absent


def projet_a_ecrire(request: Requete, identifiant: str) -> ProjetPersonnalise:
    """Return a project that the person may write."""
    return projet_ouvert(request, identifiant, droit=Acces.ECRITURE)


def objectif_de(projet: ProjetPersonnalise, identifiant: str) -> Objectif:
    """Return an objective of that project, or 404."""
    return _ou_404(projets.objectif_du_projet(projet, identifiant), "Aucun objectif de cet identifiant dans ce projet.")


def action_de(projet: ProjetPersonnalise, identifiant: str) -> ActionProjet:
    """Return an action of that project, or 404."""
    return _ou_404(projets.action_du_projet(projet, identifiant), "Aucune action de cet identifiant dans ce projet.")


def accord_de(projet: ProjetPersonnalise, pk: int) -> AccordProjet:
    """Return an answer of that project, or 404."""
    return _ou_404(projets.accord_du_projet(projet, pk), "Cette réponse n'est pas de ce projet.")


def element_de(request: Requete, jeune: Any, identifiant: str) -> ElementEcocarte:
    """Return an element of that map, or 404."""
    elements = ecocarte.elements_du_jeune(jeune.pk, request.dispositif.pk, avec_effaces=True)
    return _ou_404(elements.filter(identifiant=identifiant).first(), "Rien de cet identifiant sur cette carte.")


def peut_ecrire(request: Requete, jeune_id: int) -> bool:
    """Tell whether the person may write there: pages hide what they could not do."""
    return acces.peut(request.acteur, jeune_id, request.dispositif.pk, le=timezone.localdate(), acces=Acces.ECRITURE)


def tracer_lecture(request: Requete, acte: str, jeune_id: int) -> None:
    """Journal a reading of the file of a young person."""
    journaliser_lecture(request.acteur, f"projet.{acte}", jeune_id=jeune_id, dispositif_id=request.dispositif.pk)


def fil_du_projet(request: Requete, projet: ProjetPersonnalise) -> tuple[tuple[str, str], ...]:
    """The breadcrumb of a page under a project."""
    return (
        *fil_du_jeune(request, projet.jeune),
        (str(projet), lien(request, "projet", projet.identifiant)),
    )


def fil_du_jeune(request: Requete, jeune: Any) -> tuple[tuple[str, str], ...]:
    """The breadcrumb of a page under the projects of a young person."""
    return (("Projets", lien(request, "projets")), (str(jeune), lien(request, "jeune", jeune.identifiant)))


def _ou_404(trouve: T | None, message: str) -> T:
    if trouve is None:
        raise Http404(message)
    return trouve
