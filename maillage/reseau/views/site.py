"""Writing the pages of the public site, with their versions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.reseau import referentiels
from maillage.reseau.domain.erreurs import ConflitReseau
from maillage.reseau.forms.animation import PageForm
from maillage.reseau.selectors.site import pages_du_site, versions_de
from maillage.reseau.services.site import ecrire_page
from maillage.reseau.views.commun import (
    PageFormulaire,
    dessiner,
    donnees,
    onglets,
    renvoyer_avec_version,
    version_lue,
)
from maillage.socle.requete import Requete


@require_safe
def site(request: Requete) -> HttpResponse:
    """List the pages of the public site."""
    contexte = {"onglets": onglets(request, "site"), "pages": list(pages_du_site().values())}
    return render(request, "reseau/site.html", contexte)


def editer_page(request: Requete, page: str) -> HttpResponse:
    """Write the next version of a page; `?version=` starts from an old one."""
    lue = pages_du_site().get(page)
    if lue is None:
        raise Http404("Aucune page de ce nom.")
    versions = versions_de(page)
    ancienne = next((v for v in versions if str(v.numero) == request.GET.get("version")), None)
    depart = ancienne or lue
    form = PageForm(donnees(request), initial={"titre": depart.titre, "texte": depart.texte, "numero": lue.numero})
    enregistre: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        mots = {nom: form.cleaned_data[nom] for nom in ("titre", "texte")}
        try:
            ecrire_page(request.acteur, page, **mots, numero=version_lue(form, "numero"))
        except ConflitReseau as refus:
            form.add_error(None, refus.message)
            renvoyer_avec_version(form, "numero", lue.numero)
            enregistre = [("Texte", lue.texte)]
        else:
            messages.success(request, "La page est publiée.")
            return HttpResponseRedirect(reverse("reseau:site"))
    cadre = PageFormulaire(
        lue.titre,
        referentiels.pages()[page].aide,
        "Publier cette version",
        reverse("reseau:site"),
        (("Site public", reverse("reseau:site")),),
    )
    contexte = {"onglets": onglets(request, "site"), "enregistre": enregistre, "versions": versions, "code": page}
    return dessiner(request, form, cadre, **contexte)
