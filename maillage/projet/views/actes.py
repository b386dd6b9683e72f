"""The acts on a project: started, proposed, answered, commented, evaluated, and the passages that only ask for yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.comptes.selectors import comptes_qui_voient
from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.forms.projet import (
    PERSONNES_ATTENDUES,
    CommenterForm,
    ConfirmerForm,
    EvaluationForm,
    ProposerForm,
    RepondreForm,
    StatutForm,
)
from maillage.projet.models import ProjetPersonnalise
from maillage.projet.referentiels import qualites, reglages
from maillage.projet.services import projet_accords, projet_contenu, projet_etats, projet_evaluation
from maillage.projet.services.projet_etats import est_majeur
from maillage.projet.views.commun import accord_de, fil_du_projet, jeune_ouvert, objectif_de, projet_a_ecrire
from maillage.projet.views.ecrits_commun import PageSaisie, annoncer, conduire, donnees, lien
from maillage.socle.acteur import Acces
from maillage.socle.domain.texte import de_qui
from maillage.socle.requete import Requete

GABARIT = "projet/saisie.html"
PARENTS_A_NOMMER = [("", "PARENT"), ("", "PARENT")]


@dataclass(frozen=True)
class PassageDePage:
    """A passage that only asks for yes: its service and its words; `defait` names the act that takes it back."""

    service: Callable[..., Any]
    titre: str
    phrase: str
    bouton: str
    fait: str
    danger: bool = False
    defait: str = ""


PASSAGES: dict[str, PassageDePage] = {
    "reprendre": PassageDePage(
        projet_etats.reprendre_projet,
        "Reprendre le texte",
        "Le projet redevient un brouillon. Le texte proposé et les réponses déjà données restent lisibles.",
        "Reprendre le texte",
        "Le projet est de nouveau un brouillon.",
    ),
    "abandonner": PassageDePage(
        projet_etats.abandonner_projet,
        "Abandonner ce projet",
        "Il reste lisible, et vous pourrez le rouvrir.",
        "Abandonner ce projet",
        "Le projet est abandonné.",
        danger=True,
        defait="rouvrir",
    ),
    "rouvrir": PassageDePage(
        projet_etats.rouvrir_projet,
        "Rouvrir ce projet",
        "Il redevient un brouillon, avec tout ce qu'il contenait.",
        "Rouvrir ce projet",
        "Le projet est rouvert.",
    ),
    "clore": PassageDePage(
        projet_etats.clore_projet,
        "Clore ce projet",
        "L'accompagnement se termine et aucun projet ne remplace celui-ci. Il reste lisible.",
        "Clore ce projet",
        "Le projet est clos.",
    ),
}


@require_POST
def commencer(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Start a project, or the next one, and open it."""
    connu = jeune_ouvert(request, jeune, droit=Acces.ECRITURE)
    try:
        nouveau = projet_etats.commencer_projet(
            request.acteur, dispositif=request.dispositif, jeune=connu, maintenant=timezone.now()
        )
    except ErreurProjet as refus:
        messages.error(request, refus.message)
        return redirect(lien(request, "jeune", jeune))
    annoncer(request, f"{nouveau} est commencé. La parole {de_qui(connu.prenom)} vient d'abord.")
    return redirect(lien(request, "projet", nouveau.identifiant))


def proposer(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """Freeze the text and say whose answer is awaited."""
    trouve = projet_a_ecrire(request, projet)
    form = ProposerForm(donnees(request), initial=_attendus_probables(trouve))
    page = _page(
        request,
        trouve,
        titre="Proposer le projet",
        phrase="Le texte sera figé : chacun répond exactement au même. L'avis d'un mineur est toujours demandé.",
        bouton="Proposer le projet",
        fait="Le projet est proposé. Son texte ne change plus.",
        gabarit="projet/proposer.html",
    )

    def executer() -> None:
        projet_etats.proposer_projet(request.acteur, projet=trouve, attendus=form.attendus(), maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


def passer(request: Requete, dispositif: str, projet: str, acte: str) -> HttpResponse:
    """Run a passage of the table."""
    if acte not in PASSAGES:
        raise Http404("Cet acte n'existe pas.")
    choisi, trouve = PASSAGES[acte], projet_a_ecrire(request, projet)
    form = ConfirmerForm(donnees(request))
    page = _page(
        request,
        trouve,
        titre=choisi.titre,
        phrase=choisi.phrase,
        bouton=choisi.bouton,
        fait=choisi.fait,
        danger=choisi.danger,
        annuler=lien(request, "passer", projet, choisi.defait) if choisi.defait else "",
    )

    def executer() -> None:
        choisi.service(request.acteur, projet=trouve, maintenant=timezone.now(), **form.cleaned_data)

    return conduire(request, form, page=page, executer=executer)


def repondre(request: Requete, dispositif: str, projet: str, accord: int) -> HttpResponse:
    """Note the answer of one person."""
    trouve = projet_a_ecrire(request, projet)
    qui = accord_de(trouve, accord)
    form = RepondreForm(donnees(request))
    page = _page(
        request,
        trouve,
        titre=f"Réponse {de_qui(qui.nom)}",
        phrase="La preuve gardée : qui, comment, quand, et l'empreinte du texte lu. Une réponse donnée ne se modifie pas.",
        bouton="Enregistrer la réponse",
        fait="La réponse est enregistrée.",
    )

    def executer() -> None:
        projet_accords.donner_accord(request.acteur, accord=qui, **form.cleaned_data, maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


def commenter(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """Note a remark of someone."""
    trouve = projet_a_ecrire(request, projet)
    form = CommenterForm(donnees(request))
    page = _page(
        request,
        trouve,
        titre="Noter un commentaire",
        phrase="Ce que quelqu'un dit du projet, avec ses mots. Un commentaire ne se modifie pas.",
        bouton="Noter",
        fait="Le commentaire est noté.",
    )

    def executer() -> None:
        projet_accords.commenter_projet(request.acteur, projet=trouve, **form.cleaned_data, maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


def evaluer(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """Evaluate with the young person: their words, each objective, what comes next."""
    trouve = projet_a_ecrire(request, projet)
    le = timezone.localdate()
    prochaine = le + relativedelta(months=reglages(le).evaluation_mois)
    objectifs = list(trouve.objectifs.filter(retire_le=None))
    form = EvaluationForm(donnees(request), objectifs=objectifs, initial={"prochaine": prochaine})
    page = _page(
        request,
        trouve,
        titre=f"Évaluer le projet avec {trouve.jeune.prenom}",
        phrase="Sa parole d'abord, puis chaque objectif, puis la suite. Une évaluation ne se modifie pas.",
        bouton="Enregistrer l'évaluation",
        fait="L'évaluation est enregistrée.",
        gabarit="projet/evaluer.html",
    )

    def executer() -> None:
        projet_evaluation.evaluer_projet(request.acteur, projet=trouve, saisie=form.saisie(), maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


def noter_statut(request: Requete, dispositif: str, projet: str, objectif: str) -> HttpResponse:
    """Say where an objective of an agreed project stands."""
    trouve = projet_a_ecrire(request, projet)
    choisi = objectif_de(trouve, objectif)
    form = StatutForm(donnees(request), initial={"statut": choisi.statut})
    page = _page(
        request,
        trouve,
        titre="Où en est cet objectif",
        phrase=choisi.mots,
        bouton="Enregistrer",
        fait="C'est noté.",
        retour=f"{lien(request, 'projet', projet)}#objectif-{objectif}",
    )

    def executer() -> None:
        projet_contenu.noter_statut(
            request.acteur, objectif=choisi, statut=form.cleaned_data["statut"], maintenant=timezone.now()
        )

    return conduire(request, form, page=page, executer=executer)


def _attendus_probables(projet: ProjetPersonnalise) -> dict[str, str]:
    """Whoever has an account, lines to fill for parents when nobody has one, then the young person."""
    le = timezone.localdate()
    majeur = est_majeur(projet.jeune, le)
    comptes = [(nom, qualite) for _, nom, qualite in comptes_qui_voient(projet.jeune_id, le=le)]
    if not majeur and not any(qualites()[qualite].requise for _, qualite in comptes):
        comptes += PARENTS_A_NOMMER
    lui = "JEUNE_MAJEUR" if majeur else "JEUNE_MINEUR"
    if not any(qualite == lui for _, qualite in comptes):
        comptes.append((str(projet.jeune), lui))
    valeurs: dict[str, str] = {}
    for rang, (nom, qualite) in enumerate(comptes[:PERSONNES_ATTENDUES], start=1):
        valeurs |= {f"nom_{rang}": nom, f"qualite_{rang}": qualite}
    return valeurs


def _page(request: Requete, projet: ProjetPersonnalise, **mots: Any) -> PageSaisie:
    communs = {
        "retour": lien(request, "projet", projet.identifiant),
        "fil": fil_du_projet(request, projet),
        "gabarit": GABARIT,
    }
    return PageSaisie(**{**communs, **mots})
