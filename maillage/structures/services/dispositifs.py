"""Acts on dispositifs: creation, set-up, territory, attached establishments, units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.services import journaliser, marquer_faits_modifies
from maillage.structures.domain.montage import erreur_de_montage
from maillage.structures.models import Dispositif, Etablissement, OrganismeGestionnaire, Rattachement, Unite
from maillage.structures.permissions import exiger, exiger_partout
from maillage.territoire.selectors import communes_par_codes


@transaction.atomic
def creer_organisme(acteur: Acteur, *, nom: str, finess: str | None = None, siren: str = "") -> OrganismeGestionnaire:
    """Create an organisme gestionnaire that FINESS did not bring; the administration alone may."""
    exiger_partout(acteur, "structures")
    organisme = OrganismeGestionnaire(nom=nom.strip(), finess=finess or None, siren=siren)
    organisme.full_clean()
    organisme.save()
    journaliser(acteur, "structures.creer_organisme", objet=organisme.nom[:120])
    return organisme


@transaction.atomic
def creer_dispositif(
    acteur: Acteur,
    *,
    code: str,
    nom: str,
    type: str,
    montage: str,
    organismes: Iterable[OrganismeGestionnaire],
    **autres: Any,
) -> Dispositif:
    """Create a dispositif with its organismes; `autres` holds the other fields of the model (region, departement, zone_scolaire, objectives).

    Raises ValidationError by field; on `organismes` when their number does not fit the set-up.
    """
    exiger_partout(acteur, "structures")
    retenus = list(organismes)
    dispositif = Dispositif(code=code, nom=nom.strip(), type=type, montage=montage, **autres)
    dispositif.full_clean()
    _verifier_montage(montage, retenus)
    dispositif.save()
    dispositif.organismes.set(retenus)
    marquer_faits_modifies([dispositif.pk])
    journaliser(acteur, "structures.creer_dispositif", objet=dispositif.code, dispositif_id=dispositif.pk)
    return dispositif


@transaction.atomic
def modifier_dispositif(
    acteur: Acteur,
    dispositif: Dispositif,
    *,
    champs: Mapping[str, Any],
    organismes: Iterable[OrganismeGestionnaire] | None = None,
) -> Dispositif:
    """Change fields of a dispositif, and its organismes when given; the code never changes, files and addresses use it."""
    exiger(acteur, "structures", dispositif.pk)
    if "code" in champs and champs["code"] != dispositif.code:
        raise ValidationError(
            {"code": "Le code d'un dispositif ne change pas : des fichiers et des adresses l'utilisent."}
        )
    for champ, valeur in champs.items():
        setattr(dispositif, champ, valeur)
    dispositif.full_clean()
    retenus = list(dispositif.organismes.all() if organismes is None else organismes)
    _verifier_montage(dispositif.montage, retenus)
    dispositif.save()
    dispositif.organismes.set(retenus)
    marquer_faits_modifies([dispositif.pk])
    journaliser(
        acteur, "structures.modifier_dispositif", dispositif_id=dispositif.pk, details={"champs": sorted(champs)}
    )
    return dispositif


def _verifier_montage(montage: str, organismes: list[OrganismeGestionnaire]) -> None:
    erreur = erreur_de_montage(montage, len({organisme.pk for organisme in organismes}))
    if erreur:
        raise ValidationError({"organismes": erreur})


@transaction.atomic
def definir_territoire(acteur: Acteur, dispositif: Dispositif, codes_communes: Iterable[str]) -> int:
    """Replace the communes of the declared territory by these codes; return how many. An unknown code is refused."""
    exiger(acteur, "structures", dispositif.pk)
    codes = set(codes_communes)
    connues = communes_par_codes(codes)
    inconnus = codes - {commune.code for commune in connues}
    if inconnus:
        raise ValidationError({"communes": f"Codes de commune inconnus : {', '.join(sorted(inconnus))}."})
    dispositif.communes.set(connues)
    marquer_faits_modifies([dispositif.pk])
    journaliser(
        acteur, "structures.definir_territoire", dispositif_id=dispositif.pk, details={"communes": len(connues)}
    )
    return len(connues)


@transaction.atomic
def rattacher_etablissement(
    acteur: Acteur, dispositif: Dispositif, etablissement: Etablissement, *, debut: dt.date, fin: dt.date | None = None
) -> Rattachement:
    """Attach an establishment between two dates; two periods of the same establishment in the dispositif may not overlap."""
    exiger(acteur, "structures", dispositif.pk)
    verifier_dates(debut, fin)
    memes = Rattachement.objects.filter(dispositif=dispositif, etablissement=etablissement)
    recouverts = memes.filter(Q(fin__isnull=True) | Q(fin__gte=debut))
    if fin is not None:
        recouverts = recouverts.filter(debut__lte=fin)
    if recouverts.exists():
        raise ValidationError({"etablissement": "Cet établissement est déjà rattaché à ces dates : changez le début."})
    rattachement = Rattachement.objects.create(dispositif=dispositif, etablissement=etablissement, debut=debut, fin=fin)
    marquer_faits_modifies([dispositif.pk])
    journaliser(
        acteur,
        "structures.rattacher_etablissement",
        objet=etablissement.finess or etablissement.nom[:120],
        dispositif_id=dispositif.pk,
    )
    return rattachement


@transaction.atomic
def detacher_etablissement(acteur: Acteur, rattachement: Rattachement, *, le: dt.date) -> Rattachement:
    """End an attachment; `le` is its last day."""
    exiger(acteur, "structures", rattachement.dispositif_id)
    verifier_dates(rattachement.debut, le)
    rattachement.fin = le
    rattachement.save()
    marquer_faits_modifies([rattachement.dispositif_id])
    journaliser(
        acteur,
        "structures.detacher_etablissement",
        objet=str(rattachement.etablissement_id),
        dispositif_id=rattachement.dispositif_id,
    )
    return rattachement


@transaction.atomic
def creer_unite(acteur: Acteur, dispositif: Dispositif, *, nom: str, nature: str, **autres: Any) -> Unite:
    """Create a unit, antenne or externalised class; `autres` holds the other fields of the model."""
    exiger(acteur, "structures", dispositif.pk)
    unite = Unite(dispositif=dispositif, nom=nom.strip(), nature=nature, **autres)
    unite.full_clean()
    unite.save()
    journaliser(acteur, "structures.creer_unite", objet=unite.nom, dispositif_id=dispositif.pk)
    return unite


@transaction.atomic
def fermer_unite(acteur: Acteur, unite: Unite, *, le: dt.date) -> Unite:
    """Close a unit; `le` is its last day."""
    exiger(acteur, "structures", unite.dispositif_id)
    if unite.ouverte_le and le < unite.ouverte_le:
        raise ValidationError({"le": f"L'unité a ouvert le {unite.ouverte_le:%d/%m/%Y} : choisissez un jour suivant."})
    unite.fermee_le = le
    unite.save()
    journaliser(acteur, "structures.fermer_unite", objet=unite.nom, dispositif_id=unite.dispositif_id)
    return unite


def verifier_dates(debut: dt.date, fin: dt.date | None, *, champ: str = "fin") -> None:
    """Raise ValidationError when `fin` comes before `debut`."""
    if fin is not None and fin < debut:
        raise ValidationError(
            {champ: f"La fin vient avant le début ({debut:%d/%m/%Y}) : choisissez une date suivante."}
        )


def veille(jour: dt.date) -> dt.date:
    return jour - UN_JOUR
