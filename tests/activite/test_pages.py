"""The pages of the activity: what they show, to whom, in a constant number of queries."""

from __future__ import annotations

import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.activite.lignes import en_clair
from maillage.agenda.models import Evenement
from maillage.parcours.models import Phase
from maillage.socle.services import marquer_faits_modifies
from maillage.socle.vocabulaire import Statut
from tests.activite.scene import TRIMESTRE, Scene, semaine_comptee
from tests.fabriques import HabilitationFactory

pytestmark = pytest.mark.django_db
PAGES = ("grille", "chiffres", "comparaison", "hypotheses", "qualite", "retours")


def connecter(scene: Scene, role: str = "DIRECTION") -> Client:
    client = Client()
    client.force_login(HabilitationFactory(role=role, dispositif=scene.dispositif).utilisateur)
    return client


def adresse(scene: Scene, page: str, *args: object, **requete: str) -> str:
    query = "&".join(f"{cle}={valeur}" for cle, valeur in {"periode": TRIMESTRE, **requete}.items())
    return f"{reverse(f'activite:{page}', args=[scene.dispositif.code, *args])}?{query}"


def requetes(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captees:
        assert client.get(url).status_code == 200
    return len(captees)


@pytest.fixture
def scene() -> Scene:
    return semaine_comptee()


@pytest.mark.parametrize("page", PAGES)
def test_chaque_page_repond_a_la_direction(scene: Scene, page: str) -> None:
    assert connecter(scene).get(adresse(scene, page)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_le_bareme_dit_son_statut_partout_ou_il_compte(scene: Scene, page: str) -> None:
    texte = connecter(scene).get(adresse(scene, page)).content.decode().replace("&#x27;", "'")
    assert "barème reconstitué, à valider auprès de l'AIRe" in texte


@pytest.mark.parametrize("page", PAGES)
def test_un_autre_dispositif_reste_introuvable(scene: Scene, page: str) -> None:
    autre = semaine_comptee(jeunes=1)
    assert connecter(autre).get(adresse(scene, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_jeunes(page: str) -> None:
    une, six = semaine_comptee(jeunes=1), semaine_comptee(jeunes=6)
    assert requetes(connecter(une), adresse(une, page)) == requetes(connecter(six), adresse(six, page))


def test_la_grille_montre_les_unites_de_chaque_semaine(scene: Scene) -> None:
    page = connecter(scene).get(adresse(scene, "grille")).content.decode()
    assert "S10" in page
    assert page.count('class="chiffre">3') == 2


def test_la_grille_se_filtre_par_nom_sans_accent(scene: Scene) -> None:
    nom = scene.jeunes[0].nom
    page = connecter(scene).get(adresse(scene, "grille", nom=nom.replace("é", "e"))).content.decode()
    assert nom in page
    assert scene.jeunes[1].nom not in page


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_la_grille_s_exporte(scene: Scene, extension: str) -> None:
    reponse = connecter(scene).get(adresse(scene, "exporter_grille", extension))
    assert reponse.status_code == 200
    assert extension in reponse["Content-Disposition"]


def test_une_semaine_s_ouvre_sur_ses_evenements(scene: Scene) -> None:
    jeune = scene.jeunes[0].identifiant
    reponse = connecter(scene).get(adresse(scene, "explication", mesure="semaine", jeune=jeune, semaine="2024-W10"))
    evenement = Evenement.objects.filter(dispositif=scene.dispositif).earliest("debut")
    assert reponse.context["explication"]["total"] == 15 * 60
    assert reponse.context["explication"]["titre"].startswith("Semaine 10 de 2024, Familleinventée")
    assert reverse("agenda:evenement", args=[scene.dispositif.code, evenement.identifiant]) in reponse.content.decode()


def test_sous_l_autre_jeu_une_case_s_ouvre_sur_les_demi_journees_de_la_semaine(scene: Scene) -> None:
    client = connecter(scene)
    grille = client.get(adresse(scene, "grille", regles="cnsa-2019")).context["grille"]
    case = next(case for case in grille["lignes"][0]["cellules"] if case.url)
    explication = client.get(case.url).context["explication"]
    assert (case.valeur, explication["total"]) == (2.5, 2.5)


def test_une_date_ne_devient_pas_un_code_de_scolarite() -> None:
    assert en_clair("le premier le 02/04/2026") == "le premier le 02/04/2026"
    assert en_clair("Scolarité, code 07") == "Scolarité, code 07 (ULIS école)"


def test_un_chiffre_inconnu_est_introuvable(scene: Scene) -> None:
    assert connecter(scene).get(adresse(scene, "explication", mesure="n.existe.pas")).status_code == 404


def test_un_taux_montre_ses_deux_termes(scene: Scene) -> None:
    page = connecter(scene).get(adresse(scene, "explication", mesure="occupation.AJ.taux")).content.decode()
    assert "Par quoi on divise" in page


def test_un_essai_de_reglage_montre_ce_qui_change_sans_rien_garder(scene: Scene) -> None:
    client = connecter(scene)
    page = client.get(adresse(scene, "hypotheses", essai="1", seuils="60")).content.decode()
    assert "Ce qui changerait" in page
    assert "Unités d&#x27;accompagnement" in page
    assert client.get(adresse(scene, "chiffres")).context["groupes"]


def test_un_reglage_mal_ecrit_est_refuse_a_cote_du_champ(scene: Scene) -> None:
    reponse = connecter(scene).get(adresse(scene, "hypotheses", essai="1", seuils="240 ; 60"))
    assert "minutes croissantes" in str(reponse.context["form"].errors["seuils"])


def test_les_reglages_se_choisissent_et_se_lisent_en_mots(scene: Scene) -> None:
    client = connecter(scene)
    page = client.get(adresse(scene, "hypotheses")).content.decode()
    assert "additionner jusqu&#x27;au premier seuil" in page
    assert "CUMULER" not in page.replace('value="CUMULER"', "")
    essai = client.get(adresse(scene, "hypotheses", essai="1", lieu_ECOLE="AJ", phases_journees="Pré-admission"))
    assert essai.context["changes"] == [
        ("Phases qui comptent en journées", "accompagnement", "pré-admission"),
        ("Modalité déduite du lieu, école, collège ou lycée", "milieu ordinaire", "accueil de jour"),
    ]
    explication = client.get(f"{essai.context['adresse_essai']}&mesure=journees")
    assert "accueil de jour" in explication.content.decode()


def test_une_liste_de_phases_inconnue_dit_lesquelles_existent(scene: Scene) -> None:
    reponse = connecter(scene).get(adresse(scene, "hypotheses", essai="1", phases_journees="vacances"))
    assert "suivi après la sortie" in str(reponse.context["form"].errors["phases_journees"])


def test_confirmer_depuis_la_qualite_regle_l_alerte(scene: Scene) -> None:
    client = connecter(scene)
    evenement = Evenement.objects.filter(dispositif=scene.dispositif).earliest("debut")
    Evenement.objects.filter(pk=evenement.pk).update(statut=Statut.PLANIFIE)
    marquer_faits_modifies([scene.dispositif.pk])
    assert "R4_A_CONFIRMER" in client.get(adresse(scene, "qualite")).context["liste"].par_code
    client.post(
        reverse("activite:regler", args=[scene.dispositif.code]),
        {"acte": "confirmer", "evenement": evenement.identifiant, "periode": TRIMESTRE},
    )
    evenement.refresh_from_db()
    assert evenement.statut == Statut.REALISE
    assert client.get(adresse(scene, "qualite")).context["liste"].par_code == {}


def test_ecarter_une_alerte_demande_un_motif_et_se_reprend(scene: Scene) -> None:
    Phase.objects.filter(jeune=scene.jeunes[0]).update(type="PRE_ADMISSION", debut="2022-01-01")
    marquer_faits_modifies([scene.dispositif.pk])
    client = connecter(scene)
    alerte = client.get(adresse(scene, "qualite")).context["liste"].a_traiter[0].alerte
    donnees = {
        "code": alerte["code"],
        "table": alerte["table"],
        "id": alerte["id"],
        "jeune": alerte["jeune_id"] or "",
        "date": alerte["date"] or "",
        "periode": TRIMESTRE,
    }
    ecarter = reverse("activite:ecarter", args=[scene.dispositif.code])
    client.post(ecarter, {**donnees, "motif": ""})
    assert client.get(adresse(scene, "qualite")).context["liste"].ecartees == []
    client.post(ecarter, {**donnees, "motif": "dossier en attente de la MDPH"})
    [ecartee] = client.get(adresse(scene, "qualite")).context["liste"].ecartees
    client.post(reverse("activite:reprendre_alerte", args=[scene.dispositif.code, ecartee.ecartee.pk]))
    assert client.get(adresse(scene, "qualite")).context["liste"].ecartees == []


def test_un_professionnel_lit_mais_n_ecarte_pas(scene: Scene) -> None:
    client = connecter(scene, "PROFESSIONNEL")
    assert client.get(adresse(scene, "qualite")).status_code == 200
    assert client.post(reverse("activite:ecarter", args=[scene.dispositif.code])).status_code == 403


def test_le_retour_se_prepare_se_valide_et_se_transmet(scene: Scene) -> None:
    client = connecter(scene)
    code = scene.dispositif.code
    client.post(reverse("activite:ouvrir_retour", args=[code]), {"trimestre": TRIMESTRE, "regles": "aire-2024"})
    for acte in ("valider", "transmettre"):
        client.post(reverse("activite:changer_etat_retour", args=[code, TRIMESTRE, 1, acte]))
    page = client.get(reverse("activite:retour", args=[code, TRIMESTRE, 1])).content.decode()
    assert "Transmis le" in page
    for nom in ("retour_pdf", "retour_xlsx", "retour_faits"):
        assert client.get(reverse(f"activite:{nom}", args=[code, TRIMESTRE, 1])).status_code == 200
    fige = json.loads(client.get(reverse("activite:retour_json", args=[code, TRIMESTRE, 1])).content)
    assert fige["periode"]["libelle"] == TRIMESTRE


def test_le_pdf_est_balise_et_en_francais(scene: Scene) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    client = connecter(scene)
    code = scene.dispositif.code
    client.post(reverse("activite:ouvrir_retour", args=[code]), {"trimestre": TRIMESTRE, "regles": "aire-2024"})
    client.post(reverse("activite:changer_etat_retour", args=[code, TRIMESTRE, 1, "valider"]))
    contenu = client.get(reverse("activite:retour_pdf", args=[code, TRIMESTRE, 1])).content
    with pikepdf.open(io.BytesIO(contenu)) as document:
        assert str(document.Root.Lang) == "fr"
        assert document.Root.MarkInfo.Marked


def test_un_brouillon_n_a_pas_de_document(scene: Scene) -> None:
    client = connecter(scene)
    code = scene.dispositif.code
    client.post(reverse("activite:ouvrir_retour", args=[code]), {"trimestre": TRIMESTRE, "regles": "aire-2024"})
    assert client.get(reverse("activite:retour_pdf", args=[code, TRIMESTRE, 1])).status_code == 403


def test_un_chiffre_fige_s_explique_par_les_faits_figes(scene: Scene) -> None:
    client = connecter(scene)
    code = scene.dispositif.code
    client.post(reverse("activite:ouvrir_retour", args=[code]), {"trimestre": TRIMESTRE, "regles": "aire-2024"})
    client.post(reverse("activite:changer_etat_retour", args=[code, TRIMESTRE, 1, "valider"]))
    Evenement.objects.filter(dispositif=scene.dispositif).earliest("debut").delete()
    marquer_faits_modifies([scene.dispositif.pk])
    fige = client.get(adresse(scene, "explication", mesure="demi_journees", retour=f"{TRIMESTRE}/1"))
    courant = client.get(adresse(scene, "explication", mesure="demi_journees"))
    assert (fige.context["explication"]["total"], courant.context["explication"]["total"]) == (10, 8)
    differences = client.get(reverse("activite:differences_retour", args=[code, TRIMESTRE, 1])).content.decode()
    assert "Demi-journées" in differences
