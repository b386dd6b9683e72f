"""Pages of the outbox: one's scope only, exact words, relaunch, lot, templates."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.socle.courriel.gabarits import gabarits, rediger
from maillage.socle.courriel.models import Courriel
from maillage.socle.courriel.services import deposer_courriel, deposer_lot
from tests.fabriques import DispositifFactory
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db
LISTE = "/socle/courriels/"


def deposer(cle: str, dispositif_id: int | None, **autres: Any) -> Courriel:
    return deposer_courriel(
        cle=cle,
        destinataire=f"{cle}@exemple.fr",
        gabarit="socle/essai",
        contexte={"demandeur": "x"},
        nature="COMPTE",
        dispositif_id=dispositif_id,
        **autres,
    )


@pytest.fixture
def ici() -> Any:
    return DispositifFactory(code="ici")


@pytest.fixture
def direction(ici: Any) -> Client:
    return connecter("DIRECTION", ici)


def test_la_direction_ne_voit_que_son_dispositif_et_l_administration_voit_tout(ici: Any, direction: Client) -> None:
    deposer("d-ici", ici.pk)
    ailleurs = deposer("d-ailleurs", DispositifFactory().pk)
    deposer("sans-lieu", None)
    page = direction.get(LISTE).content.decode()
    assert "d-ici@" in page
    assert "d-ailleurs@" not in page
    assert "sans-lieu@" not in page
    assert direction.get(reverse("socle:courriel", args=[ailleurs.pk])).status_code == 404
    tout = connecter("ADMINISTRATION", None).get(LISTE).content.decode()
    assert all(f"{nom}@" in tout for nom in ("d-ici", "d-ailleurs", "sans-lieu"))


def test_la_liste_se_filtre_et_ignore_ce_qu_elle_ne_comprend_pas(ici: Any, direction: Client) -> None:
    deposer("garde", ici.pk)
    Courriel.objects.update(etat="ABANDONNE", erreur="Adresse refusée")
    deposer("autre", ici.pk)
    page = direction.get(LISTE, {"etat": "ABANDONNE", "mots": "garde", "tri": "-a"}).content.decode()
    assert "garde@" in page
    assert "Adresse refusée" in page
    assert "autre@" not in page
    assert direction.get(LISTE, {"etat": "x", "debut": "hier", "tri": "rien"}).status_code == 200


def test_un_courriel_montre_son_texte_exact_sans_ce_qui_est_reserve(ici: Any, direction: Client) -> None:
    courriel = deposer("lien", ici.pk, secrets={"demandeur": "https://exemple.fr/secret"})
    page = direction.get(reverse("socle:courriel", args=[courriel.pk])).content.decode()
    assert "[réservé au destinataire : demandeur]" in page
    assert "exemple.fr/secret" not in page


def test_la_demonstration_montre_le_lien_puisque_rien_ne_part(settings: Any, ici: Any, direction: Client) -> None:
    settings.DEMONSTRATION = True
    courriel = deposer("lien", ici.pk, secrets={"demandeur": "https://exemple.fr/secret"})
    assert "exemple.fr/secret" in direction.get(reverse("socle:courriel", args=[courriel.pk])).content.decode()


def test_relancer_depuis_la_page(ici: Any, direction: Client) -> None:
    courriel = deposer("rate", ici.pk)
    adresse = reverse("socle:courriel_relancer", args=[courriel.pk])
    refus = direction.post(adresse, follow=True).content.decode()
    assert "ne se relance pas" in refus
    Courriel.objects.update(etat="ABANDONNE", erreur="Adresse refusée", essais=10)
    direction.post(adresse)
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.essais, courriel.erreur) == ("A_ENVOYER", 0, "")


def test_noter_qu_un_courriel_est_revenu(ici: Any, direction: Client) -> None:
    courriel = deposer("parti", ici.pk)
    Courriel.objects.update(etat="ENVOYE")
    page = direction.post(
        reverse("socle:courriel_rejeter", args=[courriel.pk]), {"motif": "boîte\npleine"}, follow=True
    )
    assert "Rejeté par le serveur du destinataire : boîte pleine" in page.content.decode()


def test_un_courriel_d_essai_se_demande_depuis_la_page(ici: Any, direction: Client) -> None:
    reponse = direction.post(reverse("socle:courriels_essai"), follow=True)
    assert "Si vous le lisez, les courriels partent." in reponse.content.decode()


def test_un_lot_dit_ou_il_en_est(ici: Any, direction: Client) -> None:
    lot = deposer_lot(
        cle="lot",
        libelle="Invitations",
        gabarit="socle/essai",
        envois=[("a@exemple.fr", {}), ("b@exemple.fr", {}), ("faux", {})],
        nature="INVITATION",
        dispositif_id=ici.pk,
    )
    lot.courriels.filter(destinataire="a@exemple.fr").update(etat="ENVOYE")
    adresse = reverse("socle:courriels_lot", args=[lot.pk])
    page = direction.get(adresse).content.decode()
    assert "1 courriel parti sur 3, 1 en attente, 1 abandonné." in page
    assert "every 3s" in direction.get(adresse, headers={"HX-Request": "true"}).content.decode()
    lot.courriels.update(etat="ENVOYE")
    assert "every 3s" not in direction.get(adresse).content.decode()


def test_chaque_modele_a_un_apercu(direction: Client) -> None:
    assert direction.get(reverse("socle:courriels_modeles")).status_code == 200
    for gabarit in gabarits():
        page = direction.get(reverse("socle:courriels_modele", args=[gabarit.contexte, gabarit.court]))
        assert page.status_code == 200
        objet, texte = rediger(gabarit.nom, gabarit.exemple)
        assert 5 < len(objet) < 100, gabarit.nom
        assert texte.startswith("Bonjour"), gabarit.nom


def test_la_liste_fait_autant_de_requetes_pour_une_ligne_que_pour_six(ici: Any, direction: Client) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(
            connection,
        ) as capture:
            direction.get(LISTE)
        return len(capture)

    deposer("un", ici.pk)
    direction.get(LISTE)
    une = requetes()
    for rang in range(5):
        deposer(f"autre-{rang}", ici.pk)
    assert requetes() == une
