"""Sending: each recipient its own extract, frozen with its hash; what comes too early is refused and journaled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.etats import Acte, EtatFiche, franchir
from maillage.liaison.domain.extrait import empreinte
from maillage.liaison.domain.gardes import tout_est_parti, verifier_envoi
from maillage.liaison.models import Envoi, FicheLiaison
from maillage.liaison.referentiels import destinataire as trouver_destinataire
from maillage.liaison.selectors.extraits import codes_appeles, octets_de_l_extrait
from maillage.liaison.services.accord import dossier_de
from maillage.liaison.services.ecriture import exiger, jour_de, tracer, tracer_refus, verrouiller
from maillage.liaison.services.partage import CANAL as CANAL_LIEN
from maillage.liaison.services.partage import ouvrir_lien
from maillage.socle.acteur import Acteur


@dataclass(frozen=True)
class DemandeEnvoi:
    """To whom, through which channel (codes of the tables), to whose attention, with which proof."""

    destinataire: str
    canal: str
    aupres_de: str = ""
    preuve: str = ""
    courriel: str = ""
    """Where the private link goes, when that is the channel."""


def transmettre(acteur: Acteur, *, fiche: FicheLiaison, demande: DemandeEnvoi, maintenant: datetime) -> Envoi:
    """Send to one recipient its extract; the sheet is « transmise » once everyone called for is served.

    Raises ErreurLiaison before the end of the period, for a recipient the change does not call for, or twice; the refusal is journaled.
    """
    exiger(acteur, fiche.dispositif_id)
    try:
        with transaction.atomic():
            return _transmettre(acteur, fiche, demande, maintenant)
    except ErreurLiaison:
        tracer_refus(acteur, "transmettre", fiche, destinataire=demande.destinataire, etat=fiche.etat)
        raise


def transmettre_a_tous(
    acteur: Acteur, *, fiche: FicheLiaison, courriels: Mapping[str, str], maintenant: datetime
) -> list[Envoi]:
    """Send each recipient (code → address) its extract by private link: all leave, or none. Raises ErreurLiaison, journaled."""
    exiger(acteur, fiche.dispositif_id)
    try:
        with transaction.atomic():
            return [
                _transmettre(acteur, fiche, DemandeEnvoi(code, CANAL_LIEN, courriel=courriel), maintenant)
                for code, courriel in courriels.items()
            ]
    except ErreurLiaison:
        tracer_refus(acteur, "transmettre_a_tous", fiche, destinataires=",".join(courriels), etat=fiche.etat)
        raise


def _transmettre(acteur: Acteur, fiche: FicheLiaison, demande: DemandeEnvoi, maintenant: datetime) -> Envoi:
    fiche, aujourd_hui = verrouiller(fiche), jour_de(maintenant)
    appeles = codes_appeles(fiche)
    dossier = dossier_de(fiche, appeles=appeles)
    verifier_envoi(dossier, demande.destinataire, aujourd_hui=aujourd_hui)
    destinataire = trouver_destinataire(demande.destinataire)
    if destinataire is None or demande.canal not in destinataire.canaux:
        raise ErreurLiaison("Ce canal ne convient pas à ce destinataire.", champ="canal")
    octets = octets_de_l_extrait(fiche, destinataire, au=maintenant)
    envoi = Envoi.objects.create(
        fiche=fiche,
        destinataire=destinataire.code,
        aupres_de=demande.aupres_de.strip(),
        extrait=octets,
        empreinte=empreinte(octets),
        canal=demande.canal,
        preuve=demande.preuve.strip(),
        le=maintenant,
        par=acteur.libelle,
    )
    if demande.canal == CANAL_LIEN:
        ouvrir_lien(acteur, envoi, courriel=demande.courriel, maintenant=maintenant)
    parti = tout_est_parti(appeles, dossier.servis | {destinataire.code})
    etat = dossier.au(aujourd_hui)
    fiche.etat = franchir(etat, Acte.TRANSMETTRE) if parti else EtatFiche(etat)
    fiche.save()
    tracer(acteur, "transmettre", fiche, destinataire=destinataire.code, empreinte=envoi.empreinte)
    return envoi
