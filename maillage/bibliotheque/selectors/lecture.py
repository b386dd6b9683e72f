"""What a person may open: every other read of the library starts here, so that no title nor label of a closed sheet is ever said."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from maillage.bibliotheque.domain.vocabulaire import LUES, EtatEditorial, EtatVersion, Visibilite
from maillage.bibliotheque.models import Fiche, QuestionFaq
from maillage.bibliotheque.permissions import BIBLIOTHEQUE, FAQ, INTERNE, MISSION, RELECTURE
from maillage.socle.acteur import Acces, Acteur

PUBLIQUES = Q(etat__in=LUES, visibilite=Visibilite.PUBLIC)


def fiches_publiques() -> QuerySet[Fiche]:
    """Return what anyone may read, without account."""
    return Fiche.objects.filter(PUBLIQUES)


def fiches_lues(acteur: Acteur) -> QuerySet[Fiche]:
    """Return the published sheets that the person may read."""
    return Fiche.objects.filter(_ouvertes(acteur), etat__in=LUES)


def fiches_visibles(acteur: Acteur) -> QuerySet[Fiche]:
    """Return every sheet that the person may open: published ones, their own in any state, those they review."""
    return Fiche.objects.filter((_ouvertes(acteur) & Q(etat__in=LUES)) | _siennes(acteur) | _relues(acteur))


def fiches_tenues(acteur: Acteur) -> QuerySet[Fiche]:
    """Return the sheets that the person keeps up: their own, and all those they review."""
    return Fiche.objects.filter(_siennes(acteur) | _relues(acteur))


def fiches_a_relire(acteur: Acteur) -> QuerySet[Fiche]:
    """Return the sheets whose version waits for this person to review it: never their own."""
    attendues = Fiche.objects.filter(_relues(acteur), travail__etat=EtatVersion.RELECTURE)
    return attendues.exclude(travail__auteur_id=acteur.identifiant) if acteur.identifiant is not None else attendues


def fiche_visible(acteur: Acteur, identifiant: str) -> Fiche | None:
    """Return a sheet by its address, None when it is not there or not theirs to open."""
    return (
        fiches_visibles(acteur)
        .filter(identifiant=identifiant)
        .select_related("version__piece", "travail__piece", "dispositif")
        .first()
    )


def questions_visibles(acteur: Acteur) -> QuerySet[QuestionFaq]:
    """Return the questions shown to all, and the others to those who answer."""
    toutes = QuestionFaq.objects.all()
    return toutes if acteur.peut(FAQ, Acces.ECRITURE) else toutes.filter(visible=True)


def _ouvertes(acteur: Acteur) -> Q:
    """The visibilities open to the person, whatever the state of the sheet."""
    ouvertes = Q(visibilite=Visibilite.PUBLIC)
    if acteur.peut(BIBLIOTHEQUE):
        ouvertes |= Q(visibilite=Visibilite.RESEAU)
    if acteur.peut(MISSION):
        ouvertes |= Q(visibilite=Visibilite.MISSION)
    return ouvertes | _internes(acteur, Acces.LECTURE)


def _internes(acteur: Acteur, acces: Acces) -> Q:
    if not acteur.peut(INTERNE, acces):
        return Q(pk__in=[])
    dispositifs = acteur.dispositifs(INTERNE, acces)
    internes = Q(visibilite=Visibilite.DISPOSITIF)
    return internes if dispositifs is None else internes & Q(dispositif_id__in=dispositifs)


def _siennes(acteur: Acteur) -> Q:
    """One's own sheets, as long as one may still write; an inner one only while one belongs to its dispositif."""
    if acteur.identifiant is None or not acteur.peut(BIBLIOTHEQUE, Acces.ECRITURE):
        return Q(pk__in=[])
    return Q(auteur_id=acteur.identifiant) & (
        ~Q(visibilite__in=[Visibilite.DISPOSITIF, Visibilite.MISSION]) | _ouvertes(acteur)
    )


def _relues(acteur: Acteur) -> Q:
    """The sheets that the person reviews, drafts left out: a draft belongs to its author until it is sent."""
    relues = _internes(acteur, Acces.ECRITURE)
    if acteur.peut(RELECTURE, Acces.ECRITURE):
        relues |= Q(visibilite__in=[Visibilite.PUBLIC, Visibilite.RESEAU])
    if acteur.peut(MISSION, Acces.ECRITURE):
        relues |= Q(visibilite=Visibilite.MISSION)
    return relues & ~Q(etat=EtatEditorial.BROUILLON)
