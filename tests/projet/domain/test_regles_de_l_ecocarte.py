"""The eco-map: two days compared, names met twice, and a drawing where nothing overlaps."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.projet.domain.ecocarte import (
    JEUNE,
    Anneau,
    CarteDuJour,
    ElementCarte,
    ForceLien,
    GenreElement,
    LienCarte,
    NatureLien,
    SensLien,
    comparer_cartes,
    ecrire_lien,
    homonymes,
    noms_de,
)
from maillage.socle.ecocarte import PointEcocarte, TraitEcocarte, couper_en_lignes, dessiner_ecocarte

pytestmark = pytest.mark.sans_base
MAMIE = ElementCarte("m", "Mamie Jo", GenreElement.PERSONNE, Anneau.MICRO)
ECOLE = ElementCarte("e", "Collège", GenreElement.LIEU, Anneau.MICRO)
CLUB = ElementCarte("c", "Club de judo", GenreElement.LIEU, Anneau.EXO)
FORT = LienCarte("m", JEUNE, ForceLien.FORT, NatureLien.SOUTIEN, SensLien.DONNE)


def test_un_lien_se_dit_en_mots_dans_les_deux_sens() -> None:
    noms = noms_de(CarteDuJour((MAMIE,)), jeune="Noé")
    assert ecrire_lien(FORT, noms) == "lien fort, qui fait du bien ; Mamie Jo apporte à Noé"
    rompu = LienCarte("m", JEUNE, ForceLien.FORT, NatureLien.ROMPU, SensLien.DEUX)
    assert ecrire_lien(rompu, noms) == "lien coupé"
    sans = LienCarte("m", JEUNE, ForceLien.FRAGILE, NatureLien.TENSION, SensLien.SANS)
    assert ecrire_lien(sans, noms) == "lien fragile, compliqué, tendu"


def test_comparer_dit_qui_arrive_qui_part_qui_change() -> None:
    avant = CarteDuJour((MAMIE, ECOLE), (FORT,))
    deplacee = ElementCarte("m", "Mamie Jo", GenreElement.PERSONNE, Anneau.EXO)
    fragile = LienCarte("m", JEUNE, ForceLien.FRAGILE, NatureLien.SOUTIEN, SensLien.DONNE)
    entre = LienCarte("c", "m", ForceLien.MOYEN, NatureLien.SOUTIEN, SensLien.DEUX)
    apres = CarteDuJour((deplacee, CLUB), (fragile, entre))
    dits = [(un.genre, un.phrase) for un in comparer_cartes(avant, apres, jeune="Noé")]
    assert dits == [
        ("arrive", "Club de judo est maintenant sur la carte (ce qui compte sans que j'y sois)."),
        ("part", "Collège n'est plus sur la carte."),
        ("change", "Mamie Jo passe de « avec moi tous les jours » à « ce qui compte sans que j'y sois »."),
        (
            "change",
            "Entre Mamie Jo et Noé : avant, lien fort, qui fait du bien ; Mamie Jo apporte à Noé ; "
            "maintenant, lien fragile, qui fait du bien ; Mamie Jo apporte à Noé.",
        ),
    ]


def test_un_lien_nouveau_ou_fini_entre_ceux_qui_restent_se_voit() -> None:
    sans, avec = CarteDuJour((MAMIE,)), CarteDuJour((MAMIE,), (FORT,))
    assert comparer_cartes(sans, avec, jeune="Noé")[0].genre == "arrive"
    assert comparer_cartes(avec, sans, jeune="Noé")[0].phrase == "Il n'y a plus de lien noté entre Mamie Jo et Noé."
    assert comparer_cartes(avec, avec, jeune="Noé") == []


def test_un_meme_nom_se_reconnait_sans_accents_ni_majuscules() -> None:
    assert homonymes("  mamie JO ", [MAMIE, ECOLE]) == [MAMIE]
    assert homonymes("Mamie", [MAMIE]) == []


def points(nombres: tuple[int, ...]) -> list[PointEcocarte]:
    noms = ("Papa", "Collège Jean-Jaurès de la vallée", "Groupe des copains", "Madame Vandenbroucke-Etchegoyen")
    return [
        PointEcocarte(f"{anneau}-{rang}", noms[rang % 4], anneau)
        for anneau, n in enumerate(nombres)
        for rang in range(n)
    ]


@settings(deadline=None, max_examples=25)
@given(st.tuples(*(st.integers(0, 9) for _ in range(4))), st.randoms(use_true_random=False))
def test_aucune_boite_n_en_touche_une_autre_ni_ne_sort_du_cadre(nombres: tuple[int, ...], rng: object) -> None:
    poses = points(nombres)
    traits = [TraitEcocarte("", point.cle) for point in poses]
    if len(poses) > 1:
        traits += [TraitEcocarte(poses[0].cle, poses[-1].cle)]
    dessin = dessiner_ecocarte("Noé", poses, traits, ["a", "b", "c", "d"])
    boites = [dessin.centre, *dessin.boites]
    assert len(dessin.boites) == len(poses)
    assert not any(une.touche(autre, 0) for une, autre in combinations(boites, 2))
    assert all(abs(b.x) + b.largeur / 2 <= dessin.largeur / 2 for b in boites)
    assert all(abs(b.y) + b.hauteur / 2 <= dessin.hauteur / 2 for b in boites)
    assert len(dessin.traits) == len(traits)


def test_chaque_anneau_est_plus_loin_que_le_precedent() -> None:
    dessin = dessiner_ecocarte("Noé", points((6, 0, 3, 1)), [], ["a", "b", "c", "d"])
    rayons = [anneau.rayon_y for anneau in dessin.anneaux]
    assert rayons == sorted(rayons, reverse=True)
    assert [anneau.libelle for anneau in dessin.anneaux] == ["d", "c", "b", "a"]


def test_un_lien_vers_quelqu_un_d_absent_ou_vers_soi_ne_se_dessine_pas() -> None:
    traits = [TraitEcocarte("0-0", "parti"), TraitEcocarte("0-0", "0-0"), TraitEcocarte("0-0", "")]
    assert len(dessiner_ecocarte("Noé", points((1, 0, 0, 0)), traits, ["a"]).traits) == 1


def test_les_fleches_disent_qui_apporte_a_qui() -> None:
    deux = TraitEcocarte("0-0", "", fleche_de=True, fleche_vers=True)
    (trait,) = dessiner_ecocarte("Noé", points((1, 0, 0, 0)), [deux], ["a"]).traits
    assert len(trait.fleches) == 2


def test_un_nom_long_tient_sur_deux_lignes_et_dit_qu_il_continue() -> None:
    assert [ligne for ligne, _ in couper_en_lignes("Papa")] == ["Papa"]
    lignes = [ligne for ligne, _ in couper_en_lignes("Marie-Philippine-Éléonore de Castelnau-Montratier")]
    assert len(lignes) == 2
    assert lignes[0].endswith("…")
    assert all(len(ligne) <= 16 for ligne in lignes)
