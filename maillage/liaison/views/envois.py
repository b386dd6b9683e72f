"""Sending the extracts: to one recipient, to all of them by private links, a new link, a link taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.liaison import forms, services
from maillage.liaison.selectors import apercu, appeles
from maillage.liaison.selectors.adresses import adresses_connues
from maillage.liaison.views.commun import PageFormulaire, conduire, donnees, exiger_destinataire, trouver_fiche
from maillage.socle.requete import Requete


def envoyer(request: Requete, dispositif: str, fiche: str, destinataire: str) -> HttpResponse:
    """Send its extract to one recipient; what it will receive is shown above the form."""
    trouvee, qui = trouver_fiche(request, fiche), exiger_destinataire(destinataire)
    if qui not in appeles(trouvee):
        raise Http404("Ce changement n'appelle pas d'envoi à ce destinataire.")

    def executer(form: Any) -> str:
        demande = services.DemandeEnvoi(destinataire=qui.code, **form.cleaned_data)
        services.transmettre(request.acteur, fiche=trouvee, demande=demande, maintenant=timezone.now())
        return ""

    page = PageFormulaire(
        titre=f"Transmettre à : {qui.libelle}",
        phrase="Seul ce qui est montré ici part, et une copie exacte est gardée.",
        bouton="Noter l'envoi",
        retour=_retour(dispositif, fiche),
        fait="L'envoi est noté, avec la copie exacte de ce qui est parti.",
    )
    form = forms.TransmettreForm(
        donnees(request), destinataire=qui, adresse=adresses_connues(trouvee).get(qui.code, "")
    )
    vue = apercu(trouvee, qui, au=timezone.now())
    return conduire(request, form, page=page, executer=executer, fiche=trouvee, apercu=vue)


def tout_transmettre(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Send every recipient that has not been served its own extract, by private link: all leave, or none."""
    trouvee = trouver_fiche(request, fiche)
    servis = {envoi.destinataire for envoi in trouvee.envois.all()}
    restants = [destinataire for destinataire in appeles(trouvee) if destinataire.code not in servis]
    if not restants:
        raise Http404("Tous les destinataires ont reçu la fiche.")
    form = forms.ToutTransmettreForm(donnees(request), destinataires=restants, adresses=adresses_connues(trouvee))

    def executer(form: Any) -> str:
        services.transmettre_a_tous(
            request.acteur, fiche=trouvee, courriels=form.courriels(), maintenant=timezone.now()
        )
        return ""

    page = PageFormulaire(
        titre=f"Envoyer à tous les destinataires : {trouvee.jeune}",
        phrase="Chacun reçoit un lien vers son seul extrait et le lit avec un code à usage unique. Le courriel ne dit pas le nom du jeune.",
        bouton="Envoyer les liens",
        retour=_retour(dispositif, fiche),
        fait="Les liens sont écrits et partent. Leur lecture sera datée ici.",
    )
    return conduire(request, form, page=page, executer=executer, fiche=trouvee)


def nouveau_lien(request: Requete, dispositif: str, fiche: str, destinataire: str) -> HttpResponse:
    """Send a new link to what was already sent: same extract, same hash; the former link no longer opens."""
    trouvee, qui = trouver_fiche(request, fiche), exiger_destinataire(destinataire)

    def executer(form: Any) -> str:
        services.renouveler_lien(
            request.acteur,
            fiche=trouvee,
            destinataire=qui.code,
            courriel=form.cleaned_data["courriel"],
            maintenant=timezone.now(),
        )
        return ""

    page = PageFormulaire(
        titre=f"Nouveau lien pour : {qui.libelle}",
        phrase="Le même extrait, par un nouveau lien. Le lien d'avant ne s'ouvre plus.",
        bouton="Envoyer le nouveau lien",
        retour=_retour(dispositif, fiche),
        fait="Le nouveau lien est écrit et part.",
    )
    return conduire(request, forms.NouveauLienForm(donnees(request)), page=page, executer=executer, fiche=trouvee)


@require_POST
def fermer_lien(request: Requete, dispositif: str, fiche: str, destinataire: str) -> HttpResponse:
    """Take a link back: wrong address, wrong person. What was read stays written; a new link may be sent."""
    trouvee, qui = trouver_fiche(request, fiche), exiger_destinataire(destinataire)
    services.fermer_lien(request.acteur, fiche=trouvee, destinataire=qui.code, maintenant=timezone.now())
    messages.success(request, "Le lien est fermé : plus personne ne peut l'ouvrir. Un nouveau lien peut être envoyé.")
    return HttpResponseRedirect(_retour(dispositif, fiche))


def _retour(dispositif: str, fiche: str) -> str:
    return reverse("liaison:fiche", args=[dispositif, fiche])
