"""A planned week copied to the next school term, in one block that can be undone."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import transaction

from maillage.agenda.domain.copie import CopieAVoir
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.heures import vers_local
from maillage.agenda.domain.recurrence import CODES_JOURS
from maillage.agenda.models import Evenement, ParticipationJeune, ParticipationPro, Reservation, Serie
from maillage.agenda.selectors.copie import ApercuCopie, DemandeCopie, apercu_de_copie
from maillage.agenda.selectors.empechements import Prevu
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.ecriture import COPIES, Resultat, exiger_ecriture, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_compte, ecrire_periode


@transaction.atomic
def copier_periode(
    acteur: Acteur, dispositif: Any, *, demande: DemandeCopie, accord: str | None = None
) -> Resultat[list[Evenement]]:
    """Write each événement of the model week every week of the term, as a series of its own, planned, with its people and resources.

    Raise CopieAVoir unless `accord` is the checksum of the preview; it can be undone for a day, in one block.
    """
    exiger_ecriture(acteur, dispositif)
    apercu = apercu_de_copie(acteur, dispositif, demande)
    if accord != apercu.empreinte:
        raise CopieAVoir(apercu.plan, apercu.genes)
    if not apercu.prevus:
        raise ErreurAgenda("Rien de nouveau à écrire : tout est déjà dans l'agenda, ou sauté.")
    registre = Registre(acteur, dispositif, "copier_periode")
    series, evenements = _ecrire(dispositif, demande, apercu)
    registre.creer(*series, *evenements)
    malgre = sorted({gene.nature.value for gene in apercu.genes})
    tracer(acteur, registre.acte, evenements, malgre=malgre)
    copies = ecrire_compte(len(evenements), "événement écrit", "événements écrits")
    quand = ecrire_periode(demande.periode.debut, demande.periode.fin)
    return Resultat(evenements, f"{copies} {quand}.", registre.clore())


def _ecrire(dispositif: Any, demande: DemandeCopie, apercu: ApercuCopie) -> tuple[list[Serie], list[Evenement]]:
    par_modele: dict[int, list[Prevu]] = defaultdict(list)
    for prevu in apercu.prevus:
        par_modele[prevu.lieu.pk].append(prevu)
    series = {cle: _serie(dispositif, demande, siens) for cle, siens in par_modele.items()}
    Serie.objects.bulk_create(series.values(), batch_size=500)
    evenements = [_evenement(dispositif, prevu, series[prevu.lieu.pk]) for prevu in apercu.prevus]
    Evenement.objects.bulk_create(evenements, batch_size=500)
    paires = list(zip(evenements, apercu.prevus, strict=True))
    ParticipationJeune.objects.bulk_create(
        [ParticipationJeune(evenement=e, jeune_id=cle) for e, prevu in paires for cle in sorted(prevu.jeunes)],
        batch_size=500,
    )
    ParticipationPro.objects.bulk_create(
        [ParticipationPro(evenement=e, professionnel_id=cle) for e, prevu in paires for cle in sorted(prevu.pros)],
        batch_size=500,
    )
    Reservation.objects.bulk_create(
        [Reservation(evenement=e, ressource_id=cle) for e, prevu in paires for cle in sorted(prevu.ressources)],
        batch_size=500,
    )
    return list(series.values()), evenements


def _serie(dispositif: Any, demande: DemandeCopie, prevus: list[Prevu]) -> Serie:
    premiere = min(prevus, key=lambda prevu: prevu.debut)
    jour = CODES_JOURS[vers_local(premiere.debut).weekday()]
    return Serie(
        dispositif_id=dispositif.pk,
        regle=f"FREQ=WEEKLY;BYDAY={jour}",
        premiere=premiere.debut,
        duree_minutes=int((premiere.fin - premiere.debut).total_seconds() // 60),
        jusqu_au=demande.periode.fin,
    )


def _evenement(dispositif: Any, prevu: Prevu, serie: Serie) -> Evenement:
    valeurs = {champ: getattr(prevu.lieu, champ) for champ in COPIES}
    return Evenement(dispositif_id=dispositif.pk, debut=prevu.debut, fin=prevu.fin, serie=serie, **valeurs)
