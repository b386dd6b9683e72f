"""Who is invited: addresses pasted or taken from the accounts of dispositifs, mails sent once, one reminder at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.selectors import adresses_des_roles
from maillage.enquetes import referentiels
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.etats import EtatVague
from maillage.enquetes.models import InvitationEnquete, VagueEnquete
from maillage.enquetes.permissions import exiger
from maillage.enquetes.selectors.invitations import cle_du_courriel, cle_du_lot, empreinte_du_jeton, rejetees
from maillage.enquetes.services.ecriture import tracer
from maillage.enquetes.services.jetons import jeton_de
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_courriel, deposer_lot
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.structures.selectors import dispositifs_visibles

NATURE = "ENQUETE"


@dataclass
class AjoutInvitations:
    """What became of the addresses given: added, already there, refused with the reason."""

    ajoutees: int = 0
    deja: int = 0
    refusees: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def inviter_adresses(
    acteur: Acteur, vague: VagueEnquete, adresses: Iterable[str], *, dispositif_id: int | None = None
) -> AjoutInvitations:
    """Add addresses, each once; what is no address is said, the others are kept. Nothing is sent yet."""
    exiger(acteur)
    lue = _non_close(vague)
    connues = set(InvitationEnquete.objects.filter(vague=lue).values_list("adresse", flat=True))
    bilan = AjoutInvitations()
    neuves: list[InvitationEnquete] = []
    for brute in adresses:
        adresse = brute.strip().lower()
        if not adresse:
            continue
        if adresse in connues:
            bilan.deja += 1
        elif motif := _refus(adresse):
            bilan.refusees.append((brute.strip()[:120], motif))
        else:
            connues.add(adresse)
            neuves.append(InvitationEnquete(vague=lue, adresse=adresse, dispositif_id=dispositif_id))
    if len(connues) > referentiels.reglages().adresses_max:
        raise ErreurEnquete(f"Une vague a {referentiels.reglages().adresses_max} adresses au plus.", champ="adresses")
    InvitationEnquete.objects.bulk_create(neuves)
    bilan.ajoutees = len(neuves)
    tracer(acteur, "inviter", lue, ajoutees=bilan.ajoutees)
    return bilan


@transaction.atomic
def inviter_contacts(
    acteur: Acteur, vague: VagueEnquete, *, roles: Sequence[str], departements: Sequence[str] = ()
) -> AjoutInvitations:
    """Add the mailboxes of the accounts that hold one of these roles in the dispositifs of these départements (all when none is said)."""
    exiger(acteur)
    dispositifs = dispositifs_visibles(acteur).order_by("pk")
    if departements:
        dispositifs = dispositifs.filter(departement__in=departements)
    total = AjoutInvitations()
    for cle in dispositifs.values_list("pk", flat=True):
        adresses = adresses_des_roles(roles, le=timezone.localdate(), dispositif_id=cle)
        ajout = inviter_adresses(acteur, vague, adresses, dispositif_id=cle) if adresses else AjoutInvitations()
        total.ajoutees += ajout.ajoutees
        total.deja += ajout.deja
        total.refusees += ajout.refusees
    return total


@transaction.atomic
def retirer_invitation(acteur: Acteur, invitation: InvitationEnquete) -> None:
    """Take an address off the list; once it may have answered, only a mail that came back lets it go."""
    exiger(acteur)
    _non_close(invitation.vague)
    if invitation.envois and invitation.pk not in rejetees(invitation.vague):
        raise ErreurEnquete("L'invitation est partie : elle ne se retire plus, car elle a pu servir.")
    tracer(acteur, "retirer_invitation", invitation.vague)
    invitation.delete()


@transaction.atomic
def envoyer_invitations(acteur: Acteur, vague: VagueEnquete) -> int:
    """Write to every address not written yet; asked twice, nothing leaves twice. Returns how many."""
    exiger(acteur)
    lue = _ouverte(vague)
    attendues = list(InvitationEnquete.objects.filter(vague=lue, envois=0))
    if not attendues:
        raise ErreurEnquete("Toutes les invitations de la liste sont déjà parties.")
    _ecrire(acteur, lue, attendues, numero=0)
    tracer(acteur, "envoyer_invitations", lue, nombre=len(attendues))
    return len(attendues)


@transaction.atomic
def relancer(acteur: Acteur, vague: VagueEnquete, *, numero: int) -> int:
    """Remind those whose link was not used and whose mail did not come back; `numero` is the reminder that the page offered: it leaves once."""
    exiger(acteur)
    lue = _ouverte(vague)
    if numero != lue.relances + 1:
        raise ErreurEnquete("Cette relance est déjà partie.")
    perdues = rejetees(lue)
    attendues = [
        invitation
        for invitation in InvitationEnquete.objects.filter(vague=lue, envois__gt=0, utilisee=False)
        if invitation.pk not in perdues
    ]
    if not attendues:
        raise ErreurEnquete("Personne n'est à relancer.")
    lue.relances = numero
    lue.save(update_fields=["relances"])
    _ecrire(acteur, lue, attendues, numero=numero)
    tracer(acteur, "relancer", lue, numero=numero)
    return len(attendues)


def _ecrire(acteur: Acteur, vague: VagueEnquete, invitations: Sequence[InvitationEnquete], *, numero: int) -> None:
    """One mail each, in one lot; the link is read by its recipient alone."""
    mot = f"relance {numero}" if numero else "invitations"
    libelle = f"{vague.enquete.titre}, {vague.titre} : {mot}"[:200]
    lot = deposer_lot(
        cle=cle_du_lot(vague, numero), libelle=libelle, gabarit="", envois=(), nature=NATURE, acteur=acteur
    )
    questionnaire = vague.version.questionnaire
    contexte = {
        "titre": questionnaire.titre,
        "fin": ecrire_jour_annee(vague.fin),
        "questions": sum(1 for _ in questionnaire.questions()),
    }
    for invitation in invitations:
        jeton = jeton_de(invitation)
        invitation.empreinte, invitation.envois = empreinte_du_jeton(jeton), invitation.envois + 1
        deposer_courriel(
            cle=cle_du_courriel(invitation, numero),
            destinataire=invitation.adresse,
            gabarit="enquetes/relance" if numero else "enquetes/invitation",
            contexte=contexte,
            nature=NATURE,
            acteur=acteur,
            secrets={"lien": f"{settings.ADRESSE_PUBLIQUE}{reverse('enquetes:repondre', args=[jeton])}"},
            lot=lot,
            objet_lie=f"enquetes.VagueEnquete:{vague.pk}",
        )
    InvitationEnquete.objects.bulk_update(invitations, ["empreinte", "envois"])


def _refus(adresse: str) -> str:
    try:
        validate_email(adresse)
    except ValidationError:
        return "ce n'est pas une adresse de courriel"
    return ""


def _non_close(vague: VagueEnquete) -> VagueEnquete:
    lue = VagueEnquete.objects.select_for_update(of=("self",)).select_related("enquete", "version").get(pk=vague.pk)
    if lue.close_le is not None:
        raise ErreurEnquete("Cette vague est close.")
    return lue


def _ouverte(vague: VagueEnquete) -> VagueEnquete:
    lue = _non_close(vague)
    if lue.etat(timezone.localdate()) is not EtatVague.OUVERTE:
        raise ErreurEnquete(f"La vague est ouverte {lue.jours} : les courriels partent pendant ces jours.")
    return lue
