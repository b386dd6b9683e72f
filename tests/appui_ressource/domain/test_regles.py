"""The rules of appui-ressource: states, deadlines, routing, names, agreement, delays."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.actions import (
    Consentement,
    verifier_consentement,
    verifier_mesures,
    verifier_precisions,
)
from maillage.appui_ressource.domain.delais import Attendue, delais_par_territoire
from maillage.appui_ressource.domain.echeances import (
    BIENTOT,
    EN_RETARD,
    PLUS_TARD,
    apres_jours_ouvres,
    echeance_de,
    urgence,
)
from maillage.appui_ressource.domain.erreurs import ConsentementManquant, ErreurAppui, GesteImpossible
from maillage.appui_ressource.domain.etats import PASSAGES, EtatAppui, Geste, gestes_possibles, suivant
from maillage.appui_ressource.domain.nommage import noms_reperes
from maillage.appui_ressource.domain.routage import Candidat, Proximite, choisir_dispositif

pytestmark = pytest.mark.sans_base
JOUR = dt.date(2025, 4, 30)
REGLAGES = referentiels.reglages(JOUR)
ACCORD = Consentement(True, "PARENTS", JOUR, "ECRIT")


def test_une_demande_recue_va_jusqu_a_sa_cloture() -> None:
    etat = EtatAppui.RECUE
    for geste in (Geste.QUALIFIER, Geste.PRENDRE, Geste.REPONDRE, Geste.CLORE):
        etat = suivant(etat, geste)
    assert etat is EtatAppui.CLOSE


@pytest.mark.parametrize("geste", [Geste.TRANSMETTRE, Geste.REFUSER, Geste.QUALIFIER])
def test_une_demande_close_ne_bouge_plus_sans_etre_rouverte(geste: Geste) -> None:
    with pytest.raises(GesteImpossible, match="close"):
        suivant(EtatAppui.CLOSE, geste)
    assert gestes_possibles(EtatAppui.CLOSE) == (Geste.ROUVRIR,)


def test_chaque_etat_a_une_sortie() -> None:
    assert all(any(etat in passage.depuis for passage in PASSAGES.values()) for etat in EtatAppui)


def test_les_jours_ouvres_sautent_le_premier_mai_et_le_pont_reste_ouvre() -> None:
    assert apres_jours_ouvres(JOUR, 1) == dt.date(2025, 5, 2)
    assert apres_jours_ouvres(JOUR, 2) == dt.date(2025, 5, 5)


def test_une_demande_finie_n_a_pas_d_echeance() -> None:
    assert echeance_de(EtatAppui.CLOSE, JOUR, REGLAGES) is None
    assert echeance_de(EtatAppui.RECUE, JOUR, REGLAGES) == dt.date(2025, 5, 5)


@pytest.mark.parametrize(("ecart", "groupe"), [(-1, EN_RETARD), (0, BIENTOT), (3, BIENTOT), (4, PLUS_TARD)])
def test_l_urgence_suit_l_echeance(ecart: int, groupe: str) -> None:
    assert urgence(JOUR + dt.timedelta(days=ecart), JOUR, REGLAGES) == groupe


@pytest.mark.parametrize(
    "texte",
    ["Depuis lundi, Sacha Familleinventée quitte la classe.", "Sacha Martin crie.", "L'élève MARTIN Sacha est là."],
)
def test_un_nom_complet_est_repere(texte: str) -> None:
    assert len(noms_reperes(texte, referentiels.mots_connus())) == 1


@pytest.mark.parametrize(
    "texte",
    [
        "Un élève de CE1 quitte la classe.",
        "À l'école Jules Ferry, depuis Noël.",
        "Bonjour Madame, Nous avons une AESH et le PAS.",
        "Sacha. Martin ne vient plus, Lundi.",
        "Le DITEP Valcandine nous connaît.",
    ],
)
def test_les_lieux_et_les_mots_ordinaires_ne_sont_pas_des_noms(texte: str) -> None:
    assert noms_reperes(texte, referentiels.mots_connus()) == ()


def candidat(cle: int, proximite: Proximite, km: float | None = None, type_: str = "DITEP") -> Candidat:
    return Candidat(cle, f"Dispositif {cle}", type_, proximite, km)


def test_le_territoire_declare_passe_avant_le_plus_proche() -> None:
    choix = [candidat(1, Proximite.DEPARTEMENT, 1.0), candidat(2, Proximite.TERRITOIRE, 80.0)]
    assert choisir_dispositif(choix, ()).dispositif_id == 2  # type: ignore[union-attr]


def test_a_egalite_de_lien_le_public_puis_la_distance_decident() -> None:
    loin_mais_fait_pour = candidat(1, Proximite.DEPARTEMENT, 40.0, "DIME")
    plus_loin = candidat(2, Proximite.DEPARTEMENT, 60.0, "DIME")
    tout_pres = candidat(3, Proximite.DEPARTEMENT, 2.0, "DITEP")
    sans_place = candidat(4, Proximite.DEPARTEMENT, None, "DIME")
    candidats = [sans_place, tout_pres, plus_loin, loin_mais_fait_pour]
    assert choisir_dispositif(candidats, {"DIME"}) == loin_mais_fait_pour
    assert choisir_dispositif(candidats, ()) == tout_pres
    assert choisir_dispositif([], ()) is None


def test_nommer_un_jeune_demande_un_accord_complet() -> None:
    conseil = referentiels.types_action()["APPUI_CONSEIL"]
    verifier_consentement(conseil, nomme=False, consentement=Consentement(), jour=JOUR)
    verifier_consentement(conseil, nomme=True, consentement=ACCORD, jour=JOUR)
    for incomplet in (Consentement(), Consentement(True, "PARENTS"), Consentement(False, "PARENTS", JOUR, "ECRIT")):
        with pytest.raises(ConsentementManquant, match="Nommer un jeune"):
            verifier_consentement(conseil, nomme=True, consentement=incomplet, jour=JOUR)


def test_une_observation_demande_toujours_l_accord_donne_avant() -> None:
    observation = referentiels.types_action()["OBSERVATION_EVALUATION"]
    with pytest.raises(ConsentementManquant, match="toujours"):
        verifier_consentement(observation, nomme=False, consentement=Consentement(), jour=JOUR)
    with pytest.raises(ConsentementManquant, match="avant l'action"):
        verifier_consentement(observation, nomme=False, consentement=ACCORD, jour=JOUR - dt.timedelta(days=1))


def test_chaque_nature_garde_ses_champs_et_exige_les_siens() -> None:
    types = referentiels.types_action()
    assert list(types) == [
        "INFO_SENSIBILISATION",
        "COOPERATION_APPRENANTE",
        "APPUI_CONSEIL",
        "OBSERVATION_EVALUATION",
    ]
    champs = {"question": " Comment ? ", "conseils": "Ainsi", "theme": "autre nature", "amenagements": ""}
    assert verifier_precisions(types["APPUI_CONSEIL"], champs) == {"question": "Comment ?", "conseils": "Ainsi"}
    with pytest.raises(ErreurAppui, match="Thème abordé"):
        verifier_precisions(types["INFO_SENSIBILISATION"], {"theme": "  "})


@pytest.mark.parametrize(
    ("mesures", "champ"),
    [
        ({"jour": JOUR + dt.timedelta(days=1)}, "jour"),
        ({"duree_min": 0}, "duree_min"),
        ({"duree_min": 10081}, "duree_min"),
        ({"n_pros": 0}, "n_pros"),
    ],
)
def test_une_action_seule_est_passee_dure_et_a_quelqu_un(mesures: dict[str, object], champ: str) -> None:
    valeurs: dict[str, object] = {"jour": JOUR, "aujourd_hui": JOUR, "duree_min": 60, "n_pros": 1, **mesures}
    with pytest.raises(ErreurAppui) as refus:
        verifier_mesures(**valeurs)  # type: ignore[arg-type]
    assert refus.value.champ == champ


def test_un_petit_nombre_de_demandes_ou_de_reponses_n_est_pas_montre() -> None:
    quatre = [Attendue("09", JOUR, JOUR)] * 4
    cinq = [Attendue("31", JOUR, JOUR + dt.timedelta(days=n)) for n in range(5)]
    sans_reponse = [Attendue("81", JOUR, None)] * 3 + [Attendue("81", JOUR, JOUR)] * 3
    lignes = delais_par_territoire([*quatre, *cinq, *sans_reponse], seuil=5)
    assert [(ligne.territoire, ligne.demandes, ligne.mediane_jours) for ligne in lignes] == [
        ("09", None, None),
        ("31", 5, 2.0),
        ("81", 6, None),
    ]


def test_les_reglages_sont_dates() -> None:
    assert referentiels.reglages(dt.date(2020, 1, 1)).valable_du == dt.date(2024, 7, 7)
    assert REGLAGES.evaluation_jours == 42
    assert referentiels.structure_du_demandeur("CLUB") == "LOISIRS"
    assert referentiels.structure_du_demandeur("INCONNU") == "AUTRE"
