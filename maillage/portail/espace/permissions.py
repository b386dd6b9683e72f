"""Rights of the addresses of the space: « espace » for young people and families, « familles » for who keeps their accounts."""

from __future__ import annotations

from maillage.socle.acteur import Acces
from maillage.socle.droits import OUVERT, Droit

SIEN = Droit("espace")
TENIR = Droit("familles")
ECRIRE = Droit("familles", Acces.ECRITURE)

DROITS_URLS: dict[str, Droit] = {
    "espace:choisir": SIEN,
    "espace:accueil": SIEN,
    "espace:semaine": SIEN,
    "espace:equipe": SIEN,
    "espace:projet": SIEN,
    "espace:accord_projet": SIEN,
    "espace:demandes": SIEN,
    "espace:fiche": SIEN,
    "espace:repondre": SIEN,
    "espace:se_retirer": SIEN,
    "espace:observer": SIEN,
    "espace:partage": SIEN,
    "espace:partager": SIEN,
    "espace:recu": SIEN,
    "espace:droits": SIEN,
    "espace:lectures": SIEN,
    "espace:lectures_pdf": SIEN,
    "espace:documents": SIEN,
    "espace:document": SIEN,
    "espace:signaler": SIEN,
    "espace:signaler_ligne": SIEN,
    "espace:signalements": SIEN,
    "espace:livret_du_jeune": SIEN,
    "espace:livret_public": OUVERT,
    "espace:livret_pdf": OUVERT,
    "espace:acces": TENIR,
    "espace:creer_code": ECRIRE,
    "espace:revoquer_code": ECRIRE,
    "espace:retirer_acces": ECRIRE,
    "espace:retablir_acces": ECRIRE,
    "espace:proteger_acces": ECRIRE,
    "espace:code_de_secours": ECRIRE,
    "espace:rectifications": TENIR,
    "espace:exporter_rectifications": TENIR,
    "espace:rectification": TENIR,
    "espace:repondre_rectification": ECRIRE,
    "espace:prolonger_rectification": ECRIRE,
    "espace:editer_livret": ECRIRE,
    "espace:apercu_livret": ECRIRE,
    "espace:version_livret": TENIR,
    "espace:regler": ECRIRE,
}
