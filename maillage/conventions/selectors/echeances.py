"""The deadlines of conventions: renewal, yearly follow-up, decisions due; for one dispositif, or for the region."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.urls import reverse

from maillage.conventions import referentiels
from maillage.conventions.domain.etats import LIANTS, etat_le, fin_connue
from maillage.conventions.domain.instances import EtatDecision
from maillage.conventions.models import AccordBilateral, DecisionInstance
from maillage.conventions.permissions import ACCORDS, CONVENTIONS, INSTANCES
from maillage.conventions.referentiels import sigle_d_instance
from maillage.conventions.selectors.cadres import accords_visibles
from maillage.conventions.selectors.instances import decisions, decisions_visibles
from maillage.conventions.selectors.region import LigneDepartement, ligne_pour_les_echeances, lignes_du_jour
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import AdresseEnSerie
from maillage.socle.domain.echeances import Echeance, EcheanceSituee
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.structures.selectors import dispositifs_visibles
from maillage.territoire.sources import noms_des_departements

RENOUVELLEMENT, SUIVI, DECISION = "Renouvellement de convention", "Suivi annuel de convention", "Décision d'instance"


class DispositifNomme(Protocol):
    """The dispositif whose list is drawn."""

    @property
    def pk(self) -> int: ...


def echeances(acteur: Acteur, dispositif: DispositifNomme, *, le: dt.date) -> list[Echeance]:
    """Return what the département of the dispositif, and its own agreements, wait for (constant number of queries)."""
    departement = dispositifs_visibles(acteur).filter(pk=dispositif.pk).values_list("departement", flat=True).first()
    lignes: list[Echeance] = []
    if departement and acteur.peut(CONVENTIONS, dispositif_id=dispositif.pk):
        ligne = ligne_pour_les_echeances(departement, le)
        lignes += _du_departement(ligne) if ligne else []
    if departement and acteur.peut(INSTANCES, dispositif_id=dispositif.pk):
        lignes += _des_decisions([departement])
    if acteur.peut(ACCORDS, dispositif_id=dispositif.pk):
        lignes += _des_accords(AccordBilateral.objects.filter(dispositif_id=dispositif.pk), le)
    return lignes


def echeances_de_la_region(acteur: Acteur, *, le: dt.date, departement: str = "") -> list[Echeance]:
    """Return what every département, or one, waits for, the first due first."""
    lues = [ligne for ligne in lignes_du_jour(acteur, le) if departement in {"", ligne.code}]
    lignes = [e for ligne in lues for e in _du_departement(ligne)] if acteur.peut(CONVENTIONS) else []
    if acteur.peut(INSTANCES):
        lignes += _des_decisions([ligne.code for ligne in lues])
    return sorted(lignes, key=lambda echeance: (echeance.dernier_jour, echeance.acte))


def echeances_de_la_portee(acteur: Acteur, *, le: dt.date) -> list[EcheanceSituee]:
    """Return the deadlines of the conventions, decisions and agreements of the scope (constant number of queries)."""
    lignes = lignes_du_jour(acteur, le) if acteur.peut(CONVENTIONS) else []
    situees = [EcheanceSituee(ligne.nom, ligne.code, e) for ligne in lignes for e in _du_departement(ligne)]
    if acteur.peut(INSTANCES):
        noms = noms_des_departements()
        situees += [
            EcheanceSituee(noms.get(code, code), code, e) for code, e in _decisions_dues(decisions_visibles(acteur))
        ]
    accords = accords_visibles(acteur) if acteur.peut(ACCORDS) else AccordBilateral.objects.none()
    situees += [EcheanceSituee(a.dispositif.nom, a.dispositif.departement, e) for a, e in _accords_dus(accords, le)]
    return situees


def _du_departement(ligne: LigneDepartement) -> list[Echeance]:
    convention = ligne.convention
    if convention is None or ligne.etat not in LIANTS or ligne.fin is None or ligne.suivi_avant is None:
        return []
    adresse = reverse("conventions:convention", args=[convention.identifiant])
    preavis = ligne.fin - relativedelta(months=convention.preavis_mois)
    depuis = (
        f"dernière réunion : {ecrire_jour_annee(ligne.derniere_reunion)}" if ligne.derniere_reunion else "jamais réuni"
    )
    reconduite = "reconduction tacite ; " if convention.reconduction_mois else ""
    propose = convention.preavis_mois == referentiels.reglages(ligne.fin).renouvellement_mois
    mots = " (proposition de Maillage, à valider)" if propose else ""
    return [
        Echeance(
            RENOUVELLEMENT,
            f"Préparer la suite de la convention cadre ({ligne.nom})",
            preavis,
            adresse,
            precision=f"{reconduite}elle finit le {ecrire_jour_annee(ligne.fin)}, préavis de {convention.preavis_mois} mois{mots}",
        ),
        Echeance(
            SUIVI,
            f"Réunir une instance de la convention cadre ({ligne.nom})",
            ligne.suivi_avant,
            f"{reverse('conventions:seances')}?departement={ligne.code}",
            precision=f"au moins une réunion par an ; {depuis}",
        ),
    ]


def _des_decisions(departements: Iterable[str]) -> list[Echeance]:
    return [echeance for _, echeance in _decisions_dues(decisions().filter(seance__departement__in=list(departements)))]


def _decisions_dues(lues: QuerySet[DecisionInstance]) -> list[tuple[str, Echeance]]:
    """Département and deadline of each decision still to do."""
    adresse = AdresseEnSerie("conventions:decision")
    champs = ("identifiant", "texte", "echeance", "porteur", "seance__departement", "seance__instance")
    return [
        (
            departement,
            Echeance(
                DECISION,
                f"Faire : {texte}",
                jour,
                adresse(identifiant),
                precision=f"{sigle_d_instance(instance)} ({departement}), {porteur}",
            ),
        )
        for identifiant, texte, jour, porteur, departement, instance in lues.filter(
            etat=EtatDecision.A_FAIRE
        ).values_list(*champs)
    ]


def _des_accords(accords: Iterable[AccordBilateral], le: dt.date) -> list[Echeance]:
    return [echeance for _, echeance in _accords_dus(accords, le)]


def _accords_dus(accords: Iterable[AccordBilateral], le: dt.date) -> list[tuple[AccordBilateral, Echeance]]:
    adresse = AdresseEnSerie("conventions:accord")
    liants = [a for a in accords if etat_le(a.dates, le, referentiels.reglages(le)) in LIANTS]
    return [
        (
            accord,
            Echeance(
                RENOUVELLEMENT,
                f"Revoir l'accord avec {accord.partenaire}",
                fin_connue(accord.dates, le),
                adresse(accord.identifiant),
                precision="l'accord finit ce jour-là",
            ),
        )
        for accord in liants
    ]
