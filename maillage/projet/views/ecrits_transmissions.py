"""Transmissions: « pour moi », all of them, the thread of one young person, writing, correcting, taking back."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.parcours.referentiels import sections_du_dossier
from maillage.parcours.selectors import jeunes_visibles
from maillage.projet.exports_ecrits import feuille_des_transmissions
from maillage.projet.forms.ecrits import FiltresTransmissionsForm
from maillage.projet.selectors import ecrits_transmissions as lire
from maillage.projet.selectors.ecrits_transmissions import POUR_MOI, TOUTES, FiltresTransmissions
from maillage.projet.views.ecrits_commun import lien, peut_ecrire, trouver_jeune, trouver_transmission
from maillage.projet.views.ecrits_redaction import composer, retour_de
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser, journaliser_lecture, journaliser_lectures
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 30
RESUME = 3
EXPORT_MAX = 5_000


def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show what is said to me, or everything I may read; each file shown is journaled."""
    le = timezone.localdate()
    form, filtres = _filtres(request)
    anciennes = request.GET.get("tri") == "ecrite"
    trouvees = lire.lister_transmissions(
        request.acteur, request.dispositif.pk, filtres, le=le, plus_anciennes=anciennes
    )
    page = Paginator(trouvees, PAR_PAGE).get_page(request.GET.get("page"))
    lignes = lire.lignes_transmissions(request.acteur, page.object_list)
    _tracer(request, lignes)
    a_lire = lire.nombre_pour_moi(request.acteur, request.dispositif.pk, le=le)
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": lignes,
        "onglets": [(POUR_MOI, "Pour moi", a_lire), (TOUTES, "Toutes", None)],
        "a_lire": a_lire,
        "plus_anciennes": anciennes,
        "filtree": any((filtres.recherche, filtres.jeune, filtres.section, filtres.debut, filtres.fin)),
        "liens_export": _liens_export(request),
        "peut_ecrire": peut_ecrire(request),
        "peut_conserver": request.acteur.peut("conservation", dispositif_id=request.dispositif.pk),
        "avec_jeune": True,
    }
    return render(request, "projet/ecrits/transmissions.html", contexte)


def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file; the export is journaled, and each file in it."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    le = timezone.localdate()
    _, filtres = _filtres(request)
    trouvees = lire.lister_transmissions(request.acteur, request.dispositif.pk, filtres, le=le)
    lignes = lire.lignes_transmissions(request.acteur, trouvees[:EXPORT_MAX])
    journaliser(
        request.acteur,
        "projet.exporter_transmissions",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(lignes)},
    )
    _tracer(request, lignes)
    feuille = feuille_des_transmissions(lignes, coupee=len(lignes) == EXPORT_MAX)
    return reponse(feuille, f"transmissions-{dispositif}-{le.isoformat()}", extension)


def fil(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """The thread of one young person, with the field to write in it."""
    connu = trouver_jeune(request, jeune)
    contexte = _fil(request, connu, PAR_PAGE)
    if peut_ecrire(request):
        contexte |= composer(request, connu)
    return render(request, "projet/ecrits/fil.html", contexte)


def resume(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """The latest ones, for the page of the young person; the whole thread when asked as a page."""
    if not request.htmx:
        return fil(request, dispositif, jeune)
    return render(
        request, "projet/ecrits/_resume_transmissions.html", _fil(request, trouver_jeune(request, jeune), RESUME)
    )


def une(request: Requete, dispositif: str, transmission: str) -> HttpResponse:
    """One transmission: its former versions, who said having read it."""
    trouvee = trouver_transmission(request, transmission)
    if trouvee.jeune_id:
        journaliser_lecture(
            request.acteur,
            "projet.lire_transmission",
            jeune_id=trouvee.jeune_id,
            dispositif_id=request.dispositif.pk,
        )
    (ligne,) = lire.lignes_transmissions(request.acteur, [trouvee])
    contexte = {
        "ligne": ligne,
        "versions": list(trouvee.versions.all()) if ligne.mienne or not trouvee.retiree_le else [],
        "peut_ecrire": peut_ecrire(request),
        "retour": retour_de(request, trouvee),
        "avec_jeune": True,
    }
    return render(request, "projet/ecrits/transmission.html", contexte)


def _fil(request: Requete, connu: Any, combien: int) -> dict[str, Any]:
    le = timezone.localdate()
    visibles = lire.transmissions_du_jeune(request.acteur, request.dispositif.pk, connu.pk, le=le)
    page = Paginator(lire.preparer(visibles), combien).get_page(request.GET.get("page"))
    lignes = lire.lignes_transmissions(request.acteur, page.object_list)
    if lignes:
        _tracer(request, lignes)
    return {"jeune": connu, "page": page, "lignes": lignes, "peut_ecrire": peut_ecrire(request), "avec_jeune": False}


def _tracer(request: Requete, lignes: list[lire.LigneTransmission]) -> None:
    journaliser_lectures(
        request.acteur,
        "projet.lire_transmissions",
        jeune_ids=[ligne.transmission.jeune_id for ligne in lignes if ligne.transmission.jeune_id],
        dispositif_id=request.dispositif.pk,
    )


def _filtres(request: Requete) -> tuple[FiltresTransmissionsForm, FiltresTransmissions]:
    """A word that no filter knows is ignored: an old address still opens."""
    connus = jeunes_visibles(request.acteur, request.dispositif).order_by("nom", "prenom")
    jeunes = [(j.identifiant, f"{j.nom} {j.prenom}") for j in connus.only("identifiant", "nom", "prenom")]
    sections = [(code, section.libelle) for code, section in sections_du_dossier().items()]
    form = FiltresTransmissionsForm(request.GET, jeunes=jeunes, sections=sections)
    form.is_valid()
    lus = {nom: valeur for nom, valeur in form.cleaned_data.items() if valeur}
    voulu = lus.pop("fil", "")
    fil_par_defaut = TOUTES if lus else POUR_MOI
    return form, FiltresTransmissions(fil=voulu if voulu in {POUR_MOI, TOUTES} else fil_par_defaut, **lus)


def _liens_export(request: Requete) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    reste = f"?{parametres.urlencode()}" if parametres else ""
    return [(extension.upper(), lien(request, "exporter_transmissions", extension) + reste) for extension in FORMATS]
