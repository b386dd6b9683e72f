"""Communes from a file: ours, the « code officiel géographique » of Insee (TYPECOM, COM, LIBELLE, COMPARENT…), or any list with code and name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Max

from maillage.territoire.domain.comptes_rendus import CompteRendu
from maillage.territoire.domain.noms import nom_de_recherche
from maillage.territoire.domain.positions import defaut_de
from maillage.territoire.domain.rapprochement import FicheReference
from maillage.territoire.imports.colonnes import Colonne, lire_entier, lire_nombre
from maillage.territoire.imports.genres import EtatReference, Genre, Lot
from maillage.territoire.imports.lecture import Cellules
from maillage.territoire.imports.registre import Registre
from maillage.territoire.models import AncienneCommune, Commune, ImportReference
from maillage.territoire.sources import ANCIENNES, SOURCE

CODE = re.compile(r"(\d{2}|2[AB])\d{3}")
CHAMPS = ("nom", "nom_recherche", "departement", "region", "epci_code", "epci_nom", "population", "lon", "lat")
OUTRE_MER = ("97", "98")
COLONNES = (
    Colonne("code_insee", "cinq caractères", ("code_commune", "codgeo", "com", "code", "insee"), True, "48095"),
    Colonne("nom", "nom de la commune", ("libelle", "nom_commune", "libgeo"), True, "Mende"),
    Colonne("departement", "code ; sinon, celui du code INSEE", ("dep", "code_departement"), exemple="48"),
    Colonne("region", "code ; sinon, celui du département", ("reg", "code_region"), exemple="76"),
    Colonne("epci_code", "code SIREN de l'intercommunalité", ("epci", "code_epci", "siren_epci"), exemple="244800405"),
    Colonne("epci_nom", "son nom", ("nom_epci", "libepci"), exemple="Cœur de Lozère"),
    Colonne(
        "population", "population municipale", (r"population_\d{4}", "population_municipale", "pmun"), exemple="12318"
    ),
    Colonne("lon", "longitude, degrés décimaux", ("longitude", "lng"), exemple="3.5"),
    Colonne("lat", "latitude, degrés décimaux", ("latitude",), exemple="44.52"),
    Colonne("typecom", "COM, ou COMD, COMA, ARM pour un ancien code", ("type_commune",)),
    Colonne("comparent", "pour un ancien code : la commune d'aujourd'hui", ("commune_parente",)),
)


@dataclass
class LotCommunes:
    """Communes to write, and former codes with the commune that holds each today."""

    lot: Lot
    registre: Registre
    anciennes: dict[str, tuple[str, str]] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)

    @property
    def rendu(self) -> CompteRendu:
        return self.registre.rendu

    def preparer(self) -> LotCommunes:
        self.regions = dict(Commune.objects.values_list("departement").annotate(r=Max("region")))
        lignes = self.lot.table.ranger(COLONNES)
        self.rendu.comptes["lus"] = len(lignes)
        connus = self.registre.connus(ligne["code_insee"] for ligne in lignes)
        fiches: dict[str, FicheReference] = {}
        for ligne in lignes:
            fiche = self._lire(ligne, connus, fiches)
            if fiche is not None:
                fiches[fiche.cle] = fiche
        self._ranger_les_anciennes(fiches, connus)
        self.registre.confronter(list(fiches.values()), connus, self.lot.avancer)
        if self.lot.complet:
            departements = {str(fiche.valeurs["departement"]) for fiche in fiches.values() if fiche.ouverte is None}
            siennes = Commune.objects.filter(departement__in=departements, ferme_le=None)
            self.registre.fermer_les_absents(siennes, frozenset(fiches))
        return self

    def _lire(
        self, ligne: Cellules, connus: Mapping[str, object], lues: Mapping[str, FicheReference]
    ) -> FicheReference | None:
        code, nom = ligne["code_insee"].upper(), ligne["nom"]
        if not CODE.fullmatch(code):
            remede = "écrivez le code INSEE, zéros de tête compris (colonne en texte)"
            return self._refuser(ligne, "code_insee", code, "ce n'est pas un code de commune", remede)
        if ligne["typecom"] in ANCIENNES:
            self.anciennes[code] = (nom, ligne["comparent"])
            return None
        if code in lues:
            return self._refuser(ligne, "code_insee", code, f"déjà lu ligne {lues[code].ligne}", "gardez une ligne")
        departement = ligne["departement"] or code[: 3 if code[:2] in OUTRE_MER else 2]
        region = ligne["region"] or self.regions.get(departement, "")
        if not nom or (not region and code not in connus):
            colonne = "region" if nom else "nom"
            return self._refuser(ligne, colonne, "", "cette case est vide", "remplissez-la : la commune est nouvelle")
        population = lire_entier(ligne["population"])
        if ligne["population"] and population is None:
            return self._refuser(ligne, "population", ligne["population"], "nombre entier attendu", "corrigez la case")
        return self._fiche(ligne, (code, nom, departement, region), population)

    def _fiche(self, ligne: Cellules, qui: tuple[str, str, str, str], population: int | None) -> FicheReference | None:
        code, nom, departement, region = qui
        lon, lat = lire_nombre(ligne["lon"]), lire_nombre(ligne["lat"])
        if (ligne["lon"] or ligne["lat"]) and (defaut := defaut_de(lon, lat)):
            valeur = f"{ligne['lon']} {ligne['lat']}"
            return self._refuser(ligne, "lon", valeur, str(defaut), "corrigez les deux cases, ou videz-les")
        valeurs = {
            "nom": nom,
            "nom_recherche": nom_de_recherche(nom),
            "departement": departement,
            "region": region,
            "epci_code": ligne["epci_code"],
            "epci_nom": ligne["epci_nom"],
            "population": population,
            "lon": lon,
            "lat": lat,
        }
        return FicheReference(ligne.numero, code, nom, valeurs)

    def _refuser(self, ligne: Cellules, colonne: str, valeur: str, message: str, remede: str) -> FicheReference | None:
        self.rendu.refuser(ligne.numero, colonne, valeur, message, remede)
        return None

    def _ranger_les_anciennes(self, fiches: dict[str, FicheReference], connus: Mapping[str, object]) -> None:
        """A commune that the file calls a former code is closed; a former code without a known commune of today is let go."""
        presentes = fiches.keys() | set(
            Commune.objects.filter(pk__in={parent for _, parent in self.anciennes.values()}).values_list(
                "pk", flat=True
            )
        )
        self.anciennes = {
            code: (nom, parent)
            for code, (nom, parent) in self.anciennes.items()
            if code not in fiches and parent in presentes
        }
        for code, (nom, _) in self.anciennes.items():
            if code in connus:
                fiches[code] = FicheReference(0, code, nom, {"departement": ""}, ouverte=False)

    def ecrire(self, importe: ImportReference) -> None:
        self.registre.ecrire(importe)
        AncienneCommune.objects.bulk_create(
            [AncienneCommune(code=code, nom=nom, commune_id=parent) for code, (nom, parent) in self.anciennes.items()],
            1000,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["nom", "commune"],
        )


def preparer(lot: Lot) -> LotCommunes:
    """Compare a file of communes with those known; nothing is written."""
    return LotCommunes(lot, Registre("communes", Commune, "code", CHAMPS, lot.situation_le)).preparer()


def etat() -> EtatReference:
    """Return what is held: open communes, closed ones, newest situation (none for those of the package)."""
    communes = Commune.objects.all()
    derniere = communes.aggregate(le=Max("situation_le"))["le"]
    return EtatReference(communes.filter(ferme_le=None).count(), communes.exclude(ferme_le=None).count(), derniere)


GENRE = Genre(
    code="communes",
    libelle="Communes",
    phrase="Codes, intercommunalités, population et point de chaque commune ; les anciens codes du fichier de l'Insee sont gardés.",
    source=f"{SOURCE} ; ou fichier de l'exploitant",
    un="commune",
    plusieurs="communes",
    colonnes=COLONNES,
    preparer=preparer,
    etat=etat,
    complet="Ce fichier est complet pour ses départements : une commune absente n'existe plus",
    liste="territoire:communes",
)
