"""What binds a dispositif on a day: the public read of this context for the floors above."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from maillage.conventions import referentiels
from maillage.conventions.domain.etats import LIANTS, EtatConvention, etat_le, fin_connue
from maillage.conventions.domain.modalites import Apport, couvertes
from maillage.conventions.models import AccordBilateral, ConventionCadre, Signataire


@dataclass(frozen=True)
class ConventionEnVigueur:
    """A convention, or an agreement, that binds a dispositif on a day; `etat` is EN_VIGUEUR or A_RENOUVELER.

    `modalites`: codes (AJ, AN, PMO) that its signatories, or the partner of the agreement, declare to bring. `bilateral`: an agreement.
    """

    titre: str
    debut: dt.date
    fin: dt.date
    signataires: tuple[str, ...]
    modalites: tuple[str, ...]
    etat: EtatConvention
    bilateral: bool
    identifiant: str


def conventions_en_vigueur(dispositif_id: int, le: dt.date) -> list[ConventionEnVigueur]:
    """Return the conventions cadres that an organisme of the dispositif has signed and not left, then its agreements (4 queries)."""
    cadres = ConventionCadre.objects.filter(
        signataires__in=Signataire.objects.filter(organisme__dispositifs=dispositif_id), debut__lte=le
    )
    lus = cadres.distinct().prefetch_related("signataires", "avenants")
    siens = Signataire.objects.filter(organisme__dispositifs=dispositif_id)
    organismes: set[int | None] = set(siens.values_list("organisme_id", flat=True))
    lignes = [ligne for cadre in lus if (ligne := _cadre(cadre, organismes, le))]
    accords = AccordBilateral.objects.filter(dispositif_id=dispositif_id, debut__lte=le).select_related("dispositif")
    return [*lignes, *(ligne for accord in accords if (ligne := _accord(accord, le)))]


def presents(convention: ConventionCadre, le: dt.date) -> list[Signataire]:
    """Return who has signed and not left on a day; reads `signataires` (prefetch it in a list)."""
    return [
        signataire
        for signataire in convention.signataires.all()
        if signataire.signe_le is not None
        and signataire.signe_le <= le
        and (signataire.retire_le is None or signataire.retire_le > le)
    ]


def apports(signataires: list[Signataire]) -> list[Apport]:
    return [Apport(signataire.nom, tuple(signataire.modalites)) for signataire in signataires]


def _cadre(convention: ConventionCadre, organismes: set[int | None], le: dt.date) -> ConventionEnVigueur | None:
    etat = etat_le(convention.dates, le, referentiels.reglages(le))
    la = presents(convention, le)
    if etat not in LIANTS or not any(signataire.organisme_id in organismes for signataire in la):
        return None
    return ConventionEnVigueur(
        convention.titre,
        convention.debut,
        fin_connue(convention.dates, le),
        tuple(signataire.nom for signataire in la),
        couvertes(apports(la)),
        etat,
        bilateral=False,
        identifiant=convention.identifiant,
    )


def _accord(accord: AccordBilateral, le: dt.date) -> ConventionEnVigueur | None:
    etat = etat_le(accord.dates, le, referentiels.reglages(le))
    if etat not in LIANTS:
        return None
    return ConventionEnVigueur(
        accord.titre,
        accord.debut,
        fin_connue(accord.dates, le),
        (accord.dispositif.nom, accord.partenaire),
        couvertes([Apport(accord.partenaire, tuple(accord.modalites))]),
        etat,
        bilateral=True,
        identifiant=accord.identifiant,
    )
