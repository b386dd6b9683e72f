"""What every act of this context does: ask for the right, lock the sheet, pass an arrow, journal, tell that the facts have changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.liaison.domain.etats import Acte, EtatFiche, etat_du_jour, franchir
from maillage.liaison.models import FicheLiaison
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser, marquer_faits_modifies


def exiger(acteur: Acteur, dispositif_id: int) -> None:
    """Refuse an act that the rights of the person do not open in that dispositif."""
    if not acteur.peut("liaison", Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas cet acte dans ce dispositif.")


def jour_de(maintenant: datetime) -> date:
    """The civil day of a moment, in the time zone of the product."""
    return timezone.localdate(maintenant)


def verrouiller(fiche: FicheLiaison) -> FicheLiaison:
    """Return the sheet as it is now, locked until the end of the transaction."""
    return FicheLiaison.objects.select_for_update(of=("self",)).select_related("jeune").get(pk=fiche.pk)


def passer(fiche: FicheLiaison, acte: Acte, le: date) -> None:
    """Set the state where the act leads on a day. Raises ErreurLiaison when no arrow fits."""
    fiche.etat = franchir(etat_du_jour(EtatFiche(fiche.etat), fiche.fin_delai, le), acte)


def tracer(acteur: Acteur, acte: str, fiche: FicheLiaison, **details: Any) -> None:
    """Journal an act on a sheet and raise the version of the facts of its dispositif (the count reads the sheets)."""
    _journaliser(acteur, acte, fiche, NatureTrace.ECRITURE, details)
    marquer_faits_modifies([fiche.dispositif_id])


def tracer_refus(acteur: Acteur, acte: str, fiche: FicheLiaison, **details: Any) -> None:
    """Journal an act that the rules refused; call it outside the transaction that fails."""
    _journaliser(acteur, acte, fiche, NatureTrace.REFUS, details)


def _journaliser(acteur: Acteur, acte: str, fiche: FicheLiaison, nature: NatureTrace, details: dict[str, Any]) -> None:
    journaliser(
        acteur,
        f"liaison.{acte}",
        nature=nature,
        dispositif_id=fiche.dispositif_id,
        jeune_id=fiche.jeune_id,
        objet=fiche.identifiant,
        details={cle: str(valeur) for cle, valeur in details.items()},
    )
