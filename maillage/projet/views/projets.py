"""Reading projects: the list, those of one young person, one project, its text on paper, two versions side by side."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from maillage.projet.domain.comparaison import MotsDuTexte, comparer_projets
from maillage.projet.domain.contenu import ContenuProjet
from maillage.projet.domain.etats import EN_PREPARATION, EN_VIGUEUR
from maillage.projet.domain.falc import conseils_falc
from maillage.projet.exports import feuille_des_projets
from maillage.projet.forms.projet import FiltresProjetsForm
from maillage.projet.models import ProjetPersonnalise, VersionProjet
from maillage.projet.selectors import projets as lire
from maillage.projet.selectors.lecture import ecrire_facile
from maillage.projet.selectors.liste import TRIS, FiltresProjets, compter_les_etats, filtrer
from maillage.projet.selectors.ruban import voie_des_projets
from maillage.projet.selectors.situations import situations
from maillage.projet.selectors.textes import contenu_du_projet
from maillage.projet.templatetags.projet import jour_iso, mot_du_pictogramme
from maillage.projet.views.commun import (
    fil_du_jeune,
    fil_du_projet,
    jeune_ouvert,
    objectif_de,
    peut_ecrire,
    projet_ouvert,
    tracer_lecture,
)
from maillage.socle.domain.ruban import Fenetre
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show where each young person stands: no project, draft, proposed, agreed, evaluated, and what is due."""
    form, filtres = _filtres(request)
    le = timezone.localdate()
    toutes = situations(request.acteur, request.dispositif.pk, le=le)
    page = Paginator(filtrer(toutes, filtres, le=le), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": [(lue, lue.echeance(le)) for lue in page.object_list],
        "onglets": compter_les_etats(toutes),
        "total": len(toutes),
        "liens_export": _liens_export(request, dispositif),
    }
    return render(request, "projet/projets.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file; the export is journaled."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    _, filtres = _filtres(request)
    le = timezone.localdate()
    lues = filtrer(situations(request.acteur, request.dispositif.pk, le=le), filtres, le=le)
    journaliser(
        request.acteur,
        "projet.exporter_projets",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(lues)},
    )
    return reponse(feuille_des_projets(lues, le=le), f"projets-{dispositif}-{le.isoformat()}", extension)


@require_safe
def jeune(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show the projects of one young person, latest first, and what is due."""
    return _page_du_jeune(request, jeune, "projet/jeune.html")


@require_safe
def resume(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """The project that counts, for the page of the young person; all of them when asked as a page."""
    if not request.htmx:
        return _page_du_jeune(request, jeune, "projet/jeune.html")
    connu = jeune_ouvert(request, jeune)
    tous = list(lire.projets_du_jeune(connu.pk, request.dispositif.pk))
    compte = next((p for p in tous if p.etat in EN_VIGUEUR), None) or next(
        (p for p in tous if p.etat in EN_PREPARATION), None
    )
    prepare = next((p for p in tous if p.etat in EN_PREPARATION and p is not compte), None)
    tracer_lecture(request, "lire_resume", connu.pk)
    contexte = {
        "jeune": connu,
        "lu": lire.lire_projet(compte, maintenant=timezone.now()) if compte else None,
        "prepare": prepare,
        "peut_ecrire": peut_ecrire(request, connu.pk),
    }
    return render(request, "projet/resume.html", contexte)


@require_safe
def voie_ruban(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """One lane of the ribbon of a path: each project from its agreement to the next one."""
    connu = jeune_ouvert(request, jeune)
    debut, fin = (_jour(request.GET.get(nom, "")) for nom in ("debut", "fin"))
    if debut is None or fin is None or fin < debut:
        raise Http404("Une voie du ruban demande deux dates.")
    fenetre = Fenetre(debut, fin, timezone.localdate())
    voie = voie_des_projets(connu.pk, request.dispositif.pk, fenetre)
    return render(request, "projet/voie.html", {"voie": voie, "fenetre": fenetre})


@require_safe
def projet(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """Show one project: the young person's words, the objectives with what took place, the answers, what may be done."""
    trouve = projet_ouvert(request, projet)
    tracer_lecture(request, "lire_projet", trouve.jeune_id)
    contexte = {
        "lu": lire.lire_projet(trouve, maintenant=timezone.now()),
        "peut_ecrire": peut_ecrire(request, trouve.jeune_id),
        "fil": fil_du_jeune(request, trouve.jeune),
    }
    return render(request, "projet/projet.html", contexte)


@require_safe
def objectif(request: Requete, dispositif: str, projet: str, objectif: str) -> HttpResponse:
    """Show one objective with every événement behind its figures."""
    trouve = projet_ouvert(request, projet)
    tracer_lecture(request, "lire_objectif", trouve.jeune_id)
    contexte = {
        "lu": lire.lire_objectif(objectif_de(trouve, objectif), maintenant=timezone.now()),
        "projet": trouve,
        "fil": fil_du_projet(request, trouve),
        "peut_ecrire": peut_ecrire(request, trouve.jeune_id),
    }
    return render(request, "projet/objectif.html", contexte)


@require_safe
def texte(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """The text alone, to read and to print: the one proposed last, `?version=` another one, the draft when nothing was proposed."""
    return _texte(request, projet, "projet/texte.html", "lire_texte")


@require_safe
def facile(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """The same, easy to read, with pictograms; whoever writes sees what could be simpler."""
    return _texte(request, projet, "projet/facile.html", "lire_facile")


@require_safe
def comparer(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Two proposed texts side by side, word by word; the last two unless told otherwise."""
    connu = jeune_ouvert(request, jeune)
    tracer_lecture(request, "comparer_projets", connu.pk)
    versions = lire.versions_du_jeune(connu.pk, request.dispositif.pk)
    apres = _version(versions, request.GET.get("apres", ""), 0)
    avant = _version(versions, request.GET.get("avant", ""), 1)
    textes = []
    if avant and apres:
        textes = comparer_projets(
            lire.contenu_de(avant), lire.contenu_de(apres), MotsDuTexte(jour_iso, mot_du_pictogramme)
        )
    contexte = {
        "jeune": connu,
        "versions": versions,
        "avant": avant,
        "apres": apres,
        "changes": [texte for texte in textes if texte.change],
        "egaux": [texte for texte in textes if not texte.change and texte.avant],
        "fil": fil_du_jeune(request, connu),
    }
    return render(request, "projet/comparer.html", contexte)


def texte_demande(request: Requete, projet: ProjetPersonnalise) -> tuple[VersionProjet | None, ContenuProjet]:
    """Return the version that the address asks for and its text: the last proposed one, or the draft as it stands."""
    voulue = request.GET.get("version", "")
    versions = projet.versions.order_by("-rang")
    version = versions.filter(rang=voulue).first() if voulue.isdecimal() else versions.first()
    if voulue and version is None:
        raise Http404("Cette version n'existe pas.")
    if version is None or (projet.modifiable and not voulue):
        return None, contenu_du_projet(projet)
    return version, lire.contenu_de(version)


def _texte(request: Requete, identifiant: str, gabarit: str, acte: str) -> HttpResponse:
    trouve = projet_ouvert(request, identifiant)
    tracer_lecture(request, acte, trouve.jeune_id)
    version, contenu = texte_demande(request, trouve)
    etapes = ecrire_facile(contenu, {})
    contexte = {
        "projet": trouve,
        "version": version,
        "contenu": contenu,
        "accords": list(version.accords.all()) if version else [],
        "etapes": etapes,
        "conseils": conseils_falc(phrase.texte for etape in etapes for phrase in etape.phrases),
        "peut_ecrire": trouve.modifiable and peut_ecrire(request, trouve.jeune_id),
        "fil": fil_du_projet(request, trouve),
    }
    return render(request, gabarit, contexte)


def _page_du_jeune(request: Requete, identifiant: str, gabarit: str) -> HttpResponse:
    connu = jeune_ouvert(request, identifiant)
    tracer_lecture(request, "lire_projets", connu.pk)
    le = timezone.localdate()
    tous = list(lire.projets_du_jeune(connu.pk, request.dispositif.pk).prefetch_related("etapes", "versions"))
    contexte: dict[str, Any] = {
        "jeune": connu,
        "projets": tous,
        "situation": next(iter(situations(request.acteur, request.dispositif.pk, le=le, jeune_id=connu.pk)), None),
        "en_preparation": any(projet.etat in EN_PREPARATION for projet in tous),
        "comparable": sum(len(projet.versions.all()) for projet in tous) > 1,
        "peut_ecrire": peut_ecrire(request, connu.pk),
    }
    return render(request, gabarit, contexte)


def _version(versions: list[VersionProjet], cle: str, rang: int) -> VersionProjet | None:
    choisie = next((une for une in versions if str(une.pk) == cle), None)
    return choisie or (versions[rang] if len(versions) > rang else None)


def _jour(texte: str) -> Any:
    try:
        return parse_date(texte)
    except ValueError:
        return None


def _filtres(request: Requete) -> tuple[FiltresProjetsForm, FiltresProjets]:
    """A word that no filter knows is ignored: an old address still opens."""
    form = FiltresProjetsForm(request.GET or None)
    form.is_valid()
    lus = form.cleaned_data if form.is_bound else {}
    tri = request.GET.get("tri", "nom")
    return form, FiltresProjets(
        etat=lus.get("etat", ""),
        echeance=lus.get("echeance", ""),
        recherche=lus.get("recherche", ""),
        tri=tri if tri in TRIS else "nom",
    )


def _liens_export(request: Requete, dispositif: str) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [
        (extension.upper(), reverse("projet:exporter", args=[dispositif, extension]) + suite) for extension in FORMATS
    ]
