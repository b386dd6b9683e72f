"""Forms of rooms, vehicles and equipment."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from maillage.agenda.forms.champs import ChampJourAgenda
from maillage.agenda.models import MotifIndisponibilite, NatureRessource, Ressource
from maillage.agenda.selectors.ressources import FiltresRessources
from maillage.agenda.services import SaisieRessource
from maillage.socle.formulaires import SaisieHeure
from maillage.structures import selectors as structures

MINUIT = dt.time()
UN_JOUR = dt.timedelta(days=1)
CAPACITE_MAX = 500


class RessourceForm(forms.Form):
    """A room, a vehicle or equipment."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nature = forms.ChoiceField(label="Nature", choices=NatureRessource.choices)
    nom = forms.CharField(label="Nom", max_length=80)
    capacite = forms.IntegerField(
        label="Places",
        min_value=1,
        max_value=CAPACITE_MAX,
        required=False,
        help_text="Combien de personnes, conducteur compris. Vide pour du matériel.",
    )
    places_fauteuil = forms.IntegerField(
        label="Dont places pour fauteuil roulant", min_value=0, max_value=CAPACITE_MAX, required=False
    )
    unite = forms.ChoiceField(
        label="Où", required=False, help_text="L'unité ou l'antenne où elle se trouve : elle situe ce qui s'y passe."
    )
    precisions = forms.CharField(
        label="Précisions", max_length=200, required=False, help_text="Étage, immatriculation, où sont les clés…"
    )

    def __init__(self, *args: Any, dispositif_id: int, ressource: Ressource | None = None, **options: Any) -> None:
        options["initial"] = {**(_valeurs(ressource) if ressource else {}), **options.get("initial", {})}
        super().__init__(*args, **options)
        unites = [(str(unite.pk), str(unite)) for unite in structures.unites_du_dispositif(dispositif_id)]
        self.fields["unite"].choices = [("", "Non précisé"), *unites]  # type: ignore[attr-defined]

    def saisie(self) -> SaisieRessource:
        lus = self.cleaned_data
        return SaisieRessource(
            nature=lus["nature"],
            nom=lus["nom"],
            capacite=lus["capacite"],
            places_fauteuil=lus["places_fauteuil"] or 0,
            unite_id=int(lus["unite"]) if lus["unite"] else None,
            precisions=lus["precisions"],
        )


def _valeurs(ressource: Ressource) -> dict[str, Any]:
    champs = ("version", "nature", "nom", "capacite", "places_fauteuil", "precisions")
    return {**{nom: getattr(ressource, nom) for nom in champs}, "unite": ressource.unite_id or ""}


class IndisponibiliteForm(forms.Form):
    """A stretch of time out of use; without hours, whole days; without an end, until further notice."""

    debut = ChampJourAgenda("À partir du")
    heure_debut = forms.TimeField(
        label="Heure de début", widget=SaisieHeure, required=False, help_text="Sans heure, dès le matin."
    )
    fin = ChampJourAgenda("Jusqu'au", required=False, help_text="Sans date, jusqu'à nouvel ordre.")
    heure_fin = forms.TimeField(
        label="Heure de retour", widget=SaisieHeure, required=False, help_text="Sans heure, toute la journée."
    )
    motif = forms.ChoiceField(label="Raison", choices=MotifIndisponibilite.choices)

    def moments(self) -> tuple[dt.datetime, dt.datetime | None]:
        """Return both ends, local."""
        lus = self.cleaned_data
        fin = None
        if lus["fin"]:
            retour = lus["fin"] if lus["heure_fin"] else lus["fin"] + UN_JOUR
            fin = dt.datetime.combine(retour, lus["heure_fin"] or MINUIT)
        return dt.datetime.combine(lus["debut"], lus["heure_debut"] or MINUIT), fin


class FiltresRessourcesForm(forms.Form):
    """What is kept of the list."""

    recherche = forms.CharField(label="Chercher", required=False, max_length=80)
    nature = forms.ChoiceField(label="Nature", choices=[("", "Toutes"), *NatureRessource.choices], required=False)
    etat = forms.ChoiceField(
        label="État", choices=[("", "En service"), ("retirees", "Retirées de l'agenda")], required=False
    )

    def filtres(self) -> FiltresRessources:
        """Return the filters; a word that no filter knows is ignored."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        return FiltresRessources(
            nature=lus.get("nature", ""), recherche=lus.get("recherche", ""), retirees=lus.get("etat") == "retirees"
        )
