"""Handing an extract to a named partner: dated, and without any name of a place in what is kept."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.carte_de_vie.domain.erreurs import ErreurCarte
from maillage.carte_de_vie.domain.vocabulaire import Regard
from maillage.carte_de_vie.models import RemiseExtrait
from maillage.carte_de_vie.selectors.acces import Porte, exiger_ecriture
from maillage.carte_de_vie.selectors.cartes import carte_du_partenaire
from maillage.socle.services import journaliser


@transaction.atomic
def remettre_extrait(porte: Porte, partenaire_id: int, *, maintenant: datetime) -> RemiseExtrait:
    """Note that the extract of today was handed to a partner. Raises ErreurCarte when nothing is shown to them."""
    le: date = timezone.localdate(maintenant)
    exiger_ecriture(porte, le=le)
    if porte.regard is not Regard.EQUIPE or porte.dispositif_id is None:
        raise PermissionDenied("C'est l'équipe qui remet un extrait.")
    lieux = carte_du_partenaire(porte, partenaire_id).au(le).lieux
    if not lieux:
        raise ErreurCarte("Aucun lieu n'est montré à ce partenaire.")
    remise = RemiseExtrait.objects.create(
        dispositif_id=porte.dispositif_id,
        jeune_id=porte.jeune.pk,
        partenaire_id=partenaire_id,
        le=maintenant,
        par=porte.acteur.libelle,
        lieux=[lieu.cle for lieu in lieux],
    )
    journaliser(
        porte.acteur,
        "carte_de_vie.remettre_extrait",
        objet=f"partenaire {partenaire_id}",
        dispositif_id=porte.dispositif_id,
        jeune_id=porte.jeune.pk,
        details={"lieux": len(lieux)},
    )
    return remise
