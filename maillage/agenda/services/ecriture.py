"""What every writing of the ledger shares: the right, the lock and the version, the people listed, the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise, SaisieEvenement
from maillage.agenda.domain.versions import ConflitDeVersion
from maillage.agenda.models import Evenement, ParticipationJeune, ParticipationPro
from maillage.agenda.selectors.etat import etat_de, etat_propose
from maillage.agenda.selectors.personnes import jeunes_a_inscrire, pros_a_inscrire
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser, marquer_faits_modifies
from maillage.structures import selectors as structures

T = TypeVar("T")
SANS_CLES = ("dispositif", "etablissement", "unite", "serie", "lot")


@dataclass(frozen=True)
class Resultat(Generic[T]):
    """What an act gave: the object, a sentence to show, and the token that undoes it (`defaire`)."""

    objet: T
    phrase: str
    jeton: str


def exiger_ecriture(acteur: Acteur, dispositif: DispositifVise) -> None:
    """Raise PermissionDenied unless the person may write in the agendas of the dispositif."""
    if not acteur.peut("agenda", Acces.ECRITURE, dispositif.pk):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire dans les agendas de ce dispositif.")


def prendre(
    dispositif: DispositifVise,
    identifiant: str,
    *,
    version: int | None = None,
    propose: SaisieEvenement | None = None,
) -> Evenement:
    """Lock an événement for this transaction and return it.

    Raise Introuvable, or ConflitDeVersion with both states when `version` is not the stored one. None takes it as it stands.
    """
    prises = Evenement.objects.select_for_update().filter(dispositif_id=dispositif.pk, identifiant=identifiant)
    evenement = prises.first()
    if evenement is None:
        raise Introuvable("Cet événement n'existe pas, ou plus, dans ce dispositif.")
    if version is not None and evenement.version != version:
        raise ConflitDeVersion(etat_de(evenement), etat_propose(evenement, propose) if propose else None)
    return evenement


def verifier_saisie(dispositif: DispositifVise, saisie: SaisieEvenement) -> None:
    """Raise ErreurAgenda if the form names someone or something that is not of the dispositif."""
    jeunes = jeunes_a_inscrire(dispositif.pk).filter(pk__in=saisie.jeunes).count()
    if jeunes != len(saisie.jeunes):
        raise ErreurAgenda("Un des jeunes choisis n'est pas connu de ce dispositif.", champ="jeunes")
    pros = pros_a_inscrire(dispositif.pk, saisie.debut.date()).filter(pk__in=saisie.pros).count()
    if pros != len(saisie.pros):
        raise ErreurAgenda("Un des professionnels choisis n'est pas affecté à ce dispositif.", champ="pros")
    unites = structures.unites_du_dispositif(dispositif.pk)
    if saisie.unite_id is not None and not unites.filter(pk=saisie.unite_id).exists():
        raise ErreurAgenda("Cette unité n'est pas de ce dispositif.", champ="unite")
    etablissements = structures.etablissements_du_dispositif(dispositif.pk, saisie.debut.date(), saisie.debut.date())
    if saisie.etablissement_id not in {None, *(etablissement.pk for etablissement in etablissements)}:
        raise ErreurAgenda("Cet établissement n'est pas rattaché à ce dispositif ce jour-là.", champ="etablissement")


def appliquer(evenement: Evenement, saisie: SaisieEvenement) -> list[str]:
    """Write the form on the instance, unsaved; return the names of the fields that change. Raise ErreurAgenda on the times."""
    debut, fin = saisie.instants()
    valeurs = {
        "titre": saisie.titre,
        "debut": debut,
        "fin": fin,
        "categorie": saisie.categorie,
        "modalite": saisie.modalite,
        "lieu_type": saisie.lieu_type,
        "lieu": saisie.lieu,
        "unite_id": saisie.unite_id,
        "etablissement_id": saisie.etablissement_id,
    }
    changes = [champ for champ, valeur in valeurs.items() if getattr(evenement, champ) != valeur]
    for champ in changes:
        setattr(evenement, champ, valeurs[champ])
    evenement.clean_fields(exclude=SANS_CLES)
    return changes


def enregistrer(evenement: Evenement, champs: Iterable[str]) -> None:
    """Save these fields and raise the version."""
    evenement.version += 1
    evenement.save(update_fields=[*champs, "version", "modifie_le"])


def enregistrer_ensemble(evenements: Collection[Evenement], champs: Iterable[str]) -> None:
    """Save these fields of many événements and raise their versions (1 query per 500)."""
    maintenant = timezone.now()
    for evenement in evenements:
        evenement.version += 1
        evenement.modifie_le = maintenant
    Evenement.objects.bulk_update(evenements, [*champs, "version", "modifie_le"], batch_size=500)


def inscrire(evenements: Collection[Evenement], jeunes: Iterable[int], pros: Iterable[int]) -> list[str]:
    """Make these the people of each événement, keeping what was noted of those who stay; return the fields that change (at most 6 queries)."""
    cles = [evenement.pk for evenement in evenements]
    inscrits = ParticipationJeune.objects.filter(evenement_id__in=cles)
    presents = ParticipationPro.objects.filter(evenement_id__in=cles)
    voulus = {(cle, jeune) for cle in cles for jeune in jeunes}
    voulus_pros = {(cle, pro) for cle in cles for pro in pros}
    avant = {(ligne.evenement_id, ligne.jeune_id): ligne.pk for ligne in inscrits}
    avant_pros = {(ligne.evenement_id, ligne.professionnel_id): ligne.pk for ligne in presents}
    inscrits.filter(pk__in=[pk for cle, pk in avant.items() if cle not in voulus]).delete()
    presents.filter(pk__in=[pk for cle, pk in avant_pros.items() if cle not in voulus_pros]).delete()
    ParticipationJeune.objects.bulk_create(
        [ParticipationJeune(evenement_id=cle, jeune_id=jeune) for cle, jeune in sorted(voulus - avant.keys())]
    )
    ParticipationPro.objects.bulk_create(
        [
            ParticipationPro(evenement_id=cle, professionnel_id=pro)
            for cle, pro in sorted(voulus_pros - avant_pros.keys())
        ]
    )
    return [
        nom
        for nom, change in (("jeunes", voulus != avant.keys()), ("pros", voulus_pros != avant_pros.keys()))
        if change
    ]


def objet_evenement(identifiant: str) -> str:
    """Return the name of an événement in the journal."""
    return f"evenement:{identifiant}"


def tracer(
    acteur: Acteur, acte: str, evenements: Iterable[Evenement], *, jeune_id: int | None = None, **details: Any
) -> None:
    """Journal one line per événement, and tell that the facts changed. `details`: codes and names of fields, never free text."""
    dispositifs: set[int] = set()
    for evenement in evenements:
        dispositifs.add(evenement.dispositif_id)
        journaliser(
            acteur,
            f"agenda.{acte}",
            objet=objet_evenement(evenement.identifiant),
            dispositif_id=evenement.dispositif_id,
            jeune_id=jeune_id,
            details=details,
        )
    marquer_faits_modifies(dispositifs)
