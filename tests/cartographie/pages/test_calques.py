"""Layers lent: read only while they stand, by whom they are lent to and who accepted; masked under the floor; each reading journaled."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.cartographie.domain.calques import LectureCalque, NatureValeurs, NiveauCalque, lire_cellule
from maillage.cartographie.models import Calque, CelluleCalque
from maillage.socle.models import Trace
from tests.cartographie.pages.conftest import AUTISME, Connexion, Scene
from tests.cartographie.pages.fabrique_calques import accord, preter

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
PERSONNES = LectureCalque(NiveauCalque.COMMUNE, NatureValeurs.PERSONNES, 5)
ANNEAU = "carte-anneau"


def page(calque: Calque, nom: str = "calque", *parties: object) -> str:
    return reverse(f"cartographie:{nom}", args=[calque.pk, *parties])


def cle(scene: Scene) -> str:
    return f"dispositif:{scene.dispositif.pk}"


def statuts(client: Client, calque: Calque) -> list[int]:
    adresses = [page(calque), page(calque, "calque_donnees"), page(calque, "calque_export", "csv")]
    return [client.get(adresse).status_code for adresse in adresses]


@pytest.mark.parametrize(
    ("cellules", "attendu"),
    [
        ({"code": "48095", "valeur": "12,5"}, (Decimal("12.5"), False, ())),
        ({"code": "48095", "valeur": "4"}, (None, True, ())),
        ({"code": "48095", "valeur": "0"}, (None, True, ())),
        ({"code": "1001", "valeur": "-3"}, (None, False, ("code", "valeur"))),
        ({"code": "", "valeur": "NaN"}, (None, False, ("code", "valeur"))),
    ],
)
def test_une_ligne_sous_le_plancher_perd_son_chiffre_et_chaque_faute_dit_sa_colonne(
    cellules: dict[str, str], attendu: tuple[Any, ...]
) -> None:
    lue = lire_cellule(2, cellules, PERSONNES)
    assert (lue.valeur, lue.masquee, tuple(colonne for colonne, _ in lue.defauts)) == attendu


def test_un_petit_lieu_dessine_par_le_fichier_disparait_avec_son_chiffre() -> None:
    taux = LectureCalque(NiveauCalque.POINTS, NatureValeurs.TAUX, 5)
    lieu = {"nom": "Hameau", "valeur": "50", "effectif": "2", "lon": "3,5", "lat": "44,5"}
    lue = lire_cellule(7, lieu, taux)
    assert (lue.masquee, lue.nom, lue.lon, lue.lat, lue.geometrie) == (True, "", None, None, None)
    inverse = lire_cellule(8, {**lieu, "lon": "44.5", "lat": "3.5"}, taux)
    assert inverse.defauts == (("position", "longitude et latitude semblent inversées"),)


def test_un_pret_se_lit_une_fois_accepte_et_plus_des_qu_il_est_retire(scene: Scene, connecter: Connexion) -> None:
    agence, direction = connecter("ARS"), connecter("DIRECTION")
    calque = preter({scene.proche: 12, scene.milieu: 4}, "role:ARS", [cle(scene)], reponse="PROPOSE")
    assert statuts(direction, calque) == [200, 404, 404]
    assert direction.post(page(calque, "calque_geste", "accepter")).status_code == 302
    assert statuts(direction, calque) == [200, 200, 200]
    lu = direction.get(page(calque, "calque_export", "csv")).content.decode()
    assert "Prévent" in lu
    assert "Placer les interlocuteurs" in lu
    offre = reverse("cartographie:offre")
    scene.capacite(scene.etablissement, AUTISME, 12)
    assert ANNEAU in direction.get(offre, {"calque": calque.pk, "departement": "99"}).content.decode()
    agence.post(page(calque, "calque_geste", "retirer"), {"motif": "Fichier remplacé"})
    assert statuts(direction, calque) == [200, 404, 404]
    apres = direction.get(offre, {"calque": calque.pk, "departement": "99"}).content.decode()
    assert ANNEAU not in apres
    assert "plus prêté" in apres
    assert not CelluleCalque.objects.exists()


def test_le_lendemain_de_sa_fin_plus_personne_ne_lit(scene: Scene, connecter: Connexion) -> None:
    hier = timezone.localdate() - dt.timedelta(days=1)
    calque = preter({scene.proche: 12}, "role:ARS", [cle(scene)], debut=hier, fin=timezone.localdate())
    client = connecter("DIRECTION")
    assert statuts(client, calque) == [200, 200, 200]
    Calque.objects.update(fin=hier)
    assert statuts(client, calque) == [200, 404, 404]
    assert "Terminé" in client.get(page(calque)).content.decode()


def test_qui_n_est_pas_destinataire_ne_sait_pas_que_le_calque_existe(scene: Scene, connecter: Connexion) -> None:
    calque = preter({scene.proche: 12}, "role:ARS", ["dispositif:0"])
    assert statuts(connecter("DIRECTION"), calque) == [404, 404, 404]
    assert statuts(connecter("DPO"), calque) == [200, 404, 404]
    perdu = connecter("DIRECTION").get(reverse("cartographie:offre_donnees"), {"calque": calque.pk})
    assert b"rayon" not in perdu.content


def test_chaque_lecture_est_au_journal_avec_son_lieu(scene: Scene, connecter: Connexion) -> None:
    calque = preter({scene.proche: 12}, "role:ARS", [cle(scene)])
    client = connecter("PROFESSIONNEL")
    statuts(client, calque)
    client.get(reverse("cartographie:offre_donnees"), {"calque": calque.pk})
    lectures = Trace.objects.filter(acte="cartographie.lire_calque", objet=f"calque:{calque.pk}", nature="LECTURE")
    assert lectures.count() == 4


def test_un_fichier_faux_n_ecrit_rien_et_un_bon_s_enregistre_apres_l_apercu(scene: Scene, connecter: Connexion) -> None:
    client = connecter("ARS")
    nouveau = {**accord(), "valeurs_le": "", "preteur": "role:ARS", "destinataires": [cle(scene)]}
    client.post(reverse("cartographie:nouveau_calque"), nouveau)
    calque = Calque.objects.get()
    faux = f"code;valeur\n{scene.proche.pk};12\n{scene.proche.pk};7\n00000;x\n"
    reponse = client.post(page(calque, "calque_deposer"), {"fichier": SimpleUploadedFile("c.csv", faux.encode())})
    assert reponse.status_code == 422
    fautes = {une.numero: [colonne for colonne, _ in une.defauts] for une in reponse.context["fautives"]}
    assert fautes == {3: ["code"], 4: ["valeur"]}
    bon = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": None, "properties": {"code": commune.pk, "valeur": valeur}}
        for commune, valeur in ((scene.proche, 12), (scene.milieu, 3))
    ]}  # fmt: skip
    fichier = SimpleUploadedFile("c.geojson", json.dumps(bon).encode())
    apercu = client.post(page(calque, "calque_deposer"), {"fichier": fichier})
    assert not CelluleCalque.objects.exists()
    client.post(page(calque, "calque_enregistrer"), {"cellules": apercu.context["signees"]})
    assert dict(CelluleCalque.objects.values_list("code", "valeur")) == {scene.proche.pk: 12, scene.milieu.pk: None}
    client.post(page(calque, "calque_geste", "preter"))
    calque.refresh_from_db()
    assert calque.etat == "PRETE"
    assert client.get(page(calque, "calque_modifier")).status_code == 404


@pytest.mark.parametrize(
    ("champs", "champ"), [({"plancher": 2}, "plancher"), ({"fin": "2001-01-01"}, "fin"), ({"finalite": ""}, "finalite")]
)
def test_un_accord_bancal_est_refuse_a_cote_de_son_champ(
    scene: Scene, connecter: Connexion, champs: dict[str, Any], champ: str
) -> None:
    valeurs = {**accord(), "valeurs_le": "", "preteur": "role:ARS", **champs}
    reponse = connecter("ARS").post(reverse("cartographie:nouveau_calque"), valeurs)
    assert reponse.status_code == 422
    assert champ in reponse.context["form"].errors
    assert not Calque.objects.exists()


def test_la_liste_ne_fait_pas_une_requete_par_calque(scene: Scene, connecter: Connexion) -> None:
    client, liste = connecter("DIRECTION"), reverse("cartographie:calques")
    preter({scene.proche: 12}, "role:ARS", [cle(scene)])
    with CaptureQueriesContext(connection) as une:
        client.get(liste)
    for _ in range(5):
        preter({scene.proche: 12, scene.milieu: 6}, "role:ARS", [cle(scene), "role:MISSION"])
    with CaptureQueriesContext(connection) as six:
        assert client.get(liste).context["page"].paginator.count == 6
    assert len(six) == len(une)
