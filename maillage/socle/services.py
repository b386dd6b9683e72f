"""Writing the journal, and telling that the facts of a dispositif have changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.socle.models import NatureTrace, PurgeJournal, Trace, VersionFaits
from maillage.socle.signaux import faits_modifies


def journaliser(
    acteur: Acteur,
    acte: str,
    *,
    nature: NatureTrace = NatureTrace.ECRITURE,
    objet: str = "",
    dispositif_id: int | None = None,
    jeune_id: int | None = None,
    details: dict[str, Any] | None = None,
) -> Trace:
    """Append one line to the journal and return it.

    `acte` is `contexte.verbe_objet` (for instance `agenda.confirmer_journee`); `details` holds JSON values, never free text about a person.
    """
    return Trace.objects.create(
        horodatage=timezone.now(),
        acteur_id=acteur.identifiant,
        acteur_libelle=acteur.libelle,
        roles=",".join(sorted(acteur.roles)),
        nature=nature,
        acte=acte,
        objet=objet,
        dispositif_id=dispositif_id,
        jeune_id=jeune_id,
        details=details or {},
    )


def journaliser_lecture(acteur: Acteur, acte: str, *, jeune_id: int, dispositif_id: int | None = None) -> Trace:
    """Append the reading of a young person's file."""
    return journaliser(acteur, acte, nature=NatureTrace.LECTURE, jeune_id=jeune_id, dispositif_id=dispositif_id)


def journaliser_lectures(acteur: Acteur, acte: str, *, jeune_ids: Iterable[int], dispositif_id: int) -> None:
    """Append the reading of several files at once, one line each: a list that shows what is written about several young people (1 query)."""
    maintenant, roles = timezone.now(), ",".join(sorted(acteur.roles))
    Trace.objects.bulk_create(
        Trace(
            horodatage=maintenant,
            acteur_id=acteur.identifiant,
            acteur_libelle=acteur.libelle,
            roles=roles,
            nature=NatureTrace.LECTURE,
            acte=acte,
            dispositif_id=dispositif_id,
            jeune_id=jeune_id,
        )
        for jeune_id in sorted(set(jeune_ids))
    )


def purger_journal(acteur: Acteur) -> PurgeJournal:
    """Erase the lines older than the retention (`JOURNAL_CONSERVATION_JOURS`), record how many, and journal the act itself.

    The database lets nothing younger than six months go, whatever the setting says.
    """
    maintenant = timezone.now()
    avant = maintenant - dt.timedelta(days=settings.JOURNAL_CONSERVATION_JOURS)
    with transaction.atomic():
        purge = PurgeJournal.objects.create(avant=avant, ouverte_le=maintenant, acteur_libelle=acteur.libelle)
        purge.nombre, _ = Trace.objects.filter(horodatage__lt=avant).delete()
        purge.achevee_le = timezone.now()
        purge.save(update_fields=["nombre", "achevee_le"])
        journaliser(acteur, "socle.purger_journal", details={"avant": avant.isoformat(), "nombre": purge.nombre})
    return purge


def marquer_faits_modifies(dispositif_ids: Iterable[int]) -> None:
    """Raise the version of the facts of these dispositifs; call it in the transaction of the writing itself."""
    for dispositif_id in sorted(set(dispositif_ids)):
        _, created = VersionFaits.objects.get_or_create(dispositif_id=dispositif_id)
        if not created:
            VersionFaits.objects.filter(dispositif_id=dispositif_id).update(numero=F("numero") + 1)
        transaction.on_commit(
            partial(faits_modifies.send, sender=VersionFaits, dispositif_id=dispositif_id), robust=True
        )
