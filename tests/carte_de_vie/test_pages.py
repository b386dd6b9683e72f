"""Drawing with a young person, or alone; who may change what; the list, the settings, the papers."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.carte_de_vie import services
from maillage.carte_de_vie.domain.carte import Partage
from maillage.carte_de_vie.domain.erreurs import ConflitDeCarte, ErreurCarte
from maillage.carte_de_vie.models import CoffreSecret, LieuDeVie, ReglageRessentis, TrajetDeVie
from maillage.carte_de_vie.selectors import lire_carte
from maillage.carte_de_vie.selectors.ressentis import jeux_du_dispositif, jeux_proposes
from tests.carte_de_vie.conftest import Scene
from tests.fabriques import CommuneFactory, PartenaireFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
VU = Partage(equipe=True)


def _saisie(**dits: Any) -> dict[str, Any]:
    return {"nom": "Le stade", "genre": "SPORT", "depuis": timezone.localdate().isoformat(), **dits}


def test_la_coordination_dessine_avec_le_jeune(scene: Scene) -> None:
    client = scene.client("COORDONNATEUR")
    formulaire = client.get(scene.equipe("ajouter") + "?x=25&y=75&genre=SPORT")
    assert formulaire.context["form"]["genre"].value() == "SPORT"
    formulaire = formulaire.content.decode()
    assert 'value="25"' in formulaire
    assert "À garder secret" in formulaire
    dits = _saisie(ressenti="meteo:0", avec="Léo\nMamie", famille="on", x="25", y="75", dessin="rM1 1L9 9")
    assert client.post(scene.equipe("ajouter"), dits).status_code == 302
    [lieu] = lire_carte(scene.porte("PROFESSIONNEL")).carte.lieux
    assert (lieu.nom, lieu.avec, lieu.x) == ("Le stade", ("Léo", "Mamie"), 25)
    assert lieu.ressenti is not None
    assert (lieu.ressenti.mot, lieu.ressenti.image) == ("grand soleil", "meteo-soleil")
    page = client.get(scene.equipe("carte")).content.decode()
    assert page.count("Le stade") >= 2
    assert 'class="crayon-r" d="M1 1L9 9"' in page
    assert "Le stade" in scene.client("MERE").get(scene.sien("carte")).content.decode()


def test_un_lieu_deplace_se_remet_un_trajet_fini_se_reprend_effacer_demande(scene: Scene) -> None:
    client, jour = scene.client("COORDONNATEUR"), timezone.localdate()
    ici = scene.ajouter("COORDONNATEUR", "Ici", VU, x=10, y=20)
    la = scene.ajouter("COORDONNATEUR", "Là", VU)
    bouge = client.post(scene.equipe("placer", ici.cle), {"x": "50", "y": "60"}, follow=True).content.decode()
    [annuler] = re.findall(r'action="([^"]+/placer/[^"]+)"', bouge)
    client.post(annuler.replace("&amp;", "&"))
    assert (LieuDeVie.objects.get(cle=ici.cle).x, LieuDeVie.objects.get(cle=ici.cle).y) == (10, 20)
    porte = scene.porte("COORDONNATEUR")
    demain = {"de": ici.cle, "vers": la.cle, "moyen": "BUS", "depuis": (jour + dt.timedelta(days=1)).isoformat()}
    assert "depuis" in client.post(scene.equipe("trajet_ajouter"), demain).context["form"].errors
    trajet = services.ajouter_trajet(porte, saisie=services.SaisieTrajet(ici.cle, la.cle), maintenant=timezone.now())
    assert "arrivé aujourd" in client.post(scene.equipe("trajet_finir", trajet.cle), follow=True).content.decode()
    TrajetDeVie.objects.update(debut=jour - dt.timedelta(days=2))
    client.post(scene.equipe("trajet_finir", trajet.cle))
    assert TrajetDeVie.objects.get().fin is not None
    client.post(scene.equipe("trajet_reprendre", trajet.cle))
    assert TrajetDeVie.objects.get().fin is None
    assert "pour toujours" in client.get(scene.equipe("trajet_effacer", trajet.cle)).content.decode()
    client.post(scene.equipe("trajet_effacer", trajet.cle))
    assert not TrajetDeVie.objects.exists()


def test_seul_sur_son_compte_rien_n_est_montre_avant_de_le_dire(scene: Scene) -> None:
    client = scene.client("JEUNE")
    assert client.post(scene.sien("ajouter"), _saisie(mot="tranquille")).status_code == 302
    assert not LieuDeVie.objects.exists()
    [lieu] = lire_carte(scene.porte("JEUNE")).carte.lieux
    assert client.post(scene.sien("partager", lieu.cle), {"equipe": "on"}).status_code == 302
    assert LieuDeVie.objects.get().vu_equipe
    assert not CoffreSecret.objects.exists()
    assert "Vu par : mon équipe" in client.get(scene.sien("lieu", lieu.cle)).content.decode()


@pytest.mark.parametrize("qui", ["JEUNE", "COORDONNATEUR"])
def test_chaque_page_repond_par_les_deux_portes(scene: Scene, qui: str) -> None:
    lieu = scene.ajouter(qui, "Chez Mamie", Partage(equipe=True, partenaires=frozenset({scene.partenaire.pk})))
    client, url = scene.client(qui), scene.sien if qui == "JEUNE" else scene.equipe
    for nom in ("carte", "pays", "comparer", "imprimer", "ajouter", "trajet_ajouter"):
        assert client.get(url(nom)).status_code == 200, nom
    for nom in ("lieu", "corriger", "ressenti", "dessiner", "ou", "quitter", "effacer", "partager", "secret"):
        assert client.get(url(nom, lieu.cle)).status_code == 200, nom
    for nom, *parts in (("pdf",), ("extrait_pdf", scene.partenaire.pk)):
        assert client.get(url(nom, *parts)).content[:5] == b"%PDF-"
    assert client.get(url("pdf") + "?papier=a3").content[:5] == b"%PDF-"


def test_la_famille_regarde_et_ne_change_rien(scene: Scene) -> None:
    vu, cache = scene.ajouter("COORDONNATEUR", "Parc", Partage(famille=True)), scene.ajouter("JEUNE", "Gymnase", VU)
    client = scene.client("MERE")
    page = client.get(scene.sien("carte")).content.decode()
    assert "Parc" in page
    assert "Gymnase" not in page
    assert client.get(scene.sien("lieu", cache.cle)).status_code == 404
    for nom in ("corriger", "partager", "effacer", "secret"):
        assert client.get(scene.sien(nom, vu.cle)).status_code == 403
    assert client.post(scene.sien("ajouter"), _saisie()).status_code == 403
    with pytest.raises(PermissionDenied):
        services.effacer_lieu(scene.porte("MERE"), vu.cle, maintenant=timezone.now())


def test_ce_que_le_jeune_a_dessine_seul_l_equipe_ne_le_change_pas(scene: Scene) -> None:
    lieu = scene.ajouter("JEUNE", "Le pont", VU)
    client = scene.client("COORDONNATEUR")
    assert "sans aide" in client.get(scene.equipe("lieu", lieu.cle)).content.decode()
    assert client.get(scene.equipe("corriger", lieu.cle)).status_code == 403
    with pytest.raises(PermissionDenied):
        services.quitter_lieu(
            scene.porte("COORDONNATEUR"), lieu.cle, le=timezone.localdate(), maintenant=timezone.now()
        )


def test_hors_de_l_equipe_la_carte_est_fermee(scene: Scene) -> None:
    client = scene.client("HORS_EQUIPE")
    assert client.get(scene.equipe("carte")).status_code == 403
    assert scene.client("AUTRE_JEUNE").get(scene.sien("carte")).status_code == 404
    assert scene.jeune.nom not in client.get(reverse("carte_de_vie:liste", args=["garrigue"])).content.decode()


def test_deux_personnes_a_la_fois_voient_le_conflit(scene: Scene) -> None:
    lieu = scene.ajouter("COORDONNATEUR", "Le café", VU)
    client = scene.client("COORDONNATEUR")
    dits = {"nom": "Le bar", "genre": "AUTRE", "version": lieu.version}
    assert client.post(scene.equipe("corriger", lieu.cle), dits).status_code == 302
    tard = client.post(scene.equipe("corriger", lieu.cle), {**dits, "nom": "Le tabac"})
    assert tard.status_code == 422
    assert "Ce qui est écrit maintenant" in tard.content.decode()
    assert 'name="version" value="2"' in tard.content.decode()
    assert LieuDeVie.objects.get().nom == "Le bar"


def test_un_partenaire_passe_par_l_equipe_et_par_l_annuaire(scene: Scene) -> None:
    lieu = scene.ajouter("JEUNE", "Le club")
    seul, inconnu = (
        Partage(famille=True, partenaires=frozenset({scene.partenaire.pk})),
        Partage(True, False, frozenset({0})),
    )
    for partage, champ in ((seul, "equipe"), (inconnu, "partenaires")):
        with pytest.raises(ErreurCarte) as refus:
            services.partager_lieu(scene.porte("JEUNE"), lieu.cle, partage=partage, maintenant=timezone.now())
        assert refus.value.champ == champ
    scene.dispositif.partenaires.add(*(PartenaireFactory(nom=f"École {rang}") for rang in range(40)))
    client, page = scene.client("JEUNE"), scene.sien("partager", lieu.cle)
    assert "partenaires" not in client.get(page).context["form"].fields
    assert "partenaires" not in client.get(scene.sien("ajouter")).context["form"].fields
    trouves = client.get(f"{page}?q=club").context["form"].fields["partenaires"].choices
    assert [nom for _, nom in trouves] == ["Club inventé"]
    client.post(f"{page}?q=club", {"equipe": "on", "partenaires": [scene.partenaire.pk]})
    assert LieuDeVie.objects.get().partenaires.get() == scene.partenaire


def test_un_lieu_se_cherche_par_son_nom_et_peut_rester_sans_position(scene: Scene) -> None:
    CommuneFactory(code="34999", nom="Fabreville", lon=3.5, lat=43.6)
    lieu = scene.ajouter("COORDONNATEUR", "Chez Léo", VU)
    client = scene.client("COORDONNATEUR")
    trouvee = client.post(scene.equipe("ou", lieu.cle), {"q": "fabre"}).content.decode()
    assert "C'est là : Fabreville" in trouvee
    client.post(scene.equipe("situer", lieu.cle), {"lon": "3.5", "lat": "43.6"})
    assert "Chez Léo" in client.get(scene.equipe("pays")).content.decode()
    client.post(scene.equipe("situer", lieu.cle), {})
    assert LieuDeVie.objects.get().lon is None


def test_un_lieu_secret_ne_se_pose_pas_sur_la_carte_du_pays(scene: Scene) -> None:
    lieu = scene.ajouter("JEUNE", "Grotte")
    services.situer_lieu(scene.porte("JEUNE"), lieu.cle, lon=3.5, lat=43.6, maintenant=timezone.now())
    client = scene.client("JEUNE")
    assert "data-ou-carte" not in client.get(scene.sien("ou", lieu.cle)).content.decode()
    assert "Grotte" not in client.get(scene.sien("pays")).content.decode()


def test_les_ressentis_du_dispositif_se_changent_et_se_reprennent(scene: Scene) -> None:
    client, page = scene.client("COORDONNATEUR"), reverse("carte_de_vie:ressentis", args=["garrigue"])
    dits = {"version": "0", "mots-propose": "on", "mots-0-mot": "tranquille", "mots-0-image": "yoga"}
    apercu = client.post(page, {**dits, "apercu": ""}).content.decode()
    assert "rien n'est encore enregistré" in apercu
    assert not ReglageRessentis.objects.exists()
    assert client.post(page, {**dits, "enregistrer": ""}).status_code == 302
    assert [jeu.code for jeu in jeux_proposes(scene.dispositif.pk)] == ["mots"]
    with pytest.raises(ConflitDeCarte):
        services.proposer_ressentis(
            scene.acteur("DIRECTION"), dispositif_id=scene.dispositif.pk, jeux=jeux_du_dispositif(None), version=0
        )
    client.post(reverse("carte_de_vie:ressentis_revenir", args=["garrigue"]))
    assert len(jeux_proposes(scene.dispositif.pk)) == 4
    assert scene.client("PROFESSIONNEL").post(page, {**dits, "enregistrer": ""}).status_code == 403
    vide = client.post(page, {"version": "2", "enregistrer": ""})
    assert vide.status_code == 422


def test_la_liste_compte_ce_que_l_equipe_voit_en_autant_de_requetes(scene: Scene) -> None:
    page = reverse("carte_de_vie:liste", args=["garrigue"])
    client = scene.client("COORDONNATEUR")
    scene.ajouter("JEUNE", "Parc", VU)
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as une:
        client.get(page)
    for rang in range(6):
        scene.ajouter("COORDONNATEUR", f"Lieu {rang}", VU)
    with CaptureQueriesContext(connection) as sept:
        client.get(page)
    assert len(une) == len(sept)
    fichier = client.get(reverse("carte_de_vie:exporter", args=["garrigue", "xlsx"]) + "?etat=dessinee")
    lignes = list(openpyxl.load_workbook(io.BytesIO(fichier.content)).active.values)
    assert [ligne[:3] for ligne in lignes[1:]] == [("Fictifort", "Alix", 7)]


def test_la_carte_se_lit_en_autant_de_requetes(scene: Scene) -> None:
    client = scene.client("COORDONNATEUR")
    scene.ajouter("JEUNE", "Parc", VU)
    client.get(scene.equipe("carte"))
    with CaptureQueriesContext(connection) as une:
        client.get(scene.equipe("carte"))
    for rang in range(6):
        scene.ajouter("COORDONNATEUR", f"Lieu {rang}", VU)
    with CaptureQueriesContext(connection) as sept:
        client.get(scene.equipe("carte"))
    assert len(une) == len(sept)


@pytest.mark.parametrize(
    ("dits", "champ"),
    [({"nom": " "}, "nom"), ({"depuis": "2999-01-01"}, "depuis"), ({"x": "140"}, "x"), ({"genre": "X"}, "genre")],
)
def test_une_saisie_fautive_se_dit_a_cote_du_champ(scene: Scene, dits: dict[str, str], champ: str) -> None:
    reponse = scene.client("COORDONNATEUR").post(scene.equipe("ajouter"), _saisie(**dits))
    assert reponse.status_code == 422
    assert champ in reponse.context["form"].errors
    assert not LieuDeVie.objects.exists()
