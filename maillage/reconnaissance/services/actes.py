"""The acts of those who carry the dispositif: asking for the exchange, depositing, taking back, preparing a change."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.chiffres import empreinte
from maillage.reconnaissance.domain.erreurs import PrerequisManquant
from maillage.reconnaissance.domain.etats import ActeDossier
from maillage.reconnaissance.domain.prerequis import Prerequis, manquants
from maillage.reconnaissance.models import Depot, DossierReconnaissance
from maillage.reconnaissance.selectors.depots import contenu_a_figer
from maillage.reconnaissance.selectors.faits import lire_donnees, prerequis_du_dispositif, redactions_de
from maillage.reconnaissance.services.courriels import prevenir_les_instructeurs, prevenir_les_porteurs
from maillage.reconnaissance.services.ecriture import agir, exiger_texte, tracer
from maillage.socle.acteur import Acteur


@transaction.atomic
def demander_echange(acteur: Acteur, dispositif: Any, *, version: int | None = None) -> DossierReconnaissance:
    """Ask the departmental delegation for the exchange that comes before any deposit; nothing needs to be ready."""
    dossier = agir(acteur, dispositif.pk, ActeDossier.ECHANGER, version=version)
    dossier.save()
    tracer(acteur, "demander_echange", dossier)
    prevenir_les_instructeurs(acteur, dossier, "echange", cle=str(dossier.version))
    return dossier


@transaction.atomic
def deposer(acteur: Acteur, dispositif: Any, *, version: int | None = None) -> Depot:
    """Deposit: figures, sections, prerequisites and attachments are frozen. Raises PrerequisManquant, which says what is missing."""
    dossier = agir(acteur, dispositif.pk, ActeDossier.DEPOSER, version=version)
    maintenant = timezone.now()
    aujourd_hui = timezone.localdate(maintenant)
    donnees = lire_donnees(dispositif, le=aujourd_hui)
    prerequis = prerequis_du_dispositif(dispositif, dossier, donnees, le=aujourd_hui)
    _exiger_complet(dossier, prerequis)
    contenu = contenu_a_figer(dossier, dispositif, prerequis)
    depot = Depot.objects.create(
        dossier=dossier,
        tour=dossier.depots.count() + 1,
        depose_le=maintenant,
        par=acteur.libelle,
        contenu=contenu,
        empreinte=empreinte(contenu),
    )
    dossier.depose_le = maintenant
    dossier.save()
    tracer(acteur, "deposer_dossier", dossier, tour=depot.tour, empreinte=depot.empreinte)
    prevenir_les_instructeurs(acteur, dossier, "depose", cle=str(depot.tour))
    prevenir_les_porteurs(acteur, dossier, "recepisse", cle=str(depot.tour))
    return depot


def _exiger_complet(dossier: DossierReconnaissance, prerequis: tuple[Prerequis, ...]) -> None:
    manque = [f"{ligne.regle.libelle} ({ligne.constat})" for ligne in manquants(prerequis)]
    redactions = redactions_de(dossier)
    vides = [
        section.titre
        for code, section in referentiels.sections().items()
        if section.obligatoire and not (code in redactions and redactions[code].texte.strip())
    ]
    manque += [f"la section « {titre} » est à écrire" for titre in vides]
    if manque:
        raise PrerequisManquant("Le dossier n'est pas déposé. Il manque : " + " ; ".join(manque))


@transaction.atomic
def retirer_depot(acteur: Acteur, dispositif: Any, *, version: int | None = None) -> DossierReconnaissance:
    """Take back a deposit that nobody has begun to examine: what it froze is kept, marked as taken back."""
    dossier = agir(acteur, dispositif.pk, ActeDossier.RETIRER, version=version)
    dernier = dossier.depots.order_by("-tour").first()
    if dernier is not None:
        dernier.retire_le = timezone.now()
        dernier.save(update_fields=["retire_le"])
    dossier.depose_le = None
    dossier.save()
    tracer(acteur, "retirer_depot", dossier)
    prevenir_les_instructeurs(acteur, dossier, "retire", cle=str(dossier.version))
    return dossier


@transaction.atomic
def demander_modification(
    acteur: Acteur, dispositif: Any, *, motif: str, version: int | None = None
) -> DossierReconnaissance:
    """Open the writing again on a recognised dispositif: it stays recognised, the order will be updated."""
    texte = exiger_texte(motif, "motif", "Dites en quelques mots ce qui change.")
    dossier = agir(acteur, dispositif.pk, ActeDossier.MODIFIER, version=version)
    dossier.motif_modification = texte
    dossier.save()
    tracer(acteur, "demander_modification", dossier)
    prevenir_les_instructeurs(acteur, dossier, "modification", cle=str(dossier.version))
    return dossier
