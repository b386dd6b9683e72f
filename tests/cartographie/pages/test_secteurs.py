"""Who answers, sectors declared and computed, conflicts and holes, bad input."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.cartographie.commandes import questions
from maillage.cartographie.forms import lieux
from maillage.cartographie.models import Ecole, Secteur
from maillage.cartographie.services import SecteurDeclare, declarer_secteur
from maillage.socle.acteur import ActeurSysteme
from maillage.territoire.domain.adresses import AdresseTrouvee
from maillage.territoire.geocodage import GeocodeurIndisponible
from tests.cartographie.pages.conftest import AUTISME, Connexion, Scene, creer_commune
from tests.fabriques import AffectationFactory, DispositifFactory, EtablissementFactory, UniteFactory

pytestmark = pytest.mark.django_db
REPONDRE, LISTE, NOUVEAU, PROPOSER = (
    f"cartographie:{nom}" for nom in ("repondre", "secteurs", "nouveau_secteur", "proposer_secteurs")
)
DEBUT = dt.date(2024, 1, 1)


def repondre(connecter: Connexion, **parametres: str) -> object:
    return connecter("PROFESSIONNEL").get(reverse(REPONDRE), {"public": AUTISME, **parametres})


@pytest.fixture
def secteur(scene: Scene, systeme: ActeurSysteme) -> Secteur:
    scene.capacite(scene.etablissement, AUTISME, 12)
    declarer_secteur(systeme, SecteurDeclare(scene.dispositif, AUTISME, DEBUT, [scene.proche.pk]))
    return Secteur.objects.get()


@pytest.fixture
def ecole(scene: Scene) -> Ecole:
    return Ecole.objects.create(uai="0990001Z", nom="École inventée", commune=scene.milieu, lon=3.55, lat=44.5)


def test_la_page_dit_le_responsable_son_telephone_et_les_temps(
    scene: Scene, secteur: Secteur, connecter: Connexion
) -> None:
    page = repondre(connecter, lieu="Prévent").content.decode()  # type: ignore[attr-defined]
    assert "est responsable" in page
    assert "05 00 00 00 00" in page
    assert "estimés, sans moteur" in page


def test_l_ecole_l_emporte_sur_sa_commune(
    scene: Scene, secteur: Secteur, ecole: Ecole, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    autre = DispositifFactory(nom="DAME Autre")
    declarer_secteur(systeme, SecteurDeclare(scene.dispositif, AUTISME, DEBUT, [scene.milieu.pk]))
    declarer_secteur(systeme, SecteurDeclare(autre, AUTISME, DEBUT, ecoles=[ecole]))
    reponse = repondre(connecter, ecole=ecole.uai)
    assert [un.secteur.dispositif for un in reponse.context["reponse"].responsables] == [autre]  # type: ignore[attr-defined]


def test_sans_responsable_la_page_propose_le_plus_proche(scene: Scene, secteur: Secteur, connecter: Connexion) -> None:
    reponse = repondre(connecter, lieu=scene.loin.pk)
    assert "Personne n'est déclaré responsable" in reponse.content.decode()  # type: ignore[attr-defined]
    assert [c.ligne.nom for c in reponse.context["reponse"].capables] == ["IME inventé"]  # type: ignore[attr-defined]


def test_une_adresse_ou_un_point_menent_a_la_commune(
    scene: Scene, secteur: Secteur, connecter: Connexion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A street is placed by the service of the operator when it is sure; otherwise times start from the commune, and it is said."""
    adresse, client = "3 rue des Tilleuls 99000 Prévent", connecter()

    def lieu_de(texte: str) -> Any:
        lieu = client.get(reverse(REPONDRE), {"public": AUTISME, "lieu": texte}).context["reponse"].lieu
        assert lieu.commune == scene.proche
        return lieu

    assert lieu_de("44,5 ; 3,501").depuis == "le point donné"
    assert lieu_de(adresse).depuis.endswith("aucun service d'adresses n'étant réglé ici")
    monkeypatch.setattr(lieux, "geocodeur_regle", lambda: True)
    for score, depuis in ((0.95, "l'adresse donnée"), (0.1, "le centre")):
        trouvee = AdresseTrouvee("3 rue", 3.52, 44.51, score, "ADRESSE", scene.proche.pk)
        service = SimpleNamespace(chercher=lambda _, trouvee=trouvee: [trouvee])
        monkeypatch.setattr(lieux, "geocodeur", lambda service=service: service)
        assert lieu_de(adresse).depuis.startswith(depuis)

    def en_panne(_: object) -> list[AdresseTrouvee]:
        raise GeocodeurIndisponible

    monkeypatch.setattr(lieux, "geocodeur", lambda: SimpleNamespace(chercher=en_panne))
    assert lieu_de(adresse).depuis.endswith("le service d'adresses ne répondant pas")


@pytest.mark.parametrize(
    ("champ", "saisie", "message"),
    [
        ("lieu", "", "Écrivez une commune"),
        ("lieu", "Nullepart", "Aucune commune ne répond"),
        ("lieu", "3,5 ; 44,5", "semblent inversées"),
        ("lieu", "40,7 ; -74,0", "pas en France"),
        ("lieu", "48,8 ; 2,3", "Aucune commune chargée"),
        ("lieu", "Double", "Plusieurs communes répondent"),
        ("ecole", "0000000X", "Aucune école connue"),
    ],
)
def test_un_lieu_mal_ecrit_est_dit_a_cote_du_champ(
    scene: Scene, connecter: Connexion, champ: str, saisie: str, message: str
) -> None:
    creer_commune("Double", 3.6)
    creer_commune("Double", 3.7)
    reponse = repondre(connecter, **{champ: saisie})
    assert reponse.status_code == 422  # type: ignore[attr-defined]
    assert message in str(reponse.context["form"].errors[champ])  # type: ignore[attr-defined]


def test_un_moteur_absent_laisse_les_noms_sans_temps(
    scene: Scene, secteur: Secteur, connecter: Connexion, moteur_absent: str
) -> None:
    page = repondre(connecter, lieu="Prévent", fournisseur=moteur_absent).content.decode()  # type: ignore[attr-defined]
    assert "n'ont pas pu être obtenus" in page
    assert "est responsable" in page
    assert "non dit" in page


def test_la_reponse_s_exporte_et_la_commande_ecrit_la_meme(
    scene: Scene, secteur: Secteur, connecter: Connexion, tmp_path: Path
) -> None:
    adresse = reverse("cartographie:repondre_export", args=["csv"])
    texte = connecter().get(adresse, {"public": AUTISME, "lieu": "Prévent"}).content.decode("utf-8-sig")
    assert texte.splitlines()[1].startswith("Responsable;")
    assert connecter().get(adresse, {"public": AUTISME}).status_code == 404
    sortie = tmp_path / "reponse.csv"
    assert questions.qui_repond(["--public", AUTISME, "--lieu", "Prévent", "--sortie", str(sortie)]) == 0
    assert sortie.read_text("utf-8-sig").split() == texte.split()


@pytest.mark.une_base
def test_qui_va_vers_le_jeune_part_d_ou_ses_professionnels_commencent(
    scene: Scene, secteur: Secteur, connecter: Connexion
) -> None:
    """The day place is reached at its walls, a hundred kilometres away; its service in ordinary life starts from the unit of the place asked."""
    antenne = UniteFactory(dispositif=scene.dispositif, commune=scene.loin, nom="Antenne inventée")
    AffectationFactory(dispositif=scene.dispositif, unite=antenne)
    (capable,) = repondre(connecter, lieu="Lointre").context["reponse"].capables  # type: ignore[attr-defined]
    assert (capable.depuis, capable.minutes > 60, capable.faute_de_depart) == ("", True, False)
    scene.capacite(scene.etablissement, AUTISME, 8, mode="16")
    page = repondre(connecter, lieu="Lointre")
    (capable,) = page.context["reponse"].capables  # type: ignore[attr-defined]
    assert (capable.depuis, capable.minutes) == ("Antenne inventée", 0.0)
    assert "Antenne inventée, départ des professionnels" in page.content.decode()  # type: ignore[attr-defined]
    (capable,) = repondre(connecter, lieu="Lointre", modalite="AJ").context["reponse"].capables  # type: ignore[attr-defined]
    assert capable.minutes > 60


def test_declarer_ne_repete_pas_et_dit_la_ligne_fautive(
    scene: Scene, secteur: Secteur, ecole: Ecole, connecter: Connexion
) -> None:
    client = connecter("DIRECTION")
    saisie = {"dispositif": scene.dispositif.pk, "public": AUTISME, "debut": "2025-01-01"}
    faux = client.post(reverse(NOUVEAU), {**saisie, "communes": "Prévent\nNullepart", "ecoles": "0990001Z\nXXX"})
    assert "Ligne 2" in str(faux.context["form"].errors["communes"])
    assert "Ligne 2" in str(faux.context["form"].errors["ecoles"])
    assert "au moins une commune" in str(client.post(reverse(NOUVEAU), saisie).context["form"].errors)
    client.post(reverse(NOUVEAU), {**saisie, "communes": "Prévent\nMillac", "ecoles": "0990001z"})
    assert Secteur.objects.count() == 3


def test_une_direction_n_ecrit_que_son_dispositif(scene: Scene, systeme: ActeurSysteme, connecter: Connexion) -> None:
    autre = DispositifFactory()
    declarer_secteur(systeme, SecteurDeclare(autre, AUTISME, DEBUT, [scene.proche.pk]))
    client = connecter("DIRECTION")
    saisie = {"dispositif": autre.pk, "public": AUTISME, "debut": "2025-01-01", "communes": "Millac"}
    assert "dispositif" in client.post(reverse(NOUVEAU), saisie).context["form"].errors
    pk = Secteur.objects.get().pk
    assert client.post(reverse("cartographie:fermer_secteur", args=[pk])).status_code == 403
    assert connecter("PROFESSIONNEL").post(reverse(NOUVEAU), saisie).status_code == 403


def test_un_secteur_se_termine_et_se_rouvre(scene: Scene, secteur: Secteur, connecter: Connexion) -> None:
    client = connecter()
    page = client.post(reverse("cartographie:fermer_secteur", args=[secteur.pk]), follow=True).content.decode()
    assert reverse("cartographie:rouvrir_secteur", args=[secteur.pk]) in page
    secteur.refresh_from_db()
    assert secteur.fin == timezone.localdate() - dt.timedelta(days=1)
    client.post(reverse("cartographie:rouvrir_secteur", args=[secteur.pk]))
    secteur.refresh_from_db()
    assert secteur.fin is None
    secteur.debut = timezone.localdate()
    secteur.save()
    client.post(reverse("cartographie:fermer_secteur", args=[secteur.pk]))
    assert not Secteur.objects.exists()


def test_rouvrir_ce_qui_a_ete_declare_de_nouveau_est_refuse(
    scene: Scene, secteur: Secteur, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    client = connecter()
    client.post(reverse("cartographie:fermer_secteur", args=[secteur.pk]))
    declarer_secteur(systeme, SecteurDeclare(scene.dispositif, AUTISME, DEBUT, [scene.proche.pk]))
    page = client.post(reverse("cartographie:rouvrir_secteur", args=[secteur.pk]), follow=True).content.decode()
    assert "déclaré de nouveau" in page


def test_les_conflits_et_les_trous_sont_listes(
    scene: Scene, secteur: Secteur, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    declarer_secteur(systeme, SecteurDeclare(DispositifFactory(), AUTISME, DEBUT, [scene.proche.pk]))
    client = connecter()
    reponse = client.get(reverse(LISTE), {"departement": "99", "public": AUTISME, "etat": "conflits"})
    assert reponse.context["page"].paginator.count == 2
    assert {commune.nom for commune in reponse.context["trous"]} == {"Millac", "Lointre"}
    assert "Plusieurs dispositifs se disent responsables" in repondre(connecter, lieu="Prévent").content.decode()  # type: ignore[attr-defined]
    export = client.get(reverse("cartographie:secteurs_export", args=["csv"])).content.decode("utf-8-sig")
    assert export.count(";en conflit") == 2
    filtres = {"departement": "99", "public": AUTISME, "etat": "trous"}
    page = client.get(reverse(LISTE), filtres).content.decode()
    export = client.get(reverse("cartographie:secteurs_export", args=["csv"]), filtres).content.decode("utf-8-sig")
    assert ("Lointre" in page, export.count(";sans responsable")) == (True, 2)


def test_une_proposition_calculee_se_retient(scene: Scene, secteur: Secteur, connecter: Connexion) -> None:
    parametres = {"departement": "99", "public": AUTISME, "seuil": "30", "fournisseur": "estimation"}
    client = connecter()
    page = client.get(reverse(PROPOSER), parametres)
    assert {p.commune.nom: bool(p.dispositif) for p in page.context["propositions"]} == {
        "Millac": True,
        "Lointre": False,
    }
    client.post(reverse(PROPOSER), parametres)
    assert Secteur.objects.get(commune=scene.milieu).origine == "CALCULE"
    assert not Secteur.objects.filter(commune=scene.loin).exists()


def test_une_proposition_sans_moteur_garde_la_saisie(
    scene: Scene, secteur: Secteur, connecter: Connexion, moteur_absent: str
) -> None:
    parametres = {"departement": "99", "public": AUTISME, "seuil": "30", "fournisseur": moteur_absent}
    reponse = connecter().get(reverse(PROPOSER), parametres)
    assert reponse.status_code == 422
    assert "fournisseur" in reponse.context["form"].errors


def test_la_base_refuse_deux_fois_le_meme_secteur_et_un_secteur_sans_lieu(scene: Scene, secteur: Secteur) -> None:
    for champs in ({"commune": scene.proche}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Secteur.objects.create(dispositif=scene.dispositif, public=AUTISME, debut=DEBUT, **champs)


def test_la_liste_ne_coute_pas_plus_de_requetes_avec_plus_de_lignes(
    scene: Scene, secteur: Secteur, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    client = connecter()

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            client.get(reverse(LISTE))
        return len(requetes)

    compter()
    une = compter()
    codes = [creer_commune(f"Bourg {rang}", 3.6).pk for rang in range(6)]
    declarer_secteur(systeme, SecteurDeclare(DispositifFactory(), AUTISME, DEBUT, codes))
    assert compter() == une


def test_les_capables_ne_montrent_que_des_lieux_surs(scene: Scene, secteur: Secteur, connecter: Connexion) -> None:
    scene.capacite(EtablissementFactory(nom="Mal placé", lon=44.5, lat=3.5), AUTISME, 5)
    reponse = repondre(connecter, lieu="Prévent")
    assert [c.ligne.nom for c in reponse.context["reponse"].capables] == ["IME inventé"]  # type: ignore[attr-defined]


def test_les_secteurs_se_dessinent_avec_leurs_trous_et_leurs_conflits(
    scene: Scene, secteur: Secteur, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    autre = DispositifFactory(nom="DAME Autre")
    declarer_secteur(systeme, SecteurDeclare(autre, AUTISME, DEBUT, [scene.proche.pk, scene.milieu.pk]))
    page = connecter().get(reverse("cartographie:carte_secteurs"), {"departement": "99", "public": AUTISME})
    points = [f for f in page.context["carte"]["geojson"]["features"] if f["geometry"]["type"] == "Point"]
    assert sorted(point["properties"]["classe"] for point in points if point["properties"]["texte"]) == [0, 2, 5, 5]
    corps = page.content.decode()
    assert "1 commune sans réponse" in corps
    assert "Imprimer (A3)" in corps
    vide = connecter().get(reverse("cartographie:carte_secteurs"), {"recherche": "Introuvable"})
    assert "Rien à dessiner" in vide.content.decode()
