"""Acts on people who work in dispositifs, and on partners."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser
from maillage.structures.models import Affectation, Dispositif, Partenaire, Professionnel, Unite
from maillage.structures.permissions import exiger
from maillage.structures.services.dispositifs import verifier_dates


@transaction.atomic
def creer_professionnel(
    acteur: Acteur,
    dispositif: Dispositif,
    *,
    nom: str,
    prenom: str,
    metier: str,
    debut: dt.date,
    identifiant: str = "",
) -> Professionnel:
    """Create a professional and assign them to the dispositif from `debut`; without `identifiant` a random one is drawn."""
    exiger(acteur, "structures", dispositif.pk)
    professionnel = Professionnel(nom=nom.strip(), prenom=prenom.strip(), metier=metier)
    if identifiant:
        professionnel.identifiant = identifiant
    professionnel.full_clean()
    professionnel.save()
    journaliser(acteur, "structures.creer_professionnel", objet=professionnel.identifiant, dispositif_id=dispositif.pk)
    affecter_professionnel(acteur, dispositif, professionnel, debut=debut)
    return professionnel


@transaction.atomic
def affecter_professionnel(
    acteur: Acteur,
    dispositif: Dispositif,
    professionnel: Professionnel,
    *,
    debut: dt.date,
    fin: dt.date | None = None,
    unite: Unite | None = None,
) -> Affectation:
    """Assign a professional to the dispositif, perhaps to one of its units; the same assignment may not overlap itself."""
    exiger(acteur, "structures", dispositif.pk)
    verifier_dates(debut, fin)
    if unite is not None and unite.dispositif_id != dispositif.pk:
        raise ValidationError({"unite": "Cette unité appartient à un autre dispositif : choisissez une unité d'ici."})
    memes = Affectation.objects.filter(dispositif=dispositif, professionnel=professionnel, unite=unite)
    recouverts = memes.filter(Q(fin__isnull=True) | Q(fin__gte=debut))
    if fin is not None:
        recouverts = recouverts.filter(debut__lte=fin)
    if recouverts.exists():
        raise ValidationError({"professionnel": "Cette personne est déjà affectée ici à ces dates."})
    affectation = Affectation.objects.create(
        professionnel=professionnel, dispositif=dispositif, unite=unite, debut=debut, fin=fin
    )
    journaliser(
        acteur, "structures.affecter_professionnel", objet=professionnel.identifiant, dispositif_id=dispositif.pk
    )
    return affectation


@transaction.atomic
def terminer_affectation(acteur: Acteur, affectation: Affectation, *, le: dt.date) -> Affectation:
    """End an assignment; `le` is its last day."""
    exiger(acteur, "structures", affectation.dispositif_id)
    verifier_dates(affectation.debut, le, champ="le")
    affectation.fin = le
    affectation.save()
    journaliser(
        acteur,
        "structures.terminer_affectation",
        objet=affectation.professionnel.identifiant,
        dispositif_id=affectation.dispositif_id,
    )
    return affectation


@transaction.atomic
def creer_partenaire(acteur: Acteur, dispositif: Dispositif, *, nom: str, type: str, **autres: Any) -> Partenaire:
    """Create a partner linked to the dispositif; `autres` holds the other fields of the model (uai, commune, adresse, telephone, courriel)."""
    exiger(acteur, "structures", dispositif.pk)
    partenaire = Partenaire(nom=nom.strip(), type=type, **autres)
    partenaire.full_clean()
    partenaire.save()
    partenaire.dispositifs.add(dispositif)
    journaliser(acteur, "structures.creer_partenaire", objet=partenaire.nom[:120], dispositif_id=dispositif.pk)
    return partenaire


@transaction.atomic
def lier_partenaire(acteur: Acteur, dispositif: Dispositif, partenaire: Partenaire) -> None:
    """Link a partner that another dispositif already knows."""
    exiger(acteur, "structures", dispositif.pk)
    partenaire.dispositifs.add(dispositif)
    journaliser(acteur, "structures.lier_partenaire", objet=partenaire.nom[:120], dispositif_id=dispositif.pk)


@transaction.atomic
def retirer_partenaire(acteur: Acteur, dispositif: Dispositif, partenaire: Partenaire) -> None:
    """Unlink a partner from the dispositif; the partner itself stays for the others."""
    exiger(acteur, "structures", dispositif.pk)
    partenaire.dispositifs.remove(dispositif)
    journaliser(acteur, "structures.retirer_partenaire", objet=partenaire.nom[:120], dispositif_id=dispositif.pk)
