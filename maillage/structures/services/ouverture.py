"""Acts on the opening calendar: close or open slots over a range, apply school holidays, undo a gesture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.socle.acteur import Acteur
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.services import journaliser, marquer_faits_modifies
from maillage.socle.vocabulaire import Creneau, Modalite
from maillage.structures.domain.ouverture import CleCreneau, creneaux_a_changer
from maillage.structures.models import Dispositif, ExceptionOuverture
from maillage.structures.permissions import exiger
from maillage.structures.selectors.ouverture import calendrier_ouverture
from maillage.structures.services.dispositifs import verifier_dates
from maillage.structures.vacances import vacances_scolaires

DUREE_MAX_JOURS = 366


@transaction.atomic
def fermer_periode(
    acteur: Acteur,
    dispositif: Dispositif,
    *,
    debut: dt.date,
    fin: dt.date,
    modalites: Collection[str] = tuple(Modalite.values),
    creneaux: Collection[str] = (),
    motif: str = "",
) -> str:
    """Close the open slots of [debut, fin] (no `creneaux`: every slot of the modalities); return the code of the gesture, to undo it."""
    exiger(acteur, "structures", dispositif.pk)
    acte = nouvel_identifiant()
    nombre = _changer(
        dispositif, debut=debut, fin=fin, modalites=modalites, creneaux=creneaux, ouvert=False, motif=motif, acte=acte
    )
    _tracer(acteur, "structures.fermer_periode", dispositif, debut=debut, fin=fin, nombre=nombre)
    return acte


@transaction.atomic
def ouvrir_periode(
    acteur: Acteur,
    dispositif: Dispositif,
    *,
    debut: dt.date,
    fin: dt.date,
    modalites: Collection[str] = tuple(Modalite.values),
    creneaux: Collection[str] = (),
    motif: str = "",
) -> str:
    """Open the closed slots of [debut, fin], Saturdays and public holidays included; return the code of the gesture, to undo it."""
    exiger(acteur, "structures", dispositif.pk)
    acte = nouvel_identifiant()
    nombre = _changer(
        dispositif, debut=debut, fin=fin, modalites=modalites, creneaux=creneaux, ouvert=True, motif=motif, acte=acte
    )
    _tracer(acteur, "structures.ouvrir_periode", dispositif, debut=debut, fin=fin, nombre=nombre)
    return acte


@transaction.atomic
def appliquer_vacances_scolaires(
    acteur: Acteur,
    dispositif: Dispositif,
    *,
    annee_scolaire: int,
    noms: Collection[str],
    modalites: Collection[str] = tuple(Modalite.values),
) -> str:
    """Close the named holidays of the zone of the dispositif in the school year that starts in September `annee_scolaire`.

    One gesture for all of them; returns its code. Raises ValidationError when the year or a name is unknown.
    """
    exiger(acteur, "structures", dispositif.pk)
    periodes = vacances_scolaires(dispositif.zone_scolaire, annee_scolaire)
    inconnus = set(noms) - {periode.nom for periode in periodes}
    if not periodes or inconnus or not noms:
        raise ValidationError({"noms": _erreur_vacances(annee_scolaire, inconnus, connue=bool(periodes))})
    acte, retenues = nouvel_identifiant(), [periode for periode in periodes if periode.nom in noms]
    nombre = sum(
        _changer(
            dispositif,
            debut=periode.debut,
            fin=periode.fin,
            modalites=modalites,
            creneaux=(),
            ouvert=False,
            motif=periode.nom,
            acte=acte,
        )
        for periode in retenues
    )
    _tracer(
        acteur,
        "structures.appliquer_vacances_scolaires",
        dispositif,
        debut=retenues[0].debut,
        fin=retenues[-1].fin,
        nombre=nombre,
    )
    return acte


def _erreur_vacances(annee_scolaire: int, inconnus: set[str], *, connue: bool) -> str:
    if not connue:
        return f"Le calendrier de l'année scolaire {annee_scolaire}-{annee_scolaire + 1} n'est pas encore connu."
    if inconnus:
        return f"Vacances inconnues cette année-là : {', '.join(sorted(inconnus))}."
    return "Choisissez au moins une période de vacances."


@transaction.atomic
def annuler_acte_ouverture(acteur: Acteur, dispositif: Dispositif, acte: str) -> int:
    """Undo one gesture: each slot goes back to what it was just before; return how many. A slot changed since then is left alone."""
    exiger(acteur, "structures", dispositif.pk)
    lignes = ExceptionOuverture.objects.filter(dispositif=dispositif, acte=acte)
    jours = sorted(lignes.values_list("date", flat=True))
    if not acte or not jours:
        raise ValidationError("Cette opération a déjà été annulée.")
    nombre = lignes.filter(ouvert_avant__isnull=True).delete()[0]
    for avant in (True, False):
        nombre += lignes.filter(ouvert_avant=avant).update(ouvert=avant, acte="", ouvert_avant=None, motif="")
    _tracer(acteur, "structures.annuler_acte_ouverture", dispositif, debut=jours[0], fin=jours[-1], nombre=nombre)
    return nombre


@transaction.atomic
def retablir_calendrier(acteur: Acteur, dispositif: Dispositif, *, debut: dt.date, fin: dt.date) -> int:
    """Erase every exception of [debut, fin]: the default calendar of R14 comes back; return how many slots."""
    exiger(acteur, "structures", dispositif.pk)
    _verifier_periode(debut, fin)
    nombre = ExceptionOuverture.objects.filter(dispositif=dispositif, date__range=(debut, fin)).delete()[0]
    _tracer(acteur, "structures.retablir_calendrier", dispositif, debut=debut, fin=fin, nombre=nombre)
    return nombre


def _verifier_periode(debut: dt.date, fin: dt.date) -> None:
    verifier_dates(debut, fin)
    if (fin - debut).days >= DUREE_MAX_JOURS:
        raise ValidationError({"fin": "Choisissez au plus un an à la fois."})


def _verifier_choix(modalites: Collection[str], creneaux: Collection[str]) -> None:
    if not modalites or set(modalites) - set(Modalite.values):
        raise ValidationError({"modalites": "Choisissez au moins une modalité : jour, nuit ou milieu ordinaire."})
    if set(creneaux) - set(Creneau.values):
        raise ValidationError({"creneaux": "Créneau inconnu : matin, après-midi ou nuit."})


def _changer(
    dispositif: Dispositif,
    *,
    debut: dt.date,
    fin: dt.date,
    modalites: Collection[str],
    creneaux: Collection[str],
    ouvert: bool,
    motif: str,
    acte: str,
) -> int:
    _verifier_periode(debut, fin)
    _verifier_choix(modalites, creneaux)
    calendrier = calendrier_ouverture(dispositif.pk, debut, fin)
    cles = creneaux_a_changer(
        calendrier, debut=debut, fin=fin, modalites=sorted(modalites), creneaux=tuple(creneaux), ouvert=ouvert
    )
    lignes = [
        _ligne(dispositif, cle, ouvert=ouvert, motif=motif[:80], acte=acte, avant=calendrier.exceptions.get(cle))
        for cle in cles
    ]
    ExceptionOuverture.objects.bulk_create(
        lignes,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["dispositif", "modalite", "date", "creneau"],
        update_fields=["ouvert", "motif", "acte", "ouvert_avant"],
    )
    return len(lignes)


def _ligne(
    dispositif: Dispositif, cle: CleCreneau, *, ouvert: bool, motif: str, acte: str, avant: bool | None
) -> ExceptionOuverture:
    modalite, jour, creneau = cle
    return ExceptionOuverture(
        dispositif=dispositif,
        modalite=modalite,
        date=jour,
        creneau=creneau,
        ouvert=ouvert,
        motif=motif,
        acte=acte,
        ouvert_avant=avant,
    )


def _tracer(acteur: Acteur, acte: str, dispositif: Dispositif, *, debut: dt.date, fin: dt.date, nombre: int) -> None:
    if nombre:
        marquer_faits_modifies([dispositif.pk])
    journaliser(
        acteur,
        acte,
        dispositif_id=dispositif.pk,
        details={"debut": debut.isoformat(), "fin": fin.isoformat(), "creneaux": nombre},
    )
