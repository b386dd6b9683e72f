"""Acts on a dispositif, one form each: what it asks, the service it calls, what it says once done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from maillage.socle.acteur import Acteur
from maillage.structures.models import Dispositif


@dataclass(frozen=True)
class Fait:
    """What was done, said in one sentence; `acte` when a gesture on the calendar can be undone."""

    message: str
    acte: str = ""


class FormulaireActe(forms.Form):
    """Base of the acts: `accomplir` calls the service; its ValidationError is shown beside the fields.

    `acteur` acts on `dispositif`, and on `cible` (a row of it) when the address names one.
    """

    acteur: Acteur
    dispositif: Dispositif
    cible: Any

    def __init__(
        self, *args: Any, acteur: Acteur, dispositif: Dispositif, cible: models.Model | None = None, **options: Any
    ):
        self.acteur, self.dispositif, self.cible = acteur, dispositif, cible
        super().__init__(*args, **options)
        self.preparer()

    def preparer(self) -> None:
        """Set choices and first values that depend on the dispositif or its row."""

    def accomplir(self) -> Fait:
        """Call the service with `cleaned_data`."""
        raise NotImplementedError

    def tenter(self) -> Fait | None:
        """Return what was done, or None with the errors set."""
        if not self.is_valid():
            return None
        try:
            return self.accomplir()
        except ValidationError as erreur:
            self._placer(erreur)
            return None

    def _placer(self, erreur: ValidationError) -> None:
        """Put each refusal beside its field, at the top of the form when the form has no such field."""
        par_champ = erreur.error_dict if hasattr(erreur, "error_dict") else {"": erreur.error_list}
        for champ, erreurs in par_champ.items():
            self.add_error(champ if champ in self.fields else None, erreurs)
