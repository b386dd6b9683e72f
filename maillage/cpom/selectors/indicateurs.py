"""Indicators with the value of their years, read from transmitted returns: the same for the authority and for the establishment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from maillage.cpom import referentiels
from maillage.cpom.domain.catalogue import Grandeur, Sens
from maillage.cpom.domain.cibles import Atteinte, situer
from maillage.cpom.domain.valeurs import Valeur, valeur_annuelle, valeur_de
from maillage.cpom.models import BilanIndicateur, CibleCpom, FormuleDatee, IndicateurCpom, ValeurSignee
from maillage.cpom.selectors.fiches import fiches_visibles
from maillage.cpom.selectors.transmis import ComptesTransmis, CompteTransmis, CompteVivant, trimestres_de
from maillage.socle.acteur import Acteur

DETAILS = ("formules", "cibles", "signees__formule", "bilans__preuves__piece")


@dataclass(frozen=True)
class AnneeIndicateur:
    """One year of an indicator. `formule` None: no version is used yet that year; `signee`: the value does not move any more."""

    annee: int
    formule: FormuleDatee | None
    cible: Decimal | None
    valeur: Valeur
    atteinte: Atteinte
    signee: ValeurSignee | None = None
    bilan: BilanIndicateur | None = None
    comptes: tuple[CompteTransmis, ...] = ()

    @property
    def unite(self) -> str:
        return self.formule.formule.unite(referentiels.grandeurs()) if self.formule else ""

    @property
    def source(self) -> str:
        """Say where the value comes from."""
        if self.signee is not None:
            return "Valeur signée"
        if self.valeur.partielle:
            return (
                f"Retours transmis, {self.valeur.trimestres} trimestre{'s' if self.valeur.trimestres > 1 else ''} sur 4"
            )
        return "Retours transmis" if self.comptes else "Aucun retour transmis"


@dataclass(frozen=True)
class ValeurDePeriode:
    """The value of one quarter or of the current year, and the figures that it is made of."""

    periode: str
    valeur: Valeur
    revision: int | None = None
    regles: str = ""
    grandeurs: tuple[Grandeur, ...] = ()


def indicateurs_visibles(acteur: Acteur, dispositif_id: int | None = None) -> QuerySet[IndicateurCpom]:
    """Return the indicators of the visible sheets with all that their years need (a constant number of queries)."""
    indicateurs = IndicateurCpom.objects.filter(fiche__in=fiches_visibles(acteur, dispositif_id).values("pk"))
    avec = indicateurs.select_related("fiche__cpom__organisme", "fiche__dispositif").prefetch_related(*DETAILS)
    return avec.order_by("fiche__dispositif__nom", "fiche__titre", "libelle", "pk")


def filtrer_signature(indicateurs: QuerySet[IndicateurCpom], annee: int, etat: str) -> QuerySet[IndicateurCpom]:
    """Keep those whose year waits for its signature (« a-signer »: a target, no signed value), or has it (« signees »)."""
    signee = Exists(ValeurSignee.objects.filter(indicateur=OuterRef("pk"), annee=annee))
    visee = Exists(CibleCpom.objects.filter(indicateur=OuterRef("pk"), annee=annee))
    if etat == "signees":
        return indicateurs.filter(signee)
    return indicateurs.filter(visee, ~signee) if etat == "a-signer" else indicateurs


def formule_de_l_annee(indicateur: IndicateurCpom, annee: int) -> FormuleDatee | None:
    """Return the last version that holds in a year."""
    valables = [formule for formule in indicateur.formules.all() if formule.depuis <= annee]
    return max(valables, key=lambda formule: formule.numero, default=None)


def annee_de(indicateur: IndicateurCpom, annee: int, comptes: ComptesTransmis) -> AnneeIndicateur:
    """Return one year of an indicator: signed as it was, else from the returns transmitted so far; an incomplete year is never judged."""
    cible = next((cible.valeur for cible in indicateur.cibles.all() if cible.annee == annee), None)
    bilan = next((bilan for bilan in indicateur.bilans.all() if bilan.annee == annee), None)
    signee = next((signee for signee in indicateur.signees.all() if signee.annee == annee), None)
    sens = Sens(indicateur.sens)
    if signee is not None:
        valeur = Valeur(signee.valeur, signee.motif)
        atteinte = situer(signee.valeur, signee.cible, sens)
        return AnneeIndicateur(annee, signee.formule, signee.cible, valeur, atteinte, signee, bilan)
    formule = formule_de_l_annee(indicateur, annee)
    lus = _lus(comptes, indicateur.fiche.dispositif_id, annee)
    valeur = _valeur(formule, lus) if formule else Valeur(None, "Aucune formule pour cette année.")
    situee = Atteinte(None) if valeur.partielle else situer(valeur.nombre, cible, sens)
    return AnneeIndicateur(annee, formule, cible, valeur, situee, None, bilan, tuple(lus))


def annees_de(indicateur: IndicateurCpom, comptes: ComptesTransmis, *, le: dt.date) -> list[AnneeIndicateur]:
    """Return every year of the contract, years to come with their target alone."""
    return [annee_de(indicateur, annee, comptes) for annee in indicateur.fiche.cpom.annees]


def trimestres_transmis(
    indicateur: IndicateurCpom, annee: int, comptes: ComptesTransmis, *, seuil: int
) -> list[ValeurDePeriode]:
    """Return the four quarters of a year as the returns give them."""
    formule = formule_de_l_annee(indicateur, annee)
    lignes = []
    for libelle in trimestres_de(annee):
        compte = comptes.periode(indicateur.fiche.dispositif_id, libelle)
        if formule is None or compte is None:
            lignes.append(ValeurDePeriode(libelle, Valeur(None, "Retour non transmis.")))
            continue
        valeur = valeur_de(formule.formule, referentiels.grandeurs(), compte.mesures, seuil=seuil)
        lignes.append(ValeurDePeriode(libelle, valeur, compte.revision, compte.regles, grandeurs_de(formule)))
    return lignes


def valeurs_vivantes(
    indicateur: IndicateurCpom, comptes: Sequence[CompteVivant], *, seuil: int
) -> list[ValeurDePeriode]:
    """Return what the facts of now give for the current periods; `seuil` 0 for who opens the events themselves."""
    lignes = []
    for compte in comptes:
        formule = formule_de_l_annee(indicateur, int(compte.periode[:4]))
        if formule is not None:
            valeur = valeur_de(formule.formule, referentiels.grandeurs(), compte.mesures, seuil=seuil)
            lignes.append(ValeurDePeriode(compte.periode, valeur, None, compte.regles, grandeurs_de(formule)))
    return lignes


def grandeurs_de(formule: FormuleDatee) -> tuple[Grandeur, ...]:
    """Return the figures of a formula."""
    return tuple(formule.formule.grandeurs(referentiels.grandeurs()))


def _lus(comptes: ComptesTransmis, dispositif_id: int, annee: int) -> list[CompteTransmis]:
    entiere = comptes.annee(dispositif_id, annee)
    return [*comptes.trimestres(dispositif_id, annee), *([entiere] if entiere else [])]


def _valeur(formule: FormuleDatee, lus: Sequence[CompteTransmis]) -> Valeur:
    trimestres = [compte for compte in lus if "-T" in compte.periode]
    entiere = next((compte for compte in lus if "-T" not in compte.periode), None)
    seuil = referentiels.reglages(dt.date(max(formule.depuis, 1), 12, 31)).seuil
    return valeur_annuelle(formule.formule, referentiels.grandeurs(), annee=entiere, trimestres=trimestres, seuil=seuil)
