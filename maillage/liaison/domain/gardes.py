"""Guards: what must hold for an act on a sheet, said in words when it does not. The services and the random plays ask the same ones."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.etats import LIBELLES_ETATS, Acte, EtatFiche, etat_du_jour, franchir
from maillage.liaison.domain.horloge import premier_jour_d_envoi
from maillage.socle.domain.typographie import ecrire_jour_annee

REPONSES_ATTENDUES = frozenset({EtatFiche.EN_ATTENTE_SIGNATURE})


@dataclass(frozen=True)
class Dossier:
    """What the guards look at: state, dates, recipients called for and already served."""

    etat: EtatFiche
    emission: date | None = None
    signature: date | None = None
    fin_delai: date | None = None
    appeles: frozenset[str] = frozenset()
    servis: frozenset[str] = frozenset()

    def au(self, le: date) -> EtatFiche:
        return etat_du_jour(self.etat, self.fin_delai, le)


def verifier_reponse(dossier: Dossier, *, requis: bool, deja: str, le: date, aujourd_hui: date) -> None:
    """Refuse an answer that is not awaited, already given, or dated outside [proposal, today]."""
    if dossier.etat not in REPONSES_ATTENDUES:
        raise ErreurLiaison(f"Aucune réponse n'est attendue : la fiche est « {LIBELLES_ETATS[dossier.etat].lower()} ».")
    if deja:
        raise ErreurLiaison("Cette personne a déjà répondu. Une réponse ne se corrige pas : annulez la fiche.")
    if not requis:
        raise ErreurLiaison("Cette personne n'est pas de celles qui doivent signer : notez son avis dans la fiche.")
    _verifier_jour(le, dossier.emission, aujourd_hui, champ="le")


def verifier_retractation(dossier: Dossier, *, le: date, aujourd_hui: date) -> None:
    """Refuse a withdrawal outside [signature, last day of the period], or once something has left."""
    franchir(dossier.au(aujourd_hui), Acte.RETRACTER)
    if dossier.servis:
        raise ErreurLiaison("Un destinataire a déjà reçu la fiche : préparez-en une nouvelle, ou saisissez la CDAPH.")
    _verifier_jour(le, dossier.signature, aujourd_hui, champ="le")
    if dossier.fin_delai is not None and le > dossier.fin_delai:
        raise ErreurLiaison(
            f"Le délai s'est terminé le {ecrire_jour_annee(dossier.fin_delai)}. "
            "Préparez une nouvelle fiche, ou saisissez la CDAPH.",
            champ="le",
        )


def verifier_envoi(dossier: Dossier, destinataire: str, *, aujourd_hui: date) -> None:
    """Refuse to send before the end of the period, to someone the change does not call for, or twice."""
    if dossier.signature is None or dossier.fin_delai is None:
        raise ErreurLiaison("Rien ne part sans la signature de toutes les personnes requises.")
    if dossier.au(aujourd_hui) == EtatFiche.EN_DELAI_RETRACTATION:
        depart = ecrire_jour_annee(premier_jour_d_envoi(dossier.fin_delai))
        raise ErreurLiaison(f"Le délai de rétractation court encore. La fiche peut partir à partir du {depart}.")
    if destinataire not in dossier.appeles:
        raise ErreurLiaison("Ce changement n'appelle pas d'envoi à ce destinataire.")
    if destinataire in dossier.servis:
        raise ErreurLiaison("Ce destinataire a déjà reçu la fiche.")
    franchir(dossier.au(aujourd_hui), Acte.TRANSMETTRE)


def tout_est_parti(appeles: Collection[str], servis: Collection[str]) -> bool:
    """Tell whether every recipient called for has been served."""
    return set(appeles) <= set(servis)


def verifier_anticipation(effet: date, fin_delai: date | None, motif: str) -> None:
    """A change before the end of the period asks for a reason (whether the law allows it is not settled)."""
    if fin_delai is not None and effet <= fin_delai and not motif.strip():
        raise ErreurLiaison(
            "La date d'effet vient avant la fin du délai de rétractation : écrivez pourquoi.",
            champ="motif_anticipation",
        )


def _verifier_jour(le: date, plancher: date | None, plafond: date, *, champ: str) -> None:
    if le > plafond:
        raise ErreurLiaison("Cette date est dans l'avenir. Vérifiez-la.", champ=champ)
    if plancher is not None and le < plancher:
        raise ErreurLiaison(f"Cette date vient avant le {ecrire_jour_annee(plancher)}. Vérifiez-la.", champ=champ)
