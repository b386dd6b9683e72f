"""The life of a request: read, taken, answered, handed over, refused, closed, and what its author adds."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.erreurs import ErreurAppui, GesteImpossible
from maillage.appui_ressource.domain.etats import EtatAppui, Geste
from maillage.appui_ressource.models import DemandeAppui, MessageAppui, TransmissionAppui
from maillage.appui_ressource.selectors.routage import ROUTAGE
from maillage.appui_ressource.services.courriels import ecrire_au_demandeur
from maillage.appui_ressource.services.ecriture import (
    DEMANDEUR,
    mettre,
    noter_premiere_reponse,
    passer,
    prendre,
    tracer,
)
from maillage.appui_ressource.services.frein import freiner
from maillage.appui_ressource.services.pieces import joindre_piece
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import FichierControle
from maillage.structures.selectors import dispositifs_visibles, partenaires_du_dispositif

REPRISES_PAR_UN_MESSAGE = frozenset({EtatAppui.REPONDUE, EtatAppui.CLOSE})
"""States that a new message of the requester puts back to work."""


@transaction.atomic
def qualifier_demande(
    acteur: Acteur,
    dispositif_id: int,
    identifiant: str,
    *,
    public: str,
    souhait: str,
    partenaire_id: int | None = None,
) -> DemandeAppui:
    """Say what the request is about, and which partner asks; it is then to be answered."""
    demande = prendre(acteur, dispositif_id, identifiant)
    partenaires = partenaires_du_dispositif(dispositif_id)
    if partenaire_id is not None and not partenaires.filter(pk=partenaire_id).exists():
        raise ErreurAppui("Ce partenaire n'est pas connu de ce dispositif.", champ="partenaire")
    passer(demande, Geste.QUALIFIER)
    demande.public, demande.souhait = public, souhait
    demande.partenaire_id = partenaire_id or demande.partenaire_id
    demande.save()
    tracer(acteur, "qualifier_demande", demande, public=public, souhait=souhait)
    return demande


@transaction.atomic
def prendre_demande(acteur: Acteur, dispositif_id: int, identifiant: str) -> DemandeAppui:
    """Start working on it."""
    return _changer(acteur, dispositif_id, identifiant, Geste.PRENDRE)


@transaction.atomic
def clore_demande(acteur: Acteur, dispositif_id: int, identifiant: str) -> DemandeAppui:
    """Close it."""
    return _changer(acteur, dispositif_id, identifiant, Geste.CLORE)


@transaction.atomic
def rouvrir_demande(acteur: Acteur, dispositif_id: int, identifiant: str) -> DemandeAppui:
    """Put a closed or refused request back to work."""
    return _changer(acteur, dispositif_id, identifiant, Geste.ROUVRIR)


def _changer(acteur: Acteur, dispositif_id: int, identifiant: str, geste: Geste) -> DemandeAppui:
    demande = prendre(acteur, dispositif_id, identifiant)
    passer(demande, geste)
    demande.motif_refus = ""
    demande.save()
    tracer(acteur, f"{geste}_demande", demande)
    return demande


@transaction.atomic
def repondre_demande(
    acteur: Acteur,
    dispositif_id: int,
    identifiant: str,
    *,
    texte: str,
    repondue: bool = True,
    fichier: FichierControle | None = None,
) -> DemandeAppui:
    """Write to the requester, by mail too. `repondue` false: it is a first word or a question, the work goes on."""
    demande = prendre(acteur, dispositif_id, identifiant)
    passer(demande, Geste.REPONDRE, vers=EtatAppui.REPONDUE if repondue else EtatAppui.EN_COURS)
    message = _ajouter_message(demande, texte, auteur=acteur.libelle, dispositif_id=dispositif_id)
    joindre_piece(acteur, demande, fichier, message=message)
    if repondue:
        demande.repondue_le = timezone.localdate()
    demande.save()
    tracer(acteur, "repondre_demande", demande, repondue=repondue)
    ecrire_au_demandeur(demande, "message")
    return demande


@transaction.atomic
def refuser_demande(
    acteur: Acteur, dispositif_id: int, identifiant: str, *, motif: str, texte: str = ""
) -> DemandeAppui:
    """Refuse with a coded reason, and words for the requester; an undesired message gets no mail."""
    demande = prendre(acteur, dispositif_id, identifiant)
    if motif not in referentiels.libelles("motifs_refus"):
        raise ErreurAppui("Choisissez un motif de la liste.", champ="motif")
    passer(demande, Geste.REFUSER)
    demande.motif_refus = motif
    if texte.strip():
        _ajouter_message(demande, texte, auteur=acteur.libelle, dispositif_id=dispositif_id)
    noter_premiere_reponse(demande, timezone.now())
    demande.save()
    tracer(acteur, "refuser_demande", demande, motif=motif)
    if motif != "INDESIRABLE":
        ecrire_au_demandeur(demande, "refusee")
    return demande


@transaction.atomic
def transmettre_demande(acteur: Acteur, dispositif_id: int, identifiant: str, *, vers: str, motif: str) -> DemandeAppui:
    """Hand the thread over to another dispositif (its code); the requester is told who answers now."""
    demande = prendre(acteur, dispositif_id, identifiant)
    cible: Any = dispositifs_visibles(ROUTAGE).filter(code=vers).first()
    if cible is None or cible.pk == dispositif_id:
        raise ErreurAppui("Choisissez un autre dispositif.", champ="vers")
    passer(demande, Geste.TRANSMETTRE)
    TransmissionAppui.objects.create(
        demande=demande, de_id=dispositif_id, vers=cible, motif=motif.strip(), par=acteur.libelle, le=timezone.now()
    )
    tracer(acteur, "transmettre_demande", demande, vers=cible.code)
    demande.dispositif = cible
    demande.save()
    tracer(acteur, "recevoir_demande_transmise", demande)
    ecrire_au_demandeur(demande, "transmise")
    return demande


@transaction.atomic
def ecrire_comme_demandeur(demande_id: int, texte: str, fichier: FichierControle | None = None) -> DemandeAppui:
    """Add a message of the requester, who came by a private link; an answered or closed request goes back to work."""
    demande = DemandeAppui.objects.select_for_update().get(pk=demande_id)
    if demande.etat == EtatAppui.REFUSEE:
        raise GesteImpossible("Cette demande est refusée : faites une nouvelle demande si la situation a changé.")
    freiner({f"demande {demande.pk}": referentiels.reglages(timezone.localdate()).messages_par_lien})
    message = _ajouter_message(demande, texte, auteur=demande.contact_nom, dispositif_id=None)
    joindre_piece(DEMANDEUR, demande, fichier, message=message)
    if demande.etat in REPRISES_PAR_UN_MESSAGE:
        mettre(demande, EtatAppui.EN_COURS)
        demande.save()
    tracer(DEMANDEUR, "ecrire_comme_demandeur", demande)
    return demande


def _ajouter_message(demande: DemandeAppui, texte: str, *, auteur: str, dispositif_id: int | None) -> MessageAppui:
    if not texte.strip():
        raise ErreurAppui("Écrivez votre message.", champ="texte")
    maintenant = timezone.now()
    message = MessageAppui.objects.create(
        demande=demande, dispositif_id=dispositif_id, auteur=auteur, texte=texte.strip(), le=maintenant
    )
    if dispositif_id is not None:
        noter_premiere_reponse(demande, maintenant)
    return message
