"""Forms of visits, of situations, and of the answer to a recommendation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.socle.formulaires import ChampJour, SaisieHeure
from maillage.soutien import referentiels, selectors, services
from maillage.soutien.domain.vocabulaire import LIBELLES_RECOMMANDATION, EtatRecommandation, SourceKilometres
from maillage.soutien.forms.actes import ANNEES, SANS_NOM, FormulaireActe, champ_version, texte_long
from maillage.soutien.forms.lieux import ChampCommuneConnue, ChampDispositif
from maillage.soutien.permissions import conduit

KM = "Aller et retour, lus au compteur. Laissez vide : ils sont estimés entre les deux communes, et dits estimés."
CHAMPS_VISITE = (
    "dispositif",
    "demande",
    "genre",
    "le",
    "heure",
    "duree_minutes",
    "a_distance",
    "lieu",
    "commune",
    "depart",
    "km",
)
CHAMPS_SITUATION = ("dispositif", "demande", "le", "titre", "contexte", "questions", "pistes", "participants")


class _LieDemande(FormulaireActe):
    """A dispositif, and perhaps one of its requests."""

    dispositif = ChampDispositif()
    demande = forms.ChoiceField(label="Pour quelle demande", required=False, choices=[])

    def preparer(self) -> None:
        dispositif = self.fields["dispositif"]
        assert isinstance(dispositif, ChampDispositif)
        dispositif.offrir(self.acteur)
        ouvertes = selectors.demandes_visibles(self.acteur).order_by("dispositif__nom", "-recue_le")
        self._demandes = {demande.identifiant: demande for demande in ouvertes}
        choix = [(cle, f"{d.dispositif.nom} : {d.objet}"[:110]) for cle, d in self._demandes.items()]
        self.fields["demande"].choices = [("", "Aucune"), *choix]  # type: ignore[attr-defined]

    def clean_demande(self) -> Any:
        return self._demandes.get(self.cleaned_data["demande"])

    def depart(self) -> dict[str, Any]:
        if self.cible is None:
            return {}
        valeurs = super().depart()
        return {
            **valeurs,
            "dispositif": self.cible.dispositif.code,
            "demande": getattr(self.cible.demande, "identifiant", ""),
        }


class VisiteForm(_LieDemande):
    """A visit: for whom, when, by whom, from where to where."""

    titre = "Modifier la visite"

    version = champ_version()
    genre = forms.ChoiceField(label="Action", choices=referentiels.choix_genres)
    le = ChampJour("Jour", annees=ANNEES)
    heure = forms.TimeField(label="Heure", required=False, widget=SaisieHeure)
    duree_minutes = forms.IntegerField(label="Durée, en minutes", min_value=15, max_value=1440, initial=120)
    intervenants = forms.MultipleChoiceField(
        label="Qui de la mission",
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Dites qui de la mission fait cette visite."},
    )
    a_distance = forms.BooleanField(label="À distance (sans déplacement)", required=False)
    lieu = forms.CharField(label="Lieu", required=False, max_length=200)
    commune = ChampCommuneConnue(label="Commune de la visite", required=False, max_length=120)
    depart_de = ChampCommuneConnue(label="Commune de départ", required=False, max_length=120)
    km = forms.DecimalField(
        label="Kilomètres", required=False, min_value=0, max_value=3000, max_digits=6, decimal_places=1, help_text=KM
    )

    def preparer(self) -> None:
        super().preparer()
        membres = [(str(cle), nom) for cle, nom in selectors.membres_de_la_mission(timezone.localdate())]
        self.fields["intervenants"].choices = membres  # type: ignore[attr-defined]

    def depart(self) -> dict[str, Any]:
        if self.cible is None:
            return {"intervenants": [str(self.acteur.identifiant)], "duree_minutes": 120}
        estimes = self.cible.km_source == SourceKilometres.ESTIMATION
        return {
            **super().depart(),
            "intervenants": [str(i.compte) for i in self.cible.intervenants.all()],
            "commune": self.cible.commune_id or "",
            "depart_de": self.cible.depart_id or "",
            "km": None if estimes else self.cible.km,
        }

    def champs(self) -> dict[str, Any]:
        lus = {**self.cleaned_data, "depart": self.cleaned_data["depart_de"]}
        return {champ: lus[champ] for champ in CHAMPS_VISITE}

    def accomplir(self) -> str:
        services.modifier_visite(self.acteur, self.cible, self.champs(), **self.lus("intervenants", "version"))
        return "La visite est modifiée."


class NouvelleVisiteForm(VisiteForm):
    """A visit to plan."""

    titre = "Prévoir une visite"
    bouton = "Prévoir"
    phrase = "Elle paraît dans l'historique du dispositif. Après le jour, dites qu'elle a été tenue."

    def accomplir(self) -> str:
        self.cible = services.prevoir_visite(self.acteur, self.champs(), intervenants=self.cleaned_data["intervenants"])
        return "La visite est prévue."


class TenirVisiteForm(FormulaireActe):
    """What a visit was."""

    titre = "Rendre compte de la visite"
    bouton = "La visite est tenue"
    phrase = "Le compte rendu est lu par le dispositif."
    textes = ("compte_rendu",)

    version = champ_version()
    participants = forms.IntegerField(label="Professionnels rencontrés", min_value=0, max_value=1000)
    duree_minutes = forms.IntegerField(label="Durée, en minutes", min_value=15, max_value=1440)
    km = forms.DecimalField(
        label="Kilomètres relevés",
        required=False,
        min_value=0,
        max_value=3000,
        max_digits=6,
        decimal_places=1,
        help_text=KM,
    )
    compte_rendu = texte_long("Compte rendu", lignes=8, aide=SANS_NOM)

    def depart(self) -> dict[str, Any]:
        releve = self.cible.km_source == SourceKilometres.RELEVE
        return {**super().depart(), "km": self.cible.km if releve else None}

    def accomplir(self) -> str:
        champs = self.lus("participants", "duree_minutes", "km", "compte_rendu")
        services.tenir_visite(
            self.acteur, self.cible, champs, sans_nom=self.sans_nom, version=self.cleaned_data["version"]
        )
        return "La visite est tenue."


class AnnulerVisiteForm(FormulaireActe):
    """A visit called off."""

    titre = "Annuler la visite"
    bouton = "Annuler la visite"
    phrase = "Elle reste dans la liste, notée annulée. Prévenez le dispositif : aucun courriel ne part seul."
    dangereux = True

    def accomplir(self) -> str:
        services.annuler_visite(self.acteur, self.cible)
        return "La visite est annulée."


GESTES_VISITE: dict[str, type[FormulaireActe]] = {
    "modifier": VisiteForm,
    "tenir": TenirVisiteForm,
    "annuler": AnnulerVisiteForm,
}
"""Acts on a visit, by word of the address."""


class SituationForm(_LieDemande):
    """A situation, without a name."""

    titre = "Écrire une situation analysée"
    phrase = f"Ce que l'équipe et la mission ont regardé ensemble. {SANS_NOM}"
    textes = ("titre_situation", "contexte", "questions", "pistes")

    version = champ_version()
    le = ChampJour("Analysée le", annees=ANNEES)
    titre_situation = forms.CharField(
        label="Titre", max_length=150, help_text="« Retour au collège après une rupture »."
    )
    contexte = texte_long("Contexte", lignes=6, requis=True)
    questions = texte_long("Questions posées", lignes=3)
    pistes = texte_long("Pistes de réflexion ou d'action", lignes=5)
    participants = forms.IntegerField(label="Professionnels présents", required=False, min_value=0, max_value=500)

    def depart(self) -> dict[str, Any]:
        if self.cible is None:
            return {"le": timezone.localdate()}
        return {**super().depart(), "titre_situation": self.cible.titre}

    def accomplir(self) -> str:
        lus = {**self.cleaned_data, "titre": self.cleaned_data["titre_situation"]}
        champs = {champ: lus[champ] for champ in CHAMPS_SITUATION}
        self.cible = services.ecrire_situation(
            self.acteur, self.cible, champs, sans_nom=self.sans_nom, version=self.cleaned_data["version"]
        )
        return "La situation est enregistrée."


class EffacerSituationForm(FormulaireActe):
    """A situation to erase."""

    titre = "Effacer la situation"
    bouton = "Effacer"
    phrase = "Elle disparaît pour tous, et ne se retrouve pas."
    dangereux = True

    def accomplir(self) -> str:
        services.effacer_situation(self.acteur, self.cible)
        return "La situation est effacée."


class SuivreRecommandationForm(FormulaireActe):
    """What becomes of a recommendation."""

    titre = "Dire ce qu'elle devient"
    phrase = "Chaque réponse est gardée avec sa date. Une recommandation écartée dit pourquoi."
    etat = forms.ChoiceField(label="Elle est", choices=[])
    mot = forms.CharField(
        label="En quelques mots", required=False, max_length=500, help_text="Obligatoire si elle est écartée."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def preparer(self) -> None:
        exclus = set() if conduit(self.acteur) else {EtatRecommandation.PROPOSEE}
        choix = [(code.value, LIBELLES_RECOMMANDATION[code]) for code in EtatRecommandation if code not in exclus]
        self.fields["etat"].choices = choix  # type: ignore[attr-defined]

    def depart(self) -> dict[str, Any]:
        return {"etat": self.cible.etat, "version": self.cible.version}

    def accomplir(self) -> str:
        services.suivre_recommandation(self.acteur, self.cible, **self.lus("etat", "mot", "version"))
        return "La réponse est notée."
