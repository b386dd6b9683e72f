"""Leaving a request, without account."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.demande import SaisieDemande
from maillage.appui_ressource.domain.erreurs import ErreurAppui
from maillage.appui_ressource.domain.etats import EtatAppui
from maillage.appui_ressource.models import DemandeAppui
from maillage.appui_ressource.selectors.relations import partenaire_par_uai
from maillage.appui_ressource.selectors.routage import dispositif_responsable
from maillage.appui_ressource.services.courriels import ecrire_au_demandeur
from maillage.appui_ressource.services.ecriture import DEMANDEUR, mettre, tracer
from maillage.appui_ressource.services.frein import freiner
from maillage.appui_ressource.services.pieces import joindre_piece
from maillage.socle.pieces import FichierControle
from maillage.territoire import selectors as territoire


@transaction.atomic
def deposer_demande(
    saisie: SaisieDemande, *, navigateur: str, adresse: str, fichier: FichierControle | None = None
) -> DemandeAppui:
    """Write a request, give it to the dispositif that answers for the place and the public, and acknowledge it by mail.

    `navigateur` and `adresse` name where it comes from, for the rate limits alone. Raise TropDeDemandes, or ErreurAppui when no dispositif
    is known or the commune does not exist.
    """
    maintenant = timezone.now()
    aujourd_hui = timezone.localdate(maintenant)
    commune = territoire.commune_par_code(saisie.commune)
    if commune is None:
        raise ErreurAppui("Cette commune n'existe pas.", champ="commune")
    responsable = dispositif_responsable(commune, saisie.public, le=aujourd_hui)
    if responsable is None:
        raise ErreurAppui("Aucun dispositif n'est encore enregistré ici : revenez plus tard.")
    reglages = referentiels.reglages(aujourd_hui)
    freiner(
        {
            f"navigateur {navigateur}": reglages.depots_par_navigateur,
            f"adresse {adresse}": reglages.depots_par_adresse,
        }
    )
    partenaire = partenaire_par_uai(saisie.uai)
    demande = DemandeAppui(
        dispositif_id=responsable.dispositif_id,
        proximite=responsable.proximite,
        commune=commune,
        partenaire=partenaire,
        deposee_le=maintenant,
        **{champ: valeur for champ, valeur in asdict(saisie).items() if champ != "commune"},
    )
    demande.structure_nom = demande.structure_nom or (partenaire.nom if partenaire else "")
    mettre(demande, EtatAppui.RECUE)
    demande.save()
    tracer(DEMANDEUR, "deposer_demande", demande, proximite=responsable.proximite.name, public=saisie.public)
    joindre_piece(DEMANDEUR, demande, fichier)
    ecrire_au_demandeur(demande, "accuse")
    return demande
