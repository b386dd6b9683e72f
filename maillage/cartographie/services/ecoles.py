"""The schools of the national directory, read from its file: every problem is told by line and column, sound lines enter, closed schools are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from maillage.cartographie.models import Ecole
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.socle.services import journaliser
from maillage.structures.adresses import score_min
from maillage.structures.domain.adresses import meme_lieu
from maillage.structures.domain.finess import PRECISIONS
from maillage.structures.referentiels import precision_de, seuils
from maillage.territoire.domain.comptes_rendus import REVOIR, CompteRendu
from maillage.territoire.domain.positions import defaut_de, motif_de_position
from maillage.territoire.domain.rapprochement import FicheReference
from maillage.territoire.geocodage.passages import RegistrePlacable
from maillage.territoire.imports.colonnes import Colonne, lire_entier, lire_jour, lire_nombre
from maillage.territoire.imports.genres import EtatReference, Genre, Lot
from maillage.territoire.imports.lecture import Cellules
from maillage.territoire.imports.registre import Registre
from maillage.territoire.imports.services import exiger as exiger_references
from maillage.territoire.selectors import centres, communes_actuelles
from maillage.territoire.vocabulaire import MotifRevue, PositionSource

ECOLES = "ecoles"
UAI = re.compile(r"\d{7}[A-Z]")
SITE = re.compile(r"\d{7}[A-Z]-\d")
CHAMPS = (
    "nom",
    "nature",
    "secteur",
    "adresse",
    "code_postal",
    "commune_id",
    "lon",
    "lat",
    "position_source",
    "revue_motif",
    "eleves",
)
COLONNES = (
    Colonne(
        "uai",
        "numéro de l'établissement, huit caractères",
        ("numero_uai", "identifiant_de_l_etablissement", "identifiant_etablissement", "code_etablissement"),
        True,
        "0480001A",
    ),
    Colonne("id", "numéro suivi de « -2 » pour un second site du même UAI"),
    Colonne("nom", "nom", ("nom_etablissement", "appellation_officielle", "denomination"), True, "École des Prés"),
    Colonne(
        "type", "école, collège, lycée…", ("type_etablissement", "nature_uai_libe", "nature_libelle"), exemple="École"
    ),
    Colonne("secteur", "public ou privé", ("statut_public_prive", "secteur_public_prive_libe"), exemple="Public"),
    Colonne("adresse", "numéro et voie", ("adresse_1", "adresse_uai"), exemple="2 rue des Prés"),
    Colonne("code_postal", "code postal", ("code_postal_uai",), exemple="48000"),
    Colonne("commune_insee", "code INSEE de la commune", ("code_commune", "code_insee", "commune"), True, "48095"),
    Colonne(
        "lon", "longitude, degrés décimaux ; sans position, le centre de la commune", ("longitude",), exemple="3.5"
    ),
    Colonne("lat", "latitude, degrés décimaux", ("latitude",), exemple="44.52"),
    Colonne("precision_position", "« Numéro de rue », « Rue », « Ville »…", ("precision_localisation", "localisation")),
    Colonne("nombre_eleves", "élèves", ("nombre_d_eleves", "effectif", "eleves"), exemple="120"),
    Colonne("etat", "ouvert ou fermé", ("etat_etablissement_libe", "etat_etablissement")),
    Colonne("date_fermeture", "jour de la fermeture", ("ferme_le",)),
)


@dataclass
class LotEcoles:
    """Schools to write."""

    lot: Lot
    registre: Registre
    communes: dict[str, str] = field(default_factory=dict)
    centres: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def rendu(self) -> CompteRendu:
        return self.registre.rendu

    def preparer(self) -> LotEcoles:
        lignes = self.lot.table.ranger(COLONNES)
        self.rendu.comptes["lus"] = len(lignes)
        self.communes = communes_actuelles(ligne["commune_insee"].upper() for ligne in lignes)
        self.centres = centres(set(self.communes.values()))
        connues = self.registre.connus(_cle(ligne) for ligne in lignes)
        fiches: dict[str, FicheReference] = {}
        for ligne in lignes:
            fiche = self._lire(ligne, connues, fiches)
            if fiche is not None:
                fiches[fiche.cle] = fiche
        self.registre.confronter(list(fiches.values()), connues, self.lot.avancer)
        if self.lot.complet:
            siennes = Ecole.objects.filter(commune__departement__in=self._departements(fiches), ferme_le=None)
            self.registre.fermer_les_absents(siennes, frozenset(fiches))
        return self

    def _departements(self, fiches: Mapping[str, FicheReference]) -> set[str]:
        codes = {str(fiche.valeurs["commune_id"]) for fiche in fiches.values()}
        return {code[: 3 if code.startswith("97") else 2] for code in codes}

    def _lire(
        self, ligne: Cellules, connues: Mapping[str, Any], lues: Mapping[str, FicheReference]
    ) -> FicheReference | None:
        cle, commune = _cle(ligne), self.communes.get(ligne["commune_insee"].upper())
        lon, lat = lire_nombre(ligne["lon"]), lire_nombre(ligne["lat"])
        sans = not ligne["lon"] and not ligne["lat"]
        defaut = None if sans else defaut_de(lon, lat)
        eleves = lire_entier(ligne["nombre_eleves"])
        if not UAI.fullmatch(cle[:8]):
            return self._refuser(ligne, "uai", "ce n'est pas un UAI", "écrivez sept chiffres et une lettre")
        if cle in lues:
            deja = f"déjà lu ligne {lues[cle].ligne}"
            return self._refuser(
                ligne, "uai", deja, "gardez une ligne, ou ajoutez « -2 » au second site, colonne « id »"
            )
        if not ligne["nom"]:
            return self._refuser(ligne, "nom", "cette case est vide", "remplissez-la")
        if commune is None:
            remede = "chargez d'abord cette commune, ou corrigez son code"
            return self._refuser(ligne, "commune_insee", "commune inconnue ici", remede)
        if defaut:
            return self._refuser(ligne, "lon", f"{defaut} ({ligne['lat']})", "corrigez les deux cases, ou videz-les")
        if ligne["nombre_eleves"] and eleves is None:
            return self._refuser(ligne, "nombre_eleves", "nombre entier attendu", "corrigez la case, ou videz-la")
        valeurs = {
            "nom": ligne["nom"][:200],
            "nature": ligne["type"][:60],
            "secteur": ligne["secteur"][:20],
            "adresse": ligne["adresse"][:250],
            "code_postal": ligne["code_postal"][:5],
            "commune_id": commune,
            "eleves": eleves,
        }
        place = self._placer(ligne, connues.get(cle), valeurs, (None, None) if sans else (lon, lat))
        ouverte, ferme_le = _etat(ligne)
        return FicheReference(ligne.numero, cle, ligne["nom"][:200], {**valeurs, **place}, ouverte, ferme_le)

    def _refuser(self, ligne: Cellules, colonne: str, message: str, remede: str) -> FicheReference | None:
        self.rendu.refuser(ligne.numero, colonne, ligne[colonne], message, remede)
        return None

    def _placer(
        self, ligne: Cellules, connue: Any, valeurs: Mapping[str, Any], position: tuple[float | None, float | None]
    ) -> dict[str, Any]:
        """The position that the line gives, unless a better one is known: set by hand, or more precise, for the same address."""
        lon, lat = position
        centre = self.centres.get(str(valeurs["commune_id"]))
        mot = ligne["precision_position"]
        source = (precision_de(mot) if mot else PositionSource.ADRESSE) if lon is not None else PositionSource.COMMUNE
        if connue is not None and not _demenage(connue, valeurs):
            manuelle = connue.position_source == PositionSource.MANUELLE
            if manuelle or PRECISIONS.index(source) < PRECISIONS.index(connue.position_source):
                return {}
        seuil = seuils(self.lot.situation_le)
        motif = motif_de_position(
            position, centre, None, score_min=seuil.score_ban_min, distance_max_km=seuil.distance_commune_km
        )
        if motif:
            self.rendu.comptes["a_revoir"] += 1
            remede = "placez-la à la main, ou cherchez son adresse, depuis la liste des écoles « à revoir »"
            message = MotifRevue(motif).label.lower()
            self.rendu.signaler(ligne.numero, "lon", ligne["uai"], message, remede, REVOIR)
        if lon is None or lat is None:
            lon, lat = centre or (0.0, 0.0)
        return {"lon": lon, "lat": lat, "position_source": str(source), "revue_motif": motif}

    def ecrire(self, importe: Any) -> None:
        self.registre.ecrire(importe)


def _cle(ligne: Cellules) -> str:
    """The UAI, with the rank of the site when the file tells two of them apart."""
    uai, site = ligne["uai"].upper(), ligne["id"].upper()
    return site if SITE.fullmatch(site) and site.startswith(uai) else uai


def _demenage(connue: Ecole, valeurs: Mapping[str, Any]) -> bool:
    if connue.commune_id != valeurs["commune_id"]:
        return True
    return bool(connue.adresse and valeurs["adresse"]) and not meme_lieu(connue.adresse, str(valeurs["adresse"]))


def _etat(ligne: Cellules) -> tuple[bool | None, Any]:
    """Open or closed as the file says; « à fermer » is still open, and a school that a file of open ones lists is open."""
    etat, ferme_le = plier(ligne["etat"]), lire_jour(ligne["date_fermeture"])
    if etat.startswith("ferm"):
        return False, ferme_le
    return (None, ferme_le) if ferme_le else (True, None)


def preparer(lot: Lot) -> LotEcoles:
    """Compare a file of schools with those known; nothing is written."""
    return LotEcoles(lot, Registre(ECOLES, Ecole, "uai", CHAMPS, lot.situation_le)).preparer()


def etat() -> EtatReference:
    """Return what is held: open schools, closed ones, newest situation."""
    ecoles = Ecole.objects.all()
    derniere = ecoles.aggregate(le=Max("situation_le"))["le"]
    return EtatReference(ecoles.filter(ferme_le=None).count(), ecoles.exclude(ferme_le=None).count(), derniere)


GENRE = Genre(
    code=ECOLES,
    libelle="Écoles, collèges, lycées",
    phrase="L'annuaire de l'éducation : UAI, adresse, position et nombre d'élèves. Une école fermée est gardée, avec sa date.",
    source="annuaire de l'éducation (ministère chargé de l'éducation), Licence Ouverte",
    un="école",
    plusieurs="écoles",
    colonnes=COLONNES,
    preparer=preparer,
    etat=etat,
    complet="Ce fichier est complet pour ses départements : une école absente est fermée",
    liste="cartographie:ecoles",
)


def _a_chercher() -> QuerySet[Ecole]:
    """Open schools with an address that wait at the middle of their commune."""
    sans = Ecole.objects.filter(position_source=PositionSource.COMMUNE, ferme_le=None).exclude(adresse="")
    return sans.exclude(revue_motif=MotifRevue.SCORE_FAIBLE, score_ban__isnull=False).order_by("pk")


def _uai(ecole: Ecole) -> str:
    return ecole.uai


ADRESSES = RegistrePlacable(ECOLES, "Écoles", "école", "écoles", _a_chercher, _uai, score_min, "cartographie:ecoles")


@transaction.atomic
def placer_ecole(acteur: Acteur, ecole: Ecole, *, lon: float | None, lat: float | None) -> Ecole:
    """Place a school by hand, or confirm where it is (no number given); no file will move it until its address changes."""
    exiger_references(acteur)
    if lon is not None and lat is not None:
        if defaut := defaut_de(lon, lat):
            raise ValidationError({"lon": f"Position refusée : {defaut}."})
        ecole.lon, ecole.lat = lon, lat
    ecole.position_source, ecole.revue_motif = PositionSource.MANUELLE, ""
    ecole.position_revue_le = timezone.localdate()
    ecole.save()
    journaliser(acteur, "cartographie.placer_ecole", objet=ecole.uai, details={"lon": ecole.lon, "lat": ecole.lat})
    return ecole
