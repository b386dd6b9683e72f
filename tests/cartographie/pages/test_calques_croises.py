"""Layers of one lender beside each other: nothing masked comes back by a sum; who receives a loan is told, once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.cartographie.domain.recoupement import CoucheComparee, masquer_en_plus
from maillage.cartographie.models import Calque, CelluleCalque
from maillage.cartographie.services.courriels_calques import rappeler_les_fins
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.courriel.models import Courriel
from tests.cartographie.pages.conftest import Connexion, Scene
from tests.cartographie.pages.fabrique_calques import preter

pytestmark = pytest.mark.une_base
EPCI = {"X": frozenset("abc"), "Y": frozenset("def")}


def couche(plancher: int = 5, **valeurs: int | None) -> CoucheComparee:
    """Small letters are communes, X and Y intercommunalités, D the whole département."""
    membres = {**{un: frozenset(un) for un in "abcdef"}, **EPCI, "D": frozenset("abcdef")}
    dites = {code: None if valeur is None else Decimal(valeur) for code, valeur in valeurs.items()}
    return CoucheComparee(dites, membres, plancher)


@pytest.mark.parametrize(
    ("neuve", "autres", "attendu"),
    [
        (couche(X=31, Y=37), [couche(a=20, b=None, c=9, d=30, e=None, f=None)], {"X"}),
        (couche(a=20, b=None, c=9, d=30, e=None, f=None), [couche(X=31, Y=37)], {"c"}),
        (couche(X=60, Y=33), [couche(a=20, b=28, c=12, d=30, e=None, f=None)], {"Y"}),
        (couche(D=67), [couche(a=20, b=None, c=9, d=30, e=None, f=None), couche(X=None, Y=36)], {"D"}),
        (couche(b=None), [couche(X=31), couche(a=20, c=9)], None),
        (couche(X=40, Y=36), [couche(a=20, b=12, c=8, d=None, e=None, f=None)], set()),
    ],
    ids=["gros", "fin", "somme sous le plancher", "trois niveaux", "rien à faire", "rien de trahi"],
)
def test_ce_qu_une_somme_laisserait_retrouver_est_masque_aussi(
    neuve: CoucheComparee, autres: list[CoucheComparee], attendu: set[str] | None
) -> None:
    assert masquer_en_plus(neuve, autres) == attendu


def brouillon(scene: Scene, **champs: object) -> Calque:
    """A draft by intercommunalité of the same figures, ready to be lent to the dispositif."""
    vers = [f"dispositif:{scene.dispositif.pk}"]
    calque = preter({}, "role:ARS", vers, niveau="EPCI", reponse="PROPOSE", **champs)
    Calque.objects.filter(pk=calque.pk).update(etat="BROUILLON")
    CelluleCalque.objects.create(calque=calque, code=scene.proche.epci_code, nom="Ici", valeur=16)
    CelluleCalque.objects.create(calque=calque, code=scene.loin.epci_code, nom="Là", valeur=40)
    return calque


def geste(client: Client, calque: Calque, nom: str) -> str:
    page = client.post(reverse("cartographie:calque_geste", args=[calque.pk, nom]), follow=True)
    return page.content.decode()


@pytest.mark.django_db
def test_un_pret_se_protege_des_autres_et_previent_ses_destinataires_une_fois(
    scene: Scene, connecter: Connexion
) -> None:
    scene.milieu.epci_code = scene.proche.epci_code
    scene.milieu.save()
    preter({scene.proche: 12, scene.milieu: 4}, "role:ARS", ["role:MISSION"])
    agence, _ = connecter("ARS"), connecter("DIRECTION")
    calque = brouillon(scene, nom="Élèves par intercommunalité", fin=timezone.localdate() + dt.timedelta(days=9))
    assert "1 chiffre de plus est masqué" in geste(agence, calque, "preter")
    assert dict(calque.cellules.values_list("code", "valeur")) == {
        scene.proche.epci_code: None,
        scene.loin.epci_code: 40,
    }
    calque.destinataires.update(accord="ACCEPTE")
    for _ in range(2):
        rappeler_les_fins(ActeurSysteme("essai"), le=timezone.localdate())
    geste(agence, calque, "retirer")
    partis = list(Courriel.objects.order_by("pk").values_list("gabarit", flat=True))
    assert partis == ["cartographie/calque_prete", *["cartographie/calque_fin"] * 2, "cartographie/calque_retire"]
    textes = " ".join(Courriel.objects.values_list("texte", flat=True))
    assert "Élèves par intercommunalité" in textes
    assert "40" not in textes.replace(str(calque.pk), "")
