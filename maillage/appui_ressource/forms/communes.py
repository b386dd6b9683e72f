"""A commune written by name."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.territoire import selectors as territoire
from maillage.territoire.domain.noms import nom_de_recherche

PROPOSEES = 12


def communes_nommees(saisie: str) -> list[Any]:
    """Return the communes that a name or a code means: the one of that code, those of exactly that name, else those that hold it."""
    if commune := territoire.commune_par_code(saisie.strip().upper()):
        return [commune]
    proches = territoire.rechercher_communes(saisie, limite=PROPOSEES)
    cherche = nom_de_recherche(saisie)
    return [commune for commune in proches if commune.nom_recherche == cherche] or proches


class ChampCommune(forms.CharField):
    """Reads a name or a code, gives the COG code; several answers are listed in the error."""

    def clean(self, value: Any) -> str:
        saisie = str(super().clean(value))
        if not saisie.strip():
            return ""
        trouvees = communes_nommees(saisie)
        if len(trouvees) == 1:
            code: str = trouvees[0].pk
            return code
        if not trouvees:
            raise forms.ValidationError("Aucune commune de ce nom. Vérifiez l'écriture.")
        choix = ", ".join(f"{commune.pk} pour {commune}" for commune in trouvees)
        raise forms.ValidationError(f"Plusieurs communes répondent à ce nom. Écrivez le code : {choix}.")
