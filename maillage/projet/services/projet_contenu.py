"""Writing the text of a draft: the words of the young person, needs, objectives, actions. Two writings of one text meet as a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.domain.etats import EN_VIGUEUR, EtatProjet
from maillage.projet.domain.objectifs import StatutObjectif
from maillage.projet.domain.saisies import SaisieAction, SaisieCadre, SaisieObjectif, SaisieParole, exiger_mots
from maillage.projet.domain.serafin import inconnus
from maillage.projet.domain.suivi import LienAgenda
from maillage.projet.models import ActionProjet, BesoinRetenu, Objectif, ProjetPersonnalise
from maillage.projet.referentiels import besoins as besoins_connus
from maillage.projet.selectors.textes import parole_en_mots
from maillage.projet.services.projet_commun import jour_de, prendre, tracer
from maillage.socle.acteur import Acteur

RIEN_A_VISER = "Écrivez l'objectif, avec des mots que le jeune comprend."
RIEN_A_FAIRE = "Écrivez ce qui sera fait."


@transaction.atomic
def ecrire_parole(
    acteur: Acteur, *, projet: ProjetPersonnalise, saisie: SaisieParole, version: int, maintenant: datetime
) -> ProjetPersonnalise:
    """Write the young person's words, then the family's. Raises ConflitDeTexte with both texts if someone wrote since."""
    projet = prendre(acteur, projet, maintenant, modifiable=True)
    actuel = parole_en_mots(projet.parole, projet.famille)
    _refuser_conflit(projet.version, version, actuel, parole_en_mots(saisie.en_json(), saisie.famille))
    if saisie.le and saisie.le > jour_de(maintenant):
        raise ErreurProjet("Cette date est dans l'avenir.", champ="le")
    projet.parole, projet.famille = saisie.en_json(), saisie.famille.strip()
    projet.parole_le, projet.parole_mode = saisie.le, saisie.mode
    _enregistrer(projet, ["parole", "famille", "parole_le", "parole_mode"])
    tracer(acteur, "ecrire_parole", projet)
    return projet


@transaction.atomic
def ecrire_cadre(
    acteur: Acteur, *, projet: ProjetPersonnalise, saisie: SaisieCadre, version: int, maintenant: datetime
) -> ProjetPersonnalise:
    """Write where things stand, with whom, and when the project will be evaluated."""
    projet = prendre(acteur, projet, maintenant, modifiable=True)
    actuel = SaisieCadre(projet.synthese, projet.ecrit_avec, projet.evaluation_prevue).en_mots()
    _refuser_conflit(projet.version, version, actuel, saisie.en_mots())
    if saisie.evaluation_prevue and saisie.evaluation_prevue <= projet.commence_le:
        raise ErreurProjet("L'évaluation vient après le début du projet.", champ="evaluation_prevue")
    projet.synthese, projet.ecrit_avec = saisie.synthese.strip(), saisie.ecrit_avec.strip()
    projet.evaluation_prevue = saisie.evaluation_prevue
    _enregistrer(projet, ["synthese", "ecrit_avec", "evaluation_prevue"])
    tracer(acteur, "ecrire_cadre", projet)
    return projet


@transaction.atomic
def retenir_besoins(
    acteur: Acteur, *, projet: ProjetPersonnalise, besoins: Mapping[str, str], version: int, maintenant: datetime
) -> ProjetPersonnalise:
    """Keep these needs (code, and what each means for the young person), and no other."""
    projet = prendre(acteur, projet, maintenant, modifiable=True)
    if absents := inconnus(besoins, {poste.code for poste in besoins_connus()}):
        raise ErreurProjet(f"Ces besoins ne sont pas dans la nomenclature : {', '.join(absents)}.")
    actuel = {besoin.code: besoin.mots or "retenu" for besoin in projet.besoins.all()}
    _refuser_conflit(projet.version, version, actuel, {code: mots or "retenu" for code, mots in besoins.items()})
    projet.besoins.all().delete()
    BesoinRetenu.objects.bulk_create(
        BesoinRetenu(projet=projet, code=code, mots=mots.strip()) for code, mots in besoins.items()
    )
    _enregistrer(projet, [])
    tracer(acteur, "retenir_besoins", projet, nombre=len(besoins))
    return projet


@transaction.atomic
def ajouter_objectif(
    acteur: Acteur, *, projet: ProjetPersonnalise, saisie: SaisieObjectif, maintenant: datetime
) -> Objectif:
    """Add an objective at the end of a draft."""
    projet = prendre(acteur, projet, maintenant, modifiable=True)
    objectif = Objectif(projet=projet, rang=_rang_suivant(projet.objectifs.all()))
    _appliquer_objectif(objectif, saisie)
    objectif.save()
    tracer(acteur, "ajouter_objectif", projet, objectif=objectif.identifiant)
    return objectif


@transaction.atomic
def modifier_objectif(
    acteur: Acteur, *, objectif: Objectif, saisie: SaisieObjectif, version: int, maintenant: datetime
) -> Objectif:
    """Change an objective of a draft. Raises ConflitDeTexte with both texts if someone wrote it since."""
    projet = prendre(acteur, objectif.projet, maintenant, modifiable=True)
    objectif = Objectif.objects.select_for_update().get(pk=objectif.pk)
    _refuser_conflit(objectif.version, version, saisie_de_l_objectif(objectif).en_mots(), saisie.en_mots())
    _appliquer_objectif(objectif, saisie)
    objectif.version += 1
    objectif.save()
    tracer(acteur, "modifier_objectif", projet, objectif=objectif.identifiant)
    return objectif


@transaction.atomic
def retirer_objectif(acteur: Acteur, *, objectif: Objectif, maintenant: datetime) -> Objectif:
    """Take an objective out of a draft; it can be put back."""
    return _retirer(acteur, objectif, maintenant, maintenant, "retirer_objectif")


@transaction.atomic
def remettre_objectif(acteur: Acteur, *, objectif: Objectif, maintenant: datetime) -> Objectif:
    """Put back an objective that was taken out."""
    return _retirer(acteur, objectif, None, maintenant, "remettre_objectif")


@transaction.atomic
def ajouter_action(acteur: Acteur, *, objectif: Objectif, saisie: SaisieAction, maintenant: datetime) -> ActionProjet:
    """Add an action to an objective of a draft."""
    projet = prendre(acteur, objectif.projet, maintenant, modifiable=True)
    action = ActionProjet(objectif=objectif, rang=_rang_suivant(objectif.actions.all()))
    _appliquer_action(action, saisie)
    action.save()
    tracer(acteur, "ajouter_action", projet, action=action.identifiant)
    return action


@transaction.atomic
def modifier_action(
    acteur: Acteur, *, action: ActionProjet, saisie: SaisieAction, version: int, maintenant: datetime
) -> ActionProjet:
    """Change an action of a draft. Raises ConflitDeTexte with both texts if someone wrote it since."""
    projet = prendre(acteur, action.objectif.projet, maintenant, modifiable=True)
    action = ActionProjet.objects.select_for_update().get(pk=action.pk)
    _refuser_conflit(action.version, version, saisie_de_l_action(action).en_mots(), saisie.en_mots())
    _appliquer_action(action, saisie)
    action.version += 1
    action.save()
    tracer(acteur, "modifier_action", projet, action=action.identifiant)
    return action


@transaction.atomic
def lier_a_l_agenda(acteur: Acteur, *, action: ActionProjet, lien: LienAgenda, maintenant: datetime) -> ActionProjet:
    """Say what to look for in the agenda; the text that was agreed to does not move, so it may be done at any time."""
    projet = prendre(acteur, action.objectif.projet, maintenant)
    action = ActionProjet.objects.select_for_update().get(pk=action.pk)
    action.activites, action.categorie = list(lien.activites), lien.categorie
    action.save(update_fields=["activites", "categorie"])
    tracer(acteur, "lier_a_l_agenda", projet, action=action.identifiant)
    return action


@transaction.atomic
def retirer_action(acteur: Acteur, *, action: ActionProjet, maintenant: datetime) -> ActionProjet:
    """Take an action out of a draft; it can be put back."""
    return _retirer_action(acteur, action, maintenant, maintenant, "retirer_action")


@transaction.atomic
def remettre_action(acteur: Acteur, *, action: ActionProjet, maintenant: datetime) -> ActionProjet:
    """Put back an action that was taken out."""
    return _retirer_action(acteur, action, None, maintenant, "remettre_action")


@transaction.atomic
def noter_statut(acteur: Acteur, *, objectif: Objectif, statut: str, maintenant: datetime) -> Objectif:
    """Say where an objective of an agreed project stands, without touching its words."""
    projet = prendre(acteur, objectif.projet, maintenant)
    if EtatProjet(projet.etat) not in EN_VIGUEUR:
        raise ErreurProjet("Un objectif se suit quand le projet est accordé.")
    objectif = Objectif.objects.select_for_update().get(pk=objectif.pk)
    objectif.statut, objectif.statut_le = StatutObjectif(statut).value, jour_de(maintenant)
    objectif.save(update_fields=["statut", "statut_le"])
    tracer(acteur, "noter_statut", projet, objectif=objectif.identifiant, statut=statut)
    return objectif


def saisie_de_l_objectif(objectif: Objectif) -> SaisieObjectif:
    """Return what an objective says now, as a form would give it."""
    return SaisieObjectif(
        mots=objectif.mots,
        formulation=objectif.formulation,
        mots_simples=objectif.mots_simples,
        pictogramme=objectif.pictogramme,
        besoins=tuple(objectif.besoins),
        echeance=objectif.echeance,
    )


def saisie_de_l_action(action: ActionProjet) -> SaisieAction:
    """Return what an action says now, as a form would give it."""
    lien = LienAgenda(tuple(action.activites), action.categorie)
    return SaisieAction(action.quoi, action.quoi_simple, action.qui, action.quand, lien)


def _appliquer_objectif(objectif: Objectif, saisie: SaisieObjectif) -> None:
    objectif.mots = exiger_mots(saisie.mots, "mots", RIEN_A_VISER)
    objectif.formulation, objectif.mots_simples = saisie.formulation.strip(), saisie.mots_simples.strip()
    objectif.pictogramme, objectif.besoins = saisie.pictogramme, list(saisie.besoins)
    objectif.echeance = saisie.echeance


def _appliquer_action(action: ActionProjet, saisie: SaisieAction) -> None:
    action.quoi = exiger_mots(saisie.quoi, "quoi", RIEN_A_FAIRE)
    action.quoi_simple, action.qui, action.quand = saisie.quoi_simple.strip(), saisie.qui.strip(), saisie.quand.strip()
    action.activites, action.categorie = list(saisie.lien.activites), saisie.lien.categorie


def _retirer(acteur: Acteur, objectif: Objectif, le: datetime | None, maintenant: datetime, acte: str) -> Objectif:
    projet = prendre(acteur, objectif.projet, maintenant, modifiable=True)
    objectif.retire_le = le
    objectif.save(update_fields=["retire_le"])
    tracer(acteur, acte, projet, objectif=objectif.identifiant)
    return objectif


def _retirer_action(
    acteur: Acteur, action: ActionProjet, le: datetime | None, maintenant: datetime, acte: str
) -> ActionProjet:
    projet = prendre(acteur, action.objectif.projet, maintenant, modifiable=True)
    action.retiree_le = le
    action.save(update_fields=["retiree_le"])
    tracer(acteur, acte, projet, action=action.identifiant)
    return action


def _refuser_conflit(stockee: int, lue: int, actuel: Mapping[str, str], propose: Mapping[str, str]) -> None:
    """Nothing is lost: a second writing of other words is refused and both are shown; the same words written twice are no conflict."""
    if stockee != lue and dict(actuel) != dict(propose):
        raise ConflitDeTexte(actuel=actuel, propose=propose, version=stockee)


def _enregistrer(projet: ProjetPersonnalise, champs: list[str]) -> None:
    projet.version += 1
    projet.save(update_fields=[*champs, "version", "modifie_le"])


def _rang_suivant(lignes: QuerySet[Any]) -> int:
    return (lignes.aggregate(dernier=Max("rang"))["dernier"] or 0) + 1
