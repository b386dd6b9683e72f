"""The operations of the API. Each calls one selector or one service, as a page does."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query, Status
from ninja.errors import ValidationError

from maillage.activite import selectors as activite
from maillage.activite.domain.periode import Periode, PeriodeInvalide
from maillage.activite.regles import JEUX, charger_jeu
from maillage.activite.services import resultat_a_jour
from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.versions import ConflitDeVersion
from maillage.agenda.services import annuler_evenement, creer_evenement, modifier_evenement
from maillage.echanges.api import fhir, presences, schemas
from maillage.echanges.api.lectures import evenement_lu, evenements_lus, saisie_de
from maillage.parcours import selectors as parcours
from maillage.socle.requete import Requete
from maillage.structures import selectors as structures

PAR_PAGE = 100
JOURS_MAXIMUM = 400
AGENDA = (dt.date(1990, 1, 1), dt.date(2100, 12, 31))
CodeDispositif = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,64}$")]
Identifiant = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,64}$")]
NumeroDePage = Annotated[int, Query(ge=1, le=100000)]
REFUS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 422, 429), schemas.Message)

api = NinjaAPI(
    title="Maillage",
    version="1",
    description="Les mêmes droits que les pages, bornés par la portée d'un jeton. Voir docs/echanges/api.md.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
)

api.add_router("", fhir.routeur)
api.add_router("", presences.routeur)


class Refuse(Exception):  # noqa: N818
    """What the caller must mend."""

    def __init__(self, message: str, *, champ: str = "", statut: int = 400) -> None:
        super().__init__(message)
        self.message, self.champ, self.statut = message, champ, statut


@api.exception_handler(Refuse)
def _dire_refus(request: HttpRequest, refus: Refuse) -> HttpResponse:
    return api.create_response(request, {"message": refus.message, "champ": refus.champ}, status=refus.statut)


@api.exception_handler(ErreurAgenda)
def _dire_erreur(request: HttpRequest, erreur: ErreurAgenda) -> HttpResponse:
    statut = 404 if isinstance(erreur, Introuvable) else 400
    return api.create_response(request, {"message": erreur.message, "champ": erreur.champ}, status=statut)


@api.exception_handler(ValidationError)
def _dire_forme(request: HttpRequest, erreur: ValidationError) -> HttpResponse:
    """The first fault of form: where, in the names of the description."""
    premiere = erreur.errors[0] if erreur.errors else {}
    _, *lieu = premiere.get("loc", ("",))
    champ = ".".join(str(partie) for partie in (lieu[1:] if lieu[:1] == ["corps"] else lieu))
    message = f"La demande ne suit pas la description (OpenAPI) : {champ or 'corps'}, {premiere.get('msg', '')}."
    return api.create_response(request, {"message": message, "champ": champ}, status=422)


@api.get(
    "/dispositifs",
    url_name="lister_dispositifs",
    response={200: list[schemas.DispositifLu], **REFUS},
    summary="Dispositifs visibles",
)
def lister_dispositifs(request: Requete) -> Any:
    """Every dispositif that the caller may read."""
    return structures.dispositifs_visibles(request.acteur, "structures")


@api.get(
    "/dispositifs/{dispositif}/jeunes",
    url_name="lister_jeunes",
    response={200: schemas.PageJeunes, **REFUS},
    summary="Jeunes d'un dispositif",
)
def lister_jeunes(request: Requete, dispositif: CodeDispositif, page: NumeroDePage = 1) -> Any:
    """One page of a hundred, by name. A closed file gives the name only."""
    le = timezone.localdate()
    trouves = parcours.lister_jeunes(request.acteur, request.dispositif, parcours.FiltresJeunes(), le=le)
    lot = Paginator(trouves, PAR_PAGE).get_page(page)
    lignes = parcours.lignes_jeunes(request.acteur, request.dispositif, lot, le=le)
    return {
        "total": lot.paginator.count,
        "suivante": lot.next_page_number() if lot.has_next() and lot.number == page else None,
        "jeunes": [
            {
                "identifiant": ligne.jeune.identifiant,
                "nom": ligne.jeune.nom,
                "prenom": ligne.jeune.prenom,
                "naissance": ligne.naissance,
                "modalites": list(ligne.modalites),
                "phase": ligne.phase.type if ligne.phase else None,
            }
            for ligne in (lignes if lot.number == page else [])
        ],
    }


@api.get(
    "/dispositifs/{dispositif}/evenements",
    url_name="evenements",
    response={200: schemas.PageEvenements, **REFUS},
    summary="Événements d'une période",
)
def lister_evenements(
    request: Requete, dispositif: CodeDispositif, debut: dt.date, fin: dt.date, page: NumeroDePage = 1
) -> Any:
    """Événements whose first local day is in [debut, fin], one page of a hundred, in order; 400 days at most."""
    if not AGENDA[0] <= debut <= fin <= AGENDA[1]:
        raise Refuse("L'agenda va de 1990 à 2100, et la fin vient après le début.", champ="debut")
    if (fin - debut).days > JOURS_MAXIMUM:
        raise Refuse(f"{JOURS_MAXIMUM} jours au plus par appel.", champ="fin")
    return evenements_lus(request.acteur, request.dispositif, debut, fin, page=page, par_page=PAR_PAGE)


@api.post(
    "/dispositifs/{dispositif}/evenements",
    url_name="evenements",
    response={201: schemas.EvenementLu, **REFUS},
    summary="Écrire un événement",
)
def ecrire_evenement(request: Requete, dispositif: CodeDispositif, corps: schemas.EvenementEcrit) -> Any:
    """Write one planned événement."""
    saisie = saisie_de(request.dispositif, corps)
    ecrit = creer_evenement(request.acteur, request.dispositif, saisie=saisie)
    return Status(201, evenement_lu(request.acteur, request.dispositif, ecrit.objet.identifiant))


@api.get(
    "/dispositifs/{dispositif}/evenements/{evenement}",
    url_name="evenement",
    response={200: schemas.EvenementLu, **REFUS},
    summary="Un événement",
)
def lire_evenement(request: Requete, dispositif: CodeDispositif, evenement: Identifiant) -> Any:
    """One événement."""
    return evenement_lu(request.acteur, request.dispositif, evenement)


@api.put(
    "/dispositifs/{dispositif}/evenements/{evenement}",
    url_name="evenement",
    response={200: schemas.EvenementLu, 409: schemas.ConflitLu, **REFUS},
    summary="Modifier un événement",
)
def changer_evenement(
    request: Requete, dispositif: CodeDispositif, evenement: Identifiant, corps: schemas.EvenementModifie
) -> Any:
    """Write the whole événement again; 409 when someone wrote since the version given."""
    saisie = saisie_de(request.dispositif, corps)
    try:
        modifier_evenement(
            request.acteur, request.dispositif, identifiant=evenement, saisie=saisie, version=corps.version
        )
    except ConflitDeVersion as conflit:
        return Status(409, {"message": conflit.message, "version": conflit.actuel.version})
    return evenement_lu(request.acteur, request.dispositif, evenement)


@api.delete(
    "/dispositifs/{dispositif}/evenements/{evenement}",
    url_name="evenement",
    response={200: schemas.EvenementLu, 409: schemas.ConflitLu, **REFUS},
    summary="Annuler un événement",
)
def retirer_evenement(
    request: Requete, dispositif: CodeDispositif, evenement: Identifiant, version: Annotated[int, Query(ge=1)]
) -> Any:
    """Cancel an événement: it stays, marked cancelled."""
    try:
        annuler_evenement(request.acteur, request.dispositif, identifiant=evenement, version=version)
    except ConflitDeVersion as conflit:
        return Status(409, {"message": conflit.message, "version": conflit.actuel.version})
    return evenement_lu(request.acteur, request.dispositif, evenement)


@api.get(
    "/dispositifs/{dispositif}/activite/{periode}",
    url_name="activite",
    response={200: schemas.ActiviteLue, **REFUS},
    summary="L'activité comptée",
)
def lire_activite(
    request: Requete,
    dispositif: CodeDispositif,
    periode: Annotated[str, Path(pattern=r"^(199[0-9]|20[0-9]{2})(-T[1-4])?$")],
    regles: str = JEUX[0],
) -> Any:
    """The measures of a quarter (`2026-T1`) or a year (`2026`), counted from the agendas of now."""
    if regles not in JEUX:
        raise Refuse(f"Jeu de règles inconnu. Connus : {', '.join(JEUX)}.", champ="regles")
    try:
        lue = Periode.depuis_libelle(periode)
    except (PeriodeInvalide, ValueError) as erreur:
        raise Refuse(f"Période illisible : {erreur}.", champ="periode") from erreur
    [ligne] = resultat_a_jour(request.dispositif.pk, charger_jeu(regles), lue)["dispositifs"]
    return {"dispositif": dispositif, "periode": periode, "regles": regles, "mesures": ligne["mesures"]}


@api.get(
    "/dispositifs/{dispositif}/retours",
    url_name="retours",
    response={200: list[schemas.RetourLu], **REFUS},
    summary="Retours trimestriels",
)
def lister_retours(request: Requete, dispositif: CodeDispositif) -> Any:
    """The quarterly returns, latest first."""
    return activite.retours_du_dispositif(request.dispositif.pk)
