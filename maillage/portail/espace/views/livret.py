"""The livret of families: read in the space, by anyone with the link of the establishment, on paper; edited by who keeps the accounts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.comptes.views.commun import dire
from maillage.portail.espace import services
from maillage.portail.espace.domain.texte import lire_texte
from maillage.portail.espace.forms import LivretForm, ReglageForm
from maillage.portail.espace.papiers.livret import livret_en_pdf
from maillage.portail.espace.selectors import livret_du_dispositif, reglage_du_dispositif, versions_du_livret
from maillage.portail.espace.views.commun import espace_ou_404, montrer
from maillage.socle.pictogrammes import pictogrammes
from maillage.socle.requete import Requete
from maillage.structures.selectors import dispositif_par_code

CONFLIT = "Quelqu'un vient de publier une autre version. Votre texte est encore là : comparez, puis publiez de nouveau."


def livret_du_jeune(request: Requete, jeune: str) -> HttpResponse:
    """Show the livret of the dispositif that accompanies the young person."""
    espace = espace_ou_404(request, jeune)
    livret = livret_du_dispositif(espace.dispositif_id) if espace.dispositif_id else None
    return montrer(request, espace, "livret", {"livret": livret}, lecture=False)


def livret_public(request: Requete, code: str) -> HttpResponse:
    """Show the livret to anyone who has the link: it says nothing of anyone."""
    dispositif = _dispositif_ou_404(code)
    return render(request, "portail/espace/livret_public.html", _contexte(dispositif))


def livret_pdf(request: Requete, code: str) -> HttpResponse:
    """Send the livret on paper."""
    contexte = _contexte(_dispositif_ou_404(code))
    pdf = livret_en_pdf(
        contexte["livret"], maison=contexte["maison"], contact=contexte["contact"], le=timezone.localdate()
    )
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="livret-{code}.pdf"'}
    )


def editer_livret(request: Requete, dispositif: str) -> HttpResponse:
    """Edit the text, and publish the next version; two people at once is a conflict, both texts shown."""
    livret = livret_du_dispositif(request.dispositif.pk)
    form = LivretForm(request.POST or None, initial={"texte": livret.texte, "numero_lu": livret.numero})
    conflit = False
    if request.method == "POST" and form.is_valid():
        try:
            version = services.publier_livret(
                request.acteur, dispositif_id=request.dispositif.pk, maintenant=timezone.now(), **form.cleaned_data
            )
        except services.ConflitDeVersion:
            conflit = True
            form = LivretForm({**request.POST.dict(), "numero_lu": livret.numero})
            form.add_error(None, CONFLIT)
        else:
            dire(request, f"Version {version.numero} publiée : les familles la lisent dès maintenant.")
            return redirect("espace:editer_livret", dispositif)
    contexte = {
        "form": form,
        "livret": livret,
        "conflit": conflit,
        "versions": versions_du_livret(request.dispositif.pk),
        "pictogrammes": pictogrammes(),
    }
    return render(request, "portail/espace/livret_edition.html", contexte)


@require_POST
def apercu_livret(request: Requete, dispositif: str) -> HttpResponse:
    """Show what the text would give, without publishing anything."""
    blocs = lire_texte(request.POST.get("texte", "")[:40_000])
    return render(
        request, "portail/espace/livret_apercu.html", {"blocs": blocs, "texte": request.POST.get("texte", "")}
    )


def version_livret(request: Requete, dispositif: str, numero: int) -> HttpResponse:
    """Show a version of the past."""
    version = versions_du_livret(request.dispositif.pk).filter(numero=numero).first()
    if version is None:
        raise Http404("Aucune version de ce numéro.")
    contexte = {"version": version, "blocs": lire_texte(version.texte)}
    return render(request, "portail/espace/livret_version.html", contexte)


def regler(request: Requete, dispositif: str) -> HttpResponse:
    """Set how the space speaks."""
    reglage = reglage_du_dispositif(request.dispositif.pk)
    form = ReglageForm(request.POST or None, instance=reglage, initial={"version_lue": reglage.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.regler_espace(request.acteur, dispositif_id=request.dispositif.pk, **form.cleaned_data)
        except services.ConflitDeVersion:
            form.add_error(None, "Quelqu'un vient de changer ces réglages : rechargez la page.")
        else:
            dire(request, "Réglages enregistrés.")
            return redirect("espace:regler", dispositif)
    return render(request, "portail/espace/regler.html", {"form": form})


def _contexte(dispositif: Any) -> dict[str, Any]:
    reglage = reglage_du_dispositif(dispositif.pk)
    return {
        "livret": livret_du_dispositif(dispositif.pk),
        "code": dispositif.code,
        "maison": reglage.nom_usage or dispositif.nom,
        "contact": reglage.contact,
    }


def _dispositif_ou_404(code: str) -> Any:
    dispositif = dispositif_par_code(code)
    if dispositif is None:
        raise Http404("Aucun livret à cette adresse.")
    return dispositif
