"""Forms of speakers, documents, notes and questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.rencontres import referentiels, services
from maillage.rencontres.domain.erreurs import ConflitDeNotes
from maillage.rencontres.domain.etats import LIBELLES_STATUT, StatutReponse
from maillage.rencontres.forms.actes import FormulaireActe, mot_court, texte_long
from maillage.socle.formulaires import ChampJour
from maillage.socle.pieces import ChampPiece


class IntervenantForm(FormulaireActe):
    """A speaker."""

    titre = "Ajouter un intervenant"
    bouton = "Ajouter"
    phrase = "Qui parle, et de quoi."
    nom = mot_court("Nom", maximum=160, requis=True)
    fonction = mot_court("Fonction")
    sujet = mot_court("Sujet", maximum=300)

    def accomplir(self) -> str:
        services.ajouter_intervenant(self.acteur, self.cible, self.cleaned_data)
        return "L'intervenant est ajouté."


class SupportForm(FormulaireActe):
    """A document: a file or an address."""

    titre = "Ajouter un support"
    bouton = "Ajouter"
    phrase = "Un fichier ou une adresse. Il s'ouvre aux inscrits, et à tous si la rencontre est ouverte à tous."
    nom = mot_court("Titre du support", requis=True)
    fichier = ChampPiece("Fichier", required=False)
    adresse = forms.URLField(label="Adresse", required=False, max_length=500, assume_scheme="https")

    def accomplir(self) -> str:
        lus = self.cleaned_data
        services.ajouter_support(
            self.acteur, self.cible, titre=lus["nom"], adresse=lus["adresse"], fichier=lus["fichier"]
        )
        return "Le support est ajouté."


class NotesForm(FormulaireActe):
    """The shared notes of a workshop, over the version that was read."""

    garde = True
    titre = "Écrire les notes de l'atelier"
    phrase = "Plusieurs personnes peuvent écrire : si l'une enregistre avant vous, son texte vous est montré, rien n'est perdu."
    texte = texte_long("Notes", lignes=14, aide="Sans le nom d'un enfant.")
    numero = forms.IntegerField(widget=forms.HiddenInput)
    participant = ""
    conflit: ConflitDeNotes | None = None

    def depart(self) -> dict[str, Any]:
        return {"texte": self.cible.notes, "numero": self.cible.numero}

    def accomplir(self) -> str:
        lus = self.cleaned_data
        try:
            services.ecrire_notes(
                self.acteur, self.cible, texte=lus["texte"], numero=lus["numero"], participant=self.participant
            )
        except ConflitDeNotes as conflit:
            self.conflit = conflit
            self.data = {**{nom: self.data.get(nom) for nom in self.data}, "numero": str(conflit.numero)}
            raise
        return "Les notes sont enregistrées."


class QuestionForm(FormulaireActe):
    """A question as it was asked; `cible`: the meeting, or none."""

    titre = "Noter une question à l'autorité"
    bouton = "Noter la question"
    phrase = "Comme elle a été posée, sans le nom de qui la pose."
    texte = texte_long("Question", lignes=4, requis=True)
    theme = mot_court("Thème", maximum=120, aide="Pour la retrouver : convention, CPOM, orientation…")

    def accomplir(self) -> str:
        self.question = services.poser_question(self.acteur, rencontre=self.cible, **self.cleaned_data)
        return "La question est notée : elle attend une réponse."


class CorrigerQuestionForm(FormulaireActe):
    """Words of a question mended."""

    titre = "Corriger la question"
    phrase = "Ses réponses restent."
    texte = texte_long("Question", lignes=4, requis=True)
    theme = mot_court("Thème", maximum=120)

    def depart(self) -> dict[str, Any]:
        return {"texte": self.cible.texte, "theme": self.cible.theme}

    def accomplir(self) -> str:
        services.corriger_question(self.acteur, self.cible, **self.cleaned_data)
        return "La question est corrigée."


class ReponseForm(FormulaireActe):
    """What the authority answers, on a date, with what it is worth."""

    garde = True
    titre = "Écrire la réponse de l'autorité"
    phrase = "La réponse en cours, s'il y en a une, reste lisible, notée « remplacée »."
    texte = texte_long("Réponse", lignes=6, requis=True)
    statut = forms.ChoiceField(
        label="Elle est",
        widget=forms.RadioSelect,
        choices=[(code, LIBELLES_STATUT[code]) for code in (StatutReponse.OFFICIELLE, StatutReponse.PROVISOIRE)],
    )
    autorite = mot_court("Qui répond", maximum=160, requis=True)
    le = ChampJour("Donnée le")
    source = mot_court("Où elle a été donnée", aide="Rencontre, courrier, note, texte officiel.")
    vue = forms.IntegerField(widget=forms.HiddenInput)

    def depart(self) -> dict[str, Any]:
        derniere = self.cible.reponses.first()
        aujourd_hui = timezone.localdate()
        return {
            "le": aujourd_hui,
            "autorite": derniere.autorite if derniere else referentiels.reglages(aujourd_hui).autorite,
            "vue": derniere.numero if derniere else 0,
        }

    def accomplir(self) -> str:
        services.repondre(self.acteur, self.cible, **self.cleaned_data)
        return "La réponse est enregistrée."


class PublierForm(FormulaireActe):
    """Give the question and its answer to the FAQ."""

    titre = "Publier dans la FAQ"
    bouton = "Publier dans la FAQ"
    phrase = "La question et sa réponse en cours partent dans la bibliothèque, avec leur date et leur statut."

    def accomplir(self) -> str:
        services.publier_dans_la_faq(self.acteur, self.cible)
        return "La question est dans la FAQ de la bibliothèque."


GESTES_RENCONTRE: dict[str, type[FormulaireActe]] = {
    "intervenant": IntervenantForm,
    "support": SupportForm,
    "question": QuestionForm,
}
GESTES_QUESTION: dict[str, type[FormulaireActe]] = {
    "repondre": ReponseForm,
    "corriger": CorrigerQuestionForm,
    "publier": PublierForm,
}
"""Acts on a question, by word of the address."""
