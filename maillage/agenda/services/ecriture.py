"""What every writing of the ledger shares: the right, the lock and the version, the people listed, the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils import timezone

from maillage.agenda.domain import statuts
from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise, SaisieEvenement
from maillage.agenda.domain.heures import jour_local, vers_local
from maillage.agenda.domain.versions import ConflitDeVersion
from maillage.agenda.models import (
    Evenement,
    GroupeJeunes,
    MotifLocal,
    ParticipationJeune,
    ParticipationPro,
    Reservation,
    Ressource,
    TypeActivite,
)
from maillage.agenda.selectors.etat import etat_de, etat_propose
from maillage.agenda.selectors.groupes import lire_composition
from maillage.agenda.selectors.personnes import jeunes_a_inscrire, pros_a_inscrire
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser, marquer_faits_modifies
from maillage.structures import selectors as structures

T = TypeVar("T")
COPIES = (
    "titre",
    "categorie",
    "modalite",
    "lieu_type",
    "lieu",
    "unite_id",
    "etablissement_id",
    "groupe_id",
    "type_activite_id",
)
"""What a copy of an événement takes from it, times and people aside."""
SANS_CLES = ("dispositif", "etablissement", "unite", "serie", "lot", "groupe", "type_activite")


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


def exiger_reglages(acteur: Acteur, dispositif: DispositifVise) -> None:
    """Raise PermissionDenied unless the person may change what the agenda of the dispositif is made with: rooms, words, places."""
    if not acteur.peut("agenda_reglages", Acces.ECRITURE, dispositif.pk):
        raise PermissionDenied("Votre rôle ne permet pas de changer les réglages de l'agenda de ce dispositif.")


def exiger_motif_local(dispositif: DispositifVise, motif: str, motif_local_id: int | None) -> None:
    """Raise ErreurAgenda when a reason of the establishment is not of this dispositif, or is not tied to that national reason."""
    if motif_local_id is None:
        return
    if not MotifLocal.objects.filter(dispositif_id=dispositif.pk, pk=motif_local_id, motif=motif).exists():
        raise ErreurAgenda("Ce motif n'est pas, ou plus, un motif de l'établissement.", champ="motif")


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
    _verifier_reglages(dispositif, saisie)


def _verifier_reglages(dispositif: DispositifVise, saisie: SaisieEvenement) -> None:
    """Lock what is booked, so that two bookings of one thing are written one after the other, the second seeing the first."""
    reservables = Ressource.objects.select_for_update().filter(dispositif_id=dispositif.pk, pk__in=saisie.ressources)
    if saisie.ressources and len(reservables) != len(saisie.ressources):
        raise ErreurAgenda("Une des salles ou un des véhicules choisis n'est pas de ce dispositif.", champ="ressources")
    groupes = GroupeJeunes.objects.filter(dispositif_id=dispositif.pk)
    if saisie.groupe_id is not None and not groupes.filter(pk=saisie.groupe_id).exists():
        raise ErreurAgenda("Ce groupe n'est pas de ce dispositif.", champ="groupe")
    types = TypeActivite.objects.filter(dispositif_id=dispositif.pk)
    if saisie.type_activite_id is not None and not types.filter(pk=saisie.type_activite_id).exists():
        raise ErreurAgenda("Ce type d'activité n'est pas de ce dispositif.", champ="type_activite")


def saisie_de(evenement: Evenement) -> SaisieEvenement:
    """Return an événement as the form that would write it, people and resources included (3 queries).

    Of a group, only the young people chosen besides its members.
    """
    choisis = set(evenement.participations_jeunes.values_list("jeune_id", flat=True))
    membres = lire_composition(evenement.groupe_id).le(jour_local(evenement.debut))
    return SaisieEvenement(
        debut=vers_local(evenement.debut),
        fin=vers_local(evenement.fin),
        jeunes=frozenset(choisis - membres),
        pros=frozenset(evenement.participations_pros.values_list("professionnel_id", flat=True)),
        ressources=frozenset(evenement.reservations.values_list("ressource_id", flat=True)),
        **{champ: getattr(evenement, champ) for champ in COPIES},
    )


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
        "groupe_id": saisie.groupe_id,
        "type_activite_id": saisie.type_activite_id,
    }
    changes = [champ for champ, valeur in valeurs.items() if getattr(evenement, champ) != valeur]
    for champ in changes:
        setattr(evenement, champ, valeurs[champ])
    evenement.clean_fields(exclude=SANS_CLES)
    return changes


def jour_corrige(evenement: Evenement, saisie: SaisieEvenement) -> dt.date | None:
    """Return the day of the événement, unsaved changes aside, when the form keeps its group: its list was corrected by hand for that day."""
    return jour_local(evenement.debut) if saisie.groupe_id and evenement.groupe_id == saisie.groupe_id else None


def refuser_realise_a_venir(evenement: Evenement) -> None:
    """Raise ErreurAgenda when a confirmed événement would go to the future."""
    if evenement.statut == statuts.REALISE and evenement.debut > timezone.now():
        raise ErreurAgenda(
            "Un événement confirmé ne peut pas passer dans l'avenir : remettez-le d'abord à « prévu ».", champ="jour"
        )


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


def inscrire(
    evenements: Collection[Evenement], saisie: SaisieEvenement, *, reference: dt.date | None = None
) -> list[str]:
    """Make these the people and resources of each événement, keeping what was noted of those who stay; return the fields that change.

    Of a group, each événement lists the members of its own day; `reference`: the day whose list the form corrected (at most 10 queries).
    """
    composition = lire_composition(saisie.groupe_id)
    jeunes = {
        evenement.pk: composition.inscrits(saisie.jeunes, jour_local(evenement.debut), reference=reference)
        if saisie.groupe_id
        else saisie.jeunes
        for evenement in evenements
    }
    pros, ressources = dict.fromkeys(jeunes, saisie.pros), dict.fromkeys(jeunes, saisie.ressources)
    accords = (
        ("jeunes", ParticipationJeune, "jeune_id", jeunes),
        ("pros", ParticipationPro, "professionnel_id", pros),
        ("ressources", Reservation, "ressource_id", ressources),
    )
    return [nom for nom, model, colonne, voulus in accords if accorder(model, colonne, voulus)]


def accorder(model: type[Model], colonne: str, voulus: Mapping[int, Collection[int]]) -> bool:
    """Make the rows of `model` say, for each événement, exactly these keys in `colonne`; tell whether anything changed (at most 3 queries)."""
    lignes = model._default_manager.filter(evenement_id__in=voulus)
    avant = {
        (ligne["evenement_id"], ligne[colonne]): ligne["pk"] for ligne in lignes.values("pk", "evenement_id", colonne)
    }
    apres = {(evenement, cle) for evenement, cles in voulus.items() for cle in cles}
    partis = [pk for couple, pk in avant.items() if couple not in apres]
    venus = sorted(apres - avant.keys())
    if partis:
        model._default_manager.filter(pk__in=partis).delete()
    if venus:
        model._default_manager.bulk_create(
            [model(**{"evenement_id": evenement, colonne: cle}) for evenement, cle in venus], batch_size=500
        )
    return bool(partis or venus)


def objet_evenement(identifiant: str) -> str:
    """Return the name of an événement in the journal."""
    return f"evenement:{identifiant}"


def tracer(
    acteur: Acteur,
    acte: str,
    evenements: Iterable[Evenement],
    *,
    jeune_id: int | None = None,
    malgre: Sequence[str] = (),
    **details: Any,
) -> None:
    """Journal one line per événement, and tell that the facts changed.

    `malgre`: the kinds of conflicts seen and passed over; `details`: codes and names of fields, never free text.
    """
    if malgre:
        details["malgre"] = list(malgre)
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
