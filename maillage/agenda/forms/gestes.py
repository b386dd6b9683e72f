"""Forms of the short acts: presence, absence, closed day, copied week, end of a series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from maillage.agenda.domain.etat import SaisieAbsence
from maillage.agenda.domain.heures import vers_local
from maillage.agenda.domain.presences import ABSENT, PRESENT, ExceptionPresence
from maillage.agenda.forms.champs import ChampJourAgenda, FormulaireAVoir
from maillage.agenda.models import Absence
from maillage.agenda.selectors.cartes import CarteEvenement
from maillage.agenda.selectors.motifs import lire_motif, motifs_proposes
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.agenda.services import MOTIFS_FERMETURE
from maillage.socle.formulaires import SaisieHeure
from maillage.socle.vocabulaire import Modalite, Presence
from maillage.structures import selectors as structures

MINUIT = dt.time()
UN_JOUR = dt.timedelta(days=1)
PREAVIS_MAX = Decimal(9999)


def lire_exceptions(
    envoye: Mapping[str, Any], cartes: Iterable[CarteEvenement], *, dispositif_id: int
) -> dict[tuple[str, str], ExceptionPresence]:
    """Return what departs from « everyone is here » on the page of a day, by (événement, young person).

    Names of the inputs: `absent:…`, `present:…` (came after all), `motif:…`, `preavis:…`, followed by both identifiers.
    """
    exceptions: dict[tuple[str, str], ExceptionPresence] = {}
    for carte in cartes:
        for inscrit in carte.inscrits:
            nom = f"{carte.identifiant}:{inscrit.identifiant}"
            if f"absent:{nom}" in envoye:
                motif, local = lire_motif(dispositif_id, envoye.get(f"motif:{nom}", ""))
                preavis = _heures(envoye.get(f"preavis:{nom}", ""))
                exceptions[carte.identifiant, inscrit.identifiant] = ExceptionPresence(ABSENT, motif, preavis, local)
            elif f"present:{nom}" in envoye:
                exceptions[carte.identifiant, inscrit.identifiant] = ExceptionPresence(PRESENT)
    return exceptions


def _heures(mot: str) -> Decimal | None:
    try:
        heures = Decimal(mot.replace(",", "."))
    except InvalidOperation:
        return None
    return heures if 0 <= heures <= PREAVIS_MAX else None


class PresenceForm(forms.Form):
    """One young person in one événement."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    jeune = forms.CharField(widget=forms.HiddenInput)
    presence = forms.ChoiceField(label="Présence", choices=[("", "Non dite"), *Presence.choices], required=False)
    motif = forms.ChoiceField(label="Motif", required=False)
    preavis_h = forms.DecimalField(
        label="Prévenu combien d'heures avant", min_value=0, max_value=PREAVIS_MAX, max_digits=12, required=False
    )

    def __init__(self, *args: Any, dispositif_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.dispositif_id = dispositif_id
        self.fields["motif"].choices = [("", "Non précisé"), *motifs_proposes(dispositif_id)]  # type: ignore[attr-defined]

    def exception(self) -> ExceptionPresence:
        lus = self.cleaned_data
        motif, local = lire_motif(self.dispositif_id, lus["motif"])
        return ExceptionPresence(lus["presence"], motif, lus["preavis_h"], local)


class ModaliteForm(forms.Form):
    """The modality of an événement alone."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    modalite = forms.ChoiceField(label="Modalité", choices=[("", "Selon le lieu"), *Modalite.choices], required=False)


class AbsenceForm(forms.Form):
    """A stretch of time away; without hours, whole days; without an end, until further notice."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    jeune: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, label="Jeune")
    debut = ChampJourAgenda("À partir du")
    heure_debut = forms.TimeField(
        label="Heure de départ", widget=SaisieHeure, required=False, help_text="Sans heure, dès le matin."
    )
    fin = ChampJourAgenda("Jusqu'au", required=False, help_text="Sans date, jusqu'à nouvel ordre.")
    heure_fin = forms.TimeField(
        label="Heure de retour", widget=SaisieHeure, required=False, help_text="Sans heure, toute la journée."
    )
    motif = forms.ChoiceField(label="Motif")
    prevenu_le = ChampJourAgenda("Prévenu le", required=False)
    partout = forms.BooleanField(
        label="Dans tous les dispositifs du jeune", required=False, help_text="Par exemple une hospitalisation."
    )

    def __init__(self, *args: Any, dispositif_id: int, absence: Absence | None = None, **options: Any) -> None:
        options["initial"] = {**(_valeurs(absence) if absence else {}), **options.get("initial", {})}
        super().__init__(*args, **options)
        self.dispositif_id = dispositif_id
        self.fields["jeune"].queryset = jeunes_a_inscrire(dispositif_id)  # type: ignore[attr-defined]
        self.fields["motif"].choices = motifs_proposes(dispositif_id)  # type: ignore[attr-defined]

    def saisie(self) -> SaisieAbsence:
        """Return what the form says, in local time."""
        lus = self.cleaned_data
        fin = None
        if lus["fin"]:
            retour = lus["fin"] if lus["heure_fin"] else lus["fin"] + UN_JOUR
            fin = dt.datetime.combine(retour, lus["heure_fin"] or MINUIT)
        motif, local = lire_motif(self.dispositif_id, lus["motif"])
        return SaisieAbsence(
            jeune_id=lus["jeune"].pk,
            debut=dt.datetime.combine(lus["debut"], lus["heure_debut"] or MINUIT),
            fin=fin,
            motif=motif,
            motif_local_id=local,
            prevenu_le=dt.datetime.combine(lus["prevenu_le"], MINUIT) if lus["prevenu_le"] else None,
            partout=lus["partout"],
        )


def _valeurs(absence: Absence) -> dict[str, Any]:
    debut = vers_local(absence.debut)
    fin = vers_local(absence.fin) if absence.fin else None
    journee = fin is not None and fin.time() == MINUIT
    return {
        "version": absence.version,
        "jeune": absence.jeune_id,
        "debut": debut.date(),
        "heure_debut": debut.time() if debut.time() != MINUIT else None,
        "fin": (fin.date() - UN_JOUR if journee else fin.date()) if fin else None,
        "heure_fin": fin.time() if fin and not journee else None,
        "motif": absence.motif_choisi,
        "prevenu_le": vers_local(absence.prevenu_le).date() if absence.prevenu_le else None,
        "partout": absence.dispositif_id is None,
    }


class FermerForm(forms.Form):
    """A closed day, for a unit or the whole dispositif."""

    jour = ChampJourAgenda("Jour fermé")
    motif = forms.ChoiceField(label="Raison", choices=list(MOTIFS_FERMETURE.items()))
    unite = forms.ChoiceField(label="Qui est concerné", required=False)

    def __init__(self, *args: Any, dispositif_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        unites = [(str(unite.pk), str(unite)) for unite in structures.unites_du_dispositif(dispositif_id)]
        self.fields["unite"].choices = [("", "Tout le dispositif"), *unites]  # type: ignore[attr-defined]


class DupliquerForm(forms.Form):
    """A week copied to another."""

    source = ChampJourAgenda("Semaine à copier", help_text="N'importe quel jour de cette semaine.")
    cible = ChampJourAgenda("Vers la semaine du", help_text="N'importe quel jour de cette semaine.")
    agenda = forms.ChoiceField(label="Agenda de", required=False)

    def __init__(self, *args: Any, agendas: list[tuple[str, list[tuple[str, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agenda"].choices = agendas  # type: ignore[attr-defined]


class ClotureForm(forms.Form):
    """The last day of a series."""

    dernier_jour = ChampJourAgenda(
        "Dernier jour de la série",
        help_text="Les dates prévues après ce jour sont retirées ; ce qui est confirmé reste.",
    )


class ProlongementForm(FormulaireAVoir):
    """A later last day for a series."""

    jusqu_au = ChampJourAgenda(
        "Jusqu'au", help_text="Les dates ajoutées reprennent la dernière : heure, personnes, salle."
    )
