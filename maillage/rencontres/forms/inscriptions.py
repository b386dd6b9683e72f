"""Forms of registrations, for who has an account."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.rencontres import services
from maillage.rencontres.domain.inscription import SaisieInscription
from maillage.rencontres.forms.actes import FormulaireActe, mot_court, texte_long
from maillage.rencontres.permissions import INSCRIPTIONS, anime
from maillage.socle.acteur import Acces
from maillage.structures.selectors import dispositifs_visibles

HORS = "hors"
ATTENTE = "Ce que vous attendez de cette rencontre"


class InscrireForm(FormulaireActe):
    """Someone of one's dispositif; anyone when the person runs meetings. `cible`: the date."""

    titre = "Inscrire une personne"
    bouton = "Inscrire"
    phrase = "Une inscription par personne. S'il n'y a plus de place, elle entre dans la liste d'attente."
    dispositif = forms.ChoiceField(label="Dispositif", choices=[])
    structure = mot_court("Établissement ou service", aide="Si ce n'est pas un dispositif de la liste.")
    prenom = mot_court("Prénom", maximum=80, requis=True)
    nom = mot_court("Nom", maximum=80, requis=True)
    fonction = mot_court("Fonction", maximum=120)
    courriel = forms.EmailField(
        label="Courriel",
        required=False,
        help_text="Pour recevoir la confirmation, le rappel et l'attestation.",
        error_messages={"invalid": "Écrivez une adresse comme nom@exemple.fr."},
    )
    attente = texte_long(ATTENTE, lignes=3, aide="Sans le nom d'un enfant. Les attentes sont lues ensemble, sans nom.")

    def preparer(self) -> None:
        ouverts = dispositifs_visibles(self.acteur, INSCRIPTIONS, Acces.ECRITURE).order_by("nom")
        choix = [(str(pk), nom) for pk, nom in ouverts.values_list("pk", "nom")]
        if anime(self.acteur):
            choix = [(HORS, "Aucun dispositif : établissement écrit ci-dessous"), *choix]
        else:
            del self.fields["structure"]
        self.fields["dispositif"].choices = choix if len(choix) == 1 else [("", "Choisissez…"), *choix]  # type: ignore[attr-defined]

    def saisie(self) -> SaisieInscription:
        lus = self.cleaned_data
        return SaisieInscription(
            **{nom: lus.get(nom, "") for nom in ("prenom", "nom", "courriel", "fonction", "structure", "attente")}
        )

    def accomplir(self) -> str:
        choisi = self.cleaned_data["dispositif"]
        inscription = services.inscrire(
            self.acteur, self.cible, self.saisie(), dispositif_id=None if choisi == HORS else int(choisi)
        )
        self.inscription = inscription
        return f"{inscription.nom_entier} : {inscription.libelle_etat.lower()}."


class CorrigerForm(FormulaireActe):
    """A name, a function or a mail mended."""

    titre = "Corriger l'inscription"
    phrase = "Une nouvelle adresse reçoit un nouveau lien ; l'ancien lien se ferme."
    prenom = mot_court("Prénom", maximum=80, requis=True)
    nom = mot_court("Nom", maximum=80, requis=True)
    fonction = mot_court("Fonction", maximum=120)
    courriel = forms.EmailField(label="Courriel", required=False)

    def depart(self) -> dict[str, Any]:
        return {nom: getattr(self.cible, nom) for nom in ("prenom", "nom", "fonction", "courriel")}

    def accomplir(self) -> str:
        services.corriger_inscription(self.acteur, self.cible, SaisieInscription(**self.cleaned_data))
        return "L'inscription est corrigée."


class AnnulerInscriptionForm(FormulaireActe):
    """Someone withdrawn: the place goes at once to who waits."""

    titre = "Annuler l'inscription"
    bouton = "Annuler l'inscription"
    phrase = "La personne est prévenue ; sa place va aussitôt à qui attend. Elle pourra revenir, en fin de liste."
    dangereux = True

    def accomplir(self) -> str:
        promues = services.annuler_inscription(self.acteur, self.cible)
        suite = f" Place donnée à {', '.join(une.nom_entier for une in promues)}." if promues else ""
        return f"L'inscription est annulée.{suite}"


class RetablirForm(FormulaireActe):
    """Back in the line."""

    titre = "Rétablir l'inscription"
    bouton = "Rétablir"
    phrase = "La personne retrouve une place s'il en reste, sinon la fin de la liste d'attente."

    def accomplir(self) -> str:
        relue = services.retablir_inscription(self.acteur, self.cible)
        return f"{relue.nom_entier} : {relue.libelle_etat.lower()}."


GESTES: dict[str, type[FormulaireActe]] = {
    "corriger": CorrigerForm,
    "annuler": AnnulerInscriptionForm,
    "retablir": RetablirForm,
}
"""Acts on a registration, by word of the address."""
