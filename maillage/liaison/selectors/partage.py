"""From the token of a private link to the extract it opens; and what a dispositif knows of its links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import salted_hmac

from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.models import AccuseLecture, Envoi, LienPartenaire
from maillage.liaison.referentiels import destinataire as trouver_destinataire
from maillage.liaison.selectors.consentements import Recu, lire_envoi

SEL_JETON, SEL_CODE = "maillage.liaison.partage.jeton", "maillage.liaison.partage.code"


@dataclass(frozen=True)
class Partage:
    """What an open link shows: one extract and nothing else, with the readings already made."""

    lien: LienPartenaire
    recu: Recu
    destinataire: Destinataire
    dispositif: str
    lectures: list[datetime]


@dataclass(frozen=True)
class EtatLien:
    """The last link of an extract, as its sender sees it."""

    courriel: str
    expire_le: datetime
    ferme: bool
    lectures: list[datetime]


def etat_du_lien(envoi: Envoi) -> EtatLien | None:
    """Return where the last link of an extract went and every reading of it; None when it left another way. No query on a prefetched one."""
    liens = list(envoi.liens.all())
    if not liens:
        return None
    lectures = sorted(accuse.le for lien in liens for accuse in lien.accuses.all())
    return EtatLien(liens[-1].courriel, liens[-1].expire_le, liens[-1].ferme_le is not None, lectures)


def empreinte_du_jeton(jeton: str) -> str:
    """Return what is kept of a token: a hash keyed by the server, so that a guess teaches nothing, even by its time."""
    return salted_hmac(SEL_JETON, jeton, algorithm="sha256").hexdigest()


def empreinte_du_code(lien_id: int, code: str) -> str:
    """Return what is kept of a code: a hash keyed by the server, tied to its link."""
    return salted_hmac(SEL_CODE, f"{lien_id}:{code}", algorithm="sha256").hexdigest()


def lien_vivant(jeton: str, *, maintenant: datetime) -> LienPartenaire | None:
    """Return the open link of a token, None for a wrong, closed or expired one (1 query)."""
    vivants = LienPartenaire.objects.filter(
        jeton=empreinte_du_jeton(jeton), ferme_le__isnull=True, expire_le__gt=maintenant
    )
    return vivants.select_related("envoi__fiche__jeune", "envoi__fiche__dispositif").first()


def lire_partage(jeton: str, *, maintenant: datetime) -> Partage | None:
    """Return what an open link shows; None otherwise (2 queries). The caller has checked that a code was given."""
    lien = lien_vivant(jeton, maintenant=maintenant)
    destinataire = trouver_destinataire(lien.envoi.destinataire) if lien else None
    if lien is None or destinataire is None:
        return None
    return Partage(
        lien=lien,
        recu=lire_envoi(lien.envoi),
        destinataire=destinataire,
        dispositif=lien.envoi.fiche.dispositif.nom,
        lectures=list(AccuseLecture.objects.filter(lien__envoi=lien.envoi).order_by("le").values_list("le", flat=True)),
    )
