"""The form field of a received file: checked before the form is valid, its refusals beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from maillage.socle.pieces.controle import FichierControle, controler_fichier, ecrire_taille
from maillage.socle.pieces.erreurs import ErreurPiece
from maillage.socle.pieces.natures import DOCUMENTS, extensions_de


class ChampPiece(forms.FileField):
    """Gives a FichierControle; says below its label which kinds are taken and up to which size.

    The form must be sent with `enctype="multipart/form-data"` and built with `request.FILES`.
    """

    def __init__(
        self, label: str, *, natures: frozenset[str] = DOCUMENTS, taille_max: int | None = None, **options: Any
    ) -> None:
        self.natures, self.taille_max = natures, taille_max
        extensions = extensions_de(natures)
        limite = ecrire_taille(taille_max or settings.TAILLE_MAX_PIECE)
        options.setdefault("help_text", f"{', '.join(extensions).upper()}, {limite} au plus.")
        accept = ",".join(f".{extension}" for extension in extensions)
        options.setdefault("widget", forms.FileInput(attrs={"accept": accept}))
        super().__init__(label=label, **options)

    def clean(self, data: Any, initial: Any = None) -> FichierControle | None:
        """Return the checked file, None when nothing was sent and nothing is asked. Raises ValidationError."""
        if data is not None and not getattr(data, "size", 1):
            raise forms.ValidationError("Ce fichier est vide.")
        fichier = super().clean(data, initial)
        if not fichier:
            return None
        try:
            return controler_fichier(fichier, natures=self.natures, taille_max=self.taille_max)
        except ErreurPiece as refus:
            raise forms.ValidationError(refus.message) from refus
