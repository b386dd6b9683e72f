"""Forms of orientations: filters, a file, who it is here, the waiting list, an answer."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.sdo.nomenclature import NiveauStatut
from maillage.echanges.forms import SANS_FICHIER, LotFhirForm
from maillage.echanges.models import EtatOrientation
from maillage.echanges.referentiels.sdo import nomenclature_sdo
from maillage.echanges.sdo import reponses
from maillage.echanges.sdo.selectors import (
    RATTACHEES,
    SEULES,
    FiltresOrientations,
    OrientationLue,
    choix_des_jeunes,
)
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.socle.actes import FormulaireActe
from maillage.socle.formulaires import ChampJour
from maillage.structures.selectors import etablissements_du_dispositif

SEPARATEUR = "-"


class FiltresOrientationsForm(forms.Form):
    """Reads with tolerance: a word that no filter knows is ignored."""

    etat = forms.ChoiceField(label="État", required=False, choices=[("", "Tous"), *EtatOrientation.choices])
    rattachee = forms.ChoiceField(
        label="Jeune",
        required=False,
        choices=[("", "Tous"), (RATTACHEES, "Connu ici"), (SEULES, "Pas encore rattaché")],
    )
    recherche = forms.CharField(label="Nom ou numéro", required=False, max_length=100)

    def filtres(self) -> FiltresOrientations:
        """Return what makes sense of the address."""
        self.is_valid()
        lus = {nom: valeur for nom, valeur in self.cleaned_data.items() if valeur} if self.is_bound else {}
        return FiltresOrientations(**lus, tri=str(self.data.get("tri", "")) or "-recue_le")


class FichierSdoForm(LotFhirForm):
    """A file of the follow-up of orientations."""

    fichier = forms.FileField(
        label="Fichier (FHIR, JSON)",
        help_text="Un Bundle, un DocumentReference ou un Task, 20 Mo au plus.",
        error_messages=SANS_FICHIER,
    )
    commande = "sdo"


class _GesteForm(FormulaireActe):
    """`cible` is an OrientationLue; `version` shows a change made meanwhile."""

    erreurs: ClassVar[tuple[type[Exception], ...]] = (ErreurEchange, ErreurParcours)
    reprend = False
    titre = ""
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def champs_simples(self) -> list[forms.BoundField]:
        """The fields shown at once."""
        return [champ for champ in self.visible_fields() if not champ.name.startswith("unite")]

    @property
    def champs_plies(self) -> list[forms.BoundField]:
        """The fields of a unit, folded until someone needs them."""
        return [champ for champ in self.visible_fields() if champ.name.startswith("unite")]

    @property
    def plis_ouverts(self) -> bool:
        """Tell whether a folded field is filled or refused."""
        return self.is_bound and any(champ.errors or champ.data for champ in self.champs_plies)

    @property
    def lue(self) -> OrientationLue:
        lue: OrientationLue = self.cible
        return lue

    def depart(self) -> dict[str, Any]:
        return {"version": self.lue.orientation.version}


class RattacherForm(_GesteForm):
    """Who it is here."""

    titre = "Dire de quel jeune il s'agit"
    phrase = "Comparez le nom et la date de naissance avant de choisir."
    jeune = forms.ChoiceField(label="Jeune du dispositif", required=False)

    def preparer(self) -> None:
        orientation = self.lue.orientation
        choix = choix_des_jeunes(self.acteur, orientation.dispositif)
        self.fields["jeune"].choices = [("", "Personne pour l'instant"), *choix]  # type: ignore[attr-defined]
        self.fields["jeune"].initial = orientation.jeune.identifiant if orientation.jeune else ""

    def accomplir(self) -> str:
        reponses.rattacher(self.acteur, self.lue.orientation, **self.lus("jeune", "version"))
        return "L'orientation est rattachée." if self.cleaned_data["jeune"] else "L'orientation n'est plus rattachée."


class InscrireForm(_GesteForm):
    """Put on the waiting list."""

    titre = "Inscrire sur la liste d'attente"
    bouton = "Inscrire"
    phrase = "La demande porte l'origine « MDPH ». Si la personne n'est pas encore connue ici, son dossier s'ouvre avec le nom et la naissance reçus."
    reception = ChampJour("Demande reçue le")

    def preparer(self) -> None:
        self.fields["reception"].initial = timezone.localdate()

    def accomplir(self) -> str:
        reponses.inscrire(self.acteur, self.lue.orientation, **self.lus("reception", "version"))
        return "La demande est sur la liste d'attente."


def _statuts(niveau: NiveauStatut) -> list[tuple[str, str]]:
    return [("", "Aucun"), *((statut.code, statut.libelle) for statut in nomenclature_sdo().emis(niveau))]


def _motifs(niveau: NiveauStatut) -> list[Any]:
    """The reasons under the status that each goes with; the value names both, so that a wrong pair is seen."""
    nomenclature = nomenclature_sdo()
    groupes = [
        (statut.libelle, [(f"{statut.code}{SEPARATEUR}{code}", nomenclature.motifs[code]) for code in statut.motifs])
        for statut in nomenclature.emis(niveau)
        if statut.motifs
    ]
    return [("", "Aucun"), *groupes]


def _codes(liste: str) -> list[tuple[str, str]]:
    return [("", "Non dit"), *getattr(nomenclature_sdo(), liste).items()]


class PreparerForm(_GesteForm):
    """An answer: the status of the establishment and, when it says so, that of one of its units."""

    titre = "Préparer une réponse"
    bouton = "Préparer la réponse"
    phrase = "Rien ne part encore : vous relirez la réponse avant de l'envoyer ou de la télécharger."
    struct = forms.ChoiceField(label="Au nom de")
    statut = forms.ChoiceField(
        label="Statut dans l'établissement", required=False, help_text="Au moins celui-ci, ou celui d'une unité."
    )
    le = ChampJour("Depuis le", required=False)
    motif = forms.ChoiceField(label="Motif", required=False, help_text="Rangés sous le statut qu'ils accompagnent.")
    unite_statut = forms.ChoiceField(
        label="Statut dans l'unité",
        required=False,
        help_text="Il demande alors la date, l'identifiant, le nom, la catégorie et le mode de prise en charge.",
    )
    unite_le = ChampJour("Dans l'unité depuis le", required=False)
    unite = forms.CharField(label="Identifiant de l'unité (ROR)", required=False, max_length=80)
    unite_nom = forms.CharField(label="Nom de l'unité", required=False, max_length=200)
    unite_categorie = forms.ChoiceField(label="Catégorie de l'unité", required=False)
    unite_mode = forms.ChoiceField(
        label="Mode de prise en charge",
        required=False,
        help_text="La liste nationale n'a pas de code pour la prestation en milieu ordinaire.",
    )
    unite_motif = forms.ChoiceField(label="Motif dans l'unité", required=False)
    unite_temporalite = forms.ChoiceField(label="Temporalité d'accueil", required=False)
    unite_sequentiel = forms.NullBooleanField(
        label="Accueil séquentiel",
        required=False,
        widget=forms.Select(choices=[("", "Non dit"), ("true", "Oui"), ("false", "Non")]),
    )

    def preparer(self) -> None:
        choix = {
            "struct": self._etablissements(),
            "statut": _statuts(NiveauStatut.ESMS),
            "motif": _motifs(NiveauStatut.ESMS),
            "unite_statut": _statuts(NiveauStatut.UNITE),
            "unite_motif": _motifs(NiveauStatut.UNITE),
            "unite_categorie": _codes("categories"),
            "unite_mode": _codes("modes"),
            "unite_temporalite": _codes("temporalites"),
        }
        for champ, liste in choix.items():
            self.fields[champ].choices = liste  # type: ignore[attr-defined]

    def depart(self) -> dict[str, Any]:
        lue, proposition = self.lue, self.lue.proposition
        nommes = [vue.position.struct for vue in lue.recues if vue.ici]
        propose = {}
        if proposition is not None:
            motif = f"{proposition.statut}{SEPARATEUR}{proposition.motif}" if proposition.motif else ""
            propose = {"statut": proposition.statut, "le": proposition.le, "motif": motif}
        return {**super().depart(), "struct": nommes[0] if nommes else None, **propose}

    def _etablissements(self) -> list[tuple[str, str]]:
        jour = timezone.localdate()
        membres = etablissements_du_dispositif(self.lue.orientation.dispositif_id, jour, jour)
        return [(f"1{membre.finess}", membre.nom) for membre in membres if membre.finess]

    def _motif(self, champ: str, statut: str) -> str:
        """The reason alone; when it was chosen under another status, the code that the service will refuse, as a whole."""
        debut, _, code = str(self.cleaned_data[champ]).partition(SEPARATEUR)
        return code if debut == self.cleaned_data[statut] else str(self.cleaned_data[champ])

    def accomplir(self) -> str:
        simples = ("struct", "statut", "le", "unite_statut", "unite_le", "unite", "unite_nom")
        codes = ("unite_categorie", "unite_mode", "unite_temporalite", "unite_sequentiel")
        valeurs = {
            **self.lus(*simples, *codes),
            "esms": dict(self._etablissements())[self.cleaned_data["struct"]],
            "motif": self._motif("motif", "statut"),
            "unite_motif": self._motif("unite_motif", "unite_statut"),
        }
        reponses.preparer_reponse(
            self.acteur, self.lue.orientation, valeurs, version=self.cleaned_data["version"] or None
        )
        return "La réponse est préparée : relisez-la avant de la transmettre."


class _SansChampForm(_GesteForm):
    """A gesture that only asks to be confirmed."""


class EnvoyerForm(_SansChampForm):
    """Send to the server."""

    titre = "Envoyer la réponse"
    bouton = "Envoyer maintenant"
    phrase = (
        "La réponse part vers le serveur de suivi des orientations, au nom de l'établissement. Elle ne se reprend pas."
    )

    def accomplir(self) -> str:
        reponses.envoyer_reponse(self.acteur, self.lue.orientation)
        return "La réponse est envoyée, le serveur l'a reçue."


class TransmiseForm(_SansChampForm):
    """Say that it left another way."""

    titre = "Noter la réponse comme transmise"
    bouton = "Elle est transmise"
    phrase = "Vous avez déposé le fichier, ou saisi le statut dans ViaTrajectoire : Maillage garde que c'est fait."

    def accomplir(self) -> str:
        reponses.noter_transmise(self.acteur, self.lue.orientation)
        return "La réponse est notée comme transmise."


class RetirerForm(_SansChampForm):
    """Withdraw the prepared answer."""

    titre = "Retirer la réponse préparée"
    bouton = "Retirer"
    phrase = "Rien n'était parti. Vous pourrez en préparer une autre."

    def accomplir(self) -> str:
        reponses.retirer_reponse(self.acteur, self.lue.orientation)
        return "La réponse préparée est retirée."


class EffacerForm(_SansChampForm):
    """Erase a decision received by mistake."""

    titre = "Effacer cette orientation"
    bouton = "Effacer"
    dangereux = True
    phrase = "La décision, ses statuts et les réponses notées ici disparaissent. Le dossier du jeune et sa demande restent. Cela ne s'annule pas."

    def accomplir(self) -> str:
        reponses.effacer_orientation(self.acteur, self.lue.orientation)
        return "L'orientation est effacée."


GESTES: dict[str, type[_GesteForm]] = {
    "rattacher": RattacherForm,
    "inscrire": InscrireForm,
    "preparer": PreparerForm,
    "envoyer": EnvoyerForm,
    "transmise": TransmiseForm,
    "retirer": RetirerForm,
    "effacer": EffacerForm,
}
