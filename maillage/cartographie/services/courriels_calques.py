"""Mails about layers lent: offered, withdrawn, soon over. To those who may answer for the body that receives; never a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from maillage.cartographie.domain.calques import AccordCalque, EtatCalque
from maillage.cartographie.models import Calque
from maillage.cartographie.referentiels.calques import conventions_calques
from maillage.cartographie.selectors.corps import adresses_du_corps
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_courriel
from maillage.socle.domain.typographie import ecrire_jour_annee

NATURE = "CALQUE"


def annoncer_pret(acteur: Acteur, calque: Calque, *, le: dt.date) -> int:
    """Tell each recipient that a layer is offered, and may be accepted or refused."""
    return _ecrire(calque, "prete", [un.cle for un in calque.destinataires.all()], acteur=acteur, le=le)


def annoncer_retrait(acteur: Acteur, calque: Calque, *, le: dt.date) -> int:
    """Tell who had not refused the layer that nobody sees it any more."""
    gardes = calque.destinataires.exclude(accord=AccordCalque.REFUSE)
    return _ecrire(calque, "retire", [un.cle for un in gardes], acteur=acteur, le=le)


@transaction.atomic
def rappeler_les_fins(acteur: Acteur, *, le: dt.date) -> int:
    """Tell, once, the lender and who accepted, that a loan is soon over. Return how many mails; safe to do again."""
    jusqu_a = le + dt.timedelta(days=conventions_calques(le).rappel_jours)
    nombre = 0
    for calque in Calque.objects.filter(etat=EtatCalque.PRETE, fin__range=(le, jusqu_a)):
        acceptes = calque.destinataires.filter(accord=AccordCalque.ACCEPTE).values_list("cle", flat=True)
        nombre += _ecrire(calque, f"fin-{calque.fin.isoformat()}", [calque.preteur, *acceptes], acteur=acteur, le=le)
    return nombre


def _ecrire(calque: Calque, sujet: str, corps: Iterable[str], *, acteur: Acteur, le: dt.date) -> int:
    adresses = {adresse for cle in corps for adresse in adresses_du_corps(cle, le)}
    for adresse in sorted(adresses):
        deposer_courriel(
            cle=f"calque:{calque.pk}:{sujet}:{sha256(adresse.encode()).hexdigest()[:24]}",
            destinataire=adresse,
            gabarit=f"cartographie/calque_{sujet.partition('-')[0]}",
            contexte=_mots(calque),
            nature=NATURE,
            acteur=acteur,
            objet_lie=f"cartographie.Calque:{calque.pk}",
        )
    return len(adresses)


def _mots(calque: Calque) -> dict[str, str]:
    return {
        "nom": calque.nom,
        "preteur": f"{calque.au_nom_de}, par {calque.preteur_nom}" if calque.au_nom_de else calque.preteur_nom,
        "finalite": calque.finalite,
        "fin": ecrire_jour_annee(calque.fin),
        "motif": calque.motif_retrait,
        "page": f"{settings.ADRESSE_PUBLIQUE}{reverse('cartographie:calque', args=[calque.pk])}",
    }
