"""What a young person, a parent or a representative reads with their own account: the sheets issued, what is asked, until when.

The right is a capacity held today (`acteur.qualites_pour`), never a section of the rights table; a draft is never shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from maillage.liaison.domain.comptes import SignataireConnu, signataire_du_compte
from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.domain.etats import Acte, EtatFiche
from maillage.liaison.models import FicheLiaison, Signataire
from maillage.liaison.referentiels import qualites
from maillage.liaison.selectors.consentements import CaseConsentement, matrice_du_jeune
from maillage.liaison.selectors.fiche import FicheLue, completes, decrire
from maillage.liaison.selectors.rejeu import Replay, rejouer
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser_lecture

__all__ = [
    "CaseConsentement",
    "DemandeFamille",
    "Destinataire",
    "FicheFamille",
    "Replay",
    "accords_du_compte",
    "demandes_a_la_famille",
    "fiche_du_compte",
    "fiches_du_compte",
    "lire_par_compte",
    "recu_par_compte",
    "signataire_de",
]


@dataclass(frozen=True)
class FicheFamille:
    """A sheet as its family sees it on a day. `lue` holds the words, the steps, the recipients, the effects on rights (`lue.droits()`)."""

    lue: FicheLue
    signataire: Signataire | None
    """The signatory that this account is, None when it signs nothing."""
    peut_repondre: bool
    peut_se_retirer: bool
    peut_observer: bool

    @property
    def fiche(self) -> FicheLiaison:
        return self.lue.fiche

    @property
    def dernier_jour(self) -> date | None:
        """The last day of the period: withdrawing is possible that whole day."""
        return self.fiche.fin_delai


@dataclass(frozen=True)
class DemandeFamille:
    """What is asked of, or open to, the family about a sheet: `genre` is REPONDRE or RETRACTER; `jusqu_au` the last day (None: no term)."""

    genre: str
    fiche: str
    jeune_id: int
    dispositif: str
    change: str
    jusqu_au: date | None


def fiches_du_compte(acteur: Acteur, jeune_id: int, *, le: date) -> list[FicheFamille]:
    """Return the sheets issued about a young person, latest first, empty for someone who is not, nor represents, them (6 queries)."""
    if not acteur.qualites_pour(jeune_id):
        return []
    return [_pour_la_famille(acteur, fiche, le) for fiche in _emises(jeune_id)]


def demandes_a_la_famille(acteur: Acteur, jeune_id: int, *, le: date) -> list[DemandeFamille]:
    """Return what this account may do now about the sheets: answer first, then withdraw (same queries)."""
    fiches = fiches_du_compte(acteur, jeune_id, le=le)
    a_repondre = [_demande("REPONDRE", une, None) for une in fiches if une.peut_repondre]
    return [*a_repondre, *(_demande("RETRACTER", une, une.dernier_jour) for une in fiches if une.peut_se_retirer)]


def lire_par_compte(acteur: Acteur, identifiant: str, *, le: date) -> FicheFamille:
    """Read one sheet and journal the reading. Raises FicheLiaison.DoesNotExist for a draft, or for someone else's young person."""
    fiche = fiche_du_compte(acteur, identifiant)
    journaliser_lecture(
        acteur, "liaison.lire_fiche_par_compte", jeune_id=fiche.jeune_id, dispositif_id=fiche.dispositif_id
    )
    return _pour_la_famille(acteur, fiche, le)


def fiche_du_compte(acteur: Acteur, identifiant: str) -> FicheLiaison:
    """Return a sheet issued about someone the account is or represents; raises FicheLiaison.DoesNotExist."""
    fiche = _completes(FicheLiaison.objects.filter(identifiant=identifiant, emission__isnull=False)).get()
    if not acteur.qualites_pour(fiche.jeune_id):
        raise FicheLiaison.DoesNotExist
    return fiche


def signataire_de(acteur: Acteur, fiche: FicheLiaison) -> Signataire | None:
    """Return the required signatory that this account is on a sheet read by `fiche_du_compte`."""
    signataires = {un.pk: un for un in fiche.signataires.all() if un.requis}
    trouve = signataire_du_compte(
        [SignataireConnu(un.pk, un.nom, un.qualite, _compte(un)) for un in signataires.values()],
        compte_id=acteur.identifiant,
        nom=acteur.libelle,
        qualites=acteur.qualites_pour(fiche.jeune_id),
    )
    return signataires[trouve.cle] if trouve else None


def accords_du_compte(
    acteur: Acteur, jeune_id: int, dispositif_id: int, *, au: datetime
) -> list[tuple[Destinataire, list[CaseConsentement]]]:
    """Return the matrix of consents of a young person at a moment; empty for a stranger."""
    if not acteur.qualites_pour(jeune_id):
        return []
    return matrice_du_jeune(jeune_id, dispositif_id, au=au)


def recu_par_compte(
    acteur: Acteur, jeune_id: int, dispositif_id: int, destinataire: Destinataire, *, au: datetime
) -> Replay | None:
    """« Qu'a reçu l'école ? »: what a recipient could see and had received at a moment; None for a stranger. The caller journals the reading."""
    if not acteur.qualites_pour(jeune_id):
        return None
    return rejouer(jeune_id, dispositif_id, destinataire, au=au)


def _emises(jeune_id: int) -> QuerySet[FicheLiaison]:
    return _completes(FicheLiaison.objects.filter(jeune_id=jeune_id, emission__isnull=False))


def _completes(fiches: QuerySet[FicheLiaison]) -> QuerySet[FicheLiaison]:
    return completes(fiches).select_related("jeune", "dispositif", "retractation", "saisine", "suite_de")


def _pour_la_famille(acteur: Acteur, fiche: FicheLiaison, le: date) -> FicheFamille:
    lue, signataire = decrire(fiche, le=le), signataire_de(acteur, fiche)
    decide = any(qualites()[code].requise for code in acteur.qualites_pour(fiche.jeune_id) if code in qualites())
    return FicheFamille(
        lue=lue,
        signataire=signataire,
        peut_repondre=lue.etat is EtatFiche.EN_ATTENTE_SIGNATURE and signataire is not None and not signataire.reponse,
        peut_se_retirer=decide and lue.etat is EtatFiche.EN_DELAI_RETRACTATION and Acte.RETRACTER.value in lue.actes,
        peut_observer=lue.observable,
    )


def _demande(genre: str, une: FicheFamille, jusqu_au: date | None) -> DemandeFamille:
    fiche = une.fiche
    return DemandeFamille(
        genre, fiche.identifiant, fiche.jeune_id, fiche.contenu.get("dispositif", ""), une.lue.change, jusqu_au
    )


def _compte(signataire: Signataire) -> int | None:
    return signataire.compte.compte_id if hasattr(signataire, "compte") else None
