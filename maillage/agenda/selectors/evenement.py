"""One événement with its two agendas, its neighbours and its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from maillage.agenda.domain import statuts
from maillage.agenda.domain.conflits import Conflit
from maillage.agenda.domain.deplacements import DeplacementImpossible
from maillage.agenda.domain.empechements import natures_en_mots
from maillage.agenda.domain.erreurs import Introuvable
from maillage.agenda.domain.etat import LIBELLES, DispositifVise
from maillage.agenda.domain.heures import bornes, jour_local
from maillage.agenda.domain.libelles import enumerer
from maillage.agenda.domain.recurrence import libelle_regle
from maillage.agenda.models import Evenement
from maillage.agenda.selectors.cartes import CarteEvenement, cartes, evenements_visibles
from maillage.agenda.selectors.semaine import conflits_entre, deplacements_entre
from maillage.socle.acteur import Acteur
from maillage.socle.models import Trace
from maillage.socle.vocabulaire import Modalite, Presence

ACTES: dict[str, str] = {
    "agenda.creer_evenement": "a créé l'événement",
    "agenda.creer_serie": "a créé l'événement avec sa série",
    "agenda.dupliquer_semaine": "a créé l'événement en copiant une semaine",
    "agenda.modifier_evenement": "a modifié l'événement",
    "agenda.modifier_serie": "a modifié l'événement avec sa série",
    "agenda.annuler_serie": "a annulé l'événement avec sa série",
    "agenda.prolonger_serie": "a créé l'événement en prolongeant sa série",
    "agenda.copier_periode": "a créé l'événement en copiant une semaine à la période suivante",
    "agenda.faire_entrer": "a fait entrer un jeune dans le groupe de l'événement",
    "agenda.faire_sortir": "a noté la sortie d'un jeune du groupe de l'événement",
    "agenda.modifier_reglage": "a modifié l'événement avec les réglages de l'établissement",
    "agenda.marquer_hors_ligne": "a noté l'événement hors ligne",
    "agenda.cloturer_serie": "a retiré l'événement en arrêtant sa série",
    "agenda.annuler_evenement": "a annulé l'événement",
    "agenda.retablir_evenement": "a remis l'événement à « prévu »",
    "agenda.confirmer_evenement": "a confirmé l'événement",
    "agenda.confirmer_journee": "a confirmé l'événement avec la journée",
    "agenda.noter_presence": "a noté une présence",
    "agenda.fermer_journee": "a annulé l'événement en fermant la journée",
    "agenda.regrouper": "a regroupé deux saisies de l'événement",
    "agenda.changer_modalite_evenement": "a changé la modalité",
    "agenda.defaire": "a annulé le geste précédent",
}
"""What the journal says of an événement, in words; the data of the history, not a rule."""


@dataclass(frozen=True)
class LigneHistorique:
    """Who did what, when (aware instant)."""

    moment: dt.datetime
    qui: str
    quoi: str


@dataclass(frozen=True)
class EvenementDetaille:
    """An événement and everything its page shows. `doublons`: probable second writings of it (as R5 sees them); `deplacements`: journeys of that
    day, to it or from it, that do not fit."""

    evenement: Evenement
    carte: CarteEvenement
    serie: str
    doublons: tuple[CarteEvenement, ...]
    conflits: tuple[Conflit, ...]
    deplacements: tuple[DeplacementImpossible, ...]
    historique: tuple[LigneHistorique, ...]


def lire_evenement(acteur: Acteur, dispositif: DispositifVise, identifiant: str) -> EvenementDetaille:
    """Return one événement (17 queries whatever its people and history); raise Introuvable."""
    visibles = evenements_visibles(acteur, dispositif).select_related("unite", "serie", "groupe", "type_activite")
    evenement = visibles.filter(identifiant=identifiant).select_related("etablissement").first()
    if evenement is None:
        raise Introuvable("Cet événement n'existe pas, ou plus, dans ce dispositif.")
    du_jour = _du_meme_jour(visibles, evenement)
    (carte,), autres = cartes([evenement]), cartes(du_jour)
    proches = [proche for proche in autres if proche.debut < carte.fin and proche.fin > carte.debut]
    trajets = deplacements_entre(dispositif, [evenement, *du_jour], [carte, *autres])
    return EvenementDetaille(
        evenement=evenement,
        carte=carte,
        serie=libelle_regle(evenement.serie.regle) if evenement.serie else "",
        doublons=tuple(proche for proche in proches if _est_doublon(carte, proche)),
        conflits=tuple(c for c in conflits_entre([carte, *proches]) if identifiant in _cles(c)),
        deplacements=tuple(trajet for trajet in trajets if identifiant in _cles(trajet)),
        historique=_historique(dispositif, identifiant),
    )


def _du_meme_jour(visibles: QuerySet[Evenement], evenement: Evenement) -> list[Evenement]:
    """Return what else happens from its day to its last: enough to find what overlaps it, and the journeys to it or from it."""
    debut, fin = bornes(jour_local(evenement.debut), jour_local(evenement.fin))
    voisins = visibles.filter(debut__lt=fin, fin__gt=debut).exclude(pk=evenement.pk).exclude(statut=statuts.ANNULE)
    if evenement.source_ref:
        voisins = voisins.exclude(source=evenement.source, source_ref=evenement.source_ref)
    return list(voisins)


def _cles(conflit: Conflit | DeplacementImpossible) -> set[str]:
    return {conflit.premier.evenement, conflit.second.evenement}


def _est_doublon(carte: CarteEvenement, proche: CarteEvenement) -> bool:
    """Same date and category, modalities equal or one empty, a common young person and a common professional (R5, step 2)."""
    jeunes = {i.identifiant for i in carte.inscrits} & {i.identifiant for i in proche.inscrits}
    pros = {p.identifiant for p in carte.pros} & {p.identifiant for p in proche.pros}
    memes = carte.jour == proche.jour and carte.categorie_code == proche.categorie_code
    modalites = {carte.modalite, proche.modalite} - {""}
    return memes and bool(jeunes) and bool(pros) and len(modalites) < 2


def _historique(dispositif: DispositifVise, identifiant: str) -> tuple[LigneHistorique, ...]:
    traces = Trace.objects.filter(dispositif_id=dispositif.pk, objet=f"evenement:{identifiant}")
    return tuple(_ligne(trace) for trace in traces.order_by("-horodatage", "-pk")[:100])


def _ligne(trace: Trace) -> LigneHistorique:
    quoi = ACTES.get(trace.acte, trace.acte.rpartition(".")[2].replace("_", " "))
    precisions = list(_precisions(trace.details))
    return LigneHistorique(
        trace.horodatage, trace.acteur_libelle, f"{quoi} : {enumerer(precisions)}" if precisions else quoi
    )


def _precisions(details: dict[str, object]) -> Iterable[str]:
    champs = details.get("champs")
    for champ in champs if isinstance(champs, list) else []:
        yield LIBELLES.get(str(champ).removesuffix("_id"), str(champ).removesuffix("_id").replace("_", " ")).lower()
    malgre = details.get("malgre")
    if isinstance(malgre, list):
        yield f"malgré un conflit vu ({natures_en_mots(malgre)})"
    presence, modalite = details.get("presence"), details.get("modalite")
    if presence in Presence.values:
        yield str(Presence(presence).label).lower()
    if modalite in Modalite.values:
        yield str(Modalite(modalite).label).lower()
