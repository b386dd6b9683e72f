"""Forms of the activity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms import BoundField

from maillage.activite.domain.hypotheses import (
    CHOIX,
    GROUPES,
    LIBELLES,
    LISTES,
    NON,
    OUI,
    PROPOSES,
    TYPES,
    ecrire_valeur,
    lire_valeur,
)
from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.parametres_en_mots import (
    AUCUNE,
    MODALITES_DITES,
    MOTS,
    dire_lieu,
    dire_modalite,
    dire_source,
    dire_valeur,
)

LIEU = "lieu_"
OBLIGATOIRE = {"required": "Écrivez une valeur, ou revenez aux valeurs du jeu de règles."}


class FormulaireHypotheses(forms.Form):
    """One field per parameter, written as people type it, with the source of its value.

    An address names what it changes: every other parameter keeps the value of the rule-set.
    """

    def __init__(self, data: Mapping[str, str] | None, *, jeu: JeuDeRegles) -> None:
        self.jeu = jeu
        actuelles = {nom: self._en_champ(nom) for nom in PROPOSES}
        actuelles |= {LIEU + lieu: modalite or AUCUNE for lieu, modalite in jeu.parametres.lieux.items()}
        super().__init__(None if data is None else {**actuelles, **{nom: data[nom] for nom in data}}, initial=actuelles)
        for nom in PROPOSES:
            self.fields[nom] = self._champ(nom)
        for lieu in jeu.parametres.lieux:
            self.fields[LIEU + lieu] = forms.ChoiceField(
                label=dire_lieu(lieu).capitalize(), choices=[*MODALITES_DITES.items(), (AUCUNE, AUCUNE)]
            )

    def _en_champ(self, nom: str) -> str:
        """Write a value as its field holds it: a code where one chooses, words where one types."""
        valeur = getattr(self.jeu.parametres, nom)
        return ecrire_valeur(valeur) if nom in CHOIX else dire_valeur(nom, valeur)

    def _champ(self, nom: str) -> forms.Field:
        commun: dict[str, Any] = {
            "label": LIBELLES[nom],
            "help_text": dire_source(nom, self.jeu.sources[nom]),
            "required": nom not in LISTES,
            "error_messages": OBLIGATOIRE,
        }
        if TYPES[nom] == "bool":
            return forms.ChoiceField(choices=[(OUI, OUI), (NON, NON)], **commun)
        if nom in CHOIX:
            return forms.ChoiceField(choices=[(code, MOTS[nom][code]) for code in CHOIX[nom]], **commun)
        return forms.CharField(**commun)

    def groupes(self) -> list[tuple[str, list[BoundField]]]:
        """Return the fields under the heading that says what they count."""
        lieux = [self[LIEU + lieu] for lieu in self.jeu.parametres.lieux]
        return [*((titre, [self[nom] for nom in noms]) for titre, noms in GROUPES.items()), (LIBELLES["lieux"], lieux)]

    def clean(self) -> dict[str, Any]:
        saisie = super().clean() or {}
        self.valeurs: dict[str, object] = {}
        for nom in PROPOSES:
            if nom in saisie:
                try:
                    self.valeurs[nom] = lire_valeur(nom, _en_codes(nom, saisie[nom]))
                except ValueError as erreur:
                    self.add_error(nom, _aide_en_mots(nom) or str(erreur))
        lieux = {lieu: saisie.get(LIEU + lieu, modalite) for lieu, modalite in self.jeu.parametres.lieux.items()}
        self.valeurs["lieux"] = {lieu: "" if modalite == AUCUNE else modalite for lieu, modalite in lieux.items()}
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
        """Return (label, value of the rule-set, value tried) of each changed parameter, and of each changed place."""
        actuels = self.jeu.parametres
        parametres = [
            (LIBELLES[nom], dire_valeur(nom, getattr(actuels, nom)), dire_valeur(nom, valeur))
            for nom, valeur in self.changes().items()
            if nom != "lieux"
        ]
        lieux = [
            (f"{LIBELLES['lieux']}, {dire_lieu(lieu)}", dire_modalite(actuels.lieux[lieu]), dire_modalite(modalite))
            for lieu, modalite in self._lieux_changes().items()
        ]
        return [*parametres, *lieux]

    def requete(self) -> str:
        """Return the trial as words of an address, what did not change left out."""
        parametres = {nom: ecrire_valeur(valeur) for nom, valeur in self.changes().items() if nom != "lieux"}
        lieux = {LIEU + lieu: modalite or AUCUNE for lieu, modalite in self._lieux_changes().items()}
        return urlencode({"essai": 1, **parametres, **lieux})

    def _lieux_changes(self) -> dict[str, str]:
        essayes = self.jeu_essaye().parametres.lieux
        return {lieu: modalite for lieu, modalite in essayes.items() if modalite != self.jeu.parametres.lieux.get(lieu)}


def _en_codes(nom: str, texte: str) -> str:
    """Turn « accueil de jour ; accueil de nuit » into « AJ ; AN »; codes typed as such are kept."""
    if nom not in LISTES:
        return texte
    codes = {mot: code for code, mot in MOTS.get(nom, {}).items()}
    elements = (element.strip() for element in texte.split(";"))
    return " ; ".join(codes.get(element.casefold(), element) for element in elements if element)


def _aide_en_mots(nom: str) -> str:
    """Say what a list of words may hold; nothing for the other parameters."""
    return f"Choisissez parmi : {' ; '.join(MOTS[nom].values())}." if nom in LISTES and nom in MOTS else ""
