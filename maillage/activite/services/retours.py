"""The life of a quarterly return: opened, validated (figures and facts frozen), transmitted, revised. One function per act."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.domain.retour import BROUILLON, TRANSMIS, VALIDE, TransitionRefusee, exiger_transition
from maillage.activite.faits import dossier_compresse, tables_du_dispositif
from maillage.activite.models import RetourTrimestriel
from maillage.activite.moteur import compter
from maillage.activite.regles import charger_jeu
from maillage.activite.selectors.periodes import arretee, periode_du_retour
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser


@transaction.atomic
def ouvrir_retour(acteur: Acteur, *, dispositif_id: int, periode: Periode, jeu: JeuDeRegles) -> RetourTrimestriel:
    """Return the current return of a period, a new draft if there is none."""
    courant = _derniere_revision(dispositif_id, periode.libelle)
    if courant is not None:
        return courant
    return _creer(acteur, dispositif_id, periode, regles=jeu.id, revision=1)


@transaction.atomic
def valider_retour(acteur: Acteur, *, retour_id: int, dispositif_id: int) -> RetourTrimestriel:
    """Freeze the figures and the facts they come from; refused while a blocking alert remains (R39, R40)."""
    retour = _verrouiller(retour_id, dispositif_id)
    retour.arrete = arretee(Periode.depuis_libelle(retour.periode), le=timezone.localdate()).arrete
    jeu, periode = charger_jeu(retour.regles), periode_du_retour(retour)
    tables = tables_du_dispositif(dispositif_id, periode)
    comptage = compter(tables, jeu, periode)
    [dispositif] = comptage.dispositifs()
    qualite = comptage.dispositif(dispositif)["qualite"]
    exiger_transition(de=retour.etat, vers=VALIDE, bloquantes=qualite["bloquantes"])  # type: ignore[index]
    retour.contenu = comptage.json().encode()
    retour.faits = dossier_compresse(tables)
    retour.empreinte_resultat = hashlib.sha256(retour.contenu).hexdigest()
    retour.empreinte_faits = hashlib.sha256(retour.faits).hexdigest()
    retour.regles_version = jeu.version
    retour.etat, retour.valide_le, retour.valide_par = VALIDE, timezone.now(), acteur.libelle
    retour.save()
    _journaliser(acteur, "activite.valider_retour", retour)
    return retour


@transaction.atomic
def reprendre_retour(acteur: Acteur, *, retour_id: int, dispositif_id: int) -> RetourTrimestriel:
    """Put a validated return, not yet transmitted, back to draft: what was frozen is let go."""
    retour = _verrouiller(retour_id, dispositif_id)
    exiger_transition(de=retour.etat, vers=BROUILLON)
    retour.etat, retour.valide_le, retour.valide_par = BROUILLON, None, ""
    retour.contenu, retour.faits, retour.empreinte_resultat, retour.empreinte_faits = None, None, "", ""
    retour.save()
    _journaliser(acteur, "activite.reprendre_retour", retour)
    return retour


@transaction.atomic
def transmettre_retour(acteur: Acteur, *, retour_id: int, dispositif_id: int) -> RetourTrimestriel:
    """Transmit a validated return: from now on it never changes."""
    retour = _verrouiller(retour_id, dispositif_id)
    exiger_transition(de=retour.etat, vers=TRANSMIS)
    retour.etat, retour.transmis_le, retour.transmis_par = TRANSMIS, timezone.now(), acteur.libelle
    retour.save(update_fields=["etat", "transmis_le", "transmis_par"])
    _journaliser(acteur, "activite.transmettre_retour", retour)
    return retour


@transaction.atomic
def reviser_retour(acteur: Acteur, *, retour_id: int, dispositif_id: int) -> RetourTrimestriel:
    """Open the next revision of a transmitted return; the transmitted one stays as it is."""
    retour = _verrouiller(retour_id, dispositif_id)
    dernier = _derniere_revision(dispositif_id, retour.periode)
    if retour.etat != TRANSMIS or dernier != retour:
        raise TransitionRefusee("Une révision s'ouvre sur le dernier retour transmis de la période.")
    return _creer(acteur, dispositif_id, periode_du_retour(retour), regles=retour.regles, revision=retour.revision + 1)


@transaction.atomic
def commenter_retour(acteur: Acteur, *, retour_id: int, dispositif_id: int, commentaire: str) -> RetourTrimestriel:
    """Write the comment that goes with a draft."""
    retour = _verrouiller(retour_id, dispositif_id)
    if retour.etat != BROUILLON:
        raise TransitionRefusee("Le commentaire d'un retour validé ne change plus.")
    retour.commentaire = commentaire.strip()
    retour.save(update_fields=["commentaire"])
    _journaliser(acteur, "activite.commenter_retour", retour)
    return retour


def _verrouiller(retour_id: int, dispositif_id: int) -> RetourTrimestriel:
    return RetourTrimestriel.objects.select_for_update().get(pk=retour_id, dispositif_id=dispositif_id)


def _derniere_revision(dispositif_id: int, periode: str) -> RetourTrimestriel | None:
    retours = RetourTrimestriel.objects.filter(dispositif_id=dispositif_id, periode=periode)
    numero = retours.aggregate(dernier=Max("revision"))["dernier"]
    return retours.get(revision=numero) if numero else None


def _creer(acteur: Acteur, dispositif_id: int, periode: Periode, *, regles: str, revision: int) -> RetourTrimestriel:
    retour = RetourTrimestriel.objects.create(
        dispositif_id=dispositif_id,
        periode=periode.libelle,
        revision=revision,
        regles=regles,
        arrete=arretee(periode, le=timezone.localdate()).arrete,
    )
    _journaliser(acteur, "activite.ouvrir_retour", retour)
    return retour


def _journaliser(acteur: Acteur, acte: str, retour: RetourTrimestriel) -> None:
    journaliser(
        acteur,
        acte,
        objet=str(retour),
        dispositif_id=retour.dispositif_id,
        details={"retour": retour.pk, "empreinte": retour.empreinte_resultat},
    )
