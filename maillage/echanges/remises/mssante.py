"""A message for MSSanté: PDF and structured file attached, with what describes them. Sent by the SMTP service of the operator's mailbox, or saved.

What the mailbox of an operator asks beyond SMTP (IHE_XDM envelope, read receipt) is theirs to say: « à vérifier » with them.
"""

from __future__ import annotations

import json
from email.message import EmailMessage
from email.utils import format_datetime
from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import unquote

from django.core.mail import get_connection
from django.core.mail.message import EmailMessage as Courriel

from maillage.echanges.domain.remises import Destination, adresse_mssante
from maillage.echanges.remises.canaux import Colis, RemiseEchouee

SERVICE = "django.core.mail.backends.smtp.EmailBackend"
ATTENTE = 30
TEXTE = (
    "Bonjour,\n\nVous trouverez en pièces jointes un extrait de dossier, lisible (PDF) et structuré (FHIR R4, profils TDDUI), "
    "et la description de ces fichiers (metadonnees.json).\n\nCe message ne se transfère que par MSSanté.\n"
)


def remettre(destination: Destination, colis: Colis) -> str:
    """Send the message to a mailbox of the space of trust, and to no other."""
    if not adresse_mssante(colis.destinataire):
        raise RemiseEchouee("Le destinataire n'est pas une boîte MSSanté.", definitive=True)
    message = Courriel(
        colis.objet,
        TEXTE,
        destination.expediteur,
        [colis.destinataire],
        headers={"Message-ID": _numero(colis, destination.expediteur)},
        attachments=[(f.nom, f.octets, f.type_mime) for f in (*colis.fichiers,)]
        + [("metadonnees.json", metadonnees(colis), "application/json")],
    )
    lieu = destination.lieu
    message.connection = get_connection(
        SERVICE,
        host=lieu.hostname,
        port=lieu.port or (465 if lieu.scheme == "smtps" else 587),
        username=unquote(lieu.username or "") if destination.secret else "",
        password=destination.secret,
        use_ssl=lieu.scheme == "smtps",
        use_tls=lieu.scheme == "smtp" and bool(destination.secret),
        timeout=ATTENTE,
    )
    try:
        message.send()
    except SMTPRecipientsRefused:
        raise RemiseEchouee("L'opérateur MSSanté ne connaît pas cette boîte.", definitive=True) from None
    except (OSError, SMTPException) as erreur:
        raise RemiseEchouee(f"Le service de l'opérateur MSSanté ne répond pas ({type(erreur).__name__}).") from None
    return f"message {_numero(colis, destination.expediteur)}"[:200]


def en_fichier(colis: Colis, expediteur: str) -> bytes:
    """Return the same message as a file (.eml), for whoever sends it from their own MSSanté mailbox."""
    message = EmailMessage()
    message["Subject"] = colis.objet
    message["Date"] = format_datetime(colis.le)
    message["Message-ID"] = _numero(colis, expediteur)
    message["X-Unsent"] = "1"
    if expediteur:
        message["From"] = expediteur
    if colis.destinataire:
        message["To"] = colis.destinataire
    message.set_content(TEXTE)
    for fichier in colis.fichiers:
        principal, _, second = fichier.type_mime.partition("/")
        message.add_attachment(fichier.octets, maintype=principal, subtype=second, filename=fichier.nom)
    message.add_attachment(metadonnees(colis), maintype="application", subtype="json", filename="metadonnees.json")
    return message.as_bytes()


def metadonnees(colis: Colis) -> bytes:
    """Describe the attachments: what each is, its weight and its SHA-256. No name of a person: those are in the files."""
    decrit = {
        "identifiant": colis.identifiant,
        "produit": "Maillage",
        "le": colis.le.isoformat(timespec="seconds"),
        "fichiers": [
            {"nom": f.nom, "type": f.type_mime, "octets": len(f.octets), "sha256": f.empreinte} for f in colis.fichiers
        ],
    }
    return json.dumps(decrit, ensure_ascii=False, indent=1).encode()


def _numero(colis: Colis, expediteur: str) -> str:
    return f"<{colis.identifiant.lower()}@{expediteur.rpartition('@')[2] or 'maillage'}>"
