"""Forms of a survey as a whole: open, rename, publish, copy, put away, import."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from typing import Any

from django import forms

from maillage.enquetes import referentiels, services
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.lecture import lire_questionnaire
from maillage.enquetes.forms.actes import FormulaireActe, texte_long

VIDE = ""


class EnqueteForm(FormulaireActe):
    """Name and purpose."""

    titre = "Renommer l'enquête"
    phrase = (
        "Le nom sous lequel l'équipe la retrouve ; le titre lu par les personnes interrogées est dans le questionnaire."
    )
    nom = forms.CharField(label="Nom de l'enquête", max_length=200)
    objet = texte_long("À quoi elle sert", lignes=3, aide="Qui est interrogé, et ce qui sera fait des réponses.")

    def depart(self) -> dict[str, Any]:
        return {"nom": self.cible.titre, "objet": self.cible.objet} if self.cible is not None else {}

    def accomplir(self) -> str:
        services.renommer_enquete(
            self.acteur, self.cible, titre=self.cleaned_data["nom"], objet=self.cleaned_data["objet"]
        )
        return "L'enquête est renommée."


class NouvelleEnqueteForm(EnqueteForm):
    """A survey, empty or from a model."""

    titre = "Préparer une enquête"
    bouton = "Commencer le questionnaire"
    phrase = "Partez d'une page blanche ou d'un modèle : tout se change ensuite."
    modele = forms.ChoiceField(label="Questionnaire de départ", required=False, widget=forms.RadioSelect)

    def preparer(self) -> None:
        choix = [
            (code, f"{m.questionnaire.titre} ({m.nombre} questions)") for code, m in referentiels.modeles().items()
        ]
        self.fields["modele"].choices = [(VIDE, "Page blanche"), *choix]  # type: ignore[attr-defined]

    def accomplir(self) -> str:
        modele = referentiels.modeles().get(self.cleaned_data["modele"])
        nom = self.cleaned_data["nom"]
        questionnaire = replace(modele.questionnaire, titre=nom) if modele else None
        self.cible = services.creer_enquete(
            self.acteur, titre=nom, objet=self.cleaned_data["objet"], questionnaire=questionnaire
        )
        return "L'enquête est ouverte : écrivez son questionnaire, puis publiez-le."


class PublierForm(FormulaireActe):
    """Freeze the questionnaire."""

    titre = "Publier le questionnaire"
    bouton = "Publier cette version"
    phrase = (
        "La version publiée ne change plus : les réponses se lisent avec les mots qui ont été posés. "
        "Une vague déjà ouverte garde sa version tant que vous ne la changez pas vous-même."
    )

    def accomplir(self) -> str:
        version = services.publier_version(self.acteur, self.cible)
        return f"La version {version.numero} est publiée."


class CopierForm(FormulaireActe):
    """Another survey with the same questions."""

    titre = "Copier l'enquête"
    bouton = "Copier"
    phrase = "Une nouvelle enquête s'ouvre avec le même questionnaire, sans vague ni réponse."

    def accomplir(self) -> str:
        self.cible = services.copier_enquete(self.acteur, self.cible)
        return "La copie est ouverte."


class ArchiverForm(FormulaireActe):
    """Put away."""

    titre = "Archiver l'enquête"
    bouton = "Archiver"
    phrase = "Elle quitte la liste ; ses résultats restent lisibles, et elle se désarchive."

    def accomplir(self) -> str:
        services.archiver_enquete(self.acteur, self.cible)
        return "L'enquête est archivée."


class DesarchiverForm(FormulaireActe):
    """Take back."""

    titre = "Désarchiver l'enquête"
    bouton = "Désarchiver"
    phrase = "Elle revient dans la liste."

    def accomplir(self) -> str:
        services.archiver_enquete(self.acteur, self.cible, archiver=False)
        return "L'enquête est de nouveau dans la liste."


class EffacerEnqueteForm(FormulaireActe):
    """Erase what was never asked."""

    titre = "Effacer l'enquête"
    bouton = "Effacer"
    phrase = "L'enquête et ses versions disparaissent. Exportez le questionnaire avant, si vous voulez le garder."
    dangereux = True

    def accomplir(self) -> str:
        services.effacer_enquete(self.acteur, self.cible)
        self.cible = None
        return "L'enquête est effacée."


class ImporterForm(FormulaireActe):
    """A questionnaire from a file."""

    titre = "Importer un questionnaire"
    bouton = "Remplacer le questionnaire"
    phrase = (
        "Le fichier (JSON ou TOML, comme ceux que donne l'export) remplace le questionnaire en préparation. "
        "Les versions publiées ne changent pas, et le geste s'annule."
    )
    fichier = forms.FileField(label="Fichier")
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def accomplir(self) -> str:
        questionnaire = lire_questionnaire(self._lire())
        services.ecrire_brouillon(self.acteur, self.cible, questionnaire, revision=self.cleaned_data["revision"])
        return f"Le questionnaire est importé : {sum(1 for _ in questionnaire.questions())} questions."

    def _lire(self) -> Any:
        fichier = self.cleaned_data["fichier"]
        if fichier.size > referentiels.reglages().questionnaire_octets_max:
            raise ErreurEnquete("Le fichier est trop lourd pour un questionnaire.", champ="fichier")
        try:
            texte = fichier.read().decode("utf-8-sig")
            return tomllib.loads(texte) if fichier.name.lower().endswith(".toml") else json.loads(texte)
        except (ValueError, RecursionError) as faute:
            raise ErreurEnquete(
                "Le fichier ne se lit pas : il faut du JSON ou du TOML en UTF-8, sans erreur d'écriture.",
                champ="fichier",
            ) from faute


GESTES: dict[str, type[FormulaireActe]] = {
    "renommer": EnqueteForm,
    "publier": PublierForm,
    "copier": CopierForm,
    "archiver": ArchiverForm,
    "desarchiver": DesarchiverForm,
    "effacer": EffacerEnqueteForm,
}
"""Acts on a survey, by word of the address."""
