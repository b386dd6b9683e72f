"""The outbox: written with the act, sent once, kept and tried again when it cannot leave, shown at last."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from huey.contrib.djhuey import HUEY

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.courriel import envoi
from maillage.socle.courriel.desinscription import lien_de_desinscription
from maillage.socle.courriel.models import Courriel
from maillage.socle.courriel.reglages import reglages
from maillage.socle.courriel.services import deposer_courriel, deposer_lot, noter_rejet, relancer_courriel
from maillage.socle.models import Trace

pytestmark = pytest.mark.django_db
MIDI = datetime(2026, 3, 16, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _file_immediate() -> Iterator[None]:
    HUEY.immediate = True
    yield
    HUEY.immediate = False


@pytest.fixture
def horloge() -> Iterator[Any]:
    with time_machine.travel(MIDI, tick=False) as voyage:
        yield voyage


def deposer(cle: str = "essai:1", **autres: Any) -> Courriel:
    return deposer_courriel(
        **{
            "cle": cle,
            "destinataire": "ecole@exemple.fr",
            "gabarit": "socle/essai",
            "contexte": {"demandeur": "Camille Inventée"},
            "nature": "COMPTE",
            **autres,
        }
    )


class Panne:
    """A mail server that refuses as many times as asked, then works."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, erreur: Exception, fois: int) -> None:
        self.restantes, self.erreur, self.original = fois, erreur, envoi._poster
        monkeypatch.setattr(envoi, "_poster", self)

    def __call__(self, courriel: Courriel) -> None:
        if self.restantes:
            self.restantes -= 1
            raise self.erreur
        self.original(courriel)


def test_un_courriel_part_apres_l_acte_et_jamais_avant(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        courriel = deposer()
        assert mail.outbox == []
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.essais) == ("ENVOYE", 1)
    (parti,) = mail.outbox
    assert parti.subject == "Maillage : courriel d'essai"
    assert "demandé depuis la page « Courriels » de Maillage par Camille Inventée" in parti.body


def test_un_acte_annule_n_ecrit_rien() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        deposer()
        raise RuntimeError
    assert not Courriel.objects.exists()


def test_le_meme_acte_dit_deux_fois_ecrit_un_seul_courriel(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert deposer() == deposer(destinataire="autre@exemple.fr")
    envoi.envoyer_en_attente()
    assert [m.to for m in mail.outbox] == [["ecole@exemple.fr"]]


def test_un_courriel_pris_par_un_autre_processus_ne_part_pas_deux_fois() -> None:
    courriel = deposer()
    Courriel.objects.update(pris_le=datetime.now(UTC))
    assert envoi.envoyer_un(courriel.pk) is False
    assert mail.outbox == []


def test_un_courriel_qui_ne_peut_partir_est_garde_relance_puis_montre(
    monkeypatch: pytest.MonkeyPatch, horloge: Any
) -> None:
    courriel = deposer()
    Panne(monkeypatch, ConnectionRefusedError(), fois=99)
    for essai, attente in enumerate(reglages().reprises, start=1):
        assert envoi.envoyer_en_attente() == 0
        courriel.refresh_from_db()
        assert (courriel.etat, courriel.essais) == ("ECHEC", essai)
        assert envoi.envoyer_en_attente() == 0, "rien avant l'heure du nouvel essai"
        horloge.shift(attente)
    envoi.envoyer_en_attente()
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.erreur) == ("ABANDONNE", "Le serveur de courriel ne répond pas.")


def test_un_courriel_repart_des_que_le_serveur_repond(monkeypatch: pytest.MonkeyPatch, horloge: Any) -> None:
    courriel = deposer()
    Panne(monkeypatch, smtplib.SMTPServerDisconnected(), fois=1)
    envoi.envoyer_en_attente()
    horloge.shift(timedelta(minutes=1))
    assert envoi.envoyer_en_attente() == 1
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.essais, courriel.erreur) == ("ENVOYE", 2, "")


@pytest.mark.parametrize(("code", "etat"), [(550, "ABANDONNE"), (450, "ECHEC")])
def test_une_adresse_que_le_serveur_refuse_pour_de_bon_n_est_pas_retentee(
    monkeypatch: pytest.MonkeyPatch, code: int, etat: str
) -> None:
    courriel = deposer()
    Panne(monkeypatch, smtplib.SMTPRecipientsRefused({"ecole@exemple.fr": (code, b"non")}), fois=1)
    envoi.envoyer_en_attente()
    courriel.refresh_from_db()
    assert courriel.etat == etat


def test_un_envoi_interrompu_est_montre_et_non_refait(horloge: Any) -> None:
    courriel = deposer()
    Courriel.objects.update(pris_le=MIDI, essais=1)
    horloge.shift(timedelta(minutes=16))
    assert envoi.envoyer_en_attente() == 0
    courriel.refresh_from_db()
    assert courriel.etat == "ABANDONNE"
    assert "peut-être parti" in courriel.erreur
    assert mail.outbox == []


def test_une_adresse_fausse_n_arrete_pas_l_acte() -> None:
    courriel = deposer(destinataire="pas une adresse")
    assert (courriel.etat, courriel.erreur) == ("ABANDONNE", "L'adresse n'est pas une adresse de courriel.")


def test_ce_qui_est_reserve_au_destinataire_est_chiffre_puis_efface(systeme: ActeurSysteme) -> None:
    secrets = {"demandeur": "https://exemple.fr/lien/tres-secret"}
    courriel = deposer(contexte={}, secrets=secrets)
    assert "tres-secret" not in courriel.texte + courriel.secrets
    envoi.envoyer_en_attente()
    assert "https://exemple.fr/lien/tres-secret" in str(mail.outbox[0].body)
    courriel.refresh_from_db()
    assert courriel.secrets == ""
    noter_rejet(courriel.cle, "boîte pleine")
    with pytest.raises(ValueError, match="ne se relance pas"):
        relancer_courriel(systeme, courriel)


def test_si_la_cle_du_serveur_change_le_courriel_est_montre(settings: Any) -> None:
    courriel = deposer(contexte={}, secrets={"demandeur": "lien"})
    settings.SECRET_KEY = "une autre clé"
    envoi.envoyer_en_attente()
    courriel.refresh_from_db()
    assert courriel.etat == "ABANDONNE"
    assert "La clé du serveur a changé" in courriel.erreur


def test_relancer_remet_dans_la_file_et_se_journalise(
    monkeypatch: pytest.MonkeyPatch, systeme: ActeurSysteme, django_capture_on_commit_callbacks: Any
) -> None:
    courriel = deposer()
    panne = Panne(monkeypatch, smtplib.SMTPRecipientsRefused({"ecole@exemple.fr": (550, b"non")}), fois=1)
    envoi.envoyer_en_attente()
    panne.restantes = 0
    with django_capture_on_commit_callbacks(execute=True):
        relancer_courriel(systeme, courriel)
    courriel.refresh_from_db()
    assert courriel.etat == "ENVOYE"
    assert Trace.objects.filter(acte="socle.relancer_courriel").count() == 1


def test_un_retour_du_destinataire_se_note() -> None:
    courriel = deposer()
    envoi.envoyer_en_attente()
    rejete = noter_rejet(courriel.cle, "boîte pleine")
    assert rejete is not None
    assert (rejete.etat, rejete.erreur) == ("ABANDONNE", "Rejeté par le serveur du destinataire : boîte pleine")
    assert noter_rejet("inconnue", "") is None


def test_les_pieces_partent_et_ce_qui_est_trop_lourd_est_montre() -> None:
    deposer(pieces=[("fiche.pdf", "application/pdf", b"%PDF-1.7")])
    lourd = deposer("essai:2", pieces=[("gros.pdf", "application/pdf", b"0" * (10 * 1024 * 1024 + 1))])
    envoi.envoyer_en_attente()
    assert mail.outbox[0].attachments[0][:1] == ("fiche.pdf",)
    assert "trop lourdes" in lourd.erreur
    assert not lourd.pieces.exists()


def test_qui_s_est_desinscrit_ne_recoit_plus_cette_nature_seulement(client: Any) -> None:
    page = lien_de_desinscription("Ecole@exemple.fr", "RAPPEL").partition("localhost:8000")[2]
    assert "Rappel d&#x27;échéance" in client.get(page).content.decode()
    client.post(page, headers={"content-type": "application/x-www-form-urlencoded"})
    assert deposer(nature="RAPPEL").erreur == "La personne ne veut plus recevoir ces messages."
    autre = deposer("essai:2", nature="INFORMATION")
    envoi.envoyer_en_attente()
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Ne plus recevoir ces messages" in autre.texte
    assert client.get("/socle/courriels/desinscription/faux/").status_code == 404
    assert client.get(lien_de_desinscription("a@b.fr", "COMPTE").partition(":8000")[2]).status_code == 404


def test_un_lot_ecrit_un_courriel_par_adresse_et_dit_ou_il_en_est() -> None:
    envois = [(f"p{rang}@exemple.fr", {"demandeur": "x"}) for rang in range(5)] + [("P0@exemple.fr", {})]
    lot = deposer_lot(cle="comop:1", libelle="Invitation", gabarit="socle/essai", envois=envois, nature="INVITATION")
    assert lot.courriels.count() == 5
    deposer_lot(cle="comop:1", libelle="Invitation", gabarit="socle/essai", envois=envois, nature="INVITATION")
    assert lot.courriels.count() == 5


def test_la_commande_envoie_et_efface_ce_qui_a_fait_son_temps(capsys: Any) -> None:
    ancien = deposer("ancien")
    Courriel.objects.filter(pk=ancien.pk).update(etat="ENVOYE", cree_le=datetime.now(UTC) - timedelta(days=366))
    deposer("neuf")
    call_command("envoyer_courriels")
    assert capsys.readouterr().out.strip() == "Courriels partis : 1. Effacés : 1."
    assert list(Courriel.objects.values_list("cle", flat=True)) == ["neuf"]
