"""Presence of each young person in an événement, and absences declared: the same acts as the pages."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.core.paginator import Paginator
from django.utils import timezone
from ninja import Path, Query, Router, Status

from maillage.agenda import selectors as agendas
from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise, SaisieAbsence
from maillage.agenda.domain.heures import PARIS, bornes
from maillage.agenda.domain.presences import ExceptionPresence
from maillage.agenda.domain.versions import ConflitDeVersion
from maillage.agenda.selectors.cartes import evenements_visibles
from maillage.agenda.services import (
    confirmer_evenement,
    declarer_absence,
    modifier_absence,
    noter_presence,
    supprimer_absence,
)
from maillage.echanges.api import schemas
from maillage.echanges.api.lectures import en_local
from maillage.socle.acteur import Acteur
from maillage.socle.requete import Requete

PAR_PAGE = 100
JOURS_MAXIMUM = 400
REFUS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 422, 429), schemas.Message)
CONFLIT: dict[int, Any] = {409: schemas.ConflitLu}
CodeDispositif = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,64}$")]
Identifiant = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,64}$")]
Numero = Annotated[int, Path(ge=1, le=2**31)]
NumeroDePage = Annotated[int, Query(ge=1, le=100000)]
routeur = Router()


@routeur.get(
    "/dispositifs/{dispositif}/evenements/{evenement}/presences",
    url_name="presences",
    response={200: schemas.PresencesLues, **REFUS},
    summary="Présences d'un événement",
)
def lire_presences(request: Requete, dispositif: CodeDispositif, evenement: Identifiant) -> Any:
    """Who is listed, who is away and why. An absence declared elsewhere shows here too."""
    return _presences(request.acteur, request.dispositif, evenement)


@routeur.put(
    "/dispositifs/{dispositif}/evenements/{evenement}/presences/{jeune}",
    url_name="presence",
    response={200: schemas.PresencesLues, **CONFLIT, **REFUS},
    summary="Dire une présence ou une absence",
)
def dire_presence(
    request: Requete,
    dispositif: CodeDispositif,
    evenement: Identifiant,
    jeune: Identifiant,
    corps: schemas.PresenceDite,
) -> Any:
    """Say one young person present, absent (with a reason or without), or « not said » (null). Saying it again corrects it."""
    try:
        noter_presence(
            request.acteur,
            request.dispositif,
            identifiant=evenement,
            jeune=jeune,
            exception=_exception(corps),
            version=corps.version,
        )
    except ConflitDeVersion as conflit:
        return _conflit(conflit)
    return _presences(request.acteur, request.dispositif, evenement)


@routeur.post(
    "/dispositifs/{dispositif}/evenements/{evenement}/confirmation",
    url_name="confirmation",
    response={200: schemas.PresencesLues, **CONFLIT, **REFUS},
    summary="Confirmer un événement",
)
def confirmer(
    request: Requete, dispositif: CodeDispositif, evenement: Identifiant, corps: schemas.ConfirmationDite
) -> Any:
    """The événement took place: everyone listed was there, except those of `exceptions`."""
    exceptions = {dite.jeune: _exception(dite) for dite in corps.exceptions}
    inscrits = {ligne["jeune"] for ligne in _presences(request.acteur, request.dispositif, evenement)["presences"]}
    if inconnus := sorted(exceptions.keys() - inscrits):
        raise ErreurAgenda(f"Non inscrits à cet événement : {', '.join(inconnus[:5])}.", champ="exceptions")
    try:
        confirmer_evenement(
            request.acteur, request.dispositif, identifiant=evenement, exceptions=exceptions, version=corps.version
        )
    except ConflitDeVersion as conflit:
        return _conflit(conflit)
    return _presences(request.acteur, request.dispositif, evenement)


@routeur.get(
    "/dispositifs/{dispositif}/absences",
    url_name="absences",
    response={200: schemas.PageAbsences, **REFUS},
    summary="Absences déclarées",
)
def lister_absences(
    request: Requete, dispositif: CodeDispositif, debut: dt.date, fin: dt.date, page: NumeroDePage = 1
) -> Any:
    """Absences that touch [debut, fin], latest first, one page of a hundred; 400 days at most."""
    if not 1990 <= debut.year <= fin.year <= 2100 or fin < debut:
        raise ErreurAgenda("L'agenda va de 1990 à 2100, et la fin vient après le début.", champ="debut")
    if (fin - debut).days > JOURS_MAXIMUM:
        raise ErreurAgenda(f"{JOURS_MAXIMUM} jours au plus par appel.", champ="fin")
    commence, finit = bornes(debut, fin)
    visibles = agendas.absences_visibles(request.acteur, request.dispositif)
    trouvees = visibles.filter(debut__lt=finit).exclude(fin__lte=commence)
    lot = Paginator(trouvees, PAR_PAGE).get_page(page)
    lues = list(lot) if lot.number == page else []
    return {
        "total": lot.paginator.count,
        "suivante": lot.next_page_number() if lues and lot.has_next() else None,
        "absences": [_absence(absence) for absence in lues],
    }


@routeur.post(
    "/dispositifs/{dispositif}/absences",
    url_name="absences",
    response={201: schemas.AbsenceLue, **REFUS},
    summary="Déclarer une absence",
)
def ecrire_absence(request: Requete, dispositif: CodeDispositif, corps: schemas.AbsenceEcrite) -> Any:
    """A young person is away, in this dispositif; without `fin` as long as their return is not known."""
    saisie = _saisie(request.dispositif, corps)
    return Status(201, _absence(declarer_absence(request.acteur, request.dispositif, saisie=saisie).objet))


@routeur.put(
    "/dispositifs/{dispositif}/absences/{absence}",
    url_name="absence",
    response={200: schemas.AbsenceLue, **CONFLIT, **REFUS},
    summary="Modifier une absence",
)
def changer_absence(
    request: Requete, dispositif: CodeDispositif, absence: Numero, corps: schemas.AbsenceModifiee
) -> Any:
    """Write the whole absence again; 409 when someone wrote since the version given."""
    saisie = _saisie(request.dispositif, corps)
    try:
        ecrite = modifier_absence(
            request.acteur, request.dispositif, absence_id=absence, saisie=saisie, version=corps.version
        )
    except ErreurAgenda as refus:
        return _perimee(request, absence, corps.version, refus)
    return _absence(ecrite.objet)


@routeur.delete(
    "/dispositifs/{dispositif}/absences/{absence}",
    url_name="absence",
    response={204: None, **CONFLIT, **REFUS},
    summary="Retirer une absence",
)
def retirer_absence(
    request: Requete, dispositif: CodeDispositif, absence: Numero, version: Annotated[int, Query(ge=1)]
) -> Any:
    """Remove an absence declared by mistake."""
    try:
        supprimer_absence(request.acteur, request.dispositif, absence_id=absence, version=version)
    except ErreurAgenda as refus:
        return _perimee(request, absence, version, refus)
    return Status(204, None)


def _conflit(conflit: ConflitDeVersion) -> Any:
    return Status(409, {"message": conflit.message, "version": conflit.actuel.version})


def _perimee(request: Requete, absence: int, version: int, refus: ErreurAgenda) -> Any:
    """Answer 409 when what was refused is an old version; raise the refusal again for anything else."""
    visibles = agendas.absences_visibles(request.acteur, request.dispositif)
    actuelle = visibles.filter(pk=absence).values_list("version", flat=True).first()
    if actuelle is None or actuelle == version:
        raise refus
    return Status(409, {"message": refus.message, "version": actuelle})


def _exception(dite: schemas.PresenceEcrite) -> ExceptionPresence:
    return ExceptionPresence(
        dite.presence.value if dite.presence else "", dite.motif.value if dite.motif else "", dite.preavis_h
    )


def _presences(acteur: Acteur, dispositif: DispositifVise, identifiant: str) -> dict[str, Any]:
    trouves = evenements_visibles(acteur, dispositif).filter(identifiant=identifiant)
    cartes = agendas.cartes(trouves)
    if not cartes:
        raise Introuvable("Cet événement n'existe pas, ou plus, dans ce dispositif.")
    [carte] = cartes
    return {
        "evenement": carte.identifiant,
        "version": carte.version,
        "statut": carte.statut,
        "presences": [
            {
                "jeune": inscrit.identifiant,
                "presence": inscrit.presence or None,
                "absent": inscrit.absent,
                "motif": inscrit.motif,
                "preavis_h": inscrit.preavis_h,
            }
            for inscrit in carte.inscrits
        ],
    }


def _absence(absence: Any) -> dict[str, Any]:
    moments = {
        champ: timezone.localtime(moment, PARIS) if (moment := getattr(absence, champ)) else None
        for champ in ("debut", "fin", "prevenu_le")
    }
    return {
        "numero": absence.pk,
        "version": absence.version,
        "jeune": absence.jeune.identifiant,
        "motif": absence.motif,
        "partout": absence.dispositif_id is None,
        **moments,
    }


def _saisie(dispositif: DispositifVise, corps: schemas.AbsenceEcrite) -> SaisieAbsence:
    jeune = agendas.jeunes_a_inscrire(dispositif.pk).filter(identifiant=corps.jeune).first()
    if jeune is None:
        raise ErreurAgenda("Ce jeune est inconnu de ce dispositif.", champ="jeune")
    return SaisieAbsence(
        jeune_id=jeune.pk,
        debut=en_local(corps.debut, "debut"),
        fin=en_local(corps.fin, "fin") if corps.fin else None,
        motif=corps.motif.value,
        prevenu_le=en_local(corps.prevenu_le, "prevenu_le") if corps.prevenu_le else None,
        partout=corps.partout,
    )
