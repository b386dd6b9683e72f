"""Forms of sessions, and the public one of the evaluation at three months."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.appui_ressource.forms.communes import ChampCommune
from maillage.formations import referentiels, selectors, services
from maillage.formations.domain.vocabulaire import NOTES
from maillage.formations.forms.actes import ANNEES, Cases, FormulaireActe
from maillage.socle.formulaires import ChampJour, SaisieHeure
from maillage.territoire.selectors import commune_par_code

JOURS = range(1, 5)


class NouvelleSessionForm(FormulaireActe):
    """A session and its first group; `cible`: the training when the address names one."""

    titre_page = "Ouvrir une session"
    bouton = "Ouvrir la session"
    phrase = "Le premier groupe : un lieu et ses jours. D'autres groupes s'ajoutent ensuite, dans d'autres villes ou à d'autres dates."

    formation = forms.ChoiceField(label="Formation", choices=[])
    titre = forms.CharField(label="Titre de la session", max_length=200, help_text="Ce que lisent les inscrits.")
    formateurs = Cases("Qui la donne")
    besoins = Cases("Besoins repris", help_text="Les dispositifs concernés auront à inscrire leurs professionnels.")
    lieu = forms.CharField(label="Lieu", required=False, max_length=200)
    commune = ChampCommune(label="Commune", required=False, max_length=120)
    places = forms.IntegerField(label="Places", required=False, min_value=1, max_value=500)
    inscriptions_jusqu_au = ChampJour("Inscriptions jusqu'au", annees=ANNEES, required=False)

    def preparer(self) -> None:
        self.offrir("formation", [("", "Choisir"), *selectors.formations_offertes()])
        self.offrir("formateurs", selectors.formateurs_actifs())
        ouverts = [
            besoin
            for code in referentiels.thematiques()
            if self.cible is None or code == self.cible.thematique
            for besoin in selectors.besoins_ouverts(self.acteur, thematique=code)
        ]
        self.offrir("besoins", [(str(b.pk), _dire(b)) for b in ouverts])
        if not ouverts:
            del self.fields["besoins"]
        for rang in JOURS:
            suite = "" if rang == 1 else f" {rang}"
            self.fields[f"jour_{rang}"] = ChampJour(f"Jour{suite}", annees=ANNEES, required=rang == 1)
            for nom, mot in (("debut", "De"), ("fin", "À")):
                self.fields[f"{nom}_{rang}"] = forms.TimeField(
                    label=f"{mot}{suite}", required=rang == 1, widget=SaisieHeure
                )

    @property
    def rangees(self) -> list[list[forms.BoundField]]:
        """One row a day."""
        return [[self[f"{nom}_{rang}"] for nom in ("jour", "debut", "fin")] for rang in JOURS]

    @property
    def simples(self) -> list[forms.BoundField]:
        """The fields that stand alone."""
        des_jours = {champ.name for rangee in self.rangees for champ in rangee}
        return [champ for champ in self.visible_fields() if champ.name not in des_jours]

    def depart(self) -> dict[str, Any]:
        if self.cible is None:
            return {}
        formateurs = [str(f.pk) for f in self.cible.formateurs.all()]
        return {"formation": self.cible.identifiant, "titre": self.cible.titre, "formateurs": formateurs}

    def clean(self) -> dict[str, Any]:
        lus = super().clean() or self.cleaned_data
        self.jours = []
        for rang in JOURS:
            jour, debut, fin = (lus.get(f"{nom}_{rang}") for nom in ("jour", "debut", "fin"))
            if jour and debut and fin:
                self.jours.append((jour, debut, fin))
            elif rang > 1 and any((jour, debut, fin)):
                self.add_error(f"jour_{rang}", "Il faut le jour, l'heure de début et l'heure de fin.")
        return lus

    def accomplir(self) -> str:
        lus = self.cleaned_data
        formation = selectors.formation_par_identifiant(lus["formation"])
        assert formation is not None
        commune = commune_par_code(lus["commune"]) if lus["commune"] else None
        champs = {
            "titre": lus["titre"],
            "inscriptions_jusqu_au": lus["inscriptions_jusqu_au"],
            "formateurs": [int(cle) for cle in lus["formateurs"]],
        }
        lieu = {"lieu": lus["lieu"], "commune": commune, "places": lus["places"]}
        besoins = [int(cle) for cle in lus.get("besoins", [])]
        self.cible = services.ouvrir_session(self.acteur, formation, champs, (lieu, self.jours), besoins=besoins)
        return "La session est ouverte, en préparation : annoncez-la depuis sa page pour ouvrir les inscriptions."


def _dire(besoin: Any) -> str:
    return (
        f"{besoin.dispositif.nom} : {besoin.nombre} × {besoin.libelle_metier.lower()}, "
        f"priorité {besoin.libelle_priorite.lower()}, {besoin.libelle_thematique}"
    )


class FormateursForm(FormulaireActe):
    """Who gives the session."""

    titre_page = "Choisir qui la donne"
    formateurs = Cases("Formateurs et formatrices")

    def preparer(self) -> None:
        self.offrir("formateurs", selectors.formateurs_actifs())

    def depart(self) -> dict[str, Any]:
        return {"formateurs": [str(f.pk) for f in self.cible.formateurs.all()]}

    def accomplir(self) -> str:
        cles = [int(cle) for cle in self.cleaned_data["formateurs"]]
        services.choisir_formateurs(self.acteur, self.cible, formateurs=cles)
        return "C'est enregistré."


class BesoinsForm(FormulaireActe):
    """Which needs the session answers."""

    titre_page = "Choisir les besoins repris"
    phrase = "Les dispositifs concernés auront, dans leurs échéances, à inscrire leurs professionnels."
    besoins = Cases("Besoins")

    def preparer(self) -> None:
        repris = list(self.cible.besoins.select_related("dispositif", "formation"))
        ouverts = selectors.besoins_ouverts(self.acteur, thematique=self.cible.formation.thematique)
        self.offrir("besoins", [(str(b.pk), _dire(b)) for b in (*repris, *ouverts)])

    def depart(self) -> dict[str, Any]:
        return {"besoins": [str(cle) for cle in self.cible.besoins.values_list("pk", flat=True)]}

    def accomplir(self) -> str:
        cles = [int(cle) for cle in self.cleaned_data["besoins"]]
        services.reprendre_besoins(self.acteur, self.cible, besoins=cles)
        return "Les besoins repris sont notés."


class AccordsForm(FormulaireActe):
    """Who agreed to be asked three months later."""

    titre_page = "Noter les accords"
    phrase = "Parmi celles et ceux qui sont venus : qui accepte un courriel dans trois mois ? Demandez-le pendant la session."
    accords = Cases("D'accord pour être interrogés")

    def preparer(self) -> None:
        self._presences = selectors.presences_de(self.acteur, self.cible)
        self.offrir(
            "accords",
            [
                (str(p.inscription.pk), f"{p.inscription.nom_entier}, {p.inscription.structure}")
                for p in self._presences
            ],
        )

    def depart(self) -> dict[str, Any]:
        return {"accords": [str(cle) for cle in self.cible.accords.values_list("inscription_id", flat=True)]}

    def accomplir(self) -> str:
        cles = [int(cle) for cle in self.cleaned_data["accords"]]
        services.noter_accords(self.acteur, self.cible, inscriptions=cles)
        return "Les accords sont notés."


class DemanderSuiteForm(FormulaireActe):
    """The mails of the evaluation at three months, now."""

    titre_page = "Demander l'évaluation à trois mois"
    bouton = "Envoyer les courriels"
    phrase = "Elle part seule trois mois après le dernier jour. L'envoyer maintenant ne l'enverra pas une seconde fois."

    def accomplir(self) -> str:
        nombre = services.demander_suite(self.acteur, self.cible)
        return f"Courriels dans la boîte d'envoi : {nombre}."


GESTES_SESSION: dict[str, type[FormulaireActe]] = {
    "formateurs": FormateursForm,
    "besoins": BesoinsForm,
    "accords": AccordsForm,
    "evaluer": DemanderSuiteForm,
}
"""Acts on a session, by word of the address."""


class AvisForm(forms.Form):
    """The answer at three months: one note, and words if one likes."""

    note = forms.TypedChoiceField(
        label="Qu'en utilisez-vous dans votre travail ?",
        coerce=int,
        choices=list(NOTES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse.", "invalid_choice": "Choisissez une réponse de la liste."},
    )
    texte = forms.CharField(
        label="Ce qui a changé, ou ce qui manque",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Sans nom : ce texte est lu tel quel.",
    )
