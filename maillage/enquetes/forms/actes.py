"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from maillage.enquetes.domain.erreurs import ConflitEnquete, ErreurEnquete
from maillage.enquetes.domain.lecture import FautesDuQuestionnaire
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires import placer_refus


class FormulaireActe(forms.Form):
    """`accomplir` calls the service on `cible`, and returns the sentence said once done; `page` names the button and says what happens."""

    titre = ""
    bouton = "Enregistrer"
    phrase = ""
    dangereux = False

    def __init__(self, *args: Any, acteur: Acteur, cible: Any = None, **options: Any) -> None:
        self.acteur, self.cible = acteur, cible
        options["initial"] = {**self.depart(), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.preparer()

    def depart(self) -> dict[str, Any]:
        """Return the first values of the fields."""
        return {nom: getattr(self.cible, nom, None) for nom in self.base_fields} if self.cible is not None else {}

    def preparer(self) -> None:
        """Set choices that depend on the target."""

    def accomplir(self) -> str:
        """Call the service with `cleaned_data`."""
        raise NotImplementedError

    def tenter(self) -> str:
        """Return the sentence of what was done, empty with the errors set."""
        if not self.is_valid():
            return ""
        try:
            return self.accomplir()
        except FautesDuQuestionnaire as refus:
            for faute in refus.fautes:
                self.add_error(None, faute)
        except ErreurEnquete as refus:
            placer_refus(self, refus)
            if isinstance(refus, ConflitEnquete):
                self._repartir_de_la_derniere()
        return ""

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
