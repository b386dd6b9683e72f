"""Writing, reading over, keeping up: the workshop, the form, the acts, the versions side by side."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from maillage.bibliotheque import exports
from maillage.bibliotheque.domain.comparaison import comparer
from maillage.bibliotheque.forms.actes import FormulaireActe
from maillage.bibliotheque.forms.fiches import FicheForm
from maillage.bibliotheque.forms.filtres import FiltresEntretienForm
from maillage.bibliotheque.forms.gestes import GESTES, EffacerForm, EmploiForm
from maillage.bibliotheque.models import Fiche, VersionFiche
from maillage.bibliotheque.selectors import atelier as lectures
from maillage.bibliotheque.services.ecriture import peut_modifier
from maillage.bibliotheque.views.commun import (
    en_pages,
    envoyer,
    geste_connu,
    jouer,
    liens,
    montrer,
    trouve,
    trouver_fiche,
)
from maillage.bibliotheque.views.fiches import adresse
from maillage.socle.brouillon.services import jeter_brouillon, reprendre
from maillage.socle.requete import Requete

ECRIT = "bibliotheque/ecrire.html"
CHAMPS_COMPARES = (
    ("titre", "Titre"),
    ("resume", "En une phrase"),
    ("texte", "Texte"),
    ("transcription", "Transcription"),
)
COLONNES_ENTRETIEN = (("titre", "Fiche"), ("revue", "À revoir avant le"), ("usage", "Ouvertures"))


def atelier(request: Requete) -> HttpResponse:
    """Show what the person writes, and what waits for them to read over."""
    contexte = {
        "page": en_pages(request, lectures.mes_fiches(request.acteur)),
        "a_relire": lectures.a_relire(request.acteur),
        "aujourd_hui": timezone.localdate(),
    }
    return montrer(request, "bibliotheque/atelier.html", contexte)


def entretien(request: Requete) -> HttpResponse:
    """Show the sheets that nobody uses, or that are out of date."""
    form = FiltresEntretienForm(request.GET or None)
    demandes = form.demandes()
    contexte = {
        "form": form,
        "tri": demandes["tri"],
        "page": en_pages(request, lectures.a_entretenir(request.acteur, le=timezone.localdate(), **demandes)),
        "colonnes": COLONNES_ENTRETIEN,
        "liens_export": liens(request, "bibliotheque:exporter_entretien"),
        "aujourd_hui": timezone.localdate(),
    }
    return montrer(request, "bibliotheque/entretien.html", contexte)


def exporter_entretien(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    demandes = FiltresEntretienForm(request.GET or None).demandes()
    return envoyer(
        request,
        lambda: exports.feuille_entretien(
            lectures.a_entretenir(request.acteur, le=timezone.localdate(), **demandes), le=timezone.localdate()
        ),
        "fiches-a-entretenir",
        extension,
    )


def nouvelle(request: Requete) -> HttpResponse:
    """Open a draft."""
    return _ecrire(request, None, reverse("bibliotheque:atelier"))


def modifier(request: Requete, fiche: str) -> HttpResponse:
    """Write the version in course, or the next one."""
    trouvee = _tenue(request, fiche)
    return _ecrire(request, trouvee, adresse(trouvee))


def _ecrire(request: Requete, cible: Fiche | None, retour: str) -> HttpResponse:
    if request.method != "POST":
        form = FicheForm(acteur=request.acteur, cible=cible)
        attend = reprendre(request, form)
        contexte = {"form": form, "retour": retour, "sujet": cible, "brouillon": attend}
        return montrer(request, ECRIT, contexte)

    def apres(form: FormulaireActe) -> str:
        jeter_brouillon(request.acteur, cle=request.path)
        return adresse(form.cible)

    return jouer(request, FicheForm, cible=cible, retour=retour, apres=apres, gabarit=ECRIT, sujet=cible)


def geste(request: Requete, fiche: str, geste: str) -> HttpResponse:
    """One act on a sheet."""
    trouvee = _tenue(request, fiche)

    def apres(form: FormulaireActe) -> str:
        partie = isinstance(form, EffacerForm) and form.partie
        return reverse("bibliotheque:atelier") if partie else adresse(trouvee)

    sujet = trouvee.travail.titre if trouvee.travail else trouvee.titre
    completer = reverse("bibliotheque:modifier", args=[fiche]) if geste == "relecture" else ""
    return jouer(
        request,
        geste_connu(GESTES, geste),
        cible=trouvee,
        retour=adresse(trouvee),
        apres=apres,
        sujet=sujet,
        completer=completer,
    )


def employer(request: Requete, fiche: str) -> HttpResponse:
    """Say that a dispositif uses a sheet, or take it back."""
    trouvee = trouver_fiche(request, fiche)
    return jouer(
        request,
        EmploiForm,
        cible=trouvee,
        retour=adresse(trouvee),
        gabarit="bibliotheque/employer.html",
        sujet=trouvee.titre,
    )


def versions(request: Requete, fiche: str) -> HttpResponse:
    """Show two versions side by side, word by word."""
    trouvee = trouver_fiche(request, fiche)
    tient = peut_modifier(request.acteur, trouvee)
    lisibles = [v for v in trouvee.versions.order_by("-numero") if v.publiee_le is not None or tient]
    if not lisibles:
        raise Http404("Cette fiche n'a pas encore de version.")
    apres = _choisie(lisibles, request.GET.get("a"), lisibles[0])
    avant = _choisie(lisibles, request.GET.get("de"), lisibles[min(1, len(lisibles) - 1)])
    contexte = {
        "fiche": trouvee,
        "versions": lisibles,
        "avant": avant,
        "apres": apres,
        "champs": [
            (libelle, comparer(getattr(avant, champ), getattr(apres, champ)))
            for champ, libelle in CHAMPS_COMPARES
            if getattr(avant, champ) or getattr(apres, champ)
        ],
        "fichier_change": avant.piece_id != apres.piece_id,
    }
    return montrer(request, "bibliotheque/versions.html", contexte)


def _choisie(versions: list[VersionFiche], numero: str | None, defaut: VersionFiche) -> VersionFiche:
    return next((version for version in versions if str(version.numero) == numero), defaut)


def _tenue(request: Requete, identifiant: str) -> Fiche:
    """Return a sheet that the person keeps up: closed to others as if it were not there."""
    fiche = trouver_fiche(request, identifiant)
    return trouve(fiche if peut_modifier(request.acteur, fiche) else None, "Cette fiche n'est pas à vous.")
