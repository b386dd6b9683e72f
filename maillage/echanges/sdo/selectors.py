"""Reads of the orientations received: the list, one of them, what to answer, who it may be here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.domain.sdo.proposition import Proposition, SituationParcours, proposer
from maillage.echanges.models import (
    EtatOrientation,
    EtatPosition,
    OrientationRecue,
    PositionOrientation,
)
from maillage.echanges.referentiels.sdo import nomenclature_sdo
from maillage.parcours.selectors.connus import jeunes_visibles
from maillage.parcours.selectors.orientation import situation_du_jeune
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.structures.selectors import etablissements_du_dispositif

SECTION = "orientations"
RATTACHEES, SEULES = "oui", "non"
TRIS = {
    "recue_le": ("recue_le", "pk"),
    "-recue_le": ("-recue_le", "-pk"),
    "nom": ("nom", "prenom", "pk"),
    "-nom": ("-nom", "-prenom", "-pk"),
    "etat": ("etat", "-recue_le", "-pk"),
    "-etat": ("-etat", "-recue_le", "-pk"),
}
TOUJOURS = (date(1990, 1, 1), date(2100, 1, 1))


@dataclass(frozen=True)
class FiltresOrientations:
    """What the address asks for: state, tied to a young person or not, words of a name or number, sort."""

    etat: str = ""
    rattachee: str = ""
    recherche: str = ""
    tri: str = "-recue_le"


@dataclass(frozen=True)
class PositionVue:
    """A position with its words; `ici`: that of an establishment of the dispositif."""

    position: PositionOrientation
    ici: bool
    statut: str
    motif: str
    unite_statut: str
    unite_motif: str
    unite_mode: str
    unite_categorie: str
    unite_temporalite: str


@dataclass(frozen=True)
class LigneOrientation:
    """One row of the list: the decision, the last thing said of it here, the answer that waits."""

    orientation: OrientationRecue
    derniere: PositionVue | None
    preparee: PositionVue | None


@dataclass(frozen=True)
class OrientationLue:
    """One orientation with all that was said of it, what the path calls for, and who it may be. `a_jour`: the last answer already says it."""

    orientation: OrientationRecue
    recues: list[PositionVue]
    reponses: list[PositionVue]
    preparee: PositionVue | None
    proposition: Proposition | None
    statut_propose: str
    a_jour: bool


def orientations_visibles(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[OrientationRecue]:
    """Return the orientations of the dispositif, for whoever its section is open to."""
    if not acteur.peut(SECTION, dispositif_id=dispositif.pk):
        return OrientationRecue.objects.none()
    return OrientationRecue.objects.filter(dispositif_id=dispositif.pk).select_related("jeune", "demande")


def lister_orientations(
    acteur: Acteur, dispositif: DispositifVise, filtres: FiltresOrientations
) -> QuerySet[OrientationRecue]:
    """Return those that answer the filters, with their positions read (2 queries)."""
    lignes = orientations_visibles(acteur, dispositif)
    if filtres.etat:
        lignes = lignes.filter(etat=filtres.etat)
    if filtres.rattachee:
        lignes = lignes.filter(jeune__isnull=filtres.rattachee == SEULES)
    for mot in filtres.recherche.split():
        noms = Q(nom__icontains=mot) | Q(prenom__icontains=mot)
        numeros = Q(decision__icontains=mot) | Q(decision_nationale__icontains=mot)
        lignes = lignes.filter(noms | numeros | Q(jeune__nom__icontains=mot) | Q(jeune__prenom__icontains=mot))
    dites = PositionOrientation.objects.exclude(etat=EtatPosition.RETIREE).order_by("cree_le", "pk")
    return lignes.prefetch_related(Prefetch("positions", dites)).order_by(*TRIS.get(filtres.tri, TRIS["-recue_le"]))


def finess_du_dispositif(dispositif_id: int) -> list[str]:
    """Return the FINESS numbers of its establishments, in order (1 query)."""
    return [membre.finess for membre in etablissements_du_dispositif(dispositif_id, *TOUJOURS) if membre.finess]


def lignes_orientations(orientations: Iterable[OrientationRecue], dispositif: DispositifVise) -> list[LigneOrientation]:
    """Turn what `lister_orientations` read into rows (1 query)."""
    ici = set(finess_du_dispositif(dispositif.pk))
    lignes = []
    for orientation in orientations:
        vues = [voir_position(position, ici) for position in orientation.positions.all()]
        nos = [vue for vue in vues if vue.ici and vue.position.etat != EtatPosition.PREPAREE]
        preparees = [vue for vue in vues if vue.position.etat == EtatPosition.PREPAREE]
        lignes.append(LigneOrientation(orientation, _derniere(nos), next(iter(preparees), None)))
    return lignes


def _derniere(vues: list[PositionVue]) -> PositionVue | None:
    """The latest by the day that it says, then by when it came."""
    datees = sorted(vues, key=lambda vue: (vue.position.le or vue.position.unite_le or date.min, vue.position.cree_le))
    return datees[-1] if datees else None


def voir_position(position: PositionOrientation, ici: set[str]) -> PositionVue:
    """Return a position in words."""
    dire = nomenclature_sdo().dire
    return PositionVue(
        position=position,
        ici=position.struct[1:] in ici,
        statut=dire(position.statut),
        motif=dire(position.motif, "motifs"),
        unite_statut=dire(position.unite_statut),
        unite_motif=dire(position.unite_motif, "motifs"),
        unite_mode=dire(position.unite_mode, "modes"),
        unite_categorie=dire(position.unite_categorie, "categories"),
        unite_temporalite=dire(position.unite_temporalite, "temporalites"),
    )


def lire_orientation(
    acteur: Acteur, dispositif: DispositifVise, identifiant: str, *, le: date
) -> OrientationLue | None:
    """Return one orientation, None outside what may be seen (at most 7 queries)."""
    orientation = orientations_visibles(acteur, dispositif).filter(identifiant=identifiant).first()
    if orientation is None:
        return None
    ici = set(finess_du_dispositif(dispositif.pk))
    vues = [voir_position(position, ici) for position in orientation.positions.exclude(etat=EtatPosition.RETIREE)]
    reponses = [vue for vue in vues if vue.position.etat == EtatPosition.PARTIE]
    nos = [*reponses, *(vue for vue in vues if vue.position.etat == EtatPosition.RECUE and vue.ici)]
    proposition = None if orientation.etat == EtatOrientation.CLOSE else _proposition(orientation, le)
    derniere = _derniere(nos)
    return OrientationLue(
        orientation=orientation,
        recues=[vue for vue in vues if vue.position.etat == EtatPosition.RECUE],
        reponses=reponses,
        preparee=next((vue for vue in vues if vue.position.etat == EtatPosition.PREPAREE), None),
        proposition=proposition,
        statut_propose=nomenclature_sdo().dire(proposition.statut) if proposition else "",
        a_jour=proposition is not None and derniere is not None and derniere.position.statut == proposition.statut,
    )


def _proposition(orientation: OrientationRecue, le: date) -> Proposition:
    if orientation.jeune_id is None:
        return proposer(SituationParcours(), le=le)
    faits = situation_du_jeune(orientation.jeune_id, orientation.dispositif_id, demande_id=orientation.demande_id)
    return proposer(SituationParcours(**faits), le=le)


def jeunes_probables(acteur: Acteur, dispositif: DispositifVise, orientation: OrientationRecue) -> list[object]:
    """Return the young people of the dispositif who bear that name and birth date (1 query); none when the decision does not say both."""
    return [
        jeune
        for jeune in jeunes_visibles(acteur, dispositif).filter(naissance=orientation.naissance)
        if orientation.naissance is not None
        and orientation.nom
        and plier(orientation.nom) in (plier(jeune.nom), plier(jeune.nom_usage))
        and plier(orientation.prenom).split()[:1] == plier(jeune.prenom).split()[:1]
    ]


def choix_des_jeunes(acteur: Acteur, dispositif: DispositifVise) -> list[tuple[str, str]]:
    """Return (identifier, name and birth) of the young people that may be tied to a decision (1 query)."""
    return [
        (
            jeune.identifiant,
            f"{jeune}, né ou née le {ecrire_date_annee(jeune.naissance)}" if jeune.naissance else str(jeune),
        )
        for jeune in jeunes_visibles(acteur, dispositif).order_by("nom", "prenom", "pk")
    ]
