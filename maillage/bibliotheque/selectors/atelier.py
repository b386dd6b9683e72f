"""What those who write and review have before them: their drafts, what waits for them, what must be kept up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.vocabulaire import LUES, EtatEditorial
from maillage.bibliotheque.models import EmploiFiche, Fiche, UsageFiche
from maillage.bibliotheque.selectors.lecture import fiches_a_relire, fiches_tenues
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.models import ExamenPiece
from maillage.socle.pieces import coffre

"""A link is followed by a person once a year (convention de Maillage)."""


@dataclass(frozen=True)
class FicheAEntretenir:
    """A sheet, its reading of the last months, and the reasons to look at it."""

    fiche: Fiche
    lectures: int
    raisons: tuple[str, ...]


def mes_fiches(acteur: Acteur) -> QuerySet[Fiche]:
    """Return the sheets that the person wrote, or whose next version they write, the latest first."""
    if acteur.identifiant is None:
        return Fiche.objects.none()
    siennes = Q(auteur_id=acteur.identifiant) | Q(travail__auteur_id=acteur.identifiant)
    return fiches_tenues(acteur).filter(siennes).select_related("travail", "version").order_by("-creee_le", "-pk")


def a_relire(acteur: Acteur) -> QuerySet[Fiche]:
    """Return what waits for the person to read it over, the oldest first."""
    return fiches_a_relire(acteur).select_related("travail").order_by("travail__ecrite_le", "pk")


def a_entretenir(
    acteur: Acteur, *, le: dt.date, raison: str = "", recherche: str = "", tri: str = "revue"
) -> list[FicheAEntretenir]:
    """Return the published sheets that the person keeps up and that something is wrong with (4 queries)."""
    delais = referentiels.delais()
    depuis = le - relativedelta(months=delais.inutilisee_mois)
    recents = UsageFiche.objects.filter(fiche=OuterRef("pk"), mois__gte=depuis.replace(day=1))
    fiches = (
        fiches_tenues(acteur)
        .filter(etat__in=LUES)
        .annotate(
            lectures=Sum("usages__consultations", filter=Q(usages__mois__gte=depuis.replace(day=1)), default=0),
            lue_recemment=Exists(recents),
            employee=Exists(EmploiFiche.objects.filter(fiche=OuterRef("pk"))),
        )
        .select_related("version__piece", "dispositif")
    )
    lues = [FicheAEntretenir(fiche, fiche.lectures, _raisons(fiche, le=le, depuis=depuis)) for fiche in fiches]
    gardees = [
        ligne
        for ligne in lues
        if ligne.raisons and _dit(ligne, raison) and plier(recherche) in plier(ligne.fiche.titre)
    ]
    cles = {
        "titre": lambda ligne: (plier(ligne.fiche.titre),),
        "revue": lambda ligne: (ligne.fiche.revoir_le or dt.date.max, plier(ligne.fiche.titre)),
        "usage": lambda ligne: (ligne.lectures, plier(ligne.fiche.titre)),
    }
    return sorted(gardees, key=cles.get(tri.lstrip("-"), cles["revue"]), reverse=tri.startswith("-"))


RAISONS = {
    "revue": "Date de revue passée",
    "signalee": "Signalée à revoir",
    "inutilisee": "Jamais ouverte ni employée depuis six mois",
    "lien": "Lien cassé",
    "lien_ancien": "Lien pas vérifié depuis un an",
    "fichier": "Fichier absent ou gardé à part",
    "ancienne": "Source de plus de cinq ans",
}


def _dit(ligne: FicheAEntretenir, raison: str) -> bool:
    return not raison or raison not in RAISONS or any(mots.startswith(RAISONS[raison]) for mots in ligne.raisons)


def _raisons(fiche: Fiche, *, le: dt.date, depuis: dt.date) -> tuple[str, ...]:
    trouvees = []
    if fiche.revoir_le is not None and fiche.revoir_le < le:
        trouvees.append(f"{RAISONS['revue']} : {ecrire_jour_annee(fiche.revoir_le)}")
    if fiche.etat == EtatEditorial.A_REVOIR:
        trouvees.append(f"{RAISONS['signalee']} : {fiche.motif_revision}")
    if fiche.lien_casse:
        trouvees.append(RAISONS["lien"])
    elif fiche.lien_verifie_le is not None and fiche.lien_verifie_le < le - relativedelta(
        months=referentiels.delais().lien_mois
    ):
        trouvees.append(RAISONS["lien_ancien"])
    if fichier_perdu(fiche):
        trouvees.append(RAISONS["fichier"])
    if inutilisee(fiche, depuis=depuis):
        trouvees.append(RAISONS["inutilisee"])
    if fiche.date_source and fiche.date_source < le - relativedelta(years=referentiels.delais().source_ancienne_ans):
        trouvees.append(f"{RAISONS['ancienne']} : {fiche.date_source.year}")
    return tuple(trouvees)


def inutilisee(fiche: Fiche, *, depuis: dt.date) -> bool:
    """Tell whether nobody opened nor uses a sheet that has been there long enough."""
    ancienne = fiche.publiee_le is not None and timezone.localdate(fiche.publiee_le) < depuis
    return bool(ancienne and not fiche.lue_recemment and not fiche.employee)  # type: ignore[attr-defined]


def fichier_perdu(fiche: Fiche) -> bool:
    """Tell whether the file of the published version waits for the antivirus, or is no longer in the store."""
    piece = fiche.version.piece if fiche.version else None
    if piece is None:
        return False
    return piece.examen == ExamenPiece.EN_ATTENTE or not coffre.chemin(piece.identifiant).is_file()
