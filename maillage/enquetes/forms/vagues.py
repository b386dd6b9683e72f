"""Forms of a wave: prepare, change, invite, remind, close, share."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils import timezone

from maillage.enquetes import referentiels, services
from maillage.enquetes.forms.actes import FormulaireActe, texte_long
from maillage.enquetes.models import VagueEnquete
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.formulaires import ChampJour
from maillage.territoire.sources import noms_des_departements

ANNEES = range(2020, 2051)
ROLES_INVITES = (
    ("DIRECTION", "Directions"),
    ("COORDONNATEUR", "Coordinations de parcours"),
    ("PROFESSIONNEL", "Professionnels"),
)


class VagueForm(FormulaireActe):
    """Name, days, floor."""

    titre = "Modifier la vague"
    phrase = "Les jours pendant lesquels les liens répondent, et le nombre de réponses sous lequel rien ne se montre."
    nom = forms.CharField(label="Nom de la vague", max_length=120, help_text="Par exemple : 2026, ou printemps 2026.")
    debut = ChampJour("Premier jour", annees=ANNEES)
    fin = ChampJour(
        "Dernier jour", annees=ANNEES, help_text="La vague se ferme seule le lendemain ; les résultats s'ouvrent alors."
    )
    plancher = forms.IntegerField(
        label="Plancher",
        min_value=2,
        max_value=100,
        help_text="En dessous de ce nombre de réponses, rien n'est montré, ni l'ensemble, ni une question, ni un choix.",
    )

    def depart(self) -> dict[str, Any]:
        if isinstance(self.cible, VagueEnquete):
            return {"nom": self.cible.titre, **{n: getattr(self.cible, n) for n in ("debut", "fin", "plancher")}}
        jour, reglages = timezone.localdate(), referentiels.reglages()
        fin = jour + dt.timedelta(days=reglages.jours_ouverts)
        return {"nom": str(jour.year), "debut": jour, "fin": fin, "plancher": reglages.plancher}

    def champs(self) -> dict[str, Any]:
        return {"titre": self.cleaned_data["nom"], **{n: self.cleaned_data[n] for n in ("debut", "fin", "plancher")}}

    def accomplir(self) -> str:
        services.modifier_vague(self.acteur, self.cible, self.champs())
        return "La vague est modifiée."


class NouvelleVagueForm(VagueForm):
    """A wave of the last published version."""

    titre = "Préparer une vague"
    bouton = "Préparer la vague"
    phrase = "Une vague pose la dernière version publiée, pendant quelques semaines, à des personnes invitées."

    def accomplir(self) -> str:
        self.cible = services.preparer_vague(self.acteur, self.cible, self.champs())
        return "La vague est prête : ajoutez les personnes à inviter."


class AdressesForm(FormulaireActe):
    """Addresses pasted."""

    titre = "Coller des adresses"
    bouton = "Ajouter à la liste"
    phrase = "Une adresse par ligne, ou séparées par des virgules. Rien ne part encore."
    adresses = texte_long("Adresses de courriel", lignes=8, requis=True, maximum=200_000)

    def depart(self) -> dict[str, Any]:
        return {}

    def accomplir(self) -> str:
        morceaux = re.split(r"[\s,;]+", self.cleaned_data["adresses"].replace("<", " ").replace(">", " "))
        bilan = services.inviter_adresses(self.acteur, self.cible, morceaux)
        return dire_ajout(bilan)


class ContactsForm(FormulaireActe):
    """Addresses of accounts of dispositifs."""

    titre = "Prendre les contacts des dispositifs"
    bouton = "Ajouter à la liste"
    phrase = "Les adresses des comptes ouverts, selon leur rôle. Rien ne part encore."
    roles = forms.MultipleChoiceField(
        label="Qui", choices=ROLES_INVITES, widget=forms.CheckboxSelectMultiple, initial=["DIRECTION"]
    )
    departements = forms.MultipleChoiceField(
        label="Départements", required=False, widget=forms.CheckboxSelectMultiple, help_text="Aucun coché : tous."
    )

    def __init__(self, *args: Any, departements: list[str], **options: Any) -> None:
        self.connus = departements
        super().__init__(*args, **options)

    def depart(self) -> dict[str, Any]:
        return {}

    def preparer(self) -> None:
        noms = noms_des_departements()
        choix = [(code, f"{noms.get(code, code)} ({code})") for code in self.connus]
        self.fields["departements"].choices = choix  # type: ignore[attr-defined]

    def accomplir(self) -> str:
        lu = self.cleaned_data
        bilan = services.inviter_contacts(self.acteur, self.cible, roles=lu["roles"], departements=lu["departements"])
        return dire_ajout(bilan)


def dire_ajout(bilan: services.AjoutInvitations) -> str:
    """« 3 adresses ajoutées, 1 déjà dans la liste. Refusée : « x@ » (ce n'est pas une adresse de courriel). »"""
    phrase = ecrire_compte(bilan.ajoutees, "adresse ajoutée", "adresses ajoutées")
    if bilan.deja:
        phrase += f", {bilan.deja} déjà dans la liste"
    refus = " ; ".join(f"« {adresse} » ({motif})" for adresse, motif in bilan.refusees[:10])
    suite = f", et {len(bilan.refusees) - 10} autres" if len(bilan.refusees) > 10 else ""
    return f"{phrase}." + (f" Refusées : {refus}{suite}." if refus else "")


class EnvoyerForm(FormulaireActe):
    """Send the invitations not sent yet."""

    titre = "Envoyer les invitations"
    bouton = "Envoyer"
    phrase = "Chaque adresse à qui rien n'est encore parti reçoit son lien personnel, une fois."

    def accomplir(self) -> str:
        nombre = services.envoyer_invitations(self.acteur, self.cible)
        return f"{ecrire_compte(nombre, 'invitation part', 'invitations partent')} dans la minute."


class RelancerForm(FormulaireActe):
    """Remind."""

    titre = "Relancer"
    bouton = "Envoyer la relance"
    phrase = (
        "Un courriel part aux adresses dont le lien n'a pas servi, sauf celles qui ont refusé ces messages ou dont le courriel est revenu. "
        "Vous ne verrez pas lesquelles ; la boîte d'envoi garde, elle, la liste des courriels partis."
    )
    numero = forms.IntegerField(widget=forms.HiddenInput)

    def depart(self) -> dict[str, Any]:
        return {"numero": self.cible.relances + 1}

    def accomplir(self) -> str:
        nombre = services.relancer(self.acteur, self.cible, numero=self.cleaned_data["numero"])
        return f"{ecrire_compte(nombre, 'relance part', 'relances partent')} dans la minute."


class ChangerVersionForm(FormulaireActe):
    """Ask the last version from now on."""

    titre = "Poser la dernière version"
    bouton = "Changer de version"
    phrase = (
        "Les prochaines personnes liront la dernière version publiée. Les réponses déjà données restent avec la leur : "
        "les résultats se lisent séparément, chacun avec son plancher."
    )

    def accomplir(self) -> str:
        numero = services.changer_de_version(self.acteur, self.cible)
        return f"La vague pose maintenant la version {numero}."


class CloreForm(FormulaireActe):
    """Close for good."""

    titre = "Clore la vague"
    bouton = "Clore"
    phrase = (
        "Les liens ne répondent plus, les résultats s'ouvrent. Maillage réécrit les réponses dans un ordre tiré au hasard "
        "et oublie qui a répondu. Une vague close ne se rouvre pas."
    )
    dangereux = True

    def accomplir(self) -> str:
        services.clore_vague(self.acteur, self.cible)
        return "La vague est close : ses résultats se lisent."


class PartagerForm(FormulaireActe):
    """Open to the network."""

    titre = "Partager les résultats"
    bouton = "Partager"
    phrase = "Les directions, coordinations, organismes et agences liront les résultats de cette vague, avec le même plancher que vous."

    def accomplir(self) -> str:
        services.partager_resultats(self.acteur, self.cible, partager=True)
        return "Les résultats sont ouverts au réseau."


class ReprendreForm(FormulaireActe):
    """Close to the network."""

    titre = "Ne plus partager les résultats"
    bouton = "Ne plus partager"
    phrase = "Les résultats ne seront plus lus que par l'équipe qui suit les enquêtes."

    def accomplir(self) -> str:
        services.partager_resultats(self.acteur, self.cible, partager=False)
        return "Les résultats ne sont plus partagés."


class EffacerVagueForm(FormulaireActe):
    """Erase a wave that never left."""

    titre = "Effacer la vague"
    bouton = "Effacer"
    phrase = "La vague et sa liste d'adresses disparaissent."
    dangereux = True

    def accomplir(self) -> str:
        services.effacer_vague(self.acteur, self.cible)
        self.cible = self.cible.enquete
        return "La vague est effacée."


GESTES: dict[str, type[FormulaireActe]] = {
    "modifier": VagueForm,
    "envoyer": EnvoyerForm,
    "relancer": RelancerForm,
    "version": ChangerVersionForm,
    "clore": CloreForm,
    "partager": PartagerForm,
    "reprendre": ReprendreForm,
    "effacer": EffacerVagueForm,
}
"""Acts on a wave, by word of the address."""
