"""Forms of the waiting list: request, steps, answers, criteria, commission."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.parcours.domain.admission import NatureReponse
from maillage.parcours.domain.identite import Identite
from maillage.parcours.forms import VIDE, jour_d_aujourd_hui
from maillage.parcours.models import CriterePriorite, Demande, Jeune, NatureEtape, NotificationMdph
from maillage.parcours.referentiels.entree import choix, motifs_reponse
from maillage.parcours.selectors.attente import ETATS
from maillage.socle.formulaires import ChampJour
from maillage.socle.vocabulaire import Modalite

TOUS = [("", "Tous")]
TOUTES = [("", "Toutes")]
POIDS = ((1, "un peu"), (2, "nettement"), (3, "beaucoup"))


def choix_de_motifs(*natures: NatureReponse) -> list[tuple[str, str]]:
    """Return the coded reasons of these natures as choices, an empty one first."""
    return VIDE + [(code, m.libelle) for code, m in motifs_reponse().items() if m.nature in natures]


class DemandeForm(forms.Form):
    """A request for someone known here, told by name (their file opens), or not known yet."""

    jeune = forms.ModelChoiceField(
        label="Jeune déjà connu ici",
        queryset=Jeune.objects.none(),
        required=False,
        empty_label="Pas encore connu du dispositif",
    )
    nom = forms.CharField(label="Nom de naissance", max_length=80, required=False)
    prenom = forms.CharField(label="Prénom", max_length=80, required=False)
    naissance = ChampJour("Date de naissance", required=False)
    ins = forms.CharField(
        label="Matricule INS", max_length=21, required=False, help_text="Quinze caractères, s'il est connu et qualifié."
    )
    reception = ChampJour("Reçue le", initial=jour_d_aujourd_hui)
    origine = forms.ChoiceField(label="Qui demande", choices=VIDE + choix("admission", "origines"), required=False)
    public = forms.ChoiceField(label="Public", choices=VIDE + choix("admission", "publics"), required=False)
    modalite_souhaitee = forms.ChoiceField(
        label="Modalité souhaitée", choices=VIDE + list(Modalite.choices), required=False
    )
    notification = ChampJour("Date de la notification MDPH", required=False)
    famille_informee_le = ChampJour(
        "Famille informée du partage le",
        required=False,
        help_text="Les dispositifs du territoire verront qu'une même personne attend chez eux et ici, jamais son nom. "
        "Laissez vide pour ne rien partager.",
    )

    def clean(self) -> dict[str, Any]:
        lus = super().clean() or self.cleaned_data
        nomme = bool(lus.get("nom") or lus.get("prenom"))
        if lus.get("jeune") and nomme:
            self.add_error("nom", "Choisissez un jeune déjà connu, ou écrivez un nom : pas les deux.")
        if nomme and not (lus.get("nom") and lus.get("prenom")):
            self.add_error("prenom" if lus.get("nom") else "nom", "Écrivez le nom et le prénom.")
        if lus.get("famille_informee_le") and not lus.get("jeune") and not (nomme and lus.get("naissance")):
            self.add_error("famille_informee_le", "Pour partager, il faut le nom, le prénom et la date de naissance.")
        return lus

    def valeurs(self) -> dict[str, Any]:
        """Return the arguments of `enregistrer_demande`."""
        lus = dict(self.cleaned_data)
        nom, prenom, naissance, ins = (lus.pop(champ) for champ in ("nom", "prenom", "naissance", "ins"))
        identite = Identite(nom, prenom, naissance, ins="".join(ins.split()).upper()) if nom else None
        return {**lus, "identite": identite}


class ModifierDemandeForm(forms.Form):
    """What may be corrected of a request."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    jeune = forms.ModelChoiceField(
        label="Jeune", queryset=Jeune.objects.none(), required=False, empty_label="Pas encore connu du dispositif"
    )
    reception = ChampJour("Reçue le")
    origine = forms.ChoiceField(label="Qui demande", choices=VIDE + choix("admission", "origines"), required=False)
    public = forms.ChoiceField(label="Public", choices=VIDE + choix("admission", "publics"), required=False)
    modalite_souhaitee = forms.ChoiceField(
        label="Modalité souhaitée", choices=VIDE + list(Modalite.choices), required=False
    )
    notification_mdph = forms.ModelChoiceField(
        label="Notification enregistrée", queryset=NotificationMdph.objects.none(), required=False
    )
    notification = ChampJour(
        "Date de la notification MDPH", required=False, help_text="Celle de la notification choisie l'emporte."
    )


def initial_demande(demande: Demande) -> dict[str, Any]:
    """Return the values of ModifierDemandeForm for a request."""
    champs = [nom for nom in ModifierDemandeForm.base_fields if nom not in {"jeune", "notification_mdph"}]
    return {
        **{champ: getattr(demande, champ) for champ in champs},
        "jeune": demande.jeune_id,
        "notification_mdph": demande.notification_mdph_id,
    }


class AdmissionForm(forms.Form):
    admission = ChampJour(
        "Admission le",
        initial=jour_d_aujourd_hui,
        help_text="L'accompagnement et la modalité souhaitée s'ouvrent ce jour-là ; une pré-admission s'arrête la veille.",
    )


class RefusForm(forms.Form):
    cloture = ChampJour("Décision du", initial=jour_d_aujourd_hui)
    motif = forms.ChoiceField(label="Motif du refus", choices=choix_de_motifs(NatureReponse.REFUS))
    precision = forms.CharField(label="Précision", max_length=200, required=False)


class ClotureDemandeForm(forms.Form):
    cloture = ChampJour("Close le", initial=jour_d_aujourd_hui)
    motif = forms.ChoiceField(label="Motif", choices=choix_de_motifs(NatureReponse.SANS_SUITE, NatureReponse.AILLEURS))
    precision = forms.CharField(label="Précision", max_length=200, required=False)


class EtapeForm(forms.Form):
    nature = forms.ChoiceField(label="Étape", choices=NatureEtape.choices)
    le = ChampJour("Date", initial=jour_d_aujourd_hui, help_text="Un jour à venir : l'étape est prévue.")


class PartageForm(forms.Form):
    famille_informee_le = ChampJour("Famille informée le", initial=jour_d_aujourd_hui)


class CriteresDemandeForm(forms.Form):
    criteres = forms.ModelMultipleChoiceField(
        label="Critères remplis",
        queryset=CriterePriorite.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CritereForm(forms.Form):
    libelle = forms.CharField(label="Critère", max_length=120)
    poids = forms.TypedChoiceField(label="Compte", choices=POIDS, coerce=int, initial=1)


class CommissionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    le = ChampJour("Date", initial=jour_d_aujourd_hui)
    lieu = forms.CharField(label="Lieu", max_length=120, required=False)
    membres = forms.CharField(
        label="Membres",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Une personne par ligne, avec sa qualité : direction, psychologue, partenaire social, ASE…",
    )


class InscrireForm(forms.Form):
    demandes = forms.ModelMultipleChoiceField(
        label="Demandes à examiner", queryset=Demande.objects.none(), widget=forms.CheckboxSelectMultiple
    )


class AvisForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opinion = forms.ChoiceField(
        label="Avis", choices=[("", "Pas encore d'avis"), *choix("admission", "avis")], required=False
    )
    motif = forms.CharField(label="En quelques mots", max_length=300, required=False)


class FiltresAttenteForm(forms.Form):
    """Filters of the waiting list, as words in the address."""

    recherche = forms.CharField(label="Nom ou prénom", required=False, widget=forms.SearchInput())
    etat = forms.ChoiceField(label="État", choices=ETATS, required=False)
    origine = forms.ChoiceField(label="Qui demande", choices=TOUTES + choix("admission", "origines"), required=False)
    public = forms.ChoiceField(label="Public", choices=TOUS + choix("admission", "publics"), required=False)
    modalite = forms.ChoiceField(label="Souhait", choices=[*TOUTES, *Modalite.choices], required=False)
    critere = forms.ModelChoiceField(
        label="Critère", queryset=CriterePriorite.objects.none(), required=False, empty_label="Tous"
    )
    partage = forms.ChoiceField(
        label="Partage", choices=[*TOUTES, ("oui", "Partagées"), ("non", "Non partagées")], required=False
    )
