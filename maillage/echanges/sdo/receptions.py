"""The answer of the server of orientations, kept as a file would be: previewed, then taken or left."""

from __future__ import annotations

import json
from datetime import datetime, time

from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.models import LotFhir, NatureLot
from maillage.echanges.sdo.client import ServeurIndisponible, serveur_de
from maillage.echanges.sdo.selectors import finess_du_dispositif
from maillage.echanges.sdo.services import SOURCE_SERVEUR, derniere_lecture, exiger
from maillage.echanges.services.lots import deposer_lot
from maillage.socle.acteur import Acteur

SANS_SERVEUR = "Aucun serveur de suivi des orientations n'est réglé pour les établissements de ce dispositif."


def interroger_serveur(acteur: Acteur, dispositif: DispositifVise) -> LotFhir:
    """Read the server and keep its answer for the decision. Raises ErreurEchange when it cannot be read: nothing changed, ask again later."""
    exiger(acteur, dispositif)
    serveur = serveur_de(finess_du_dispositif(dispositif.pk))
    if serveur is None:
        raise ErreurEchange(SANS_SERVEUR)
    depuis = derniere_lecture(dispositif)
    instant = timezone.make_aware(datetime.combine(depuis, time()))
    try:
        lot = serveur.lire(decisions_depuis=depuis.isoformat(), statuts_depuis=instant.isoformat())
    except ServeurIndisponible as echec:
        raise ErreurEchange(
            f"Le serveur de suivi des orientations n'a pas pu être lu : {echec}. Rien n'a changé ici, réessayez plus tard."
        ) from echec
    return deposer_lot(acteur, dispositif, NatureLot.SDO, nom=SOURCE_SERVEUR, octets=json.dumps(lot).encode())
