"""Mails of technical support: they name a dispositif and a page, never what was written, never a young person."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.selectors import comptes_des_roles, comptes_du_dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_courriel
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.soutien import referentiels
from maillage.soutien.models import DemandeSoutien, Recommandation

NATURE = "SOUTIEN"


def adresse_publique(nom: str, *arguments: str) -> str:
    """Return the whole address of a page."""
    return f"{settings.ADRESSE_PUBLIQUE}{reverse(nom, args=arguments)}"


def annoncer_demande(acteur: Acteur, demande: DemandeSoutien) -> None:
    """Tell everyone of the mission that a request came in."""
    aujourd_hui = timezone.localdate()
    reglages = referentiels.reglages(aujourd_hui)
    for compte in comptes_des_roles([reglages.role_mission], le=aujourd_hui):
        if compte.pk == acteur.identifiant:
            continue
        deposer_courriel(
            cle=f"soutien:demande:{demande.identifiant}:{compte.pk}",
            destinataire=compte.email,
            gabarit="soutien/demande",
            contexte={
                "dispositif": demande.dispositif.nom,
                "avant": ecrire_jour_annee(demande.recue_le + dt.timedelta(days=reglages.qualification_jours)),
                "page": adresse_publique("soutien:demande", demande.identifiant),
            },
            nature=NATURE,
            dispositif_id=demande.dispositif_id,
            acteur=acteur,
            objet_lie=f"soutien.DemandeSoutien:{demande.identifiant}",
        )


def annoncer_qualification(acteur: Acteur, demande: DemandeSoutien) -> None:
    """Tell the one who asked which kind of support answers, and who has it in charge."""
    if not demande.courriel:
        return
    deposer_courriel(
        cle=f"soutien:qualifiee:{demande.identifiant}",
        destinataire=demande.courriel,
        gabarit="soutien/qualifiee",
        contexte={
            "dispositif": demande.dispositif.nom,
            "genre": demande.libelle_genre,
            "charge": demande.charge_nom,
            "page": adresse_publique("soutien:demande", demande.identifiant),
        },
        nature=NATURE,
        dispositif_id=demande.dispositif_id,
        acteur=acteur,
        objet_lie=f"soutien.DemandeSoutien:{demande.identifiant}",
    )


def annoncer_recommandation(acteur: Acteur, recommandation: Recommandation) -> None:
    """Tell those who direct the dispositif today that a recommendation waits for their answer."""
    demande, aujourd_hui = recommandation.demande, timezone.localdate()
    roles = referentiels.reglages(aujourd_hui).roles_dispositif
    for compte in comptes_du_dispositif(demande.dispositif_id, roles, le=aujourd_hui):
        deposer_courriel(
            cle=f"soutien:recommandation:{recommandation.identifiant}:{compte.pk}",
            destinataire=compte.email,
            gabarit="soutien/recommandation",
            contexte={
                "dispositif": demande.dispositif.nom,
                "page": adresse_publique("soutien:recommandation", recommandation.identifiant),
            },
            nature=NATURE,
            dispositif_id=demande.dispositif_id,
            acteur=acteur,
            objet_lie=f"soutien.Recommandation:{recommandation.identifiant}",
        )
