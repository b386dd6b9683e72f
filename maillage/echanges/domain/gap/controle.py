"""What the profiles of GAP and R4 ask of a Schedule, a Slot or an Appointment, said in French and placed.

The table is `referentiels/gap.toml`; the base shape is the business of `echanges.forme`. Reads the bundles that Maillage writes before they leave,
and those of others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from maillage.echanges.domain.fhir.briques import Ressource
from maillage.echanges.domain.fhir.controle import Faute, Regles, indexer, valeurs
from maillage.echanges.domain.gap.ecriture import CANONIQUE

TYPES_DE_LOT = ("collection", "searchset")
SANS_HEURE = ("proposed", "cancelled", "waitlist")
"""Invariant app-3 of R4."""


def controler_agendas(lot: Any, regles: Regles) -> list[Faute]:
    """Return the faults of a bundle of agendas, in the order of its entries."""
    if not isinstance(lot, dict) or lot.get("resourceType") != "Bundle":
        return [Faute("Bundle", "ce fichier n'est pas un Bundle FHIR")]
    fautes: list[Faute] = []
    if lot.get("type") not in TYPES_DE_LOT:
        fautes.append(Faute("Bundle.type", f"« {lot.get('type', '')} » : attendu {' ou '.join(TYPES_DE_LOT)}"))
    entrees = lot.get("entry") or []
    index = indexer(entrees)
    for rang, entree in enumerate(entrees):
        ressource = entree.get("resource") if isinstance(entree, dict) else None
        chemin = f"Bundle.entry[{rang}].resource"
        if isinstance(ressource, dict):
            fautes.extend(_ressource(ressource, chemin, regles, index))
        else:
            fautes.append(Faute(chemin, "une entrée sans ressource"))
    return fautes


def _ressource(ressource: Ressource, chemin: str, regles: Regles, index: dict[str, Ressource]) -> Iterator[Faute]:
    genre = str(ressource.get("resourceType"))
    if genre not in regles:
        yield Faute(chemin, f"« {genre} » n'a pas sa place dans un lot d'agendas", bloquante=False)
        return
    regle = regles[genre]
    if f"{CANONIQUE}{genre.lower()}" not in [
        str(profil).split("|")[0] for profil in valeurs(ressource, "meta.profile")
    ]:
        yield Faute(f"{chemin}.meta.profile", f"le profil gap-fr-{genre.lower()} n'est pas déclaré", bloquante=False)
    for ou in regle["requis"]:
        if not valeurs(ressource, ou):
            yield Faute(f"{chemin}.{ou}", "valeur obligatoire absente")
    for ou in regle.get("interdits", ()):
        if valeurs(ressource, ou):
            yield Faute(f"{chemin}.{ou}", "FR Core n'admet pas cet élément ici")
    for ou, permis in regle.get("codes", {}).items():
        for code in valeurs(ressource, ou):
            if code not in permis:
                yield Faute(f"{chemin}.{ou}", f"code « {code} » hors de la liste attendue")
    for ou, types in regle.get("references", {}).items():
        yield from _references(ressource, f"{chemin}.{ou}", valeurs(ressource, ou), types, index)
    yield from _invariants(genre, ressource, chemin)


def _references(
    ressource: Ressource, chemin: str, references: list[Any], types: list[str], index: dict[str, Ressource]
) -> Iterator[Faute]:
    """A reference names an entry of the bundle, or is logical: an identifier or a word, with the type of what it names."""
    for reference in references:
        cible = reference.get("reference") if isinstance(reference, dict) else None
        if cible is None:
            genre = reference.get("type") if isinstance(reference, dict) else None
        elif cible in index:
            genre = index[cible].get("resourceType")
        else:
            yield Faute(chemin, f"la référence « {cible} » ne mène à rien dans le lot")
            continue
        if genre not in types:
            yield Faute(chemin, f"« {genre} » n'est pas {' ou '.join(types)}")


def _invariants(genre: str, ressource: Ressource, chemin: str) -> Iterator[Faute]:
    debut, fin = (_instant(ressource.get(champ)) for champ in ("start", "end"))
    if debut and fin and fin < debut:
        yield Faute(f"{chemin}.end", "la fin vient avant le début")
    if genre != "Appointment":
        return
    if ("start" in ressource) != ("end" in ressource):
        yield Faute(f"{chemin}.end", "le début et la fin vont ensemble (app-2)")
    if "start" not in ressource and ressource.get("status") not in SANS_HEURE:
        yield Faute(f"{chemin}.start", "ce rendez-vous doit dire son heure (app-3)")
    if "cancelationReason" in ressource and ressource.get("status") not in ("cancelled", "noshow"):
        yield Faute(f"{chemin}.cancelationReason", "seul un rendez-vous annulé ou manqué dit pourquoi (app-4)")
    for rang, participant in enumerate(ressource.get("participant") or []):
        if not (isinstance(participant, dict) and (participant.get("type") or participant.get("actor"))):
            yield Faute(f"{chemin}.participant[{rang}]", "dites qui participe, ou à quel titre (app-1)")


def _instant(texte: Any) -> dt.datetime | None:
    try:
        lu = dt.datetime.fromisoformat(str(texte))
    except ValueError:
        return None
    return lu if lu.tzinfo else None
