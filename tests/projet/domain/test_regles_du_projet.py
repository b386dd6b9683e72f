"""Rules of the project: nomenclature, states, answers, deadlines, services, comparison, easy reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.comptes.referentiels import qualites as qualites_des_comptes
from maillage.projet.domain.accords import (
    AvisRecueilli,
    date_d_accord,
    est_refuse,
    verifier_qualites,
    verifier_reponse,
)
from maillage.projet.domain.comparaison import Sorte, comparer_projets, comparer_textes
from maillage.projet.domain.contenu import (
    ActionDite,
    BesoinDit,
    ContenuProjet,
    ObjectifDit,
    ParoleDite,
    contenu_de_json,
    empreinte_du_contenu,
)
from maillage.projet.domain.echeances import ActeAttendu, ReglagesProjet, SituationProjet, attendus, reglages_du_jour
from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.domain.etats import (
    EN_PREPARATION,
    EN_VIGUEUR,
    PASSAGES,
    ActeProjet,
    EtatProjet,
    actes_possibles,
    franchir,
)
from maillage.projet.domain.falc import conseils_falc
from maillage.projet.domain.prestations import CriterePrestation, ReglePrestation, assembler, regle_de, repartir
from maillage.projet.domain.serafin import en_ordre, inconnus, parent_de, ranger, sous
from maillage.projet.domain.suivi import (
    EvenementVecu,
    LienAgenda,
    activite_du_titre,
    activites_connues,
    ensemble,
    suivre,
)
from maillage.projet.referentiels import (
    besoins,
    libelles_serafin,
    modes_de_parole,
    prestations,
    qualites,
    questions,
    reglages,
    regles_par_defaut,
    sources_des_reglages,
)
from maillage.socle.pictogrammes import pictogrammes
from maillage.socle.vocabulaire import Categorie, LieuType
from maillage.structures.selectors.metiers import metiers

pytestmark = pytest.mark.sans_base
LE = dt.date(2026, 3, 16)
MIDI = dt.datetime(2026, 3, 16, 12)
REGLES = ReglagesProjet(
    dt.date(2020, 1, 1), premier_projet_mois=6, revision_mois=12, evaluation_mois=11, reponse_jours=30
)


def test_la_nomenclature_se_range_par_nombre_et_non_par_lettre() -> None:
    codes = [poste.code for poste in besoins()]
    assert codes.index("1.1.10") == codes.index("1.1.9") + 1
    assert en_ordre(["1.1.10", "1.1.9", "1.1.9", "1.1.2"]) == ["1.1.2", "1.1.9", "1.1.10"]


def test_la_nomenclature_est_complete_et_chaque_poste_a_son_parent() -> None:
    assert (len(besoins()), len(prestations())) == (35, 72)
    libelles = libelles_serafin()
    assert [code for code in libelles if parent_de(code) and parent_de(code) not in libelles] == []
    assert {poste.code for poste in besoins() if poste.profondeur == 2} == {"1.1", "1.2", "1.3"}
    assert all(
        poste.feuille is not any(sous(c, poste.code) and c != poste.code for c in libelles) for poste in besoins()
    )
    assert inconnus(["1.1.9", "1.9"], libelles) == ["1.9"]


def test_une_racine_seule_est_une_feuille() -> None:
    (seule,) = ranger({"1": "Besoins"})
    assert (seule.profondeur, seule.feuille) == (1, True)


def test_le_chemin_d_un_projet_va_du_brouillon_a_celui_qui_le_remplace() -> None:
    etat = EtatProjet.BROUILLON
    for acte in (
        ActeProjet.PROPOSER,
        ActeProjet.ACCORDER,
        ActeProjet.EVALUER,
        ActeProjet.EVALUER,
        ActeProjet.REMPLACER,
    ):
        etat = franchir(etat, acte)
    assert etat is EtatProjet.REMPLACE
    assert actes_possibles(etat) == frozenset()


@given(st.lists(st.sampled_from(list(ActeProjet)), max_size=30))
def test_aucune_suite_d_actes_n_accorde_sans_proposer(actes: list[ActeProjet]) -> None:
    etat, propose = EtatProjet.BROUILLON, False
    for acte in actes:
        try:
            suivant = franchir(etat, acte)
        except ErreurProjet as refus:
            assert "n'est pas possible" in refus.message
            continue
        propose = propose or acte is ActeProjet.PROPOSER
        assert suivant not in EN_VIGUEUR or propose
        etat = suivant


def test_un_projet_n_est_jamais_a_la_fois_en_preparation_et_en_vigueur() -> None:
    assert not EN_PREPARATION & EN_VIGUEUR
    assert {passage.depart for passage in PASSAGES} | {EtatProjet.REMPLACE, EtatProjet.CLOS} == set(EtatProjet)


def avis(requis: bool, reponse: str = "", jour: int = 1) -> AvisRecueilli:
    return AvisRecueilli(requis, reponse, dt.date(2026, 3, jour) if reponse else None)


def test_le_dernier_accord_necessaire_donne_la_date_et_l_avis_d_un_mineur_ne_decide_pas() -> None:
    parents = [avis(True, "ACCORD", 2), avis(True, "RESERVES", 9), avis(False, "REFUS", 3)]
    assert date_d_accord(parents) == dt.date(2026, 3, 9)
    assert not est_refuse(parents)
    assert date_d_accord([avis(True, "ACCORD"), avis(True)]) is None
    assert date_d_accord([avis(False, "ACCORD")]) is None
    assert est_refuse([avis(True, "REFUS"), avis(True)])


def test_les_reserves_s_ecrivent_et_les_dates_tiennent() -> None:
    dates = {"proposee": dt.date(2026, 3, 2), "aujourd_hui": LE}
    verifier_reponse("ACCORD", "", le=LE, **dates)
    for reponse, mots, le, champ in (
        ("RESERVES", " ", LE, "commentaire"),
        ("ACCORD", "", dt.date(2026, 3, 1), "le"),
        ("REFUS", "", dt.date(2026, 3, 17), "le"),
    ):
        with pytest.raises(ErreurProjet) as refus:
            verifier_reponse(reponse, mots, le=le, **dates)
        assert refus.value.champ == champ


def test_qui_repond_convient_a_l_age() -> None:
    parent, majeur, mineur = (qualites()[code] for code in ("PARENT", "JEUNE_MAJEUR", "JEUNE_MINEUR"))
    verifier_qualites([parent, mineur], majeur=False)
    verifier_qualites([majeur], majeur=True)
    for liste, age in (([parent], True), ([majeur], False), ([mineur], False), ([], True)):
        with pytest.raises(ErreurProjet):
            verifier_qualites(liste, majeur=age)


def test_les_qualites_du_projet_sont_celles_des_comptes_des_familles() -> None:
    assert set(qualites_des_comptes()) <= set(qualites())


def test_le_premier_projet_est_attendu_six_mois_apres_l_entree_puis_chaque_annee() -> None:
    entree = dt.date(2025, 8, 31)
    assert attendus(SituationProjet(entree), REGLES) == [(ActeAttendu.ECRIRE, dt.date(2026, 2, 28))]
    accorde = SituationProjet(entree, EtatProjet.ACCORDE, dt.date(2026, 2, 1), dt.date(2027, 1, 5))
    assert attendus(accorde, REGLES) == [
        (ActeAttendu.EVALUER, dt.date(2027, 1, 5)),
        (ActeAttendu.REVISER, dt.date(2027, 2, 1)),
    ]
    propose = replace(accorde, etat_en_preparation=EtatProjet.PROPOSE, propose_le=dt.date(2026, 12, 1))
    assert attendus(propose, REGLES)[0] == (ActeAttendu.ACCORDER, dt.date(2026, 12, 31))
    evalue = replace(accorde, etat_en_vigueur=EtatProjet.EVALUE, evaluation_prevue=None)
    assert attendus(evalue, REGLES) == [(ActeAttendu.REVISER, dt.date(2027, 2, 1))]
    continue_ = replace(evalue, continue_le=dt.date(2027, 1, 4), evaluation_prevue=dt.date(2027, 12, 4))
    assert attendus(continue_, REGLES) == [
        (ActeAttendu.EVALUER, dt.date(2027, 12, 4)),
        (ActeAttendu.REVISER, dt.date(2028, 1, 4)),
    ]


def test_les_reglages_dates_disent_leur_source() -> None:
    assert reglages(LE) == reglages(dt.date(1990, 1, 1))
    champs = {"premier_projet_mois", "revision_mois", "evaluation_mois", "reponse_jours"}
    assert sources_des_reglages().keys() == champs
    assert all(source.startswith(("S : ", "P : ", "D : ")) for source in sources_des_reglages().values())
    suivant = replace(REGLES, valable_du=dt.date(2026, 1, 1), revision_mois=6)
    assert reglages_du_jour([suivant, REGLES], LE) is suivant
    assert reglages_du_jour([suivant, REGLES], dt.date(2025, 1, 1)) is REGLES


def test_les_questions_ne_proposent_que_des_pictogrammes_connus() -> None:
    assert {nom for question in questions() for nom in question.pictogrammes} <= pictogrammes().keys()
    assert len({question.code for question in questions()}) == len(questions())
    assert "OBSERVE" in modes_de_parole()


@given(st.text(max_size=200), st.text(max_size=200))
def test_comparer_rend_les_deux_textes_entiers(avant: str, apres: str) -> None:
    compare = comparer_textes(avant, apres)
    assert "".join(segment.texte for segment in compare.avant) == avant
    assert "".join(segment.texte for segment in compare.apres) == apres
    assert compare.change is (avant != apres)
    assert Sorte.AJOUTE not in {segment.sorte for segment in compare.avant}
    assert Sorte.RETIRE not in {segment.sorte for segment in compare.apres}


CONTENU = ContenuProjet(
    parole=(ParoleDite("Ce que je veux", "Prendre le bus seul", ("bus",)),),
    besoins=(BesoinDit("1.3.4.2", "Besoins pour se déplacer", "aller au collège"),),
    objectifs=(
        ObjectifDit(
            "f1", "Prendre le bus seul", echeance="2026-06-30", actions=(ActionDite("a1", "Trajets", "Camille"),)
        ),
    ),
    evaluation_prevue="2027-02-01",
)


def test_deux_projets_se_comparent_objectif_par_objectif_meme_reformule() -> None:
    autre = replace(
        CONTENU,
        objectifs=(
            replace(CONTENU.objectifs[0], mots="Prendre le bus et le train seul"),
            ObjectifDit("f2", "Cuisiner un repas", actions=(ActionDite("a2", "Atelier"),)),
        ),
    )
    compares = {texte.titre: texte for texte in comparer_projets(CONTENU, autre)}
    bus = compares["Objectif : Prendre le bus et le train seul"]
    assert [s.texte for s in bus.avant if s.sorte is Sorte.RETIRE] == []
    assert [s.texte.strip() for s in bus.apres if s.sorte is Sorte.AJOUTE] == ["et le train"]
    assert compares["Objectif : Cuisiner un repas"].avant == ()
    assert not compares["Besoins"].change


def test_deux_objectifs_aux_memes_mots_restent_deux() -> None:
    doubles = replace(CONTENU, objectifs=(CONTENU.objectifs[0], replace(CONTENU.objectifs[0], fil="f2", echeance="")))
    titres = [texte.titre for texte in comparer_projets(doubles, doubles)]
    assert "Objectif : Prendre le bus seul" in titres
    assert "Objectif : Prendre le bus seul (2)" in titres


def test_le_contenu_revient_entier_de_son_json_et_son_empreinte_ne_depend_pas_de_l_ordre() -> None:
    valeurs = CONTENU.en_json()
    assert contenu_de_json(valeurs) == CONTENU
    assert empreinte_du_contenu(dict(reversed(valeurs.items()))) == empreinte_du_contenu(valeurs)
    assert empreinte_du_contenu(replace(CONTENU, famille="Oui").en_json()) != empreinte_du_contenu(valeurs)


def test_la_parole_du_jeune_manque_d_abord() -> None:
    assert ContenuProjet().manques() == ["la parole du jeune", "au moins un objectif", "la date de l'évaluation"]
    sans_action = replace(CONTENU, objectifs=(ObjectifDit("f", "Lire"),), parole=(ParoleDite("Q", "", ("lire",)),))
    assert sans_action.manques() == ["une action pour « Lire »"]
    assert CONTENU.manques() == []


def vecu(titre: str = "Atelier cuisine, les Mésanges", jour: int = 3, **autres: object) -> EvenementVecu:
    valeurs: dict[str, object] = {
        "identifiant": f"{titre}-{jour}",
        "activite": activite_du_titre(titre),
        "titre": titre,
        "debut": dt.datetime(2026, 3, jour, 9),
        "minutes": 60,
        "categorie": "DIRECT_JEUNE",
        "lieu_type": "ETABLISSEMENT",
        "statut": "REALISE",
        **autres,
    }
    return EvenementVecu(**valeurs)  # type: ignore[arg-type]


CUISINE = LienAgenda(("Atelier cuisine",))


def test_un_objectif_montre_ce_qui_a_eu_lieu_ce_qui_a_manque_et_ce_qui_vient() -> None:
    lus = [
        vecu(jour=3),
        vecu(jour=10, absent=True),
        vecu(jour=24, statut="PLANIFIE"),
        vecu(jour=9, statut="PLANIFIE"),
        vecu("Orthophonie", jour=4),
    ]
    suivi = suivre(CUISINE, lus, MIDI)
    attendu = "1 fois, 1 h en tout, 1 fois absent ; la dernière mardi 3 mars, la prochaine mardi 24 mars."
    assert suivi.en_mots().replace("\u202f", " ") == attendu
    assert suivre(CUISINE, [], MIDI).en_mots() == "Rien dans l'agenda pour l'instant."
    assert suivre(LienAgenda(), lus, MIDI).en_mots() == "Cette action n'est pas liée à l'agenda."


def test_un_evenement_que_deux_actions_nomment_compte_une_fois() -> None:
    lus = [vecu(jour=3), vecu("Orthophonie", jour=4)]
    suivis = [suivre(CUISINE, lus, MIDI), suivre(LienAgenda(categorie="DIRECT_JEUNE"), lus, MIDI)]
    assert len(ensemble(suivis).faits) == 2
    assert ensemble([]).suivie is False


def test_une_activite_et_une_categorie_se_cumulent() -> None:
    lien = LienAgenda(("cuisine",), "INDIRECT")
    assert not lien.retient(vecu())
    assert lien.retient(vecu(categorie="INDIRECT"))


def test_les_activites_proposees_sont_les_plus_frequentes_puis_celles_deja_choisies() -> None:
    lus = [vecu("Piscine", 3), vecu("Piscine", 4), vecu("Cuisine, salle 2", 5), vecu("", 6)]
    assert activites_connues(lus, ["Judo"]) == [("Piscine", 2), ("Cuisine", 1), ("Judo", 0)]


def test_la_regle_la_plus_precise_donne_la_prestation() -> None:
    regles = assembler(regles_par_defaut(), [])
    psy = vecu("Entretien", metiers=("PSYCHOLOGUE",))
    assert regle_de(psy, regles).prestation == "2.1.1.3"  # type: ignore[union-attr]
    assert regle_de(vecu("Cuisine", metiers=("PSYCHOLOGUE",)), regles).prestation == "2.3.2.2"  # type: ignore[union-attr]
    assert regle_de(vecu("Jeux", lieu_type="LOISIRS"), regles).prestation == "2.3.4.2"  # type: ignore[union-attr]
    assert regle_de(vecu("Jeux", categorie="RIEN"), regles) is None


def test_la_regle_de_l_etablissement_prend_la_place_de_celle_livree() -> None:
    locale = ReglePrestation(CriterePrestation.METIER, "PSYCHOLOGUE", "2.2.2", locale=True)
    regles = assembler(regles_par_defaut(), [locale])
    assert len(regles) == len(regles_par_defaut())
    assert regle_de(vecu("Entretien", metiers=("PSYCHOLOGUE",)), regles) is locale


def test_ce_qui_n_est_pas_une_prestation_ne_compte_pas_et_le_reste_se_voit() -> None:
    lus = [vecu("Synthèse", categorie="INDIRECT"), vecu("Jeux", categorie="RIEN"), vecu("Jeux", jour=4)]
    parts = repartir(lus, assembler(regles_par_defaut(), []))
    assert {code: part.nombre for code, part in parts.items()} == {"": 1, "2.3.3.4": 1}


def _valeurs_connues() -> Iterator[str]:
    yield from (code for code, _ in metiers())
    yield from (*LieuType.values, *Categorie.values)


def test_les_regles_livrees_nomment_des_codes_qui_existent() -> None:
    connues = set(_valeurs_connues())
    feuilles = {poste.code for poste in prestations() if poste.feuille}
    for regle in regles_par_defaut():
        assert regle.critere is CriterePrestation.ACTIVITE or regle.valeur in connues
        assert regle.prestation in feuilles | {""}


def test_les_conseils_disent_quoi_simplifier_sans_rien_refuser() -> None:
    longue = "Je voudrais apprendre à prendre le bus tout seul le matin pour aller au collège avec mes copains."
    conseils = [conseil.conseil[:10] for conseil in conseils_falc([f"{longue} Institutionnalisation. La MDPH."])]
    assert conseils == ["Phrase lon", "Mot long :", "Sigle : éc"]
    assert conseils_falc(["Je prends le bus.", "Peut-être", ""]) == []
