"""The sentences that the establishment offers, changed in the page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.parcours.referentiels import sections_du_dossier
from maillage.projet.forms.ecrits import PhraseForm
from maillage.projet.models import PhraseModele
from maillage.projet.selectors.ecrits_transmissions import phrases_du_dispositif
from maillage.projet.services import ecrits_phrases as services
from maillage.projet.views.ecrits_commun import PageSaisie, acte, conduire, donnees, lien, peut_ecrire
from maillage.socle.requete import Requete


def phrases(request: Requete, dispositif: str) -> HttpResponse:
    """List the sentences by section, and add one."""
    sections = [(code, section.libelle) for code, section in sections_du_dossier().items()]
    form = PhraseForm(donnees(request), sections=sections, initial={"section": "educatif"})
    page = PageSaisie(
        titre="Phrases proposées",
        phrase="Ce que l'établissement propose à qui écrit une transmission. Chacun reste libre de ses mots.",
        bouton="Ajouter la phrase",
        retour=lien(request, "phrases"),
        fait="La phrase est ajoutée.",
        gabarit="projet/ecrits/phrases.html",
    )
    libelles = dict(sections)
    connues = [(phrase, libelles.get(phrase.section, "")) for phrase in phrases_du_dispositif(request.dispositif.pk)]

    def executer() -> None:
        services.ajouter_phrase(request.acteur, dispositif_id=request.dispositif.pk, **form.cleaned_data)

    modifiable = peut_ecrire(request, "modeles_ecrits")
    return conduire(request, form, page=page, executer=executer, phrases=connues, modifiable=modifiable)


def modifier(request: Requete, dispositif: str, phrase: int) -> HttpResponse:
    """Change one sentence."""
    trouvee = _trouver(request, phrase)
    sections = [(code, section.libelle) for code, section in sections_du_dossier().items()]
    depart = {"texte": trouvee.texte, "section": trouvee.section}
    form = PhraseForm(donnees(request), sections=sections, initial=depart)
    page = PageSaisie(
        titre="Changer la phrase",
        phrase="Ce qui est déjà écrit avec elle ne change pas.",
        bouton="Enregistrer",
        retour=lien(request, "phrases"),
        fait="La phrase est changée.",
    )

    def executer() -> None:
        services.changer_phrase(request.acteur, phrase=trouvee, **form.cleaned_data)

    return conduire(request, form, page=page, executer=executer)


@require_POST
def retirer(request: Requete, dispositif: str, phrase: int) -> HttpResponse:
    """Offer it no more."""
    trouvee = _trouver(request, phrase)
    return acte(
        request,
        lambda: services.retirer_phrase(request.acteur, phrase=trouvee, maintenant=timezone.now()),
        retour=lien(request, "phrases"),
        fait="La phrase n'est plus proposée.",
        annuler=lien(request, "retablir_phrase", phrase),
    )


@require_POST
def retablir(request: Requete, dispositif: str, phrase: int) -> HttpResponse:
    """Offer it again."""
    trouvee = get_object_or_404(PhraseModele, pk=phrase, dispositif_id=request.dispositif.pk)
    return acte(
        request,
        lambda: services.retablir_phrase(request.acteur, phrase=trouvee),
        retour=lien(request, "phrases"),
        fait="La phrase est de nouveau proposée.",
    )


@require_POST
def reprendre(request: Requete, dispositif: str) -> HttpResponse:
    """Add the sentences shipped."""
    return acte(
        request,
        lambda: _reprendre(request),
        retour=lien(request, "phrases"),
        fait="Les phrases de départ sont ajoutées : changez-les à votre main.",
    )


def _reprendre(request: Requete) -> None:
    services.reprendre_phrases_proposees(request.acteur, dispositif_id=request.dispositif.pk)


def _trouver(request: Requete, cle: int) -> PhraseModele:
    return get_object_or_404(phrases_du_dispositif(request.dispositif.pk), pk=cle)
