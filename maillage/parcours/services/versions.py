"""Writing on what was read: locked, compared to the version that the page had, then saved whole."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import models

from maillage.parcours.domain.versions import EcartVersion, ModifieEntreTemps
from maillage.socle.domain.typographie import ecrire_date_annee

T = TypeVar("T", bound=models.Model)


def prendre(objet: T) -> T:
    """Lock a row for this transaction and return it as it is stored now."""
    modele: Any = type(objet)
    pris: T = modele.objects.select_for_update(of=("self",)).get(pk=objet.pk)
    return pris


def ecrire_valeurs(objet: models.Model, valeurs: dict[str, Any], *, version: int | None) -> list[str]:
    """Write values on a locked row and raise its version; return the fields that moved, none when nothing did.

    Raises ModifieEntreTemps when `version` is not the stored one (None takes it as it stands).
    """
    actuel: Any = objet
    modifies = [nom for nom, valeur in valeurs.items() if getattr(objet, nom) != valeur]
    if version is not None and version != actuel.version:
        raise ModifieEntreTemps([_ecart(objet, nom, valeurs[nom]) for nom in modifies], version=actuel.version)
    for nom in modifies:
        setattr(objet, nom, valeurs[nom])
    if modifies:
        actuel.version += 1
        objet.save(update_fields=[*modifies, "version"])
    return modifies


def _ecart(objet: models.Model, nom: str, propose: Any) -> EcartVersion:
    champ = objet._meta.get_field(nom)
    libelle = str(getattr(champ, "verbose_name", nom))
    return EcartVersion(libelle[:1].upper() + libelle[1:], _mots(champ, getattr(objet, nom)), _mots(champ, propose))


def _mots(champ: Any, valeur: Any) -> str:
    if isinstance(valeur, date):
        return ecrire_date_annee(valeur)
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    libelles = dict(getattr(champ, "flatchoices", ()))
    return str(libelles.get(valeur, valeur if valeur is not None else ""))
