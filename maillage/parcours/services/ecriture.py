"""What every act of this context does: ask for the right, write, journal, tell that the facts have changed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from maillage.parcours.models import Jeune
from maillage.parcours.selectors.connus import dispositifs_qui_connaissent
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser, marquer_faits_modifies


def exiger(acteur: Acteur, dispositif_id: int, *, section: str = "parcours", acces: Acces = Acces.ECRITURE) -> None:
    """Refuse an act that the rights of the person do not open in that dispositif."""
    if not acteur.peut(section, acces, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas cet acte dans ce dispositif.")


def noter(acteur: Acteur, acte: str, *, dispositif_id: int, jeune: Jeune | None, **details: Any) -> None:
    """Journal an act that no count depends on; `details` are codes and dates, never free text about a person."""
    journaliser(
        acteur,
        f"parcours.{acte}",
        dispositif_id=dispositif_id,
        jeune_id=jeune.pk if jeune else None,
        objet=jeune.identifiant if jeune else "",
        details={cle: str(valeur) for cle, valeur in details.items()},
    )


def tracer(acteur: Acteur, acte: str, *, dispositif_id: int, jeune: Jeune | None, **details: Any) -> None:
    """Journal an act on the facts of one dispositif and raise their version."""
    noter(acteur, acte, dispositif_id=dispositif_id, jeune=jeune, **details)
    marquer_faits_modifies([dispositif_id])


def tracer_partout(acteur: Acteur, acte: str, *, dispositif_id: int, jeune: Jeune, **details: Any) -> None:
    """Same, for a fact that every dispositif knowing the young person counts (identity, schooling)."""
    tracer(acteur, acte, dispositif_id=dispositif_id, jeune=jeune, **details)
    marquer_faits_modifies(dispositifs_qui_connaissent(jeune.pk) - {dispositif_id})
