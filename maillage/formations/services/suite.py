"""The evaluation at three months: a private link to each one who agreed, an answer kept apart from who gives it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from maillage.formations import referentiels
from maillage.formations.domain.erreurs import ErreurFormation
from maillage.formations.domain.vocabulaire import NOTES
from maillage.formations.models import AccordSuite, EvaluationDistance, SessionFormation
from maillage.formations.permissions import CONDUITE, exiger
from maillage.formations.services.ecriture import poser, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_lot

SEL = "maillage.formations.accord"
LONGUEUR = 32
NATURE = "FORMATION"


def jeton_de(accord: AccordSuite) -> str:
    """Return the token of a private link: an identifier and its signature, never kept."""
    return f"{accord.identifiant}.{salted_hmac(SEL, accord.identifiant, algorithm='sha256').hexdigest()[:LONGUEUR]}"


def jeton_valide(accord: AccordSuite, jeton: str) -> bool:
    return constant_time_compare(jeton, jeton_de(accord))


def ouverte(accord: AccordSuite, *, le: dt.date) -> bool:
    """Tell whether the link still answers."""
    fin = accord.session.rencontre.dernier_jour
    return fin is not None and referentiels.reglages(le).encore_ouverte(fin, le)


@transaction.atomic
def demander_suite(acteur: Acteur, session: SessionFormation) -> int:
    """Write, once each, to those who came and agreed; return how many mails were written."""
    exiger(acteur, CONDUITE)
    aujourd_hui = timezone.localdate()
    if session.rencontre.dernier_jour is None or session.rencontre.dernier_jour >= aujourd_hui:
        raise ErreurFormation("Cette session n'est pas encore finie.")
    accords = session.accords.filter(repondu=False).exclude(inscription__courriel="").select_related("inscription")
    envois = [(accord.inscription.courriel, _mots(session, accord)) for accord in accords]
    if not envois:
        raise ErreurFormation(
            "Personne n'a encore donné son accord, ou aucun courriel n'est connu : notez les accords d'abord."
        )
    lot = deposer_lot(
        cle=f"formations:suite:{session.identifiant}",
        libelle=f"Évaluation à trois mois : {session.rencontre.titre}"[:200],
        gabarit="formations/suite",
        envois=envois,
        nature=NATURE,
        acteur=acteur,
    )
    session.suite_envoyee_le = aujourd_hui
    session.save(update_fields=["suite_envoyee_le"])
    nombre = int(lot.courriels.count())
    tracer(acteur, "demander_suite", session, courriels=nombre)
    return nombre


def _mots(session: SessionFormation, accord: AccordSuite) -> dict[str, object]:
    page = f"{settings.ADRESSE_PUBLIQUE}{reverse('formations:avis', args=[jeton_de(accord)])}"
    return {
        "titre": session.formation.titre,
        "notes": [(libelle, f"{page}?note={note}") for note, libelle in NOTES.items()],
    }


def demander_les_suites(acteur: Acteur, *, le: dt.date) -> int:
    """Ask for the evaluation of every session that ended long enough ago, once; return how many mails were written."""
    limite = referentiels.reglages(le).fini_avant(le)
    dues = SessionFormation.objects.filter(
        suite_envoyee_le__isnull=True,
        rencontre__dernier_jour__lte=limite,
        accords__repondu=False,
        accords__inscription__courriel__gt="",
    )
    nombre = 0
    for session in list(dues.distinct().select_related("formation", "rencontre")):
        if session.rencontre.dernier_jour and referentiels.reglages(le).encore_ouverte(
            session.rencontre.dernier_jour, le
        ):
            nombre += demander_suite(acteur, session)
    return nombre


@transaction.atomic
def repondre_suite(accord: AccordSuite, *, note: int, texte: str) -> None:
    """Keep an answer apart from who gives it. The journal says nothing of it: a moment beside a name would undo the anonymity."""
    pris = AccordSuite.objects.select_for_update().get(pk=accord.pk)
    if pris.repondu:
        raise ErreurFormation("Votre réponse est déjà enregistrée : merci.")
    if not ouverte(accord, le=timezone.localdate()):
        raise ErreurFormation("Le temps de répondre est passé.")
    pris.repondu = True
    pris.save(update_fields=["repondu"])
    poser(EvaluationDistance(session_id=pris.session_id), {"note": note, "texte": texte.strip()})
