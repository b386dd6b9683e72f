"""One dispositif beside those that are like it: what each value is, how the group is made, how many it has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from maillage.pilotage import services
from maillage.pilotage.bord.lecteurs import CENT, libelle
from maillage.pilotage.bord.montage import Bord
from maillage.pilotage.bord.mots import ecrire_dessin
from maillage.pilotage.domain.bord import EN_TAUX
from maillage.pilotage.domain.explications import ORIGINES
from maillage.pilotage.domain.mesures import DISTRIBUTIONS, TAUX
from maillage.pilotage.domain.portees import Niveau
from maillage.pilotage.domain.retour_lisible import MASQUE
from maillage.pilotage.domain.semblables import EFFECTIF_MIN
from maillage.pilotage.domain.tableau import TOTAL, Croisement
from maillage.pilotage.publie import ChiffrePublie
from maillage.pilotage.selectors.territoires import classes_de_territoire
from maillage.socle.domain.typographie import ABSENT, ecrire_compte, ecrire_nombre

COLONNES = ("Chiffre", "Ce dispositif", "Dispositifs semblables", "Toute la région")
METHODE = (
    "Semblables : même région, même type de dispositif, même genre de territoire (habitants au km² des intercommunalités desservies ; temps de "
    "route estimé depuis l'unité la plus proche quand le territoire est peu dense). Ni le personnel ni les résultats n'y entrent. Les bornes sont "
    f"une décision de Maillage, à régler avec le réseau. Moins de {EFFECTIF_MIN} retours : le groupe s'élargit. Seuls des taux et des médianes se "
    "comparent, sous le même secret que la restitution."
)


Lire = Callable[[str], ChiffrePublie | None]
"""Code of a figure of the restitution → what a group says of it."""
TEMOIN = TAUX[0].code


@dataclass(frozen=True)
class Ligne:
    """One figure: its own value, that of the group, that of the whole region."""

    libelle: str
    chemin: str
    sien: str
    groupe: str
    region: str

    @property
    def ecrites(self) -> tuple[str, str, str, str]:
        return self.libelle, self.sien, self.groupe, self.region


@dataclass(frozen=True)
class Comparaison:
    """`groupe`: how many, and who they are, in words; `classe`: the kind of territory of the dispositif."""

    groupe: str
    classe: str
    lignes: tuple[Ligne, ...]
    methode: str = METHODE

    @property
    def elargie(self) -> bool:
        """Tell whether the group has grown to the whole region: there is nothing else to put beside."""
        return all(ligne.groupe == ligne.region for ligne in self.lignes)


def comparer(bord: Bord, *, le: dt.date) -> Comparaison | None:
    """Put the dispositif beside its like for the quarter, None when no group has enough returns.

    A group that had to grow is a cell of the restitution: its figures are read there, the same wherever shown.
    """
    if bord.portee.niveau is not Niveau.DISPOSITIF or bord.periode not in bord.tables:
        return None
    membre = bord.membre
    classes = classes_de_territoire(membre.region, le=le)
    classe = classes.get(membre.code, "")
    table = bord.tables[bord.periode]
    groupes = services.grouper(table.tableau, table.choix, membre.region, classes)
    du_type, de_tous = (_lire_la_region(bord, type_) for type_ in (membre.type, TOTAL))
    essais: list[tuple[str, Lire]] = [
        (f"de type {membre.type}, dans la région", du_type),
        ("de tous les types, dans la région", de_tous),
    ]
    if groupes is not None:
        croisement = Croisement(classe, membre.type)
        essais.insert(0, (f"de type {membre.type}, {classe}", lambda code: groupes.chiffre(code, croisement)))
    for qui, lire in essais:
        temoin = lire(TEMOIN)
        if temoin is not None and temoin.couverture.transmis >= EFFECTIF_MIN:
            retours = ecrire_compte(temoin.couverture.transmis, "retour transmis", "retours transmis")
            return Comparaison(f"{retours} de dispositifs {qui}", classe, tuple(_lignes(bord, lire, de_tous)))
    return None


def _lire_la_region(bord: Bord, type_: str) -> Lire:
    lecteur = next(lecteur for lecteur in bord.regions if lecteur.type == type_)
    return lambda code: lecteur.chiffre(code, bord.periode)


def _lignes(bord: Bord, groupe: Lire, region: Lire) -> Iterator[Ligne]:
    """Rates, then the middle of the dispositifs: never a sum."""
    for taux in TAUX:
        chemin = ORIGINES[taux.code].chemin
        autres = [_ecrire(chemin, lire(taux.code)) for lire in (groupe, region)]
        yield Ligne(libelle(chemin), chemin, bord.lecteur.valeur(chemin, bord.periode).ecrite, *autres)
    for somme in dict.fromkeys(distribution.somme for distribution in DISTRIBUTIONS):
        chemin = ORIGINES[somme].chemin
        autres = [_mediane(lire, somme, chemin) for lire in (groupe, region)]
        sienne = bord.lecteur.valeur(chemin, bord.periode).ecrite
        yield Ligne(f"{libelle(chemin)}, à côté de la médiane", chemin, sienne, *autres)


def _mediane(lire: Lire, somme: str, chemin: str) -> str:
    mediane, bas, haut = (lire(f"{somme}_{mot}") for mot in ("mediane", "q1", "q3"))
    ecrite = _ecrire(chemin, mediane)
    if any(chiffre is None or not chiffre.case.valeur for chiffre in (mediane, bas, haut)):
        return ecrite
    return f"{ecrite}, la moitié de {_nombre(bas)} à {_nombre(haut)}"


def _nombre(chiffre: ChiffrePublie | None) -> str:
    return ecrire_nombre(float(chiffre.case.valeur), 0) if chiffre else ABSENT


def _ecrire(chemin: str, chiffre: ChiffrePublie | None) -> str:
    if chiffre is None:
        return ABSENT
    if chiffre.case.masquee:
        return MASQUE
    if not chiffre.case.valeur:
        return ABSENT
    nombre = float(chiffre.case.valeur)
    return ecrire_dessin(chemin, nombre * CENT if chemin in EN_TAUX else round(nombre, 1))
