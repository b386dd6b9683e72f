"""Opening the file of a young person and keeping their identity right."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.identite import Identite, verifier_identite
from maillage.parcours.domain.pseudonyme import normaliser
from maillage.parcours.models import Jeune
from maillage.parcours.selectors.connus import connus_du_dispositif
from maillage.parcours.services.ecriture import exiger, tracer, tracer_partout
from maillage.parcours.services.partage import repartager
from maillage.parcours.services.phases import ouvrir_phase
from maillage.socle.acteur import Acteur


@transaction.atomic
def creer_identite(acteur: Acteur, *, dispositif_id: int, identite: Identite) -> Jeune:
    """Open the file of someone whom a request names; the request makes them known of the dispositif.

    Raises ErreurParcours when someone of the same name and birth is known there already: the file is theirs.
    """
    exiger(acteur, dispositif_id, section="identite")
    verifier_identite(identite, timezone.localdate())
    _refuser_doublon(dispositif_id, identite)
    jeune = Jeune.objects.create(**_colonnes(identite))
    tracer(acteur, "creer_jeune", dispositif_id=dispositif_id, jeune=jeune)
    return jeune


@transaction.atomic
def creer_jeune(acteur: Acteur, *, dispositif_id: int, identite: Identite, type_phase: str, debut: date) -> Jeune:
    """Create a young person with the first phase that makes them known of the dispositif.

    Raises ErreurParcours (field named) and PermissionDenied.
    """
    exiger(acteur, dispositif_id, section="identite")
    verifier_identite(identite, timezone.localdate())
    jeune = Jeune.objects.create(**_colonnes(identite))
    tracer(acteur, "creer_jeune", dispositif_id=dispositif_id, jeune=jeune)
    ouvrir_phase(acteur, jeune=jeune, dispositif_id=dispositif_id, type_phase=type_phase, debut=debut)
    return jeune


@transaction.atomic
def modifier_identite(acteur: Acteur, *, jeune: Jeune, dispositif_id: int, identite: Identite) -> Jeune:
    """Correct the identity; the journal names the fields that moved, never their content."""
    exiger(acteur, dispositif_id, section="identite")
    verifier_identite(identite, timezone.localdate())
    colonnes = _colonnes(identite)
    modifies = [nom for nom, valeur in colonnes.items() if getattr(jeune, nom) != valeur]
    for nom in modifies:
        setattr(jeune, nom, colonnes[nom])
    if modifies:
        jeune.save(update_fields=modifies)
        repartager(jeune)
        tracer_partout(acteur, "modifier_identite", dispositif_id=dispositif_id, jeune=jeune, champs=",".join(modifies))
    return jeune


def _colonnes(identite: Identite) -> dict[str, object]:
    colonnes: dict[str, object] = asdict(identite)
    colonnes["nom"] = identite.nom.strip()
    colonnes["prenom"] = identite.prenom.strip()
    colonnes["nom_usage"] = identite.nom_usage.strip()
    colonnes["commune_id"] = colonnes.pop("commune") or None
    if identite.ins is None:
        del colonnes["ins"]
    return colonnes


def _refuser_doublon(dispositif_id: int, identite: Identite) -> None:
    voulu = (normaliser(identite.nom), normaliser(identite.prenom), identite.naissance)
    connus = connus_du_dispositif(dispositif_id).values_list("nom", "prenom", "naissance")
    if any((normaliser(nom), normaliser(prenom), naissance) == voulu for nom, prenom, naissance in connus):
        raise ErreurParcours(
            f"{identite.prenom} {identite.nom} est déjà connu ici : choisissez son dossier dans la liste.", champ="nom"
        )
