"""Fields that people fill with what they know: a number, a name; never a list of thousands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from maillage.socle.vocabulaire import Creneau, Modalite
from maillage.structures.models import Etablissement
from maillage.territoire.selectors import rechercher_communes


class ChampEtablissement(forms.CharField):
    """A FINESS or UAI number that names one known establishment."""

    def __init__(self, **options: Any) -> None:
        aide = "9 chiffres pour un FINESS ; 7 chiffres et une lettre pour un UAI. Vous les trouvez dans la liste des établissements."
        super().__init__(**{"label": "Numéro FINESS ou UAI", "help_text": aide, "max_length": 9, **options})

    def clean(self, value: Any) -> Etablissement | None:
        numero = super().clean(value).replace(" ", "").upper()
        if not numero:
            return None
        trouve = Etablissement.objects.filter(finess=numero).first()
        par_uai = list(Etablissement.objects.filter(uai=numero)[:2]) if trouve is None else []
        if trouve is None and len(par_uai) != 1:
            raise ValidationError(
                "Plusieurs établissements portent cet UAI : donnez le FINESS."
                if par_uai
                else "Aucun établissement connu à ce numéro : vérifiez-le dans la liste, ou importez FINESS."
            )
        return trouve or par_uai[0]


class ChampCommune(forms.CharField):
    """The name or the INSEE code of one commune."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": "Commune", "help_text": "Nom ou code INSEE.", "max_length": 80, **options})

    def clean(self, value: Any) -> Any:
        texte = super().clean(value)
        if not texte:
            return None
        trouvees = rechercher_communes(texte, limite=6)
        exactes = [commune for commune in trouvees if commune.code == texte or commune.nom.lower() == texte.lower()]
        retenues = exactes or trouvees
        if len(retenues) == 1:
            return retenues[0]
        if not retenues:
            raise ValidationError("Aucune commune à ce nom : vérifiez l'écriture, ou donnez le code INSEE.")
        noms = ", ".join(f"{commune.nom} ({commune.code})" for commune in retenues[:5])
        raise ValidationError(f"Plusieurs communes répondent : {noms}. Donnez le code INSEE.")


def champ_modalites(**options: Any) -> forms.MultipleChoiceField:
    """Return the check boxes of the three modalities, all ticked."""
    return forms.MultipleChoiceField(
        label="Modalités",
        choices=Modalite.choices,
        initial=list(Modalite.values),
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


def champ_creneaux() -> forms.MultipleChoiceField:
    """Return the check boxes of the slots; none ticked means all of them."""
    return forms.MultipleChoiceField(
        label="Créneaux",
        choices=Creneau.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ne cochez rien pour tous les créneaux.",
    )
