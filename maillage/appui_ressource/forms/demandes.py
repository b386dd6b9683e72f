"""The forms by which a dispositif acts on a request, and the filters of its work list."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.echeances import BIENTOT, EN_RETARD, PLUS_TARD
from maillage.appui_ressource.domain.etats import LIBELLES
from maillage.appui_ressource.models import DemandeAppui
from maillage.appui_ressource.selectors.demandes import FINIES, OUVERTES, TOUTES, TRANSMISES, autres_dispositifs
from maillage.socle.pieces import ChampPiece
from maillage.structures.selectors import partenaires_du_dispositif

GROUPES = (
    (OUVERTES, "Ouvertes"),
    (TOUTES, "Toutes"),
    (FINIES, "Closes ou refusées"),
    (TRANSMISES, "Transmises à un autre dispositif"),
)


class FiltresDemandesForm(forms.Form):
    """Filters as words in the address."""

    recherche = forms.CharField(label="Structure, personne ou commune", required=False, max_length=80)
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[*GROUPES, *((etat.value, libelle) for etat, libelle in LIBELLES.items())],
    )
    urgence = forms.ChoiceField(
        label="Échéance",
        required=False,
        choices=[("", "Toutes"), *((groupe, groupe) for groupe in (EN_RETARD, BIENTOT, PLUS_TARD))],
    )
    demandeur = forms.ChoiceField(label="Qui demande", required=False, choices=[])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["demandeur"].choices = [("", "Tous"), *referentiels.demandeurs()]  # type: ignore[attr-defined]


class GesteForm(forms.Form):
    """An act that asks nothing more than to be confirmed."""

    def __init__(self, *args: Any, demande: DemandeAppui, **options: Any) -> None:
        super().__init__(*args, **options)
        self.demande = demande
        self.preparer()

    def preparer(self) -> None:
        """Give the choices that depend on the request."""

    def _proposer(self, nom: str, choix: list[tuple[str, str]]) -> None:
        self.fields[nom].choices = choix  # type: ignore[attr-defined]

    def valeurs(self) -> dict[str, Any]:
        """Return what the service takes."""
        return dict(self.cleaned_data)


class QualifierForm(GesteForm):
    public = forms.ChoiceField(label="La situation concerne surtout", choices=[])
    souhait = forms.ChoiceField(label="L'aide à apporter", choices=[])
    partenaire = forms.ChoiceField(
        label="Partenaire",
        required=False,
        choices=[],
        help_text="Relier la demande à un partenaire du dispositif tient à jour la liste des écoles jamais en contact.",
    )

    def preparer(self) -> None:
        self._proposer("public", referentiels.publics())
        self._proposer("souhait", referentiels.choix("souhaits"))
        connus = partenaires_du_dispositif(self.demande.dispositif_id)
        self._proposer("partenaire", [("", "Aucun"), *((str(p.pk), f"{p}, {p.commune or ''}") for p in connus)])
        for champ in ("public", "souhait"):
            self.initial.setdefault(champ, getattr(self.demande, champ))
        self.initial.setdefault("partenaire", str(self.demande.partenaire_id or ""))

    def valeurs(self) -> dict[str, Any]:
        lus = self.cleaned_data
        return {
            "public": lus["public"],
            "souhait": lus["souhait"],
            "partenaire_id": int(lus["partenaire"]) if lus["partenaire"] else None,
        }


class RepondreForm(GesteForm):
    texte = forms.CharField(label="Votre message", widget=forms.Textarea(attrs={"rows": 6}), max_length=8000)
    fichier = ChampPiece("Joindre un document", required=False)
    repondue = forms.BooleanField(
        label="Ce message répond à la demande",
        required=False,
        initial=True,
        help_text="Décochez pour poser une question ou dire que vous vous en occupez.",
    )


class RefuserForm(GesteForm):
    motif = forms.ChoiceField(label="Motif", choices=[])
    texte = forms.CharField(
        label="Ce que vous dites au demandeur",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=8000,
        required=False,
        help_text="Dites vers qui se tourner.",
    )

    def preparer(self) -> None:
        self._proposer("motif", referentiels.choix("motifs_refus"))


class TransmettreForm(GesteForm):
    vers = forms.ChoiceField(label="À quel dispositif", choices=[])
    motif = forms.CharField(
        label="Pourquoi", max_length=300, help_text="Le dispositif qui reçoit lit tous les échanges et cette raison."
    )

    def preparer(self) -> None:
        self._proposer("vers", autres_dispositifs(self.demande.dispositif_id))
