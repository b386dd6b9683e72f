"""Forms of imports: the file, the columns of a table, the settings of a calendar."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from maillage.agenda.forms.champs import ChampJourAgenda
from maillage.agenda.imports.domain import colonnes as c
from maillage.agenda.imports.domain.codes import CODES, DEFAUTS, traduire
from maillage.agenda.imports.domain.colonnes import COLONNES, colonnes_manquantes
from maillage.agenda.imports.domain.evenements_ics import CHAMPS, COLONNES_DES_REGLES, REGLES_INITIALES
from maillage.agenda.imports.domain.lignes import Annuaires
from maillage.agenda.imports.domain.reglages import DEFAUTS_ICS, JEUNE, JOURNEE, PROFESSIONNEL
from maillage.agenda.imports.services.depot import LONGUEUR_SOURCE
from maillage.socle.formulaires import SaisieHeure
from maillage.socle.vocabulaire import Categorie, LieuType, Modalite, MotifAbsence, Presence, Statut

LIBELLES: dict[str, dict[str, str]] = {
    c.CATEGORIE: dict(Categorie.choices),
    c.MODALITE: dict(Modalite.choices),
    c.LIEU_TYPE: dict(LieuType.choices),
    c.STATUT: dict(Statut.choices),
    c.PRESENCE: dict(Presence.choices),
    c.MOTIF: dict(MotifAbsence.choices),
}
INCONNU = "?"
COMPLET = "Ce fichier contient tout ce qui s'est passé entre sa première et sa dernière date"
COMPLET_AIDE = "Ce que cette source avait apporté sur ces dates et qui n'y est plus sera marqué annulé."
Choix = list[tuple[str, str]]


def choix_de(colonne: str) -> Choix:
    """Codes of a column, in words."""
    return [(code, LIBELLES[colonne][code]) for code in CODES[colonne]]


class DepotForm(forms.Form):
    """A file and the name of the program or calendar it comes from."""

    fichier = forms.FileField(
        label="Fichier",
        help_text="CSV, XLSX, ODS ou iCalendar (.ics), 20 Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods,.ics"}),
    )
    source = forms.CharField(
        label="D'où vient ce fichier",
        max_length=LONGUEUR_SOURCE,
        help_text="Le nom du logiciel ou de l'agenda, toujours le même : Maillage retient ses colonnes et reconnaît l'export suivant.",
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )

    def contenu(self) -> bytes:
        fichier: UploadedFile = self.cleaned_data["fichier"]
        return fichier.read()


class DefautsForm(forms.Form):
    """What an empty cell means, and whether the file is complete."""

    defaut_categorie = forms.ChoiceField(label="Catégorie quand elle n'est pas dite", required=False)
    defaut_statut = forms.ChoiceField(label="Statut quand il n'est pas dit", choices=choix_de(c.STATUT))
    complet = forms.BooleanField(label=COMPLET, help_text=COMPLET_AIDE, required=False)

    def __init__(
        self, *args: Any, reglages: Mapping[str, Any], initial: Mapping[str, Any] | None = None, **options: Any
    ) -> None:
        defauts = {**DEFAUTS, **reglages.get("defauts", {})}
        premiers = {
            "defaut_categorie": defauts.get(c.CATEGORIE, ""),
            "defaut_statut": defauts[c.STATUT],
            "complet": reglages.get("complet", False),
        }
        super().__init__(*args, **options)
        self.initial = {**premiers, **(initial or {})}
        champ = self.fields["defaut_categorie"]
        champ.choices = [("", "aucune : la ligne est une erreur"), *choix_de(c.CATEGORIE)]  # type: ignore[attr-defined]

    def communs(self) -> dict[str, Any]:
        donnees = self.cleaned_data
        defauts = {c.CATEGORIE: donnees["defaut_categorie"], c.STATUT: donnees["defaut_statut"]}
        return {"defauts": {code: valeur for code, valeur in defauts.items() if valeur}, "complet": donnees["complet"]}


class ColonnesForm(DefautsForm):
    """Our columns against the headers of the file; the values of coded columns against our codes."""

    def __init__(
        self,
        *args: Any,
        entetes: Sequence[str],
        valeurs: Mapping[str, Sequence[str]],
        reglages: Mapping[str, Any],
        **options: Any,
    ) -> None:
        super().__init__(*args, reglages=reglages, **options)
        self.entetes = entetes
        self.champs_de_valeurs: dict[str, tuple[str, str]] = {}
        choix = [("", "pas dans ce fichier"), *((entete, entete) for entete in entetes)]
        for colonne in COLONNES.values():
            self.fields[f"colonne_{colonne.code}"] = forms.ChoiceField(
                label=colonne.libelle,
                help_text=colonne.aide,
                choices=choix,
                required=False,
                initial=reglages.get("colonnes", {}).get(colonne.code, ""),
            )
        for code, lues in valeurs.items():
            for lue in lues:
                self._ajouter_valeur(code, lue, reglages.get("valeurs", {}))

    def _ajouter_valeur(self, colonne: str, lue: str, retenues: Mapping[str, Mapping[str, str]]) -> None:
        nom = f"valeur_{colonne}_{zlib.crc32(lue.encode()):08x}"
        compris = traduire(colonne, lue, retenues)
        self.champs_de_valeurs[nom] = (colonne, lue)
        self.fields[nom] = forms.ChoiceField(
            label=f"« {lue} »",
            choices=[(INCONNU, "inconnu : la ligne est une erreur"), ("", "ne rien noter"), *choix_de(colonne)],
            required=False,
            initial=INCONNU if compris is None else compris,
        )

    def colonnes(self) -> list[forms.BoundField]:
        return [self[f"colonne_{code}"] for code in COLONNES]

    def valeurs_par_colonne(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields of the values, under the name of their column."""
        groupes: dict[str, list[forms.BoundField]] = {}
        for nom, (colonne, _) in self.champs_de_valeurs.items():
            groupes.setdefault(COLONNES[colonne].libelle, []).append(self[nom])
        return list(groupes.items())

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        choisies = {code: donnees.get(f"colonne_{code}") for code in COLONNES}
        retenues = {code: entete for code, entete in choisies.items() if entete}
        for code, entete in retenues.items():
            if list(retenues.values()).count(entete) > 1:
                self.add_error(f"colonne_{code}", f"« {entete} » sert deux fois ; gardez-la pour une seule colonne.")
        for manque in colonnes_manquantes(retenues):
            self.add_error(None, manque)
        self.retenues = retenues
        return donnees

    def reglages(self, anciens: Mapping[str, Any]) -> dict[str, Any]:
        """Settings to keep: what was chosen for values not seen today stays."""
        valeurs = {colonne: dict(choix) for colonne, choix in anciens.get("valeurs", {}).items()}
        for nom, (colonne, lue) in self.champs_de_valeurs.items():
            choisi = self.cleaned_data.get(nom, INCONNU)
            valeurs.setdefault(colonne, {}).pop(lue, None)
            if choisi != INCONNU:
                valeurs[colonne][lue] = choisi
        ecartees = [entete for entete in self.entetes if entete not in self.retenues.values()]
        return {**anciens, **self.communs(), "colonnes": self.retenues, "valeurs": valeurs, "ecartees": ecartees}


class AgendaForm(DefautsForm):
    """Whose calendar it is, its whole days, its endless series."""

    field_order = (
        "proprietaire",
        "defaut_categorie",
        "defaut_statut",
        "garder_journees",
        "journee_debut",
        "journee_fin",
    )
    proprietaire = forms.ChoiceField(
        label="De qui est cet agenda",
        required=False,
        help_text="Cette personne est inscrite dans chaque événement. Les autres sont reconnues par leur nom.",
    )
    garder_journees = forms.BooleanField(
        label="Reprendre les événements qui durent la journée entière",
        help_text="Un événement par jour, aux heures ci-dessous.",
        required=False,
    )
    journee_debut = forms.TimeField(label="Début d'une journée entière", widget=SaisieHeure())
    journee_fin = forms.TimeField(label="Fin d'une journée entière", widget=SaisieHeure())
    jusqu_au = ChampJourAgenda("Répéter les séries sans fin jusqu'au")

    def __init__(
        self,
        *args: Any,
        reglages: Mapping[str, Any],
        annuaires: Annuaires,
        initial: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        journee = reglages.get("journee", JOURNEE)
        proprietaire = reglages.get("proprietaire", {})
        premiers = {
            "proprietaire": ":".join((proprietaire["type"], proprietaire["identifiant"])) if proprietaire else "",
            "garder_journees": bool(journee),
            "journee_debut": (journee or JOURNEE)[0],
            "journee_fin": (journee or JOURNEE)[1],
        }
        reglages = {**reglages, "defauts": {**DEFAUTS_ICS, **reglages.get("defauts", {})}}
        super().__init__(*args, reglages=reglages, initial={**premiers, **(initial or {})}, **options)
        self.fields["proprietaire"].choices = _personnes(annuaires)  # type: ignore[attr-defined]
        self.fields["defaut_categorie"].choices = choix_de(c.CATEGORIE)  # type: ignore[attr-defined]
        self.fields["defaut_categorie"].required = True

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        debut, fin = donnees.get("journee_debut"), donnees.get("journee_fin")
        if debut and fin and fin <= debut:
            self.add_error("journee_fin", "La journée finit après son début ; corrigez l'une des deux heures.")
        return donnees

    def reglages(self, anciens: Mapping[str, Any], regles: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        donnees = self.cleaned_data
        genre, _, identifiant = donnees["proprietaire"].partition(":")
        heures = [donnees[f"journee_{borne}"].strftime("%H:%M") for borne in ("debut", "fin")]
        return {
            **anciens,
            **self.communs(),
            "proprietaire": {"type": genre, "identifiant": identifiant} if identifiant else {},
            "journee": heures if donnees["garder_journees"] else [],
            "jusqu_au": donnees["jusqu_au"].isoformat(),
            "regles": list(regles),
        }


def _personnes(annuaires: Annuaires) -> list[tuple[str, str | Choix]]:
    groupes: list[tuple[str, str | Choix]] = [("", "personne en particulier")]
    for titre, genre, annuaire in (
        ("Professionnels", PROFESSIONNEL, annuaires.pros),
        ("Jeunes", JEUNE, annuaires.jeunes),
    ):
        personnes = sorted(annuaire.par_pk.values(), key=lambda personne: (personne.nom, personne.prenom, personne.pk))
        groupes.append((titre, [(f"{genre}:{p.identifiant}", f"{p.prenom} {p.nom}") for p in personnes]))
    return groupes


CHAMPS_EN_MOTS = {
    "SUMMARY": "le titre",
    "CATEGORIES": "les catégories",
    "LOCATION": "le lieu",
    "DESCRIPTION": "la description",
    "ATTENDEE": "les participants",
    "ORGANIZER": "l'organisateur",
}


class RegleForm(forms.Form):
    """« Quand [le titre] contient [internat], alors [Modalité : Accueil de nuit]. » An empty rule is dropped."""

    champ = forms.ChoiceField(label="Quand", choices=[(champ, CHAMPS_EN_MOTS[champ]) for champ in CHAMPS])
    contient = forms.CharField(label="contient", max_length=80, required=False)
    alors = forms.ChoiceField(
        label="alors",
        choices=[
            (COLONNES[colonne].libelle, [(f"{colonne}:{code}", libelle) for code, libelle in choix_de(colonne)])
            for colonne in COLONNES_DES_REGLES
        ],
    )

    def regle(self) -> dict[str, str] | None:
        donnees = self.cleaned_data
        if not donnees.get("contient"):
            return None
        colonne, _, valeur = donnees["alors"].partition(":")
        return {"champ": donnees["champ"], "contient": donnees["contient"], "colonne": colonne, "valeur": valeur}


ReglesFormSet = forms.formset_factory(RegleForm, extra=3, max_num=60, validate_max=True)


def regles_initiales(reglages: Mapping[str, Any]) -> list[dict[str, str]]:
    """Rules of the source as initial values of the forms."""
    regles = reglages.get("regles")
    lues = (
        [(r.champ, r.contient, r.colonne, r.valeur) for r in REGLES_INITIALES]
        if regles is None
        else [(r["champ"], r["contient"], r["colonne"], r["valeur"]) for r in regles]
    )
    return [{"champ": champ, "contient": mot, "alors": f"{colonne}:{valeur}"} for champ, mot, colonne, valeur in lues]
