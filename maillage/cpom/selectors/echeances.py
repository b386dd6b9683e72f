"""What is due for the CPOM of a dispositif: lines for the one work list of the portal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from maillage.cpom import referentiels
from maillage.cpom.models import ActionCpom, BilanIndicateur, CibleCpom, Cpom, FicheAction, ValeurSignee
from maillage.cpom.permissions import SECTION, SIGNATURE
from maillage.cpom.selectors.fiches import fiches_visibles
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.adresses import AdresseEnSerie
from maillage.socle.domain.echeances import Echeance, EcheanceSituee

NATURE = "CPOM"
LIEU = ("dispositif__nom", "dispositif__departement")


def echeances(acteur: Acteur, dispositif: Any, *, le: dt.date, jeune_id: int | None = None) -> list[Echeance]:
    """Return the actions, the yearly reports and the dialogues due (8 queries, one when there is no sheet); nothing about a young person."""
    if jeune_id is not None or not acteur.peut(SECTION, dispositif_id=dispositif.pk):
        return []
    return [s.echeance for s in _situees(FicheAction.objects.filter(dispositif_id=dispositif.pk), le, signer=False)]


def echeances_de_la_portee(acteur: Acteur, *, le: dt.date) -> list[EcheanceSituee]:
    """Return the same for every dispositif of the scope, with the values to sign for who signs (8 queries)."""
    return _situees(fiches_visibles(acteur), le, signer=acteur.peut(SIGNATURE, Acces.ECRITURE))


@dataclass(frozen=True)
class _Fiche:
    """What the deadlines say of a sheet: a thousand sheets are read without their models."""

    pk: int
    cpom: int
    titre: str
    code: str
    lieu: str
    departement: str
    adresse: str


def _situees(fiches: QuerySet[FicheAction], le: dt.date, *, signer: bool) -> list[EcheanceSituee]:
    adresse, champs = AdresseEnSerie("cpom:fiche", 2), ("cpom", "titre", "dispositif__code", *LIEU)
    lues = [
        _Fiche(pk, cpom, titre, code, lieu, departement, adresse(code, identifiant))
        for pk, identifiant, cpom, titre, code, lieu, departement in fiches.order_by("pk").values_list(
            "pk", "identifiant", *champs
        )
    ]
    if not lues:
        return []
    par_cle = {fiche.pk: fiche for fiche in lues}
    lignes = [*_actions(par_cle), *_valeurs(par_cle, le, signer=signer), *_dialogues(lues, le)]
    return [EcheanceSituee(fiche.lieu, fiche.departement, echeance) for fiche, echeance in lignes]


Ligne = tuple[_Fiche, Echeance]
"""A sheet and one of its deadlines."""


def _actions(fiches: dict[int, _Fiche]) -> list[Ligne]:
    dues = ActionCpom.objects.filter(fiche__in=list(fiches), faite_le__isnull=True)
    return [
        (
            fiches[fiche],
            Echeance(
                NATURE,
                f"Mener l'action « {libelle} »",
                jour,
                fiches[fiche].adresse,
                precision=f"fiche « {fiches[fiche].titre} »",
            ),
        )
        for fiche, libelle, jour in dues.values_list("fiche", "libelle", "echeance")
    ]


def _valeurs(fiches: dict[int, _Fiche], le: dt.date, *, signer: bool) -> list[Ligne]:
    """A year with a target waits for its report until one is written or its value is signed, then for its signature."""
    cibles = CibleCpom.objects.filter(indicateur__fiche__in=list(fiches), annee__lte=le.year).annotate(
        signee=Exists(ValeurSignee.objects.filter(indicateur=OuterRef("indicateur"), annee=OuterRef("annee"))),
        ecrit=Exists(BilanIndicateur.objects.filter(indicateur=OuterRef("indicateur"), annee=OuterRef("annee"))),
    )
    dues = cibles.filter(signee=False).order_by("annee", "pk")
    if not signer:
        dues = dues.filter(ecrit=False)
    reglages, adresse = referentiels.reglages(le), AdresseEnSerie("cpom:indicateur", 2)
    lignes = []
    lues = ("annee", "ecrit", "indicateur__fiche", "indicateur__identifiant", "indicateur__libelle")
    for annee, ecrit, fiche, identifiant, libelle in dues.values_list(*lues):
        if ecrit and annee >= le.year:
            continue
        acte, jour, precision = (
            ("Signer la valeur", reglages.dialogue_de(annee), "au dialogue de gestion (date à régler)")
            if ecrit
            else ("Écrire le bilan", reglages.bilan_de(annee), "avant le dialogue de gestion (date à régler)")
        )
        url = adresse(fiches[fiche].code, identifiant)
        echeance = Echeance(NATURE, f"{acte} {annee} de « {libelle} »", jour, url, precision=precision)
        lignes.append((fiches[fiche], echeance))
    return lignes


def _dialogues(fiches: list[_Fiche], le: dt.date) -> list[Ligne]:
    """One line for each contract, on the sheet of one of its dispositifs, and for each year whose dialogue is not held."""
    de_contrat = {fiche.cpom: fiche for fiche in fiches}
    contrats = Cpom.objects.filter(pk__in=de_contrat).prefetch_related("dialogues")
    lignes = []
    for contrat in contrats:
        connus = {dialogue.annee: dialogue for dialogue in contrat.dialogues.all()}
        fiche = de_contrat[contrat.pk]
        for annee in contrat.annees:
            connu = connus.get(annee)
            if annee > le.year or (connu is not None and connu.tenu_le is not None):
                continue
            jour = connu.prevu_le if connu else referentiels.reglages(le).dialogue_de(annee)
            precision = "date prévue" if connu else "date habituelle, à fixer"
            acte = f"Tenir le dialogue de gestion {annee}"
            echeance = Echeance(NATURE, acte, jour, f"{fiche.adresse}#dialogue", precision=precision)
            lignes.append((fiche, echeance))
    return lignes
