"""Choosing a dispositif, or one of its establishments, and a commune written by name."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from maillage.appui_ressource.forms.communes import ChampCommune
from maillage.socle.acteur import Acces, Acteur
from maillage.soutien.permissions import SOUTIEN
from maillage.structures.selectors import dispositifs_visibles
from maillage.territoire.selectors import commune_par_code

Groupe = tuple[str, list[tuple[str, str]]]


class ChampLieu(forms.ChoiceField):
    """A dispositif as a whole (« code »), or one of its establishments (« code:key »), grouped by dispositif (3 queries)."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, choices=[], **options)
        self._lieux: dict[str, tuple[Any, Any]] = {}

    def offrir(self, acteur: Acteur) -> None:
        """List what the person may ask for."""
        visibles = dispositifs_visibles(acteur, SOUTIEN, Acces.ECRITURE).prefetch_related(
            "rattachements__etablissement"
        )
        groupes: list[Groupe] = []
        for dispositif in visibles:
            entier = (dispositif.code, f"{dispositif.nom} (tout le dispositif)")
            self._lieux[dispositif.code] = (dispositif, None)
            siens = [r.etablissement for r in dispositif.rattachements.all() if _en_cours(r, timezone.localdate())]
            cles = {f"{dispositif.code}:{etablissement.pk}": etablissement for etablissement in siens}
            self._lieux |= {cle: (dispositif, etablissement) for cle, etablissement in cles.items()}
            groupes.append((dispositif.nom, [entier, *((cle, e.nom) for cle, e in cles.items())]))
        seul = groupes[0][1] if len(groupes) == 1 else None
        self.choices = seul or [("", "Choisir"), *groupes]

    def lieu(self, cle: str) -> tuple[Any, Any]:
        """Return the dispositif and the establishment of a choice that was cleaned."""
        return self._lieux[cle]


def _en_cours(rattachement: Any, le: dt.date) -> bool:
    return bool(rattachement.debut <= le and (rattachement.fin is None or rattachement.fin >= le))


class ChampCommuneConnue(ChampCommune):
    """Reads a name or a code, gives the commune itself, None when empty."""

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        return commune_par_code(code) if code else None


class ChampDispositif(forms.ChoiceField):
    """A dispositif by its code, among those open to the person."""

    def __init__(self, label: str = "Dispositif", **options: Any) -> None:
        super().__init__(label=label, choices=[], **options)
        self._connus: dict[str, Any] = {}

    def offrir(self, acteur: Acteur) -> None:
        """List the dispositifs (1 query)."""
        self._connus = {d.code: d for d in dispositifs_visibles(acteur, SOUTIEN, Acces.ECRITURE)}
        self.choices = [("", "Choisir"), *((code, d.nom) for code, d in self._connus.items())]

    def clean(self, value: Any) -> Any:
        return self._connus.get(str(super().clean(value)))
