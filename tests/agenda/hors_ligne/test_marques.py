"""Marks made without network: each written once, never over someone else, refused in words when they cannot be written."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from maillage.agenda import services
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.marques import Marque, lire_marque, lire_marques
from maillage.agenda.hors_ligne.services import recevoir_marque, recevoir_marques
from maillage.agenda.models import Absence, Evenement, MarqueRecue, MotifLocal
from maillage.socle.models import NatureTrace, Trace, VersionFaits
from tests.fabriques import EvenementFactory


@pytest.fixture
def atelier(lieu):
    """Begun half an hour ago, or at midnight: it is of today whatever the hour of the run."""
    maintenant = timezone.localtime().replace(microsecond=0)
    debut = max(maintenant - dt.timedelta(minutes=30), maintenant.replace(hour=0, minute=0, second=0))
    return EvenementFactory(
        dispositif=lieu.dispositif,
        identifiant="E1",
        titre="Atelier cuisine",
        statut="PLANIFIE",
        debut=debut,
        fin=debut + dt.timedelta(hours=1),
        jeunes=[lieu.sacha, lieu.noa],
        pros=[lieu.pro],
    )


@pytest.fixture
def acteur(connexion, lieu):
    """The educator, with an account: a mark belongs to someone."""
    client = connexion()
    from maillage.comptes.models import Utilisateur
    from maillage.comptes.selectors import acteur_de

    utilisateur = Utilisateur.objects.get(pk=client.session["_auth_user_id"])
    return acteur_de(utilisateur, le=timezone.localdate())


def _marque(version: int = 1, *, confirmer: bool = True, cle: str = "", **presences: tuple[str, str]) -> Marque:
    return Marque(cle or str(uuid.uuid4()), "E1", version, confirmer, presences)


def _presences() -> dict[str, str]:
    (evenement,) = Evenement.objects.all()
    return dict(evenement.participations_jeunes.values_list("jeune__identifiant", "presence"))


def test_confirmer_hors_ligne_vaut_confirmer(lieu, acteur, atelier) -> None:
    reponse = recevoir_marque(acteur, lieu.dispositif, _marque(NOA=("ABSENT", "MALADIE")))
    assert reponse["etat"] == "fait"
    assert reponse["actuel"]["statut"] == "REALISE"
    assert reponse["actuel"]["version"] == 2
    assert _presences() == {"SACHA": "PRESENT", "NOA": "ABSENT"}
    assert Absence.objects.get().motif == "MALADIE"
    assert VersionFaits.objects.filter(dispositif_id=lieu.dispositif.pk).exists()
    assert Trace.objects.filter(acte="agenda.marquer_hors_ligne").count() == 1


def test_la_meme_cle_deux_fois_ecrit_une_seule_fois(lieu, acteur, atelier) -> None:
    marque = _marque()
    premiere = recevoir_marque(acteur, lieu.dispositif, marque)
    seconde = recevoir_marque(acteur, lieu.dispositif, marque)
    assert premiere["etat"] == seconde["etat"] == "fait"
    assert Evenement.objects.get().version == 2
    assert MarqueRecue.objects.count() == 1


def test_ce_que_quelqu_un_a_ecrit_entre_temps_n_est_pas_ecrase(lieu, systeme, acteur, atelier) -> None:
    services.annuler_evenement(systeme, lieu.dispositif, identifiant="E1")
    marque = _marque(1)
    reponse = recevoir_marque(acteur, lieu.dispositif, marque)
    assert reponse["etat"] == "conflit"
    assert reponse["actuel"]["statut"] == "ANNULE"
    assert Evenement.objects.get().statut == "ANNULE"
    assert not MarqueRecue.objects.exists()
    assert recevoir_marque(acteur, lieu.dispositif, marque)["etat"] == "conflit"


def test_garder_la_mienne_se_dit_avec_la_version_enregistree(lieu, systeme, acteur, atelier) -> None:
    services.confirmer_evenement(systeme, lieu.dispositif, identifiant="E1")
    conflit = recevoir_marque(acteur, lieu.dispositif, _marque(1, confirmer=False, NOA=("ABSENT", "")))
    assert conflit["etat"] == "conflit"
    mienne = _marque(conflit["actuel"]["version"], confirmer=False, NOA=("ABSENT", ""))
    assert recevoir_marque(acteur, lieu.dispositif, mienne)["etat"] == "fait"
    assert _presences() == {"SACHA": "PRESENT", "NOA": "ABSENT"}


def test_dire_la_meme_chose_que_l_autre_n_est_pas_un_conflit(lieu, systeme, acteur, atelier) -> None:
    services.confirmer_evenement(systeme, lieu.dispositif, identifiant="E1")
    reponse = recevoir_marque(acteur, lieu.dispositif, _marque(1))
    assert reponse["etat"] == "deja"
    assert Evenement.objects.get().version == 2


def test_noter_plusieurs_presences_sans_confirmer(lieu, acteur, atelier) -> None:
    marque = _marque(1, confirmer=False, NOA=("ABSENT", ""), SACHA=("PRESENT", ""))
    assert recevoir_marque(acteur, lieu.dispositif, marque)["etat"] == "fait"
    assert _presences() == {"SACHA": "PRESENT", "NOA": "ABSENT"}
    assert Evenement.objects.get().statut == "PLANIFIE"


def test_un_motif_de_l_etablissement_se_marque_aussi(lieu, acteur, atelier) -> None:
    grippe = MotifLocal.objects.create(dispositif=lieu.dispositif, libelle="Grippe", motif="MALADIE")
    recevoir_marque(acteur, lieu.dispositif, _marque(NOA=("ABSENT", f"local:{grippe.pk}")))
    assert Absence.objects.get().motif_en_mots == "Grippe"


def test_une_marque_impossible_est_refusee_en_mots_et_n_arrete_pas_les_autres(lieu, acteur, atelier) -> None:
    atelier.debut, atelier.fin = (timezone.now() + dt.timedelta(hours=h) for h in (1, 2))
    atelier.save()
    trop_tot, inconnue = _marque(), Marque(str(uuid.uuid4()), "ABSENT", 1, True)
    presence = _marque(1, confirmer=False, NOA=("ABSENT", ""))
    reponses = recevoir_marques(acteur, lieu.dispositif, [trop_tot, inconnue, presence])
    assert [reponse["etat"] for reponse in reponses] == ["refus", "refus", "fait"]
    assert "pas encore commencé" in reponses[0]["message"]
    assert reponses[1]["actuel"] is None


def test_un_refus_ne_laisse_rien_a_moitie(lieu, acteur, atelier) -> None:
    marque = _marque(1, confirmer=False, NOA=("ABSENT", ""), AILLEURS=("ABSENT", ""))
    assert recevoir_marque(acteur, lieu.dispositif, marque)["etat"] == "refus"
    assert _presences() == {"SACHA": "", "NOA": ""}
    assert Evenement.objects.get().version == 1


def test_une_commande_ou_une_lectrice_n_envoie_pas_de_marque(lieu, systeme, lecteur, atelier) -> None:
    for sans_droit in (systeme, lecteur()):
        with pytest.raises(PermissionDenied):
            recevoir_marques(sans_droit, lieu.dispositif, [_marque()])


@pytest.mark.parametrize(
    "brut",
    [
        None,
        [],
        {"marques": {}},
        {"marques": [1]},
        {"marques": [{"cle": "x", "evenement": "E1", "version": 1}]},
        {"marques": [{"cle": str(uuid.uuid4()), "evenement": "E1", "version": True}]},
        {"marques": [{"cle": str(uuid.uuid4()), "evenement": "E1", "version": 1, "presences": {"A": "ABSENT"}}]},
        {
            "marques": [
                {"cle": str(uuid.uuid4()), "evenement": "E1", "version": 1, "presences": {"A": {"presence": "?"}}}
            ]
        },
        {"marques": [{}] * 201},
    ],
)
def test_un_envoi_illisible_est_refuse(brut: Any) -> None:
    with pytest.raises(ErreurAgenda):
        lire_marques(brut)


def test_une_marque_se_lit() -> None:
    cle = str(uuid.uuid4())
    presences = {"NOA": {"presence": "ABSENT", "motif": "STAGE"}}
    lue = lire_marque({"cle": cle, "evenement": "E1", "version": 3, "confirmer": True, "presences": presences})
    assert lue == Marque(cle, "E1", 3, True, {"NOA": ("ABSENT", "STAGE")})


def test_le_jour_emporte_est_le_sien_et_sa_lecture_est_journalisee(lieu, connexion, adresse, atelier) -> None:
    EvenementFactory(dispositif=lieu.dispositif, debut=atelier.debut, fin=atelier.fin, titre="Celui d'un autre")
    donnees = connexion().get(adresse("hors_ligne_jour")).json()
    assert [evenement["titre"] for evenement in donnees["evenements"]] == ["Atelier cuisine"]
    assert {jeune["id"] for jeune in donnees["evenements"][0]["jeunes"]} == {"SACHA", "NOA"}
    minuit = dt.datetime.fromtimestamp(donnees["expire_le"] / 1000, tz=timezone.get_default_timezone())
    assert (minuit.hour, minuit.minute) == (0, 0)
    assert dt.timedelta() < minuit - timezone.now() <= dt.timedelta(hours=25)
    lues = Trace.objects.filter(nature=NatureTrace.LECTURE, acte="agenda.emporter_journee")
    assert set(lues.values_list("jeune_id", flat=True)) == {lieu.sacha.pk, lieu.noa.pk}


def test_qui_n_a_pas_d_agenda_n_emporte_pas_celui_de_tous(connexion, adresse, atelier) -> None:
    refus = connexion("DIRECTION", pro=False).get(adresse("hors_ligne_jour"))
    assert refus.status_code == 404
    assert "journée à emporter" in refus.json()["message"]


def test_les_reponses_ne_se_gardent_dans_aucun_cache(connexion, adresse, atelier) -> None:
    client = connexion()
    for nom in ("hors_ligne_jour", "hors_ligne_marques", "hors_ligne_service"):
        assert "no-store" in client.get(adresse(nom))["Cache-Control"]


def test_la_page_gardee_par_l_appareil_ne_nomme_personne(lieu, connexion, adresse, atelier) -> None:
    page = connexion().get(adresse("hors_ligne")).content.decode()
    for nom in ("Camille", "Inventée", "Sacha", "Noa", "csrf"):
        assert nom not in page


def test_le_service_n_a_que_la_portee_de_sa_page(lieu, connexion, adresse) -> None:
    client = connexion()
    ici = adresse("hors_ligne")
    assert adresse("hors_ligne_service").startswith(ici)
    script = client.get(adresse("hors_ligne_service"))
    assert script["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in script
    manifeste = client.get(adresse("hors_ligne_manifeste")).json()
    assert manifeste["scope"] == manifeste["start_url"] == ici
    reglages = json.loads(script.content.decode().split("\n")[0].removeprefix("const REGLAGES = ").removesuffix(";"))
    assert reglages["page"] == ici
    assert all(fichier.startswith("/static/") for fichier in reglages["fichiers"])


def test_les_marques_arrivent_par_le_reseau(lieu, connexion, adresse, atelier) -> None:
    client = connexion()
    assert set(client.get(adresse("hors_ligne_marques")).json()) == {"titulaire", "csrf"}
    marque = {"cle": str(uuid.uuid4()), "evenement": "E1", "version": 1, "confirmer": True, "presences": {}}
    envoi = json.dumps({"marques": [marque]})
    reponse = client.post(adresse("hors_ligne_marques"), envoi, content_type="application/json")
    assert [r["etat"] for r in reponse.json()["reponses"]] == ["fait"]
    for faux in ("pas du json", "{}"):
        refus = client.post(adresse("hors_ligne_marques"), faux, content_type="application/json")
        assert refus.status_code == 400
        assert "lisible" in refus.json()["message"]


def test_se_deconnecter_efface_l_appareil(connexion, adresse) -> None:
    client = connexion()
    assert "Clear-Site-Data" not in client.get(adresse("hors_ligne"))
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'
