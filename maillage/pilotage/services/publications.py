"""Releasing a table: frozen, numbered, never taken back."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.selectors import adresses_des_roles
from maillage.pilotage.models import Publication, TableauCalcule
from maillage.pilotage.selectors import Choix, lire_sources, publications
from maillage.pilotage.services.tableaux import tableau_a_jour
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.courriel.services import deposer_lot
from maillage.socle.domain.typographie import ecrire_compte, ecrire_trimestre
from maillage.socle.services import journaliser

LECTEURS = ("DIRECTION", "ORGANISME")
"""Roles of those whom the figures describe."""


class TableauPerimeError(Exception):
    """What was read is no longer what would be published; the message says so, in French."""


class DejaPublieError(Exception):
    """The very same table is already in the register."""


class PublicationVideError(Exception):
    """No return to publish."""


def publier_tableau(acteur: Acteur, choix: Choix, *, vu: str) -> Publication:
    """Release the table of now. `vu`: digest of the sources of the table that the person has read.

    Raises PermissionDenied, TableauPerimeError, DejaPublieError, PublicationVideError, ProtectionImpossibleError.
    """
    if not acteur.peut("restitution", Acces.ECRITURE):
        raise PermissionDenied("Votre rôle n'ouvre pas la publication d'une restitution.")
    try:
        with transaction.atomic():
            return _publier(acteur, choix, vu)
    except IntegrityError as erreur:
        raise _perime() from erreur


def _publier(acteur: Acteur, choix: Choix, vu: str) -> Publication:
    sources, tableau = lire_sources(choix), tableau_a_jour(choix)
    if not vu == tableau.sources == sources.empreinte:
        raise _perime()
    if not tableau.retours:
        raise PublicationVideError("Aucun retour transmis ne peut être publié pour ces choix.")
    octets = bytes(tableau.contenu)
    empreinte = hashlib.sha256(octets).hexdigest()
    if publications(choix.periode).filter(empreinte=empreinte, public=choix.public, regles=choix.regles).exists():
        raise DejaPublieError("Ce tableau est déjà publié : rien n'a changé depuis.")
    publication = _creer(acteur, tableau, octets, empreinte, attendus=len(sources.attendus))
    journaliser(
        acteur,
        "pilotage.publier_tableau",
        objet=str(publication),
        details={"publication": publication.pk, "public": choix.public, "empreinte": empreinte},
    )
    _remettre(acteur, publication)
    return publication


def _remettre(acteur: Acteur, publication: Publication) -> None:
    """Tell the establishments that the table is theirs, with the act itself: nobody reads it before they may."""
    le = timezone.localdate(publication.publie_le)
    contexte = {
        "trimestre": ecrire_trimestre(publication.periode),
        "retours": f"{ecrire_compte(len(publication.retours), 'retour')} sur {ecrire_compte(publication.attendus, 'attendu')}",
        "page": _absolue("pilotage:publication", publication.periode, publication.numero),
        "tableau": _absolue("pilotage:tableau_de_bord"),
    }
    deposer_lot(
        cle=f"pilotage:publication:{publication.periode}:{publication.numero}",
        libelle=f"Restitution, {ecrire_trimestre(publication.periode)}, publication n° {publication.numero}",
        gabarit="pilotage/publication",
        envois=[(adresse, contexte) for adresse in adresses_des_roles(LECTEURS, le=le)],
        nature="INFORMATION",
        acteur=acteur,
    )


def _absolue(nom: str, *arguments: str | int) -> str:
    return f"{settings.ADRESSE_PUBLIQUE}{reverse(nom, args=arguments)}"


def _creer(acteur: Acteur, tableau: TableauCalcule, octets: bytes, empreinte: str, *, attendus: int) -> Publication:
    return Publication.objects.create(
        periode=tableau.periode,
        numero=publications(tableau.periode).count() + 1,
        regles=tableau.regles,
        public=tableau.public,
        seuil=tableau.seuil,
        attendus=attendus,
        retours=tableau.retours,
        tableau=octets,
        empreinte=empreinte,
        publie_par=acteur.libelle,
        publie_le=timezone.now(),
    )


def _perime() -> TableauPerimeError:
    return TableauPerimeError(
        "De nouveaux retours ou une autre publication sont arrivés entre-temps : relisez le tableau avant de le publier."
    )
