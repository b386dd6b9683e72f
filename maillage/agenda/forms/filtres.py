"""Filters as words in the address."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms

from maillage.agenda.forms.champs import ChampJourAgenda
from maillage.agenda.selectors.absences import A_TRAITER, TOUTES, TRAITEES, FiltresAbsences
from maillage.agenda.selectors.listes import TRIS_EVENEMENTS, FiltresListe
from maillage.agenda.selectors.motifs import lire_motif, motifs_proposes
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.agenda.selectors.semaine import A_CONFIRMER, Filtres
from maillage.socle.domain.calendrier import ANNEES_DATE_HEURE, Semaine, semaine_de
from maillage.socle.vocabulaire import Categorie, Modalite, Statut

MOT_SEMAINE = re.compile(r"(\d{4})-W(\d{2})")
STATUTS = [("", "Tous"), (A_CONFIRMER, "À confirmer"), *Statut.choices]


def lire_jour(mot: str, *, defaut: dt.date) -> dt.date:
    """Return the date of an address (« 2025-03-04 »), the default when it is not one."""
    try:
        jour = dt.date.fromisoformat(mot)
    except ValueError:
        return defaut
    return jour if jour.year in ANNEES_DATE_HEURE else defaut


def lire_semaine_du_mot(mot: str, *, defaut: dt.date) -> Semaine:
    """Return the week of an address (« 2025-W10 », or any date of it), the default's when it is not one."""
    trouve = MOT_SEMAINE.fullmatch(mot)
    if trouve is None:
        return semaine_de(lire_jour(mot, defaut=defaut))
    try:
        lundi = dt.date.fromisocalendar(int(trouve[1]), int(trouve[2]), 1)
    except ValueError:
        return semaine_de(defaut)
    return semaine_de(lundi if lundi.year in ANNEES_DATE_HEURE else defaut)


class FiltresAgendaForm(forms.Form):
    """Whose agenda, and what is kept of it."""

    semaine = forms.CharField(widget=forms.HiddenInput, required=False)
    agenda = forms.ChoiceField(label="Agenda de", required=False)
    categorie = forms.ChoiceField(label="Catégorie", choices=[("", "Toutes"), *Categorie.choices], required=False)
    modalite = forms.ChoiceField(label="Modalité", choices=[("", "Toutes"), *Modalite.choices], required=False)
    statut = forms.ChoiceField(label="Statut", choices=STATUTS, required=False)

    def __init__(self, *args: Any, agendas: list[tuple[str, list[tuple[str, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agenda"].choices = agendas  # type: ignore[attr-defined]

    def filtres(self) -> Filtres:
        """Return the filters; a word that no filter knows is ignored: an old address still opens."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        return Filtres(**{nom: lus.get(nom, "") for nom in ("categorie", "modalite", "statut")})


class FiltresListeForm(FiltresAgendaForm):
    """The same, over a period, with words to look for."""

    semaine = None  # type: ignore[assignment]
    recherche = forms.CharField(label="Chercher", required=False, max_length=80, help_text="Titre, lieu ou nom.")
    du = ChampJourAgenda("Du", required=False)
    au = ChampJourAgenda("Au", required=False)
    field_order = ("recherche", "du", "au", "agenda", "categorie", "modalite", "statut")

    def filtres_de_liste(self, *, semaine: Semaine, tri: str) -> FiltresListe:
        """Return the filters; without dates, the period is `semaine`."""
        filtres = self.filtres()
        lus = self.cleaned_data if self.is_bound else {}
        debut = lus.get("du") or (lus["au"] if lus.get("au") else semaine.lundi)
        fin = lus.get("au") or (lus["du"] if lus.get("du") else semaine.dimanche)
        return FiltresListe(
            debut=min(debut, fin),
            fin=max(debut, fin),
            recherche=lus.get("recherche", ""),
            tri=tri if tri in TRIS_EVENEMENTS else "quand",
            filtres=filtres,
        )


class FiltresAbsencesForm(forms.Form):
    """Absences left to handle, handled or all; of a young person, for a reason, over some days."""

    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[(A_TRAITER, "À traiter"), (TRAITEES, "Traitées"), (TOUTES, "Toutes")],
    )
    jeune: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label="Jeune", required=False, to_field_name="identifiant", empty_label="Tous"
    )
    motif = forms.ChoiceField(label="Motif", required=False)
    du = ChampJourAgenda("Du", required=False)
    au = ChampJourAgenda("Au", required=False)

    def __init__(self, *args: Any, dispositif_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.dispositif_id = dispositif_id
        self.fields["jeune"].queryset = jeunes_a_inscrire(dispositif_id)  # type: ignore[attr-defined]
        self.fields["motif"].choices = [("", "Tous"), *motifs_proposes(dispositif_id)]  # type: ignore[attr-defined]

    def filtres(self) -> FiltresAbsences:
        """Return the filters; a word that no filter knows is ignored."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        motif, local = lire_motif(self.dispositif_id, lus.get("motif", ""))
        jeune = lus.get("jeune")
        return FiltresAbsences(
            etat=lus.get("etat", A_TRAITER),
            jeune_id=jeune.pk if jeune else None,
            motif=motif,
            motif_local_id=local,
            du=lus.get("du"),
            au=lus.get("au"),
        )
