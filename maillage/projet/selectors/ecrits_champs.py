"""The values of the fields of a template: plain strings read from the file, only from sections open to whoever makes the document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from maillage.agenda.domain.libelles import enumerer
from maillage.parcours import selectors as parcours
from maillage.parcours.domain.age import age_le
from maillage.parcours.selectors.durees import debut_du_sejour
from maillage.parcours.selectors.equipe import EquipeDuJeune, equipe_du_jeune
from maillage.projet.domain.ecrits import ChampModele, ListeModele
from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.referentiels_ecrits import champs_de_modele, listes_de_modele
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.structures import selectors as structures

Valeurs = dict[str, Any]


@dataclass(frozen=True)
class ChampsLus:
    """What a template receives, and the labels of its fields that the file leaves empty."""

    valeurs: Valeurs
    vides: tuple[str, ...]


def valeurs_fictives(saisies: Mapping[str, str]) -> Valeurs:
    """Return the invented young person, for a first look at a template."""
    plates = {code: champ.exemple for code, champ in champs_de_modele().items()}
    listes = {code: [SimpleNamespace(**ligne) for ligne in liste.exemple] for code, liste in listes_de_modele().items()}
    return {**_imbriquer(plates), **listes, "saisie": SimpleNamespace(**saisies)}


def valeurs_du_jeune(
    acteur: Acteur,
    *,
    dispositif: Any,
    jeune: Any,
    champs: Collection[str],
    saisies: Mapping[str, str],
    le: date,
) -> ChampsLus:
    """Read the fields that a template uses. Raises ErreurProjet naming those whose section is closed to the person (8 queries at most)."""
    ouvertes = parcours.sections_ouvertes(acteur, jeune.pk, dispositif.pk, le)
    _refuser_fermes(champs, ouvertes)
    plates = _lire(acteur, dispositif, jeune, ouvertes, le)
    equipe = equipe_du_jeune(jeune.pk, dispositif.pk, le) if "parcours" in ouvertes else None
    listes = {"equipe": [SimpleNamespace(**ligne) for ligne in _lignes_equipe(equipe)]}
    plates["referent.nom"] = _referent(equipe)
    vides = [champs_de_modele()[code].libelle for code in champs if code in champs_de_modele() and not plates[code]]
    vides += [listes_de_modele()[code].libelle for code in champs if code in listes and not listes[code]]
    valeurs = {**_imbriquer(plates), **listes, "saisie": SimpleNamespace(**saisies)}
    return ChampsLus(valeurs, tuple(vides))


def _refuser_fermes(champs: Collection[str], ouvertes: Collection[str]) -> None:
    tous: dict[str, ChampModele | ListeModele] = {**champs_de_modele(), **listes_de_modele()}
    fermes = [tous[code].libelle for code in champs if code in tous and tous[code].section not in {"", *ouvertes}]
    if fermes:
        raise ErreurProjet(
            f"Ce modèle emploie ce qui ne vous est pas ouvert dans ce dossier : {', '.join(fermes).lower()}."
        )


def _lire(acteur: Acteur, dispositif: Any, jeune: Any, ouvertes: Collection[str], le: date) -> dict[str, str]:
    """Every field of the white list; those of closed sections stay empty."""
    lectures: tuple[tuple[str, Callable[[], dict[str, str]]], ...] = (
        ("identite", lambda: _identite(jeune, le)),
        ("parcours", lambda: _accompagnement(jeune.pk, dispositif.pk, le)),
        ("scolarite", lambda: _scolarite(jeune.pk, le)),
    )
    plates = dict.fromkeys(champs_de_modele(), "")
    plates |= {"dispositif.nom": dispositif.nom, "auteur.nom": acteur.libelle, "aujourd_hui": _jour(le)}
    plates |= _etablissement(dispositif.pk, le)
    for section, lire in lectures:
        if section in ouvertes:
            plates |= lire()
    return plates


def _identite(jeune: Any, le: date) -> dict[str, str]:
    return {
        "jeune.prenom": jeune.prenom,
        "jeune.nom": jeune.nom,
        "jeune.naissance": _jour(jeune.naissance),
        "jeune.age": str(age_le(jeune.naissance, le)) if jeune.naissance else "",
        "jeune.commune": str(jeune.commune.nom) if jeune.commune else "",
    }


def _accompagnement(jeune_id: int, dispositif_id: int, le: date) -> dict[str, str]:
    modalites = [
        periode.get_modalite_display().lower() for periode in parcours.periodes_le(jeune_id, dispositif_id, le)
    ]
    return {
        "accompagnement.depuis": _jour(debut_du_sejour(jeune_id, dispositif_id, le)),
        "accompagnement.modalites": enumerer(modalites),
    }


def _scolarite(jeune_id: int, le: date) -> dict[str, str]:
    scolarite = parcours.scolarite_le(jeune_id, le)
    if scolarite is None:
        return {}
    return {"scolarite.forme": scolarite.get_code_display(), "scolarite.etablissement": scolarite.etablissement}


def _etablissement(dispositif_id: int, le: date) -> dict[str, str]:
    """The first establishment of the dispositif by name: a dispositif with several writes the right one in its own template."""
    premier = next(iter(structures.etablissements_du_dispositif(dispositif_id, le, le)), None)
    if premier is None:
        return {}
    ville = " ".join(part for part in (premier.code_postal, premier.commune.nom if premier.commune else "") if part)
    return {
        "etablissement.nom": premier.nom,
        "etablissement.adresse": ", ".join(part for part in (premier.adresse, ville) if part),
        "etablissement.telephone": premier.telephone,
    }


def _lignes_equipe(equipe: EquipeDuJeune | None) -> list[dict[str, str]]:
    if equipe is None:
        return []
    return [{"nom": str(ligne.membre.professionnel), "fonction": ligne.fonction} for ligne in equipe.actuels]


def _referent(equipe: EquipeDuJeune | None) -> str:
    return str(equipe.referent.membre.professionnel) if equipe and equipe.referent else ""


def _jour(jour: date | None) -> str:
    return ecrire_date_annee(jour) if jour else ""


def _imbriquer(plates: Mapping[str, str]) -> Valeurs:
    """Turn « jeune.nom » into an object with that attribute: attributes of plain strings are all a template can reach."""
    tetes: dict[str, dict[str, str]] = {}
    seules: Valeurs = {}
    for code, valeur in plates.items():
        tete, _, reste = code.partition(".")
        if reste:
            tetes.setdefault(tete, {})[reste] = valeur
        else:
            seules[tete] = valeur
    return {**seules, **{tete: SimpleNamespace(**champs) for tete, champs in tetes.items()}}
