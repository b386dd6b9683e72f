"""Documents of a young person: the list, one document and its versions, filing, replacing, withdrawing."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.parcours.referentiels import sections_du_dossier
from maillage.projet.exports_ecrits import feuille_des_documents
from maillage.projet.forms.ecrits import MotifForm
from maillage.projet.forms.ecrits_documents import ClasserForm, DeposerForm, FiltresDocumentsForm, VersionForm
from maillage.projet.models import DocumentJeune
from maillage.projet.referentiels_ecrits import categories
from maillage.projet.selectors import ecrits_documents as lire
from maillage.projet.selectors.ecrits_documents import FiltresDocuments
from maillage.projet.services import ecrits_documents as services
from maillage.projet.views.ecrits_commun import (
    PageSaisie,
    annoncer,
    conduire,
    donnees,
    lien,
    peut_ecrire,
    trouver_jeune,
)
from maillage.socle.acteur import Acces
from maillage.socle.domain.texte import de_qui
from maillage.socle.models import NatureTrace
from maillage.socle.pieces import ErreurPiece, reponse_piece
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser, journaliser_lecture
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50
RESUME = 5


def documents(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """List the documents of a young person in the sections open to the person; the reading is journaled."""
    connu = trouver_jeune(request, jeune)
    form, filtres = _filtres(request)
    tri = request.GET.get("tri", lire.TRI_PAR_DEFAUT)
    visibles = _visibles(request, connu.pk)
    page = Paginator(lire.lister_documents(visibles, filtres, tri=tri), PAR_PAGE).get_page(request.GET.get("page"))
    _tracer(request, "lire_documents", connu.pk)
    contexte = {
        "jeune": connu,
        "form": form,
        "page": page,
        "tri": tri,
        "lignes": lire.lignes_documents(page.object_list),
        "filtree": filtres != FiltresDocuments(),
        "liens_export": _liens_export(request, jeune),
        "peut_deposer": bool(_categories(request, connu.pk)),
    }
    return render(request, "projet/ecrits/documents.html", contexte)


def resume(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """The latest ones, for the page of the young person; the whole list when asked as a page. Closed sections are absent."""
    if not request.htmx:
        return documents(request, dispositif, jeune)
    connu = trouver_jeune(request, jeune)
    visibles = lire.lister_documents(_visibles(request, connu.pk), FiltresDocuments())
    lignes = lire.lignes_documents(visibles[:RESUME])
    if lignes:
        _tracer(request, "lire_documents", connu.pk)
    contexte = {"jeune": connu, "lignes": lignes, "peut_deposer": bool(_categories(request, connu.pk))}
    return render(request, "projet/ecrits/_resume_documents.html", contexte)


def exporter(request: Requete, dispositif: str, jeune: str, extension: str) -> HttpResponse:
    """Send the filtered list (not the files); the export is journaled."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    connu = trouver_jeune(request, jeune)
    _, filtres = _filtres(request)
    lignes = lire.lignes_documents(lire.lister_documents(_visibles(request, connu.pk), filtres))
    journaliser(
        request.acteur,
        "projet.exporter_documents",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        jeune_id=connu.pk,
        details={"format": extension, "lignes": len(lignes)},
    )
    return reponse(feuille_des_documents(lignes), f"documents-{connu.identifiant}", extension)


def deposer(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """File a document; what is refused says why beside the file."""
    connu = trouver_jeune(request, jeune)
    possibles = _categories(request, connu.pk)
    form = DeposerForm(donnees(request), request.FILES or None, categories=possibles)
    page = PageSaisie(
        titre=f"Déposer un document\u00a0: {connu}",
        phrase="Le fichier est contrôlé par son contenu, puis gardé chiffré.",
        bouton="Déposer",
        retour=lien(request, "documents_du_jeune", jeune),
        fait="Le document est déposé.",
        fichier=True,
        fil=_fil(request, connu),
    )

    def executer() -> str:
        document = services.deposer_document(
            request.acteur,
            dispositif_id=request.dispositif.pk,
            jeune=connu,
            saisie=form.saisie(),
            fichier=form.cleaned_data["fichier"],
            maintenant=timezone.now(),
        )
        return lien(request, "document", document.identifiant)

    return conduire(request, form, page=page, executer=executer)


def document(request: Requete, dispositif: str, document: str) -> HttpResponse:
    """One document: its latest version, the former ones, how long it is kept; the reading is journaled."""
    trouve = _trouver(request, document)
    _tracer(request, "lire_document", trouve.jeune_id)
    regle, jusqu_au = lire.conserve_jusqu_au(trouve, le=timezone.localdate())
    contexte = {
        "ligne": lire.ligne_document(trouve),
        "versions": list(trouve.versions.all()),
        "regle": regle,
        "jusqu_au": jusqu_au,
        "modifiable": trouve.section in _sections_d_ecriture(request, trouve.jeune_id),
    }
    return render(request, "projet/ecrits/document.html", contexte)


def fichier(request: Requete, dispositif: str, document: str, version: int) -> HttpResponse:
    """Give a file back, journaled; `?voir=1` shows it in the browser when its kind allows."""
    trouve = _trouver(request, document)
    voulue = next((une for une in trouve.versions.all() if une.numero == version), None)
    if voulue is None:
        raise Http404("Cette version n'existe pas.")
    try:
        octets = services.telecharger_version(request.acteur, version=voulue)
    except ErreurPiece as refus:
        annoncer(request, refus.message)
        return redirect(lien(request, "document", document))
    return reponse_piece(voulue.piece, octets, en_ligne=request.GET.get("voir") == "1")


def ajouter_version(request: Requete, dispositif: str, document: str) -> HttpResponse:
    """Add a file to a document."""
    trouve = _trouver(request, document, Acces.ECRITURE)
    form = VersionForm(donnees(request), request.FILES or None, initial={"version": trouve.version})
    page = PageSaisie(
        titre="Ajouter une version",
        phrase=f"« {trouve.titre} » : les versions d'avant restent lisibles.",
        bouton="Ajouter",
        retour=lien(request, "document", document),
        fait="La nouvelle version est en place.",
        fichier=True,
        fil=_fil(request, trouve.jeune),
    )

    def executer() -> None:
        services.ajouter_version(request.acteur, document=trouve, maintenant=timezone.now(), **form.cleaned_data)

    return conduire(request, form, page=page, executer=executer)


def classer(request: Requete, dispositif: str, document: str) -> HttpResponse:
    """Change the title, the date, the category, or who sees it."""
    trouve = _trouver(request, document, Acces.ECRITURE)
    depart = {nom: getattr(trouve, nom) for nom in ("titre", "categorie", "date", "partage_famille")}
    form = ClasserForm(donnees(request), categories=_categories(request, trouve.jeune_id), initial=depart)
    page = PageSaisie(
        titre="Ranger autrement",
        phrase=f"« {trouve.titre} », document {de_qui(str(trouve.jeune))}.",
        bouton="Enregistrer",
        retour=lien(request, "document", document),
        fait="Le document est rangé.",
        fil=_fil(request, trouve.jeune),
    )

    def executer() -> None:
        services.classer_document(request.acteur, document=trouve, saisie=form.saisie(), maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


def retirer(request: Requete, dispositif: str, document: str) -> HttpResponse:
    """Take a document out of the file, with a reason."""
    trouve = _trouver(request, document, Acces.ECRITURE)
    form = MotifForm(donnees(request))
    page = PageSaisie(
        titre="Retirer du dossier",
        phrase=f"« {trouve.titre} » ne se lira plus dans le dossier. Il se rétablit tant qu'il n'est pas détruit.",
        bouton="Retirer",
        retour=lien(request, "documents_du_jeune", trouve.jeune.identifiant),
        fait="Le document est retiré du dossier.",
        annuler=lien(request, "retablir_document", document),
        danger=True,
        fil=_fil(request, trouve.jeune),
    )

    def executer() -> None:
        services.retirer_document(
            request.acteur, document=trouve, motif=form.cleaned_data["motif"], maintenant=timezone.now()
        )

    return conduire(request, form, page=page, executer=executer)


@require_POST
def retablir(request: Requete, dispositif: str, document: str) -> HttpResponse:
    """Put a withdrawn document back."""
    trouve = _trouver(request, document, Acces.ECRITURE)
    services.retablir_document(request.acteur, document=trouve, maintenant=timezone.now())
    annoncer(request, "Le document est de nouveau dans le dossier.")
    return redirect(lien(request, "document", document))


def _trouver(request: Requete, identifiant: str, acces: Acces = Acces.LECTURE) -> DocumentJeune:
    trouve = lire.document_visible(
        request.acteur, request.dispositif.pk, identifiant, le=timezone.localdate(), acces=acces
    )
    if trouve is None:
        raise Http404("Aucun document de cet identifiant qui vous soit ouvert.")
    return trouve


def _visibles(request: Requete, jeune_id: int) -> Any:
    return lire.documents_du_jeune(request.acteur, request.dispositif.pk, jeune_id, le=timezone.localdate())


def _categories(request: Requete, jeune_id: int) -> list[tuple[str, str]]:
    return lire.categories_ou_deposer(request.acteur, request.dispositif.pk, jeune_id, le=timezone.localdate())


def _sections_d_ecriture(request: Requete, jeune_id: int) -> set[str]:
    return {categories()[code].section for code, _ in _categories(request, jeune_id)} if peut_ecrire(request) else set()


def _tracer(request: Requete, acte: str, jeune_id: int) -> None:
    journaliser_lecture(request.acteur, f"projet.{acte}", jeune_id=jeune_id, dispositif_id=request.dispositif.pk)


def _fil(request: Requete, jeune: Any) -> tuple[tuple[str, str], ...]:
    return ((f"Documents\u00a0: {jeune}", lien(request, "documents_du_jeune", jeune.identifiant)),)


def _filtres(request: Requete) -> tuple[FiltresDocumentsForm, FiltresDocuments]:
    """A word that no filter knows is ignored: an old address still opens."""
    form = FiltresDocumentsForm(
        request.GET or None,
        categories=[(code, une.libelle) for code, une in categories().items()],
        sections=[(code, section.libelle) for code, section in sections_du_dossier().items()],
    )
    form.is_valid()
    lus = {nom: valeur for nom, valeur in form.cleaned_data.items() if valeur} if form.is_bound else {}
    return form, FiltresDocuments(**lus)


def _liens_export(request: Requete, jeune: str) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    reste = f"?{parametres.urlencode()}" if parametres else ""
    return [(extension.upper(), lien(request, "exporter_documents", jeune, extension) + reste) for extension in FORMATS]
