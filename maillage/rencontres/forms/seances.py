"""Forms of the dates of a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.rencontres import services
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import EtatSeanceRencontre
from maillage.rencontres.forms.actes import FormulaireActe, mot_court, texte_long
from maillage.rencontres.selectors.communes import commune_nommee
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.formulaires import ChampJour, SaisieHeure

JOURS_MAX = 5


class SeanceForm(FormulaireActe):
    """Place and days of a date; a new one when `cible` is a meeting."""

    titre = "Ajouter une date"
    phrase = "Un lieu, un lien à distance, ou les deux. Une formation de plusieurs jours garde le même groupe."

    lieu = mot_court("Lieu", aide="Salle, établissement. Vide pour une rencontre à distance.")
    adresse = mot_court("Adresse", maximum=250)
    commune = mot_court(
        "Commune", maximum=120, aide="Si plusieurs portent ce nom, ajoutez le département : Muret (31)."
    )
    lien_distance = forms.URLField(
        label="Lien à distance", required=False, max_length=500, assume_scheme="https", help_text="https://…"
    )
    places = forms.IntegerField(
        label="Nombre de places", required=False, min_value=1, max_value=5000, help_text="Vide : pas de limite."
    )

    def preparer(self) -> None:
        for rang in range(1, JOURS_MAX + 1):
            suite = "" if rang == 1 else f" {rang}"
            self.fields[f"jour_{rang}"] = ChampJour(f"Jour{suite}", required=rang == 1)
            for nom, mot in (("debut", "De"), ("fin", "À")):
                self.fields[f"{nom}_{rang}"] = forms.TimeField(
                    label=f"{mot}, jour{suite}", required=rang == 1, widget=SaisieHeure
                )

    @property
    def champs_du_lieu(self) -> list[forms.BoundField]:
        return [self[nom] for nom in ("lieu", "adresse", "commune", "lien_distance", "places")]

    @property
    def lignes_des_jours(self) -> list[tuple[int, list[forms.BoundField]]]:
        return [(rang, [self[f"{nom}_{rang}"] for nom in ("jour", "debut", "fin")]) for rang in range(1, JOURS_MAX + 1)]

    @property
    def plusieurs_jours(self) -> bool:
        """Tell whether a line beyond the first says something."""
        return any(
            self[f"{nom}_{rang}"].value() for rang in range(2, JOURS_MAX + 1) for nom in ("jour", "debut", "fin")
        )

    @property
    def champs_de_la_fin(self) -> list[forms.BoundField]:
        return [self[nom] for nom in ("mot",) if nom in self.fields]

    def clean_commune(self) -> Any:
        try:
            return commune_nommee(self.cleaned_data["commune"])
        except ErreurRencontre as refus:
            raise forms.ValidationError(refus.message) from refus

    def clean(self) -> dict[str, Any]:
        lus = super().clean() or self.cleaned_data
        self.jours = []
        for rang in range(1, JOURS_MAX + 1):
            jour, debut, fin = (lus.get(f"{nom}_{rang}") for nom in ("jour", "debut", "fin"))
            if jour and debut and fin:
                self.jours.append((jour, debut, fin))
            elif rang > 1 and any((jour, debut, fin)):
                self.add_error(f"jour_{rang}", "Il faut le jour, l'heure de début et l'heure de fin.")
        if not lus.get("lieu") and not lus.get("lien_distance") and not lus.get("commune"):
            self.add_error("lieu", "Écrivez un lieu, ou un lien à distance.")
        return lus

    def champs(self) -> dict[str, Any]:
        lus = self.cleaned_data
        return {nom: lus[nom] for nom in ("lieu", "adresse", "commune", "lien_distance", "places")}

    def accomplir(self) -> str:
        services.ajouter_seance(self.acteur, self.cible, self.champs(), self.jours)
        return "La date est ajoutée."


class ModifierSeanceForm(SeanceForm):
    """A date changed: those registered are told once when it matters to them."""

    titre = "Modifier la date"
    phrase = "Si le jour, l'heure, le lieu ou le lien change, chaque inscrit reçoit un courriel, un seul."

    def preparer(self) -> None:
        super().preparer()
        self.fields["mot"] = mot_court(
            "Mot aux inscrits", maximum=500, aide="Ajouté au courriel si quelque chose change."
        )

    def depart(self) -> dict[str, Any]:
        seance = self.cible
        valeurs = {nom: getattr(seance, nom) for nom in ("lieu", "adresse", "lien_distance", "places")}
        commune = seance.commune
        valeurs["commune"] = f"{commune.nom} ({commune.departement})" if commune else ""
        for rang, jour in enumerate(seance.jours.all(), start=1):
            valeurs |= {f"jour_{rang}": jour.le, f"debut_{rang}": jour.debut, f"fin_{rang}": jour.fin}
        return valeurs

    def accomplir(self) -> str:
        mot = self.cleaned_data["mot"]
        nombre = services.modifier_seance(self.acteur, self.cible, self.champs(), self.jours, mot=mot)
        suite = f" {ecrire_compte(nombre, 'inscrit')} : un courriel part à chacun." if nombre else ""
        return f"La date est modifiée.{suite}"


class AnnulerSeanceForm(FormulaireActe):
    """A site closed the day before: its people are told once, and go to another date if there is one."""

    titre = "Annuler cette date"
    bouton = "Annuler cette date"
    phrase = "Chaque inscrit est prévenu une seule fois. Vous pouvez reporter tout le monde à une autre date, dans l'ordre d'arrivée."
    dangereux = True
    mot = texte_long("Ce que les inscrits liront", lignes=3, requis=True)
    vers = forms.ChoiceField(label="Reporter les inscrits", required=False, choices=[])

    def preparer(self) -> None:
        autres = self.cible.rencontre.seances.filter(
            etat=EtatSeanceRencontre.PREVUE, dernier_jour__gte=timezone.localdate()
        ).select_related("commune")
        self.autres = {seance.identifiant: seance for seance in autres.exclude(pk=self.cible.pk)}
        choix = [("", "Ne pas reporter"), *((cle, str(seance)) for cle, seance in self.autres.items())]
        self.fields["vers"].choices = choix  # type: ignore[attr-defined]

    def accomplir(self) -> str:
        vers = self.autres.get(self.cleaned_data["vers"])
        courriels, places = services.annuler_seance(self.acteur, self.cible, mot=self.cleaned_data["mot"], vers=vers)
        report = f", {ecrire_compte(places, 'personne')} avec une place à l'autre date" if vers else ""
        return f"La date est annulée : {ecrire_compte(courriels, 'courriel')} dans la boîte d'envoi{report}."


class EffacerSeanceForm(FormulaireActe):
    """A date that nobody joined."""

    titre = "Effacer cette date"
    bouton = "Effacer"
    phrase = "Possible tant que personne ne s'y est inscrit."
    dangereux = True

    def accomplir(self) -> str:
        services.effacer_seance(self.acteur, self.cible)
        return "La date est effacée."


class RepartirForm(FormulaireActe):
    """Share what is free now."""

    titre = "Répartir les places libres"
    bouton = "Répartir maintenant"
    phrase = "Les places libres vont d'abord aux établissements qui en ont le moins, puis dans l'ordre d'arrivée. Personne ne perd la sienne."

    def accomplir(self) -> str:
        nombre = services.repartir(self.acteur, self.cible)
        return f"{ecrire_compte(nombre, 'place donnée', 'places données')}."


class AtelierForm(FormulaireActe):
    """A workshop of a date."""

    titre = "Ajouter un atelier"
    bouton = "Ajouter"
    phrase = "Le même titre dans plusieurs villes : le compte rendu réunira leurs notes."
    nom = mot_court("Titre de l'atelier", requis=True)
    animateur = mot_court("Qui l'anime", maximum=160)

    def accomplir(self) -> str:
        lus = self.cleaned_data
        services.ajouter_atelier(self.acteur, self.cible, titre=lus["nom"], animateur=lus["animateur"])
        return "L'atelier est ajouté."


class PointForm(FormulaireActe):
    """What a date said under a theme."""

    garde = True
    titre = "Noter un échange"
    bouton = "Noter"
    phrase = "Le même thème dans plusieurs villes : le compte rendu le réunira. Sans le nom d'un enfant."
    theme = mot_court("Thème", maximum=160, requis=True)
    texte = texte_long("Ce qui s'est dit", lignes=6, requis=True)

    def accomplir(self) -> str:
        services.noter_point(self.acteur, self.cible, **self.cleaned_data)
        return "L'échange est noté."


GESTES: dict[str, type[FormulaireActe]] = {
    "modifier": ModifierSeanceForm,
    "annuler": AnnulerSeanceForm,
    "effacer": EffacerSeanceForm,
    "repartir": RepartirForm,
    "atelier": AtelierForm,
    "echange": PointForm,
}
"""Acts on a date, by word of the address."""
