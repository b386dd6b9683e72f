"""The protected table of now, computed once for the same sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from maillage.activite.selectors.retours import contenus_figes
from maillage.pilotage.domain.publics import SEUILS, Public
from maillage.pilotage.domain.registre import Precedent
from maillage.pilotage.domain.retours import Retour, Selection, retenir
from maillage.pilotage.lecture import interpreter_retour
from maillage.pilotage.models import Publication, TableauCalcule
from maillage.pilotage.protection import ProtectionImpossibleError
from maillage.pilotage.publie import cellules_masquees
from maillage.pilotage.restitution import Restitution, etablir, secret_du_registre
from maillage.pilotage.selectors import (
    Choix,
    Sources,
    lire_sources,
    lire_toutes_les_sources,
    tableau_garde,
    tableaux_gardes,
)


def tableau_a_jour(choix: Choix) -> TableauCalcule:
    """Return the table that these returns and the releases of the period allow today, kept or computed.

    Same functions as `maillage restituer`. Every earlier release of the period is a `--precedent`, and so is the table of the lowest
    threshold: whoever reads both must not find in one what the other hides.
    Raises ProtectionImpossibleError when no safe table exists.
    """
    sources = lire_sources(choix)
    return tableau_garde(sources.empreinte) or _garder(sources, *_calculer(sources))


def tableaux_a_jour(tous: Sequence[Choix]) -> dict[Choix, TableauCalcule]:
    """Return the same tables for several choices (four queries when they are kept); one that holds no return, or has no safe form, is left out."""
    sources = lire_toutes_les_sources(tous)
    gardes = tableaux_gardes([lues.empreinte for lues in sources])
    tableaux = {
        lues.choix: gardes.get(lues.empreinte) or _garder_si_possible(lues) for lues in sources if lues.derniers
    }
    return {choix: tableau for choix, tableau in tableaux.items() if tableau is not None and tableau.retours}


def _garder_si_possible(sources: Sources) -> TableauCalcule | None:
    try:
        return _garder(sources, *_calculer(sources))
    except ProtectionImpossibleError:
        return None


def _calculer(sources: Sources) -> tuple[Selection, Restitution]:
    choix = sources.choix
    derniers = _lire_retours(sources)
    selection = retenir(derniers, regles=choix.regles, periode=choix.periode)
    precedents = [*_publies(sources), *_du_seuil_le_plus_bas(choix, selection)]
    secret = secret_du_registre(
        choix.seuil, precedents, attendus=sources.attendus, selection=selection, derniers=derniers
    )
    return selection, etablir(sources.attendus, selection, secret)


@transaction.atomic
def _garder(sources: Sources, selection: Selection, etablie: Restitution) -> TableauCalcule:
    choix = sources.choix
    perimes = TableauCalcule.objects.filter(periode=choix.periode, regles=choix.regles, public=choix.public)
    perimes.filter(seuil=choix.seuil).exclude(sources=sources.empreinte).delete()
    tableau, _ = TableauCalcule.objects.get_or_create(
        sources=sources.empreinte,
        defaults={
            "periode": choix.periode,
            "regles": choix.regles,
            "public": choix.public,
            "seuil": choix.seuil,
            "contenu": etablie.texte().encode(),
            "retours": _revisions(sources, selection),
            "exclus": [[exclusion.dispositif_id, exclusion.motif] for exclusion in selection.exclus],
        },
    )
    return tableau


def _lire_retours(sources: Sources) -> Sequence[Retour]:
    par_pk = {revision.pk: (attendu, revision.numero) for attendu, revision in sources.derniers}
    return [interpreter_retour(octets, *par_pk[pk]) for pk, octets in contenus_figes(par_pk)]


def _du_seuil_le_plus_bas(choix: Choix, selection: Selection) -> list[Precedent]:
    plus_bas = replace(choix, public=Public.RESTREINT, seuil=SEUILS[Public.RESTREINT])
    if choix.seuil == plus_bas.seuil:
        return []
    revisions = {retour.attendu.dispositif_id: retour.revision for retour in selection.retenus}
    return [Precedent(cellules_masquees(bytes(tableau_a_jour(plus_bas).contenu)), revisions)]


def _publies(sources: Sources) -> list[Precedent]:
    tableaux = Publication.objects.filter(pk__in=[publication.pk for publication in sources.anterieures])
    return [
        Precedent(
            caches=cellules_masquees(bytes(publication.tableau)),
            revisions={retour["dispositif"]: retour["revision"] for retour in publication.retours},
        )
        for publication in tableaux.order_by("numero")
    ]


def _revisions(sources: Sources, selection: Selection) -> list[dict[str, str | int]]:
    gardes = {retour.attendu.dispositif_id for retour in selection.retenus}
    return [
        {"dispositif": attendu.dispositif_id, "revision": revision.numero, "empreinte": revision.empreinte}
        for attendu, revision in sources.derniers
        if attendu.dispositif_id in gardes
    ]
