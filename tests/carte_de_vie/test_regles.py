"""Pure rules: the map on a day, what changed, the sheet, names, drawings, sets of feelings, sentences."""

from __future__ import annotations

import re
from datetime import date

import pytest

from maillage.carte_de_vie.domain.carte import (
    Carte,
    Lieu,
    Partage,
    Ressenti,
    TrajetVecu,
    noms_ecrits,
    traits_du_dessin,
    verifier_dessin,
)
from maillage.carte_de_vie.domain.comparaison import NatureEcart, comparer_cartes_de_vie
from maillage.carte_de_vie.domain.erreurs import ErreurCarte
from maillage.carte_de_vie.domain.feuille import dessiner_feuille, position_de
from maillage.carte_de_vie.domain.ressentis import JeuRessentis, RessentiPropose, verifier_jeux
from maillage.carte_de_vie.images import MOTS, dessins_en_clair, images_des_ressentis
from maillage.carte_de_vie.referentiels import jeux_de_depart, phrases

pytestmark = pytest.mark.sans_base
JANVIER, MARS, JUIN = date(2026, 1, 10), date(2026, 3, 10), date(2026, 6, 10)
MAISON = Lieu(
    "M", "Maison", JANVIER, x=10, y=20, avec=("Mamie", "Léo"), ressentis=(Ressenti(JANVIER, "calme", "calme"),)
)
STADE = Lieu("S", "Stade", MARS, avec=("Léo",))
CARTE = Carte((MAISON, STADE), (TrajetVecu("T", "M", "S", MARS),))


def test_la_carte_d_un_jour_ne_montre_que_ce_qui_etait_la() -> None:
    assert [lieu.cle for lieu in CARTE.au(JANVIER).lieux] == ["M"]
    assert CARTE.au(JANVIER).trajets == ()
    assert len(CARTE.au(JUIN).trajets) == 1


def test_deux_dates_disent_ce_qui_arrive_part_et_se_ressent_autrement() -> None:
    change = Lieu(
        "M", "Maison", JANVIER, ressentis=(Ressenti(JANVIER, "calme", "calme"), Ressenti(JUIN, "triste", "triste"))
    )
    parti = Lieu("P", "Piscine", JANVIER, fin=MARS)
    changements = comparer_cartes_de_vie(Carte((change, STADE, parti)), JANVIER, JUIN)
    assert {(un.nature, un.lieu) for un in changements} == {
        (NatureEcart.ARRIVE, "Stade"),
        (NatureEcart.PARTI, "Piscine"),
        (NatureEcart.RESSENTI, "Maison"),
    }
    assert "avant « calme », maintenant « triste »" in " ".join(un.phrase for un in changements)
    assert comparer_cartes_de_vie(CARTE, JUIN, JUIN) == []
    assert (
        comparer_cartes_de_vie(CARTE, JANVIER, JUIN)[-1].phrase
        == "Un nouveau trajet : de « Maison » à « Stade », à pied."
    )


def test_un_lieu_sans_place_est_quelque_part_sous_la_feuille() -> None:
    feuille = dessiner_feuille(CARTE)
    maison, stade = feuille.points
    assert (maison.pose, stade.pose) == (True, False)
    assert feuille.bande is not None
    assert stade.y > feuille.bande > maison.y
    assert feuille.hauteur > stade.y
    assert dessiner_feuille(Carte()).vide


def test_l_aller_le_retour_et_deux_moyens_ne_se_couvrent_pas() -> None:
    poses = (MAISON, Lieu("S", "Stade", MARS, x=80, y=80))
    aller, autre = (TrajetVecu(cle, "M", "S", MARS) for cle in "TU")
    feuille = dessiner_feuille(Carte(poses, (aller, TrajetVecu("R", "S", "M", MARS), autre)))
    milieux = {trait.milieu for trait in feuille.traits}
    assert len(milieux) == 3
    assert all((x - a) ** 2 + (y - b) ** 2 >= 30**2 for x, y in milieux for a, b in milieux - {(x, y)})


def test_toucher_la_feuille_rend_la_place_ou_le_lieu_se_dessine() -> None:
    point = dessiner_feuille(Carte((MAISON,))).points[0]
    assert position_de(point.x, point.y) == (10, 20)
    assert position_de(-50, 9999) == (0, 100)


def test_les_personnes_disent_ou_elles_sont() -> None:
    assert CARTE.personnes() == [("Léo", ("Maison", "Stade")), ("Mamie", ("Maison",))]
    assert noms_ecrits(" Mamie \n Léo, Léo;\n\n") == ("Mamie", "Léo")


@pytest.mark.parametrize("dessin", ["M10 10L20 20M5 5", "rM10 10L20 20M5 5vM1 1", ""])
def test_un_dessin_est_fait_de_traits(dessin: str) -> None:
    assert verifier_dessin(dessin) == dessin
    assert "".join(crayon + trait for crayon, trait in traits_du_dessin(dessin)) == dessin


@pytest.mark.parametrize("dessin", ['M1 1" onload="x', "C1 1 2 2 3 3", "M1 1" + "L2 2" * 10_000, "zM1 1"])
def test_rien_d_autre_n_est_un_dessin(dessin: str) -> None:
    with pytest.raises(ErreurCarte):
        verifier_dessin(dessin)


def test_un_lieu_montre_a_personne_est_secret() -> None:
    assert Partage().secret
    assert not Partage(famille=True).secret


@pytest.mark.parametrize(
    ("jeu", "mot"),
    [
        (JeuRessentis("a", "A", (RessentiPropose("x"),), propose=False), "Gardez au moins"),
        (JeuRessentis("a", "A", (RessentiPropose("x"), RessentiPropose("X"))), "deux fois"),
        (JeuRessentis("a", "A", (RessentiPropose("x", "rien"),)), "n'existe pas"),
        (JeuRessentis("a", "A", tuple(RessentiPropose(str(n)) for n in range(13))), "au plus"),
    ],
)
def test_une_serie_fautive_est_refusee(jeu: JeuRessentis, mot: str) -> None:
    with pytest.raises(ErreurCarte, match=mot):
        verifier_jeux((jeu,), images_des_ressentis())


def test_les_series_livrees_sont_valables_et_chaque_image_se_dessine() -> None:
    assert [jeu.code for jeu in verifier_jeux(jeux_de_depart(), images_des_ressentis())] == [
        "visages",
        "meteo",
        "couleurs",
        "mots",
    ]
    assert set(images_des_ressentis()) <= set(dessins_en_clair())
    assert set(MOTS) <= set(dessins_en_clair())


def test_les_phrases_sont_faciles_a_lire() -> None:
    toutes = [(cle, mot) for cle, voix in phrases().items() for mot in voix.values()]
    longues = [
        cle for cle, phrase in toutes for morceau in re.split(r"(?<=[.?!])\s", phrase) if len(morceau.split()) > 15
    ]
    assert longues == []
    assert [cle for cle, phrase in toutes if ";" in phrase or "(" in phrase] == []
    assert [cle for cle, voix in phrases().items() if re.search(r"\b(tu|vous|ton|votre)\b", voix["jeune"])] == []
