"""Who opens the space, to whom: codes printed once, accesses withdrawn and put back, decisions of a judge."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.models import CodeEspace, Representation, Utilisateur
from tests.portail.espace.conftest import Scene


def adresse(scene: Scene, nom: str = "acces", *parts: object) -> str:
    return reverse(f"espace:{nom}", args=["garrigue", scene.jeune.identifiant, *parts])


def creer(scene: Scene, client: Client, qualite: str = "PARENT") -> str:
    reponse = client.post(adresse(scene, "creer_code"), {"nom": "Nadia Inventée", "qualite": qualite})
    trouve = re.search(r"([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})", reponse.content.decode())
    assert trouve is not None
    return trouve[1]


def test_la_page_dit_qui_voit_l_espace(scene: Scene) -> None:
    page = scene.coordination().get(adresse(scene)).content.decode()
    assert "Maud Inventée" in page
    assert "Paul Inventé" in page


def test_du_code_imprime_au_compte_qui_voit_l_espace(scene: Scene) -> None:
    code = creer(scene, scene.coordination())
    famille = Client()
    famille.post(reverse("comptes:code"), {"code": code})
    famille.post(reverse("comptes:code_compte"), {"moyen": "nom", "mot_de_passe": "mon chat dort au soleil"})
    arrivee = famille.get(reverse("portail:accueil"), follow=True)
    assert arrivee.redirect_chain[-1][0] == scene.url("accueil")


def test_la_feuille_porte_un_carre_sans_style_ni_script(scene: Scene) -> None:
    page = scene.coordination().post(adresse(scene, "creer_code"), {"nom": "Nadia", "qualite": "PARENT"})
    carre = re.search(r"<svg[^>]*class=\"carre\".*?</svg>", page.content.decode(), re.DOTALL)
    assert carre is not None
    assert "style=" not in carre[0]
    assert "script" not in carre[0]
    assert "no-store" in page["Cache-Control"]


def test_le_code_ne_se_remontre_jamais(scene: Scene) -> None:
    client = scene.coordination()
    code = creer(scene, client)
    page = client.get(adresse(scene)).content.decode()
    assert code not in page
    assert code[:4] in page


def test_un_code_revoque_n_ouvre_plus_rien(scene: Scene) -> None:
    client = scene.coordination()
    code = creer(scene, client)
    client.post(adresse(scene, "revoquer_code", CodeEspace.objects.get().pk))
    reponse = Client().post(reverse("comptes:code"), {"code": code})
    assert reponse.status_code == 200


def test_un_acces_se_retire_et_se_retablit_par_le_message(scene: Scene) -> None:
    client, representation = scene.coordination(), scene.mere.representations.get()
    reponse = client.post(adresse(scene, "retirer_acces", representation.pk), follow=True)
    annuler = adresse(scene, "retablir_acces", representation.pk)
    assert annuler in reponse.content.decode()
    assert scene.client(scene.mere).get(scene.url("accueil")).status_code == 403
    client.post(annuler)
    assert scene.client(scene.mere).get(scene.url("accueil")).status_code == 200


def test_un_mineur_n_a_pas_de_code_de_majeur(scene: Scene) -> None:
    reponse = scene.coordination().post(adresse(scene, "creer_code"), {"nom": "Nadia", "qualite": "JEUNE_MAJEUR"})
    assert reponse.context["form"].errors["qualite"]
    assert not CodeEspace.objects.exists()


def test_une_decision_du_juge_garde_l_acces_apres_dix_huit_ans(scene: Scene) -> None:
    client, representation = scene.coordination(), scene.mere.representations.get()
    client.post(adresse(scene, "proteger_acces", representation.pk), {"mesure": "TUTELLE", "fin": ""})
    scene.jeune.naissance = timezone.localdate() - dt.timedelta(days=366 * 18)
    scene.jeune.save(update_fields=["naissance"])
    assert scene.client(scene.mere).get(scene.url("accueil")).status_code == 200
    assert scene.client(scene.pere).get(scene.url("accueil")).status_code == 403


def test_un_code_de_secours_pour_qui_n_a_pas_d_adresse_seulement(scene: Scene) -> None:
    client = scene.coordination()
    reponse = client.post(adresse(scene, "code_de_secours", scene.mere.representations.get().pk), follow=True)
    assert "a une adresse" in reponse.content.decode()
    code = creer(scene, client)
    famille = Client()
    famille.post(reverse("comptes:code"), {"code": code})
    famille.post(reverse("comptes:code_compte"), {"moyen": "nom", "mot_de_passe": "mon chat dort au soleil"})
    nadia = Representation.objects.get(utilisateur=Utilisateur.objects.get(nom="Nadia Inventée"))
    page = client.post(adresse(scene, "code_de_secours", nadia.pk)).content.decode()
    assert "Code pour Nadia Inventée" in page


@pytest.mark.parametrize("role", ["PROFESSIONNEL", "ORGANISME"])
def test_qui_ne_tient_pas_les_comptes_des_familles_n_y_entre_pas(scene: Scene, role: str) -> None:
    from tests.fabriques import HabilitationFactory, OrganismeFactory

    lieu = {"organisme": OrganismeFactory()} if role == "ORGANISME" else {"dispositif": scene.dispositif}
    client = scene.client(HabilitationFactory(role=role, **lieu).utilisateur)
    assert client.get(adresse(scene)).status_code in {403, 404}


def majeur(scene: Scene) -> None:
    scene.jeune.naissance = timezone.localdate() - dt.timedelta(days=366 * 18)
    scene.jeune.save(update_fields=["naissance"])


def test_pour_un_majeur_un_representant_demande_une_decision_du_juge(scene: Scene) -> None:
    majeur(scene)
    client = scene.coordination()
    reponse = client.post(adresse(scene, "creer_code"), {"nom": "Nadia", "qualite": "TUTEUR", "mesure": ""})
    assert reponse.context["form"].errors["mesure"]
    code = re.search(
        r"([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})",
        client.post(
            adresse(scene, "creer_code"), {"nom": "Nadia Inventée", "qualite": "TUTEUR", "mesure": "TUTELLE"}
        ).content.decode(),
    )
    assert code is not None
    famille = Client()
    famille.post(reverse("comptes:code"), {"code": code[1]})
    famille.post(reverse("comptes:code_compte"), {"moyen": "nom", "mot_de_passe": "mon chat dort au soleil"})
    assert famille.get(scene.url("accueil")).status_code == 200


def test_une_phrase_changee_par_un_code_se_dit_a_la_personne(scene: Scene) -> None:
    client = scene.coordination()
    famille = Client()
    for _ in range(2):
        nadia = Utilisateur.objects.filter(nom="Nadia Inventée").first()
        if nadia is None:
            code = creer(scene, client)
        else:
            page = client.post(adresse(scene, "code_de_secours", nadia.representations.get().pk)).content.decode()
            code = re.search(r"([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})", page)[1]  # type: ignore[index]
        famille = Client()
        famille.post(reverse("comptes:code"), {"code": code})
        assert "phrase secrète a changé" not in famille.get(reverse("comptes:code")).content.decode()
        famille.post(reverse("comptes:code_compte"), {"moyen": "nom", "mot_de_passe": "mon chat dort au soleil"})
    assert "phrase secrète a changé" in famille.get(scene.url("accueil")).content.decode()


def test_un_compte_qui_n_ouvre_plus_rien_le_dit_simplement(scene: Scene) -> None:
    majeur(scene)
    page = scene.client(scene.mere).get(reverse("portail:accueil")).content.decode()
    assert "n&#x27;ouvre plus aucun espace" in page or "n'ouvre plus aucun espace" in page
