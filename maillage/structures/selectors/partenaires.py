"""The directory of the partners of a dispositif: filters, sort, positions; what a file may already hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import contient_les_mots, plier
from maillage.structures.domain.partenaires import PartenaireConnu
from maillage.structures.models import Dispositif, EtiquettePartenaire, FusionPartenaires, Partenaire

TRIS = ("nom", "-nom", "type", "-type", "commune", "-commune")
SECTION = "structures"


@dataclass(frozen=True)
class FiltresPartenaires:
    """What the address asks for."""

    type: str = ""
    etiquette: str = ""
    recherche: str = ""
    tri: str = "nom"

    @property
    def actifs(self) -> bool:
        return bool(self.type or self.etiquette or self.recherche)


@dataclass(frozen=True)
class LigneAnnuairePartenaire:
    """A partner, its words here, and where it is: its own point, else the middle of its commune (`precise` false)."""

    partenaire: Partenaire
    etiquettes: tuple[str, ...]
    lon: float | None
    lat: float | None
    precise: bool

    @property
    def commune(self) -> str:
        return self.partenaire.commune.nom if self.partenaire.commune else ""


def annuaire_des_partenaires(
    acteur: Acteur, dispositif: Dispositif, filtres: FiltresPartenaires
) -> list[LigneAnnuairePartenaire]:
    """Return the partners that answer the filters, sorted (2 queries); none when the section is closed there."""
    if not acteur.peut(SECTION, dispositif_id=dispositif.pk):
        return []
    mots: dict[int, list[str]] = {}
    for etiquette in EtiquettePartenaire.objects.filter(dispositif=dispositif):
        mots.setdefault(etiquette.partenaire_id, []).append(etiquette.mot)
    partenaires = Partenaire.objects.filter(dispositifs=dispositif).select_related("commune")
    lignes = [_ligne(un, tuple(mots.get(un.pk, ()))) for un in partenaires]
    retenues = [ligne for ligne in lignes if _repond(ligne, filtres)]
    cle = filtres.tri.lstrip("-")
    return sorted(retenues, key=lambda ligne: _cle(ligne, cle), reverse=filtres.tri.startswith("-"))


def etiquettes_du_dispositif(dispositif_id: int) -> list[tuple[str, int]]:
    """Return each word and how many partners bear it (1 query)."""
    mots = EtiquettePartenaire.objects.filter(dispositif_id=dispositif_id).values_list("mot", flat=True)
    return sorted(Counter(mots).items())


def partenaires_connus(dispositif: Dispositif) -> list[PartenaireConnu]:
    """Return every partner of the house, those of the dispositif told apart: a partner is one body, shared by those who work with it (3 queries).

    One that was made one with another, here, is known as that other: the same file imported again does not bring it back.
    """
    ici = set(Partenaire.objects.filter(dispositifs=dispositif).values_list("pk", flat=True))
    fusions = FusionPartenaires.objects.filter(dispositif=dispositif, annulee_le=None).order_by("le")
    devenus = {doublon: garde for doublon, garde in fusions.values_list("doublon", "garde") if doublon not in ici}
    lignes = Partenaire.objects.values_list("pk", "nom", "type", "uai", "commune_id")
    return [
        PartenaireConnu(devenu := _devenu(pk, devenus), nom, genre, uai, commune or "", devenu in ici)
        for pk, nom, genre, uai, commune in lignes
    ]


def partenaires_d_ici(dispositif: Dispositif) -> list[PartenaireConnu]:
    """Return those of the directory alone, each by its own name (1 query)."""
    lignes = Partenaire.objects.filter(dispositifs=dispositif).values_list("pk", "nom", "type", "uai", "commune_id")
    return [PartenaireConnu(pk, nom, genre, uai, commune or "", True) for pk, nom, genre, uai, commune in lignes]


def _devenu(pk: int, devenus: Mapping[int, int]) -> int:
    """Follow the unions, from one to the next."""
    vus = {pk}
    while (suivant := devenus.get(pk)) is not None and suivant not in vus:
        vus.add(suivant)
        pk = suivant
    return pk


def _ligne(partenaire: Partenaire, etiquettes: tuple[str, ...]) -> LigneAnnuairePartenaire:
    if partenaire.lon is not None and partenaire.lat is not None:
        return LigneAnnuairePartenaire(partenaire, etiquettes, partenaire.lon, partenaire.lat, precise=True)
    commune = partenaire.commune
    lon, lat = (commune.lon, commune.lat) if commune else (None, None)
    return LigneAnnuairePartenaire(partenaire, etiquettes, lon, lat, precise=False)


def _repond(ligne: LigneAnnuairePartenaire, filtres: FiltresPartenaires) -> bool:
    if filtres.type and ligne.partenaire.type != filtres.type:
        return False
    if filtres.etiquette and filtres.etiquette not in ligne.etiquettes:
        return False
    cherche = f"{ligne.partenaire.nom} {ligne.commune} {' '.join(ligne.etiquettes)}"
    return not filtres.recherche or contient_les_mots(cherche, filtres.recherche)


def _cle(ligne: LigneAnnuairePartenaire, cle: str) -> tuple[str, str, int]:
    premier = {"type": ligne.partenaire.get_type_display(), "commune": ligne.commune}.get(cle, ligne.partenaire.nom)
    return plier(premier), plier(ligne.partenaire.nom), ligne.partenaire.pk
