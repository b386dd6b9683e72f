"""Rights of the addresses of this context."""

from maillage.socle.acteur import Acces
from maillage.socle.droits import OUVERT, Droit

LIRE = Droit("liaison")
ECRIRE = Droit("liaison", acces=Acces.ECRITURE)
MODELES = Droit("liaison_modeles")
TOUS_LES_DOSSIERS = Droit("dossiers")

DROITS_URLS: dict[str, Droit] = {
    "liaison:fiches": LIRE,
    "liaison:exporter": LIRE,
    "liaison:preparer": ECRIRE,
    "liaison:fiche": LIRE,
    "liaison:modifier": ECRIRE,
    "liaison:acte": ECRIRE,
    "liaison:repondre": ECRIRE,
    "liaison:transmettre": ECRIRE,
    "liaison:apercu": LIRE,
    "liaison:envoi": LIRE,
    "liaison:droits": LIRE,
    "liaison:pdf": LIRE,
    "liaison:consentements": LIRE,
    "liaison:consentir": ECRIRE,
    "liaison:recu": LIRE,
    "liaison:voie_ruban": LIRE,
    "liaison:rejeu": LIRE,
    "liaison:saisine_pdf": LIRE,
    "liaison_modeles:liste": MODELES,
    "liaison_modeles:modele": MODELES,
    "liaison_modeles:vierge": MODELES,
    "liaison:domicile": TOUS_LES_DOSSIERS,
    "liaison:domicile_exporter": TOUS_LES_DOSSIERS,
    "liaison:domicile_jeune": LIRE,
    "liaison:domicile_pdf": LIRE,
    "liaison:relier": ECRIRE,
    "liaison:tout_transmettre": ECRIRE,
    "liaison:nouveau_lien": ECRIRE,
    "liaison:fermer_lien": ECRIRE,
    "partage:lire": OUVERT,
    "partage:pdf": OUVERT,
}
