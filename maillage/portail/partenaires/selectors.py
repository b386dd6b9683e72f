"""One row per partner: its agreement (conventions), its last real contact (appui-ressource, agendas), each only if open to the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from maillage.agenda.selectors.lieux import derniers_passages
from maillage.appui_ressource.selectors.ecoles import partenaires_en_contact
from maillage.conventions.selectors import accords_visibles, dater
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import contient_les_mots, plier
from maillage.structures.selectors.partenaires import FiltresPartenaires, annuaire_des_partenaires

TRIS = ("nom", "-nom", "contact", "-contact", "accord")


@dataclass(frozen=True)
class LignePartenariat:
    """A partner; `accord` is the agreement that counts that day, dated, None without; `contact` the last one, None for never."""

    partenaire: Any
    etiquettes: tuple[str, ...]
    accord: Any
    contact: date | None


@dataclass(frozen=True)
class Partenariats:
    """The rows, and what is closed to the person: a closed column is not drawn."""

    lignes: list[LignePartenariat]
    avec_accords: bool
    avec_contacts: bool


def partenariats(acteur: Acteur, dispositif: Any, *, le: date, recherche: str = "", tri: str = "nom") -> Partenariats:
    """Return the partners sorted (9 queries at most, whatever their number)."""
    avec_accords = acteur.peut("accords", dispositif_id=dispositif.pk)
    avec_appui = acteur.peut("appui", dispositif_id=dispositif.pk)
    passages = _passages(dispositif.pk) if acteur.peut("agenda", dispositif_id=dispositif.pk) else None
    avec_contacts = avec_appui or passages is not None
    accords = _accords(acteur, dispositif.pk, le) if avec_accords else {}
    contacts = _contacts(dispositif.pk) if avec_appui else {}
    lignes = [
        LignePartenariat(
            une.partenaire,
            une.etiquettes,
            accords.get(plier(une.partenaire.nom)),
            _le_dernier(contacts.get(une.partenaire.pk), (passages or {}).get(plier(une.partenaire.nom))),
        )
        for une in annuaire_des_partenaires(acteur, dispositif, FiltresPartenaires())
        if not recherche or contient_les_mots(f"{une.partenaire.nom} {' '.join(une.etiquettes)}", recherche)
    ]
    return Partenariats(_trier(lignes, tri), avec_accords, avec_contacts)


def _accords(acteur: Acteur, dispositif_id: int, le: date) -> dict[str, Any]:
    """By folded name: an agreement writes the name of its partner in full; the one that ends last counts."""
    dates = [dater(accord, le) for accord in accords_visibles(acteur).filter(dispositif_id=dispositif_id)]
    return {plier(un.objet.partenaire): un for un in sorted(dates, key=lambda un: un.fin)}


def _contacts(dispositif_id: int) -> dict[int, date | None]:
    return {un.partenaire.pk: un.dernier_contact for un in partenaires_en_contact(dispositif_id, scolaires=False)}


def _passages(dispositif_id: int) -> dict[str, date]:
    """Events whose place bears the name of the partner: the day alone is read."""
    return derniers_passages(dispositif_id, timezone.now())


def _le_dernier(*jours: date | None) -> date | None:
    return max((jour for jour in jours if jour is not None), default=None)


def _trier(lignes: list[LignePartenariat], tri: str) -> list[LignePartenariat]:
    a_rebours = tri.startswith("-")
    if tri.lstrip("-") == "contact":
        return sorted(lignes, key=lambda un: un.contact or date.min, reverse=a_rebours)
    if tri == "accord":
        return sorted(lignes, key=lambda un: (un.accord is not None, plier(un.partenaire.nom)))
    return sorted(lignes, key=lambda un: plier(un.partenaire.nom), reverse=a_rebours)
