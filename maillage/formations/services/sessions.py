"""Sessions: a meeting of nature FORMATION opened with its first group, trainers, agreements for the evaluation at three months."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.formations.domain.erreurs import ErreurFormation
from maillage.formations.domain.vocabulaire import EtatBesoin
from maillage.formations.models import AccordSuite, BesoinFormation, Formation, SessionFormation
from maillage.formations.permissions import CONDUITE, exiger
from maillage.formations.services.ecriture import tracer
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import NatureRencontre
from maillage.rencontres.selectors import inscriptions_visibles
from maillage.rencontres.services import ajouter_seance, creer_rencontre
from maillage.socle.acteur import Acteur

Jours = Sequence[tuple[Any, Any, Any]]
"""Days of a group: day, from, to."""


@transaction.atomic
def ouvrir_session(
    acteur: Acteur,
    formation: Formation,
    champs: Mapping[str, Any],
    groupe: tuple[Mapping[str, Any], Jours],
    *,
    besoins: Collection[int] = (),
) -> SessionFormation:
    """Open a session with its first group and the needs it takes up; registrations open once its meeting is announced.

    `champs`: titre, inscriptions_jusqu_au, formateurs (keys); `groupe`: place of the first group (lieu, commune, places…), its days.
    """
    exiger(acteur, CONDUITE)
    if formation.retiree_le is not None:
        raise ErreurFormation("Cette formation n'est plus au catalogue.", champ="formation")
    lieu, jours = groupe
    try:
        rencontre = creer_rencontre(
            acteur,
            {
                "nature": NatureRencontre.FORMATION,
                "titre": champs["titre"],
                "theme": formation.libelle_thematique[:200],
                "presentation": formation.objectifs,
                "inscriptions_jusqu_au": champs["inscriptions_jusqu_au"],
            },
        )
        ajouter_seance(acteur, rencontre, lieu, jours)
    except ErreurRencontre as refus:
        raise ErreurFormation(refus.message, champ=refus.champ) from refus
    session = SessionFormation.objects.create(formation=formation, rencontre=rencontre)
    session.formateurs.set(champs["formateurs"])
    _reprendre(session, besoins)
    tracer(acteur, "ouvrir_session", session, formation=formation.identifiant, besoins=len(besoins))
    return session


@transaction.atomic
def choisir_formateurs(acteur: Acteur, session: SessionFormation, *, formateurs: Collection[int]) -> None:
    """Say who gives the session."""
    exiger(acteur, CONDUITE)
    session.formateurs.set(formateurs)
    tracer(acteur, "choisir_formateurs", session, nombre=len(formateurs))


@transaction.atomic
def reprendre_besoins(acteur: Acteur, session: SessionFormation, *, besoins: Collection[int]) -> int:
    """Say which needs the session answers, those already taken up included; return how many."""
    exiger(acteur, CONDUITE)
    lache = BesoinFormation.objects.filter(session=session).exclude(pk__in=besoins)
    lache.update(etat=EtatBesoin.EXPRIME, session=None)
    nombre = _reprendre(session, besoins)
    tracer(acteur, "reprendre_besoins", session, nombre=nombre)
    return nombre


def _reprendre(session: SessionFormation, besoins: Collection[int]) -> int:
    libres = BesoinFormation.objects.filter(pk__in=besoins).exclude(etat=EtatBesoin.ECARTE)
    nombre: int = libres.update(etat=EtatBesoin.REPRIS, session=session)
    return nombre


@transaction.atomic
def noter_accords(acteur: Acteur, session: SessionFormation, *, inscriptions: Collection[int]) -> int:
    """Write who agreed to be asked three months later, among those who came; an answer already given is never linked, nor lost."""
    exiger(acteur, CONDUITE)
    venues = inscriptions_visibles(acteur).filter(seance__rencontre_id=session.rencontre_id, emargements__isnull=False)
    possibles = set(venues.values_list("pk", flat=True))
    voulues = {int(cle) for cle in inscriptions} & possibles
    session.accords.filter(repondu=False).exclude(inscription_id__in=voulues).delete()
    deja = set(session.accords.values_list("inscription_id", flat=True))
    aujourd_hui = timezone.localdate()
    AccordSuite.objects.bulk_create(
        AccordSuite(session=session, inscription_id=cle, note_par=acteur.libelle[:200], note_le=aujourd_hui)
        for cle in sorted(voulues - deja)
    )
    tracer(acteur, "noter_accords", session, nombre=len(voulues))
    return len(voulues)
