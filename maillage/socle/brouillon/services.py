"""Keeping, taking back and throwing away a draft."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from django import forms
from django.db import transaction
from django.http import HttpRequest

from maillage.socle.acteur import Acteur
from maillage.socle.models import Brouillon

CONSERVATION = timedelta(days=7)
"""A draft forgotten for longer is erased (choice of this project)."""
TAILLE_MAXIMALE = 64 * 1024
NOMBRE_MAXIMAL = 30
"""Of each account; the oldest one makes room."""
PARAMETRE = "reprendre"
CHAMPS_IGNORES = frozenset({"csrfmiddlewaretoken", "brouillon_cle"})

Valeurs = dict[str, list[str]]


@transaction.atomic
def garder_brouillon(
    acteur: Acteur, *, cle: str, valeurs: Iterable[tuple[str, list[str]]], maintenant: datetime
) -> bool:
    """Keep what is written; return whether it was (an empty form, one too long or an address that is not ours is not)."""
    lues: Valeurs = {nom: textes for nom, textes in valeurs if nom not in CHAMPS_IGNORES and "password" not in nom}
    if acteur.identifiant is None or not cle.startswith("/") or cle.startswith("//") or len(cle) > 200:
        return False
    if (
        not any(texte.strip() for textes in lues.values() for texte in textes)
        or len(json.dumps(lues)) > TAILLE_MAXIMALE
    ):
        return False
    Brouillon.objects.filter(modifie_le__lt=maintenant - CONSERVATION).delete()
    Brouillon.objects.update_or_create(
        compte_id=acteur.identifiant, cle=cle, defaults={"valeurs": lues, "modifie_le": maintenant}
    )
    gardes = Brouillon.objects.filter(compte_id=acteur.identifiant).values_list("pk", flat=True)
    Brouillon.objects.filter(compte_id=acteur.identifiant).exclude(pk__in=list(gardes[:NOMBRE_MAXIMAL])).delete()
    return True


def jeter_brouillon(acteur: Acteur, *, cle: str) -> None:
    """Throw away the draft of an address: its act is done, or the person no longer wants it."""
    if acteur.identifiant is not None:
        Brouillon.objects.filter(compte_id=acteur.identifiant, cle=cle).delete()


def brouillon_de(acteur: Acteur, cle: str) -> Brouillon | None:
    """Return the draft of the person for an address."""
    if acteur.identifiant is None:
        return None
    return Brouillon.objects.filter(compte_id=acteur.identifiant, cle=cle).first()


def reprendre(request: HttpRequest, form: forms.Form) -> Brouillon | None:
    """Return the draft waiting for this page; when the address asks for it, put its values in the form first shown."""
    if form.is_bound or request.method != "GET":
        return None
    brouillon = brouillon_de(request.acteur, request.path)  # type: ignore[attr-defined]
    if brouillon is not None and PARAMETRE in request.GET:
        form.initial = {**form.initial, **_initiales(form, brouillon.valeurs)}
    return brouillon


def _initiales(form: forms.Form, valeurs: Valeurs) -> dict[str, object]:
    """The stored texts as initial values; a hidden field (a version) keeps that of the page, so that a conflict still shows."""
    return {
        nom: _initiale(champ, valeurs.get(form.add_prefix(nom), []))
        for nom, champ in form.fields.items()
        if not champ.widget.is_hidden and not isinstance(champ, forms.FileField)
    }


def _initiale(champ: forms.Field, textes: list[str]) -> object:
    if isinstance(champ, forms.BooleanField):
        return bool(textes)
    if getattr(champ.widget, "allow_multiple_selected", False):
        return textes
    return textes[-1] if textes else ""
