"""The replay: what a recipient could see at a moment, what it had received by then, and the proof that both agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from maillage.liaison.domain.consentement import AccordDate, derniers_accords
from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.domain.extrait import empreinte
from maillage.liaison.models import Envoi, LienPartenaire
from maillage.liaison.referentiels import modele_courant
from maillage.liaison.selectors.consentements import Recu, accords_du_jeune, lire_envoi
from maillage.liaison.selectors.extraits import octets_de_l_extrait


@dataclass(frozen=True)
class Visible:
    """A field open to a recipient at a moment: by the text, or by an agreement with its date and its author."""

    libelle: str
    accord: AccordDate | None


@dataclass(frozen=True)
class RecuRejoue:
    """An extract as it left, when it was read through its link, and the hash that the same sheet and the agreements of that moment give again."""

    recu: Recu
    lectures: list[datetime]
    empreinte_rejouee: str

    @property
    def identique(self) -> bool:
        """Tell whether the replay gives the very bytes that left."""
        return self.recu.intact and self.empreinte_rejouee == self.recu.envoi.empreinte


@dataclass(frozen=True)
class Replay:
    """What a recipient could see at a moment, and what it had received by then."""

    destinataire: Destinataire
    au: datetime
    visibles: list[Visible]
    rejoues: list[RecuRejoue]

    @property
    def recus(self) -> list[Recu]:
        return [un.recu for un in self.rejoues]


def rejouer(jeune_id: int, dispositif_id: int, destinataire: Destinataire, *, au: datetime) -> Replay:
    """Return what a recipient could see and had received at a moment (6 queries at most)."""
    accords = accords_du_jeune(jeune_id, dispositif_id)
    liens = Prefetch("liens", LienPartenaire.objects.prefetch_related("accuses"))
    envois = Envoi.objects.filter(
        fiche__jeune_id=jeune_id, fiche__dispositif_id=dispositif_id, destinataire=destinataire.code, le__lte=au
    )
    lus = envois.select_related("fiche").prefetch_related("fiche__observations", "fiche__signataires", liens)
    return Replay(
        destinataire=destinataire,
        au=au,
        visibles=_visibles(destinataire, accords, au),
        rejoues=[_rejouer(envoi, destinataire, accords, au) for envoi in lus],
    )


def _rejouer(envoi: Envoi, destinataire: Destinataire, accords: list[AccordDate], au: datetime) -> RecuRejoue:
    lectures = sorted(accuse.le for lien in envoi.liens.all() for accuse in lien.accuses.all() if accuse.le <= au)
    octets = octets_de_l_extrait(envoi.fiche, destinataire, au=envoi.le, accords=accords)
    return RecuRejoue(lire_envoi(envoi), lectures, empreinte(octets))


def _visibles(destinataire: Destinataire, accords: list[AccordDate], au: datetime) -> list[Visible]:
    derniers = derniers_accords(accords, au)
    formulaire = modele_courant(timezone.localdate(au))
    de_droit = destinataire.champs_de_droit(formulaire.codes())
    ouverts = {
        champ: accord
        for (code, champ), accord in derniers.items()
        if code == destinataire.code and accord.accorde and champ in destinataire.sur_accord
    }
    return [
        Visible(champ.libelle, None if champ.code in de_droit else ouverts[champ.code])
        for champ in formulaire.champs
        if champ.code in de_droit or champ.code in ouverts
    ]
