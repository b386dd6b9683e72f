"""Événements in short, by public identifier: what the pages of the count show of the facts behind a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from maillage.agenda.domain.heures import vers_local
from maillage.agenda.models import Evenement, ParticipationJeune, ParticipationPro

PAR_REQUETE = 500
"""Identifiers per query, under the limits of parameters of both engines."""


@dataclass(frozen=True)
class ResumeEvenement:
    """`debut` and `fin` are local and naive; people are named in alphabetical order."""

    identifiant: str
    titre: str
    debut: dt.datetime
    fin: dt.datetime
    statut: str
    jeunes: tuple[str, ...]
    pros: tuple[str, ...]


def resumes_par_identifiant(dispositif_id: int, identifiants: Collection[str]) -> dict[str, ResumeEvenement]:
    """Return what each événement of the dispositif is, keyed by identifier; unknown ones are left out (3 queries per 500)."""
    resumes: dict[str, ResumeEvenement] = {}
    for lot in _par_lots(sorted(set(identifiants))):
        evenements = list(Evenement.objects.filter(dispositif_id=dispositif_id, identifiant__in=lot))
        cles = [evenement.pk for evenement in evenements]
        jeunes = _noms(
            ParticipationJeune.objects.filter(evenement__in=cles)
            .order_by("jeune__nom", "jeune__prenom")
            .values_list("evenement_id", "jeune__prenom", "jeune__nom")
        )
        pros = _noms(
            ParticipationPro.objects.filter(evenement__in=cles)
            .order_by("professionnel__nom", "professionnel__prenom")
            .values_list("evenement_id", "professionnel__prenom", "professionnel__nom")
        )
        resumes.update({evenement.identifiant: _resume(evenement, jeunes, pros) for evenement in evenements})
    return resumes


def _resume(evenement: Evenement, jeunes: Mapping[int, list[str]], pros: Mapping[int, list[str]]) -> ResumeEvenement:
    return ResumeEvenement(
        identifiant=evenement.identifiant,
        titre=str(evenement),
        debut=vers_local(evenement.debut),
        fin=vers_local(evenement.fin),
        statut=evenement.get_statut_display(),
        jeunes=tuple(jeunes.get(evenement.pk, ())),
        pros=tuple(pros.get(evenement.pk, ())),
    )


def _noms(lignes: Iterable[tuple[int, str, str]]) -> dict[int, list[str]]:
    noms: dict[int, list[str]] = {}
    for cle, prenom, nom in lignes:
        noms.setdefault(cle, []).append(f"{prenom} {nom}")
    return noms


def _par_lots(identifiants: list[str]) -> Iterable[list[str]]:
    return (identifiants[i : i + PAR_REQUETE] for i in range(0, len(identifiants), PAR_REQUETE))
