"""The report as headings, words, tables and charts: the same as a page, a DOCX and a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from maillage.rapport_annuel import referentiels
from maillage.rapport_annuel.domain.trame import Annexe, Dessin, Rubrique, choisir
from maillage.rapport_annuel.models import RapportAnnuel
from maillage.rapport_annuel.selectors import Chiffre, ChiffresAnnee
from maillage.socle.domain.typographie import ABSENT, ecrire_jour_annee, ecrire_trimestre
from maillage.socle.graphiques import GenreGraphique, Graphique, Serie
from maillage.socle.rapports import Paragraphe, Rapport, Section, Tableau
from maillage.socle.tableur import Feuille

RIEN = "Rien n'est encore écrit ici."


def rapport_de(rapport: RapportAnnuel, chiffres: ChiffresAnnee) -> Rapport:
    """Return the whole report; the same texts and figures give the same bytes."""
    trame = referentiels.trame(rapport.trame)
    textes = {texte.rubrique: texte.texte for texte in rapport.textes.all()}
    return Rapport(
        titre=f"Rapport d'activité {rapport.annee}",
        sous_titre=rapport.dispositif.nom,
        auteur=rapport.dispositif.nom,
        arrete_au=chiffres.arrete_au,
        reserves=tuple(_reserves(rapport, chiffres, trame.statut)),
        sections=tuple(
            Section(
                rubrique.titre,
                (Paragraphe(textes.get(rubrique.code) or RIEN), *blocs_de_la_rubrique(rubrique, chiffres)),
            )
            for rubrique in trame.rubriques
        ),
    )


def feuille_de(annexe: Annexe, chiffres: ChiffresAnnee) -> Feuille:
    """Return a mapping table as a sheet: what is asked, the value of the year, that of the year before, where it comes from."""
    return Feuille(
        titre=annexe.titre,
        colonnes=("Ce qui est demandé", str(chiffres.annee), str(chiffres.annee - 1), "D'où vient la valeur"),
        lignes=[
            (demande, _valeur(chiffres.mesures, chemin), _valeur(chiffres.precedents, chemin), origine)
            for demande, chemin, origine in lignes_de_l_annexe(annexe, chiffres)
        ],
        notes=(
            annexe.statut,
            f"Demandé par : {annexe.demandeur}.",
            f"Chiffres arrêtés au {ecrire_jour_annee(chiffres.arrete_au)}.",
        ),
    )


def lignes_de_l_annexe(annexe: Annexe, chiffres: ChiffresAnnee) -> Iterator[tuple[str, str, str]]:
    """Yield (what is asked, path or empty, origin in words)."""
    for ligne in annexe.lignes:
        connu = chiffres.mesures.get(ligne.mesure)
        origine = (
            f"{connu.libelle}, compté par Maillage"
            if connu
            else ligne.absente or "rien de tel n'a été compté cette année"
        )
        yield ligne.libelle, ligne.mesure, origine


def _reserves(rapport: RapportAnnuel, chiffres: ChiffresAnnee, statut: str) -> Iterator[str]:
    yield statut
    yield f"Règles de comptage : {chiffres.regles}, version {chiffres.version} : {chiffres.note}."
    if not chiffres.finie:
        yield f"L'année {chiffres.annee} n'était pas finie quand ces chiffres ont été pris : ils vont encore changer."
    if not rapport.arrete:
        yield "Brouillon : ce rapport n'est pas arrêté."


def blocs_de_la_rubrique(rubrique: Rubrique, chiffres: ChiffresAnnee) -> Iterator[Tableau | Graphique]:
    """Yield the charts then the table of a heading, those that have something to show."""
    for dessin in rubrique.dessins:
        graphique = _par_trimestre(dessin, chiffres) if dessin.trimestres else _par_chiffre(dessin, chiffres)
        if graphique is not None and not graphique.vide:
            yield graphique
    lignes = choisir(chiffres.mesures, rubrique.mesures)
    if lignes:
        yield Tableau(
            f"{rubrique.titre} : les chiffres",
            ("Chiffre", str(chiffres.annee), str(chiffres.annee - 1)),
            tuple(
                (
                    chiffres.mesures[chemin].libelle,
                    chiffres.mesures[chemin].ecrite,
                    ecrite(chiffres.precedents, chemin),
                )
                for chemin in lignes
            ),
            _source(chiffres),
        )


def _par_chiffre(dessin: Dessin, chiffres: ChiffresAnnee) -> Graphique | None:
    """One bar by figure, the year before beside it when there is one."""
    choisis = [chiffres.mesures[chemin] for chemin in choisir(chiffres.mesures, dessin.mesures)]
    if not choisis:
        return None
    avant = Serie(str(chiffres.annee - 1), tuple(_valeur(chiffres.precedents, c.chemin) for c in choisis))
    cette_annee = Serie(str(chiffres.annee), tuple(chiffre.valeur for chiffre in choisis))
    haut = max(choisis, key=lambda chiffre: chiffre.valeur or 0)
    return Graphique(
        titre=dessin.titre,
        phrase=f"En {chiffres.annee}, le plus grand nombre : {haut.libelle}, {haut.ecrite}.",
        categories=tuple(_court(choisis)),
        series=(avant, cette_annee) if chiffres.precedents else (cette_annee,),
        unite=dessin.unite,
        source=_source(chiffres),
    )


def _par_trimestre(dessin: Dessin, chiffres: ChiffresAnnee) -> Graphique | None:
    """One group of bars by transmitted quarter, one series by figure."""
    if not chiffres.trimestres:
        return None
    connus = [chemin for chemin in dessin.mesures if chemin in chiffres.mesures]
    mots = [
        f"{chiffres.mesures[c].libelle} : {', '.join(ecrite(t, c) for t in chiffres.trimestres.values())}"
        for c in connus
    ]
    return Graphique(
        titre=dessin.titre,
        phrase=f"Trimestre après trimestre. {' ; '.join(mots)}.",
        categories=tuple(ecrire_trimestre(libelle) for libelle in chiffres.trimestres),
        series=tuple(
            Serie(chiffres.mesures[c].libelle, tuple(_valeur(t, c) for t in chiffres.trimestres.values()))
            for c in connus
        ),
        unite=dessin.unite,
        source="Retours trimestriels transmis.",
        genre=GenreGraphique.BARRES,
    )


def _court(chiffres: Sequence[Chiffre]) -> Iterator[str]:
    """What distinguishes the labels of one family: what all of them begin with, and quotes, are left out."""
    mots = [chiffre.libelle.split() for chiffre in chiffres]
    commun = 0
    while len(mots) > 1 and all(len(m) > commun + 1 for m in mots) and len({m[commun] for m in mots}) == 1:
        commun += 1
    for mot in mots:
        reste = " ".join(mot[commun:]).strip("«» ")
        yield reste[:1].upper() + reste[1:]


def _source(chiffres: ChiffresAnnee) -> str:
    return f"Comptage de Maillage, agendas et dossiers au {ecrire_jour_annee(chiffres.arrete_au)}."


def ecrite(mesures: Mapping[str, Chiffre], chemin: str) -> str:
    """Write a figure, a dash when it was not counted."""
    return mesures[chemin].ecrite if chemin in mesures else ABSENT


def _valeur(mesures: Mapping[str, Chiffre], chemin: str) -> float | None:
    return mesures[chemin].valeur if chemin in mesures else None
