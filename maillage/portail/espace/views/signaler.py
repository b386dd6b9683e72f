"""« Ce n'est pas juste »: on every line; and what was answered."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from maillage.comptes.views.commun import dire
from maillage.portail.espace import services
from maillage.portail.espace.domain.rectification import dernier_jour
from maillage.portail.espace.forms import SignalementForm
from maillage.portail.espace.referentiels import delai
from maillage.portail.espace.selectors import objet_signale, rectifications_du_compte
from maillage.portail.espace.views.commun import espace_ou_404, montrer
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.requete import Requete


def signaler(request: Requete, jeune: str, rubrique: str, reference: str = "") -> HttpResponse:
    """Show the line again, take what is not right, say when the answer is due."""
    espace, aujourd_hui = espace_ou_404(request, jeune), timezone.localdate()
    objet = objet_signale(request.acteur, espace, rubrique, reference)
    if objet is None:
        raise Http404("Cette ligne n'est pas dans cet espace.")
    form = SignalementForm(request.POST or None, libelle=espace.dire("signaler.champ"))
    if request.method == "POST" and form.is_valid():
        try:
            recue = services.signaler(
                request.acteur,
                espace,
                rubrique=rubrique,
                reference=reference,
                texte=form.cleaned_data["texte"],
                maintenant=timezone.now(),
            )
        except services.ErreurRectification as erreur:
            form.add_error(erreur.champ or None, str(erreur))
        else:
            dire(request, espace.dire("signaler.envoye", jour=ecrire_jour_annee(recue.echeance)))
            return redirect("espace:signalements", espace.identifiant)
    echeance = dernier_jour(aujourd_hui, delai(aujourd_hui))
    return montrer(request, espace, "signaler", {"form": form, "objet": objet, "echeance": echeance}, lecture=False)


def signalements(request: Requete, jeune: str) -> HttpResponse:
    """List what this account said, and the answers."""
    espace = espace_ou_404(request, jeune)
    lignes = rectifications_du_compte(request.acteur, espace.jeune.pk)
    return montrer(request, espace, "signalements", {"lignes": lignes}, lecture=False)
