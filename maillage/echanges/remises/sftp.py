"""A file laid in a folder of another system, by the `sftp` of OpenSSH in batch mode: key only, the host must already be known.

The file is sent under a provisional name, then renamed: whoever watches the folder never takes half of one.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from maillage.echanges.domain.remises import NOM_SUR, Destination
from maillage.echanges.remises.canaux import Colis, Fichier, RemiseEchouee

PROGRAMME = "sftp"
ATTENTE = 300
FAUTES = {
    "Host key verification failed": "La clé de ce serveur n'est pas celle que l'exploitant connaît : rien n'est parti.",
    "Permission denied": "Le serveur refuse cette clé, ou ce dossier.",
    "No such file": "Le dossier de dépôt n'existe pas sur ce serveur.",
}


def remettre(destination: Destination, colis: Colis) -> str:
    """Lay every file of the parcel."""
    with tempfile.TemporaryDirectory(prefix="maillage-remise-") as dossier:
        for fichier in colis.fichiers:
            _ecrire(Path(dossier) / fichier.nom, fichier)
        _deposer(destination, Path(dossier), [fichier.nom for fichier in colis.fichiers])
    return ", ".join(f"{fichier.nom} ({fichier.empreinte[:16]}…)" for fichier in colis.fichiers)[:200]


def _ecrire(chemin: Path, fichier: Fichier) -> None:
    if not NOM_SUR.match(fichier.nom):
        raise RemiseEchouee("Ce nom de fichier ne peut pas être déposé.", definitive=True)
    with os.fdopen(os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as flux:
        flux.write(fichier.octets)


def _deposer(destination: Destination, dossier: Path, noms: list[str]) -> None:
    ordres = [f"cd {destination.lieu.path}"] if destination.lieu.path.strip("/") else []
    for nom in noms:
        ordres += [f"put {dossier / nom} {nom}.partiel", f"-rm {nom}", f"rename {nom}.partiel {nom}"]
    try:
        fait = subprocess.run(  # noqa: S603  # words of the operator, checked when read; no shell
            ligne_de_commande(destination),
            input="\n".join(ordres) + "\n",
            capture_output=True,
            text=True,
            timeout=ATTENTE,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise RemiseEchouee("Le programme sftp n'est pas installé sur ce serveur.") from None
    except subprocess.TimeoutExpired:
        raise RemiseEchouee("Le dépôt a duré trop longtemps : il est interrompu.") from None
    if fait.returncode != 0:
        raise RemiseEchouee(_en_mots(fait.stderr))


def ligne_de_commande(destination: Destination) -> list[str]:
    """Return the command: no question asked, no key but the operator's, no host but a known one."""
    lieu = destination.lieu
    options = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "UserKnownHostsFile": destination.hotes,
        "GlobalKnownHostsFile": "/dev/null",
        "IdentityFile": destination.cle,
        "IdentitiesOnly": "yes",
        "PasswordAuthentication": "no",
        "ConnectTimeout": "15",
    }
    reglees = [mot for nom, valeur in options.items() for mot in ("-o", f"{nom}={valeur}")]
    hote = f"{lieu.username}@{lieu.hostname}" if lieu.username else str(lieu.hostname)
    return [PROGRAMME, "-b", "-", "-q", *reglees, "-P", str(lieu.port or 22), "--", hote]


def _en_mots(dit: str) -> str:
    """What went wrong, in words of ours: the other side's may name accounts and folders."""
    return next((mots for signe, mots in FAUTES.items() if signe in dit), "Le dépôt n'a pas abouti.")
