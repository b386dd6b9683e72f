"""The acts on a sheet, by word of the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.bibliotheque import services
from maillage.bibliotheque.domain.vocabulaire import LIBELLES_ACCORD, AccordEmploi
from maillage.bibliotheque.forms.actes import ANNEES, FormulaireActe
from maillage.bibliotheque.models import Fiche
from maillage.bibliotheque.permissions import INTERNE
from maillage.bibliotheque.services.relecture import prochaine_revue
from maillage.socle.acteur import Acces
from maillage.socle.formulaires import ChampJour
from maillage.structures.selectors import dispositifs_visibles


class EnvoyerForm(FormulaireActe):
    nom_page = "Envoyer en relecture"
    bouton = "Envoyer en relecture"
    phrase = "Une autre personne lit, puis publie ou vous la rend avec une remarque."
    cible: Fiche

    def accomplir(self) -> str:
        services.envoyer_en_relecture(self.acteur, self.cible)
        return "La fiche attend sa relecture."


class ReprendreForm(FormulaireActe):
    nom_page = "Reprendre la version"
    bouton = "Reprendre"
    phrase = "Elle quitte la relecture et redevient un brouillon."

    def accomplir(self) -> str:
        services.reprendre(self.acteur, self.cible)
        return "La version est de nouveau un brouillon."


class RendreForm(FormulaireActe):
    """Given back to its author."""

    nom_page = "Rendre à l'auteur"
    bouton = "Rendre"
    phrase = "Elle redevient un brouillon, avec ce qu'il faut corriger."
    remarque = forms.CharField(label="Ce qu'il faut corriger", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def accomplir(self) -> str:
        services.rendre(self.acteur, self.cible, remarque=self.cleaned_data["remarque"])
        return "La fiche est rendue à son auteur."


class PublierForm(FormulaireActe):
    nom_page = "Publier"
    bouton = "Publier"
    phrase = "Vous l'avez lue : ses lecteurs la voient dès maintenant."

    def accomplir(self) -> str:
        services.publier(self.acteur, self.cible)
        return "La fiche est publiée."


class ConfirmerForm(FormulaireActe):
    """Still right."""

    nom_page = "Toujours juste"
    bouton = "Confirmer"
    phrase = "Rien ne change dans le texte ; seule la date de la prochaine revue avance."
    revoir_le = ChampJour("À revoir avant le", annees=ANNEES)

    def depart(self) -> dict[str, Any]:
        return {"revoir_le": prochaine_revue(timezone.localdate())}

    def accomplir(self) -> str:
        services.confirmer(self.acteur, self.cible, revoir_le=self.cleaned_data["revoir_le"])
        return "La fiche est confirmée."


class ARevoirForm(FormulaireActe):
    """To look at again."""

    nom_page = "Signaler à revoir"
    bouton = "Signaler"
    phrase = "Ses lecteurs la gardent, avec cet avertissement."
    motif = forms.CharField(label="Pourquoi", max_length=300, help_text="Par exemple : l'arrêté a changé.")

    def accomplir(self) -> str:
        services.signaler_a_revoir(self.acteur, self.cible, motif=self.cleaned_data["motif"])
        return "La fiche est à revoir."


class ArchiverForm(FormulaireActe):
    nom_page = "Archiver"
    bouton = "Archiver"
    phrase = "Ses lecteurs ne la trouvent plus. Rien n'est effacé : elle peut sortir des archives."
    dangereux = True

    def accomplir(self) -> str:
        services.archiver(self.acteur, self.cible)
        return "La fiche est archivée."


class DesarchiverForm(FormulaireActe):
    nom_page = "Sortir des archives"
    bouton = "Sortir des archives"
    phrase = "Ses lecteurs la retrouvent, notée à revoir."

    def accomplir(self) -> str:
        services.desarchiver(self.acteur, self.cible)
        return "La fiche est sortie des archives, à revoir."


class LienForm(FormulaireActe):
    """What someone found behind the link."""

    nom_page = "Noter que le lien est vérifié"
    phrase = "Suivez le lien, puis dites ce que vous avez trouvé : Maillage ne suit aucun lien seul."
    resultat = forms.ChoiceField(
        label="Le lien",
        choices=[("OUI", "mène bien à la ressource"), ("NON", "ne mène plus à la ressource")],
        widget=forms.RadioSelect,
    )

    def accomplir(self) -> str:
        services.verifier_lien(self.acteur, self.cible, casse=self.cleaned_data["resultat"] == "NON")
        return "La vérification du lien est notée."


class EffacerForm(FormulaireActe):
    nom_page = "Effacer le brouillon"
    bouton = "Effacer"
    phrase = "Ce qui est écrit dans ce brouillon est perdu. La version publiée, s'il y en a une, reste."
    dangereux = True
    partie = False

    def accomplir(self) -> str:
        self.partie = services.effacer_brouillon(self.acteur, self.cible)
        return "Le brouillon est effacé."


class EmploiForm(FormulaireActe):
    """A dispositif uses this sheet."""

    nom_page = "Dire que nous l'employons"
    phrase = "Cela aide les autres à choisir. Vous décidez à qui le nom du dispositif est montré, et pouvez le retirer."
    dispositif = forms.ChoiceField(label="Dispositif", choices=[])
    accord = forms.ChoiceField(
        label="Il accepte d'être",
        choices=[(code.value, mots) for code, mots in LIBELLES_ACCORD.items()],
        initial=AccordEmploi.RESEAU,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="Comment", required=False, max_length=300, help_text="Par exemple : remise à chaque admission."
    )

    def preparer(self) -> None:
        siens = dispositifs_visibles(self.acteur, INTERNE).order_by("nom")
        choix = [(str(d.pk), d.nom) for d in siens if self.acteur.peut(INTERNE, Acces.ECRITURE, d.pk)]
        self.fields["dispositif"].choices = choix  # type: ignore[attr-defined]

    def accomplir(self) -> str:
        dispositif_id = int(self.cleaned_data["dispositif"])
        if "retirer" in self.data:
            services.retirer_emploi(self.acteur, self.cible, dispositif_id=dispositif_id)
            return "La déclaration est retirée."
        lus = {nom: self.cleaned_data[nom] for nom in ("accord", "comment")}
        services.declarer_emploi(self.acteur, self.cible, dispositif_id=dispositif_id, **lus)
        return "C'est noté : merci pour les autres équipes."


GESTES: dict[str, type[FormulaireActe]] = {
    "relecture": EnvoyerForm,
    "reprendre": ReprendreForm,
    "rendre": RendreForm,
    "publier": PublierForm,
    "confirmer": ConfirmerForm,
    "a-revoir": ARevoirForm,
    "archiver": ArchiverForm,
    "desarchiver": DesarchiverForm,
    "lien": LienForm,
    "effacer": EffacerForm,
}
