"""Deliveries: nothing leaves without a setting; what leaves is signed, bounded and under the rights of whoever asked; what fails waits."""

from __future__ import annotations

import base64
import datetime as dt
import email
import hashlib
import hmac
import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.cli import main
from maillage.comptes.models import Habilitation
from maillage.comptes.selectors import acteur_de
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.remises import adresse_mssante, lire_destination, signer
from maillage.echanges.models import EtatRemise, PauseRemise, Remise
from maillage.echanges.remises import sftp
from maillage.echanges.remises.envoi import remettre_en_attente, remettre_une
from maillage.echanges.remises.natures import destinations, reglages
from maillage.echanges.services import remises as services
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.services import journaliser
from maillage.structures.models import Rattachement
from tests.activite.scene import Scene, semaine_comptee
from tests.fabriques import EtablissementFactory, HabilitationFactory

SECRET = "secret-partage-avec-le-destinataire"
SYSTEME = ActeurSysteme("essai")
CONNUES = {"webhook": frozenset({"agenda_modifie"}), "sftp": frozenset({"tables"}), "mssante": frozenset({"extrait"})}


class Recepteur(BaseHTTPRequestHandler):
    """Keeps what it receives; answers what `statuts` says, then 204."""

    def do_POST(self) -> None:
        corps = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.recus.append((dict(self.headers), corps))  # type: ignore[attr-defined]
        statuts = self.server.statuts  # type: ignore[attr-defined]
        self.send_response(statuts.pop(0) if statuts else 204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def recepteur() -> Iterator[Any]:
    serveur = HTTPServer(("127.0.0.1", 0), Recepteur)
    serveur.recus, serveur.statuts = [], []  # type: ignore[attr-defined]
    threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield serveur
    serveur.shutdown()
    serveur.server_close()


@pytest.fixture
def scene() -> Scene:
    return semaine_comptee()


def regler(settings: Any, **destinations_: dict[str, str]) -> None:
    settings.REMISES = destinations_


def annonces(serveur: Any, **autres: str) -> dict[str, str]:
    adresse = f"http://127.0.0.1:{serveur.server_port}/reception"
    return {"canal": "webhook", "adresse": adresse, "secret": SECRET, "natures": "agenda_modifie", **autres}


def direction(scene: Scene) -> Any:
    return HabilitationFactory(role="DIRECTION", dispositif=scene.dispositif).utilisateur


def ecrire(scene: Scene, acte: str = "agenda.creer_evenement") -> None:
    journaliser(SYSTEME, acte, objet="evenement:X", dispositif_id=scene.dispositif.pk, details={"titre": "Sacha"})


def test_une_destination_mal_reglee_dit_pourquoi_et_ne_sert_pas() -> None:
    bonne = {"canal": "webhook", "adresse": "https://exemple.fr/x", "secret": SECRET, "natures": "agenda_modifie"}
    assert lire_destination("a", bonne, connues=CONNUES).accepte("agenda_modifie", "d")
    assert not lire_destination("a", bonne | {"dispositifs": "autre"}, connues=CONNUES).accepte("agenda_modifie", "d")
    depot = {"canal": "sftp", "adresse": "sftp://c@h/depot", "cle": "c", "hotes": "h", "natures": "tables"}
    assert lire_destination("a", depot, connues=CONNUES).faute == ""
    for fautive, mot in (
        (bonne | {"canal": "pigeon"}, "canal"),
        (bonne | {"adresse": "http://exemple.fr"}, "https"),
        (bonne | {"adresse": "file:///etc"}, "adresse"),
        (bonne | {"secret": "court"}, "secret"),
        (bonne | {"natures": "tables"}, "nature"),
        (depot | {"hotes": ""}, "hôtes connus"),
        (depot | {"adresse": "sftp://c@h/de pot;rm"}, "illisible"),
        (depot | {"adresse": "sftp://-oProxyCommand=x@h/d"}, "illisible"),
        ({"canal": "mssante", "adresse": "smtps://h", "natures": "extrait", "expediteur": "a@b.fr"}, "MSSanté"),
    ):
        lue = lire_destination("a", fautive, connues=CONNUES)
        assert mot in lue.faute
        assert not lue.accepte("agenda_modifie", "d")
    assert adresse_mssante("dr.exemple@chu.mssante.fr")
    assert not any(map(adresse_mssante, ("a@mssante.fr.exemple.fr", "a@chu-mssante.fr", "a b@mssante.fr", "a@b.fr")))


def test_la_signature_est_celle_de_la_specification() -> None:
    """Example of the specification Standard Webhooks, recomputed by hand."""
    le = dt.datetime.fromtimestamp(1614265330, dt.UTC)
    entetes = signer("cle", identifiant="msg_p5jXN8AQM9LWM0D4loKWxJek", le=le, corps=b'{"test": 2432232314}')
    signe = b'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}'
    attendue = base64.b64encode(hmac.digest(b"cle", signe, hashlib.sha256)).decode()
    assert entetes["webhook-signature"] == f"v1,{attendue}"


def test_les_delais_grandissent_puis_s_arretent() -> None:
    delais = [reglages().attente(essai) for essai in range(1, 12)]
    connus = [delai for delai in delais if delai is not None]
    assert connus == sorted(connus)
    assert delais[-1] is None


@pytest.mark.django_db
def test_sans_reglage_rien_ne_s_ecrit_et_un_acte_defait_n_est_pas_annonce(
    scene: Scene, settings: Any, recepteur: Any
) -> None:
    ecrire(scene)
    assert Remise.objects.count() == 0
    regler(settings, region=annonces(recepteur))
    ecrire(scene, "parcours.ouvrir_phase")
    assert Remise.objects.count() == 0
    ecrire(scene)
    ecrire(scene)
    assert Remise.objects.count() == 1, "ce qui attend déjà suffit"


@pytest.mark.django_db
def test_une_annonce_est_signee_sans_personne_et_se_reprend_apres_un_echec(
    scene: Scene, settings: Any, recepteur: Any
) -> None:
    regler(settings, region=annonces(recepteur))
    recepteur.statuts = [500]
    ecrire(scene)
    [remise] = Remise.objects.all()
    assert not remettre_une(remise.pk)
    remise.refresh_from_db()
    assert (remise.etat, remise.erreur, remise.essais) == ("ECHEC", "Le destinataire a répondu 500.", 1)
    assert remise.prochain_essai > timezone.now()
    assert remettre_en_attente() == 0, "son heure n'est pas venue"
    Remise.objects.update(prochain_essai=timezone.now())
    assert remettre_en_attente() == 1
    remise.refresh_from_db()
    assert (remise.etat, remise.preuve) == ("REMISE", "réponse 204")
    entetes, corps = recepteur.recus[-1]
    signe = f"{remise.identifiant}.{entetes['webhook-timestamp']}.".encode() + corps
    attendue = base64.b64encode(hmac.digest(SECRET.encode(), signe, hashlib.sha256)).decode()
    assert entetes["webhook-signature"] == f"v1,{attendue}"
    dit = json.loads(corps)
    assert dit.keys() == {"identifiant", "evenement", "dispositif", "le", "adresse"}
    assert dit["adresse"].endswith(f"/api/v1/dispositifs/{scene.dispositif.code}/evenements")
    assert b"Sacha" not in corps


@pytest.mark.django_db
def test_une_pause_retient_un_410_abandonne_et_on_relance(
    scene: Scene, settings: Any, recepteur: Any, client: Client
) -> None:
    regler(settings, region=annonces(recepteur, nom="La région"))
    admin = HabilitationFactory(role="ADMINISTRATION", dispositif=None, organisme=None).utilisateur
    client.force_login(admin)
    regle = reverse("echanges:regler_destination", args=["region"])
    client.post(regle, {"arreter": "1"})
    ecrire(scene)
    assert (remettre_en_attente(), PauseRemise.objects.count()) == (0, 1)
    assert "en pause" in client.get(reverse("echanges:remises")).content.decode()
    client.post(regle, {"reprendre": "1"})
    recepteur.statuts = [410]
    assert remettre_en_attente() == 0
    [remise] = Remise.objects.all()
    assert remise.etat == "ABANDONNEE"
    client.post(reverse("echanges:relancer_remise", args=[remise.identifiant]))
    remettre_en_attente()
    remise.refresh_from_db()
    assert remise.etat == "REMISE"
    refuse = acteur_de(direction(scene), le=timezone.localdate())
    with pytest.raises(PermissionDenied):
        services.suspendre_destination(refuse, "region")


FAUX_SFTP = """#!/usr/bin/env python3
import pathlib, shutil, sys
racine = pathlib.Path({racine!r})
(racine / "arguments").write_text("\\n".join(sys.argv[1:]))
dossier = racine
for ligne in sys.stdin.read().splitlines():
    ordre, *mots = ligne.split(" ")
    if ordre == "cd":
        dossier = racine / mots[0].strip("/")
        if not dossier.is_dir():
            sys.exit("remote: No such file or directory: /secret/du/serveur")
    elif ordre == "put":
        shutil.copy(mots[0], dossier / mots[1])
    elif ordre == "rename":
        (dossier / mots[0]).rename(dossier / mots[1])
"""


@pytest.mark.django_db
@pytest.mark.une_base
def test_un_depot_arrive_entier_sous_son_nom_ou_dit_pourquoi(
    scene: Scene, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = tmp_path / "sftp"
    programme.write_text(FAUX_SFTP.format(racine=str(tmp_path)), "utf-8")
    programme.chmod(0o755)
    monkeypatch.setattr(sftp, "PROGRAMME", str(programme))
    depot = {"canal": "sftp", "adresse": "sftp://compte@hote:2222/depot", "cle": "/cle", "hotes": "/hotes"}
    regler(settings, coffre=depot | {"natures": "tables,retours"})
    arguments = ["--destination", "coffre", "--nature", "tables", "--dispositif", scene.dispositif.code]
    assert main(["remettre", *arguments]) == 1
    assert Remise.objects.get().erreur == "Le dossier de dépôt n'existe pas sur ce serveur."
    (tmp_path / "depot").mkdir()
    assert main(["remettre", *arguments, "--periode", "2024-T1"]) == 0
    [depose] = (tmp_path / "depot").iterdir()
    assert depose.read_bytes()[:2] == b"PK"
    dits = (tmp_path / "arguments").read_text("utf-8").split("\n")
    assert {"StrictHostKeyChecking=yes", "BatchMode=yes", "UserKnownHostsFile=/hotes", "compte@hote"} <= set(dits)
    assert main(["remettre", *arguments, "--periode", "hier"]) == 1
    assert Remise.objects.latest("pk").etat == EtatRemise.ABANDONNEE
    assert main(["remettre", "--destination", "coffre", "--nature", "fhir", "--dispositif", "x"]) == 2


class Boite(socketserver.StreamRequestHandler):
    """The least of SMTP: takes every message."""

    def handle(self) -> None:
        self._dire("220 essai")
        while ligne := self.rfile.readline().decode().strip():
            if ligne.upper().startswith("DATA"):
                self._dire("354 allez")
                lignes = []
                while (recue := self.rfile.readline()) != b".\r\n":
                    lignes.append(recue)
                self.server.messages.append(b"".join(lignes))  # type: ignore[attr-defined]
            elif ligne.upper().startswith("QUIT"):
                return self._dire("221 fin")
            self._dire("250 ok")
        return None

    def _dire(self, mots: str) -> None:
        self.wfile.write(f"{mots}\r\n".encode())


@pytest.fixture
def boite() -> Iterator[Any]:
    serveur = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Boite)
    serveur.daemon_threads, serveur.messages = True, []  # type: ignore[attr-defined]
    threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield serveur
    serveur.shutdown()
    serveur.server_close()


@pytest.mark.django_db
@pytest.mark.une_base
def test_un_extrait_part_en_message_mssante_sous_les_droits_de_son_auteur(
    scene: Scene, settings: Any, boite: Any, client: Client
) -> None:
    etablissement = EtablissementFactory(finess="310000001")
    Rattachement.objects.create(dispositif=scene.dispositif, etablissement=etablissement, debut=dt.date(2020, 1, 1))
    mss = {"canal": "mssante", "adresse": f"smtp://127.0.0.1:{boite.server_address[1]}", "natures": "extrait"}
    regler(settings, mss=mss | {"expediteur": "ditep@exemple.mssante.fr"})
    compte = direction(scene)
    client.force_login(compte)
    page = reverse("echanges:remettre", args=[scene.dispositif.code])
    voulu = {"remise": "mss:extrait", "jeune": scene.jeunes[0].identifiant, "destinataire": "dr@exemple.fr"}
    refuse = client.post(page, voulu)
    assert (refuse.status_code, "boîte MSSanté" in refuse.content.decode()) == (422, True)
    assert client.post(page, voulu | {"destinataire": "dr@chu.mssante.fr"}).status_code == 302
    assert remettre_en_attente() == 1
    message = email.message_from_bytes(boite.messages[0])
    assert scene.jeunes[0].nom not in str(message["Subject"])
    pieces = {p.get_filename(): p.get_payload(decode=True) for p in message.walk() if p.get_filename()}
    assert pieces.keys() == {"extrait.pdf", "lot-fhir.json", "metadonnees.json"}
    assert pieces["extrait.pdf"].startswith(b"%PDF")
    decrites = {f["nom"]: f["sha256"] for f in json.loads(pieces["metadonnees.json"])["fichiers"]}
    assert decrites["lot-fhir.json"] == hashlib.sha256(pieces["lot-fhir.json"]).hexdigest()
    fichier = client.post(page, {"extrait": "1", "extrait-jeune": scene.jeunes[0].identifiant})
    assert (fichier["Content-Type"], b"lot-fhir.json" in fichier.content) == ("message/rfc822", True)
    client.post(page, voulu | {"destinataire": "dr@chu.mssante.fr"})
    Habilitation.objects.filter(utilisateur=compte).delete()
    assert remettre_en_attente() == 0
    assert "n'a plus le droit" in Remise.objects.latest("pk").erreur


@pytest.mark.django_db
@pytest.mark.une_base
def test_chacun_voit_les_remises_de_ses_dispositifs_et_la_liste_ne_grandit_pas_en_requetes(
    scene: Scene, settings: Any, client: Client
) -> None:
    ailleurs = semaine_comptee()
    client.force_login(direction(scene))
    page, comptes = reverse("echanges:remises"), []
    for lieu, nombre in ((ailleurs, 1), (scene, 1), (scene, 5)):
        for _ in range(nombre):
            Remise.objects.create(
                destination="region",
                nature="retours",
                dispositif=lieu.dispositif,
                par="Remise secrète" if lieu is ailleurs else "essai",
                cree_le=timezone.now(),
            )
        if lieu is scene:
            client.get(page)
            with CaptureQueriesContext(connection) as vues:
                texte = client.get(page).content.decode()
            comptes.append(len(vues))
            assert "Remise secrète" not in texte
    assert comptes[0] == comptes[1]
    assert client.get(reverse("echanges:exporter_remises", args=["csv"])).content.decode().count("essai") == 6
    acteur = acteur_de(direction(scene), le=timezone.localdate())
    with pytest.raises(ErreurEchange):
        services.demander_remise(acteur, scene.dispositif, destination="region", nature="tables", parametres={})
    assert destinations() == {}
