"""What every writing of this context shares: fields checked and saved, versions compared, names looked for, the line of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from maillage.appui_ressource.referentiels import mots_connus
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser
from maillage.soutien.domain.anonymat import Reperages, reperer
from maillage.soutien.domain.erreurs import ErreurSoutien

DEJA_CHANGE = (
    "Quelqu'un d'autre a modifié cette page depuis que vous l'avez ouverte. Relisez-la : votre texte est encore ici."
)


def tracer(acteur: Acteur, acte: str, objet: models.Model, **details: Any) -> None:
    """Journal an act; `details` holds codes and dates, never what was written."""
    demande = getattr(objet, "demande", None)
    dispositif = getattr(objet, "dispositif_id", None) or getattr(demande, "dispositif_id", None)
    journaliser(
        acteur,
        f"soutien.{acte}",
        objet=f"{objet._meta.model_name}:{getattr(objet, 'identifiant', objet.pk)}",
        dispositif_id=dispositif,
        details={cle: str(valeur) for cle, valeur in details.items() if valeur is not None},
    )


def poser(objet: models.Model, champs: Mapping[str, Any]) -> None:
    """Set fields and save; raise ErreurSoutien on the first one that the model refuses."""
    for champ, valeur in champs.items():
        setattr(objet, champ, valeur)
    try:
        objet.full_clean()
    except ValidationError as refus:
        champ, messages = next(iter(refus.message_dict.items()))
        raise ErreurSoutien(messages[0], champ="" if champ == "__all__" else champ) from refus
    objet.save()


def verrouiller(objet: Any, version: int | None = None) -> Any:
    """Return the row locked for this transaction; raise ErreurSoutien when another version was written meanwhile."""
    verrou = type(objet).objects.select_for_update().get(pk=objet.pk)
    if version is not None and version != verrou.version:
        raise ErreurSoutien(DEJA_CHANGE)
    return verrou


def reperer_tout(textes: Iterable[object]) -> Reperages:
    """Return what may tell who someone is in these words."""
    return reperer("\n".join(str(texte or "") for texte in textes), mots_connus())


def refuser_les_noms(textes: Mapping[str, object], *, confirme: bool) -> None:
    """Raise ErreurSoutien for a birth date, and for what looks like a name until the writer says that it names no young person."""
    for champ, texte in textes.items():
        reperages = reperer_tout([texte])
        if reperages.dates:
            raise ErreurSoutien(
                f"Retirez ce qui se lit comme une date de naissance : {', '.join(reperages.dates)}.", champ=champ
            )
        if reperages.noms and not confirme:
            raise ErreurSoutien(
                f"Cela ressemble à un nom : {', '.join(reperages.noms)}. Retirez-le, ou cochez la case en bas "
                "s'il n'est ni celui d'un jeune ni celui d'un parent.",
                champ=champ,
            )
