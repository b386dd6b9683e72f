"""The form of an événement: what, when, where, who, and how it recurs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from maillage.agenda.domain.etat import SaisieEvenement
from maillage.agenda.domain.heures import vers_local
from maillage.agenda.domain.recurrence import FREQUENCES, regle_de
from maillage.agenda.forms.champs import ChampJourAgenda
from maillage.agenda.models import Evenement
from maillage.agenda.selectors.personnes import jeunes_a_inscrire, pros_a_inscrire
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


class EvenementForm(forms.Form):
    """Creates or changes an événement. An end earlier than the start is the next morning, unless another day is given."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    titre = forms.CharField(
        label="Titre", max_length=120, required=False, help_text="Sans titre, la catégorie en tient lieu."
    )
    jour = ChampJourAgenda("Jour")
    debut = forms.TimeField(label="De", widget=SaisieHeure)
    fin = forms.TimeField(
        label="À", widget=SaisieHeure, help_text="Une heure avant celle du début veut dire le lendemain."
    )
    jour_fin = ChampJourAgenda(
        "Jour de fin",
        required=False,
        help_text="Seulement si l'événement dure plus d'une nuit.",
    )
    categorie = forms.ChoiceField(label="Catégorie", choices=Categorie.choices)
    modalite = forms.ChoiceField(
        label="Modalité",
        choices=[("", "Selon le lieu"), *Modalite.choices],
        required=False,
        help_text="Sans modalité, le type de lieu la donne si les règles de comptage le prévoient.",
    )
    lieu_type = forms.ChoiceField(
        label="Type de lieu", choices=[("", "Non précisé"), *LieuType.choices], required=False
    )
    lieu = forms.CharField(label="Lieu", max_length=120, required=False, help_text="Salle, école, véhicule…")
    unite = forms.ChoiceField(label="Unité", required=False)
    etablissement = forms.ChoiceField(label="Établissement", required=False)
    jeunes: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None, label="Jeunes", required=False, widget=forms.CheckboxSelectMultiple
    )
    pros: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None, label="Professionnels", required=False, widget=forms.CheckboxSelectMultiple
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
        unites = structures.unites_du_dispositif(dispositif_id)
        etablissements = structures.etablissements_du_dispositif(dispositif_id, le, le)
        self._proposer("unite", [(str(u.pk), str(u)) for u in unites], "Aucune")
        self._proposer("etablissement", [(str(e.pk), str(e)) for e in etablissements], "Non précisé")
        for nom in _absents(evenement):
            del self.fields[nom]

    def _proposer(self, nom: str, choix: list[tuple[str, str]], vide: str) -> None:
        self.fields[nom].choices = [("", vide), *choix]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        lus = super().clean() or self.cleaned_data
        if lus.get("repetition") and not lus.get("jusqu_au"):
            self.add_error("jusqu_au", "Indiquez le dernier jour de la série.")
        if lus.get("categorie") == Categorie.DIRECT_JEUNE and not lus.get("jeunes") and "jeunes" not in self.errors:
            self.add_error("jeunes", "Choisissez au moins un jeune, ou une autre catégorie.")
        return lus

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
        )

    def regle(self) -> str:
        """Return the recurrence rule asked for, empty for a single date."""
        frequence = self.cleaned_data.get("repetition", "")
        return regle_de(frequence, self.cleaned_data["jours"]) if frequence else ""

    def portee_choisie(self) -> PorteeSerie:
        return PorteeSerie(self.cleaned_data.get("portee") or PorteeSerie.CETTE)


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
        "portee": PorteeSerie.CETTE.value,
    }
