"""The convention cadre: prepared, written heading by heading, signed, amended, left by a signatory, denounced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from maillage.conventions import referentiels
from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.conventions.domain.etats import fin_connue, verifier_dates
from maillage.conventions.models import Avenant, Clause, ConventionCadre, Signataire
from maillage.conventions.permissions import CONVENTIONS, TEXTES, exiger_dans
from maillage.conventions.selectors.cadres import ecrit_le_texte
from maillage.conventions.services.ecriture import poser, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_jour_annee

DEUX = 2


@transaction.atomic
def preparer_convention(acteur: Acteur, *, departement: str, champs: Mapping[str, Any]) -> ConventionCadre:
    """Open a draft for a département; `champs`: titre, debut, fin, reconduction_mois, preavis_mois."""
    exiger_dans(acteur, CONVENTIONS, departement)
    verifier_dates(debut=champs["debut"], fin=champs["fin"])
    convention = ConventionCadre(departement=departement, preparee_le=timezone.localdate())
    poser(convention, champs)
    tracer(acteur, "preparer_convention", convention, departement=departement)
    return convention


@transaction.atomic
def modifier_convention(acteur: Acteur, convention: ConventionCadre, champs: Mapping[str, Any]) -> None:
    """Change the title and the dates."""
    exiger_dans(acteur, CONVENTIONS, convention.departement)
    verifier_dates(debut=champs["debut"], fin=champs["fin"], signee_le=convention.signee_le)
    poser(convention, champs)
    tracer(acteur, "modifier_convention", convention)


@transaction.atomic
def signer_convention(acteur: Acteur, convention: ConventionCadre, *, signee_le: dt.date) -> None:
    """Record the signature: every signatory listed signs that day unless it signed before."""
    exiger_dans(acteur, CONVENTIONS, convention.departement)
    _refuser_demain(signee_le, "signee_le")
    verifier_dates(debut=convention.debut, fin=convention.fin, signee_le=signee_le)
    if convention.signataires.count() < DEUX:
        raise ErreurConvention("Ajoutez au moins deux signataires avant d'enregistrer la signature.")
    for avenant in convention.avenants.all():
        if avenant.signe_le < signee_le:
            raise ErreurConvention(
                f"L'avenant {avenant.numero} serait signé avant la convention : vérifiez la date.", champ="signee_le"
            )
    convention.signataires.filter(signe_le__isnull=True).update(signe_le=signee_le)
    poser(convention, {"signee_le": signee_le})
    tracer(acteur, "signer_convention", convention, signee_le=signee_le)


@transaction.atomic
def ajouter_signataire(acteur: Acteur, convention: ConventionCadre, champs: Mapping[str, Any]) -> Signataire:
    """Add a signatory; `champs`: acteur, nom, organisme, modalites, signe_le. An organisme gestionnaire gives its own name."""
    exiger_dans(acteur, CONVENTIONS, convention.departement)
    valeurs = dict(champs)
    organisme, signe_le = valeurs.get("organisme"), valeurs.get("signe_le")
    if organisme is not None:
        valeurs |= {"acteur": "OG", "nom": organisme.nom}
    if not valeurs["nom"].strip():
        raise ErreurConvention("Écrivez le nom du signataire, ou choisissez un organisme gestionnaire.", champ="nom")
    if signe_le is not None:
        _refuser_demain(signe_le, "signe_le")
        _refuser_apres_la_fin(convention, signe_le)
    if convention.signee_le is not None and signe_le is None:
        raise ErreurConvention(
            "La convention est déjà signée : dites quand ce signataire l'a rejointe.", champ="signe_le"
        )
    if convention.signataires.filter(acteur=valeurs["acteur"], nom=valeurs["nom"]).exists():
        raise ErreurConvention(f"{valeurs['nom']} est déjà dans la liste des signataires.", champ="nom")
    signataire = Signataire(convention=convention)
    poser(signataire, valeurs)
    tracer(acteur, "ajouter_signataire", convention, qui=signataire.acteur)
    return signataire


@transaction.atomic
def retirer_signataire(acteur: Acteur, signataire: Signataire, *, le: dt.date, motif: str) -> None:
    """Record that a signatory leaves on a day; before it ever signed, it simply goes off the list."""
    exiger_dans(acteur, CONVENTIONS, signataire.convention.departement)
    if signataire.signe_le is None:
        tracer(acteur, "enlever_signataire", signataire.convention, qui=signataire.acteur)
        signataire.delete()
        return
    if le < signataire.signe_le:
        raise ErreurConvention(
            f"{signataire.nom} a signé le {ecrire_jour_annee(signataire.signe_le)} : son départ ne peut pas être avant.",
            champ="le",
        )
    if not motif.strip():
        raise ErreurConvention("Dites en quelques mots pourquoi ce signataire part.", champ="motif")
    poser(signataire, {"retire_le": le, "motif_retrait": motif.strip()})
    tracer(acteur, "retirer_signataire", signataire.convention, qui=signataire.acteur, le=le)


@transaction.atomic
def annuler_depart(acteur: Acteur, signataire: Signataire) -> None:
    """Undo a departure recorded by mistake."""
    exiger_dans(acteur, CONVENTIONS, signataire.convention.departement)
    poser(signataire, {"retire_le": None, "motif_retrait": ""})
    tracer(acteur, "annuler_depart", signataire.convention, qui=signataire.acteur)


@transaction.atomic
def ecrire_clauses(acteur: Acteur, convention: ConventionCadre, textes: Mapping[str, str]) -> None:
    """Write what the convention says, by heading; an empty text removes the clause. Signed, only an amendment changes it."""
    exiger_texte(acteur, convention)
    connues = {rubrique.code for rubrique in referentiels.rubriques()}
    avant = dict(convention.clauses.values_list("rubrique", "texte"))
    changees = {code: texte.strip() for code, texte in textes.items() if texte.strip() != avant.get(code, "")}
    for code in changees.keys() & connues:
        if changees[code]:
            Clause.objects.update_or_create(convention=convention, rubrique=code, defaults={"texte": changees[code]})
        else:
            convention.clauses.filter(rubrique=code).delete()
    if changees:
        tracer(acteur, "ecrire_clauses", convention, rubriques=",".join(sorted(changees)))


def exiger_texte(acteur: Acteur, convention: ConventionCadre) -> None:
    """Raise PermissionDenied unless the person writes the conventions of the département, or runs a dispositif of one of its signatories."""
    exiger_dans(acteur, TEXTES, convention.departement)
    if convention.signee_le is not None:
        raise ErreurConvention("La convention est signée : son texte ne change plus que par un avenant.")
    if not ecrit_le_texte(acteur, convention):
        raise PermissionDenied("Votre organisme n'est pas parmi les signataires de cette convention.")


@transaction.atomic
def ajouter_avenant(
    acteur: Acteur, convention: ConventionCadre, *, objet: str, signe_le: dt.date, nouvelle_fin: dt.date | None
) -> Avenant:
    """Record an amendment, which may move the end."""
    exiger_dans(acteur, CONVENTIONS, convention.departement)
    _refuser_demain(signe_le, "signe_le")
    if convention.signee_le is None:
        raise ErreurConvention("La convention n'est pas encore signée : changez son texte, sans avenant.")
    if signe_le < convention.signee_le:
        raise ErreurConvention(
            f"L'avenant ne peut pas être signé avant la convention ({ecrire_jour_annee(convention.signee_le)}).",
            champ="signe_le",
        )
    _refuser_apres_la_fin(convention, signe_le)
    if nouvelle_fin is not None and nouvelle_fin < signe_le:
        raise ErreurConvention("La nouvelle fin précède la signature de l'avenant.", champ="nouvelle_fin")
    numero = (convention.avenants.aggregate(haut=Max("numero"))["haut"] or 0) + 1
    avenant = Avenant(convention=convention, numero=numero)
    poser(avenant, {"objet": objet.strip(), "signe_le": signe_le, "nouvelle_fin": nouvelle_fin})
    tracer(acteur, "ajouter_avenant", convention, numero=numero)
    return avenant


@transaction.atomic
def denoncer_convention(acteur: Acteur, convention: ConventionCadre, *, effet: dt.date, motif: str) -> None:
    """Record that the convention stops before its end, from a day."""
    exiger_dans(acteur, CONVENTIONS, convention.departement)
    if convention.signee_le is None:
        raise ErreurConvention("Une convention en préparation ne se dénonce pas : effacez le projet.")
    if effet < convention.signee_le:
        raise ErreurConvention("La dénonciation ne peut pas prendre effet avant la signature.", champ="effet")
    poser(convention, {"denonciation_effet": effet, "denonciation_motif": motif.strip()})
    tracer(acteur, "denoncer_convention", convention, effet=effet)


@transaction.atomic
def effacer_projet(acteur: Acteur, convention: ConventionCadre) -> None:
    """Erase a draft opened by mistake; a signed convention is never erased."""
    exiger_dans(acteur, CONVENTIONS, convention.departement)
    if convention.signee_le is not None:
        raise ErreurConvention("Une convention signée ne s'efface pas : dénoncez-la, ou laissez-la finir.")
    tracer(acteur, "effacer_projet", convention, departement=convention.departement)
    convention.delete()


def _refuser_demain(jour: dt.date, champ: str) -> None:
    if jour > timezone.localdate():
        raise ErreurConvention("Une signature à venir ne s'enregistre pas : attendez qu'elle ait eu lieu.", champ=champ)


def _refuser_apres_la_fin(convention: ConventionCadre, jour: dt.date) -> None:
    fin = fin_connue(convention.dates, jour)
    if jour > fin:
        raise ErreurConvention(
            f"La convention a pris fin le {ecrire_jour_annee(fin)} : on ne la signe plus le {ecrire_jour_annee(jour)}.",
            champ="signe_le",
        )
