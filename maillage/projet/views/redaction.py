"""Writing a draft, a piece at a time: words of the young person, frame, needs, objectives, actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.projet.domain.serafin import en_ordre
from maillage.projet.domain.suivi import activites_connues
from maillage.projet.forms.projet import ActionForm, BesoinsForm, CadreForm, LienAgendaForm, ObjectifForm, ParoleForm
from maillage.projet.models import ActionProjet, Objectif, ProjetPersonnalise
from maillage.projet.referentiels import questions
from maillage.projet.selectors.vecus import RECUL, vecus_du_jeune
from maillage.projet.services import projet_contenu as services
from maillage.projet.views.commun import action_de, fil_du_projet, objectif_de, projet_a_ecrire, tracer_lecture
from maillage.projet.views.ecrits_commun import PageSaisie, acte, conduire, donnees, lien
from maillage.socle.domain.texte import de_qui
from maillage.socle.requete import Requete

GABARIT = "projet/saisie.html"


def parole(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """Write the young person's words first."""
    trouve = projet_a_ecrire(request, projet)
    tracer_lecture(request, "ecrire_parole", trouve.jeune_id)
    form = ParoleForm(donnees(request), initial=_parole_actuelle(trouve))
    page = _page(
        request,
        trouve,
        titre=f"La parole {de_qui(trouve.jeune.prenom)}",
        phrase="Ses mots, ou les pictogrammes qu'il ou elle choisit. N'écrivez rien à sa place : une question peut rester vide.",
        fait="La parole est enregistrée.",
        gabarit="projet/parole.html",
    )

    def executer() -> None:
        services.ecrire_parole(
            request.acteur,
            projet=trouve,
            saisie=form.saisie(),
            version=form.version_lue(),
            maintenant=timezone.now(),
        )

    return conduire(request, form, page=page, executer=executer)


def cadre(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """Write where things stand, with whom, and when the project will be evaluated."""
    trouve = projet_a_ecrire(request, projet)
    noms = ("version", "synthese", "ecrit_avec", "evaluation_prevue")
    form = CadreForm(donnees(request), initial={nom: getattr(trouve, nom) for nom in noms})
    page = _page(
        request,
        trouve,
        titre="Où nous en sommes",
        phrase="En quelques lignes, avec des mots que la famille lira.",
        fait="C'est enregistré.",
    )

    def executer() -> None:
        services.ecrire_cadre(
            request.acteur,
            projet=trouve,
            saisie=form.saisie(),
            version=form.version_lue(),
            maintenant=timezone.now(),
        )

    return conduire(request, form, page=page, executer=executer)


def besoins(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """Keep needs of the nomenclature."""
    trouve = projet_a_ecrire(request, projet)
    retenus = {besoin.code: besoin.mots for besoin in trouve.besoins.all()}
    form = BesoinsForm(donnees(request), retenus=retenus, initial={"version": trouve.version})
    page = _page(
        request,
        trouve,
        titre="Les besoins",
        phrase="Cochez ce qui compte maintenant, et dites ce que cela veut dire pour ce jeune. Les prestations, elles, ne se saisissent pas.",
        fait="Les besoins sont enregistrés.",
        gabarit="projet/besoins.html",
    )

    def executer() -> None:
        services.retenir_besoins(
            request.acteur,
            projet=trouve,
            besoins=form.retenus(),
            version=form.version_lue(),
            maintenant=timezone.now(),
        )

    return conduire(request, form, page=page, executer=executer)


def ajouter_objectif(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """Add an objective."""
    trouve = projet_a_ecrire(request, projet)
    form = ObjectifForm(donnees(request), codes=_codes(trouve))
    page = _page(
        request,
        trouve,
        titre="Un objectif",
        phrase="Ce qu'on vise ensemble, dans des mots que le jeune comprend. Les actions viennent après.",
        fait="L'objectif est ajouté.",
    )

    def executer() -> str:
        nouveau = services.ajouter_objectif(
            request.acteur, projet=trouve, saisie=form.saisie(), maintenant=timezone.now()
        )
        return f"{_retour(request, trouve)}#objectif-{nouveau.identifiant}"

    return conduire(request, form, page=page, executer=executer)


def modifier_objectif(request: Requete, dispositif: str, projet: str, objectif: str) -> HttpResponse:
    """Change an objective."""
    trouve = projet_a_ecrire(request, projet)
    choisi = objectif_de(trouve, objectif)
    noms = ("version", "mots", "mots_simples", "pictogramme", "formulation", "besoins", "echeance")
    form = ObjectifForm(
        donnees(request), codes=_codes(trouve, choisi), initial={nom: getattr(choisi, nom) for nom in noms}
    )
    page = _page(request, trouve, titre="L'objectif", phrase=choisi.mots, fait="L'objectif est modifié.")

    def executer() -> None:
        services.modifier_objectif(
            request.acteur,
            objectif=choisi,
            saisie=form.saisie(),
            version=form.version_lue(),
            maintenant=timezone.now(),
        )

    return conduire(request, form, page=page, executer=executer)


@require_POST
def retirer_objectif(request: Requete, dispositif: str, projet: str, objectif: str) -> HttpResponse:
    """Take an objective out of a draft."""
    trouve = projet_a_ecrire(request, projet)
    choisi = objectif_de(trouve, objectif)
    faire = partial(services.retirer_objectif, request.acteur, objectif=choisi)
    return _faire(
        request,
        trouve,
        faire,
        f"L'objectif « {choisi.mots} » est retiré.",
        annuler=lien(request, "remettre_objectif", projet, objectif),
    )


@require_POST
def remettre_objectif(request: Requete, dispositif: str, projet: str, objectif: str) -> HttpResponse:
    """Put back an objective that was taken out."""
    trouve = projet_a_ecrire(request, projet)
    choisi = objectif_de(trouve, objectif)
    faire = partial(services.remettre_objectif, request.acteur, objectif=choisi)
    return _faire(request, trouve, faire, f"L'objectif « {choisi.mots} » est remis.")


def ajouter_action(request: Requete, dispositif: str, projet: str, objectif: str) -> HttpResponse:
    """Add an action to an objective; what to look for in the agenda is chosen among what it holds."""
    trouve = projet_a_ecrire(request, projet)
    choisi = objectif_de(trouve, objectif)
    form = ActionForm(donnees(request), connues=_connues(trouve))
    page = _page(
        request,
        trouve,
        titre="Une action",
        phrase=f"Pour : {choisi.mots}",
        fait="L'action est ajoutée.",
        ancre=f"objectif-{objectif}",
    )

    def executer() -> None:
        services.ajouter_action(request.acteur, objectif=choisi, saisie=form.saisie(), maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


def modifier_action(request: Requete, dispositif: str, projet: str, action: str) -> HttpResponse:
    """Change an action."""
    trouve = projet_a_ecrire(request, projet)
    choisie = action_de(trouve, action)
    noms = ("version", "quoi", "quoi_simple", "qui", "quand", "activites", "categorie")
    form = ActionForm(
        donnees(request),
        connues=_connues(trouve, choisie.activites),
        initial={nom: getattr(choisie, nom) for nom in noms},
    )
    page = _page_de_l_action(request, trouve, choisie, titre="L'action", fait="L'action est modifiée.")

    def executer() -> None:
        services.modifier_action(
            request.acteur,
            action=choisie,
            saisie=form.saisie(),
            version=form.version_lue(),
            maintenant=timezone.now(),
        )

    return conduire(request, form, page=page, executer=executer)


def lier_action(request: Requete, dispositif: str, projet: str, action: str) -> HttpResponse:
    """Say what to look for in the agenda, even once the project is agreed: the text does not move."""
    trouve = projet_a_ecrire(request, projet)
    choisie = action_de(trouve, action)
    actuel = {"activites": choisie.activites, "categorie": choisie.categorie}
    form = LienAgendaForm(donnees(request), connues=_connues(trouve, choisie.activites), initial=actuel)
    page = _page_de_l_action(request, trouve, choisie, titre="Dans l'agenda", fait="L'action est liée à l'agenda.")

    def executer() -> None:
        services.lier_a_l_agenda(request.acteur, action=choisie, lien=form.lien(), maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


@require_POST
def retirer_action(request: Requete, dispositif: str, projet: str, action: str) -> HttpResponse:
    """Take an action out of a draft."""
    trouve = projet_a_ecrire(request, projet)
    choisie = action_de(trouve, action)
    faire = partial(services.retirer_action, request.acteur, action=choisie)
    return _faire(
        request,
        trouve,
        faire,
        f"L'action « {choisie.quoi} » est retirée.",
        annuler=lien(request, "remettre_action", projet, action),
    )


@require_POST
def remettre_action(request: Requete, dispositif: str, projet: str, action: str) -> HttpResponse:
    """Put back an action that was taken out."""
    trouve = projet_a_ecrire(request, projet)
    choisie = action_de(trouve, action)
    faire = partial(services.remettre_action, request.acteur, action=choisie)
    return _faire(request, trouve, faire, f"L'action « {choisie.quoi} » est remise.")


def _faire(
    request: Requete, projet: ProjetPersonnalise, faire: Callable[..., object], fait: str, annuler: str = ""
) -> HttpResponse:
    return acte(
        request,
        lambda: faire(maintenant=timezone.now()),
        retour=_retour(request, projet),
        fait=fait,
        annuler=annuler,
    )


def _parole_actuelle(projet: ProjetPersonnalise) -> dict[str, Any]:
    valeurs: dict[str, Any] = {
        "version": projet.version,
        "mode": projet.parole_mode,
        "le": projet.parole_le,
        "famille": projet.famille,
    }
    for question in questions():
        dite = projet.parole.get(question.code, {})
        valeurs[f"mots_{question.code}"] = dite.get("mots", "")
        valeurs[f"pictos_{question.code}"] = dite.get("pictogrammes", [])
    return valeurs


def _codes(projet: ProjetPersonnalise, objectif: Objectif | None = None) -> list[str]:
    """The needs kept by the project, and those the objective already answers."""
    gardes = list(projet.besoins.values_list("code", flat=True))
    return en_ordre([*gardes, *(objectif.besoins if objectif else ())])


def _connues(projet: ProjetPersonnalise, deja: Sequence[str] = ()) -> list[tuple[str, int]]:
    aujourd_hui = timezone.localdate()
    vecus = vecus_du_jeune(projet.jeune_id, projet.dispositif_id, aujourd_hui - RECUL, aujourd_hui)
    return activites_connues(vecus, deja)


def _page_de_l_action(
    request: Requete, projet: ProjetPersonnalise, action: ActionProjet, *, titre: str, fait: str
) -> PageSaisie:
    return _page(
        request, projet, titre=titre, phrase=action.quoi, fait=fait, ancre=f"objectif-{action.objectif.identifiant}"
    )


def _page(
    request: Requete,
    projet: ProjetPersonnalise,
    *,
    titre: str,
    phrase: str,
    fait: str,
    ancre: str = "",
    gabarit: str = GABARIT,
) -> PageSaisie:
    return PageSaisie(
        titre=titre,
        phrase=phrase,
        bouton="Enregistrer",
        retour=_retour(request, projet) + (f"#{ancre}" if ancre else ""),
        fait=fait,
        fil=fil_du_projet(request, projet),
        gabarit=gabarit,
    )


def _retour(request: Requete, projet: ProjetPersonnalise) -> str:
    return lien(request, "projet", projet.identifiant)
