"""The page of a young person and the list: each person sees what their function opens, what is closed is absent."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.parcours.models import BrisDeGlace, EvenementDeVie, Jeune, MembreEquipe
from maillage.parcours.views.lectures import lignes_de_lecture
from maillage.socle.models import Trace
from maillage.structures.models import Dispositif, Professionnel
from tests.fabriques import (
    AffectationFactory,
    DispositifFactory,
    HabilitationFactory,
    JeuneFactory,
    MembreEquipeFactory,
    PeriodeFactory,
    PhaseFactory,
    ScolariteFactory,
    UtilisateurFactory,
)
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db
BRIS = "/bris-de-glace/"
MOTIF = "En crise ce soir, personne de son équipe ne répond."


def _url(nom: str, *args: Any) -> str:
    return reverse(f"parcours:{nom}", args=["garrigue", *args])


@pytest.fixture
def jeune(dispositif: Dispositif) -> Jeune:
    phase = PhaseFactory(dispositif=dispositif, jeune=JeuneFactory(nom="Fictifort"))
    PeriodeFactory(dispositif=dispositif, jeune=phase.jeune)
    ScolariteFactory(jeune=phase.jeune, etablissement="Collège inventé")
    return phase.jeune


@pytest.fixture
def pro(dispositif: Dispositif) -> Professionnel:
    return AffectationFactory(dispositif=dispositif).professionnel


@pytest.fixture
def professionnel(dispositif: Dispositif, pro: Professionnel) -> Client:
    utilisateur = UtilisateurFactory(professionnel=pro)
    HabilitationFactory(utilisateur=utilisateur, role="PROFESSIONNEL", dispositif=dispositif)
    client = Client()
    client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, *args: Any, nom: str = "jeune") -> str:
    reponse = client.get(_url(nom, *args))
    assert reponse.status_code == 200
    return reponse.content.decode()


def evenement(jeune: Jeune, dispositif: Dispositif, section: str, libelle: str) -> EvenementDeVie:
    return EvenementDeVie.objects.create(
        jeune=jeune, dispositif=dispositif, type="AUTRE", section=section, libelle=libelle, debut="2025-10-01"
    )


def test_hors_de_l_equipe_seul_le_nom_se_lit(professionnel: Client, jeune: Jeune) -> None:
    lue = page(professionnel, jeune.identifiant)
    assert "Fictifort" in lue
    assert "n'êtes pas de l'équipe" in lue
    for cache in ("<svg width", "Accompagnement", "Collège inventé", "ans"):
        assert cache not in lue.split("<main")[1].split("</main>")[0]
    assert not Trace.objects.filter(nature="LECTURE").exists()
    assert Trace.objects.get(nature="REFUS").acte == "parcours.refuser_dossier"


def test_dans_l_equipe_chacun_lit_ses_sections(
    professionnel: Client, pro: Professionnel, jeune: Jeune, dispositif: Dispositif
) -> None:
    membre = MembreEquipeFactory(jeune=jeune, dispositif=dispositif, professionnel=pro, fonction="EDUCATIF")
    evenement(jeune, dispositif, "educatif", "club de judo")
    evenement(jeune, dispositif, "social", "mesure confidentielle")
    lue = page(professionnel, jeune.identifiant)
    assert "Collège inventé" in lue
    assert "club de judo" in lue
    assert "mesure confidentielle" not in lue
    MembreEquipe.objects.filter(pk=membre.pk).update(fonction="NUIT")
    assert "Collège inventé" not in page(professionnel, jeune.identifiant)
    MembreEquipe.objects.filter(pk=membre.pk).update(fonction="TRANSPORT")
    assert "Ruban du parcours" not in page(professionnel, jeune.identifiant)


def test_le_bris_ouvre_la_page_et_la_direction_le_relit(
    professionnel: Client, pro: Professionnel, jeune: Jeune, dispositif: Dispositif
) -> None:
    Professionnel.objects.filter(pk=pro.pk).update(metier="EDUCATEUR")
    assert professionnel.post(_url("briser", jeune.identifiant), {"motif": "vite"}).status_code == 422
    assert professionnel.post(_url("briser", jeune.identifiant), {"motif": MOTIF}).status_code == 302
    lue = page(professionnel, jeune.identifiant)
    assert "Collège inventé" in lue
    assert "Dossier ouvert hors de l&#x27;équipe" in lue or "Dossier ouvert hors de l'équipe" in lue
    assert professionnel.get(BRIS).status_code == 403
    direction, bris = connecter("DIRECTION", dispositif), BrisDeGlace.objects.get()
    assert "personne de son équipe ne répond" in direction.get(BRIS).content.decode()
    envoi = {"avis": "JUSTIFIE", "observation": ""}
    assert direction.post(reverse("bris:relire", args=[bris.pk]), envoi).status_code == 302
    assert "Rien à relire" in direction.get(BRIS).content.decode()
    assert "Justifié" in direction.get(BRIS, {"etat": "relus"}).content.decode()


def test_le_dpo_relit_les_bris_de_tous_les_dispositifs(
    professionnel: Client, pro: Professionnel, jeune: Jeune, dispositif: Dispositif
) -> None:
    Professionnel.objects.filter(pk=pro.pk).update(metier="EDUCATEUR")
    professionnel.post(_url("briser", jeune.identifiant), {"motif": MOTIF})
    lue = connecter("DPO", None).get(BRIS).content.decode()
    assert f"jeune {jeune.identifiant}" in lue
    assert "Fictifort" not in lue
    ailleurs = connecter("DIRECTION", DispositifFactory())
    assert "Rien à relire" in ailleurs.get(BRIS).content.decode()
    assert ailleurs.get(reverse("bris:relire", args=[BrisDeGlace.objects.get().pk])).status_code == 404


def test_les_lectures_portent_le_nom_du_jeune_et_des_lecteurs(
    coordination: Client, professionnel: Client, jeune: Jeune
) -> None:
    page(coordination, jeune.identifiant)
    lue = page(coordination, jeune.identifiant, nom="lectures")
    assert "Fictifort" in lue
    assert Trace.objects.first().acteur_libelle in lue  # type: ignore[union-attr]
    assert "Coordonnateur" in lue
    assert "La page du jeune" in lue
    assert "lire fiche" not in lue
    assert professionnel.get(_url("lectures", jeune.identifiant)).status_code == 403


def test_une_lecture_se_dit_sans_code() -> None:
    (ligne,) = lignes_de_lecture([Trace(acte="projet.lire_ecocarte", roles="COORDONNATEUR,PARTENAIRE")])
    assert ligne.acte == "L'éco-carte"
    assert ligne.roles == "Coordonnateur ou coordonnatrice de parcours, Partenaire, par son lien personnel"
    (inconnue,) = lignes_de_lecture([Trace(acte="agenda.confirmer_journee", roles="")])
    assert inconnue.acte == "Agenda : confirmer journée"


def test_le_ruban_se_lit_en_mots_et_par_vues(coordination: Client, jeune: Jeune) -> None:
    for vue in ("1an", "3ans", "tout", "inconnue"):
        lue = coordination.get(_url("jeune", jeune.identifiant), {"vue": vue}).content.decode()
        assert "Accueil de jour depuis le 1er septembre 2023, dans l" in lue
    assert "style=" not in lue
    assert "onclick" not in lue


def test_un_changement_mene_a_la_fiche_de_liaison(coordination: Client, jeune: Jeune) -> None:
    periode = jeune.periodes.get()
    envoi = {f"fin_{periode.pk}": "2026-08-31", "debut_PMO": "2026-09-01", "lieu_PMO": "INTRA"}
    reponse = coordination.get(_url("changement", jeune.identifiant), envoi)
    assert reponse["Location"] == (
        reverse("liaison:preparer", args=["garrigue", jeune.identifiant])
        + "?changement=AJ%3AINTRA%3A2023-09-01%3A2026-08-31&changement=PMO%3AINTRA%3A2026-09-01%3A"
    )
    assert jeune.periodes.get().fin is None


def test_un_changement_impossible_se_dit_avec_les_deux_periodes(coordination: Client, jeune: Jeune) -> None:
    envoi = {"debut_AJ": "2026-09-01", "lieu_AJ": "DELOCALISE"}
    reponse = coordination.get(_url("changement", jeune.identifiant), envoi)
    assert reponse.status_code == 422
    lue = reponse.content.decode()
    assert "depuis le 1er septembre 2026" in lue
    assert "depuis le 1er septembre 2023" in lue
    envoi = {f"fin_{jeune.periodes.get().pk}": "2020-01-01"}
    assert "avant le premier" in coordination.get(_url("changement", jeune.identifiant), envoi).content.decode()
    assert "Rien ne change" in coordination.get(_url("changement", jeune.identifiant), {"fin_AN": ""}).content.decode()


def test_l_equipe_se_compose_depuis_la_page(
    coordination: Client, jeune: Jeune, pro: Professionnel, dispositif: Dispositif
) -> None:
    autre = AffectationFactory(dispositif=dispositif).professionnel
    envoi = {"professionnel": pro.pk, "fonction": "EDUCATIF", "debut": "2025-09-01", "referent": "on"}
    assert coordination.post(_url("equipe_ajouter", jeune.identifiant), envoi).status_code == 302
    membre = MembreEquipe.objects.get()
    jour = timezone.localdate().isoformat()
    remplacer = _url("equipe_membre", jeune.identifiant, membre.pk, "remplacer")
    envoi = {"remplacant": autre.pk, "debut": jour, "fin": jour, "motif": "CONGE"}
    assert coordination.post(remplacer, envoi).status_code == 302
    lue = page(coordination, jeune.identifiant, nom="equipe")
    assert str(autre) in lue
    assert "Remplacement en cours" in lue
    assert f"remplacement par {autre}" in page(coordination, jeune.identifiant)
    arreter = _url("arreter_remplacement", jeune.identifiant, membre.remplacements.get().pk)
    assert coordination.post(arreter).status_code == 302
    terminer = _url("equipe_membre", jeune.identifiant, membre.pk, "terminer")
    assert coordination.post(terminer, {"fin": jour, "motif": "POSTE"}).status_code == 302
    assert coordination.get(_url("equipe_membre", jeune.identifiant, membre.pk, "rien")).status_code == 404


def test_un_professionnel_ne_compose_pas_l_equipe(
    professionnel: Client, pro: Professionnel, jeune: Jeune, dispositif: Dispositif
) -> None:
    assert professionnel.get(_url("equipe", jeune.identifiant)).status_code == 403
    MembreEquipeFactory(jeune=jeune, dispositif=dispositif, professionnel=pro)
    assert professionnel.get(_url("equipe", jeune.identifiant)).status_code == 200
    assert professionnel.get(_url("equipe_ajouter", jeune.identifiant)).status_code == 403


def test_un_evenement_se_note_se_corrige_se_retire_et_revient(
    professionnel: Client, pro: Professionnel, jeune: Jeune, dispositif: Dispositif
) -> None:
    MembreEquipeFactory(jeune=jeune, dispositif=dispositif, professionnel=pro)
    envoi = {"type": "STAGE", "debut": "2026-02-02", "fin": "2026-02-06", "libelle": "menuiserie"}
    assert professionnel.post(_url("evenement_ajouter", jeune.identifiant), envoi).status_code == 302
    note = EvenementDeVie.objects.get()
    assert note.section == "scolarite"
    assert "Stage (menuiserie) du 2 février 2026 au 6 février 2026" in page(professionnel, jeune.identifiant)
    modifier = _url("evenement_modifier", jeune.identifiant, note.pk)
    corrige = {**envoi, "libelle": "cuisine", "section": "scolarite", "version": 1}
    assert professionnel.post(modifier, corrige).status_code == 302
    conflit = professionnel.post(modifier, {**corrige, "libelle": "autre"})
    assert conflit.status_code == 409
    assert "« cuisine » enregistré, « autre » dans votre page" in conflit.content.decode()
    professionnel.post(_url("evenement_retirer", jeune.identifiant, note.pk))
    assert "cuisine" not in page(professionnel, jeune.identifiant)
    professionnel.post(_url("evenement_retablir", jeune.identifiant, note.pk))
    assert "cuisine" in page(professionnel, jeune.identifiant)


def test_un_evenement_d_une_section_fermee_n_existe_pas(
    professionnel: Client, pro: Professionnel, jeune: Jeune, dispositif: Dispositif
) -> None:
    MembreEquipeFactory(jeune=jeune, dispositif=dispositif, professionnel=pro)
    cache = evenement(jeune, dispositif, "social", "confidentiel")
    assert professionnel.get(_url("evenement_modifier", jeune.identifiant, cache.pk)).status_code == 404
    assert professionnel.post(_url("evenement_retirer", jeune.identifiant, cache.pk)).status_code == 404
    envoi = {"type": "SEPARATION", "debut": "2026-02-02"}
    reponse = professionnel.post(_url("evenement_ajouter", jeune.identifiant), envoi)
    assert reponse.status_code == 422
    assert "où vous n&#x27;écrivez pas" in reponse.content.decode()


def test_la_liste_d_un_professionnel_est_celle_de_ses_equipes(
    professionnel: Client, pro: Professionnel, jeune: Jeune, dispositif: Dispositif
) -> None:
    autre = PhaseFactory(dispositif=dispositif, jeune=JeuneFactory(nom="Ailleursfictif")).jeune
    MembreEquipeFactory(jeune=jeune, dispositif=dispositif, professionnel=pro, referent=True)
    lue = page(professionnel, nom="jeunes")
    assert "Fictifort" in lue
    assert "Ailleursfictif" not in lue
    tous = professionnel.get(_url("jeunes"), {"equipe": "tous"}).content.decode()
    ligne = re.search(r"<tr>(?:(?!</tr>).)*Ailleursfictif.*?</tr>", tous, re.DOTALL)
    assert ligne is not None
    assert "hors de vos équipes" in ligne[0]
    assert "Accompagnement" not in ligne[0]
    filtree = professionnel.get(_url("jeunes"), {"phase": "ACCOMPAGNEMENT", "equipe": "tous"}).content.decode()
    assert "Ailleursfictif" not in filtree
    export = professionnel.get(_url("exporter", "csv"), {"equipe": "tous"}).content.decode("utf-8-sig")
    assert next(mot for mot in export.splitlines() if "Ailleursfictif" in mot).endswith("Sacha;;;;;;")
    assert autre.identifiant in export


def test_un_autre_dispositif_ne_donne_ni_equipe_ni_bris(jeune: Jeune) -> None:
    ailleurs = connecter("DIRECTION", DispositifFactory())
    for nom, *args in (
        ("equipe", jeune.identifiant),
        ("briser", jeune.identifiant),
        ("lectures", jeune.identifiant),
    ):
        assert ailleurs.get(_url(nom, *args)).status_code == 404


def test_la_page_coute_autant_de_requetes_avec_une_longue_histoire(
    coordination: Client, jeune: Jeune, dispositif: Dispositif, django_assert_max_num_queries: Any
) -> None:
    MembreEquipeFactory(jeune=jeune, dispositif=dispositif)
    coordination.get(_url("jeune", jeune.identifiant))
    with django_assert_max_num_queries(24) as une:
        coordination.get(_url("jeune", jeune.identifiant))
    for annee in range(2010, 2016):
        PhaseFactory(jeune=jeune, dispositif=dispositif, debut=f"{annee}-01-01", fin=f"{annee}-12-31", type="PONCTUEL")
        PeriodeFactory(jeune=jeune, dispositif=dispositif, debut=f"{annee}-01-01", fin=f"{annee}-12-31")
        MembreEquipeFactory(jeune=jeune, dispositif=dispositif)
        evenement(jeune, dispositif, "educatif", f"événement {annee}")
    with django_assert_max_num_queries(24) as six:
        coordination.get(_url("jeune", jeune.identifiant))
    assert len(six) == len(une)


def test_la_liste_coute_autant_de_requetes_avec_un_ou_six_jeunes(
    professionnel: Client, pro: Professionnel, jeune: Jeune, dispositif: Dispositif, django_assert_num_queries: Any
) -> None:
    MembreEquipeFactory(jeune=jeune, dispositif=dispositif, professionnel=pro)
    page(professionnel, nom="jeunes")
    with django_assert_num_queries(15):
        page(professionnel, nom="jeunes")
    for _ in range(6):
        phase = PhaseFactory(dispositif=dispositif)
        PeriodeFactory(dispositif=dispositif, jeune=phase.jeune)
        MembreEquipeFactory(jeune=phase.jeune, dispositif=dispositif, professionnel=pro)
    with django_assert_num_queries(15):
        page(professionnel, nom="jeunes")
