"""Indicators, targets and dated formulas."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from maillage.cpom import referentiels
from maillage.cpom.domain.catalogue import Formule, Sens, verifier_formule
from maillage.cpom.domain.cibles import verifier_cibles, verifier_effet
from maillage.cpom.domain.erreurs import ErreurCpom
from maillage.cpom.models import CibleCpom, FicheAction, FormuleDatee, IndicateurCpom
from maillage.cpom.permissions import exiger
from maillage.cpom.services.ecriture import fiche_verrouillee, indicateur_verrouille, tracer
from maillage.socle.acteur import Acteur

Cibles = Mapping[int, Decimal | None]


@transaction.atomic
def ecrire_indicateur(
    acteur: Acteur,
    dispositif_id: int,
    fiche: str,
    *,
    libelle: str,
    formule: Formule,
    sens: Sens,
    cibles: Cibles,
    depart: Decimal | None = None,
) -> IndicateurCpom:
    """Add an indicator to a sheet, with the first version of its formula and its targets."""
    exiger(acteur, dispositif_id)
    tenue = fiche_verrouillee(dispositif_id, fiche)
    verifier_formule(formule, referentiels.grandeurs())
    _exiger_libelle_libre(tenue, libelle, pk=0)
    indicateur = IndicateurCpom.objects.create(
        fiche=tenue, libelle=libelle.strip(), sens=sens, depart=depart, modifie_par=acteur.libelle
    )
    _dater(acteur, indicateur, formule, depuis=tenue.cpom.premiere_annee, motif="")
    _fixer_cibles(indicateur, cibles)
    tracer(acteur, "ecrire_indicateur", tenue, indicateur=indicateur.identifiant)
    return indicateur


@transaction.atomic
def modifier_indicateur(
    acteur: Acteur,
    dispositif_id: int,
    indicateur: str,
    *,
    version: int,
    libelle: str,
    sens: Sens,
    cibles: Cibles,
    depart: Decimal | None = None,
) -> IndicateurCpom:
    """Change the words and the targets of the years that are not signed. Raise ConflitCpom, ErreurCpom."""
    exiger(acteur, dispositif_id)
    tenu = indicateur_verrouille(dispositif_id, indicateur, version=version)
    _exiger_libelle_libre(tenu.fiche, libelle, pk=tenu.pk)
    tenu.libelle, tenu.sens, tenu.depart = libelle.strip(), sens, depart
    tenu.version, tenu.modifie_par = tenu.version + 1, acteur.libelle
    tenu.save()
    _fixer_cibles(tenu, cibles)
    tracer(acteur, "modifier_indicateur", tenu.fiche, indicateur=tenu.identifiant, version=tenu.version)
    return tenu


@transaction.atomic
def dater_formule(
    acteur: Acteur, dispositif_id: int, indicateur: str, formule: Formule, *, depuis: int, motif: str
) -> FormuleDatee:
    """Add a version of the formula, for the years from `depuis` on: a signed year keeps its own."""
    exiger(acteur, dispositif_id)
    tenu = indicateur_verrouille(dispositif_id, indicateur)
    contrat = tenu.fiche.cpom
    verifier_formule(formule, referentiels.grandeurs())
    verifier_effet(
        depuis,
        premiere=contrat.premiere_annee,
        derniere=contrat.derniere_annee,
        signees=tenu.signees.values_list("annee", flat=True),
    )
    if tenu.formules.order_by("-numero")[0].formule == formule:
        raise ErreurCpom("Cette formule est déjà celle de l'indicateur : rien ne change.")
    datee = _dater(acteur, tenu, formule, depuis=depuis, motif=motif)
    tracer(acteur, "dater_formule", tenu.fiche, indicateur=tenu.identifiant, numero=datee.numero, depuis=depuis)
    return datee


def _dater(acteur: Acteur, indicateur: IndicateurCpom, formule: Formule, *, depuis: int, motif: str) -> FormuleDatee:
    return FormuleDatee.objects.create(
        indicateur=indicateur,
        numero=indicateur.formules.count() + 1,
        depuis=depuis,
        numerateur=formule.numerateur,
        denominateur=formule.denominateur,
        en_pourcent=formule.en_pourcent,
        motif=motif.strip(),
        ecrite_par=acteur.libelle,
        ecrite_le=timezone.now(),
    )


def _fixer_cibles(indicateur: IndicateurCpom, cibles: Cibles) -> None:
    """Keep one target per year given; an empty one is removed; a signed year keeps its own."""
    contrat = indicateur.fiche.cpom
    voulues = {annee: valeur for annee, valeur in cibles.items() if valeur is not None}
    verifier_cibles(voulues, premiere=contrat.premiere_annee, derniere=contrat.derniere_annee)
    signees = set(indicateur.signees.values_list("annee", flat=True))
    indicateur.cibles.exclude(annee__in={*voulues, *signees}).delete()
    for annee, valeur in voulues.items():
        if annee not in signees:
            CibleCpom.objects.update_or_create(indicateur=indicateur, annee=annee, defaults={"valeur": valeur})


def _exiger_libelle_libre(fiche: FicheAction, libelle: str, *, pk: int) -> None:
    if fiche.indicateurs.filter(libelle=libelle.strip()).exclude(pk=pk).exists():
        raise ErreurCpom("Un indicateur de cette fiche porte déjà ce nom.", champ="libelle")
