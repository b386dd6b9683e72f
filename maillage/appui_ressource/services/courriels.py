"""Mails of appui-ressource, written in the outbox with the act that calls for them."""

from __future__ import annotations

from secrets import token_hex

from django.conf import settings
from django.utils import timezone

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.echeances import premiere_reponse_promise
from maillage.appui_ressource.models import DemandeAppui
from maillage.appui_ressource.models.lien import UsageLien
from maillage.appui_ressource.selectors.premier_secours import premier_secours
from maillage.appui_ressource.services.liens import nouveau_lien
from maillage.socle.courriel.services import deposer_courriel
from maillage.socle.domain.typographie import ecrire_jour_annee

NATURE = "APPUI"
USAGES = {"evaluation": UsageLien.EVALUATION, "relance": UsageLien.EVALUATION}
"""What the private link of a mail opens, when it is not the thread."""


AVEC_FICHES = "accuse"
"""The mail that gives something to read at once."""


def ecrire_au_demandeur(demande: DemandeAppui, modele: str) -> None:
    """Write a mail to who asked, with a private link that only the recipient reads; a request whose contact is erased gets none."""
    if not demande.courriel:
        return
    depot = timezone.localdate(demande.deposee_le)
    reglages = referentiels.reglages(depot)
    deposer_courriel(
        cle=f"appui:{modele}:{demande.pk}:{token_hex(6)}",
        destinataire=demande.courriel,
        gabarit=f"appui_ressource/{modele}",
        contexte={
            "dispositif": demande.dispositif.nom,
            "commune": demande.commune.nom,
            "promise": ecrire_jour_annee(premiere_reponse_promise(depot, reglages)),
            "motif": demande.libelle_motif_refus.lower(),
            "jours": reglages.lien_jours,
            "changements": referentiels.choix("changements"),
            "fiches": _fiches(demande) if modele == AVEC_FICHES else [],
        },
        nature=NATURE,
        dispositif_id=demande.dispositif_id,
        secrets={"lien": nouveau_lien(demande, USAGES.get(modele, UsageLien.SUIVI))},
        objet_lie=f"appui_ressource.DemandeAppui:{demande.pk}",
    )


def _fiches(demande: DemandeAppui) -> list[tuple[str, str]]:
    """Title and whole address of what can be read at once."""
    return [(fiche.titre, f"{settings.ADRESSE_PUBLIQUE}{fiche.url}") for fiche in premier_secours(demande)]
