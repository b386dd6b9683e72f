"""The words of the establishment: added, changed with what is planned, withdrawn. Nothing past or confirmed ever follows a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.effets import EffetAVoir
from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.models import Absence, Evenement
from maillage.agenda.models.reglage import ReglageLocal
from maillage.agenda.selectors.reglages import (
    NATURES,
    absences_qui_suivent,
    effet_du_changement,
    evenements_qui_suivent,
)
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.ecriture import Resultat, enregistrer_ensemble, exiger_reglages, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser, marquer_faits_modifies

PERIME = "Ce réglage a été modifié entre-temps par une autre personne. Rien n'a été enregistré : relisez-le."
SUIVIS: dict[str, tuple[str, ...]] = {
    "types": ("categorie", "modalite", "lieu_type"),
    "lieux": ("lieu", "lieu_type"),
    "motifs": ("motif",),
}
"""Fields of what is planned that follow a change, by kind of setting."""


@transaction.atomic
def creer_reglage(
    acteur: Acteur, dispositif: DispositifVise, *, nature: str, valeurs: Mapping[str, Any]
) -> Resultat[ReglageLocal]:
    """Add a word of the establishment."""
    exiger_reglages(acteur, dispositif)
    reglage = NATURES[nature](dispositif_id=dispositif.pk)
    _appliquer(reglage, valeurs)
    reglage.save()
    registre = Registre(acteur, dispositif, "creer_reglage")
    registre.creer(reglage)
    _tracer(acteur, reglage, registre.acte, nature)
    return Resultat(reglage, f"« {reglage} » se propose maintenant.", registre.clore())


@transaction.atomic
def modifier_reglage(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    nature: str,
    identifiant: str,
    valeurs: Mapping[str, Any],
    version: int,
    accord: str | None = None,
) -> Resultat[ReglageLocal]:
    """Change a word, and what is planned with it; raise EffetAVoir unless `accord` is the checksum of the effect that was shown."""
    exiger_reglages(acteur, dispositif)
    reglage = _prendre(dispositif, nature, identifiant, version)
    effet = effet_du_changement(nature, reglage, valeurs)
    if accord != effet.empreinte:
        raise EffetAVoir(effet)
    registre = Registre(acteur, dispositif, "modifier_reglage")
    registre.retenir(reglage)
    _faire_suivre(acteur, registre, nature, reglage, valeurs)
    _appliquer(reglage, valeurs)
    reglage.version += 1
    reglage.save()
    _tracer(acteur, reglage, registre.acte, nature)
    return Resultat(reglage, f"« {reglage} » est modifié.", registre.clore())


@transaction.atomic
def retirer_reglage(
    acteur: Acteur, dispositif: DispositifVise, *, nature: str, identifiant: str, version: int | None = None
) -> Resultat[ReglageLocal]:
    """Withdraw a word, or offer it again when it is withdrawn; what was written with it keeps it."""
    exiger_reglages(acteur, dispositif)
    reglage = _prendre(dispositif, nature, identifiant, version)
    registre = Registre(acteur, dispositif, "retirer_reglage" if reglage.retire_le is None else "remettre_reglage")
    registre.retenir(reglage)
    reglage.retire_le = timezone.localdate() if reglage.retire_le is None else None
    reglage.version += 1
    reglage.save(update_fields=["retire_le", "version"])
    _tracer(acteur, reglage, registre.acte, nature)
    mots = "ne se propose plus ; ce qui a été écrit avec reste" if reglage.retire_le else "se propose de nouveau"
    return Resultat(reglage, f"« {reglage} » {mots}.", registre.clore())


def _prendre(dispositif: DispositifVise, nature: str, identifiant: str, version: int | None) -> ReglageLocal:
    pris = NATURES[nature]._default_manager.select_for_update()
    reglage = pris.filter(dispositif_id=dispositif.pk, identifiant=identifiant).first()
    if reglage is None:
        raise Introuvable("Ce réglage n'existe pas, ou plus, dans ce dispositif.")
    if version is not None and reglage.version != version:
        raise ErreurAgenda(PERIME)
    return reglage


def _appliquer(reglage: ReglageLocal, valeurs: Mapping[str, Any]) -> None:
    libelle = str(valeurs.get("libelle", "")).strip()
    if not libelle:
        raise ErreurAgenda("Donnez un libellé.", champ="libelle")
    homonymes = type(reglage)._default_manager.filter(dispositif_id=reglage.dispositif_id, libelle__iexact=libelle)
    if homonymes.exclude(pk=reglage.pk).exists():
        raise ErreurAgenda("Ce libellé existe déjà.", champ="libelle")
    for champ, valeur in {**valeurs, "libelle": libelle}.items():
        setattr(reglage, champ, valeur)
    reglage.clean_fields(exclude=["dispositif", "commune"])


def _faire_suivre(
    acteur: Acteur, registre: Registre, nature: str, reglage: ReglageLocal, valeurs: Mapping[str, Any]
) -> None:
    """Carry the change to what is planned, before the word itself changes."""
    nouveaux = {champ: valeurs["libelle" if champ == "lieu" else champ] for champ in SUIVIS[nature]}
    if nature == "motifs":
        absences = list(absences_qui_suivent(reglage, valeurs).select_for_update())
        registre.retenir(*absences)
        for absence in absences:
            absence.motif, absence.version = nouveaux["motif"], absence.version + 1
        Absence.objects.bulk_update(absences, ["motif", "version"], batch_size=500)
        marquer_faits_modifies([reglage.dispositif_id])
        return
    evenements: list[Evenement] = list(evenements_qui_suivent(nature, reglage, valeurs).select_for_update())
    registre.retenir(*evenements)
    for evenement in evenements:
        for champ, valeur in nouveaux.items():
            setattr(evenement, champ, valeur)
    enregistrer_ensemble(evenements, SUIVIS[nature])
    tracer(acteur, registre.acte, evenements, champs=list(SUIVIS[nature]))


def _tracer(acteur: Acteur, reglage: ReglageLocal, acte: str, nature: str) -> None:
    journaliser(
        acteur,
        f"agenda.{acte}",
        objet=f"reglage:{reglage.identifiant}",
        dispositif_id=reglage.dispositif_id,
        details={"nature": nature},
    )
