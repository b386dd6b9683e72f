"""The charts of a dashboard, each with its sentence: the same drawing on the dashboard, on the page of its figure and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maillage.pilotage.bord.cibles import mode_annuel, unite_de
from maillage.pilotage.bord.lecteurs import LecteurDispositif, LecteurProtege, Valeur, dessinable, libelle, mesure
from maillage.pilotage.bord.montage import Bord
from maillage.pilotage.bord.mots import ecrire_dessin, tendance
from maillage.pilotage.domain.bord import EN_TAUX, TRIMESTRES_D_UN_AN, annualiser
from maillage.pilotage.domain.portees import Membre, Niveau, Portee
from maillage.pilotage.domain.tableau import TOTAL
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_compte, ecrire_trimestre
from maillage.socle.graphiques import GenreGraphique, Graphique, Serie

TIRET = "Un tiret : rien de transmis, ou un petit nombre masqué."
SOURCES = {
    Niveau.DISPOSITIF: f"Retours transmis ; région : tableau protégé de la page « Restitution ». {TIRET}",
    Niveau.ORGANISME: f"Retours transmis que vous lisez un par un, réunis ici. {TIRET}",
    Niveau.DEPARTEMENT: f"Retours transmis que vous lisez un par un, réunis ici. {TIRET}",
    Niveau.REGION: f"Tableau protégé de la page « Restitution », seuil 5. {TIRET}",
    Niveau.RESEAU: f"Tableau protégé de la page « Restitution », seuil 5. {TIRET}",
}


def court(periode: str) -> str:
    """Write « T3 2026 »."""
    annee, trimestre = periode.split("-")
    return f"{trimestre} {annee}"


def par_trimestre(bord: Bord, chemin: str) -> Graphique:
    """Draw a figure quarter after quarter, beside what it may be put beside."""
    valeurs = [bord.lecteur.valeur(chemin, periode) for periode in bord.periodes]
    return Graphique(
        titre=f"{libelle(chemin)}, trimestre après trimestre",
        phrase=_phrase(bord, chemin, valeurs),
        categories=tuple(court(periode) for periode in bord.periodes),
        series=tuple(_series(bord, chemin, valeurs)),
        unite=unite_de(chemin, mesure(chemin).unite),
        source=SOURCES[bord.portee.niveau],
        genre=GenreGraphique.LIGNES,
    )


def comparee(bord: Bord, chemin: str) -> tuple[str, LecteurProtege] | None:
    """Return what a dispositif is put beside for a figure: its type in the region, every type when its own is hidden everywhere.

    Several dispositifs are put beside rates only: their sum is not of the size of a mean.
    """
    rate = chemin in EN_TAUX
    if bord.portee.niveau is not Niveau.DISPOSITIF and not rate:
        return None
    for lecteur in bord.regions:
        if any(lecteur.moyenne(chemin, periode).nombre is not None for periode in bord.periodes):
            qui = "tous les dispositifs" if lecteur.type == TOTAL else f"les {lecteur.type}"
            return f"Région, {qui}" if rate else f"Région, moyenne pour {qui}", lecteur
    return None


def nom_court(membre: Membre) -> str:
    """Return what is left of a name without its kind: there is little room under a bar."""
    return membre.nom.removeprefix(f"{membre.type} ").removeprefix("Dispositif intégré ")


def par_annee(bord: Bord, chemin: str) -> Graphique:
    """Draw a figure year after year beside its target; a year that misses a quarter stands apart."""
    vise = bord.cibles.du_chiffre(chemin)
    annees = sorted(
        {periode[:4] for periode in bord.periodes} | ({str(a.annee) for a in vise.annees} if vise else set())
    )
    completes: list[float | None] = []
    partielles: list[float | None] = []
    for annee in annees:
        nombre, trimestres = _annee(bord, chemin, annee)
        entiere = trimestres in {0, TRIMESTRES_D_UN_AN}
        completes.append(nombre if entiere else None)
        partielles.append(None if entiere else nombre)
    cibles = [vise.cible(int(annee)) if vise else None for annee in annees]
    return Graphique(
        titre=f"{libelle(chemin)}, année après année",
        phrase=_phrase_des_annees(chemin, annees, completes),
        categories=tuple(annees),
        series=(
            Serie(bord.portee.nom, tuple(completes)),
            *([Serie("Année incomplète", tuple(partielles))] if any(v is not None for v in partielles) else []),
            *([Serie("Cible du CPOM", tuple(cibles))] if any(v is not None for v in cibles) else []),
        ),
        unite=unite_de(chemin, mesure(chemin).unite),
        source=SOURCES[bord.portee.niveau],
        genre=GenreGraphique.BARRES,
    )


def par_dispositif(bord: Bord, chemin: str) -> Graphique | None:
    """Draw a figure dispositif by dispositif, by name: never a ranking; only returns that the person reads one by one."""
    if bord.portee.niveau is Niveau.DISPOSITIF or not bord.portee.membres:
        return None
    lus = [(membre, bord.lectures[membre.pk].get(bord.periode)) for membre in bord.portee.membres]
    valeurs = [dessinable(chemin, lecture.nombre(chemin)) if lecture else None for _, lecture in lus]
    connus = sum(valeur is not None for valeur in valeurs)
    return Graphique(
        titre=f"{libelle(chemin)}, {ecrire_trimestre(bord.periode)}, dispositif par dispositif",
        phrase=f"{ecrire_compte(connus, 'dispositif')} sur {len(lus)} ont un chiffre lisible ce trimestre-là, dans l'ordre des noms.",
        categories=tuple(nom_court(membre) for membre, _ in lus),
        series=(Serie(libelle(chemin), tuple(valeurs)),),
        unite=unite_de(chemin, mesure(chemin).unite),
        source=f"Retours transmis que vous lisez un par un. {TIRET}",
    )


def _series(bord: Bord, chemin: str, valeurs: Sequence[Valeur]) -> Iterator[Serie]:
    if bord.portee.niveau.protege:
        yield from _series_protegees(bord, chemin, valeurs)
        return
    apart = bord.portee.niveau is not Niveau.DISPOSITIF
    yield Serie(bord.portee.nom, tuple(None if apart and v.partielle else v.nombre for v in valeurs))
    if apart and any(v.partielle and v.nombre is not None for v in valeurs):
        yield Serie("Retours manquants ou masqués", tuple(v.nombre if v.partielle else None for v in valeurs))
    beside = comparee(bord, chemin)
    if beside is not None:
        nom, lecteur = beside
        yield Serie(nom, tuple(lecteur.moyenne(chemin, periode).nombre for periode in bord.periodes))
    cibles = tuple(bord.cibles.au_trimestre(chemin, periode) for periode in bord.periodes)
    if any(cible is not None for cible in cibles):
        yield Serie("Cible du CPOM", cibles)


def _series_protegees(bord: Bord, chemin: str, valeurs: Sequence[Valeur]) -> Iterator[Serie]:
    """The whole, then each type that shows something; a single type when the address asks for one."""
    yield Serie(bord.type or "Ensemble", tuple(valeur.nombre for valeur in valeurs))
    for type_ in [] if bord.type else bord.types:
        lecteur = LecteurProtege(bord.portee, bord.tables, type_)
        nombres = tuple(lecteur.valeur(chemin, periode).nombre for periode in bord.periodes)
        if any(nombre is not None for nombre in nombres):
            yield Serie(type_, nombres)


def _phrase(bord: Bord, chemin: str, valeurs: Sequence[Valeur]) -> str:
    derniere = valeurs[-1]
    mots = f"{libelle(chemin)} : {derniere.ecrite} au {ecrire_trimestre(bord.periode)}"
    change = tendance(bord, chemin)
    mots += f", {change}." if change else "."
    beside = comparee(bord, chemin)
    if beside is not None:
        nom, lecteur = beside
        mots += f" {nom} : {lecteur.moyenne(chemin, bord.periode).ecrite}."
    cible = bord.cibles.au_trimestre(chemin, bord.periode)
    if cible is not None:
        mots += f" Cible du CPOM pour l'année : {ecrire_dessin(chemin, cible)}."
    if bord.portee.niveau is not Niveau.DISPOSITIF:
        mots += f" {bord.lecteur.couverture(bord.periode)}"
    return mots


def _phrase_des_annees(chemin: str, annees: Sequence[str], completes: Sequence[float | None]) -> str:
    connues = [(annee, valeur) for annee, valeur in zip(annees, completes, strict=True) if valeur is not None]
    if not connues:
        return "Aucune année n'est complète : il faut quatre trimestres transmis, ou le retour de l'année entière."
    annee, valeur = connues[-1]
    return f"{libelle(chemin)} : {ecrire_dessin(chemin, valeur)} en {annee}."


def _annee(bord: Bord, chemin: str, annee: str) -> tuple[float | None, int]:
    trimestres = {f"{annee}-T{numero}": None for numero in range(1, TRIMESTRES_D_UN_AN + 1)}
    connus = {p: bord.lecteur.valeur(chemin, p) for p in trimestres if p in bord.periodes}
    lues = {p: connus[p].nombre if p in connus and not _trouee(bord, connus[p]) else None for p in trimestres}
    entiere = None
    if not bord.portee.niveau.protege:
        entiere = bord.lecteur.valeur(chemin, annee)
    return annualiser(mode_annuel(chemin), lues, entiere.nombre if entiere and not entiere.partielle else None)


def _trouee(bord: Bord, valeur: Valeur) -> bool:
    """A quarter of several returns that misses some does not make a year."""
    return valeur.partielle and not bord.portee.niveau.protege


def valeur_de(acteur: Acteur, membre: Membre, bord: Bord, chemin: str) -> Valeur:
    """Return the figure of one dispositif of a scope in the quarter, as its own page shows it."""
    portee = Portee(Niveau.DISPOSITIF, membre.code, membre.nom, (membre,), 1)
    return LecteurDispositif(acteur, portee, bord.lectures[membre.pk]).valeur(chemin, bord.periode)
