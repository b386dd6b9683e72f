"""Reader of the new flow « FINESS activités » v1.0.0: authorised capacities of the establishments already known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, BinaryIO

from maillage.structures.finess.compte_rendu import CompteRendu
from maillage.structures.finess.flux import FluxJson, ouvrir_texte
from maillage.structures.models import CapaciteAutorisee, Etablissement
from maillage.structures.referentiels import modes, public_actuel

NATURES_SOCIALES = frozenset({"ASMR", "ASOCR"})
LONGUEUR_CODE = 6
STATUT_AUTORISE = "09"
"""Deduced: the capacities of `activitesAutorisees` bear 09 only, those of establishments 08 and 09."""


@dataclass(frozen=True, order=True)
class LigneCapacite:
    """One authorised activity; `public` is the code of today, `public_declare` that of the file."""

    activite: str
    mode: str
    public: str
    public_declare: str
    nombre: int | None
    debut: date | None
    fin: date | None


def importer_capacites(binaire: BinaryIO, rendu: CompteRendu) -> None:
    """Replace the capacities of each known establishment that the file names; others are counted out of scope."""
    texte = ouvrir_texte(binaire)
    for cle, rang, pmej in FluxJson(texte).elements():
        if cle == "pmej" and isinstance(pmej, dict):
            _traiter(pmej, f"pmej[{rang}]", rendu)
    texte.detach()


def _traiter(pmej: Mapping[str, Any], chemin: str, rendu: CompteRendu) -> None:
    declarees = {
        str(ege.get("numFinessEge")): (f"{chemin}.ege[{rang}]", ege.get("activitesExercees") or [])
        for rang, ege in enumerate(pmej.get("ege") or [])
        if isinstance(ege, dict)
    }
    connus = {e.finess: e.pk for e in Etablissement.objects.filter(finess__in=declarees)}
    rendu.comptes["lus"] += len(declarees)
    rendu.comptes["hors_champ"] += len(declarees) - len(connus)
    lignes = {
        pk: sorted(_lignes(declarees[finess][1], declarees[finess][0], rendu), key=_ordre)
        for finess, pk in connus.items()
        if finess
    }
    _remplacer(lignes, rendu)


def _lignes(activites: list[Any], chemin: str, rendu: CompteRendu) -> Iterator[LigneCapacite]:
    for rang, activite in enumerate(activites):
        try:
            if _est_retenue(activite):
                yield _ligne(activite, f"{chemin}.activitesExercees[{rang}]", rendu)
        except (KeyError, TypeError, ValueError, StopIteration) as erreur:
            rendu.comptes["rejetes"] += 1
            rendu.noter(
                emplacement=f"{chemin}.activitesExercees[{rang}]",
                champ="activité",
                valeur="",
                message=f"cette activité ne se lit pas ({erreur})",
                remede="signalez-la à l'ARS qui tient FINESS ; les autres activités sont lues",
                gravite="REJET",
            )


def _est_retenue(activite: Mapping[str, Any]) -> bool:
    actif = activite["caracteristiquesGeneriques"]["etatObjet"] == "A"
    return actif and activite["nature"]["codeNature"] in NATURES_SOCIALES


def _ligne(activite: Mapping[str, Any], chemin: str, rendu: CompteRendu) -> LigneCapacite:
    generiques = activite["caracteristiquesGeneriques"]
    specifiques = activite["nature"]["caracteristiquesSpecifiques"]
    type_activite = next(valeur for cle, valeur in specifiques.items() if cle.startswith("typeActivite"))
    declare = str(type_activite.get("public") or "")
    public = public_actuel(declare, le=rendu.situation_le)
    mode = str(type_activite.get("modeFonctionnement") or "")
    _verifier_codes(declare, mode, _code_activite(type_activite))
    for champ, valeur, connu in (("public", declare, public), ("mode de fonctionnement", mode, modes().get(mode))):
        if valeur and connu is None:
            rendu.noter(
                emplacement=chemin,
                champ=champ,
                valeur=valeur,
                message="ce code n'est pas dans les nomenclatures connues ; il est gardé tel quel",
                remede="rien à faire, ou complétez les référentiels",
                gravite="INFO",
            )
    return LigneCapacite(
        activite=_code_activite(type_activite),
        mode=mode,
        public=public or declare,
        public_declare=declare,
        nombre=_nombre(activite.get("capacite") or []),
        debut=_date(generiques.get("dateDebutActiviteAutorisee")),
        fin=_date(generiques.get("dateFinActiviteAutorisee")),
    )


def _verifier_codes(*codes: str) -> None:
    trop_longs = [code for code in codes if len(code) > LONGUEUR_CODE]
    if trop_longs:
        raise ValueError(f"code trop long : {trop_longs[0][:40]}")


def _code_activite(type_activite: Mapping[str, Any]) -> str:
    return str(next((valeur for cle, valeur in type_activite.items() if cle.startswith("activite")), "") or "")


def _nombre(capacites: list[Any]) -> int | None:
    autorisees = [int(ligne["nombre"]) for ligne in capacites if ligne.get("statutCapacite") == STATUT_AUTORISE]
    return sum(autorisees) if autorisees else None


def _date(valeur: Any) -> date | None:
    return date.fromisoformat(str(valeur)[:10]) if valeur else None


def _ordre(ligne: LigneCapacite) -> tuple[str, ...]:
    return tuple(str(valeur) for valeur in astuple(ligne))


def _remplacer(lignes: Mapping[int, list[LigneCapacite]], rendu: CompteRendu) -> None:
    actuelles = defaultdict(list)
    for capacite in CapaciteAutorisee.objects.filter(etablissement_id__in=lignes):
        actuelles[capacite.etablissement_id].append(
            LigneCapacite(
                capacite.activite,
                capacite.mode,
                capacite.public,
                capacite.public_declare,
                capacite.nombre,
                capacite.debut,
                capacite.fin,
            )
        )
    changees = {pk: suite for pk, suite in lignes.items() if suite != sorted(actuelles[pk], key=_ordre)}
    rendu.comptes["inchanges"] += len(lignes) - len(changees)
    rendu.comptes["modifies"] += len(changees)
    CapaciteAutorisee.objects.filter(etablissement_id__in=changees).delete()
    nouvelles = [
        CapaciteAutorisee(etablissement_id=pk, **ligne.__dict__) for pk, suite in changees.items() for ligne in suite
    ]
    CapaciteAutorisee.objects.bulk_create(nouvelles, 500)
    rendu.comptes["capacites"] += len(nouvelles)
