"""Forms of the scenarios of antennes."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone

from maillage.cartographie.domain.scenarios import SiteEtudie
from maillage.cartographie.forms.lieux import commune_ecrite
from maillage.cartographie.models import ObjectifAntenne, ScenarioAntenne
from maillage.cartographie.referentiels import reglages
from maillage.cartographie.referentiels.transport import conventions_antennes
from maillage.cartographie.selectors.antennes import (
    DECLARE,
    TERRITOIRES,
    FiltresScenarios,
    jeunes_suivis_dehors,
    sites_du_dispositif,
)
from maillage.cartographie.selectors.reglages_transport import lire_reglages
from maillage.cartographie.services import fournisseurs_offerts
from maillage.cartographie.services.antennes import DemandeScenario

LOYER_MAX = Decimal(1_000_000)
ESPACES = re.compile(r"[\s\u00a0\u202f]")


class ChoixDispositifForm(forms.Form):
    """Which dispositif the scenario is for."""

    dispositif = forms.ChoiceField(label="Dispositif")

    def __init__(self, *args: Any, dispositifs: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["dispositif"].choices = dispositifs  # type: ignore[attr-defined]


class FiltresScenariosForm(forms.Form):
    """Filters of the list, as words in the address."""

    recherche = forms.CharField(label="Nom", required=False, max_length=80)
    retires = forms.BooleanField(label="Ceux retirés de la liste", required=False)

    def filtres(self, tri: str) -> FiltresScenarios:
        self.is_valid()
        lus = getattr(self, "cleaned_data", {})
        return FiltresScenarios(recherche=lus.get("recherche", ""), retires=lus.get("retires", False), tri=tri)


class ScenarioForm(forms.Form):
    """A question: which sites could open, which are given up, what is looked for."""

    nom = forms.CharField(
        label="Nom du scénario", max_length=120, help_text="Par exemple « Antenne au sud du département »."
    )
    candidats = forms.CharField(
        label="Communes où ouvrir",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne, avec le loyer mensuel si vous le savez : « Florac ; 620 ». "
        "Vide : les communes les plus peuplées du territoire.",
    )
    quittes = forms.MultipleChoiceField(
        label="Sites quittés",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Pour déménager une antenne : cochez celle qui ferme. Les autres sites restent.",
    )
    ouvertures = forms.IntegerField(label="Antennes à ouvrir", min_value=1, max_value=5, initial=1)
    objectif = forms.ChoiceField(label="On cherche", choices=ObjectifAntenne.choices)
    seuil = forms.IntegerField(label="À portée : minutes de route au plus", min_value=1, max_value=240)
    territoire = forms.ChoiceField(label="Sur", choices=list(TERRITOIRES.items()), initial=DECLARE)
    jeunes = forms.IntegerField(
        label="Jeunes à qui l'on rend visite",
        min_value=0,
        max_value=5000,
        help_text="Au départ : les places en milieu ordinaire. Sert aux kilomètres des professionnels.",
    )
    visites_semaine = forms.DecimalField(
        label="Visites par jeune et par semaine", min_value=0, max_value=20, max_digits=4
    )
    semaines = forms.IntegerField(label="Semaines par an", min_value=1, max_value=52)
    cout_km = forms.DecimalField(
        label="Euros par kilomètre",
        required=False,
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
        help_text="Pour le coût par an de chaque site, avec son loyer. Au départ : le réglage du transport. Vide : pas de coût.",
    )
    fournisseur = forms.ChoiceField(label="Temps de trajet")

    def __init__(self, *args: Any, sites: list[SiteEtudie], jeunes: int, cout_km: Decimal, **options: Any) -> None:
        super().__init__(*args, **options)
        le = timezone.localdate()
        offerts, conventions = fournisseurs_offerts(), conventions_antennes(le)
        self.fields["quittes"].choices = [(site.id, site.nom) for site in sites]  # type: ignore[attr-defined]
        self.fields["fournisseur"].choices = list(offerts.items())  # type: ignore[attr-defined]
        self.fields["fournisseur"].initial = next(iter(offerts))
        self.fields["seuil"].initial = reglages(le).seuil_min
        self.fields["jeunes"].initial = jeunes
        self.fields["visites_semaine"].initial = conventions.visites_semaine
        self.fields["semaines"].initial = conventions.semaines
        self.fields["cout_km"].initial = cout_km
        for nom in ("visites_semaine", "semaines"):
            self.fields[nom].help_text = "Convention de Maillage, à remplacer par vos chiffres."

    def clean_candidats(self) -> list[dict[str, Any]]:
        """Every line is read before anything is refused; a commune is named once."""
        lus: dict[str, dict[str, Any]] = {}
        refus = []
        for numero, ligne in enumerate(self.cleaned_data["candidats"].splitlines(), start=1):
            if not ligne.strip():
                continue
            try:
                candidat = _candidat(ligne)
            except forms.ValidationError as erreur:
                refus.append(f"Ligne {numero} : {' '.join(erreur.messages)}")
                continue
            if candidat["commune"] in lus:
                refus.append(f"Ligne {numero} : cette commune est déjà proposée.")
            lus[candidat["commune"]] = candidat
        if refus:
            raise forms.ValidationError(refus)
        return list(lus.values())

    def demande(self) -> DemandeScenario:
        """Call it once the form is valid."""
        lus = self.cleaned_data
        champs = ("nom", "objectif", "ouvertures", "seuil", "fournisseur", "candidats", "quittes")
        hypotheses = {
            "territoire": lus["territoire"],
            "jeunes": lus["jeunes"],
            "visites_semaine": str(lus["visites_semaine"]),
            "semaines": lus["semaines"],
            "cout_km": "" if lus["cout_km"] is None else str(lus["cout_km"]),
        }
        return DemandeScenario(**{champ: lus[champ] for champ in champs}, hypotheses=hypotheses)


def formulaire_scenario(dispositif_id: int, *args: Any, **options: Any) -> ScenarioForm:
    """The form of one dispositif, with its sites, its places and its price of a kilometre (5 queries)."""
    le = timezone.localdate()
    return ScenarioForm(
        *args,
        sites=sites_du_dispositif(dispositif_id, le),
        jeunes=jeunes_suivis_dehors(dispositif_id, le),
        cout_km=lire_reglages(dispositif_id, le).cout_km,
        **options,
    )


def reprise(scenario: ScenarioAntenne) -> dict[str, Any]:
    """What the form begins with when a question is asked again with a change."""
    noms = {site["id"]: site["nom"] for site in scenario.resultat.get("sites", ())}
    lignes = (
        f"{lu['commune']} {noms.get(lu['commune'], '')}".strip() + (f" ; {lu['loyer']:.2f}" if lu.get("loyer") else "")
        for lu in scenario.candidats
    )
    champs = ("nom", "objectif", "ouvertures", "seuil", "quittes", "fournisseur")
    valeurs = {champ: getattr(scenario, champ) for champ in champs}
    return {**valeurs, **scenario.hypotheses, "candidats": "\n".join(lignes)}


def _candidat(ligne: str) -> dict[str, Any]:
    nom, _, loyer = ligne.partition(";")
    commune = commune_ecrite(nom.strip())
    if commune.lon is None:
        raise forms.ValidationError("cette commune n'a pas de position.")
    return {"commune": commune.pk, "loyer": _loyer(loyer)}


def _loyer(texte: str) -> float | None:
    ecrit = ESPACES.sub("", texte).rstrip("€").replace(",", ".")
    if not ecrit:
        return None
    try:
        montant = Decimal(ecrit)
    except InvalidOperation:
        raise forms.ValidationError(f"« {texte.strip()} » n'est pas un loyer en euros.") from None
    if not montant.is_finite() or not 0 <= montant <= LOYER_MAX:
        raise forms.ValidationError(f"« {texte.strip()} » n'est pas un loyer possible.")
    return float(montant)
