"""Forms of exchanges: which period, which agenda, which file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from maillage.activite.domain.periode import Periode, PeriodeInvalide
from maillage.echanges.domain.jetons import DUREES
from maillage.echanges.domain.periodes import TOUT, fenetre
from maillage.echanges.validation import OCTETS_DEPOSES
from maillage.socle.formulaires import SaisieDate

DATES = "dates"
MEGA = 1024 * 1024
LOT_DEPOSE = 20 * MEGA
SANS_FICHIER = {"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."}


class PeriodeForm(forms.Form):
    """Everything, a quarter, a year, or between two days."""

    periode = forms.ChoiceField(label="Quelle période")
    debut = forms.DateField(label="Du", required=False, widget=SaisieDate)
    fin = forms.DateField(label="Au", required=False, widget=SaisieDate)

    def __init__(self, *args: Any, proposees: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choix = [
            (TOUT.libelle, "Toute l'histoire"),
            *((libelle, libelle) for libelle in proposees),
            (DATES, "Entre deux jours, à dire ci-dessous"),
        ]
        self.fields["periode"].choices = choix  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        donnees = self.cleaned_data
        try:
            donnees["lue"] = self._lire(donnees.get("periode", ""))
        except PeriodeInvalide as erreur:
            self.add_error("fin", f"Corrigez une des deux dates : {erreur}.")
        return donnees

    def _lire(self, libelle: str) -> Periode:
        debut, fin = self.cleaned_data.get("debut"), self.cleaned_data.get("fin")
        if libelle == DATES or (libelle == TOUT.libelle and (debut or fin)):
            if not (debut and fin):
                self.add_error("debut" if fin else "fin", "Donnez les deux dates, celle du début et celle de la fin.")
                return TOUT
            return fenetre(debut, fin)
        return TOUT if libelle in {"", TOUT.libelle} else Periode.depuis_libelle(libelle)


class FluxForm(forms.Form):
    """An agenda to open at a private address."""

    agenda = forms.ChoiceField(label="Quel agenda")
    titres_complets = forms.BooleanField(
        label="Écrire les titres et les lieux complets",
        required=False,
        help_text="Pour votre propre agenda seulement. Sinon chaque événement s'appelle « Rendez-vous », « Réunion » ou « Trajet ».",
    )

    def __init__(self, *args: Any, agendas: list[tuple[str, list[tuple[str, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agenda"].choices = agendas  # type: ignore[attr-defined]


class AgendaFhirForm(forms.Form):
    """An agenda and a window, at most a quarter."""

    agenda = forms.ChoiceField(label="Quel agenda")
    debut = forms.DateField(label="Du", widget=SaisieDate, error_messages={"required": "Donnez le premier jour."})
    fin = forms.DateField(label="Au", widget=SaisieDate, error_messages={"required": "Donnez le dernier jour."})
    titres_complets = forms.BooleanField(
        label="Écrire les titres, les lieux et les participants",
        required=False,
        help_text="Pour votre propre agenda, ou avec le droit « Échanges nominatifs ».",
    )

    def __init__(self, *args: Any, agendas: list[tuple[str, list[tuple[str, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agenda"].choices = agendas  # type: ignore[attr-defined]


class DossierForm(forms.Form):
    """A zip of the folder of the contract, or one of its files."""

    fichier = forms.FileField(
        label="Dossier compressé (zip) ou un fichier CSV",
        help_text=f"{OCTETS_DEPOSES // MEGA} Mo au plus. Le fichier est lu, puis effacé aussitôt.",
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.csv"}),
        error_messages=SANS_FICHIER,
    )

    def clean_fichier(self) -> UploadedFile:
        fichier: UploadedFile = self.cleaned_data["fichier"]
        if (fichier.size or 0) > OCTETS_DEPOSES:
            raise forms.ValidationError(f"Ce fichier dépasse {OCTETS_DEPOSES // MEGA} Mo.")
        return fichier


class LotFhirForm(forms.Form):
    """A FHIR bundle to preview. Larger ones go through the command."""

    fichier = forms.FileField(
        label="Lot FHIR (JSON)",
        help_text="Un Bundle de type « transaction », 20 Mo au plus.",
        error_messages=SANS_FICHIER,
    )
    commande = "fhir"

    def clean_fichier(self) -> UploadedFile:
        fichier: UploadedFile = self.cleaned_data["fichier"]
        if (fichier.size or 0) > LOT_DEPOSE:
            raise forms.ValidationError(
                f"Ce lot dépasse 20 Mo : découpez-le par jeune, ou demandez à l'administration la commande « maillage importer {self.commande} »."
            )
        return fichier


class JetonForm(forms.Form):
    """A token of the API: what for, what it opens, for how long."""

    nom = forms.CharField(
        label="À quoi sert ce jeton", max_length=80, help_text="Par exemple : « Logiciel de planning »."
    )
    portee = forms.MultipleChoiceField(label="Ce qu'il ouvre", widget=forms.CheckboxSelectMultiple)
    jours = forms.TypedChoiceField(
        label="Pour combien de temps", coerce=int, choices=[(n, f"{n} jours") for n in DUREES]
    )

    def __init__(self, *args: Any, ouvertes: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["portee"].choices = ouvertes  # type: ignore[attr-defined]
