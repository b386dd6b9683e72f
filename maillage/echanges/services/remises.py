"""Asking for a delivery, doing one again, stopping a destination for a while: each is journaled."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.remises import MSSANTE, adresse_mssante
from maillage.echanges.models import EtatRemise, PauseRemise, Remise
from maillage.echanges.remises.canaux import Colis
from maillage.echanges.remises.extrait import extrait_du_jeune
from maillage.echanges.remises.lecture import SECTION, choix_de, remises_visibles
from maillage.echanges.remises.natures import destinations
from maillage.echanges.taches import remettre_en_fond
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.services import journaliser

FINIES = (EtatRemise.ECHEC, EtatRemise.ABANDONNEE)


@transaction.atomic
def demander_remise(
    acteur: Acteur, dispositif: DispositifVise, *, destination: str, nature: str, parametres: dict[str, Any]
) -> Remise:
    """Ask for a delivery: it leaves in the background. Raises ErreurEchange, PermissionDenied."""
    _exiger(acteur, dispositif.pk)
    if (destination, nature) not in choix_de(acteur, dispositif):
        raise ErreurEchange("Cette remise n'est pas ouverte ici, ou votre rôle ne l'ouvre pas.", champ="remise")
    vers = destinations()[destination]
    propres = {cle: valeur for cle, valeur in parametres.items() if valeur}
    if vers.canal == MSSANTE and not adresse_mssante(propres.get("destinataire", "")):
        raise ErreurEchange(
            "Donnez une boîte MSSanté, par exemple dr.exemple@exemple.mssante.fr.", champ="destinataire"
        )
    if nature == "extrait" and not propres.get("jeune"):
        raise ErreurEchange("Dites de quel jeune.", champ="jeune")
    remise = Remise.objects.create(
        destination=destination,
        nature=nature,
        dispositif_id=dispositif.pk,
        parametres=propres,
        compte_id=acteur.identifiant,
        par=acteur.libelle,
        cree_le=timezone.now(),
    )
    _tracer(acteur, "echanges.demander_remise", remise)
    transaction.on_commit(partial(remettre_en_fond, remise.pk), robust=True)
    return remise


def extrait_a_envoyer(acteur: Acteur, dispositif: DispositifVise, *, jeune: str, destinataire: str) -> Colis:
    """Return the extract of a young person, for whoever sends it from their own mailbox. Raises ErreurEchange, PermissionDenied."""
    _exiger(acteur, dispositif.pk)
    if destinataire and not adresse_mssante(destinataire):
        raise ErreurEchange("Cette adresse n'est pas une boîte MSSanté (…@….mssante.fr).", champ="destinataire")
    return extrait_du_jeune(acteur, dispositif, jeune, identifiant=nouvel_identifiant(), destinataire=destinataire)


@transaction.atomic
def relancer_remise(acteur: Acteur, identifiant: str) -> Remise:
    """Put back in the queue a delivery that did not leave, all its tries before it. Raises ErreurEchange, PermissionDenied."""
    remise = remises_visibles(acteur).filter(identifiant=identifiant).first()
    if remise is None:
        raise ErreurEchange("Cette remise n'existe pas.")
    _exiger(acteur, remise.dispositif_id)
    remise = Remise.objects.select_for_update().get(pk=remise.pk)
    if remise.etat not in FINIES or remise.pris_le is not None:
        raise ErreurEchange("Cette remise est faite, ou part en ce moment : elle ne se relance pas.")
    remise.etat, remise.essais, remise.prochain_essai, remise.erreur = EtatRemise.A_REMETTRE, 0, None, ""
    remise.save(update_fields=["etat", "essais", "prochain_essai", "erreur"])
    _tracer(acteur, "echanges.relancer_remise", remise)
    transaction.on_commit(partial(remettre_en_fond, remise.pk), robust=True)
    return remise


@transaction.atomic
def suspendre_destination(acteur: Acteur, code: str) -> None:
    """Stop a destination: what is for it waits. Raises ErreurEchange, PermissionDenied."""
    _exiger_partout(acteur, code)
    _, nouvelle = PauseRemise.objects.get_or_create(
        destination=code, defaults={"depuis": timezone.now(), "par": acteur.libelle}
    )
    if nouvelle:
        journaliser(acteur, "echanges.suspendre_destination", objet=code)


@transaction.atomic
def reprendre_destination(acteur: Acteur, code: str) -> None:
    """Open a destination again: what waited leaves within the minute. Raises ErreurEchange, PermissionDenied."""
    _exiger_partout(acteur, code)
    effacees, _ = PauseRemise.objects.filter(destination=code).delete()
    if effacees:
        journaliser(acteur, "echanges.reprendre_destination", objet=code)


def _exiger(acteur: Acteur, dispositif_id: int) -> None:
    if not acteur.peut(SECTION, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle n'ouvre pas les remises de ce dispositif.")


def _exiger_partout(acteur: Acteur, code: str) -> None:
    """A destination serves every dispositif: who stops it must answer for all of them."""
    if not acteur.peut(SECTION, Acces.ECRITURE) or acteur.dispositifs(SECTION, Acces.ECRITURE) is not None:
        raise PermissionDenied("Seule l'administration arrête une destination : elle sert à tous.")
    if code not in destinations():
        raise ErreurEchange("Cette destination n'est pas réglée.")


def _tracer(acteur: Acteur, acte: str, remise: Remise) -> None:
    journaliser(
        acteur,
        acte,
        objet=f"remise:{remise.identifiant}",
        dispositif_id=remise.dispositif_id,
        details={"destination": remise.destination, "nature": remise.nature},
    )
