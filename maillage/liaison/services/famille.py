"""What the young person and those who represent them do themselves, with their own account: answer, withdraw, remark, consent.

The right is not a section but a capacity (`acteur.qualites_pour`), the one that the law asks for on that day (CASF D. 312-10-20).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.models import Consentement, FicheLiaison, Observation, Signataire
from maillage.liaison.referentiels import qualites
from maillage.liaison.selectors.famille import fiche_du_compte, signataire_de
from maillage.liaison.services.accord import Reponse, Retrait, noter_observation, repondre, retirer_l_accord
from maillage.liaison.services.consentement import fixer_consentement
from maillage.liaison.services.ecriture import jour_de, tracer_refus
from maillage.socle.acteur import Acteur

EN_LIGNE = "EN_LIGNE"


def repondre_par_compte(
    acteur: Acteur,
    *,
    fiche: str,
    reponse: str,
    empreinte: str,
    maintenant: datetime,
    commentaire: str = "",
    dessin: str = "",
) -> Signataire:
    """Sign (reponse="ACCORD") or refuse ("DESACCORD") the sheet of that identifier. `empreinte` is the hash of the text that the page showed.

    Raises FicheLiaison.DoesNotExist when the sheet is not this person's to read, ErreurLiaison (journaled) when they are not a required
    signatory, have answered, or read another text.
    """
    lue = fiche_du_compte(acteur, fiche)
    signataire = signataire_de(acteur, lue)
    if signataire is None:
        tracer_refus(acteur, "repondre_par_compte", lue)
        raise ErreurLiaison(
            "Vous n'êtes pas parmi les personnes qui signent cette fiche. Demandez au coordonnateur de relier votre compte."
        )
    if empreinte != lue.empreinte:
        tracer_refus(acteur, "repondre_par_compte", lue, signataire=signataire.pk)
        raise ErreurLiaison("Le texte affiché n'est pas celui de la fiche. Rechargez la page et relisez-la.")
    dit = Reponse(reponse, EN_LIGNE, commentaire, dessin, acteur.identifiant)
    return repondre(acteur, signataire, dit, jour_de(maintenant), maintenant)


def se_retirer_par_compte(acteur: Acteur, *, fiche: str, maintenant: datetime, motif: str = "") -> FicheLiaison:
    """Withdraw, until the last day of the period at midnight. Raises FicheLiaison.DoesNotExist, PermissionDenied, ErreurLiaison (journaled)."""
    lue = fiche_du_compte(acteur, fiche)
    _exiger_qui_decide(acteur, lue.jeune_id)
    try:
        with transaction.atomic():
            return retirer_l_accord(
                acteur,
                lue,
                Retrait(acteur.libelle, EN_LIGNE, motif),
                le=jour_de(maintenant),
                maintenant=maintenant,
            )
    except ErreurLiaison:
        tracer_refus(acteur, "se_retirer_par_compte", lue)
        raise


@transaction.atomic
def observer_par_compte(acteur: Acteur, *, fiche: str, texte: str, maintenant: datetime) -> Observation:
    """Add a remark, the young person's too; it goes with the sheet. Raises FicheLiaison.DoesNotExist, ErreurLiaison."""
    lue = fiche_du_compte(acteur, fiche)
    if not texte.strip():
        raise ErreurLiaison("Écrivez votre observation.", champ="texte")
    return noter_observation(
        acteur, lue, auteur=acteur.libelle, texte=texte, le=jour_de(maintenant), maintenant=maintenant
    )


def consentir_par_compte(
    acteur: Acteur, *, jeune_id: int, dispositif_id: int, destinataire: str, champs: Iterable[str], maintenant: datetime
) -> list[Consentement]:
    """Say exactly which fields a recipient may receive beyond what the text provides: those given are allowed, the others taken back."""
    _exiger_qui_decide(acteur, jeune_id)
    portee = (jeune_id, dispositif_id, destinataire)
    return fixer_consentement(acteur, portee, champs, par=acteur.libelle, maintenant=maintenant)


def _exiger_qui_decide(acteur: Acteur, jeune_id: int) -> None:
    """A minor gives an opinion; parents, representatives and the young adult decide."""
    if not any(qualites()[code].requise for code in acteur.qualites_pour(jeune_id) if code in qualites()):
        raise PermissionDenied("Cette décision revient aux parents, au représentant légal ou au jeune majeur.")
