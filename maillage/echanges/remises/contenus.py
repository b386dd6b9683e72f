"""What a delivery carries, made when it leaves, under the rights that its author has at that moment."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from maillage.activite import selectors as activite
from maillage.activite.domain.periode import Periode, PeriodeInvalide
from maillage.comptes.selectors import acteur_de
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.periodes import TOUT
from maillage.echanges.models import Remise
from maillage.echanges.remises.canaux import Colis, Fichier, RemiseEchouee
from maillage.echanges.remises.extrait import extrait_du_jeune
from maillage.echanges.remises.natures import reglages
from maillage.echanges.services.fhir import exporter_fhir
from maillage.echanges.services.tables import DossierIncoherent, exporter_tables
from maillage.socle.acteur import Acces, Acteur, ActeurSysteme

JSON, ZIP = "application/json", "application/zip"
SANS_DROIT = "La personne qui a demandé cette remise n'a plus le droit de la faire."


def preparer(remise: Remise) -> Colis:
    """Return the parcel of a delivery. Raises RemiseEchouee, for good when its author may no longer do it."""
    acteur = _auteur(remise)
    nature = reglages().natures[remise.nature]
    try:
        if nature.section and not acteur.peut(nature.section, Acces.LECTURE, remise.dispositif_id):
            raise PermissionDenied
        return _colis(acteur, remise)
    except PermissionDenied:
        raise RemiseEchouee(SANS_DROIT, definitive=True) from None
    except DossierIncoherent:
        raise RemiseEchouee("Des faits ne tiennent pas dans ce format : voyez Échanges → Fichiers des faits.") from None
    except (ErreurEchange, PeriodeInvalide) as refus:
        raise RemiseEchouee(str(refus), definitive=True) from None


def _auteur(remise: Remise) -> Acteur:
    if remise.compte is None:
        return ActeurSysteme(remise.par)
    if not remise.compte.is_active:
        raise RemiseEchouee(SANS_DROIT, definitive=True)
    return acteur_de(remise.compte, le=timezone.localdate())


def _colis(acteur: Acteur, remise: Remise) -> Colis:
    nature, maintenant = reglages().natures[remise.nature], timezone.localtime()
    if nature.adresse:
        return Colis(remise.identifiant, maintenant, nature.libelle, annonce=annonce(remise))
    if remise.nature == "extrait":
        return extrait_du_jeune(
            acteur,
            remise.dispositif,
            remise.parametres.get("jeune", ""),
            identifiant=remise.identifiant,
            destinataire=remise.parametres.get("destinataire", ""),
        )
    return Colis(remise.identifiant, maintenant, nature.libelle, fichiers=(_fichier(acteur, remise),))


def annonce(remise: Remise) -> dict[str, str]:
    """Return what an announcement says: what, where, when, and the address to read with a token. Never a person, never a content."""
    adresse = reglages().natures[remise.nature].adresse
    arguments = [] if adresse == "api:lister_dispositifs" else [remise.dispositif.code]
    return {
        "identifiant": remise.identifiant,
        "evenement": remise.nature,
        "dispositif": remise.dispositif.code,
        "le": timezone.localtime(remise.cree_le).isoformat(timespec="seconds"),
        "adresse": f"{settings.ADRESSE_PUBLIQUE}{reverse(adresse, args=arguments)}",
    }


def _fichier(acteur: Acteur, remise: Remise) -> Fichier:
    racine = f"{remise.nature}-{remise.dispositif.code}-{remise.cree_le:%Y%m%dT%H%M%S}-{remise.identifiant[:6]}"
    if remise.nature == "tables":
        libelle = remise.parametres.get("periode", "")
        periode = Periode.depuis_libelle(libelle) if libelle else TOUT
        return Fichier(f"{racine}.zip", ZIP, exporter_tables(acteur, remise.dispositif, periode).archive)
    if remise.nature == "fhir":
        lot = exporter_fhir(acteur, remise.dispositif).lot
        return Fichier(f"{racine}.json", "application/fhir+json", json.dumps(lot, ensure_ascii=False).encode())
    return Fichier(f"{racine}.json", JSON, _retours(remise))


def _retours(remise: Remise) -> bytes:
    """The transmitted returns, whole, as they were frozen: measures only."""
    retours: list[dict[str, Any]] = [
        {
            "periode": retour.periode,
            "revision": retour.revision,
            "regles": retour.regles,
            "transmis_le": timezone.localtime(retour.transmis_le).isoformat() if retour.transmis_le else None,
            "empreinte": retour.empreinte_resultat,
            "resultat": activite.resultat_fige(retour),
        }
        for retour in activite.retours_transmis([remise.dispositif_id]).order_by("periode", "revision")
    ]
    return json.dumps({"dispositif": remise.dispositif.code, "retours": retours}, ensure_ascii=False, indent=1).encode()
