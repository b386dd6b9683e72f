"""Keeping the signed text of a convention: a new scan replaces the one shown, and the former stays readable."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.conventions.models import ConventionCadre, TexteSigne
from maillage.conventions.permissions import CONVENTIONS, exiger_dans
from maillage.conventions.services.ecriture import tracer
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import FichierControle, recevoir_piece

USAGE = "conventions.texte"
DEJA = "Quelqu'un vient de joindre un texte signé : rechargez la page avant de recommencer."


@transaction.atomic
def joindre_texte(
    acteur: Acteur, convention: ConventionCadre, *, fichier: FichierControle, motif: str = "", lu: str = ""
) -> TexteSigne:
    """Attach the signed text. `lu`: identifier of the text that the page showed, empty for none; another one since then is a conflict."""
    exiger_dans(acteur, CONVENTIONS, convention.departement)
    if convention.signee_le is None:
        raise ErreurConvention("Enregistrez d'abord la signature : un projet n'a pas de texte signé.")
    maintenant = timezone.now()
    montre = TexteSigne.objects.select_for_update().filter(convention=convention, remplace_le__isnull=True).first()
    if (montre.identifiant if montre else "") != lu:
        raise ErreurConvention(DEJA)
    if montre is not None:
        if not motif.strip():
            raise ErreurConvention("Dites en quelques mots pourquoi ce texte remplace le précédent.", champ="motif")
        montre.remplace_le = maintenant
        montre.save(update_fields=["remplace_le"])
    piece = recevoir_piece(acteur, fichier, usage=USAGE)
    try:
        with transaction.atomic():
            texte = TexteSigne.objects.create(
                convention=convention, piece=piece, joint_le=maintenant, par=acteur.libelle[:200], motif=motif.strip()
            )
    except IntegrityError as deja:
        raise ErreurConvention(DEJA) from deja
    tracer(acteur, "joindre_texte", convention, remplace=montre.identifiant if montre else None)
    return texte
