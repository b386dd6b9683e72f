"""Tying a signatory to the account through which they answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.models import CompteSignataire, Signataire
from maillage.liaison.selectors.comptes import comptes_connus
from maillage.liaison.services.ecriture import exiger, jour_de, tracer, verrouiller
from maillage.socle.acteur import Acteur


@transaction.atomic
def relier_compte(acteur: Acteur, *, signataire: Signataire, compte_id: int | None, maintenant: datetime) -> Signataire:
    """Say which account a signatory answers with, or (None) none. Raises ErreurLiaison once they answered, or for an account of another capacity."""
    fiche = verrouiller(signataire.fiche)
    exiger(acteur, fiche.dispositif_id)
    signataire = fiche.signataires.get(pk=signataire.pk)
    if signataire.reponse:
        raise ErreurLiaison("Cette personne a déjà répondu.", champ="compte")
    CompteSignataire.objects.filter(signataire=signataire).delete()
    if compte_id is not None:
        _relier(acteur, signataire, compte_id, maintenant)
    tracer(acteur, "relier_compte", fiche, signataire=signataire.pk, compte=compte_id or "")
    return signataire


def _relier(acteur: Acteur, signataire: Signataire, compte_id: int, maintenant: datetime) -> None:
    connus = comptes_connus(signataire.fiche.jeune_id, le=jour_de(maintenant))
    compte = next((un for un in connus if un.pk == compte_id and un.qualite == signataire.qualite), None)
    if compte is None:
        raise ErreurLiaison("Ce compte ne parle pas pour ce jeune en cette qualité.", champ="compte")
    deja = CompteSignataire.objects.filter(signataire__fiche=signataire.fiche, compte_id=compte_id)
    if deja.exists():
        raise ErreurLiaison("Ce compte est déjà relié à un autre signataire de cette fiche.", champ="compte")
    CompteSignataire.objects.create(
        signataire=signataire,
        compte_id=compte.pk,
        nom_du_compte=compte.nom,
        relie_par=acteur.libelle,
        relie_le=maintenant,
    )
