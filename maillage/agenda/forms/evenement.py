"""The form of an événement: what, when, where, who, and how it recurs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from maillage.agenda.domain.etat import SaisieEvenement
from maillage.agenda.domain.heures import vers_local
from maillage.agenda.domain.recurrence import FREQUENCES, regle_de
from maillage.agenda.forms.champs import ChampJourAgenda, ChampRessources, FormulaireAVoir
from maillage.agenda.models import Evenement, LieuHabituel, TypeActivite
from maillage.agenda.selectors.groupes import groupes_a_choisir
from maillage.agenda.selectors.personnes import jeunes_a_inscrire, pros_a_inscrire
from maillage.agenda.selectors.reglages import reglages_a_choisir
from maillage.agenda.selectors.ressources import ressources_a_choisir
from maillage.agenda.services import PorteeSerie
from maillage.socle.domain.typographie import JOURS
from maillage.socle.formulaires import SaisieHeure
from maillage.socle.vocabulaire import Categorie, LieuType, Modalite
from maillage.structures import selectors as structures

UN_JOUR = dt.timedelta(days=1)
PORTEES = (
    (PorteeSerie.CETTE.value, "Cette date seulement"),
    (PorteeSerie.SUIVANTES.value, "Cette date et les suivantes"),
    (PorteeSerie.TOUTES.value, "Toute la série"),
)
RYTHMES = (("", "Une seule fois"), *((code, libelle.capitalize()) for code, (_, libelle) in FREQUENCES.items()))


PROPRES_AU_TYPE = ("categorie", "modalite", "lieu_type")
"""What a type of activity says, unless the form says otherwise."""


class EvenementForm(FormulaireAVoir):
    """Creates or changes an événement. An end earlier than the start is the next morning, unless another day is given.

    A type of activity just chosen fills what the form leaves empty; a usual place gives its type of place.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    type_activite: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None,
        label="Type d'activité",
        required=False,
        empty_label="Aucun",
        help_text="Il remplit ce que vous laissez vide : catégorie, modalité, type de lieu, durée.",
    )
    titre = forms.CharField(
        label="Titre",
        max_length=120,
        required=False,
        help_text="Sans titre, le type d'activité ou la catégorie en tient lieu.",
    )
    jour = ChampJourAgenda("Jour")
    debut = forms.TimeField(label="De", widget=SaisieHeure)
    fin = forms.TimeField(
        label="À",
        widget=SaisieHeure,
        required=False,
        help_text="Une heure avant celle du début veut dire le lendemain.",
    )
    jour_fin = ChampJourAgenda(
        "Jour de fin",
        required=False,
        help_text="Seulement si l'événement dure plus d'une nuit.",
    )
    categorie = forms.ChoiceField(label="Catégorie", choices=Categorie.choices, required=False)
    modalite = forms.ChoiceField(
        label="Modalité",
        choices=[("", "Selon le lieu"), *Modalite.choices],
        required=False,
        help_text="Sans modalité, le type de lieu la donne si les règles de comptage le prévoient.",
    )
    lieu_type = forms.ChoiceField(
        label="Type de lieu", choices=[("", "Non précisé"), *LieuType.choices], required=False
    )
    lieu = forms.CharField(
        label="Lieu", max_length=120, required=False, help_text="École, club, adresse… Une salle se réserve plus bas."
    )
    unite = forms.ChoiceField(label="Unité", required=False)
    etablissement = forms.ChoiceField(label="Établissement", required=False)
    jeunes: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None, label="Jeunes", required=False, widget=forms.CheckboxSelectMultiple
    )
    pros: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None, label="Professionnels", required=False, widget=forms.CheckboxSelectMultiple
    )
    groupe: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None,
        label="Groupe",
        required=False,
        empty_label="Aucun",
        help_text="Ses membres du jour sont inscrits, en plus des jeunes cochés.",
    )
    ressources: forms.ModelMultipleChoiceField[Any] = ChampRessources(
        None, label="Salles, véhicules et matériel", required=False, widget=forms.CheckboxSelectMultiple
    )
    repetition = forms.ChoiceField(label="Répéter", choices=RYTHMES, required=False)
    jours = forms.TypedMultipleChoiceField(
        label="Jours de la semaine",
        choices=[(rang, jour) for rang, jour in enumerate(JOURS)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sans choix, le jour de la première date.",
    )
    jusqu_au = ChampJourAgenda("Jusqu'au", required=False)
    portee = forms.ChoiceField(label="Ce qui change", choices=PORTEES, required=False, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, dispositif_id: int, le: dt.date, evenement: Evenement | None = None, **options: Any
    ) -> None:
        options["initial"] = {**(_valeurs(evenement) if evenement else {}), **options.get("initial", {})}
        super().__init__(*args, **options)
        self.fields["jeunes"].queryset = jeunes_a_inscrire(dispositif_id)  # type: ignore[attr-defined]
        self.fields["pros"].queryset = pros_a_inscrire(dispositif_id, le)  # type: ignore[attr-defined]
        self._ouvrir_les_choix(dispositif_id, le, evenement)
        unites = structures.unites_du_dispositif(dispositif_id)
        etablissements = structures.etablissements_du_dispositif(dispositif_id, le, le)
        self._proposer("unite", [(str(u.pk), str(u)) for u in unites], "Aucune")
        self._proposer("etablissement", [(str(e.pk), str(e)) for e in etablissements], "Non précisé")
        for nom in _absents(evenement):
            del self.fields[nom]

    def _ouvrir_les_choix(self, dispositif_id: int, le: dt.date, evenement: Evenement | None) -> None:
        """Offer what the establishment has; a kind of thing it does not have is not asked for."""
        self.type_avant = evenement.type_activite_id if evenement else None
        self.lieux = reglages_a_choisir(LieuHabituel, dispositif_id)
        offres: dict[str, QuerySet[Any]] = {
            "type_activite": reglages_a_choisir(TypeActivite, dispositif_id, self.type_avant),
            "groupe": groupes_a_choisir(dispositif_id, le),
            "ressources": ressources_a_choisir(dispositif_id, evenement),
        }
        for nom, offre in offres.items():
            if offre:
                self.fields[nom].queryset = offre  # type: ignore[attr-defined]
            else:
                del self.fields[nom]
        for nom in ("categorie", "fin"):
            self.fields[nom].required = "type_activite" not in self.fields
        if "type_activite" in self.fields:
            self.fields["categorie"].choices = [("", "Selon le type d'activité"), *Categorie.choices]  # type: ignore[attr-defined]

    def _proposer(self, nom: str, choix: list[tuple[str, str]], vide: str) -> None:
        self.fields[nom].choices = [("", vide), *choix]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        lus = super().clean() or self.cleaned_data
        self._suivre_le_type(lus)
        self._suivre_le_lieu(lus)
        if not lus.get("categorie") and "categorie" not in self.errors:
            self.add_error("categorie", "Choisissez une catégorie, ou un type d'activité.")
        if not lus.get("fin") and "fin" not in self.errors:
            self.add_error("fin", "Indiquez l'heure de fin.")
        if lus.get("repetition") and not lus.get("jusqu_au"):
            self.add_error("jusqu_au", "Indiquez le dernier jour de la série.")
        sans_jeune = not lus.get("jeunes") and not lus.get("groupe") and "jeunes" not in self.errors
        if lus.get("categorie") == Categorie.DIRECT_JEUNE and sans_jeune:
            self.add_error("jeunes", "Choisissez au moins un jeune, un groupe, ou une autre catégorie.")
        return lus

    def _suivre_le_type(self, lus: dict[str, Any]) -> None:
        choisi = lus.get("type_activite")
        if choisi is None or choisi.pk == self.type_avant:
            return
        for nom in PROPRES_AU_TYPE:
            lus[nom] = lus.get(nom) or getattr(choisi, nom)
        lus["titre"] = lus.get("titre") or choisi.libelle
        if not lus.get("fin") and choisi.duree_minutes and lus.get("debut"):
            debut = dt.datetime.combine(dt.date.min, lus["debut"])
            lus["fin"] = (debut + dt.timedelta(minutes=choisi.duree_minutes)).time()

    def _suivre_le_lieu(self, lus: dict[str, Any]) -> None:
        nomme = (lus.get("lieu") or "").strip().casefold()
        if nomme and not lus.get("lieu_type"):
            connus = {lieu.libelle.strip().casefold(): lieu.lieu_type for lieu in self.lieux}
            lus["lieu_type"] = connus.get(nomme, "")

    def saisie(self) -> SaisieEvenement:
        """Return what the form says, in local time."""
        lus = self.cleaned_data
        debut, fin = dt.datetime.combine(lus["jour"], lus["debut"]), dt.datetime.combine(lus["jour"], lus["fin"])
        if lus["jour_fin"]:
            fin = dt.datetime.combine(lus["jour_fin"], lus["fin"])
        elif fin <= debut:
            fin += UN_JOUR
        return SaisieEvenement(
            debut=debut,
            fin=fin,
            categorie=lus["categorie"],
            titre=lus["titre"],
            modalite=lus["modalite"],
            lieu_type=lus["lieu_type"],
            lieu=lus["lieu"],
            unite_id=int(lus["unite"]) if lus["unite"] else None,
            etablissement_id=int(lus["etablissement"]) if lus["etablissement"] else None,
            jeunes=frozenset(jeune.pk for jeune in lus["jeunes"]),
            pros=frozenset(pro.pk for pro in lus["pros"]),
            ressources=frozenset(ressource.pk for ressource in lus.get("ressources") or ()),
            groupe_id=_cle(lus.get("groupe")),
            type_activite_id=_cle(lus.get("type_activite")),
        )

    def regle(self) -> str:
        """Return the recurrence rule asked for, empty for a single date."""
        frequence = self.cleaned_data.get("repetition", "")
        return regle_de(frequence, self.cleaned_data["jours"]) if frequence else ""

    def portee_choisie(self) -> PorteeSerie:
        return PorteeSerie(self.cleaned_data.get("portee") or PorteeSerie.CETTE)


def _cle(choisi: Any) -> int | None:
    return None if choisi is None else choisi.pk


def _absents(evenement: Evenement | None) -> tuple[str, ...]:
    """Fields that make no sense here: recurrence of what exists, reach of what is alone."""
    if evenement is None:
        return ("portee", "version")
    recurrence = ("repetition", "jours", "jusqu_au")
    return recurrence if evenement.serie_id else (*recurrence, "portee")


def _valeurs(evenement: Evenement) -> dict[str, Any]:
    debut, fin = vers_local(evenement.debut), vers_local(evenement.fin)
    jour_fin = fin.date() if fin > debut + UN_JOUR else None
    return {
        **{nom: getattr(evenement, nom) for nom in ("version", "titre", "categorie", "modalite", "lieu_type", "lieu")},
        "jour": debut.date(),
        "debut": debut.time(),
        "fin": fin.time(),
        "jour_fin": jour_fin,
        "unite": evenement.unite_id or "",
        "etablissement": evenement.etablissement_id or "",
        "jeunes": list(evenement.participations_jeunes.values_list("jeune_id", flat=True)),
        "pros": list(evenement.participations_pros.values_list("professionnel_id", flat=True)),
        "ressources": list(evenement.reservations.values_list("ressource_id", flat=True)),
        "groupe": evenement.groupe_id or "",
        "type_activite": evenement.type_activite_id or "",
        "portee": PorteeSerie.CETTE.value,
    }
