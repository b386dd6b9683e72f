"""Forms of a meeting: written, announced, called off, closed, reported."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.rencontres import services
from maillage.rencontres.domain.etats import LIBELLES_NATURE
from maillage.rencontres.forms.actes import FormulaireActe, mot_court, texte_long
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.formulaires import ChampJour

CHAMPS = (
    "nature",
    "titre",
    "theme",
    "presentation",
    "public_site",
    "plafond_structure",
    "partage_jusqu_au",
    "inscriptions_jusqu_au",
)


class RencontreForm(FormulaireActe):
    """What a meeting says of itself; `vue_le` carries the version that was read."""

    garde = True
    titre = "Modifier la rencontre"
    phrase = "Ce que chacun lira avant de s'inscrire. Les dates et les lieux s'ajoutent ensuite."

    nature = forms.ChoiceField(label="Nature", choices=list(LIBELLES_NATURE.items()))
    titre_ = mot_court("Titre", requis=True)
    theme = mot_court("Thème")
    presentation = texte_long(
        "Présentation", lignes=6, aide="Programme, objectifs, à qui elle s'adresse. Sans le nom d'un enfant."
    )
    plafond_structure = forms.IntegerField(
        label="Places par établissement et par date",
        required=False,
        min_value=1,
        max_value=999,
        help_text="Vide : pas de limite.",
    )
    partage_jusqu_au = ChampJour(
        "Une seule place par établissement jusqu'au",
        required=False,
        help_text="Ce jour compris. Le lendemain, les places qui restent vont d'abord aux établissements qui en ont le moins.",
    )
    inscriptions_jusqu_au = ChampJour("Inscriptions jusqu'au", required=False)
    public_site = forms.BooleanField(
        label="Ouverte à tous : elle paraît sur la page publique, et l'on s'y inscrit sans compte", required=False
    )
    vue_le = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def depart(self) -> dict[str, Any]:
        if self.cible is None:
            return {}
        valeurs = {champ: getattr(self.cible, champ) for champ in CHAMPS}
        return {**valeurs, "titre_": valeurs["titre"], "vue_le": self.cible.modifiee_le.isoformat()}

    def champs(self) -> dict[str, Any]:
        lus = self.cleaned_data
        return {**{champ: lus[champ] for champ in CHAMPS if champ != "titre"}, "titre": lus["titre_"]}

    def accomplir(self) -> str:
        services.modifier_rencontre(self.acteur, self.cible, self.champs(), vue_le=self.cleaned_data["vue_le"])
        return "La rencontre est modifiée."


class NouvelleRencontreForm(RencontreForm):
    """A draft."""

    titre = "Préparer une rencontre"
    bouton = "Créer le brouillon"
    phrase = "Elle reste invisible tant qu'elle n'est pas annoncée."

    def accomplir(self) -> str:
        self.cible = services.creer_rencontre(self.acteur, self.champs())
        return "Le brouillon est créé : ajoutez ses dates, puis annoncez-la."


class AnnoncerForm(FormulaireActe):
    """Open registrations."""

    titre = "Annoncer la rencontre"
    bouton = "Annoncer"
    phrase = "Elle devient visible et les inscriptions s'ouvrent."
    inviter = forms.BooleanField(
        label="Écrire aux directions, aux coordonnateurs et aux organismes",
        required=False,
        help_text="Un courriel chacun, une seule fois, même si vous annoncez de nouveau.",
    )

    def accomplir(self) -> str:
        nombre = services.annoncer_rencontre(self.acteur, self.cible, inviter=self.cleaned_data["inviter"])
        suite = f" {ecrire_compte(nombre, 'courriel')} dans la boîte d'envoi." if nombre else ""
        return f"La rencontre est annoncée.{suite}"


class AnnulerRencontreForm(FormulaireActe):
    """Call everything off."""

    titre = "Annuler la rencontre"
    bouton = "Annuler toutes ses dates"
    phrase = "Toutes les dates sont annulées et chaque inscrit est prévenu, une fois."
    dangereux = True
    mot = texte_long("Ce que les inscrits liront", lignes=3, requis=True)

    def accomplir(self) -> str:
        nombre = services.annuler_rencontre(self.acteur, self.cible, mot=self.cleaned_data["mot"])
        return f"La rencontre est annulée : {ecrire_compte(nombre, 'courriel')} dans la boîte d'envoi."


class CloturerForm(FormulaireActe):
    """It was held."""

    titre = "Noter la rencontre comme tenue"
    bouton = "Elle a été tenue"
    phrase = "Les inscriptions se ferment ; il reste le compte rendu. L'émargement peut encore se corriger."

    def accomplir(self) -> str:
        services.cloturer_rencontre(self.acteur, self.cible)
        return "La rencontre est tenue : son compte rendu se prépare avec ce que chaque date a dit."


class CompteRenduForm(FormulaireActe):
    """What opens and closes the report."""

    garde = True
    titre = "Écrire le compte rendu"
    phrase = "Le reste vient des dates : attentes, échanges, ateliers, questions, présences. Sans le nom d'un enfant."
    introduction = texte_long("Introduction", lignes=5)
    conclusion = texte_long("Ce que l'on retient", lignes=6)

    def depart(self) -> dict[str, Any]:
        return {"introduction": self.cible.introduction, "conclusion": self.cible.conclusion}

    def accomplir(self) -> str:
        services.ecrire_compte_rendu(self.acteur, self.cible, **self.cleaned_data)
        return "Le compte rendu est enregistré."


class InviterEvaluationForm(FormulaireActe):
    """After the meeting: certificate, documents, evaluation."""

    titre = "Écrire à celles et ceux qui sont venus"
    bouton = "Envoyer"
    phrase = (
        "Un courriel à chaque personne qui a émargé et n'a pas encore évalué : attestation, documents et évaluation. "
        "Personne ne le reçoit deux fois."
    )

    def accomplir(self) -> str:
        nombre = services.inviter_a_evaluer(self.acteur, self.cible)
        return f"{ecrire_compte(nombre, 'personne')} avec une adresse : les courriels sont dans la boîte d'envoi."


GESTES: dict[str, type[FormulaireActe]] = {
    "modifier": RencontreForm,
    "annoncer": AnnoncerForm,
    "annuler": AnnulerRencontreForm,
    "cloturer": CloturerForm,
    "compte-rendu": CompteRenduForm,
    "ecrire-aux-venus": InviterEvaluationForm,
}
"""Acts on a meeting, by word of the address."""
