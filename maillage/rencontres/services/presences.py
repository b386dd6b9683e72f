"""Signing in by half-day, and the certificate that tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.rencontres import referentiels
from maillage.rencontres.domain.demi_journees import DemiJournee, demi_journee_de, heures_suivies
from maillage.rencontres.domain.doublons import cle_de_personne
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import EtatInscription, MoyenEmargement
from maillage.rencontres.models import (
    AttestationRencontre,
    EmargementRencontre,
    Inscription,
    JourSeance,
    SeanceRencontre,
)
from maillage.rencontres.permissions import RENCONTRES, exiger
from maillage.rencontres.services.ecriture import PARTICIPANT, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.attestations import nouveau_code

Presence = tuple[int, DemiJournee]
"""Key of the registration, half-day."""


@transaction.atomic
def emarger_la_liste(acteur: Acteur, jour: JourSeance, presents: Collection[Presence]) -> int:
    """Write the whole list of a day: who is ticked was there, who is not was not; return how many half-days are signed."""
    exiger(acteur, RENCONTRES)
    if jour.le > timezone.localdate():
        raise ErreurRencontre("Ce jour n'est pas encore venu : on n'émarge pas d'avance.")
    SeanceRencontre.objects.select_for_update().get(pk=jour.seance_id)
    siennes = set(jour.seance.inscriptions.filter(etat=EtatInscription.INSCRIT).values_list("pk", flat=True))
    voulues = {(cle, moment) for cle, moment in presents if cle in siennes and moment in jour.demi_journees}
    deja = {(e.inscription_id, DemiJournee(e.demi_journee)): e for e in jour.emargements.all()}
    EmargementRencontre.objects.filter(pk__in=[e.pk for cle, e in deja.items() if cle not in voulues]).delete()
    maintenant = timezone.now()
    EmargementRencontre.objects.bulk_create(
        EmargementRencontre(
            inscription_id=cle,
            jour=jour,
            demi_journee=moment,
            moyen=MoyenEmargement.LISTE,
            le=maintenant,
            par=acteur.libelle[:200],
        )
        for cle, moment in sorted(voulues - deja.keys())
    )
    tracer(acteur, "emarger_la_liste", jour.seance, le=jour.le, presences=len(voulues))
    return len(voulues)


def jour_ouvert(seance: SeanceRencontre, maintenant: dt.datetime) -> tuple[JourSeance, DemiJournee] | None:
    """Return the day and half-day that may be signed at this moment, None outside of the hours of the meeting."""
    local = timezone.localtime(maintenant)
    jour = next((jour for jour in seance.jours.all() if jour.le == local.date()), None)
    if jour is None or seance.annulee:
        return None
    avance = dt.timedelta(minutes=referentiels.reglages(local.date()).arrivee_minutes)
    ouverture = timezone.make_aware(dt.datetime.combine(jour.le, jour.debut)) - avance
    if local < ouverture:
        return None
    moment = demi_journee_de(local, referentiels.regles_des_demi_journees(jour.le))
    return jour, moment if moment in jour.demi_journees else jour.demi_journees[0]


@transaction.atomic
def emarger_soi_meme(inscription: Inscription, *, moyen: MoyenEmargement = MoyenEmargement.SOI) -> DemiJournee:
    """Sign in now, through one's own link or the code of the room. Done twice, it changes nothing."""
    if inscription.etat != EtatInscription.INSCRIT:
        raise ErreurRencontre("Cette inscription n'a pas de place : voyez l'accueil.")
    ouvert = jour_ouvert(inscription.seance, timezone.now())
    if ouvert is None:
        raise ErreurRencontre("L'émargement s'ouvre une heure avant le début, le jour même.")
    jour, moment = ouvert
    try:
        with transaction.atomic():
            _, nouveau = EmargementRencontre.objects.get_or_create(
                inscription=inscription,
                jour=jour,
                demi_journee=moment,
                defaults={"moyen": moyen, "le": timezone.now(), "par": "la personne elle-même"},
            )
    except IntegrityError:
        nouveau = False
    if nouveau:
        tracer(PARTICIPANT, "emarger_soi_meme", inscription, moyen=moyen)
    return moment


def emarger_par_la_salle(seance: SeanceRencontre, *, courriel: str, nom: str = "") -> DemiJournee | None:
    """Sign in whoever holds that mail at that date; None when nobody does, or when several do and the name does not tell which."""
    inscrits = list(
        seance.inscriptions.filter(etat=EtatInscription.INSCRIT, courriel__iexact=courriel.strip()).select_related(
            "seance__rencontre"
        )
    )
    if len(inscrits) > 1:
        mots = set(cle_de_personne("", nom).split())
        inscrits = [une for une in inscrits if mots and mots <= set(une.personne.split())]
    if len(inscrits) != 1:
        return None
    return emarger_soi_meme(inscrits[0], moyen=MoyenEmargement.QR)


@transaction.atomic
def emettre_attestation(inscription: Inscription) -> AttestationRencontre:
    """Return the certificate of who was there; when presences changed since, a new one with a new code, and the old code dies."""
    seance = SeanceRencontre.objects.select_for_update().get(pk=inscription.seance_id)
    if seance.dernier_jour is None or seance.dernier_jour > timezone.localdate():
        raise ErreurRencontre("L'attestation se fait après le dernier jour.")
    presences = list(inscription.emargements.select_related("jour").values_list("jour__le", "demi_journee"))
    if not presences:
        raise ErreurRencontre("Aucune présence n'est notée : il n'y a rien à attester.")
    plages = [(jour.le, jour.debut, jour.fin) for jour in seance.jours.all()]
    heures = heures_suivies(plages, presences, referentiels.regles_des_demi_journees)
    dite = AttestationRencontre.objects.filter(inscription=inscription).first()
    egale = dite and (dite.heures, dite.demi_journees, dite.nom) == (heures, len(presences), inscription.nom_entier)
    if dite is not None and egale:
        return dite
    if dite is not None:
        dite.delete()
    attestation = AttestationRencontre.objects.create(
        inscription=inscription,
        code=nouveau_code(),
        nom=inscription.nom_entier,
        heures=heures,
        demi_journees=len(presences),
        emise_le=timezone.localdate(),
    )
    tracer(PARTICIPANT, "emettre_attestation", inscription, demi_journees=len(presences))
    return attestation
