from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.structures import selectors
from maillage.structures.models import Affectation, Dispositif, ExceptionOuverture, Partenaire, Places, Unite
from maillage.structures.views.actes import ACTES
from tests.fabriques import (
    AffectationFactory,
    CommuneFactory,
    DispositifFactory,
    EtablissementFactory,
    OrganismeFactory,
    PartenaireFactory,
    PlacesFactory,
    ProfessionnelFactory,
    UniteFactory,
)

pytestmark = pytest.mark.django_db
Connexion = Callable[..., Client]


def adresse(dispositif: Dispositif, acte: str = "", pk: int | None = None) -> str:
    if not acte:
        return reverse("structures:dispositif", args=[dispositif.code])
    if pk is None:
        return reverse("structures:acte", args=[dispositif.code, acte])
    return reverse("structures:acte_sur", args=[dispositif.code, acte, pk])


def test_la_page_montre_tout_le_dispositif(connecter: Connexion, dispositif: Dispositif) -> None:
    PlacesFactory(dispositif=dispositif, nombre=24)
    UniteFactory(dispositif=dispositif, nom="Antenne de Muret")
    AffectationFactory(dispositif=dispositif, professionnel=ProfessionnelFactory(prenom="Alix", nom="Durand"))
    PartenaireFactory(nom="Collège inventé").dispositifs.add(dispositif)
    page = connecter("DIRECTION", dispositif).get(adresse(dispositif)).content.decode()
    for texte in (
        "Association des Tilleuls",
        "Antenne de Muret",
        "Alix Durand",
        "Collège inventé",
        "24",
        "Ouvrir des places",
    ):
        assert texte in page


def test_qui_lit_seulement_ne_voit_aucun_acte(connecter: Connexion, dispositif: Dispositif) -> None:
    client = connecter("PROFESSIONNEL", dispositif)
    assert "Ouvrir des places" not in client.get(adresse(dispositif)).content.decode()
    assert client.get(adresse(dispositif, "ouvrir-places")).status_code == 403
    assert client.post(adresse(dispositif, "ouvrir-places"), {}).status_code == 403


def test_hors_de_sa_portee_un_dispositif_n_existe_pas(connecter: Connexion, dispositif: Dispositif) -> None:
    client = connecter("DIRECTION", DispositifFactory())
    assert client.get(adresse(dispositif)).status_code == 404
    assert "Les Tilleuls" not in client.get(reverse("structures:dispositifs")).content.decode()


def test_chaque_acte_a_sa_page(connecter: Connexion, dispositif: Dispositif) -> None:
    client = connecter("DIRECTION", dispositif)
    for nom, acte in ACTES.items():
        if acte.cible is None:
            page = client.get(adresse(dispositif, nom))
            assert page.status_code == 200
            assert acte.titre in page.content.decode()
        else:
            assert client.get(adresse(dispositif, nom)).status_code == 404
            assert client.get(adresse(dispositif, nom, 987_654)).status_code == 404
    assert client.get(adresse(dispositif, "acte-inconnu")).status_code == 404


def test_un_refus_se_dit_a_cote_du_champ(connecter: Connexion, dispositif: Dispositif) -> None:
    reponse = connecter("DIRECTION", dispositif).post(
        adresse(dispositif, "ouvrir-places"),
        {"modalite": "AJ", "nombre": "12", "debut": "2024-09-01", "fin": "2024-08-01"},
    )
    assert reponse.status_code == 422
    assert "La fin vient avant le début" in reponse.content.decode()
    assert "fin" in reponse.context["form"].errors
    assert not Places.objects.exists()


def test_les_places_s_ouvrent_changent_ferment_et_s_effacent(connecter: Connexion, dispositif: Dispositif) -> None:
    client = connecter("DIRECTION", dispositif)
    client.post(adresse(dispositif, "ouvrir-places"), {"modalite": "AJ", "nombre": "12", "debut": "2024-01-01"})
    places = Places.objects.get()
    client.post(adresse(dispositif, "modifier-places", places.pk), {"nombre": "14", "a_partir_du": "2024-09-01"})
    suivantes = Places.objects.get(nombre=14)
    client.post(adresse(dispositif, "fermer-places", suivantes.pk), {"le": "2025-08-31"})
    client.post(adresse(dispositif, "effacer-places", places.pk))
    suivantes.refresh_from_db()
    assert (suivantes.debut, suivantes.fin) == (dt.date(2024, 9, 1), dt.date(2025, 8, 31))
    assert Places.objects.count() == 1


def test_une_ligne_d_un_autre_dispositif_ne_se_change_pas(connecter: Connexion, dispositif: Dispositif) -> None:
    ailleurs = PlacesFactory()
    client = connecter("DIRECTION", dispositif)
    assert client.post(adresse(dispositif, "effacer-places", ailleurs.pk)).status_code == 404
    assert Places.objects.filter(pk=ailleurs.pk).exists()


def test_fermer_une_periode_puis_annuler(connecter: Connexion, dispositif: Dispositif) -> None:
    client = connecter("DIRECTION", dispositif)
    reponse = client.post(
        adresse(dispositif, "fermer-periode"),
        {"debut": "2024-03-11", "fin": "2024-03-15", "modalites": ["AJ", "AN"], "motif": "Travaux"},
        follow=True,
    )
    page = reponse.content.decode()
    assert "Cette période est fermée" in page
    geste = ExceptionOuverture.objects.values_list("acte", flat=True).first()
    annuler = reverse("structures:annuler_ouverture", args=[dispositif.code, geste])
    assert annuler in page
    assert not selectors.est_ouvert(dispositif.pk, "AJ", dt.date(2024, 3, 11), "MATIN")
    client.post(annuler)
    assert selectors.est_ouvert(dispositif.pk, "AJ", dt.date(2024, 3, 11), "MATIN")
    assert "déjà été annulée" in client.post(annuler, follow=True).content.decode()
    assert client.get(annuler).status_code == 405


@time_machine.travel("2025-02-01 12:00:00+01:00", tick=False)
def test_le_calendrier_d_une_annee_se_lit(connecter: Connexion, dispositif: Dispositif) -> None:
    client = connecter("DIRECTION", dispositif)
    client.post(
        adresse(dispositif, "vacances"),
        {"annee_scolaire": "2024", "noms": ["Vacances d'hiver"], "modalites": ["AJ", "AN", "PMO"]},
    )
    reponse = client.get(adresse(dispositif))
    page = reponse.content.decode()
    assert "Ouverture en 2025" in page
    assert "fermé, Vacances d&#x27;hiver" in page
    assert "fermé, jour férié" in page
    mai = reponse.context["mois"][4]
    assert [jour.date.day for semaine in mai.semaines for jour in semaine if jour and jour.ferie] == [1, 8, 29]
    autre = client.get(adresse(dispositif), {"annee": "2031", "modalite": "AN"})
    assert (autre.context["annee"], autre.context["modalite"]) == (2031, "AN")
    assert client.get(adresse(dispositif), {"annee": "9999", "modalite": "ZZ"}).context["annee"] == 2025


def test_revenir_au_calendrier_ordinaire(connecter: Connexion, dispositif: Dispositif) -> None:
    client = connecter("DIRECTION", dispositif)
    client.post(
        adresse(dispositif, "ouvrir-periode"), {"debut": "2024-03-16", "fin": "2024-03-16", "modalites": ["AJ"]}
    )
    assert ExceptionOuverture.objects.count() == 2
    client.post(adresse(dispositif, "retablir"), {"debut": "2024-03-01", "fin": "2024-03-31"})
    assert not ExceptionOuverture.objects.exists()


def test_l_equipe_et_les_partenaires_changent_par_formulaire(connecter: Connexion, dispositif: Dispositif) -> None:
    CommuneFactory(code="31555", nom="Toulouse")
    client = connecter("DIRECTION", dispositif)
    client.post(
        adresse(dispositif, "ajouter-professionnel"),
        {"prenom": "Alix", "nom": "Durand", "metier": "EDUCATEUR", "debut": "2024-01-01"},
    )
    affectation = Affectation.objects.get()
    client.post(adresse(dispositif, "terminer-affectation", affectation.pk), {"le": "2024-06-30"})
    connu = ProfessionnelFactory(identifiant="CONNU")
    client.post(adresse(dispositif, "affecter"), {"professionnel": "CONNU", "debut": "2024-01-01"})
    assert list(selectors.professionnels_du_dispositif(dispositif.pk, dt.date(2024, 9, 1))) == [connu]
    inconnu = client.post(adresse(dispositif, "affecter"), {"professionnel": "PERSONNE", "debut": "2024-01-01"})
    assert "Personne n&#x27;a cet identifiant" in inconnu.content.decode()
    client.post(adresse(dispositif, "ajouter-unite"), {"nom": "Antenne", "nature": "ANTENNE", "commune": "toulouse"})
    unite = Unite.objects.get()
    assert unite.commune_id == "31555"
    client.post(adresse(dispositif, "fermer-unite", unite.pk), {"le": "2024-06-30"})
    client.post(adresse(dispositif, "ajouter-partenaire"), {"nom": "Club", "type": "LOISIRS"})
    client.post(adresse(dispositif, "retirer-partenaire", Partenaire.objects.get().pk))
    assert not dispositif.partenaires.exists()


def test_un_etablissement_se_rattache_par_son_numero(connecter: Connexion, dispositif: Dispositif) -> None:
    EtablissementFactory(finess="310000001", uai="0310001A", nom="SESSAD inventé")
    EtablissementFactory(finess="310000002", uai="0310009Z")
    EtablissementFactory(finess="310000003", uai="0310009Z")
    client = connecter("DIRECTION", dispositif)
    rattacher = adresse(dispositif, "rattacher")
    for numero, message in (("999", "Aucun établissement connu"), ("0310009Z", "donnez le FINESS")):
        page = client.post(rattacher, {"etablissement": numero, "debut": "2024-01-01"})
        assert message in page.content.decode()
    client.post(rattacher, {"etablissement": "0310001a", "debut": "2024-01-01"})
    rattachement = dispositif.rattachements.get()
    client.post(adresse(dispositif, "detacher", rattachement.pk), {"le": "2024-06-30"})
    rattachement.refresh_from_db()
    assert rattachement.fin == dt.date(2024, 6, 30)


def test_une_commune_ambigue_se_precise(connecter: Connexion, dispositif: Dispositif) -> None:
    CommuneFactory(code="31001", nom="Villeneuve")
    CommuneFactory(code="09001", nom="Villeneuve")
    page = connecter("DIRECTION", dispositif).post(
        adresse(dispositif, "ajouter-unite"), {"nom": "A", "nature": "UNITE", "commune": "villeneuve"}
    )
    assert "Plusieurs communes répondent" in page.content.decode()


def test_l_administration_cree_et_la_direction_modifie(connecter: Connexion) -> None:
    premier, second = OrganismeFactory(), OrganismeFactory()
    creer = reverse("structures:nouveau_dispositif")
    valeurs = {
        "code": "les-ormes",
        "nom": "Les Ormes",
        "type": "DIME",
        "montage": "AUTORISATION_UNIQUE",
        "organismes": [premier.pk, second.pk],
        "zone_scolaire": "C",
    }
    client = connecter("ADMINISTRATION")
    refus = client.post(creer, valeurs)
    assert refus.status_code == 422
    assert "exactement un organisme" in refus.content.decode()
    client.post(creer, valeurs | {"organismes": [premier.pk]})
    ormes = Dispositif.objects.get(code="les-ormes")
    modifier = reverse("structures:modifier_dispositif", args=["les-ormes"])
    partenariat = valeurs | {"montage": "ORGANISATION_PARTENARIALE", "nom": "Les Grands Ormes", "code": "autre"}
    connecter("DIRECTION", ormes).post(modifier, partenariat)
    ormes.refresh_from_db()
    assert (ormes.nom, ormes.code, ormes.organismes.count()) == ("Les Grands Ormes", "les-ormes", 2)
    assert connecter("DIRECTION", ormes).post(creer, valeurs | {"code": "x"}).status_code == 403


def test_les_pages_ne_coutent_pas_plus_de_requetes_avec_plus_de_lignes(
    connecter: Connexion, dispositif: Dispositif, django_assert_num_queries: Callable[..., object]
) -> None:
    client = connecter("ADMINISTRATION")

    def remplir(nombre: int) -> None:
        for _ in range(nombre):
            PlacesFactory(dispositif=dispositif, etablissement=EtablissementFactory())
            UniteFactory(dispositif=dispositif, commune=CommuneFactory())
            AffectationFactory(dispositif=dispositif, unite=UniteFactory(dispositif=dispositif))
            PartenaireFactory(commune=CommuneFactory()).dispositifs.add(dispositif)
            DispositifFactory().organismes.add(OrganismeFactory())
            dispositif.rattachements.create(
                etablissement=EtablissementFactory(commune=CommuneFactory()), debut=dt.date(2024, 1, 1)
            )

    remplir(1)
    for page in (adresse(dispositif), reverse("structures:dispositifs")):
        client.get(page)
        with CaptureQueriesContext(connection) as une:
            client.get(page)
        remplir(5)
        with django_assert_num_queries(len(une)):  # type: ignore[attr-defined]
            client.get(page)


def test_un_organisme_s_ajoute_a_la_main(connecter: Connexion) -> None:
    client = connecter("ADMINISTRATION")
    adresse_organisme = reverse("structures:nouvel_organisme")
    assert client.post(adresse_organisme, {"nom": ""}).status_code == 422
    suite = client.post(adresse_organisme, {"nom": "Association nouvelle", "siren": "123456789"}, follow=True)
    assert "Association nouvelle" in suite.content.decode()
    OrganismeFactory(finess="310000009")
    double = client.post(adresse_organisme, {"nom": "Autre", "finess": "310000009"})
    assert (double.status_code, "finess" in double.context["form"].errors) == (422, True)


def test_le_territoire_declare_se_donne_par_communes_ou_par_departement(
    connecter: Connexion, dispositif: Dispositif
) -> None:
    CommuneFactory(code="31555", departement="31")
    CommuneFactory(code="31395", departement="31")
    CommuneFactory(code="09122", departement="09")
    client = connecter("DIRECTION", dispositif)
    client.post(adresse(dispositif, "territoire"), {"communes": "09122,\n31555"})
    assert set(dispositif.communes.values_list("code", flat=True)) == {"09122", "31555"}
    assert "09122 31555" in client.get(adresse(dispositif, "territoire")).content.decode()
    client.post(adresse(dispositif, "territoire"), {"communes": "", "departement": "31"})
    assert set(dispositif.communes.values_list("code", flat=True)) == {"31395", "31555"}
    for valeurs, message in (({"communes": "00000"}, "00000"), ({"departement": "99"}, "Aucune commune chargée")):
        assert message in client.post(adresse(dispositif, "territoire"), valeurs).content.decode()


def test_la_carte_compte_les_dispositifs_visibles(connecter: Connexion) -> None:
    DispositifFactory(departement="31")
    DispositifFactory(departement="31")
    EtablissementFactory(commune=CommuneFactory(departement="09"))
    client = connecter("ARS")
    carte = client.get(reverse("structures:carte")).context["carte"]
    assert [(ligne["libelle"], ligne["valeurs"]) for ligne in carte["lignes"]] == [
        ("Ariège (09)", (0, 1)),
        ("Haute-Garonne (31)", (2, 0)),
    ]
    assert carte["resume"].endswith("dans 1 département.")
    assert client.get(reverse("structures:carte_donnees")).json()["type"] == "FeatureCollection"


def test_la_liste_vide_dit_quoi_faire(connecter: Connexion) -> None:
    liste = reverse("structures:dispositifs")
    assert "créez le premier" in connecter("ADMINISTRATION").get(liste).content.decode()
    assert "ne vous est ouvert" in connecter("ARS").get(liste).content.decode()
    DispositifFactory(nom="Les Ormes")
    assert "Aucun dispositif ne répond" in connecter("ARS").get(liste, {"recherche": "zzz"}).content.decode()
    assert "Les Ormes" in connecter("ARS").get(liste, {"recherche": "orm"}).content.decode()
