"""Words that look alike, texts cut into blocks, versions compared, lines of a file: without database."""

from __future__ import annotations

import pytest

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.comparaison import comparer
from maillage.bibliotheque.domain.etats import passage_permis
from maillage.bibliotheque.domain.recherche import classer, equivalents, peser, racines
from maillage.bibliotheque.domain.reprise import ListesReprise, lire_ligne, reperer_colonnes
from maillage.bibliotheque.domain.saisie import manques, mots_propres
from maillage.bibliotheque.domain.texte import blocs
from maillage.socle.domain.texte import plier
from tests.bibliotheque.conftest import saisie

LISTES = ListesReprise(
    {plier(mots): code for code, mots in referentiels.choix_dimensions()},
    {plier(mots): code for code, mots in referentiels.choix_themes()},
)


def test_six_dimensions_et_quatorze_themes() -> None:
    assert len(referentiels.dimensions()) == 6
    assert len(referentiels.themes()) == 14
    assert {theme.dimension for theme in referentiels.themes().values()} == set(referentiels.dimensions())


@pytest.mark.parametrize(
    ("un", "autre"),
    [("École", "ecoles"), ("réunions", "Réunion"), ("journaux", "journal"), ("préparés", "préparer")],
)
def test_accents_et_pluriels_disent_la_meme_chose(un: str, autre: str) -> None:
    assert racines(un) == racines(autre)
    assert racines(f"Comment faire avec les {autre} ?") == racines(autre)


@pytest.mark.parametrize(
    ("tape", "trouve"),
    [
        ("reunoin", "reunion"),
        ("faimlle", "famill"),
        ("trans", "transport"),
        ("accompagnemet", "accompagn"),
    ],
)
def test_une_faute_de_frappe_ou_un_debut_de_mot_trouve_le_mot(tape: str, trouve: str) -> None:
    assert trouve in equivalents(racines(tape)[0], ["reunion", "famill", "transport", "ecol", "accompagn"])
    assert equivalents("xylophon", ["reunion", "famill"]) == {}


def test_le_titre_pese_plus_que_le_texte_et_tous_les_mots_comptent() -> None:
    assert peser([("École", 12), ("école école maison", 1)]) == {"ecol": 14, "maison": 1}
    demande = [{"ecol": 1.0}, {"trajet": 1.0}]
    lignes = [(1, "ecol", 12), (2, "ecol", 1), (2, "trajet", 1), (3, "ecol", 12), (3, "trajet", 12)]
    assert [trouvaille.cle for trouvaille in classer(demande, lignes, 3)] == [3, 2]


def test_le_texte_se_coupe_en_titres_listes_etapes_et_paragraphes() -> None:
    lus = blocs("## Avant\n- un\n- deux\n\n1. d'abord\nUne phrase\nsuite")
    assert [(bloc.genre, bloc.lignes) for bloc in lus] == [
        ("titre", ("Avant",)),
        ("liste", ("un", "deux")),
        ("etapes", ("d'abord",)),
        ("paragraphe", ("Une phrase", "suite")),
    ]


def test_deux_versions_se_comparent_mot_a_mot() -> None:
    suites = [(suite.genre, suite.texte) for suite in comparer("trois jours francs", "quinze jours francs")]
    assert suites == [("retire", "trois"), ("ajoute", "quinze"), ("garde", " jours francs")]


def test_chaque_forme_dit_ce_qui_lui_manque_et_les_mots_cles_n_ont_qu_une_ecriture() -> None:
    assert manques(saisie(), a_un_fichier=False) == []
    podcast = saisie(nature="PODCAST", lien="https://exemple.org/son")
    assert [manque.champ for manque in manques(podcast, a_un_fichier=False)] == ["transcription"]
    assert [m.champ for m in manques(saisie(nature="FICHIER"), a_un_fichier=False)] == ["fichier"]
    secours = saisie(premier_secours=True, visibilite="RESEAU", themes=(), source="")
    assert {m.champ for m in manques(secours, a_un_fichier=False)} == {"premier_secours", "themes", "source"}
    assert mots_propres(["École", " ecole ", "", "Trajet  long"]) == ("école", "trajet long")


def test_le_chemin_editorial_est_une_table() -> None:
    assert passage_permis("BROUILLON", "RELECTURE")
    assert not passage_permis("BROUILLON", "PUBLIEE")
    assert not passage_permis("ARCHIVEE", "PUBLIEE")
    assert passage_permis("PUBLIEE", "PUBLIEE")


def test_les_colonnes_se_reconnaissent_sans_accent_et_les_inconnues_se_disent() -> None:
    trouvees, manquantes, inconnues = reperer_colonnes(["TITRE", "Themes", "Couleur"])
    assert trouvees == {0: "titre", 1: "themes"}
    assert (manquantes, inconnues) == (["Dimension"], ["Couleur"])


def test_une_ligne_juste_devient_une_fiche_et_une_ligne_decalee_le_dit() -> None:
    colonnes = {0: "titre", 1: "dimension", 2: "date_source", 3: "lien"}
    juste = lire_ligne(2, ["Un", "Logistique", "04/03/2026", ""], colonnes=colonnes, largeur=4, listes=LISTES)
    assert juste.saisie is not None
    assert str(juste.saisie.classement.date_source) == "2026-03-04"
    decalee = lire_ligne(3, ["Un", "x", "Logistique", "", "fin"], colonnes=colonnes, largeur=4, listes=LISTES)
    assert "5 cellules pour 4 colonnes" in decalee.defauts[0].motif
    fausse = lire_ligne(4, ["", "Autre", "hier", "ftp://x"], colonnes=colonnes, largeur=4, listes=LISTES)
    assert [defaut.colonne for defaut in fausse.defauts] == ["Titre", "Lien", "Date de la source", "Dimension"]
