"""The feelings that a dispositif proposes: seen as young people will, then kept; one step back."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillage.carte_de_vie import services
from maillage.carte_de_vie.domain.erreurs import ConflitDeCarte, ErreurCarte
from maillage.carte_de_vie.forms import JeuxForm
from maillage.carte_de_vie.selectors.ressentis import jeux_du_dispositif, reglage_du_dispositif
from maillage.carte_de_vie.views.commun import acte, annoncer, donnees
from maillage.socle.acteur import Acces
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete

PAGE = "carte_de_vie/ressentis.html"


def ressentis(request: Requete, dispositif: str) -> HttpResponse:
    """Show the sets; « voir l'aperçu » draws them without keeping anything."""
    pk = request.dispositif.pk
    reglage = reglage_du_dispositif(pk)
    jeux = jeux_du_dispositif(pk)
    form = JeuxForm(donnees(request), jeux=jeux, version=reglage.version if reglage else 0)
    contexte = {
        "form": form,
        "annulable": bool(reglage and reglage.avant),
        "peut_ecrire": request.acteur.peut("ressentis", Acces.ECRITURE, pk),
        "apercu": [jeu for jeu in jeux if jeu.propose],
        "enregistre": True,
    }
    if request.method == "POST" and form.is_valid():
        contexte |= {"apercu": [jeu for jeu in form.jeux_dits() if jeu.propose], "enregistre": False}
        if "enregistrer" in request.POST and _enregistrer(request, form):
            annoncer(
                request, "Les ressentis sont changés.", reverse("carte_de_vie:ressentis_revenir", args=[dispositif])
            )
            return redirect("carte_de_vie:ressentis", dispositif)
    return render(request, PAGE, contexte, status=422 if form.errors else 200)


@require_POST
def revenir(request: Requete, dispositif: str) -> HttpResponse:
    """Take the step back."""
    faire = partial(services.revenir_aux_ressentis, request.acteur, dispositif_id=request.dispositif.pk)
    retour = reverse("carte_de_vie:ressentis", args=[dispositif])
    return acte(request, faire, retour=retour, fait="Les ressentis d'avant sont proposés de nouveau.")


def _enregistrer(request: Requete, form: JeuxForm) -> bool:
    try:
        services.proposer_ressentis(
            request.acteur,
            dispositif_id=request.dispositif.pk,
            jeux=form.jeux_dits(),
            version=form.cleaned_data["version"],
        )
    except ConflitDeCarte as conflit:
        ecrit = " ".join(f"{nom} : {mots}." for nom, mots in conflit.actuel.items())
        form.add_error(None, f"{conflit.message} Ce qui est proposé maintenant : {ecrit}")
        return False
    except ErreurCarte as refus:
        placer_refus(form, refus)
        return False
    return True
