"""Coming in and leaving, for one young person: notifications, contracts, school meetings, ages, Creton, exits and follow-up, protection.

What a closed section holds is not read at all: child protection is read only when « social » is open in the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from maillage.parcours.domain.notification import EtatNotification, Notification, notification_qui_porte
from maillage.parcours.domain.regles_echeances import AgeAttendu, ReglesEcheances, anniversaire
from maillage.parcours.domain.suivi import (
    ContactPropose,
    EtatContact,
    contacts_proposes,
    etat_du_contact,
    fin_du_suivi,
)
from maillage.parcours.models import (
    ContactSuivi,
    Contrat,
    IssueContact,
    JalonAge,
    Jeune,
    MaintienCreton,
    MesureAse,
    NotificationMdph,
    Phase,
    ReunionEss,
    SortieParcours,
)
from maillage.parcours.referentiels.entree import libelle, regles_echeances, types_notification
from maillage.parcours.selectors.connus import AvecCle, jeunes_visibles
from maillage.parcours.selectors.sections import sections_ouvertes
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser
from maillage.socle.vocabulaire import TypePhase

PROTECTION = "social"
"""The section of the file that holds child protection."""


@dataclass(frozen=True)
class NotificationVue:
    """A notification with its state, its words, and what is missing from it; `porte`: the one whose validity goes furthest."""

    notification: NotificationMdph
    etat: EtatNotification
    type: str
    accord: str
    manques: tuple[str, ...]
    porte: bool


@dataclass(frozen=True)
class ContactVu:
    """A proposed contact with what became of it, and what was noted."""

    propose: ContactPropose
    etat: EtatContact
    notes: tuple[ContactSuivi, ...]


@dataclass(frozen=True)
class SortieVue:
    """An exit with its words, its follow-up and the contacts; `realises` counts those done."""

    phase: Phase
    sortie: SortieParcours | None
    destination: str
    fin_suivi: date
    contacts: tuple[ContactVu, ...]

    @property
    def suivi(self) -> str:
        return self.sortie.suivi if self.sortie else ""

    @property
    def realises(self) -> int:
        return sum(contact.etat is EtatContact.REALISE for contact in self.contacts)


def mot_du_jalon(code: str) -> str:
    """Return the word of a milestone in an address."""
    return f"jalon-{code.lower().replace('_', '-')}"


@dataclass(frozen=True)
class AgeVu:
    """What an age calls for: the day it is reached, the day it was said done (None: not yet); `proche`: it is time to prepare it."""

    age: AgeAttendu
    le: date
    fait_le: date | None
    proche: bool

    @property
    def adresse(self) -> str:
        """The word of its act in the address: « jalon-age-16 »."""
        return mot_du_jalon(self.age.code)


@dataclass(frozen=True)
class MaintienVu:
    """A Creton decision in words."""

    maintien: MaintienCreton
    orientation: str
    solution: str


@dataclass(frozen=True)
class MesureVue:
    """A measure of child protection in words."""

    mesure: MesureAse
    type: str
    autorite: str


@dataclass(frozen=True)
class EntreeSortie:
    """The page. Lists are empty when their section is closed; `mesures` is None when « social » is."""

    jeune: Jeune
    sections: frozenset[str]
    notifications: list[NotificationVue]
    contrats: list[Contrat]
    reunions: list[ReunionEss]
    ages: list[AgeVu]
    maintiens: list[MaintienVu]
    sorties: list[SortieVue]
    mesures: list[MesureVue] | None


def lire_entree_sortie(acteur: Acteur, dispositif: AvecCle, identifiant: str, *, le: date) -> EntreeSortie:
    """Read the page and journal the reading, protection apart. Raises Jeune.DoesNotExist outside what may be seen. At most 13 queries."""
    jeune = jeunes_visibles(acteur, dispositif).get(identifiant=identifiant)
    sections = sections_ouvertes(acteur, jeune.pk, dispositif.pk, le)
    ouvert, social = "parcours" in sections, PROTECTION in sections
    _journaliser(acteur, jeune, dispositif.pk, protection=social)
    ici = {"jeune": jeune, "dispositif_id": dispositif.pk}
    return EntreeSortie(
        jeune=jeune,
        sections=sections,
        notifications=notifications_vues(NotificationMdph.objects.filter(jeune=jeune), le=le) if ouvert else [],
        contrats=list(Contrat.objects.filter(**ici).prefetch_related("revisions")) if ouvert else [],
        reunions=list(ReunionEss.objects.filter(jeune=jeune)) if "scolarite" in sections else [],
        ages=_ages(jeune, le) if ouvert else [],
        maintiens=[_maintien(m) for m in MaintienCreton.objects.filter(**ici)] if ouvert else [],
        sorties=_sorties(jeune.pk, dispositif.pk, le) if ouvert else [],
        mesures=[_mesure(m) for m in MesureAse.objects.filter(jeune=jeune)] if social else None,
    )


def en_regle(notification: NotificationMdph) -> Notification:
    """Return a notification as the rules read it."""
    type_ = types_notification().get(notification.type)
    return Notification(
        cle=notification.pk,
        dispositif=bool(type_ and type_.dispositif),
        decision=notification.decision,
        debut=notification.debut,
        fin=notification.fin,
        modalite_entree=notification.modalite_entree,
        accord_le=notification.accord_le,
        document_remis_le=notification.document_remis_le,
        retiree=notification.retiree_le is not None,
    )


def notifications_vues(notifications: Iterable[NotificationMdph], *, le: date) -> list[NotificationVue]:
    """Return notifications with their state; the latest first."""
    lues = [(notification, en_regle(notification)) for notification in notifications]
    porte = notification_qui_porte([regle for _, regle in lues])
    return [_notification(n, regle, porte, le) for n, regle in lues]


def _notification(
    notification: NotificationMdph, regle: Notification, porte: Notification | None, le: date
) -> NotificationVue:
    type_ = types_notification().get(notification.type)
    accord = notification.accord_par
    return NotificationVue(
        notification=notification,
        etat=regle.etat(le),
        type=type_.libelle if type_ else notification.type,
        accord=libelle("notification", "accords", accord) if accord else "",
        manques=tuple(regle.manques()),
        porte=porte is not None and porte.cle == regle.cle,
    )


def _ages(jeune: Jeune, le: date) -> list[AgeVu]:
    if jeune.naissance is None:
        return []
    faits = {jalon.code: jalon.fait_le for jalon in JalonAge.objects.filter(jeune=jeune)}
    regles = regles_echeances(le)
    bientot = le + relativedelta(months=regles.jalon_annonce_mois)
    atteints = [(age, anniversaire(jeune.naissance, ans=age.ans, mois=age.mois)) for age in regles.ages]
    return [AgeVu(age, jour, faits.get(age.code), proche=jour <= bientot) for age, jour in atteints]


def _sorties(jeune_id: int, dispositif_id: int, le: date) -> list[SortieVue]:
    regles = regles_echeances(le)
    phases = (
        Phase.objects.filter(
            jeune_id=jeune_id, dispositif_id=dispositif_id, type=TypePhase.ACCOMPAGNEMENT, fin__isnull=False
        )
        .select_related("sortie")
        .prefetch_related("contacts")
        .order_by("-fin")
    )
    suites = set(Phase.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id).values_list("debut", "type"))
    return [_sortie(phase, regles, le) for phase in phases if not _se_prolonge(phase, suites)]


def _se_prolonge(phase: Phase, suites: set[tuple[date, str]]) -> bool:
    """A phase whose next day opens another accompaniment is not an exit (R21)."""
    return phase.fin is not None and (phase.fin + UN_JOUR, TypePhase.ACCOMPAGNEMENT.value) in suites


def _sortie(phase: Phase, regles: ReglesEcheances, le: date) -> SortieVue:
    assert phase.fin is not None
    sortie: SortieParcours | None = getattr(phase, "sortie", None)
    notes = list(phase.contacts.all())
    realises = {note.mois for note in notes if note.issue == IssueContact.REALISE}
    proposes = contacts_proposes(
        phase.fin,
        mois=regles.suivi_contacts_mois,
        duree_mois=regles.suivi_mois,
        tolerance_jours=regles.contact_tolerance_jours,
    )
    refuse = sortie is not None and sortie.suivi == "NON"
    return SortieVue(
        phase=phase,
        sortie=sortie,
        destination=phase.destination,
        fin_suivi=fin_du_suivi(phase.fin, mois=regles.suivi_mois),
        contacts=tuple(
            ContactVu(
                propose,
                etat_du_contact(propose, realises=realises, refuse=refuse, le=le),
                tuple(note for note in notes if note.mois == propose.mois),
            )
            for propose in proposes
        ),
    )


def _maintien(maintien: MaintienCreton) -> MaintienVu:
    solution = maintien.solution
    return MaintienVu(
        maintien=maintien,
        orientation=libelle("sorties", "orientations", maintien.orientation),
        solution=libelle("sorties", "solutions", solution) if solution else "",
    )


def _mesure(mesure: MesureAse) -> MesureVue:
    return MesureVue(
        mesure=mesure,
        type=libelle("protection", "mesures", mesure.type),
        autorite=libelle("protection", "autorites", mesure.autorite),
    )


def _journaliser(acteur: Acteur, jeune: Jeune, dispositif_id: int, *, protection: bool) -> None:
    journaliser(
        acteur,
        "parcours.lire_entree_sortie",
        nature=NatureTrace.LECTURE,
        jeune_id=jeune.pk,
        dispositif_id=dispositif_id,
        details={"protection": protection},
    )
