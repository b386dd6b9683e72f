"""Mails about a dossier: they say that something happened and where to read it, never what was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from maillage.reconnaissance.domain.etats import LIBELLES, EtatDossier
from maillage.reconnaissance.models import AvisExpert, DossierReconnaissance
from maillage.reconnaissance.selectors.destinataires import adresses_des_instructeurs, adresses_des_porteurs
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_courriel
from maillage.socle.domain.typographie import ecrire_jour_annee

NATURE = "RECONNAISSANCE"


def prevenir_les_porteurs(acteur: Acteur, dossier: DossierReconnaissance, gabarit: str, *, cle: str) -> None:
    """Write to the direction and to the organismes, in the transaction of the act."""
    adresses = adresses_des_porteurs(dossier, le=timezone.localdate())
    _envoyer(acteur, dossier, adresses, (gabarit, cle), dispositif_id=dossier.dispositif_id)


def prevenir_les_instructeurs(acteur: Acteur, dossier: DossierReconnaissance, gabarit: str, *, cle: str) -> None:
    """Write to whoever follows the dossier, else to the authority."""
    adresses = adresses_des_instructeurs(dossier, le=timezone.localdate())
    _envoyer(acteur, dossier, adresses, (gabarit, cle), dispositif_id=None)


def _envoyer(
    acteur: Acteur,
    dossier: DossierReconnaissance,
    adresses: Iterable[str],
    mots: tuple[str, str],
    *,
    dispositif_id: int | None,
) -> None:
    gabarit, cle = mots
    for adresse in adresses:
        deposer_courriel(
            cle=f"reconnaissance:{gabarit}:{dossier.identifiant}:{cle}:{adresse}"[:160],
            destinataire=adresse,
            gabarit=f"reconnaissance/{gabarit}",
            contexte=_contexte(dossier),
            nature=NATURE,
            dispositif_id=dispositif_id,
            acteur=acteur,
            objet_lie=f"reconnaissance.DossierReconnaissance:{dossier.identifiant}",
        )


def _contexte(dossier: DossierReconnaissance) -> dict[str, Any]:
    adresse = reverse("reconnaissance:dossier", args=[dossier.dispositif.code])
    return {
        "dispositif": dossier.dispositif.nom,
        "etat": LIBELLES[EtatDossier(dossier.etat)],
        "lien": f"{settings.ADRESSE_PUBLIQUE}{adresse}",
    }


def demander_par_courriel(acteur: Acteur, avis: AvisExpert) -> None:
    """Ask an expert for an opinion; the mail belongs to no dispositif, so that none of its people sees it in the outbox."""
    if not avis.courriel:
        return
    deposer_courriel(
        cle=f"reconnaissance:avis:{avis.pk}",
        destinataire=avis.courriel,
        gabarit="reconnaissance/avis",
        contexte={
            "dispositif": avis.dossier.dispositif.nom,
            "question": avis.question,
            "attendu": ecrire_jour_annee(avis.attendu_le),
            "demandeur": avis.demande_par,
        },
        nature=NATURE,
        acteur=acteur,
        objet_lie=f"reconnaissance.AvisExpert:{avis.pk}",
    )
