"""Visits of the mission, their kilometres, and situations analysed without a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.positions import Position
from maillage.agenda.referentiels import reglages as reglages_agenda
from maillage.socle.acteur import Acteur
from maillage.soutien.domain.erreurs import ErreurSoutien
from maillage.soutien.domain.kilometres import estimer_aller_retour
from maillage.soutien.domain.vocabulaire import EtatDemandeSoutien, EtatVisite, SourceKilometres
from maillage.soutien.models import IntervenantVisite, SituationAnalysee, VisiteSoutien
from maillage.soutien.permissions import CONDUITE, exiger
from maillage.soutien.selectors import membres_de_la_mission
from maillage.soutien.services.demandes import mettre_en_cours
from maillage.soutien.services.ecriture import poser, refuser_les_noms, tracer, verrouiller
from maillage.territoire.selectors import centres


@transaction.atomic
def prevoir_visite(acteur: Acteur, champs: Mapping[str, Any], *, intervenants: Collection[int]) -> VisiteSoutien:
    """Plan a visit; `champs`: dispositif, demande, genre, le, heure, duree_minutes, a_distance, lieu, commune, depart, km."""
    exiger(acteur, CONDUITE)
    visite = VisiteSoutien()
    _ecrire(visite, champs, intervenants)
    tracer(acteur, "prevoir_visite", visite, genre=visite.genre)
    return visite


@transaction.atomic
def modifier_visite(
    acteur: Acteur,
    visite: VisiteSoutien,
    champs: Mapping[str, Any],
    *,
    intervenants: Collection[int],
    version: int | None = None,
) -> VisiteSoutien:
    """Change a visit that is not called off; `version`: the one the page showed."""
    exiger(acteur, CONDUITE)
    verrou: VisiteSoutien = verrouiller(visite, version)
    if verrou.etat == EtatVisite.ANNULEE:
        raise ErreurSoutien("Cette visite est annulée : elle ne change plus.")
    _ecrire(verrou, {**champs, "version": verrou.version + 1}, intervenants)
    tracer(acteur, "modifier_visite", verrou)
    return verrou


def _ecrire(visite: VisiteSoutien, champs: Mapping[str, Any], intervenants: Collection[int]) -> None:
    lus = dict(champs)
    demande = lus["demande"]
    if demande is not None and demande.dispositif_id != lus["dispositif"].pk:
        raise ErreurSoutien("Cette demande est celle d'un autre dispositif.", champ="demande")
    if visite.etat == EtatVisite.TENUE and lus["le"] > timezone.localdate():
        raise ErreurSoutien("Une visite tenue n'est pas dans l'avenir.", champ="le")
    km, source = kilometres(lus)
    poser(visite, {**lus, "km": km, "km_source": source})
    _nommer(visite, intervenants)


def _nommer(visite: VisiteSoutien, intervenants: Collection[int]) -> None:
    connus = dict(membres_de_la_mission(timezone.localdate()))
    deja = {intervenant.compte: intervenant for intervenant in visite.intervenants.all()}
    voulus = {int(cle) for cle in intervenants}
    if not voulus:
        raise ErreurSoutien("Dites qui de la mission fait cette visite.", champ="intervenants")
    visite.intervenants.exclude(compte__in=voulus).delete()
    IntervenantVisite.objects.bulk_create(
        IntervenantVisite(visite=visite, compte=cle, nom=connus[cle])
        for cle in sorted(voulus - set(deja))
        if cle in connus
    )


def kilometres(champs: Mapping[str, Any]) -> tuple[Decimal | None, str]:
    """Return the kilometres there and back and where they come from: typed, else estimated between the two communes, else unknown."""
    if champs["a_distance"]:
        return None, ""
    if champs["km"] is not None:
        return champs["km"], SourceKilometres.RELEVE
    depart, arrivee = champs["depart"], champs["commune"]
    if depart is None or arrivee is None:
        return None, ""
    points = centres([depart.pk, arrivee.pk])
    if depart.pk not in points or arrivee.pk not in points:
        return None, ""
    ici, la = (Position(*points[commune.pk], commune.nom) for commune in (depart, arrivee))
    return estimer_aller_retour(ici, la, reglages_agenda(champs["le"])), SourceKilometres.ESTIMATION


@transaction.atomic
def tenir_visite(
    acteur: Acteur,
    visite: VisiteSoutien,
    champs: Mapping[str, Any],
    *,
    sans_nom: bool = False,
    version: int | None = None,
) -> VisiteSoutien:
    """Say that a visit took place; `champs`: compte_rendu, participants, duree_minutes, km (typed over the estimation when known)."""
    exiger(acteur, CONDUITE)
    verrou: VisiteSoutien = verrouiller(visite, version)
    refuser_les_noms({"compte_rendu": champs["compte_rendu"]}, confirme=sans_nom)
    if verrou.le > timezone.localdate():
        raise ErreurSoutien("Cette visite n'a pas encore eu lieu.")
    if verrou.etat == EtatVisite.ANNULEE:
        raise ErreurSoutien("Cette visite est annulée.")
    lus = dict(champs)
    km = lus.pop("km")
    if km is not None and not verrou.a_distance and km != verrou.km:
        lus |= {"km": km, "km_source": SourceKilometres.RELEVE}
    poser(verrou, {**lus, "etat": EtatVisite.TENUE, "version": verrou.version + 1})
    if verrou.demande is not None and verrou.demande.etat == EtatDemandeSoutien.QUALIFIEE:
        mettre_en_cours(verrou.demande)
    tracer(acteur, "tenir_visite", verrou)
    return verrou


@transaction.atomic
def annuler_visite(acteur: Acteur, visite: VisiteSoutien) -> VisiteSoutien:
    """Call off a planned visit; it stays in the list, said so."""
    exiger(acteur, CONDUITE)
    verrou: VisiteSoutien = verrouiller(visite)
    if verrou.etat != EtatVisite.PREVUE:
        raise ErreurSoutien("Seule une visite prévue s'annule.")
    poser(verrou, {"etat": EtatVisite.ANNULEE, "version": verrou.version + 1})
    tracer(acteur, "annuler_visite", verrou)
    return verrou


@transaction.atomic
def ecrire_situation(
    acteur: Acteur,
    situation: SituationAnalysee | None,
    champs: Mapping[str, Any],
    *,
    sans_nom: bool = False,
    version: int | None = None,
) -> SituationAnalysee:
    """Write a situation without a name; `champs`: dispositif, demande, le, titre, contexte, questions, pistes, participants."""
    exiger(acteur, CONDUITE)
    ecrite: SituationAnalysee = verrouiller(situation, version) if situation else SituationAnalysee(version=0)
    textes = {champ: champs[champ] for champ in ("titre", "contexte", "questions", "pistes")}
    refuser_les_noms(textes, confirme=sans_nom)
    if champs["le"] > timezone.localdate():
        raise ErreurSoutien("Une situation analysée n'est pas dans l'avenir.", champ="le")
    demande = champs["demande"]
    if demande is not None and demande.dispositif_id != champs["dispositif"].pk:
        raise ErreurSoutien("Cette demande est celle d'un autre dispositif.", champ="demande")
    poser(ecrite, {**champs, "version": ecrite.version + 1})
    tracer(acteur, "ecrire_situation", ecrite)
    return ecrite


@transaction.atomic
def effacer_situation(acteur: Acteur, situation: SituationAnalysee) -> None:
    """Erase a situation written by mistake, or that says too much."""
    exiger(acteur, CONDUITE)
    tracer(acteur, "effacer_situation", situation)
    situation.delete()
