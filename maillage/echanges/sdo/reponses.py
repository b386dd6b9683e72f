"""What a person does with an orientation: tie it to a young person, put it on the waiting list, prepare an answer, send it or say that it was.

Nothing leaves without the gesture of a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.sdo.positions import PositionSdo, ecrire_tache, verifier_reponse
from maillage.echanges.models import EtatPosition, OrientationRecue, PositionOrientation, SourceOrientation
from maillage.echanges.referentiels.sdo import nomenclature_sdo
from maillage.echanges.sdo.client import EnvoiRefuse, ServeurIndisponible, serveur_de
from maillage.echanges.sdo.selectors import SECTION, finess_du_dispositif
from maillage.echanges.sdo.services import colonnes, empreinte_de, recalculer_etat
from maillage.parcours.domain.identite import Identite
from maillage.parcours.selectors.connus import jeunes_visibles
from maillage.parcours.services import enregistrer_demande
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.ecriture import tracer_objet, verrouiller_version

EN_COURS = "Envoi en cours"
PATIENCE = timedelta(minutes=2)
SANS_REPONSE = "Aucune réponse n'est préparée."
ORIGINE = "MDPH"


@transaction.atomic
def rattacher(
    acteur: Acteur, orientation: OrientationRecue, *, jeune: str, version: int | None = None
) -> OrientationRecue:
    """Say who it is here (identifier of a young person of the dispositif), or nobody (empty). Raises ErreurEchange, PermissionDenied."""
    orientation = _prendre(acteur, orientation, version)
    trouve = None
    if jeune:
        trouve = jeunes_visibles(acteur, orientation.dispositif).filter(identifiant=jeune).first()
        if trouve is None:
            raise ErreurEchange("Choisissez un jeune de la liste.", champ="jeune")
    demande = orientation.demande
    if demande is not None and (trouve is None or demande.jeune_id != trouve.pk):
        orientation.demande = None
    orientation.jeune = trouve
    return _noter(acteur, orientation, "rattacher_orientation", jeune=jeune or "personne")


@transaction.atomic
def inscrire(
    acteur: Acteur, orientation: OrientationRecue, *, reception: date, version: int | None = None
) -> OrientationRecue:
    """Put the person on the waiting list; whoever is not known yet gets a file. Raises ErreurEchange, ErreurParcours, PermissionDenied."""
    orientation = _prendre(acteur, orientation, version)
    if orientation.demande_id is not None:
        raise ErreurEchange("Cette orientation a déjà sa demande sur la liste d'attente.")
    identite = None
    if orientation.jeune_id is None:
        identite = Identite(orientation.nom, orientation.prenom, orientation.naissance, orientation.sexe)
    orientation.demande = enregistrer_demande(
        acteur,
        dispositif_id=orientation.dispositif_id,
        reception=reception,
        jeune=orientation.jeune,
        identite=identite,
        origine=ORIGINE,
    )
    orientation.jeune = orientation.demande.jeune
    return _noter(acteur, orientation, "inscrire_orientation", demande=orientation.demande.identifiant)


@transaction.atomic
def preparer_reponse(
    acteur: Acteur, orientation: OrientationRecue, valeurs: Mapping[str, Any], *, version: int | None = None
) -> PositionOrientation:
    """Prepare an answer; the one that waited is withdrawn. Raises ErreurEchange (field by field), PermissionDenied."""
    orientation = _prendre(acteur, orientation, version)
    position = PositionSdo(orientation.decision, orientation.decision_nationale, **valeurs)
    if refus := verifier_reponse(position, nomenclature_sdo()):
        raise ErreurEchange(refus[1], champ=refus[0])
    ici = finess_du_dispositif(orientation.dispositif_id)
    if position.finess not in ici:
        raise ErreurEchange("Choisissez un établissement du dispositif.", champ="struct")
    orientation.positions.filter(etat=EtatPosition.PREPAREE).update(etat=EtatPosition.RETIREE)
    preparee = PositionOrientation.objects.create(
        orientation=orientation,
        etat=EtatPosition.PREPAREE,
        empreinte=empreinte_de(position),
        ecrite_par=acteur.libelle[:200],
        **colonnes(position),
    )
    recalculer_etat(orientation, set(ici))
    _noter(acteur, orientation, "preparer_reponse", statut=position.statut, unite=position.unite_statut)
    return preparee


@transaction.atomic
def retirer_reponse(acteur: Acteur, orientation: OrientationRecue) -> OrientationRecue:
    """Withdraw the answer that waits; nothing was sent. Raises ErreurEchange, PermissionDenied."""
    orientation = _prendre(acteur, orientation, None)
    preparee = _preparee(orientation)
    preparee.etat = EtatPosition.RETIREE
    preparee.save(update_fields=["etat"])
    recalculer_etat(orientation, set(finess_du_dispositif(orientation.dispositif_id)))
    return _noter(acteur, orientation, "retirer_reponse", statut=preparee.statut)


@transaction.atomic
def noter_transmise(
    acteur: Acteur, orientation: OrientationRecue, *, par: SourceOrientation = SourceOrientation.FICHIER
) -> OrientationRecue:
    """Say that the answer has left: by the file, or by hand in the portal of the follow-up. Raises ErreurEchange, PermissionDenied."""
    orientation = _prendre(acteur, orientation, None)
    preparee = _preparee(orientation)
    preparee.etat, preparee.partie_le, preparee.partie_par, preparee.echec = (
        EtatPosition.PARTIE,
        timezone.now(),
        par.value,
        "",
    )
    preparee.save(update_fields=["etat", "partie_le", "partie_par", "echec"])
    recalculer_etat(orientation, set(finess_du_dispositif(orientation.dispositif_id)))
    return _noter(acteur, orientation, "transmettre_reponse", statut=preparee.statut, par=par.value)


def envoyer_reponse(acteur: Acteur, orientation: OrientationRecue) -> OrientationRecue:
    """Send the answer to the server. Not in one transaction: no row is held while the server thinks.

    Raises ErreurEchange when the server is down, slow or says no: the answer stays prepared, with the reason.
    """
    _exiger(acteur, orientation)
    preparee = _preparee(orientation)
    serveur = serveur_de([preparee.struct[1:]])
    if serveur is None:
        raise ErreurEchange("Aucun serveur n'est réglé pour cet établissement : téléchargez la réponse.")
    _reserver(preparee)
    try:
        serveur.envoyer(tache_de(preparee))
    except (ServeurIndisponible, EnvoiRefuse) as echec:
        debut = "Le serveur refuse cette réponse" if isinstance(echec, EnvoiRefuse) else "L'envoi n'a pas abouti"
        motif = f"{debut} : {echec}"[:300]
        PositionOrientation.objects.filter(pk=preparee.pk).update(echec=motif, partie_le=None)
        raise ErreurEchange(f"{motif}. La réponse reste préparée, rien n'est perdu.") from echec
    return noter_transmise(acteur, orientation, par=SourceOrientation.SERVEUR)


def _reserver(preparee: PositionOrientation) -> None:
    """One sending at a time: a second press finds it taken; one cut short may be tried again after two minutes."""
    maintenant = timezone.now()
    libre = Q(partie_le__isnull=True) | Q(partie_le__lt=maintenant - PATIENCE)
    pris = PositionOrientation.objects.filter(libre, pk=preparee.pk, etat=EtatPosition.PREPAREE).update(
        echec=EN_COURS, partie_le=maintenant
    )
    if not pris:
        raise ErreurEchange(
            "Cette réponse est déjà en cours d'envoi : attendez deux minutes, puis regardez où elle en est."
        )


@transaction.atomic
def effacer_orientation(acteur: Acteur, orientation: OrientationRecue) -> None:
    """Erase a decision received by mistake, with its positions; the file and the request of the young person stay."""
    orientation = _prendre(acteur, orientation, None)
    tracer_objet("echanges", acteur, "effacer_orientation", orientation)
    orientation.delete()


def tache_de(position: PositionOrientation) -> dict[str, Any]:
    """Return the Task of an answer."""
    orientation = position.orientation
    propres = {
        champ.name: getattr(position, champ.name) for champ in fields(PositionSdo) if hasattr(position, champ.name)
    }
    lue = PositionSdo(
        **{**propres, "decision": orientation.decision, "decision_nationale": orientation.decision_nationale}
    )
    return ecrire_tache(lue, nomenclature_sdo(), le=timezone.localtime(position.cree_le))


def _exiger(acteur: Acteur, orientation: OrientationRecue) -> None:
    if not acteur.peut(SECTION, Acces.ECRITURE, orientation.dispositif_id):
        raise PermissionDenied("Votre rôle n'ouvre pas les orientations de ce dispositif.")


def _prendre(acteur: Acteur, orientation: OrientationRecue, version: int | None) -> OrientationRecue:
    _exiger(acteur, orientation)
    verrou: OrientationRecue = verrouiller_version(ErreurEchange, orientation, version)
    return verrou


def _preparee(orientation: OrientationRecue) -> PositionOrientation:
    preparee = orientation.positions.filter(etat=EtatPosition.PREPAREE).select_related("orientation").first()
    if preparee is None:
        raise ErreurEchange(SANS_REPONSE)
    return preparee


def _noter(acteur: Acteur, orientation: OrientationRecue, acte: str, **details: Any) -> OrientationRecue:
    orientation.version += 1
    orientation.save()
    tracer_objet("echanges", acteur, acte, orientation, **details)
    return orientation
