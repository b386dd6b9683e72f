"""Filters of the list of dossiers, as words in the address."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.reconnaissance.domain.etats import LIBELLES
from maillage.reconnaissance.selectors.dossiers import A_INSTRUIRE, EFFETS, SANS_DOSSIER, URGENCES

GROUPES = (
    ("", "Tous"),
    (A_INSTRUIRE, "À instruire"),
    (EFFETS, "Effets à faire"),
    (SANS_DOSSIER, "Sans dossier"),
)


class FiltresDossiersForm(forms.Form):
    """A word that no filter knows is ignored."""

    recherche = forms.CharField(label="Dispositif, organisme ou numéro", required=False, max_length=80)
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[*GROUPES, *((etat.value, libelle) for etat, libelle in LIBELLES.items())],
    )
    departement = forms.ChoiceField(label="Département", required=False, choices=[])
    urgence = forms.ChoiceField(
        label="Échéance", required=False, choices=[("", "Toutes"), *((mot, mot) for mot in URGENCES)]
    )

    def __init__(self, *args: Any, departements: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["departement"].choices = [("", "Tous"), *((code, code) for code in departements)]  # type: ignore[attr-defined]
