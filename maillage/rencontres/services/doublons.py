"""The same person twice: put together by hand, or said to be two people."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import EtatInscription
from maillage.rencontres.models import Attente, AttestationRencontre, DoublonEcarte, Inscription
from maillage.rencontres.permissions import RENCONTRES, exiger
from maillage.rencontres.services.ecriture import prendre_seance, tracer
from maillage.rencontres.services.places import donner_les_places
from maillage.socle.acteur import Acteur


@transaction.atomic
def fusionner(acteur: Acteur, garder: Inscription, retirer: Inscription) -> Inscription:
    """Make one registration of two of a meeting: the kept one takes the place, the older arrival, the presences and the expectation of the other."""
    exiger(acteur, RENCONTRES)
    if garder.pk == retirer.pk or garder.seance.rencontre_id != retirer.seance.rencontre_id:
        raise ErreurRencontre("Ces deux inscriptions ne sont pas de la même rencontre.")
    for cle in sorted({garder.seance_id, retirer.seance_id}):
        prendre_seance(cle)
    garder, retirer = (
        Inscription.objects.select_related("seance__rencontre").get(pk=une.pk) for une in (garder, retirer)
    )
    meme_date = garder.seance_id == retirer.seance_id
    if not meme_date and retirer.emargements.exists():
        raise ErreurRencontre("Une présence est notée à l'autre date : gardez l'inscription de cette date.")
    placee = meme_date and retirer.etat == EtatInscription.INSCRIT
    _completer(garder, retirer)
    retirer.etat, retirer.annulee_le = EtatInscription.ANNULE, timezone.now()
    retirer.annulee_par = f"réunie avec {garder.identifiant}"
    retirer.save()
    if meme_date:
        garder.arrivee_le = min(garder.arrivee_le, retirer.arrivee_le)
        _reprendre_les_presences(garder, retirer)
    if placee and garder.etat != EtatInscription.INSCRIT:
        garder.etat, garder.place_le = EtatInscription.INSCRIT, timezone.now()
    garder.save()
    tracer(acteur, "fusionner", garder, retiree=retirer.identifiant)
    for une in {garder.seance_id: garder.seance, retirer.seance_id: retirer.seance}.values():
        donner_les_places(acteur, une)
    return garder


def _completer(garder: Inscription, retirer: Inscription) -> None:
    for champ in ("courriel", "fonction", "structure"):
        if not getattr(garder, champ):
            setattr(garder, champ, getattr(retirer, champ))
    if not Attente.objects.filter(inscription=garder).exists():
        Attente.objects.filter(inscription=retirer).update(inscription=garder)


def _reprendre_les_presences(garder: Inscription, retirer: Inscription) -> None:
    deja = set(garder.emargements.values_list("jour_id", "demi_journee"))
    for presence in retirer.emargements.all():
        if (presence.jour_id, presence.demi_journee) in deja:
            presence.delete()
        else:
            presence.inscription = garder
            presence.save(update_fields=["inscription"])
    AttestationRencontre.objects.filter(inscription__in=[garder, retirer]).delete()


@transaction.atomic
def ecarter_doublon(acteur: Acteur, une: Inscription, autre: Inscription) -> None:
    """Note that two registrations that look alike are two people: they are not shown again."""
    exiger(acteur, RENCONTRES)
    premiere, seconde = sorted((une, autre), key=lambda inscription: inscription.pk)
    DoublonEcarte.objects.get_or_create(une=premiere, autre=seconde)
    tracer(acteur, "ecarter_doublon", premiere, autre=seconde.identifiant)
