"""What time alone calls for, each safe to do again: reminders, places to share, registrations never confirmed, names past their keeping."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from maillage.rencontres import referentiels
from maillage.rencontres.domain.etats import EtatInscription, EtatRencontre, EtatSeanceRencontre
from maillage.rencontres.models import AttestationRencontre, Inscription, SeanceRencontre
from maillage.rencontres.services.courriels import ecrire
from maillage.rencontres.services.ecriture import prendre_seance, tracer
from maillage.rencontres.services.places import donner_les_places
from maillage.socle.acteur import Acteur


@dataclass(frozen=True)
class EntretienRencontres:
    """How many registrations each act reached."""

    rappelees: int
    placees: int
    oubliees: int
    effacees: int


def entretenir(acteur: Acteur, *, le: dt.date) -> EntretienRencontres:
    """Do everything that a day calls for."""
    return EntretienRencontres(
        rappelees=rappeler(acteur, le=le),
        placees=repartir_partout(acteur, le=le),
        oubliees=oublier_non_confirmees(acteur, le=le),
        effacees=effacer_noms(acteur, le=le),
    )


@transaction.atomic
def rappeler(acteur: Acteur, *, le: dt.date) -> int:
    """Remind once, some days before, everyone who holds a place; the key of the mail makes it leave once. Return how many are told."""
    jusqu_a = le + dt.timedelta(days=referentiels.reglages(le).rappel_jours)
    inscrits = Inscription.objects.filter(
        etat=EtatInscription.INSCRIT,
        seance__etat=EtatSeanceRencontre.PREVUE,
        seance__rencontre__etat=EtatRencontre.ANNONCEE,
        seance__premier_jour__range=(le, jusqu_a),
    )
    inscrits = inscrits.select_related("seance__rencontre", "seance__commune").prefetch_related("seance__jours")
    return sum(ecrire(une, "rappel", suite=str(une.seance.premier_jour)) for une in inscrits)


def repartir_partout(acteur: Acteur, *, le: dt.date) -> int:
    """Share what is free at every date to come where someone waits (the day after the window of one place each, above all)."""
    ouvertes = SeanceRencontre.objects.filter(
        etat=EtatSeanceRencontre.PREVUE,
        rencontre__etat=EtatRencontre.ANNONCEE,
        dernier_jour__gte=le,
        inscriptions__etat=EtatInscription.EN_ATTENTE,
    )
    return sum(_repartir_une(acteur, cle) for cle in list(ouvertes.values_list("pk", flat=True).distinct()))


@transaction.atomic
def _repartir_une(acteur: Acteur, cle: int) -> int:
    return len(donner_les_places(acteur, prendre_seance(cle)))


@transaction.atomic
def oublier_non_confirmees(acteur: Acteur, *, le: dt.date) -> int:
    """Erase the public registrations whose mail was never confirmed."""
    limite = timezone.now() - dt.timedelta(hours=referentiels.reglages(le).confirmer_heures)
    perdues = Inscription.objects.filter(etat=EtatInscription.A_CONFIRMER, arrivee_le__lt=limite)
    nombre = perdues.count()
    perdues.delete()
    return nombre


@transaction.atomic
def effacer_noms(acteur: Acteur, *, le: dt.date) -> int:
    """Erase names and mails of meetings past their keeping; certificates too. Presences and establishments stay: counts remain true."""
    limite = le - dt.timedelta(days=referentiels.reglages(le).conservation_jours)
    anciennes = Inscription.objects.filter(effacee_le__isnull=True, seance__dernier_jour__lt=limite)
    nombre = 0
    for une in anciennes.select_related("seance"):
        une.prenom, une.nom, une.personne, une.courriel, une.fonction = "", "", une.identifiant, "", ""
        une.par, une.effacee_le = "", le
        une.save()
        AttestationRencontre.objects.filter(inscription=une).delete()
        tracer(acteur, "effacer_nom", une)
        nombre += 1
    return nombre
