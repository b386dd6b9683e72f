"""Journeys between places: kept in the box as soon as one end, or the young person, says secret."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from maillage.carte_de_vie.coffre import deposer_un_trajet, retirer_du_coffre
from maillage.carte_de_vie.domain.carte import Carte, Ressenti, TrajetVecu, noms_ecrits
from maillage.carte_de_vie.domain.erreurs import ErreurCarte
from maillage.carte_de_vie.domain.vocabulaire import MoyenTrajet
from maillage.carte_de_vie.models import LieuDeVie, TrajetDeVie
from maillage.carte_de_vie.selectors.acces import Porte, exiger_ecriture
from maillage.carte_de_vie.selectors.cartes import RESSENTI, CarteVue, lire_carte
from maillage.carte_de_vie.services.depot import LieuInconnu, serrure_de
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.services import journaliser

UN_JOUR = timedelta(days=1)


@dataclass(frozen=True)
class SaisieTrajet:
    """From where to where, how, with whom, how it feels (word, picture), since when; `secret`: for the young person alone."""

    de: str
    vers: str
    moyen: str = MoyenTrajet.PIED.value
    avec: str = ""
    mot: str = ""
    image: str = ""
    secret: bool = False
    depuis: date | None = None


@transaction.atomic
def ajouter_trajet(porte: Porte, *, saisie: SaisieTrajet, maintenant: datetime) -> TrajetVecu:
    """Draw a journey between two places that whoever draws sees."""
    le = timezone.localdate(maintenant)
    exiger_ecriture(porte, le=le)
    depuis = saisie.depuis or le
    if depuis > le:
        raise ErreurCarte("Cette date n'est pas encore là.", champ="depuis")
    carte = lire_carte(porte).carte.au(le)
    if saisie.de == saisie.vers:
        raise ErreurCarte("Choisissez deux lieux différents.", champ="vers")
    for champ, cle in (("de", saisie.de), ("vers", saisie.vers)):
        if carte.lieu(cle) is None:
            raise ErreurCarte("Ce lieu n'est plus sur la carte.", champ=champ)
    trajet = TrajetVecu(
        cle=nouvel_identifiant(),
        de=saisie.de,
        vers=saisie.vers,
        debut=depuis,
        moyen=MoyenTrajet(saisie.moyen),
        avec=noms_ecrits(saisie.avec),
        ressenti=Ressenti(depuis, saisie.mot.strip()[:40], saisie.image) if saisie.mot.strip() else None,
    )
    secret = (porte.moi and saisie.secret) or _touche_un_secret(carte, trajet)
    _ranger(porte, trajet, secret=secret)
    _tracer(porte, "ajouter_trajet", secret=secret)
    return trajet


@transaction.atomic
def finir_trajet(porte: Porte, cle: str, *, maintenant: datetime) -> None:
    """The journey is no longer made since today; it stays on the maps of before."""
    le = timezone.localdate(maintenant)
    exiger_ecriture(porte, le=le)
    trajet, vue = _trouver(porte, cle)
    if trajet.debut >= le:
        raise ErreurCarte("Ce trajet est arrivé aujourd'hui. Pour une erreur, effacez-le.")
    _dater(porte, trajet, le - UN_JOUR, secret=cle in vue.trajets_secrets)
    _tracer(porte, "finir_trajet", secret=cle in vue.trajets_secrets)


@transaction.atomic
def reprendre_trajet(porte: Porte, cle: str, *, maintenant: datetime) -> None:
    """The journey is made again, as if it had never ended."""
    exiger_ecriture(porte, le=timezone.localdate(maintenant))
    trajet, vue = _trouver(porte, cle)
    _dater(porte, trajet, None, secret=cle in vue.trajets_secrets)
    _tracer(porte, "reprendre_trajet", secret=cle in vue.trajets_secrets)


@transaction.atomic
def effacer_trajet(porte: Porte, cle: str, *, maintenant: datetime) -> None:
    """Erase a journey for ever."""
    exiger_ecriture(porte, le=timezone.localdate(maintenant))
    _, vue = _trouver(porte, cle)
    _oter(porte, cle)
    _tracer(porte, "effacer_trajet", secret=cle in vue.trajets_secrets)


def _dater(porte: Porte, trajet: TrajetVecu, fin: date | None, *, secret: bool) -> None:
    if secret:
        deposer_un_trajet(serrure_de(porte), replace(trajet, fin=fin))
    else:
        TrajetDeVie.objects.filter(cle=trajet.cle).update(fin=fin)


def _trouver(porte: Porte, cle: str) -> tuple[TrajetVecu, CarteVue]:
    vue = lire_carte(porte)
    trajet = next((un for un in vue.carte.trajets if un.cle == cle), None)
    if trajet is None:
        raise LieuInconnu(cle)
    return trajet, vue


def _touche_un_secret(carte: Carte, trajet: TrajetVecu) -> bool:
    bouts = (carte.lieu(trajet.de), carte.lieu(trajet.vers))
    return any(lieu is None or lieu.partage.secret for lieu in bouts)


def _ranger(porte: Porte, trajet: TrajetVecu, *, secret: bool) -> None:
    if secret:
        deposer_un_trajet(serrure_de(porte), trajet)
        return
    bouts = {lieu.cle: lieu for lieu in LieuDeVie.objects.filter(cle__in=(trajet.de, trajet.vers))}
    TrajetDeVie.objects.create(
        cle=trajet.cle,
        de=bouts[trajet.de],
        vers=bouts[trajet.vers],
        moyen=trajet.moyen.value,
        debut=trajet.debut,
        avec=list(trajet.avec),
        ressenti=RESSENTI.dump_python(trajet.ressenti, mode="json"),
    )


def _oter(porte: Porte, cle: str) -> None:
    TrajetDeVie.objects.filter(cle=cle).delete()
    if porte.moi:
        retirer_du_coffre(porte.jeune.pk, cle)


def _tracer(porte: Porte, acte: str, *, secret: bool) -> None:
    journaliser(
        porte.acteur,
        "carte_de_vie.ecrire_secret" if secret else f"carte_de_vie.{acte}",
        dispositif_id=porte.dispositif_id,
        jeune_id=porte.jeune.pk,
    )
