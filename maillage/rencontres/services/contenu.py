"""What a meeting holds: speakers, documents, workshops and shared notes, points of each date, expectations grouped by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.rencontres.domain.erreurs import ConflitDeNotes, ErreurRencontre
from maillage.rencontres.models import (
    Atelier,
    Attente,
    Intervenant,
    NoteAtelier,
    PointDeSeance,
    Rencontre,
    SeanceRencontre,
    SupportRencontre,
    ThemeAttente,
)
from maillage.rencontres.permissions import RENCONTRES, exiger
from maillage.rencontres.services.ecriture import poser, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import FichierControle, recevoir_piece, supprimer_piece

USAGE = "rencontres.support"


@transaction.atomic
def ajouter_intervenant(acteur: Acteur, rencontre: Rencontre, champs: Mapping[str, Any]) -> Intervenant:
    """Add a speaker; `champs`: nom, fonction, sujet."""
    exiger(acteur, RENCONTRES)
    intervenant = Intervenant(rencontre=rencontre)
    poser(intervenant, champs)
    tracer(acteur, "ajouter_intervenant", rencontre)
    return intervenant


@transaction.atomic
def ajouter_support(
    acteur: Acteur, rencontre: Rencontre, *, titre: str, adresse: str = "", fichier: FichierControle | None = None
) -> SupportRencontre:
    """Add a document: a file or an address."""
    exiger(acteur, RENCONTRES)
    if (fichier is None) == (not adresse):
        raise ErreurRencontre("Joignez un fichier ou écrivez une adresse, l'un des deux.", champ="fichier")
    piece = recevoir_piece(acteur, fichier, usage=USAGE) if fichier else None
    support = SupportRencontre(rencontre=rencontre)
    poser(support, {"titre": titre, "adresse": adresse, "piece": piece})
    tracer(acteur, "ajouter_support", support)
    return support


@transaction.atomic
def ajouter_atelier(acteur: Acteur, seance: SeanceRencontre, *, titre: str, animateur: str = "") -> Atelier:
    """Open a workshop at a date."""
    exiger(acteur, RENCONTRES)
    atelier = Atelier(seance=seance)
    poser(atelier, {"titre": titre.strip(), "animateur": animateur.strip()})
    tracer(acteur, "ajouter_atelier", atelier)
    return atelier


@transaction.atomic
def ecrire_notes(acteur: Acteur, atelier: Atelier, *, texte: str, numero: int, participant: str = "") -> Atelier:
    """Write the notes of a workshop over version `numero`; raise ConflitDeNotes when someone wrote since. Each version is kept.

    `participant`: the name of who writes through their private link; without it, the right is asked.
    """
    if not participant:
        exiger(acteur, RENCONTRES)
    actuel = Atelier.objects.select_for_update().get(pk=atelier.pk)
    if actuel.numero != numero:
        raise ConflitDeNotes(
            "Quelqu'un a écrit ces notes pendant que vous écriviez. Son texte est montré au-dessus du vôtre : "
            "réunissez-les, puis enregistrez.",
            actuel=actuel.notes,
            numero=actuel.numero,
        )
    if actuel.notes == texte.strip():
        return actuel
    actuel.notes, actuel.numero = texte.strip(), numero + 1
    actuel.save(update_fields=["notes", "numero"])
    NoteAtelier.objects.create(
        atelier=actuel,
        numero=actuel.numero,
        texte=actuel.notes,
        par=(participant or acteur.libelle)[:200],
        le=timezone.now(),
    )
    tracer(acteur, "ecrire_notes", actuel, numero=actuel.numero)
    return actuel


@transaction.atomic
def noter_point(acteur: Acteur, seance: SeanceRencontre, *, theme: str, texte: str) -> PointDeSeance:
    """Note what a date said under a theme; the report puts the same theme of every date together."""
    exiger(acteur, RENCONTRES)
    point = PointDeSeance(seance=seance)
    poser(point, {"theme": theme.strip(), "texte": texte.strip()})
    tracer(acteur, "noter_point", seance)
    return point


@transaction.atomic
def retirer_ligne(
    acteur: Acteur, ligne: Intervenant | SupportRencontre | Atelier | PointDeSeance | ThemeAttente
) -> None:
    """Take a speaker, a document, a workshop without notes, a point or a group away."""
    exiger(acteur, RENCONTRES)
    if isinstance(ligne, Atelier) and ligne.notes:
        raise ErreurRencontre("Cet atelier a des notes : videz-les d'abord, elles resteront dans ses versions.")
    tracer(acteur, "retirer_ligne", ligne)
    piece = ligne.piece if isinstance(ligne, SupportRencontre) else None
    ligne.delete()
    if piece is not None:
        supprimer_piece(acteur, piece)


@transaction.atomic
def grouper_attentes(
    acteur: Acteur, rencontre: Rencontre, choix: Mapping[int, str], reponses: Mapping[int, str]
) -> int:
    """Put each expectation (by key) under a theme (by its words, empty: none); `reponses`: what came of each theme. Return how many moved."""
    exiger(acteur, RENCONTRES)
    themes = {theme.libelle: theme for theme in rencontre.themes_attente.select_for_update()}
    deplacees = 0
    for attente in Attente.objects.filter(rencontre=rencontre, pk__in=choix).select_related("theme"):
        libelle = choix[attente.pk].strip()[:120]
        if libelle == (attente.theme.libelle if attente.theme else ""):
            continue
        if libelle and libelle not in themes:
            themes[libelle] = ThemeAttente.objects.create(rencontre=rencontre, libelle=libelle)
        attente.theme = themes.get(libelle)
        attente.save(update_fields=["theme"])
        deplacees += 1
    for theme in themes.values():
        if theme.pk in reponses and theme.reponse != reponses[theme.pk].strip():
            theme.reponse = reponses[theme.pk].strip()
            theme.save(update_fields=["reponse"])
    tracer(acteur, "grouper_attentes", rencontre, deplacees=deplacees)
    return deplacees
