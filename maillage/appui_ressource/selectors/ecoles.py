"""Schools and partners of a dispositif: who was in contact, who never was."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from maillage.appui_ressource.models import ActionAppui, DemandeAppui
from maillage.socle.domain.texte import contient_les_mots, plier
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.vocabulaire import Statut
from maillage.structures import selectors as structures
from maillage.territoire import selectors as territoire

SCOLAIRES = ("ECOLE", "COLLEGE", "LYCEE")
JAMAIS, DEJA = 5, 1
"""Classes of the map: the darkest for a place where someone was never in contact."""


TRIS: dict[str, Callable[[PartenaireEnContact], tuple[Any, ...]]] = {
    "contact": lambda ligne: (ligne.dernier_contact or dt.date.min, plier(ligne.partenaire.nom)),
    "nom": lambda ligne: (plier(ligne.partenaire.nom), ligne.partenaire.pk),
    "commune": lambda ligne: (plier(str(ligne.partenaire.commune or "")), plier(ligne.partenaire.nom)),
}
JAMAIS_EN_CONTACT, DEJA_EN_CONTACT = "jamais", "deja"


@dataclass(frozen=True)
class FiltresContacts:
    """What the address of the list says; `contact`: jamais, deja or empty; `tri`: a word of TRIS, with a minus sign the other way."""

    recherche: str = ""
    contact: str = ""
    tri: str = "contact"


@dataclass(frozen=True)
class PartenaireEnContact:
    """A partner; `dernier_contact` is None when there never was a request nor an action."""

    partenaire: Any
    dernier_contact: dt.date | None


def partenaires_en_contact(dispositif_id: int, *, scolaires: bool) -> list[PartenaireEnContact]:
    """Return the partners of the dispositif, those never in contact first, then the longest silent (4 queries)."""
    partenaires = structures.partenaires_du_dispositif(dispositif_id)
    if scolaires:
        partenaires = partenaires.filter(type__in=SCOLAIRES)
    par_cle, par_uai = _derniers_contacts(dispositif_id, timezone.localdate())
    lignes = [PartenaireEnContact(p, _dernier(p, par_cle, par_uai)) for p in partenaires]
    return sorted(lignes, key=lambda ligne: (ligne.dernier_contact or dt.date.min, ligne.partenaire.nom))


def filtrer_contacts(lignes: list[PartenaireEnContact], filtres: FiltresContacts) -> list[PartenaireEnContact]:
    """Return the lines that fit, sorted."""
    gardees = [ligne for ligne in lignes if _repond(ligne, filtres)]
    cle = TRIS.get(filtres.tri.lstrip("-"), TRIS["contact"])
    return sorted(gardees, key=cle, reverse=filtres.tri.startswith("-"))


def _repond(ligne: PartenaireEnContact, filtres: FiltresContacts) -> bool:
    jamais = ligne.dernier_contact is None
    if filtres.contact and jamais is not (filtres.contact == JAMAIS_EN_CONTACT):
        return False
    return contient_les_mots(f"{ligne.partenaire.nom} {ligne.partenaire.commune or ''}", filtres.recherche)


def _derniers_contacts(dispositif_id: int, le: dt.date) -> tuple[dict[int, dt.date], dict[str, dt.date]]:
    demandes = DemandeAppui.objects.filter(dispositif_id=dispositif_id).order_by()
    faites = Q(evenement__isnull=True) | ~Q(evenement__statut=Statut.ANNULE)
    actions = ActionAppui.objects.filter(faites, dispositif_id=dispositif_id, partenaire__isnull=False, jour__lte=le)
    actions = actions.order_by()
    par_cle: dict[int, dt.date] = {}
    for cle, moment in demandes.filter(partenaire__isnull=False).values_list("partenaire").annotate(Max("deposee_le")):
        par_cle[cle] = timezone.localdate(moment)
    for cle, jour in actions.values_list("partenaire").annotate(Max("jour")):
        par_cle[cle] = max(jour, par_cle.get(cle, jour))
    uai = demandes.exclude(uai="").values_list("uai").annotate(Max("deposee_le"))
    return par_cle, {numero: timezone.localdate(moment) for numero, moment in uai}


def _dernier(partenaire: Any, par_cle: Mapping[int, dt.date], par_uai: Mapping[str, dt.date]) -> dt.date | None:
    jours = (par_cle.get(partenaire.pk), par_uai.get(partenaire.uai) if partenaire.uai else None)
    return max((jour for jour in jours if jour is not None), default=None)


def carte_des_contacts(lignes: list[PartenaireEnContact]) -> dict[str, Any]:
    """Return the context of component `carte_table.html`: one point per commune, darkest where someone was never in contact (2 queries)."""
    par_commune: dict[Any, list[PartenaireEnContact]] = defaultdict(list)
    for ligne in lignes:
        if ligne.partenaire.commune is not None:
            par_commune[ligne.partenaire.commune].append(ligne)
    comptes = {
        commune: (sum(ligne.dernier_contact is None for ligne in presents), len(presents))
        for commune, presents in sorted(par_commune.items(), key=lambda paire: (paire[0].nom, paire[0].pk))
    }
    centres = territoire.centres([commune.pk for commune in comptes])
    jamais, total = sum(n for n, _ in comptes.values()), sum(n for _, n in comptes.values())
    return {
        "id": "contacts",
        "titre": "Où sont les structures jamais en contact",
        "resume": f"{ecrire_compte(jamais, 'structure jamais en contact', 'structures jamais en contact')} sur {total}.",
        "geojson": {"type": "FeatureCollection", "features": [*_fonds(comptes), *_points(comptes, centres)]},
        "legende": [
            {"classe": JAMAIS, "libelle": "au moins une structure jamais en contact", "compte": None},
            {"classe": DEJA, "libelle": "toutes ont déjà été en contact", "compte": None},
        ],
        "colonnes": ("Commune", "Jamais en contact", "Structures connues"),
        "lignes": [{"libelle": str(commune), "url": "", "valeurs": valeurs} for commune, valeurs in comptes.items()],
        "source": "partenaires du dispositif, demandes et actions d'appui-ressource",
    }


def _fonds(comptes: Mapping[Any, tuple[int, int]]) -> list[dict[str, Any]]:
    """The outlines of the intercommunalités, under the points."""
    fonds = territoire.contours("EPCI", {commune.epci_code for commune in comptes if commune.epci_code})
    return [{**fond, "properties": {**fond["properties"], "classe": 0}} for fond in fonds["features"]]


def _points(comptes: Mapping[Any, tuple[int, int]], centres: Mapping[str, tuple[float, float]]) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "id": commune.pk,
            "properties": {
                "nom": str(commune),
                "classe": JAMAIS if jamais else DEJA,
                "texte": f"{jamais} jamais en contact sur {total}",
            },
            "geometry": {"type": "Point", "coordinates": list(centres[commune.pk])},
        }
        for commune, (jamais, total) in comptes.items()
        if commune.pk in centres
    ]
