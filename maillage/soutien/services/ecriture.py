"""What every writing of this context shares: fields checked and saved, versions compared, names looked for, the line of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import models

from maillage.appui_ressource.referentiels import mots_connus
from maillage.socle.acteur import Acteur
from maillage.socle.ecriture import poser_champs, tracer_objet, verrouiller_version
from maillage.soutien.domain.anonymat import Reperages, reperer
from maillage.soutien.domain.erreurs import ErreurSoutien

poser = partial(poser_champs, ErreurSoutien)
"""Set fields and save, or raise ErreurSoutien."""
verrouiller = partial(verrouiller_version, ErreurSoutien)
"""Lock a row at its version, or raise ErreurSoutien."""


def tracer(acteur: Acteur, acte: str, objet: models.Model, **details: Any) -> None:
    """Journal an act; `details` holds codes and dates, never what was written. What follows a request is of its dispositif."""
    du_suivi = getattr(getattr(objet, "demande", None), "dispositif_id", None)
    dispositif_id = getattr(objet, "dispositif_id", None) or du_suivi
    tracer_objet("soutien", acteur, acte, objet, dispositif_id=dispositif_id, **details)


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
