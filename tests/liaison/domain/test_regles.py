"""States, clock, changes, recipients and consents: the rules of section 2 as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from maillage.liaison.domain.changement import (
    Accompagnement,
    Changement,
    Nature,
    Scolarisation,
    Situation,
    changements_substantiels,
    comparer,
    nature_de,
)
from maillage.liaison.domain.consentement import AccordDate, champs_consentis, dresser_matrice
from maillage.liaison.domain.destinataires import destinataires_appeles
from maillage.liaison.domain.effets import effets_des_changements
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.etats import LIBELLES_ETATS, PASSAGES, TERMINAUX, Acte, EtatFiche, franchir
from maillage.liaison.domain.extrait import empreinte, extraire, octets_canoniques
from maillage.liaison.domain.horloge import but_d_envoi, fin_du_delai, jour_d_effet, premier_jour_d_envoi
from maillage.liaison.domain.signataires import Avis, date_de_signature, est_refusee, verifier_qualites
from maillage.liaison.domain.texte import ecrire_changements, situation_de_json, situation_en_json
from maillage.liaison.referentiels import destinataires, effets, modele, qualites, reglages, sources_des_reglages

pytestmark = pytest.mark.sans_base
JOUR, NUIT, PMO = Accompagnement("AJ", quantite=8), Accompagnement("AN", quantite=1), Accompagnement("PMO")
ULIS, ORDINAIRE = Scolarisation("08", "Collège inventé"), Scolarisation("12", "Collège inventé")
EN_MARS = reglages(date(2025, 3, 1))


def test_chaque_etat_a_son_libelle_et_un_chemin_depuis_le_brouillon() -> None:
    assert set(LIBELLES_ETATS) == set(EtatFiche)
    atteints, suite = {EtatFiche.BROUILLON}, True
    while suite:
        nouveaux = {franchir(p.depart, p.acte) for p in PASSAGES if p.depart in atteints} - atteints
        atteints |= nouveaux
        suite = bool(nouveaux)
    assert set(EtatFiche) - atteints == {EtatFiche.PROPOSEE, EtatFiche.SIGNEE}


def test_un_etat_terminal_ne_mene_nulle_part_et_signee_ne_s_annule_plus() -> None:
    assert {p.depart for p in PASSAGES} & TERMINAUX == set()
    with pytest.raises(ErreurLiaison, match="délai de rétractation en cours"):
        franchir(EtatFiche.EN_DELAI_RETRACTATION, Acte.ANNULER)


@pytest.mark.parametrize(
    ("signature", "nature", "dernier_jour"),
    [
        (date(2025, 9, 1), Nature.ACCOMPAGNEMENT, date(2025, 9, 17)),
        (date(2025, 3, 28), Nature.ACCOMPAGNEMENT, date(2025, 4, 14)),
        (date(2025, 3, 28), Nature.SCOLARISATION, date(2025, 4, 28)),
        (date(2025, 3, 28), Nature.LES_DEUX, date(2025, 4, 28)),
        (date(2025, 12, 16), Nature.ACCOMPAGNEMENT, date(2026, 1, 2)),
        (date(2025, 4, 15), Nature.ACCOMPAGNEMENT, date(2025, 5, 2)),
        (date(2025, 10, 10), Nature.ACCOMPAGNEMENT, date(2025, 10, 27)),
    ],
)
def test_le_delai_se_compte_en_jours_francs(signature: date, nature: Nature, dernier_jour: date) -> None:
    assert fin_du_delai(signature, nature, EN_MARS) == dernier_jour
    assert premier_jour_d_envoi(dernier_jour) == dernier_jour + timedelta(days=1)


def test_le_report_du_week_end_est_un_reglage() -> None:
    sans_report = replace(EN_MARS, report_jour_ouvrable=False)
    assert fin_du_delai(date(2025, 3, 28), Nature.ACCOMPAGNEMENT, sans_report) == date(2025, 4, 13)


def test_les_reglages_disent_leur_source() -> None:
    sources = sources_des_reglages()
    assert {valeur[0] for valeur in sources.values()} <= {"S", "P", "D"}
    assert "D. 312-10-20" in sources["delai_accompagnement_jours"]


def test_l_effet_attend_la_fin_du_delai_sauf_raison_ecrite() -> None:
    fin = date(2025, 4, 14)
    assert jour_d_effet(date(2025, 4, 1), fin, "") == date(2025, 4, 15)
    assert jour_d_effet(date(2025, 4, 1), fin, "Retour d'hospitalisation") == date(2025, 4, 1)
    assert jour_d_effet(date(2025, 5, 5), fin, "") == date(2025, 5, 5)
    assert but_d_envoi(fin, EN_MARS) == date(2025, 4, 17)


def test_changer_de_modalite_est_un_changement_d_accompagnement() -> None:
    changements = comparer(Situation((JOUR,), ULIS), Situation((PMO, NUIT)))
    assert set(changements) == {
        Changement("MODALITE_AJOUTEE", "PMO"),
        Changement("MODALITE_AJOUTEE", "AN"),
        Changement("MODALITE_RETIREE", "AJ"),
    }
    assert nature_de(changements) is Nature.ACCOMPAGNEMENT
    assert ecrire_changements(changements).startswith(
        "prestation en milieu ordinaire commence, accueil de nuit commence"
    )


def test_changer_d_ecole_change_le_pps() -> None:
    seule = comparer(Situation((JOUR,), ULIS), Situation((JOUR,), ORDINAIRE))
    assert nature_de(seule) is Nature.SCOLARISATION
    assert nature_de(comparer(Situation((JOUR,), ULIS), Situation((PMO,), ORDINAIRE))) is Nature.LES_DEUX
    assert nature_de(comparer(Situation((JOUR,), ULIS), Situation((JOUR,), ULIS, pps_modifie=True))) is (
        Nature.SCOLARISATION
    )
    assert comparer(Situation((JOUR,), ULIS), Situation((JOUR,))) == ()


@pytest.mark.parametrize(("apres", "substantiel"), [(6, True), (7, False), (9, False), (10, True)])
def test_une_quantite_compte_a_partir_du_seuil(apres: int, substantiel: bool) -> None:
    changements = comparer(Situation((JOUR,)), Situation((replace(JOUR, quantite=apres),)))
    assert bool(changements_substantiels(changements, EN_MARS.substantiel)) is substantiel


def test_un_essai_court_n_est_pas_substantiel() -> None:
    changements = comparer(Situation((JOUR,)), Situation((JOUR, NUIT)))
    assert changements_substantiels(changements, EN_MARS.substantiel, duree_jours=31) == ()
    assert len(changements_substantiels(changements, EN_MARS.substantiel, duree_jours=32)) == 1


ACCOMPAGNEMENT = {"MDPH", "CAF_MSA", "DEPARTEMENT"}
ECOLE = {"DSDEN", "ERSEH", "ECOLE"}


@pytest.mark.parametrize(
    ("nature", "agricole", "attendus"),
    [
        (Nature.ACCOMPAGNEMENT, "oui", ACCOMPAGNEMENT),
        (Nature.SCOLARISATION, "non", ECOLE | {"MDPH"}),
        (Nature.SCOLARISATION, "oui", ECOLE | {"MDPH", "DRAAF"}),
        (Nature.LES_DEUX, "non", ECOLE | ACCOMPAGNEMENT),
    ],
)
def test_les_destinataires_sont_ceux_que_le_changement_appelle(
    nature: Nature, agricole: str, attendus: set[str]
) -> None:
    appeles = destinataires_appeles(destinataires(), nature, {"enseignement_agricole": agricole})
    assert {destinataire.code for destinataire in appeles} == attendus


def test_les_extraits_ne_nomment_que_des_champs_du_modele() -> None:
    connus = set(modele("2024-1").codes())
    for destinataire in destinataires():
        assert set(destinataire.de_droit) - {"*"} <= connus
        assert set(destinataire.sur_accord) <= connus


def test_l_ecole_et_les_organismes_ne_recoivent_jamais_l_evaluation() -> None:
    clinique = {champ.code for champ in modele("2024-1").champs if champ.genre == "evaluation"}
    for destinataire in destinataires():
        if destinataire.code != "MDPH":
            assert "evaluation" not in destinataire.champs_permis(connus(), connus())
        if destinataire.code in {"CAF_MSA", "DEPARTEMENT"}:
            assert not destinataire.champs_permis(connus(), connus()) & (clinique | {"scolarite_proposee"})


def connus() -> set[str]:
    return set(modele("2024-1").codes())


def test_un_extrait_a_toujours_les_memes_octets() -> None:
    contenu = {"prenom": "Éloïse", "nom": "Fictive", "evaluation": "rien à dire"}
    extrait = extraire(contenu, {"nom", "prenom", "absent"})
    assert octets_canoniques(extrait) == '{"nom":"Fictive","prenom":"Éloïse"}'.encode()
    assert empreinte(octets_canoniques(dict(reversed(extrait.items())))) == empreinte(octets_canoniques(extrait))


def test_une_situation_se_relit() -> None:
    situation = Situation((JOUR, PMO), ULIS, pps_modifie=True)
    assert situation_de_json(situation_en_json(situation)) == situation


def test_la_signature_est_celle_du_dernier_requis() -> None:
    premier, second = Avis(True, "ACCORD", date(2025, 3, 3)), Avis(True, "ACCORD", date(2025, 3, 7))
    enfant = Avis(False, "DESACCORD", date(2025, 3, 9))
    assert date_de_signature([premier, second, enfant]) == date(2025, 3, 7)
    assert date_de_signature([premier, Avis(True)]) is None
    assert date_de_signature([enfant]) is None
    assert not est_refusee([premier, enfant])
    assert est_refusee([premier, Avis(True, "DESACCORD", date(2025, 3, 4))])


def test_qui_signe_depend_de_l_age() -> None:
    connues = qualites()
    verifier_qualites([connues["PARENT"], connues["JEUNE_MINEUR"]], majeur=False)
    verifier_qualites([connues["JEUNE_MAJEUR"]], majeur=True)
    for codes, majeur in ((["PARENT"], True), (["JEUNE_MAJEUR"], False), (["JEUNE_MINEUR"], False), ([], True)):
        with pytest.raises(ErreurLiaison):
            verifier_qualites([connues[code] for code in codes], majeur=majeur)


def test_le_consentement_se_rejoue_a_toute_date() -> None:
    debut = datetime(2025, 3, 3, 9, tzinfo=UTC)
    accords = [
        AccordDate("ECOLE", "representants", True, debut, "Mère inventée"),
        AccordDate("ECOLE", "representants", False, debut + timedelta(days=4), "Mère inventée"),
        AccordDate("ERSEH", "representants", True, debut + timedelta(days=9), "Mère inventée"),
    ]
    assert champs_consentis(accords, "ECOLE", debut - timedelta(seconds=1)) == frozenset()
    assert champs_consentis(accords, "ECOLE", debut) == {"representants"}
    assert champs_consentis(accords, "ECOLE", debut + timedelta(days=4)) == frozenset()
    matrice = dict(dresser_matrice(destinataires(), modele("2024-1"), accords, debut + timedelta(days=1)))
    cases = {d.code: {case.genre: case for case in ligne} for d, ligne in matrice.items()}
    assert cases["ECOLE"]["contacts"].etat == "ACCORDE"
    assert cases["ECOLE"]["contacts"].par == "Mère inventée"
    assert cases["ECOLE"]["orientation"].etat == "JAMAIS"
    assert cases["ERSEH"]["contacts"].etat == "NON_DEMANDE"
    assert cases["MDPH"]["evaluation"].etat == "LOI"


def test_chaque_effet_sur_les_droits_dit_sa_source() -> None:
    trouves = effets_des_changements(effets(), comparer(Situation((JOUR,)), Situation((NUIT,))))
    assert set(trouves) == {"AEEH", "PCH", "TRANSPORT", "ORIENTATION"}
    assert all(effet.source and effet.statut in {"S", "P", "D"} for liste in trouves.values() for effet in liste)
