"""The work list, the page of a sheet, what each recipient gets, the sheet on rights, the PDF."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.liaison.documents.fiche_pdf import fiche_en_pdf
from maillage.liaison.documents.saisine_pdf import saisine_en_pdf
from maillage.liaison.exports import feuille_des_fiches
from maillage.liaison.forms import FiltresForm
from maillage.liaison.models import Envoi
from maillage.liaison.referentiels import canaux, qualites
from maillage.liaison.selectors import (
    GROUPES,
    FiltresFiches,
    apercu,
    appeles,
    compter_par_groupe,
    lignes_fiches,
    lister_fiches,
)
from maillage.liaison.selectors.comptes import comptes_des_signataires
from maillage.liaison.selectors.consentements import lire_envoi
from maillage.liaison.selectors.fiche import decrire
from maillage.liaison.selectors.ruban import voie_des_fiches
from maillage.liaison.views.commun import exiger_destinataire, trouver_fiche, trouver_jeune
from maillage.socle.acteur import Acces
from maillage.socle.domain.ruban import Fenetre
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser, journaliser_lecture
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50


def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the sheets of the dispositif by state, with the date when each may leave."""
    form, filtres = _filtres(request)
    le = timezone.localdate()
    page = Paginator(lister_fiches(request.acteur, request.dispositif.pk, filtres, le=le), PAR_PAGE).get_page(
        request.GET.get("page")
    )
    comptes = compter_par_groupe(request.acteur, request.dispositif.pk, le=le)
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": lignes_fiches(page.object_list, le=le),
        "onglets": [(code, libelle, comptes[code]) for code, (libelle, _) in GROUPES.items()],
        "filtree": filtres != FiltresFiches(),
        "vide": not any(comptes.values()),
        "liens_export": _liens_export(request, dispositif),
        "peut_ecrire": _peut_ecrire(request),
        "voit_tout": request.acteur.peut("dossiers", dispositif_id=request.dispositif.pk),
    }
    return render(request, "liaison/fiches.html", contexte)


def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file; the export is journaled."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    _, filtres = _filtres(request)
    le = timezone.localdate()
    lignes = lignes_fiches(lister_fiches(request.acteur, request.dispositif.pk, filtres, le=le), le=le)
    journaliser(
        request.acteur,
        "liaison.exporter_fiches",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(lignes)},
    )
    return reponse(feuille_des_fiches(lignes), f"fiches-de-liaison-{dispositif}-{le.isoformat()}", extension)


def fiche(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Show one sheet: its steps, who has what, what may be done; the reading is journaled."""
    lue = decrire(trouver_fiche(request, fiche), le=timezone.localdate())
    _tracer_lecture(request, "lire_fiche", lue.fiche.jeune_id)
    contexte = {
        "lue": lue,
        "peut_ecrire": _peut_ecrire(request),
        "qualites": {code: qualite.libelle for code, qualite in qualites().items()},
        "canaux": canaux(),
        "comptes": comptes_des_signataires(lue.fiche, le=timezone.localdate()) if lue.attend_des_reponses else {},
    }
    return render(request, "liaison/fiche.html", contexte)


def voie_ruban(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """One lane of the ribbon of a path: each sheet from its proposal to its effect."""
    connu = trouver_jeune(request, jeune)
    debut, fin = (_jour(request.GET.get(nom, "")) for nom in ("debut", "fin"))
    if debut is None or fin is None or fin < debut:
        raise Http404("Une voie du ruban demande deux dates.")
    le = timezone.localdate()
    fenetre = Fenetre(debut, fin, le)
    voie = voie_des_fiches(connu.pk, request.dispositif.pk, fenetre, le=le)
    return render(request, "liaison/voie.html", {"voie": voie, "fenetre": fenetre})


def droits(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """« Ce que cela change pour vos droits »: the plain sheet for the family."""
    lue = decrire(trouver_fiche(request, fiche), le=timezone.localdate())
    _tracer_lecture(request, "lire_droits", lue.fiche.jeune_id)
    return render(request, "liaison/droits.html", {"lue": lue, "droits": lue.droits()})


def pdf(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Send the sheet as a tagged PDF; the reading is journaled."""
    lue = decrire(trouver_fiche(request, fiche), le=timezone.localdate())
    _tracer_lecture(request, "imprimer_fiche", lue.fiche.jeune_id)
    return HttpResponse(
        fiche_en_pdf(lue),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="fiche-de-liaison-{lue.fiche.identifiant}.pdf"'},
    )


def saisine_pdf(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Send the application to the CDAPH as a tagged PDF, to sign and to hand in; the reading is journaled."""
    lue = decrire(trouver_fiche(request, fiche), le=timezone.localdate())
    if not hasattr(lue.fiche, "saisine"):
        raise Http404("Aucune saisine n'est rédigée pour cette fiche.")
    _tracer_lecture(request, "imprimer_saisine", lue.fiche.jeune_id)
    return HttpResponse(
        saisine_en_pdf(lue),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="saisine-cdaph-{lue.fiche.identifiant}.pdf"'},
    )


def apercu_destinataire(request: Requete, dispositif: str, fiche: str, destinataire: str) -> HttpResponse:
    """« Ce que l'école recevra »: what one recipient would get now, and what stays here."""
    trouvee, code = trouver_fiche(request, fiche), exiger_destinataire(destinataire)
    if code not in appeles(trouvee):
        raise Http404("Ce changement n'appelle pas d'envoi à ce destinataire.")
    _tracer_lecture(request, "lire_apercu", trouvee.jeune_id)
    contexte = {
        "fiche": trouvee,
        "apercu": apercu(trouvee, code, au=timezone.now()),
        "peut_ecrire": _peut_ecrire(request),
    }
    return render(request, "liaison/apercu.html", contexte)


def envoi(request: Requete, dispositif: str, fiche: str, destinataire: str) -> HttpResponse:
    """What one recipient got, byte for byte."""
    trouvee = trouver_fiche(request, fiche)
    parti = Envoi.objects.select_related("fiche").filter(fiche=trouvee, destinataire=destinataire).first()
    if parti is None:
        raise Http404("Rien n'est parti vers ce destinataire.")
    _tracer_lecture(request, "lire_envoi", trouvee.jeune_id)
    contexte = {
        "fiche": trouvee,
        "destinataire": exiger_destinataire(destinataire),
        "recu": lire_envoi(parti),
        "canaux": canaux(),
    }
    return render(request, "liaison/envoi.html", contexte)


def _jour(texte: str) -> date | None:
    try:
        return date.fromisoformat(texte)
    except ValueError:
        return None


def _tracer_lecture(request: Requete, acte: str, jeune_id: int) -> None:
    journaliser_lecture(request.acteur, f"liaison.{acte}", jeune_id=jeune_id, dispositif_id=request.dispositif.pk)


def _peut_ecrire(request: Requete) -> bool:
    return request.acteur.peut("liaison", Acces.ECRITURE, request.dispositif.pk)


def _filtres(request: Requete) -> tuple[FiltresForm, FiltresFiches]:
    """A word that no filter knows is ignored: an old address still opens."""
    form = FiltresForm(request.GET or None)
    form.is_valid()
    lus = form.cleaned_data if form.is_bound else {}
    return form, FiltresFiches(
        groupe=lus.get("etat", ""),
        nature=lus.get("nature", ""),
        recherche=lus.get("recherche", ""),
        jeune=lus.get("jeune", ""),
    )


def _liens_export(request: Requete, dispositif: str) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [
        (extension.upper(), reverse("liaison:exporter", args=[dispositif, extension]) + suite) for extension in FORMATS
    ]
