"""Reads of the invitations of a wave: where their mails are, never which were used."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.db.models import QuerySet
from django.utils import timezone

from maillage.enquetes.domain.etats import EtatVague
from maillage.enquetes.models import InvitationEnquete, VagueEnquete
from maillage.socle.courriel.models import EtatCourriel
from maillage.socle.courriel.selectors import etats_des_lots

A_ECRIRE, EN_ATTENTE, PARTIE, REJETEE = "A_ECRIRE", "EN_ATTENTE", "PARTIE", "REJETEE"
LIBELLES_ENVOI = {
    A_ECRIRE: "Pas encore écrite",
    EN_ATTENTE: "En attente d'envoi",
    PARTIE: "Partie",
    REJETEE: "Non remise",
}
TONS_ENVOI = {A_ECRIRE: "neutre", EN_ATTENTE: "info", PARTIE: "succes", REJETEE: "danger"}
TRIS = {"adresse": ("adresse", "pk"), "dispositif": ("dispositif__nom", "adresse", "pk")}


@dataclass(frozen=True)
class LigneInvitation:
    """An address and what became of its last mail; whether it answered is not shown."""

    invitation: InvitationEnquete
    envoi: str
    erreur: str = ""

    @property
    def libelle(self) -> str:
        return LIBELLES_ENVOI[self.envoi]

    @property
    def ton(self) -> str:
        return TONS_ENVOI[self.envoi]


@dataclass(frozen=True)
class SuiviEnvois:
    """How many addresses: in the list, still to write, waiting in the outbox, gone, not delivered."""

    adresses: int
    a_ecrire: int
    en_attente: int
    partis: int
    rejetes: int


@dataclass(frozen=True)
class FiltresInvitations:
    """What the address of the list says."""

    envoi: str = ""
    recherche: str = ""
    tri: str = "adresse"


def empreinte_du_jeton(jeton: str) -> str:
    return sha256(jeton.encode()).hexdigest()


def cle_du_lot(vague: VagueEnquete, numero: int) -> str:
    """Key of the lot of the invitations (0) or of a reminder (1, 2…)."""
    return f"enquetes:{vague.identifiant}:{numero}"


def cle_du_courriel(invitation: InvitationEnquete, numero: int) -> str:
    return f"enquetes:{invitation.identifiant}:{numero}"


def lister_invitations(vague: VagueEnquete, filtres: FiltresInvitations | None = None) -> list[LigneInvitation]:
    """Return the addresses and the state of their mails (2 queries)."""
    filtres = filtres or FiltresInvitations()
    invitations = _trier(InvitationEnquete.objects.filter(vague=vague).select_related("dispositif"), filtres.tri)
    if filtres.recherche:
        invitations = invitations.filter(adresse__icontains=filtres.recherche)
    etats = etats_des_lots([cle_du_lot(vague, numero) for numero in range(vague.relances + 1)])
    lignes = (_ligne(invitation, vague, etats) for invitation in invitations)
    return [ligne for ligne in lignes if filtres.envoi in {"", ligne.envoi}]


def suivi_des_envois(vague: VagueEnquete) -> SuiviEnvois:
    """Return the counts of the list (2 queries)."""
    etats = [ligne.envoi for ligne in lister_invitations(vague)]
    comptes = [etats.count(etat) for etat in (A_ECRIRE, EN_ATTENTE, PARTIE, REJETEE)]
    return SuiviEnvois(len(etats), *comptes)


def rejetees(vague: VagueEnquete) -> set[int]:
    """Return the keys of the invitations whose mail was given up or came back."""
    return {ligne.invitation.pk for ligne in lister_invitations(vague) if ligne.envoi == REJETEE}


def invitation_visible(vague: VagueEnquete, identifiant: str) -> InvitationEnquete | None:
    return InvitationEnquete.objects.filter(vague=vague, identifiant=identifiant).select_related("vague").first()


def vague_du_jeton(jeton: str) -> VagueEnquete | None:
    """Return the wave that a link still lets answer today, None whatever the reason (used, unknown, not open): the page says the same."""
    invitation = (
        InvitationEnquete.objects.filter(empreinte=empreinte_du_jeton(jeton), utilisee=False)
        .select_related("vague__version", "vague__enquete")
        .first()
    )
    if invitation is None or invitation.vague.etat(timezone.localdate()) is not EtatVague.OUVERTE:
        return None
    return invitation.vague


def _ligne(invitation: InvitationEnquete, vague: VagueEnquete, etats: dict[str, tuple[str, str]]) -> LigneInvitation:
    if not invitation.envois:
        return LigneInvitation(invitation, A_ECRIRE)
    connus = [etats[cle] for n in range(vague.relances + 1) if (cle := cle_du_courriel(invitation, n)) in etats]
    refus = next((erreur for etat, erreur in connus if etat == EtatCourriel.ABANDONNE), None)
    if refus is not None:
        return LigneInvitation(invitation, REJETEE, refus)
    attend = any(etat in {EtatCourriel.A_ENVOYER, EtatCourriel.ECHEC} for etat, _ in connus)
    return LigneInvitation(invitation, EN_ATTENTE if attend else PARTIE)


def _trier(invitations: QuerySet[InvitationEnquete], tri: str) -> QuerySet[InvitationEnquete]:
    ordonnees = invitations.order_by(*TRIS.get(tri.lstrip("-"), TRIS["adresse"]))
    return ordonnees.reverse() if tri.startswith("-") else ordonnees
