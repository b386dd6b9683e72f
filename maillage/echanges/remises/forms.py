"""Forms of deliveries: what is looked for, what is asked for."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.echanges.models import EtatRemise
from maillage.echanges.remises.lecture import FiltreRemises
from maillage.echanges.remises.natures import destinations, reglages

SEPARATEUR = ":"


class FiltreRemisesForm(forms.Form):
    """State, destination, nature, words."""

    etat = forms.ChoiceField(label="État", choices=[("", "Tous"), *EtatRemise.choices], required=False)
    destination = forms.ChoiceField(label="Destination", required=False)
    nature = forms.ChoiceField(label="Nature", required=False)
    mots = forms.CharField(label="Dispositif, personne ou numéro", required=False, max_length=120)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        noms = [(code, destination.nom) for code, destination in destinations().items()]
        natures = sorted((nature.libelle, code) for code, nature in reglages().natures.items())
        self.fields["destination"].choices = [("", "Toutes"), *noms]  # type: ignore[attr-defined]
        self.fields["nature"].choices = [("", "Toutes"), *((code, mots) for mots, code in natures)]  # type: ignore[attr-defined]

    def filtre(self) -> FiltreRemises:
        """Return what is understood; a word that no filter knows filters nothing."""
        self.is_valid()
        return FiltreRemises(**{nom: valeur for nom, valeur in self.cleaned_data.items() if valeur})


class RemiseForm(forms.Form):
    """Something to hand over now."""

    remise = forms.ChoiceField(label="Quoi, et où", widget=forms.RadioSelect)
    periode = forms.RegexField(
        r"^\d{4}(-T[1-4])?$",
        label="Période des faits",
        required=False,
        help_text="Une année (2026) ou un trimestre (2026-T1) ; vide pour toute l'histoire. Sert aux fichiers des faits.",
        error_messages={"invalid": "Écrivez une année (2026) ou un trimestre (2026-T1)."},
    )
    jeune = forms.ChoiceField(label="Jeune", required=False, help_text="Pour un extrait de dossier.")
    destinataire = forms.EmailField(
        label="Boîte MSSanté", required=False, help_text="Pour un extrait : …@….mssante.fr, et aucune autre."
    )

    def __init__(
        self, *args: Any, choix: dict[tuple[str, str], str], jeunes: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["remise"].choices = [(SEPARATEUR.join(cle), mots) for cle, mots in choix.items()]  # type: ignore[attr-defined]
        self.fields["jeune"].choices = [("", "Aucun"), *jeunes]  # type: ignore[attr-defined]

    def demande(self) -> dict[str, Any]:
        """Return what the service takes."""
        destination, _, nature = self.cleaned_data["remise"].partition(SEPARATEUR)
        parametres = {cle: self.cleaned_data[cle] for cle in ("periode", "jeune", "destinataire")}
        return {"destination": destination, "nature": nature, "parametres": parametres}


class ExtraitForm(forms.Form):
    """The extract of a young person as a file, for one's own MSSanté mailbox."""

    jeune = forms.ChoiceField(label="Jeune", error_messages={"required": "Choisissez un jeune."})
    destinataire = forms.EmailField(
        label="Boîte MSSanté du destinataire", required=False, help_text="Facultative : votre messagerie la complétera."
    )

    def __init__(self, *args: Any, jeunes: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["jeune"].choices = [("", "Choisissez"), *jeunes]  # type: ignore[attr-defined]
