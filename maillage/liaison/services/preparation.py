"""Drafting a sheet from a change, correcting it, proposing it, giving it up, starting again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from maillage.liaison.domain.changement import (
    Changement,
    Situation,
    changements_substantiels,
    comparer,
    nature_de,
)
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.etats import AVANT_SIGNATURE, Acte, EtatFiche
from maillage.liaison.domain.extrait import empreinte
from maillage.liaison.domain.gardes import verifier_anticipation
from maillage.liaison.domain.horloge import Reglages, fin_du_delai
from maillage.liaison.domain.proposition import Proposition, completer
from maillage.liaison.domain.signataires import verifier_qualites
from maillage.liaison.domain.texte import situation_en_json
from maillage.liaison.models import FicheLiaison, Signataire
from maillage.liaison.referentiels import modele, modele_courant, qualites, reglages
from maillage.liaison.services.contenu import (
    DispositifDeLaFiche,
    remplir,
    situation_au_parcours,
    texte_a_signer,
)
from maillage.liaison.services.ecriture import exiger, jour_de, passer, tracer, verrouiller
from maillage.parcours.domain.age import age_le
from maillage.socle.acteur import Acteur

EN_COURS = (*AVANT_SIGNATURE, EtatFiche.SIGNEE, EtatFiche.EN_DELAI_RETRACTATION, EtatFiche.A_TRANSMETTRE)


@transaction.atomic
def preparer_fiche(
    acteur: Acteur,
    *,
    dispositif: DispositifDeLaFiche,
    jeune: Any,
    proposition: Proposition,
    maintenant: datetime,
    suite_de: FicheLiaison | None = None,
    identifiant: str = "",
) -> FicheLiaison:
    """Draft a sheet from a change of modalities or schooling; nothing moves in the path, the former periods stay as they are.

    Raises ErreurLiaison (no change, not substantial, another sheet under way, signatories, dates), PermissionDenied.
    """
    exiger(acteur, dispositif.pk)
    _refuser_deux_fiches(jeune.pk, dispositif.pk)
    fiche = FicheLiaison(
        dispositif_id=dispositif.pk,
        jeune=jeune,
        modele=modele_courant(jour_de(maintenant)).code,
        redigee_le=jour_de(maintenant),
        suite_de=suite_de,
        **({"identifiant": identifiant} if identifiant else {}),
    )
    _ecrire(acteur, fiche, proposition, dispositif)
    tracer(acteur, "preparer_fiche", fiche, nature=fiche.nature, effet=fiche.effet)
    return fiche


@transaction.atomic
def modifier_fiche(
    acteur: Acteur, *, fiche: FicheLiaison, dispositif: DispositifDeLaFiche, proposition: Proposition
) -> FicheLiaison:
    """Write a draft again. Raises ErreurLiaison once the sheet is out."""
    exiger(acteur, fiche.dispositif_id)
    fiche = verrouiller(fiche)
    if not fiche.modifiable:
        raise ErreurLiaison("Cette fiche est sortie : elle ne se modifie plus. Annulez-la ou préparez-en une autre.")
    _ecrire(acteur, fiche, proposition, dispositif)
    tracer(acteur, "modifier_fiche", fiche, nature=fiche.nature, effet=fiche.effet)
    return fiche


@transaction.atomic
def commencer_evaluation(acteur: Acteur, *, fiche: FicheLiaison, maintenant: datetime) -> FicheLiaison:
    """Say that needs and wishes are being assessed with the partners, the school team and the representatives."""
    exiger(acteur, fiche.dispositif_id)
    fiche = verrouiller(fiche)
    passer(fiche, Acte.EVALUER, jour_de(maintenant))
    fiche.save()
    tracer(acteur, "commencer_evaluation", fiche)
    return fiche


@transaction.atomic
def proposer_fiche(acteur: Acteur, *, fiche: FicheLiaison, maintenant: datetime) -> FicheLiaison:
    """Issue the sheet to the signatories: from now on its text is frozen under its hash. Raises ErreurLiaison if a necessary field is empty."""
    exiger(acteur, fiche.dispositif_id)
    fiche, le = verrouiller(fiche), jour_de(maintenant)
    passer(fiche, Acte.PROPOSER, le)
    if manquants := modele(fiche.modele).manquants(fiche.contenu):
        noms = ", ".join(f"« {champ.libelle} »" for champ in manquants)
        raise ErreurLiaison(f"Il manque encore : {noms}. Complétez la fiche avant de la proposer.")
    signataires = list(fiche.signataires.all())
    verifier_qualites([qualites()[s.qualite] for s in signataires], majeur=_est_majeur(fiche.jeune, le))
    fiche.emission = le
    fiche.empreinte = empreinte(texte_a_signer(fiche, [(s.nom, s.qualite) for s in signataires]))
    fiche.save()
    tracer(acteur, "proposer_fiche", fiche, empreinte=fiche.empreinte)
    return fiche


@transaction.atomic
def annuler_fiche(acteur: Acteur, *, fiche: FicheLiaison, maintenant: datetime) -> FicheLiaison:
    """Give up a sheet that not everyone has signed."""
    exiger(acteur, fiche.dispositif_id)
    fiche = verrouiller(fiche)
    passer(fiche, Acte.ANNULER, jour_de(maintenant))
    fiche.save()
    tracer(acteur, "annuler_fiche", fiche)
    return fiche


@transaction.atomic
def reproposer_fiche(
    acteur: Acteur,
    *,
    fiche: FicheLiaison,
    dispositif: DispositifDeLaFiche,
    proposition: Proposition,
    maintenant: datetime,
) -> FicheLiaison:
    """After a refusal or a withdrawal: draft a new sheet that follows the former one. Returns the new sheet."""
    exiger(acteur, fiche.dispositif_id)
    fiche = verrouiller(fiche)
    passer(fiche, Acte.REPROPOSER, jour_de(maintenant))
    fiche.save()
    tracer(acteur, "reproposer_fiche", fiche)
    return preparer_fiche(
        acteur,
        dispositif=dispositif,
        jeune=fiche.jeune,
        proposition=proposition,
        maintenant=maintenant,
        suite_de=fiche,
    )


def _ecrire(acteur: Acteur, fiche: FicheLiaison, proposition: Proposition, dispositif: DispositifDeLaFiche) -> None:
    """Compare, check, fill and save a draft with its signatories."""
    regles = reglages(fiche.redigee_le)
    avant = completer(situation_au_parcours(fiche.jeune_id, fiche.dispositif_id, proposition), proposition)
    changements = _changements(avant, proposition, regles)
    nature = nature_de(changements)
    assert nature is not None
    verifier_anticipation(
        proposition.effet, fin_du_delai(fiche.redigee_le, nature, regles), proposition.motif_anticipation
    )
    requises = [qualites()[code] for _, code in proposition.signataires]
    verifier_qualites(requises, majeur=_est_majeur(fiche.jeune, fiche.redigee_le))
    fiche.nature, fiche.effet, fiche.fin_prevue = nature, proposition.effet, proposition.fin_prevue
    fiche.motif_substantiel = proposition.motif_substantiel.strip()
    fiche.motif_anticipation = proposition.motif_anticipation.strip()
    fiche.avant, fiche.apres = situation_en_json(avant), situation_en_json(proposition.apres)
    fiche.contenu = remplir(
        fiche, proposition, (avant, proposition.apres), dispositif=dispositif, redacteur=acteur.libelle
    )
    fiche.save()
    fiche.signataires.all().delete()
    Signataire.objects.bulk_create(
        Signataire(fiche=fiche, nom=nom.strip(), qualite=code, requis=qualites()[code].requise)
        for nom, code in proposition.signataires
    )


def _changements(avant: Situation, proposition: Proposition, regles: Reglages) -> tuple[Changement, ...]:
    """The differences, refused when there is none, or none substantial and nobody says why to go on."""
    if proposition.fin_prevue is not None and proposition.fin_prevue < proposition.effet:
        raise ErreurLiaison("La fin prévue est avant la date d'effet. Vérifiez les dates.", champ="fin_prevue")
    changements = comparer(avant, proposition.apres)
    if not changements:
        raise ErreurLiaison("Rien ne change entre la situation actuelle et celle que vous proposez.")
    substantiels = changements_substantiels(changements, regles.substantiel, duree_jours=proposition.duree_jours)
    if not substantiels and not proposition.motif_substantiel.strip():
        raise ErreurLiaison(
            "Ce changement n'est pas substantiel d'après les réglages : une fiche n'est pas exigée. "
            "Pour en faire une quand même, écrivez pourquoi.",
            champ="motif_substantiel",
        )
    return changements


def _refuser_deux_fiches(jeune_id: int, dispositif_id: int) -> None:
    ouvertes = FicheLiaison.objects.filter(Q(jeune_id=jeune_id, dispositif_id=dispositif_id, etat__in=EN_COURS))
    if autre := ouvertes.first():
        raise ErreurLiaison(
            f"Une fiche est déjà en cours pour ce jeune ({autre.get_etat_display().lower()}). "
            "Terminez-la ou annulez-la d'abord."
        )


def _est_majeur(jeune: Any, le: date) -> bool:
    """Tell whether the young person signs alone; an unknown birth date is treated as a minor's."""
    return jeune.naissance is not None and age_le(jeune.naissance, le) >= reglages(le).majorite
