"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.socle import actes
from maillage.socle.actes import texte_long


class FormulaireActe(actes.FormulaireActe):
    """An act of this room. `garde`: what is half written is kept."""

    erreurs = (ErreurRencontre,)
    reprend = False
    titre = ""
    garde = False


def mot_court(label: str, *, maximum: int = 200, requis: bool = False, aide: str = "") -> Any:
    """Return a field of one line."""
    return forms.CharField(label=label, required=requis, max_length=maximum, help_text=aide)


__all__ = ["FormulaireActe", "mot_court", "texte_long"]
