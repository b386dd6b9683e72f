"""A protected table as slides, pages to print or a spreadsheet; the bytes of the CSV stay those of `maillage restituer`."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.regles import charger_jeu
from maillage.pilotage import selectors
from maillage.pilotage.diaporama import en_diapositives
from maillage.pilotage.forms import RestitutionForm
from maillage.pilotage.presentation import Presentee, feuille_de, rapport_de
from maillage.pilotage.publie import afficher
from maillage.pilotage.views.periodes import periodes_ouvertes
from maillage.pilotage.views.restitution import PRESENTATIONS, tableau_ou_rien
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.listes import envoyer_liste, trouve
from maillage.socle.models import NatureTrace
from maillage.socle.pieces import reponse_fichier
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser

DIAPORAMA, DOCUMENT = "diaporama", "document"
ACTE = "pilotage.exporter_restitution"
DU_JOUR = "Tableau du jour : ce n'est pas une publication, il changera avec les prochains retours."


@require_safe
def de_restitution(request: Requete, nom: str, extension: str) -> HttpResponse:
    """Send the table of now."""
    choix = RestitutionForm(request.GET, periodes=periodes_ouvertes()).choix()
    calcule = tableau_ou_rien(choix)
    tableau = trouve(calcule if calcule and calcule.retours else None, "Aucun tableau à présenter pour ces choix.")
    presentee = Presentee(
        tableau=afficher(bytes(tableau.contenu)),
        periode=choix.periode,
        public=choix.public.value,
        seuil=choix.seuil,
        etat=DU_JOUR,
        regles=_regles(charger_jeu(choix.regles)),
        arrete_au=timezone.localdate(),
    )
    return _envoyer(request, presentee, f"restitution-{choix.periode}-{choix.public.value}", nom, extension)


@require_safe
def de_publication(request: Requete, periode: str, numero: int, nom: str, extension: str) -> HttpResponse:
    """Send a released table, read from its frozen bytes."""
    publication = trouve(selectors.publication_par_numero(periode, numero), "Cette publication n'existe pas.")
    parue = timezone.localdate(publication.publie_le)
    presentee = Presentee(
        tableau=afficher(bytes(publication.tableau)),
        periode=periode,
        public=publication.public,
        seuil=publication.seuil,
        etat=f"Publication n° {numero}, figée : parue {ecrire_jour_annee(parue)}.",
        regles=_regles(charger_jeu(publication.regles)),
        arrete_au=parue,
    )
    return _envoyer(request, presentee, f"restitution-{periode}-publication-{numero}", nom, extension)


def _envoyer(request: Requete, presentee: Presentee, base: str, nom: str, extension: str) -> HttpResponse:
    if (nom, extension) not in {(connu, sienne) for _, connu, sienne in PRESENTATIONS}:
        raise Http404("Ce fichier n'existe pas.")
    if nom != DIAPORAMA:
        rapport = (lambda: rapport_de(presentee)) if nom == DOCUMENT else None
        return envoyer_liste(request, lambda: feuille_de(presentee), base, extension, rapport, acte=ACTE)
    details = {"format": DIAPORAMA}
    journaliser(request.acteur, ACTE, nature=NatureTrace.LECTURE, objet=base[:120], details=details)
    octets = en_diapositives(rapport_de(presentee))
    return reponse_fichier(f"{base}-diaporama.pdf", "PDF", octets, en_ligne=True)


def _regles(jeu: JeuDeRegles) -> str:
    return f"{jeu.libelle}, version {jeu.version} : {jeu.note}."
