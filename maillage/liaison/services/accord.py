"""Answers of the signatories, remarks and withdrawal during the period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from maillage.liaison.domain.changement import Nature
from maillage.liaison.domain.dessin import verifier_dessin
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.etats import Acte, EtatFiche
from maillage.liaison.domain.gardes import Dossier, verifier_reponse, verifier_retractation
from maillage.liaison.domain.horloge import fin_du_delai
from maillage.liaison.domain.signataires import ACCORD, Avis, date_de_signature, est_refusee
from maillage.liaison.models import FicheLiaison, Observation, Retractation, Signataire, TraceSignature
from maillage.liaison.referentiels import reglages
from maillage.liaison.services.ecriture import exiger, jour_de, passer, tracer, tracer_refus, verrouiller
from maillage.liaison.services.effet import retablir_le_parcours
from maillage.socle.acteur import Acces, Acteur, ActeurSysteme

OBSERVABLES = frozenset({EtatFiche.EN_ATTENTE_SIGNATURE, EtatFiche.EN_DELAI_RETRACTATION})


def dossier_de(fiche: FicheLiaison, *, appeles: frozenset[str] = frozenset()) -> Dossier:
    """What the guards look at, read from a sheet (1 query)."""
    return Dossier(
        etat=EtatFiche(fiche.etat),
        emission=fiche.emission,
        signature=fiche.signature,
        fin_delai=fiche.fin_delai,
        appeles=appeles,
        servis=frozenset(fiche.envois.values_list("destinataire", flat=True)),
    )


@dataclass(frozen=True)
class Reponse:
    """What a signatory says: ACCORD or DESACCORD, how, in what words, with which drawing, through which account (None: told to a professional)."""

    reponse: str
    moyen: str
    commentaire: str = ""
    dessin: str = ""
    compte_id: int | None = None


def recueillir_reponse(
    acteur: Acteur,
    *,
    signataire: Signataire,
    reponse: str,
    moyen: str,
    le: date,
    maintenant: datetime,
    commentaire: str = "",
    dessin: str = "",
) -> Signataire:
    """Write the answer (ACCORD, DESACCORD) of a required signatory, with the hash of the text they read.

    The last required agreement signs the sheet and starts the period; one disagreement refuses it. Raises ErreurLiaison, journaled.
    """
    exiger(acteur, signataire.fiche.dispositif_id)
    return repondre(acteur, signataire, Reponse(reponse, moyen, commentaire, dessin), le, maintenant)


def repondre(acteur: Acteur, signataire: Signataire, dit: Reponse, le: date, maintenant: datetime) -> Signataire:
    """Write an answer; the caller has checked who may. A refusal by the rules is journaled, outside the transaction that fails."""
    try:
        with transaction.atomic():
            return _repondre(acteur, signataire, dit, le, maintenant)
    except ErreurLiaison:
        tracer_refus(acteur, "recueillir_reponse", signataire.fiche, signataire=signataire.pk)
        raise


def _repondre(acteur: Acteur, signataire: Signataire, dit: Reponse, le: date, maintenant: datetime) -> Signataire:
    fiche = verrouiller(signataire.fiche)
    signataire = fiche.signataires.get(pk=signataire.pk)
    verifier_reponse(
        dossier_de(fiche), requis=signataire.requis, deja=signataire.reponse, le=le, aujourd_hui=jour_de(maintenant)
    )
    dessin = verifier_dessin(dit.dessin)
    signataire.reponse, signataire.moyen, signataire.commentaire = dit.reponse, dit.moyen, dit.commentaire.strip()
    signataire.le, signataire.enregistre_le = le, maintenant
    signataire.empreinte, signataire.recueilli_par = fiche.empreinte, acteur.libelle
    signataire.save()
    if dessin or dit.compte_id is not None:
        TraceSignature.objects.create(
            signataire=signataire, dessin=dessin, compte_id=dit.compte_id, enregistre_le=maintenant
        )
    _tirer_les_consequences(fiche, le)
    acte = "recueillir_accord" if signataire.reponse == ACCORD else "recueillir_refus"
    tracer(acteur, acte, fiche, signataire=signataire.pk, moyen=signataire.moyen, empreinte=fiche.empreinte)
    return signataire


def _tirer_les_consequences(fiche: FicheLiaison, le: date) -> None:
    avis = [Avis(s.requis, s.reponse, s.le) for s in fiche.signataires.all()]
    signature = date_de_signature(avis)
    if est_refusee(avis):
        passer(fiche, Acte.REFUSER, le)
        fiche.reponse, fiche.date_reponse = "REFUSEE", le
    elif signature is not None:
        passer(fiche, Acte.SIGNER, le)
        fiche.signature, fiche.reponse, fiche.date_reponse = signature, "SIGNEE", signature
        fiche.fin_delai = fin_du_delai(signature, Nature(fiche.nature), reglages(signature))
    else:
        return
    fiche.save()


@transaction.atomic
def observer(
    acteur: Acteur, *, fiche: FicheLiaison, auteur: str, texte: str, le: date, maintenant: datetime
) -> Observation:
    """Add a remark of the family before signing or during the period; it will go with the sheet."""
    exiger(acteur, fiche.dispositif_id)
    return noter_observation(acteur, fiche, auteur=auteur, texte=texte, le=le, maintenant=maintenant)


def noter_observation(
    acteur: Acteur, fiche: FicheLiaison, *, auteur: str, texte: str, le: date, maintenant: datetime
) -> Observation:
    """Add a remark in the transaction of the caller, who has checked who may."""
    fiche = verrouiller(fiche)
    if dossier_de(fiche).au(le) not in OBSERVABLES or le > jour_de(maintenant):
        raise ErreurLiaison("Une observation se note entre la proposition et la fin du délai.", champ="le")
    observation = Observation.objects.create(
        fiche=fiche,
        auteur=auteur.strip(),
        texte=texte.strip(),
        le=le,
        enregistre_par=acteur.libelle,
        enregistre_le=maintenant,
    )
    tracer(acteur, "observer", fiche)
    return observation


@transaction.atomic
def retracter(
    acteur: Acteur, *, fiche: FicheLiaison, par: str, moyen: str, le: date, maintenant: datetime, motif: str = ""
) -> FicheLiaison:
    """Withdraw within the period, until its last day at midnight: nothing leaves, and the former periods come back if the change had begun."""
    exiger(acteur, fiche.dispositif_id)
    return retirer_l_accord(acteur, fiche, Retrait(par, moyen, motif), le=le, maintenant=maintenant)


@dataclass(frozen=True)
class Retrait:
    """Who withdraws, how, and why if they want to say it."""

    par: str
    moyen: str
    motif: str = ""


def retirer_l_accord(
    acteur: Acteur, fiche: FicheLiaison, retrait: Retrait, *, le: date, maintenant: datetime
) -> FicheLiaison:
    """Withdraw in the transaction of the caller, who has checked who may."""
    fiche = verrouiller(fiche)
    aujourd_hui = jour_de(maintenant)
    verifier_retractation(dossier_de(fiche), le=le, aujourd_hui=aujourd_hui)
    passer(fiche, Acte.RETRACTER, aujourd_hui)
    fiche.reponse, fiche.date_reponse = "RETRACTEE", le
    fiche.save()
    Retractation.objects.create(
        fiche=fiche,
        par=retrait.par.strip(),
        moyen=retrait.moyen,
        motif=retrait.motif.strip(),
        le=le,
        enregistre_par=acteur.libelle,
        enregistre_le=maintenant,
    )
    retablir_le_parcours(_porteur(acteur, fiche), fiche, le)
    tracer(acteur, "retracter", fiche, le=le, moyen=retrait.moyen)
    return fiche


def _porteur(acteur: Acteur, fiche: FicheLiaison) -> Acteur:
    """Who writes in the path: a family has no right there, giving the former periods back is what the law makes of its withdrawal."""
    if acteur.peut("parcours", Acces.ECRITURE, fiche.dispositif_id):
        return acteur
    return ActeurSysteme(f"Retrait de l'accord par {acteur.libelle}")
