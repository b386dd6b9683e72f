"""Forms of the CPOM: filters, sheet, action, indicator, formula, report, dialogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from maillage.cpom import referentiels
from maillage.cpom.domain.catalogue import Formule, Sens
from maillage.cpom.models import ActionCpom, Cpom, DialogueGestion, IndicateurCpom
from maillage.cpom.selectors import ETATS
from maillage.socle.domain.typographie import ecrire_nombre
from maillage.socle.formulaires import ChampJour
from maillage.socle.pieces import ChampPiece

ANNEE_MIN, ANNEE_MAX = 2000, 2100
LONG = {"rows": 4}
TOUS = ("", "Tous")
SIGNATURES = {"a-signer": "À signer", "signees": "Signées"}
AUCUNE = ("", "Aucune : la grandeur seule")


def _texte(libelle: str, *, requis: bool = True, aide: str = "") -> forms.CharField:
    return forms.CharField(
        label=libelle, required=requis, max_length=4000, widget=forms.Textarea(attrs=LONG), help_text=aide
    )


def _annee(libelle: str) -> forms.IntegerField:
    return forms.IntegerField(label=libelle, min_value=ANNEE_MIN, max_value=ANNEE_MAX)


class ChampNombre(forms.DecimalField):
    """A number as one writes it in French: « 1 200,5 »."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            max_digits=12,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )

    def to_python(self, value: Any) -> Any:
        """Spaces of any width part thousands, a comma parts decimals."""
        ecrit = "".join(str(value).split()).replace(",", ".") if value is not None else None
        return super().to_python(ecrit)

    def prepare_value(self, value: Any) -> Any:
        return ecrire_nombre(value) if isinstance(value, Decimal) else value


class FiltresForm(forms.Form):
    """Filters of both lists; a word that no filter knows is ignored."""

    q = forms.CharField(label="Contient", required=False, max_length=80)
    departement = forms.ChoiceField(label="Département", required=False)
    etat = forms.ChoiceField(label="CPOM", choices=[TOUS, *ETATS.items()], required=False)
    tri = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)

    def __init__(self, *args: Any, departements: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["departement"].choices = [TOUS, *((code, code) for code in departements)]  # type: ignore[attr-defined]


class FiltresIndicateursForm(FiltresForm):
    """The same, for one year."""

    annee = forms.ChoiceField(label="Année", required=False)
    signature = forms.ChoiceField(label="Signature", choices=[("", "Toutes"), *SIGNATURES.items()], required=False)

    def __init__(self, *args: Any, annees: Iterable[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["annee"].choices = [(str(annee), str(annee)) for annee in annees]  # type: ignore[attr-defined]
        del self.fields["tri"]


class ContratForm(forms.Form):
    """A contract to record."""

    organisme = forms.ChoiceField(label="Organisme gestionnaire")
    premiere_annee = _annee("Première année")
    derniere_annee = _annee("Dernière année")
    signe_le = ChampJour("Signé le", required=False)

    def __init__(self, *args: Any, organismes: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisme"].choices = [(str(o.pk), o.nom) for o in organismes]  # type: ignore[attr-defined]


class FicheForm(forms.Form):
    """What a sheet says; `contrat` only for a new one."""

    contrat = forms.ChoiceField(label="CPOM")
    titre = forms.CharField(label="Titre", max_length=160)
    objectif = _texte("Objectif", aide="Ce qui doit avoir changé à la fin du CPOM, en une ou deux phrases.")
    pilote = forms.CharField(label="Pilote", max_length=160, help_text="Une fonction plutôt qu'un nom.")
    moyens = _texte("Moyens", requis=False)
    territoire = _texte("Territoire", requis=False)
    liens = _texte("Liens avec la convention cadre et la feuille de route", requis=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, contrats: Iterable[Cpom] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if contrats is None:
            del self.fields["contrat"]
        else:
            self.fields["contrat"].choices = [(c.identifiant, str(c)) for c in contrats]  # type: ignore[attr-defined]


class ActionForm(forms.Form):
    """One thing to do."""

    libelle = forms.CharField(label="Action", max_length=300)
    responsable = forms.CharField(label="Responsable", required=False, max_length=160)
    echeance = ChampJour("À faire avant le")
    faite_le = ChampJour("Faite le", required=False)

    def __init__(self, *args: Any, action: ActionCpom | None = None, **options: Any) -> None:
        if action is not None:
            options["initial"] = {
                nom: getattr(action, nom) for nom in ("libelle", "responsable", "echeance", "faite_le")
            }
        super().__init__(*args, **options)


class FormuleForm(forms.Form):
    """A formula chosen from the live catalogue."""

    numerateur = forms.ChoiceField(label="Grandeur", help_text="Chaque grandeur est expliquée au bas de la page.")
    denominateur = forms.ChoiceField(label="Divisée par", required=False)
    en_pourcent = forms.BooleanField(label="Écrire le quotient en pourcentage", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choix = [(g.code, f"{g.libelle} ({g.unite})") for g in referentiels.grandeurs().values()]
        self.fields["numerateur"].choices = choix  # type: ignore[attr-defined]
        sans_taux = [(g.code, g.libelle) for g in referentiels.grandeurs().values() if not g.est_taux]
        self.fields["denominateur"].choices = [AUCUNE, *sans_taux]  # type: ignore[attr-defined]

    def formule(self) -> Formule:
        """Return what is chosen."""
        lus = self.cleaned_data
        return Formule(lus["numerateur"], lus["denominateur"], bool(lus["denominateur"] and lus["en_pourcent"]))


class NouvelleFormuleForm(FormuleForm):
    """A new version, from a year on, and why."""

    depuis = forms.TypedChoiceField(label="À partir de l'année", coerce=int)
    motif = forms.CharField(label="Pourquoi", max_length=300, help_text="Se lit dans l'historique des formules.")

    def __init__(self, *args: Any, annees: Iterable[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["depuis"].choices = [(annee, str(annee)) for annee in annees]  # type: ignore[attr-defined]


class MesureForm(forms.Form):
    """Words, sense, baseline and one target per year of the contract; a signed year is shown, not asked."""

    libelle = forms.CharField(label="Indicateur", max_length=160)
    sens = forms.ChoiceField(label="Ce que l'on cherche", choices=[(sens.value, sens.en_mots) for sens in Sens])
    depart = ChampNombre("Valeur de départ")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, annees: Iterable[int], signees: Iterable[int] = (), unite: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.annees = [annee for annee in annees if annee not in set(signees)]
        for annee in self.annees:
            self.fields[f"cible_{annee}"] = ChampNombre(f"Cible {annee}{f', en {unite}' if unite else ''}")

    def cibles(self) -> dict[int, Decimal | None]:
        """Return the target of each year asked."""
        return {annee: self.cleaned_data[f"cible_{annee}"] for annee in self.annees}


class IndicateurForm(FormuleForm, MesureForm):
    """A new indicator: its formula, then its targets."""

    field_order = ("libelle", "numerateur", "denominateur", "en_pourcent", "sens", "depart")


def valeurs_de(indicateur: IndicateurCpom) -> dict[str, Any]:
    """Return the initial values of a MesureForm."""
    cibles = {f"cible_{cible.annee}": cible.valeur for cible in indicateur.cibles.all()}
    noms = ("libelle", "sens", "depart", "version")
    return {**{nom: getattr(indicateur, nom) for nom in noms}, **cibles}


class BilanForm(forms.Form):
    """What a year gave: words, and a file that shows it."""

    recit = _texte(
        "Récit", aide="Ce que le chiffre ne montre pas : ce qui a été fait, ce qui a gêné, la suite. Sans nom d'enfant."
    )
    preuve = ChampPiece("Preuve", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class MessageForm(forms.Form):
    """A word of the dialogue."""

    texte = _texte("Votre message", aide="Lu par l'établissement, l'organisme et l'agence. Sans nom d'enfant.")


class RencontreForm(forms.Form):
    """The yearly meeting."""

    annee = forms.TypedChoiceField(label="Année dont on parle", coerce=int)
    prevu_le = ChampJour("Prévu le")
    tenu_le = ChampJour("Tenu le", required=False)
    conclusions = _texte("Conclusions", requis=False)

    def __init__(self, *args: Any, contrat: Cpom, le: dt.date, **options: Any) -> None:
        connus = {dialogue.annee: dialogue for dialogue in contrat.dialogues.all()}
        attendues = [annee for annee in contrat.annees if annee not in connus or connus[annee].tenu_le is None]
        choisie = attendues[0] if attendues else contrat.derniere_annee
        options.setdefault("initial", self._initial(choisie, connus.get(choisie), le))
        super().__init__(*args, **options)
        self.fields["annee"].choices = [(annee, str(annee)) for annee in contrat.annees]  # type: ignore[attr-defined]

    @staticmethod
    def _initial(annee: int, connu: DialogueGestion | None, le: dt.date) -> dict[str, Any]:
        prevu = connu.prevu_le if connu else referentiels.reglages(le).dialogue_de(annee)
        return {"annee": annee, "prevu_le": prevu}
