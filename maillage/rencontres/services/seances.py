"""The dates and sites of a meeting: added, changed, called off; those registered are told of a change once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import VIVANTES, EtatInscription, EtatRencontre, EtatSeanceRencontre
from maillage.rencontres.models import Inscription, JourSeance, Rencontre, SeanceRencontre
from maillage.rencontres.permissions import RENCONTRES, exiger
from maillage.rencontres.services.courriels import ecrire
from maillage.rencontres.services.ecriture import poser, prendre_seance, tracer
from maillage.rencontres.services.places import donner_les_places
from maillage.rencontres.services.rencontres import dater_rencontre
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_jour_annee

Jour = tuple[dt.date, dt.time, dt.time]
"""Day, from, to."""
DITS = ("lieu", "adresse", "commune_id", "lien_distance")
"""What those registered must be told of when it changes."""


@transaction.atomic
def ajouter_seance(
    acteur: Acteur, rencontre: Rencontre, champs: Mapping[str, Any], jours: Sequence[Jour]
) -> SeanceRencontre:
    """Add a date; `champs`: lieu, adresse, commune, lien_distance, places; `jours`: its days in any order."""
    exiger(acteur, RENCONTRES)
    if rencontre.etat in {EtatRencontre.TENUE, EtatRencontre.ANNULEE}:
        raise ErreurRencontre("Cette rencontre est finie ou annulée : ouvrez-en une autre.")
    return ecrire_seance(acteur, rencontre, champs, jours)


def ecrire_seance(
    acteur: Acteur, rencontre: Rencontre, champs: Mapping[str, Any], jours: Sequence[Jour]
) -> SeanceRencontre:
    """Write a date whatever the state of the meeting: the caller has checked the right, and that it may still take one."""
    seance = SeanceRencontre(rencontre=rencontre)
    poser(seance, {**champs, **_bornes(jours)})
    _ecrire_jours(seance, jours)
    dater_rencontre(rencontre)
    tracer(acteur, "ajouter_seance", seance, rencontre=rencontre.identifiant)
    return seance


@transaction.atomic
def modifier_seance(
    acteur: Acteur, seance: SeanceRencontre, champs: Mapping[str, Any], jours: Sequence[Jour], *, mot: str = ""
) -> int:
    """Change a date. When its day, place or link moves and people are registered, each is told once; return how many mails were written."""
    exiger(acteur, RENCONTRES)
    actuelle = prendre_seance(seance.pk)
    if actuelle.annulee:
        raise ErreurRencontre("Cette date est annulée : ajoutez-en une autre.")
    avant = {champ: getattr(actuelle, champ) for champ in DITS}
    jours_avant = set(actuelle.jours.values_list("le", "debut", "fin"))
    poser(actuelle, {**champs, **_bornes(jours), "mot": mot.strip()})
    change = avant != {champ: getattr(actuelle, champ) for champ in DITS} or jours_avant != set(jours)
    if jours_avant != set(jours):
        _ecrire_jours(actuelle, jours)
    dater_rencontre(actuelle.rencontre)
    tracer(acteur, "modifier_seance", actuelle, change=change)
    donner_les_places(acteur, actuelle)
    return _annoncer_le_changement(acteur, actuelle) if change else 0


def _annoncer_le_changement(acteur: Acteur, seance: SeanceRencontre) -> int:
    seance.version += 1
    seance.save(update_fields=["version"])
    inscrits = _vivantes(seance)
    return sum(ecrire(une, "changement", suite=str(seance.version), acteur=acteur, mot=seance.mot) for une in inscrits)


@transaction.atomic
def annuler_seance(
    acteur: Acteur, seance: SeanceRencontre, *, mot: str, vers: SeanceRencontre | None = None
) -> tuple[int, int]:
    """Call off a date (a site closed the day before). `vers`: another date of the meeting where its people go, in their order.

    Everyone is told once. Return (mails written, people who have a place at the other date).
    """
    exiger(acteur, RENCONTRES)
    if not mot.strip():
        raise ErreurRencontre("Dites en quelques mots pourquoi : les inscrits le liront.", champ="mot")
    if vers is not None and (vers.rencontre_id != seance.rencontre_id or vers.pk == seance.pk):
        raise ErreurRencontre("Choisissez une autre date de la même rencontre.", champ="vers")
    cles = sorted({seance.pk, *([vers.pk] if vers else [])})
    prises = {cle: prendre_seance(cle) for cle in cles}
    actuelle, cible = prises[seance.pk], prises[vers.pk] if vers else None
    if actuelle.annulee:
        raise ErreurRencontre("Cette date est déjà annulée : les inscrits ont été prévenus.")
    if cible is not None and cible.annulee:
        raise ErreurRencontre("Cette autre date est annulée elle aussi.", champ="vers")
    poser(actuelle, {"etat": EtatSeanceRencontre.ANNULEE, "mot": mot.strip()})
    tracer(acteur, "annuler_seance", actuelle, vers=cible.identifiant if cible else None)
    dater_rencontre(actuelle.rencontre)
    if cible is None:
        courriels = sum(
            ecrire(une, "seance_annulee", suite="annulee", acteur=acteur, mot=mot.strip())
            for une in _vivantes(actuelle)
        )
        return courriels, 0
    return _transferer(acteur, actuelle, cible, mot=mot.strip())


def _transferer(acteur: Acteur, depuis: SeanceRencontre, vers: SeanceRencontre, *, mot: str) -> tuple[int, int]:
    deja = set(vers.inscriptions.filter(etat__in=VIVANTES).values_list("personne", "cle_structure"))
    deplacees = [une for une in _vivantes(depuis) if (une.personne, une.cle_structure) not in deja]
    for une in deplacees:
        une.seance, une.place_le = vers, None
        if une.etat == EtatInscription.INSCRIT:
            une.etat = EtatInscription.EN_ATTENTE
        une.save(update_fields=["seance", "etat", "place_le"])
    cles = [une.pk for une in deplacees]
    _placer_en_silence(acteur, vers, cles)
    relues = Inscription.objects.filter(pk__in=cles).select_related("seance__rencontre", "seance__commune")
    relues = relues.prefetch_related("seance__jours")
    placees = sum(une.etat == EtatInscription.INSCRIT for une in relues)
    mots = {"mot": mot, "ancienne": str(depuis)}
    courriels = sum(
        ecrire(une, "deplacee", suite=str(vers.pk), acteur=acteur, place=une.etat == EtatInscription.INSCRIT, **mots)
        for une in relues
    )
    return courriels, placees


def _placer_en_silence(acteur: Acteur, seance: SeanceRencontre, deplacees: list[int]) -> None:
    """Give the places left; one mail tells the moved ones all, those who waited there are told of theirs."""
    for une in donner_les_places(acteur, seance, muettes=frozenset(deplacees)):
        tracer(acteur, "deplacer_inscription", une)


def _vivantes(seance: SeanceRencontre) -> list[Inscription]:
    inscrits = Inscription.objects.filter(seance=seance, etat__in=VIVANTES).order_by("arrivee_le", "pk")
    return list(inscrits.select_related("seance__rencontre", "seance__commune").prefetch_related("seance__jours"))


def _bornes(jours: Sequence[Jour]) -> dict[str, Any]:
    if not jours:
        raise ErreurRencontre("Une date a au moins un jour.", champ="jour_1")
    seuls = [le for le, _, _ in jours]
    if len(set(seuls)) != len(seuls):
        raise ErreurRencontre("Le même jour est écrit deux fois.", champ="jour_1")
    for rang, (_, debut, fin) in enumerate(jours, start=1):
        if fin <= debut:
            raise ErreurRencontre("La fin précède le début.", champ=f"fin_{rang}")
    return {"premier_jour": min(seuls), "dernier_jour": max(seuls)}


def _ecrire_jours(seance: SeanceRencontre, jours: Sequence[Jour]) -> None:
    """Write the days; one where someone signed in stays on its day."""
    gardes = {jour.le: jour for jour in seance.jours.all()}
    for le, debut, fin in jours:
        jour = gardes.pop(le, None) or JourSeance(seance=seance, le=le)
        jour.debut, jour.fin = debut, fin
        jour.save()
    for jour in gardes.values():
        if jour.emargements.exists():
            raise ErreurRencontre(
                f"Des présences sont notées le {ecrire_jour_annee(jour.le)} : ce jour ne s'enlève plus."
            )
        jour.delete()


@transaction.atomic
def effacer_seance(acteur: Acteur, seance: SeanceRencontre) -> None:
    """Erase a date that nobody ever joined."""
    exiger(acteur, RENCONTRES)
    actuelle = prendre_seance(seance.pk)
    if actuelle.inscriptions.exists():
        raise ErreurRencontre("Des personnes s'y sont inscrites : annulez cette date plutôt.")
    tracer(acteur, "effacer_seance", actuelle, le=timezone.localdate())
    rencontre = actuelle.rencontre
    actuelle.delete()
    dater_rencontre(rencontre)
