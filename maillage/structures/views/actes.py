"""Every act on a dispositif is one page with one form, listed in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillage.socle.requete import Requete
from maillage.structures import services
from maillage.structures.forms import dispositif as f
from maillage.structures.forms import ouverture as o
from maillage.structures.forms import personnes as p
from maillage.structures.forms.actes import Fait, FormulaireActe
from maillage.structures.models import Dispositif
from maillage.structures.selectors import lignes


@dataclass(frozen=True)
class Acte:
    """`cible` finds the row that the act is about, None when it is about the whole dispositif; `ancre`: the part of the page to go back to."""

    titre: str
    phrase: str
    bouton: str
    form: type[FormulaireActe]
    ancre: str
    cible: Callable[[int, int], Any] | None = None


ACTES = {
    "rattacher": Acte(
        "Rattacher un établissement",
        "Ses activités comptent pour le dispositif entre ces deux dates.",
        "Rattacher",
        f.RattacherForm,
        "etablissements",
    ),
    "detacher": Acte(
        "Terminer un rattachement",
        "L'établissement ne compte plus pour le dispositif après ce jour ; le passé ne change pas.",
        "Terminer le rattachement",
        f.DetacherForm,
        "etablissements",
        lignes.rattachement,
    ),
    "territoire": Acte(
        "Déclarer le territoire",
        "Les communes pour lesquelles le dispositif répond. La liste donnée remplace l'actuelle.",
        "Enregistrer ce territoire",
        f.TerritoireForm,
        "",
    ),
    "ajouter-unite": Acte(
        "Ajouter une unité",
        "Unité, antenne, internat ou classe externalisée où l'équipe travaille.",
        "Ajouter l'unité",
        f.UniteForm,
        "unites",
    ),
    "fermer-unite": Acte(
        "Fermer une unité",
        "Elle ne sera plus proposée après ce jour ; ce qui s'y est passé reste.",
        "Fermer l'unité",
        f.FermerUniteForm,
        "unites",
        lignes.unite,
    ),
    "ouvrir-places": Acte(
        "Ouvrir des places",
        "Les places d'une même modalité s'ajoutent le même jour.",
        "Ouvrir ces places",
        f.OuvrirPlacesForm,
        "places",
    ),
    "modifier-places": Acte(
        "Changer un nombre de places",
        "La ligne actuelle s'arrête la veille ; une nouvelle commence. Le passé ne change pas.",
        "Changer le nombre",
        f.ModifierPlacesForm,
        "places",
        lignes.places,
    ),
    "fermer-places": Acte(
        "Fermer des places",
        "Elles ne comptent plus après ce jour.",
        "Fermer ces places",
        f.FermerPlacesForm,
        "places",
        lignes.places,
    ),
    "effacer-places": Acte(
        "Effacer une ligne de places",
        "À n'utiliser que pour une erreur de saisie : les comptes du passé peuvent changer. Pour une vraie fermeture, fermez les places.",
        "Effacer cette ligne",
        f.SupprimerPlacesForm,
        "places",
        lignes.places,
    ),
    "fermer-periode": Acte(
        "Fermer une période",
        "Seuls les créneaux aujourd'hui ouverts changent. Vous pourrez annuler.",
        "Fermer cette période",
        o.FermerPeriodeForm,
        "ouverture",
    ),
    "ouvrir-periode": Acte(
        "Ouvrir exceptionnellement",
        "Pour un samedi, un jour férié ou une nuit de plus. Vous pourrez annuler.",
        "Ouvrir cette période",
        o.OuvrirPeriodeForm,
        "ouverture",
    ),
    "vacances": Acte(
        "Fermer pendant les vacances scolaires",
        "Les dates sont celles de la zone du dispositif. Vous pourrez annuler.",
        "Fermer ces vacances",
        o.VacancesForm,
        "ouverture",
    ),
    "retablir": Acte(
        "Revenir au calendrier ordinaire",
        "Toutes les fermetures et ouvertures exceptionnelles de la période sont effacées.",
        "Revenir à l'ordinaire",
        o.RetablirForm,
        "ouverture",
    ),
    "ajouter-professionnel": Acte(
        "Ajouter un professionnel",
        "Une personne nouvelle dans Maillage. Si elle travaille déjà dans un autre dispositif, affectez-la plutôt.",
        "Ajouter cette personne",
        p.ProfessionnelForm,
        "professionnels",
    ),
    "affecter": Acte(
        "Affecter un professionnel déjà connu",
        "Une même personne peut travailler dans plusieurs dispositifs : elle garde un seul agenda.",
        "Affecter cette personne",
        p.AffecterForm,
        "professionnels",
    ),
    "terminer-affectation": Acte(
        "Terminer une affectation",
        "La personne n'est plus proposée dans l'agenda d'ici après ce jour.",
        "Terminer l'affectation",
        p.TerminerAffectationForm,
        "professionnels",
        lignes.affectation,
    ),
    "ajouter-partenaire": Acte(
        "Ajouter un partenaire",
        "École, club, hôpital, administration : celles et ceux avec qui vous travaillez.",
        "Ajouter ce partenaire",
        p.PartenaireForm,
        "partenaires",
    ),
    "retirer-partenaire": Acte(
        "Retirer un partenaire",
        "Il quitte la liste de ce dispositif ; les autres dispositifs le gardent.",
        "Retirer ce partenaire",
        p.RetirerPartenaireForm,
        "partenaires",
        lignes.partenaire,
    ),
}


def acte(request: Requete, dispositif: str, acte: str, pk: int | None = None) -> HttpResponse:
    """Show the form of an act, or carry it out and go back to the part of the page it changed."""
    description = ACTES.get(acte)
    if description is None or (description.cible is None) is not (pk is None):
        raise Http404("Cette page n'existe pas.")
    cible = description.cible(request.dispositif.pk, pk) if description.cible and pk is not None else None
    if pk is not None and cible is None:
        raise Http404("Cette ligne n'est pas à ce dispositif.")
    donnees = request.POST if request.method == "POST" else None
    form = description.form(donnees, acteur=request.acteur, dispositif=request.dispositif, cible=cible)
    fait = form.tenter() if form.is_bound else None
    if fait is not None:
        _dire(request, fait)
        return HttpResponseRedirect(adresse_dispositif(request.dispositif, description.ancre))
    contexte = {
        "form": form,
        "acte": description,
        "cible": cible,
        "dispositif": request.dispositif,
        "retour": adresse_dispositif(request.dispositif, description.ancre),
    }
    return render(request, "structures/acte.html", contexte, status=422 if form.errors else 200)


@require_POST
def annuler_ouverture(request: Requete, dispositif: str, geste: str) -> HttpResponse:
    """Undo one gesture on the calendar."""
    try:
        services.annuler_acte_ouverture(request.acteur, request.dispositif, geste)
        messages.success(request, "C'est annulé : le calendrier est revenu à ce qu'il était.")
    except ValidationError as erreur:
        messages.warning(request, " ".join(erreur.messages))
    return HttpResponseRedirect(adresse_dispositif(request.dispositif, "ouverture"))


def adresse_dispositif(dispositif: Dispositif, ancre: str = "") -> str:
    """Return the address of the page of a dispositif, at one of its parts."""
    adresse = reverse("structures:dispositif", args=[dispositif.code])
    return f"{adresse}#{ancre}" if ancre else adresse


def _dire(request: Requete, fait: Fait) -> None:
    annulable = ""
    if fait.acte:
        adresse = reverse("structures:annuler_ouverture", args=[request.dispositif.code, fait.acte])
        annulable = f"annuler:{adresse}"
    messages.success(request, fait.message, extra_tags=annulable)
