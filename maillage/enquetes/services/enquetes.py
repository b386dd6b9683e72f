"""A survey: opened, its questionnaire written with many hands, published as a version, copied, put away."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from maillage.enquetes.domain.ecriture import en_table
from maillage.enquetes.domain.edition import controler
from maillage.enquetes.domain.erreurs import ConflitEnquete, ErreurEnquete
from maillage.enquetes.domain.lecture import lire_questionnaire
from maillage.enquetes.domain.questionnaire import Questionnaire
from maillage.enquetes.models import Enquete, VersionQuestionnaire
from maillage.enquetes.permissions import exiger
from maillage.enquetes.services.ecriture import tracer
from maillage.socle.acteur import Acteur

TITRE_MAX = 200
CONFLIT = (
    "Quelqu'un d'autre a modifié ce questionnaire entre-temps. Relisez-le ci-dessous, puis refaites votre changement."
)


@transaction.atomic
def creer_enquete(acteur: Acteur, *, titre: str, objet: str, questionnaire: Questionnaire | None = None) -> Enquete:
    """Open a survey, empty or from a questionnaire (model, file, other survey)."""
    exiger(acteur)
    depart = questionnaire or Questionnaire(titre)
    enquete = Enquete.objects.create(
        titre=titre, objet=objet, brouillon=en_table(controler(depart)), creee_le=timezone.localdate()
    )
    tracer(acteur, "creer_enquete", enquete)
    return enquete


@transaction.atomic
def renommer_enquete(acteur: Acteur, enquete: Enquete, *, titre: str, objet: str) -> None:
    """Change the name under which the survey is listed, and what it is for; the title that people read is in the questionnaire."""
    exiger(acteur)
    Enquete.objects.filter(pk=enquete.pk).update(titre=titre, objet=objet)
    tracer(acteur, "renommer_enquete", enquete)


@transaction.atomic
def ecrire_brouillon(acteur: Acteur, enquete: Enquete, questionnaire: Questionnaire, *, revision: int) -> Enquete:
    """Write the questionnaire; raises ConflitEnquete when it moved since `revision` was read."""
    exiger(acteur)
    lue = Enquete.objects.select_for_update().get(pk=enquete.pk)
    if lue.revision != revision:
        raise ConflitEnquete(CONFLIT)
    if lue.archivee_le is not None:
        raise ErreurEnquete("Cette enquête est archivée : désarchivez-la avant de la modifier.")
    lue.precedent, lue.brouillon, lue.revision = lue.brouillon, en_table(controler(questionnaire)), revision + 1
    lue.save(update_fields=["precedent", "brouillon", "revision"])
    tracer(acteur, "ecrire_questionnaire", lue, revision=lue.revision)
    return lue


def annuler_le_dernier_geste(acteur: Acteur, enquete: Enquete, *, revision: int) -> None:
    """Write the questionnaire as it was before the last act; done again, it takes the act back."""
    if enquete.precedent is None:
        raise ErreurEnquete("Il n'y a rien à annuler.")
    ecrire_brouillon(acteur, enquete, lire_questionnaire(enquete.precedent), revision=revision)


@transaction.atomic
def publier_version(acteur: Acteur, enquete: Enquete) -> VersionQuestionnaire:
    """Freeze the questionnaire as the next version; refuses an empty one, and one that says nothing new."""
    exiger(acteur)
    lue = Enquete.objects.select_for_update().get(pk=enquete.pk)
    questionnaire = controler(lue.questionnaire)
    if not any(questionnaire.questions()):
        raise ErreurEnquete("Ajoutez au moins une question avant de publier.")
    vide = next((section for section in questionnaire.sections if not section.questions), None)
    if vide is not None:
        raise ErreurEnquete(f"La section « {vide.titre} » n'a pas de question : ajoutez-en une, ou retirez la section.")
    derniere = lue.versions.first()
    if derniere is not None and derniere.questionnaire == questionnaire:
        raise ErreurEnquete(f"Rien n'a changé depuis la version {derniere.numero}.")
    numero = (lue.versions.aggregate(haut=Max("numero"))["haut"] or 0) + 1
    version = VersionQuestionnaire.objects.create(
        enquete=lue, numero=numero, schema=en_table(questionnaire), publiee_le=timezone.localdate()
    )
    tracer(acteur, "publier_version", lue, numero=numero)
    return version


def copier_enquete(acteur: Acteur, enquete: Enquete) -> Enquete:
    """Open another survey with the same questionnaire; codes stay, so that their waves may be compared."""
    titre = f"Copie de {enquete.titre}"[:TITRE_MAX]
    return creer_enquete(
        acteur, titre=titre, objet=enquete.objet, questionnaire=replace(enquete.questionnaire, titre=titre)
    )


@transaction.atomic
def archiver_enquete(acteur: Acteur, enquete: Enquete, *, archiver: bool = True) -> None:
    """Put a survey away, or take it back; its results stay readable."""
    exiger(acteur)
    if archiver and enquete.vagues.filter(close_le__isnull=True).exists():
        raise ErreurEnquete("Une vague n'est pas close : fermez-la avant d'archiver l'enquête.")
    enquete.archivee_le = timezone.localdate() if archiver else None
    enquete.save(update_fields=["archivee_le"])
    tracer(acteur, "archiver_enquete" if archiver else "desarchiver_enquete", enquete)


@transaction.atomic
def effacer_enquete(acteur: Acteur, enquete: Enquete) -> None:
    """Erase a survey that was never asked."""
    exiger(acteur)
    if enquete.vagues.exists():
        raise ErreurEnquete("Cette enquête a des vagues : archivez-la plutôt.")
    tracer(acteur, "effacer_enquete", enquete)
    enquete.delete()
