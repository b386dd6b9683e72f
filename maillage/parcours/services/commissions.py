"""Criteria and admission commissions of a dispositif. Nothing here is read by the count: opinions prepare an answer, they are not one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from maillage.parcours.domain.admission import membres_en_lignes
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.models import (
    AvisCommission,
    CommissionAdmission,
    CriterePriorite,
    Demande,
    EtapeDemande,
    NatureEtape,
)
from maillage.parcours.referentiels.entree import criteres_proposes, libelles
from maillage.parcours.services.ecriture import exiger, noter
from maillage.parcours.services.versions import ecrire_valeurs, prendre
from maillage.socle.acteur import Acteur


@transaction.atomic
def creer_critere(acteur: Acteur, *, dispositif_id: int, libelle: str, poids: int) -> CriterePriorite:
    """Add a criterion; one withdrawn under the same words comes back."""
    exiger(acteur, dispositif_id)
    propre = " ".join(libelle.split())
    if not propre:
        raise ErreurParcours("Écrivez le critère.", champ="libelle")
    critere, cree = CriterePriorite.objects.get_or_create(
        dispositif_id=dispositif_id, libelle=propre, defaults={"poids": poids}
    )
    if not cree and critere.retire_le is None:
        raise ErreurParcours("Ce critère existe déjà.", champ="libelle")
    if not cree:
        critere.poids, critere.retire_le = poids, None
        critere.save(update_fields=["poids", "retire_le"])
    noter(acteur, "creer_critere", dispositif_id=dispositif_id, jeune=None, critere=critere.pk, poids=poids)
    return critere


@transaction.atomic
def modifier_critere(acteur: Acteur, *, critere: CriterePriorite, libelle: str, poids: int) -> CriterePriorite:
    """Change the words or the weight of a criterion: requests that meet it keep it."""
    exiger(acteur, critere.dispositif_id)
    critere.libelle, critere.poids = " ".join(libelle.split()), poids
    if not critere.libelle:
        raise ErreurParcours("Écrivez le critère.", champ="libelle")
    try:
        with transaction.atomic():
            critere.save(update_fields=["libelle", "poids"])
    except IntegrityError as refus:
        raise ErreurParcours("Un autre critère porte déjà ces mots.", champ="libelle") from refus
    noter(acteur, "modifier_critere", dispositif_id=critere.dispositif_id, jeune=None, critere=critere.pk, poids=poids)
    return critere


@transaction.atomic
def retirer_critere(acteur: Acteur, *, critere: CriterePriorite, le: date | None) -> CriterePriorite:
    """Withdraw a criterion from a day on, or take it back (`le` None); old requests keep it."""
    exiger(acteur, critere.dispositif_id)
    critere.retire_le = le
    critere.save(update_fields=["retire_le"])
    acte = "retirer_critere" if le else "reprendre_critere"
    noter(acteur, acte, dispositif_id=critere.dispositif_id, jeune=None, critere=critere.pk)
    return critere


@transaction.atomic
def reprendre_criteres_proposes(acteur: Acteur, *, dispositif_id: int) -> int:
    """Give a dispositif the criteria proposed with the product; those it has already stay as they are. Return how many came."""
    exiger(acteur, dispositif_id)
    connus = set(CriterePriorite.objects.filter(dispositif_id=dispositif_id).values_list("libelle", flat=True))
    nouveaux = [(libelle, poids) for libelle, poids in criteres_proposes() if libelle not in connus]
    for libelle, poids in nouveaux:
        creer_critere(acteur, dispositif_id=dispositif_id, libelle=libelle, poids=poids)
    return len(nouveaux)


@transaction.atomic
def creer_commission(
    acteur: Acteur, *, dispositif_id: int, le: date, lieu: str = "", membres: str = ""
) -> CommissionAdmission:
    """Plan a commission; one a day in a dispositif."""
    exiger(acteur, dispositif_id)
    if CommissionAdmission.objects.filter(dispositif_id=dispositif_id, le=le).exists():
        raise ErreurParcours("Une commission est déjà prévue ce jour-là.", champ="le")
    commission = CommissionAdmission.objects.create(
        dispositif_id=dispositif_id, le=le, lieu=lieu.strip(), membres="\n".join(membres_en_lignes(membres))
    )
    noter(acteur, "creer_commission", dispositif_id=dispositif_id, jeune=None, commission=commission.identifiant, le=le)
    return commission


@transaction.atomic
def modifier_commission(
    acteur: Acteur, *, commission: CommissionAdmission, version: int | None = None, **valeurs: Any
) -> CommissionAdmission:
    """Change the day, the place or who sits; the steps of the requests on its agenda follow its day. Raises ModifieEntreTemps."""
    exiger(acteur, commission.dispositif_id)
    commission = prendre(commission)
    avant = commission.le
    valeurs["membres"] = "\n".join(membres_en_lignes(valeurs.get("membres", commission.membres)))
    autres = CommissionAdmission.objects.filter(dispositif_id=commission.dispositif_id).exclude(pk=commission.pk)
    if autres.filter(le=valeurs.get("le", avant)).exists():
        raise ErreurParcours("Une autre commission est déjà prévue ce jour-là.", champ="le")
    if not (modifies := ecrire_valeurs(commission, valeurs, version=version)):
        return commission
    if commission.le != avant:
        for demande in Demande.objects.filter(avis__commission=commission):
            _deplacer_etape(demande, avant, commission.le)
    _noter(acteur, "modifier_commission", commission, champs=",".join(modifies))
    return commission


@transaction.atomic
def inscrire_demandes(
    acteur: Acteur, *, commission: CommissionAdmission, demandes: Iterable[Demande]
) -> CommissionAdmission:
    """Put requests on the agenda: the step « commission » is dated of that day."""
    exiger(acteur, commission.dispositif_id)
    for demande in demandes:
        if demande.dispositif_id == commission.dispositif_id:
            AvisCommission.objects.get_or_create(commission=commission, demande=demande)
            EtapeDemande.objects.get_or_create(demande=demande, nature=NatureEtape.COMMISSION, le=commission.le)
            _noter(acteur, "inscrire_demande", commission, demande=demande.identifiant)
    return commission


@transaction.atomic
def retirer_de_la_commission(acteur: Acteur, *, avis: AvisCommission) -> CommissionAdmission:
    """Take a request off the agenda, with the opinion it had."""
    exiger(acteur, avis.commission.dispositif_id)
    commission = avis.commission
    EtapeDemande.objects.filter(demande_id=avis.demande_id, nature=NatureEtape.COMMISSION, le=commission.le).delete()
    _noter(acteur, "retirer_de_la_commission", commission, demande=avis.demande.identifiant)
    avis.delete()
    return commission


@transaction.atomic
def rendre_avis(
    acteur: Acteur, *, avis: AvisCommission, opinion: str, motif: str = "", version: int | None = None
) -> AvisCommission:
    """Write the opinion of the commission on a request; the answer itself is another act. Raises ModifieEntreTemps."""
    exiger(acteur, avis.commission.dispositif_id)
    if opinion and opinion not in libelles("admission", "avis"):
        raise ErreurParcours("Choisissez un avis de la liste.", champ="opinion")
    avis = prendre(avis)
    if ecrire_valeurs(avis, {"avis": opinion, "motif": motif.strip()}, version=version):
        _noter(acteur, "rendre_avis", avis.commission, demande=avis.demande.identifiant, avis=opinion)
    return avis


def _deplacer_etape(demande: Demande, avant: date, apres: date) -> None:
    EtapeDemande.objects.filter(demande=demande, nature=NatureEtape.COMMISSION, le=avant).delete()
    EtapeDemande.objects.get_or_create(demande=demande, nature=NatureEtape.COMMISSION, le=apres)


def _noter(acteur: Acteur, acte: str, commission: CommissionAdmission, **details: Any) -> None:
    noter(
        acteur,
        acte,
        dispositif_id=commission.dispositif_id,
        jeune=None,
        commission=commission.identifiant,
        **details,
    )
