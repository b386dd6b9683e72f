"""Rows that are written once: the model refuses what the database refuses too."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AjoutSeul(models.Model):
    """A row that is never changed nor erased: a new fact is a new row."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Cette ligne ne se modifie pas : ajoutez-en une autre.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Cette ligne ne s'efface pas.")
