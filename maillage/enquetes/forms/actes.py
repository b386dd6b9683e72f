"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from maillage.enquetes.domain.erreurs import ConflitEnquete, ErreurEnquete
from maillage.enquetes.domain.lecture import FautesDuQuestionnaire
from maillage.socle import actes


class FormulaireActe(actes.FormulaireActe):
    """An act of this room; a questionnaire may have several faults, and someone may have written meanwhile."""

    erreurs = (ErreurEnquete, FautesDuQuestionnaire)
    titre = ""

    def refuser(self, refus: Any) -> None:
        if isinstance(refus, FautesDuQuestionnaire):
            for faute in refus.fautes:
                self.add_error(None, faute)
            return
        super().refuser(refus)
        if isinstance(refus, ConflitEnquete):
            self._repartir_de_la_derniere()

    def _repartir_de_la_derniere(self) -> None:
        """Keep what was typed, and let it be sent again onto what the other person wrote."""
        if isinstance(self.data, QueryDict):
            donnees = self.data.copy()
            donnees["revision"] = str(self.cible.revision)
            self.data = donnees


def texte_long(
    label: str, *, lignes: int = 4, requis: bool = False, aide: str = "", maximum: int = 5000
) -> forms.CharField:
    """Return a field of several lines."""
    saisie = forms.Textarea(attrs={"rows": lignes})
    return forms.CharField(label=label, required=requis, max_length=maximum, widget=saisie, help_text=aide)
