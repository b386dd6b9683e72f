"""What every form that acts shares: it calls one service, and puts each refusal beside its field."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.socle import actes
from maillage.socle.actes import texte_long
from maillage.soutien import services
from maillage.soutien.domain.erreurs import ErreurSoutien

ANNEES = range(2020, 2101)
SANS_NOM = "Sans nom, initiales ni date de naissance : « un jeune de 12 ans » suffit."


def champ_version() -> forms.IntegerField:
    """The version that the page shows: another one written meanwhile is a conflict, said and nothing lost."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


class FormulaireActe(actes.FormulaireActe):
    """An act of this room. `textes`: the fields where a name is looked for; the box `sans_nom` is drawn only once something was spotted."""

    erreurs = (ErreurSoutien,)
    titre = ""
    textes: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound and services.reperer_tout(self.data.get(champ) for champ in self.textes).noms:
            self.fields["sans_nom"] = forms.BooleanField(
                label="Ces mots ne désignent ni un jeune ni sa famille", required=False
            )

    @property
    def sans_nom(self) -> bool:
        return bool(self.cleaned_data.get("sans_nom"))


__all__ = ["ANNEES", "SANS_NOM", "FormulaireActe", "champ_version", "texte_long"]
