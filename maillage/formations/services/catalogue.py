"""The catalogue, the trainers, and the needs of dispositifs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.formations.domain.erreurs import ErreurFormation
from maillage.formations.domain.vocabulaire import EtatBesoin
from maillage.formations.models import BesoinFormation, Formateur, Formation
from maillage.formations.permissions import CONDUITE, FORMATIONS, exiger
from maillage.formations.services.ecriture import poser, tracer, verrouiller
from maillage.socle.acteur import Acteur


@transaction.atomic
def ecrire_formation(
    acteur: Acteur,
    formation: Formation | None,
    champs: Mapping[str, Any],
    *,
    formateurs: Collection[int] = (),
    version: int = 0,
) -> Formation:
    """Add a training to the catalogue, or change it; `formateurs`: keys of those who give it."""
    exiger(acteur, CONDUITE)
    ecrite: Formation = verrouiller(formation, version) if formation is not None else Formation(version=0)
    poser(ecrite, {**champs, "version": ecrite.version + 1})
    ecrite.formateurs.set(formateurs)
    tracer(acteur, "ecrire_formation", ecrite, version=ecrite.version)
    return ecrite


@transaction.atomic
def retirer_formation(acteur: Acteur, formation: Formation) -> Formation:
    """Take a training off the catalogue; its past sessions stay."""
    exiger(acteur, CONDUITE)
    verrou: Formation = verrouiller(formation)
    poser(verrou, {"retiree_le": timezone.localdate()})
    tracer(acteur, "retirer_formation", verrou)
    return verrou


@transaction.atomic
def remettre_formation(acteur: Acteur, formation: Formation) -> Formation:
    """Put a training back in the catalogue."""
    exiger(acteur, CONDUITE)
    verrou: Formation = verrouiller(formation)
    poser(verrou, {"retiree_le": None})
    tracer(acteur, "remettre_formation", verrou)
    return verrou


@transaction.atomic
def ecrire_formateur(acteur: Acteur, formateur: Formateur | None, champs: Mapping[str, Any]) -> Formateur:
    """Add a trainer, or change what is known of them."""
    exiger(acteur, CONDUITE)
    ecrit = formateur or Formateur()
    poser(ecrit, champs)
    tracer(acteur, "ecrire_formateur", ecrit)
    return ecrit


@transaction.atomic
def retirer_formateur(acteur: Acteur, formateur: Formateur) -> Formateur:
    """A trainer no longer gives sessions; those of the past keep their name. Done again, it puts them back."""
    exiger(acteur, CONDUITE)
    poser(formateur, {"retire_le": None if formateur.retire_le else timezone.localdate()})
    tracer(acteur, "retirer_formateur", formateur)
    return formateur


@transaction.atomic
def exprimer_besoin(acteur: Acteur, champs: Mapping[str, Any]) -> BesoinFormation:
    """Tell what a dispositif needs; `champs`: dispositif, thematique, formation, metier, nombre, priorite, souhait."""
    exiger(acteur, FORMATIONS, champs["dispositif"].pk)
    besoin = BesoinFormation(exprime_le=timezone.localdate(), par=acteur.libelle[:200])
    poser(besoin, _accorder(champs))
    tracer(acteur, "exprimer_besoin", besoin, thematique=besoin.thematique, nombre=besoin.nombre)
    return besoin


def _accorder(champs: Mapping[str, Any]) -> dict[str, Any]:
    """The theme is that of the training when one is named."""
    formation = champs["formation"]
    return {**champs, "thematique": formation.thematique if formation is not None else champs["thematique"]}


@transaction.atomic
def modifier_besoin(acteur: Acteur, besoin: BesoinFormation, champs: Mapping[str, Any]) -> BesoinFormation:
    """Change a need that no session has taken up."""
    exiger(acteur, FORMATIONS, besoin.dispositif_id)
    verrou = _ouvert(besoin)
    poser(verrou, _accorder(champs))
    tracer(acteur, "modifier_besoin", verrou)
    return verrou


@transaction.atomic
def retirer_besoin(acteur: Acteur, besoin: BesoinFormation) -> None:
    """Withdraw a need that no session has taken up."""
    exiger(acteur, FORMATIONS, besoin.dispositif_id)
    verrou = _ouvert(besoin)
    tracer(acteur, "retirer_besoin", verrou)
    verrou.delete()


@transaction.atomic
def ecarter_besoin(acteur: Acteur, besoin: BesoinFormation, *, motif: str) -> BesoinFormation:
    """Set a need aside; the dispositif reads why."""
    exiger(acteur, CONDUITE)
    if not motif.strip():
        raise ErreurFormation("Dites pourquoi : le dispositif le lira.", champ="motif")
    verrou = _ouvert(besoin)
    poser(verrou, {"etat": EtatBesoin.ECARTE, "motif": motif.strip()})
    tracer(acteur, "ecarter_besoin", verrou)
    return verrou


@transaction.atomic
def rouvrir_besoin(acteur: Acteur, besoin: BesoinFormation) -> BesoinFormation:
    """Put a need back among those that wait."""
    exiger(acteur, CONDUITE)
    verrou: BesoinFormation = verrouiller(besoin)
    poser(verrou, {"etat": EtatBesoin.EXPRIME, "motif": "", "session": None})
    tracer(acteur, "rouvrir_besoin", verrou)
    return verrou


def _ouvert(besoin: BesoinFormation) -> BesoinFormation:
    verrou: BesoinFormation = verrouiller(besoin)
    if verrou.etat != EtatBesoin.EXPRIME:
        raise ErreurFormation(f"Ce besoin est déjà {verrou.libelle_etat.lower()} : il ne change plus.")
    return verrou
