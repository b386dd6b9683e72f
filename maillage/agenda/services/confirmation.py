"""Confirming what happened and who was there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain import statuts
from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import bornes
from maillage.agenda.domain.presences import ABSENT, ExceptionPresence, couverture, presence_a_noter
from maillage.agenda.domain.versions import ConflitDeVersion
from maillage.agenda.models import Absence, Evenement, ParticipationJeune
from maillage.agenda.selectors.agendas import Groupe
from maillage.agenda.selectors.cartes import absences_touchant, intervalles
from maillage.agenda.selectors.etat import etat_de
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.ecriture import (
    Resultat,
    enregistrer,
    enregistrer_ensemble,
    exiger_ecriture,
    exiger_motif_local,
    prendre,
    tracer,
)
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour
from maillage.socle.vocabulaire import MotifAbsence, Presence

SOURCE_PRESENCE = "presence"
"""Absences written from a presence; `source_ref` is « événement:jeune », so that saying it again corrects it."""

Exceptions = Mapping[tuple[str, str], ExceptionPresence]
"""(identifiant of the événement, identifiant of the young person) → what departs from « everyone is here »."""


@dataclass(frozen=True)
class JourneeConfirmee:
    """What confirming a day did: the événements confirmed, those that someone changed since the page was read (left alone), those still to come."""

    confirmes: tuple[Evenement, ...]
    conflits: tuple[ConflitDeVersion, ...]
    a_venir: int

    @property
    def phrase_conflits(self) -> str:
        """What was left alone, to be read again; empty when nothing was."""
        titres = ", ".join(f"« {conflit.actuel.titre} »" for conflit in self.conflits)
        return f"Modifié entre-temps, laissé tel quel : {titres}. Relisez, puis confirmez." if titres else ""


@transaction.atomic
def confirmer_evenement(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    identifiant: str,
    exceptions: Mapping[str, ExceptionPresence] | None = None,
    version: int | None = None,
) -> Resultat[Evenement]:
    """Confirm one événement: everyone is here, except `exceptions` (by identifiant of young person)."""
    exiger_ecriture(acteur, dispositif)
    evenement = prendre(dispositif, identifiant, version=version)
    statuts.exiger_transition(evenement.statut, statuts.REALISE)
    if evenement.debut > timezone.now():
        raise ErreurAgenda("Cet événement n'a pas encore commencé : il se confirme une fois commencé.")
    registre = Registre(acteur, dispositif, "confirmer_evenement")
    dites = {(identifiant, jeune): exception for jeune, exception in (exceptions or {}).items()}
    _confirmer(acteur, [evenement], dites, registre)
    return Resultat(evenement, f"« {evenement} » est confirmé.", registre.clore())


@transaction.atomic
def confirmer_journee(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    jour: dt.date,
    groupe: Groupe | None = None,
    exceptions: Exceptions | None = None,
    versions: Mapping[str, int] | None = None,
) -> Resultat[JourneeConfirmee]:
    """Confirm every planned événement of a local day that has begun: everyone is here, except `exceptions`.

    Of a group (`Groupe(professionnel_id=…)` for one person's day), or of the whole dispositif when None. With `versions` (identifiant → version
    read on the page), an événement changed since, or that was not on the page, is left alone and reported: nobody confirms what they did not see.
    """
    exiger_ecriture(acteur, dispositif)
    prevus = _prevus_du_jour(dispositif, jour, groupe)
    maintenant = timezone.now()
    commences = [evenement for evenement in prevus if evenement.debut <= maintenant]
    perimes = [e for e in commences if versions is not None and versions.get(e.identifiant) != e.version]
    confirmes = [evenement for evenement in commences if evenement not in perimes]
    registre = Registre(acteur, dispositif, "confirmer_journee")
    _confirmer(acteur, confirmes, exceptions or {}, registre)
    conflits = tuple(ConflitDeVersion(etat_de(evenement)) for evenement in perimes)
    journee = JourneeConfirmee(tuple(confirmes), conflits, len(prevus) - len(commences))
    return Resultat(journee, _phrase_journee(jour, journee), registre.clore() if confirmes else "")


@transaction.atomic
def noter_presence(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    identifiant: str,
    jeune: str,
    exception: ExceptionPresence,
    version: int | None = None,
) -> Resultat[Evenement]:
    """Note one young person present, absent or « not said » in one événement.

    An absence with a reason also writes the Absence of that stretch; saying it again, or otherwise, corrects it.
    """
    exiger_ecriture(acteur, dispositif)
    evenement = prendre(dispositif, identifiant, version=version)
    lignes = ParticipationJeune.objects.filter(evenement=evenement, jeune__identifiant=jeune).select_related("jeune")
    participation = lignes.first()
    if participation is None:
        raise Introuvable("Ce jeune n'est pas inscrit à cet événement.")
    registre = Registre(acteur, dispositif, "noter_presence")
    registre.retenir(evenement)
    participation.presence = valider(dispositif, exception).presence
    participation.preavis_h = exception.preavis_h
    participation.save(update_fields=["presence", "preavis_h"])
    accorder_absence(participation, exception, evenement, registre)
    enregistrer(evenement, [])
    tracer(acteur, "noter_presence", [evenement], jeune_id=participation.jeune_id, presence=exception.presence)
    mot = Presence(exception.presence).label.lower() if exception.presence else "sans présence notée"
    return Resultat(evenement, f"{participation.jeune} : {mot}.", registre.clore())


def _prevus_du_jour(dispositif: DispositifVise, jour: dt.date, groupe: Groupe | None) -> list[Evenement]:
    debut, fin = bornes(jour, jour)
    prevus = Evenement.objects.select_for_update().filter(
        dispositif_id=dispositif.pk, debut__gte=debut, debut__lt=fin, statut=statuts.PLANIFIE
    )
    return list(prevus.filter((groupe or Groupe()).condition()).order_by("debut", "pk"))


def _confirmer(acteur: Acteur, evenements: Collection[Evenement], exceptions: Exceptions, registre: Registre) -> None:
    registre.retenir(*evenements)
    par_cle = {evenement.pk: evenement for evenement in evenements}
    participations = list(
        ParticipationJeune.objects.filter(evenement_id__in=par_cle).select_related("jeune").order_by("pk")
    )
    absences = absences_touchant(evenements, {ligne.jeune_id for ligne in participations})
    for ligne in participations:
        evenement = par_cle[ligne.evenement_id]
        exception = exceptions.get((evenement.identifiant, ligne.jeune.identifiant))
        couverte = couverture(evenement.debut, evenement.fin, intervalles(absences[ligne.jeune_id]))
        ligne.presence = presence_a_noter(
            ligne.presence, exception and valider(registre.dispositif, exception), couverte
        )
        if exception is not None:
            ligne.preavis_h = exception.preavis_h
            accorder_absence(ligne, exception, evenement, registre)
    ParticipationJeune.objects.bulk_update(participations, ["presence", "preavis_h"], batch_size=500)
    maintenant = timezone.now()
    for evenement in evenements:
        evenement.statut, evenement.confirme_le = statuts.REALISE, maintenant
    enregistrer_ensemble(evenements, ["statut", "confirme_le"])
    tracer(acteur, registre.acte, evenements)


def accorder_absence(
    participation: ParticipationJeune, exception: ExceptionPresence, evenement: Evenement, registre: Registre
) -> Absence | None:
    """Make the Absence of that stretch say what the presence says, and return it: written or corrected with a reason, removed otherwise."""
    reference = f"{evenement.identifiant}:{participation.jeune.identifiant}"
    ecrite = Absence.objects.filter(source=SOURCE_PRESENCE, source_ref=reference).first()
    if ecrite is not None:
        registre.retenir(ecrite)
    if exception.presence != ABSENT or not exception.motif:
        if ecrite is not None:
            ecrite.delete()
        return None
    absence = ecrite or Absence(source=SOURCE_PRESENCE, source_ref=reference, version=0)
    preavis = None if exception.preavis_h is None else dt.timedelta(hours=float(exception.preavis_h))
    absence.jeune_id, absence.dispositif_id = participation.jeune_id, evenement.dispositif_id
    absence.debut, absence.fin, absence.motif = evenement.debut, evenement.fin, exception.motif
    absence.motif_local_id = exception.motif_local_id
    absence.prevenu_le = None if preavis is None else evenement.debut - preavis
    absence.version += 1
    absence.save()
    registre.creer(absence)
    return absence


def valider(dispositif: DispositifVise, exception: ExceptionPresence) -> ExceptionPresence:
    """Return the exception; raise ErreurAgenda when its codes, or the local reason it names, do not exist there."""
    if exception.presence and exception.presence not in Presence.values:
        raise ErreurAgenda("Cette présence n'existe pas.", champ="presence")
    if exception.motif and exception.motif not in MotifAbsence.values:
        raise ErreurAgenda("Ce motif d'absence n'existe pas.", champ="motif")
    exiger_motif_local(dispositif, exception.motif, exception.motif_local_id)
    return exception


def _phrase_journee(jour: dt.date, journee: JourneeConfirmee) -> str:
    confirmes = ecrire_compte(len(journee.confirmes), "événement confirmé", "événements confirmés")
    phrase = f"{ecrire_jour(jour).capitalize()} : {confirmes}."
    if journee.a_venir:
        phrase += f" {ecrire_compte(journee.a_venir, 'événement n’a', 'événements n’ont')} pas encore commencé."
    return phrase
