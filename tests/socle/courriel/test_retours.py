"""Mails that came back, read in a mailbox: noted once, with the reason in words, and nothing else believed."""

from __future__ import annotations

import mailbox
from email import message_from_string
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from maillage.socle.courriel.envoi import envoyer_en_attente
from maillage.socle.courriel.models import Courriel, EtatCourriel
from maillage.socle.courriel.services import deposer_courriel

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


def parti(cle: str = "essai:1") -> str:
    """Send a mail and return its Message-ID."""
    contexte = {"dispositif": "D", "commune": "C", "promise": "demain", "lien": "https://exemple.test/", "jours": 3}
    deposer_courriel(
        cle=cle,
        destinataire="ecole@exemple.test",
        gabarit="appui_ressource/accuse",
        contexte=contexte,
        nature="APPUI",
    )
    envoyer_en_attente()
    return str(mail.outbox[-1].extra_headers["Message-ID"])


def rapport(message_id: str, *, action: str = "failed", statut: str = "5.1.1", entier: bool = True) -> MIMEMultipart:
    message = MIMEMultipart("report", **{"report-type": "delivery-status"})
    message.attach(MIMEText("Votre message n'est pas arrivé."))
    etat = MIMENonMultipart("message", "delivery-status")
    blocs = ("Reporting-MTA: dns; mx.exemple.test", f"Action: {action}\nStatus: {statut}")
    etat.set_payload([message_from_string(bloc) for bloc in blocs])
    message.attach(etat)
    origine = EmailMessage()
    origine["Message-ID"], origine["Subject"] = message_id, "Votre demande"
    origine.set_content("…")
    if entier:
        message.attach(MIMEMessage(origine))
    else:
        entetes = MIMENonMultipart("text", "rfc822-headers")
        entetes.set_payload(f"Message-ID: {message_id}\nSubject: Votre demande\n")
        message.attach(entetes)
    return message


def boite(chemin: Path, *messages: Any, maildir: bool = False) -> str:
    ouverte = mailbox.Maildir(chemin) if maildir else mailbox.mbox(chemin)
    for message in messages:
        ouverte.add(message)
    ouverte.close()
    return str(chemin)


@pytest.mark.parametrize("maildir", [False, True])
@pytest.mark.parametrize("entier", [False, True])
def test_un_courriel_revenu_est_note_une_fois_avec_son_motif(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], maildir: bool, entier: bool
) -> None:
    identifiant = parti()
    chemin = boite(tmp_path / "retours", rapport(identifiant, entier=entier), maildir=maildir)
    call_command("noter_retours", chemin)
    call_command("noter_retours", chemin)
    dit = capsys.readouterr().out
    assert "Retours notés : 1. Déjà connus : 0." in dit
    assert "Retours notés : 0. Déjà connus : 1." in dit
    revenu = Courriel.objects.get()
    assert revenu.etat == EtatCourriel.ABANDONNE
    assert "adresse inconnue (5.1.1)" in revenu.erreur


def test_un_retard_une_reponse_et_un_inconnu_ne_changent_rien(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    identifiant = parti()
    absence = MIMEMultipart()
    absence.attach(MIMEApplication(b"\x00\x01"))
    chemin = boite(
        tmp_path / "retours",
        rapport(identifiant, action="delayed", statut="4.4.1"),
        MIMEText("Je suis absente jusqu'à lundi."),
        absence,
        rapport("<autre@ailleurs.test>"),
    )
    call_command("noter_retours", chemin)
    assert "D'un courriel inconnu : 1. Autres messages : 3." in capsys.readouterr().out
    assert Courriel.objects.get().etat == EtatCourriel.ENVOYE


def test_une_boite_absente_se_dit(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ne se lit pas"):
        call_command("noter_retours", str(tmp_path / "rien"))
