"""Forms of the activity."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms

from maillage.activite.domain.hypotheses import CHOIX, LIBELLES, NON, OUI, PROPOSES, TYPES, ecrire_valeur, lire_valeur
from maillage.activite.domain.jeu import JeuDeRegles


class FormulaireHypotheses(forms.Form):
    """One field per parameter, written as people type it, with the source of its value."""

    def __init__(self, data: Any, *, jeu: JeuDeRegles) -> None:
        super().__init__(data)
        self.jeu = jeu
        for nom in PROPOSES:
            actuelle = ecrire_valeur(getattr(jeu.parametres, nom))
            commun: dict[str, Any] = {
                "label": LIBELLES[nom],
                "help_text": jeu.sources[nom],
                "initial": actuelle,
                "required": False,
            }
            choix = (OUI, NON) if TYPES[nom] == "bool" else CHOIX.get(nom)
            self.fields[nom] = (
                forms.ChoiceField(choices=[(valeur, valeur.lower().replace("_", " ")) for valeur in choix], **commun)
                if choix
                else forms.CharField(**commun)
            )

    def clean(self) -> dict[str, Any]:
        saisie = super().clean() or {}
        self.valeurs: dict[str, object] = {}
        for nom in PROPOSES:
            texte = saisie.get(nom, "")
            if nom in self.data and texte != ecrire_valeur(getattr(self.jeu.parametres, nom)):
                try:
                    self.valeurs[nom] = lire_valeur(nom, texte)
                except ValueError as erreur:
                    self.add_error(nom, str(erreur))
        return saisie

    def changes(self) -> dict[str, object]:
        """Return the parameters whose value differs from that of the rule-set."""
        essaye = self.jeu.surcharge(self.valeurs).parametres
        return {
            nom: valeur
            for nom, valeur in self.valeurs.items()
            if getattr(essaye, nom) != getattr(self.jeu.parametres, nom)
        }

    def jeu_essaye(self) -> JeuDeRegles:
        """Return the rule-set with what was changed; itself when nothing was."""
        changes = self.changes()
        return self.jeu.surcharge(changes) if changes else self.jeu

    def lire_changes(self) -> list[tuple[str, str, str]]:
        """Return (label, value of the rule-set, value tried) of each changed parameter."""
        return [
            (LIBELLES[nom], ecrire_valeur(getattr(self.jeu.parametres, nom)), ecrire_valeur(valeur))
            for nom, valeur in self.changes().items()
        ]

    def requete(self) -> str:
        """Return the trial as words of an address, what did not change left out."""
        return urlencode({"essai": 1, **{nom: ecrire_valeur(valeur) for nom, valeur in self.changes().items()}})
