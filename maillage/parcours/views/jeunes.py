"""The list of young people and the page of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.parcours.blocs import blocs_ouverts, voies_a_venir
from maillage.parcours.exports import feuille_des_jeunes
from maillage.parcours.forms import FiltresForm
from maillage.parcours.forms.changement import ChangementForm
from maillage.parcours.models import Jeune
from maillage.parcours.referentiels import fonctions, sections_du_dossier
from maillage.parcours.selectors.fiche import Fiche, lire_fiche
from maillage.parcours.selectors.lectures import lectures_du_dossier, peut_lire_les_lectures
from maillage.parcours.selectors.liste import (
    TRIS,
    FiltresJeunes,
    lignes_jeunes,
    limitee_aux_miens,
    lister_jeunes,
)
from maillage.parcours.selectors.ruban import fait_de_vie
from maillage.parcours.views.lectures import lignes_de_lecture
from maillage.socle.acteur import Acces
from maillage.socle.adresses import adresse_ouverte
from maillage.socle.domain.ruban import VueRuban
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE, TAILLES_DE_PAGE = 50, {"50": 50, "100": 100, "300": 300}
COLONNES_TRIABLES = (("nom", "Nom"), ("age", "Âge"), ("entree", "Entrée"))
LECTURES_MONTREES = 5
VUES = ((VueRuban.AN, "1 an"), (VueRuban.TROIS_ANS, "3 ans"), (VueRuban.TOUT, "Tout"))


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the young people of the dispositif, each with a small ribbon; `par` says how many on a page."""
    form, filtres = _filtres(request)
    aujourd_hui = timezone.localdate()
    jeunes = lister_jeunes(request.acteur, request.dispositif, filtres, le=aujourd_hui)
    par_page = TAILLES_DE_PAGE.get(request.GET.get("par", ""), PAR_PAGE)
    page = Paginator(jeunes, par_page).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "par_page": par_page,
        "tailles": TAILLES_DE_PAGE,
        "lignes": lignes_jeunes(request.acteur, request.dispositif, page.object_list, le=aujourd_hui),
        "filtree": bool(filtres.recherche or filtres.phase or filtres.modalite or filtres.equipe),
        "limitee": limitee_aux_miens(request.acteur, request.dispositif, filtres, le=aujourd_hui),
        "liens_export": _liens_export(request, dispositif),
        "peut_creer": request.acteur.peut("identite", Acces.ECRITURE, request.dispositif.pk),
        "colonnes_triables": COLONNES_TRIABLES,
    }
    return render(request, "parcours/jeunes.html", contexte)


def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file; the export is journaled."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    _, filtres = _filtres(request)
    aujourd_hui = timezone.localdate()
    jeunes = lister_jeunes(request.acteur, request.dispositif, filtres, le=aujourd_hui)
    lignes = lignes_jeunes(request.acteur, request.dispositif, jeunes, le=aujourd_hui)
    journaliser(
        request.acteur,
        "parcours.exporter_jeunes",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(lignes)},
    )
    nom = f"jeunes-{dispositif}-{aujourd_hui.isoformat()}"
    return reponse(feuille_des_jeunes(lignes), nom, extension)


@require_safe
def fiche(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show one young person: the ribbon, then what each context knows; the reading is journaled."""
    vue = _vue(request)
    try:
        lue = lire_fiche(request.acteur, request.dispositif, jeune, le=timezone.localdate(), vue=vue)
    except Jeune.DoesNotExist as absent:
        raise Http404("Aucun jeune de cet identifiant dans ce dispositif.") from absent
    contexte = {
        "fiche": lue,
        "vue": vue,
        "vues": VUES,
        "sections": [section for code, section in sections_du_dossier().items() if code in lue.sections],
        "raisons": _raisons(lue),
        **_droits(request),
    }
    if not lue.sections:
        return render(request, "parcours/jeune_ferme.html", contexte)
    return render(request, "parcours/jeune.html", contexte | _compositions(request, lue))


def _compositions(request: Requete, lue: Fiche) -> dict[str, object]:
    """What other addresses bring, and what is shown of the readings."""
    acteur, dispositif = request.acteur, request.dispositif
    adresse_liaison = adresse_ouverte(
        acteur, "liaison:preparer", dispositif.code, lue.jeune.identifiant, dispositif_id=dispositif.pk
    )
    lectures = list(lectures_du_dossier(acteur, lue.jeune.pk, dispositif.pk)[:LECTURES_MONTREES])
    preparable = adresse_liaison and "parcours" in lue.sections
    return {
        "blocs": blocs_ouverts(acteur, lue, dispositif.code, dispositif.pk),
        "voies_a_venir": voies_a_venir(acteur, lue, dispositif.code, dispositif.pk),
        "changement": ChangementForm(periodes=lue.faits.periodes, le=timezone.localdate()) if preparable else None,
        "adresse_liaison": adresse_liaison,
        "adresse_fiches": adresse_ouverte(acteur, "liaison:fiches", dispositif.code, dispositif_id=dispositif.pk),
        "adresse_accords": adresse_ouverte(
            acteur, "liaison:consentements", dispositif.code, lue.jeune.identifiant, dispositif_id=dispositif.pk
        ),
        "adresse_espace": adresse_ouverte(
            acteur, "espace:acces", dispositif.code, lue.jeune.identifiant, dispositif_id=dispositif.pk
        ),
        "evenements": _evenements(lue),
        "sections_ecrites": lue.acces.ecriture,
        "lectures": lignes_de_lecture(lectures),
        "lectures_ouvertes": peut_lire_les_lectures(acteur, dispositif.pk),
    }


def _evenements(lue: Fiche) -> list[dict[str, object]]:
    """Events of life in words, the latest first, each with whether the person may correct it."""
    connues = sections_du_dossier()
    return [
        {
            "pk": evenement.pk,
            "texte": fait_de_vie(evenement).texte,
            "section": connues[evenement.section].libelle if evenement.section in connues else evenement.section,
            "modifiable": evenement.section in lue.acces.ecriture,
        }
        for evenement in reversed(lue.faits.evenements)
    ]


def _raisons(lue: Fiche) -> list[str]:
    """Why the person sees what they see."""
    titres, noms = lue.acces.titres, fonctions()
    raisons = [f"Vous êtes de son équipe : {noms.get(code, code).lower()}." for code in sorted(titres.equipe)]
    if titres.tous_les_dossiers:
        raisons.append(
            "Votre rôle ouvre les dossiers de tous les jeunes du dispositif, sauf le soin et le psychologue."
        )
    if lue.bris:
        raisons.append("Vous avez ouvert ce dossier avec un motif, pour quelques heures.")
    return raisons


def _droits(request: Requete) -> dict[str, bool]:
    def peut(section: str) -> bool:
        return request.acteur.peut(section, Acces.ECRITURE, request.dispositif.pk)

    return {"peut_ecrire": peut("parcours"), "peut_corriger": peut("identite")}


def _vue(request: Requete) -> VueRuban:
    demandee = request.GET.get("vue", "")
    return VueRuban(demandee) if demandee in set(VueRuban) else VueRuban.TROIS_ANS


def _filtres(request: Requete) -> tuple[FiltresForm, FiltresJeunes]:
    """A word that no filter knows is ignored: an old address still opens."""
    form = FiltresForm(request.GET or None)
    form.is_valid()
    lus = form.cleaned_data if form.is_bound else {}
    tri = request.GET.get("tri", "nom")
    return form, FiltresJeunes(
        recherche=lus.get("recherche", ""),
        phase=lus.get("phase", ""),
        modalite=lus.get("modalite", ""),
        equipe=lus.get("equipe", ""),
        tri=tri if tri in TRIS else "nom",
    )


def _liens_export(request: Requete, dispositif: str) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = parametres.urlencode()
    return [
        (extension.upper(), reverse("parcours:exporter", args=[dispositif, extension]) + (f"?{suite}" if suite else ""))
        for extension in FORMATS
    ]
