"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.socle.acteur import Acteur
from maillage.socle.formulaires import placer_refus
from maillage.soutien import services
from maillage.soutien.domain.erreurs import ErreurSoutien

ANNEES = range(2020, 2101)
SANS_NOM = "Sans nom, initiales ni date de naissance : « un jeune de 12 ans » suffit."


class FormulaireActe(forms.Form):
    """`accomplir` calls the service on `cible`, and returns the sentence said once done.

    `textes`: the fields where a name is looked for; the box `sans_nom` is drawn only once something was spotted.
    """

    titre = ""
    bouton = "Enregistrer"
    phrase = ""
    dangereux = False
    textes: tuple[str, ...] = ()

    def __init__(self, *args: Any, acteur: Acteur, cible: Any = None, **options: Any) -> None:
        self.acteur, self.cible = acteur, cible
        options["initial"] = {**self.depart(), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.preparer()
        if self.is_bound and services.reperer_tout(self.data.get(champ) for champ in self.textes).noms:
            self.fields["sans_nom"] = forms.BooleanField(
                label="Ces mots ne désignent ni un jeune ni sa famille", required=False
            )

    @property
    def sans_nom(self) -> bool:
        return bool(self.cleaned_data.get("sans_nom"))

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
        except ErreurSoutien as refus:
            placer_refus(self, refus)
            return ""

    def lus(self, *champs: str) -> dict[str, Any]:
        """Return the cleaned values of some fields."""
        return {champ: self.cleaned_data[champ] for champ in champs}


def texte_long(label: str, *, lignes: int = 4, requis: bool = False, aide: str = "") -> forms.CharField:
    """Return a field of several lines."""
    saisie = forms.Textarea(attrs={"rows": lignes})
    return forms.CharField(label=label, required=requis, max_length=20_000, widget=saisie, help_text=aide)
