"""Forms of the acts on a sheet; each error stands beside its field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from maillage.liaison.champs import ChampDessin
from maillage.liaison.domain.changement import LIBELLES_NATURES, Accompagnement, Scolarisation, Situation
from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.domain.modele import ChampFiche, ModeleFiche
from maillage.liaison.domain.proposition import Proposition
from maillage.liaison.domain.signataires import ACCORD, DESACCORD
from maillage.liaison.domain.texte import LIEU_SANS_OBJET, LIEUX
from maillage.liaison.models.fiche import MOYENS
from maillage.liaison.referentiels import canaux, destinataires, qualites
from maillage.liaison.selectors.domicile import annees_proposees
from maillage.liaison.selectors.liste import GROUPES
from maillage.liaison.services.suites import DEMANDEURS
from maillage.socle.formulaires import ChampJour, ChampMoment
from maillage.socle.vocabulaire import CodeScolarite, Modalite

TOUS = [("", "Toutes")]
SIGNATAIRES_PROPOSES = 4
QUANTITE_MAX = 14
UNITES_PAR_SEMAINE = {"AJ": "demi-journées par semaine", "AN": "nuits par semaine", "PMO": "séances par semaine"}


def _texte_long(libelle: str, **options: Any) -> forms.CharField:
    return forms.CharField(label=libelle, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, **options)


class FiltresForm(forms.Form):
    """Filters of the work list."""

    etat = forms.ChoiceField(
        label="État",
        choices=[("", "Toutes, sauf les terminées"), *((code, libelle) for code, (libelle, _) in GROUPES.items())],
        required=False,
    )
    nature = forms.ChoiceField(
        label="Porte sur",
        choices=[*TOUS, *((n.value, libelle) for n, libelle in LIBELLES_NATURES.items())],
        required=False,
    )
    recherche = forms.CharField(label="Nom du jeune", required=False, max_length=80)
    jeune = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class PropositionForm(forms.Form):
    """What is proposed: date, modalities, schooling, who signs, and the fields of the form that people write."""

    effet = ChampJour(
        "Date d'effet", help_text="Le changement commence ce jour-là, après la fin du délai de rétractation."
    )
    fin_prevue = ChampJour("Fin prévue", required=False, help_text="Pour un essai ou une durée limitée.")
    scolarite = forms.ChoiceField(
        label="Scolarité proposée", choices=[("", "Ne change pas"), *CodeScolarite.choices], required=False
    )
    etablissement = forms.CharField(label="École ou lieu de formation visé", required=False, max_length=200)
    partage_actuel = forms.CharField(label="Temps à l'école aujourd'hui", required=False, max_length=120)
    partage = forms.CharField(label="Temps à l'école proposé", required=False, max_length=120)
    aide_actuelle = forms.CharField(label="Aide humaine à l'école aujourd'hui", required=False, max_length=120)
    aide_humaine = forms.CharField(label="Aide humaine à l'école proposée", required=False, max_length=120)
    pps_modifie = forms.BooleanField(
        label="Le PPS change pour une autre raison", required=False, help_text="Le délai est alors de 30 jours francs."
    )
    agricole = forms.BooleanField(label="L'établissement visé est un lycée agricole", required=False)
    motif_anticipation = forms.CharField(
        label="Raison d'un effet avant la fin du délai", required=False, max_length=300
    )
    motif_substantiel = forms.CharField(
        label="Raison d'en faire une fiche si le changement n'est pas substantiel", required=False, max_length=300
    )

    def __init__(self, donnees: Mapping[str, Any] | None, *, modele: ModeleFiche, **options: Any) -> None:
        super().__init__(donnees, **options)
        self.modele = modele
        champs: dict[str, forms.Field] = self.fields
        for code, libelle in Modalite.choices:
            champs.update(_champs_de_modalite(code, str(libelle)))
        for rang in range(1, SIGNATAIRES_PROPOSES + 1):
            champs.update(_champs_de_signataire(rang))
        for champ in modele.saisis():
            champs[f"champ_{champ.code}"] = _champ_saisi(champ)

    def groupes(self) -> list[tuple[str, str, list[forms.BoundField], bool]]:
        """Fields by section of the page: identifier, title, fields, opened at first."""
        modalites = [nom for code, _ in Modalite.choices for nom in _noms_de_modalite(code)]
        ecole = ["scolarite", "etablissement", "partage_actuel", "partage", "aide_actuelle", "aide_humaine"]
        signataires = [nom for rang in range(1, SIGNATAIRES_PROPOSES + 1) for nom in (f"nom_{rang}", f"qualite_{rang}")]
        saisis = [f"champ_{champ.code}" for champ in self.modele.saisis()]
        return [
            (code, titre, [self[nom] for nom in noms], ouvert or any(nom in self.errors for nom in noms))
            for code, titre, noms, ouvert in (
                ("quand", "Quand", ["effet", "fin_prevue"], True),
                ("modalites", "Modalités proposées", modalites, True),
                ("ecole", "Scolarité", [*ecole, "pps_modifie", "agricole"], False),
                ("signataires", "Qui signe", signataires, True),
                ("contenu", "Évaluation et contenu de la fiche", saisis, False),
                ("raisons", "Cas particuliers", ["motif_anticipation", "motif_substantiel"], False),
            )
        ]

    def clean(self) -> dict[str, Any]:
        """A name goes with a capacity."""
        propre = super().clean() or {}
        for rang in range(1, SIGNATAIRES_PROPOSES + 1):
            if propre.get(f"nom_{rang}", "").strip() and not propre.get(f"qualite_{rang}"):
                self.add_error(f"qualite_{rang}", "Dites en quelle qualité cette personne signe.")
        return propre

    def proposition(self) -> Proposition:
        """Return what a valid form says."""
        v = self.cleaned_data
        return Proposition(
            effet=v["effet"],
            apres=Situation(self._accompagnements(), self._scolarisation(), v["pps_modifie"]),
            signataires=tuple(
                (v[f"nom_{rang}"].strip(), v[f"qualite_{rang}"])
                for rang in range(1, SIGNATAIRES_PROPOSES + 1)
                if v[f"nom_{rang}"].strip()
            ),
            contenu={champ.code: v[f"champ_{champ.code}"] for champ in self.modele.saisis()},
            quantites_actuelles={
                code: v[f"actuel_{code}"] for code in Modalite.values if v[f"actuel_{code}"] is not None
            },
            partage_actuel=v["partage_actuel"],
            aide_actuelle=v["aide_actuelle"],
            fin_prevue=v["fin_prevue"],
            agricole=v["agricole"],
            motif_substantiel=v["motif_substantiel"],
            motif_anticipation=v["motif_anticipation"],
        )

    def _accompagnements(self) -> tuple[Accompagnement, ...]:
        v = self.cleaned_data
        return tuple(
            Accompagnement(code, v[f"lieu_{code}"] or "INTRA", v[f"propose_{code}"])
            for code in Modalite.values
            if v[f"avec_{code}"]
        )

    def _scolarisation(self) -> Scolarisation | None:
        v = self.cleaned_data
        if not v["scolarite"]:
            return None
        return Scolarisation(
            v["scolarite"], v["etablissement"].strip(), v["partage"].strip(), v["aide_humaine"].strip()
        )


class RepondreForm(forms.Form):
    """The answer of a signatory, and how it was given."""

    reponse = forms.ChoiceField(
        label="Réponse", choices=[(ACCORD, "D'accord"), (DESACCORD, "Pas d'accord")], widget=forms.RadioSelect
    )
    moyen = forms.ChoiceField(label="Comment la réponse a été donnée", choices=list(MOYENS.items()))
    le = ChampJour("Date de la réponse", initial=timezone.localdate)
    commentaire = _texte_long("Commentaire", required=False)
    dessin = ChampDessin()


class RelierForm(forms.Form):
    """The account of a signatory."""

    compte = forms.TypedChoiceField(label="Compte", required=False, coerce=int, empty_value=None)

    def __init__(
        self, donnees: Mapping[str, Any] | None, *, comptes: Iterable[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(donnees, **options)
        champs: dict[str, Any] = self.fields
        champs["compte"].choices = [("", "Aucun : la réponse est notée par un professionnel"), *comptes]


class RetracterForm(forms.Form):
    """Who withdraws, how, when."""

    par = forms.CharField(label="Qui change d'avis", max_length=120)
    moyen = forms.ChoiceField(label="Comment", choices=list(MOYENS.items()))
    le = ChampJour(
        "Date de la rétractation",
        initial=timezone.localdate,
        help_text="Le jour où la famille l'a dit ou écrit, même si vous la notez plus tard.",
    )
    motif = _texte_long("Raison, si la famille veut la dire", required=False)


class ObserverForm(forms.Form):
    """A remark made during the period."""

    auteur = forms.CharField(label="Qui parle", max_length=120)
    texte = _texte_long("Observation")
    le = ChampJour("Date", initial=timezone.localdate)


class SaisirForm(forms.Form):
    """In whose name the CDAPH is asked."""

    demandeur = forms.ChoiceField(label="Au nom de", choices=list(DEMANDEURS.items()))


class DeposerForm(forms.Form):
    """The day the application was handed in."""

    le = ChampJour("Date de dépôt", initial=timezone.localdate)


class ConfirmerForm(forms.Form):
    """An act that asks for nothing more than yes."""


class TransmettreForm(forms.Form):
    """How an extract leaves: the channel offered are those of the recipient."""

    canal = forms.ChoiceField(label="Canal")
    courriel = forms.EmailField(
        label="Adresse de courriel du destinataire",
        required=False,
        help_text="Pour un lien personnel : le destinataire lit son extrait sans compte, avec un code à usage unique.",
    )
    aupres_de = forms.CharField(label="Nom ou service qui reçoit", required=False, max_length=200)
    preuve = forms.CharField(
        label="Preuve",
        required=False,
        max_length=200,
        help_text="Numéro de suivi, accusé de réception, référence du message.",
    )

    def __init__(self, donnees: Mapping[str, Any] | None, *, destinataire: Destinataire, adresse: str = "") -> None:
        super().__init__(donnees, initial={"courriel": adresse})
        champs: dict[str, Any] = self.fields
        champs["canal"].choices = [(code, canaux()[code]) for code in destinataire.canaux]


class CodeForm(forms.Form):
    """The one-time code of a partner."""

    code = forms.CharField(
        label="Code reçu par courriel",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class NouveauLienForm(forms.Form):
    """Where a new link to what was already sent must go."""

    courriel = forms.EmailField(label="Adresse de courriel du destinataire")


class ToutTransmettreForm(forms.Form):
    """One address per recipient that has not been served yet."""

    def __init__(
        self, donnees: Mapping[str, Any] | None, *, destinataires: Iterable[Destinataire], adresses: Mapping[str, str]
    ) -> None:
        super().__init__(donnees)
        for destinataire in destinataires:
            self.fields[f"courriel_{destinataire.code}"] = forms.EmailField(
                label=destinataire.libelle,
                help_text=f"Reçoit {destinataire.recoit}.",
                initial=adresses.get(destinataire.code, ""),
            )

    def courriels(self) -> dict[str, str]:
        """Return the addresses by code of recipient."""
        return {nom.removeprefix("courriel_"): valeur for nom, valeur in self.cleaned_data.items()}


class ConsentirForm(forms.Form):
    """Fields allowed to one recipient, and who says so."""

    par = forms.CharField(label="Qui donne ou retire son accord", max_length=120)
    champs = forms.MultipleChoiceField(
        label="Données que ce destinataire pourra recevoir", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, donnees: Mapping[str, Any] | None, *, choix: Iterable[tuple[str, str]], accordes: Iterable[str]
    ) -> None:
        super().__init__(donnees, initial={"champs": list(accordes)})
        champs: dict[str, Any] = self.fields
        champs["champs"].choices = list(choix)


class AnneeForm(forms.Form):
    """The year of a statement: the one that is over, unless another is asked for."""

    annee = forms.TypedChoiceField(label="Année", coerce=int)

    def __init__(self, donnees: Mapping[str, Any] | None) -> None:
        self.proposees = annees_proposees(timezone.localdate())
        super().__init__({"annee": self.proposees[0]} if donnees is None else donnees)
        champs: dict[str, Any] = self.fields
        champs["annee"].choices = [(annee, str(annee)) for annee in self.proposees]

    def choisie(self) -> int:
        """The year asked for, the last one that is over if none is understood."""
        voulue = self.cleaned_data.get("annee") if self.is_valid() else None
        return voulue or self.proposees[0]


class RejeuForm(forms.Form):
    """Which recipient, and the moment to go back to."""

    destinataire = forms.ChoiceField(label="Destinataire", choices=[(un.code, un.libelle) for un in destinataires()])
    au = ChampMoment("Au", required=False)


class RejouerForm(forms.Form):
    """The moment to go back to."""

    au = ChampMoment("Ce qui était vrai le", required=False)

    def moment(self) -> dt.datetime:
        """The moment asked for, now if none is understood."""
        return (self.cleaned_data.get("au") if self.is_valid() else None) or timezone.now()


def _noms_de_modalite(code: str) -> tuple[str, ...]:
    return (f"avec_{code}", f"lieu_{code}", f"actuel_{code}", f"propose_{code}")


def _champs_de_modalite(code: str, libelle: str) -> dict[str, forms.Field]:
    unite = UNITES_PAR_SEMAINE[code]
    lieux = [(lieu, mot.capitalize()) for lieu, mot in LIEUX.items()]
    quantite: dict[str, Any] = {"required": False, "min_value": 0, "max_value": QUANTITE_MAX}
    champs: tuple[forms.Field, ...] = (
        forms.BooleanField(label=libelle, required=False),
        forms.ChoiceField(
            label=f"{libelle} : lieu",
            choices=lieux,
            required=False,
            widget=forms.HiddenInput if code in LIEU_SANS_OBJET else forms.Select,
        ),
        forms.IntegerField(label=f"{libelle} : {unite} aujourd'hui", **quantite),
        forms.IntegerField(label=f"{libelle} : {unite} proposées", **quantite),
    )
    return dict(zip(_noms_de_modalite(code), champs, strict=True))


def _champ_saisi(champ: ChampFiche) -> forms.Field:
    if champ.long:
        return _texte_long(champ.libelle, required=False, help_text=champ.aide)
    return forms.CharField(label=champ.libelle, required=False, help_text=champ.aide, max_length=300)


def _champs_de_signataire(rang: int) -> dict[str, forms.Field]:
    choix = [("", "—"), *((code, qualite.libelle) for code, qualite in qualites().items())]
    return {
        f"nom_{rang}": forms.CharField(label=f"Nom de la personne {rang}", required=False, max_length=120),
        f"qualite_{rang}": forms.ChoiceField(label=f"Qualité de la personne {rang}", choices=choix, required=False),
    }
