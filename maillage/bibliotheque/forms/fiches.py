"""Writing a sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from maillage.bibliotheque import referentiels, services
from maillage.bibliotheque.domain.erreurs import ConflitFiche, ErreurBibliotheque
from maillage.bibliotheque.domain.saisie import ClassementFiche, SaisieFiche, classement_de, mots_propres
from maillage.bibliotheque.domain.vocabulaire import LIBELLES_NATURE, LIBELLES_VISIBILITE, Visibilite
from maillage.bibliotheque.forms.actes import ANNEES, FormulaireActe, cases, texte_long
from maillage.bibliotheque.models import Fiche
from maillage.bibliotheque.permissions import BIBLIOTHEQUE, INTERNE, MISSION
from maillage.bibliotheque.services.fiches import marque
from maillage.socle.acteur import Acces
from maillage.socle.formulaires import ChampJour
from maillage.socle.pieces import DOCUMENTS, SONS, ChampPiece
from maillage.structures.selectors import dispositifs_visibles

LECTEURS = {
    Visibilite.PUBLIC: "Tout le monde, sans compte",
    Visibilite.RESEAU: "Le réseau : toute personne qui a un compte professionnel",
    Visibilite.MISSION: "La mission d'appui seulement",
    Visibilite.DISPOSITIF: "Un dispositif seulement",
}
MISE_EN_FORME = "Une ligne vide sépare deux paragraphes. « ## » ouvre un titre, « - » une liste, « 1. » des étapes."


class FicheForm(FormulaireActe):
    """Everything a sheet says; it may be kept half written, what it lacks is asked when it is sent for review."""

    nom_page = "Écrire une fiche"
    bouton = "Enregistrer le brouillon"
    phrase = "Elle reste à vous jusqu'à ce que vous l'envoyiez en relecture. Sans le nom d'un enfant."
    cible: Fiche | None
    conflit = False

    titre = forms.CharField(label="Titre", max_length=160, help_text="Ce que quelqu'un taperait pour la trouver.")
    resume = forms.CharField(
        label="En une phrase",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ce qu'on y trouve, et pour qui.",
    )
    dimension = forms.ChoiceField(label="Dimension", choices=referentiels.choix_dimensions)
    themes = cases("Thèmes", referentiels.choix_themes, aide="Un ou plusieurs, parmi les quatorze du réseau.")
    nature = forms.ChoiceField(label="Forme", choices=[(c.value, mots) for c, mots in LIBELLES_NATURE.items()])
    texte = texte_long("Texte", lignes=12, aide=MISE_EN_FORME)
    fichier = ChampPiece("Fichier", natures=DOCUMENTS | SONS, required=False)
    lien = forms.URLField(label="Lien", required=False, max_length=500, assume_scheme="https")
    transcription = texte_long(
        "Transcription", lignes=6, aide="Pour un podcast : ce qui est dit, pour qui n'entend pas le son."
    )
    visibilite = forms.ChoiceField(label="Qui peut l'ouvrir", choices=[])
    dispositif = forms.ChoiceField(label="Quel dispositif", required=False, choices=[])
    source = forms.CharField(
        label="D'où elle vient",
        required=False,
        max_length=300,
        help_text="Un texte, une équipe, une rencontre, un livre.",
    )
    date_source = ChampJour("Date de la source", annees=ANNEES, required=False)
    revoir_le = ChampJour(
        "À revoir avant le", annees=ANNEES, required=False, help_text="Sans date, dans un an après la publication."
    )
    mots = forms.CharField(
        label="Mots-clés",
        required=False,
        max_length=400,
        help_text="Séparés par des virgules : école, récréation, trajet.",
    )
    premier_secours = forms.BooleanField(
        label="Fiche de premier secours",
        required=False,
        help_text="Proposée à qui demande un appui, avant même la réponse. Elle doit être ouverte à tous.",
    )
    publics = cases("Premier secours : pour qui", lambda: list(referentiels.publics().items()), aide="Aucun : tous.")
    souhaits = cases("Premier secours : pour quoi", lambda: list(referentiels.souhaits().items()), aide="Aucun : tout.")
    quoi_de_neuf = forms.CharField(
        label="Ce qui change", required=False, max_length=300, help_text="Dit à qui connaît la version d'avant."
    )
    lue = forms.CharField(required=False, widget=forms.HiddenInput)

    def depart(self) -> dict[str, Any]:
        if self.cible is None:
            return {"visibilite": Visibilite.RESEAU}
        version = self.cible.travail or self.cible.version
        if version is None:
            return {}
        classement = classement_de(version.classement)
        textes = {n: getattr(version, n) for n in ("titre", "resume", "texte", "lien", "transcription", "quoi_de_neuf")}
        place = {champ: getattr(classement, champ) for champ in classement.__dataclass_fields__}
        return {
            **place,
            **textes,
            "quoi_de_neuf": version.quoi_de_neuf if self.cible.travail else "",
            "mots": ", ".join(classement.mots),
            "dispositif": classement.dispositif_id or "",
            "lue": marque(self.cible),
        }

    def preparer(self) -> None:
        siens = dispositifs_visibles(self.acteur, INTERNE).order_by("nom") if self.acteur.peut(INTERNE) else []
        dispositifs = [(str(d.pk), d.nom) for d in siens]
        lecteurs = [Visibilite.PUBLIC, Visibilite.RESEAU] if self.acteur.peut(BIBLIOTHEQUE, Acces.ECRITURE) else []
        if self.acteur.peut(MISSION, Acces.ECRITURE):
            lecteurs.append(Visibilite.MISSION)
        if dispositifs:
            lecteurs.append(Visibilite.DISPOSITIF)
        self.fields["visibilite"].choices = [(code.value, LECTEURS[code]) for code in lecteurs]  # type: ignore[attr-defined]
        if dispositifs:
            self.fields["dispositif"].choices = [("", "–"), *dispositifs]  # type: ignore[attr-defined]
        else:
            del self.fields["dispositif"]
        if self.cible is None or self.cible.version_id is None:
            del self.fields["quoi_de_neuf"]
        else:
            self.nom_page, self.bouton = "Modifier la fiche", "Enregistrer la nouvelle version"
            self.phrase = "Les lecteurs gardent la version publiée jusqu'à ce que celle-ci soit relue."

    def clean(self) -> dict[str, Any]:
        lus = super().clean() or {}
        if lus.get("visibilite") == Visibilite.DISPOSITIF and not lus.get("dispositif"):
            self.add_error("dispositif", "Choisissez le dispositif qui la lit.")
        return lus

    def saisie(self) -> SaisieFiche:
        """Return what was typed."""
        lus = self.cleaned_data
        interne = lus["visibilite"] == Visibilite.DISPOSITIF
        return SaisieFiche(
            classement=ClassementFiche(
                nature=lus["nature"],
                dimension=lus["dimension"],
                visibilite=lus["visibilite"],
                themes=tuple(lus["themes"]),
                dispositif_id=int(lus["dispositif"]) if interne else None,
                mots=mots_propres(lus["mots"].replace(";", ",").split(",")),
                publics=tuple(lus["publics"]),
                souhaits=tuple(lus["souhaits"]),
                premier_secours=lus["premier_secours"],
                source=lus["source"].strip(),
                date_source=lus["date_source"],
                revoir_le=lus["revoir_le"],
            ),
            titre=lus["titre"].strip(),
            resume=lus["resume"].strip(),
            texte=lus["texte"].strip(),
            transcription=lus["transcription"].strip(),
            lien=lus["lien"],
            quoi_de_neuf=lus.get("quoi_de_neuf", "").strip(),
        )

    def apres_refus(self, refus: ErreurBibliotheque) -> None:
        """After a conflict the page knows the other version: sending it again replaces it, knowingly."""
        if isinstance(refus, ConflitFiche) and self.cible is not None:
            self.conflit = True
            autre = Fiche.objects.select_related("version", "travail").get(pk=self.cible.pk)
            donnees = QueryDict(mutable=True)
            donnees.update(self.data)
            donnees["lue"] = marque(autre)
            self.data = donnees

    def accomplir(self) -> str:
        fichier = self.cleaned_data["fichier"]
        if self.cible is None:
            self.cible = services.creer_fiche(self.acteur, self.saisie(), fichier=fichier)
            return "Le brouillon est enregistré. Envoyez-le en relecture quand il est prêt."
        services.modifier_fiche(self.acteur, self.cible, self.saisie(), fichier=fichier, lue=self.cleaned_data["lue"])
        return "Votre version est enregistrée. Envoyez-la en relecture quand elle est prête."


def libelle_lecteurs(code: str) -> str:
    """Return who may open a sheet, in the words of the form."""
    return LECTEURS.get(Visibilite(code), LIBELLES_VISIBILITE[Visibilite(code)])
