"""Reading the library: the list and its facets, one sheet, its file, the feed of new public sheets."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from maillage.bibliotheque import exports, referentiels
from maillage.bibliotheque.domain.texte import blocs
from maillage.bibliotheque.forms.filtres import FiltresFichesForm
from maillage.bibliotheque.forms.gestes import EmploiForm
from maillage.bibliotheque.models import Fiche, VersionFiche
from maillage.bibliotheque.permissions import BIBLIOTHEQUE, peut_relire
from maillage.bibliotheque.selectors import atelier, detail
from maillage.bibliotheque.selectors.listes import lister_fiches
from maillage.bibliotheque.services import compter_lecture
from maillage.bibliotheque.services.ecriture import peut_modifier
from maillage.bibliotheque.views.commun import (
    en_pages,
    envoyer,
    freine,
    liens,
    montrer,
    origine,
    trop_de_demandes,
    trouver_fiche,
)
from maillage.socle.acteur import Acces
from maillage.socle.models import Piece
from maillage.socle.pieces import SONS, ErreurPiece, lire_piece, reponse_piece
from maillage.socle.requete import Requete


def liste(request: Requete) -> HttpResponse:
    """Show the sheets that the person may open, by dimension, theme, kind and words."""
    if request.GET.get("recherche") and freine(request, "recherche", referentiels.delais().recherches_par_heure):
        return trop_de_demandes(request)
    form = FiltresFichesForm(request.GET or None)
    filtres = form.filtres()
    trouvees = lister_fiches(request.acteur, filtres)
    page = en_pages(request, trouvees.fiches)
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": [(fiche, detail.etiquettes_dites(fiche)) for fiche in page],
        "facettes": trouvees.facettes,
        "dimensions": referentiels.dimensions(),
        "liens_export": liens(request, "bibliotheque:exporter"),
        "peut_ecrire": request.acteur.peut(BIBLIOTHEQUE, Acces.ECRITURE),
        "aujourd_hui": timezone.localdate(),
    }
    return montrer(request, "bibliotheque/liste.html", contexte)


def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file, with the texts."""
    filtres = FiltresFichesForm(request.GET or None).filtres()
    return envoyer(
        request,
        lambda: exports.feuille_fiches(lister_fiches(request.acteur, filtres).fiches, le=timezone.localdate()),
        "bibliotheque",
        extension,
    )


def fiche(request: Requete, fiche: str) -> HttpResponse:
    """Show one sheet; a reading is counted, nobody is named."""
    trouvee = trouver_fiche(request, fiche)
    acteur, aujourd_hui = request.acteur, timezone.localdate()
    tient = peut_modifier(acteur, trouvee)
    travail = trouvee.travail if tient else None
    montree = trouvee.version or travail
    if request.method == "GET" and trouvee.version_id and not tient:
        compter_lecture(trouvee, origine=origine(request))
    contexte = {
        "fiche": trouvee,
        "montree": montree,
        "travail": travail,
        "etat": trouvee.etat_le(aujourd_hui),
        "dimension": referentiels.dimensions().get(trouvee.dimension),
        "etiquettes": detail.etiquettes_dites(trouvee),
        "fichier_perdu": atelier.fichier_perdu(trouvee),
        "emplois": detail.emplois_dits(acteur, trouvee),
        "voisines": detail.fiches_voisines(acteur, trouvee),
        "versions": detail.versions_publiees(trouvee),
        "graphique": exports.graphique_des_lectures(detail.lectures_par_mois(trouvee, le=aujourd_hui))
        if acteur.peut(BIBLIOTHEQUE)
        else None,
        "aujourd_hui": aujourd_hui,
        **_contenu(montree),
        **_actions(request, trouvee, travail, tient=tient),
    }
    return montrer(request, "bibliotheque/fiche.html", contexte)


def _contenu(montree: VersionFiche | None) -> dict[str, object]:
    """The text of a version in blocks, and what its file is."""
    piece = montree.piece if montree else None
    return {
        "blocs": blocs(montree.texte) if montree else [],
        "transcription": blocs(montree.transcription) if montree else [],
        "piece": piece,
        "est_un_son": piece is not None and piece.nature in SONS,
    }


def _actions(request: Requete, fiche: Fiche, travail: VersionFiche | None, *, tient: bool) -> dict[str, object]:
    """Which buttons the person sees."""
    acteur = request.acteur
    ecrite_par_moi = travail is not None and travail.auteur_id == acteur.identifiant
    emploie = detail.dispositifs_employeurs(acteur)
    return {
        "tient": tient,
        "relit": travail is not None
        and travail.etat == "RELECTURE"
        and not ecrite_par_moi
        and peut_relire(acteur, fiche.visibilite, fiche.dispositif_id),
        "ecrite_par_moi": ecrite_par_moi,
        "peut_employer": fiche.lue and (emploie is None or bool(emploie)),
        "form_emploi": EmploiForm(acteur=acteur, cible=fiche) if fiche.lue and emploie else None,
    }


def fichier(request: Requete, fiche: str) -> HttpResponse:
    """Give the file of a sheet, to play when it is a sound and the page asks for it; say so when it cannot be given."""
    trouvee = trouver_fiche(request, fiche)
    piece = _piece(request, trouvee)
    if piece is None:
        return montrer(request, "bibliotheque/fichier_absent.html", {"fiche": trouvee, "mots": ""}, statut=404)
    try:
        octets = lire_piece(request.acteur, piece)
    except ErreurPiece as refus:
        contexte = {"fiche": trouvee, "mots": refus.message}
        return montrer(request, "bibliotheque/fichier_absent.html", contexte, statut=404)
    if trouvee.lue and not peut_modifier(request.acteur, trouvee):
        compter_lecture(trouvee, origine=origine(request), telechargement=True)
    return reponse_piece(piece, octets, en_ligne=piece.nature in SONS and "ecouter" in request.GET)


def _piece(request: Requete, fiche: Fiche) -> Piece | None:
    """The file of the published version, or of the version in course for who keeps it up."""
    version = fiche.version
    if fiche.travail and peut_modifier(request.acteur, fiche) and ("travail" in request.GET or version is None):
        version = fiche.travail
    return version.piece if version else None


def adresse(fiche: Fiche) -> str:
    """Return the page of a sheet."""
    return reverse("bibliotheque:fiche", args=[fiche.identifiant])
