"""`maillage cartographie temps` (contract, section 1)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, pairwise
from pathlib import Path

from maillage.cartographie.arguments import TEMPS_MAX, Options, Usage, lire_options, refus
from maillage.cartographie.domain.estimation import DETOUR, VITESSES, ProfilVitesses
from maillage.cartographie.domain.temps import Point, Trajets
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.ecriture import ecrire_blocs
from maillage.cartographie.ecriture_temps import ecrire_trajets
from maillage.cartographie.fournisseurs import Fournisseur, FournisseurIndisponibleError
from maillage.cartographie.fournisseurs.estimation import Estimation
from maillage.cartographie.fournisseurs.matrice import MESURES, Matrice
from maillage.cartographie.fournisseurs.osrm import Osrm
from maillage.cartographie.fournisseurs.service import Service, lire_adresse
from maillage.cartographie.fournisseurs.valhalla import Valhalla
from maillage.cartographie.lecture.tables import POINTS, Lectures
from maillage.cartographie.lecture.temps import UNIVERSELLES, lire_temps
from maillage.socle.tabulaire import Ligne
from maillage.territoire.domain.positions import defaut_de

USAGE = Usage(
    "maillage cartographie temps ORIGINES.csv DESTINATIONS.csv --fournisseur {estimation|osrm|valhalla|matrice} "
    "[--detour X] [--vitesses 5:25,30:50,*:80] [--url ADRESSE] [--accroche-max M] [--matrice FICHIER] --sortie T.csv",
    ("ORIGINES", "DESTINATIONS"),
    ("--fournisseur", "--detour", "--vitesses", "--url", "--accroche-max", "--matrice"),
    ("--fournisseur",),
)
ACCROCHE_MAX = Decimal(500)
SERVICES: dict[str, Callable[[Service, Decimal], Fournisseur]] = {"osrm": Osrm, "valhalla": Valhalla}
NOMS = ("estimation", *SERVICES, "matrice")
NOMBRE = r"[0-9]{1,6}(?:\.[0-9]{1,6})?"
PALIER = re.compile(rf"({NOMBRE}|\*):({NOMBRE})")


def executer(arguments: Sequence[str]) -> int:
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(f"{USAGE.texte}\n")
        return 0
    options = lire_options(arguments, USAGE)
    echeance = Echeance.de(options.decimal("--temps-max", TEMPS_MAX))
    preparer, sortie = _choisir(options, echeance), options.sortie()
    options.exiger()
    lectures = Lectures()
    tables = [lectures.lire(chemin, POINTS) for chemin in options.fichiers]
    fournisseur = preparer(lectures)
    lectures.exiger()
    origines, destinations = points = [_points(table) for table in tables]
    trajets = _mesurer(fournisseur, origines, destinations)
    departs, arrivees = ([point.id for point in lieux] for lieux in points)
    ecrire_blocs(sortie, ecrire_trajets(departs, arrivees, trajets))
    avis = () if isinstance(fournisseur, Matrice) else chain.from_iterable(map(_avis, options.fichiers, tables, points))
    sys.stderr.writelines((*dict.fromkeys(avis), *_inatteignables(departs, arrivees, trajets)))
    return 0


Preparer = Callable[[Lectures], Fournisseur]


def _choisir(options: Options, echeance: Echeance) -> Preparer:
    """How to make the provider once the files are read."""
    nom = options.choix("--fournisseur", NOMS)
    estimation = Estimation(options.decimal("--detour", DETOUR, positif=True), _vitesses(options))
    accroche_max = options.decimal("--accroche-max", ACCROCHE_MAX)
    if nom in SERVICES:
        return _service(options, nom, accroche_max, echeance)
    if nom != "matrice":
        return lambda lectures: estimation
    chemin = options.texte("--matrice")
    if chemin is None:
        options.refuser("--matrice", "option obligatoire avec ce fournisseur")
    return lambda lectures: _matrice(lectures, Path(chemin or ""))


def _service(options: Options, nom: str, accroche_max: Decimal, echeance: Echeance) -> Preparer:
    texte = options.texte("--url")
    if texte is None:
        options.refuser("--url", "option obligatoire avec ce fournisseur")
        texte = "http://localhost"
    try:
        adresse = lire_adresse(texte)
    except ValueError as erreur:
        options.refuser("--url", str(erreur))
        adresse = lire_adresse("http://localhost")
    return lambda lectures: SERVICES[nom](Service(adresse, echeance), accroche_max)


def _matrice(lectures: Lectures, chemin: Path) -> Fournisseur:
    fichier, problemes = lire_temps(chemin, UNIVERSELLES, mesures=MESURES)
    lectures.problemes += problemes
    return Matrice(fichier)


def _vitesses(options: Options) -> ProfilVitesses:
    texte = options.lus.valeurs.get("--vitesses")
    if texte is None:
        return VITESSES
    morceaux = [PALIER.fullmatch(morceau.strip()) for morceau in texte.split(",")]
    paliers = [(float("inf") if m[1] == "*" else float(m[1]), float(m[2])) for m in morceaux if m]
    fins = [fin for fin, _ in paliers]
    bons = len(paliers) == len(morceaux) and fins[-1] == float("inf") and fins[0] > 0
    if not bons or any(suivant <= fin for fin, suivant in pairwise(fins)) or not all(v for _, v in paliers):
        options.refuser("--vitesses", f"paliers invalides « {texte} », attendu par exemple 5:25,30:50,*:80")
        return VITESSES
    return ProfilVitesses(tuple(paliers))


def _points(lignes: Sequence[Ligne]) -> list[Point]:
    return [Point(ligne.textes["id"], float(ligne.textes["lon"]), float(ligne.textes["lat"])) for ligne in lignes]


def _avis(chemin: Path, lignes: Sequence[Ligne], points: Sequence[Point]) -> Iterator[str]:
    """The contract accepts any degrees: a point swapped or outside the country is measured as it is, and told."""
    for ligne, point in zip(lignes, points, strict=True):
        defaut = defaut_de(point.lon, point.lat)
        if defaut is not None:
            yield f"avis:{chemin.name}:{ligne.numero}:lon+lat: {defaut}, temps calculés tels quels\n"


def _mesurer(fournisseur: Fournisseur, origines: Sequence[Point], destinations: Sequence[Point]) -> Trajets:
    try:
        return fournisseur.mesurer(origines, destinations)
    except FournisseurIndisponibleError as erreur:
        raise refus("--url", str(erreur)) from None


def _inatteignables(origines: Sequence[str], destinations: Sequence[str], trajets: Trajets) -> Iterator[str]:
    return (
        f"inatteignable:{origines[i]}:{destinations[j]}: {motif}\n" for (i, j), motif in sorted(trajets.motifs.items())
    )
