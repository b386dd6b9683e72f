"""The sentences that an establishment offers to those who write."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.parcours.referentiels import sections_du_dossier
from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.models import PhraseModele
from maillage.projet.referentiels_ecrits import phrases_proposees
from maillage.projet.services.ecrits_transmissions import exiger
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

TEXTE_MAX = 300


@transaction.atomic
def ajouter_phrase(acteur: Acteur, *, dispositif_id: int, section: str, texte: str) -> PhraseModele:
    """Offer one more sentence."""
    exiger(acteur, "modeles_ecrits", dispositif_id)
    propre = _verifier(section, texte)
    if PhraseModele.objects.filter(dispositif_id=dispositif_id, texte=propre, retiree_le__isnull=True).exists():
        raise ErreurProjet("Cette phrase est déjà proposée.", champ="texte")
    phrase = PhraseModele.objects.create(dispositif_id=dispositif_id, section=section, texte=propre)
    _tracer(acteur, "ajouter_phrase", phrase)
    return phrase


@transaction.atomic
def changer_phrase(acteur: Acteur, *, phrase: PhraseModele, section: str, texte: str) -> None:
    """Change a sentence; what was already written with it does not move."""
    exiger(acteur, "modeles_ecrits", phrase.dispositif_id)
    phrase.texte, phrase.section = _verifier(section, texte), section
    phrase.save(update_fields=["texte", "section"])
    _tracer(acteur, "changer_phrase", phrase)


@transaction.atomic
def retirer_phrase(acteur: Acteur, *, phrase: PhraseModele, maintenant: datetime) -> None:
    """Offer a sentence no more; it can be put back."""
    exiger(acteur, "modeles_ecrits", phrase.dispositif_id)
    phrase.retiree_le = maintenant
    phrase.save(update_fields=["retiree_le"])
    _tracer(acteur, "retirer_phrase", phrase)


@transaction.atomic
def retablir_phrase(acteur: Acteur, *, phrase: PhraseModele) -> None:
    """Offer a withdrawn sentence again."""
    exiger(acteur, "modeles_ecrits", phrase.dispositif_id)
    phrase.retiree_le = None
    phrase.save(update_fields=["retiree_le"])
    _tracer(acteur, "retablir_phrase", phrase)


@transaction.atomic
def reprendre_phrases_proposees(acteur: Acteur, *, dispositif_id: int) -> int:
    """Add the sentences shipped that are not there yet; return how many."""
    exiger(acteur, "modeles_ecrits", dispositif_id)
    presentes = set(PhraseModele.objects.filter(dispositif_id=dispositif_id).values_list("texte", flat=True))
    nouvelles = [
        PhraseModele(dispositif_id=dispositif_id, section=section, texte=texte)
        for section, texte in phrases_proposees()
        if texte not in presentes
    ]
    PhraseModele.objects.bulk_create(nouvelles)
    journaliser(acteur, "projet.reprendre_phrases", dispositif_id=dispositif_id, details={"phrases": len(nouvelles)})
    return len(nouvelles)


def _verifier(section: str, texte: str) -> str:
    propre = " ".join(texte.split())
    if not propre or len(propre) > TEXTE_MAX:
        raise ErreurProjet("Une phrase a de 1 à 300 caractères.", champ="texte")
    if section not in sections_du_dossier():
        raise ErreurProjet("Choisissez une section de la liste.", champ="section")
    return propre if texte.rstrip() == texte else f"{propre} "


def _tracer(acteur: Acteur, acte: str, phrase: PhraseModele) -> None:
    journaliser(acteur, f"projet.{acte}", objet=str(phrase.pk), dispositif_id=phrase.dispositif_id)
