"""Forms of the layers lent: filters, the agreement, a file, the acts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from maillage.cartographie.domain.calques import (
    CelluleLue,
    ErreurCalque,
    EtatCalque,
    LectureCalque,
    NatureValeurs,
    NiveauCalque,
)
from maillage.cartographie.lecture.calques import lire_calque_depose
from maillage.cartographie.models.calques import LIBELLES_ETATS, LIBELLES_NATURES, LIBELLES_NIVEAUX, choix
from maillage.cartographie.referentiels.calques import conventions_calques
from maillage.cartographie.selectors.calques import TRIS, FiltresCalques, vue_de
from maillage.cartographie.selectors.corps import tous_les_corps
from maillage.cartographie.services import calques as services
from maillage.socle.actes import FormulaireActe, texte_long
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.formulaires import ChampJour

CHAMPS = (
    "nom", "finalite", "au_nom_de", "source", "valeurs_le", "niveau", "nature", "unite", "plancher", "debut", "fin",
)  # fmt: skip
POURQUOI_EN_PLUS = "à côté des autres calques que vous prêtez, ils auraient laissé retrouver un petit nombre."
SENS = (("", "Tous"), ("recus", "Prêtés à nous"), ("pretes", "Prêtés par nous"))
TABLEAUX = ".csv,.txt,.xlsx,.ods,.geojson,.json"


class FiltresCalquesForm(forms.Form):
    """Filters of the list, as words in the address."""

    recherche = forms.CharField(label="Nom, prêteur ou finalité", required=False, max_length=80)
    sens = forms.ChoiceField(label="Lesquels", required=False, choices=SENS)
    etat = forms.ChoiceField(label="État", required=False, choices=[("", "Tous"), *choix(LIBELLES_ETATS)])

    def filtres(self, tri: str) -> FiltresCalques:
        """Return the filters; a value that is not understood filters nothing."""
        self.is_valid()
        lus = getattr(self, "cleaned_data", {})
        dits = {nom: lus.get(nom, "") for nom in ("recherche", "sens", "etat")}
        return FiltresCalques(**dits, tri=tri if tri.removeprefix("-") in TRIS else "nom")


class CalqueForm(FormulaireActe):
    """An agreement: what is lent, why, to whom, until when, under which floor."""

    erreurs = (ErreurCalque,)
    preteur = forms.ChoiceField(label="Prêté par")
    au_nom_de = forms.CharField(
        label="Au nom de",
        required=False,
        max_length=200,
        help_text="Un organisme sans compte ici (conseil départemental, rectorat, région…) dont vous déposez le calque.",
    )
    nom = forms.CharField(label="Nom du calque", max_length=120, help_text="« Élèves notifiés par commune ».")
    finalite = texte_long(
        "Pourquoi il est prêté", lignes=2, requis=True, maximum=500, aide="Écrit sur chaque carte qui le montre."
    )
    source = forms.CharField(label="Source des chiffres", max_length=200)
    valeurs_le = ChampJour("Chiffres au", required=False)
    niveau = forms.ChoiceField(label="Une ligne est", choices=choix(LIBELLES_NIVEAUX))
    nature = forms.ChoiceField(label="Les chiffres disent", choices=choix(LIBELLES_NATURES))
    unite = forms.CharField(label="Unité", max_length=60, help_text="« élèves », « places », « % des enfants ».")
    plancher = forms.IntegerField(label="Plancher", min_value=0, max_value=1000)
    debut = ChampJour("Prêté du")
    fin = ChampJour("Jusqu'au, ce jour compris")
    destinataires = forms.MultipleChoiceField(
        label="Prêté à",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chacun accepte ou refuse ; lui seul le verra.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def depart(self) -> dict[str, Any]:
        le = timezone.localdate()
        if self.cible is None:
            plancher = conventions_calques(le).plancher_min
            return {"plancher": plancher, "debut": le, "fin": le + dt.timedelta(days=365)}
        siens = [un.cle for un in self.cible.destinataires.all()]
        return {**super().depart(), "destinataires": siens, "version": self.cible.version}

    def preparer(self) -> None:
        le = timezone.localdate()
        siens = vue_de(self.acteur, le).ecrites
        self.fields["preteur"].choices = list(siens.items())  # type: ignore[attr-defined]
        if self.cible is not None:
            self.fields["preteur"].choices = [(self.cible.preteur, self.cible.preteur_nom)]  # type: ignore[attr-defined]
        if len(self.fields["preteur"].choices) == 1:  # type: ignore[attr-defined]
            self.fields["preteur"].initial = self.fields["preteur"].choices[0][0]  # type: ignore[attr-defined]
            self.fields["preteur"].widget = forms.HiddenInput()
        moi = self.cible.preteur if self.cible else next(iter(siens), "")
        autres = [(un.cle, un.nom) for un in tous_les_corps() if un.cle != moi]
        self.fields["destinataires"].choices = autres  # type: ignore[attr-defined]
        plancher = conventions_calques(le).plancher_min
        self.fields["plancher"].help_text = (
            f"Sous ce nombre de personnes, un chiffre n'est ni montré ni gardé. {plancher} au moins, "
            "sauf si les chiffres ne disent rien de personnes."
        )

    def clean(self) -> dict[str, Any]:
        lus = super().clean() or {}
        debut, fin = lus.get("debut"), lus.get("fin")
        if debut and fin and fin < debut:
            self.add_error("fin", "La fin vient avant le début.")
        return lus

    def accomplir(self) -> str:
        lus = self.lus(*CHAMPS)
        vers = self.cleaned_data["destinataires"]
        if self.cible is None:
            self.cible = services.creer_calque(self.acteur, self.cleaned_data["preteur"], lus, vers)
            return "Le brouillon est enregistré. Donnez maintenant son fichier."
        version = self.cleaned_data["version"] or 0
        self.cible = services.modifier_calque(self.acteur, self.cible, lus, vers, version=version)
        return "L'accord est modifié."


class FichierCalqueForm(forms.Form):
    """A file of cells, read with the rules of its layer."""

    fichier = forms.FileField(
        label="Fichier",
        help_text="CSV, XLSX, ODS ou GeoJSON. Rien n'est enregistré avant l'aperçu.",
        widget=forms.FileInput(attrs={"accept": TABLEAUX}),
    )

    def __init__(self, *args: Any, lecture: LectureCalque, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lecture = lecture

    def clean_fichier(self) -> list[CelluleLue]:
        """Return the cells, sound or not."""
        fichier, conventions = self.cleaned_data["fichier"], conventions_calques(timezone.localdate())
        if fichier.size > conventions.octets_max:
            poids = f"{conventions.octets_max / 1_000_000:.1f}".replace(".", ",")
            raise forms.ValidationError(f"Ce fichier pèse plus de {poids} Mo : simplifiez ses contours.")
        try:
            return lire_calque_depose(fichier.read(), str(fichier.name), self.lecture, maximum=conventions.cellules_max)
        except ErreurCalque as refus:
            raise forms.ValidationError(refus.message) from refus


def lecture_de(calque: Any) -> LectureCalque:
    """Return how the cells of a layer are read."""
    return LectureCalque(NiveauCalque(calque.niveau), NatureValeurs(calque.nature), calque.plancher)


class _Geste(FormulaireActe):
    erreurs = (ErreurCalque,)
    reprend = False


class PreterForm(_Geste):
    """Offer the layer."""

    bouton = "Prêter"
    phrase = "Chaque destinataire verra l'accord, et l'acceptera ou non. Ensuite le calque ne change plus ; vous pouvez le retirer à tout moment."

    def accomplir(self) -> str:
        en_plus = services.preter_calque(self.acteur, self.cible)
        suite = f" {ecrire_compte(en_plus, 'chiffre de plus est masqué', 'chiffres de plus sont masqués')} : {POURQUOI_EN_PLUS}"
        return f"Le calque est prêté : chaque destinataire est prévenu et peut l'accepter.{suite if en_plus else ''}"


class AccepterForm(_Geste):
    """Accept a loan."""

    bouton = "Accepter"
    phrase = "Vous l'emploierez pour cette finalité, jusqu'à cette date. Chaque lecture est notée au journal."

    def accomplir(self) -> str:
        services.repondre_au_pret(self.acteur, self.cible, accepte=True)
        return "Le calque est accepté : choisissez-le sur une carte."


class RefuserForm(_Geste):
    """Refuse a loan; it may still be accepted later."""

    bouton = "Refuser"
    phrase = "Le calque ne se dessinera pas sur vos cartes. Vous pourrez l'accepter plus tard, tant qu'il est prêté."

    def accomplir(self) -> str:
        services.repondre_au_pret(self.acteur, self.cible, accepte=False)
        return "Le calque est refusé."


class RetirerForm(_Geste):
    """Withdraw a layer."""

    bouton = "Retirer le calque"
    phrase = (
        "Dès la prochaine page, plus personne ne le voit. Ses chiffres sont effacés d'ici ; "
        "l'accord reste, avec sa date de retrait. Cela ne se défait pas."
    )
    dangereux = True
    motif = forms.CharField(label="Pourquoi", required=False, max_length=300)

    def accomplir(self) -> str:
        services.retirer_calque(self.acteur, self.cible, motif=self.cleaned_data["motif"])
        return "Le calque est retiré : plus personne ne le voit."


GESTES: dict[str, tuple[str, type[_Geste]]] = {
    "preter": ("Prêter le calque", PreterForm),
    "accepter": ("Accepter le calque", AccepterForm),
    "refuser": ("Refuser le calque", RefuserForm),
    "retirer": ("Retirer le calque", RetirerForm),
}
DU_PRETEUR = {
    EtatCalque.BROUILLON: ("preter", "retirer"),
    EtatCalque.PRETE: ("retirer",),
    EtatCalque.TERMINE: ("retirer",),
}
