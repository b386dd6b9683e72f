"""What the certificate of a person says, and what its public check says."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.urls import reverse

from maillage.rencontres import referentiels
from maillage.rencontres.domain.demi_journees import LIBELLES_DEMI_JOURNEE, DemiJournee
from maillage.rencontres.models import AttestationRencontre
from maillage.socle.attestations import Certificat
from maillage.socle.domain.typographie import ecrire_jour_annee, ecrire_nombre


def certificat_de(attestation: AttestationRencontre, *, adresse_publique: str) -> Certificat:
    """Return the certificate, ready to be written."""
    inscription = attestation.inscription
    rencontre = inscription.seance.rencontre
    return Certificat(
        code=attestation.code,
        nom=attestation.nom,
        structure=inscription.structure,
        titre=f"{rencontre.titre} ({rencontre.libelle_nature})",
        lignes=jours_suivis(attestation),
        heures=ecrire_heures(attestation),
        emetteur=referentiels.reglages(attestation.emise_le).emetteur,
        emise_le=attestation.emise_le,
        adresse=f"{adresse_publique}{reverse('rencontres:verifier')}?code={attestation.code}",
    )


def ecrire_heures(attestation: AttestationRencontre) -> str:
    """Write « 6 heures », « 1 heure »."""
    return f"{ecrire_nombre(attestation.heures)} heure{'s' if attestation.heures >= 2 else ''}"


def jours_suivis(attestation: AttestationRencontre) -> tuple[str, ...]:
    """Return the days attended, in words: « mercredi 12 novembre 2025 (Toulouse) : matin, après-midi »."""
    par_jour: dict[dt.date, list[str]] = defaultdict(list)
    presences = attestation.inscription.emargements.select_related("jour").order_by("jour__le", "-demi_journee")
    for presence in presences:
        par_jour[presence.jour.le].append(LIBELLES_DEMI_JOURNEE[DemiJournee(presence.demi_journee)])
    lieu = attestation.inscription.seance.nom_du_lieu
    return tuple(f"{ecrire_jour_annee(le)} ({lieu}) : {', '.join(moments)}" for le, moments in par_jour.items())
